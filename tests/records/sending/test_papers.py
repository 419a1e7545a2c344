"""Papers about those sent: what they do, how they are numbered, what they say."""

from __future__ import annotations

import io
import threading
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories.accounts import clerk_of, planner
from tests.factories.commitments import make_laws
from tests.factories.orgs import make_unit
from tests.factories.papers import DETAILS, issue, make_bases
from tests.factories.people import make_person, make_rank, make_title
from tests.factories.plans import ApprovedLine, approved_plan_with_line, make_decision
from tests.factories.problems import problem
from tests.factories.sending import make_nomination, make_nominations
from tests.factories.standards import make_programme
from vun.common.actor import Actor
from vun.common.errors import NotFound, Problem, Refused
from vun.engines.documents import Document, write_docx
from vun.records.plans.models import Quota
from vun.records.registers.domain import JobCancelled, Upload
from vun.records.registers.models import Decision, NumberSeries
from vun.records.sending import operations, queries
from vun.records.sending.domain import (
    NominationState,
    PaperDetails,
    PaperKind,
    PaperLayout,
    to_begin_with,
)
from vun.records.sending.models import Nomination, PaperBasis, PaperTemplate, SendingPaper
from vun.records.standards.domain import Branch
from vun.records.standards.models import ProgrammeGroup

pytestmark = pytest.mark.django_db


def line_of(quota: int = 3, **columns: object) -> ApprovedLine:
    return approved_plan_with_line(quota=quota, **columns)  # type: ignore[arg-type]


def test_a_decision_to_send_approves_its_list_under_the_next_number() -> None:
    sent = line_of()
    one, other = make_nomination(sent), make_nomination(sent)
    paper = issue(one, other)
    assert paper.decision.number == "01/QĐ-SNV"
    assert paper.decision.subject == (
        "Về việc cử cán bộ, công chức, viên chức đi học: lớp bồi dưỡng ngạch chuyên viên chính"
    )
    for each in (one, other):
        each.refresh_from_db()
        assert (each.state, each.decision, each.decided_on) == (
            NominationState.APPROVED,
            paper.decision,
            DETAILS.issued_on,
        )


def test_each_paper_moves_those_on_its_list_on_or_only_tells() -> None:
    sent = line_of()
    first, second = make_nomination(sent), make_nomination(sent)
    issue(first, second)
    for kind in (PaperKind.ENROL, PaperKind.ACCEPT, PaperKind.CHANGE):
        issue(first, kind=kind)
    issue(first, kind=PaperKind.CANCEL)
    issue(second, kind=PaperKind.COMPLETE)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (NominationState.CANCELLED, NominationState.COMPLETED)
    assert first.end_decision is not None
    assert Quota.objects.get().taken == 1
    numbers = list(SendingPaper.objects.order_by("pk").values_list("kind", "decision__number"))
    assert numbers == [
        ("send", "01/QĐ-SNV"),
        ("enrol", "01/TB-SNV"),
        ("accept", "02/QĐ-SNV"),
        ("change", "03/QĐ-SNV"),
        ("cancel", "04/QĐ-SNV"),
        ("complete", "05/QĐ-SNV"),
    ]


def test_registers_are_apart_by_sign_layout_and_year() -> None:
    sent = line_of(6)
    issue(make_nomination(sent))
    party = replace(DETAILS, layout=PaperLayout.PARTY, sign="TU")
    assert issue(make_nomination(sent), details=party).decision.number == "01-QĐ/TU"
    assert issue(make_nomination(sent), details=replace(DETAILS, sign="UBND")).decision.number == "01/QĐ-UBND"
    next_year = replace(DETAILS, issued_on=date(2027, 1, 4))
    assert issue(make_nomination(sent), details=next_year).decision.number == "01/QĐ-SNV"
    assert issue(make_nomination(sent)).decision.number == "02/QĐ-SNV"


