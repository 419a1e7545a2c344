"""What is said about a requirement or a programme when it is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vun.records.standards.domain.rules import Scope
from vun.records.standards.domain.words import Branch, StudyMode, StudyPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementDetails:
    """A clause in force on the days [start_on, end_on): who any of ``scopes`` matches must hold one of ``options``.

    ``options`` are ids of levels, the least first; its scale is that of the requirement.
    """

    name: str
    options: tuple[int, ...]
    scopes: tuple[Scope, ...]
    start_on: date
    end_on: date | None = None
    legal_basis: str
    note: str = ""
    decision_id: int | None = None


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """A part of a programme with its periods (tiết) of theory and practice."""

    name: str
    theory_periods: int = 0
    practice_periods: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeDetails:
    """A programme in force on the days [start_on, end_on). ``group`` and ``audiences`` are codes; levels are ids.

    Periods are those of the modules where there are any.
    """

    name: str
    branch: Branch
    group: str
    level: str = ""
    mode: StudyMode
    place: StudyPlace
    duration_days: int
    theory_periods: int = 0
    practice_periods: int = 0
    field_practice_days: int = 0
    grants: int | None = None
    prerequisites: tuple[int, ...] = ()
    audiences: tuple[str, ...] = ()
    modules: tuple[ModuleRow, ...] = ()
    issuer: str = ""
    start_on: date
    end_on: date | None = None
    legal_basis: str
    note: str = ""
    decision_id: int | None = None
