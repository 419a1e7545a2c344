"""What planning is done with beside the registry, and the scenarios."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vun.records.allocation.domain import PolicyTerm, Preset, ScenarioState, VenueKind
from vun.records.dated import DatedRow, choices, one_of, period_is_not_empty
from vun.records.funding.models import FundSource
from vun.records.orgs.models import Unit
from vun.records.plans.models import PlanVersion
from vun.records.registers.models import Job
from vun.records.standards.models import Programme, ProgrammeGroup


class PolicyWeight(DatedRow):
    """What one term of the policy is worth on the days of the period. A term without a row has its default.

    ``group`` belongs to the term of priority groups, ``programme`` to that of mandatory programmes. The rows of one
    term and subject follow each other and never overlap.
    """

    term = models.CharField(max_length=20, choices=choices(PolicyTerm))
    group = models.ForeignKey(
        ProgrammeGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    value = models.DecimalField(max_digits=14, decimal_places=4)
    basis = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["term", "group", "programme", "start_on"]
        constraints = [
            period_is_not_empty("policy_weight_period_not_empty"),
            one_of("term", PolicyTerm, "policy_weight_term_known"),
            models.CheckConstraint(condition=Q(value__gte=0), name="policy_weight_not_negative"),
            models.UniqueConstraint(
                fields=["term", "start_on"],
                condition=Q(group__isnull=True, programme__isnull=True),
                name="policy_weight_starts_once",
            ),
            models.UniqueConstraint(
                fields=["group", "start_on"],
                condition=Q(group__isnull=False),
                name="policy_weight_group_starts_once",
            ),
            models.UniqueConstraint(
                fields=["programme", "start_on"],
                condition=Q(programme__isnull=False),
                name="policy_weight_programme_starts_once",
            ),
        ]

    def __str__(self) -> str:
        return self.term


class Venue(DatedRow):
    """A place classes are held in. ``rooms`` are the rooms free in each month of a year; empty means unlimited."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=choices(VenueKind))
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="venues")
    rooms = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["kind", "name"]
        constraints = [
            period_is_not_empty("venue_period_not_empty"),
            one_of("kind", VenueKind, "venue_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name


class VenueDistance(models.Model):
    """The kilometres from an area, named by the district unit it is or was, to a venue."""

    venue = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="distances")
    area = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    km = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["venue", "area"], name="venue_distance_once")]


class LecturerPool(DatedRow):
    """Lecturers who teach the programmes of some groups; ``hours`` are those they have in each month of a year."""

    name = models.CharField(max_length=200)
    groups = models.ManyToManyField(ProgrammeGroup, related_name="+")
    hours = models.JSONField(default=list)

    class Meta:
        ordering = ["name"]
        constraints = [period_is_not_empty("lecturer_pool_period_not_empty")]

    def __str__(self) -> str:
        return self.name


class ReleaseLimit(models.Model):
    """What a unit can spare in a year: people in full-time classes in one month, enrolments in the year. Empty: as the
    policy says."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    month_people = models.PositiveIntegerField(null=True, blank=True)
    year_places = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="release_limit_once_a_year")]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"


class SourceRule(models.Model):
    """A source pays for programmes of the group. A source without any row pays for all."""

    source = models.ForeignKey(FundSource, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(ProgrammeGroup, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "group"], name="source_rule_once")]


class CourseTerms(models.Model):
    """How a programme may be held in a year, and the target from above. Empty columns: as policy and catalogue say."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    class_min = models.PositiveIntegerField(null=True, blank=True)
    class_max = models.PositiveIntegerField(null=True, blank=True)
    modes = models.JSONField(default=list, blank=True)
    target_min = models.PositiveIntegerField(null=True, blank=True)
    target_max = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "year"], name="course_terms_once_a_year")]

    def __str__(self) -> str:
        return f"{self.programme} {self.year}"


class Scenario(models.Model):
    """One question put to the planner: a year, a budget by source in đồng, modes, locks; and the answer's figures.

    The policy is the one of ``on``, the day gaps are counted. ``points`` are [seconds, best plan, bound] as they came.
    ``summary`` holds the answer's figures; the plan itself is in ScenarioData. With an ``incident``, in names
    that outlast a plan, the answer is not sought but is the plan of ``base`` mended after it.
    """

    name = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    on = models.DateField()
    base = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="variants"
    )
    preset = models.CharField(max_length=16, blank=True, choices=choices(Preset))
    budget = models.JSONField(default=dict)
    modes = models.JSONField(default=list)
    seconds = models.PositiveIntegerField(default=60)
    seed = models.PositiveIntegerField(default=1)
    locks = models.JSONField(default=dict)
    incident = models.JSONField(default=dict)
    state = models.CharField(
        max_length=10, choices=choices(ScenarioState), default=ScenarioState.PREPARED.value
    )
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    points = models.JSONField(default=list)
    summary = models.JSONField(default=dict)
    curve = models.JSONField(default=list)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    plan_version = models.ForeignKey(
        PlanVersion, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-year", "-made_at", "-id"]
        constraints = [one_of("state", ScenarioState, "scenario_state_known")]

    def __str__(self) -> str:
        return self.name


class ScenarioData(models.Model):
    """The problem a scenario posed and the plan that answers it, as the planner's files, compressed."""

    scenario = models.OneToOneField(Scenario, on_delete=models.CASCADE, related_name="data")
    problem = models.BinaryField()
    plan = models.BinaryField(null=True)
