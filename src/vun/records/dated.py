"""Dated rows: the columns and the one question every state that changes with time is asked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q

from vun.common.period import Period


class DatedRow(models.Model):
    """A state that holds on the days of the half-open period [start_on, end_on); end_on NULL means still open."""

    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def period(self) -> Period:
        return Period(self.start_on, self.end_on)

    @property
    def last_day(self) -> date | None:
        """The last day it holds, as papers write it; None while it is open."""
        return self.end_on - timedelta(days=1) if self.end_on else None


def on_day(day: date, prefix: str = "") -> Q:
    """Rows that hold on ``day``; ``prefix`` is the lookup path to the dated row, such as ``"appointments__"``."""
    return Q(**{f"{prefix}start_on__lte": day}) & (
        Q(**{f"{prefix}end_on__isnull": True}) | Q(**{f"{prefix}end_on__gt": day})
    )


def within(period: Period, prefix: str = "") -> Q:
    """Rows that hold on at least one day of ``period``."""
    later = Q(**{f"{prefix}end_on__isnull": True}) | Q(**{f"{prefix}end_on__gt": period.start})
    return later if period.end is None else later & Q(**{f"{prefix}start_on__lt": period.end})


def period_is_not_empty(name: str) -> models.CheckConstraint:
    """The check every dated table carries."""
    return models.CheckConstraint(condition=Q(end_on__isnull=True) | Q(end_on__gt=F("start_on")), name=name)


def one_of(column: str, enum: type[Any], name: str) -> models.CheckConstraint:
    """The check that a column holds a value of the enum."""
    return models.CheckConstraint(
        condition=Q(**{f"{column}__in": [member.value for member in enum]}), name=name
    )


def ended_when_over(open_states: Collection[Any], name: str) -> models.CheckConstraint:
    """The check that ``ended_on`` is known exactly when ``state`` is none of these."""
    is_open = Q(state__in=sorted(state.value for state in open_states))
    return models.CheckConstraint(
        condition=Q(is_open, ended_on__isnull=True) | Q(~is_open, ended_on__isnull=False), name=name
    )


def choices(enum: type[Any]) -> list[tuple[str, str]]:
    """Choices of a column from a plain enum of the domain; the words for people are kept by the faces."""
    return [(member.value, member.value) for member in enum]
