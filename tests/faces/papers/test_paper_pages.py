"""Issuing papers, opening them again, taking them away as docx and PDF."""

from __future__ import annotations

import io
import subprocess
import zipfile
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.signals import post_save
from django.test import Client
from django.urls import reverse

from tests.factories.orgs import make_unit
from tests.factories.papers import make_bases
from tests.factories.plans import approved_plan_with_line
from tests.factories.publishing import layout_in_use
from tests.factories.sending import make_nomination
from tests.factories.standards import make_programme
from vun.engines.documents import words
from vun.faces.web.papers import background
from vun.records.accounts.domain import Role
from vun.records.orgs.models import Unit
from vun.records.registers import operations, underway
from vun.records.registers.domain import JobCancelled, JobState
from vun.records.registers.jobs import Task, work
from vun.records.registers.models import Decision, Job, NumberSeries
from vun.records.sending import queries
from vun.records.sending.domain import NominationState
from vun.records.sending.models import Nomination, SendingPaper

pytestmark = pytest.mark.django_db


def html(response: Any) -> str:
    return response.content.decode()


def typed(*ids: int, **more: Any) -> dict[str, Any]:
    return {
        "ids": list(ids),
        "signed": "yes",
        "kind": "send",
        "layout": "state",
        "organ": "Sở Nội vụ",
        "sign": "SNV",
        "place": "Lạng Sơn",
        "issued_on": "02/03/2026",
        "course": "lớp chuyên viên chính",
        "capacity": "GIÁM ĐỐC",
        "signer": "Nguyễn Văn An",
        "is_new_register": "on",
        **more,
    }


def issued(planner: Client, root: Unit, **more: Any) -> SendingPaper:
    sent = approved_plan_with_line(make_unit(), quota=2, plan_unit=root)
    ids = [make_nomination(sent).pk for _ in range(2)]
    assert planner.post(reverse("papers:issue"), typed(*ids, **more)).status_code == 302
    return SendingPaper.objects.order_by("pk")[0]


def test_a_decision_is_issued_for_those_chosen_and_opened(planner: Client, root: Unit) -> None:
    sent = approved_plan_with_line(make_unit(), quota=2, plan_unit=root)
    one, other = make_nomination(sent), make_nomination(sent)
    address = reverse("papers:issue")
    asked = planner.post(address, {"ids": [one.pk, other.pk]})
    assert "cử 2 người của 1 đơn vị" in html(asked)
    wrong = planner.post(address, typed(one.pk, other.pk, signer=""))
    assert wrong.status_code == 400
    assert "lớp chuyên viên chính" in html(wrong)
    done = planner.post(address, typed(one.pk, other.pk), follow=True)
    assert "Đã ban hành 01/QĐ-SNV." in html(done)
    assert set(Nomination.objects.values_list("state", flat=True)) == {NominationState.APPROVED}
    again = planner.post(address, typed(one.pk))
    assert again.status_code == 400
    assert "ở đúng bước" in html(again)
    assert "01/QĐ-SNV" in html(planner.get(reverse("papers:list"), {"on": "2026-03-02"}))
    follows = html(planner.post(address, {"ids": [one.pk]}))
    assert 'value="Nguyễn Văn An"' in follows
    assert '<option value="enrol" selected>' in follows


@pytest.mark.parametrize(("suffix", "magic"), [("docx", b"PK"), ("pdf", b"%PDF-1.7")])
def test_a_paper_is_taken_away_in_either_format(
    suffix: str, magic: bytes, planner: Client, root: Unit
) -> None:
    paper = issued(planner, root)
    response = planner.get(reverse("papers:file", args=[paper.pk, suffix]), {"on": "2026-03-02"})
    assert response.content.startswith(magic)
    assert "01-Q" in response["Content-Disposition"]
    assert (
        planner.get(reverse("papers:file", args=[paper.pk, "exe"]), {"on": "2026-03-02"}).status_code == 404
    )


