"""The fields offices define; their values stand in the column ``custom`` of the rows they are about."""

from __future__ import annotations

from django.db import models

from vun.records import dated
from vun.records.custom.domain import LONGEST_LABEL, FieldSpec, Subject, ValueKind


class CustomField(models.Model):
    """A field of an office's own. ``code`` and ``kind`` never change; one retired keeps its values out of sight."""

    subject = models.CharField(max_length=10, choices=dated.choices(Subject))
    code = models.CharField(max_length=60)
    label = models.CharField(max_length=LONGEST_LABEL)
    kind = models.CharField(max_length=10, choices=dated.choices(ValueKind))
    choices = models.JSONField(default=list, blank=True)
    note = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["subject", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "code"], name="custom_field_code_once"),
            dated.one_of("subject", Subject, "custom_field_subject_known"),
            dated.one_of("kind", ValueKind, "custom_field_kind_known"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def spec(self) -> FieldSpec:
        return FieldSpec(self.code, self.label, ValueKind(self.kind), tuple(self.choices), self.note)


class CustomValues(models.Model):
    """The column of a row that holds the values of its subject's fields, by code."""

    custom = models.JSONField(default=dict, db_default={}, blank=True)

    class Meta:
        abstract = True
