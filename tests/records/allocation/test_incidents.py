"""Something happens after planning: the plan is mended, kept beside the one it was, and what that cost is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.factories.accounts import clerk_of, planner
from tests.factories.allocation import YEAR, Ground, answer_scenario, make_ground, make_scenario
from vun.common.errors import NotFound, Problem, Refused
from vun.engines.optimizer.plans.check import check
from vun.engines.optimizer.plans.plan import parse_plan
from vun.engines.optimizer.problem import parse_problem
from vun.records.allocation import jobs, operations, queries
from vun.records.allocation.domain import Incident, IncidentKind, ScenarioState, VenueKind, move_from
from vun.records.allocation.models import Scenario
from vun.records.allocation.queries import Answer
from vun.records.allocation.queries.incidents import event_of
from vun.records.registers.jobs import work
from vun.records.registers.models import Job

pytestmark = pytest.mark.django_db


def mended(scenario: Scenario, kind: IncidentKind, **told: Any) -> Answer:
    """The scenario mended after the incident, here and now."""
    incident = Incident(kind=kind, **told)
    made = operations.mend(scenario=scenario, incident=incident, name="Sau việc phát sinh", by=planner())
    jobs.repair(queries.get_scenario(planner(), made.pk))
    answer = Answer(queries.get_scenario(planner(), made.pk))
    problem = parse_problem(answer.problem)
    assert check(problem, parse_plan(answer.plan, problem)).broken == ()
    assert answer.scenario.state == "done"
    return answer


@pytest.fixture
def ground() -> Ground:
    return make_ground()


@pytest.fixture
def base(ground: Ground) -> Scenario:
    return answer_scenario(make_scenario(ground))


def keep_rooms(ground: Ground, rooms: list[int], end_on: date | None = None) -> None:
    venue = queries.venues_in(YEAR).get()
    operations.keep_venue(
        venue=venue,
        name=venue.name,
        kind=VenueKind.SCHOOL,
        unit=ground.tree.school,
        rooms=rooms,
        start_on=venue.start_on,
        end_on=end_on,
        by=planner(),
    )


def going(answer: Answer) -> set[int]:
    return {answer.item(item).person_id for item in answer.chosen}


def test_a_class_that_is_off_is_not_started_again_in_its_month(base: Scenario) -> None:
    line = Answer(base).lines[0]
    after = mended(base, IncidentKind.CANCEL_CLASS, line=line.place)
    assert (line.option, line.start, line.classes) not in {
        (one.option, one.start, one.classes) for one in after.lines
    }
    assert after.scenario.incident["about"] == {
        "course": line.name,
        "month": line.first_month,
        "venue": line.venue_name,
    }
    before = Answer(base)
    moved = {move_from(one).person_id for one in after.scenario.summary["moves"]}
    assert moved == {
        person for person in going(before) | going(after) if _places(before, person) != _places(after, person)
    }
    assert after.scenario.summary["before"] == pytest.approx(base.summary["objective"])
    assert after.scenario.base == base
    least = after.scenario.summary["least"]
    assert least is None or (least[0] < after.scenario.summary["objective"] and least[1] <= len(moved))


def _places(answer: Answer, person: int) -> set[tuple[int, int]]:
    return {
        (line.option, line.start)
        for line in answer.lines
        for item in line.items
        if answer.item(item).person_id == person
    }


def test_money_cut_is_kept_to_and_the_scenario_has_what_is_left(base: Scenario, ground: Ground) -> None:
    poor = answer_scenario(make_scenario(ground, budget={ground.source.pk: 3_000_000}))
    after = mended(poor, IncidentKind.BUDGET_CUT, source=None, percent=40)
    assert after.scenario.budget == {ground.source.pk: 1_800_000}
    assert 0 < after.scenario.summary["cost"] <= 1_800_000 < poor.summary["cost"]
    assert after.scenario.summary["objective"] < poor.summary["objective"]
    rich = mended(base, IncidentKind.BUDGET_CUT, source=ground.source.pk, percent=10)
    assert (rich.scenario.summary["moves"], rich.scenario.budget) == ([], {ground.source.pk: 1_800_000_000})


def test_a_place_without_rooms_in_a_month_holds_no_class_then(base: Scenario) -> None:
    line = Answer(base).lines[0]
    after = mended(base, IncidentKind.LOSE_VENUE_MONTH, venue=line.venue, month=line.first_month)
    assert [
        one
        for one in after.lines
        if one.venue == line.venue and one.first_month <= line.first_month <= one.last_month
    ] == []


def test_who_withdraws_goes_nowhere(base: Scenario, ground: Ground) -> None:
    person = ground.people[0].pk
    after = mended(base, IncidentKind.WITHDRAW, people=(person,))
    assert person in going(Answer(base))
    assert going(after) == going(Answer(base)) - {person}
    assert [move_from(one).person_id for one in after.scenario.summary["moves"]] == [person]


def test_what_moving_the_fewest_would_have_kept_is_counted_without_what_keeps_a_decision(
    ground: Ground,
) -> None:
    operations.set_course_terms(programme=ground.programme, year=YEAR, class_min=2, class_max=6, by=planner())
    # Two classes fit into a month that has a room; of its two others only one is thought of at first.
    keep_rooms(ground, [int(month in (3, 6, 9)) for month in range(12)])
    free = answer_scenario(make_scenario(ground))
    heaviest = Answer(free).all_items()[0]
    decided = operations.plan_again(
        scenario=free, name="B", person=(heaviest.person_id, heaviest.key), goes=True, by=planner()
    )
    told = []
    for scenario in (free, answer_scenario(decided)):
        (line,) = Answer(scenario).lines
        lost = {"venue": line.venue, "month": line.first_month}
        summary = mended(scenario, IncidentKind.LOSE_VENUE_MONTH, **lost).scenario.summary
        told.append([*summary["least"], summary["objective"], summary["before"]])
    assert told[1] == pytest.approx(told[0])
    assert 0 < told[0][0] < told[0][2] <= told[0][3]


def waiting(base: Scenario, kind: IncidentKind, **told: Any) -> Scenario:
    """What a worker is to mend after the incident, but has not come to yet."""
    return operations.mend(scenario=base, incident=Incident(kind=kind, **told), name="A", by=planner())


def without_the_first(base: Scenario, ground: Ground) -> Scenario:
    """The base sought again after one has left: everybody's number in its problem is one less."""
    ground.people[0].appointments.all().delete()
    return answer_scenario(queries.get_scenario(planner(), base.pk))


