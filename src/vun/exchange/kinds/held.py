"""Levels that rosters give a column each, without a day: taken as held by the day the list speaks of, and marked so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from vun.common.errors import Problem
from vun.engines.sheets import Table, Workbook
from vun.engines.sheets.headings import score
from vun.exchange.columns import fields_of
from vun.exchange.matching.levels import FoundLevel, LevelIndex
from vun.exchange.model import Change, Row
from vun.exchange.session import Session
from vun.records.credentials.domain import CredentialRow
from vun.records.credentials.models import Credential
from vun.records.standards.domain import RecordTable

HELD = fields_of("held")
_LABELS = {field.name: field.label for field in HELD}
_FEW = 5_000
"""Below so many rows only the papers of the people concerned are read."""
_HEADS, _SURE = 15, 0.9
_LETTERS = 5
"""What is shorter is an abbreviation: the paper is called as the catalogue calls its level."""
_BY_DAY = re.compile(
    r"(?:tính đến|đến ngày|thời điểm|có mặt)\D{0,25}?(\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(\d{1,2})"
    r"(?:\s*[/.-]\s*|\s+năm\s+)(\d{4})",
    re.IGNORECASE,
)
Tell = Callable[[Row, str, Problem], None]


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
        if not any(field.name in row.values for field in HELD):
            return [], []
        on = self._day(row.table)
        own = self._on_record(person_id) if person_id else set()
        rows: list[CredentialRow] = []
        changes: list[Change] = []
        for field in HELD:
            for text in _texts(row.get(field.name, "")):
                level = self._level(row, field.name, text, tell)
                if level is None or level.pk in own or any(each.level_id == level.pk for each in rows):
                    continue
                name = text if len(text) > _LETTERS else level.name
                rows.append(
                    CredentialRow(
                        person_id=person_id,
                        level_id=level.pk,
                        name=name[:200],
                        earned_on=on,
                        is_day_unknown=True,
                    )
                )
                changes.append(Change(_LABELS[field.name], "", name))
        return rows, changes

    def _level(self, row: Row, name: str, text: str, tell: Tell) -> FoundLevel | None:
        try:
            level = self._levels.find(RecordTable(name.removeprefix("held_")), text)
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
