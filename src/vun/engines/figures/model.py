"""Figures as a report states them, the relations between them, and what checking one says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from decimal import Context, Decimal, Inexact
from enum import StrEnum

Value = Decimal | None
# Wide enough that no sum or product of figures is ever rounded; should one be, that is told and not passed over.
EXACT = Context(prec=20_000, traps=[Inexact])


class Qualifier(StrEnum):
    """How exactly a report states a figure."""

    EXACT = "exact"
    OVER = "over"
    AT_LEAST = "at_least"
    UNDER = "under"
    ABOUT = "about"


class RelationType(StrEnum):
    """How figures hang together."""

    SUM = "sum"
    RATIO = "ratio"
    DIFFERENCE = "difference"
    PRODUCT = "product"
    SUBSET = "subset"
    IMPLIED_SUM = "implied_sum"
    IMPLIED_RATIO = "implied_ratio"
    RANGE = "range"
    EQUAL = "equal"
    ORDER = "order"


class Status(StrEnum):
    """What checking a relation comes to."""

    RECONCILES = "reconciles"
    CONSISTENT = "consistent_with_qualifiers"
    PARTIAL = "partial_list"
    TRUNCATED = "truncated_not_rounded"
    IMPLIED = "implied_not_stated"
    MISMATCH = "mismatch"

    @property
    def is_fault(self) -> bool:
        """Whether what is stated does not hold as stated."""
        return self in (Status.MISMATCH, Status.TRUNCATED)


def place_value(value: Decimal) -> Decimal:
    """The place of the last digit that is not zero: 1500 → 100, 50.4 → 0.1; of zero 1."""
    if not value:
        return Decimal(1)
    _, digits, exponent = value.as_tuple()
    noughts = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return Decimal(1).scaleb(int(exponent) + noughts)


def interval(value: Decimal, qualifier: Qualifier) -> tuple[Decimal, Decimal]:
    """The lowest and highest true value that the words allow; "trên 1.500" lies between 1.500 and 1.600."""
    grain = place_value(value)
    return {
        Qualifier.EXACT: (value, value),
        Qualifier.OVER: (value, EXACT.add(value, grain)),
        Qualifier.AT_LEAST: (value, EXACT.add(value, grain)),
        Qualifier.UNDER: (EXACT.subtract(value, grain), value),
        Qualifier.ABOUT: (EXACT.subtract(value, grain / 2), EXACT.add(value, grain / 2)),
    }[qualifier]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as printed. ``is_stated`` is false for a total that the report leaves to its reader."""

    id: str
    value: Decimal
    unit: str
    qualifier: Qualifier = Qualifier.EXACT
    label: str = ""
    label_english: str = ""
    raw: str = ""
    period: str = ""
    measure: str = ""
    note: str = ""
    is_stated: bool = True
    parts: tuple[Figure, ...] = ()

    @property
    def low(self) -> Decimal:
        return interval(self.value, self.qualifier)[0]

    @property
    def high(self) -> Decimal:
        return interval(self.value, self.qualifier)[1]

    @property
    def is_exact(self) -> bool:
        return self.qualifier is Qualifier.EXACT

    @property
    def decimals(self) -> int:
        """How many digits stand behind the decimal sign, as printed."""
        return max(-int(self.value.as_tuple().exponent), 0)

    def contains(self, value: Decimal) -> bool:
        """Whether the words allow this value."""
        return self.low <= value <= self.high

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Figure]]:
        """This figure and all below it, each with its depth, wholes before parts."""
        yield depth, self
        for part in self.parts:
            yield from part.walk(depth + 1)


@dataclass(frozen=True, slots=True)
class Sum:
    """Parts that make up a total; with ``is_complete`` false, only some of them are listed."""

    id: str
    total: str
    parts: tuple[str, ...]
    is_complete: bool = True
    type: RelationType = field(default=RelationType.SUM, init=False)


@dataclass(frozen=True, slots=True)
class Ratio:
    """``num / den × scale``, stated with ``decimals`` digits (None: those of the stated figure)."""

    id: str
    num: str
    den: str
    stated: str
    scale: Decimal = Decimal(100)
    decimals: int | None = None
    type: RelationType = field(default=RelationType.RATIO, init=False)


@dataclass(frozen=True, slots=True)
class Difference:
    """``a − b``, stated or not."""

    id: str
    a: str
    b: str
    stated: str | None = None
    type: RelationType = field(default=RelationType.DIFFERENCE, init=False)


@dataclass(frozen=True, slots=True)
class Product:
    """Factors multiplied, stated or not."""

    id: str
    factors: tuple[str, ...]
    stated: str | None = None
    type: RelationType = field(default=RelationType.PRODUCT, init=False)


@dataclass(frozen=True, slots=True)
class Subset:
    """A part of a whole that need not be the only part."""

    id: str
    whole: str
    part: str
    type: RelationType = field(default=RelationType.SUBSET, init=False)


@dataclass(frozen=True, slots=True)
class ImpliedSum:
    """A sum that the report leaves to its reader."""

    id: str
    parts: tuple[str, ...]
    type: RelationType = field(default=RelationType.IMPLIED_SUM, init=False)


@dataclass(frozen=True, slots=True)
class ImpliedRatio:
    """A ratio that the report leaves to its reader."""

    id: str
    num: str
    den: str
    scale: Decimal = Decimal(100)
    type: RelationType = field(default=RelationType.IMPLIED_RATIO, init=False)


@dataclass(frozen=True, slots=True)
class Range:
    """Two ends of a range, such as "15-20 %"."""

    id: str
    low: str
    high: str
    type: RelationType = field(default=RelationType.RANGE, init=False)


@dataclass(frozen=True, slots=True)
class Equal:
    """One number stated in several places."""

    id: str
    ids: tuple[str, ...]
    type: RelationType = field(default=RelationType.EQUAL, init=False)


@dataclass(frozen=True, slots=True)
class Order:
    """Figures that never go down."""

    id: str
    ids: tuple[str, ...]
    type: RelationType = field(default=RelationType.ORDER, init=False)


Relation = Sum | Ratio | Difference | Product | Subset | ImpliedSum | ImpliedRatio | Range | Equal | Order


def references(relation: Relation) -> tuple[str, ...]:
    """The ids of the figures that the relation binds, in the order of its fields."""
    found: list[str] = []
    for one in fields(relation):
        value = getattr(relation, one.name)
        if isinstance(value, tuple):
            found += value
        elif isinstance(value, str) and one.name not in ("id", "type"):
            found.append(value)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Statement:
    """The figures of one report with what binds them. ``facts`` are the other texts of its file, such as its source."""

    case: str
    figures: tuple[Figure, ...]
    relations: tuple[Relation, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)

    def walk(self) -> Iterator[tuple[int, Figure]]:
        """Every figure with its depth, wholes before parts."""
        for figure in self.figures:
            yield from figure.walk()

    @property
    def by_id(self) -> dict[str, Figure]:
        return {figure.id: figure for _, figure in self.walk()}


@dataclass(frozen=True, slots=True)
class Check:
    """What came of checking a relation: ``values`` by the name each has in the published form, in its order."""

    relation: str
    type: RelationType
    status: Status
    values: Mapping[str, Value | tuple[Decimal, ...]]
