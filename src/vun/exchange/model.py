"""What an import is made of: fields, rows, remarks, and the difference a file would make."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from vun.common.errors import Problem
from vun.engines.sheets import Finding, Table, Value
from vun.engines.sheets.headings import Heading


class Outcome(StrEnum):
    """What a row would do."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value that was understood, with what was not plain about it."""

    value: Any
    problem: Problem


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a kind: how its heading is known, how its cells are read, how a template heads and explains it.

    ``read`` gives the value, or a Doubt, or raises Problem; it is never given an empty cell. ``choices`` are what a
    template offers by the name of a catalogue, ``offered`` themselves. A field with ``is_template`` False is understood
    but not asked for.
    """

    heading: Heading
    label: str
    read: Callable[[Value], Any]
    note: str = ""
    choices: str = ""
    is_template: bool = True
    offered: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.heading.name


@dataclass(slots=True)
class Row:
    """A row of data as it was read. ``table`` and ``number`` say where it stands; ``values`` are what its cells say.

    Only fields with something in them are among ``values``. ``is_bad``: something in it could not be read.
    """

    table: Table
    number: int
    values: dict[str, Any]
    section: tuple[str, ...] = ()
    is_bad: bool = False
    unread: tuple[str, ...] = ()

    def has_errors(self) -> bool:
        """Whether something about it was told that keeps it from being taken."""
        return self.is_bad

    def has_unread(self, name: str) -> bool:
        """Whether something stands in the field's cell that could not be read."""
        return name in self.unread

    def get(self, name: str, default: Any = None) -> Any:
        return self.values.get(name, default)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to be told about a row, a cell of it, a column or a sheet.

    ``row`` is 0 for a whole sheet, ``column`` a letter or empty; ``value`` is what stands in the cell.
    """

    sheet: str
    row: int
    column: str
    heading: str
    value: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a record that the row would change, as people read it."""

    field: str
    before: str
    after: str


@dataclass(slots=True)
class Verdict:
    """What a row would do, and what is to be written for it; ``name`` is what or whom it is about."""

    row: Row
    outcome: Outcome
    name: str = ""
    payload: Any = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What a column of the file was taken for; an empty ``field``: it is left out."""

    sheet: str
    letter: str
    heading: str
    field: str
    label: str
    sureness: float
    is_hidden: bool


@dataclass(slots=True)
class Difference:
    """What a file would change, before anything is written.

    ``missing`` are those on record where the file speaks of and not in it. ``verdicts`` are in the order of the file.
    ``sheets`` are those with something in them, and whether they were read.
    """

    kind: str
    file_name: str
    on: date
    rows_read: int = 0
    verdicts: list[Verdict] = field(default_factory=list)
    errors: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    columns: list[ColumnUse] = field(default_factory=list)
    sheets: dict[str, bool] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    left_out: dict[str, dict[int, str]] = field(default_factory=dict)

    def count(self, outcome: Outcome) -> int:
        return sum(verdict.outcome is outcome for verdict in self.verdicts)

    @property
    def counts(self) -> dict[str, int]:
        """Rows by what they would do, and those with a warning."""
        counted = {outcome.value: self.count(outcome) for outcome in Outcome}
        warned = {(remark.sheet, remark.row) for remark in self.warnings if remark.row}
        return {"rows_read": self.rows_read, **counted, "warned": len(warned)}

    @property
    def to_write(self) -> list[Verdict]:
        """The verdicts by which something is to be written."""
        return [
            verdict
            for verdict in self.verdicts
            if verdict.outcome in (Outcome.NEW, Outcome.CHANGED) and verdict.payload is not None
        ]

    @property
    def is_writing(self) -> bool:
        """Whether anything would be written."""
        return any(verdict.outcome in (Outcome.NEW, Outcome.CHANGED) for verdict in self.verdicts)


Progress = Callable[[int, int, str], None]


def no_progress(done: int, total: int, message: str) -> None:
    """For whoever does not watch."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody said about a file, which wins over every guess.

    ``columns``: the field by heading or by column letter, empty for a column not wanted. ``values``: by field, the code
    that a text stands for. ``settings``: what the kind asks for beside the file (such as a plan's code). ``sheets``:
    by name, whether a sheet is to be read.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, bool] = field(default_factory=dict)
