"""What people hold: the six training tables of the personnel record, and the single table of the older forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext_noop as _

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.numbers import format_date
from vun.common.text import fold
from vun.engines.sheets import Table, Workbook
from vun.exchange import cells
from vun.exchange.columns import fields_of
from vun.exchange.kinds import common
from vun.exchange.kinds.base import Kind
from vun.exchange.kinds.held import HeldLevels, held_fields, is_wide
from vun.exchange.matching.levels import FoundLevel, LevelIndex, table_in, table_of_paper
from vun.exchange.matching.people import KnownPerson
from vun.exchange.model import Change, Difference, Field, Outcome, Row, Verdict
from vun.exchange.session import Session
from vun.records.credentials import operations
from vun.records.credentials.domain import CredentialDetails, CredentialRow
from vun.records.credentials.models import Credential
from vun.records.imports.operations import Recorder
from vun.records.standards.domain import RecordTable

_COMPARED = {
    "issuer": "Tên cơ sở đào tạo",
    "major": "Chuyên ngành đào tạo",
    "mode": "Hình thức đào tạo",
    "studied_from": "Từ tháng/năm",
    "valid_until": "Có giá trị đến",
    "document_number": "Số hiệu văn bằng",
    "score": "Điểm số",
}
_OF_PERSON = (
    "full_name", "family_name", "given_name", "name_and_birth", "birth_on", "birth_male", "birth_female", "birth_day",
    "birth_month", "birth_year", "national_id", "unit",
)  # fmt: skip
_NAMING = ("full_name", "family_name", "name_and_birth")
_FEW = 5_000
"""Below so many rows only the papers of the people concerned are read."""
_RANGE = re.compile(r"(.*?\d{4})\s*(?:-|–|—|đến|->|→|tới|;|\s)\s*(.*\d{4}.*)")
_YEARS = re.compile(r"(\d{4})\s*(?:-|–|—|đến|/)\s*(\d{4})")


class _Held(NamedTuple):
    pk: int
    person_id: int
    level_id: int
    earned_on: date
    name: str
    issuer: str
    major: str
    mode: str
    studied_from: date | None
    valid_until: date | None
    document_number: str
    score: str
    is_from_certificate: bool
    is_day_unknown: bool


@dataclass(slots=True)
class _Payload:
    row: CredentialRow
    credential_id: int = 0


class Qualifications(Kind):
    name = "qualifications"
    title = _("Văn bằng, chứng chỉ")
    description = _(
        "Quá trình đào tạo, bồi dưỡng: sáu bảng 32.1–32.6 của sơ yếu lý lịch, hoặc một bảng của mẫu 2C cũ"
    )
    permission = Permission.PERSON_EDIT
    fields = fields_of("qualifications")
    is_of_many_rows = True
    is_rehearsed = False

    def fields_for(self, session: Session, workbook: Workbook) -> Sequence[Field]:
        session.extra["is_wide"] = is_wide(workbook)
        if not session.extra["is_wide"]:
            return self.fields
        own = (field for field in self.fields if field.name in _OF_PERSON)
        named = (
            replace(field, heading=replace(field.heading, is_required=field.name in _NAMING)) for field in own
        )
        return (*named, *held_fields(workbook))

    def compare(self, session: Session, rows: Iterator[Row]) -> None:
        _Comparison(session).all(rows)

    def write(
        self, difference: Difference, verdicts: Iterable[Verdict], recorder: Recorder, by: Actor
    ) -> None:
        fresh: list[CredentialRow] = []
        changed: list[_Payload] = []
        for verdict in verdicts:
            payload: _Payload | list[CredentialRow] = verdict.payload
            if isinstance(payload, list):
                fresh += payload
            elif payload.credential_id:
                changed.append(payload)
            else:
                fresh.append(payload.row)
        for payload in recorder.each(changed):
            credential = Credential.objects.get(pk=payload.credential_id)
            with recorder.watching(Credential.objects.filter(pk=credential.pk)):
                details = {
                    name: getattr(payload.row, name) for name in CredentialDetails.__dataclass_fields__
                }
                operations.correct_credential(
                    credential=credential, details=CredentialDetails(**details), by=by
                )
        recorder.note_made(Credential, operations.record_many(recorder.each(fresh), by=by))


class _Comparison:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._levels = LevelIndex(session.told.values.get("diploma", {}))
        self._wide = HeldLevels(session)
        self._tables: dict[int, RecordTable | None] = {}
        self._last: tuple[Table | None, KnownPerson | None, str] = (None, None, "")
        self._held: dict[tuple[int, int], list[_Held]] = {}
        self._read: set[int] = set()
        self._seen: dict[tuple[object, ...], int] = {}
        if session.difference.rows_read > _FEW:
            self._keep(Credential.objects.all())
            self._read = set(session.people.by_id)

    def all(self, rows: Iterator[Row]) -> None:
        take = self._levels_of if self._session.extra.get("is_wide") else self._one
        for row in rows:
            common.finish_name(self._session, row)
            common.finish_birth(self._session, row)
            take(row)

    def _levels_of(self, row: Row) -> None:
        """A row with a column for each level."""
        session = self._session
        found = common.find_person(session, row)
        name = row.get("full_name", "")
        papers, changes = self._wide.of(row, session.error, found.person.pk) if found else ([], [])
        if row.has_errors():
            session.refuse(row, name)
        elif papers:
            session.verdict(row, Outcome.NEW, name, papers, tuple(changes))
        else:
            session.verdict(row, Outcome.UNCHANGED, name)

    def _one(self, row: Row) -> None:
        session = self._session
        person = self._person(row)
        name = person.full_name if person else row.get("full_name", "")
        self._period(row)
        level = self._level(row)
        earned_on: date | None = row.get("earned_on")
        if earned_on is None and not row.has_unread("earned_on") and not row.has_unread("period"):
            session.error(row, "earned_on", Problem("import.missing", label="Đến tháng/năm (hoặc ngày cấp)"))
        if person is None or level is None or earned_on is None or row.has_errors():
            session.refuse(row, name)
            return
        wanted = self._wanted(row, person, level, earned_on)
        if wanted is None:
            session.refuse(row, name)
        else:
            self._verdict(row, person, wanted)

    # --- What the row says ---

    def _person(self, row: Row) -> KnownPerson | None:
        """Whom the row is about: named in it, or in the row above when only the first of several names them."""
        session = self._session
        if not row.get("full_name") and not row.get("national_id") and not row.unread:
            table, person, _ = self._last
            if table is row.table and person is not None:
                return person
        found = common.find_person(session, row)
        self._last = (row.table, found.person if found else None, row.get("full_name", ""))
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

    # --- What differs ---

    def _verdict(self, row: Row, person: KnownPerson, wanted: CredentialRow) -> None:
        session = self._session
        key = (person.pk, wanted.level_id, wanted.earned_on, fold(wanted.name), fold(wanted.major))
        if key in self._seen:
            session.warn(row, "diploma", Problem("import.row_twice", row=self._seen[key]))
            session.verdict(row, Outcome.UNCHANGED, person.full_name)
            return
        self._seen[key] = row.number
        held = self._same(person.pk, wanted)
        if held is None:
            session.verdict(row, Outcome.NEW, person.full_name, _Payload(wanted))
            return
        changes = tuple(
            Change(label, _shown(getattr(held, name)), _shown(getattr(wanted, name)))
            for name, label in _COMPARED.items()
            if getattr(wanted, name) and _plain(getattr(wanted, name)) != _plain(getattr(held, name))
        )
        if held.is_day_unknown:
            changes = (Change("Đến tháng/năm", "", _shown(wanted.earned_on)), *changes)
        if not changes or held.is_from_certificate:
            session.verdict(row, Outcome.UNCHANGED, person.full_name)
            return
        merged = {
            name: getattr(wanted, name) or getattr(held, name)
            for name in ("valid_until", "issuer", "document_number", "major", "mode", "studied_from", "score")
        }
        kept = CredentialRow(
            person_id=person.pk,
            level_id=held.level_id,
            name=wanted.name if held.is_day_unknown else held.name,
            earned_on=wanted.earned_on if held.is_day_unknown else held.earned_on,
            **merged,
        )
        session.verdict(row, Outcome.CHANGED, person.full_name, _Payload(kept, held.pk), changes)

    def _same(self, person_id: int, wanted: CredentialRow) -> _Held | None:
        """The paper on record that the row tells of: of the level, earned then, of that name or major."""
        if person_id not in self._read:
            self._read.add(person_id)
            self._keep(Credential.objects.filter(person_id=person_id))
        alike = [
            held
            for held in self._held.get((person_id, wanted.level_id), ())
            if held.earned_on == wanted.earned_on
            or (
                held.earned_on.year == wanted.earned_on.year
                and 1 in (held.earned_on.day, wanted.earned_on.day)
            )
        ]
        # "Tiếng Anh" and "Bậc 3" in two columns are one name here, and may be a name and a major on record.
        named = [
            held
            for held in alike
            if fold(wanted.name) in (fold(held.name), fold(f"{held.major} {held.name}"))
        ]
        if wanted.major and len(named) > 1:
            named = [held for held in named if fold(held.major) == fold(wanted.major)] or named
        if wanted.major:
            named = [held for held in named if not held.major or fold(held.major) == fold(wanted.major)]
        return named[0] if named else self._without_day(person_id, wanted)

    def _without_day(self, person_id: int, wanted: CredentialRow) -> _Held | None:
        """The level as a roster once told of it: the paper says now since when."""
        own = self._held.get((person_id, wanted.level_id), ())
        return next(
            (held for held in own if held.is_day_unknown and wanted.earned_on <= held.earned_on), None
        )

    def _keep(self, credentials) -> None:  # type: ignore[no-untyped-def]
        for row in credentials.values_list(*_columns()).iterator(chunk_size=5_000):
            held = _Held(*row)
            self._held.setdefault((held.person_id, held.level_id), []).append(held)


def _columns() -> tuple[str, ...]:
    return _Held._fields


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


def _plain(value: object) -> object:
    return fold(value) if isinstance(value, str) else value


def _shown(value: object) -> str:
    return format_date(value) if isinstance(value, date) else str(value or "")
