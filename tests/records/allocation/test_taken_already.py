"""What a year has already is taken off: plans in force, classes, people; and whatever else the registry tells."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.factories.accounts import planner
from tests.factories.allocation import ON, YEAR, Ground, answer_scenario, make_ground, make_scenario
from tests.factories.delivery import make_graduate
from tests.factories.orgs import make_unit
from tests.factories.people import make_appointment, make_person, make_title
from tests.factories.plans import SYSTEM, make_line, make_plan, submit_and_approve
from tests.factories.standards import make_programme, make_requirement, make_scale
from vun.common.errors import Problem
from vun.records.allocation import operations, queries
from vun.records.allocation.domain import AssumptionCode, ExclusionCode, LeftCode, PolicyTerm, VenueKind
from vun.records.allocation.queries import Answer, build
from vun.records.allocation.queries.running import engaged_in
from vun.records.orgs.domain import Block, UnitLevel
from vun.records.people.models import SuccessionMembership
from vun.records.plans import operations as plans
from vun.records.plans.domain import Proposal
from vun.records.plans.models import PlanLineTerms
from vun.records.standards.domain import StudyMode

pytestmark = pytest.mark.django_db

JULY = date(2027, 7, 1)


def parts(problem: dict[str, Any], person: Any) -> dict[str, float]:
    """What makes the weight of the person's only item."""
    place = problem["registry"]["people"].index(person.pk)
    item = problem["gaps"]["person"].index(place)
    return {term: value for term, value, _is_factor in problem["registry"]["parts"][item]}


def said(instance: Any) -> dict[AssumptionCode, dict[str, Any]]:
    return {one.code: one.params for one in instance.assumptions}


def approved_line(ground: Ground, **columns: Any) -> PlanLineTerms:
    """Two classes in March and April at the school, of a plan in force, with a thousand million."""
    version = make_plan(ground.tree.root, first_year=YEAR)
    given = {
        "year": YEAR,
        "title": "Lớp đã duyệt",
        "programme_id": ground.programme.pk,
        "classes": 2,
        "learners": 4,
        "first_month": 3,
        "last_month": 4,
        "mode": StudyMode.FULL_TIME,
        "host_id": ground.tree.school.pk,
    }
    line = make_line(
        version,
        quotas={ground.tree.department: 4},
        budgets={ground.source.pk: 1_000_000_000},
        **{**given, **columns},
    )
    people = [Proposal(ground.tree.department.pk, person.pk) for person in ground.people[:1]]
    plans.propose_many(version=version, proposals={line.pk: people}, by=SYSTEM)
    submit_and_approve(version)
    return line


def test_what_a_plan_in_force_asks_is_no_longer_there_to_plan_with() -> None:
    ground = make_ground()
    free = build(YEAR, ON)
    approved_line(ground)
    left = build(YEAR, ON)
    assert left.problem["budget"] == {ground.source.pk: 1_000.0}
    assert said(left)[AssumptionCode.BUDGET_COMMITTED] == {"millions": 1_000}
    # Two classes of two weeks each, over two months.
    rooms = zip(free.problem["venue_capacity"][0], left.problem["venue_capacity"][0], strict=True)
    assert [round(before - after, 3) for before, after in rooms] == [0, 0, 2, 2, *[0] * 8]
    assert said(left)[AssumptionCode.RUNNING_COUNTED] == {"classes": 0, "to_come": 2, "learners": 0}
    assert left.excluded == {ExclusionCode.STUDYING: 1}
    assert left.problem["registry"]["excluded"] == [
        [ground.people[0].pk, "Quản lý nhà nước ngạch chuyên viên", "studying"]
    ]
    approved_line(ground, title="Lớp nữa")
    with pytest.raises(Problem) as none:
        build(YEAR, ON)
    assert none.value.code == "allocation.money_committed"
    assert queries.budget_of(YEAR).asked == 2_000_000_000


def test_the_places_of_somebody_down_for_a_class_of_the_year_are_fewer() -> None:
    ground = make_ground(6)
    other = make_programme("Kỹ năng số", field_practice_days=1)
    operations.set_limit(unit=ground.tree.department, year=YEAR, month_people=None, year_places=2, by=SYSTEM)
    line = approved_line(ground, programme_id=other.pk, title=other.name)
    problem = build(YEAR, ON).problem
    person = problem["registry"]["people"].index(line.proposed.get().person_id)
    assert Counter(problem["people"]["max_classes"]) == {2: 5, 1: 1}
    assert problem["people"]["max_classes"][person] == 1
    unit = problem["registry"]["units"].index(ground.tree.department.pk)
    assert problem["units"]["year_quota"][unit] == 1


