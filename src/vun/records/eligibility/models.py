"""Rules of being sent to study, dated and with the clause they come from."""

from __future__ import annotations

from django.db import models

from vun.records.dated import period_is_not_empty
from vun.records.standards.models import LegalRow


class EligibilityRule(LegalRow):
    """One rule about who may be sent to what. ``terms`` are what `domain.from_plain` reads: conditions, never code.

    Rows of one rule follow each other in time and share the part of ``code`` before the year.
    """

    name = models.CharField(max_length=250)
    search_key = models.CharField(max_length=600)
    clause = models.CharField(max_length=150, blank=True)
    source = models.CharField(max_length=200, blank=True, help_text="where the text was read")
    terms = models.JSONField()

    class Meta:
        ordering = ["code"]
        constraints = [period_is_not_empty("eligibility_rule_period_not_empty")]

    def __str__(self) -> str:
        return self.name
