"""Every verb of sending that no table of states tells: each role that may not is refused, and the audit tells it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.factories.abroad import make_trip
from tests.factories.admission import EXAM, make_round, offer_terms
from tests.factories.approvals import at_unit
from tests.factories.eligibility import make_rule as make_sending_rule
from tests.factories.measures import make_result, make_rule
from tests.factories.orgs import make_unit
from tests.factories.papers import DETAILS
from tests.factories.people import make_person, make_title
from tests.factories.plans import approved_plan_with_line, make_decision
from tests.factories.roles import refused_to_all_without, those_who_may
from tests.factories.sending import make_nomination
from vun.common.actor import Actor, Permission
from vun.records.abroad import operations as abroad
from vun.records.abroad.domain import MemberRole, TripKind
from vun.records.admission import operations as admission
from vun.records.approvals import operations as approvals
from vun.records.approvals.domain import MatterKind, Scope
from vun.records.audit.models import AuditEntry
from vun.records.eligibility import operations as eligibility
from vun.records.measures import operations as measures
from vun.records.measures import queries as measured
from vun.records.people.domain import ManagementTier
from vun.records.sending import operations
from vun.records.sending.domain import PaperKind

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)
Act = Callable[[Actor], object]
Verb = tuple[Permission, Act]
PARTY = {"kind": "party"}
ABOVE, UNIT, RULES = Permission.NOMINATION_APPROVE, Permission.NOMINATE, Permission.STANDARD_EDIT


def nominating() -> list[Verb]:
    sent = approved_plan_with_line(quota=9)
    first, second, third = (make_person(unit=sent.unit) for _ in range(3))
    whom = {"line": sent.line, "unit": sent.unit, "on": ON}
    return [
        (UNIT, lambda by: operations.nominate(person=first, by=by, **whom)),
        (UNIT, lambda by: operations.waitlist_many(reasons={second.pk: ""}, by=by, **whom)),
        (UNIT, lambda by: operations.ask_for(person=third, reason="Muốn học", by=by, **whom)),
    ]


def appointing_and_policy() -> list[Verb]:
    unit, title = make_unit(), make_title("Trưởng phòng")
    person = make_person(unit=unit)
    return [
        (
            ABOVE,
            lambda by: operations.allow_below_standard(
                person=person,
                title=title,
                unit_id=unit.pk,
                reason="Cần người",
                due_on=date(2027, 1, 1),
                on=ON,
                by=by,
            ),
        ),
        (
            RULES,
            lambda by: operations.set_policy(
                release_percent=10, signer_tiers=[ManagementTier.CENTRAL], start_on=ON, by=by
            ),
        ),
    ]


def issuing() -> list[Verb]:
    nomination = make_nomination()
    return [
        (
            # Issued by whoever keeps the register, and signed by whoever may decide: a planner is both.
            ABOVE,
            lambda by: operations.issue_paper(
                kind=PaperKind.SEND, ids=[nomination.pk], details=replace(DETAILS, issued_on=ON), by=by
            ),
        )
    ]


def admitting() -> list[Verb]:
    sent, unit = approved_plan_with_line(quota=9), make_unit()
    selection, nomination = make_round(sent), make_nomination(sent)
    other = approved_plan_with_line()

    def points(by: Actor) -> None:
        candidate, criterion = selection.candidates.get(), selection.criteria.all()[0]
        given = {(candidate.pk, criterion.pk): Decimal(1)}
        admission.give_points(selection=selection, points=given, by=by)

    return [
        (
            Permission.PLAN_EDIT,
            lambda by: admission.publish_offer(unit=unit, terms=offer_terms(), on=ON, by=by),
        ),
        (
            ABOVE,
            lambda by: admission.open_round(
                line=other.line, name="Đợt", places=1, criteria=[EXAM], closes_on=ON, on=ON, by=by
            ),
        ),
        (
            ABOVE,
            lambda by: admission.enter(
                selection=selection, nomination_ids=[nomination.pk], on=date(2026, 2, 3), by=by
            ),
        ),
        (ABOVE, points),
    ]


def going_abroad() -> list[Verb]:
    trip = make_trip()
    person = make_person(unit=trip.unit)
    told = {
        "kind": TripKind.COURSE,
        "name": "Khoá học",
        "purpose": "Học",
        "countries": ["Lào"],
        "start_on": date(2026, 5, 4),
        "end_on": date(2026, 5, 9),
    }
    return [
        (UNIT, lambda by: abroad.draft_trip(unit=trip.unit, by=by, **told)),
        (UNIT, lambda by: abroad.describe_trip(trip=trip, by=by, **told)),
        (UNIT, lambda by: abroad.add_member(trip=trip, person=person, role=MemberRole.SECRETARY, by=by)),
        (
            UNIT,
            lambda by: abroad.remove_member(member=trip.members.get(role=MemberRole.SECRETARY), by=by),
        ),
    ]


def measuring() -> list[Verb]:
    make_rule()
    make_result()
    (proposal,) = measured.proposals(those_who_may(ABOVE)[0], date(2025, 12, 31))
    decision = make_decision(issued_on=date(2025, 4, 1))

    def revoke(by: Actor) -> None:
        (measure,) = measured.measures_of(proposal.person.pk)
        measures.revoke_measure(measure=measure, on=date(2025, 5, 1), reason="Xét lại", by=by)

    return [
        (
            ABOVE,
            lambda by: measures.take_measure(proposal=proposal, form="Giấy khen", decision=decision, by=by),
        ),
        (ABOVE, revoke),
    ]


def ruling() -> list[Verb]:
    rule, other = make_sending_rule(PARTY, is_verified=False), make_sending_rule(PARTY)
    return [
        (RULES, lambda by: eligibility.confirm_rule(rule=rule, by=by)),
        (RULES, lambda by: eligibility.end_rule(rule=other, on=ON, by=by)),
        (
            Permission.ROUTE_MANAGE,
            lambda by: approvals.add_route(
                kind=MatterKind.PLAN, name="Đường duyệt", scope=Scope(), steps=[at_unit()], start_on=ON, by=by
            ),
        ),
    ]


ROOMS = [nominating, appointing_and_policy, issuing, admitting, going_abroad, measuring, ruling]


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.__name__)
def test_who_may_not_is_refused_and_what_is_done_is_told(room: Callable[[], list[Verb]]) -> None:
    for permission, act in room():
        refused_to_all_without(permission, act)
        before = AuditEntry.objects.count()
        act(those_who_may(permission)[-1])
        assert AuditEntry.objects.count() > before
