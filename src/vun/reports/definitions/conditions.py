"""Conditions on facts as values: an "or" of "and"s, so that overlaps and contradictions can be told before counting."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Value = str | int | bool
_MOST_CASES = 400


@dataclass(frozen=True, slots=True)
class OneOf:
    """Accepts the values listed or, with ``is_all_but``, every other."""

    values: frozenset[Value]
    is_all_but: bool = False

    def accepts(self, value: Any) -> bool:
        """``value`` may be a tuple, as units are with all above them: then one of it is enough."""
        found = not self.values.isdisjoint(value) if isinstance(value, tuple) else value in self.values
        return found is not self.is_all_but

    def negated(self) -> tuple[Limit, ...]:
        return (OneOf(self.values, not self.is_all_but),)


@dataclass(frozen=True, slots=True)
class Between:
    """Accepts whole numbers from ``least`` to ``most``, both included; None: no bound."""

    least: int | None = None
    most: int | None = None

    def accepts(self, value: Any) -> bool:
        return (
            isinstance(value, int)
            and (self.least is None or value >= self.least)
            and (self.most is None or value <= self.most)
        )

    def negated(self) -> tuple[Limit, ...]:
        below = () if self.least is None else (Between(None, self.least - 1),)
        above = () if self.most is None else (Between(self.most + 1, None),)
        return below + above


Limit = OneOf | Between
Case = tuple[tuple[str, Limit], ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds for a fact when every limit of one of ``cases`` accepts the fact's value of its field.

    One empty case holds always; no case, never.
    """

    cases: tuple[Case, ...] = ((),)

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(field for case in self.cases for field, _ in case)

    def __and__(self, other: Condition) -> Condition:
        return Condition(tuple(one + two for one, two in itertools.product(self.cases, other.cases)))

    def __or__(self, other: Condition) -> Condition:
        return Condition(self.cases + other.cases)

    def __invert__(self) -> Condition:
        result = ALWAYS
        for case in self.cases:
            result &= Condition(tuple(((field, limit),) for field, own in case for limit in own.negated()))
            if len(result.cases) > _MOST_CASES:
                raise ValueError("the condition has too many cases")
        return result

    def holds(self, values: Mapping[str, Any]) -> bool:
        """Whether a fact with these values is counted."""
        return any(all(limit.accepts(values[field]) for field, limit in case) for case in self.cases)

    def can_hold(self, domains: Mapping[str, frozenset[Value]], *, nested: Iterable[str] = ()) -> bool:
        """Whether any fact at all may meet it.

        ``domains`` has all values of closed fields; what lies in two values of a ``nested`` field at once (a commune
        and its district) is not known here.
        """
        return any(_is_possible(case, domains, frozenset(nested)) for case in self.cases)


ALWAYS = Condition()
NEVER = Condition(())


def _is_possible(case: Case, domains: Mapping[str, frozenset[Value]], nested: frozenset[str]) -> bool:
    by_field: dict[str, list[Limit]] = defaultdict(list)
    for field, limit in case:
        by_field[field].append(limit)
    return all(
        field in nested or _have_common(limits, domains.get(field)) for field, limits in by_field.items()
    )


def _have_common(limits: Sequence[Limit], domain: frozenset[Value] | None) -> bool:
    listed = [limit.values for limit in limits if isinstance(limit, OneOf) and not limit.is_all_but]
    if domain is not None:
        listed.append(domain)
    if listed:
        return any(all(limit.accepts(value) for limit in limits) for value in frozenset.intersection(*listed))
    ranges = [limit for limit in limits if isinstance(limit, Between)]
    least = max((limit.least for limit in ranges if limit.least is not None), default=None)
    most = min((limit.most for limit in ranges if limit.most is not None), default=None)
    if least is None or most is None:
        return True
    excluded: set[Value] = set()
    for limit in limits:
        if isinstance(limit, OneOf):
            excluded |= limit.values
    return any(number not in excluded for number in range(least, most + 1))


class Matcher:
    """Says which of many conditions hold for a fact, in time that does not grow with their number."""

    def __init__(self, conditions: Sequence[Condition], fields: Sequence[str]) -> None:
        """``fields``: in this order facts give their values. Raises KeyError for a condition on any other."""
        position = {field: place for place, field in enumerate(fields)}
        self._owners: list[int] = []
        self._limits: list[list[tuple[int, Limit]]] = [[] for _ in fields]
        # What takes one list of values and is asked nothing else of its field is looked up by the value.
        self._listed: list[dict[Value, int]] = [{} for _ in fields]
        self._unlisted: list[int] = [0 for _ in fields]
        for owner, condition in enumerate(conditions):
            for case in condition.cases:
                self._owners.append(owner)
                self._take_in(1 << (len(self._owners) - 1), case, position)
        self._all = (1 << len(self._owners)) - 1
        self._masks: list[dict[Any, int]] = [{} for _ in fields]
        self._found: dict[int, tuple[int, ...]] = {}

    def _take_in(self, bit: int, case: Case, position: Mapping[str, int]) -> None:
        asked = Counter(field for field, _ in case)
        for field, limit in case:
            place = position[field]
            if asked[field] > 1 or not isinstance(limit, OneOf) or limit.is_all_but:
                self._limits[place].append((bit, limit))
                continue
            self._unlisted[place] |= bit
            listed = self._listed[place]
            for value in limit.values:
                listed[value] = listed.get(value, 0) | bit

    def matches(self, values: Sequence[Any]) -> tuple[int, ...]:
        """The places of the conditions that hold, in order."""
        mask = self._all
        for place, value in enumerate(values):
            known = self._masks[place]
            if (own := known.get(value)) is None:
                own = known[value] = self._mask(place, value)
            mask &= own
        if (found := self._found.get(mask)) is None:
            found = self._found[mask] = tuple(sorted({self._owners[number] for number in _bits(mask)}))
        return found

    def _mask(self, place: int, value: Any) -> int:
        mask = self._all & ~self._unlisted[place]
        for one in value if isinstance(value, tuple) else (value,):
            mask |= self._listed[place].get(one, 0)
        for bit, limit in self._limits[place]:
            if not limit.accepts(value):
                mask &= ~bit
        return mask


def _bits(mask: int) -> Iterator[int]:
    """The places of the bits that are set, the lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
