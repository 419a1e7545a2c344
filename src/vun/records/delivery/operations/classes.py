"""A class's life: planned, opened by a decision, finished or cancelled."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import clean, fold, sort_key
from vun.records.audit import operations as audit
from vun.records.delivery.domain import RUNNING_STATES, ClassState, EnrolmentState
from vun.records.delivery.models import Enrolment, TrainingClass
from vun.records.delivery.operations.results import conclude
from vun.records.delivery.operations.snapshots import class_columns
from vun.records.delivery.operations.states import require_class, wrong_state
from vun.records.orgs.models import Unit
from vun.records.orgs.queries import PlaceHistory
from vun.records.plans import queries as plans
from vun.records.plans.models import PlanLine
from vun.records.registers import operations as registers
from vun.records.registers.domain import DecisionKind
from vun.records.registers.models import Decision
from vun.records.standards.domain import StudyMode, StudyPlace
from vun.records.standards.models import Programme


@transaction.atomic
def plan_class(
    *,
    programme: Programme,
    host: Unit,
    start_on: date,
    end_on: date,
    capacity: int,
    line: PlanLine | None = None,
    name: str = "",
    code: str = "",
    cohort: str = "",
    partner: str = "",
    venue: str = "",
    country: str = "",
    mode: StudyMode | None = None,
    place: StudyPlace | None = None,
    by: Actor,
) -> TrainingClass:
    """Plan a class of the programme, both days included; of a plan line only while its plan is in force.

    Name, mode and place follow the programme where left empty; the code is numbered by host and year. ``country`` goes
    with a class abroad. Raises Refused, and Problem: days out of order, no seats, a country for a class at home, code
    taken, line not in an approved plan or of another programme.
    """
    by.require(Permission.CLASS_EDIT, host.pk)
    held_at = place or StudyPlace(programme.place)
    _check_class(start_on, end_on, capacity, clean(country), held_at)
    if line is not None:
        _check_line(line, programme)
    name = clean(name) or programme.name
    code = clean(code) or class_codes(host, start_on.year, 1)[0]
    training_class = TrainingClass(
        code=code,
        name=name,
        **class_keys(name, code),
        programme=programme,
        **class_columns(programme, PlaceHistory([host.pk]).on(host.pk, start_on)),
        line=line,
        cohort=clean(cohort),
        host=host,
        partner=clean(partner),
        venue=clean(venue),
        country=clean(country),
        mode=mode or programme.mode,
        place=held_at,
        start_on=start_on,
        end_on=end_on,
        capacity=capacity,
    )
    _keep(training_class)
    _audit_planned(by, training_class)
    return training_class


def _check_class(start_on: date, end_on: date, capacity: int, country: str, held_at: StudyPlace) -> None:
    if end_on < start_on:
        raise Problem("delivery.days_out_of_order", field="end_on", start_on=start_on, end_on=end_on)
    if capacity < 1:
        raise Problem("delivery.no_seats", field="capacity")
    if country and held_at is not StudyPlace.ABROAD:
        raise Problem("delivery.country_at_home", field="country")


def _check_line(line: PlanLine, programme: Programme) -> None:
    terms = plans.approved_terms(line.pk)
    if terms is None:
        raise Problem("delivery.line_not_in_force", field="line")
    if terms.programme_id not in (None, programme.pk):
        raise Problem("delivery.line_of_other_programme", field="programme", name=terms.programme)


def _keep(training_class: TrainingClass) -> None:
    try:
        with transaction.atomic():
            training_class.save(force_insert=True)
    except IntegrityError:
        raise Problem("delivery.code_taken", field="code", class_code=training_class.code) from None


def _audit_planned(by: Actor, training_class: TrainingClass) -> None:
    told = ("code", "programme", "start_on", "end_on", "country", "capacity")
    after = {name: getattr(training_class, name) for name in told}
    audit.record(by, "class.planned", training_class, unit_id=training_class.host_id, after=after)


def class_codes(host: Unit, year: int, count: int) -> list[str]:
    """The next free codes of the host's classes of the year: ``TCT-2026-007``. Takes their numbers."""
    codes: list[str] = []
    while len(codes) < count:
        numbers = registers.take_numbers(f"class/{host.code}", year, count - len(codes))
        wanted = [f"{host.code}-{year}-{number:03d}" for number in numbers]
        taken = set(TrainingClass.objects.filter(code__in=wanted).values_list("code", flat=True))
        codes += [code for code in wanted if code not in taken]
    return codes


