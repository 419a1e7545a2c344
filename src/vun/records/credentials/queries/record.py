"""What people hold."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from vun.common.errors import NotFound
from vun.records.credentials.models import Credential
from vun.records.registers.models import StoredFile
from vun.records.standards.domain import RecordTable
from vun.records.standards.models import ScaleLevel
from vun.records.standards.queries import equivalences_on


@dataclass(frozen=True, slots=True)
class RecordSection:
    """One of the tables of item 32 of the record form, general education or academic title, the oldest row first."""

    table: RecordTable
    credentials: tuple[Credential, ...]


def counting_on(day: date) -> Q:
    """Credentials that count on the day: earned by then and still valid."""
    return Q(earned_on__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gt=day))


def earned_by(day: date) -> Q:
    """Credentials earned by the day, expired or not; the paper of a class taken back by then is none of them."""
    return Q(earned_on__lte=day) & ~Q(is_from_certificate=True, valid_until__lte=day)


def credentials_of(person_id: int, on: date) -> QuerySet[Credential]:
    """What the person had earned by the day, expired or not, the latest first, with level, scale and file."""
    rows = Credential.objects.filter(earned_by(on), person_id=person_id)
    return rows.select_related("level__scale", "programme", "file").order_by("-earned_on", "-pk")


def record_sections(person_id: int, on: date) -> list[RecordSection]:
    """What the person had earned by the day as the record form lays it out: items 19 and 21, then tables 32.1 to 32.6.

    Circular 06/2023/TT-BNV. Every table is there, with or without rows. One query.
    """
    rows: dict[str, list[Credential]] = {table.value: [] for table in RecordTable}
    for credential in credentials_of(person_id, on).order_by("earned_on", "pk"):
        rows[credential.level.scale.record_table].append(credential)
    return [RecordSection(table, tuple(rows[table.value])) for table in RecordTable]


def get_credential(person_id: int, credential_id: int) -> Credential:
    """One of the person's credentials, whenever earned. Raises NotFound."""
    rows = Credential.objects.filter(person_id=person_id, pk=credential_id)
    credential = rows.select_related("level__scale", "programme", "file", "person").first()
    if credential is None:
        raise NotFound("credential")
    return credential


def file_of_credential(person_id: int, credential_id: int, on: date) -> StoredFile:
    """The document of something the person had earned by the day.

    Whoever may see the person may see it. Raises NotFound, also when no file was sent in.
    """
    credential = credentials_of(person_id, on).filter(pk=credential_id).first()
    if credential is None or credential.file is None:
        raise NotFound("file")
    return credential.file


def holds(person_ids: Collection[int], level: ScaleLevel, on: date) -> set[int]:
    """Those of the people who hold the level on the day, on an ordered scale also by a higher one. No equivalences."""
    if level.scale.is_ordered:
        enough = Q(level__scale_id=level.scale_id, level__order__gte=level.order)
    else:
        enough = Q(level_id=level.pk)
    rows = Credential.objects.filter(counting_on(on), enough, person_id__in=person_ids)
    return set(rows.values_list("person_id", flat=True))


def holders_of(person_ids: Collection[int], levels: Collection[ScaleLevel], on: date) -> dict[int, set[int]]:
    """By level, those of the people who hold it on the day, a higher one, or what counts as it by an equivalence.

    Three queries.
    """
    book = equivalences_on(on)
    found: dict[int, set[int]] = {level.pk: set() for level in levels}
    rows = Credential.objects.filter(counting_on(on), person_id__in=person_ids).order_by()
    for person_id, level_id, earned_on in rows.values_list("person_id", "level_id", "earned_on"):
        counted = book.counted(level_id, earned_on)
        for asked, holders in found.items():
            if any(each.level.covers(book.levels[asked]) for each in counted):
                holders.add(person_id)
    return found


def highest_on(scale: str, day: date) -> dict[int, str]:
    """The code of the highest level of the scale that each person holds on the day, by person. One query."""
    held = Credential.objects.filter(counting_on(day), level__scale_id=scale).order_by("level__order")
    return dict(held.values_list("person_id", "level__code"))
