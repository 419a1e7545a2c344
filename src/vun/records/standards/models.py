"""Scales, standards and programmes: all dated, all rows, each with its legal basis."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vun.records.dated import DatedRow, choices, one_of, period_is_not_empty
from vun.records.orgs.domain import Block, UnitLevel, Zone
from vun.records.people.domain import StaffKind
from vun.records.people.models import Rank, Title
from vun.records.registers.models import Decision
from vun.records.standards.domain import Branch, GraceFrom, RecordTable, StudyMode, StudyPlace


class Scale(models.Model):
    """A qualification scale, such as political theory. On an ordered scale a higher level includes the lower ones."""

    code = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(max_length=100)
    is_ordered = models.BooleanField()
    record_table = models.CharField(max_length=5, choices=choices(RecordTable))
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [one_of("record_table", RecordTable, "scale_record_table_known")]

    def __str__(self) -> str:
        return self.name


class ScaleLevel(models.Model):
    """One level of a scale; ``order`` grows with the level."""

    scale = models.ForeignKey(Scale, on_delete=models.CASCADE, related_name="levels")
    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=150)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["scale__order", "order"]
        constraints = [models.UniqueConstraint(fields=["scale", "order"], name="scale_level_order_once")]

    def __str__(self) -> str:
        return self.name


class LegalRow(DatedRow):
    """A rule in force on the days of its period, with where it comes from.

    ``is_verified`` False marks what was written down from memory and nobody has confirmed against the text.
    """

    code = models.CharField(max_length=80, unique=True)
    legal_basis = models.CharField(max_length=300)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_verified = models.BooleanField(default=False)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        abstract = True


class Requirement(LegalRow):
    """One clause of a standard: whoever it applies to must hold one of its options."""

    name = models.CharField(max_length=200)
    search_key = models.CharField(max_length=240)
    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="requirements")

    class Meta:
        ordering = ["scale__order", "code"]
        constraints = [period_is_not_empty("requirement_period_not_empty")]


class RequirementOption(models.Model):
    """Holding ``level`` (on an ordered scale: or higher) meets the requirement. The least one is ``order`` 0."""

    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="options")
    level = models.ForeignKey(ScaleLevel, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["requirement", "level"], name="requirement_option_once")
        ]


class ScopeRow(models.Model):
    """Whom a rule is about: every column that is filled must match the appointment; an empty one matches all."""

    title = models.ForeignKey(Title, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title_group = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=24, blank=True, choices=choices(StaffKind))
    rank = models.ForeignKey(Rank, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=10, blank=True, choices=choices(UnitLevel))
    block = models.CharField(max_length=10, blank=True, choices=choices(Block))
    zone = models.CharField(max_length=3, blank=True, choices=choices(Zone))
    is_leader = models.BooleanField(null=True, blank=True)

    class Meta:
        abstract = True


class RequirementScope(ScopeRow):
    """A requirement applies to an appointment that any of its scopes matches."""

    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="scopes")


class Equivalence(LegalRow):
    """The document ``held``, and no other level, counts as ``counts_as``.

    With ``earned_before``, only if it was earned before that day.
    """

    held = models.ForeignKey(ScaleLevel, on_delete=models.PROTECT, related_name="+")
    counts_as = models.ForeignKey(ScaleLevel, on_delete=models.PROTECT, related_name="+")
    earned_before = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [period_is_not_empty("equivalence_period_not_empty")]


class Exemption(LegalRow, ScopeRow):
    """Whoever the scope matches and every filled condition holds for need not meet requirements on ``scale``.

    ``in_rank_before``: was in the rank of the appointment before that day. ``holds``/``held_before``: has the very
    document, earned before that day.
    """

    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="+")
    up_to_level = models.ForeignKey(
        ScaleLevel, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    born_before = models.DateField(null=True, blank=True)
    in_rank_before = models.DateField(null=True, blank=True)
    holds = models.ForeignKey(ScaleLevel, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    held_before = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [period_is_not_empty("exemption_period_not_empty")]


class Grace(LegalRow, ScopeRow):
    """Whoever the scope matches has ``months`` to meet a requirement on ``scale`` (None: on any)."""

    scale = models.ForeignKey(Scale, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    months = models.PositiveSmallIntegerField()
    counted_from = models.CharField(max_length=12, choices=choices(GraceFrom))

    class Meta:
        constraints = [
            period_is_not_empty("grace_period_not_empty"),
            one_of("counted_from", GraceFrom, "grace_counted_from_known"),
        ]


class Audience(models.Model):
    """A dictionary of whom programmes are for, beyond titles: council deputies, new Party members, candidates."""

    code = models.CharField(max_length=60, primary_key=True)
    name = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class ProgrammeGroup(models.Model):
    """A group of programmes, as plans and reports speak of them together."""

    code = models.CharField(max_length=60, primary_key=True)
    name = models.CharField(max_length=150)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class Programme(LegalRow):
    """Something that can be studied: its length in periods (tiết) and days, what it grants and asks for."""

    name = models.CharField(max_length=250)
    search_key = models.CharField(max_length=300, db_index=True)
    sort_key = models.CharField(max_length=600)
    branch = models.CharField(max_length=10, choices=choices(Branch))
    group = models.ForeignKey(ProgrammeGroup, on_delete=models.PROTECT, related_name="programmes")
    level = models.CharField(max_length=60, blank=True, help_text="of which rank, post or degree it is")
    mode = models.CharField(max_length=10, choices=choices(StudyMode))
    place = models.CharField(max_length=10, choices=choices(StudyPlace))
    duration_days = models.PositiveSmallIntegerField()
    theory_periods = models.PositiveSmallIntegerField(default=0)
    practice_periods = models.PositiveSmallIntegerField(default=0)
    field_practice_days = models.PositiveSmallIntegerField(default=0)
    grants = models.ForeignKey(
        ScaleLevel, null=True, blank=True, on_delete=models.PROTECT, related_name="granted_by"
    )
    prerequisites = models.ManyToManyField(ScaleLevel, blank=True, related_name="+")
    audiences = models.ManyToManyField(Audience, blank=True, related_name="programmes")
    issuer = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            period_is_not_empty("programme_period_not_empty"),
            one_of("branch", Branch, "programme_branch_known"),
            one_of("mode", StudyMode, "programme_mode_known"),
            one_of("place", StudyPlace, "programme_place_known"),
            models.CheckConstraint(condition=Q(duration_days__gt=0), name="programme_lasts"),
        ]

    def __str__(self) -> str:
        return self.name


class ProgrammeModule(models.Model):
    """A part (chuyên đề, phần học) of a programme, with its periods of theory and practice."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="modules")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=250)
    theory_periods = models.PositiveSmallIntegerField(default=0)
    practice_periods = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "order"], name="programme_module_order_once")
        ]
