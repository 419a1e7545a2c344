"""A unit that is not there on the day sends nobody: who took over from it is told, and its places are given back."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.accounts import clerk_of, planner
from tests.factories.orgs import TESTS, make_unit
from tests.factories.people import make_person
from tests.factories.plans import SYSTEM, ApprovedLine, approved_plan_with_line
from tests.factories.problems import problem
from tests.factories.sending import make_nomination
from vun.common.errors import Problem
from vun.records.orgs.models import Unit
from vun.records.orgs.operations import dissolve, merge
from vun.records.plans import operations as plans
from vun.records.plans.models import Quota
from vun.records.sending import operations
from vun.records.sending.domain import NominationRow
from vun.records.sending.models import Nomination

pytestmark = pytest.mark.django_db
MERGED_ON = date(2026, 7, 1)
EVE = date(2026, 6, 30)


def merged() -> tuple[ApprovedLine, Unit]:
    """A department with places, and the one it goes into on 1 July 2026."""
    sent, heir = approved_plan_with_line(make_unit("Sở Cũ"), quota=5), make_unit("Sở Mới")
    merge(units=[sent.unit], into=heir, on=MERGED_ON, by=TESTS)
    sent.unit.refresh_from_db()
    return sent, heir


def test_whom_a_unit_that_was_merged_puts_forward_is_told_to_go_through_its_successor() -> None:
    sent, _ = merged()
    people = [make_person(unit=sent.unit) for _ in range(2)]
    told = {"line": sent.line, "unit": sent.unit, "by": planner()}
    reasons = {each.pk: "Vì nhiệm vụ" for each in people}
    for put in (operations.nominate_many, operations.waitlist_many):
        with pytest.raises(Problem) as refused:
            put(reasons=reasons, on=MERGED_ON, **told)
        assert (refused.value.code, refused.value.params) == (
            "orgs.succeeded",
            {"unit": "Sở Cũ", "end_on": MERGED_ON, "successor": "Sở Mới"},
        )
    assert not Nomination.objects.exists()
    assert len(operations.nominate_many(reasons=reasons, on=EVE, **told)) == 2


def test_a_unit_dissolved_without_successor_or_not_begun_sends_nobody() -> None:
    sent = approved_plan_with_line(make_unit("Sở Cũ"), quota=5)
    later = approved_plan_with_line(make_unit("Sở Sau", start_on=MERGED_ON), quota=5)
    dissolve(unit=sent.unit, on=MERGED_ON, by=TESTS)
    sent.unit.refresh_from_db()
    for line, on, code in (
        (sent, MERGED_ON, "orgs.already_ended"),
        (later, EVE, "orgs.not_yet_established"),
    ):
        person = make_person(unit=line.unit)
        with problem(code):
            operations.nominate(line=line.line, unit=line.unit, person=person, on=on, by=planner())


def test_nobody_moves_up_in_a_unit_that_is_gone_but_who_was_sent_may_be_withdrawn() -> None:
    sent, _ = merged()
    going, waiting = make_nomination(sent, on=EVE), make_person(unit=sent.unit)
    (listed,) = operations.waitlist_many(
        line=sent.line, unit=sent.unit, reasons={waiting.pk: "Vì nhiệm vụ"}, on=EVE, by=clerk_of(sent.unit)
    )
    Nomination.objects.filter(pk=listed.pk).update(exception_reason="Vì nhiệm vụ")
    with problem("orgs.succeeded"):
        operations.promote(nomination=listed, on=MERGED_ON, by=planner())
    operations.withdraw(nomination=going, on=MERGED_ON, by=planner())
    listed.refresh_from_db()
    assert (listed.state, Quota.objects.get(unit=sent.unit).taken) == ("waitlisted", 0)


def test_what_is_told_of_the_past_is_told_of_units_that_were_there() -> None:
    sent, _ = merged()
    person = make_person(unit=sent.unit)

    def load(on: date) -> list[int]:
        row = NominationRow(sent.line.pk, sent.unit.pk, person.pk, proposed_on=on, decided_on=MERGED_ON)
        return operations.load_nominations(rows=[row], by=SYSTEM)

    with problem("orgs.succeeded"):
        load(MERGED_ON)
    assert len(load(EVE)) == 1


def test_places_of_a_unit_that_is_gone_are_given_back_and_given_to_its_successor_only() -> None:
    sent, heir = merged()
    gone = make_unit("Sở Khác")
    dissolve(unit=gone, on=MERGED_ON, by=TESTS)
    gone.refresh_from_db()
    move = plans.lend_back(quota=sent.quota, learners=5, reason="Sáp nhập", on=MERGED_ON, by=planner())
    with problem("orgs.already_ended", "unit"):
        plans.give_lent(move=move, unit=gone, learners=5, on=MERGED_ON, by=planner())
    assert plans.give_lent(move=move, unit=heir, learners=5, on=MERGED_ON, by=planner()).learners == 5


def test_a_unit_below_that_is_gone_may_give_places_back_but_is_passed_on_no_more() -> None:
    sent = approved_plan_with_line(make_unit("Sở Y tế"), quota=5)
    room = make_unit("Chi cục Cũ", parent=sent.unit)
    plans.pass_on(quota=sent.quota, shares={room.pk: 2}, on=EVE, by=SYSTEM)
    dissolve(unit=room, on=MERGED_ON, by=TESTS)
    with problem("orgs.already_ended", "unit"):
        plans.pass_on(quota=sent.quota, shares={room.pk: 3}, on=MERGED_ON, by=SYSTEM)
    plans.pass_on(quota=sent.quota, shares={room.pk: 0}, on=MERGED_ON, by=SYSTEM)
    assert Quota.objects.get(unit=sent.unit).passed_on == 0
