"""A signed report told anew as the records have been corrected since: every cell that reads otherwise, by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from vun.common.numbers import format_number
from vun.records.people.queries import survivors_of
from vun.records.publishing.domain import unpacked
from vun.reports.evidence import Behind, Evidence, called
from vun.reports.freezing.signed import figures_of, kept_evidence
from vun.reports.model import Report, Subject

if TYPE_CHECKING:
    from vun.records.publishing.models import SignedReport

Names = Mapping[Subject, Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that reads otherwise now: what was added to it and what is gone, by name.

    A cell computed from others names nothing of its own.
    """

    row: str
    column: str
    before: int | Decimal | None
    after: int | Decimal | None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def changes(signed: SignedReport, now: Evidence) -> list[Change]:
    """The cells, of every year, that ``now`` tells otherwise than the report as it was signed."""
    then = kept_evidence(signed)
    names = _names(signed, now)
    before, after = figures_of(then.report), figures_of(now.report)
    headings = {column.key: column.heading for one in (now, then) for column in one.report.columns}
    rows = {**row_paths(then.report), **row_paths(now.report)}
    found = []
    for row, path in rows.items():
        for column, heading in headings.items():
            values = before.get((row, column)), after.get((row, column))
            was, is_ = then.behind(row, column), now.behind(row, column)
            if values[0] != values[1] or not _is_same(was, is_):
                added, removed = _named(is_, was, names), _named(was, is_, names)
                if added or removed or (values[0] or 0) != (values[1] or 0):
                    found.append(Change(path, heading, *values, added, removed))
    return found


def _is_same(was: Behind | None, is_: Behind | None) -> bool:
    return was == is_ or not (_ids(was) or _ids(is_))


def _ids(behind: Behind | None) -> int:
    return 0 if behind is None else len(behind.ids)


def row_paths(report: Report) -> dict[str, str]:
    """Each row as a sentence about it names it, from the outermost whole."""
    found: dict[str, str] = {}
    above: list[str] = []
    for row in report.rows:
        above[row.depth :] = [f"{row.number} {row.label}".strip()]
        found[row.key] = " › ".join(above)
    if report.total is not None:
        found[report.total.key] = report.total.label
    return found


def _names(signed: SignedReport, now: Evidence) -> Names:
    """What everything was called when it was signed; what has come since, as it is called now.

    Of somebody whose record was merged into another's since, that is said too: it is why they are gone from a cell.
    """
    kept = unpacked(bytes(signed.facts))["names"]
    names = {Subject(one): {int(key): name for key, name in own.items()} for one, own in kept.items()}
    things = {subject: set(ids) - names.get(subject, {}).keys() for subject, ids in now.things().items()}
    for subject, own in called(things).items():
        names[subject] = {**names.get(subject, {}), **own}
    people = names.get(Subject.PERSON, {})
    for key, survivor in survivors_of(people.keys()).items():
        said = gettext("%(name)s (hồ sơ đã gộp vào hồ sơ của %(survivor)s)")
        people[key] = said % {"name": people[key], "survivor": survivor}
    return names


def _named(one: Behind | None, other: Behind | None, names: Names) -> tuple[str, ...]:
    """What ``one`` counts and the other does not, or counts otherwise."""
    if one is None:
        return ()
    theirs = {} if other is None else other.adds
    return tuple(
        sorted(_told(one, [item for item in one.adds.items() if theirs.get(item[0]) != item[1]], names))
    )


def _told(one: Behind, items: list[tuple[int, int]], names: Names) -> Iterator[str]:
    """Names; sums with what each adds. Who is counted more than once is named so many times over."""
    known = names.get(one.named, {})
    if len(one.amounts):
        for key, amount in items:
            yield f"{known.get(key, f'#{key}')}: {format_number(amount)}"
        return
    for key, times in Counter(told for _, told in items).items():
        name = known.get(key, f"#{key}")
        yield f"{name} ({times})" if times > 1 else name