def test_who_withdraws_is_who_was_chosen_though_the_base_was_sought_again(
    base: Scenario, ground: Ground
) -> None:
    person = ground.people[1].pk
    made = waiting(base, IncidentKind.WITHDRAW, people=(person,))
    before = Answer(without_the_first(base, ground))
    jobs.repair(queries.get_scenario(planner(), made.pk))
    after = Answer(queries.get_scenario(planner(), made.pk))
    assert person in going(before)
    assert going(after) == going(before) - {person}
    assert after.scenario.summary["before"] == pytest.approx(before.scenario.summary["objective"])


def test_the_class_that_is_off_is_the_one_told_though_another_stands_first_now(base: Scenario) -> None:
    line = Answer(base).lines[0]
    made = waiting(base, IncidentKind.CANCEL_CLASS, line=line.place)
    answer = Answer(base)
    answer.plan["classes"].insert(0, {"option": line.option, "start": line.start + 1, "learners": []})
    group = answer.plan["classes"][event_of(answer, made.incident)["class"]]
    assert (group["option"], group["start"]) == (line.option, line.start)


@pytest.mark.parametrize(
    "told",
    [
        {"kind": IncidentKind.CANCEL_CLASS, "line": 0},
        {"kind": IncidentKind.WITHDRAW},
        {"kind": IncidentKind.LOSE_VENUE_MONTH, "venue": 0, "month": 1},
    ],
)
def test_what_the_base_sought_again_no_longer_has_is_not_mended_for(
    base: Scenario, ground: Ground, told: Any
) -> None:
    made = waiting(base, **{**told, "people": (ground.people[0].pk,)})
    keep_rooms(ground, [2] * 12, end_on=date(2026, 12, 1))
    without_the_first(base, ground)
    with pytest.raises(Problem) as gone:
        jobs.repair(queries.get_scenario(planner(), made.pk))
    assert gone.value.code == "allocation.base_changed"


