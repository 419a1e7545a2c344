"""The pages of sending: quotas, putting forward, approving."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import make_user
from tests.factories.credentials import make_credential
from tests.factories.orgs import make_unit
from tests.factories.people import make_person, make_title
from tests.factories.plans import ApprovedLine, approved_plan_with_line, make_decision
from tests.factories.sending import approve, make_nomination
from tests.factories.standards import make_programme, make_requirement, make_scale
from vun.records.accounts.domain import Role
from vun.records.credentials.models import Credential
from vun.records.orgs.models import Unit
from vun.records.plans.models import Quota
from vun.records.sending.domain import NominationState
from vun.records.sending.models import Nomination

pytestmark = pytest.mark.django_db
DAY = "2026-02-02"
# Three of them keep the day of the address in the session.
BOARD_QUERIES = 11
NOMINATIONS_QUERIES = 11
NOMINATE_QUERIES = 75


@pytest.fixture
def unit(root: Unit) -> Unit:
    return make_unit("Sở Tài chính")


@pytest.fixture
def officer(signed_in: Any, unit: Unit) -> Client:
    """The officer of the unit, on 2 February 2026."""
    client: Client = signed_in(Role.UNIT_OFFICER, unit)
    client.get(reverse("sending:list"), {"on": DAY})
    return client


def html(response: Any) -> str:
    return response.content.decode()


def table(response: Any) -> str:
    """The body of the list, without filters and navigation."""
    text = html(response)
    return text[text.index("<tbody") :]


def page_of(sent: ApprovedLine) -> str:
    return reverse("sending:nominate", args=[sent.line.pk, sent.unit.pk])


def test_the_board_shows_what_is_left_and_opens_the_line(officer: Client, unit: Unit, root: Unit) -> None:
    sent = approved_plan_with_line(unit, quota=3, first_month=5, last_month=6, plan_unit=root)
    approved_plan_with_line(make_unit("Sở Y tế"), plan_unit=root)
    make_nomination(sent)
    shown = table(officer.get(reverse("sending:list"), {"on": DAY}))
    assert page_of(sent) in shown
    assert "30/04/2026" in shown
    assert "Sở Y tế" not in shown
    assert page_of(sent) in table(officer.get(reverse("sending:list"), {"on": DAY, "open": "yes"}))
    assert page_of(sent) not in html(officer.get(reverse("sending:list"), {"on": DAY, "open": "no"}))


def test_a_day_that_is_over_by_the_months_planned_is_told_to_close_nothing(
    officer: Client, unit: Unit, root: Unit
) -> None:
    months: dict[str, Any] = {"first_month": 5, "last_month": 6}
    told = [
        "vẫn đề cử được" in html(officer.get(page_of(sent), {"on": DAY}))
        for sent in (
            approved_plan_with_line(unit, plan_unit=root, **months),
            approved_plan_with_line(unit, plan_unit=root),
        )
    ]
    assert told == [True, False]


@pytest.mark.parametrize("number", [3, 30])
def test_board_and_list_cost_the_same_with_three_and_thirty(
    number: int, planner: Client, root: Unit, django_assert_num_queries: Any
) -> None:
    sent = approved_plan_with_line(make_unit(), quota=number, plan_unit=root)
    for _ in range(number):
        make_nomination(sent)
        approved_plan_with_line(make_unit(), plan_unit=root)
    board, listed = reverse("sending:list"), reverse("sending:nominations")
    planner.get(board, {"on": DAY})
    with django_assert_num_queries(BOARD_QUERIES):
        planner.get(board, {"on": DAY})
    with django_assert_num_queries(NOMINATIONS_QUERIES):
        planner.get(listed, {"on": DAY})


@pytest.mark.parametrize("number", [3, 30])
def test_choosing_costs_the_same_among_three_people_and_thirty(
    number: int, officer: Client, unit: Unit, root: Unit, django_assert_num_queries: Any
) -> None:
    low, middle = make_scale()[:2]
    title = make_title()
    make_requirement(middle, scopes=[{"title": title}])
    programme = make_programme(grants=middle, prerequisites=[low])
    sent = approved_plan_with_line(unit, programme=programme, plan_unit=root)
    for place in range(number):
        person = make_person(unit=unit, title=title)
        if place % 2:
            make_credential(person, low)
    officer.get(page_of(sent), {"on": DAY})
    with django_assert_num_queries(NOMINATE_QUERIES):
        assert officer.get(page_of(sent), {"on": DAY}).status_code == 200


def test_people_are_chosen_and_sent(officer: Client, unit: Unit, root: Unit) -> None:
    sent = approved_plan_with_line(unit, quota=2, plan_unit=root)
    one, other = make_person("Lý Thị Hoa", unit=unit), make_person("Vi Văn Bình", unit=unit)
    shown = html(officer.get(page_of(sent), {"on": DAY}))
    assert "còn 2 trong 2 chỉ tiêu" in shown
    assert "Không vướng điều kiện nào" in shown
    response = officer.post(page_of(sent), {"ids": [one.pk, other.pk]}, follow=True)
    assert "Đã đề cử 2 người." in html(response)
    assert "còn 0 trong 2 chỉ tiêu" in html(response)
    # Put forward today, wherever the page looks back to.
    today = timezone.localdate()
    assert set(Nomination.objects.values_list("person", "proposed_on")) == {
        (one.pk, today),
        (other.pk, today),
    }


def test_a_red_check_asks_for_a_reason_and_keeps_what_was_chosen(
    officer: Client, planner: Client, unit: Unit, root: Unit
) -> None:
    level = make_scale()[1]
    sent = approved_plan_with_line(unit, programme=make_programme(grants=level), plan_unit=root)
    holder, fine = make_person("Lý Thị Hoa", unit=unit), make_person("Vi Văn Bình", unit=unit)
    make_credential(holder, level)
    refused = officer.post(page_of(sent), {"ids": [holder.pk, fine.pk]})
    assert refused.status_code == 400
    assert "Lý Thị Hoa đang vướng điều kiện" in html(refused)
    assert f'value="{fine.pk}" aria-labelledby="person-{fine.pk}" checked' in html(refused)
    assert Nomination.objects.count() == 0
    posted = {"ids": [holder.pk, fine.pk], f"reason-{holder.pk}": "Bằng cũ bị mất"}
    assert officer.post(page_of(sent), posted).status_code == 302
    nomination = Nomination.objects.get(person=holder)
    assert nomination.exception_reason == "Bằng cũ bị mất"
    # Nothing is decided on before the exception is signed for; whatever else waits for the reader is at hand.
    exception = reverse("sending:exception", args=[nomination.pk])
    main = f'<a class="btn btn-primary" href="{exception}">Ghi ngoại lệ có người ký</a>'
    assert main in html(officer.get(reverse("sending:detail", args=[nomination.pk]), follow=True))
    other = Nomination.objects.get(person=fine)
    decided = html(planner.get(reverse("sending:detail", args=[other.pk])))
    assert '<button class="btn btn-primary">Duyệt theo quyết định…</button>' in decided
    # What was found then is told on a day whose records say nothing of it any more.
    Credential.objects.all().delete()
    told = html(officer.get(reverse("sending:detail", args=[nomination.pk]), follow=True))
    assert f"Đã xét khi đề cử, ngày {timezone.localdate():%d/%m/%Y}" in told
    assert f"Đã có {level.name}" in told.partition("Đã xét khi đề cử")[2]
    assert f"Đã có {level.name}" not in told.partition("Đã xét khi đề cử")[0]


def test_nobody_chosen_too_many_and_a_double_submit_are_told(officer: Client, unit: Unit, root: Unit) -> None:
    sent = approved_plan_with_line(unit, quota=1, plan_unit=root)
    one, other = make_person("Lý Thị Hoa", unit=unit), make_person(unit=unit)
    assert "Chưa chọn ai" in html(officer.post(page_of(sent), {}))
    assert officer.post(page_of(sent), {"ids": [one.pk, other.pk]}).status_code == 400
    assert officer.post(page_of(sent), {"ids": [one.pk]}).status_code == 302
    again = officer.post(page_of(sent), {"ids": [one.pk]})
    assert again.status_code == 400
    assert "Lý Thị Hoa đã được đề cử cho lớp này" in html(again)
    assert Quota.objects.get().taken == 1


def test_only_quotas_in_scope_open_and_only_an_officer_sends(
    officer: Client, signed_in: Any, unit: Unit, root: Unit
) -> None:
    own = approved_plan_with_line(unit, plan_unit=root)
    other = approved_plan_with_line(make_unit(), plan_unit=root)
    for address in (page_of(other), reverse("sending:nominate", args=[999_999, unit.pk])):
        assert officer.get(address, {"on": DAY}).status_code == 404
    leader = signed_in(Role.LEADER)
    assert leader.get(page_of(own)).status_code == 200
    assert leader.post(page_of(own), {"ids": [make_person(unit=unit).pk]}).status_code == 403
    assert signed_in(Role.CADRE).get(page_of(own)).status_code == 403
    assert Client().get(page_of(own)).status_code == 302


# --- Answers --------------------------------------------------------------------------------------------------


def typed(**more: Any) -> dict[str, Any]:
    return {
        "signed": "yes",
        "number": "15/QĐ-SNV",
        "issued_on": "10/02/2026",
        "issuer": "Sở Nội vụ",
        "subject": "Cử đi học",
        **more,
    }


def test_those_chosen_are_approved_by_one_decision(planner: Client, root: Unit) -> None:
    sent = approved_plan_with_line(make_unit(), quota=2, plan_unit=root)
    one, other = make_nomination(sent), make_nomination(sent)
    address = reverse("sending:approve")
    asked = planner.post(address, {"ids": [one.pk, other.pk]})
    assert asked.status_code == 200
    assert "cử 2 người của 1 đơn vị" in html(asked)
    missing = planner.post(address, typed(ids=[one.pk, other.pk], issuer=""))
    assert missing.status_code == 400
    assert "15/QĐ-SNV" in html(missing)
    done = planner.post(address, typed(ids=[one.pk, other.pk]), follow=True)
    assert "Đã duyệt 2 đề cử." in html(done)
    one.refresh_from_db()
    assert one.decision is not None
    again = planner.post(address, typed(ids=[one.pk], number="16/QĐ-SNV"))
    assert again.status_code == 400
    assert "Tải lại danh sách rồi chọn lại" in html(again)


def test_a_decision_of_the_register_can_be_picked(planner: Client) -> None:
    nomination, decision = make_nomination(), make_decision("77/QĐ-SNV")
    posted = {"ids": [nomination.pk], "signed": "yes", "decision": decision.pk}
    assert planner.post(reverse("sending:approve"), posted).status_code == 302
    nomination.refresh_from_db()
    assert nomination.decision == decision


def test_a_decision_typed_and_not_picked_is_told_alone(planner: Client) -> None:
    posted = {"ids": [make_nomination().pk], "signed": "yes", "decision-typed": "77/QĐ"}
    answer = planner.post(reverse("sending:approve"), posted)
    assert answer.status_code == 400
    assert [*answer.context["form"].errors] == ["decision"]
    assert "Chưa chọn mục nào cho “77/QĐ”" in html(answer)


def test_nothing_chosen_says_so_and_an_officer_does_not_approve(planner: Client, officer: Client) -> None:
    address = reverse("sending:approve")
    assert "Chưa chọn ai" in html(planner.post(address, {}, follow=True))
    assert planner.get(address).status_code == 405
    assert officer.post(address, {}).status_code == 403


def test_more_chosen_than_places_are_told_how_many_are_left(officer: Client, unit: Unit, root: Unit) -> None:
    sent = approved_plan_with_line(unit, quota=1, plan_unit=root)
    chosen = [make_person(unit=unit).pk, make_person(unit=unit).pk]
    told = officer.post(page_of(sent), {"ids": chosen})
    assert told.status_code == 400
    assert "Đã chọn 2 người nhưng chỉ còn 1 chỉ tiêu." in html(told)
    assert not Nomination.objects.exists()


def test_a_nomination_is_turned_down_with_a_reason_its_officer_reads(
    planner: Client, officer: Client, unit: Unit, root: Unit
) -> None:
    nomination = make_nomination(approved_plan_with_line(unit, plan_unit=root))
    address = reverse("sending:step", args=[nomination.pk, "reject"])
    assert planner.post(address, {"reason": ""}).status_code == 400
    assert officer.get(address, {"on": DAY}).status_code == 403
    assert planner.post(address, {"reason": "Chưa đủ năm công tác"}).status_code == 302
    again = planner.post(address, {"reason": "Lần nữa"})
    assert again.status_code == 400
    shown = html(officer.get(reverse("sending:detail", args=[nomination.pk]), {"on": DAY}))
    assert "Chưa đủ năm công tác" in shown
    assert "Không duyệt" in shown


def test_a_nomination_is_withdrawn_once(officer: Client, unit: Unit, root: Unit) -> None:
    nomination = make_nomination(approved_plan_with_line(unit, plan_unit=root))
    approve(nomination)
    address = reverse("sending:step", args=[nomination.pk, "withdraw"])
    assert "Đã rút đề cử." in html(officer.post(address, follow=True))
    assert "đã kết thúc" in html(officer.post(address, follow=True))
    nomination.refresh_from_db()
    assert nomination.state == NominationState.WITHDRAWN


@pytest.mark.parametrize("page", ["detail", "reject", "withdraw"])
def test_a_nomination_out_of_scope_is_not_found(page: str, signed_in: Any, root: Unit) -> None:
    nomination = make_nomination(approved_plan_with_line(make_unit(), plan_unit=root))
    elsewhere = signed_in(Role.PLANNER, make_unit())
    for pk in (nomination.pk, 999_999):
        address = reverse("sending:detail", args=[pk]) + ("" if page == "detail" else f"{page}/")
        response = elsewhere.post(address) if page == "withdraw" else elsewhere.get(address)
        assert response.status_code == 404


def test_nominations_are_found_by_name_and_state(planner: Client, root: Unit) -> None:
    sent = approved_plan_with_line(make_unit(), quota=2, plan_unit=root)
    make_nomination(sent, make_person("Lý Thị Hoa", unit=sent.unit))
    done = make_nomination(sent, make_person("Vi Văn Bình", unit=sent.unit))
    approve(done)
    address = reverse("sending:nominations")
    waiting = table(planner.get(address, {"state": "proposed"}))
    assert "Lý Thị Hoa" in waiting
    assert "Vi Văn Bình" not in waiting
    assert sent.programme.name in waiting
    assert "Vi Văn Bình" in table(planner.get(address, {"q": "vi binh"}))


def test_what_waits_in_sending_is_on_the_first_page(
    officer: Client, planner: Client, unit: Unit, root: Unit
) -> None:
    sent = approved_plan_with_line(unit, quota=5, plan_unit=root)
    make_nomination(sent)
    tasks = reverse("home:tasks")
    assert "Chỉ tiêu còn chỗ chưa đề cử" in html(officer.get(tasks, {"on": DAY}))
    assert "Đề cử chờ duyệt" in html(planner.get(tasks, {"on": DAY}))


def test_somebody_with_no_role_at_all_has_no_sending(signed_in: Any, root: Unit) -> None:
    assert signed_in(user=make_user()).get(reverse("sending:list")).status_code == 403


def test_places_are_lent_back_by_a_unit_and_given_to_another(
    officer: Client, planner: Client, unit: Unit, root: Unit
) -> None:
    sent = approved_plan_with_line(unit, quota=3, plan_unit=root)
    other = make_unit("Sở Y tế")
    lend = reverse("sending:lend", args=[sent.line.pk, unit.pk])
    assert officer.post(lend, {"learners": "9", "reason": "Thiếu người"}).status_code == 400
    assert officer.post(lend, {"learners": "2", "reason": "Thiếu người"}).status_code == 302
    listed = html(planner.get(reverse("sending:lent"), {"on": DAY}))
    assert "Thiếu người" in listed
    (give,) = [
        part.split('"')[0] for part in listed.split('href="')[1:] if re.match(r"/sending/lent/\d", part)
    ]
    assert officer.get(give, {"on": DAY}).status_code == 403
    assert planner.post(give, {"unit": other.pk, "learners": "2"}).status_code == 302
    assert dict(Quota.objects.values_list("unit", "learners")) == {unit.pk: 1, other.pk: 2}
    shown = html(officer.get(page_of(sent), {"on": DAY}))
    assert "2 chỉ tiêu Sở Tài chính trả lại được giao cho Sở Y tế" in shown
    assert planner.get(reverse("sending:give", args=[999_999]), {"on": DAY}).status_code == 404


def test_nobody_is_asked_to_choose_people_of_a_unit_that_is_gone(planner: Client, root: Unit) -> None:
    sent = approved_plan_with_line(make_unit("Phòng Nội vụ cũ"), quota=2, plan_unit=root)
    asked = "Chọn người của Phòng Nội vụ cũ để đề cử: còn 2 trong 2 chỉ tiêu"
    assert asked in html(planner.get(page_of(sent), {"on": "2026-03-02"}))
    Unit.objects.filter(pk=sent.unit.pk).update(end_on=date(2026, 3, 1))
    shown = html(planner.get(page_of(sent), {"on": "2026-03-02"}))
    assert ("01/03/2026" in shown, asked in shown) == (True, False)