def test_many_are_taken_away_in_one_archive(planner: Client, root: Unit) -> None:
    issued(planner, root, singly="on")
    ids = list(SendingPaper.objects.values_list("pk", flat=True))
    address = reverse("papers:files")
    response = planner.post(f"{address}?suffix=docx", {"ids": ids})
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        assert archive.namelist() == [
            "2026-03-02 02-QĐ-SNV Sở Nội vụ.docx",
            "2026-03-02 01-QĐ-SNV Sở Nội vụ.docx",
        ]
    assert "Chưa chọn văn bản nào" in html(planner.post(address, {}, follow=True))


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("#data.luong_thang", "trường không có trong danh sách: luong_thang"),
        ("#luong_thang", "trường không có trong danh sách: luong_thang"),
        ("#let a =", "Mẫu văn bản của tỉnh có lỗi"),
    ],
)
def test_a_layout_of_the_province_with_a_field_nobody_knows_is_refused_by_its_name(
    template: str, told: str, planner: Client, root: Unit
) -> None:
    paper = issued(planner, root)
    address = reverse("papers:file", args=[paper.pk, "pdf"])
    layout_in_use("state.typ", template.encode())
    response = planner.get(address, {"on": "2026-03-02"})
    assert response.status_code == 400
    assert told in html(response)


def pdf_text(content: bytes) -> str:
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, check=True, capture_output=True)
    return " ".join(run.stdout.decode().split())


def test_a_paper_is_seen_as_a_draft_before_it_takes_a_number(planner: Client, root: Unit) -> None:
    sent = approved_plan_with_line(make_unit(), quota=2, plan_unit=root)
    one, other = make_nomination(sent), make_nomination(sent)
    address = reverse("papers:issue")
    assert 'name="preview"' in html(planner.post(address, {"ids": [one.pk, other.pk]}))
    draft = planner.post(address, typed(one.pk, other.pk, preview="yes"))
    assert draft["Content-Type"] == "application/pdf"
    told = pdf_text(draft.content)
    assert ("DỰ THẢO" in told, "Số: /QĐ-SNV" in told, "01/QĐ-SNV" in told) == (True, True, False)
    assert one.person.full_name in told
    wrong = planner.post(address, typed(one.pk, preview="yes", signer=""))
    assert (wrong.status_code, "lớp chuyên viên chính" in html(wrong)) == (400, True)
    unknown = planner.post(address, typed(one.pk, preview="yes", is_new_register=""))
    assert (unknown.status_code, "Mở sổ mới" in html(unknown)) == (400, True)
    singly = pdf_text(planner.post(address, typed(one.pk, other.pk, preview="yes", singly="on")).content)
    assert singly.count("Số: /QĐ-SNV") == 2
    assert (
        SendingPaper.objects.count()
        == NumberSeries.objects.filter(register__startswith="sending").count()
        == 0
    )
    assert set(Nomination.objects.values_list("state", flat=True)) == {NominationState.PROPOSED}
    assert planner.post(address, typed(one.pk, other.pk)).status_code == 302


def test_a_new_register_is_begun_on_purpose_and_those_known_are_offered(planner: Client, root: Unit) -> None:
    issued(planner, root)
    sent = approved_plan_with_line(make_unit(), quota=2, plan_unit=root)
    nomination = make_nomination(sent)
    address = reverse("papers:issue")
    asked = html(planner.post(address, {"ids": [nomination.pk]}))
    assert '<option value="Sở Nội vụ">' in asked
    slip = planner.post(address, typed(nomination.pk, organ="Sở Nội vu", is_new_register=""))
    assert slip.status_code == 400
    assert "Gần giống: Sở Nội vụ (SNV)" in html(slip)
    assert SendingPaper.objects.count() == 1
    right = typed(nomination.pk, organ="SỞ NỘI VỤ", is_new_register="")
    assert "Đã ban hành 02/QĐ-SNV." in html(planner.post(address, right, follow=True))


def test_papers_are_issued_by_who_approves_and_seen_in_scope(
    planner: Client, signed_in: Any, root: Unit
) -> None:
    paper = issued(planner, root)
    officer = signed_in(Role.UNIT_OFFICER, make_unit())
    on = {"on": "2026-03-02"}
    assert officer.post(reverse("papers:issue"), typed(1)).status_code == 403
    assert officer.get(reverse("papers:detail", args=[paper.pk]), on).status_code == 404
    assert officer.get(reverse("papers:file", args=[paper.pk, "pdf"]), on).status_code == 404
    assert "01/QĐ-SNV" not in html(officer.get(reverse("papers:list"), on))
    assert "Chưa chọn ai" in html(planner.post(reverse("papers:issue"), {}, follow=True))


