"""Definitions of an office's own, relations between figures, and signed reports."""

from __future__ import annotations

from typing import Any

from django.db import models

from vun.engines.documents import NAMES
from vun.records.orgs.models import Unit
from vun.records.publishing.domain import LONGEST_NAME, LONGEST_TITLE, seal


class ReportDefinition(models.Model):
    """A report the office defined itself, from nothing or from a copy of another. ``data`` says all that it is."""

    name = models.CharField(max_length=LONGEST_NAME, unique=True)
    title = models.CharField(max_length=LONGEST_TITLE)
    based_on = models.CharField(max_length=LONGEST_NAME, blank=True)
    data = models.JSONField()
    author = models.CharField(max_length=200)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class DefinitionDraft(models.Model):
    """A definition being changed, by whoever may define reports. ``revision`` counts the steps."""

    data = models.JSONField()
    based_on = models.CharField(max_length=LONGEST_NAME, blank=True)
    revision = models.PositiveIntegerField(default=0)
    author = models.CharField(max_length=200)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return str(self.data.get("title", ""))


class ReportRelation(models.Model):
    """A relation the office checks before it signs: ``[row/column] = [row/column] + [other report: row/column]``."""

    report = models.CharField(max_length=LONGEST_NAME, db_index=True)
    name = models.CharField(max_length=LONGEST_TITLE)
    formula = models.TextField()
    author = models.CharField(max_length=200)

    class Meta:
        ordering = ["report", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "name"], name="report_relation_named_once")]

    def __str__(self) -> str:
        return self.name


class ReportWords(models.Model):
    """The words around the figures of a report of a unit over a period, as long as they are being written.

    ``sections`` stand in their order; no unit: the whole province.
    """

    report = models.CharField(max_length=LONGEST_NAME)
    first_day = models.DateField()
    last_day = models.DateField()
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sections = models.JSONField()
    author = models.CharField(max_length=200)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-last_day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "first_day", "last_day", "unit"], name="report_words_once_for_a_unit"
            ),
            models.UniqueConstraint(
                fields=["report", "first_day", "last_day"],
                condition=models.Q(unit=None),
                name="report_words_once_for_the_province",
            ),
        ]

    def __str__(self) -> str:
        return self.report


class LayoutTemplate(models.Model):
    """A file of the province's own that documents are laid out by, in place of the shipped one of its ``name``.

    Every version stays, so that an earlier one can be put back to use.
    """

    name = models.CharField(max_length=20)
    version = models.PositiveIntegerField()
    content = models.BinaryField()
    file_name = models.CharField(max_length=255)
    put_by = models.CharField(max_length=200)
    put_at = models.DateTimeField()
    is_current = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="layout_template_version_once"),
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(is_current=True), name="layout_template_current_once"
            ),
            models.CheckConstraint(condition=models.Q(name__in=NAMES), name="layout_template_name_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class SignedReport(models.Model):
    """A report as it was signed, sealed: definition, figures, the facts behind each cell. Never changed afterwards."""

    name = models.CharField(max_length=LONGEST_NAME, db_index=True)
    title = models.CharField(max_length=LONGEST_TITLE)
    first_day = models.DateField()
    last_day = models.DateField()
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    definition = models.JSONField()
    scope = models.JSONField()
    figures = models.JSONField()
    relations = models.JSONField()
    words = models.JSONField(default=list)
    facts = models.BinaryField()
    signed_by = models.CharField(max_length=200)
    signed_at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-signed_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def seal(self) -> str:
        """The seal of what stands here now: equal to ``digest`` as long as nothing was changed."""
        return seal(self._parts(), bytes(self.facts))

    def seals(self) -> dict[str, str]:
        """A short seal of each part, which tells the part that was changed."""
        parts = {name: seal(part, b"")[:16] for name, part in self._parts().items()}
        return {**parts, "facts": seal(None, bytes(self.facts))[:16]}

    def _parts(self) -> dict[str, Any]:
        """What is sealed, whatever it has become."""
        return {
            "head": [
                self.name,
                self.title,
                str(self.first_day),
                str(self.last_day),
                self.unit_id,
            ],
            "definition": self.definition,
            "scope": self.scope,
            "figures": self.figures,
            "relations": self.relations,
            "words": self.words,
            "signature": [self.signed_by, str(self.signed_at)],
        }


class SubmittedReport(models.Model):
    """Báo cáo trình ký: a report on its way along the steps of approval, with everything a signed one keeps.

    ``signed`` is what came of it.
    """

    name = models.CharField(max_length=LONGEST_NAME, db_index=True)
    title = models.CharField(max_length=LONGEST_TITLE)
    first_day = models.DateField()
    last_day = models.DateField()
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    definition = models.JSONField()
    scope = models.JSONField()
    figures = models.JSONField()
    relations = models.JSONField()
    words = models.JSONField(default=list)
    facts = models.BinaryField()
    signed = models.OneToOneField(
        SignedReport, null=True, blank=True, on_delete=models.PROTECT, related_name="submission"
    )

    CONTENT = (
        "name",
        "title",
        "first_day",
        "last_day",
        "unit_id",
        "definition",
        "scope",
        "figures",
        "relations",
        "words",
        "facts",
    )
    """What goes over into the signed report unchanged."""

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title
