"""What a line of a plan should cost by the norms of a day. Money is integer đồng."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

PERIODS_A_SESSION = 4
"""Lecturer fees are set for a session of 4 periods (tiết); some provinces count 5."""


class Quantity(StrEnum):
    """What the amount of a norm is multiplied by."""

    SESSIONS = "sessions"
    LEARNERS = "learners"
    LEARNER_DAYS = "learner_days"
    DAYS = "days"
    CLASSES = "classes"


ESTIMATED_ITEMS: Mapping[str, Quantity] = {
    "learner.materials": Quantity.LEARNERS,
    "learner.certificate": Quantity.LEARNERS,
    "class.exam-paper": Quantity.LEARNERS,
    "learner.water": Quantity.LEARNER_DAYS,
    "class.opening": Quantity.CLASSES,
}
"""What every class costs beside its lecturers: the items of Circular 36/2018/TT-BTC that depend on its size alone."""

HALL = "class.hall"
LECTURER_TIERS = "lecturer.tier"
"""The codes of lecturer fees begin so, the highest tier first."""


@dataclass(frozen=True, slots=True)
class Norm:
    """A cost norm of one day: ``amount`` đồng for one ``unit_of_count``."""

    code: str
    name: str
    unit_of_count: str
    amount: int
    legal_basis: str
    is_verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseSize:
    """What an estimate is made of: classes in all, learners in all, days and periods of one class.

    ``needs_hall`` False: the school has a room of its own.
    """

    classes: int
    learners: int
    days: int
    periods: int
    needs_hall: bool = False


@dataclass(frozen=True, slots=True)
class EstimateItem:
    """One item of an estimate: ``amount`` is ``quantity`` times the norm."""

    norm: Norm
    quantity: int
    amount: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a course should cost; ``missing`` are codes without a norm on the day, which are left out."""

    items: tuple[EstimateItem, ...]
    missing: tuple[str, ...]

    @property
    def total(self) -> int:
        return sum(item.amount for item in self.items)


def sessions_of(periods: int) -> int:
    """The sessions that hold so many periods, the last one perhaps not full."""
    return -(-periods // PERIODS_A_SESSION)


def estimate(size: CourseSize, norms: Iterable[Norm], *, lecturer_tier: str) -> Estimate:
    """What the course costs by the norms: lecturers by session, learners by head and day, the class by day.

    ``lecturer_tier`` is the code of the fee every session is paid by. Each item keeps its norm and so its legal basis;
    items of no quantity are left out.
    """
    by_code = {norm.code: norm for norm in norms}
    class_days = size.classes * size.days
    quantities = {
        Quantity.SESSIONS: size.classes * sessions_of(size.periods),
        Quantity.LEARNERS: size.learners,
        Quantity.LEARNER_DAYS: size.learners * size.days,
        Quantity.DAYS: class_days,
        Quantity.CLASSES: size.classes,
    }
    wanted = {lecturer_tier: Quantity.SESSIONS, **ESTIMATED_ITEMS}
    if size.needs_hall:
        wanted[HALL] = Quantity.DAYS
    counted = {code: quantities[quantity] for code, quantity in wanted.items() if quantities[quantity]}
    return Estimate(
        tuple(
            EstimateItem(by_code[code], quantity, quantity * by_code[code].amount)
            for code, quantity in counted.items()
            if code in by_code
        ),
        tuple(code for code in counted if code not in by_code),
    )
