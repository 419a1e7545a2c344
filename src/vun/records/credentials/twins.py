"""Qualifications that two records of one person both hold."""

from __future__ import annotations

from collections.abc import Iterator

from vun.common.text import fold
from vun.records.credentials.models import Credential
from vun.records.people.holdings import Facts, Twins


def twin_credentials(survivor_id: int, merged_id: int) -> Iterator[Twins]:
    """One paper recorded twice. The one that follows the certificate of a class stays; two such are two papers."""
    found = list(Credential.objects.filter(person__in=(survivor_id, merged_id)).order_by("pk"))
    held: dict[tuple[object, ...], Credential] = {}
    for credential in found:
        if credential.person_id == survivor_id:
            held.setdefault(_paper(credential), credential)
    for merged in found:
        kept = held.get(_paper(merged)) if merged.person_id == merged_id else None
        if kept is None or (kept.is_from_certificate and merged.is_from_certificate):
            continue
        yield Twins(
            kept=kept,
            merged=merged,
            code="people.twin_credentials",
            facts=(_told(kept), _told(merged)),
            is_same=True,
            prefers_merged=merged.is_from_certificate,
        )
        del held[_paper(merged)]


def _paper(credential: Credential) -> tuple[object, ...]:
    number = fold(credential.document_number)
    return credential.level_id, credential.earned_on, fold(credential.name), number, fold(credential.major)


def _told(credential: Credential) -> Facts:
    return credential.name, credential.document_number, credential.earned_on