def test_each_body_has_a_register_of_its_own_where_many_share_a_sign() -> None:
    sent = line_of(9)

    def number(organ: str) -> str:
        details = replace(DETAILS, organ=organ, sign="UBND")
        return issue(make_nomination(sent), details=details).decision.number

    assert number("Ủy ban nhân dân xã Đình Lập") == "01/QĐ-UBND"
    assert number("Ủy ban nhân dân xã Châu Sơn") == "01/QĐ-UBND"
    assert number("ỦY BAN NHÂN DÂN  XÃ ĐÌNH LẬP") == "02/QĐ-UBND", "the same body in capitals"
    assert number("Ủy ban nhân dân xã Châu Sơn") == "02/QĐ-UBND"


@pytest.mark.parametrize("written", ["01/QĐ-SNV", "1/QĐ-SNV", "001/QĐ-SNV"])
def test_a_number_entered_by_hand_is_passed_over_however_it_is_written(written: str) -> None:
    make_decision(written, issuer="SỞ NỘI VỤ", issued_on=date(2026, 1, 5))
    make_decision("02/QĐ-SNV", issuer="Sở Nội vụ", issued_on=date(2025, 12, 31))
    make_decision("02/QĐ-SNV", issuer="Sở Nông nghiệp", issued_on=date(2026, 1, 5))
    assert issue(make_nomination(line_of())).decision.number == "02/QĐ-SNV"


def test_the_last_day_of_a_year_goes_on_in_its_register_after_the_next_has_begun() -> None:
    sent = line_of(9)

    def number(year: int, month: int, day: int) -> str:
        details = replace(DETAILS, issued_on=date(year, month, day))
        return issue(make_nomination(sent), details=details).decision.number

    days = [(2026, 12, 30), (2026, 12, 31), (2027, 1, 1), (2026, 12, 31), (2027, 1, 4)]
    assert [number(*day) for day in days] == [f"{number:02d}/QĐ-SNV" for number in (1, 2, 1, 3, 2)]


def test_a_number_not_used_is_free_again() -> None:
    sent = line_of()
    nomination = make_nomination(sent)
    Nomination.objects.filter(pk=nomination.pk).update(exception_reason="Quy hoạch")
    with problem("sending.exception_not_signed"):
        issue(nomination)
    assert not Decision.objects.filter(issuer="Sở Nội vụ").exists()
    assert issue(make_nomination(sent)).decision.number == "01/QĐ-SNV"


def test_a_hundred_single_papers_are_numbered_in_a_row() -> None:
    ids = [nomination.pk for nomination in make_nominations(line_of(100), 100)]
    papers = operations.issue_papers_singly(kind=PaperKind.SEND, ids=ids, details=DETAILS, by=planner())
    assert [paper.decision.number for paper in papers] == [f"{n:02d}/QĐ-SNV" for n in range(1, 101)]


def test_single_papers_without_a_course_are_each_about_their_own_line() -> None:
    first, second = (
        approved_plan_with_line(programme=make_programme(name)) for name in ("Chuyên viên", "Kỹ năng số")
    )
    ids = [make_nomination(sent).pk for sent in (first, second)]
    open_details = replace(DETAILS, course="", study_days="", funds="", bases=("Quy chế của Sở",))
    papers = operations.issue_papers_singly(kind=PaperKind.SEND, ids=ids, details=open_details, by=planner())
    assert [paper.course for paper in papers] == ["Chuyên viên", "Kỹ năng số"]
    assert papers[0].bases[0] == "Quy chế của Sở"
    assert papers[0].bases[1].startswith("Quyết định số")
    with problem("sending.paper_field_needed", "course"):
        issue(make_nomination(first), details=open_details)


def test_single_papers_of_several_groups_each_rest_on_the_law_of_their_own() -> None:
    theory, other = make_programme("Trung cấp lý luận chính trị"), make_programme("Kỹ năng số")
    theory.group = make_bases()
    theory.save()
    sent = [approved_plan_with_line(programme=programme) for programme in (theory, other)]
    open_details = replace(DETAILS, course="", study_days="", funds="")
    papers = operations.issue_papers_singly(
        kind=PaperKind.SEND,
        ids=[make_nomination(line).pk for line in sent],
        details=open_details,
        by=planner(),
    )
    assert ["350-QĐ/TW" in str(paper.bases) for paper in papers] == [True, False]
    assert all("phê duyệt" in paper.bases[-1] for paper in papers)


