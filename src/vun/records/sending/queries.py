"""Readers of nominations: whom an actor sees, what stands for and against sending somebody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Min, OuterRef, Q, QuerySet, Subquery, Sum

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.common.period import Period, add_months
from vun.records.credentials import queries as credentials
from vun.records.orgs import queries as orgs
from vun.records.orgs.models import Unit
from vun.records.people import queries as people
from vun.records.people.models import Appointment, Person
from vun.records.plans import queries as plans
from vun.records.plans.models import PlanLineTerms, Quota
from vun.records.sending.domain import (
    LIVE_STATES,
    Check,
    CheckCode,
    CheckStatus,
    NominationState,
    Study,
    clash_checks,
    status_of,
)
from vun.records.sending.models import Nomination
from vun.records.sending.studies import studies
from vun.records.standards.models import Programme, ScaleLevel


def visible_to(actor: Actor) -> QuerySet[Nomination]:
    """The nominations of units in the actor's scope, with person, unit, line and decision."""
    rows = Nomination.objects.select_related("person", "unit", "line__plan", "decision")
    scope = actor.unit_ids(Permission.NOMINATION_VIEW)
    return rows.filter(unit_id__in=scope) if isinstance(scope, frozenset) else rows


def listed(actor: Actor) -> QuerySet[Nomination]:
    """`visible_to`, each with the ``line_title`` of the plan in force."""
    return visible_to(actor).annotate(
        line_title=Subquery(_terms_in_force(OuterRef("line_id")).values("title")[:1])
    )


def _terms_in_force(line_id: int | OuterRef) -> QuerySet[PlanLineTerms]:
    return plans.approved_lines().filter(line_id=line_id)


def title_of_line(line_id: int) -> str:
    """What the line is called in the plan in force; empty when it is no longer in it."""
    return _terms_in_force(line_id).values_list("title", flat=True).first() or ""


def get_nomination(actor: Actor, nomination_id: int) -> Nomination:
    """Raises NotFound when there is none in the actor's scope."""
    found = visible_to(actor).filter(pk=nomination_id).first()
    if found is None:
        raise NotFound("nomination")
    return found


def waiting_for_approval(actor: Actor) -> QuerySet[Nomination]:
    """The proposed nominations the actor may approve."""
    scope = actor.unit_ids(Permission.NOMINATION_APPROVE)
    rows = visible_to(actor).filter(state=NominationState.PROPOSED)
    return rows.filter(unit_id__in=scope) if isinstance(scope, frozenset) else rows


def approved_of_line(line_id: int) -> QuerySet[Nomination]:
    """The approved nominations of a plan line, by given name."""
    return (
        Nomination.objects.filter(line_id=line_id, state=NominationState.APPROVED)
        .select_related("person", "unit")
        .order_by("person__sort_key", "pk")
    )


# --- Quotas ---------------------------------------------------------------------------------------------------


def quota_board(actor: Actor, year: int) -> QuerySet[Quota]:
    """The places of the year, with what is ``left``, of the units whose nominations the actor may see."""
    scope = actor.unit_ids(Permission.NOMINATION_VIEW)
    unit_ids = scope if isinstance(scope, frozenset) else Unit.objects.values_list("pk", flat=True)
    return plans.quotas_for_unit(unit_ids, year).annotate(left=F("learners") - F("taken"))


def get_quota(actor: Actor, line_id: int, unit_id: int) -> Quota:
    """The unit's places in the line in force. Raises NotFound when there are none in the actor's scope."""
    actor.require_sight(Permission.NOMINATION_VIEW, unit_id, "quota")
    terms = plans.approved_terms(line_id)
    quota = (
        Quota.objects.select_related(
            "unit", "terms__line", "terms__programme__grants__scale", "terms__version__plan"
        )
        .filter(terms=terms, unit_id=unit_id)
        .first()
    )
    if terms is None or quota is None:
        raise NotFound("quota")
    return quota


def live_of_quota(quota: Quota) -> QuerySet[Nomination]:
    """Who uses up places of the quota, by given name."""
    return (
        Nomination.objects.filter(line_id=quota.terms.line_id, unit_id=quota.unit_id, state__in=LIVE_STATES)
        .select_related("person")
        .order_by("person__sort_key", "pk")
    )


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a year: given, taken, and the first day by which some of those left must be filled."""

    learners: int
    taken: int
    due_on: date | None

    @property
    def left(self) -> int:
        return self.learners - self.taken


def places_left(actor: Actor, year: int) -> Places:
    """The sum of the actor's `quota_board`, in two queries."""
    rows = quota_board(actor, year)
    sums = rows.aggregate(all=Sum("learners", default=0), used=Sum("taken", default=0))
    months = rows.filter(learners__gt=F("taken")).aggregate(first=Min("terms__first_month"))
    due = date(year, months["first"], 1) - timedelta(days=1) if months["first"] else None
    return Places(sums["all"], sums["used"], due)


def months_of(terms: PlanLineTerms) -> Period | None:
    """The months of the line in its year; None while the plan does not know them yet."""
    if terms.first_month is None or terms.last_month is None:
        return None
    return Period(
        date(terms.year, terms.first_month, 1), add_months(date(terms.year, terms.last_month, 1), 1)
    )


def due_on(terms: PlanLineTerms) -> date | None:
    """The last day to fill the places: the day before the line's first month; None while that is not known."""
    months = months_of(terms)
    return months.start - timedelta(days=1) if months else None


# --- Checks ---------------------------------------------------------------------------------------------------


