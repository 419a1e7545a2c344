"""Papers for those who completed: numbered without gaps, and written into what people hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.records.audit import operations as audit
from vun.records.credentials import operations as credentials
from vun.records.credentials.domain import CredentialRow
from vun.records.delivery import queries
from vun.records.delivery.domain import (
    CertificateKind,
    ClassState,
    Snapshot,
    certificate_number,
    certificate_register,
)
from vun.records.delivery.models import Certificate, Enrolment, TrainingClass
from vun.records.delivery.operations.snapshots import take_snapshots
from vun.records.delivery.operations.states import require_class
from vun.records.registers import operations as registers
from vun.records.registers.domain import DecisionKind
from vun.records.registers.models import Decision
from vun.records.standards.domain import Branch

_BATCH = 2_000


@transaction.atomic
def issue_certificates(
    *, training_class: TrainingClass, decision: Decision | None = None, on: date, by: Actor
) -> list[Certificate]:
    """Issue a paper to everybody who completed a finished class and has none, by given name.

    Numbers follow one another in the register of the school, the kind of paper and the year of ``on``; nothing is
    numbered when anything fails. Whoever gets a paper holds from then on what the programme grants. Raises Refused,
    and Problem: class not finished, a day before it was, or nobody left to be given one.
    """
    require_class(by, Permission.CERTIFICATE_ISSUE, training_class, {ClassState.FINISHED})
    if training_class.finished_on is not None and on < training_class.finished_on:
        raise Problem("delivery.certified_before_end", field="on", finished_on=training_class.finished_on)
    enrolments = list(queries.to_certify(training_class))
    if not enrolments:
        raise Problem("delivery.nobody_to_certify")
    try:
        with transaction.atomic():
            certificates = number_certificates([(enrolment, on) for enrolment in enrolments], decision)
    except IntegrityError:
        raise Problem("delivery.nobody_to_certify") from None
    record_what_is_granted(certificates, by)
    audit.record(
        by,
        "class.certificates_issued",
        training_class,
        unit_id=training_class.host_id,
        after={
            "register": certificates[0].register,
            "first": certificates[0].number,
            "last": certificates[-1].number,
            "on": on,
            "decision": decision.number if decision else None,
        },
    )
    return certificates


@transaction.atomic
def issue_certificates_by(
    *,
    training_class: TrainingClass,
    number: str,
    issued_on: date,
    issuer: str,
    subject: str,
    signer: str = "",
    on: date,
    by: Actor,
) -> list[Certificate]:
    """Enter the decision that recognises the results in the register and `issue_certificates` by it."""
    require_class(by, Permission.CERTIFICATE_ISSUE, training_class, {ClassState.FINISHED})
    decision = registers.register_decision(
        kind=DecisionKind.DECISION,
        number=number,
        issued_on=issued_on,
        issuer=issuer,
        subject=subject,
        signer=signer,
        by=by,
    )
    return issue_certificates(training_class=training_class, decision=decision, on=on, by=by)


def number_certificates(
    papers: Sequence[tuple[Enrolment, date]],
    decision: Decision | None = None,
    told: dict[int, Snapshot] | None = None,
) -> list[Certificate]:
    """Write papers for enrolments as of a day each, numbered in the order given; in the caller's transaction.

    One block of numbers is taken for each register and year. ``told``: snapshots by enrolment, taken where missing.
    """
    kinds = [_kind_of(enrolment.training_class) for enrolment, _ in papers]
    series = [
        (certificate_register(kind, enrolment.training_class.host.code), on.year)
        for kind, (enrolment, on) in zip(kinds, papers, strict=True)
    ]
    numbers = {
        (register, year): iter(registers.take_numbers(register, year, count))
        for (register, year), count in Counter(series).items()
    }
    return Certificate.objects.bulk_create(
        [
            Certificate(
                enrolment=enrolment,
                training_class_id=enrolment.training_class_id,
                person_id=enrolment.person_id,
                kind=kind,
                register=register,
                year=year,
                number=next(numbers[register, year]),
                issued_on=on,
                decision=decision,
                **columns,
            )
            for kind, (register, year), (enrolment, on), columns in zip(
                kinds, series, papers, take_snapshots(papers, told), strict=True
            )
        ],
        batch_size=_BATCH,
    )


def _kind_of(training_class: TrainingClass) -> CertificateKind:
    """A degree after training (đào tạo), a certificate after fostering (bồi dưỡng)."""
    is_training = training_class.programme.branch == Branch.TRAINING
    return CertificateKind.DEGREE if is_training else CertificateKind.CERTIFICATE


def record_what_is_granted(certificates: Sequence[Certificate], by: Actor) -> None:
    """Write what the papers make people hold; nothing for a programme that grants no level."""
    rows = [
        _credential(certificate, certificate.enrolment.training_class, level_id)
        for certificate in certificates
        if (level_id := certificate.enrolment.training_class.programme.grants_id) is not None
    ]
    credentials.record_many(rows, by=by)


def _credential(certificate: Certificate, training_class: TrainingClass, level_id: int) -> CredentialRow:
    programme, host = training_class.programme, training_class.host
    return CredentialRow(
        person_id=certificate.enrolment.person_id,
        level_id=level_id,
        name=programme.name,
        earned_on=certificate.issued_on,
        issuer=programme.issuer or host.name,
        document_number=certificate_number(
            CertificateKind(certificate.kind), certificate.number, certificate.year, host.code
        ),
        studied_from=training_class.start_on,
        programme_id=programme.pk,
        host_id=training_class.host_id,
    )
