"""The pages of service owed after study, of asking for oneself, of exceptions and the waiting list."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.factories.commitments import make_commitment, make_laws
from tests.factories.orgs import make_unit
from tests.factories.plans import approved_plan_with_line
from tests.factories.sending import approve, make_nomination
from vun.records.accounts.domain import Role
from vun.records.commitments.domain import ClaimState, CommitmentState
from vun.records.commitments.models import CompensationClaim, ServiceCommitment
from vun.records.orgs.models import Unit
from vun.records.people.domain import EndReason
from vun.records.sending.domain import NominationState
from vun.records.sending.models import Nomination

pytestmark = pytest.mark.django_db
DAY = "2026-12-31"


def html(response: Any) -> str:
    return response.content.decode()


def test_from_the_decision_to_the_last_instalment(planner: Client, root: Unit, signed_in: Any) -> None:
    planner.get(reverse("sending:list"), {"on": DAY})
    make_laws()
    nomination = make_nomination(approved_plan_with_line(make_unit(), plan_unit=root))
    approve(nomination)
    committed = planner.post(
        reverse("sending:commit", args=[nomination.pk]),
        {"study_start_on": "01/02/2026", "study_end_on": "31/07/2026"},
    )
    commitment = ServiceCommitment.objects.get()
    page = reverse("commitments:detail", args=[commitment.pk])
    assert committed["Location"] == page
    shown = html(planner.get(page, {"on": DAY}))
    assert "18 tháng (gấp 3 lần thời gian học)" in shown
    assert "Đang học" in shown
    cost = {"item": "tuition", "payer": "sender", "amount": "36.000.000", "paid_on": "05/03/2026"}
    record = reverse("commitments:record-cost", args=[commitment.pk])
    assert planner.post(record, cost | {"amount": "360.000.000"}).status_code == 302
    drop = reverse("commitments:drop-cost", args=[commitment.pk, commitment.costs.get().pk])
    assert drop in html(planner.get(page, {"on": DAY})), "an amount typed wrong is taken away"
    assert planner.post(drop).status_code == 302
    assert planner.post(drop).status_code == 404
    assert planner.post(record, cost).status_code == 302
    graduated = {"graduated_on": "10/08/2026", "study_end_on": "31/07/2026"}
    to_come = planner.post(
        reverse("commitments:graduate", args=[commitment.pk]), graduated | {"graduated_on": "10/08/2126"}
    )
    assert "Ngày tốt nghiệp 10/08/2126 chưa tới" in html(to_come)
    assert planner.post(reverse("commitments:graduate", args=[commitment.pk]), graduated).status_code == 302
    nomination.person.appointments.update(end_on=date(2026, 11, 10), end_reason=EndReason.RESIGNED)
    listed = html(planner.get(reverse("commitments:list"), {"on": DAY}))
    assert "Thôi việc khi chưa phục vụ đủ" in listed
    claim_page = reverse("commitments:claim-back", args=[commitment.pk])
    assert '<option value="left_early" selected>' in html(planner.get(claim_page, {"on": DAY}))
    to_come = planner.post(claim_page, {"case": "left_early", "happened_on": "10/11/2126"})
    assert "Ngày xảy ra 10/11/2126 chưa tới" in html(to_come)
    claimed = planner.post(claim_page, {"case": "left_early", "happened_on": "10/11/2026"}, follow=True)
    # 36.000.000 / 18 × 15
    assert "30.000.000" in html(claimed)
    assert "Bỏ khoản đền bù đã tính" in html(claimed)
    again = planner.post(reverse("commitments:drop-claim", args=[commitment.pk]), follow=True)
    assert "Đang phục vụ" in html(again)
    assert planner.post(reverse("commitments:drop-claim", args=[commitment.pk])).status_code == 404
    planner.post(claim_page, {"case": "left_early", "happened_on": "10/11/2026"})
    decided = {
        "number": "9/QĐ-SNV",
        "issued_on": "20/11/2026",
        "issuer": "Sở Nội vụ",
        "subject": "Đền bù chi phí đào tạo",
        "parts": "2",
    }
    assert planner.post(reverse("commitments:decide-claim", args=[commitment.pk]), decided).status_code == 302
    claim = CompensationClaim.objects.get()
    first, second = claim.instalments.all()
    assert (first.amount, second.amount, claim.state) == (15_000_000, 15_000_000, ClaimState.DECIDED)
    assert "Đền bù quá hạn trả" in html(planner.get(reverse("commitments:list"), {"on": DAY}))
    of_their_own = make_user(Role.PLANNER, make_unit())
    type(nomination.person).objects.filter(pk=nomination.person_id).update(user=of_their_own)
    for part in (first, second):
        address = reverse("commitments:pay", args=[commitment.pk, part.pk])
        assert "15.000.000 đồng" in html(planner.get(address, {"on": DAY}))
        assert "Ngày trả phải từ ngày quyết định" in html(planner.post(address, {"paid_on": "01/11/2026"}))
        assert signed_in(user=of_their_own).get(page).status_code == 200
        assert signed_in(user=of_their_own).get(address).status_code == 403
        assert planner.post(address, {"paid_on": "21/11/2026"}).status_code == 302
        again = planner.get(address, follow=True)
        assert (again.request["PATH_INFO"], "Kỳ này đã ghi trả" in html(again)) == (page, True)
    claim.refresh_from_db()
    assert claim.state == ClaimState.PAID
    unpay = reverse("commitments:unpay", args=[commitment.pk, second.pk])
    assert unpay in html(planner.get(page, {"on": DAY})), "a payment told by mistake is taken back"
    assert planner.post(unpay).status_code == 302
    assert "chưa ghi trả" in html(planner.post(unpay, follow=True))
    claim.refresh_from_db()
    assert claim.state == ClaimState.DECIDED
    assert planner.post(reverse("commitments:pay", args=[commitment.pk, 999_999])).status_code == 404


def test_the_accountant_keeps_costs_and_payments_and_decides_nothing(signed_in: Any, root: Unit) -> None:
    commitment, done = make_commitment(), make_commitment()
    accountant = signed_in(Role.ACCOUNTANT, root)
    listed = html(accountant.get(reverse("commitments:list"), {"on": DAY}))
    page = reverse("commitments:detail", args=[commitment.pk])
    assert f'href="{page}"' in listed
    assert f'href="{reverse("commitments:list")}"' in html(accountant.get("/", follow=True))
    record = reverse("commitments:record-cost", args=[commitment.pk])
    shown = html(accountant.get(page, {"on": DAY}))
    assert record in shown
    assert not [verb for verb in ("graduate", "claim", "release", "decide") if f"{page}{verb}/" in shown]
    cost = {"item": "tuition", "payer": "sender", "amount": "36.000.000", "paid_on": "05/03/2026"}
    assert accountant.post(record, cost).status_code == 302
    claim = CompensationClaim.objects.create(
        commitment=commitment,
        case="left_early",
        happened_on=date(2026, 1, 1),
        cost=36_000_000,
        owed=48,
        served=0,
        amount=36_000_000,
        state=ClaimState.DECIDED,
    )
    part = claim.instalments.create(due_on=date(2026, 3, 2), amount=36_000_000)
    pay = reverse("commitments:pay", args=[commitment.pk, part.pk])
    assert "Đền bù quá hạn trả" in html(accountant.get(reverse("commitments:list"), {"on": DAY}))
    assert "Kỳ trả đền bù quá hạn" in html(accountant.get(reverse("home:tasks"), {"on": DAY}))
    shown = html(accountant.get(page, {"on": DAY}))
    assert pay in shown
    assert "quá hạn" in shown
    assert reverse("people:detail", args=[commitment.person_id]) not in shown, (
        "the record is not theirs to open"
    )
    assert accountant.post(pay, {"paid_on": "01/03/2026"}).status_code == 302
    unpay = reverse("commitments:unpay", args=[commitment.pk, part.pk])
    assert unpay in html(accountant.get(page, {"on": DAY}))
    assert accountant.post(unpay).status_code == 302
    part.refresh_from_db()
    assert part.paid_on is None
    for verb in ("graduate", "claim-back", "release", "decide-claim", "drop-claim", "close-served"):
        assert accountant.post(reverse(f"commitments:{verb}", args=[done.pk])).status_code == 403, verb
    elsewhere = signed_in(Role.ACCOUNTANT, make_unit())
    assert elsewhere.get(page).status_code == 404


def test_service_done_is_closed_and_somebody_is_let_off(planner: Client, root: Unit) -> None:
    planner.get(reverse("sending:list"), {"on": DAY})
    done, let_off = make_commitment(), make_commitment()
    ServiceCommitment.objects.filter(pk=done.pk).update(
        state=CommitmentState.SERVING, graduated_on=date(2022, 1, 1)
    )
    assert planner.post(reverse("commitments:close-served", args=[done.pk])).status_code == 302
    release = reverse("commitments:release", args=[let_off.pk])
    assert planner.post(release, {"on": "01/01/2026", "reason": ""}).status_code == 400
    assert planner.post(release, {"on": "01/01/2026", "reason": "Bệnh hiểm nghèo"}).status_code == 302
    states = dict(ServiceCommitment.objects.values_list("pk", "state"))
    assert states == {done.pk: "served", let_off.pk: "released"}
    assert planner.get(reverse("commitments:decide-claim", args=[done.pk]), {"on": DAY}).status_code == 404


def test_a_case_is_computed_on_the_page_of_sums(planner: Client, root: Unit) -> None:
    old, new = make_laws()
    address = reverse("commitments:compensation")
    asked = {"law": new.pk, "case": "left_early", "cost": "120.000.000", "owed": "72", "served": "30"}
    assert "Phải đền bù 70.000.000 đồng" in html(planner.get(address, asked))
    by_days = {
        "law": old.pk,
        "case": "left_early",
        "cost": "60.000.000",
        "study_start_on": "01/09/2023",
        "study_end_on": "31/08/2025",
        "graduated_on": "15/09/2025",
        "left_on": "15/09/2026",
        "earlier_years": "10",
        "is_special": "on",
    }
    assert "Phải đền bù 38.250.000 đồng" in html(planner.get(address, by_days))
    unknown = {"law": old.pk, "case": "dismissed_early", "cost": "1"}
    assert "không buộc đền bù" in html(planner.get(address, unknown))
    for wrong in ({**asked, "owed": ""}, {**asked, "law": "x"}, {**by_days, "study_end_on": "01/01/2020"}):
        assert planner.get(address, wrong).status_code == 400


def test_commitments_are_opened_by_their_unit_and_by_whoever_owes(signed_in: Any, root: Unit) -> None:
    commitment = make_commitment()
    page = reverse("commitments:detail", args=[commitment.pk])
    assert signed_in(Role.UNIT_OFFICER, commitment.unit).get(page).status_code == 200
    assert signed_in(Role.UNIT_OFFICER, make_unit()).get(page).status_code == 404
    user = make_user()
    commitment.person.user = user
    commitment.person.save()
    own = signed_in(user=user)
    assert own.get(page).status_code == 200
    assert own.get(reverse("commitments:claim-back", args=[commitment.pk])).status_code == 403


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_costs_the_same_with_three_and_thirty(
    number: int, planner: Client, root: Unit, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        make_commitment()
    address = reverse("commitments:list")
    planner.get(address, {"on": DAY})
    with django_assert_num_queries(13):
        planner.get(address, {"on": DAY})


def test_what_waits_after_study_and_for_an_answer_is_on_the_first_page(
    planner: Client, signed_in: Any, root: Unit
) -> None:
    commitment = make_commitment()
    commitment.person.appointments.update(end_on=date(2026, 1, 1), end_reason=EndReason.RESIGNED)
    nomination = make_nomination(approved_plan_with_line(make_unit(), plan_unit=root))
    Nomination.objects.filter(pk=nomination.pk).update(state=NominationState.ASKED)
    tasks = reverse("home:tasks")
    assert "Thôi việc khi chưa phục vụ đủ cam kết" in html(planner.get(tasks, {"on": DAY}))
    officer = signed_in(Role.UNIT_OFFICER, nomination.unit)
    shown = html(officer.get(tasks, {"on": DAY}))
    assert "Người xin đi học chờ trả lời" in shown
    assert "Thôi việc" not in shown


def test_the_office_sets_the_rounding_of_a_law(planner: Client, root: Unit, signed_in: Any) -> None:
    old, _new = make_laws()
    listed = html(planner.get(reverse("commitments:laws")))
    assert "Nghị định 101/2017/NĐ-CP" in listed
    page = reverse("commitments:set-rounding", args=[old.pk])
    assert planner.get(page).status_code == 200
    typed = {"month_from_days": "31", "money_unit": "1.000", "pay_within_days": "120"}
    assert planner.post(page, typed | {"month_from_days": "32"}).status_code == 400
    assert planner.post(page, typed).status_code == 302
    old.refresh_from_db()
    assert (old.month_from_days, old.money_unit) == (31, 1_000)
    assert signed_in(Role.UNIT_OFFICER, make_unit()).get(page).status_code == 403
    assert planner.get(reverse("commitments:set-rounding", args=[999_999])).status_code == 404
