"""The facts rules ask for are those of the day, also where a unit became another kind of place since, or ended."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.orgs import TESTS, make_unit
from tests.factories.people import make_person
from vun.records.eligibility.queries.gathering import gather
from vun.records.eligibility.queries.reading import book_on
from vun.records.orgs.domain import Block, Place, UnitLevel, Zone
from vun.records.orgs.operations import dissolve, reclassify
from vun.records.people.models import Person

pytestmark = pytest.mark.django_db


def place_of(person: Person, day: date) -> tuple[str, str]:
    """Level and zone of the person's post on the day, as rules are given them."""
    (facts,) = gather(book_on(day), [person.pk])
    return facts.level, facts.zone


def test_the_level_and_zone_of_a_post_are_those_of_the_day() -> None:
    unit = make_unit(level=UnitLevel.DISTRICT, zone=Zone.I)
    person = make_person(unit=unit)
    place = Place(UnitLevel.COMMUNE, Block.STATE, Zone.III)
    reclassify(unit=unit, place=place, on=date(2025, 7, 1), by=TESTS)
    assert [place_of(person, day) for day in (date(2025, 6, 30), date(2025, 7, 1))] == [
        ("district", "I"),
        ("commune", "III"),
    ]


def test_a_post_in_a_unit_that_has_ended_keeps_its_last_level_and_zone() -> None:
    unit = make_unit(level=UnitLevel.COMMUNE, zone=Zone.III)
    person = make_person(unit=unit)
    dissolve(unit=unit, on=date(2025, 7, 1), by=TESTS)
    assert place_of(person, date(2025, 8, 1)) == ("commune", "III")
