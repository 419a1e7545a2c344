"""Where the money comes from, what things may cost, and how much there is. Money is integer đồng."""

from __future__ import annotations

from django.db import models

from vun.records.dated import DatedRow, period_is_not_empty
from vun.records.registers.models import Decision


class FundSource(models.Model):
    """Nguồn kinh phí. ``valid_to`` is the first day it no longer gives money."""

    code = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(max_length=150)
    note = models.CharField(max_length=300, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name


class CostNorm(DatedRow):
    """What one unit of something may cost in đồng, by a dated rule of the province.

    The rows of one code follow each other and never overlap. ``is_verified`` False marks a sample amount or one written
    down from memory.
    """

    code = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    unit_of_count = models.CharField(max_length=60)
    amount = models.PositiveBigIntegerField()
    legal_basis = models.CharField(max_length=300)
    is_verified = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["code", "start_on"]
        constraints = [
            period_is_not_empty("cost_norm_period_not_empty"),
            models.UniqueConstraint(fields=["code", "start_on"], name="cost_norm_starts_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Budget(models.Model):
    """The money one source gives for training in one year, in đồng."""

    source = models.ForeignKey(FundSource, on_delete=models.PROTECT, related_name="budgets")
    year = models.PositiveSmallIntegerField()
    amount = models.PositiveBigIntegerField()
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-year", "source__order"]
        constraints = [models.UniqueConstraint(fields=["source", "year"], name="budget_once_a_year")]

    def __str__(self) -> str:
        return f"{self.source} {self.year}"
