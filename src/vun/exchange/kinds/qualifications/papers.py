"""What people hold on record, read as far as rows ask for it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from vun.common.text import fold
from vun.exchange.session import Session
from vun.records.credentials.domain import CredentialRow
from vun.records.credentials.models import Credential

_FEW = 5_000
"""Below so many rows only the papers of the people concerned are read."""


class PaperOnRecord(NamedTuple):
    """A credential, as far as rows are compared with it."""

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


class PapersOnRecord:
    """The credentials of the people a file tells of."""

    def __init__(self, session: Session) -> None:
        self._held: dict[tuple[int, int], list[PaperOnRecord]] = {}
        self._read: set[int] = set()
        if session.difference.rows_read > _FEW:
            self._keep(Credential.objects.all())
            self._read = set(session.people.by_id)

    def same(self, person_id: int, wanted: CredentialRow) -> PaperOnRecord | None:
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

    def _without_day(self, person_id: int, wanted: CredentialRow) -> PaperOnRecord | None:
        """The level as a roster once told of it: the paper says now since when."""
        own = self._held.get((person_id, wanted.level_id), ())
        return next(
            (held for held in own if held.is_day_unknown and wanted.earned_on <= held.earned_on), None
        )

    def _keep(self, credentials: QuerySet[Credential]) -> None:
        for row in credentials.values_list(*PaperOnRecord._fields).iterator(chunk_size=5_000):
            held = PaperOnRecord(*row)
            self._held.setdefault((held.person_id, held.level_id), []).append(held)
