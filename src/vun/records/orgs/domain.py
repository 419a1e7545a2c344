"""Levels, blocks and zones of units, and the ancestry of a unit over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vun.common.errors import Problem
from vun.common.period import Period


class UnitLevel(StrEnum):
    """Levels of government. Districts end on 1 July 2025; their past stays."""

    CENTRAL = "central"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Block(StrEnum):
    """Khối: who leads the unit, and so whose plan its people are in."""

    PARTY = "party"
    STATE = "state"
    FRONT = "front"
    SERVICE = "service"


class Zone(StrEnum):
    """Khu vực I, II, III: how difficult the place is."""

    I = "I"  # noqa: E741 - the Roman numeral the law writes
    II = "II"
    III = "III"


class ChangeKind(StrEnum):
    """What a decision does to units."""

    ESTABLISHED = "established"
    RENAMED = "renamed"
    MOVED = "moved"
    MERGED = "merged"
    SPLIT = "split"
    DISSOLVED = "dissolved"
    RECLASSIFIED = "reclassified"


@dataclass(frozen=True, slots=True)
class Place:
    """What kind of place a unit is: what standards, norms and counts ask of it beside its name."""

    level: UnitLevel
    block: Block
    zone: Zone | None = None


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit as a decision establishes it. Only the root of the tree has no parent."""

    code: str
    name: str
    level: UnitLevel
    block: Block
    parent_id: int | None = None
    short_name: str = ""
    zone: Zone | None = None


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit of a bulk load as it is on its first day.

    ``parent`` and ``successors`` are codes, the main successor first.
    """

    code: str
    name: str
    level: UnitLevel
    block: Block
    start_on: date
    end_on: date | None = None
    parent: str | None = None
    short_name: str = ""
    zone: Zone | None = None
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change of a bulk load. ``units`` are the codes it happens to, ``into`` of those that come out of it.

    A renaming gives ``name`` (and ``short_name``), a move the code of the new ``parent``; the level, block and zone of
    a row are those of all its days.
    """

    kind: ChangeKind
    on: date
    units: tuple[str, ...] = ()
    into: tuple[str, ...] = ()
    name: str = ""
    short_name: str = ""
    parent: str | None = None
    decision_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ParentSpan:
    """``unit_id`` hangs under ``parent_id`` (None: under nothing) on the days of ``period``."""

    unit_id: int
    parent_id: int | None
    period: Period


@dataclass(frozen=True, slots=True)
class AncestorSpan:
    """``ancestor_id`` stands ``depth`` steps above ``unit_id`` on the days of ``period``; 0 is the unit itself."""

    unit_id: int
    ancestor_id: int
    depth: int
    period: Period


def ancestry(spans: Iterable[ParentSpan], of: Collection[int] | None = None) -> list[AncestorSpan]:
    """Every ancestor of every unit (or only of those in ``of``), each over the longest periods it stands there.

    Says for any day what climbing from parent to parent on that day says. The spans of one unit do not overlap.
    Raises Problem ``orgs.cycle`` when on some day a unit would stand above itself.
    """
    spans_of: dict[int, list[ParentSpan]] = defaultdict(list)
    for span in spans:
        spans_of[span.unit_id].append(span)
    result: list[AncestorSpan] = []
    for unit_id in spans_of if of is None else of:
        periods: dict[tuple[int, int], list[Period]] = defaultdict(list)
        for span in spans_of.get(unit_id, ()):
            periods[unit_id, 0].append(span.period)
            for ancestor_id, depth, period in _climb(span, spans_of, (unit_id,)):
                periods[ancestor_id, depth].append(period)
        for (ancestor_id, depth), pieces in periods.items():
            result += [AncestorSpan(unit_id, ancestor_id, depth, period) for period in _joined(pieces)]
    return result


def _climb(
    span: ParentSpan, spans_of: dict[int, list[ParentSpan]], path: tuple[int, ...]
) -> Iterator[tuple[int, int, Period]]:
    if span.parent_id is None:
        return
    if span.parent_id in path:
        raise Problem("orgs.cycle", field="parent", on=span.period.start)
    yield span.parent_id, len(path), span.period
    for above in spans_of.get(span.parent_id, ()):
        common = above.period.intersection(span.period)
        if common is not None:
            higher = ParentSpan(above.unit_id, above.parent_id, common)
            yield from _climb(higher, spans_of, (*path, span.parent_id))


def _joined(periods: list[Period]) -> list[Period]:
    """The same days in as few periods as possible."""
    joined: list[Period] = []
    for period in sorted(periods, key=lambda each: each.start):
        if joined and joined[-1].end == period.start:
            joined[-1] = Period(joined[-1].start, period.end)
        else:
            joined.append(period)
    return joined
