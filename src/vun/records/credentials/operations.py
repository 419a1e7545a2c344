"""Recording what people hold: one document at a time, or all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem, Refused, RowProblems
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.bulk import batches, count_anew, insert_rows, take_ids
from vun.records.credentials.domain import CredentialDetails, CredentialRow
from vun.records.credentials.models import Credential
from vun.records.people import queries as people
from vun.records.people.models import Person
from vun.records.registers import operations as registers
from vun.records.registers.domain import Upload
from vun.records.registers.models import StoredFile
from vun.records.standards.models import Programme, ScaleLevel

_BATCH = 2000


@transaction.atomic
def record_credential(
    *,
    person: Person,
    level: ScaleLevel,
    name: str,
    earned_on: date,
    issuer: str = "",
    document_number: str = "",
    major: str = "",
    mode: str = "",
    studied_from: date | None = None,
    valid_until: date | None = None,
    score: str = "",
    programme: Programme | None = None,
    file: StoredFile | Upload | None = None,
    by: Actor,
) -> Credential:
    """Record that the person holds ``level`` from ``earned_on`` until the day before ``valid_until``.

    A ``file`` just sent in, the document itself, is stored with it. Raises Refused without PERSON_EDIT over the
    person, and Problem: earned in the future, studied from or valid until a day that does not fit, recorded already,
    or a file that is not taken.
    """
    _require_edit(by, person.pk)
    kept = registers.stored(file, by)
    details = CredentialDetails(
        level_id=level.pk,
        name=name,
        earned_on=earned_on,
        valid_until=valid_until,
        issuer=issuer,
        document_number=document_number,
        major=major,
        mode=mode,
        studied_from=studied_from,
        score=score,
        programme_id=programme.pk if programme else None,
        file_id=kept.pk if kept else None,
    )
    today = timezone.localdate()
    _check(details, today)
    _refuse_second(person.pk, details)
    credential = Credential.objects.create(person=person, **_columns(details))
    audit.record(
        by,
        "credential.recorded",
        credential,
        unit_id=people.unit_of(person.pk, today),
        after={"person": person.full_name, **_told(credential)},
    )
    return credential


@transaction.atomic
def correct_credential(
    *, credential: Credential, details: CredentialDetails, file: Upload | None = None, by: Actor
) -> Credential:
    """Put right what was recorded wrongly; a ``file`` just sent in takes the place of that of ``details``.

    Raises Refused, and Problem as `record_credential` does.
    """
    _require_edit(by, credential.person_id)
    _refuse_certificate(credential)
    if (sent := registers.stored(file, by)) is not None:
        details = replace(details, file_id=sent.pk)
    today = timezone.localdate()
    _check(details, today)
    _refuse_second(credential.person_id, details, but=credential.pk)
    before = _told(credential)
    for column, value in _columns(details).items():
        setattr(credential, column, value)
    credential.save()
    credential.refresh_from_db()
    after = _told(credential)
    changed = {key for key in after if after[key] != before[key]}
    audit.record(
        by,
        "credential.corrected",
        credential,
        unit_id=people.unit_of(credential.person_id, today),
        before={key: before[key] for key in before if key in changed},
        after={key: after[key] for key in after if key in changed},
    )
    return credential


@transaction.atomic
def remove_credential(*, credential: Credential, by: Actor) -> None:
    """Remove what was recorded by mistake.

    Raises Refused, and Problem for one that came with a certificate of a class or is removed already.
    """
    _require_edit(by, credential.person_id)
    _refuse_certificate(credential)
    told = _told(credential)
    unit_id = people.unit_of(credential.person_id, timezone.localdate())
    removed, _ = Credential.objects.filter(pk=credential.pk, is_from_certificate=False).delete()
    if removed == 0:
        raise Problem("credentials.already_removed")
    audit.record(by, "credential.removed", credential, unit_id=unit_id, before=told)


@transaction.atomic
def follow_certificate(
    *, person_id: int, host_id: int, number: str, new_number: str, on: date, by: Actor
) -> None:
    """What came with the certificate of that number takes the number of its replacement, or, with none, counts no more
    from ``on``; taken back the day it was issued, it is gone.

    Does nothing when the certificate brought no level. Raises Refused without CERTIFICATE_ISSUE over the host.
    """
    by.require(Permission.CERTIFICATE_ISSUE, host_id)
    held = Credential.objects.filter(person_id=person_id, is_from_certificate=True, document_number=number)
    unit_id = people.unit_of(person_id, timezone.localdate())
    for credential in held.select_related("level", "file"):
        before = _told(credential)
        if new_number:
            Credential.objects.filter(pk=credential.pk).update(document_number=new_number)
            changed = ({"document_number": number}, {"document_number": new_number})
            audit.record(
                by, "credential.corrected", credential, unit_id=unit_id, before=changed[0], after=changed[1]
            )
        else:
            _end_or_remove(credential, on)
            audit.record(by, "credential.removed", credential, unit_id=unit_id, before=before)


def _end_or_remove(credential: Credential, on: date) -> None:
    """On the days before, it was held: they are judged by it, whatever came out later."""
    own = Credential.objects.filter(pk=credential.pk)
    if on > credential.earned_on:
        own.update(valid_until=on)
    else:
        own.delete()


@transaction.atomic
def record_many(rows: Iterable[CredentialRow], by: Actor) -> list[int]:
    """Record all rows and give their ids in order. Rows are taken and written two thousand at a time.

    All or nothing: RowProblems names every row that does not hold. Levels and people must exist. Rows that came with
    the certificate of a class cannot be changed or removed here, and ask for CERTIFICATE_ISSUE over its host; any other
    for PERSON_EDIT over the person; else Refused.
    """
    today = timezone.localdate()
    mistakes: list[tuple[int, Problem]] = []
    ids: list[int] = []
    for batch in batches(enumerate(rows, start=1), _BATCH):
        _require_for(by, [row for _, row in batch], today)
        for number, row in batch:
            mistakes += [(number, problem) for problem in _problems(row, today)]
        if mistakes:
            continue
        fresh = take_ids(Credential, len(batch))
        insert_rows(
            Credential,
            ("id", "person_id", "is_from_certificate", *_COLUMNS),
            [
                (pk, row.person_id, row.host_id is not None, *_columns(row).values())
                for pk, (_, row) in zip(fresh, batch, strict=True)
            ],
        )
        ids += fresh
    if mistakes:
        raise RowProblems(mistakes)
    if ids:
        count_anew(Credential)
        first = Credential.objects.get(pk=ids[0])
        audit.record(by, "credential.recorded_many", first, after={"count": len(ids)})
    return ids


def _require_edit(by: Actor, person_id: int) -> None:
    if not people.may_edit(by, person_id, timezone.localdate()):
        raise Refused(Permission.PERSON_EDIT)


def _require_for(by: Actor, rows: Sequence[CredentialRow], today: date) -> None:
    for host_id in {row.host_id for row in rows if row.host_id is not None}:
        by.require(Permission.CERTIFICATE_ISSUE, host_id)
    own = {row.person_id for row in rows if row.host_id is None}
    if not own or by.may_everywhere(Permission.PERSON_EDIT):
        return
    if people.in_scope(by, Permission.PERSON_EDIT, today).filter(pk__in=own).count() != len(own):
        raise Refused(Permission.PERSON_EDIT)


def _refuse_certificate(credential: Credential) -> None:
    if credential.is_from_certificate:
        raise Problem("credentials.from_certificate", number=credential.document_number)


def _refuse_second(person_id: int, details: CredentialDetails, *, but: int = 0) -> None:
    same = Credential.objects.filter(
        person_id=person_id, level_id=details.level_id, earned_on=details.earned_on, name=clean(details.name)
    )
    if same.exclude(pk=but).exists():
        raise Problem("credentials.recorded_already", field="earned_on", earned_on=details.earned_on)


def _check(details: CredentialDetails, today: date) -> None:
    for problem in _problems(details, today):
        raise problem


def _problems(details: CredentialDetails, today: date) -> Iterator[Problem]:
    earned_on = details.earned_on
    if not clean(details.name):
        yield Problem("credentials.no_name", field="name")
    if earned_on > today:
        yield Problem("credentials.earned_in_future", field="earned_on", earned_on=earned_on)
    since, until = details.studied_from, details.valid_until
    if since is not None and since > earned_on:
        yield Problem(
            "credentials.studied_after_earned", field="studied_from", studied_from=since, earned_on=earned_on
        )
    if until is not None and until <= earned_on:
        yield Problem(
            "credentials.expired_when_earned", field="valid_until", valid_until=until, earned_on=earned_on
        )


_COLUMNS = tuple(CredentialDetails.__dataclass_fields__)
_TEXTS = ("name", "issuer", "document_number", "major", "mode", "score")


def _columns(details: CredentialDetails) -> dict[str, object]:
    columns: dict[str, object] = {name: getattr(details, name) for name in _COLUMNS}
    return columns | {name: clean(getattr(details, name)) for name in _TEXTS}


def _told(credential: Credential) -> dict[str, object]:
    return {
        "level": credential.level.name,
        "name": credential.name,
        "earned_on": credential.earned_on,
        "valid_until": credential.valid_until,
        "issuer": credential.issuer,
        "document_number": credential.document_number,
        "major": credential.major,
        "mode": credential.mode,
        "studied_from": credential.studied_from,
        "score": credential.score,
        "file": credential.file.name if credential.file else None,
    }
