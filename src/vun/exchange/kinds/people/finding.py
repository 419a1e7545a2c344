"""Who on record a row of a roster is about."""

from __future__ import annotations

from vun.common.errors import Problem
from vun.common.numbers import format_date
from vun.common.text import sort_key
from vun.engines.sheets.values import Day
from vun.exchange.matching.people import KnownPerson
from vun.exchange.model import Row
from vun.exchange.session import Session
from vun.records.people.domain import PersonDetails


def find_known(session: Session, row: Row, details: PersonDetails) -> KnownPerson | None:
    """Who on record the row is about; a conflict is told and marks the row."""
    people = session.people
    if details.national_id and (owner := people.by_number(details.national_id)) is not None:
        if not people.may_edit(owner.pk):
            session.error(row, "national_id", Problem("people.national_id_taken"))
            return None
        if not people.is_called(owner, details.full_name):
            problem = Problem("import.number_of_another", value=details.full_name, name=owner.full_name)
            session.error(row, "national_id", problem)
            return None
        return owner
    birth: Day = row.values["birth_on"]
    alike = [
        person
        for person in people.namesakes(details.full_name)
        if people.is_born(person, birth) and person.sex == details.sex.value and people.may_edit(person.pk)
    ]
    with_other_number = [person for person in alike if details.national_id and person.number_index]
    if with_other_number and len(with_other_number) == len(alike):
        problem = Problem("import.other_number", value=details.full_name, name=alike[0].full_name)
        session.error(row, "national_id", problem)
        return None
    alike = [person for person in alike if person not in with_other_number]
    if len(alike) > 1:
        exact = [person for person in alike if sort_key(person.full_name) == sort_key(details.full_name)]
        alike = exact or alike
    if len(alike) > 1:
        days = ", ".join(format_date(person.birth_on) for person in alike)
        problem = Problem(
            "import.person_ambiguous",
            value=details.full_name,
            name=details.full_name,
            count=len(alike),
            days=days,
        )
        session.error(row, "full_name", problem)
        return None
    return alike[0] if alike else None
