"""Ratings, succession pools, traits, job positions, and the catalogues."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone

from tests.factories.accounts import clerk_of, leader, planner
from tests.factories.orgs import TESTS, make_tree
from tests.factories.people import make_person, make_title
from vun.common.actor import Actor
from vun.common.errors import NotFound, Problem, Refused
from vun.records.audit.queries import entries_of
from vun.records.people import catalogue, operations, queries
from vun.records.people.domain import RatingGrade, TraitKind
from vun.records.people.models import (
    EthnicGroup,
    Rank,
    Rating,
    SuccessionMembership,
    Title,
    TitleGroup,
    Trait,
)

pytestmark = pytest.mark.django_db

SINCE, MAY, JULY = date(2015, 1, 1), date(2024, 5, 1), date(2025, 7, 1)


def problem_of(call: Callable[[], object]) -> tuple[str, str | None]:
    with pytest.raises(Problem) as raised:
        call()
    return raised.value.code, raised.value.field


def test_a_second_rating_of_a_year_puts_the_first_right_and_the_audit_tells_both() -> None:
    person = make_person(unit=make_tree().commune)
    operations.rate(person=person, year=2024, grade=RatingGrade.GOOD, by=planner())
    operations.rate(person=person, year=2024, grade=RatingGrade.COMPLETED, by=planner())

    assert list(Rating.objects.values_list("person", "year", "grade")) == [(person.pk, 2024, "completed")]
    line = entries_of(person)[0]
    assert (line.before["grade"], line.after["grade"]) == ("good", "completed")


def test_nobody_is_rated_for_a_year_that_has_not_begun() -> None:
    year = timezone.localdate().year + 1
    person = make_person()

    assert problem_of(
        lambda: operations.rate(person=person, year=year, grade=RatingGrade.GOOD, by=TESTS)
    ) == (
        "people.rating_in_future",
        "year",
    )


def test_ratings_pools_and_traits_need_the_right_over_the_person() -> None:
    tree, title = make_tree(), make_title()
    person = make_person(unit=tree.commune)

    def all_three(by: Actor) -> list[Callable[[], object]]:
        return [
            lambda: operations.rate(person=person, year=2024, grade=RatingGrade.GOOD, by=by),
            lambda: operations.add_to_succession(
                person=person, unit=tree.commune, title=title, term="2025-2030", on=MAY, by=by
            ),
            lambda: operations.record_trait(
                person=person, kind=TraitKind.EXPERT, evidence="QĐ 1", on=MAY, by=by
            ),
        ]

    for call in all_three(leader()):
        with pytest.raises(Refused):
            call()
    for call in all_three(clerk_of(tree.party)):
        with pytest.raises(NotFound):
            call()
    for call in all_three(clerk_of(tree.commune)):
        call()


def test_somebody_is_once_in_a_pool_and_leaves_it_once() -> None:
    tree, title = make_tree(), make_title("Chủ tịch")
    person = make_person(unit=tree.commune)
    common = {"person": person, "unit": tree.commune, "title": title, "term": " 2025-2030 ", "by": planner()}
    place = operations.add_to_succession(on=MAY, **common)

    assert problem_of(lambda: operations.add_to_succession(on=JULY, **common)) == (
        "people.in_pool_already",
        "title",
    )
    assert [each.term for each in queries.successions_of(person.pk)] == ["2025-2030"]

    assert problem_of(lambda: operations.remove_from_succession(membership=place, on=MAY, by=planner())) == (
        "people.ends_before_start",
        "on",
    )
    operations.remove_from_succession(membership=place, on=JULY, by=planner())
    assert problem_of(lambda: operations.remove_from_succession(membership=place, on=JULY, by=planner())) == (
        "people.out_of_pool_already",
        "on",
    )
    assert SuccessionMembership.objects.get().end_on == JULY


def test_a_pool_has_a_term_and_its_unit_exists() -> None:
    tree, title, person = make_tree(), make_title(), make_person()
    common = {"person": person, "unit": tree.commune, "title": title, "by": planner()}

    assert problem_of(lambda: operations.add_to_succession(term=" ", on=MAY, **common)) == (
        "people.term_missing",
        "term",
    )
    assert problem_of(
        lambda: operations.add_to_succession(term="1995-2000", on=date(1995, 1, 1), **common)
    ) == ("people.unit_not_there", "on")


def test_a_trait_is_recorded_with_its_evidence_and_once_at_a_time() -> None:
    person = make_person()
    common = {"person": person, "kind": TraitKind.INTERNATIONAL, "by": planner()}
    operations.record_trait(evidence=" IELTS 7.0 ", on=MAY, until=JULY, **common)

    assert [(each.evidence, each.start_on, each.end_on) for each in queries.traits_of(person.pk)] == [
        ("IELTS 7.0", MAY, JULY)
    ]
    assert problem_of(lambda: operations.record_trait(evidence="x", on=MAY, **common)) == (
        "people.trait_recorded_already",
        "kind",
    )
    assert problem_of(lambda: operations.record_trait(evidence=" ", on=JULY, **common)) == (
        "people.evidence_missing",
        "evidence",
    )
    assert problem_of(lambda: operations.record_trait(evidence="x", on=JULY, until=JULY, **common)) == (
        "people.ends_before_start",
        "until",
    )
    assert Trait.objects.count() == 1


def test_positions_are_approved_and_closed_once() -> None:
    tree, title = make_tree(), make_title()
    common = {"unit": tree.office, "title": title, "by": clerk_of(tree.office)}
    position = operations.approve_position(name="Tổng hợp", headcount=2, on=SINCE, **common)

    assert problem_of(
        lambda: operations.approve_position(name="Tổng hợp", headcount=1, on=MAY, **common)
    ) == (
        "people.position_exists",
        "name",
    )
    assert problem_of(lambda: operations.approve_position(name="Khác", headcount=0, on=MAY, **common)) == (
        "people.headcount_not_positive",
        "headcount",
    )
    assert problem_of(lambda: operations.approve_position(name=" ", headcount=1, on=MAY, **common)) == (
        "people.position_name_missing",
        "name",
    )
    assert problem_of(
        lambda: operations.approve_position(name="Xưa", headcount=1, on=date(1990, 1, 1), **common)
    ) == ("people.unit_not_there", "on")
    with pytest.raises(Refused):
        operations.approve_position(
            unit=tree.office, title=title, name="Khác", headcount=1, on=MAY, by=clerk_of(tree.front)
        )
    operations.close_position(position=position, on=JULY, by=clerk_of(tree.office))
    assert problem_of(
        lambda: operations.close_position(position=position, on=JULY, by=clerk_of(tree.office))
    ) == ("people.position_closed_already", "on")
    assert (
        len(queries.positions_of(tree.office.pk, MAY)),
        len(queries.positions_of(tree.office.pk, JULY)),
    ) == (
        1,
        0,
    )


def test_loading_the_catalogues_twice_is_loading_them_once() -> None:
    counts = []
    for _ in range(2):
        catalogue.load_catalogues(TESTS)
        counts.append([model.objects.count() for model in (EthnicGroup, Rank, TitleGroup, Title)])

    assert counts[0] == counts[1]
    assert counts[0][0] == 54
    assert list(EthnicGroup.objects.filter(is_minority=False).values_list("code", flat=True)) == ["01"]
    assert not set(Title.objects.values_list("group", flat=True)) - set(
        TitleGroup.objects.values_list("code", flat=True)
    )


def test_a_reviewed_name_replaces_the_old_one() -> None:
    catalogue.load_catalogues(TESTS)
    Title.objects.filter(code="nurse").update(name="cũ")

    catalogue.load_catalogues(TESTS)

    assert Title.objects.get(code="nurse").name == "Điều dưỡng"


def test_only_who_keeps_standards_loads_catalogues() -> None:
    with pytest.raises(Refused):
        catalogue.load_catalogues(clerk_of(make_tree().district))


def test_titles_are_offered_on_the_days_they_are_in_use() -> None:
    make_title("Luôn luôn", code="always")
    for code, first, last in (("old", None, JULY), ("new", JULY, None)):
        title = make_title(code, code=code)
        title.valid_from, title.valid_to = first, last
        title.save()

    def codes(on: date) -> set[str]:
        return {title.code for title in queries.titles_on(on)}

    assert [codes(MAY), codes(JULY)] == [{"always", "old"}, {"always", "new"}]
