"""Levels that rosters give a column each, without a day: taken as held by the day the list speaks of, and marked so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from vun.common.errors import Problem
from vun.common.text import fold
from vun.engines.sheets import Table, Value, Workbook, text_of, values
from vun.engines.sheets.headings import Heading, score
from vun.exchange import cells
from vun.exchange.cells import Nothing
from vun.exchange.columns import fields_of
from vun.exchange.matching.levels import FoundLevel, LevelIndex
from vun.exchange.model import Change, Field, Row
from vun.exchange.session import Session
from vun.records.credentials.domain import CredentialRow
from vun.records.credentials.models import Credential
from vun.records.standards.domain import RecordTable

HELD = fields_of("held")
_LABELS = {field.name: field.label for field in HELD}
_FEW = 5_000
"""Below so many rows only the papers of the people concerned are read."""
_HEADS, _SURE = 15, 0.9
_A_CROSS = re.compile(r"[xX1+✓✔√v*]|có|Có")
_SEVERAL = re.compile(r"[,;/]| và | hoặc ")
_LETTERS = 5
"""What is shorter is an abbreviation: the paper is called as the catalogue calls its level."""
_BY_DAY = re.compile(
    r"(?:tính đến|đến ngày|thời điểm|có mặt)\D{0,25}?(\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(\d{1,2})"
    r"(?:\s*[/.-]\s*|\s+năm\s+)(\d{4})",
    re.IGNORECASE,
)
Tell = Callable[[Row, str, Problem], None]


def held_fields(workbook: Workbook) -> tuple[Field, ...]:
    """The columns for what people hold: one for each table, and one for each level that a heading below names."""
    levels = LevelIndex({})
    texts = dict.fromkeys(
        text
        for sheet in workbook.sheets
        for row in sheet.rows[:_HEADS]
        for cell in row
        if isinstance(cell, str | int | float) and (text := _in_brief(cell))
    )
    return (*HELD, *(each for field in HELD for each in _marked_levels(field, texts, levels)))


def _in_brief(cell: Value) -> str:
    text = text_of(cell)
    return text if len(text) <= 60 and not _A_CROSS.fullmatch(text.strip()) else ""


def _marked_levels(field: Field, texts: Iterable[str], levels: LevelIndex) -> Iterator[Field]:
    """A column for each level of the table that stands at the top of the file, to be marked where it is held."""
    table = RecordTable(field.name.removeprefix("held_"))
    within = (*field.heading.phrases, *field.heading.phrases_below)
    for number, text in enumerate(texts):
        if fold(text) in field.heading.folded or not levels.has(table, text):
            continue
        if sum(levels.has(table, part) for part in _SEVERAL.split(text)) > 1:
            continue  # a mark there says one of several
        heading = Heading(f"{field.name}:{number}", within=within, phrases_below=(text,))
        yield Field(heading, f"{field.label}: {text}", _marked(text, table, levels), is_template=False)


def _marked(level: str, table: RecordTable, levels: LevelIndex) -> Callable[[Value], str]:
    """What a cell under the level says: the level where it is marked, with what stands there where that is more."""

    def read(value: Value) -> str:
        raw = values.read_text(value)
        try:
            if not values.read_flag(value):
                raise Nothing
        except Problem:
            said = cells.held(value)
            return said if levels.has(table, said) else f"{level} {said}"[:200]
        return level if raw else ""

    return read


def is_wide(workbook: Workbook) -> bool:
    """Whether a row of headings has columns for levels of at least two tables, as no list of papers has."""
    return any(_headed(row) >= 2 for sheet in workbook.sheets for row in sheet.rows[:_HEADS])


def _headed(cells: Sequence[object]) -> int:
    texts = [cell for cell in cells if isinstance(cell, str) and len(cell) <= 60]
    return sum(
        any(score(field.heading, (text,)) >= _SURE or _is_below(field.name, text) for text in texts)
        for field in HELD
    )


def _is_below(name: str, text: str) -> bool:
    heading = next(field.heading for field in HELD if field.name == name)
    return score(heading, (heading.within[0], text)) > 1


class HeldLevels:
    """What a roster says people hold, against what is on record."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._levels = LevelIndex(session.told.values.get("diploma", {}))
        self._days: dict[int, date] = {}
        self._held: dict[int, set[int]] = {}
        self._has_all = session.difference.rows_read > _FEW

    def of(self, row: Row, tell: Tell, person_id: int = 0) -> tuple[list[CredentialRow], list[Change]]:
        """What the row says is held and is not on record, of somebody new with no ``person_id``.

        What cannot be understood is told through ``tell``.
        """
        said = [(name, text) for name, text in row.values.items() if name.startswith("held_") and text]
        if not said:
            return [], []
        on = self._day(row.table)
        own = self._on_record(person_id) if person_id else set()
        rows: list[CredentialRow] = []
        changes: list[Change] = []
        for name, text in sorted((name, each) for name, texts in said for each in _texts(texts)):
            level = self._level(row, name, text, tell)
            if level is None or level.pk in own or any(each.level_id == level.pk for each in rows):
                continue
            paper = text if len(text) > _LETTERS else level.name
            rows.append(
                CredentialRow(
                    person_id=person_id,
                    level_id=level.pk,
                    name=paper[:200],
                    earned_on=on,
                    is_day_unknown=True,
                )
            )
            changes.append(Change(_LABELS[_table_of(name)], "", paper))
        return rows, changes

    def _level(self, row: Row, name: str, text: str, tell: Tell) -> FoundLevel | None:
        if _A_CROSS.fullmatch(text):
            column = row.table.column_of(name)
            heading = column.text if column else ""
            self._session.warn(row, name, Problem("import.level_not_said", value=text, heading=heading))
            return None
        try:
            level = self._levels.find(RecordTable(_table_of(name).removeprefix("held_")), text)
        except Problem as problem:
            tell(row, name, problem)
            return None
        if level.doubt is not None:
            self._session.warn(row, name, level.doubt)
        return level

    def _day(self, table: Table) -> date:
        """The day by which all of it is held: named above the table, else the one the file speaks of; told once."""
        key = id(table)
        if key not in self._days:
            session = self._session
            on = min(_day_in(table.titles) or session.on, session.today)
            self._days[key] = on
            session.note(table, Problem("import.held_without_day", day=on))
        return self._days[key]

    def _on_record(self, person_id: int) -> set[int]:
        if self._has_all and not self._held:
            for holder, level in Credential.objects.values_list("person_id", "level_id").iterator():
                self._held.setdefault(holder, set()).add(level)
        if not self._has_all and person_id not in self._held:
            papers = Credential.objects.filter(person_id=person_id)
            self._held[person_id] = set(papers.values_list("level_id", flat=True))
        return self._held.get(person_id, set())


def _table_of(name: str) -> str:
    """The field of the table, of one for a level of it."""
    return name.partition(":")[0]


def _texts(said: str) -> list[str]:
    return [text.strip(" .,-") for text in re.split(r"[;\n]", said) if text.strip(" .,-")]


def _day_in(titles: Sequence[str]) -> date | None:
    for title in titles:
        if (found := _BY_DAY.search(title)) is not None:
            day, month, year = map(int, found.groups())
            try:
                return date(year, month, day)
            except ValueError:
                return None
    return None
