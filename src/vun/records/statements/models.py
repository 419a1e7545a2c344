"""Reports kept by hand."""

from __future__ import annotations

from functools import cached_property

from django.db import models

from vun.common.period import Period
from vun.engines.figures import Statement, read_file
from vun.records.dated import DatedRow, period_is_not_empty
from vun.records.orgs.models import Unit
from vun.records.statements.domain import LONGEST_SOURCE, LONGEST_TITLE


class KeptStatement(DatedRow):
    """A report of a unit over a period that records do not speak of: its figures stand here as they were stated.

    ``content`` is the figures and their relations in the published form of such files, digits as printed. ``links``
    say beside which cells of reports which of them stand: lists of figure, report, row, column. ``revision`` counts the
    corrections.
    """

    title = models.CharField(max_length=LONGEST_TITLE)
    search_key = models.CharField(max_length=LONGEST_TITLE)
    sort_key = models.CharField(max_length=3 * LONGEST_TITLE)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="kept_statements")
    end_on = models.DateField()
    source = models.CharField(max_length=LONGEST_SOURCE, blank=True)
    author = models.CharField(max_length=200, blank=True)
    stated_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    content = models.TextField()
    links = models.JSONField(default=list)
    figure_count = models.PositiveIntegerField()
    fault_count = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [period_is_not_empty("kept_statement_period_not_empty")]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def statement(self) -> Statement:
        return read_file(self.content.encode(), self.title)

    @property
    def period(self) -> Period:
        return Period(self.start_on, self.end_on)
