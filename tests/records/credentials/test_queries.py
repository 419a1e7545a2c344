"""What people hold on a day."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.credentials import make_credential
from tests.factories.people import make_person
from tests.factories.standards import make_scale
from vun.common.errors import NotFound
from vun.records.credentials import queries
from vun.records.standards.domain import RecordTable

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 1)


def test_what_was_earned_by_the_day_is_listed_latest_first() -> None:
    person, level = make_person(), make_scale()[0]
    old = make_credential(person, level, date(2010, 1, 1), date(2012, 1, 1))
    new = make_credential(person, level, DAY)
    make_credential(person, level, date(2026, 1, 2))
    assert list(queries.credentials_of(person.pk, DAY)) == [new, old]


def test_the_record_form_has_every_table_and_its_rows_in_order() -> None:
    person = make_person()
    theory = make_scale()
    degree = make_scale("Chuyên môn", record_table=RecordTable.PROFESSIONAL)
    second = make_credential(person, theory[1], date(2015, 1, 1))
    first = make_credential(person, theory[0], date(2012, 1, 1))
    master = make_credential(person, degree[2], date(2014, 1, 1))
    sections = queries.record_sections(person.pk, DAY)
    assert {section.table: section.credentials for section in sections} == {
        RecordTable.GENERAL: (),
        RecordTable.ACADEMIC: (),
        RecordTable.PROFESSIONAL: (master,),
        RecordTable.POLITICAL_THEORY: (first, second),
        RecordTable.STATE_MANAGEMENT: (),
        RecordTable.DEFENCE_SECURITY: (),
        RecordTable.COMPUTING: (),
        RecordTable.LANGUAGE: (),
    }
    assert [section.table for section in sections] == list(RecordTable)


def test_who_holds_a_level_holds_it_by_a_higher_one_of_an_ordered_scale_only() -> None:
    ordered, unordered = make_scale(), make_scale("Quốc phòng", ordered=False)
    one, other, third = make_person(), make_person(), make_person()
    make_credential(one, ordered[2])
    make_credential(other, ordered[0])
    make_credential(one, unordered[2])
    make_credential(other, unordered[1])
    make_credential(third, ordered[1], date(2010, 1, 1), DAY)
    ids = [one.pk, other.pk, third.pk]
    assert queries.holds(ids, ordered[1], DAY) == {one.pk}
    assert queries.holds(ids, ordered[1], date(2025, 12, 31)) == {one.pk, third.pk}
    assert queries.holds(ids, unordered[1], DAY) == {other.pk}
    assert queries.holds([other.pk], ordered[1], DAY) == set()


def test_a_credential_of_somebody_else_is_not_found() -> None:
    credential = make_credential(make_person(), make_scale()[0])
    with pytest.raises(NotFound):
        queries.get_credential(make_person().pk, credential.pk)
    assert queries.get_credential(credential.person_id, credential.pk) == credential
