"""Persons and the dated rows about them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vun.records.accounts.models import User
from vun.records.custom.models import CustomValues
from vun.records.dated import DatedRow, choices, one_of, period_is_not_empty
from vun.records.orgs.domain import Block
from vun.records.orgs.models import Unit
from vun.records.people.domain import (
    AbsenceKind,
    EndReason,
    ManagementTier,
    RatingGrade,
    RowFate,
    Sex,
    StaffKind,
    TraitKind,
)
from vun.records.registers.models import Decision, StoredFile


class EthnicGroup(models.Model):
    """One of the 54 official groups; code "01" is Kinh, every other a minority."""

    code = models.CharField(max_length=2, primary_key=True)
    name = models.CharField(max_length=60)
    is_minority = models.BooleanField()

    class Meta:
        ordering = ["code"]


class TitleGroup(models.Model):
    """A group of titles of the same standing, by whose code standards and reports speak of them together."""

    code = models.CharField(max_length=60, primary_key=True)
    name = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class Title(models.Model):
    """Chức danh, chức vụ: a kind of post, wherever it occurs. Standards are set by title or title group.

    ``default_kind`` and ``default_tier`` are usual for it; people are newly appointed to it on the days
    [valid_from, valid_to), either of which may be open. Whoever holds it longer keeps it.
    """

    code = models.CharField(max_length=60, primary_key=True)
    name = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150, blank=True)
    group = models.CharField(max_length=60, db_index=True)
    is_leader = models.BooleanField(default=False)
    default_kind = models.CharField(max_length=24, choices=choices(StaffKind))
    default_tier = models.CharField(
        max_length=20, choices=choices(ManagementTier), default=ManagementTier.UNIT.value
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    block = models.CharField(max_length=10, blank=True, choices=choices(Block))
    order = models.PositiveSmallIntegerField(default=0)
    search_key = models.CharField(max_length=200)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class Rank(models.Model):
    """Ngạch công chức or hạng chức danh nghề nghiệp."""

    code = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=100)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class PersonColumns(CustomValues):
    """Who somebody is: the columns of a record, whether it goes on or was merged into another."""

    full_name = models.CharField(max_length=100)
    search_key = models.CharField(max_length=120, db_index=True)
    sort_key = models.CharField(max_length=300, db_index=True)
    national_id_sealed = models.CharField(max_length=120, blank=True)
    national_id_index = models.CharField(max_length=64, null=True, blank=True, db_index=True)
    birth_on = models.DateField()
    sex = models.CharField(max_length=6, choices=choices(Sex))
    ethnic_group = models.ForeignKey(EthnicGroup, null=True, blank=True, on_delete=models.PROTECT)
    party_joined_on = models.DateField(null=True, blank=True)
    party_official_on = models.DateField(null=True, blank=True)
    recruited_on = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.full_name


class Person(PersonColumns):
    """Somebody who is, was or may become staff, or who only studies.

    The national ID is stored sealed, with a keyed index for exact search; ethnicity and Party membership are
    sensitive data under Law 91/2025/QH15.
    """

    national_id_index = models.CharField(max_length=64, null=True, blank=True, unique=True)
    user = models.OneToOneField(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="person")

    class Meta:
        ordering = ["sort_key", "id"]
        constraints = [one_of("sex", Sex, "person_sex_known")]


class JobPosition(DatedRow):
    """Vị trí việc làm: a post of a unit's approved list, with its headcount and the rank it asks for, if any."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="job_positions")
    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    search_key = models.CharField(max_length=400)
    headcount = models.PositiveSmallIntegerField()
    rank = models.ForeignKey(Rank, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [period_is_not_empty("job_position_period_not_empty")]

    def __str__(self) -> str:
        return self.name


class Appointment(DatedRow):
    """A post somebody holds in a unit over a period. One is primary at a time; others are concurrent (kiêm nhiệm).

    Both databases refuse two primary appointments of one person on one day.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="appointments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="appointments")
    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey(
        JobPosition, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=24, choices=choices(StaffKind))
    rank = models.ForeignKey(Rank, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_leader = models.BooleanField(default=False)
    management_tier = models.CharField(
        max_length=20, choices=choices(ManagementTier), default=ManagementTier.UNIT.value
    )
    is_primary = models.BooleanField(default=True)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    end_reason = models.CharField(max_length=16, blank=True, choices=choices(EndReason))
    end_decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-start_on", "-id"]
        indexes = [
            models.Index(fields=["unit", "start_on", "end_on"], name="appointment_unit"),
            models.Index(fields=["person", "start_on"], name="appointment_person"),
        ]
        constraints = [
            period_is_not_empty("appointment_period_not_empty"),
            one_of("kind", StaffKind, "appointment_kind_known"),
            models.CheckConstraint(
                condition=Q(end_on__isnull=False) | Q(end_reason=""),
                name="appointment_open_has_no_end_reason",
            ),
        ]


class Rating(models.Model):
    """The yearly rating of quality (xếp loại chất lượng)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="ratings")
    year = models.PositiveSmallIntegerField()
    grade = models.CharField(max_length=14, choices=choices(RatingGrade))
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["person", "year"], name="rating_once_a_year"),
            one_of("grade", RatingGrade, "rating_grade_known"),
        ]


