from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vun.common.errors import Problem
from vun.common.period import Period
from vun.records.people.domain import AppointmentRow, EndReason, PersonDetails, PersonRow, RatingGrade, Sex
from vun.records.people.domain.rules import (
    find_clash,
    problems_of_details,
    problems_of_post,
    problems_of_ratings,
    problems_of_title,
)

TODAY = date(2026, 6, 30)
DETAILS = PersonDetails(
    full_name="Nông Thị Hương",
    birth_on=date(1980, 5, 17),
    sex=Sex.FEMALE,
    national_id="020180000001",
    party_joined_on=date(2005, 2, 3),
    party_official_on=date(2006, 2, 3),
    recruited_on=date(2003, 9, 1),
    phone="0912 345 678",
    email="huong@langson.gov.vn",
)
POST = AppointmentRow(unit_id=1, title="expert", start_on=date(2015, 1, 1))
LIFE = Period(date(2000, 1, 1))


def codes(problems: object) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.field) for problem in problems]


def test_ordinary_details_raise_nothing() -> None:
    assert list(problems_of_details(DETAILS, TODAY)) == []


@pytest.mark.parametrize(
    "name", ["Nguyễn Văn An", "Lò Thị Ơn", "H'Hen Niê", "Y Bhơm Byă", "Ksor H’Bia", "Đàm Thị Mai-Anh"]
)
def test_names_of_all_peoples_of_the_country_are_names(name: str) -> None:
    assert list(problems_of_details(replace(DETAILS, full_name=name), TODAY)) == []


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"full_name": "  "}, "people.name_missing", "full_name"),
        ({"full_name": "An 123"}, "people.name_unreadable", "full_name"),
        ({"full_name": "<b>An</b>"}, "people.name_unreadable", "full_name"),
        ({"full_name": "A" * 101}, "people.name_unreadable", "full_name"),
        ({"national_id": "123"}, "people.national_id_format", "national_id"),
        ({"phone": "abc"}, "people.phone_format", "phone"),
        ({"phone": "0" * 21}, "people.phone_format", "phone"),
        ({"email": "huong"}, "people.email_format", "email"),
        ({"birth_on": date(2026, 7, 1)}, "people.birth_in_future", "birth_on"),
        ({"birth_on": date(1899, 1, 1)}, "people.birth_too_long_ago", "birth_on"),
        ({"party_joined_on": date(1998, 5, 16)}, "people.party_too_young", "party_joined_on"),
        ({"recruited_on": date(1995, 5, 16)}, "people.recruited_too_young", "recruited_on"),
        ({"recruited_on": date(2026, 7, 1)}, "people.date_in_future", "recruited_on"),
        ({"party_joined_on": None}, "people.party_joined_missing", "party_joined_on"),
        (
            {"party_official_on": date(2005, 2, 2)},
            "people.party_official_before_joined",
            "party_official_on",
        ),
        ({"party_official_on": date(2026, 7, 1)}, "people.date_in_future", "party_official_on"),
    ],
)
def test_what_cannot_be_true_of_a_person_is_said_beside_its_field(
    change: dict[str, object], code: str, field: str
) -> None:
    wrong = replace(DETAILS, **change)

    assert codes(problems_of_details(wrong, TODAY)) == [(code, field)]


def test_all_mistakes_are_named_at_once() -> None:
    wrong = replace(DETAILS, full_name="", national_id="1", phone="x", email="y", birth_on=date(2030, 1, 1))

    assert [code for code, _ in codes(problems_of_details(wrong, TODAY))] == [
        "people.name_missing",
        "people.national_id_format",
        "people.phone_format",
        "people.email_format",
        "people.birth_in_future",
    ]


def test_no_problem_tells_the_national_id() -> None:
    wrong = replace(DETAILS, national_id="12345678901234")
    [problem] = problems_of_details(wrong, TODAY)

    assert "1234" not in f"{problem} {problem.params}"


def test_a_party_member_of_eighteen_to_the_day_is_old_enough() -> None:
    of_age = replace(DETAILS, party_joined_on=date(1998, 5, 17))

    assert list(problems_of_details(of_age, TODAY)) == []


@pytest.mark.parametrize(
    ("post", "birth_on", "life", "code", "field"),
    [
        (POST, date(1997, 1, 2), LIFE, "people.under_age", "on"),
        (POST, DETAILS.birth_on, Period(date(2015, 1, 2)), "people.before_unit", "on"),
        (POST, DETAILS.birth_on, Period(date(2000, 1, 1), date(2025, 7, 1)), "people.after_unit", "unit"),
        (
            replace(POST, end_on=date(2025, 7, 2)),
            DETAILS.birth_on,
            Period(date(2000, 1, 1), date(2025, 7, 1)),
            "people.after_unit",
            "unit",
        ),
        (
            replace(POST, end_on=POST.start_on),
            DETAILS.birth_on,
            LIFE,
            "people.post_ends_before_start",
            "end_on",
        ),
        (
            replace(POST, end_reason=EndReason.RETIRED),
            DETAILS.birth_on,
            LIFE,
            "people.open_post_has_reason",
            "end_reason",
        ),
    ],
)
def test_a_post_out_of_the_persons_or_the_units_time_is_a_problem(
    post: AppointmentRow, birth_on: date, life: Period, code: str, field: str
) -> None:
    assert codes(problems_of_post(post, birth_on, life, "Xã Quốc Khánh")) == [(code, field)]


def test_a_post_that_ends_with_its_unit_is_fine() -> None:
    last = replace(POST, end_on=date(2025, 7, 1))

    assert (
        list(problems_of_post(last, date(1997, 1, 1), Period(POST.start_on, date(2025, 7, 1)), "Huyện")) == []
    )


def test_a_title_is_given_on_the_days_it_is_in_use_only() -> None:
    def code(on: date) -> list[str]:
        return [
            each.code for each in problems_of_title("Trưởng phòng", date(2025, 7, 1), date(2030, 1, 1), on)
        ]

    assert [
        code(date(2025, 6, 30)),
        code(date(2025, 7, 1)),
        code(date(2029, 12, 31)),
        code(date(2030, 1, 1)),
    ] == [
        ["people.title_not_yet"],
        [],
        [],
        ["people.title_no_longer"],
    ]


@st.composite
def posts(draw: st.DrawFn) -> list[AppointmentRow]:
    rows = []
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(1, 20))
        length = draw(st.none() | st.integers(1, 6))
        rows.append(
            AppointmentRow(
                unit_id=1,
                title="expert",
                start_on=date(2020, 1, start),
                end_on=date(2020, 1, start + length) if length else None,
                is_primary=draw(st.booleans()),
            )
        )
    return rows


@given(posts())
def test_primary_posts_clash_exactly_when_two_of_them_share_a_day(rows: list[AppointmentRow]) -> None:
    primary = [Period(row.start_on, row.end_on) for row in rows if row.is_primary]
    shared = any(one.overlaps(other) for one, other in combinations(primary, 2))

    assert (find_clash(rows) is not None) == shared


def test_a_year_is_rated_once_and_only_when_it_has_begun() -> None:
    person = PersonRow(
        full_name="An",
        birth_on=date(1990, 1, 1),
        sex=Sex.MALE,
        ratings=(
            (2026, RatingGrade.GOOD),
            (2027, RatingGrade.GOOD),
            (2004, RatingGrade.GOOD),
            (2026, RatingGrade.COMPLETED),
        ),
    )
    found: list[Problem] = list(problems_of_ratings(person, TODAY))

    assert [problem.code for problem in found] == [
        "people.rating_in_future",
        "people.rating_too_early",
        "people.rated_twice",
    ]
