"""Scales, requirements and programmes for tests. Codes are numbered; rules are in force from 2000 on."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date
from typing import Any

from vun.common.text import fold, sort_key
from vun.records.standards.domain import Branch, GraceFrom, RecordTable, StudyMode, StudyPlace
from vun.records.standards.models import (
    Audience,
    Equivalence,
    Exemption,
    Grace,
    Programme,
    ProgrammeGroup,
    Requirement,
    RequirementOption,
    RequirementScope,
    Scale,
    ScaleLevel,
)

LONG_AGO = date(2000, 1, 1)
_numbers = itertools.count(1)


def make_scale(
    name: str = "Lý luận chính trị",
    levels: Sequence[str] = ("Sơ cấp", "Trung cấp", "Cao cấp"),
    *,
    ordered: bool = True,
    record_table: RecordTable = RecordTable.POLITICAL_THEORY,
) -> list[ScaleLevel]:
    """A scale with its levels, the lowest first; ``levels[0].scale`` is the scale."""
    number = next(_numbers)
    scale = Scale.objects.create(
        code=f"scale-{number}", name=name, is_ordered=ordered, record_table=record_table, order=number
    )
    return [
        ScaleLevel.objects.create(scale=scale, code=f"level-{number}-{order}", name=level, order=order)
        for order, level in enumerate(levels)
    ]


def make_requirement(
    *options: ScaleLevel,
    name: str = "Tiêu chuẩn",
    start_on: date = LONG_AGO,
    end_on: date | None = None,
    scopes: Sequence[dict[str, Any]] = ({},),
    code: str | None = None,
    legal_basis: str = "Nghị định mẫu",
    is_verified: bool = True,
) -> Requirement:
    """A requirement to hold one of ``options``, by default of everybody.

    ``scopes``: what an appointment must match, such as ``{"title": title, "level": "commune"}``.
    """
    requirement = Requirement.objects.create(
        code=code or f"requirement-{next(_numbers)}",
        name=name,
        search_key=fold(name),
        scale=options[0].scale,
        start_on=start_on,
        end_on=end_on,
        legal_basis=legal_basis,
        is_verified=is_verified,
    )
    for order, option in enumerate(options):
        RequirementOption.objects.create(requirement=requirement, level=option, order=order)
    for scope in scopes:
        RequirementScope.objects.create(requirement=requirement, **scope)
    return requirement


def make_equivalence(
    held: ScaleLevel, counts_as: ScaleLevel, *, earned_before: date | None = None, **row: Any
) -> Equivalence:
    """Holding ``held`` counts as holding ``counts_as``."""
    return Equivalence.objects.create(
        held=held, counts_as=counts_as, earned_before=earned_before, **_legal("equivalence", row)
    )


def make_exemption(scale: Scale, **row: Any) -> Exemption:
    """An exemption from requirements on ``scale``; scope and conditions as columns."""
    return Exemption.objects.create(scale=scale, **_legal("exemption", row))


def make_grace(
    months: int, *, counted_from: GraceFrom = GraceFrom.APPOINTMENT, scale: Scale | None = None, **row: Any
) -> Grace:
    """``months`` to meet requirements on ``scale`` (None: any); scope as columns."""
    return Grace.objects.create(months=months, counted_from=counted_from, scale=scale, **_legal("grace", row))


def _legal(noun: str, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "code": f"{noun}-{next(_numbers)}",
        "start_on": LONG_AGO,
        "legal_basis": "Nghị định mẫu",
        "is_verified": True,
        **row,
    }


def make_programme(
    name: str = "Trung cấp lý luận chính trị",
    *,
    grants: ScaleLevel | None = None,
    prerequisites: Sequence[ScaleLevel] = (),
    audiences: Sequence[Audience] = (),
    group: str = "Lý luận chính trị",
    start_on: date = LONG_AGO,
    end_on: date | None = None,
    **columns: Any,
) -> Programme:
    """A programme in force since 2000."""
    programme = Programme.objects.create(
        **{
            "code": f"programme-{next(_numbers)}",
            "name": name,
            "search_key": fold(name),
            "sort_key": sort_key(name),
            "branch": Branch.FOSTERING,
            "group": make_group(group),
            "mode": StudyMode.FULL_TIME,
            "place": StudyPlace.IN_COUNTRY,
            "duration_days": 10,
            "theory_periods": 60,
            "practice_periods": 20,
            "legal_basis": "Nghị định mẫu",
            "is_verified": True,
            "grants": grants,
            "start_on": start_on,
            "end_on": end_on,
            **columns,
        }
    )
    programme.prerequisites.set(prerequisites)
    programme.audiences.set(audiences)
    return programme


def make_group(name: str = "Lý luận chính trị") -> ProgrammeGroup:
    """A group of programmes; asked for twice, the same one."""
    return ProgrammeGroup.objects.get_or_create(code=fold(name).replace(" ", "_"), defaults={"name": name})[0]


def make_audience(name: str = "Đại biểu Hội đồng nhân dân") -> Audience:
    return Audience.objects.create(code=f"audience-{next(_numbers)}", name=name)
