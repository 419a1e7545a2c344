"""The planner: scenarios, with a venue and lecturers to plan with."""

from __future__ import annotations

from decimal import Decimal

from tests.faces.addresses.asking import TODAY
from tests.faces.addresses.things.thing import Thing, ids
from tests.factories.allocation import answer_scenario, make_scenario
from vun.common.actor import Actor
from vun.records.allocation import operations as planning
from vun.records.allocation.domain import PolicyTerm, VenueKind
from vun.records.allocation.models import LecturerPool, Venue
from vun.records.allocation.queries import budget_of
from vun.records.orgs.models import Unit
from vun.records.people.models import Person
from vun.records.standards.models import ProgrammeGroup


def of_planning(person: Person) -> list[Thing]:
    """A scenario that has been answered and one that has not, with a venue and lecturers to plan with."""
    by = Actor.system("tests")
    group = ProgrammeGroup.objects.all()[0]
    planning.keep_venue(
        name="Trường",
        kind=VenueKind.SCHOOL,
        unit=Unit.objects.all()[0],
        rooms=[9] * 12,
        start_on=TODAY,
        by=by,
    )
    planning.keep_pool(name="Khoa", groups=[group], hours=[900] * 12, start_on=TODAY, by=by)
    planning.set_weight(term=PolicyTerm.CLASS_MIN, value=Decimal(5), start_on=TODAY, by=by)
    asked = make_scenario(budget=budget_of(TODAY.year + 1).amounts, on=TODAY, year=TODAY.year + 1)
    answered = answer_scenario(asked, work=5)
    waiting = make_scenario(budget=asked.budget, on=TODAY, year=asked.year)
    return [
        ("scenario_id", ids("scenario_id", (answered, waiting))),
        ("scenario_id person_id", [{"scenario_id": answered.pk, "person_id": person.pk}]),
        ("scenario_id place", [{"scenario_id": answered.pk, "place": 0}]),
        (
            "scenario_id kind",
            [
                {"scenario_id": answered.pk, "kind": kind}
                for kind in ("cancel_class", "budget_cut", "lose_venue_month")
            ],
        ),
        ("scenario_id preset", [{"scenario_id": answered.pk, "preset": "more_money"}]),
        (
            "scenario_id item choice",
            [{"scenario_id": answered.pk, "item": 0, "choice": "go"}],
        ),
        ("term", [{"term": "leader"}, {"term": "priority_group"}, {"term": "mandatory"}]),
        ("venue_id", ids("venue_id", Venue.objects.all()[:1])),
        ("pool_id", ids("pool_id", LecturerPool.objects.all()[:1])),
    ]
