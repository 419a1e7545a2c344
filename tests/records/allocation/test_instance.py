"""The registry of a day as a planning problem."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.allocation import ON, YEAR, make_ground
from tests.factories.credentials import make_credential
from tests.factories.delivery import make_learner, make_open_class
from tests.factories.funding import make_source
from tests.factories.needs import make_need, make_round, sheet_of
from tests.factories.people import make_person
from tests.factories.plans import SYSTEM
from tests.factories.standards import make_programme, make_requirement, make_scale
from vun.common.errors import Problem
from vun.engines.optimizer.problem import parse_problem
from vun.records.allocation import operations, queries
from vun.records.allocation.domain import AssumptionCode, ExclusionCode, PolicyTerm
from vun.records.allocation.queries import build
from vun.records.funding.operations import set_budget
from vun.records.needs.models import SurveySheet
from vun.records.orgs.models import Unit
from vun.records.standards.domain import StudyMode

pytestmark = pytest.mark.django_db


def codes(instance: Any) -> set[AssumptionCode]:
    return {assumption.code for assumption in instance.assumptions}


def test_everybody_below_standard_is_an_item_with_the_weight_the_policy_gives() -> None:
    ground = make_ground()
    problem = build(YEAR, ON).problem
    assert problem["registry"]["people"] == sorted(person.pk for person in ground.people)
    assert problem["registry"]["programmes"] == ["Quản lý nhà nước ngạch chuyên viên"]
    # Four in the department, four in zone III, four in zone I; missing since 2015, so ten years count.
    assert Counter(problem["gaps"]["weight"]) == {30 + 20: 8, 30 + 20 + 15: 4}


def test_the_planner_reads_what_was_built() -> None:
    make_ground()
    read = parse_problem(json.loads(json.dumps(build(YEAR, ON).problem)))
    assert (read.people, read.items, read.programmes, read.venues, read.districts) == (12, 12, 1, 2, 2)
    assert read.budget.tolist() == [2_000.0]


def test_who_holds_the_level_lacks_nothing() -> None:
    ground = make_ground()
    make_credential(ground.people[0], ground.level)
    assert ground.people[0].pk not in build(YEAR, ON).problem["registry"]["people"]


def test_who_studies_it_already_is_left_out_and_counted() -> None:
    ground = make_ground()
    training_class = make_open_class(
        ground.programme, ground.tree.school, start_on=date(2026, 11, 2), end_on=date(2027, 2, 26)
    )
    make_learner(training_class, ground.people[0])
    instance = build(YEAR, ON)
    assert instance.excluded == {ExclusionCode.STUDYING: 1}
    assert len(instance.problem["registry"]["people"]) == 11


def test_a_class_that_runs_takes_its_room_from_the_venue() -> None:
    ground = make_ground()
    free = build(YEAR, ON).problem["venue_capacity"][0]
    make_open_class(ground.programme, ground.tree.school, start_on=date(2027, 1, 4), end_on=date(2027, 2, 26))
    left = build(YEAR, ON).problem["venue_capacity"][0]
    # Two weeks of a room over two months.
    assert [round(before - after, 3) for before, after in zip(free, left, strict=True)] == [
        1.0,
        1.0,
        *[0.0] * 10,
    ]


def test_programmes_that_lead_to_one_level_are_one_course_of_several_forms() -> None:
    ground = make_ground()
    other = make_programme(
        "Hệ vừa làm vừa học", grants=ground.level, mode=StudyMode.PART_TIME, field_practice_days=1
    )
    problem = build(YEAR, ON).problem
    assert len(problem["programmes"]) == 1
    assert sorted(problem["registry"]["option_programmes"]) == [ground.programme.pk, other.pk]
    assert sorted(option["mode"] for option in problem["options"]) == ["full_time", "part_time"]


def test_only_allowed_modes_are_planned() -> None:
    make_ground(field_practice_days=0)
    problem = build(YEAR, ON, modes=[StudyMode.ONLINE]).problem
    assert {option["mode"] for option in problem["options"]} == {"online"}
    assert problem["venue_kinds"] == ["school", "online"]


def test_a_programme_too_long_or_held_abroad_is_not_planned() -> None:
    make_ground(duration_days=300)
    with pytest.raises(Problem) as refused:
        build(YEAR, ON)
    assert refused.value.code == "allocation.nothing_wanted"


def test_a_prerequisite_somebody_lacks_is_planned_before_as_a_step_without_weight() -> None:
    ground = make_ground(3)
    higher = make_scale("Ngạch cao hơn", ("Chuyên viên chính",))[0]
    make_programme("Chuyên viên chính", grants=higher, prerequisites=[ground.level], field_practice_days=1)
    make_requirement(higher, scopes=[{"title": ground.title}])
    ready, lacking = ground.people[0], ground.people[1]
    make_credential(ready, ground.level)
    problem = build(YEAR, ON).problem
    names = problem["registry"]["programmes"]
    people = problem["registry"]["people"]
    items = {
        (people[person], names[programme])
        for person, programme in zip(problem["gaps"]["person"], problem["gaps"]["programme"], strict=True)
    }
    assert (ready.pk, "Chuyên viên chính") in items
    assert (ready.pk, "Quản lý nhà nước ngạch chuyên viên") not in items
    assert {(lacking.pk, name) for name in names} <= items
    by_name = dict(zip(names, problem["programmes"], strict=True))
    assert by_name["Chuyên viên chính"]["prerequisite"] == names.index("Quản lý nhà nước ngạch chuyên viên")


def test_who_lacks_a_prerequisite_nothing_teaches_is_left_out() -> None:
    ground = make_ground(3)
    degree = make_scale("Chuyên môn", ("Đại học",))[0]
    ground.programme.prerequisites.set([degree])
    make_credential(ground.people[0], degree)
    instance = build(YEAR, ON)
    assert instance.problem["registry"]["people"] == [ground.people[0].pk]
    assert instance.excluded == {ExclusionCode.LACKS_PREREQUISITE: 2}


def test_a_need_that_was_registered_counts_also_where_nothing_is_missing() -> None:
    ground = make_ground(3)
    held = ground.people[0]
    make_credential(held, ground.level)
    other = make_programme("Kỹ năng số", field_practice_days=1)
    survey = make_round(ground.tree.root, year=YEAR)
    sheet = sheet_of(survey, ground.tree.department)
    make_need(sheet, held, other)
    SurveySheet.objects.filter(pk=sheet.pk).update(state="accepted")
    instance = build(YEAR, ON)
    names = instance.problem["registry"]["programmes"]
    assert sorted(names) == ["Kỹ năng số", "Quản lý nhà nước ngạch chuyên viên"]
    place = instance.problem["registry"]["people"].index(held.pk)
    item = instance.problem["gaps"]["person"].index(place)
    assert (names[instance.problem["gaps"]["programme"][item]], instance.problem["gaps"]["weight"][item]) == (
        "Kỹ năng số",
        # Registered at the middle priority.
        10 + 3,
    )
    assert AssumptionCode.NO_SURVEY not in codes(instance)
    (told,) = [one for one in instance.assumptions if one.code is AssumptionCode.PRIORITIES_COUNTED]
    assert told.words == {"needs": "1", "first": "0", "second": "1", "third": "0"}


def test_of_what_a_unit_and_the_person_registered_the_higher_priority_counts() -> None:
    ground = make_ground(3)
    other = make_programme("Kỹ năng số", field_practice_days=1)
    for priority in (3, 1, 2):
        sheet = sheet_of(make_round(ground.tree.root, year=YEAR), ground.tree.department)
        need = make_need(sheet, ground.people[0], other)
        type(need).objects.filter(pk=need.pk).update(priority=priority)
    SurveySheet.objects.update(state="signed")
    problem = build(YEAR, ON).problem
    course = problem["registry"]["programmes"].index("Kỹ năng số")
    item = problem["gaps"]["programme"].index(course)
    assert problem["gaps"]["weight"][item] == 10 + 6
    assert problem["registry"]["parts"][item] == [["need_only", 10.0, False], ["wished_first", 6.0, False]]


def test_what_was_set_is_used_and_what_is_missing_is_said() -> None:
    ground = make_ground()
    before = build(YEAR, ON)
    assert {
        AssumptionCode.LECTURERS_UNLIMITED,
        AssumptionCode.DISTANCES,
        AssumptionCode.RELEASE_SHARE,
        AssumptionCode.CLASS_SIZES,
        AssumptionCode.NO_SURVEY,
    } <= codes(before)
    operations.set_limit(unit=ground.tree.department, year=YEAR, month_people=1, year_places=3, by=SYSTEM)
    operations.set_course_terms(
        programme=ground.programme, year=YEAR, class_min=3, class_max=6, target_min=4, target_max=9, by=SYSTEM
    )
    operations.keep_pool(
        name="Giảng viên trường",
        groups=[ground.programme.group],
        hours=[80] * 12,
        start_on=date(2020, 1, 1),
        by=SYSTEM,
    )
    after = build(YEAR, ON)
    (programme,) = after.problem["programmes"]
    assert [programme[key] for key in ("class_min", "class_max", "quota_min", "quota_max")] == [3, 6, 4, 9]
    place = after.problem["registry"]["units"].index(ground.tree.department.pk)
    units = after.problem["units"]
    assert (units["month_release"][place], units["year_quota"][place]) == (1, 3)
    assert after.problem["lecturer_capacity"][programme["lecturer_pool"]] == [80.0] * 12
    assert not {AssumptionCode.LECTURERS_UNLIMITED, AssumptionCode.CLASS_SIZES} & codes(after)
    # Of other units, and of how else the programme may be held, nobody has said anything.
    assert {AssumptionCode.RELEASE_SHARE, AssumptionCode.MODES} <= codes(after)
    for unit in Unit.objects.all():
        operations.set_limit(unit=unit, year=YEAR, month_people=1, year_places=None, by=SYSTEM)
    operations.set_course_terms(programme=ground.programme, year=YEAR, modes=[StudyMode.FULL_TIME], by=SYSTEM)
    told = codes(build(YEAR, ON))
    assert (AssumptionCode.RELEASE_SHARE in told, AssumptionCode.MODES in told) == (False, False)
    # The sizes were taken off with that.
    assert AssumptionCode.CLASS_SIZES in told


def test_the_commune_pays_its_way_by_its_distance() -> None:
    ground = make_ground()
    venue = queries.venues_in(YEAR).get()
    operations.set_distances(venue=venue, kilometres={ground.tree.district.pk: 100}, by=SYSTEM)
    operations.set_weight(
        term=PolicyTerm.KM_COST, value=Decimal(10_000), start_on=date(2026, 1, 1), by=SYSTEM
    )
    problem = build(YEAR, ON).problem
    area = problem["registry"]["areas"].index(ground.tree.district.pk)
    zones = {
        problem["units"]["zone"][place]
        for place, one in enumerate(problem["units"]["district"])
        if one == area
    }
    costs = {
        cost
        for zone, option, cost in zip(
            *(problem["reach"][key] for key in ("zone", "option", "cost")), strict=True
        )
        if zone in zones and problem["options"][option]["venue"] == 0
    }
    assert costs == {2.0}


def test_a_source_pays_only_for_its_groups_once_they_are_said() -> None:
    ground = make_ground()
    other = make_source("Chương trình mục tiêu")
    set_budget(source=other, year=YEAR, amount=1_000_000, by=SYSTEM)
    assert build(YEAR, ON).problem["programmes"][0]["sources"] == [ground.source.pk, other.pk]
    operations.set_source_groups(source=other, groups=[make_programme(group="Nhóm khác").group], by=SYSTEM)
    assert build(YEAR, ON).problem["programmes"][0]["sources"] == [ground.source.pk]


def test_money_of_an_earlier_year_is_taken_and_said_and_none_at_all_is_refused() -> None:
    make_ground()
    assert AssumptionCode.BUDGET_OF_OTHER_YEAR in codes(build(YEAR + 1, ON))
    with pytest.raises(Problem) as refused:
        build(YEAR - 1, ON)
    assert refused.value.code == "allocation.no_money"


def test_who_retires_before_the_year_is_left_out() -> None:
    ground = make_ground(3)
    make_person("Già", unit=ground.tree.department, title=ground.title, birth_on=date(1964, 1, 1))
    assert build(YEAR, ON).excluded == {ExclusionCode.RETIRED_BY_THEN: 1}


def test_thirty_people_are_read_with_the_queries_of_six() -> None:
    ground = make_ground(6)
    with CaptureQueriesContext(connection) as few:
        build(YEAR, ON)
    for number in range(24):
        make_person(f"Trần Thị {number}", unit=ground.tree.commune, title=ground.title)
    with CaptureQueriesContext(connection) as many:
        build(YEAR, ON)
    assert len(many) == len(few)