def test_single_papers_stopped_half_way_leave_nothing_and_their_numbers_are_free() -> None:
    sent = line_of(5)
    ids = [make_nomination(sent).pk for _ in range(4)]
    heard: list[tuple[int, int]] = []

    def stop_at_three(done: int, total: int) -> None:
        heard.append((done, total))
        if done == 3:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        operations.issue_papers_singly(
            kind=PaperKind.SEND, ids=ids, details=DETAILS, by=planner(), report=stop_at_three
        )
    assert heard == [(1, 4), (2, 4), (3, 4)]
    assert set(Nomination.objects.values_list("state", flat=True)) == {NominationState.PROPOSED.value}
    assert not Decision.objects.filter(number__endswith="SNV").exists()
    assert issue(make_nomination(sent)).decision.number == "01/QĐ-SNV"


def test_what_is_wrong_is_told_and_nothing_is_half_done() -> None:
    sent = line_of()
    nomination, done = make_nomination(sent), make_nomination(sent)
    issue(done)
    with problem("sending.nobody_chosen"):
        issue()
    with problem("sending.twice_on_list"):
        issue(nomination, nomination)
    with problem("sending.not_ready_for_paper"):
        issue(nomination, done)
    with problem("sending.paper_field_needed", "signer"):
        issue(nomination, details=replace(DETAILS, signer=" "))
    with problem("sending.paper_field_needed", "about"):
        issue(done, kind=PaperKind.CANCEL, details=replace(DETAILS, about=""))
    with pytest.raises(NotFound):
        operations.issue_paper(kind=PaperKind.SEND, ids=[10**9], details=DETAILS, by=planner())
    with pytest.raises(Refused):
        issue(nomination, by=clerk_of(sent.unit))
    nomination.refresh_from_db()
    assert (nomination.state, SendingPaper.objects.count()) == (NominationState.PROPOSED, 1)


def test_nobody_stands_twice_on_a_list_though_put_forward_for_two_classes() -> None:
    one, other = make_nomination(line_of()), make_nomination(line_of())
    Nomination.objects.filter(pk=other.pk).update(person=one.person)
    with problem("sending.twice_on_list"):
        issue(one, other)
    assert SendingPaper.objects.count() == 0
    assert issue(one).decision.number == "01/QĐ-SNV"


def test_the_list_stays_as_it_was_on_the_day() -> None:
    sent = line_of()
    person = make_person("Lý Thị Hoa", unit=sent.unit, title=make_title("Phó Trưởng phòng"), sex="female")
    person.appointments.update(rank=make_rank())
    paper = issue(make_nomination(sent, person), make_nomination(sent))
    before = queries.document_of(paper)
    person.full_name = "Lý Thị Hoà"
    person.save()
    person.appointments.update(title=make_title("Trưởng phòng"))
    assert queries.document_of(queries.get_paper(planner(), paper.pk)) == before
    ((grid,),) = [annex.blocks for annex in before.annexes]
    row = next(row for row in grid.rows if row.cells[1] == "Lý Thị Hoa")  # type: ignore[union-attr]
    assert row.cells[1:] == (
        "Lý Thị Hoa",
        "",
        "17/05/1980",
        f"Phó Trưởng phòng, {sent.unit.name}",
        "Chuyên viên",
        "",
    )


def test_somebody_alone_is_named_in_the_paper_which_has_no_list() -> None:
    sent = line_of()
    person = make_person("Lý Thị Hoa", unit=sent.unit, title=make_title("Phó Trưởng phòng"), sex="female")
    made = queries.document_of(issue(make_nomination(sent, person)))
    assert made.annexes == ()
    first = made.body[0]
    assert getattr(first, "text", "") == (
        f"Cử bà Lý Thị Hoa, sinh ngày 17/05/1980, Phó Trưởng phòng, {sent.unit.name} tham gia "
        "lớp bồi dưỡng ngạch chuyên viên chính. Thời gian: từ 01/04/2026 đến 30/05/2026."
    )


