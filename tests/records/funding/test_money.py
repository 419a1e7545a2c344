"""Budgets by source and year, dated norms, and the catalogue they start from."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.factories.accounts import accountant, clerk_of, planner
from tests.factories.funding import make_source
from tests.factories.orgs import make_unit
from vun.common.actor import Actor
from vun.common.errors import NotFound, Problem, Refused
from vun.records.audit.models import AuditEntry
from vun.records.funding import operations, queries
from vun.records.funding.catalogue import load_catalogues
from vun.records.funding.domain import CourseSize, estimate
from vun.records.funding.models import Budget, CostNorm, FundSource

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("tests")


def norm(**changes: Any) -> CostNorm:
    return operations.add_cost_norm(
        **{
            "code": "learner.materials",
            "name": "Tài liệu",
            "unit_of_count": "học viên",
            "amount": 60_000,
            "legal_basis": "Nghị quyết 1",
            "start_on": date(2020, 1, 1),
            "by": SYSTEM,
            **changes,
        }
    )


def test_a_budget_is_set_once_a_year_and_said_again_replaces_it() -> None:
    source = make_source()
    operations.set_budget(source=source, year=2026, amount=100, by=accountant())
    operations.set_budget(source=source, year=2026, amount=120, note="Bổ sung", by=accountant())
    operations.set_budget(source=source, year=2027, amount=1, by=accountant())
    assert [(one.year, one.amount, one.note) for one in queries.budgets(2026)] == [(2026, 120, "Bổ sung")]
    assert Budget.objects.count() == 2
    entries = AuditEntry.objects.filter(action="budget.set").order_by("id")
    assert [(one.before, one.after["amount"]) for one in entries] == [
        ({}, 100),
        ({"amount": 100}, 120),
        ({}, 1),
    ]


def test_money_is_set_only_by_an_accountant_of_the_whole_province() -> None:
    source = make_source()
    unit = make_unit()
    for actor in (planner(), accountant(unit), clerk_of(unit)):
        with pytest.raises(Refused):
            operations.set_budget(source=source, year=2026, amount=1, by=actor)
        with pytest.raises(Refused):
            norm(by=actor)
        with pytest.raises(Refused):
            load_catalogues(actor)


def test_amounts_and_years_that_cannot_be_are_refused_beside_their_field() -> None:
    ended = make_source()
    ended.valid_to = date(2025, 7, 1)
    ended.save()
    operations.set_budget(source=ended, year=2025, amount=5, by=SYSTEM)
    for change, code, field in (
        ({"amount": -1}, "funding.amount_below_zero", "amount"),
        ({"amount": 10**15 + 1}, "funding.amount_too_large", "amount"),
        ({"year": 1999}, "funding.year_unknown", "year"),
        ({"year": 2026}, "funding.source_ended", "source"),
    ):
        with pytest.raises(Problem) as caught:
            operations.set_budget(**{"source": ended, "year": 2025, "amount": 1, "by": SYSTEM} | change)
        assert (caught.value.code, caught.value.field) == (code, field)


def test_a_new_norm_ends_the_one_before_on_its_first_day() -> None:
    norm()
    norm(amount=80_000, start_on=date(2026, 7, 1), legal_basis="Nghị quyết 2")
    assert [(one.amount, one.legal_basis) for one in queries.norms_on(date(2026, 6, 30))] == [
        (60_000, "Nghị quyết 1")
    ]
    assert [(one.amount, one.legal_basis) for one in queries.norms_on(date(2026, 7, 1))] == [
        (80_000, "Nghị quyết 2")
    ]
    assert queries.norms_on(date(2019, 12, 31)) == []
    for change, code, field in (
        ({"start_on": date(2026, 7, 1)}, "funding.norm_begins_later", "start_on"),
        ({"name": " "}, "funding.field_empty", "name"),
        ({"amount": -1}, "funding.amount_below_zero", "amount"),
    ):
        with pytest.raises(Problem) as caught:
            norm(**change)
        assert (caught.value.code, caught.value.field) == (code, field)


def test_sources_that_have_ended_are_offered_no_more() -> None:
    open_source, ended = make_source(), make_source()
    ended.valid_to = date(2025, 7, 1)
    ended.save()
    assert list(queries.sources(date(2025, 6, 30))) == [open_source, ended]
    assert list(queries.sources(date(2025, 7, 1))) == [open_source]
    assert queries.get_source(ended.code) == ended
    with pytest.raises(NotFound):
        queries.get_source("nowhere")


def test_the_catalogue_loads_twice_to_the_same_and_keeps_what_was_changed_here() -> None:
    load_catalogues(SYSTEM)
    rows = list(
        CostNorm.objects.order_by("code", "start_on").values_list("code", "start_on", "end_on", "amount")
    )
    norm(amount=75_000, start_on=date(2026, 1, 1))
    load_catalogues(SYSTEM)
    assert FundSource.objects.first().code == "central_budget"
    assert CostNorm.objects.count() == len(rows) + 1
    assert [one.amount for one in queries.norms_on(date(2026, 1, 1)) if one.code == "learner.materials"] == [
        75_000
    ]


def test_the_catalogue_holds_a_norm_for_every_item_of_an_estimate() -> None:
    load_catalogues(SYSTEM)
    day = date(2026, 1, 1)
    tiers = queries.lecturer_tiers_on(day)
    size = CourseSize(classes=1, learners=40, days=5, periods=40, needs_hall=True)
    found = estimate(size, queries.norms_on(day), lecturer_tier=tiers[0].code)
    assert (tiers[0].amount, len(tiers), found.missing) == (2_000_000, 6, ())


def test_catalogue_rows_of_one_code_may_not_overlap() -> None:
    rows = [
        CostNorm(code="x", name="x", unit_of_count="x", amount=1, legal_basis="x", start_on=date(year, 1, 1))
        for year in (2020, 2021)
    ]
    with pytest.raises(ValueError, match="norms of x overlap"):
        operations.write_catalogue(sources=[], norms=rows, by=SYSTEM)
