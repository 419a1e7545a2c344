"""What was found about somebody on the day they were put forward or sent, as it is kept with the nomination.

Any past day can be judged again by the rules in force then; but a rule may be written, ended or confirmed for days gone
by. What is kept says what was found at the time, whatever became of the rules since.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from vun.records.eligibility.domain import Finding, Outcome, SendingRule, Verdict
from vun.records.sending.domain.checks import Check, CheckCode, CheckStatus
from vun.records.sending.domain.states import NominationState


@dataclass(frozen=True, slots=True)
class KeptJudgement:
    """What stood for and against somebody on the day ``on``, when the nomination came to be in ``state``."""

    on: date
    state: NominationState
    checks: list[Check]


def to_keep(on: date, state: NominationState, checks: Iterable[Check]) -> dict[str, Any]:
    """The judgement as plain data. That somebody is put forward already is no news about their own nomination."""
    told = [_plain_check(check) for check in checks if check.code is not CheckCode.NOMINATED_ALREADY]
    return {"on": on.isoformat(), "state": state.value, "checks": told}


def rules_kept(kept: Iterable[Mapping[str, Any]]) -> set[int]:
    """The ids of the rules that judgements speak of."""
    found = [check["finding"] for each in kept for check in each["checks"] if "finding" in check]
    return {told[part] for told in found for part in ("rule", "excuse") if told[part] is not None}


def as_kept(kept: Mapping[str, Any], rules: Mapping[int, SendingRule]) -> KeptJudgement:
    """The judgement again, with the rules as they stood then: confirmed or not."""
    checks = [_check(each, rules) for each in kept["checks"]]
    return KeptJudgement(date.fromisoformat(kept["on"]), NominationState(kept["state"]), checks)


def _plain_check(check: Check) -> dict[str, Any]:
    plain = {"status": check.status.value, "code": check.code.value, "params": _plain(check.params)}
    return plain | ({"finding": _plain_finding(check.finding)} if check.finding else {})


def _plain_finding(finding: Finding) -> dict[str, Any]:
    excuse = finding.excused_by
    return {
        "rule": finding.rule.id,
        "is_verified": finding.rule.is_verified,
        "place": finding.rule.terms.conditions.index(finding.condition),
        "outcome": finding.outcome.value,
        "verdict": finding.verdict.value,
        "found": _plain(finding.found),
        "excuse": excuse.id if excuse else None,
        "excuse_is_verified": excuse.is_verified if excuse else None,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def _check(plain: Mapping[str, Any], rules: Mapping[int, SendingRule]) -> Check:
    finding = _finding(plain["finding"], rules) if "finding" in plain else None
    return Check(CheckStatus(plain["status"]), CheckCode(plain["code"]), _values(plain["params"]), finding)


def _finding(plain: Mapping[str, Any], rules: Mapping[int, SendingRule]) -> Finding:
    rule = replace(rules[plain["rule"]], is_verified=plain["is_verified"])
    excuse = plain["excuse"]
    return Finding(
        rule,
        rule.terms.conditions[plain["place"]],
        Outcome(plain["outcome"]),
        Verdict(plain["verdict"]),
        _values(plain["found"]),
        replace(rules[excuse], is_verified=plain["excuse_is_verified"]) if excuse is not None else None,
    )


_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _values(plain: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(each) for name, each in plain.items()}


def _value(plain: Any) -> Any:
    if isinstance(plain, Mapping):
        return _values(plain)
    return date.fromisoformat(plain) if isinstance(plain, str) and _DAY.fullmatch(plain) else plain