def test_those_chosen_for_several_classes_are_not_told_they_go_to_the_first(
    planner: Client, root: Unit
) -> None:
    lines = [
        approved_plan_with_line(make_unit(), plan_unit=root, programme=make_programme(name))
        for name in ("Chuyên viên", "Kỹ năng số")
    ]
    ids = [make_nomination(sent).pk for sent in lines]
    address = reverse("papers:issue")
    asked = html(planner.post(address, {"ids": ids}))
    assert "đi học 2 lớp khác nhau" in asked
    assert 'value="Chuyên viên"' not in asked
    assert "ghi rõ lớp, khoá học" in html(planner.post(address, typed(*ids, course="")))
    too_long = planner.post(address, typed(*ids, course="x" * 251))
    assert (too_long.status_code, "ghi rõ lớp, khoá học" in html(too_long)) == (400, False)
    assert planner.post(address, typed(*ids, course="", singly="on")).status_code == 302
    assert sorted(SendingPaper.objects.values_list("course", flat=True)) == ["Chuyên viên", "Kỹ năng số"]


def test_opened_by_its_address_issuing_leads_to_the_choice(planner: Client, root: Unit) -> None:
    led = planner.get(reverse("papers:issue"), follow=True)
    assert led.redirect_chain[-1][0].startswith(reverse("sending:nominations"))
    assert "rồi bấm “Ban hành văn bản…”" in html(led)
    typed_by_hand = planner.get(reverse("papers:files"))
    assert typed_by_hand.status_code == 405
    assert "Không có trang ở địa chỉ này" in html(typed_by_hand)
    assert typed_by_hand.headers["Allow"] == "POST"


def test_a_paper_rests_on_what_its_layout_and_day_ask_for(planner: Client, root: Unit) -> None:
    programme = make_programme()
    programme.group = make_bases()
    programme.save()
    sent = approved_plan_with_line(make_unit(), quota=4, plan_unit=root, programme=programme)
    address = reverse("papers:issue")

    def quoted(layout: str, day: str, **more: Any) -> list[str]:
        nomination = make_nomination(sent)
        asked = html(planner.post(address, {"ids": [nomination.pk]}))
        assert "phê duyệt" in asked
        assert "Luật Tổ chức chính quyền" not in asked, (
            "the laws follow layout and day, so they are not prefilled"
        )
        sending = typed(nomination.pk, layout=layout, issued_on=day, with_laws="on", **more)
        assert planner.post(address, sending).status_code == 302
        (paper,) = SendingPaper.objects.filter(lines__nomination=nomination)
        return [
            base.removeprefix("Căn cứ ").partition(" ngày ")[0] for base in queries.document_of(paper).bases
        ]

    assert quoted("state", "02/03/2026", bases="Căn cứ Quyết định số 9/QĐ-UBND") == [
        "Luật Tổ chức chính quyền địa phương",
        "Nghị định số 171/2025/NĐ-CP",
        "Nghị định số 101/2017/NĐ-CP",
        "Quy định số 350-QĐ/TW",
        "Quyết định số 9/QĐ-UBND",
    ]
    assert quoted("party", "02/03/2026", sign="tu") == [
        "Điều lệ Đảng Cộng sản Việt Nam",
        "Quy định số 350-QĐ/TW",
    ]
    assert quoted("party", "28/08/2025", sign="TU")[1] == "Quy định số 57-QĐ/TW"
    numbers = (
        SendingPaper.objects.filter(layout="party").order_by("pk").values_list("decision__number", flat=True)
    )
    assert list(numbers) == ["01-QĐ/TU", "01-QĐ/TU"], "capitals of the sign, a register for each year"
    told = html(planner.get(reverse("rules:list"), {"on": "2026-03-02"}))
    assert "Điều lệ Đảng Cộng sản Việt Nam" in told


def begin_with(planner: Client) -> bytes:
    return planner.get(reverse("papers:template-to-begin-with", args=["send", "state"])).content


