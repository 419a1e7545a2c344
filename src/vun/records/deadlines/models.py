"""Rules of how time limits end, dated."""

from __future__ import annotations

from django.db import models

from vun.records.dated import choices, one_of, period_is_not_empty
from vun.records.deadlines.domain import LastDay
from vun.records.standards.models import LegalRow


class DeadlineRule(LegalRow):
    """What holds for time limits counted to a day of its period that is a day off."""

    name = models.CharField(max_length=200)
    last_day_off = models.CharField(max_length=20, choices=choices(LastDay))
    clause = models.CharField(max_length=150, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-start_on"]
        constraints = [
            period_is_not_empty("deadline_rule_period_not_empty"),
            one_of("last_day_off", LastDay, "deadline_rule_last_day_known"),
        ]

    def __str__(self) -> str:
        return self.name
