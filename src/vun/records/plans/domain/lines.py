"""What a line says in a version, and whose learners its are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vun.common.errors import Problem
from vun.records.standards.domain import Branch, StudyMode, StudyPlace


class TargetOrigin(StrEnum):
    """Who set the target: the centre's are kept apart from the province's own and a unit's own."""

    CENTRAL = "central"
    PROVINCE = "province"
    UNIT = "unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTerms:
    """What a line says in one version, without its money and quotas.

    Programme, months, mode and place are None while the details are not known yet. ``classes`` is 0 where people are
    sent to classes held by others. ``central_learners``: how many of them draw on the centre's quota; None: all.
    """

    year: int
    branch: Branch
    title: str
    classes: int
    learners: int
    programme_id: int | None = None
    audience_id: str | None = None
    audience_text: str = ""
    first_month: int | None = None
    last_month: int | None = None
    mode: StudyMode | None = None
    place: StudyPlace | None = None
    venue: str = ""
    host_id: int | None = None
    partner: str = ""
    origin: TargetOrigin = TargetOrigin.PROVINCE
    target_decision_id: int | None = None
    central_id: int | None = None
    central_learners: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class LineState:
    """A whole line in one version: its terms, đồng by source code, learners by unit id, the unit by proposed person id.

    Each in the order of its keys.
    """

    number: int
    terms: LineTerms
    budgets: tuple[tuple[str, int], ...] = ()
    quotas: tuple[tuple[int, int], ...] = ()
    proposed: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody to be sent under ``unit_id``'s quota; ``weight`` is what that is worth to the planner."""

    unit_id: int
    person_id: int
    weight: int = 0


MOST_LEARNERS = 1_000_000
MOST_CLASSES = 10_000
MOST_MONEY = 10**15
"""No line of any plan has more: a number beyond is a slip of the hand. Money in đồng."""


def check_terms(terms: LineTerms, *, first_year: int, last_year: int) -> None:
    """Return quietly, or raise Problem naming the field at fault.

    A line lies in one year of its plan, has learners or classes, and either both months in order or none.
    """
    if not terms.title.strip():
        raise Problem("plans.title_missing", field="title")
    if not first_year <= terms.year <= last_year:
        raise Problem(
            "plans.year_outside_plan",
            field="year",
            year=terms.year,
            first_year=first_year,
            last_year=last_year,
        )
    if terms.classes < 0 or terms.learners < 0 or terms.classes + terms.learners == 0:
        raise Problem("plans.no_learners", field="learners")
    check_at_most(terms.learners, MOST_LEARNERS, "learners")
    check_at_most(terms.classes, MOST_CLASSES, "classes")
    _check_months(terms.first_month, terms.last_month)


def check_at_most(number: int, most: int, field: str) -> None:
    """Return quietly, or raise Problem beside ``field``."""
    if number > most:
        raise Problem("plans.number_too_large", field=field, most=most)


def _check_months(first: int | None, last: int | None) -> None:
    if first is None and last is None:
        return
    if first is None or last is None:
        raise Problem("plans.one_month_missing", field="first_month" if first is None else "last_month")
    for field, month in (("first_month", first), ("last_month", last)):
        if not 1 <= month <= 12:
            raise Problem("plans.month_unknown", field=field, month=month)
    if last < first:
        raise Problem("plans.months_out_of_order", field="last_month", first=first, last=last)