def test_the_list_bears_the_day_as_the_decree_writes_it_and_the_party_rests_on_its_own_rules() -> None:
    make_bases()
    sent = line_of()
    party = replace(DETAILS, layout=PaperLayout.PARTY, sign="TU")
    made = queries.document_of(issue(make_nomination(sent), make_nomination(sent), details=party))
    assert made.annexes[0].reference == "(Kèm theo Quyết định số 01-QĐ/TU ngày 02 tháng 3 năm 2026)"
    assert made.bases == ("Căn cứ Điều lệ Đảng Cộng sản Việt Nam",)
    assert made.recipients == ("Như Điều 3", "Lưu Văn phòng")


def test_what_papers_rest_on_follows_the_day_the_layout_and_what_is_studied() -> None:
    group = make_bases().pk

    def quoted(*day: int, layout: PaperLayout = PaperLayout.STATE, group: str = "") -> list[str]:
        return [base.partition(" ngày ")[0] for base in queries.usual_bases(date(*day), layout, group)]

    law, new, old = (
        "Luật Tổ chức chính quyền địa phương",
        "Nghị định số 171/2025/NĐ-CP",
        "Nghị định số 101/2017/NĐ-CP",
    )
    assert quoted(2025, 6, 30) == [law, old]
    assert quoted(2025, 7, 1) == [law, new, old]
    assert "89/2021" not in str(queries.usual_bases(date(2021, 12, 9), PaperLayout.STATE))
    assert "89/2021" in str(queries.usual_bases(date(2021, 12, 10), PaperLayout.STATE))
    party = PaperLayout.PARTY
    assert quoted(2025, 8, 28, layout=party, group=group)[1:] == ["Quy định số 57-QĐ/TW"]
    assert quoted(2025, 8, 29, layout=party, group=group)[1:] == ["Quy định số 350-QĐ/TW"]
    assert quoted(2025, 8, 29, group=group)[-1] == "Quy định số 350-QĐ/TW"
    assert quoted(2025, 8, 29, layout=party) == ["Điều lệ Đảng Cộng sản Việt Nam"]


def test_a_paper_keeps_what_it_rested_on_and_says_the_word_once() -> None:
    make_bases()
    sent = line_of()
    named = ("căn cứ Quy chế của Sở", "Theo Kế hoạch số 5")
    details = replace(DETAILS, with_laws=False, bases=named, proposer="Trưởng phòng")
    own = issue(make_nomination(sent), details=details)
    bare = issue(make_nomination(sent), details=replace(DETAILS, with_laws=False))
    assert queries.document_of(bare).bases == ()
    usual = issue(make_nomination(sent))
    before = queries.document_of(usual)
    PaperBasis.objects.all().delete()
    assert queries.document_of(queries.get_paper(planner(), usual.pk)) == before
    assert len(before.bases) == 3
    assert queries.document_of(own).bases == (
        "Căn cứ Quy chế của Sở",
        "Theo Kế hoạch số 5",
        "Theo đề nghị của Trưởng phòng",
    )


def test_one_text_stands_apart_for_several_groups_and_layouts_but_on_no_paper_twice() -> None:
    theory = make_bases()
    other, _ = ProgrammeGroup.objects.get_or_create(code="digital", defaults={"name": "Chuyển đổi số"})
    text = "Quy chế làm việc của Ban Chấp hành Đảng bộ tỉnh Lạng Sơn khóa XVII, nhiệm kỳ 2020 - 2025"
    day = date(2026, 1, 1)

    def put(text: str = text, **terms: object) -> PaperBasis:
        made = operations.PaperBasisTerms(legal_basis=text, **terms)  # type: ignore[arg-type]
        return operations.put_paper_basis(terms=made, start_on=day, by=planner())

    first = put(group=theory)
    put(group=other)
    put(text.replace("XVII", "XVIII"), group=theory)
    for again in (
        {"group": theory},
        {"group": other, "layout": PaperLayout.STATE},
        {"layout": PaperLayout.PARTY},
    ):
        with problem("standards.overlaps", "start_on"):
            put(**again)
    put("Nội quy", layout=PaperLayout.STATE)
    put("Nội quy", layout=PaperLayout.PARTY)
    with problem("standards.overlaps", "start_on"):
        put("Nội  quy")
    assert queries.rows_of_basis(first) == [first]
    assert queries.usual_bases(day, PaperLayout.PARTY).count("Nội quy") == 1


