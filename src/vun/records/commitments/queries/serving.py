"""How much service is done, who left before it was, and what would be claimed: told from posts, on any day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from vun.common.actor import Actor
from vun.common.period import Period, add_months, whole_years
from vun.records.commitments.domain import (
    OPEN_STATES,
    Case,
    Claim,
    CommitmentState,
    Leaving,
    Served,
    find_leaving,
    owed_months,
    served_span,
)
from vun.records.commitments.models import ServiceCommitment
from vun.records.commitments.queries.reading import as_law, cost_of, visible_to
from vun.records.people.domain import Sex
from vun.records.people.models import Appointment

PROBATION_MONTHS = 12
"""Not counted among earlier years of service (Decree 101/2017/NĐ-CP, Article 9); the officer may correct the years."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A commitment on a day: months served of those owed, until when, and how somebody left before.

    Before the diploma ``due_on`` is None and ``owed`` what the study as it was planned comes to.
    """

    commitment: ServiceCommitment
    owed: int
    served: int
    due_on: date | None
    leaving: Leaving | None

    @property
    def left(self) -> int:
        return max(0, self.owed - self.served)

    @property
    def is_served(self) -> bool:
        return self.due_on is not None and self.left == 0


def standings(commitments: Iterable[ServiceCommitment], on: date) -> list[Standing]:
    """How each commitment stands on the day. One query however many."""
    rows = list(commitments)
    posts = posts_by_person([row.person_id for row in rows])
    return [_standing(row, posts[row.person_id], on) for row in rows]


def posts_by_person(person_ids: Collection[int]) -> dict[int, list[Served]]:
    """The primary posts people ever held, with why each ended. One query."""
    found: dict[int, list[Served]] = defaultdict(list)
    rows = Appointment.objects.filter(person_id__in=person_ids, is_primary=True).order_by("start_on")
    for person_id, start, end, reason in rows.values_list("person_id", "start_on", "end_on", "end_reason"):
        found[person_id].append(Served(Period(start, end), reason))
    return found


def _standing(row: ServiceCommitment, posts: list[Served], on: date) -> Standing:
    if row.graduated_on is None or row.graduated_on > on:
        planned = owed_months(as_law(row.law), row.study_start_on, row.planned_end_on)
        return Standing(row, planned, 0, None, find_leaving(posts, None, on, row.study_start_on))
    until = min(on, row.ended_on) if row.ended_on else on
    served = served_span(posts, row.graduated_on, until).rounded(row.law.month_from_days)
    due_on = add_months(row.graduated_on, row.owed_months)
    leaving = find_leaving(posts, row.graduated_on, on, row.study_start_on)
    if leaving is not None:
        by_then = served_span(posts, row.graduated_on, min(until, leaving.on))
        if by_then.rounded(row.law.month_from_days) >= row.owed_months:
            leaving = None
    return Standing(row, row.owed_months, served, due_on, leaving)


def leaving_early(actor: Actor, on: date) -> list[Standing]:
    """The open commitments in scope whose people left the staff before serving, with the case it makes."""
    rows = visible_to(actor).filter(state__in=OPEN_STATES)
    return [standing for standing in standings(rows, on) if standing.leaving is not None]


def served_out(actor: Actor, on: date) -> list[Standing]:
    """The commitments in scope still open whose months are all served by the day."""
    rows = visible_to(actor).filter(state=CommitmentState.SERVING)
    return [standing for standing in standings(rows, on) if standing.is_served]


def drafted_claim(commitment: ServiceCommitment, case: Case, happened_on: date) -> Claim:
    """The claim as the records tell it: cost, months owed and served, earlier years, who is favoured."""
    (standing,) = standings([commitment], happened_on)
    person = commitment.person
    return Claim(
        case=case,
        cost=cost_of(commitment),
        owed=commitment.owed_months,
        served=standing.served,
        earlier_years=_earlier_years(commitment),
        is_special=person.sex == Sex.FEMALE
        or (person.ethnic_group is not None and person.ethnic_group.is_minority),
    )


def _earlier_years(commitment: ServiceCommitment) -> int:
    """Whole years of service, after probation, before the study began."""
    since = commitment.person.recruited_on
    if since is None:
        first = Appointment.objects.filter(person_id=commitment.person_id).order_by("start_on").first()
        since = first.start_on if first else commitment.study_start_on
    return max(0, whole_years(add_months(since, PROBATION_MONTHS), commitment.study_start_on))
