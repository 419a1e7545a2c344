"""The people of a unit for a line, whom it should send first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Q

from vun.common.actor import Actor, Permission
from vun.records.credentials import queries as credentials
from vun.records.needs.models import Need
from vun.records.people.models import Appointment, Person
from vun.records.plans.models import PlanLineTerms
from vun.records.sending.domain import Check, CheckCode, CheckStatus, NominationState, status_of
from vun.records.sending.models import Nomination
from vun.records.sending.queries.checking import checks_for, people_of_unit

_IN_VAIN = (
    NominationState.ASKED,
    NominationState.WAITLISTED,
    NominationState.DECLINED,
    NominationState.REJECTED,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody of the unit who may be put forward, and what stands for and against it."""

    person: Person
    appointment: Appointment
    checks: list[Check]
    has_gap: bool
    priority: int | None = None
    waiting_since: date | None = None

    @property
    def status(self) -> CheckStatus:
        return status_of(self.checks)


def candidates(actor: Actor, terms: PlanLineTerms, unit_id: int, on: date) -> list[Candidate]:
    """The people of the unit for a line: whose gap the programme closes first, whom a red check is against last.

    Among equals, by the priority of their registered need (1 first), then by how long they have waited.

    The number of queries is the same however many people the unit has. Raises NotFound out of the actor's scope.
    """
    actor.require_sight(Permission.NOMINATION_VIEW, unit_id, "unit")
    posts = {
        post.person_id: post for post in people_of_unit(unit_id, on).select_related("person", "title", "unit")
    }
    checks = checks_for(posts, terms, unit_id, on)
    gaps = _people_with_gap(unit_id, terms.programme_id, on)
    priorities = _priorities(posts, terms.programme_id)
    waiting = _waiting_since(posts, terms)
    rows = [
        Candidate(
            post.person,
            post,
            _with(checks[person_id], _speaking_for(person_id, gaps, priorities, waiting)),
            person_id in gaps,
            priorities.get(person_id),
            waiting.get(person_id),
        )
        for person_id, post in posts.items()
    ]
    return sorted(
        rows,
        key=lambda row: (
            row.status is CheckStatus.RED,
            not row.has_gap,
            row.status is CheckStatus.AMBER,
            row.priority or _NO_PRIORITY,
            row.waiting_since or date.max,
            row.person.sort_key,
            row.person.pk,
        ),
    )


_NO_PRIORITY = 9


def _priorities(person_ids: Collection[int], programme_id: int | None) -> dict[int, int]:
    """The highest priority of the needs registered for each person and the programme."""
    if programme_id is None:
        return {}
    needs = Need.objects.filter(person_id__in=person_ids, programme_id=programme_id).order_by()
    return dict(needs.values_list("person_id").annotate(Min("priority")))


def _waiting_since(person_ids: Collection[int], terms: PlanLineTerms) -> dict[int, date]:
    """Since when each person has asked for, or waited for, the line or its programme in vain."""
    same = Q(line_id=terms.line_id)
    if terms.programme_id is not None:
        same |= Q(line__terms__programme_id=terms.programme_id)
    asked = Nomination.objects.filter(same, person_id__in=person_ids, state__in=_IN_VAIN).order_by()
    return dict(asked.values_list("person_id").annotate(Min("proposed_on")))


def _speaking_for(
    person_id: int, gaps: set[int], priorities: Mapping[int, int], waiting: Mapping[int, date]
) -> list[Check]:
    """Why somebody should go, as green checks."""
    found = [Check(CheckStatus.GREEN, CheckCode.CLOSES_GAP)] if person_id in gaps else []
    if person_id in priorities:
        found.append(Check(CheckStatus.GREEN, CheckCode.NEED, {"priority": priorities[person_id]}))
    if person_id in waiting:
        found.append(Check(CheckStatus.GREEN, CheckCode.WAITED, {"since": waiting[person_id]}))
    return found


def _with(checks: list[Check], speaking_for: list[Check]) -> list[Check]:
    if not speaking_for:
        return checks
    return [*speaking_for, *(check for check in checks if check.code is not CheckCode.NOTHING_AGAINST)]


def _people_with_gap(unit_id: int, programme_id: int | None, on: date) -> set[int]:
    if programme_id is None:
        return set()
    return {
        gap.person.pk
        for gap in credentials.gaps_of_unit(unit_id, on)
        if any(programme.pk == programme_id for programme in gap.programmes)
    }
