"""What stands for and against sending somebody: rules of the day, papers, other classes, service owed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from math import ceil

from django.db.models import F, Q, QuerySet

from vun.common.period import Period, add_months
from vun.records.dated import on_day
from vun.records.orgs import queries as orgs
from vun.records.people import queries as people
from vun.records.people.models import Appointment
from vun.records.plans import queries as plans
from vun.records.plans.models import PlanLineTerms
from vun.records.sending.domain import (
    LIVE_STATES,
    WAITING_TO_STUDY,
    Check,
    CheckCode,
    CheckStatus,
    Journey,
    NominationState,
    Study,
    absence_checks,
    clash_checks,
    journey_checks,
    last_day,
)
from vun.records.sending.journeys import journeys
from vun.records.sending.models import Nomination, SendingPolicy
from vun.records.sending.queries.judging import programme_checks
from vun.records.sending.queries.quotas import months_of
from vun.records.sending.releases import releases
from vun.records.sending.studies import studies


def checks_for(
    person_ids: Collection[int], terms: PlanLineTerms, unit_id: int, on: date
) -> dict[int, list[Check]]:
    """What stands for and against each person being sent to the line by the unit, as of the day.

    The line and the days of its own classes are as they are now; of a past day, rules, posts, papers, nominations and
    the classes people were in are those of that day.
    Nobody is left out: whom nothing speaks against has one green check. The number of queries depends on the
    programme's prerequisites, not on the number of people.
    """
    ids = list(person_ids)
    found: dict[int, list[Check]] = {person_id: [] for person_id in ids}
    class_days, months = studies().days_of_line(terms.line_id), months_of(terms)
    for checks in (
        _not_in_unit(ids, unit_id, on),
        programme_checks(ids, terms.programme, on),
        _nominated(ids, terms, on),
        _studying(ids, terms, class_days, months, on),
        _journeying(ids, class_days, months, on),
        _sent_elsewhere(ids, terms, class_days, months, on),
        _absent(ids, class_days, months, on),
        _away(unit_id, ids, asked_days(class_days, months, on), on),
        _over_year(unit_id, ids, terms.year, on),
    ):
        for person_id, check in checks:
            found[person_id].append(check)
    nothing = Check(CheckStatus.GREEN, CheckCode.NOTHING_AGAINST)
    return {person_id: checks or [nothing] for person_id, checks in found.items()}


def policy_on(day: date) -> SendingPolicy | None:
    """What the province has set for the day, if anything."""
    return SendingPolicy.objects.filter(on_day(day)).first()


def asked_days(class_days: list[Period], months: Period | None, on: date) -> Period:
    """The days somebody sent to the line would be away: of its first class, else its months, else the day itself."""
    if class_days:
        return min(class_days, key=lambda days: days.start)
    return months or Period(on, on + timedelta(days=1))


def _away(unit_id: int, person_ids: list[int], days: Period, on: date) -> Iterable[tuple[int, Check]]:
    """Whether the unit would have more of its people away in one month than it, or the province, lets go.

    Those away are studying, abroad, or absent for long.
    """
    policy = policy_on(on)
    limit = releases().month_people(unit_id, days.start.year)
    if limit is None and (policy is None or not policy.release_percent):
        return
    members = set(people_of_unit(unit_id, on).values_list("person_id", flat=True))
    percent = policy.release_percent if policy else 0
    most = max(1, ceil(len(members) * percent / 100)) if limit is None else limit
    away, month = _most_away(members, days, on)
    if len(away) < most:
        return
    code = CheckCode.MANY_AWAY if limit is None else CheckCode.OVER_RELEASE
    params = {"away": len(away), "most": most, "percent": percent, "month": f"{month:%m/%Y}"}
    for person_id in person_ids:
        if person_id in members - away:
            yield person_id, Check(CheckStatus.AMBER, code, params)


def _over_year(unit_id: int, person_ids: list[int], year: int, on: date) -> Iterable[tuple[int, Check]]:
    """Whether the unit has put forward or sent as many for lines of the year, with the units below, as it set."""
    most = releases().year_places(unit_id, year)
    if most is None:
        return
    lines = plans.approved_lines(year).order_by().values("line_id")
    rows = Nomination.objects.filter(_stood(LIVE_STATES, on), line_id__in=lines)
    sent = rows.filter(unit_id__in=orgs.below(unit_id, on)).count()
    if sent < most:
        return
    for person_id in person_ids:
        params = {"year": year, "sent": sent, "most": most}
        yield person_id, Check(CheckStatus.AMBER, CheckCode.OVER_YEAR, params)


def _stood(states: frozenset[NominationState], on: date) -> Q:
    """Nominations of the day in one of the states now, or over since: put forward, or decided to be sent, by then.

    Whoever asked or waited, and never was put forward, was not then either.
    """
    waited = Q(waiting_since__isnull=False, waiting_since__gte=F("proposed_on"))
    asked = ~Q(request_reason="") & Q(judgements=[])
    over_since = Q(proposed_on__lte=on, ended_on__gt=on) & ~waited & ~asked
    return Q(state__in=states, proposed_on__lte=on) | over_since | Q(decided_on__lte=on, ended_on__gt=on)


def _most_away(members: set[int], days: Period, on: date) -> tuple[set[int], date]:
    """Who of the unit is away in the month of the days in which most are, and that month."""
    running = [study for study in studies().studies_of(members, on) if not study.is_over]
    spans = [(study.person_id, study.period) for study in running]
    spans += [(journey.person_id, journey.period) for journey in journeys().journeys_of(members, on)]
    spans += [(absence.person_id, absence.period) for absence in people.absences_since(members, days.start)]
    months = [Period(first, add_months(first, 1)) for first in _months(days)]
    by_month = [({person for person, span in spans if span.overlaps(month)}, month.start) for month in months]
    return max(by_month, key=lambda each: len(each[0]))


def _months(days: Period) -> list[date]:
    """The first days of the months the days touch, a year at most."""
    first = days.start.replace(day=1)
    firsts = [add_months(first, count) for count in range(12)]
    return [each for each in firsts if days.end is None or each < days.end]


def _sent_elsewhere(
    person_ids: list[int], terms: PlanLineTerms, class_days: list[Period], months: Period | None, on: date
) -> Iterable[tuple[int, Check]]:
    """Other lines of the same months somebody is put forward for or sent to, before they are in a class of them."""
    asked = asked_days(class_days, months, date(terms.year, 1, 1)) if class_days or months else None
    if asked is None:
        return
    rows = Nomination.objects.filter(_stood(WAITING_TO_STUDY, on), person_id__in=person_ids)
    others = {each.pk: each for each in rows.exclude(line_id=terms.line_id).order_by("pk")}
    in_class = studies().enrolled_among(others, on)
    in_force = plans.approved_lines().filter(line_id__in={each.line_id for each in others.values()})
    lines = {each.line_id: each for each in in_force}
    for nomination in (others[key] for key in others if key not in in_class):
        line = lines.get(nomination.line_id)
        then = months_of(line) if line else None
        # The same programme in another line is told as such.
        is_same = (
            line is not None and line.programme_id is not None and line.programme_id == terms.programme_id
        )
        if line is not None and then is not None and then.overlaps(asked) and not is_same:
            params = {"name": line.title, "start": then.start, "end": last_day(then)}
            yield nomination.person_id, Check(CheckStatus.AMBER, CheckCode.SENT_ELSEWHERE, params)


def _absent(
    person_ids: list[int], class_days: list[Period], months: Period | None, on: date
) -> Iterable[tuple[int, Check]]:
    by_person: dict[int, list[tuple[str, Period]]] = defaultdict(list)
    for absence in people.absences_since(person_ids, min([on, *(days.start for days in class_days)])):
        by_person[absence.person_id].append((absence.kind, absence.period))
    for person_id, own in by_person.items():
        for check in absence_checks(own, class_days, months, on):
            yield person_id, check


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


def _nominated(person_ids: list[int], terms: PlanLineTerms, on: date) -> Iterable[tuple[int, Check]]:
    same = Q(line_id=terms.line_id)
    if terms.programme_id is not None:
        this_year = plans.approved_lines(terms.year).filter(programme_id=terms.programme_id)
        same |= Q(line_id__in=this_year.values("line_id"))
    begun = Q(proposed_on__lte=on) | Q(waiting_since__lte=on)
    still_open = Q(ended_on__isnull=True) | Q(ended_on__gt=on)
    rows = Nomination.objects.filter(same, begun, still_open, person_id__in=person_ids)
    for person_id, unit_name, proposed_on in rows.values_list("person_id", "unit__name", "proposed_on"):
        params = {"unit": unit_name, "on": proposed_on}
        yield person_id, Check(CheckStatus.RED, CheckCode.NOMINATED_ALREADY, params)


def _studying(
    person_ids: list[int], terms: PlanLineTerms, class_days: list[Period], months: Period | None, on: date
) -> Iterable[tuple[int, Check]]:
    by_person: dict[int, list[Study]] = defaultdict(list)
    for study in studies().studies_of(person_ids, on):
        by_person[study.person_id].append(study)
    for person_id, own in by_person.items():
        for study in own:
            if study.programme_id == terms.programme_id and not study.is_over:
                yield person_id, Check(CheckStatus.RED, CheckCode.ENROLLED_ALREADY, {"name": study.name})
        others = [study for study in own if study.programme_id != terms.programme_id]
        for check in clash_checks(others, class_days, months):
            yield person_id, check


def _journeying(
    person_ids: list[int], class_days: list[Period], months: Period | None, on: date
) -> Iterable[tuple[int, Check]]:
    by_person: dict[int, list[Journey]] = defaultdict(list)
    for journey in journeys().journeys_of(person_ids, on):
        by_person[journey.person_id].append(journey)
    for person_id, own in by_person.items():
        for check in journey_checks(own, class_days, months):
            yield person_id, check