@pytest.mark.parametrize("model", [PaperBasis, SendingPaper])
def test_no_row_has_a_layout_nobody_knows(model: type[PaperBasis] | type[SendingPaper]) -> None:
    make_bases()
    issue(make_nomination(line_of()))
    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.update(layout="army")


def test_a_common_basis_the_office_wrote_itself_stands_once() -> None:
    make_bases()
    law = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"
    made = queries.document_of(issue(make_nomination(line_of()), details=replace(DETAILS, bases=(law,))))
    assert [base for base in made.bases if "Luật Tổ chức" in base] == [law.rstrip(";")]


def draft_of(
    *nominations: Nomination,
    details: PaperDetails = DETAILS,
    is_singly: bool = False,
    by: Actor | None = None,
) -> list[Document]:
    drafts = queries.drafts(
        PaperKind.SEND,
        [each.pk for each in nominations],
        details,
        is_singly=is_singly,
        most=2,
        on=date(2026, 3, 2),
        by=by or planner(),
    )
    return [each.document for each in drafts]


def test_a_draft_says_what_the_paper_will_say_and_takes_no_number() -> None:
    make_bases()
    sent = line_of(5)
    nominations = [make_nomination(sent) for _ in range(3)]
    (draft,) = draft_of(*nominations)
    assert not Decision.objects.filter(number__endswith="SNV").exists()
    made = queries.document_of(issue(*nominations))
    (annex,), (own,) = made.annexes, draft.annexes
    room = "\u00a0" * 6
    assert own.reference.replace(f"{room}/", "01/") == annex.reference
    assert replace(draft, number=made.number, is_draft=False, annexes=made.annexes) == made
    assert replace(own, reference=annex.reference) == annex


def test_drafts_of_single_papers_are_of_the_first_few_and_refused_as_the_papers_would_be() -> None:
    sent = line_of(5)
    nominations = [make_nomination(sent) for _ in range(3)]
    assert [each.number for each in draft_of(*nominations, is_singly=True)] == ["/QĐ-SNV", "/QĐ-SNV"]
    issue(nominations[0])
    with problem("sending.not_ready_for_paper"):
        draft_of(*nominations)
    with problem("sending.register_unknown", "is_new_register"):
        draft_of(nominations[1], details=replace(DETAILS, organ="Tỉnh ủy", is_new_register=False))


def test_whoever_may_issue_nothing_is_not_told_of_the_registers_of_others() -> None:
    sent = line_of(2)
    issue(make_nomination(sent))
    nomination, clerk = make_nomination(sent), clerk_of(sent.unit)
    slip = replace(DETAILS, organ="Sở Nội vu", is_new_register=False)
    with problem("sending.register_like_another", "is_new_register"):
        draft_of(nomination, details=slip)
    for is_singly in (False, True):
        with pytest.raises(Refused):
            draft_of(nomination, details=slip, is_singly=is_singly, by=clerk)
    for ask in (
        lambda: queries.singly([nomination.pk], slip, by=clerk),
        lambda: queries.draft(PaperKind.SEND, slip, [], None, by=clerk),
        lambda: operations.number_paper(PaperKind.SEND, slip, clerk),
    ):
        with pytest.raises(Refused):
            ask()


