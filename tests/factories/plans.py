"""Plans, lines and quotas for tests, made by the system through the operations themselves."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.factories.orgs import make_unit
from tests.factories.standards import make_programme
from vun.common.actor import Actor
from vun.records.orgs.models import Unit
from vun.records.plans import operations
from vun.records.plans.domain import LineTerms
from vun.records.plans.models import Plan, PlanLine, PlanLineTerms, PlanVersion, Quota
from vun.records.registers.domain import DecisionKind
from vun.records.registers.models import Decision
from vun.records.standards.domain import Branch
from vun.records.standards.models import Programme

SYSTEM = Actor.system("tests")
YEAR = 2026
_numbers = itertools.count(1)


def make_decision(
    number: str | None = None, *, issued_on: date = date(2026, 1, 5), **columns: Any
) -> Decision:
    """A decision of the People's Committee; numbers run."""
    number = number or f"{next(_numbers)}/QĐ-UBND"
    return Decision.objects.create(
        **{
            "kind": DecisionKind.DECISION,
            "number": number,
            "issued_on": issued_on,
            "issuer": "Uỷ ban nhân dân tỉnh",
            "subject": "Phê duyệt kế hoạch",
            "search_key": number.lower(),
            **columns,
        }
    )


def make_plan(
    unit: Unit | None = None,
    *,
    first_year: int = YEAR,
    last_year: int | None = None,
    by: Actor = SYSTEM,
    **arguments: Any,
) -> PlanVersion:
    """A draft plan of ``unit`` (None: a unit of its own) without lines; returns its version 1."""
    number = next(_numbers)
    return operations.draft_plan(
        **{"code": f"KH-{number}", "name": f"Kế hoạch {number}", **arguments},
        unit=unit or make_unit(),
        first_year=first_year,
        last_year=last_year,
        by=by,
    )


def make_terms(title: str = "Bồi dưỡng lãnh đạo cấp phòng", **columns: Any) -> LineTerms:
    """Terms of a line of 2026 with one class of 40."""
    return LineTerms(
        **{
            "year": YEAR,
            "branch": Branch.FOSTERING,
            "title": title,
            "classes": 1,
            "learners": 40,
            **columns,
        }
    )


def make_line(
    version: PlanVersion,
    *,
    quotas: Mapping[Unit, int] | None = None,
    budgets: Mapping[str, int] | None = None,
    **columns: Any,
) -> PlanLineTerms:
    """A line of ``version`` with what `make_terms` says, its quotas by unit and đồng by source code."""
    line = operations.add_line(version=version, terms=make_terms(**columns), by=SYSTEM)
    for unit, learners in (quotas or {}).items():
        operations.set_quota(line=line, unit=unit, learners=learners, by=SYSTEM)
    if budgets:
        operations.set_line_budgets(line=line, amounts=budgets, by=SYSTEM)
    return line


def submit_and_approve(version: PlanVersion) -> PlanVersion:
    """Submit a version and put it in force by a decision of its own."""
    operations.submit(version=version, by=SYSTEM)
    return operations.approve(version=version, decision=make_decision(), by=SYSTEM)


@dataclass(frozen=True)
class ApprovedLine:
    """A line of an approved plan, of which ``unit`` may send ``quota.learners`` learners."""

    plan: Plan
    version: PlanVersion
    line: PlanLine
    terms: PlanLineTerms
    programme: Programme
    unit: Unit
    quota: Quota


def approved_plan_with_line(
    unit: Unit | None = None,
    *,
    quota: int = 2,
    programme: Programme | None = None,
    plan_unit: Unit | None = None,
    **columns: Any,
) -> ApprovedLine:
    """An approved plan with one line of ``programme``, all of whose learners are ``unit``'s quota."""
    unit = unit or make_unit()
    programme = programme or make_programme()
    version = make_plan(plan_unit or unit)
    terms = make_line(
        version,
        quotas={unit: quota},
        learners=quota,
        programme_id=programme.pk,
        title=programme.name,
        **columns,
    )
    submit_and_approve(version)
    return ApprovedLine(
        version.plan,
        version,
        terms.line,
        terms,
        programme,
        unit,
        Quota.objects.get(terms=terms, unit=unit),
    )
