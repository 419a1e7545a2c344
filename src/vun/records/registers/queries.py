"""Readers of decisions, of what rests on them, and of jobs."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.db.models import ManyToOneRel, QuerySet

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.common.text import fold
from vun.common.workdays import WorkCalendar
from vun.records.registers.domain import DEAD_AFTER, TAKEN_WITHIN, JobState, Stuck, is_dead, rests_on
from vun.records.registers.models import CalendarDay, Decision, DecisionBasis, Job, StoredFile
from vun.records.registers.underway import Underway, heard


def decisions(text: str = "") -> QuerySet[Decision]:
    """The register, newest first; with ``text``, those whose number, subject or issuer has all its words."""
    found = Decision.objects.select_related("file")
    for word in fold(text).split():
        found = found.filter(search_key__contains=word)
    return found


def decisions_visible_to(actor: Actor, text: str = "") -> QuerySet[Decision]:
    """The register for whoever may read it, anywhere: a decision belongs to no single unit."""
    return decisions(text) if actor.may_anywhere(Permission.DECISION_VIEW) else Decision.objects.none()


def get_decision(decision_id: int) -> Decision:
    """Raises NotFound."""
    decision = Decision.objects.select_related("file").filter(pk=decision_id).first()
    if decision is None:
        raise NotFound("decision")
    return decision


def may_correct(actor: Actor, decision: Decision) -> bool:
    """Whether the actor may correct or strike out the document.

    A document belongs to no single unit and others rest on it, so only whoever entered it may, while they still keep
    the register of some unit, and whoever keeps the register of the whole province.
    """
    if actor.may_everywhere(Permission.DECISION_EDIT):
        return True
    is_own = actor.user_id is not None and decision.registered_by_user_id == actor.user_id
    return is_own and actor.may_anywhere(Permission.DECISION_EDIT)


def find_decision(number: str, issued_on: date | None = None, issuer: str | None = None) -> Decision | None:
    """The newest decision of that number, or None."""
    found = Decision.objects.filter(number=number)
    if issued_on is not None:
        found = found.filter(issued_on=issued_on)
    if issuer is not None:
        found = found.filter(issuer=issuer)
    return found.first()


def bases_of(decision: Decision) -> list[Decision]:
    """What the decision quotes as its bases, in the order quoted."""
    links = DecisionBasis.objects.filter(decision=decision).select_related("basis").order_by("order")
    return [link.basis for link in links]


def chain_of(decision: Decision) -> list[tuple[int, Decision]]:
    """All the decision rests on, directly or not, as (steps down, document), each under what quotes it first.

    Two queries, however long the chain.
    """
    quoted = bases_by_decision()
    documents = Decision.objects.in_bulk(rests_on([decision.pk], quoted) - {decision.pk})
    chain: list[tuple[int, Decision]] = []
    seen = {decision.pk}

    def add(above: int, depth: int) -> None:
        for basis_id in quoted.get(above, ()):
            if basis_id not in seen:
                seen.add(basis_id)
                chain.append((depth, documents[basis_id]))
                add(basis_id, depth + 1)

    add(decision.pk, 1)
    return chain


def bases_by_decision() -> dict[int, list[int]]:
    """The ids of the bases each document quotes, in the order quoted. One query."""
    quoted: dict[int, list[int]] = defaultdict(list)
    links = DecisionBasis.objects.order_by("order").values_list("decision_id", "basis_id")
    for decision_id, basis_id in links:
        quoted[decision_id].append(basis_id)
    return quoted


def quoted_by(decision: Decision) -> QuerySet[Decision]:
    """The decisions that quote this one as a basis, newest first."""
    return Decision.objects.filter(basis_links__basis=decision)


def uses_of(decision: Decision) -> dict[str, int]:
    """How many records of each kind hang on the decision, by the model's label ("people.appointment").

    Whatever context refers to decisions is counted, without this one knowing of it. One query for each kind.
    """
    counts: dict[str, int] = defaultdict(int)
    for relation in Decision._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel):
            continue
        model, column = relation.related_model, relation.field.name
        is_own_basis = model is DecisionBasis and column == "decision"
        if not is_own_basis and (count := model._base_manager.filter(**{column: decision}).count()):
            counts[model._meta.label_lower] += count
    return dict(counts)


def file_of_decision(actor: Actor, decision_id: int) -> StoredFile:
    """The file of a decision. Raises NotFound when it has none or the actor may not read the register."""
    decision = decisions_visible_to(actor).filter(pk=decision_id).first()
    if decision is None or decision.file is None:
        raise NotFound("file")
    return decision.file


def jobs_visible_to(actor: Actor) -> QuerySet[Job]:
    """The actor's own jobs, newest first; all of them for whoever manages accounts of the whole province."""
    jobs = Job.objects.select_related("file")
    if actor.may_everywhere(Permission.ACCOUNT_MANAGE):
        return jobs
    return jobs.filter(actor_user_id=actor.user_id) if actor.user_id is not None else jobs.none()


