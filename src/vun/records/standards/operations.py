"""Changing standards and programmes: always by a dated row, never by rewriting what was in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.period import Period
from vun.common.text import clean, fold, sort_key
from vun.records.audit import operations as audit
from vun.records.dated import within
from vun.records.standards.domain import ModuleRow, ProgrammeDetails, RequirementDetails, Scope
from vun.records.standards.models import (
    Audience,
    LegalRow,
    Programme,
    ProgrammeModule,
    Requirement,
    RequirementOption,
    RequirementScope,
    ScaleLevel,
)
from vun.records.standards.succession import (
    check_dates,
    confirm_row,
    end_row,
    free_code,
    own_stem,
    rows_of,
    stem_of,
)


@transaction.atomic
def confirm_verified(*, noun: str, row: LegalRow, by: Actor) -> None:
    """Record that the row was compared with the text it comes from. ``noun`` as in `queries.RULE_NOUNS`.

    Raises Refused without STANDARD_EDIT everywhere, and Problem when it has been confirmed already.
    """
    confirm_row(row, noun=noun, by=by)


@transaction.atomic
def add_requirement(
    *, details: RequirementDetails, replaces: Requirement | None = None, by: Actor
) -> Requirement:
    """Put a requirement in force; with ``replaces``, as the next row of that clause, which ends the day before.

    A new row counts as verified: whoever writes it has the text at hand. Raises Refused without STANDARD_EDIT
    everywhere, and Problem: no option or scope, options of the requirement on two scales first, an empty period, or
    one in which the clause already has a row.
    """
    by.require_everywhere(Permission.STANDARD_EDIT)
    options = _options(details.options)
    if not details.scopes:
        raise Problem("standards.no_scope", field="scopes")
    check_dates(details.start_on, details.end_on, replaces)
    stem = stem_of(replaces.code) if replaces else own_stem(details.name)
    if replaces:
        _end_before(replaces, details.start_on, by)
    _refuse_overlap(stem, details.start_on, details.end_on)
    requirement = Requirement.objects.create(
        code=free_code(Requirement, stem, details.start_on),
        name=clean(details.name),
        search_key=fold(details.name),
        scale=options[0].scale,
        **_legal(details),
    )
    RequirementOption.objects.bulk_create(
        RequirementOption(requirement=requirement, level=level, order=order)
        for order, level in enumerate(options)
    )
    RequirementScope.objects.bulk_create(
        RequirementScope(requirement=requirement, **_scope_columns(scope)) for scope in details.scopes
    )
    audit.record(
        by,
        "requirement.added",
        requirement,
        after={
            "name": requirement.name,
            "options": [level.name for level in options],
            "start_on": details.start_on,
            "end_on": details.end_on,
            "legal_basis": requirement.legal_basis,
        },
    )
    return requirement


@transaction.atomic
def end_requirement(*, requirement: Requirement, on: date, by: Actor) -> None:
    """Let ``on`` be the first day the requirement no longer applies.

    Raises Refused without STANDARD_EDIT everywhere, and Problem when it has ended by then or not begun.
    """
    end_row(requirement, noun="requirement", on=on, by=by)


@transaction.atomic
def add_programme(*, details: ProgrammeDetails, by: Actor) -> Programme:
    """Put a programme in the catalogue.

    Raises Refused without STANDARD_EDIT everywhere, and Problem: an empty period, no days of study, or a programme of
    that name, mode and period there already.
    """
    by.require_everywhere(Permission.STANDARD_EDIT)
    _check_programme(details)
    same = Programme.objects.filter(
        within(Period(details.start_on, details.end_on)), sort_key=sort_key(details.name), mode=details.mode
    )
    if same.exists():
        raise Problem("standards.programme_there_already", field="name", name=clean(details.name))
    programme = Programme(
        code=free_code(Programme, own_stem(details.name), details.start_on), is_verified=True
    )
    _write_programme(programme, details)
    audit.record(by, "programme.added", programme, after=_told(programme))
    return programme


@transaction.atomic
def change_programme(*, programme: Programme, details: ProgrammeDetails, by: Actor) -> Programme:
    """Put right what the catalogue says of a programme; a new version of it is another row.

    Raises Refused without STANDARD_EDIT everywhere, and Problem: an empty period, or no days of study.
    """
    by.require_everywhere(Permission.STANDARD_EDIT)
    _check_programme(details)
    before = _told(programme)
    _write_programme(programme, details)
    after = _told(programme)
    changed = {key for key in after if after[key] != before[key]}
    audit.record(
        by,
        "programme.changed",
        programme,
        before={key: before[key] for key in before if key in changed},
        after={key: after[key] for key in after if key in changed},
    )
    return programme


@transaction.atomic
def end_programme(*, programme: Programme, on: date, by: Actor) -> None:
    """Let ``on`` be the first day the programme is no longer taught.

    Raises Refused without STANDARD_EDIT everywhere, and Problem when it has ended by then or not begun.
    """
    end_row(programme, noun="programme", on=on, by=by)


def _end_before(row: Requirement, start_on: date, by: Actor) -> None:
    if row.end_on is None or row.end_on > start_on:
        end_row(row, noun="requirement", on=start_on, by=by)


def _refuse_overlap(stem: str, start_on: date, end_on: date | None) -> None:
    other = rows_of(Requirement, stem).filter(within(Period(start_on, end_on))).first()
    if other is not None:
        raise Problem("standards.overlaps", field="start_on", name=other.name, start_on=other.start_on)


def _options(level_ids: Sequence[int]) -> list[ScaleLevel]:
    known = ScaleLevel.objects.select_related("scale").in_bulk(level_ids)
    options = [known[level_id] for level_id in dict.fromkeys(level_ids) if level_id in known]
    if not options:
        raise Problem("standards.no_option", field="options")
    return options


def _check_programme(details: ProgrammeDetails) -> None:
    check_dates(details.start_on, details.end_on, None)
    if details.duration_days < 1:
        raise Problem("standards.no_days", field="duration_days")


def _write_programme(programme: Programme, details: ProgrammeDetails) -> None:
    name = clean(details.name)
    columns = {
        **_legal(details),
        "name": name,
        "search_key": fold(name),
        "sort_key": sort_key(name),
        "branch": details.branch.value,
        "group_id": details.group,
        "level": clean(details.level),
        "mode": details.mode.value,
        "place": details.place.value,
        "duration_days": details.duration_days,
        "theory_periods": _periods("theory_periods", details),
        "practice_periods": _periods("practice_periods", details),
        "field_practice_days": details.field_practice_days,
        "grants_id": details.grants,
        "issuer": clean(details.issuer),
    }
    if programme.pk:
        # Correcting a row neither confirms it nor takes a confirmation away.
        columns["is_verified"] = programme.is_verified
    for column, value in columns.items():
        setattr(programme, column, value)
    programme.save()
    programme.prerequisites.set(details.prerequisites)
    programme.audiences.set(Audience.objects.filter(pk__in=details.audiences))
    programme.modules.all().delete()
    ProgrammeModule.objects.bulk_create(
        ProgrammeModule(
            programme=programme,
            order=order,
            name=clean(module.name),
            theory_periods=module.theory_periods,
            practice_periods=module.practice_periods,
        )
        for order, module in enumerate(details.modules, start=1)
    )


def _periods(column: str, details: ProgrammeDetails) -> int:
    parts: tuple[ModuleRow, ...] = details.modules
    return sum(getattr(part, column) for part in parts) if parts else getattr(details, column)


def _legal(details: RequirementDetails | ProgrammeDetails) -> dict[str, Any]:
    return {
        "start_on": details.start_on,
        "end_on": details.end_on,
        "legal_basis": clean(details.legal_basis),
        "decision_id": details.decision_id,
        "is_verified": True,
        "note": clean(details.note),
    }


def _scope_columns(scope: Scope) -> dict[str, Any]:
    return {
        "title_id": scope.title or None,
        "title_group": scope.title_group,
        "kind": scope.kind,
        "rank_id": scope.rank or None,
        "level": scope.level,
        "block": scope.block,
        "zone": scope.zone,
        "is_leader": scope.is_leader,
    }


def _told(programme: Programme) -> dict[str, Any]:
    columns = [
        field.attname
        for field in programme._meta.concrete_fields
        if field.name not in ("id", "code", "search_key", "sort_key")
    ]
    return {column: getattr(programme, column) for column in columns} | {
        "modules": list(programme.modules.values_list("name", flat=True)) if programme.pk else [],
        "prerequisites": list(programme.prerequisites.values_list("name", flat=True)),
        "audiences": list(programme.audiences.values_list("name", flat=True)),
    }
