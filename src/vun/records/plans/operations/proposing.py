"""Whom a version proposes to send: kept with it, so that what was submitted can be looked up and compared."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.records.audit import operations as audit
from vun.records.orgs import queries as orgs
from vun.records.people import queries as people
from vun.records.people.models import Person
from vun.records.plans.domain import Proposal
from vun.records.plans.models import PlanLineTerms, PlanVersion, ProposedLearner, Quota
from vun.records.plans.operations.editing import start_editing


@transaction.atomic
def propose_many(*, version: PlanVersion, proposals: Mapping[int, Iterable[Proposal]], by: Actor) -> None:
    """Propose these people under lines of a version that proposes nobody there yet, by id of the lines' terms.

    Raises Refused, NotFound, and Problem for a line of another version or a version not being edited.
    """
    _start(version, by)
    if PlanLineTerms.objects.filter(version=version, pk__in=proposals).count() != len(proposals):
        raise Problem("plans.line_of_other_version")
    rows = [
        ProposedLearner(terms_id=terms_id, unit_id=one.unit_id, person_id=one.person_id, weight=one.weight)
        for terms_id, of_line in proposals.items()
        for one in of_line
    ]
    ProposedLearner.objects.bulk_create(rows, batch_size=1_000)
    audit.record(
        by,
        "plan.people_proposed",
        version,
        unit_id=version.plan.unit_id,
        after={"people": len({row.person_id for row in rows}), "lines": len(proposals)},
    )


@transaction.atomic
def propose(*, line: PlanLineTerms, person: Person, on: date, by: Actor) -> ProposedLearner:
    """Propose somebody more under a line of a version being edited.

    They count under the unit that holds a quota of the line: their own or the nearest above. Raises Refused without
    PLAN_EDIT over the whole province, NotFound, and Problem when no such unit has a quota, they are proposed already
    or the version is not being edited.
    """
    _start(line.version, by)
    if ProposedLearner.objects.filter(terms=line, person=person).exists():
        raise Problem("plans.proposed_already", field="person", person=person.full_name)
    unit_id = _quota_unit(line, person, on)
    if unit_id is None:
        raise Problem("plans.unit_without_quota", field="person", person=person.full_name)
    row = ProposedLearner.objects.create(terms=line, unit_id=unit_id, person=person)
    audit.record(
        by,
        "plan.proposed_added",
        person,
        unit_id=unit_id,
        after={"plan": line.version.plan.name, "version": line.version.number, "line": line.line.number},
    )
    return row


@transaction.atomic
def drop_proposed(*, version: PlanVersion, ids: Collection[int], by: Actor) -> int:
    """Propose these rows of a version being edited no longer; return how many. Quotas stay as they are.

    Raises Refused without PLAN_EDIT over the whole province, NotFound, and Problem when nobody is chosen or the
    version is not being edited.
    """
    _start(version, by)
    rows = list(
        ProposedLearner.objects.filter(terms__version=version, pk__in=ids).select_related(
            "person", "terms__line"
        )
    )
    if not rows:
        raise Problem("plans.nobody_chosen")
    ProposedLearner.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        audit.record(
            by,
            "plan.proposed_dropped",
            row.person,
            unit_id=row.unit_id,
            before={
                "plan": version.plan.name,
                "version": version.number,
                "line": row.terms.line.number,
            },
        )
    return len(rows)


def _start(version: PlanVersion, by: Actor) -> None:
    """As `start_editing`; who is proposed may be anybody's people, so that it takes the whole province."""
    start_editing(version, by)
    by.require_everywhere(Permission.PLAN_EDIT)


def _quota_unit(line: PlanLineTerms, person: Person, on: date) -> int | None:
    """The nearest unit at or above the person's to which the line gives places."""
    own = people.unit_of(person.pk, on)
    if own is None:
        return None
    above = [unit.pk for unit in reversed(orgs.ancestors(own, on))]
    holders = set(Quota.objects.filter(terms=line, parent__isnull=True).values_list("unit_id", flat=True))
    return next((unit for unit in [own, *above] if unit in holders), None)