def put(planner: Client, content: bytes, **more: Any) -> Any:
    sent = {"kind": "send", "layout": "state", "file": SimpleUploadedFile("mau.docx", content), **more}
    return planner.post(reverse("papers:put-template"), sent)


def draft_words(planner: Client) -> list[str]:
    """What the Word draft of a decision to send two people says, which says at the head of its pages what it is."""
    sent = approved_plan_with_line(make_unit(), quota=2)
    ids = [make_nomination(sent).pk for _ in range(2)]
    answer = planner.post(reverse("papers:issue"), typed(*ids, preview="docx"))
    made = docx.Document(io.BytesIO(answer.content))
    assert f'string="{words.DRAFT}"' in made.sections[0].header.paragraphs[0]._p.xml
    assert not SendingPaper.objects.exists()
    return [paragraph.text for paragraph in made.paragraphs]


def test_a_draft_in_word_is_what_would_be_written_each_in_a_file_where_there_are_several(
    planner: Client, root: Unit
) -> None:
    assert any("Cử 2 ông (bà) có tên trong danh sách" in said for said in draft_words(planner))
    sent = approved_plan_with_line(make_unit(), quota=2)
    ids = [make_nomination(sent).pk for _ in range(2)]
    answer = planner.post(reverse("papers:issue"), typed(*ids, preview="docx", singly="on"))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["du-thao-01.docx", "du-thao-02.docx"]


def test_an_office_begins_with_the_shipped_template_and_its_word_papers_follow_it(
    planner: Client, root: Unit
) -> None:
    file = docx.Document(io.BytesIO(begin_with(planner)))
    file.paragraphs[-1].add_run("Mẫu của tỉnh, số {{ so_ky_hieu }}")
    stream = io.BytesIO()
    file.save(stream)
    assert put(planner, stream.getvalue()).status_code == 302
    assert [said for said in draft_words(planner) if said.startswith("Mẫu của tỉnh")] == [
        f"Mẫu của tỉnh, số {words.number_or_room('/QĐ-SNV')}"
    ]
    assert "mau.docx" in html(planner.get(reverse("papers:templates")))
    paper = issued(planner, root)
    answer = planner.get(reverse("papers:file", args=[paper.pk, "docx"]), {"on": "2026-03-02"})
    made = docx.Document(io.BytesIO(answer.content))
    said = [paragraph.text for paragraph in made.paragraphs]
    assert any("Mẫu của tỉnh, số 01/QĐ-SNV" in text for text in said)
    assert not any("{{" in text for text in said)
    assert any("Cử 2 ông (bà) có tên trong danh sách" in text for text in said)
    names = [row.cells[1].text for table in made.tables for row in table.rows if len(row.cells) == 7]
    assert len([name for name in names if name and name != "Họ và tên"]) == 2
    template = SendingPaper.objects.get().template
    assert template is not None
    file_page = reverse("papers:template-file", args=[template.pk])
    answer = planner.get(file_page, {"on": "2026-03-02"})
    assert b"".join(answer.streaming_content) == stream.getvalue()  # type: ignore[attr-defined]
    assert planner.post(reverse("papers:drop-template", args=[template.pk])).status_code == 302