class SuccessionMembership(DatedRow):
    """Quy hoạch: somebody is in the pool for a title in a unit, for a term."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="successions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="succession_pool")
    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="+")
    term = models.CharField(max_length=20)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-start_on"]
        constraints = [period_is_not_empty("succession_period_not_empty")]


class Absence(DatedRow):
    """Somebody is away from work for long: maternity leave, illness, leave without pay."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absences")
    kind = models.CharField(max_length=10, choices=choices(AbsenceKind))
    note = models.CharField(max_length=300, blank=True)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-start_on"]
        constraints = [
            period_is_not_empty("absence_period_not_empty"),
            one_of("kind", AbsenceKind, "absence_kind_known"),
        ]


class Trait(DatedRow):
    """A recorded ability with its evidence: able to work internationally, member of an expert group."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="traits")
    kind = models.CharField(max_length=14, choices=choices(TraitKind))
    evidence = models.CharField(max_length=300)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["-start_on"]
        constraints = [
            period_is_not_empty("trait_period_not_empty"),
            one_of("kind", TraitKind, "trait_kind_known"),
        ]


class PersonMerge(PersonColumns):
    """A record that was merged into another of the same person: as it was, so that it can come back exactly.

    ``merged_id`` is the id it had. ``survivor_columns`` are those the survivor got from it, each before and after.
    While this row stands nobody else is given its national ID.
    """

    survivor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges")
    merged_id = models.BigIntegerField(unique=True)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    survivor_columns = models.JSONField(default=dict)
    reason = models.CharField(max_length=300)
    merged_at = models.DateTimeField()
    merged_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-merged_at", "-id"]
        constraints = [one_of("sex", Sex, "person_merge_sex_known")]


class MergedRow(models.Model):
    """A row that hung on either of two merged records: where it was, or, put aside, all that stood in it."""

    merge = models.ForeignKey(PersonMerge, on_delete=models.CASCADE, related_name="rows")
    table = models.CharField(max_length=60)
    column = models.CharField(max_length=60)
    row_id = models.BigIntegerField()
    fate = models.CharField(max_length=9, choices=choices(RowFate))
    columns = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["table", "row_id"], name="merged_row_of_table")]
        constraints = [one_of("fate", RowFate, "merged_row_fate_known")]


class DistinctPersons(models.Model):
    """Somebody looked at two records that are alike and said that they are of two people; not proposed again."""

    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=300)
    declared_at = models.DateTimeField()
    declared_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="distinct_persons_declared_once"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="distinct_persons_are_two"),
        ]
