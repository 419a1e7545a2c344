"""Policy and inputs of planning: who may set them, what is refused, what is kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.factories.accounts import clerk_of, planner
from tests.factories.orgs import make_tree
from tests.factories.standards import make_programme
from vun.common.errors import Problem, Refused
from vun.records.allocation import operations, queries
from vun.records.allocation.domain import DEFAULTS, PolicyTerm, VenueKind
from vun.records.allocation.models import CourseTerms, PolicyWeight, ReleaseLimit, Venue
from vun.records.audit.models import AuditEntry

pytestmark = pytest.mark.django_db

MAY, JULY = date(2026, 5, 1), date(2026, 7, 1)


def refused(**arguments: Any) -> str:
    with pytest.raises(Problem) as problem:
        operations.set_weight(**{"start_on": MAY, "by": planner(), **arguments})
    return problem.value.code


def test_a_term_is_worth_its_default_until_a_row_says_otherwise_from_a_day_on() -> None:
    make_tree()
    operations.set_weight(
        term=PolicyTerm.LEADER, value=Decimal(40), start_on=MAY, basis="Kết luận 12", by=planner()
    )
    operations.set_weight(term=PolicyTerm.LEADER, value=Decimal(60), start_on=JULY, by=planner())
    days = [date(2026, 4, 30), date(2026, 6, 30), JULY]
    worth = [queries.policy_on(day).of(PolicyTerm.LEADER) for day in days]
    assert worth == [DEFAULTS[PolicyTerm.LEADER], 40, 60]
    assert list(PolicyWeight.objects.values_list("start_on", "end_on")) == [(MAY, JULY), (JULY, None)]
    told = AuditEntry.objects.filter(action="policy_weight.set").order_by("pk")
    assert [(entry.before, entry.after["value"]) for entry in told] == [
        ({}, "40"),
        ({"value": "40.0000"}, "60"),
    ]


def test_a_row_of_the_same_day_is_put_right_and_an_earlier_one_refused() -> None:
    make_tree()
    for value in (40, 50):
        operations.set_weight(term=PolicyTerm.LEADER, value=Decimal(value), start_on=JULY, by=planner())
    assert list(PolicyWeight.objects.values_list("value", flat=True)) == [50]
    assert refused(term=PolicyTerm.LEADER, value=Decimal(1)) == "allocation.weight_begins_later"


def test_priority_groups_and_mandatory_programmes_have_rows_of_their_own() -> None:
    make_tree()
    programme = make_programme()
    operations.set_weight(
        term=PolicyTerm.PRIORITY_GROUP, value=Decimal(5), group=programme.group, start_on=MAY, by=planner()
    )
    operations.set_weight(
        term=PolicyTerm.MANDATORY, value=Decimal(100), programme=programme, start_on=MAY, by=planner()
    )
    policy = queries.policy_on(MAY)
    assert (policy.groups, policy.programmes) == ({programme.group_id: 5}, {programme.pk: 100})
    assert refused(term=PolicyTerm.PRIORITY_GROUP, value=Decimal(5)) == "allocation.group_needed"
    assert refused(term=PolicyTerm.MANDATORY, value=Decimal(5)) == "allocation.programme_needed"
    assert (
        refused(term=PolicyTerm.LEADER, value=Decimal(5), group=programme.group) == "allocation.group_needed"
    )


@pytest.mark.parametrize(
    ("term", "value", "code"),
    [
        (PolicyTerm.LEADER, "-1", "allocation.value_out_of_range"),
        (PolicyTerm.LEADER, "1000001", "allocation.value_out_of_range"),
        (PolicyTerm.MAX_CLASSES, "0", "allocation.value_at_least_one"),
        (PolicyTerm.RETIRING, "101", "allocation.share_above_whole"),
        (PolicyTerm.CLASS_MIN, "2.5", "allocation.value_not_whole"),
    ],
)
def test_values_that_mean_nothing_are_refused(term: PolicyTerm, value: str, code: str) -> None:
    make_tree()
    assert refused(term=term, value=Decimal(value)) == code


def test_only_who_plans_for_the_whole_province_sets_anything() -> None:
    tree = make_tree()
    by = clerk_of(tree.department)
    programme = make_programme()
    with pytest.raises(Refused):
        operations.set_weight(term=PolicyTerm.LEADER, value=Decimal(1), start_on=MAY, by=by)
    with pytest.raises(Refused):
        operations.set_limit(unit=tree.department, year=2027, month_people=1, year_places=1, by=by)
    with pytest.raises(Refused):
        operations.set_course_terms(programme=programme, year=2027, class_min=1, by=by)
    with pytest.raises(Refused):
        operations.keep_venue(
            name="A", kind=VenueKind.SCHOOL, unit=tree.school, rooms=[1] * 12, start_on=MAY, by=by
        )
    with pytest.raises(Refused):
        operations.keep_pool(name="A", groups=[programme.group], hours=[1] * 12, start_on=MAY, by=by)


def test_a_venue_is_somewhere_and_has_rooms_by_month() -> None:
    tree = make_tree()

    def keep(**arguments: Any) -> Venue:
        given = {
            "name": "Trường",
            "kind": VenueKind.SCHOOL,
            "unit": tree.school,
            "rooms": [3] * 12,
            "start_on": MAY,
        }
        return operations.keep_venue(**{**given, **arguments}, by=planner())

    venue = keep()
    assert (venue.rooms, queries.venues_in(2026).get()) == ([3] * 12, venue)
    assert keep(venue=venue, name=" Trường  Chính trị ").name == "Trường Chính trị"
    for arguments, code in [
        ({"name": " "}, "allocation.name_missing"),
        ({"unit": None}, "allocation.venue_needs_unit"),
        ({"rooms": [1] * 11}, "allocation.months_missing"),
        ({"rooms": [-1] * 12}, "allocation.number_out_of_range"),
        ({"end_on": MAY}, "allocation.period_empty"),
    ]:
        with pytest.raises(Problem) as problem:
            keep(**arguments)
        assert problem.value.code == code


def test_a_group_of_programmes_has_one_pool_of_lecturers() -> None:
    make_tree()
    group = make_programme().group
    pool = operations.keep_pool(name="Khoa A", groups=[group], hours=[10] * 12, start_on=MAY, by=planner())
    operations.keep_pool(
        pool=pool, name="Khoa B", groups=[group], hours=[20] * 12, start_on=MAY, by=planner()
    )
    assert [(one.name, one.hours) for one in queries.pools_in(2026)] == [("Khoa B", [20] * 12)]
    with pytest.raises(Problem) as problem:
        operations.keep_pool(name="Khoa C", groups=[group], hours=[1] * 12, start_on=MAY, by=planner())
    assert problem.value.code == "allocation.group_has_pool"


def test_limits_and_terms_left_empty_are_taken_off() -> None:
    tree = make_tree()
    programme = make_programme()
    operations.set_limit(unit=tree.department, year=2027, month_people=2, year_places=None, by=planner())
    operations.set_course_terms(programme=programme, year=2027, class_min=20, by=planner())
    assert (ReleaseLimit.objects.count(), CourseTerms.objects.count()) == (1, 1)
    for _ in range(2):
        operations.set_limit(
            unit=tree.department, year=2027, month_people=None, year_places=None, by=planner()
        )
        operations.set_course_terms(programme=programme, year=2027, by=planner())
    assert (ReleaseLimit.objects.count(), CourseTerms.objects.count()) == (0, 0)
    told = AuditEntry.objects.filter(action__in=["release_limit.set", "course_terms.set"])
    assert told.count() == 4


def test_the_most_of_a_class_or_a_target_is_not_below_the_least() -> None:
    make_tree()
    programme = make_programme()
    for given in ({"class_min": 30, "class_max": 20}, {"target_min": 30, "target_max": 20}):
        with pytest.raises(Problem) as problem:
            operations.set_course_terms(programme=programme, year=2027, by=planner(), **given)
        assert problem.value.code == "allocation.most_below_least"
