"""What a plan says and how it may change: states, terms, quotas, totals, differences. Needs no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TypeVar

from vun.common.errors import Problem
from vun.records.standards.domain import Branch, StudyMode, StudyPlace


class VersionState(StrEnum):
    """A version is drafted, submitted, returned or approved; an approved one is superseded by the next."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"


TRANSITIONS: Mapping[VersionState, frozenset[VersionState]] = {
    VersionState.DRAFT: frozenset({VersionState.SUBMITTED, VersionState.CANCELLED}),
    VersionState.RETURNED: frozenset({VersionState.SUBMITTED, VersionState.CANCELLED}),
    VersionState.SUBMITTED: frozenset({VersionState.APPROVED, VersionState.RETURNED, VersionState.DRAFT}),
    VersionState.APPROVED: frozenset({VersionState.SUPERSEDED}),
    VersionState.SUPERSEDED: frozenset(),
    VersionState.CANCELLED: frozenset(),
}
"""The states a version may go to from each state."""

EDITABLE_STATES = frozenset({VersionState.DRAFT, VersionState.RETURNED})
OPEN_STATES = EDITABLE_STATES | {VersionState.SUBMITTED}
PUBLISHED_STATES = frozenset({VersionState.APPROVED, VersionState.SUPERSEDED})
"""What units other than the plan's own may read."""


def states_before(target: VersionState) -> frozenset[VersionState]:
    """The states from which ``target`` can be reached in one step."""
    return frozenset(state for state, following in TRANSITIONS.items() if target in following)


class TargetOrigin(StrEnum):
    """Who set the target: the centre's are kept apart from the province's own and a unit's own."""

    CENTRAL = "central"
    PROVINCE = "province"
    UNIT = "unit"


class MoveKind(StrEnum):
    """How places of a line came from one unit to another."""

    GIVEN = "given"
    """Given by the plan's unit, by the decision that approved the version."""
    CUT = "cut"
    """Taken away by such a decision."""
    ADDED = "added"
    """Given out of what the line has not given to any unit yet, without a new version."""
    PASSED_ON = "passed_on"
    """Passed on by a unit to one below it."""
    TAKEN_BACK = "taken_back"
    """Taken back by the unit that passed them on."""
    LENT = "lent"
    """Lent back by a unit that cannot use them."""
    GIVEN_AGAIN = "given_again"
    """Given to another unit after they were lent back."""


MOST_LEVELS = 5
"""A quota is passed on through no more levels than units have: province, unit, two below, and one to spare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTerms:
    """What a line says in one version, without its money and quotas.

    Programme, months, mode and place are None while the details are not known yet. ``classes`` is 0 where people are
    sent to classes held by others.
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
    note: str = ""


@dataclass(frozen=True, slots=True)
class LineState:
    """A whole line in one version: its terms, đồng by source code, learners by unit id (both in key order)."""

    number: int
    terms: LineTerms
    budgets: tuple[tuple[str, int], ...] = ()
    quotas: tuple[tuple[int, int], ...] = ()


class QuotaGridProblem(Problem):
    """Some lines of a grid of quotas do not hold; ``by_line`` tells what is wrong by id of the line's terms."""

    def __init__(self, by_line: Mapping[int, Problem]) -> None:
        super().__init__("plans.quota_grid", lines=len(by_line))
        self.by_line = by_line


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


def check_quotas(learners: int, quotas: Mapping[int, int]) -> None:
    """Return quietly, or raise Problem: the quotas, by unit id, never exceed the learners of the line."""
    for learners_of_unit in quotas.values():
        check_at_most(learners_of_unit, MOST_LEARNERS, "quotas")
    allotted = sum(quotas.values())
    if allotted > learners:
        raise Problem(
            "plans.quotas_exceed_line",
            field="quotas",
            allotted=allotted,
            learners=learners,
            excess=allotted - learners,
        )


Key = TypeVar("Key", int, str)


def spread(total: int, weights: Mapping[Key, int], floors: Mapping[Key, int] | None = None) -> dict[Key, int]:
    """``total`` places over the keys in proportion to their weights, by largest remainders.

    Guarantees: the shares add up to ``total``, none lies below its floor, and where no floor binds each lies within
    one of its exact proportion. Of equal remainders the smaller key comes first, so that the same question always
    has the same answer. Where all weights are 0 the keys count alike. Raises Problem when there is nobody to give
    to, or the floors alone are more than ``total``.
    """
    floors = floors or {}
    keys = sorted(weights.keys() | floors.keys())
    if not keys:
        raise Problem("plans.nobody_to_spread_over", field="quotas")
    needed = sum(floors.values())
    if needed > total:
        raise Problem("plans.floors_exceed_line", field="quotas", floors=needed, learners=total)
    free, bound = set(keys), dict[Key, int]()
    while True:
        left = total - sum(bound.values())
        shares = _largest_remainders(left, {key: weights.get(key, 0) for key in sorted(free)})
        short = {key for key, share in shares.items() if share < floors.get(key, 0)}
        if not short:
            return {key: bound.get(key, shares.get(key, 0)) for key in keys}
        bound |= {key: floors[key] for key in short}
        free -= short


