"""The lines of a version: what is studied, by how many, when, for how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from django.db import transaction
from django.db.models import Max

from vun.common.actor import Actor
from vun.common.errors import NotFound, Problem
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.funding.models import FundSource
from vun.records.plans import domain
from vun.records.plans.domain import LineTerms
from vun.records.plans.models import LineBudget, PlanLine, PlanLineTerms, PlanVersion, Quota
from vun.records.plans.operations.central import check_central
from vun.records.plans.operations.editing import start_editing
from vun.records.plans.queries import line_state
from vun.records.standards.models import Programme


@transaction.atomic
def add_line(*, version: PlanVersion, terms: LineTerms, by: Actor) -> PlanLineTerms:
    """Add a line under the plan's next number. A line of a programme without a title takes the programme's name.

    Raises Refused and NotFound by the plan's unit, Problem for a version not being edited or terms that do not hold.
    """
    start_editing(version, by)
    terms = _checked(terms, version)
    check_central(terms, version, None)
    line = PlanLine.objects.create(plan=version.plan, number=_next_number(version))
    row = PlanLineTerms(version=version, line=line)
    _fill(row, terms)
    row.save()
    audit.record(by, "plan_line.added", row, unit_id=version.plan.unit_id, after=_facts(row))
    return row


@transaction.atomic
def add_line_over_years(
    *, version: PlanVersion, terms: LineTerms, years: Sequence[int], by: Actor
) -> list[PlanLineTerms]:
    """Split learners and classes of ``terms`` evenly over the years, a line for each; the parts add up.

    Raises as `add_line` does, and Problem when a year would be left with nothing.
    """
    alike = dict.fromkeys(years, 1)
    learners, classes = domain.spread(terms.learners, alike), domain.spread(terms.classes, alike)
    return [
        add_line(
            version=version,
            terms=replace(terms, year=year, learners=learners[year], classes=classes[year]),
            by=by,
        )
        for year in sorted(alike)
    ]


@transaction.atomic
def change_line(*, line: PlanLineTerms, terms: LineTerms, by: Actor) -> PlanLineTerms:
    """Put ``terms`` in place of what the line says in its version. Raises as `add_line` does.

    The learners may not fall below the quotas already given.
    """
    start_editing(line.version, by)
    terms = _checked(terms, line.version)
    check_central(terms, line.version, line.line_id)
    before = _facts(line)
    allotted = sum(Quota.objects.filter(terms=line).values_list("learners", flat=True))
    if terms.learners < allotted:
        raise Problem(
            "plans.learners_below_quotas", field="learners", learners=terms.learners, allotted=allotted
        )
    _fill(line, terms)
    line.save()
    after = _facts(line)
    changed = [name for name in after if after[name] != before[name]]
    audit.record(
        by,
        "plan_line.changed",
        line,
        unit_id=line.version.plan.unit_id,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return line


@transaction.atomic
def remove_line(*, line: PlanLineTerms, by: Actor) -> None:
    """Take the line out of its version; other versions keep it. Raises Refused, NotFound, Problem.

    A line under which places are taken stays.
    """
    start_editing(line.version, by)
    if not PlanLineTerms.objects.filter(pk=line.pk).exists():
        raise NotFound("plan line")
    taken = sum(Quota.objects.filter(terms__line=line.line, is_in_force=True).values_list("taken", flat=True))
    if taken:
        raise Problem("plans.line_has_taken_places", taken=taken, title=line.title)
    before = _facts(line)
    PlanLineTerms.objects.filter(pk=line.pk).delete()
    if not PlanLineTerms.objects.filter(line_id=line.line_id).exists():
        PlanLine.objects.filter(pk=line.line_id).delete()
    audit.record(by, "plan_line.removed", line, unit_id=line.version.plan.unit_id, before=before)


@transaction.atomic
def set_line_budgets(*, line: PlanLineTerms, amounts: Mapping[str, int], by: Actor) -> None:
    """What the line costs, đồng by source code, in place of what was there; 0 takes a source off.

    Raises Refused, NotFound, Problem (a source that does not exist, an amount below 0).
    """
    start_editing(line.version, by)
    known = set(FundSource.objects.filter(code__in=amounts).values_list("code", flat=True))
    for code, amount in amounts.items():
        if code not in known:
            raise Problem("plans.source_unknown", field=f"budget_{code}", source=code)
        if amount < 0:
            raise Problem("plans.amount_below_zero", field=f"budget_{code}")
        domain.check_at_most(amount, domain.MOST_MONEY, f"budget_{code}")
    before = dict(LineBudget.objects.filter(terms=line).values_list("source_id", "amount"))
    after = {code: amount for code, amount in amounts.items() if amount}
    if before == after:
        return
    LineBudget.objects.filter(terms=line).delete()
    LineBudget.objects.bulk_create(
        LineBudget(terms=line, source_id=code, amount=amount) for code, amount in sorted(after.items())
    )
    audit.record(
        by,
        "plan_line.budgets_set",
        line,
        unit_id=line.version.plan.unit_id,
        before={"budgets": before},
        after={"budgets": after},
    )


def _checked(terms: LineTerms, version: PlanVersion) -> LineTerms:
    title = clean(terms.title)
    if not title and terms.programme_id is not None:
        title = Programme.objects.values_list("name", flat=True).get(pk=terms.programme_id)
    terms = replace(terms, title=title)
    domain.check_terms(terms, first_year=version.plan.first_year, last_year=version.plan.last_year)
    return terms


def _next_number(version: PlanVersion) -> int:
    last: int | None = PlanLine.objects.filter(plan_id=version.plan_id).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _fill(row: PlanLineTerms, terms: LineTerms) -> None:
    for name, value in asdict(terms).items():
        setattr(row, name, value)
    row.mode, row.place = terms.mode or "", terms.place or ""


def _facts(row: PlanLineTerms) -> dict[str, object]:
    return {"line": row.line.number, **asdict(line_state(row).terms)}
