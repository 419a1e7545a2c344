"""Who is abroad on which days, and what else members have to do on the days of a trip."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from vun.common.period import Period
from vun.records.abroad.domain import AWAY_STATES
from vun.records.abroad.models import StudyTrip, TripMember
from vun.records.delivery.domain import EnrolmentState
from vun.records.delivery.models import Enrolment
from vun.records.people import queries as people
from vun.records.sending.domain import (
    Check,
    CheckCode,
    CheckStatus,
    Journey,
    absence_checks,
    journey_checks,
)

_AWAY = sorted(state.value for state in AWAY_STATES)


class DecidedJourneys:
    """The trips of this context as sending's JourneyBook."""

    def journeys_of(self, person_ids: Collection[int], on: date) -> list[Journey]:
        # One closed since stays: on a day before its return it was a journey like any other.
        decided = TripMember.objects.filter(person_id__in=person_ids, trip__state__in=_AWAY)
        return _journeys(decided.exclude(trip__back_on__lt=on))


def days_of(trip: StudyTrip) -> Period:
    """From the day it leaves to the day it is home, as planned until that day is known."""
    last = trip.back_on or trip.end_on
    return Period(trip.start_on, last + timedelta(days=1))


def away_then(trip: StudyTrip, person_ids: Collection[int]) -> list[Journey]:
    """The other trips decided on that these people are on on one of the trip's days."""
    return _journeys(_on_one_of(days_of(trip)).filter(person_id__in=person_ids).exclude(trip=trip))


def abroad_in(days: Period) -> list[Journey]:
    """Everybody's trips decided on that are on one of the days, a closed period. One query."""
    return _journeys(_on_one_of(days))


def _on_one_of(days: Period) -> QuerySet[TripMember]:
    over = Q(trip__back_on__lt=days.start) | Q(trip__back_on__isnull=True, trip__end_on__lt=days.start)
    return TripMember.objects.filter(trip__state__in=_AWAY, trip__start_on__lt=days.end).exclude(over)


def _journeys(rows: QuerySet[TripMember]) -> list[Journey]:
    return [
        Journey(row.person_id, row.trip.name, days_of(row.trip))
        for row in rows.select_related("trip").order_by("trip__start_on", "pk")
    ]


def obstacles(trip: StudyTrip) -> dict[int, list[Check]]:
    """What members are to do or to be on the trip's days besides, by person: another trip, a class, a long absence.

    The number of queries does not depend on how many go.
    """
    person_ids, days = list(trip.members.values_list("person_id", flat=True)), days_of(trip)
    found: dict[int, list[Check]] = defaultdict(list)
    for journey in away_then(trip, person_ids):
        found[journey.person_id] += journey_checks([journey], [days], None)
    for person_id, name, start_on, end_on in _classes(person_ids, days):
        told = {"name": name, "start": start_on, "end": end_on}
        found[person_id].append(Check(CheckStatus.RED, CheckCode.CLASH, told))
    for absence in people.absences_since(person_ids, days.start):
        found[absence.person_id] += absence_checks([(absence.kind, absence.period)], [days], None, days.start)
    return {person_id: checks for person_id, checks in found.items() if checks}


def _classes(person_ids: Collection[int], days: Period) -> QuerySet[Enrolment, tuple[int, str, date, date]]:
    running = Enrolment.objects.filter(person_id__in=person_ids, state=EnrolmentState.STUDYING)
    then = running.filter(training_class__start_on__lt=days.end, training_class__end_on__gte=days.start)
    columns = ("training_class__name", "training_class__start_on", "training_class__end_on")
    return then.order_by("training_class__start_on", "pk").values_list("person_id", *columns)
