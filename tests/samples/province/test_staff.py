"""The invented people: their careers fit the units they stand in."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from vun.common.text import fold
from vun.samples.province.posts import REFORM
from vun.samples.province.staff import Somebody, Staffing

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def staffing() -> Staffing:
    made = Staffing(people=1500, seed=7, today=TODAY)
    made.make()
    return made


def test_the_same_seed_gives_the_same_people(staffing: Staffing) -> None:
    again = Staffing(people=1500, seed=7, today=TODAY)
    assert again.make() == staffing.everybody
    assert Staffing(people=1500, seed=8, today=TODAY).make() != staffing.everybody


def test_as_many_people_are_made_as_are_asked_for(staffing: Staffing) -> None:
    assert len(staffing.everybody) == 1500


def test_nobody_stands_in_a_unit_before_or_after_its_days(staffing: Staffing) -> None:
    for person in staffing.everybody:
        for post in person.posts:
            place = staffing.places[post.unit]
            assert place.start <= post.start
            assert place.end is None or (post.end is not None and post.end <= place.end)


def test_nobody_holds_two_primary_posts_on_one_day(staffing: Staffing) -> None:
    for person in staffing.everybody:
        posts = [post for post in person.posts if post.is_primary]
        for earlier, later in pairwise(posts):
            assert earlier.end is not None
            assert earlier.start < earlier.end <= later.start


def test_districts_are_empty_from_the_day_they_end(staffing: Staffing) -> None:
    def levels(day: date) -> set[str]:
        posts = [person.post_on(day) for person in staffing.everybody]
        return {staffing.places[post.unit].level for post in posts if post is not None}

    assert "district" in levels(date(2025, 6, 30))
    assert "district" not in levels(REFORM)


def test_numbers_and_names_are_as_the_law_and_the_custom_have_them(staffing: Staffing) -> None:
    numbers = [person.national_id for person in staffing.everybody]
    assert len(set(numbers)) == len(numbers)
    for person in staffing.everybody:
        assert _fits(person)
        assert len(fold(person.full_name).split()) >= 3


def _fits(person: Somebody) -> bool:
    """Digits 4 to 6 tell century, sex and year of birth."""
    century = (person.birth_on.year // 100 - 19) * 2 + (person.sex == "female")
    return (
        person.national_id.isdigit()
        and person.national_id[3:6] == f"{century}{person.birth_on.year % 100:02d}"
    )
