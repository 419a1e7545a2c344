"""What an actor may see of plans, and what is in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Case, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.records.orgs.models import UnitAncestor
from vun.records.plans import domain
from vun.records.plans.domain import VersionState
from vun.records.plans.models import (
    CentralQuota,
    LineBudget,
    Plan,
    PlanLineTerms,
    PlanVersion,
    Quota,
    QuotaMove,
)


def _taken_below() -> Coalesce:
    paths = ["__".join(["parent"] * level) for level in range(1, domain.MOST_LEVELS)]
    below = reduce(or_, (Q(**{path: OuterRef("pk")}) for path in paths))
    sums = Quota.objects.filter(below).order_by().values("terms_id").annotate(all=Sum("taken")).values("all")
    return Coalesce(Subquery(sums), 0)


USED = F("taken") + _taken_below()
"""The places of a quota taken by its unit or, of what it passed on, by units below on any level."""


def visible_to(actor: Actor) -> QuerySet[Plan]:
    """The plans an actor may know of.

    These are the plans of units they may see plans of, whatever their state, and of other units' plans the approved
    ones that bind their own: plans of units above, at any time, and plans that give them a quota or a class to hold.
    """
    scope = actor.unit_ids(Permission.PLAN_VIEW)
    if not isinstance(scope, frozenset):
        return Plan.objects.all()
    granted = [grant.unit_id or 0 for grant in actor.grants if Permission.PLAN_VIEW in grant.permissions]
    above = UnitAncestor.objects.filter(unit_id__in=granted).values("ancestor_id")
    published = PlanVersion.objects.filter(state__in=domain.PUBLISHED_STATES).values("plan_id")
    given = Quota.objects.filter(unit_id__in=scope, terms__version__state__in=domain.PUBLISHED_STATES)
    held = PlanLineTerms.objects.filter(host_id__in=scope, version__state__in=domain.PUBLISHED_STATES)
    return Plan.objects.filter(
        Q(unit_id__in=scope)
        | Q(unit_id__in=above, id__in=published)
        | Q(id__in=given.values("terms__version__plan_id"))
        | Q(id__in=held.values("version__plan_id"))
    )


def plan_list(actor: Actor) -> QuerySet[Plan]:
    """The visible plans with what lists show of the version a reader means (see `version_to_show`).

    Columns ``shown_version``, ``shown_state``, ``shown_since``, ``shown_classes`` and ``shown_learners``.
    """
    versions = PlanVersion.objects.filter(plan=OuterRef("pk"))
    scope = actor.unit_ids(Permission.PLAN_VIEW)
    if isinstance(scope, frozenset):
        versions = versions.filter(Q(state__in=domain.PUBLISHED_STATES) | Q(plan__unit_id__in=scope))
    preference = Case(
        When(state__in=domain.OPEN_STATES, then=0), When(state=VersionState.APPROVED, then=1), default=2
    )
    shown = versions.order_by(preference, "-number")
    sums = PlanLineTerms.objects.filter(version=OuterRef("shown_version")).order_by().values("version")
    return (
        visible_to(actor)
        .select_related("unit")
        .annotate(
            shown_version=Subquery(shown.values("pk")[:1]),
            shown_state=Subquery(shown.values("state")[:1]),
            shown_since=Subquery(shown.values("state_at")[:1]),
        )
        .annotate(
            shown_classes=Subquery(sums.annotate(total=Sum("classes")).values("total")),
            shown_learners=Subquery(sums.annotate(total=Sum("learners")).values("total")),
        )
    )


def editable_versions(actor: Actor, year: int) -> QuerySet[PlanVersion]:
    """The versions the actor may add lines of ``year`` to now, latest plans first."""
    versions = PlanVersion.objects.select_related("plan__unit").filter(
        state__in=domain.EDITABLE_STATES, plan__first_year__lte=year, plan__last_year__gte=year
    )
    scope = actor.unit_ids(Permission.PLAN_EDIT)
    if isinstance(scope, frozenset):
        versions = versions.filter(plan__unit_id__in=scope)
    return versions.order_by("-plan__first_year", "plan__code")


def get_plan(actor: Actor, plan_id: int) -> Plan:
    """The plan, with its unit. Raises NotFound when there is none the actor may know of."""
    plan = visible_to(actor).select_related("unit", "parent").filter(pk=plan_id).first()
    if plan is None:
        raise NotFound("plan")
    return plan


def versions_of(actor: Actor, plan: Plan) -> list[PlanVersion]:
    """The versions of a visible plan the actor may read, oldest first: of another unit's plan, only approved ones."""
    versions = plan.versions.select_related("decision")
    if not actor.may(Permission.PLAN_VIEW, plan.unit_id):
        versions = versions.filter(state__in=domain.PUBLISHED_STATES)
    return list(versions)


