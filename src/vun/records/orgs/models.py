"""Units over time. What may change about a unit is a dated row; its ancestors are a dated closure."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vun.records.dated import DatedRow, choices, one_of, period_is_not_empty
from vun.records.orgs.domain import Block, ChangeKind, UnitLevel, Zone
from vun.records.registers.models import Decision


class Unit(DatedRow):
    """An organisation from the day it is established (start_on) to the day it is dissolved (end_on, None: exists).

    The name, parent, level, block and zone of a day are in UnitState. ``name``, ``sort_key``, ``level`` and ``block``
    here repeat the latest state, for lists; ``search_key`` holds every name it ever had, for search.
    """

    code = models.CharField(max_length=30, unique=True)
    level = models.CharField(max_length=10, choices=choices(UnitLevel))
    block = models.CharField(max_length=10, choices=choices(Block))
    name = models.CharField(max_length=200)
    search_key = models.CharField(max_length=2000)
    sort_key = models.CharField(max_length=500, db_index=True)

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            period_is_not_empty("unit_period_not_empty"),
            one_of("level", UnitLevel, "unit_level_known"),
            one_of("block", Block, "unit_block_known"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitState(DatedRow):
    """What a unit is called, where it hangs and what kind of place it is, on the days of the period."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="states")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80, blank=True)
    parent = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=10, choices=choices(UnitLevel))
    block = models.CharField(max_length=10, choices=choices(Block))
    zone = models.CharField(max_length=3, blank=True, choices=choices(Zone))
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["start_on"]
        indexes = [models.Index(fields=["parent", "start_on"], name="unit_state_parent")]
        constraints = [
            period_is_not_empty("unit_state_period_not_empty"),
            models.UniqueConstraint(fields=["unit", "start_on"], name="unit_state_starts_once"),
            models.CheckConstraint(condition=~Q(unit=F("parent")), name="unit_not_its_own_parent"),
            one_of("level", UnitLevel, "unit_state_level_known"),
            one_of("block", Block, "unit_state_block_known"),
        ]


class UnitAncestor(DatedRow):
    """``ancestor`` stands ``depth`` steps above ``unit`` on the days of the period; depth 0 is the unit itself.

    Derived from UnitState, written only with it: the units below another on a day are one indexed query.
    """

    ancestor = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="descendant_links")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="ancestor_links")
    depth = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["ancestor", "start_on", "end_on", "unit"], name="unit_ancestor_down"),
            models.Index(fields=["unit", "start_on", "end_on", "ancestor"], name="unit_ancestor_up"),
        ]
        constraints = [period_is_not_empty("unit_ancestor_period_not_empty")]


class UnitChange(models.Model):
    """One change to units by one decision on one day."""

    kind = models.CharField(max_length=12, choices=choices(ChangeKind))
    on = models.DateField()
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="unit_changes"
    )
    units = models.ManyToManyField(Unit, related_name="changes")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [one_of("kind", ChangeKind, "unit_change_kind_known")]


class UnitSuccession(models.Model):
    """``successor`` takes over from ``predecessor``. One predecessor may have several successors (split)."""

    change = models.ForeignKey(UnitChange, on_delete=models.CASCADE, related_name="successions")
    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successor_links")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="predecessor_links")
    is_main = models.BooleanField(
        default=True,
        help_text="the one successor that a question in units of now counts the predecessor under",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["change", "predecessor", "successor"], name="unit_succession_once"
            ),
            models.UniqueConstraint(
                fields=["predecessor"], condition=Q(is_main=True), name="unit_has_one_main_successor"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="unit_not_its_own_successor"
            ),
        ]
