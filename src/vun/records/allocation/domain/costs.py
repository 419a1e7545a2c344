"""What one class and one learner cost by the norms, in đồng."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vun.records.funding.domain import CourseSize, Norm, estimate
from vun.records.standards.domain import StudyMode

LECTURER_TIER = "lecturer.tier5"
"""The fee taken for every session: that of the provincial school's own lecturers."""

MEALS, ROOM = "learner.meals", "travel.room"
NEEDED_NORMS = (LECTURER_TIER, MEALS, ROOM)
ROOM_SHARED_BY = 2
_PART_TIME_SHARE = 0.4
_WEEKS_A_JOURNEY = {StudyMode.FULL_TIME: 4, StudyMode.PART_TIME: 2}


@dataclass(frozen=True, slots=True)
class Way:
    """How far learners come, from where they are put up, and what a kilometre costs (there, in đồng)."""

    km: int
    far_from_km: int
    km_cost: int


class Costing:
    """The norms of one day, asked for classes and learners."""

    def __init__(self, norms: Iterable[Norm]) -> None:
        self._norms = list(norms)
        self._by_code = {norm.code: norm.amount for norm in self._norms}

    @property
    def missing(self) -> list[str]:
        """The codes needed of which there is no norm; they count as nothing."""
        return [code for code in NEEDED_NORMS if code not in self._by_code]

    @property
    def unverified(self) -> int:
        """How many of the norms nobody has compared with their text."""
        return sum(not norm.is_verified for norm in self._norms)

    def of_class(self, days: int, periods: int) -> int:
        """What a class costs before anybody comes: lecturers, opening."""
        size = CourseSize(classes=1, learners=0, days=days, periods=periods)
        return estimate(size, self._norms, lecturer_tier=LECTURER_TIER).total

    def of_learner(self, days: int, mode: StudyMode, way: Way) -> int:
        """What one learner costs: materials, and unless online meals, a shared room when far, and journeys."""
        size = CourseSize(classes=0, learners=1, days=days, periods=0)
        own = estimate(size, self._norms, lecturer_tier=LECTURER_TIER).total
        if mode is StudyMode.ONLINE:
            return own
        is_far = way.km > way.far_from_km
        a_day = self._by_code.get(MEALS, 0) + is_far * self._by_code.get(ROOM, 0) // ROOM_SHARED_BY
        share = _PART_TIME_SHARE if mode is StudyMode.PART_TIME else 1
        weeks = -(-days // 5)
        journeys = max(1, weeks // _WEEKS_A_JOURNEY[mode])
        return own + round(a_day * days * share) + 2 * journeys * way.km * way.km_cost
