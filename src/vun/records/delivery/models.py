"""Classes and all that happens in them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vun.records.custom.models import CustomValues
from vun.records.dated import choices, one_of
from vun.records.delivery.domain import (
    CertificateKind,
    Classification,
    ClassState,
    CostKind,
    DayPart,
    EnrolmentState,
    Mark,
)
from vun.records.funding.models import FundSource
from vun.records.orgs.domain import Block, UnitLevel, Zone
from vun.records.orgs.models import Unit
from vun.records.people.domain import PostGroup, Sex, StaffKind
from vun.records.people.models import Person, Title
from vun.records.plans.models import PlanLine
from vun.records.registers.models import Decision
from vun.records.sending.models import Nomination
from vun.records.standards.domain import Branch, StudyMode, StudyPlace
from vun.records.standards.models import Programme, ProgrammeModule


class TrainingClass(CustomValues):
    """A class (lớp, khoá) of a programme from ``start_on`` to ``end_on``, both days included.

    One that began in an earlier year and has not ended is carried over: that is read from the days, not stored.
    Both databases refuse ``seats_taken`` above ``capacity``, so the last seat goes to one.

    The ``_then`` columns, with mode and place, are what everything in the class is counted by: what the programme and
    the host were when it was opened. Later changes to the catalogue leave past figures as they were.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=250)
    search_key = models.CharField(max_length=320, db_index=True)
    sort_key = models.CharField(max_length=640)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="classes")
    line = models.ForeignKey(
        PlanLine, null=True, blank=True, on_delete=models.PROTECT, related_name="classes"
    )
    cohort = models.CharField(max_length=60, blank=True)
    host = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="hosted_classes")
    partner = models.CharField(max_length=200, blank=True)
    venue = models.CharField(max_length=200, blank=True)
    country = models.CharField(
        max_length=200,
        blank=True,
        help_text="where a class abroad is held; several in the order they are visited",
    )
    mode = models.CharField(max_length=10, choices=choices(StudyMode))
    place = models.CharField(max_length=10, choices=choices(StudyPlace))
    start_on = models.DateField()
    end_on = models.DateField()
    capacity = models.PositiveIntegerField()
    seats_taken = models.PositiveIntegerField(default=0, help_text="learners enrolled and not dropped out")
    unit_of_count = models.CharField(max_length=30, default="học viên")
    branch_then = models.CharField(max_length=10, blank=True, choices=choices(Branch))
    group_then = models.CharField(max_length=60, blank=True)
    programme_level_then = models.CharField(max_length=60, blank=True)
    grants_then = models.CharField(max_length=60, blank=True)
    host_level_then = models.CharField(max_length=10, blank=True, choices=choices(UnitLevel))
    host_block_then = models.CharField(max_length=10, blank=True, choices=choices(Block))
    state = models.CharField(max_length=10, choices=choices(ClassState), default=ClassState.PLANNED.value)
    opened_on = models.DateField(null=True, blank=True)
    finished_on = models.DateField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="classes"
    )

    class Meta:
        ordering = ["-start_on", "code"]
        indexes = [models.Index(fields=["start_on", "end_on"], name="class_days")]
        constraints = [
            models.CheckConstraint(condition=Q(end_on__gte=F("start_on")), name="class_days_in_order"),
            models.CheckConstraint(condition=Q(seats_taken__lte=F("capacity")), name="class_not_overfull"),
            one_of("state", ClassState, "class_state_known"),
            one_of("mode", StudyMode, "class_mode_known"),
            one_of("place", StudyPlace, "class_place_known"),
        ]

    def __str__(self) -> str:
        return self.name


class ClassSession(models.Model):
    """One part of one day of the timetable (buổi), of ``periods`` periods (tiết)."""

    training_class = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="sessions")
    on = models.DateField()
    part = models.CharField(max_length=10, choices=choices(DayPart))
    periods = models.PositiveSmallIntegerField()
    module = models.ForeignKey(
        ProgrammeModule, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    topic = models.CharField(max_length=250, blank=True)
    lecturer = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="lectures"
    )
    lecturer_name = models.CharField(max_length=150, blank=True)
    room = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["training_class", "on", "part"], name="class_session_once_a_part"
            ),
            one_of("part", DayPart, "class_session_part_known"),
        ]


