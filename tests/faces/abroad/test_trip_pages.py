"""The pages of trips abroad, from the draft to the reports."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories.abroad import make_rules, make_trip
from tests.factories.accounts import make_user
from tests.factories.accounts import planner as planner_actor
from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from vun.records.abroad.domain import TripState
from vun.records.abroad.models import StudyTrip
from vun.records.accounts.domain import Role
from vun.records.deadlines import catalogue as deadline_rules
from vun.records.orgs.models import Unit
from vun.records.sending.models import SendingPaper

pytestmark = pytest.mark.django_db
ON = {"on": "2026-06-30"}


def html(response: Any) -> str:
    return response.content.decode()


def step(client: Client, trip: StudyTrip, verb: str, **typed: Any) -> Any:
    return client.post(reverse("abroad:step", args=[trip.pk, verb]), typed)


def test_from_the_draft_to_the_last_report(planner: Client, root: Unit) -> None:
    make_rules()
    unit = make_unit()
    planner.get(reverse("abroad:list"), ON)
    typed = {
        "unit": unit.pk,
        "kind": "course",
        "name": "Khoá quản lý đô thị",
        "purpose": "Học quản lý đô thị",
        "countries": "Singapore, Malaysia",
        "start_on": "04/05/2026",
        "end_on": "15/05/2026",
    }
    wrong = planner.post(reverse("abroad:add"), typed | {"end_on": "01/05/2026"})
    assert wrong.status_code == 400
    assert "Khoá quản lý đô thị" in html(wrong)
    assert planner.post(reverse("abroad:add"), typed).status_code == 302
    trip = StudyTrip.objects.get()
    assert trip.countries == ["Singapore", "Malaysia"]
    member = {"person": make_person("Lý Thị Hoa", unit=unit).pk, "role": "head"}
    assert planner.post(reverse("abroad:member-add", args=[trip.pk]), member).status_code == 302
    edited = typed | {"name": "Khoá quản lý đô thị và du lịch"}
    assert planner.post(reverse("abroad:edit", args=[trip.pk]), edited).status_code == 302
    step(planner, trip, "submit")
    returned = step(planner, trip, "return", reason="")
    assert returned.status_code == 400
    assert step(planner, trip, "return", reason="Thiếu thư mời").status_code == 302
    home = reverse("home:show")
    assert "Đoàn đi nước ngoài bị trả lại, cần sửa" in html(planner.get(home, ON))
    for verb in ("submit", "recall", "submit"):
        assert step(planner, trip, verb).status_code == 302
    decision = {
        "number": "7/QĐ-UBND",
        "issued_on": "01/04/2026",
        "issuer": "Uỷ ban nhân dân tỉnh",
        "subject": "Cử đoàn đi học",
    }
    assert step(planner, trip, "permit", **decision).status_code == 302
    page = reverse("abroad:detail", args=[trip.pk])
    assert "7/QĐ-UBND" in html(planner.get(page, ON))
    late = "Đoàn đã hết ngày đi, chưa ghi ngày về nước"
    assert late in html(planner.get(home, ON))
    assert late not in html(planner.get(home, {"on": "2026-05-15"}))
    assert "Đã hết ngày đi, chưa ghi ngày về nước" in html(planner.get(reverse("abroad:reports"), ON))
    changed = decision | {
        "number": "8/QĐ-UBND",
        "about": "Thêm ông Bế Văn Sơn",
        "start_on": "04/05/2026",
        "end_on": "15/05/2026",
        "person": make_person("Bế Văn Sơn", unit=unit).pk,
        "role": "member",
    }
    wrong = step(planner, trip, "change", **changed, leaving=trip.members.get().pk)
    assert (wrong.status_code, "Đoàn phải có trưởng đoàn" in html(wrong)) == (400, True)
    assert "Lý Thị Hoa (Trưởng đoàn)" in html(wrong)
    assert step(planner, trip, "change", **changed).status_code == 302
    assert "Thêm ông Bế Văn Sơn (8/QĐ-UBND" in html(planner.get(page, ON))
    assert step(planner, trip, "come_back", back_on="15/05/2026").status_code == 302
    before = html(planner.get(home, {"on": "2026-05-16"}))
    assert ("Báo cáo đi nước ngoài phải nộp" in before, "quá hạn" in before) == (True, False)
    shown = html(planner.get(page, ON))
    assert "Đã về nước, chờ báo cáo" in shown
    assert "Báo cáo 15 ngày" in shown
    assert "30/05/2026" in shown
    assert "quá hạn" in shown
    assert "Khoá quản lý đô thị và du lịch" in html(planner.get(reverse("abroad:reports"), ON))
    assert "Báo cáo đi nước ngoài quá hạn" in html(planner.get(reverse("home:show"), ON))
    assert "Đóng hồ sơ đoàn" not in shown, "nothing is closed before all reports are handed in"
    assert "Nộp báo cáo" in shown
    for report in trip.reports.all():
        address = reverse("abroad:report", args=[trip.pk, report.pk])
        assert planner.post(address, {"filed_on": "20/05/2026"}).status_code == 400
        sent = {"filed_on": "20/05/2026", "file": SimpleUploadedFile("bao-cao.pdf", b"%PDF-1.7")}
        assert planner.post(address, sent).status_code == 302
        answer = planner.get(reverse("abroad:report-file", args=[trip.pk, report.pk]), ON)
        assert b"".join(answer.streaming_content) == b"%PDF-1.7"  # type: ignore[attr-defined]
    assert "Đóng hồ sơ đoàn" in html(planner.get(page, ON))
    step(planner, trip, "close")
    trip.refresh_from_db()
    assert trip.state == TripState.CLOSED


def test_a_deadline_moved_by_a_day_off_says_why(planner: Client, root: Unit) -> None:
    make_rules()
    deadline_rules.load_catalogues(by=planner_actor())
    trip = make_trip()
    for verb in ("submit", "permit", "come_back"):
        decision = {"number": "7/QĐ", "issued_on": "01/04/2026", "issuer": "UBND", "subject": "Cử đoàn"}
        step(planner, trip, verb, **decision, back_on="15/05/2026")
    shown = html(planner.get(reverse("abroad:detail", args=[trip.pk]), {"on": "2026-06-01"}))
    assert "01/06/2026" in shown
    assert "ngày cuối 30/05/2026 là ngày nghỉ, theo Điều 148 khoản 5 Bộ luật Dân sự 2015" in shown
    assert "quá hạn" not in shown
    assert "quá hạn" in html(planner.get(reverse("abroad:reports"), {"on": "2026-06-02"}))


def test_a_member_is_told_of_the_report_they_owe_and_hands_it_in(
    planner: Client, signed_in: Any, root: Unit
) -> None:
    make_rules()
    trip = make_trip()
    for verb in ("submit", "permit", "come_back"):
        decision = {"number": "7/QĐ", "issued_on": "01/04/2026", "issuer": "UBND", "subject": "Cử đoàn"}
        step(planner, trip, verb, **decision, back_on="15/05/2026")
    user = make_user(Role.CADRE, trip.unit)
    member = trip.members.all()[0]
    type(member.person).objects.filter(pk=member.person_id).update(user=user)
    own = signed_in(user=user)
    shown = html(own.get(reverse("home:show"), {"on": "2026-05-20"}))
    page = reverse("abroad:detail", args=[trip.pk])
    assert "Báo cáo đi nước ngoài của anh/chị" in shown
    assert page in shown
    assert "Nộp báo cáo" in html(own.get(page, ON))


def main_step(page: str) -> str:
    """What the one filled button of the head says."""
    head = page.split("page-actions", 1)[1]
    return head.split('class="btn btn-primary"', 1)[1].split(">", 1)[1].split("<", 1)[0]


def test_the_main_step_is_what_is_usually_done_next(planner: Client, signed_in: Any, root: Unit) -> None:
    trip = make_trip()
    trip.members.all().delete()
    officer, page = signed_in(Role.UNIT_OFFICER, trip.unit), reverse("abroad:detail", args=[trip.pk])
    assert main_step(html(officer.get(page))) == "Thêm thành viên", "nobody is submitted without a head"
    officer.post(
        reverse("abroad:member-add", args=[trip.pk]),
        {"person": make_person(unit=trip.unit).pk, "role": "head"},
    )
    drafted = html(officer.get(page))
    assert main_step(drafted) == "Trình duyệt"
    assert "Ngày đi 04/05/2026 đã tới" in drafted
    step(officer, trip, "submit")
    waiting = html(officer.get(page))
    assert "Rút lại để sửa" in waiting
    assert 'class="btn btn-primary"' not in waiting.split("page-actions", 1)[1].split("facts-title", 1)[0]


def test_trips_are_seen_in_scope_and_moved_by_who_may(planner: Client, signed_in: Any, root: Unit) -> None:
    trip = make_trip()
    page = reverse("abroad:detail", args=[trip.pk])
    assert signed_in(Role.UNIT_OFFICER, make_unit()).get(page, ON).status_code == 404
    officer = signed_in(Role.UNIT_OFFICER, trip.unit)
    assert "Trình duyệt" in html(officer.get(page, ON))
    assert step(officer, trip, "permit").status_code == 403
    assert step(officer, trip, "fly").status_code == 404
    member = trip.members.order_by("-pk")[0]
    remove = reverse("abroad:member-remove", args=[trip.pk, member.pk])
    assert officer.post(remove).status_code == 302
    assert trip.members.count() == 1
    assert officer.post(remove).status_code == 404


def test_the_decision_is_written_here_numbered_and_taken_away(planner: Client, root: Unit) -> None:
    make_rules()
    trip = make_trip()
    step(planner, trip, "submit")
    address = reverse("abroad:issue", args=[trip.pk])
    asked = html(planner.get(address, ON))
    assert "Nước đến: Singapore, Malaysia. Mục đích, nội dung: Học tập kinh nghiệm quản lý đô thị" in asked
    assert 'value="từ ngày 04/05/2026 đến ngày 15/05/2026"' in asked
    typed = {
        "layout": "state",
        "organ": "Ủy ban nhân dân tỉnh",
        "sign": "UBND",
        "place": "Lạng Sơn",
        "issued_on": "01/04/2026",
        "course": trip.name,
        "about": "Nước đến: Lào",
        "capacity": "CHỦ TỊCH",
        "signer": "Nguyễn Văn An",
        "is_new_register": "on",
    }
    wrong = planner.post(address, typed | {"about": ""})
    assert wrong.status_code == 400
    assert "Nguyễn Văn An" in html(wrong)
    draft = planner.post(address, typed | {"preview": "yes"})
    assert (draft["Content-Type"], draft.content[:4]) == ("application/pdf", b"%PDF")
    unknown = planner.post(address, typed | {"preview": "yes", "is_new_register": ""})
    assert (unknown.status_code, "Mở sổ mới" in html(unknown)) == (400, True)
    assert SendingPaper.objects.count() == 0
    done = planner.post(address, typed, follow=True)
    assert "01/QĐ-UBND" in html(done)
    paper = SendingPaper.objects.get()
    assert "(Trưởng đoàn)" in html(planner.get(reverse("papers:detail", args=[paper.pk]), ON))
    for suffix, magic in (("docx", b"PK"), ("pdf", b"%PDF")):
        taken = planner.get(reverse("papers:file", args=[paper.pk, suffix]), ON)
        assert taken.content.startswith(magic)
    assert planner.get(address, ON).status_code == 404, "nothing waits any more"
    detail = reverse("abroad:detail", args=[trip.pk])
    change, cancel = (reverse(f"abroad:issue-{name}", args=[trip.pk]) for name in ("change", "cancel"))
    assert all(f'href="{each}"' in html(planner.get(detail, ON)) for each in (change, cancel))
    days = {"start_on": "04/05/2026", "end_on": "16/05/2026"}
    changing = typed | days | {"about": "Lùi một ngày", "role": "member"}
    assert 'value="15/05/2026"' in html(planner.get(change, ON))
    draft = planner.post(change, changing | {"preview": "yes"})
    assert (draft["Content-Type"], SendingPaper.objects.count()) == ("application/pdf", 1)
    nobody_leads = planner.post(change, changing | {"leaving": [trip.members.get(role="head").pk]})
    assert (nobody_leads.status_code, "Đoàn phải có trưởng đoàn" in html(nobody_leads)) == (400, True)
    assert planner.post(change, changing).status_code == 302
    assert planner.post(cancel, typed | {"about": "Nước bạn hoãn"}).status_code == 302
    read = html(planner.get(detail, ON))
    for number, written in zip(("01", "02", "03"), SendingPaper.objects.order_by("pk"), strict=True):
        assert f'<a href="{reverse("papers:detail", args=[written.pk])}">{number}/QĐ-UBND</a>' in read
        assert reverse("papers:file", args=[written.pk, "docx"]) in read
    assert all(f'href="{each}"' not in read for each in (change, cancel)), "called off"


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_asks_the_same_whatever_its_length(
    number: int, planner: Client, root: Unit, django_assert_num_queries: Any
) -> None:
    unit = make_unit()
    person = make_person(unit=unit)
    for _ in range(number):
        make_trip(person, unit=unit)
    planner.get(reverse("abroad:list"), ON)
    with django_assert_num_queries(13):
        shown = planner.get(reverse("abroad:list"), ON)
    assert html(shown).count("Singapore, Malaysia") == number
