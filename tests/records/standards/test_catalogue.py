"""The shipped standards and programmes as they come into the tables."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db.models import Model

from tests.factories.accounts import clerk_of, planner
from tests.factories.orgs import make_root
from vun.common.errors import Refused
from vun.records.people import catalogue as people
from vun.records.standards import catalogue, queries
from vun.records.standards.domain import Facts, Held, Post, Profile
from vun.records.standards.models import (
    Audience,
    Equivalence,
    Exemption,
    Grace,
    Programme,
    ProgrammeModule,
    Requirement,
    RequirementOption,
    RequirementScope,
    Scale,
    ScaleLevel,
)

pytestmark = pytest.mark.django_db

ALL: list[type[Model]] = [
    Audience,
    Equivalence,
    Exemption,
    Grace,
    Programme,
    Requirement,
    Scale,
    ScaleLevel,
]
PARTS: list[type[Model]] = [ProgrammeModule, RequirementOption, RequirementScope]
DIRECTOR = Profile(
    "department-director",
    "department_head",
    "civil_servant",
    "01.002",
    "province",
    "state",
    "",
    is_leader=True,
)
CHAIR = Profile(
    "commune-committee-chair",
    "commune_government_leader",
    "commune_cadre",
    "",
    "commune",
    "state",
    "III",
    is_leader=True,
)


def load() -> None:
    people.load_catalogues(by=planner())
    catalogue.load_catalogues(by=planner())


def rows(model: type[Model]) -> list[dict[str, Any]]:
    return list(model._default_manager.order_by("pk").values())


def asked_of(profile: Profile, on: date) -> set[tuple[str, tuple[str, ...]]]:
    return {
        (clause.scale, tuple(option.code for option in clause.options))
        for clause in queries.rules_on(on).clauses_for(profile)
    }


def test_loading_again_changes_nothing() -> None:
    load()
    before = {model: rows(model) for model in ALL}
    counts = {model: model._default_manager.count() for model in PARTS}
    assert all(before.values())
    assert all(counts.values())
    catalogue.load_catalogues(by=planner())
    assert {model: rows(model) for model in ALL} == before
    assert {model: model._default_manager.count() for model in PARTS} == counts


def test_what_was_confirmed_here_stays_confirmed() -> None:
    load()
    row = Requirement.objects.filter(is_verified=False)[0]
    Requirement.objects.filter(pk=row.pk).update(is_verified=True)
    catalogue.load_catalogues(by=planner())
    row.refresh_from_db()
    assert row.is_verified


def test_levels_may_change_places() -> None:
    load()
    one, other = ScaleLevel.objects.filter(scale="political_theory").order_by("order")[:2]
    ScaleLevel.objects.filter(pk=one.pk).update(order=99)
    ScaleLevel.objects.filter(pk=other.pk).update(order=one.order)
    ScaleLevel.objects.filter(pk=one.pk).update(order=other.order)
    catalogue.load_catalogues(by=planner())
    found = ScaleLevel.objects.filter(scale="political_theory").order_by("order")[:2]
    assert list(found) == [one, other]


def test_a_clerk_loads_nothing() -> None:
    root = make_root()
    with pytest.raises(Refused):
        catalogue.load_catalogues(by=clerk_of(root))


def test_a_director_of_department_needs_advanced_theory_and_a_commune_chair_intermediate() -> None:
    load()
    assert ("political_theory", ("LLCT-CC",)) in asked_of(DIRECTOR, date(2026, 6, 30))
    assert ("political_theory", ("LLCT-TC",)) in asked_of(CHAIR, date(2026, 6, 30))


def test_the_degree_a_commune_chair_needs_went_up_on_1_august_2023() -> None:
    load()
    degree = {
        on: {options for scale, options in asked_of(CHAIR, on) if scale == "professional"}
        for on in (date(2023, 7, 31), date(2023, 8, 1))
    }
    assert degree == {date(2023, 7, 31): {("CM-TC",)}, date(2023, 8, 1): {("CM-DH",)}}


def test_a_diploma_of_theory_and_administration_counts_as_advanced_theory() -> None:
    load()
    on = date(2026, 6, 30)
    diploma = queries.levels().get(code="LLCT-CCHC")
    results = queries.rules_on(on).assess(
        Post(DIRECTOR, date(2022, 1, 1)),
        Facts(date(1975, 1, 1), (Held(1, diploma.pk, "Cao cấp LLCT - HC", date(2018, 5, 1)),)),
    )
    by_scale = {
        result.clause.scale: (str(result.status), result.rule and result.rule.code) for result in results
    }
    assert by_scale["political_theory"] == ("met", "llct-cchc-cc/2014")
    assert by_scale["state_management"] == ("exempt", "leader-cchc-before-2022/2021")


def test_every_scale_that_a_standard_asks_for_can_be_closed_by_a_programme_in_force() -> None:
    load()
    on = date(2026, 6, 30)
    book, granting = queries.rules_on(on), queries.closing_programmes(on)
    without = {
        clause.scale for clause in book.clauses if not queries.programmes_closing(clause, book, granting)
    }
    assert without == set()