class Snapshotted(models.Model):
    """What somebody was on the day of an event, by which it is counted. Never changed afterwards."""

    unit_then = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    level_then = models.CharField(max_length=10, blank=True, choices=choices(UnitLevel))
    block_then = models.CharField(max_length=10, blank=True, choices=choices(Block))
    zone_then = models.CharField(max_length=3, blank=True, choices=choices(Zone))
    title_then = models.ForeignKey(Title, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title_group_then = models.CharField(max_length=60, blank=True)
    kind_then = models.CharField(max_length=24, blank=True, choices=choices(StaffKind))
    rank_then = models.CharField(max_length=20, blank=True)
    is_leader_then = models.BooleanField(default=False)
    post_group_then = models.CharField(max_length=24, choices=choices(PostGroup))
    sex_then = models.CharField(max_length=6, choices=choices(Sex))
    is_minority_then = models.BooleanField(default=False)
    age_then = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True


class Enrolment(CustomValues, Snapshotted):
    """Somebody's participation in a class, with the snapshot it is counted by, taken on ``enrolled_on``.

    The snapshot columns are never changed afterwards: mergers, moves and promotions leave past figures as they were.
    """

    training_class = models.ForeignKey(TrainingClass, on_delete=models.PROTECT, related_name="enrolments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrolments")
    nomination = models.OneToOneField(
        Nomination, null=True, blank=True, on_delete=models.PROTECT, related_name="enrolment"
    )
    fund_source = models.ForeignKey(
        FundSource, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    enrolled_on = models.DateField()
    state = models.CharField(
        max_length=10, choices=choices(EnrolmentState), default=EnrolmentState.STUDYING.value
    )
    score = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    classification = models.CharField(max_length=10, blank=True, choices=choices(Classification))
    completed_on = models.DateField(null=True, blank=True)
    failed_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    drop_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "enrolled_on"], name="enrolment_person"),
            models.Index(fields=["unit_then", "enrolled_on"], name="enrolment_unit_then"),
            # Holds all that the yearly form of results counts by, so that it is counted from the index alone.
            models.Index(
                fields=["enrolled_on", "training_class", "level_then", "is_leader_then", "person"],
                name="enrolment_counted",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["training_class", "person"], name="enrolled_once_a_class"),
            one_of("state", EnrolmentState, "enrolment_state_known"),
            models.CheckConstraint(
                condition=~Q(state="dropped") | Q(dropped_on__isnull=False) & ~Q(drop_reason=""),
                name="dropped_with_date_and_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | Q(failed_on__isnull=False), name="failed_with_date"
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=10), name="score_out_of_ten"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.training_class}"


class Attendance(models.Model):
    """A learner's mark for one session."""

    session = models.ForeignKey(ClassSession, on_delete=models.CASCADE, related_name="attendance")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attendance")
    mark = models.CharField(max_length=8, choices=choices(Mark))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="attendance_marked_once"),
            one_of("mark", Mark, "attendance_mark_known"),
        ]


class Completion(Snapshotted):
    """That somebody completed a class on a day, with what they were that day: often not what they were on the first."""

    enrolment = models.OneToOneField(
        Enrolment, primary_key=True, on_delete=models.CASCADE, related_name="completion"
    )
    training_class = models.ForeignKey(TrainingClass, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        indexes = [
            models.Index(
                fields=["on", "training_class", "level_then", "is_leader_then", "person"],
                name="completion_counted",
            )
        ]


class Certificate(Snapshotted):
    """A certificate issued for a completed enrolment, with what the holder was that day.

    Its number comes from a register without gaps.
    """

    enrolment = models.OneToOneField(Enrolment, on_delete=models.PROTECT, related_name="certificate")
    training_class = models.ForeignKey(TrainingClass, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=choices(CertificateKind))
    register = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    issued_on = models.DateField()
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["register", "year", "number"]
        indexes = [
            models.Index(
                fields=["issued_on", "training_class", "level_then", "is_leader_then", "person"],
                name="certificate_counted",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["register", "year", "number"], name="certificate_number_once"),
            one_of("kind", CertificateKind, "certificate_kind_known"),
        ]


class RevokedCertificate(models.Model):
    """A number of a register whose paper was taken back. The number is never given again.

    ``replaced_by`` is the number of the paper given instead, as written on it; empty when none was.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="revoked_certificates")
    kind = models.CharField(max_length=12, choices=choices(CertificateKind))
    register = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    issued_on = models.DateField()
    revoked_on = models.DateField()
    reason = models.CharField(max_length=300)
    replaced_by = models.CharField(max_length=60, blank=True)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["register", "year", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "year", "number"], name="revoked_certificate_number_once"
            ),
            one_of("kind", CertificateKind, "revoked_certificate_kind_known"),
        ]


class ClassCost(models.Model):
    """Money of a class from one source, in đồng: estimated before, or spent on a day with a document."""

    training_class = models.ForeignKey(TrainingClass, on_delete=models.CASCADE, related_name="costs")
    source = models.ForeignKey(FundSource, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=choices(CostKind))
    item = models.CharField(max_length=200)
    amount = models.PositiveBigIntegerField()
    on = models.DateField()
    document_number = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["on", "id"]
        constraints = [one_of("kind", CostKind, "class_cost_kind_known")]
