"""What of a year is taken already: rooms, lecturers and people of classes that run and of lines in force."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from vun.records.allocation.domain import (
    MONTHS,
    ROOM_WEEKS_A_MONTH,
    months_between,
    room_weeks,
    whole_months,
)
from vun.records.allocation.models import LecturerPool
from vun.records.allocation.queries.ground import Place
from vun.records.delivery import queries as delivery
from vun.records.delivery.domain import ClassState, EnrolmentState
from vun.records.delivery.models import Enrolment, TrainingClass
from vun.records.plans import queries as plans
from vun.records.plans.domain import VersionState
from vun.records.plans.models import ProposedLearner
from vun.records.sending.domain import LIVE_STATES
from vun.records.sending.models import Nomination
from vun.records.standards.domain import StudyMode
from vun.records.standards.models import Programme

UNLIMITED_HOURS = 1_000_000.0


@dataclass(frozen=True, slots=True)
class Staff:
    """Pools of lecturers that are planned with as one, since they teach the same groups one after the other."""

    groups: frozenset[str]
    pools: tuple[LecturerPool, ...]


def staffs_of(pools: Iterable[LecturerPool]) -> list[Staff]:
    """The pools joined so that no two have a group in common; of one day no two pools have (see `keep_pool`)."""
    found: list[Staff] = []
    for pool in pools:
        groups = frozenset(group.pk for group in pool.groups.all())
        same = [staff for staff in found if staff.groups & groups]
        joined = Staff(
            groups.union(*(staff.groups for staff in same)),
            (*(one for staff in same for one in staff.pools), pool),
        )
        found = [*(staff for staff in found if staff not in same), joined]
    return found


class Running:
    """Room-weeks by host and month, lecturers' periods by programme group and month, that a year needs already.

    Of classes that run in it, with the months that lie in the year, and of classes still to come of lines in force.
    Three queries.
    """

    def __init__(self, year: int) -> None:
        self._rooms: dict[tuple[int, int], float] = defaultdict(float)
        self._hours: dict[tuple[str, int], float] = defaultdict(float)
        self.classes = self._count_classes(date(year, 1, 1), date(year, 12, 31))
        self.to_come = self._count_lines(year)

    def _count_classes(self, first: date, last: date) -> int:
        running = TrainingClass.objects.filter(start_on__lte=last, end_on__gte=first)
        running = running.exclude(state__in=[ClassState.CANCELLED, ClassState.FINISHED])
        count = 0
        for one in running.select_related("programme").order_by("pk"):
            count += 1
            whole = len(months_between(one.start_on, one.end_on))
            months = months_between(max(one.start_on, first), min(one.end_on, last))
            self._take(one.programme, StudyMode(one.mode), one.host_id, months, 1 / whole)
        return count

    def _count_lines(self, year: int) -> int:
        lines = plans.approved_lines(year).filter(version__plan__closed_on__isnull=True, classes__gt=0)
        lines = lines.exclude(programme=None).exclude(first_month=None).exclude(mode="")
        rows = list(lines.order_by("pk"))
        opened = delivery.classes_by_line([row.line_id for row in rows])
        count = 0
        for row in rows:
            left = row.classes - opened.get(row.line_id, 0)
            if left > 0 and row.programme and row.first_month and row.last_month:
                count += left
                months = range(row.first_month - 1, row.last_month)
                self._take(row.programme, StudyMode(row.mode), row.host_id, months, left / len(months))
        return count

    def _take(
        self, programme: Programme, mode: StudyMode, host: int | None, months: Iterable[int], share: float
    ) -> None:
        """``share``: how many classes' worth each of the months bears."""
        periods = programme.theory_periods + programme.practice_periods
        weeks = room_weeks(programme.duration_days, mode)
        for month in months:
            self._rooms[host or 0, month] += weeks * share
            self._hours[programme.group_id, month] += periods * share

    def rooms_left(self, places: Sequence[Place]) -> list[list[float] | None]:
        """The room-weeks of each place and month; None where the place has no limit.

        What a host with several places needs is taken from the first that has rooms, then from the next.
        """
        needed = dict(self._rooms)
        found: list[list[float] | None] = []
        for place in places:
            if place.rooms is None:
                found.append(None)
                continue
            left = []
            for month, rooms in enumerate(place.rooms):
                key = (place.unit_id or 0, month)
                whole = rooms * ROOM_WEEKS_A_MONTH
                taken = min(whole, needed.get(key, 0.0))
                needed[key] = needed.get(key, 0.0) - taken
                left.append(round(whole - taken, 3))
            found.append(left)
        return found

    def hours_left(self, staffs: Sequence[Staff], year: int, first_month: int) -> list[list[float]]:
        """The periods of each staff and month from ``first_month`` on; one more at the end has no limit."""
        rows = []
        for staff in staffs:
            hours = [0.0] * MONTHS
            for pool in staff.pools:
                groups = [group.pk for group in pool.groups.all()]
                for month in whole_months(pool.period, year):
                    taken = sum(self._hours.get((group, month), 0.0) for group in groups)
                    hours[month] += max(0.0, pool.hours[month] - taken)
            rows.append([round(each, 3) if month >= first_month else 0.0 for month, each in enumerate(hours)])
        return [*rows, [0.0] * first_month + [UNLIMITED_HOURS] * (MONTHS - first_month)]


