"""What is checked before somebody is put forward."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from vun.common.errors import Problem
from vun.common.period import Period
from vun.records.eligibility.domain import Finding, Verdict


class CheckStatus(StrEnum):
    """Green speaks for sending, amber asks to be looked at, red needs a written exception."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class CheckCode(StrEnum):
    """What a check found."""

    CLOSES_GAP = "closes_gap"
    NEED = "need"
    WAITED = "waited"
    NOTHING_AGAINST = "nothing_against"
    NOT_IN_UNIT = "not_in_unit"
    HOLDS_ALREADY = "holds_already"
    LACKS_PREREQUISITE = "lacks_prerequisite"
    NOMINATED_ALREADY = "nominated_already"
    ENROLLED_ALREADY = "enrolled_already"
    CLASH = "clash"
    MAY_CLASH = "may_clash"
    SENT_ELSEWHERE = "sent_elsewhere"
    ABROAD = "abroad"
    MAY_BE_ABROAD = "may_be_abroad"
    ABSENT = "absent"
    MAY_BE_ABSENT = "may_be_absent"
    RULE = "rule"
    OWES_SERVICE = "owes_service"
    MANY_AWAY = "many_away"
    OVER_RELEASE = "over_release"
    OVER_YEAR = "over_year"


@dataclass(frozen=True, slots=True)
class Check:
    """One finding about one person; ``params`` fill the sentence the faces keep for its code.

    Of a RULE, ``finding`` has the rule and its condition, and tells its own sentence.
    """

    status: CheckStatus
    code: CheckCode
    params: dict[str, Any] = field(default_factory=dict)
    finding: Finding | None = None


STATUS_OF_VERDICT = {
    Verdict.MAY: CheckStatus.GREEN,
    Verdict.LOOK: CheckStatus.AMBER,
    Verdict.REFUSED: CheckStatus.RED,
}
"""The colour of what rules say of somebody."""


def rule_check(finding: Finding) -> Check:
    """What a rule of eligibility found, as a check."""
    return Check(STATUS_OF_VERDICT[finding.verdict], CheckCode.RULE, finding=finding)


@dataclass(frozen=True, slots=True)
class Study:
    """A place somebody had on a day in a class that still ran or had been completed, as the classes tell it."""

    person_id: int
    programme_id: int
    name: str
    period: Period
    is_over: bool


@dataclass(frozen=True, slots=True)
class Journey:
    """A trip abroad somebody goes on, on the days of ``period``."""

    person_id: int
    name: str
    period: Period


class NominationProblems(Problem):
    """What is wrong with single people of a list put forward at once, by person."""

    def __init__(self, by_person: Mapping[int, Problem]) -> None:
        super().__init__("sending.some_cannot_be_sent", count=len(by_person))
        self.by_person = by_person


def status_of(checks: Iterable[Check]) -> CheckStatus:
    """The gravest of the findings; green when there are none."""
    found = {check.status for check in checks}
    return next(
        (status for status in (CheckStatus.RED, CheckStatus.AMBER) if status in found), CheckStatus.GREEN
    )


def clash_checks(studies: Iterable[Study], class_days: list[Period], months: Period | None) -> list[Check]:
    """Classes somebody is in on the days they would be sent.

    Red where the days are known and no class of the line is free of them; amber where only the plan's ``months`` are
    known and they overlap.
    """
    running = [study for study in studies if not study.is_over]
    return _overlapping(running, class_days, months, CheckCode.CLASH, CheckCode.MAY_CLASH)


def journey_checks(
    journeys: Iterable[Journey], class_days: list[Period], months: Period | None
) -> list[Check]:
    """Trips abroad on the days somebody would be sent: red and amber as in `clash_checks`."""
    return _overlapping(list(journeys), class_days, months, CheckCode.ABROAD, CheckCode.MAY_BE_ABROAD)


def _overlapping(
    taken: Sequence[Study | Journey],
    class_days: list[Period],
    months: Period | None,
    surely: CheckCode,
    maybe: CheckCode,
) -> list[Check]:
    if class_days:
        if any(all(not each.period.overlaps(days) for each in taken) for days in class_days):
            return []
        return [
            Check(CheckStatus.RED, surely, _where(each))
            for each in taken
            if any(each.period.overlaps(days) for days in class_days)
        ]
    return [
        Check(CheckStatus.AMBER, maybe, _where(each))
        for each in taken
        if months is not None and each.period.overlaps(months)
    ]


def absence_checks(
    absences: Iterable[tuple[str, Period]], class_days: list[Period], months: Period | None, on: date
) -> list[Check]:
    """Long absences, each with its kind, on the days somebody would be sent.

    Red where the days are known and no class of the line is free of them; amber where only the plan's ``months`` are
    known and they overlap, or nothing is known and somebody is away on the day itself.
    """
    away = list(absences)
    if class_days:
        if any(all(not period.overlaps(days) for _, period in away) for days in class_days):
            return []
        status, code, asked = CheckStatus.RED, CheckCode.ABSENT, class_days
    else:
        known = months or Period(on, date.fromordinal(on.toordinal() + 1))
        status, code, asked = CheckStatus.AMBER, CheckCode.MAY_BE_ABSENT, [known]
    return [
        Check(status, code, {"kind": kind, "start": period.start, "end": last_day(period)})
        for kind, period in away
        if any(period.overlaps(days) for days in asked)
    ]


def _where(taken: Study | Journey) -> dict[str, Any]:
    return {"name": taken.name, "start": taken.period.start, "end": last_day(taken.period)}


def last_day(period: Period) -> date | None:
    """The last day that lies in ``period``; None when it is open."""
    return None if period.end is None else date.fromordinal(period.end.toordinal() - 1)


@dataclass(frozen=True, slots=True)
class NominationRow:
    """One approved nomination to load."""

    line_id: int
    unit_id: int
    person_id: int
    proposed_on: date
    decided_on: date
    decision_id: int | None = None
