"""Who is not there in which months of a year, from dated records: long absences, stays abroad, classes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from vun.common.period import Period
from vun.records.abroad import queries as abroad
from vun.records.allocation.domain import Away, AwayReason, touched_months
from vun.records.allocation.queries.running import Engaged
from vun.records.dated import within
from vun.records.people.models import Absence

LONG_TRIP = timedelta(days=30)
"""A shorter stay abroad leaves room for a class in the month."""


def away_in(year: int, engaged: Engaged) -> Mapping[int, list[Away]]:
    """By person what keeps them from classes in the year. Two queries.

    An absence whose end is not known lasts: whoever is to be planned for again gets a first day back.
    """
    whole = Period.year(year)
    found: dict[int, list[Away]] = defaultdict(list)
    for absence in Absence.objects.filter(within(whole)).order_by("person_id", "start_on"):
        months = touched_months(absence.period, year)
        found[absence.person_id].append(Away(months, AwayReason.ABSENT, absence.kind))
    for journey in abroad.abroad_in(whole):
        if _lasts(journey.period):
            found[journey.person_id].append(Away(touched_months(journey.period, year), AwayReason.TRIP))
    for person_id, in_class in engaged.full_time.items():
        found[person_id].append(Away(frozenset(in_class), AwayReason.IN_CLASS))
    return found


def away_of(problem: Mapping[str, Any]) -> dict[int, list[Away]]:
    """By the person's index what keeps them away in which months, as a problem tells it."""
    found: dict[int, list[Away]] = defaultdict(list)
    for person, months, reason, kind in problem["registry"].get("away", ()):
        found[person].append(Away(frozenset(months), AwayReason(reason), kind))
    return found


def _lasts(days: Period) -> bool:
    return days.end is not None and days.end - days.start >= LONG_TRIP
