"""Records that may be of one person: found, weighed, told with reasons, and never proposed against better knowledge."""

from __future__ import annotations

import random
from datetime import date
from itertools import combinations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.accounts import clerk_of, planner
from tests.factories.custom import make_field
from tests.factories.orgs import TESTS, make_tree
from tests.factories.people import make_person
from vun.records.people import operations, queries
from vun.records.people.domain import Likeness, Nearness, Reason, Record
from vun.records.people.domain.duplicates import candidates, weigh

ON = date(2026, 1, 1)
BORN = date(1980, 5, 17)


def record(pk: int, name: str = "nong van an", birth_on: date = BORN, **said: object) -> Record:
    values = {"exact_name": name, "sex": "male", "number": None, "numbers": frozenset(), **said}
    return Record(pk, name, values.pop("exact_name"), birth_on, **values)  # type: ignore[arg-type]


def judged(one: Record, other: Record, nearness: Nearness, digits: tuple[str, str] | None = None) -> object:
    pair = weigh(one, other, nearness, digits)
    return pair and (pair.likeness, set(pair.reasons))


def test_name_birth_and_unit_together_are_probable_and_without_the_unit_possible() -> None:
    one, two = record(1), record(2)
    said = {Reason.NUMBER_MISSING, Reason.SAME_NAME, Reason.SAME_BIRTH}

    assert judged(one, two, Nearness.SAME_UNIT) == (Likeness.PROBABLE, said | {Reason.SAME_UNIT})
    assert judged(one, two, Nearness.ABOVE) == (Likeness.PROBABLE, said | {Reason.UNIT_ABOVE})
    assert judged(one, two, Nearness.APART) == (Likeness.POSSIBLE, said)


def test_the_same_number_is_exact_whatever_else_differs() -> None:
    one = record(1, numbers=frozenset({"a"}))
    two = record(2, "ly thi mai", date(1990, 2, 3), sex="female", numbers=frozenset({"a", "b"}))

    assert candidates([one, two]) == [(one, two)]
    assert judged(one, two, Nearness.APART) == (
        Likeness.EXACT,
        {Reason.SAME_NUMBER, Reason.NAME_DIFFERS, Reason.BIRTH_DIFFERS, Reason.SEX_DIFFERS},
    )


@pytest.mark.parametrize(
    ("other", "reason"),
    [(date(1980, 1, 1), Reason.BIRTH_YEAR_ONLY), (date(1980, 12, 5), Reason.BIRTH_SWAPPED)],
)
def test_half_a_birth_date_is_possible_within_a_unit_only(other: date, reason: Reason) -> None:
    one, two = record(1, birth_on=date(1980, 5, 12)), record(2, birth_on=other)
    said = {Reason.NUMBER_MISSING, Reason.SAME_NAME, reason}

    assert candidates([two, one]) == [(one, two)]
    assert judged(one, two, Nearness.SAME_UNIT) == (Likeness.POSSIBLE, said | {Reason.SAME_UNIT})
    assert judged(one, two, Nearness.APART) is None


def test_two_whole_numbers_speak_against_unless_one_is_the_other_mistyped() -> None:
    one, two = record(1), record(2, exact_name="nong van ân")
    near = {Reason.NAME_BUT_ACCENTS, Reason.SAME_BIRTH, Reason.SAME_UNIT}
    far, slip = ("020080000001", "001080999999"), ("020080000001", "020080000010")

    assert judged(one, two, Nearness.SAME_UNIT, far) == (Likeness.POSSIBLE, near | {Reason.NUMBERS_DIFFER})
    assert judged(one, two, Nearness.APART, far) is None
    assert judged(one, two, Nearness.SAME_UNIT, slip) == (Likeness.PROBABLE, near | {Reason.NUMBER_SLIP})
    assert judged(one, two._replace(sex="female"), Nearness.APART) is None