def class_keys(name: str, code: str) -> dict[str, str]:
    """The keys a class is searched and sorted by."""
    return {"search_key": fold(f"{name} {code}"), "sort_key": sort_key(name)}


@transaction.atomic
def open_class(*, training_class: TrainingClass, decision: Decision, on: date, by: Actor) -> None:
    """Open a planned class by its decision (quyết định mở lớp); from then on its programme counts as it is that day.

    Raises Refused, and Problem in another state.
    """
    by.require(Permission.CLASS_EDIT, training_class.host_id)
    opened = TrainingClass.objects.filter(pk=training_class.pk, state=ClassState.PLANNED).update(
        state=ClassState.OPEN,
        opened_on=on,
        decision=decision,
        **class_columns(
            training_class.programme,
            PlaceHistory([training_class.host_id]).on(training_class.host_id, on),
        ),
    )
    if not opened:
        raise wrong_state(training_class)
    _audit_state(by, "class.opened", training_class, ClassState.OPEN, decision=decision.number, on=on)


@transaction.atomic
def open_class_by(
    *,
    training_class: TrainingClass,
    number: str,
    issued_on: date,
    issuer: str,
    subject: str,
    signer: str = "",
    on: date,
    by: Actor,
) -> None:
    """Enter the opening decision in the register and `open_class` by it."""
    require_class(by, Permission.CLASS_EDIT, training_class, {ClassState.PLANNED})
    decision = registers.register_decision(
        kind=DecisionKind.DECISION,
        number=number,
        issued_on=issued_on,
        issuer=issuer,
        subject=subject,
        signer=signer,
        by=by,
    )
    open_class(training_class=training_class, decision=decision, on=on, by=by)


@transaction.atomic
def finish_class(*, training_class: TrainingClass, on: date, by: Actor) -> None:
    """Close an open class on or after its last day: everybody whose result is known has completed or failed.

    Raises Refused, and Problem: before the last day, in another state, or with somebody whose result is not known yet
    (no score, sessions not marked), who must be graded, failed or dropped first; then nothing is changed.
    """
    by.require(Permission.CLASS_EDIT, training_class.host_id)
    if on < training_class.end_on:
        raise Problem("delivery.not_over_yet", field="on", end_on=training_class.end_on)
    finished = TrainingClass.objects.filter(pk=training_class.pk, state=ClassState.OPEN).update(
        state=ClassState.FINISHED, finished_on=on
    )
    if not finished:
        raise wrong_state(training_class)
    undecided = conclude(training_class, on, by)
    if undecided:
        names = ", ".join(enrolment.person.full_name for enrolment in undecided[:3])
        raise Problem("delivery.still_studying", count=len(undecided), names=names)
    _audit_state(by, "class.finished", training_class, ClassState.FINISHED, on=on)


@transaction.atomic
def cancel_class(*, training_class: TrainingClass, reason: str, on: date, by: Actor) -> None:
    """Give a class up before anybody has a result: who studies in it is out of it and may be enrolled in another.

    Raises Refused, and Problem: no reason, in another state, or somebody has completed or failed already.
    """
    by.require(Permission.CLASS_EDIT, training_class.host_id)
    reason = clean(reason)
    if not reason:
        raise Problem("delivery.reason_needed", field="reason")
    results = training_class.enrolments.filter(state__in=[EnrolmentState.COMPLETED, EnrolmentState.FAILED])
    if results.exists():
        raise Problem("delivery.has_results")
    cancelled = TrainingClass.objects.filter(pk=training_class.pk, state__in=RUNNING_STATES).update(
        state=ClassState.CANCELLED, cancel_reason=reason, seats_taken=0
    )
    if not cancelled:
        raise wrong_state(training_class)
    Enrolment.objects.filter(training_class=training_class).update(nomination=None)
    Enrolment.objects.filter(training_class=training_class, state=EnrolmentState.STUDYING).update(
        state=EnrolmentState.DROPPED, dropped_on=on, drop_reason=reason
    )
    _audit_state(by, "class.cancelled", training_class, ClassState.CANCELLED, reason=reason, on=on)


def _audit_state(
    by: Actor, action: str, training_class: TrainingClass, state: ClassState, **more: object
) -> None:
    before = {"state": training_class.state}
    after = {"state": state, **more}
    audit.record(by, action, training_class, unit_id=training_class.host_id, before=before, after=after)
    training_class.state = state.value
