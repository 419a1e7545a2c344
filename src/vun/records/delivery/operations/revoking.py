"""Papers taken back: printed wrongly and replaced under a new number, or given to somebody they were not due to."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.credentials import operations as credentials
from vun.records.delivery import queries
from vun.records.delivery.domain import ClassState
from vun.records.delivery.models import Certificate, RevokedCertificate
from vun.records.delivery.operations.states import require_class
from vun.records.registers import operations as registers
from vun.records.registers.models import Decision


@transaction.atomic
def revoke_certificate(
    *,
    certificate: Certificate,
    number: str,
    reason: str,
    on: date,
    is_replaced: bool,
    decision: Decision | None = None,
    by: Actor,
) -> RevokedCertificate:
    """Take the paper with ``number``, as written on it, back on ``on``; its number stays used for good.

    Replaced, the paper goes on under the next number of its register in the year of ``on``; the day it counts from and
    what it is counted by stay. Not replaced, what came with it is no longer held, and the learner waits for a paper
    again. Raises Refused without CERTIFICATE_ISSUE over the school; Problem without a reason, for a day before the
    paper was issued, or when ``number`` is not that of the paper, as when somebody else has just replaced it.
    """
    training_class = certificate.training_class
    require_class(by, Permission.CERTIFICATE_ISSUE, training_class, {ClassState.FINISHED})
    reason, written = clean(reason), queries.number_of(certificate, training_class.host)
    _check(certificate, number, written, reason, on)
    revoked = RevokedCertificate(
        enrolment_id=certificate.enrolment_id,
        kind=certificate.kind,
        register=certificate.register,
        year=certificate.year,
        number=certificate.number,
        issued_on=certificate.issued_on,
        revoked_on=on,
        reason=reason,
        decision=decision,
    )
    revoked.replaced_by = (
        _renumbered(certificate, on, written) if is_replaced else _deleted(certificate, written)
    )
    revoked.save()
    credentials.follow_certificate(
        person_id=certificate.person_id,
        host_id=training_class.host_id,
        number=written,
        new_number=revoked.replaced_by,
        on=on,
        by=by,
    )
    audit.record(
        by,
        "certificate.replaced" if is_replaced else "certificate.revoked",
        certificate.enrolment,
        unit_id=training_class.host_id,
        before={"number": written, "issued_on": revoked.issued_on},
        after={"number": revoked.replaced_by, "on": on, "reason": reason, "decision": decision},
    )
    return revoked


def _check(certificate: Certificate, number: str, written: str, reason: str, on: date) -> None:
    if not reason:
        raise Problem("delivery.revocation_without_reason", field="reason")
    if on < certificate.issued_on:
        raise Problem("delivery.revoked_before_issue", field="on", issued_on=certificate.issued_on)
    if clean(number).casefold() != written.casefold():
        raise _another_number(written)


def _renumbered(certificate: Certificate, on: date, written: str) -> str:
    """Give the paper the next number of its register in the year of ``on``, and tell it as written on the paper."""
    same = _as_read(certificate)
    certificate.year, certificate.number = on.year, registers.take_number(certificate.register, on.year)
    if not same.update(year=certificate.year, number=certificate.number):
        raise _another_number(written)
    return queries.number_of(certificate, certificate.training_class.host)


def _deleted(certificate: Certificate, written: str) -> str:
    """Take the paper away; no number stands for it."""
    if not _as_read(certificate).delete()[0]:
        raise _another_number(written)
    return ""


def _as_read(certificate: Certificate) -> QuerySet[Certificate]:
    """The row while it is as it was read: whoever comes second finds another number, or none."""
    return Certificate.objects.filter(pk=certificate.pk, year=certificate.year, number=certificate.number)


def _another_number(written: str) -> Problem:
    return Problem("delivery.another_number", field="number", number=written)
