"""A scenario from the question to the draft plan, with the planner at work in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from tests.factories.accounts import clerk_of, leader, planner
from tests.factories.allocation import ON, YEAR, Ground, answer_scenario, make_ground, make_scenario
from tests.factories.funding import make_source
from tests.factories.plans import SYSTEM, submit_and_approve
from vun.common.errors import NotFound, Problem, Refused
from vun.engines.optimizer.plans.check import check
from vun.engines.optimizer.plans.plan import parse_plan
from vun.engines.optimizer.problem import parse_problem
from vun.records.allocation import jobs, operations, queries
from vun.records.allocation.domain import LeftCode, LockedLine, Preset, ScenarioState, locks_from
from vun.records.allocation.models import Scenario
from vun.records.allocation.queries import Answer, build
from vun.records.allocation.queries.known import fitted
from vun.records.credentials.queries import compliance_of_units
from vun.records.orgs.models import Unit
from vun.records.orgs.operations import dissolve
from vun.records.plans import operations as plans
from vun.records.plans.models import PlanVersion, ProposedLearner, Quota
from vun.records.registers.jobs import Task, work
from vun.records.registers.models import Job
from vun.records.sending.models import Nomination
from vun.records.standards.domain import StudyMode

pytestmark = pytest.mark.django_db


def solved(ground: Ground, **options: Any) -> Answer:
    """A scenario of the ground with its answer."""
    return Answer(answer_scenario(make_scenario(ground, **options)))


def test_a_question_is_kept_as_it_was_put() -> None:
    ground = make_ground()
    scenario = operations.make_scenario(
        name=" Phương án  1 ",
        year=YEAR,
        on=ON,
        budget={ground.source.pk: 5_000_000},
        modes=[StudyMode.ONLINE],
        by=planner(),
    )
    assert (scenario.name, scenario.budget, scenario.modes, queries.state_of(scenario)) == (
        "Phương án 1",
        {ground.source.pk: 5_000_000},
        ["online"],
        ScenarioState.PREPARED,
    )


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": " "}, "allocation.name_missing"),
        ({"year": 1800}, "allocation.year_unknown"),
        ({"seconds": 1}, "allocation.time_out_of_range"),
        ({"modes": []}, "allocation.mode_not_planned"),
        ({"modes": [StudyMode.BLENDED]}, "allocation.mode_not_planned"),
        ({"year": ON.year - 1}, "allocation.year_is_past"),
        ({"budget": {}}, "allocation.budget_empty"),
        ({"budget": {"nothing": 1}}, "plans.source_unknown"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(given: Mapping[str, Any], code: str) -> None:
    ground = make_ground(1)
    with pytest.raises(Problem) as problem:
        operations.make_scenario(
            **{"name": "A", "year": YEAR, "on": ON, "budget": {ground.source.pk: 1}, "by": planner(), **given}
        )
    assert problem.value.code == code


def test_only_who_plans_for_the_province_asks_and_only_who_sees_it_all_reads() -> None:
    ground = make_ground(1)
    scenario = make_scenario(ground)
    by = clerk_of(ground.tree.department)
    with pytest.raises(Refused):
        operations.start(scenario=scenario, by=by)
    with pytest.raises(Refused):
        operations.vary(scenario=scenario, preset=Preset.MORE_MONEY, name="B", by=by)
    with pytest.raises(NotFound):
        queries.get_scenario(by, scenario.pk)
    assert queries.get_scenario(planner(), scenario.pk) == scenario


def test_a_preset_changes_money_or_modes_and_nothing_else() -> None:
    ground = make_ground(1)
    base = make_scenario(ground)
    more = operations.vary(scenario=base, preset=Preset.MORE_MONEY, name="Thêm", by=planner())
    online = operations.vary(scenario=base, preset=Preset.ONLINE_ONLY, name="Trực tuyến", by=planner())
    assert more.budget == {ground.source.pk: 2_200_000_000}
    assert (online.budget, online.modes, online.base) == (base.budget, ["online"], base)


def test_the_plan_found_obeys_every_rule_and_is_told_in_figures() -> None:
    answer = solved(make_ground())
    problem = parse_problem(answer.problem)
    assert check(problem, parse_plan(answer.plan, problem)).broken == ()
    summary = answer.scenario.summary
    assert summary["learners"] == sum(line.learners for line in answer.lines) == 12
    assert summary["shares"]["all"] == [12, 0, 12]
    assert summary["objective"] <= summary["bound"]
    assert answer.scenario.points[-1][1] == pytest.approx(summary["objective"])
    assert sum(sum(money.values()) for money in answer.money().values()) == summary["cost"]
    shares = compliance_of_units(None, ON)
    assert summary["shares"]["all"][:2] == [shares.people, shares.at_standard]
    by_unit, by_title = (
        [sum(row[place] for row in summary["shares"][key]) for place in (1, 2, 3)]
        for key in ("units", "groups")
    )
    assert by_unit == by_title == [12, 0, 12]
    assert sum(one.learners for one in queries.units_of(answer.problem, answer.plan)) == summary["learners"]


def test_sources_that_are_all_spent_pay_every_line_to_the_dong_and_none_more_than_it_has() -> None:
    ground = make_ground(9)
    cost = solved(ground).scenario.summary["cost"]
    other = make_source("extra")
    budget = {ground.source.pk: cost // 3 + 1, other.pk: cost - cost // 3 - 1}
    answer = solved(ground, budget=budget)
    paid: Counter[str] = Counter()
    for line in answer.lines:
        money = answer.money()[line.place]
        assert sum(money.values()) == line.cost
        paid.update(money)
    assert paid == budget


def test_why_a_gap_is_not_in_the_plan_is_told_from_what_is_opened() -> None:
    ground = make_ground(6)
    operations.set_course_terms(programme=ground.programme, year=YEAR, class_min=7, by=SYSTEM)
    answer = solved(ground)
    assert (set(answer.left.values()), answer.wanted_and_least(0)) == ({LeftCode.TOO_FEW}, (6, 7))
    assert answer.scenario.summary["left"] == {"too_few": 6}
    operations.set_course_terms(programme=ground.programme, year=YEAR, by=SYSTEM)
    poor = solved(ground, budget={ground.source.pk: 1_200_000})
    assert set(poor.left.values()) == {LeftCode.NO_PLACE}
    none = solved(ground, budget={ground.source.pk: 1})
    assert set(none.left.values()) == {LeftCode.NO_CLASS}
    # Nothing can be opened: the empty plan is the best there is, and that is proven, though it is worth nothing.
    assert none.scenario.summary["bound"] <= 0
    assert 0 <= none.scenario.summary["gap"] < 1e-4


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_the_search_and_says_so() -> None:
    ground = make_ground(4)
    scenario = make_scenario(ground, seconds=20)
    operations.start(scenario=scenario, by=planner())
    with pytest.raises(Problem) as again:
        operations.start(scenario=scenario, by=planner())
    assert again.value.code == "allocation.running_already"
    work(once=True)
    scenario.refresh_from_db()
    assert (scenario.state, Job.objects.get().state, scenario.summary["learners"]) == ("done", "done", 4)


@pytest.mark.django_db(transaction=True)
def test_what_is_impossible_is_said_with_the_target_and_what_stands_in_its_way() -> None:
    ground = make_ground(4)
    operations.set_limit(unit=ground.tree.department, year=YEAR, month_people=4, year_places=0, by=SYSTEM)
    operations.set_course_terms(programme=ground.programme, year=YEAR, target_min=4, by=SYSTEM)
    scenario = make_scenario(ground, seconds=20)
    operations.start(scenario=scenario, by=planner())
    work(once=True)
    scenario.refresh_from_db()
    assert scenario.state == "failed"
    assert (scenario.summary["problem"], scenario.summary["params"]) == (
        "allocation.targets_clash",
        {"programmes": "Quản lý nhà nước ngạch chuyên viên", "limits": "unit_quota"},
    )


def test_what_is_known_already_is_never_undercut() -> None:
    ground = make_ground(9)
    first = solved(ground)
    more = operations.vary(scenario=first.scenario, preset=Preset.MORE_MONEY, name="Thêm tiền", by=planner())
    # No time to look at all: what is known stands, with where it is known from.
    Scenario.objects.filter(pk=more.pk).update(seconds=0)
    jobs.answer(Task(0, {"scenario": more.pk}, None, "tests"), queries.get_scenario(planner(), more.pk))
    answer = Answer(queries.get_scenario(planner(), more.pk))
    summary = answer.scenario.summary
    assert summary["objective"] == pytest.approx(first.scenario.summary["objective"])
    assert summary["known_from"] == [first.scenario.pk, first.scenario.name]
    problem = parse_problem(answer.problem)
    assert check(problem, parse_plan(answer.plan, problem)).broken == ()
    assert answer.scenario.points[0][1] == pytest.approx(summary["objective"])
    # A plan of its own is told as its own.
    again = answer_scenario(queries.get_scenario(planner(), more.pk))
    assert again.summary["known_from"] is None


def test_a_plan_known_before_is_told_as_known_where_the_search_found_none() -> None:
    ground = make_ground(9)
    # Without it the empty plan is found at once.
    operations.set_course_terms(programme=ground.programme, year=YEAR, target_min=2, by=SYSTEM)
    first = solved(ground).scenario
    Scenario.objects.filter(pk=first.pk).update(seconds=0)
    jobs.answer(Task(0, {"scenario": first.pk}, None, "tests"), queries.get_scenario(planner(), first.pk))
    again = queries.get_scenario(planner(), first.pk)
    assert again.summary["known_from"] == [first.pk, first.name]
    assert again.summary["objective"] == pytest.approx(first.summary["objective"])


def test_a_plan_made_for_another_question_is_fitted_to_this_one() -> None:
    ground = make_ground(9)
    first = solved(ground)
    poor = build(YEAR, ON, budget={ground.source.pk: first.scenario.summary["cost"] * 2 // 3}).problem
    problem = parse_problem(poor)
    plan = fitted(first.problem, first.plan, poor, problem)
    assert plan is not None
    assert check(problem, plan).broken == ()
    assert 0 < sum(len(group.learners) for group in plan.classes) < 9
    same = fitted(first.problem, first.plan, first.problem, parse_problem(first.problem))
    assert same is not None
    assert same.objective == pytest.approx(first.plan["objective"])
    # Another form of the same course: nothing of the plan has a place there.
    ground.programme.mode = StudyMode.PART_TIME.value
    ground.programme.save()
    other = build(YEAR, ON).problem
    nothing = fitted(first.problem, first.plan, other, parse_problem(other))
    assert nothing is not None
    assert nothing.classes == ()


class Dying(Task):
    """A task whose worker is lost as soon as a plan is kept."""

    def report(self, done: int, total: int, message: str = "") -> None:
        if Scenario.objects.filter(data__plan__isnull=False).exists():
            raise RuntimeError("the power is gone")


def test_a_search_that_is_lost_leaves_the_best_plan_it_had() -> None:
    scenario = make_scenario(make_ground(9))
    with pytest.raises(RuntimeError):
        jobs.answer(Dying(1, {"scenario": scenario.pk}, None, "tests"), scenario, work=60)
    left = queries.get_scenario(planner(), scenario.pk)
    assert left.state == "running"
    assert left.summary["learners"] == sum(line.learners for line in Answer(left).lines)
    assert {"objective", "bound", "quotas", "shares"} <= left.summary.keys()


def test_one_whose_worker_died_keeps_the_best_plan_until_then() -> None:
    scenario = answer_scenario(make_scenario(make_ground(3)))
    operations.start(scenario=scenario, by=planner())
    Job.objects.update(state="failed")
    # As it was kept on the way.
    Scenario.objects.update(state="running", summary=scenario.summary)
    lost = queries.get_scenario(planner(), scenario.pk)
    assert queries.state_of(lost) is ScenarioState.CANCELLED
    operations.start_curve(scenario=lost, by=planner())
    assert queries.get_scenario(planner(), scenario.pk).state == "cancelled"


def test_one_whose_worker_died_is_no_longer_running() -> None:
    ground = make_ground(1)
    scenario = make_scenario(ground)
    job = operations.start(scenario=scenario, by=planner())
    Job.objects.filter(pk=job.pk).update(state="failed")
    assert queries.state_of(queries.get_scenario(planner(), scenario.pk)) is ScenarioState.FAILED
    Scenario.objects.filter(pk=scenario.pk).update(job=None)
    assert queries.state_of(queries.get_scenario(planner(), scenario.pk)) is ScenarioState.FAILED
    operations.start(scenario=scenario, by=planner())
    Job.objects.update(state="failed")
    operations.remove(scenario=scenario, by=planner())
    assert not Scenario.objects.exists()


def test_one_that_waits_is_stopped_at_once_by_who_started_it() -> None:
    ground = make_ground(1)
    scenario = make_scenario(ground)
    by = planner()
    job = operations.start(scenario=scenario, by=by)
    Job.objects.filter(pk=job.pk).update(actor_user_id=None)
    operations.stop(scenario=queries.get_scenario(by, scenario.pk), by=SYSTEM)
    assert queries.state_of(queries.get_scenario(by, scenario.pk)) is ScenarioState.CANCELLED


def test_who_is_left_out_is_told_why_with_a_price() -> None:
    answer = solved(make_ground(12, money=1_500_000))
    left = [item for item in answer.all_items() if item.line is None]
    assert left
    told = answer.explain(left[0].item)
    assert (told.chosen, told.reason is not None) == (False, True)


def test_somebody_decided_to_stay_is_not_planned_for() -> None:
    ground = make_ground(6)
    first = solved(ground)
    item = first.all_items()[0]
    again = operations.plan_again(
        scenario=first.scenario, name="B", person=(item.person_id, item.key), goes=False, by=planner()
    )
    second = Answer(answer_scenario(again))
    assert item.person_id not in {one.person_id for one in second.all_items()}
    assert second.scenario.summary["learners"] == 5


def test_somebody_decided_to_go_goes_whoever_is_worth_more() -> None:
    # Money for a few only: those of the hardest zone go first.
    ground = make_ground(12, money=2_500_000)
    first = solved(ground)
    left = [item for item in first.all_items() if item.line is None]
    chosen = [item for item in first.all_items() if item.line is not None]
    assert left
    assert chosen
    again = operations.plan_again(
        scenario=first.scenario, name="B", person=(left[-1].person_id, left[-1].key), goes=True, by=planner()
    )
    second = Answer(answer_scenario(again))
    goes = {item.person_id for item in second.all_items() if item.line is not None}
    assert left[-1].person_id in goes
    assert second.scenario.summary["objective"] <= first.scenario.summary["bound"] + 1e-6
    # What keeps the decision is no part of what is told.
    assert second.item(left[-1].item).weight == left[-1].weight
    told = second.scenario.summary["objective"], second.scenario.summary["bound"]
    assert second.scenario.points[-1][1:] == pytest.approx(told)


def test_somebody_decided_to_go_whom_no_class_takes_costs_the_plan_nothing() -> None:
    ground = make_ground(6)
    item = solved(ground).all_items()[0]
    operations.set_limit(
        unit=Unit.objects.get(pk=item.unit_id), year=YEAR, month_people=None, year_places=0, by=SYSTEM
    )
    free = solved(ground)
    again = operations.plan_again(
        scenario=free.scenario, name="B", person=(item.person_id, item.key), goes=True, by=planner()
    )
    told = answer_scenario(again).summary
    assert (told["missed_locks"], told["learners"]) == (1, free.scenario.summary["learners"])
    assert told["objective"] == pytest.approx(free.scenario.summary["objective"])


def test_the_curve_never_falls_and_ends_with_the_plan_where_money_is_left() -> None:
    answer = solved(make_ground(9))
    jobs.trace(Task(0, {"scenario": answer.scenario.pk}, None, "tests"), answer.scenario, work=20)
    curve = queries.get_scenario(planner(), answer.scenario.pk).curve
    cost = answer.scenario.summary["cost"]
    assert [one["budget"] for one in curve][4:] == [pytest.approx(cost, abs=2), 2_000_000_000]
    assert [one["objective"] for one in curve] == sorted(one["objective"] for one in curve)
    assert (curve[0]["learners"], curve[0]["budget"], curve[0]["objective"] < 0) == (0, 0, True)
    assert (curve[1]["learners"] < 9, [one["learners"] for one in curve[4:]]) == (True, [9, 9])
    assert all(one["objective"] <= one["bound"] + 1e-6 for one in curve)
    assert all(one["cost"] <= one["budget"] for one in curve)


def test_a_line_that_is_kept_stands_in_the_next_plan_as_it_was() -> None:
    ground = make_ground(9)
    first = solved(ground)
    line = first.lines[0]
    people = tuple(first.item(item).person_id for item in line.items)
    kept = LockedLine(
        key=line.key,
        programme_id=line.programme_id,
        venue_id=line.venue_id,
        mode=line.mode,
        start=line.start,
        person_ids=people,
        classes=line.classes,
    )
    again = operations.plan_again(scenario=first.scenario, name="B", line=kept, by=planner())
    assert locks_from(again.locks).lines == (kept,)
    with pytest.raises(NotFound):
        operations.take_back(scenario=again, place=1, name="C", by=planner())
    freed = operations.take_back(scenario=again, place=0, name="C", by=planner())
    assert (len(locks_from(freed.locks)), freed.base) == (0, again)
    second = Answer(answer_scenario(again))
    problem = parse_problem(second.problem)
    assert check(problem, parse_plan(second.plan, problem)).broken == ()
    (same,) = [one for one in second.lines if one.is_kept]
    assert (same.start, same.mode, same.venue_id) == (line.start, line.mode, line.venue_id)
    assert {second.item(item).person_id for item in same.items} == set(people)


def test_the_draft_has_the_lines_money_quotas_and_people_of_the_plan() -> None:
    ground = make_ground()
    answer = solved(ground)
    version = operations.draft_from(
        scenario=answer.scenario, code="KH-2027", name="Kế hoạch 2027", unit=ground.tree.root, by=planner()
    )
    terms = list(version.terms.order_by("line__number"))
    assert [(one.learners, one.classes, one.first_month, one.venue) for one in terms] == [
        (line.learners, line.classes, line.first_month, line.venue_name) for line in answer.lines
    ]
    assert sum(b.amount for one in terms for b in one.budgets.all()) == sum(
        line.cost for line in answer.lines
    )
    assert sum(Quota.objects.values_list("learners", flat=True)) == 12
    assert ProposedLearner.objects.count() == 12
    assert queries.get_scenario(planner(), answer.scenario.pk).plan_version == version


def test_no_draft_is_made_of_a_plan_that_is_being_sought_again() -> None:
    ground = make_ground(6)
    scenario = solved(ground).scenario
    found = scenario.summary
    for state, summary, code in (
        ("waiting", {}, "allocation.running_already"),
        ("running", found, "allocation.running_already"),
        ("cancelled", {}, "allocation.no_plan_yet"),
    ):
        operations.start(scenario=scenario, by=SYSTEM)
        Scenario.objects.update(state=state, summary=summary)
        with pytest.raises(Problem) as early:
            operations.draft_from(
                scenario=queries.get_scenario(planner(), scenario.pk),
                code="KH",
                name="Kế hoạch",
                unit=ground.tree.root,
                by=planner(),
            )
        assert (early.value.code, PlanVersion.objects.count()) == (code, 0)
        Job.objects.update(state="done")


def test_those_proposed_are_put_forward_once_the_plan_is_in_force() -> None:
    ground = make_ground()
    answer = solved(ground)
    version = operations.draft_from(
        scenario=answer.scenario, code="KH-2027", name="Kế hoạch 2027", unit=ground.tree.root, by=planner()
    )
    with pytest.raises(Problem) as early:
        operations.nominate_proposed(plan=version.plan, on=ON, by=planner())
    assert early.value.code == "allocation.plan_not_in_force"
    submit_and_approve(PlanVersion.objects.get(pk=version.pk))
    first = operations.nominate_proposed(plan=version.plan, on=ON, by=planner())
    again = operations.nominate_proposed(plan=version.plan, on=ON, by=planner())
    assert (first.count, first.refused, again.count) == (12, {}, 0)
    assert set(Nomination.objects.values_list("person_id", flat=True)) == {one.pk for one in ground.people}


def test_those_chosen_among_the_proposed_are_put_forward_alone() -> None:
    ground = make_ground()
    answer = solved(ground)
    version = operations.draft_from(
        scenario=answer.scenario, code="KH-2027", name="Kế hoạch 2027", unit=ground.tree.root, by=planner()
    )
    submit_and_approve(PlanVersion.objects.get(pk=version.pk))
    chosen = list(queries.proposed_of(planner(), version))[:2]
    found = operations.nominate_proposed(
        plan=version.plan, ids=[one.pk for one in chosen], on=ON, by=planner()
    )
    assert (found.count, found.refused) == (2, {})
    nominated = {one.person_id for one in queries.proposed_of(planner(), version) if one.is_nominated}
    assert nominated == {one.person_id for one in chosen}
    with pytest.raises(Problem) as nobody:
        operations.nominate_proposed(plan=version.plan, ids=[], on=ON, by=planner())
    assert nobody.value.code == "plans.nobody_chosen"
    # A next version may drop whoever is not put forward yet.
    draft = plans.amend(plan=version.plan, reason="Thay người", by=planner())
    put, waiting = (
        [one.pk for one in queries.proposed_of(planner(), draft) if one.is_nominated is is_nominated]
        for is_nominated in (True, False)
    )
    with pytest.raises(Refused):
        operations.drop_proposed(version=draft, ids=put[:1], by=leader())
    with pytest.raises(Problem) as late:
        operations.drop_proposed(version=draft, ids=put[:1], by=planner())
    assert late.value.code == "allocation.nominated_already"
    assert operations.drop_proposed(version=draft, ids=waiting, by=planner()) == 10
    assert (queries.proposed_of(planner(), draft).count(), ProposedLearner.objects.count()) == (2, 14)


def test_one_who_has_left_keeps_nobody_back() -> None:
    ground = make_ground(6)
    answer = solved(ground)
    version = operations.draft_from(
        scenario=answer.scenario, code="KH-2027", name="Kế hoạch 2027", unit=ground.tree.root, by=planner()
    )
    submit_and_approve(PlanVersion.objects.get(pk=version.pk))
    gone = ground.people[0]
    gone.appointments.update(end_on=date(2026, 11, 1))
    found = operations.nominate_proposed(plan=version.plan, on=ON, by=planner())
    assert (found.count, [problem.code for problem in found.refused.values()]) == (
        5,
        ["sending.exception_needs_reason"],
    )


def test_a_unit_that_is_gone_keeps_back_its_own_people_only() -> None:
    ground = make_ground()
    version = operations.draft_from(
        scenario=solved(ground).scenario, code="KH", name="Kế hoạch", unit=ground.tree.root, by=planner()
    )
    submit_and_approve(PlanVersion.objects.get(pk=version.pk))
    department = ground.tree.department
    of_gone = set(ProposedLearner.objects.filter(unit=department).values_list("person_id", flat=True))
    for unit in (ground.tree.office, department):
        dissolve(unit=unit, on=ON, by=SYSTEM)
    found = operations.nominate_proposed(plan=version.plan, on=ON, by=planner())
    assert (found.count, len(of_gone)) == (8, 4)
    assert {person: problem.code for person, problem in found.refused.items()} == dict.fromkeys(
        of_gone, "orgs.already_ended"
    )


def test_a_scenario_is_taken_away_with_its_plan_but_not_while_it_runs() -> None:
    ground = make_ground(1)
    scenario = make_scenario(ground)
    operations.start(scenario=scenario, by=planner())
    with pytest.raises(Problem):
        operations.remove(scenario=scenario, by=planner())
    Scenario.objects.update(state="done")
    operations.remove(scenario=scenario, by=planner())
    assert not Scenario.objects.exists()


def test_two_scenarios_of_a_year_never_have_one_name() -> None:
    ground = make_ground(1)
    names = [
        make_scenario(ground, name=name).name for name in ("A", "A", "A", "A (2)", "B", "x" * 200, "x" * 200)
    ]
    assert names == ["A", "A (2)", "A (3)", "A (2) (2)", "B", "x" * 200, "x" * 190 + " (2)"]
    assert make_scenario(ground, name="A", year=YEAR + 1).name == "A"
