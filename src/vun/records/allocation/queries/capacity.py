"""What rooms and lecturers have left in a year beside the classes that are planned or run already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from vun.records.allocation.domain import MONTHS, ROOM_WEEKS_A_MONTH, room_weeks
from vun.records.allocation.models import LecturerPool
from vun.records.allocation.queries.ground import Place
from vun.records.delivery.domain import ClassState
from vun.records.delivery.models import TrainingClass
from vun.records.standards.domain import StudyMode

UNLIMITED_HOURS = 1_000_000.0


class Used:
    """Room-weeks by host and month, lecturers' periods by programme group and month, of classes of the year.

    A class that began earlier or ends later counts with the months that lie in the year. One query.
    """

    def __init__(self, year: int) -> None:
        first, last = date(year, 1, 1), date(year, 12, 31)
        self._rooms: dict[tuple[int, int], float] = defaultdict(float)
        self._hours: dict[tuple[str, int], float] = defaultdict(float)
        running = TrainingClass.objects.filter(start_on__lte=last, end_on__gte=first)
        running = running.exclude(state__in=[ClassState.CANCELLED, ClassState.FINISHED])
        self.classes = 0
        for one in running.select_related("programme").order_by("pk"):
            self.classes += 1
            whole = len(_months_between(one.start_on, one.end_on))
            weeks = room_weeks(one.programme.duration_days, StudyMode(one.mode)) / whole
            periods = (one.programme.theory_periods + one.programme.practice_periods) / whole
            for month in _months_between(max(one.start_on, first), min(one.end_on, last)):
                self._rooms[one.host_id, month] += weeks
                self._hours[one.programme.group_id, month] += periods

    def rooms_left(self, place: Place) -> list[float] | None:
        """The room-weeks of each month; None where the place has no limit."""
        if place.rooms is None:
            return None
        return [
            round(max(0.0, rooms * ROOM_WEEKS_A_MONTH - self._rooms.get((place.unit_id or 0, month), 0.0)), 3)
            for month, rooms in enumerate(place.rooms)
        ]

    def hours_left(self, pools: Sequence[LecturerPool]) -> list[list[float]]:
        """The periods of each pool and month; one more pool at the end has no limit."""
        rows = []
        for pool in pools:
            groups = [group.pk for group in pool.groups.all()]
            taken = [sum(self._hours.get((group, month), 0.0) for group in groups) for month in range(MONTHS)]
            rows.append([round(max(0.0, free - taken[month]), 3) for month, free in enumerate(pool.hours)])
        return [*rows, [UNLIMITED_HOURS] * MONTHS]


def _months_between(start: date, end: date) -> list[int]:
    """The months, 0 to 11, of the days from ``start`` to ``end`` inclusive; of several years each month again."""
    found, day = [], start.replace(day=1)
    while day <= end:
        found.append(day.month - 1)
        day = (day + timedelta(days=32)).replace(day=1)
    return found
