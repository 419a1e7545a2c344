"""What must hold of a person and of posts, before any database is asked. The day is an argument."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from datetime import date

from vun.common.errors import Problem
from vun.common.period import Period, whole_years
from vun.common.text import clean
from vun.records.people.domain.national_id import read_national_id
from vun.records.people.domain.rows import AppointmentRow, PersonDetails, PersonRow

MAX_NAME = 100
MAX_PHONE = 20
STAFF_AGE = 18
"""Law 22/2008/QH12 Article 36 and Law 58/2010/QH12 Article 22: staff are at least 18."""
PARTY_AGE = 18
"""Statutes of the Party, Article 1: whoever joins is at least 18."""
WORKING_AGE = 15
"""Labour Code 45/2019/QH14, Article 3."""
_OLDEST = 120
_NAME = re.compile(r"[^\W\d_]+(?:[ '’\-.]+[^\W\d_]+)*\.?")
_PHONE = re.compile(r"\+?[0-9][0-9 .\-]{5,}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")


def problems_of_details(details: PersonDetails, today: date) -> Iterator[Problem]:
    """Everything that cannot be true of a person recorded on ``today``, each with the field at fault."""
    name = clean(details.full_name)
    if not name:
        yield Problem("people.name_missing", field="full_name")
    elif not _NAME.fullmatch(name) or len(name) > MAX_NAME:
        yield Problem("people.name_unreadable", field="full_name", longest=MAX_NAME)
    try:
        read_national_id(details.national_id)
    except Problem as problem:
        yield problem
    yield from _problems_of_contact(details)
    if details.birth_on > today:
        yield Problem("people.birth_in_future", field="birth_on", birth_on=details.birth_on)
    elif whole_years(details.birth_on, today) > _OLDEST:
        yield Problem("people.birth_too_long_ago", field="birth_on", birth_on=details.birth_on)
    else:
        yield from _problems_of_dates(details, today)


def _problems_of_contact(details: PersonDetails) -> Iterator[Problem]:
    phone, email = details.phone.strip(), details.email.strip()
    if phone and (not _PHONE.fullmatch(phone) or len(phone) > MAX_PHONE):
        yield Problem("people.phone_format", field="phone")
    if email and not _EMAIL.fullmatch(email):
        yield Problem("people.email_format", field="email")


def _problems_of_dates(details: PersonDetails, today: date) -> Iterator[Problem]:
    for field, day, age, code in (
        ("party_joined_on", details.party_joined_on, PARTY_AGE, "people.party_too_young"),
        ("recruited_on", details.recruited_on, WORKING_AGE, "people.recruited_too_young"),
    ):
        if day is None:
            continue
        if day > today:
            yield Problem("people.date_in_future", field=field, on=day)
        elif whole_years(details.birth_on, day) < age:
            yield Problem(code, field=field, on=day, birth_on=details.birth_on, age=age)
    official = details.party_official_on
    if official is None:
        return
    if details.party_joined_on is None:
        yield Problem("people.party_joined_missing", field="party_joined_on")
    elif official < details.party_joined_on:
        yield Problem(
            "people.party_official_before_joined",
            field="party_official_on",
            joined_on=details.party_joined_on,
            official_on=official,
        )
    elif official > today:
        yield Problem("people.date_in_future", field="party_official_on", on=official)


def problems_of_post(
    row: AppointmentRow, birth_on: date, unit_life: Period, unit_name: str
) -> Iterator[Problem]:
    """Why somebody born on ``birth_on`` cannot hold the post in a unit that exists over ``unit_life``."""
    if row.end_on is not None and row.end_on <= row.start_on:
        yield Problem(
            "people.post_ends_before_start", field="end_on", start_on=row.start_on, end_on=row.end_on
        )
    if whole_years(birth_on, row.start_on) < STAFF_AGE:
        yield Problem("people.under_age", field="on", on=row.start_on, birth_on=birth_on, age=STAFF_AGE)
    if row.start_on < unit_life.start:
        yield Problem(
            "people.before_unit", field="on", on=row.start_on, unit=unit_name, established_on=unit_life.start
        )
    if unit_life.end is not None and (row.end_on is None or row.end_on > unit_life.end):
        yield Problem("people.after_unit", field="unit", unit=unit_name, ended_on=unit_life.end)
    if row.end_reason is not None and row.end_on is None:
        yield Problem("people.open_post_has_reason", field="end_reason")


def problems_of_title(
    name: str, valid_from: date | None, valid_to: date | None, on: date
) -> Iterator[Problem]:
    """A title is given only on the days it is in use."""
    if valid_from is not None and on < valid_from:
        yield Problem("people.title_not_yet", field="title", title=name, valid_from=valid_from)
    if valid_to is not None and on >= valid_to:
        yield Problem("people.title_no_longer", field="title", title=name, valid_to=valid_to)


def find_clash(rows: Sequence[AppointmentRow]) -> tuple[AppointmentRow, AppointmentRow] | None:
    """Two primary posts of one person that share a day, by start; None when no two do."""
    primary = sorted((row for row in rows if row.is_primary), key=lambda row: row.start_on)
    for earlier, later in itertools.pairwise(primary):
        if earlier.end_on is None or later.start_on < earlier.end_on:
            return earlier, later
    return None


def problems_of_ratings(row: PersonRow, today: date) -> Iterator[Problem]:
    """Ratings of a bulk row: one a year, none for a year not begun."""
    yield from (
        problem for year, _ in row.ratings for problem in problems_of_rating_year(year, row.birth_on, today)
    )
    years = [year for year, _ in row.ratings]
    if len(set(years)) < len(years):
        yield Problem("people.rated_twice", field="ratings")


def problems_of_rating_year(year: int, birth_on: date, today: date) -> Iterator[Problem]:
    """A rating is for a year that has begun and in which the person was of working age."""
    if year > today.year:
        yield Problem("people.rating_in_future", field="year", year=year)
    elif year < birth_on.year + WORKING_AGE:
        yield Problem("people.rating_too_early", field="year", year=year, birth_on=birth_on)
