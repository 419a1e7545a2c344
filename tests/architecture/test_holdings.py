"""Every column that points at a person is declared, so that no record is left behind when two are merged."""

from __future__ import annotations

from django.apps import apps
from django.db.models import ForeignKey, UniqueConstraint

from vun.faces.web.people.words import TABLES
from vun.records.people.holdings import Holding, holdings
from vun.records.people.models import Person


def test_every_foreign_key_to_a_person_is_declared_and_nothing_else() -> None:
    pointing = {
        f"{model._meta.label_lower}.{column.name}"
        for model in apps.get_models(include_auto_created=True)
        for column in model._meta.concrete_fields
        if isinstance(column, ForeignKey) and column.related_model is Person
    }
    assert {holding.key for holding in holdings()} == pointing
    assert len(pointing) > 15


def test_whatever_one_person_can_have_only_once_has_its_twins_found() -> None:
    unasked = [
        f"{holding.key}: {constraint.name}"
        for holding in holdings()
        for constraint in holding.model._meta.constraints
        if isinstance(constraint, UniqueConstraint)
        and holding.column in constraint.fields
        and holding.twins is Holding(Person).twins
        and holding.key != "people.distinctpersons.second"  # found with those of the first
    ]
    assert unasked == []


def test_nothing_links_people_with_others_by_a_table_of_its_own() -> None:
    linked = [
        f"{model.__name__}.{column.name}"
        for model in apps.get_models()
        for column in model._meta.many_to_many
        if column.related_model is Person
    ]
    assert linked == []


def test_whatever_hangs_on_a_person_has_words_where_records_are_compared() -> None:
    assert {holding.model._meta.label_lower for holding in holdings()} - TABLES.keys() == set()
