"""Imports, the rows they made, the rows they changed, and the headings offices use."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vun.records.dated import choices, one_of
from vun.records.imports.domain import ImportState
from vun.records.orgs.models import Unit
from vun.records.registers.models import StoredFile


class Import(models.Model):
    """One file taken in, as one thing: ``counts`` are rows by what they did."""

    kind = models.CharField(max_length=20)
    file_name = models.CharField(max_length=255)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    permission = models.CharField(max_length=30)
    state = models.CharField(max_length=10, choices=choices(ImportState), default=ImportState.APPLIED.value)
    counts = models.JSONField(default=dict)
    actor_user_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    applied_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-applied_at", "-id"]
        constraints = [one_of("state", ImportState, "import_state_known")]

    def __str__(self) -> str:
        return self.file_name


class ImportedRows(models.Model):
    """Rows an import made: those of ``model`` with ids from ``first_id`` to ``last_id``, both included."""

    of_import = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="made")
    model = models.CharField(max_length=60)
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    order = models.PositiveIntegerField()

    class Meta:
        ordering = ["order"]
        indexes = [models.Index(fields=["model", "first_id"], name="imported_rows_of_model")]


class ImportedChange(models.Model):
    """A row an import changed, or took away: its columns that differ, before and after (empty: it is gone)."""

    of_import = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="changed")
    model = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]


class HeadingMemory(models.Model):
    """What an office said a heading of its files means, for next time. No unit: the whole province."""

    kind = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    heading = models.CharField(max_length=250)
    field = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "unit", "heading"], name="heading_remembered_once"),
            models.UniqueConstraint(
                fields=["kind", "heading"], condition=Q(unit=None), name="heading_remembered_once_for_all"
            ),
        ]

    def __str__(self) -> str:
        return self.heading


class NameMemory(models.Model):
    """What an office said a spelling in its files means, for next time. No unit: the whole province."""

    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    field = models.CharField(max_length=40)
    text = models.CharField(max_length=250)
    code = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "field", "text"], name="name_remembered_once"),
            models.UniqueConstraint(
                fields=["field", "text"], condition=Q(unit=None), name="name_remembered_once_for_all"
            ),
        ]

    def __str__(self) -> str:
        return self.text
