"""The columns of the kinds, from the reviewable files in ``data/``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from vun.engines.sheets.headings import Heading
from vun.exchange import cells
from vun.exchange.model import Field
from vun.records.delivery.domain import CostKind, EnrolmentState, Mark
from vun.records.orgs.domain import Block, ChangeKind, UnitLevel, Zone
from vun.records.people.domain import ManagementTier, RatingGrade, Sex, StaffKind
from vun.records.plans.domain import TargetOrigin
from vun.records.standards.domain import Branch, RecordTable, StudyMode, StudyPlace

_DATA = Path(__file__).parent / "data"
_ENUMS: Mapping[str, type[StrEnum]] = {
    "sexes": Sex,
    "staff_kinds": StaffKind,
    "tiers": ManagementTier,
    "grades": RatingGrade,
    "levels": UnitLevel,
    "blocks": Block,
    "zones": Zone,
    "changes": ChangeKind,
    "record_tables": RecordTable,
    "branches": Branch,
    "modes": StudyMode,
    "places": StudyPlace,
    "origins": TargetOrigin,
    "results": EnrolmentState,
    "marks": Mark,
    "costs": CostKind,
}
_PLAIN: Mapping[str, Callable[[Any], Any]] = {
    "name": cells.name,
    "birth": cells.birth,
    "identity": cells.identity,
    "day": cells.day,
    "full_day": cells.full_day,
    "past_day": cells.past_day,
    "month": cells.month,
    "month_or_span": cells.month_or_span,
    "year": cells.year,
    "flag": cells.flag,
    "score": cells.score,
    "phone": cells.phone,
    "email": cells.email,
    "held": cells.held,
    "money": cells.money,
}


@cache
def fields_of(kind: str) -> tuple[Field, ...]:
    """The fields of the kind, those it shares with others first. Raises ValueError for an unknown reader."""
    told = _read(f"{kind}.yaml")
    shared = _read("shared.yaml")
    required = set(told.get("required", ()))
    rows = [row for group in told.get("include", ()) for row in shared[group]]
    return tuple(_field(row, required) for row in (*rows, *told.get("fields", ())))


@cache
def words(name: str) -> dict[str, Any]:
    """The members of an enum by every word that stands for one, the word to show first."""
    members = _read("words.yaml")[name]
    return {str(word): _ENUMS[name](value) for value, spoken in members.items() for word in spoken}


def word_for(name: str, member: StrEnum) -> str:
    """The word shown for a member."""
    return str(_read("words.yaml")[name][member.value][0])


@cache
def other_names(file: str) -> dict[str, str]:
    """The codes of a catalogue by what offices call its entries besides their names."""
    return {str(text): code for code, texts in _read(file).items() for text in texts}


def _field(row: Mapping[str, Any], required: Iterable[str]) -> Field:
    heading = Heading(
        name=row["name"],
        phrases=tuple(map(str, row.get("phrases", ()))),
        is_required=row["name"] in required,
        within=tuple(row.get("within", ())),
        phrases_below=tuple(row.get("below", ())),
        never=tuple(row.get("never", ())),
        weak=tuple(row.get("weak", ())),
    )
    return Field(
        heading,
        row["label"],
        reader(row["read"]),
        row.get("note", ""),
        row.get("choices", ""),
        row.get("asked", True),
    )


def reader(told: str) -> Callable[[Any], Any]:
    """What reads a cell: a name of _PLAIN, ``text 80``, ``integer 0 31``, ``word sexes``, ``sex`` or ``grade``."""
    kind, *arguments = told.split()
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind == "text":
        return cells.text(int(arguments[0]))
    if kind == "integer":
        return cells.integer(int(arguments[0]), int(arguments[1]))
    if kind == "sex":
        return cells.sex(reader("word sexes"))
    if kind == "grade":
        return cells.grade(reader("word grades"))
    if kind == "word":
        return cells.one_of(words(arguments[0]), f"import.not_among_{arguments[0]}")
    raise ValueError(told)


@cache
def _read(name: str) -> Any:
    return yaml.safe_load((_DATA / name).read_text(encoding="utf-8"))
