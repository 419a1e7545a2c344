"""The pages of classes: who sees what, what is saved, what a mistake keeps."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import make_user
from tests.factories.delivery import (
    LAST_DAY,
    finish,
    make_big_class,
    make_class,
    make_graduate,
    make_learner,
    make_open_class,
    make_session,
    mark,
)
from tests.factories.funding import make_source
from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from tests.factories.plans import SYSTEM, approved_plan_with_line
from tests.factories.sending import approve, make_nomination
from tests.factories.standards import make_programme
from vun.records.accounts.domain import Role
from vun.records.accounts.models import RoleGrant
from vun.records.delivery.domain import ClassState, DayPart, EnrolmentState, Mark
from vun.records.delivery.models import Attendance, Certificate, ClassCost, Enrolment, TrainingClass
from vun.records.delivery.operations import issue_certificates
from vun.records.orgs.models import Unit

pytestmark = pytest.mark.django_db

TABS = ("detail", "learners", "timetable", "attendance", "grades", "results", "costs")
LIST_QUERIES = 11
TAB_QUERIES = {"detail": 10, "learners": 9, "timetable": 7, "attendance": 10, "grades": 10, "results": 12}
STEPS = ("open", "cancel", "finish", "enrol", "add-session", "issue")


@pytest.fixture
def school(root: Unit) -> Unit:
    return make_unit("Trường Chính trị", code="TCT")


@pytest.fixture
def registrar(signed_in: Any) -> Client:
    return signed_in(Role.REGISTRAR)


def url(name: str, *args: object) -> str:
    return reverse(f"classes:{name}", args=args)


def html(response: Any) -> str:
    return response.content.decode()


def decision(number: str = "9/QĐ-TCT") -> dict[str, str]:
    return {
        "number": number,
        "issued_on": "03/03/2025",
        "issuer": "Trường Chính trị",
        "subject": "Mở lớp",
    }


# --- Sight ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tab", TABS)
def test_every_page_of_a_class_opens_for_its_registrar_empty_and_full(
    tab: str, registrar: Client, school: Unit
) -> None:
    empty, full = make_open_class(host=school), make_open_class(host=school)
    learner = make_learner(full, make_person("Lý Thị Hoa", unit=school), score="8.5")
    mark(make_session(full), {learner: Mark.LATE})
    for training_class in (empty, full):
        response = registrar.get(url(tab, training_class.pk))
        assert response.status_code == 200, tab
        assert str(training_class.name) in html(response)


@pytest.mark.parametrize("page", [*TABS, *STEPS])
def test_a_wrong_class_is_not_found_and_a_visitor_signs_in(page: str, registrar: Client) -> None:
    assert registrar.get(url(page, 999_999)).status_code == 404
    response = Client().get(url(page, 999_999))
    assert response.status_code == 302
    assert reverse("sign-in") in response["Location"]


def test_a_class_of_another_school_is_not_found_for_a_registrar_of_one(signed_in: Any, school: Unit) -> None:
    own = signed_in(Role.REGISTRAR, school)
    other = make_open_class()
    for page in (*TABS, *STEPS):
        assert own.get(url(page, other.pk)).status_code == 404, page


def test_a_lecturer_sees_the_classes_of_their_host_and_takes_no_step(signed_in: Any, school: Unit) -> None:
    teacher = signed_in(Role.LECTURER, school)
    training_class = make_open_class(host=school)
    make_class(name="Lớp nơi khác")
    listed = html(teacher.get(url("list")))
    assert training_class.code in listed
    assert "Lớp nơi khác" not in listed
    assert teacher.get(url("attendance", training_class.pk)).status_code == 200
    for step in STEPS:
        assert teacher.get(url(step, training_class.pk)).status_code == 403, step


def test_who_holds_classes_of_one_school_gets_no_form_for_a_class_of_another_they_may_see(
    signed_in: Any, school: Unit
) -> None:
    user = make_user(Role.REGISTRAR, school)
    other = make_open_class()
    RoleGrant.objects.create(user=user, role=Role.LECTURER, unit=other.host, granted_at=timezone.now())
    client = signed_in(user=user)
    assert client.get(url("timetable", other.pk)).status_code == 200
    assert client.get(url("add-session", other.pk)).status_code == 403
    assert client.get(url("add-session", make_open_class(host=school).pk)).status_code == 200


def test_an_officer_sees_only_their_own_people_in_a_class_elsewhere(signed_in: Any, school: Unit) -> None:
    unit = make_unit("Xã Quốc Khánh")
    training_class = make_open_class(host=school)
    make_learner(training_class, make_person("Lý Thị Hoa", unit=unit))
    make_learner(training_class, make_person("Vi Văn Bình", unit=make_unit()))
    officer = signed_in(Role.UNIT_OFFICER, unit)
    for tab in ("learners", "attendance", "grades", "results"):
        make_session(training_class, date(2025, 3, 4 + TABS.index(tab)))
        shown = html(officer.get(url(tab, training_class.pk)))
        assert "Lý Thị Hoa" in shown, tab
        assert "Vi Văn Bình" not in shown, tab


def test_somebody_without_a_role_is_refused(signed_in: Any, school: Unit) -> None:
    assert signed_in(Role.CADRE, school).get(url("list")).status_code == 403


# --- Lists ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_costs_the_same_with_three_classes_and_thirty(
    number: int, registrar: Client, school: Unit, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        make_class(make_programme(), school)
    registrar.get(url("list"))
    with django_assert_num_queries(LIST_QUERIES):
        registrar.get(url("list"))


def test_classes_are_found_by_name_year_state_and_as_carried_over(registrar: Client, school: Unit) -> None:
    make_class(host=school, name="Cao cấp lý luận K7", start_on=date(2023, 9, 4), end_on=date(2025, 6, 27))
    make_open_class(host=school, name="Chuyên viên chính")
    for query, found, missing in (
        ("q=ly+luan", "Cao cấp lý luận K7", "Chuyên viên chính"),
        ("state=open", "Chuyên viên chính", "Cao cấp lý luận K7"),
        ("year=2023", "Cao cấp lý luận K7", "Chuyên viên chính"),
        ("carried=2025", "Cao cấp lý luận K7", "Chuyên viên chính"),
    ):
        shown = table(html(registrar.get(f"{url('list')}?{query}")))
        assert found in shown, query
        assert missing not in shown, query


def table(text: str) -> str:
    """The body of the list, without filters and navigation."""
    return text[text.index("<tbody") :]


@pytest.mark.parametrize("number", [3, 30])
@pytest.mark.parametrize("tab", ["learners", "attendance", "grades", "results"])
def test_a_page_of_a_class_costs_the_same_with_three_learners_and_thirty(
    number: int, tab: str, registrar: Client, school: Unit, django_assert_num_queries: Any
) -> None:
    training_class = make_big_class(number, school, sessions=12)
    registrar.get(url(tab, training_class.pk))
    with django_assert_num_queries(TAB_QUERIES[tab]):
        assert registrar.get(url(tab, training_class.pk)).status_code == 200


def test_a_class_of_a_thousand_costs_no_more_queries(
    registrar: Client, school: Unit, django_assert_num_queries: Any
) -> None:
    training_class = make_big_class(1_000, school, sessions=20)
    for tab, queries in TAB_QUERIES.items():
        registrar.get(url(tab, training_class.pk))
        with django_assert_num_queries(queries):
            assert registrar.get(url(tab, training_class.pk)).status_code == 200


# --- Planning, opening, cancelling ----------------------------------------------------------------------------


def test_a_class_is_planned_from_a_line_of_the_plan(registrar: Client, school: Unit) -> None:
    sent = approved_plan_with_line(
        quota=35, first_month=3, last_month=4, host_id=school.pk, venue="Hội trường A", plan_unit=school
    )
    address = f"{url('add')}?line={sent.line.pk}"
    form = html(registrar.get(address))
    for known in ("Hội trường A", "01/03/2026", "30/04/2026", "35", sent.programme.name):
        assert known in form, known
    posted = {
        "programme": sent.programme.pk,
        "host": school.pk,
        "start_on": "02/03/2026",
        "end_on": "13/03/2026",
        "capacity": "35",
    }
    response = registrar.post(address, posted)
    training_class = TrainingClass.objects.get()
    assert response["Location"] == url("detail", training_class.pk)
    assert (training_class.line, training_class.code, training_class.capacity) == (
        sent.line,
        "TCT-2026-001",
        35,
    )


def test_a_mistake_while_planning_keeps_what_was_typed(registrar: Client, school: Unit) -> None:
    posted = {
        "programme": make_programme().pk,
        "host": school.pk,
        "name": "Lớp chuyên viên K5",
        "start_on": "13/03/2026",
        "end_on": "02/03/2026",
        "capacity": "40",
    }
    response = registrar.post(url("add"), posted)
    assert response.status_code == 400
    assert "Ngày kết thúc 02/03/2026 sớm hơn ngày bắt đầu 13/03/2026" in html(response)
    assert "Lớp chuyên viên K5" in html(response)
    assert registrar.get(f"{url('add')}?line=999999").status_code == 404
    assert registrar.get(f"{url('add')}?line=abc").status_code == 404


def test_a_class_is_opened_by_a_decision_typed_or_picked(registrar: Client, school: Unit) -> None:
    one, other = make_class(host=school), make_class(host=school)
    assert registrar.post(url("open", one.pk), decision()).status_code == 302
    one.refresh_from_db()
    assert one.state == ClassState.OPEN
    assert one.decision is not None
    registrar.post(url("open", other.pk), {"decision": one.decision.pk})
    other.refresh_from_db()
    assert other.decision == one.decision
    again = registrar.post(url("open", one.pk), decision("10/QĐ-TCT"))
    assert again.status_code == 400
    assert "Đang thực hiện" in html(again)


def test_an_opening_without_a_decision_says_what_is_missing(registrar: Client, school: Unit) -> None:
    response = registrar.post(url("open", make_class(host=school).pk), {"number": "9/QĐ-TCT"})
    assert response.status_code == 400
    assert "Ghi mục này, hoặc chọn văn bản đã có trong sổ" in html(response)
    assert "9/QĐ-TCT" in html(response)


def test_a_class_is_cancelled_with_a_reason_once(registrar: Client, school: Unit) -> None:
    training_class = make_open_class(host=school)
    make_learner(training_class)
    assert "1 học viên ra khỏi lớp" in html(registrar.get(url("cancel", training_class.pk)))
    posted = {"on": "03/03/2025", "reason": "Bão lũ"}
    assert registrar.post(url("cancel", training_class.pk), posted).status_code == 302
    assert registrar.post(url("cancel", training_class.pk), posted).status_code == 400
    training_class.refresh_from_db()
    assert training_class.cancel_reason == "Bão lũ"


# --- Learners -------------------------------------------------------------------------------------------------


def test_somebody_is_given_a_seat_once(registrar: Client, school: Unit) -> None:
    training_class = make_open_class(host=school, capacity=1)
    person = make_person("Lý Thị Hoa", unit=school)
    posted = {"person": person.pk, "on": "03/03/2025"}
    assert registrar.post(url("enrol", training_class.pk), posted).status_code == 302
    full = registrar.post(url("enrol", training_class.pk), posted)
    assert full.status_code == 400
    assert "Lớp chỉ còn 0 chỗ trong 1" in html(full)
    assert Enrolment.objects.get().person == person


def test_people_are_offered_as_one_types(registrar: Client, school: Unit) -> None:
    make_person("Lý Thị Hoa", unit=school)
    found = registrar.get(url("person-options"), {"q": "ly hoa"}).json()["options"]
    assert [one["text"] for one in found] == ["Lý Thị Hoa"]


def test_everybody_sent_is_taken_in_with_one_button(registrar: Client, school: Unit) -> None:
    sent = approved_plan_with_line(quota=2)
    approve(make_nomination(sent), make_nomination(sent))
    training_class = make_class(sent.programme, school, line=sent.line)
    assert "Có 2 người đã được cử học đang chờ" in html(registrar.get(url("detail", training_class.pk)))
    registrar.post(url("enrol-nominated", training_class.pk))
    assert training_class.enrolments.count() == 2
    again = registrar.post(url("enrol-nominated", training_class.pk), follow=True)
    assert "Không có đề cử nào đã duyệt" in html(again)


def test_a_drop_out_keeps_its_day_and_reason(registrar: Client, school: Unit) -> None:
    learner = make_learner(make_open_class(host=school))
    address = url("drop-out", learner.pk)
    wrong = registrar.post(address, {"on": "01/04/2025", "reason": "Chuyển công tác"})
    assert wrong.status_code == 400
    assert "03/03/2025 – 14/03/2025" in html(wrong)
    assert "Chuyển công tác" in html(wrong)
    assert registrar.post(address, {"on": "05/03/2025", "reason": "Chuyển công tác"}).status_code == 302
    learner.refresh_from_db()
    assert (learner.state, learner.dropped_on) == (EnrolmentState.DROPPED, date(2025, 3, 5))
    assert registrar.get(url("drop-out", 999_999)).status_code == 404


# --- Timetable, attendance ------------------------------------------------------------------------------------


def test_the_timetable_is_filled_added_to_and_thinned(registrar: Client, school: Unit) -> None:
    training_class = make_open_class(make_programme(theory_periods=8, practice_periods=0), school)
    registrar.post(url("plan-sessions", training_class.pk))
    assert training_class.sessions.count() == 2
    posted = {"on": "05/03/2025", "part": "evening", "periods": "3", "topic": "Thảo luận"}
    registrar.post(url("add-session", training_class.pk), posted)
    assert "Thảo luận" in html(registrar.get(url("timetable", training_class.pk)))
    taken = registrar.post(url("add-session", training_class.pk), posted)
    assert taken.status_code == 400
    assert "Tối ngày 05/03/2025 đã có buổi học" in html(taken)
    session = training_class.sessions.get(part="evening")
    registrar.post(url("remove-session", training_class.pk, session.pk))
    assert registrar.post(url("remove-session", training_class.pk, session.pk)).status_code == 404
    assert training_class.sessions.count() == 2


def test_a_week_of_attendance_is_typed_in_letters(registrar: Client, school: Unit) -> None:
    training_class = make_open_class(host=school)
    first, second = make_learner(training_class), make_learner(training_class, make_person("Vi Văn Bình"))
    session, later = make_session(training_class), make_session(training_class, LAST_DAY)
    week = f"{url('attendance', training_class.pk)}?week=2025-03-03"
    assert f"m-{first.pk}-{later.pk}" not in html(registrar.get(week))
    typed = {f"m-{first.pk}-{session.pk}": "c", f"m-{second.pk}-{session.pk}": "P"}
    assert registrar.post(week, typed).status_code == 302
    assert set(Attendance.objects.values_list("enrolment", "mark")) == {
        (first.pk, Mark.PRESENT),
        (second.pk, Mark.EXCUSED),
    }
    wrong = registrar.post(
        week, typed | {f"m-{first.pk}-{session.pk}": "x", f"m-{second.pk}-{session.pk}": "V"}
    )
    assert wrong.status_code == 400
    assert 'value="x"' in html(wrong)
    assert 'value="V"' in html(wrong)
    assert Attendance.objects.get(enrolment=second).mark == Mark.EXCUSED


def test_one_session_is_called_with_big_buttons(signed_in: Any, school: Unit) -> None:
    training_class = make_open_class(host=school)
    first, second = make_learner(training_class), make_learner(training_class)
    session = make_session(training_class, part=DayPart.AFTERNOON)
    address = url("session", training_class.pk, session.pk)
    teacher = signed_in(Role.LECTURER, school)
    assert "Vắng không phép" in html(teacher.get(address))
    teacher.post(address, {f"mark-{first.pk}": "absent", "rest-present": "yes"})
    assert dict(Attendance.objects.values_list("enrolment", "mark")) == {
        first.pk: Mark.ABSENT,
        second.pk: Mark.PRESENT,
    }
    assert teacher.get(url("session", training_class.pk, 999_999)).status_code == 404
    assert teacher.get(url("session", make_open_class(host=school).pk, session.pk)).status_code == 404


def test_attendance_of_a_finished_class_is_shown_and_not_changed(registrar: Client, school: Unit) -> None:
    training_class = make_open_class(host=school)
    learner = make_learner(training_class, score="8")
    session = make_session(training_class)
    mark(session, {learner: Mark.LATE})
    finish(training_class)
    address = f"{url('attendance', training_class.pk)}?week=2025-03-03"
    assert f'name="m-{learner.pk}-{session.pk}"' not in html(registrar.get(address))
    assert registrar.post(address, {f"m-{learner.pk}-{session.pk}": "V"}).status_code == 200
    assert Attendance.objects.get().mark == Mark.LATE


# --- Scores, results, papers, money ---------------------------------------------------------------------------


def test_scores_are_typed_with_a_comma_and_a_mistake_keeps_all(registrar: Client, school: Unit) -> None:
    training_class = make_open_class(host=school)
    one, other = make_learner(training_class), make_learner(training_class)
    address = url("grades", training_class.pk)
    wrong = registrar.post(address, {f"score-{one.pk}": "7,5", f"score-{other.pk}": "11"})
    assert wrong.status_code == 400
    assert "“11” không phải điểm từ 0 đến 10" in html(wrong)
    assert 'value="7,5"' in html(wrong)
    one.refresh_from_db()
    assert one.score is None
    assert registrar.post(address, {f"score-{one.pk}": "7,5", f"score-{other.pk}": ""}).status_code == 302
    one.refresh_from_db()
    assert one.score == Decimal("7.5")
    assert "Khá" in html(registrar.get(address))


def test_finishing_shows_who_is_in_the_way_and_then_the_papers_are_given(
    registrar: Client, school: Unit
) -> None:
    training_class = make_open_class(host=school)
    make_learner(training_class, make_person("Lê An"), score="9")
    stuck = make_learner(training_class, make_person("Lê Bình"))
    address = url("finish", training_class.pk)
    assert "Còn 1 người chưa có kết quả" in html(registrar.get(address))
    held = registrar.post(address, {"on": "14/03/2025"})
    assert held.status_code == 400
    assert "Lê Bình" in html(held)
    registrar.post(url("fail", stuck.pk))
    assert "công nhận 1 người hoàn thành, 0 người không đạt" in html(registrar.get(address))
    assert registrar.post(address, {"on": "14/03/2025"}).status_code == 302
    assert "Cấp cho 1 người" in html(registrar.get(url("issue", training_class.pk)))
    paper = decision("30/QĐ-TCT") | {"issued_on": "20/03/2025"}
    assert registrar.post(url("issue", training_class.pk), paper).status_code == 302
    assert Certificate.objects.get().issued_on == date(2025, 3, 20)
    assert "0001/2025/CC-TCT" in html(registrar.get(url("results", training_class.pk)))
    assert url("issue", training_class.pk) not in html(registrar.get(url("results", training_class.pk)))
    again = registrar.post(url("issue", training_class.pk), paper | {"number": "31/QĐ-TCT"})
    assert again.status_code == 400
    assert "Không còn ai chờ cấp" in html(again)


def test_a_paper_printed_wrongly_is_taken_back_and_given_again_once(signed_in: Any, school: Unit) -> None:
    learner = make_graduate(make_person("Lê An"), host=school)
    training_class = learner.training_class
    issue_certificates(training_class=training_class, on=date(2025, 3, 20), by=SYSTEM)
    registrar, page = signed_in(Role.REGISTRAR, school), url("results", training_class.pk)
    address = url("revoke", Certificate.objects.get().pk)
    posted = {
        "outcome": "replaced",
        "number": "0001/2025/CC-TCT",
        "reason": "In sai ngày sinh",
        "on": "02/04/2025",
    }

    assert address in html(registrar.get(page))
    assert "Lê An, số 0001/2025/CC-TCT, cấp ngày 20/03/2025" in html(registrar.get(address))
    wrong = registrar.post(address, {**posted, "number": "0009/2025/CC-TCT"})
    assert (wrong.status_code, "mang số 0001/2025/CC-TCT" in html(wrong)) == (400, True)
    assert "In sai ngày sinh" in html(wrong)
    assert "cấp lại số 0002/2025/CC-TCT" in html(registrar.post(address, posted, follow=True))
    assert registrar.post(address, posted).status_code == 400, "sent twice, done once"
    shown = html(registrar.get(page))
    assert ("Số đã thu hồi" in shown, "In sai ngày sinh" in shown) == (True, True)
    assert signed_in(Role.REGISTRAR, make_unit()).get(address).status_code == 404
    assert signed_in(Role.LEADER).get(address).status_code == 403


def test_the_accountant_puts_down_and_strikes_costs(signed_in: Any, school: Unit) -> None:
    accountant = signed_in(Role.ACCOUNTANT)
    training_class, source = make_open_class(host=school), make_source("Ngân sách tỉnh")
    posted = {
        "kind": "spent",
        "source": source.pk,
        "item": "Thù lao giảng viên",
        "amount": "1.500.000",
        "on": "05/03/2025",
    }
    wrong = accountant.post(url("add-cost", training_class.pk), posted | {"amount": "0"})
    assert wrong.status_code == 400
    assert "Thù lao giảng viên" in html(wrong)
    assert accountant.post(url("add-cost", training_class.pk), posted).status_code == 302
    assert "1.500.000" in html(accountant.get(url("costs", training_class.pk)))
    cost = ClassCost.objects.get()
    accountant.post(url("remove-cost", training_class.pk, cost.pk))
    assert accountant.post(url("remove-cost", training_class.pk, cost.pk)).status_code == 404


# --- Frame ----------------------------------------------------------------------------------------------------


def test_what_waits_in_classes_is_on_the_first_page(registrar: Client, school: Unit) -> None:
    make_class(host=school, name="Lớp chờ mở")
    running = make_open_class(host=school, name="Lớp đang học")
    make_learner(running)
    make_session(running)
    make_graduate(host=school, name="Lớp đã xong")
    shown = html(registrar.get(reverse("home:tasks")))
    for text in (
        "Lớp cần quyết định mở: Lớp chờ mở",
        "Lớp còn buổi chưa điểm danh: Lớp đang học",
        "Lớp đã học xong chưa đủ điểm: Lớp đang học",
        "Lớp chờ cấp văn bằng, chứng chỉ: Lớp đã xong",
    ):
        assert text in shown, text


def test_classes_are_in_the_search_box_without_accents(registrar: Client, school: Unit) -> None:
    make_class(host=school, name="Trung cấp lý luận K9")
    assert "Trung cấp lý luận K9" in html(registrar.get(reverse("search"), {"q": "ly luan k9"}))
