"""Fields of an office's own: defined, written into people, classes and results, and searched."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from tests.factories.accounts import administrator, clerk_of, lecturer, outsider, planner, registrar_of
from tests.factories.custom import make_field
from tests.factories.delivery import make_class, make_learner
from tests.factories.orgs import make_tree
from tests.factories.people import make_person
from vun.common.errors import NotFound, Problem, Refused
from vun.records.audit.queries import entries_of
from vun.records.custom import operations, queries
from vun.records.custom.domain import FieldSpec, Subject, ValueKind
from vun.records.custom.models import CustomField
from vun.records.delivery import operations as delivery
from vun.records.people import operations as people
from vun.records.people.models import Person

pytestmark = pytest.mark.django_db


def code(call: Callable[[], object]) -> str:
    with pytest.raises(Problem) as raised:
        call()
    return raised.value.code


def test_the_administrator_defines_a_field_and_nobody_else() -> None:
    arguments = {"subject": Subject.PERSON, "label": " Khu  vực ", "kind": ValueKind.CHOICE}
    field = operations.define_field(**arguments, choices=["Đông", "Tây"], note="Nơi ở", by=administrator())
    assert queries.specs_of(Subject.PERSON) == [
        FieldSpec("custom_khu_vuc", "Khu vực", ValueKind.CHOICE, ("Đông", "Tây"), "Nơi ở")
    ]
    assert entries_of(field)[0].action == "custom_field.defined"
    for other in (planner(), outsider(), administrator(make_tree().commune)):
        with pytest.raises(Refused):
            operations.define_field(**arguments, choices=["Đông"], by=other)


def test_a_label_stands_once_in_a_subject_even_of_a_retired_field() -> None:
    operations.retire_field(field=make_field("Số hiệu"), by=administrator())
    assert code(lambda: make_field("so HIEU")) == "custom.label_taken"
    assert make_field("Số hiệu", subject=Subject.RESULT).code == "custom_so_hieu"
    assert code(lambda: make_field(" – ")) == "custom.label_missing"
    assert code(lambda: make_field("x" * 81)) == "custom.label_too_long"
    assert code(lambda: make_field("Khu", ValueKind.CHOICE)) == "custom.no_choices"


def test_a_field_is_corrected_and_its_kind_stays() -> None:
    field = make_field("Khu", ValueKind.CHOICE, choices=["Đông"])
    operations.correct_field(field=field, label="Khu vực", order=7, choices=["Bắc"], by=administrator())
    found = CustomField.objects.get()
    assert (found.label, found.code, found.order, found.choices, found.kind) == (
        "Khu vực",
        "custom_khu",
        7,
        ["Bắc"],
        "choice",
    )
    assert entries_of(field)[0].before == {"label": "Khu", "order": 1, "choices": ["Đông"]}


def test_a_retired_field_is_asked_for_no_more_and_comes_back_with_what_was_written() -> None:
    field, person = make_field(), make_person(unit=make_tree().commune)
    people.describe_person(person=person, values={field.code: "A1"}, by=planner())
    operations.retire_field(field=field, by=administrator())
    assert queries.specs_of(Subject.PERSON) == []
    people.describe_person(person=person, values={field.code: "B2"}, by=planner())
    operations.restore_field(field=field, by=administrator())
    person.refresh_from_db()
    assert person.custom == {"custom_so_hieu": "A1", "fold_custom_so_hieu": "a1"}


def test_no_more_than_thirty_fields_of_a_subject() -> None:
    fields = [make_field(f"Trường {number}") for number in range(30)]
    assert code(lambda: make_field("Trường nữa")) == "custom.too_many_fields"
    operations.retire_field(field=fields[0], by=administrator())
    make_field("Trường nữa")
    assert code(lambda: operations.restore_field(field=fields[0], by=administrator())) == (
        "custom.too_many_fields"
    )


def test_values_of_a_person_are_written_by_who_may_edit_and_the_audit_holds_none() -> None:
    tree = make_tree()
    field, person = make_field(), make_person(unit=tree.commune)
    people.describe_person(person=person, values={field.code: "A1"}, by=clerk_of(tree.commune))
    people.describe_person(person=person, values={field.code: "A1"}, by=clerk_of(tree.commune))
    lines = entries_of(person)
    assert [(line.action, line.before, line.after) for line in lines] == [
        ("person.described", {}, {"fields": ["Số hiệu"]})
    ]
    with pytest.raises(NotFound):
        people.describe_person(person=person, values={field.code: "B"}, by=clerk_of(tree.department))


def test_values_of_a_class_and_of_a_result_are_written_by_its_host() -> None:
    rooms = make_field("Số phòng", ValueKind.NUMBER, Subject.TRAINING_CLASS)
    defended = make_field("Ngày bảo vệ", ValueKind.DATE, Subject.RESULT)
    learner = make_learner(make_class())
    training_class = learner.training_class
    delivery.describe_class(
        training_class=training_class, values={rooms.code: Decimal(3)}, by=registrar_of(training_class.host)
    )
    delivery.describe_result(
        enrolment=learner, values={defended.code: date(2025, 3, 14)}, by=lecturer(training_class.host)
    )
    training_class.refresh_from_db()
    learner.refresh_from_db()
    assert (training_class.custom, learner.custom) == (
        {"custom_so_phong": 3},
        {"custom_ngay_bao_ve": "2025-03-14"},
    )
    assert entries_of(training_class)[0].after == {"Số phòng": "3"}
    with pytest.raises(Refused):
        delivery.describe_class(training_class=training_class, values={}, by=planner())
    with pytest.raises(Refused):
        delivery.describe_result(enrolment=learner, values={}, by=planner())


def test_rows_are_found_by_text_without_accents_by_choice_and_between_bounds() -> None:
    text = make_field("Số hiệu")
    choice = make_field("Khu", ValueKind.CHOICE, choices=["Đông", "Tây"])
    number = make_field("Hệ số", ValueKind.NUMBER)
    day = make_field("Ngày", ValueKind.DATE)
    first, second, third = (make_person(f"Người {number}") for number in range(3))
    people.describe_person(
        person=first,
        values={text.code: "Đào Hoà", choice.code: "Đông", number.code: Decimal("2.34")}
        | {day.code: date(2024, 1, 31)},
        by=planner(),
    )
    people.describe_person(
        person=second,
        values={text.code: "Hoàng", choice.code: "Tây", number.code: Decimal(10)}
        | {day.code: date(2024, 2, 1)},
        by=planner(),
    )
    rows = Person.objects.order_by("pk")

    def among(found: object) -> list[Person]:
        return list(found)  # type: ignore[call-overload, no-any-return]

    assert among(queries.with_text(rows, text.spec, "dao hoa")) == [first]
    assert among(queries.with_text(rows, text.spec, "Hoa")) == [first, second]
    assert among(queries.with_choice(rows, choice.spec, "Tây")) == [second]
    assert among(queries.between(rows, number.spec, Decimal("2.34"), Decimal("9.5"))) == [first]
    assert among(queries.between(rows, number.spec, Decimal(9), None)) == [second]
    assert among(queries.between(rows, day.spec, date(2024, 2, 1), None)) == [second]
    assert among(queries.between(rows, day.spec, None, date(2024, 1, 31))) == [first]
    assert among(queries.between(rows, day.spec, None, None)) == [first, second, third]


def test_a_field_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound):
        queries.get_field(10**30)
