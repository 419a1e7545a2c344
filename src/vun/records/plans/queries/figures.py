"""What a version comes to: its lines as values, differences, sums, money and consequences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum

from vun.common.actor import Actor
from vun.records.dated import on_day
from vun.records.funding.models import Budget, FundSource
from vun.records.orgs.models import UnitAncestor
from vun.records.plans import domain
from vun.records.plans.domain import LineState, LineTerms, TargetOrigin, VersionState
from vun.records.plans.models import LineBudget, Plan, PlanLineTerms, PlanVersion, Quota
from vun.records.plans.queries.committed import committed
from vun.records.plans.queries.proposed import ProposedOfLines, proposed_of_lines
from vun.records.plans.queries.reading import terms_of_version
from vun.records.registers import queries as registers
from vun.records.registers.models import Decision
from vun.records.standards.domain import Branch, StudyMode, StudyPlace


def line_state(terms: PlanLineTerms, proposed: tuple[tuple[int, int], ...] = ()) -> LineState:
    """The pure value of a row of `terms_of_version`; ``proposed`` are the (person, unit) pairs to be told of it."""
    return LineState(
        terms.line.number,
        LineTerms(
            year=terms.year,
            branch=Branch(terms.branch),
            title=terms.title,
            classes=terms.classes,
            learners=terms.learners,
            programme_id=terms.programme_id,
            audience_id=terms.audience_id,
            audience_text=terms.audience_text,
            first_month=terms.first_month,
            last_month=terms.last_month,
            mode=StudyMode(terms.mode) if terms.mode else None,
            place=StudyPlace(terms.place) if terms.place else None,
            venue=terms.venue,
            host_id=terms.host_id,
            partner=terms.partner,
            origin=TargetOrigin(terms.origin),
            target_decision_id=terms.target_decision_id,
            central_id=terms.central_id,
            central_learners=terms.central_learners,
            note=terms.note,
        ),
        tuple((budget.source_id, budget.amount) for budget in terms.budgets.all()),
        tuple((quota.unit_id, quota.learners) for quota in terms.quotas.all() if quota.parent_id is None),
        proposed,
    )


def lines_of(version: PlanVersion, proposed: ProposedOfLines | None = None) -> list[LineState]:
    """The pure values of a version's lines, by number, with those of ``proposed`` to be told of."""
    told = proposed or {}
    return [line_state(terms, told.get(terms.line_id, ())) for terms in terms_of_version(version)]


def differences(actor: Actor, version_a: PlanVersion, version_b: PlanVersion) -> list[domain.Difference]:
    """What changed from ``version_a`` to ``version_b`` of one plan; the people proposed for who may see them."""
    proposed = proposed_of_lines(actor, [version_a, version_b])
    return domain.differences(
        lines_of(version_a, proposed[version_a.pk]), lines_of(version_b, proposed[version_b.pk])
    )


@dataclass(frozen=True, slots=True)
class RollUpRow:
    """One plan in a roll-up; ``totals`` is None while it has no approved version and so does not count yet."""

    plan: Plan
    depth: int
    totals: domain.Totals | None


@dataclass(frozen=True, slots=True)
class RollUp:
    """A plan and the plans of units below it that roll up into it, the plan itself first."""

    rows: list[RollUpRow]
    totals: domain.Totals


def roll_up(plan: Plan) -> RollUp:
    """A plan with all that roll up into it, each by its approved version; three queries and one a generation.

    The plan itself counts by its approved version, or by the open one as long as there is no other.
    """
    family = _family(plan)
    counted: dict[int, PlanVersion] = {}
    for version in PlanVersion.objects.filter(
        Q(plan__in=[one.pk for one, _ in family], state=VersionState.APPROVED)
        | Q(plan=plan, state__in=domain.OPEN_STATES)
    ).select_related("plan"):
        if version.state == VersionState.APPROVED or version.plan_id not in counted:
            counted[version.plan_id] = version
    lines: dict[int, list[LineState]] = {version.pk: [] for version in counted.values()}
    for terms in (
        PlanLineTerms.objects.filter(version__in=lines)
        .select_related("line")
        .prefetch_related("budgets", "quotas")
    ):
        lines[terms.version_id].append(line_state(terms))
    rows = []
    everything: list[tuple[str, LineState]] = []
    for one, depth in family:
        if one.pk not in counted:
            rows.append(RollUpRow(one, depth, None))
            continue
        own = [(one.block, line) for line in lines[counted[one.pk].pk]]
        everything += own
        rows.append(RollUpRow(one, depth, domain.totals(own)))
    return RollUp(rows, domain.totals(everything))


