"""Two at once on one thing that waits for approval: one decides on it, the other takes it back; neither waits for ever.

What is on its way and the thing itself are two rows; everybody holds the thing first.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.accounts import planner
from tests.factories.concurrency import meanwhile
from tests.factories.orgs import make_tree
from tests.factories.plans import SYSTEM, approved_plan_with_line, make_decision, make_line, make_plan
from tests.factories.sending import NOMINATED_ON, make_nomination, make_nominations
from vun.records.plans import operations as plans
from vun.records.plans.domain import VersionState
from vun.records.plans.models import PlanVersion
from vun.records.sending import operations as sending
from vun.records.sending.domain import NominationState
from vun.records.sending.models import Nomination

pytestmark = pytest.mark.django_db(transaction=True)
ON = date(2026, 2, 3)


def submitted_plan() -> PlanVersion:
    version = make_plan(make_tree().root)
    make_line(version)
    plans.submit(version=version, by=SYSTEM)
    return version


def taking_back(version: PlanVersion) -> None:
    plans.take_back(version=PlanVersion.objects.get(pk=version.pk), by=planner())


def test_a_plan_is_not_taken_back_while_it_is_approved(monkeypatch: pytest.MonkeyPatch) -> None:
    version, decision = submitted_plan(), make_decision()

    def approve() -> None:
        plans.approve(version=version, decision=decision, by=SYSTEM)

    answers = meanwhile(monkeypatch, "matter.approved", approve, lambda: taking_back(version))
    assert answers == ["done", "plans.wrong_state"]
    assert PlanVersion.objects.get().state == VersionState.APPROVED


def test_a_plan_is_not_taken_back_while_it_is_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    version = submitted_plan()

    def give_back() -> None:
        plans.return_for_changes(version=version, reason="Thiếu nguồn kinh phí", by=SYSTEM)

    answers = meanwhile(monkeypatch, "matter.returned", give_back, lambda: taking_back(version))
    assert answers == ["done", "plans.wrong_state"]
    assert PlanVersion.objects.get().state == VersionState.RETURNED


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("matter.approved", NominationState.APPROVED),
        ("matter.returned", NominationState.RETURNED),
        ("matter.rejected", NominationState.REJECTED),
    ],
)
def test_nobody_is_put_on_the_waiting_list_while_they_are_decided_on(
    monkeypatch: pytest.MonkeyPatch, told: str, state: NominationState
) -> None:
    nomination, decision = make_nomination(), make_decision()

    def decide() -> None:
        if state is NominationState.APPROVED:
            sending.approve_nominations(ids=[nomination.pk], decision=decision, on=ON, by=SYSTEM)
        elif state is NominationState.RETURNED:
            sending.send_back(nomination=nomination, reason="Thiếu hồ sơ", on=ON, by=SYSTEM)
        else:
            sending.reject(nomination=nomination, reason="Không đủ điều kiện", on=ON, by=SYSTEM)

    def waitlist() -> None:
        sending.waitlist(nomination=Nomination.objects.get(pk=nomination.pk), on=ON, by=SYSTEM)

    assert meanwhile(monkeypatch, told, decide, waitlist) == ["done", "sending.is_over"]
    assert Nomination.objects.get().state == state


def test_of_two_decisions_on_the_same_people_one_sends_them(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = approved_plan_with_line(quota=3)
    chosen = [each.pk for each in make_nominations(sent, 3)]
    decision, other = make_decision(), make_decision()

    def send() -> None:
        sending.approve_nominations(ids=chosen, decision=decision, on=NOMINATED_ON, by=SYSTEM)

    def send_too() -> None:
        sending.approve_nominations(ids=chosen[::-1], decision=other, on=NOMINATED_ON, by=SYSTEM)

    assert meanwhile(monkeypatch, "matter.approved", send, send_too) == ["done", "sending.not_waiting"]
    assert set(Nomination.objects.values_list("decision", flat=True)) == {decision.pk}
