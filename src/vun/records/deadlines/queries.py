"""The rules of how time limits end, and how the limits of other contexts do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from vun.common.errors import NotFound
from vun.records.dated import on_day
from vun.records.deadlines.domain import Deadline, Deadlines, LastDay, Rule
from vun.records.deadlines.models import DeadlineRule
from vun.records.registers.queries import work_calendar
from vun.records.standards.succession import rows_of, stem_of


class _HasLimit(Protocol):
    @property
    def due_on(self) -> date: ...


_Due = TypeVar("_Due", bound=_HasLimit)


def deadlines() -> Deadlines:
    """All rules there are, and the days off as they are recorded now. Two queries."""
    rows = DeadlineRule.objects.order_by("start_on")
    return Deadlines(tuple(_rule(row) for row in rows), work_calendar())


def _rule(row: DeadlineRule) -> Rule:
    law = f"{row.clause} {row.legal_basis}".strip()
    return Rule(row.period, LastDay(row.last_day_off), law, row.is_verified)


def with_ends(rows: Iterable[_Due]) -> list[tuple[_Due, Deadline]]:
    """The rows, each with how the time limit counted to its ``due_on`` ends. No query for no rows."""
    listed = list(rows)
    if not listed:
        return []
    known = deadlines()
    return [(row, known.of(row.due_on)) for row in listed]


def deadline_rules(on: date) -> list[DeadlineRule]:
    """The rule in force on the day, if there is one."""
    return list(DeadlineRule.objects.filter(on_day(on)))


def get_rule(rule_id: int) -> DeadlineRule:
    """Raises NotFound."""
    found = DeadlineRule.objects.select_related("decision").filter(pk=rule_id).first()
    if found is None:
        raise NotFound("deadline rule")
    return found


def rows_of_rule(rule: DeadlineRule) -> list[DeadlineRule]:
    """The rows of the same rule over time, the newest first, itself included."""
    return list(rows_of(DeadlineRule, stem_of(rule.code)))