def _largest_remainders(total: int, weights: Mapping[Key, int]) -> dict[Key, int]:
    sum_of_weights = sum(weights.values())
    if not sum_of_weights:
        weights, sum_of_weights = dict.fromkeys(weights, 1), len(weights)
    shares = {key: total * weight // sum_of_weights for key, weight in weights.items()}
    by_remainder = sorted(weights, key=lambda key: (-(total * weights[key] % sum_of_weights), key))
    for key in by_remainder[: total - sum(shares.values())]:
        shares[key] += 1
    return shares


class DifferenceKind(StrEnum):
    """What happened to a line between two versions."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value of a line that differs.

    ``field`` is a field of LineTerms, or ``"budget"``/``"quota"`` with the source code or unit id as ``key``; None
    stands for no row.
    """

    field: str
    before: object
    after: object
    key: str | int | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """What two versions say differently about one line."""

    number: int
    kind: DifferenceKind
    before: LineState | None
    after: LineState | None
    changes: tuple[FieldChange, ...] = ()


def differences(before: Iterable[LineState], after: Iterable[LineState]) -> list[Difference]:
    """Every line added, removed or changed (field by field) from one version to the other, by line number."""
    old = {line.number: line for line in before}
    new = {line.number: line for line in after}
    found = []
    for number in sorted(old.keys() | new.keys()):
        was, now = old.get(number), new.get(number)
        if was is None:
            found.append(Difference(number, DifferenceKind.ADDED, None, now))
        elif now is None:
            found.append(Difference(number, DifferenceKind.REMOVED, was, None))
        elif was != now:
            found.append(Difference(number, DifferenceKind.CHANGED, was, now, _changes(was, now)))
    return found


def _changes(was: LineState, now: LineState) -> tuple[FieldChange, ...]:
    changes = [
        FieldChange(field.name, getattr(was.terms, field.name), getattr(now.terms, field.name))
        for field in fields(LineTerms)
        if getattr(was.terms, field.name) != getattr(now.terms, field.name)
    ]
    return (
        *changes,
        *_row_changes("budget", was.budgets, now.budgets),
        *_row_changes("quota", was.quotas, now.quotas),
    )


def _row_changes(
    field: str, was: Sequence[tuple[Key, int]], now: Sequence[tuple[Key, int]]
) -> list[FieldChange]:
    old, new = dict(was), dict(now)
    return [
        FieldChange(field, old.get(key), new.get(key), key)
        for key in sorted(old.keys() | new.keys())
        if old.get(key) != new.get(key)
    ]


@dataclass(frozen=True, slots=True)
class Sum:
    """What some lines come to; ``budget`` in đồng."""

    lines: int = 0
    classes: int = 0
    learners: int = 0
    budget: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(
            self.lines + other.lines,
            self.classes + other.classes,
            self.learners + other.learners,
            self.budget + other.budget,
        )


@dataclass(frozen=True, slots=True)
class Totals:
    """A plan's sums. Each of the four divisions adds up to ``whole``; so does the money by source."""

    whole: Sum
    by_branch: Mapping[Branch, Sum]
    by_year: Mapping[int, Sum]
    by_origin: Mapping[TargetOrigin, Sum]
    by_block: Mapping[str, Sum]
    by_source: Mapping[str, int]


def totals(lines: Iterable[tuple[str, LineState]]) -> Totals:
    """The sums of lines given with the block of their plan ("" where a plan is for all blocks)."""
    whole = Sum()
    by_branch: dict[Branch, Sum] = {}
    by_year: dict[int, Sum] = {}
    by_origin: dict[TargetOrigin, Sum] = {}
    by_block: dict[str, Sum] = {}
    by_source: dict[str, int] = {}
    for block, line in lines:
        terms = line.terms
        one = Sum(1, terms.classes, terms.learners, sum(amount for _, amount in line.budgets))
        whole += one
        by_branch[terms.branch] = by_branch.get(terms.branch, Sum()) + one
        by_year[terms.year] = by_year.get(terms.year, Sum()) + one
        by_origin[terms.origin] = by_origin.get(terms.origin, Sum()) + one
        by_block[block] = by_block.get(block, Sum()) + one
        for source, amount in line.budgets:
            by_source[source] = by_source.get(source, 0) + amount
    return Totals(whole, by_branch, by_year, by_origin, by_block, by_source)
