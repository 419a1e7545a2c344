"""What rows tell people hold, compared with what is on record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from vun.common.errors import Problem
from vun.common.numbers import format_date
from vun.common.text import fold
from vun.exchange.kinds import common
from vun.exchange.kinds.held import HeldLevels
from vun.exchange.kinds.qualifications.papers import PapersOnRecord
from vun.exchange.kinds.qualifications.reading import Reading
from vun.exchange.matching.people import KnownPerson
from vun.exchange.model import Change, Outcome, Row
from vun.exchange.session import Session
from vun.records.credentials.domain import CredentialRow

_COMPARED = {
    "issuer": "Tên cơ sở đào tạo",
    "major": "Chuyên ngành đào tạo",
    "mode": "Hình thức đào tạo",
    "studied_from": "Từ tháng/năm",
    "valid_until": "Có giá trị đến",
    "document_number": "Số hiệu văn bằng",
    "score": "Điểm số",
}
_KEPT = ("valid_until", "issuer", "document_number", "major", "mode", "studied_from", "score")
"""What a paper on record keeps where the row says nothing of it."""


@dataclass(slots=True)
class Payload:
    """What is to be written: a paper, and the one on record it corrects."""

    row: CredentialRow
    credential_id: int = 0


class Comparison:
    """The rows of a file, each held against what the person has on record and the rows above it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._reading = Reading(session)
        self._wide = HeldLevels(session)
        self._on_record = PapersOnRecord(session)
        self._seen: dict[tuple[object, ...], int] = {}

    def all(self, rows: Iterator[Row]) -> None:
        """Give every row its verdict."""
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
        """A row with one paper."""
        person, wanted = self._reading.of(row)
        if person is None or wanted is None:
            self._session.refuse(row, person.full_name if person else row.get("full_name", ""))
        else:
            self._verdict(row, person, wanted)

    def _verdict(self, row: Row, person: KnownPerson, wanted: CredentialRow) -> None:
        session = self._session
        key = (person.pk, wanted.level_id, wanted.earned_on, fold(wanted.name), fold(wanted.major))
        if key in self._seen:
            session.warn(row, "diploma", Problem("import.row_twice", row=self._seen[key]))
            session.verdict(row, Outcome.UNCHANGED, person.full_name)
            return
        self._seen[key] = row.number
        held = self._on_record.same(person.pk, wanted)
        if held is None:
            session.verdict(row, Outcome.NEW, person.full_name, Payload(wanted))
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
        merged = {name: getattr(wanted, name) or getattr(held, name) for name in _KEPT}
        kept = CredentialRow(
            person_id=person.pk,
            level_id=held.level_id,
            name=wanted.name if held.is_day_unknown else held.name,
            earned_on=wanted.earned_on if held.is_day_unknown else held.earned_on,
            **merged,
        )
        session.verdict(row, Outcome.CHANGED, person.full_name, Payload(kept, held.pk), changes)


def _plain(value: object) -> object:
    return fold(value) if isinstance(value, str) else value


def _shown(value: object) -> str:
    return format_date(value) if isinstance(value, date) else str(value or "")
