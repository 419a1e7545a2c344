"""Classes, money, plans and staff as facts. Each keeps the ids it counts: there are few enough of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vun.common.actor import Permission
from vun.common.period import whole_years
from vun.records.credentials.queries import highest_on
from vun.records.delivery.domain import CountingRule
from vun.records.delivery.queries.counted import classes_in, costs_in
from vun.records.orgs.queries import unit_blocks
from vun.records.people.queries import StaffFact, staff_on
from vun.records.plans.queries.facts import approved_quotas, approved_terms_in
from vun.reports.counting.courses import COURSE_FIELDS, course_values, hosted_below, stem
from vun.reports.counting.facts import Atom, Facts, Numbers, grouped
from vun.reports.counting.places import Places
from vun.reports.model import Scope


def class_facts(scope: Scope, rule: CountingRule, fields: Sequence[str]) -> Facts:
    """Classes held by the unit reported on and below; for whoever may see some units only, held by these."""
    classes = hosted_below(scope, classes_in(scope.period, rule))
    own = scope.actor.unit_ids(Permission.REPORT_RUN)
    if isinstance(own, frozenset):
        classes = classes.filter(host_id__in=own)
    values = course_values(fields, scope, classes)
    return grouped(fields, (Atom(own, 1, ids=Numbers.of(pk)) for pk, own in values.items()))


def cost_facts(scope: Scope, fields: Sequence[str]) -> Facts:
    """Money spent in the period, for whoever may see funds everywhere; of a unit: on the classes it held."""
    if not scope.actor.may_everywhere(Permission.FUND_VIEW):
        return Facts(tuple(fields), ())
    course = [field for field in fields if field in COURSE_FIELDS]
    classes = course_values(course, scope)
    rows = hosted_below(scope, costs_in(scope.period), "training_class__host_id")

    def atoms() -> Iterator[Atom]:
        for pk, class_id, fund, amount in rows.values_list("pk", "training_class_id", "source_id", "amount"):
            if class_id in classes:
                values = dict(zip(course, classes[class_id], strict=True)) | {"fund": fund}
                yield Atom(
                    tuple(values[field] for field in fields),
                    1,
                    amount,
                    ids=Numbers.of(pk),
                    amounts=Numbers.of(amount),
                )

    return grouped(fields, atoms())


def _years(scope: Scope) -> range:
    """The plan years the period touches."""
    return range(scope.period.start.year, scope.day.year + 1)


def _course_of(terms: Any) -> dict[str, Any]:
    programme = terms.programme
    return {
        "branch": terms.branch,
        "group": programme.group_id if programme else "",
        "programme": stem(programme.code) if programme else "",
        "programme_level": programme.level if programme else "",
        "grants": programme.grants.code if programme and programme.grants else "",
        "mode": terms.mode or (programme.mode if programme else ""),
        "place": terms.place or (programme.place if programme else ""),
    }


def line_facts(scope: Scope, fields: Sequence[str]) -> Facts:
    """Classes planned by approved lines, of the whole province."""
    return grouped(fields, _of_lines(scope, fields, "classes"))


def _of_lines(scope: Scope, fields: Sequence[str], amount: str) -> Iterator[Atom]:
    if scope.unit_id is not None or not scope.actor.may_everywhere(Permission.REPORT_RUN):
        return
    for terms in _terms(scope):
        values, planned = _course_of(terms), getattr(terms, amount)
        yield Atom(
            tuple(values[field] for field in fields),
            1,
            planned,
            ids=Numbers.of(terms.line_id),
            amounts=Numbers.of(planned),
        )


def _terms(scope: Scope) -> Any:
    return approved_terms_in(scope.actor, _years(scope)).select_related("programme__grants")


def budget_facts(scope: Scope, fields: Sequence[str]) -> Facts:
    """Money estimated for approved lines, of the whole province, for whoever may see funds everywhere."""
    may = scope.actor.may_everywhere(Permission.FUND_VIEW)
    if not may or scope.unit_id is not None:
        return Facts(tuple(fields), ())

    def atoms() -> Iterator[Atom]:
        for terms in _terms(scope):
            for budget in terms.budgets.all():
                values = _course_of(terms) | {"fund": budget.source_id}
                yield Atom(
                    tuple(values[field] for field in fields),
                    1,
                    budget.amount,
                    ids=Numbers.of(terms.line_id),
                    amounts=Numbers.of(budget.amount),
                )

    return grouped(fields, atoms())


_OF_UNIT = frozenset({"unit", "own_unit", "level", "block"})


def quota_facts(scope: Scope, fields: Sequence[str]) -> Facts:
    """Learners planned: by what units were given where units are asked for, else by whole approved lines."""
    is_whole = scope.unit_id is None and scope.actor.may_everywhere(Permission.REPORT_RUN)
    if is_whole and _OF_UNIT.isdisjoint(fields):
        return grouped(fields, _of_lines(scope, fields, "learners"))
    places = Places(scope)

    def atoms() -> Iterator[Atom]:
        quotas = approved_quotas(_years(scope)).select_related("unit", "terms__programme__grants")
        for quota in quotas:
            lineage = places.of(quota.unit_id, scope.day)
            if lineage is None or not scope.actor.may(Permission.REPORT_RUN, quota.unit_id):
                continue
            values = _course_of(quota.terms) | {
                "unit": lineage,
                "own_unit": lineage[-1] if lineage else "",
                "level": quota.unit.level,
                "block": quota.unit.block,
            }
            yield Atom(
                tuple(values[field] for field in fields),
                1,
                quota.kept,
                ids=Numbers.of(quota.terms.line_id),
                amounts=Numbers.of(quota.kept),
            )

    return grouped(fields, atoms())


def staff_facts(scope: Scope, fields: Sequence[str]) -> Facts:
    """Everybody in a primary post on the last day of the period. ``amount`` is the age, for the mean."""
    posts = _posts(scope, fields, with_concurrent=False)
    return grouped(
        fields,
        (
            Atom(_told(fields, values), 1, values["age"], ids=Numbers.of(post.person_id))
            for post, values in posts
        ),
    )


def post_facts(scope: Scope, fields: Sequence[str]) -> Facts:
    """Every post of the last day of the period, primary or concurrent, each with whoever holds it."""
    posts = _posts(scope, fields, with_concurrent=True)
    return grouped(
        fields,
        (
            Atom(
                _told(fields, values),
                1,
                members=Numbers.of(post.person_id),
                ids=Numbers.of(post.person_id),
            )
            for post, values in posts
        ),
    )


def _told(fields: Sequence[str], values: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(values[field] for field in fields)


_HELD = {"degree": "professional", "theory": "political_theory", "academic": "academic_title"}
"""The scales somebody is asked the highest level of."""


def _posts(
    scope: Scope, fields: Sequence[str], *, with_concurrent: bool
) -> Iterator[tuple[StaffFact, dict[str, Any]]]:
    day = scope.day
    places = Places(scope)
    held = {field: highest_on(scale, day) for field, scale in _HELD.items() if field in fields}
    leading = unit_blocks()
    for post in staff_on(scope.actor, day, with_concurrent=with_concurrent):
        lineage = places.of(post.unit_id, day)
        if lineage is None:
            continue
        yield (
            post,
            {
                "unit": lineage,
                "own_unit": lineage[-1] if lineage else "",
                "level": post.level,
                "block": post.block,
                "zone": post.zone,
                "kind": post.kind,
                "title_group": post.title_group,
                "title": post.title,
                "rank": post.rank,
                "leader": post.is_leader,
                "sex": post.sex,
                "minority": post.is_minority,
                "age": whole_years(post.birth_on, day),
                "party": post.is_party_member,
                "tier": post.tier,
                "led_by": leading.get(lineage[-2], "") if len(lineage) > 1 else "",
                **{field: highest.get(post.person_id, "") for field, highest in held.items()},
            },
        )
