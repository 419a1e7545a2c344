"""Readers of learners: a class's roster, a person's classes, results, who may be enrolled and who gets a paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.records.delivery.domain import (
    AttendanceTally,
    CertificateKind,
    EnrolmentState,
    ResultRule,
    Verdict,
    certificate_number,
    judge,
)
from vun.records.delivery.models import (
    Certificate,
    ClassSession,
    Enrolment,
    RevokedCertificate,
    TrainingClass,
)
from vun.records.delivery.queries.attendance import tallies
from vun.records.delivery.rulebook import rule_on
from vun.records.orgs.models import Unit
from vun.records.sending import queries as sending
from vun.records.sending.models import Nomination


def roster(training_class: TrainingClass, actor: Actor) -> QuerySet[Enrolment]:
    """The learners of a class by given name; of another host's class, only those of units in the actor's scope."""
    learners = training_class.enrolments.select_related(
        "person", "unit_then", "title_then", "certificate", "fund_source"
    ).order_by("person__sort_key", "pk")
    scope = actor.unit_ids(Permission.CLASS_VIEW)
    if training_class.host_id in scope or not isinstance(scope, frozenset):
        return learners
    return learners.filter(unit_then_id__in=scope)


def get_enrolment(actor: Actor, enrolment_id: int) -> Enrolment:
    """A learner of a class, with person and class. Raises NotFound when out of the actor's sight."""
    found = (
        Enrolment.objects.select_related(
            "person", "unit_then", "title_then", "training_class__host", "training_class__programme"
        )
        .filter(pk=enrolment_id)
        .first()
    )
    if found is None or not _sees(actor, found):
        raise NotFound("enrolment")
    return found


def _sees(actor: Actor, enrolment: Enrolment) -> bool:
    units = [enrolment.training_class.host_id, enrolment.unit_then_id]
    return any(unit_id is not None and actor.may(Permission.CLASS_VIEW, unit_id) for unit_id in units)


def classes_of_person(person_id: int) -> QuerySet[Enrolment]:
    """Everything a person has studied or studies, the latest first, with class, programme and certificate."""
    return (
        Enrolment.objects.filter(person_id=person_id)
        .select_related("training_class__programme", "training_class__host", "certificate")
        .order_by("-training_class__start_on", "-pk")
    )


def sessions_ahead(person_id: int, on: date) -> QuerySet[ClassSession]:
    """The person's timetable from the day on: the sessions of the classes being studied, the next first."""
    studying = {
        "training_class__enrolments__person": person_id,
        "training_class__enrolments__state": EnrolmentState.STUDYING.value,
    }
    return ClassSession.objects.filter(on__gte=on, **studying).select_related("training_class")


def to_certify(training_class: TrainingClass) -> QuerySet[Enrolment]:
    """Who completed the class and has no paper yet, by given name."""
    papers = Certificate.objects.filter(enrolment=OuterRef("pk"))
    return (
        training_class.enrolments.filter(~Exists(papers), state=EnrolmentState.COMPLETED)
        .select_related("person")
        .order_by("person__sort_key", "pk")
    )


def to_enrol(training_class: TrainingClass) -> QuerySet[Nomination]:
    """Approved nominations of the class's plan line whose people are in no class of it yet."""
    if training_class.line_id is None:
        return Nomination.objects.none()
    placed = Enrolment.objects.filter(nomination=OuterRef("pk"))
    here = training_class.enrolments.filter(person=OuterRef("person"))
    return sending.approved_of_line(training_class.line_id).filter(~Exists(placed), ~Exists(here))


def present_in(training_class: TrainingClass, actor: Actor) -> QuerySet[Enrolment]:
    """The learners of the `roster` who have not dropped out: those who are marked and graded."""
    return roster(training_class, actor).exclude(state=EnrolmentState.DROPPED)


@dataclass(frozen=True, slots=True)
class Results:
    """How learners stand by the rule of the class's last day; by enrolment."""

    rule: ResultRule
    tallies: dict[int, AttendanceTally]
    verdicts: dict[int, Verdict]


def results_of(training_class: TrainingClass, enrolments: Iterable[Enrolment]) -> Results:
    """The attendance of each learner, and what stands between them and completing the class; two queries."""
    rule = rule_on(training_class.end_on)
    scores = {enrolment.pk: enrolment.score for enrolment in enrolments}
    found = tallies(training_class.pk, scores)
    return Results(rule, found, {pk: judge(rule, score, found[pk]) for pk, score in scores.items()})


@dataclass(frozen=True, slots=True)
class Outlook:
    """What finishing a class now would declare, and who would hold it open."""

    passed: int
    failed: int
    undecided: list[Enrolment]


def outlook(training_class: TrainingClass) -> Outlook:
    """What becomes of those still studying when the class is finished now."""
    studying = list(
        training_class.enrolments.filter(state=EnrolmentState.STUDYING)
        .select_related("person")
        .order_by("person__sort_key", "pk")
    )
    verdicts = results_of(training_class, studying).verdicts
    found = [verdicts[enrolment.pk] for enrolment in studying]
    return Outlook(
        passed=sum(verdict.is_passed for verdict in found),
        failed=sum(verdict.is_failed for verdict in found),
        undecided=[
            enrolment
            for enrolment, verdict in zip(studying, found, strict=True)
            if not verdict.is_passed and not verdict.is_failed
        ],
    )


def get_certificate(actor: Actor, certificate_id: int) -> Certificate:
    """A paper of a class the actor may see, with learner and class. Raises NotFound."""
    found = (
        Certificate.objects.select_related("person", "enrolment__person", "training_class__host")
        .filter(pk=certificate_id)
        .first()
    )
    if found is None or not actor.may(Permission.CLASS_VIEW, found.training_class.host_id):
        raise NotFound("certificate")
    return found


def number_of(certificate: Certificate | RevokedCertificate, host: Unit) -> str:
    """The number as written on the paper of a class of ``host``."""
    return certificate_number(
        CertificateKind(certificate.kind), certificate.number, certificate.year, host.code
    )


def revoked_of(training_class: TrainingClass, actor: Actor) -> list[RevokedCertificate]:
    """The papers of the class that were taken back, by number, of those in the actor's `roster`."""
    seen = roster(training_class, actor).order_by().values("pk")
    rows = RevokedCertificate.objects.filter(enrolment__in=seen)
    return list(rows.select_related("enrolment__person", "decision"))


def paper_numbers(training_class: TrainingClass, enrolments: Iterable[Enrolment]) -> dict[int, str]:
    """The number as written on the paper of each of the `roster` who has one."""
    return {
        enrolment.pk: number_of(enrolment.certificate, training_class.host)
        for enrolment in enrolments
        if hasattr(enrolment, "certificate")
    }