def test_a_register_is_begun_on_purpose_and_goes_on_by_itself() -> None:
    sent = line_of(9)
    going_on = replace(DETAILS, is_new_register=False)

    def number(kind: PaperKind = PaperKind.SEND, **more: object) -> str:
        nomination = make_nomination(sent)
        if kind is not PaperKind.SEND:
            issue(nomination)
        return issue(nomination, kind=kind, details=replace(going_on, **more)).decision.number  # type: ignore[arg-type]

    with problem("sending.register_unknown", "is_new_register"):
        number()
    assert not NumberSeries.objects.filter(register__startswith="sending").exists()
    assert number(is_new_register=True) == "01/QĐ-SNV"
    assert number(organ="SỞ NỘI VỤ") == "02/QĐ-SNV"
    for slip in ({"organ": "Sở Nội vu"}, {"sign": "SVN"}, {"layout": PaperLayout.PARTY}):
        code = "sending.register_unknown" if "layout" in slip else "sending.register_like_another"
        with problem(code, "is_new_register"):
            number(**slip)
    assert number(issued_on=date(2027, 1, 4)) == "01/QĐ-SNV"
    assert number(PaperKind.ENROL) == "01/TB-SNV"
    assert number() == "04/QĐ-SNV"
    known = [(each.organ, each.sign, each.layout) for each in queries.known_registers()]
    assert known == [("Sở Nội vụ", "SNV", PaperLayout.STATE)]


def test_what_is_free_words_ends_in_one_full_stop() -> None:
    sent = line_of()
    nomination = make_nomination(sent)
    issue(nomination)

    def first(kind: PaperKind, about: str) -> str:
        paper = issue(nomination, kind=kind, details=replace(DETAILS, about=about))
        return str(getattr(queries.document_of(paper).body[0], "text", ""))

    assert first(PaperKind.CHANGE, "Lớp chuyển sang tháng 6").endswith(": Lớp chuyển sang tháng 6.")
    assert first(PaperKind.CANCEL, "Ốm dài ngày.").endswith("Lý do: Ốm dài ngày.")


def test_an_office_writes_by_its_own_template_and_older_papers_by_theirs() -> None:
    sent = line_of(6)
    older = issue(make_nomination(sent))
    own, other = (write_docx(to_begin_with(PaperKind.SEND, layout)) for layout in PaperLayout)
    template = operations.put_template(
        kind=PaperKind.SEND, layout=PaperLayout.STATE, file=Upload("mau.docx", own), by=planner()
    )
    paper = issue(make_nomination(sent), make_nomination(sent))
    party = issue(make_nomination(sent), details=replace(DETAILS, layout=PaperLayout.PARTY))
    older.refresh_from_db()
    assert (older.template, paper.template, party.template) == (None, template, None)
    operations.put_template(
        kind=PaperKind.SEND,
        layout=PaperLayout.STATE,
        file=Upload("mau-2.docx", other),
        by=planner(),
    )
    assert queries.get_paper(planner(), paper.pk).template == template
    current = queries.find_template(PaperKind.SEND, PaperLayout.STATE)
    assert current is not None
    assert current.file.name == "mau-2.docx"
    operations.drop_template(template=current, by=planner())
    assert queries.find_template(PaperKind.SEND, PaperLayout.STATE) is None
    with problem("sending.template_not_used"):
        operations.drop_template(template=current, by=planner())


def docx_saying(text: str) -> bytes:
    file = docx.Document()
    file.add_paragraph(text)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def with_macros(content: bytes) -> bytes:
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"code")
    return stream.getvalue()


def test_a_template_without_the_list_serves_for_one_and_is_refused_for_several_before_a_number_is_taken() -> (
    None
):
    operations.put_template(
        kind=PaperKind.SEND,
        layout=PaperLayout.STATE,
        file=Upload("mau.docx", docx_saying("Số {{ so_ky_hieu }}: cử {{ ho_ten }}")),
        by=planner(),
    )
    sent = line_of()
    one, other = make_nomination(sent), make_nomination(sent)
    with problem("sending.template_for_one"):
        issue(one, other)
    with problem("sending.template_for_one"):
        draft_of(one, other)
    assert issue(one).decision.number == "01/QĐ-SNV"


