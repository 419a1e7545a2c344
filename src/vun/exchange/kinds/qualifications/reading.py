"""What one row says: whose paper, of which level, earned when."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from vun.common.errors import Problem
from vun.common.text import fold
from vun.engines.sheets import Table
from vun.exchange import cells
from vun.exchange.kinds import common
from vun.exchange.matching.levels import FoundLevel, LevelIndex, table_in, table_of_paper
from vun.exchange.matching.people import KnownPerson
from vun.exchange.model import Row
from vun.exchange.session import Session
from vun.records.credentials.domain import CredentialRow
from vun.records.standards.domain import RecordTable

_RANGE = re.compile(r"(.*?\d{4})\s*(?:-|–|—|đến|->|→|tới|;|\s)\s*(.*\d{4}.*)")
_YEARS = re.compile(r"(\d{4})\s*(?:-|–|—|đến|/)\s*(\d{4})")


class Reading:
    """Reads rows one after the other: a row may leave out whom the one above it names."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._levels = LevelIndex(session.told.values.get("diploma", {}))
        self._tables: dict[int, RecordTable | None] = {}
        self._last: tuple[Table | None, KnownPerson | None] = (None, None)

    def of(self, row: Row) -> tuple[KnownPerson | None, CredentialRow | None]:
        """Whom the row is about and the paper it tells of. What is missing or wrong is an error of the row's."""
        person = self._person(row)
        self._period(row)
        level = self._level(row)
        earned_on: date | None = row.get("earned_on")
        if earned_on is None and not row.has_unread("earned_on") and not row.has_unread("period"):
            missing = Problem("import.missing", label="Đến tháng/năm (hoặc ngày cấp)")
            self._session.error(row, "earned_on", missing)
        if person is None or level is None or earned_on is None or row.has_errors():
            return person, None
        return person, self._wanted(row, person, level, earned_on)

    def _person(self, row: Row) -> KnownPerson | None:
        """Whom the row is about: named in it, or in the row above when only the first of several names them."""
        session = self._session
        if not row.get("full_name") and not row.get("national_id") and not row.unread:
            table, person = self._last
            if table is row.table and person is not None:
                return person
        found = common.find_person(session, row)
        self._last = (row.table, found.person if found else None)
        return found.person if found else None

    def _period(self, row: Row) -> None:
        """ "09/2010 - 06/2014" in one cell."""
        if isinstance(both := row.values.get("studied_from"), tuple):
            row.values["studied_from"] = both[0]
            row.values.setdefault("earned_on", both[1])
        text: str = row.get("period", "")
        if not text:
            return
        first, last = _span(text)
        for name, part in (("studied_from", first), ("earned_on", last)):
            if not part or name in row.values:
                continue
            try:
                row.values[name] = cells.month(part)
            except Problem as problem:
                self._session.error(row, "period", Problem(problem.code, value=text, suggestion=""))
                row.unread += ("period",)
                return

    def _level(self, row: Row) -> FoundLevel | None:
        session = self._session
        diploma: str = common.require(session, row, "diploma", "Văn bằng, chứng chỉ, trình độ") or ""
        if not diploma:
            return None
        if row.get("level"):
            try:
                return self._levels.named(row.values["level"])
            except Problem as problem:
                session.error(row, "level", problem)
                return None
        major, language = row.get("major", ""), row.get("language", "")
        table = row.get("table") or self._table(row) or table_of_paper(diploma, f"{major} {language}")
        try:
            level = self._levels.find(table, diploma, major, language)
        except Problem as problem:
            session.error(row, "diploma", problem)
            return None
        if level.doubt is not None:
            session.warn(row, "diploma", level.doubt)
        return level

    def _table(self, row: Row) -> RecordTable | None:
        """The table of the record by the section, the headings, the lines above, the name of the sheet."""
        for text in reversed(row.section):
            if (found := table_in(text)) is not None:
                return found
        key = id(row.table)
        if key not in self._tables:
            self._tables[key] = _table_of(row.table)
        return self._tables[key]

    def _wanted(
        self, row: Row, person: KnownPerson, level: FoundLevel, earned_on: date
    ) -> CredentialRow | None:
        session = self._session
        language, diploma = row.get("language", ""), row.values["diploma"]
        name = diploma if not language or fold(language) in fold(diploma) else f"{language} {diploma}"
        studied_from: date | None = row.get("studied_from")
        problems = [
            ("earned_on", earned_on > session.today, Problem("import.day_in_future", day=earned_on)),
            (
                "studied_from",
                studied_from is not None and studied_from > earned_on,
                Problem("credentials.studied_after_earned", studied_from=studied_from, earned_on=earned_on),
            ),
            (
                "earned_on",
                earned_on.year < person.birth_on.year + 10,
                Problem("import.earned_as_child", day=earned_on, birth_on=person.birth_on),
            ),
        ]
        for field, is_wrong, problem in problems:
            if is_wrong:
                session.error(row, field, problem)
        if row.has_errors():
            return None
        return CredentialRow(
            person_id=person.pk,
            level_id=level.pk,
            name=name[:200],
            earned_on=earned_on,
            valid_until=row.get("valid_until"),
            issuer=row.get("issuer", ""),
            document_number=row.get("document_number", ""),
            major=row.get("major", "") or language,
            mode=row.get("mode", ""),
            studied_from=studied_from,
            score=row.get("score", ""),
        )


def _table_of(table: Table) -> RecordTable | None:
    fields = {column.field for column in table.columns}
    if "language" in fields:
        return RecordTable.LANGUAGE
    for text in reversed(table.titles[-4:]):
        if (found := table_in(text)) is not None:
            return found
    heading = next((column.text for column in table.columns if column.field == "diploma"), "")
    return table_in(heading) or table_in(table.sheet)


@lru_cache(maxsize=20_000)
def _span(text: str) -> tuple[str, str]:
    """Where a period begins and ends; one date alone is its end."""
    if match := _YEARS.fullmatch(text.strip()):
        return match[1], match[2]
    if match := _RANGE.fullmatch(text.strip()):
        first = re.sub(r"^(?:từ|từ tháng)\s+", "", match[1].strip(), flags=re.IGNORECASE)
        last = re.sub(r"^(?:đến|tháng|đến tháng)\s+", "", match[2].strip(), flags=re.IGNORECASE)
        return first.strip(" -–"), last.strip(" -–")
    return "", text
