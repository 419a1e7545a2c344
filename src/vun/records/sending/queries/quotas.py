"""Reading the places units have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Min, QuerySet, Sum

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.common.period import Period, add_months
from vun.records.orgs import queries as orgs
from vun.records.orgs.models import Unit
from vun.records.people import queries as people
from vun.records.plans import queries as plans
from vun.records.plans.models import PlanLineTerms, Quota
from vun.records.sending.domain import LIVE_STATES
from vun.records.sending.models import Nomination

LEFT = F("learners") - F("taken") - F("passed_on")
"""What of a quota is neither taken by the unit nor passed on."""


def quota_board(actor: Actor, year: int) -> QuerySet[Quota]:
    """The places of the year, with what is ``left``, of the units whose nominations the actor may see.

    ``used`` are those taken by the unit or, of what it passed on, by units below.
    """
    scope = actor.unit_ids(Permission.NOMINATION_VIEW)
    unit_ids = scope if isinstance(scope, frozenset) else Unit.objects.values_list("pk", flat=True)
    return plans.quotas_for_unit(unit_ids, year).annotate(left=LEFT, used=plans.USED)


def get_quota(actor: Actor, line_id: int, unit_id: int) -> Quota:
    """The unit's places in the line in force. Raises NotFound when there are none in the actor's scope."""
    actor.require_sight(Permission.NOMINATION_VIEW, unit_id, "quota")
    terms = plans.approved_terms(line_id)
    quota = (
        Quota.objects.select_related(
            "unit",
            "parent__unit",
            "terms__line",
            "terms__programme__grants__scale",
            "terms__version__plan",
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


def open_to(actor: Actor, on: date) -> list[Quota]:
    """The places of the year the actor's own units have, which the actor may ask for; the first due first."""
    if actor.person_id is None:
        return []
    posts = people.appointments_on(on).filter(person_id=actor.person_id)
    units: set[int] = set()
    for unit_id in posts.values_list("unit_id", flat=True):
        units |= {unit_id, *(unit.pk for unit in orgs.ancestors(unit_id, on))}
    rows = plans.quotas_for_unit(units, on.year).annotate(left=LEFT)
    return list(
        rows.select_related("unit", "terms__line", "terms__programme__grants").order_by(
            "terms__first_month", "pk"
        )
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
    # What is passed on is counted once, where it went.
    sums = rows.aggregate(
        all=Sum("learners", default=0) - Sum("passed_on", default=0), used=Sum("taken", default=0)
    )
    open_rows = rows.filter(learners__gt=F("taken") + F("passed_on"))
    months = open_rows.aggregate(first=Min("terms__first_month"))
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
    """The day by which the places are best filled, before the line's first month; None while that is not known.

    It closes nothing: it follows from the months planned, no decision sets it and no law, and classes begin later than
    planned. What somebody set, of an offer or a round of selection, does close (`vun.records.admission`).
    """
    months = months_of(terms)
    return months.start - timedelta(days=1) if months else None