def test_venues_and_lecturers_count_in_the_months_they_are_there() -> None:
    ground = make_ground()
    gone = queries.venues_in(YEAR).get()
    columns = {"name": gone.name, "kind": VenueKind.SCHOOL, "unit": gone.unit, "start_on": gone.start_on}
    operations.keep_venue(venue=gone, rooms=gone.rooms, end_on=date(2027, 2, 15), by=SYSTEM, **columns)
    new = operations.keep_venue(
        name="Cơ sở 2", kind=VenueKind.SCHOOL, unit=gone.unit, rooms=[], start_on=JULY, by=SYSTEM
    )
    groups = [ground.programme.group]
    first = operations.keep_pool(
        name="Khoa", groups=groups, hours=[80] * 12, start_on=ON, end_on=JULY, by=SYSTEM
    )
    with pytest.raises(Problem) as overlap:
        operations.keep_pool(
            name="B",
            groups=groups,
            hours=[9] * 12,
            start_on=date(2027, 6, 1),
            end_on=date(2028, 1, 1),
            by=SYSTEM,
        )
    assert (overlap.value.code, first.name) == ("allocation.group_has_pool", "Khoa")
    problem = build(YEAR, ON).problem
    names = [venue["name"] for venue in problem["registry"]["venues"]]
    rooms = dict(zip(names, problem["venue_capacity"], strict=True))
    assert [month for month, weeks in enumerate(rooms[gone.name]) if weeks] == [0]
    assert [month for month, weeks in enumerate(rooms[new.name]) if weeks] == [6, 7, 8, 9, 10, 11]
    assert problem["lecturer_capacity"][0] == [80.0] * 6 + [0.0] * 6
    assert [venue.name for venue in queries.venues_in(YEAR + 1)] == [new.name]


def test_two_pools_one_after_the_other_teach_their_group_the_whole_year() -> None:
    ground = make_ground()
    groups, alone = [ground.programme.group], make_programme(group="Nhóm khác").group
    operations.keep_pool(
        name="A", groups=[*groups, alone], hours=[80] * 12, start_on=ON, end_on=JULY, by=SYSTEM
    )
    operations.keep_pool(name="B", groups=groups, hours=[50] * 12, start_on=JULY, by=SYSTEM)
    operations.keep_pool(name="C", groups=[alone], hours=[30] * 12, start_on=date(2027, 9, 1), by=SYSTEM)
    problem = build(YEAR, ON).problem
    taught = problem["lecturer_capacity"][problem["programmes"][0]["lecturer_pool"]]
    assert taught == [80.0] * 6 + [50.0] * 2 + [80.0] * 4
    # One row for the three, and the one without limit.
    assert len(problem["lecturer_capacity"]) == 2


def test_a_class_completed_in_the_year_has_used_its_place() -> None:
    ground = make_ground(6)
    other = make_programme("Kỹ năng số", field_practice_days=1)
    operations.set_limit(unit=ground.tree.department, year=YEAR, month_people=None, year_places=2, by=SYSTEM)
    days = {"start_on": date(2027, 1, 4), "end_on": date(2027, 1, 15)}
    make_graduate(ground.people[0], other, ground.tree.school, **days)
    before = {"start_on": date(2026, 3, 2), "end_on": date(2026, 3, 13)}
    make_graduate(ground.people[3], other, ground.tree.school, **before)
    instance = build(YEAR, date(2027, 2, 1))
    problem = instance.problem
    most = dict(zip(problem["registry"]["people"], problem["people"]["max_classes"], strict=True))
    assert [most[ground.people[place].pk] for place in (0, 3)] == [1, 2]
    unit = problem["registry"]["units"].index(ground.tree.department.pk)
    assert problem["units"]["year_quota"][unit] == 1
    # Who completed it is taken by it no longer.
    assert said(instance)[AssumptionCode.RUNNING_COUNTED]["learners"] == 0
    assert engaged_in(YEAR).busy == frozenset()


def test_months_that_have_begun_take_no_new_class() -> None:
    ground = make_ground(money=0)
    instance = build(ON.year, ON, budget={ground.source.pk: 10**9})
    assert said(instance)[AssumptionCode.MONTHS_BEGUN] == {"months": 11}
    assert [bool(weeks) for weeks in instance.problem["venue_capacity"][0]] == [False] * 11 + [True]
    assert [bool(hours) for hours in instance.problem["lecturer_capacity"][-1]] == [False] * 11 + [True]


def test_two_venues_of_one_unit_bear_its_classes_together() -> None:
    ground = make_ground()
    operations.keep_venue(
        name="Cơ sở 2",
        kind=VenueKind.SCHOOL,
        unit=ground.tree.school,
        rooms=[1] * 12,
        start_on=date(2020, 1, 1),
        by=SYSTEM,
    )
    free = build(YEAR, ON).problem["venue_capacity"]
    approved_line(ground)
    left = build(YEAR, ON).problem["venue_capacity"]
    march = [round(before[2] - after[2], 3) for before, after in zip(free[:2], left[:2], strict=True)]
    assert march == [2.0, 0.0]