def get_job(actor: Actor, job_id: int) -> Job:
    """Raises NotFound for an unknown job and for one the actor may not see."""
    job = jobs_visible_to(actor).filter(pk=job_id).first()
    if job is None:
        raise NotFound("job")
    return job


def is_of(actor: Actor, job: Job) -> bool:
    """Whether the actor asked for the job."""
    return actor.user_id is not None and job.actor_user_id == actor.user_id


def file_of_job(actor: Actor, job_id: int) -> StoredFile:
    """What a job of the actor's own made: it was written for what its asker may see, and for nobody else.

    Raises NotFound, also when there is none or none any more.
    """
    job = get_job(actor, job_id)
    if job.file is None or not is_of(actor, job):
        raise NotFound("file")
    return job.file


def find_stuck(job: Job, *, now: datetime) -> Stuck | None:
    """Why an open job does not get on; None while it does, and while it only waits for a worker busy with another."""
    state = JobState(job.state)
    if is_dead(state, job.heartbeat_at, now):
        return Stuck.SILENT
    if state is not JobState.QUEUED or now - job.queued_at < TAKEN_WITHIN:
        return None
    lives = Job.objects.filter(state=JobState.RUNNING.value, heartbeat_at__gte=now - DEAD_AFTER).exists()
    return None if lives else Stuck.NOT_TAKEN


def progress_of(job: Job) -> Underway | None:
    """How far a running job is, also within its transaction; None when it has said nothing or does not run."""
    if job.state != JobState.RUNNING:
        return None
    if (said := heard(job.pk)) is not None:
        return said
    if job.started_at is None or not job.total_steps:
        return None
    return Underway(job.done_steps, job.total_steps, job.message, job.started_at)


def get_file(file_id: int) -> StoredFile:
    """A stored file, for an operation or a job that hangs on it: whoever asks knows that the actor may see it.

    Raises NotFound.
    """
    found = StoredFile.objects.filter(pk=file_id).first()
    if found is None:
        raise NotFound("file")
    return found


def content_of(file_id: int) -> bytes:
    """The bytes of a stored file. As `get_file`."""
    with get_file(file_id).content.open("rb") as stream:
        content: bytes = stream.read()
    return content


def failed_jobs_of(user_id: int, since: datetime) -> QuerySet[Job]:
    """The jobs of the user that failed at or after ``since``."""
    return Job.objects.filter(actor_user_id=user_id, state=JobState.FAILED.value, finished_at__gte=since)


def work_calendar() -> WorkCalendar:
    """The working days as they are recorded. One query."""
    return WorkCalendar(dict(CalendarDay.objects.values_list("on", "is_working")))


def calendar_days(year: int) -> QuerySet[CalendarDay]:
    """The days of the year that are recorded, in order."""
    return CalendarDay.objects.filter(on__year=year)


def get_calendar_day(day_id: int) -> CalendarDay:
    """Raises NotFound."""
    found = CalendarDay.objects.filter(pk=day_id).first()
    if found is None:
        raise NotFound("calendar day")
    return found