def get_version(actor: Actor, version_id: int) -> PlanVersion:
    """The version, with its plan and unit. Raises NotFound when there is none the actor may read."""
    version = (
        PlanVersion.objects.select_related("plan__unit", "decision")
        .filter(pk=version_id, plan__in=visible_to(actor))
        .first()
    )
    if version is None or not _may_read(actor, version):
        raise NotFound("plan version")
    return version


def _may_read(actor: Actor, version: PlanVersion) -> bool:
    return version.state in domain.PUBLISHED_STATES or actor.may(Permission.PLAN_VIEW, version.plan.unit_id)


def get_terms(actor: Actor, terms_id: int) -> PlanLineTerms:
    """A line in one version, with version, plan and unit. Raises NotFound when there is none the actor may read."""
    terms = (
        PlanLineTerms.objects.select_related("version__plan__unit", "line", "programme")
        .filter(pk=terms_id, version__plan__in=visible_to(actor))
        .first()
    )
    if terms is None or not _may_read(actor, terms.version):
        raise NotFound("plan line")
    return terms


def version_to_show(versions: Iterable[PlanVersion]) -> PlanVersion:
    """Of a plan's readable versions, the one a reader means: the open one, else the approved, else the last."""
    by_state = {VersionState(version.state): version for version in versions}
    for state in (*sorted(domain.OPEN_STATES), VersionState.APPROVED):
        if state in by_state:
            return by_state[state]
    return max(by_state.values(), key=lambda version: version.number)


def open_version(plan: Plan) -> PlanVersion | None:
    """The version being drafted, submitted or returned; None when there is none."""
    return plan.versions.filter(state__in=domain.OPEN_STATES).first()


def approved_version(plan: Plan) -> PlanVersion | None:
    """The version in force; None before the first approval."""
    return plan.versions.filter(state=VersionState.APPROVED).first()


def terms_of_version(version: PlanVersion) -> QuerySet[PlanLineTerms]:
    """The lines of a version in number order, with programme, audience, host, money and quotas, in 3 queries.

    The quotas are those the line itself gave, not what units passed on.
    """
    return version.terms.select_related(
        "line", "programme", "audience", "host", "target_decision"
    ).prefetch_related(
        Prefetch("budgets", LineBudget.objects.select_related("source").order_by("source_id")),
        Prefetch("quotas", _given_by_lines()),
    )


def _given_by_lines() -> QuerySet[Quota]:
    rows = Quota.objects.filter(parent__isnull=True).select_related("unit")
    return rows.annotate(used=USED).order_by("unit_id")


def approved_terms(line_id: int) -> PlanLineTerms | None:
    """What the line says in the version in force; None when it is not, or no longer, in it."""
    return (
        PlanLineTerms.objects.select_related("version__plan__unit", "programme", "line", "central")
        .filter(line_id=line_id, version__state=VersionState.APPROVED)
        .first()
    )


def approved_lines(year: int | None = None) -> QuerySet[PlanLineTerms]:
    """All lines in force, of one year or of any, with plan and programme; closed plans included."""
    terms = PlanLineTerms.objects.select_related("version__plan", "programme", "line").filter(
        version__state=VersionState.APPROVED
    )
    return terms if year is None else terms.filter(year=year)


def open_lines(actor: Actor) -> QuerySet[PlanLineTerms]:
    """The lines in force of plans not closed that the actor may give places of, latest years first."""
    rows = approved_lines().filter(version__plan__closed_on__isnull=True)
    scope = actor.unit_ids(Permission.PLAN_EDIT)
    if isinstance(scope, frozenset):
        rows = rows.filter(version__plan__unit_id__in=scope)
    return rows.order_by("-year", "version__plan__code", "line__number")


