"""Decisions and what they rest on, number series, files, jobs."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from vun.records.dated import choices, one_of
from vun.records.registers.domain import DecisionKind, JobState


class StoredFile(models.Model):
    """A file as it was received. The same bytes stand on the disk once, whatever names they came with.

    Who sends what somebody else sent under another name reads their own name and never that one.
    """

    name = models.CharField(max_length=255)
    content = models.FileField()
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sha256", "name"], name="file_stored_once_by_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Decision(models.Model):
    """A numbered document: the decision that did something, or a law, resolution or scheme that it rests on.

    ``period_start_on``/``period_end_on`` (half-open) and ``horizon_on`` belong to schemes and resolutions
    ("giai đoạn 2011–2015 và định hướng đến năm 2020").
    """

    kind = models.CharField(max_length=20, choices=choices(DecisionKind))
    number = models.CharField(max_length=60)
    issued_on = models.DateField()
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=500)
    signer = models.CharField(max_length=150, blank=True)
    period_start_on = models.DateField(null=True, blank=True)
    period_end_on = models.DateField(null=True, blank=True)
    horizon_on = models.DateField(null=True, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT)
    bases = models.ManyToManyField(
        "self", through="DecisionBasis", symmetrical=False, related_name="based_on_it"
    )
    search_key = models.CharField(max_length=800, db_index=True)
    registered_by_user_id = models.BigIntegerField(null=True, help_text="who may put right what was entered")

    class Meta:
        ordering = ["-issued_on", "number"]
        constraints = [
            models.UniqueConstraint(fields=["number", "issued_on", "issuer"], name="decision_number_once"),
            one_of("kind", DecisionKind, "decision_kind_known"),
            models.CheckConstraint(
                condition=Q(period_end_on__isnull=True) | Q(period_end_on__gt=F("period_start_on")),
                name="decision_period_not_empty",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def period_last_day(self) -> date | None:
        """The last day of its period, as the document writes it."""
        return self.period_end_on - timedelta(days=1) if self.period_end_on else None


class DecisionBasis(models.Model):
    """One legal basis ("căn cứ") of a decision, in the order they are quoted."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="basis_links")
    basis = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "basis"], name="decision_basis_once"),
            models.CheckConstraint(condition=~Q(decision=F("basis")), name="decision_not_its_own_basis"),
        ]


class NumberSeries(models.Model):
    """A register's running number for one year; ``last`` is the number given out last."""

    register = models.CharField(max_length=400)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "year"], name="number_series_once")]


class CalendarDay(models.Model):
    """A day on which offices are closed, or work, otherwise than the week and the fixed holidays say.

    ``is_verified`` False marks what was written down from memory and nobody has compared with the announcement.
    """

    on = models.DateField(unique=True)
    is_working = models.BooleanField(default=False)
    name = models.CharField(max_length=150)
    legal_basis = models.CharField(max_length=300, blank=True)
    is_verified = models.BooleanField(default=False)

    class Meta:
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y}"


class Job(models.Model):
    """Long work, done by ``vun worker``: progress, cancel, and a heartbeat that shows whether it still lives."""

    kind = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=choices(JobState), default=JobState.QUEUED.value)
    done_steps = models.PositiveIntegerField(default=0)
    total_steps = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    result = models.JSONField(default=dict)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT)
    actor_user_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    worker = models.CharField(max_length=100, blank=True)
    is_cancel_requested = models.BooleanField(default=False)
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-queued_at", "-id"]
        indexes = [models.Index(fields=["state", "queued_at"], name="job_state")]
        constraints = [one_of("state", JobState, "job_state_known")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