def _family(plan: Plan) -> list[tuple[Plan, int]]:
    """The plan and its descendants, each before its own children."""
    children: dict[int, list[Plan]] = {}
    parents = [plan.pk]
    seen = {plan.pk}
    while parents:
        generation = [
            child
            for child in Plan.objects.filter(parent_id__in=parents)
            .select_related("unit")
            .order_by("unit__sort_key")
            if child.pk not in seen
        ]
        for child in generation:
            children.setdefault(child.parent_id or 0, []).append(child)
        parents = [child.pk for child in generation]
        seen.update(parents)
    ordered: list[tuple[Plan, int]] = []
    waiting = [(plan, 0)]
    while waiting:
        one, depth = waiting.pop()
        ordered.append((one, depth))
        waiting += [(child, depth + 1) for child in reversed(children.get(one.pk, []))]
    return ordered


@dataclass(frozen=True, slots=True)
class MoneyCheck:
    """One source in one year, in đồng: what a version asks for, what other approved plans ask for, what there is.

    ``budget`` is None where no budget of that source has been set for the year.
    """

    year: int
    source_id: str
    source_name: str
    planned: int
    planned_elsewhere: int
    budget: int | None

    @property
    def shortfall(self) -> int:
        """The đồng that are missing; 0 when the money suffices."""
        return max(0, self.planned + self.planned_elsewhere - (self.budget or 0))


def check_money(version: PlanVersion) -> list[MoneyCheck]:
    """What a version asks of each source and year beside the budget of that source, by year and source order."""
    rows = LineBudget.objects.filter(terms__version=version).values_list(
        "terms__year", "source_id", "source__name"
    )
    asked = {(year, source): (name, amount) for year, source, name, amount in rows.annotate(Sum("amount"))}
    elsewhere = committed({year for year, _ in asked}, but_plan=version.plan_id)
    budgets: Mapping[tuple[int, str], int] = {
        (budget.year, budget.source_id): budget.amount
        for budget in Budget.objects.filter(year__in={year for year, _ in asked})
    }
    return [
        MoneyCheck(year, source, name, amount, elsewhere[year, source], budgets.get((year, source)))
        for (year, source), (name, amount) in sorted(asked.items())
    ]


@dataclass(frozen=True, slots=True)
class Basis:
    """A document a plan rests on; ``depth`` 0 is attached to the plan, 1 is what that one rests on, and so on."""

    decision: Decision
    depth: int


def basis_chain(plan: Plan) -> list[Basis]:
    """The documents a plan rests on, each followed by those it rests on itself; every document once."""
    chain: list[Basis] = []
    shown: set[int] = set()
    for attached in plan.bases.order_by("issued_on", "number"):
        for depth, decision in [(0, attached), *registers.chain_of(attached)]:
            if decision.pk not in shown:
                shown.add(decision.pk)
                chain.append(Basis(decision, depth))
    return chain


@dataclass(frozen=True, slots=True)
class Consequence:
    """What approving a version does, shown before it is signed."""

    quotas: int
    units: int
    lines: int
    budget: int


def consequence_of(version: PlanVersion) -> Consequence:
    """The places and units, lines and đồng that approving the version puts in force."""
    places = Quota.objects.filter(terms__version=version, learners__gt=0)
    return Consequence(
        quotas=places.aggregate(total=Sum("learners"))["total"] or 0,
        units=places.values("unit_id").distinct().count(),
        lines=version.terms.count(),
        budget=LineBudget.objects.filter(terms__version=version).aggregate(total=Sum("amount"))["total"] or 0,
    )


def heads_below(unit_ids: Iterable[int], on: date) -> dict[int, int]:
    """How many people have their primary post in each unit or below it on the day, in one query."""
    posts = on_day(on, "unit__appointments__") & Q(unit__appointments__is_primary=True)
    links = UnitAncestor.objects.filter(on_day(on), ancestor_id__in=list(unit_ids)).order_by()
    heads = Count("unit__appointments", filter=posts)
    return dict(links.values("ancestor_id").annotate(heads=heads).values_list("ancestor_id", "heads"))


@dataclass(frozen=True, slots=True)
class SourceYear:
    """One source in one year, in đồng: ``approved`` is what is `committed`.

    ``budget`` is None where none has been set.
    """

    source: FundSource
    budget: int | None
    approved: int
    drafted: int

    @property
    def left(self) -> int | None:
        """What approved plans leave of the budget; below 0 when they ask for more."""
        return None if self.budget is None else self.budget - self.approved


def money_of_year(year: int) -> list[SourceYear]:
    """Every source with its budget of the year, what plans in force have committed of it, and what drafts would ask."""
    approved = committed([year])
    drafts = LineBudget.objects.filter(terms__year=year, terms__version__state__in=domain.OPEN_STATES)
    sums = drafts.order_by().values_list("source_id").annotate(Sum("amount"))
    drafted: dict[str, int] = dict(sums)
    budgets = {budget.source_id: budget.amount for budget in Budget.objects.filter(year=year)}
    first_day = date(year, 1, 1)
    return [
        SourceYear(source, budgets.get(source.pk), approved[year, source.pk], drafted.get(source.pk, 0))
        for source in FundSource.objects.order_by("order", "code")
        if source.valid_to is None
        or source.valid_to > first_day
        or source.pk in budgets
        or approved[year, source.pk]
    ]