def lent_places(actor: Actor) -> QuerySet[QuotaMove]:
    """The places lent back that wait to be given again, of plans the actor may change; the oldest first."""
    rows = QuotaMove.objects.filter(left__gt=0, terms__version__state=VersionState.APPROVED)
    scope = actor.unit_ids(Permission.PLAN_EDIT)
    if isinstance(scope, frozenset):
        rows = rows.filter(terms__version__plan__unit_id__in=scope)
    return rows.select_related("terms__version__plan", "terms__line", "from_unit").order_by("on", "pk")


def get_lent(actor: Actor, move_id: int) -> QuotaMove:
    """Raises NotFound when none of that id waits in the actor's scope."""
    move = lent_places(actor).filter(pk=move_id).first()
    if move is None:
        raise NotFound("places lent back")
    return move


def moves_of_line(line_id: int) -> QuerySet[QuotaMove]:
    """Every movement of the line's places over all versions, the latest first."""
    return QuotaMove.objects.filter(terms__line_id=line_id).select_related("from_unit", "to_unit", "decision")


@dataclass(frozen=True, slots=True)
class QuotaNode:
    """A quota in its place below the one it was passed on from; ``used`` of it are taken by the unit or below it."""

    quota: Quota
    depth: int
    used: int


def quota_tree(line_id: int) -> list[QuotaNode]:
    """All quotas of the line in force, each before those passed on from it, by name of the unit. One query."""
    rows = Quota.objects.filter(terms__line_id=line_id, terms__version__state=VersionState.APPROVED)
    below: dict[int | None, list[Quota]] = {}
    for quota in rows.select_related("unit", "decision").order_by("unit__sort_key", "pk"):
        below.setdefault(quota.parent_id, []).append(quota)
    nodes: list[QuotaNode] = []

    def add(quota: Quota, depth: int) -> int:
        place = len(nodes)
        nodes.append(QuotaNode(quota, depth, 0))
        used = quota.taken + sum(add(one, depth + 1) for one in below.get(quota.pk, ()))
        nodes[place] = QuotaNode(quota, depth, used)
        return used

    for quota in below.get(None, ()):
        add(quota, 0)
    return nodes


def places_unallotted(terms: PlanLineTerms) -> int:
    """The learners of the line neither given to a unit nor lent back and waiting."""
    given = Quota.objects.filter(terms=terms, parent__isnull=True).aggregate(all=Sum("learners", default=0))
    waiting = QuotaMove.objects.filter(terms=terms).aggregate(all=Sum("left", default=0))
    return int(terms.learners - given["all"] - waiting["all"])


def central_quotas(year: int | None = None) -> QuerySet[CentralQuota]:
    """What the centre gave for the year or for any, the latest year first, with programme and changes."""
    rows = CentralQuota.objects.select_related("programme").prefetch_related("changes__decision")
    return rows if year is None else rows.filter(year=year)


def get_central_quota(quota_id: int) -> CentralQuota:
    """Raises NotFound."""
    quota = central_quotas().filter(pk=quota_id).first()
    if quota is None:
        raise NotFound("central quota")
    return quota


def quotas_for_unit(unit_ids: Iterable[int], year: int) -> QuerySet[Quota]:
    """The places given to the units for the year by approved plans that are not closed."""
    return (
        Quota.objects.select_related("unit", "terms__line", "terms__programme", "terms__version__plan")
        .filter(unit_id__in=unit_ids, terms__year=year, is_in_force=True, learners__gt=0)
        .order_by("terms__version__plan_id", "terms__line__number", "unit__sort_key")
    )


def returned_to(actor: Actor) -> list[PlanVersion]:
    """The returned versions the actor may mend, the longest waiting first."""
    scope = actor.unit_ids(Permission.PLAN_EDIT)
    returned = PlanVersion.objects.select_related("plan__unit").filter(state=VersionState.RETURNED)
    if isinstance(scope, frozenset):
        returned = returned.filter(plan__unit_id__in=scope)
    return list(returned.order_by("state_at"))