def test_a_template_with_an_unknown_field_is_refused_beside_the_file(
    planner: Client, root: Unit, signed_in: Any
) -> None:
    file = docx.Document()
    file.add_paragraph("Lương hiện hưởng: {{ luong_thang }} đồng")
    stream = io.BytesIO()
    file.save(stream)
    refused = put(planner, stream.getvalue())
    assert refused.status_code == 400
    assert "luong_thang (“Lương hiện hưởng: {{ luong_thang }} đồng”)" in html(refused)
    page = reverse("papers:templates")
    assert signed_in(Role.UNIT_OFFICER, make_unit()).get(page).status_code == 403
    wrong = reverse("papers:template-to-begin-with", args=["send", "army"])
    assert planner.get(wrong).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_many_papers_of_their_own_are_work_for_a_worker_with_progress(planner: Client, root: Unit) -> None:
    sent = approved_plan_with_line(make_unit(), quota=21, plan_unit=root)
    ids = [make_nomination(sent).pk for _ in range(21)]
    answer = planner.post(reverse("papers:issue"), typed(*ids, singly="on"))
    job = Job.objects.get()
    assert answer["Location"] == reverse("admin:job", args=[job.pk])
    assert SendingPaper.objects.count() == 0
    work(once=True)
    job.refresh_from_db()
    assert (job.state, job.done_steps, job.total_steps) == (JobState.DONE, 21, 21)
    assert job.result == {"first": "01/QĐ-SNV", "last": "21/QĐ-SNV", "papers": 21}
    assert job.file is not None
    with job.file.content.open("rb") as file, zipfile.ZipFile(file) as archive:
        assert len(archive.namelist()) == 21
    told = html(planner.get(reverse("admin:job", args=[job.pk])))
    assert "Đã ban hành 21 văn bản, từ số 01/QĐ-SNV đến số 21/QĐ-SNV." in told
    taken = {"ids": list(SendingPaper.objects.values_list("pk", flat=True))}
    planner.post(f"{reverse('papers:files')}?suffix=pdf", taken)
    work(once=True)
    assert Job.objects.filter(kind="sending_papers_write", state=JobState.DONE.value).count() == 1


def many_asked_for(planner: Client, root: Unit) -> Task:
    """Twenty-one papers of their own, asked for and in the hands of a worker."""
    sent = approved_plan_with_line(make_unit(), quota=21, plan_unit=root)
    ids = [make_nomination(sent).pk for _ in range(21)]
    planner.post(reverse("papers:issue"), typed(*ids, singly="on"))
    job = operations.claim_next_job(worker="tests")
    assert job is not None
    return Task(job.pk, job.params, job.actor_user_id, job.actor_name)


@pytest.mark.django_db(transaction=True)
def test_many_papers_stopped_while_they_are_issued_are_none(planner: Client, root: Unit) -> None:
    task = many_asked_for(planner, root)
    underway.ask_to_stop(task.job_id)
    with pytest.raises(JobCancelled):
        background.issue(task)
    assert (SendingPaper.objects.count(), Decision.objects.filter(number__endswith="SNV").count()) == (0, 0)
    underway.forget(task.job_id)


@pytest.mark.django_db(transaction=True)
def test_how_far_they_are_is_told_while_they_are_issued_and_while_they_are_written(
    planner: Client, root: Unit
) -> None:
    task = many_asked_for(planner, root)
    page = reverse("admin:job-progress", args=[task.job_id])
    task.report_within(7, 21, "ban hành")
    assert "7 / 21 ban hành" in html(planner.get(page))
    task.report(1, 21, "lập tệp")
    assert "1 / 21 lập tệp" in html(planner.get(page))
    underway.forget(task.job_id)


@pytest.mark.django_db(transaction=True)
def test_papers_issued_stay_issued_when_their_files_are_no_longer_wanted(planner: Client, root: Unit) -> None:
    task = many_asked_for(planner, root)

    def no_longer_wanted(sender: Any, **more: Any) -> None:
        Job.objects.filter(pk=task.job_id).update(is_cancel_requested=True)

    post_save.connect(no_longer_wanted, SendingPaper)
    try:
        outcome = background.issue(task)
    finally:
        post_save.disconnect(no_longer_wanted, SendingPaper)
    assert (SendingPaper.objects.count(), outcome.file_id) == (21, None)
    operations.finish_job(job_id=task.job_id, outcome=outcome)
    told = html(planner.get(reverse("admin:job", args=[task.job_id])))
    assert "Đã ban hành 21 văn bản" in told
    assert "Chưa lập được tệp: Đã dừng theo yêu cầu." in told


@pytest.mark.django_db(transaction=True)
def test_when_one_of_many_cannot_be_sent_none_is(planner: Client, root: Unit) -> None:
    sent = approved_plan_with_line(make_unit(), quota=21, plan_unit=root)
    ids = [make_nomination(sent).pk for _ in range(21)]
    planner.post(reverse("papers:issue"), typed(*ids, singly="on"))
    Nomination.objects.filter(pk=ids[-1]).update(exception_reason="Quy hoạch")
    work(once=True)
    assert Job.objects.get().state == JobState.FAILED
    assert SendingPaper.objects.count() == 0