def test_a_base_sought_again_before_the_worker_comes_is_told_as_gone(base: Scenario) -> None:
    made = waiting(base, IncidentKind.CANCEL_CLASS, line=0)
    operations.start(scenario=base, by=planner())
    for state in ("waiting", "failed"):
        # Its old plan is still there.
        Scenario.objects.filter(pk=base.pk).update(state=state)
        with pytest.raises(Problem) as gone:
            jobs.repair(queries.get_scenario(planner(), made.pk))
        assert gone.value.code == "allocation.base_gone"
    with pytest.raises(Problem) as failed:
        waiting(queries.get_scenario(planner(), base.pk), IncidentKind.CANCEL_CLASS, line=0)
    assert failed.value.code == "allocation.no_plan_yet"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"kind": IncidentKind.BUDGET_CUT, "percent": 0}, "allocation.cut_out_of_range"),
        ({"kind": IncidentKind.BUDGET_CUT, "percent": 100}, "allocation.cut_leaves_nothing"),
        ({"kind": IncidentKind.WITHDRAW, "people": (999_999,)}, "allocation.nobody_withdraws"),
    ],
)
def test_an_incident_that_is_none_is_refused(base: Scenario, told: Any, code: str) -> None:
    with pytest.raises(Problem) as refused:
        operations.mend(scenario=base, incident=Incident(**told), name="A", by=planner())
    assert (refused.value.code, Scenario.objects.count()) == (code, 1)


def test_an_incident_of_what_the_plan_does_not_have_is_not_found(base: Scenario, ground: Ground) -> None:
    for told in (
        {"kind": IncidentKind.CANCEL_CLASS, "line": 99},
        {"kind": IncidentKind.BUDGET_CUT, "source": "nothing", "percent": 10},
        {"kind": IncidentKind.LOSE_VENUE_MONTH, "venue": 99, "month": 1},
        {"kind": IncidentKind.LOSE_VENUE_MONTH, "venue": 0, "month": 13},
    ):
        with pytest.raises(NotFound):
            operations.mend(scenario=base, incident=Incident(**told), name="A", by=planner())  # type: ignore[arg-type]
    with pytest.raises(Refused):
        operations.mend(
            scenario=base,
            incident=Incident(kind=IncidentKind.CANCEL_CLASS, line=0),
            name="A",
            by=clerk_of(ground.tree.department),
        )
    with pytest.raises(NotFound):
        operations.mend(
            scenario=make_scenario(ground),
            incident=Incident(kind=IncidentKind.CANCEL_CLASS, line=0),
            name="A",
            by=planner(),
        )


@pytest.mark.django_db(transaction=True)
def test_what_cannot_be_mended_is_told_and_kept_as_failed(ground: Ground) -> None:
    operations.set_course_terms(programme=ground.programme, year=2027, target_min=12, by=planner())
    base = answer_scenario(make_scenario(ground))
    incident = Incident(kind=IncidentKind.WITHDRAW, people=(ground.people[0].pk,))
    made = operations.mend(scenario=base, incident=incident, name="A", by=planner())
    work(once=True)
    made.refresh_from_db()
    assert (made.state, made.summary["problem"]) == ("failed", "allocation.cannot_repair")


@pytest.mark.django_db(transaction=True)
def test_mending_is_asked_for_again_as_mending_and_needs_its_base(base: Scenario) -> None:
    incident = Incident(kind=IncidentKind.CANCEL_CLASS, line=0)
    made = operations.mend(scenario=base, incident=incident, name="A", by=planner())
    Job.objects.update(state="failed")
    operations.start(scenario=queries.get_scenario(planner(), made.pk), by=planner())
    assert Job.objects.latest("pk").kind == "allocation_repair"
    operations.remove(scenario=base, by=planner())
    work(once=True)
    again = queries.get_scenario(planner(), made.pk)
    assert (queries.state_of(again), again.summary["problem"]) == (
        ScenarioState.FAILED,
        "allocation.base_gone",
    )
