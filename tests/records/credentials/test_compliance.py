"""The share at standard of a unit, and how one person stands, in cases counted by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.factories.credentials import make_credential
from tests.factories.orgs import TESTS, make_tree, make_unit
from tests.factories.people import make_appointment, make_person, make_title
from tests.factories.standards import (
    make_equivalence,
    make_exemption,
    make_grace,
    make_programme,
    make_requirement,
    make_scale,
)
from vun.records.credentials import queries
from vun.records.credentials.domain import Share
from vun.records.orgs.domain import Block, Place, UnitLevel, Zone
from vun.records.orgs.operations import reclassify
from vun.records.people.models import TitleGroup
from vun.records.standards.domain import ClauseStatus

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 1)


def test_a_standard_of_a_zone_is_asked_of_a_unit_on_the_days_it_is_of_that_zone() -> None:
    tree = make_tree()
    make_requirement(make_scale()[1], scopes=[{"zone": "III"}])
    make_person(unit=tree.commune)
    place = Place(UnitLevel.COMMUNE, Block.STATE, Zone.I)
    reclassify(unit=tree.commune, place=place, on=DAY, by=TESTS)
    counted = [queries.compliance_of_units(None, day).people for day in (date(2025, 12, 31), DAY)]
    assert counted == [1, 0]


def test_a_unit_counts_its_people_by_title_group_and_unit() -> None:
    tree = make_tree()
    TitleGroup.objects.create(code="leaders", name="Lãnh đạo")
    chair, clerk = make_title("Chủ tịch", group="leaders"), make_title("Chuyên viên", group="staff")
    level = make_scale()[1]
    make_requirement(level, scopes=[{"title": chair}])
    met = make_person(unit=tree.commune, title=chair)
    make_credential(met, level)
    make_person(unit=tree.other_commune, title=chair)
    make_person(unit=tree.commune, title=clerk)
    make_person(unit=tree.district, title=chair)
    make_person(unit=tree.department, title=chair)
    found = queries.compliance_of_units(tree.district.pk, DAY)
    assert (found.people, found.at_standard, found.without_standard, found.share) == (
        3,
        1,
        1,
        Decimal("33.33"),
    )
    assert {share.name: share for share in found.by_title} == {
        "Chủ tịch": Share(chair.code, "Chủ tịch", None, 3, 1, 0),
        "Chuyên viên": Share(clerk.code, "Chuyên viên", None, 0, 0, 1),
    }
    assert found.by_group == (
        Share("leaders", "Lãnh đạo", None, 3, 1, 0),
        Share("staff", "staff", None, 0, 0, 1),
    )
    assert found.by_unit == (
        Share("TD", "Huyện Tràng Định", tree.district.pk, 1, 0, 0),
        Share("DD", "Xã Đại Đồng", tree.other_commune.pk, 1, 0, 0),
        Share("QK", "Xã Quốc Khánh", tree.commune.pk, 1, 1, 1),
    )


def test_the_root_rolls_up_what_hangs_under_its_children() -> None:
    tree = make_tree()
    make_requirement(make_scale()[1])
    make_person(unit=tree.commune)
    make_person(unit=tree.office)
    found = queries.compliance_of_units(None, DAY)
    assert [(share.code, share.people) for share in found.by_unit] == [("SNV", 1), ("TD", 1)]
    assert queries.compliance_of_units(tree.root.pk, DAY).by_unit == found.by_unit


def test_a_province_without_people_has_no_share() -> None:
    make_tree()
    found = queries.compliance_of_units(None, DAY)
    assert (found.people, found.share, found.by_unit) == (0, None, ())


def test_a_concurrent_post_counts_wherever_it_is_but_the_person_once() -> None:
    tree = make_tree()
    chair, clerk = make_title("Chủ tịch"), make_title("Chuyên viên")
    make_requirement(make_scale()[1], scopes=[{"title": chair}])
    person = make_person(unit=tree.commune, title=clerk)
    make_appointment(person, tree.department, chair, is_primary=False)
    assert queries.compliance_of_units(tree.department.pk, DAY).people == 0
    found = queries.compliance_of_units(tree.commune.pk, DAY)
    assert (found.people, found.at_standard) == (1, 0)
    assert not queries.compliance_of(person.pk, DAY).is_at_standard


def test_nobody_is_judged_by_a_post_of_another_day() -> None:
    tree = make_tree()
    make_requirement(make_scale()[1])
    make_appointment(make_person(), tree.commune, end_on=DAY)
    make_appointment(make_person(), tree.commune, start_on=date(2026, 1, 2))
    assert queries.compliance_of_units(None, DAY).people == 0
    assert queries.compliance_of_units(None, date(2025, 12, 31)).people == 1


def test_the_future_is_judged_by_the_rules_and_papers_of_then() -> None:
    tree = make_tree()
    low, _, high = make_scale()
    make_requirement(low, end_on=date(2027, 1, 1), code="clause/2000")
    make_requirement(high, start_on=date(2027, 1, 1), code="clause/2027")
    person = make_person(unit=tree.commune)
    make_credential(person, low)
    shares = {day: queries.compliance_of_units(None, day).share for day in (DAY, date(2027, 1, 1))}
    assert shares == {DAY: Decimal("100.00"), date(2027, 1, 1): Decimal("0.00")}


def test_the_number_of_queries_does_not_grow_with_people(django_assert_num_queries: object) -> None:
    tree = make_tree()
    level = make_scale()[1]
    make_requirement(level)
    make_exemption(level.scale, born_before=date(1960, 1, 1))
    make_grace(12)
    for number in range(3):
        make_person(f"Người {number}", unit=tree.commune)
    with django_assert_num_queries(20):  # type: ignore[operator]
        assert queries.compliance_of_units(tree.root.pk, DAY).people == 3
    for number in range(30):
        make_credential(make_person(f"Người {number}", unit=tree.commune), level)
    with django_assert_num_queries(20):  # type: ignore[operator]
        assert queries.compliance_of_units(tree.root.pk, DAY).people == 33


def test_a_merger_gives_no_new_time_to_meet_the_standard() -> None:
    tree = make_tree()
    new = make_unit("Xã Tràng Định", parent=tree.root, start_on=date(2025, 7, 1))
    chair = make_title("Chủ tịch")
    make_requirement(make_scale()[1])
    make_grace(12)
    moved = make_person("Nguyễn Văn An")
    make_appointment(moved, tree.commune, chair, start_on=date(2015, 1, 1), end_on=date(2025, 7, 1))
    make_appointment(moved, new, chair, start_on=date(2025, 7, 1))
    fresh = make_person("Nguyễn Văn Bình", unit=new, title=chair, since=date(2025, 7, 1))
    found = queries.compliance_of_units(new.pk, DAY)
    assert (found.people, found.at_standard) == (2, 1)
    assert queries.compliance_of(fresh.pk, DAY).is_at_standard
    assert not queries.compliance_of(moved.pk, DAY).is_at_standard


def test_a_gap_names_the_nearest_programme_that_closes_it_in_force_that_day() -> None:
    tree = make_tree()
    _, middle, high = make_scale()
    requirement = make_requirement(middle)
    make_programme("Cao cấp lý luận chính trị", grants=high)
    part_time = make_programme("Trung cấp (hệ không tập trung)", grants=middle)
    full_time = make_programme("Trung cấp (hệ tập trung)", grants=middle)
    make_programme("Trung cấp cũ", grants=middle, end_on=DAY)
    person = make_person("Lý Thị Ánh", unit=tree.commune)
    other = make_person("Nguyễn Văn An", unit=tree.department)
    (gap,) = queries.gaps_of_unit(tree.district.pk, DAY)
    assert (gap.person, gap.clause.clause.id, gap.clause.status, gap.programmes) == (
        person,
        requirement.pk,
        ClauseStatus.MISSING,
        (part_time, full_time),
    )
    assert [gap.person for gap in queries.gaps_of_unit(None, DAY)] == [other, person]
    (standing,) = queries.compliance_of(person.pk, DAY).clauses
    assert standing.programmes == (part_time, full_time)


def test_what_counts_only_by_an_equivalence_is_proposed_where_nothing_else_is_taught() -> None:
    tree = make_tree()
    asked, other, _ = make_scale(ordered=False)
    make_requirement(asked)
    make_equivalence(other, asked)
    stand_in = make_programme("Chương trình tương đương", grants=other)
    make_person(unit=tree.commune)
    assert queries.gaps_of_unit(None, DAY)[0].programmes == (stand_in,)
    itself = make_programme("Chương trình", grants=asked)
    assert queries.gaps_of_unit(None, DAY)[0].programmes == (itself,)


def test_a_clause_that_two_posts_ask_for_is_one_gap_due_when_it_is_due_first() -> None:
    tree = make_tree()
    make_requirement(make_scale()[1])
    make_grace(12)
    person = make_person(unit=tree.commune, since=date(2025, 9, 1))
    earlier = make_appointment(person, tree.commune, start_on=date(2025, 3, 1), is_primary=False)
    (gap,) = queries.gaps_of_unit(None, DAY)
    assert (gap.appointment, gap.clause.status, gap.clause.due_on) == (
        earlier,
        ClauseStatus.IN_GRACE,
        date(2026, 3, 1),
    )
    assert queries.people_below_standard(None, DAY) == []


def test_somebody_no_standard_applies_to_is_not_said_to_be_at_standard() -> None:
    person = make_person(unit=make_tree().commune)
    found = queries.compliance_of(person.pk, DAY)
    assert (found.has_standard, found.is_at_standard, found.missing) == (False, False, ())
    (standing,) = queries.standings(None, DAY)
    assert (standing.person_id, standing.has_standard, standing.is_at_standard) == (person.pk, False, False)
