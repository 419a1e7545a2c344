"""A statement read from plain data: from a file of the published form, or as somebody entered it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from vun.common.errors import Problem
from vun.engines.figures.loading import Mapped, load
from vun.engines.figures.model import (
    Difference,
    Equal,
    Figure,
    ImpliedRatio,
    ImpliedSum,
    Order,
    Product,
    Qualifier,
    Range,
    Ratio,
    Relation,
    RelationType,
    Statement,
    Subset,
    Sum,
)

Choice = TypeVar("Choice", bound=StrEnum)
# Beyond any report; what lies within is reckoned with to its last digit.
_LARGEST, _MOST_DECIMALS = Decimal(10) ** 40, 40
_DEEPEST = 20
_LONGEST_TOLD = 60
_FACTS = ("title", "source", "outlet", "author", "page_date", "place", "level", "period", "kind")


def read_file(content: bytes, name: str) -> Statement:
    """The statement in a YAML file of the published form; ``name`` stands before the place of a mistake.

    ``checks``, ``check_summary`` and ``figure_count`` are not looked at. Raises Problem for the first mistake:
    ``figures.not_yaml``, ``.missing``, ``.not_a_number``, ``.wrong_type``, ``.repeated_id``, ``.unknown_id``,
    ``.unknown_word``, ``.zero_denominator``.
    """
    return read_data(load(content, name), name)


def read_data(data: object, name: str) -> Statement:
    """The same from data already in memory: mappings, lists, texts and decimals."""
    top = _Place(name, "", data).mapping()
    seen: set[str] = set()
    figures = tuple(_figure(place, 0, seen) for place in top.items("figures"))
    statement = Statement(top.text("case"), figures, (), _facts(top))
    known = frozenset(seen)
    places = list(top.items("relations"))
    relations = tuple(_relation(place, known) for place in places)
    ids: set[str] = set()
    for place in places:
        _take(place.mapping(), ids)
    figures_by_id = statement.by_id
    for place, relation in zip(places, relations, strict=True):
        _refuse_nothing_below(place, relation, figures_by_id)
    return Statement(statement.case, figures, relations, statement.facts)


@dataclass(frozen=True, slots=True)
class _Place:
    """A value with where it stands: ``file:12: figures[0].parts[1].value``."""

    file: str
    path: str
    value: Any
    line: int = 0

    def __str__(self) -> str:
        line = f":{self.line}" if self.line else ""
        return f"{self.file}{line}: {self.path}" if self.path else f"{self.file}{line}"

    def refuse(self, code: str, **params: str | int | Decimal) -> NoReturn:
        raise Problem(f"figures.{code}", field=None, place=str(self), **params)

    def mapping(self) -> _Place:
        if not isinstance(self.value, Mapping):
            self.refuse("wrong_type", wanted="{…}")
        line = self.value.line if isinstance(self.value, Mapped) else self.line
        return _Place(self.file, self.path, self.value, line)

    def key(self, name: str) -> _Place:
        """What stands under a key. Raises Problem("figures.missing") when nothing does."""
        path = f"{self.path}.{name}" if self.path else name
        line = self.value.lines.get(name, self.line) if isinstance(self.value, Mapped) else self.line
        place = _Place(self.file, path, self.value.get(name), line)
        if place.value is None:
            place.refuse("missing")
        return place

    def has(self, name: str) -> bool:
        return self.value.get(name) is not None

    def items(self, name: str) -> Iterator[_Place]:
        place = self.key(name)
        if not isinstance(place.value, list | tuple):
            place.refuse("wrong_type", wanted="[…]")
        for number, value in enumerate(place.value):
            yield _Place(self.file, f"{place.path}[{number}]", value, place.line)

    def text(self, name: str) -> str:
        place = self.key(name)
        if not isinstance(place.value, str) or not place.value.strip():
            place.refuse("wrong_type", wanted="“…”")
        return place.value

    def optional_text(self, name: str) -> str:
        """A text, or a number as it is written; nothing when there is none, or something that is neither."""
        value = self.value.get(name)
        return str(value) if isinstance(value, str | Decimal) else ""

    def number(self, name: str) -> Decimal:
        place = self.key(name)
        value = place.value
        if isinstance(value, int) and not isinstance(value, bool):
            value = Decimal(value)
        if not isinstance(value, Decimal) or not value.is_finite():
            place.refuse("not_a_number", value=_told(place.value))
        if abs(value) >= _LARGEST or -int(value.as_tuple().exponent) > _MOST_DECIMALS:
            place.refuse("number_beyond_reason", value=_told(place.value))
        return value

    def word(self, name: str, choices: type[Choice]) -> Choice:
        place = self.key(name)
        known = {member.value: member for member in choices}
        if not isinstance(place.value, str) or place.value not in known:
            place.refuse("unknown_word", value=_told(place.value), words=", ".join(known))
        return known[place.value]

    def flag(self, name: str, default: bool) -> bool:
        if not self.has(name):
            return default
        place = self.key(name)
        if not isinstance(place.value, bool):
            place.refuse("wrong_type", wanted="true / false")
        return place.value


def _told(value: object) -> str:
    """A value as a message names it: the beginning of what is long, and no list, which may hold itself many times."""
    if isinstance(value, list | tuple | Mapping):
        return "{…}" if isinstance(value, Mapping) else "[…]"
    text = str(value)
    return text if len(text) <= _LONGEST_TOLD else f"{text[:_LONGEST_TOLD]}…"


def _facts(top: _Place) -> dict[str, str]:
    return {name: text for name in _FACTS if (text := top.optional_text(name))}


def _figure(place: _Place, depth: int, seen: set[str]) -> Figure:
    """``seen``: the ids of all figures before. A repeated one is refused at once: what stands below it may, by YAML's
    aliases, be more than any memory holds."""
    here = place.mapping()
    if depth > _DEEPEST:
        here.refuse("too_deep")
    return Figure(
        id=_take(here, seen),
        value=here.number("value"),
        unit=here.text("unit"),
        qualifier=here.word("qualifier", Qualifier),
        label=here.text("vi"),
        label_english=here.optional_text("en"),
        raw=here.optional_text("raw"),
        period=here.optional_text("period"),
        measure=here.optional_text("measure"),
        note=here.optional_text("note"),
        is_stated=here.flag("stated", default=True),
        parts=tuple(_figure(part, depth + 1, seen) for part in here.items("parts"))
        if here.has("parts")
        else (),
    )


def _take(here: _Place, seen: set[str]) -> str:
    """The id, which nothing before may have."""
    own = here.text("id")
    if own in seen:
        here.key("id").refuse("repeated_id", id=own)
    seen.add(own)
    return own


def _relation(place: _Place, known: frozenset[str]) -> Relation:
    here = place.mapping()
    own = here.text("id")
    return _READERS[here.word("type", RelationType)](own, here, known)


def _one(here: _Place, name: str, known: frozenset[str]) -> str:
    return _known(here.key(name), known)


def _maybe(here: _Place, name: str, known: frozenset[str]) -> str | None:
    return _one(here, name, known) if here.has(name) else None


def _several(here: _Place, name: str, known: frozenset[str]) -> tuple[str, ...]:
    found = tuple(_known(place, known) for place in here.items(name))
    if not found:
        here.key(name).refuse("missing")
    return found


def _known(place: _Place, known: frozenset[str]) -> str:
    if not isinstance(place.value, str) or place.value not in known:
        place.refuse("unknown_id", id=_told(place.value))
    return place.value


def _scale(here: _Place) -> Decimal:
    return here.number("scale") if here.has("scale") else Decimal(100)


def _decimals(here: _Place) -> int | None:
    if not here.has("decimals"):
        return None
    number = here.number("decimals")
    if number != int(number) or not 0 <= number <= _MOST_DECIMALS:
        here.key("decimals").refuse("not_a_number_of_decimals", value=str(number), most=_MOST_DECIMALS)
    return int(number)


def _ratio(own: str, here: _Place, known: frozenset[str]) -> Ratio:
    return Ratio(
        own,
        _one(here, "num", known),
        _one(here, "den", known),
        _one(here, "stated", known),
        _scale(here),
        _decimals(here),
    )


_READERS: Mapping[RelationType, Callable[[str, _Place, frozenset[str]], Relation]] = {
    RelationType.SUM: lambda own, here, known: Sum(
        own, _one(here, "total", known), _several(here, "parts", known), here.flag("complete", default=True)
    ),
    RelationType.RATIO: _ratio,
    RelationType.DIFFERENCE: lambda own, here, known: Difference(
        own, _one(here, "a", known), _one(here, "b", known), _maybe(here, "stated", known)
    ),
    RelationType.PRODUCT: lambda own, here, known: Product(
        own, _several(here, "factors", known), _maybe(here, "stated", known)
    ),
    RelationType.SUBSET: lambda own, here, known: Subset(
        own, _one(here, "whole", known), _one(here, "part", known)
    ),
    RelationType.IMPLIED_SUM: lambda own, here, known: ImpliedSum(own, _several(here, "parts", known)),
    RelationType.IMPLIED_RATIO: lambda own, here, known: ImpliedRatio(
        own, _one(here, "num", known), _one(here, "den", known), _scale(here)
    ),
    RelationType.RANGE: lambda own, here, known: Range(
        own, _one(here, "low", known), _one(here, "high", known)
    ),
    RelationType.EQUAL: lambda own, here, known: Equal(own, _several(here, "ids", known)),
    RelationType.ORDER: lambda own, here, known: Order(own, _several(here, "ids", known)),
}
# What each relation divides by.
_DIVISORS = {RelationType.RATIO: "den", RelationType.IMPLIED_RATIO: "den", RelationType.SUBSET: "whole"}


def _refuse_nothing_below(place: _Place, relation: Relation, figures: Mapping[str, Figure]) -> None:
    name = _DIVISORS.get(relation.type)
    if name is None:
        return
    divisor: str = getattr(relation, name)
    if not figures[divisor].value:
        place.mapping().key(name).refuse("zero_denominator", id=divisor)
