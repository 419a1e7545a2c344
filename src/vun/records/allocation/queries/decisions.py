"""What was decided by hand in a scenario, with the names a page shows."""

from __future__ import annotations

from dataclasses import dataclass

from vun.records.allocation.domain import Decision, locks_from
from vun.records.allocation.models import Scenario
from vun.records.people.models import Person
from vun.records.standards.models import Programme, ScaleLevel


@dataclass(frozen=True, slots=True)
class NamedDecision:
    """A decision, its place among the scenario's, whom and which course it is about."""

    place: int
    decision: Decision
    person: Person | None
    course: str


def decisions_of(scenario: Scenario) -> list[NamedDecision]:
    """The scenario's decisions in the order of `Locks.listed`. Three queries, however many."""
    listed = locks_from(scenario.locks).listed
    if not listed:
        return []
    people = Person.objects.in_bulk({one.person_id for one in listed if one.person_id is not None})
    names = {
        f"{kind}:{pk}": name
        for kind, model in (("level", ScaleLevel), ("programme", Programme))
        for pk, name in model.objects.filter(pk__in=_ids(listed, kind)).values_list("pk", "name")
    }
    return [
        NamedDecision(place, one, people.get(one.person_id or 0), names.get(one.key, one.key))
        for place, one in enumerate(listed)
    ]


def _ids(listed: list[Decision], kind: str) -> set[int]:
    """The ids in the keys of courses of the kind."""
    return {int(one.key.partition(":")[2]) for one in listed if one.key.startswith(f"{kind}:")}