def test_somebody_below_a_commune_works_in_its_zone_and_who_leads_beside_their_post_leads() -> None:
    ground = make_ground(3)
    inner = make_unit("Trạm y tế", parent=ground.tree.commune, level=UnitLevel.COMMUNE, block=Block.SERVICE)
    far = make_person("Ở trạm", unit=inner, title=ground.title)
    head = make_title("Trưởng ban", is_leader=True)
    make_appointment(ground.people[0], ground.tree.department, head, is_primary=False)
    problem = build(YEAR, ON).problem
    assert parts(problem, far)["zone_iii"] == 15
    assert parts(problem, ground.people[0])["leader"] == 20
    assert "leader" not in parts(problem, far)


def test_what_a_post_planned_for_will_ask_is_planned_before_it() -> None:
    ground = make_ground(3)
    person = make_person("Quy hoạch", unit=ground.tree.department, title=make_title("Nhân viên"))
    assert person.pk not in build(YEAR, ON).problem["registry"]["people"]
    head = make_title("Trưởng phòng", is_leader=True)
    level = make_scale("Lãnh đạo", ("Cấp phòng",))[0]
    make_programme("Bồi dưỡng cấp phòng", grants=level, field_practice_days=1)
    make_requirement(level, scopes=[{"title": head}])
    SuccessionMembership.objects.create(
        person=person, unit=ground.tree.department, title=head, term="2025-2030", start_on=date(2025, 1, 1)
    )
    problem = build(YEAR, ON).problem
    assert parts(problem, person) == {"before_post": 10, "succession": 30}
    assert "Bồi dưỡng cấp phòng" in problem["registry"]["programmes"]
    # Their own post asks nothing: they are at standard all the same.
    place = problem["registry"]["people"].index(person.pk)
    assert problem["registry"]["needed"][place] == []
    operations.set_weight(
        term=PolicyTerm.BEFORE_POST, value=Decimal(25), start_on=date(2026, 1, 1), by=SYSTEM
    )
    assert parts(build(YEAR, ON).problem, person)["before_post"] == 25
    make_appointment(person, ground.tree.department, head, is_primary=False)
    assert parts(build(YEAR, ON).problem, person)["missing"] == 30


def test_the_centre_s_quota_is_the_most_and_the_draft_draws_on_it() -> None:
    ground = make_ground()
    given = plans.record_central_quota(
        year=YEAR,
        name="Chuyên viên",
        issuer="Học viện",
        learners=5,
        programme=ground.programme,
        on=ON,
        by=SYSTEM,
    )
    instance = build(YEAR, ON)
    assert [one["quota_max"] for one in instance.problem["programmes"]] == [5]
    assert said(instance)[AssumptionCode.CENTRAL_TARGETS] == {"programmes": 1}
    answer = Answer(answer_scenario(make_scenario(ground)))
    version = operations.draft_from(
        scenario=answer.scenario, code="KH", name="Kế hoạch", unit=ground.tree.root, by=planner()
    )
    lines = list(version.terms.values_list("origin", "central_id", "learners"))
    assert (sum(line[2] for line in lines), {line[:2] for line in lines}) == (5, {("central", given.pk)})
    submit_and_approve(version)
    given.refresh_from_db()
    assert given.passed_on == 5
    operations.set_course_terms(programme=ground.programme, year=YEAR, target_max=9, by=SYSTEM)
    after = build(YEAR, ON, budget={ground.source.pk: 10**9})
    assert AssumptionCode.CENTRAL_TARGETS not in said(after)
    assert after.problem["programmes"][0]["quota_max"] == 7


def test_a_programme_no_source_may_pay_for_says_so() -> None:
    ground = make_ground(6)
    operations.set_source_groups(
        source=ground.source, groups=[make_programme(group="Nhóm khác").group], by=SYSTEM
    )
    answer = Answer(answer_scenario(make_scenario(ground)))
    assert set(answer.left.values()) == {LeftCode.NO_SOURCE}


def test_what_the_centre_s_quota_does_not_hold_of_a_line_is_the_province_s_own() -> None:
    ground = make_ground()
    for name, learners in (("Đợt 1", 1), ("Đợt 2", 3)):
        given = plans.record_central_quota(
            year=YEAR,
            name=name,
            issuer="Học viện",
            learners=learners,
            programme=ground.programme,
            on=ON,
            by=SYSTEM,
        )
    operations.set_course_terms(programme=ground.programme, year=YEAR, target_max=9, by=SYSTEM)
    answer = Answer(answer_scenario(make_scenario(ground)))
    version = operations.draft_from(
        scenario=answer.scenario, code="KH", name="Kế hoạch", unit=ground.tree.root, by=planner()
    )
    (line,) = version.terms.all()
    assert (line.origin, line.central_id, line.central_learners) == ("central", given.pk, 3)
    assert line.learners > 3