@given(st.integers(0, 2**32))
def test_no_pair_is_missed_that_comparing_everybody_with_everybody_finds(seed: int) -> None:
    draw = random.Random(seed)
    days = [date(1980, 5, 12), date(1980, 12, 5), date(1980, 1, 1), date(1981, 1, 1)]
    records = [
        record(
            pk,
            draw.choice(["nong van an", "ly thi mai"]),
            draw.choice(days),
            numbers=frozenset(draw.sample(["a", "b", "c"], draw.randrange(2))),
        )
        for pk in range(12)
    ]
    found = {(one.pk, two.pk) for one, two in candidates(records)}

    for one, two in combinations(records, 2):
        if weigh(one, two, Nearness.SAME_UNIT) and (one.name == two.name or one.numbers & two.numbers):
            is_alike = Reason.BIRTH_DIFFERS not in weigh(one, two, Nearness.SAME_UNIT).reasons
            assert ((one.pk, two.pk) in found) is bool(is_alike or one.numbers & two.numbers)


def test_a_crowd_of_namesakes_is_not_compared_each_with_each() -> None:
    crowd = [record(pk) for pk in range(1_000)]

    assert len(candidates(crowd)) < 21 * len(crowd)


@pytest.mark.django_db
def test_pairs_are_told_with_both_posts_the_surest_first() -> None:
    tree = make_tree()
    one = make_person("Nông Văn An", unit=tree.commune)
    two = make_person("Nông Văn Ân", unit=tree.district)
    three = make_person("Lý Thị Mai", birth_on=date(1990, 3, 4))
    four = make_person("Lý Thị Mai", birth_on=date(1990, 3, 4), unit=tree.office)
    make_person("Lý Thị Mai", birth_on=date(1991, 3, 4), unit=tree.office)

    first, second = queries.duplicates(planner(), ON)

    assert (first.pair.key, first.pair.likeness) == ((one.pk, two.pk), Likeness.PROBABLE)
    assert Reason.UNIT_ABOVE in first.pair.reasons
    assert (first.first.unit, first.second.unit) == (tree.commune.name, tree.district.name)
    assert (second.pair.key, second.pair.likeness) == ((three.pk, four.pk), Likeness.POSSIBLE)
    assert (second.first.unit, second.second.title) == ("", "Chuyên viên")
    assert queries.find_pair(four.pk, three.pk) == second.pair


@pytest.mark.django_db
def test_old_numbers_in_a_field_of_the_offices_own_make_a_pair_exact() -> None:
    field = make_field("Số CMND cũ")
    one = make_person("Nông Văn An", custom={field.code: "081 234 567"})
    two = make_person("Nông Văn Ân", birth_on=date(1981, 1, 1), custom={field.code: "81234567"})
    three = make_person("Lý Thị Mai", custom={field.code: "20.180.000.145"})
    four = make_person("Lý Mai", birth_on=date(1990, 3, 4), national_id="020180000145")
    make_person("Hoàng Thị Lan", custom={field.code: "không"})

    found = queries.duplicates(planner(), ON)

    assert {each.pair.key for each in found if each.pair.likeness is Likeness.EXACT} == {
        (one.pk, two.pk),
        (three.pk, four.pk),
    }


@pytest.mark.django_db
def test_only_pairs_are_told_of_which_the_actor_may_change_both() -> None:
    tree = make_tree()
    for unit in (tree.commune, tree.commune, tree.department):
        make_person(unit=unit)

    assert len(queries.duplicates(planner(), ON)) == 3
    assert len(queries.duplicates(clerk_of(tree.commune), ON)) == 1
    assert len(queries.duplicates(planner(), ON, unit_ids={tree.department.pk})) == 2


@pytest.mark.django_db
def test_a_pair_said_to_be_two_people_is_not_proposed_again_even_after_another_merge() -> None:
    one, two, three = (make_person(unit=None) for _ in range(3))
    operations.declare_distinct(first=one, second=two, reason="Anh em", by=TESTS)
    assert {each.pair.key for each in queries.duplicates(planner(), ON)} == {
        (one.pk, three.pk),
        (two.pk, three.pk),
    }

    operations.merge_persons(survivor=three, merged=two, reason="Trùng", by=TESTS)

    assert queries.duplicates(planner(), ON) == []


@pytest.mark.django_db
@pytest.mark.parametrize("count", [3, 30])
def test_the_search_asks_the_same_however_many_are_alike(count: int) -> None:
    tree = make_tree()
    for number in range(count):
        for unit in (tree.commune, tree.district):
            make_person("Nông Văn An", unit=unit, birth_on=date(1980, 2, 2 + number % 20))

    with CaptureQueriesContext(
        connection,
    ) as asked:
        queries.duplicates(planner(), ON)

    assert len(asked) == 7