def checks_for(
    person_ids: Collection[int], terms: PlanLineTerms, unit_id: int, on: date
) -> dict[int, list[Check]]:
    """What stands for and against each person being sent to the line by the unit, as of the day.

    Nobody is left out: whom nothing speaks against has one green check. The number of queries depends on the
    programme's prerequisites, not on the number of people.
    """
    ids = list(person_ids)
    found: dict[int, list[Check]] = {person_id: [] for person_id in ids}
    for checks in (
        _not_in_unit(ids, unit_id, on),
        _qualifications(ids, terms.programme, on),
        _nominated(ids, terms),
        _studying(ids, terms),
    ):
        for person_id, check in checks:
            found[person_id].append(check)
    nothing = Check(CheckStatus.GREEN, CheckCode.NOTHING_AGAINST)
    return {person_id: checks or [nothing] for person_id, checks in found.items()}


def _not_in_unit(person_ids: list[int], unit_id: int, on: date) -> Iterable[tuple[int, Check]]:
    members = set(
        people_of_unit(unit_id, on).filter(person_id__in=person_ids).values_list("person_id", flat=True)
    )
    for person_id in person_ids:
        if person_id not in members:
            yield person_id, Check(CheckStatus.RED, CheckCode.NOT_IN_UNIT, {"on": on})


def people_of_unit(unit_id: int, on: date) -> QuerySet[Appointment]:
    """The primary appointments of the day in the unit and below it."""
    return people.appointments_on(on, unit_ids=orgs.below(unit_id, on)).filter(is_primary=True)


def _qualifications(
    person_ids: list[int], programme: Programme | None, on: date
) -> Iterable[tuple[int, Check]]:
    if programme is None:
        return
    if programme.grants is not None:
        for person_id in credentials.holds(person_ids, programme.grants, on):
            yield person_id, _about(CheckCode.HOLDS_ALREADY, programme.grants)
    for level in programme.prerequisites.select_related("scale"):
        holders = credentials.holds(person_ids, level, on)
        for person_id in person_ids:
            if person_id not in holders:
                yield person_id, _about(CheckCode.LACKS_PREREQUISITE, level)


def _about(code: CheckCode, level: ScaleLevel) -> Check:
    return Check(CheckStatus.RED, code, {"level": level.name})


def _nominated(person_ids: list[int], terms: PlanLineTerms) -> Iterable[tuple[int, Check]]:
    same = Q(line_id=terms.line_id)
    if terms.programme_id is not None:
        this_year = plans.approved_lines(terms.year).filter(programme_id=terms.programme_id)
        same |= Q(line_id__in=this_year.values("line_id"))
    rows = Nomination.objects.filter(same, person_id__in=person_ids, state__in=LIVE_STATES).values_list(
        "person_id", "unit__name", "proposed_on"
    )
    for person_id, unit_name, proposed_on in rows:
        params = {"unit": unit_name, "on": proposed_on}
        yield person_id, Check(CheckStatus.RED, CheckCode.NOMINATED_ALREADY, params)


def _studying(person_ids: list[int], terms: PlanLineTerms) -> Iterable[tuple[int, Check]]:
    book = studies()
    by_person: dict[int, list[Study]] = defaultdict(list)
    for study in book.studies_of(person_ids):
        by_person[study.person_id].append(study)
    if not by_person:
        return
    class_days, months = book.days_of_line(terms.line_id), months_of(terms)
    for person_id, own in by_person.items():
        for study in own:
            if study.programme_id == terms.programme_id and not study.is_over:
                yield person_id, Check(CheckStatus.RED, CheckCode.ENROLLED_ALREADY, {"name": study.name})
        others = [study for study in own if study.programme_id != terms.programme_id]
        for check in clash_checks(others, class_days, months):
            yield person_id, check


# --- Candidates -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody of the unit who may be put forward, and what stands for and against it."""

    person: Person
    appointment: Appointment
    checks: list[Check]
    has_gap: bool

    @property
    def status(self) -> CheckStatus:
        return status_of(self.checks)


def candidates(actor: Actor, terms: PlanLineTerms, unit_id: int, on: date) -> list[Candidate]:
    """The people of the unit for a line: whose gap the programme closes first, whom a red check is against last.

    The number of queries is the same however many people the unit has. Raises NotFound out of the actor's scope.
    """
    actor.require_sight(Permission.NOMINATION_VIEW, unit_id, "unit")
    posts = {
        post.person_id: post for post in people_of_unit(unit_id, on).select_related("person", "title", "unit")
    }
    checks = checks_for(posts, terms, unit_id, on)
    gaps = _people_with_gap(unit_id, terms.programme_id, on)
    closes = Check(CheckStatus.GREEN, CheckCode.CLOSES_GAP)
    rows = [
        Candidate(
            post.person,
            post,
            _with_gap(checks[person_id], closes) if person_id in gaps else checks[person_id],
            person_id in gaps,
        )
        for person_id, post in posts.items()
    ]
    return sorted(
        rows,
        key=lambda row: (
            row.status is CheckStatus.RED,
            not row.has_gap,
            row.status is CheckStatus.AMBER,
            row.person.sort_key,
            row.person.pk,
        ),
    )


def _with_gap(checks: list[Check], closes: Check) -> list[Check]:
    return [closes, *(check for check in checks if check.code is not CheckCode.NOTHING_AGAINST)]


def _people_with_gap(unit_id: int, programme_id: int | None, on: date) -> set[int]:
    if programme_id is None:
        return set()
    return {
        gap.person.pk
        for gap in credentials.gaps_of_unit(unit_id, on)
        if any(programme.pk == programme_id for programme in gap.programmes)
    }