def test_a_template_with_an_unknown_field_is_refused_by_its_name() -> None:
    own = write_docx(to_begin_with(PaperKind.SEND, PaperLayout.STATE))
    file = docx.Document(io.BytesIO(own))
    file.add_paragraph("{{ so_ky_hieu }} {{ luong_thang }} {{ho_ten}} {{ HO_VA_TEN }}")
    stream = io.BytesIO()
    file.save(stream)
    arguments = {"kind": PaperKind.SEND, "layout": PaperLayout.STATE, "by": planner()}
    with pytest.raises(Problem) as found:
        operations.put_template(file=Upload("mau.docx", stream.getvalue()), **arguments)
    first = "{{ so_ky_hieu }} {{ luong_thang }} {{ho_ten}} {{ HO_VA_TEN }}"
    second = first.removeprefix("{{ so_ky_hieu }} ")
    assert (found.value.code, found.value.params) == (
        "sending.template_unknown_field_at",
        {"names": f"luong_thang (“{first}”), ho_va_ten (“{second}”)"},
    )
    with problem("sending.template_no_docx", "file"):
        operations.put_template(file=Upload("mau.docx", b"PK\x03\x04 no docx"), **arguments)
    empty = io.BytesIO()
    docx.Document().save(empty)
    with problem("sending.template_without_fields", "file"):
        operations.put_template(file=Upload("mau.docx", empty.getvalue()), **arguments)
    with problem("sending.template_names_nobody", "file"):
        operations.put_template(file=Upload("mau.docx", docx_saying("{{ so_ky_hieu }}")), **arguments)
    with problem("sending.template_reaches_beyond", "file"):
        operations.put_template(file=Upload("mau.docx", with_macros(own)), **arguments)
    with pytest.raises(Refused):
        operations.put_template(file=Upload("mau.docx", own), **(arguments | {"by": clerk_of(make_unit())}))
    assert PaperTemplate.objects.count() == 0


@pytest.mark.parametrize(("day", "multiple"), [(date(2025, 6, 30), 2), (date(2025, 7, 1), 3)])
def test_the_decision_says_how_long_those_sent_to_training_serve(day: date, multiple: int) -> None:
    make_laws()
    sent = line_of(branch=Branch.TRAINING)
    paper = issue(make_nomination(sent), details=replace(DETAILS, issued_on=day))
    said = " ".join(getattr(block, "text", "") for block in queries.document_of(paper).body)
    assert f"ít nhất {multiple} lần thời gian đào tạo" in said


def test_papers_are_seen_by_who_sees_everybody_on_them() -> None:
    sent = line_of()
    paper = issue(make_nomination(sent))
    assert queries.get_paper(clerk_of(sent.unit), paper.pk).people == 1
    with pytest.raises(NotFound):
        queries.get_paper(clerk_of(make_unit()), paper.pk)


@pytest.mark.django_db(transaction=True)
def test_of_fifty_papers_issued_at_once_those_that_come_about_are_numbered_without_gap_or_repeat() -> None:
    """Every fifth names somebody sent already: it fails after its number was taken, which is free again."""
    nominations = make_nominations(line_of(50), 50)
    failing = {each.pk for each in nominations[::5]}
    barrier, refused = threading.Barrier(len(nominations)), []

    def run(nomination: Nomination) -> None:
        barrier.wait()
        try:
            with transaction.atomic():
                issue(nomination)
                if nomination.pk in failing:
                    issue(nomination)
        except Problem as problem:
            refused.append((nomination.pk, problem.code))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(each,)) for each in nominations]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(refused) == [(key, "sending.not_ready_for_paper") for key in sorted(failing)]
    numbers = sorted(SendingPaper.objects.values_list("decision__number", flat=True))
    assert numbers == [f"{number:02d}/QĐ-SNV" for number in range(1, 41)]
    assert Decision.objects.filter(number__endswith="/QĐ-SNV").count() == 40
