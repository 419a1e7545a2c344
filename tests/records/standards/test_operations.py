"""Standards and programmes change by dated rows."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.accounts import clerk_of, outsider, planner
from tests.factories.orgs import make_root
from tests.factories.people import make_title
from tests.factories.standards import make_audience, make_group, make_programme, make_requirement, make_scale
from vun.common.errors import Problem, Refused
from vun.records.audit.models import AuditEntry
from vun.records.standards import operations, queries
from vun.records.standards.domain import (
    Branch,
    ModuleRow,
    ProgrammeDetails,
    RequirementDetails,
    Scope,
    StudyMode,
    StudyPlace,
)
from vun.records.standards.models import Programme, Requirement, ScaleLevel

pytestmark = pytest.mark.django_db

JULY = date(2025, 7, 1)


def requirement(*options: ScaleLevel, **parts: object) -> RequirementDetails:
    return RequirementDetails(
        **{  # type: ignore[arg-type]
            "name": "Lý luận chính trị của trưởng phòng",
            "options": tuple(level.pk for level in options),
            "scopes": (Scope(title_group="division_head"),),
            "start_on": JULY,
            "legal_basis": "Quyết định 12/QĐ-UBND",
            **parts,
        }
    )


def programme(**parts: object) -> ProgrammeDetails:
    return ProgrammeDetails(
        **{  # type: ignore[arg-type]
            "name": "Kỹ năng số",
            "branch": Branch.FOSTERING,
            "group": make_group("Tin học").pk,
            "mode": StudyMode.ONLINE,
            "place": StudyPlace.IN_COUNTRY,
            "duration_days": 5,
            "start_on": JULY,
            "legal_basis": "Quyết định 12/QĐ-UBND",
            **parts,
        }
    )


def test_a_row_is_confirmed_once_and_says_by_whom() -> None:
    row = make_requirement(make_scale()[1], is_verified=False)
    operations.confirm_verified(noun="requirement", row=row, by=planner())
    row.refresh_from_db()
    assert row.is_verified
    assert AuditEntry.objects.get(action="requirement.verified").actor_name == "planner"
    with pytest.raises(Problem) as raised:
        operations.confirm_verified(noun="requirement", row=row, by=planner())
    assert raised.value.code == "standards.verified_already"


def test_only_who_edits_standards_everywhere_changes_them() -> None:
    root = make_root()
    row, programme_row = make_requirement(make_scale()[1], is_verified=False), make_programme()
    for by in (clerk_of(root), outsider()):
        for attempt in (
            lambda by=by: operations.confirm_verified(noun="requirement", row=row, by=by),
            lambda by=by: operations.add_requirement(details=requirement(*make_scale()), by=by),
            lambda by=by: operations.end_requirement(requirement=row, on=JULY, by=by),
            lambda by=by: operations.add_programme(details=programme(), by=by),
            lambda by=by: operations.change_programme(programme=programme_row, details=programme(), by=by),
            lambda by=by: operations.end_programme(programme=programme_row, on=JULY, by=by),
        ):
            with pytest.raises(Refused):
                attempt()


def test_a_requirement_comes_into_force_on_its_day() -> None:
    level = make_scale()[1]
    title = make_title()
    row = operations.add_requirement(
        details=requirement(level, scopes=(Scope(title=title.code, level="commune", is_leader=False),)),
        by=planner(),
    )
    (clause,) = queries.rules_on(JULY).clauses
    assert (clause.id, clause.options[0].id, clause.scopes, clause.start_on, clause.is_verified) == (
        row.pk,
        level.pk,
        (Scope(title=title.code, level="commune", is_leader=False),),
        JULY,
        True,
    )
    assert queries.rules_on(date(2025, 6, 30)).clauses == ()


def test_a_requirement_that_replaces_another_ends_it_the_day_before() -> None:
    low, high, _ = make_scale()
    old = make_requirement(low, code="division.theory/2000")
    new = operations.add_requirement(details=requirement(high), replaces=old, by=planner())
    old.refresh_from_db()
    assert (old.end_on, new.code) == (JULY, "division.theory/2025")
    assert queries.history_of(new) == [old, new]
    assert queries.history_of(old) == [old, new]


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"options": ()}, ("standards.no_option", "options")),
        ({"scopes": ()}, ("standards.no_scope", "scopes")),
        ({"end_on": JULY}, ("standards.period_empty", "end_on")),
        ({"start_on": date(1999, 1, 1)}, ("standards.starts_before_predecessor", "start_on")),
    ],
)
def test_a_requirement_that_does_not_hold_is_refused_beside_its_field(
    parts: dict[str, object], problem: tuple[str, str]
) -> None:
    level = make_scale()[1]
    old = make_requirement(level)
    with pytest.raises(Problem) as raised:
        operations.add_requirement(details=requirement(level, **parts), replaces=old, by=planner())
    assert (raised.value.code, raised.value.field) == problem
    assert Requirement.objects.get() == old


def test_one_clause_never_has_two_rows_on_one_day() -> None:
    level = make_scale()[1]
    make_requirement(level, code="c/2000", end_on=date(2025, 1, 1))
    first = Requirement.objects.get()
    make_requirement(level, code="c/2026", start_on=date(2026, 1, 1))
    with pytest.raises(Problem) as raised:
        operations.add_requirement(details=requirement(level), replaces=first, by=planner())
    assert raised.value.code == "standards.overlaps"
    operations.add_requirement(
        details=requirement(level, end_on=date(2026, 1, 1)), replaces=first, by=planner()
    )
    assert [row.start_on.year for row in queries.history_of(first)] == [2000, 2025, 2026]


def test_a_requirement_ends_once() -> None:
    row = make_requirement(make_scale()[1])
    operations.end_requirement(requirement=row, on=JULY, by=planner())
    assert (queries.rules_on(JULY).clauses, len(queries.rules_on(date(2025, 6, 30)).clauses)) == ((), 1)
    for on, code in [(JULY, "standards.ended_already"), (row.start_on, "standards.ends_before_start")]:
        with pytest.raises(Problem) as raised:
            operations.end_requirement(requirement=row, on=on, by=planner())
        assert raised.value.code == code


def test_a_programme_is_written_with_its_parts() -> None:
    levels, audience = make_scale(), make_audience()
    row = operations.add_programme(
        details=programme(
            name="  Kỹ năng  số ",
            modules=(ModuleRow("Dữ liệu", 12, 8), ModuleRow("An toàn", 4, 4)),
            theory_periods=99,
            grants=levels[1].pk,
            prerequisites=(levels[0].pk,),
            audiences=(audience.pk,),
        ),
        by=planner(),
    )
    assert (row.name, row.search_key, row.theory_periods, row.practice_periods, row.grants) == (
        "Kỹ năng số",
        "ky nang so",
        16,
        12,
        levels[1],
    )
    assert [(part.order, part.name) for part in row.modules.all()] == [(1, "Dữ liệu"), (2, "An toàn")]
    assert (list(row.prerequisites.all()), list(row.audiences.all())) == ([levels[0]], [audience])
    assert queries.closing_programmes(JULY) == {levels[1].pk: [row]}
    assert queries.closing_programmes(date(2025, 6, 30)) == {}


def test_a_programme_is_not_entered_twice_for_the_same_days() -> None:
    operations.add_programme(details=programme(end_on=date(2026, 1, 1)), by=planner())
    with pytest.raises(Problem) as raised:
        operations.add_programme(details=programme(name="kỹ năng SỐ"), by=planner())
    assert (raised.value.code, raised.value.field) == ("standards.programme_there_already", "name")
    operations.add_programme(details=programme(start_on=date(2026, 1, 1)), by=planner())
    operations.add_programme(details=programme(mode=StudyMode.FULL_TIME), by=planner())
    assert sorted(Programme.objects.values_list("code", flat=True)) == [
        "own.ky-nang-so/2025",
        "own.ky-nang-so/2025-2",
        "own.ky-nang-so/2026",
    ]


def test_changing_a_programme_says_what_changed_and_confirms_nothing() -> None:
    row = make_programme(
        "Kỹ năng số", is_verified=False, group="Tin học", mode=StudyMode.ONLINE, start_on=JULY
    )
    operations.change_programme(
        programme=row,
        details=programme(
            duration_days=7, theory_periods=60, practice_periods=20, legal_basis="Nghị định mẫu"
        ),
        by=planner(),
    )
    row.refresh_from_db()
    assert (row.duration_days, row.is_verified) == (7, False)
    entry = AuditEntry.objects.get(action="programme.changed")
    assert (entry.before, entry.after) == ({"duration_days": 10}, {"duration_days": 7})


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"end_on": JULY}, ("standards.period_empty", "end_on")),
        ({"duration_days": 0}, ("standards.no_days", "duration_days")),
    ],
)
def test_a_programme_that_does_not_hold_is_refused_beside_its_field(
    parts: dict[str, object], problem: tuple[str, str]
) -> None:
    for attempt in (
        lambda: operations.add_programme(details=programme(**parts), by=planner()),
        lambda: operations.change_programme(
            programme=make_programme(), details=programme(**parts), by=planner()
        ),
    ):
        with pytest.raises(Problem) as raised:
            attempt()
        assert (raised.value.code, raised.value.field) == problem


def test_a_programme_that_ended_is_not_taught_any_more() -> None:
    row = make_programme()
    operations.end_programme(programme=row, on=JULY, by=planner())
    assert list(queries.programmes_on(JULY)) == []
    assert list(queries.programmes_on(date(2025, 6, 30))) == [row]


def test_a_programme_is_found_by_its_code_as_it_is_written_with_its_year_or_without() -> None:
    programme = make_programme(code="LLCT-TC/2016")
    make_programme(code="llct-xx/2016")
    asked = ["LLCT-TC/2016", "LLCT-TC", "llct-tc/2016", "llct-tc", "LLCT-XX", "LLCT", ""]
    assert [queries.find_programme(code, JULY) for code in asked] == [programme, programme, *[None] * 5]