@dataclass(frozen=True, slots=True)
class Engaged:
    """Who is taken by studies already: ``busy`` are (person, programme) pairs not to be planned for again.

    ``studying`` counts those in a class on the day; ``classes`` are the classes of the year each person is in, has
    completed, is put forward for or proposed for by a plan in force; ``full_time`` the months of it spent in those of
    them held full time.
    """

    busy: frozenset[tuple[int, int]]
    studying: int
    classes: Counter[int]
    full_time: dict[int, set[int]]


_Study = tuple[int, int, tuple[str, int] | None, list[int]]
"""Who studies which programme, in which class of the year, or under which line of it, and in which months full time.

None: in another year.
"""


def engaged_in(year: int) -> Engaged:
    """Whoever studies, is put forward under a plan of the year or the one before, or is proposed by one in force."""
    in_class = list(_in_class(year, EnrolmentState.STUDYING))
    studies = [*in_class, *_planned(year)]
    counted = [*studies, *_in_class(year, EnrolmentState.COMPLETED)]
    classes = {(person, one) for person, _programme, one, _months in counted if one is not None}
    full_time: dict[int, set[int]] = defaultdict(set)
    for person, _programme, _one, months in studies:
        full_time[person].update(months)
    return Engaged(
        frozenset((person, programme) for person, programme, _one, _months in studies),
        len(in_class),
        Counter(person for person, _one in classes),
        {person: months for person, months in full_time.items() if months},
    )


def _in_class(year: int, state: EnrolmentState) -> Iterator[_Study]:
    """Whoever studies, in any class; of other states those of classes of the year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    columns = ("person_id", "training_class_id", "training_class__programme_id", "training_class__line_id")
    days = ("training_class__start_on", "training_class__end_on", "training_class__mode")
    enrolments = Enrolment.objects.filter(state=state)
    if state is not EnrolmentState.STUDYING:
        enrolments = enrolments.filter(training_class__start_on__lte=last, training_class__end_on__gte=first)
    rows = enrolments.values_list(*columns, *days)
    for person, class_id, programme, line, start_on, end_on, mode in rows:
        is_in_year = start_on <= last and end_on >= first
        place = ("line", line) if line else ("class", class_id)
        is_away = is_in_year and mode == StudyMode.FULL_TIME
        months = months_between(max(start_on, first), min(end_on, last)) if is_away else []
        yield person, programme, place if is_in_year else None, months


def _planned(year: int) -> Iterator[_Study]:
    """Under lines in force: whoever is put forward and in no class yet, or proposed and not put forward."""
    in_force = VersionState.APPROVED
    sent = Nomination.objects.filter(
        state__in=LIVE_STATES,
        line__terms__version__state=in_force,
        line__terms__year__gte=year - 1,
        line__terms__programme__isnull=False,
        enrolment__isnull=True,
    ).values_list(
        "person_id",
        "line__terms__programme_id",
        "line_id",
        "line__terms__year",
        "line__terms__mode",
        "line__terms__first_month",
        "line__terms__last_month",
    )
    put = Nomination.objects.filter(line=OuterRef("terms__line"), person=OuterRef("person"))
    proposed = ProposedLearner.objects.filter(
        ~Exists(put),
        terms__version__state=in_force,
        terms__version__plan__closed_on__isnull=True,
        terms__year__gte=year,
        terms__programme__isnull=False,
    ).values_list(
        "person_id",
        "terms__programme_id",
        "terms__line_id",
        "terms__year",
        "terms__mode",
        "terms__first_month",
        "terms__last_month",
    )
    for person, programme, line, line_year, mode, first, last in [*sent, *proposed]:
        months: list[int] = []
        if line_year == year and mode == StudyMode.FULL_TIME and first and last:
            months = list(range(first - 1, last))
        yield person, programme, ("line", line) if line_year == year else None, months
