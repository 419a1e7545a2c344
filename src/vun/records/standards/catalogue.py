"""Scales, standards and programmes from the reviewable files in ``data/``; its README.md describes their keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.period import Period, first_overlap
from vun.common.text import clean, fold, sort_key
from vun.records.orgs.domain import Block, UnitLevel, Zone
from vun.records.people.domain import StaffKind
from vun.records.people.models import Rank, Title
from vun.records.standards.domain import Branch, GraceFrom, RecordTable, StudyMode, StudyPlace
from vun.records.standards.domain.codes import stem_of
from vun.records.standards.models import (
    Audience,
    Equivalence,
    Exemption,
    Grace,
    Programme,
    ProgrammeGroup,
    ProgrammeModule,
    Requirement,
    RequirementOption,
    RequirementScope,
    Scale,
    ScaleLevel,
)
from vun.records.standards.succession import fresh_rows, legal_columns

_DATA = Path(__file__).parent / "data"
_ENUM_PARTS = {"kind": StaffKind, "level": UnitLevel, "block": Block, "zone": Zone}


@transaction.atomic
def load_catalogues(by: Actor) -> None:
    """Add the scales, standards and programmes of the files that are not there yet; loading again changes nothing.

    Titles and ranks must have been loaded. A dated row once loaded is the office's own: what was confirmed, corrected
    or ended here stays so; only a row still open is ended where the file ends it. Raises Refused without STANDARD_EDIT
    everywhere, and ValueError when a file names something that does not exist, or two rows of one clause overlap.
    """
    by.require_everywhere(Permission.STANDARD_EDIT)
    _load_scales(_read("scales.yaml")["scales"])
    known = _Known()
    _load_requirements(_read("standards.yaml")["requirements"], known)
    _load_equivalences(_read("equivalences.yaml")["equivalences"], known)
    _load_exemptions(_read("exemptions.yaml")["exemptions"], known)
    _load_graces(_read("grace.yaml")["grace"], known)
    _load_audiences(_read("audiences.yaml")["audiences"])
    _load_programmes(_read("programmes.yaml"), known)


class _Known:
    """What rows may refer to. Each asker raises ValueError for a name nobody knows."""

    def __init__(self) -> None:
        self._levels = dict(ScaleLevel.objects.values_list("code", "pk"))
        self._scales = frozenset(Scale.objects.values_list("code", flat=True))
        self._titles = dict(Title.objects.values_list("code", "group"))
        self._groups = frozenset(self._titles.values())
        self._ranks = frozenset(Rank.objects.values_list("code", flat=True))

    def level(self, code: str) -> int:
        if code not in self._levels:
            raise ValueError(f"there is no level {code}")
        return self._levels[code]

    def find_level(self, code: str | None) -> int | None:
        return None if code is None else self.level(code)

    def scale(self, code: str) -> str:
        return _one_of(code, self._scales, "scale")

    def scope(self, row: dict[str, Any]) -> dict[str, Any]:
        """The columns of ScopeRow."""
        unknown = row.keys() - {"title", "group", "rank", "is_leader"} - _ENUM_PARTS.keys()
        if unknown:
            raise ValueError(f"a scope does not know {sorted(unknown)}")
        title, group, rank = row.get("title"), row.get("group"), row.get("rank")
        return {
            "title_id": _one_of(title, self._titles, "title") if title else None,
            "title_group": _one_of(group, self._groups, "title group") if group else "",
            "rank_id": _one_of(rank, self._ranks, "rank") if rank else None,
            "is_leader": row.get("is_leader"),
            **{part: enum(row[part]).value if part in row else "" for part, enum in _ENUM_PARTS.items()},
        }


def _one_of(code: str, known: Iterable[str], noun: str) -> str:
    if code not in known:
        raise ValueError(f"there is no {noun} {code}")
    return code


def _load_scales(rows: list[dict[str, Any]]) -> None:
    scales = [
        Scale(
            code=row["code"],
            name=row["name"],
            is_ordered=row["ordered"],
            record_table=RecordTable(row["record_table"]).value,
            order=order,
        )
        for order, row in enumerate(rows, start=1)
    ]
    _write(Scale, scales)
    levels = [
        ScaleLevel(scale_id=row["code"], code=level["code"], name=level["name"], order=order)
        for row in rows
        for order, level in enumerate(row["levels"], start=1)
    ]
    _make_room(levels)
    _write(ScaleLevel, levels)


def _make_room(levels: list[ScaleLevel]) -> None:
    """Levels that change places step aside first: no scale may have two on one step, not even for a moment."""
    present = {level.code: level for level in ScaleLevel.objects.all()}
    moved = [
        old for level in levels if (old := present.get(level.code)) is not None and old.order != level.order
    ]
    top = max((level.order for level in present.values()), default=0) + len(levels)
    for step, level in enumerate(moved, start=1):
        level.order = top + step
    ScaleLevel.objects.bulk_update(moved, ["order"])


def _load_requirements(rows: list[dict[str, Any]], known: _Known) -> None:
    rows = _fresh(Requirement, rows)
    requirements = [
        Requirement(
            **legal_columns(row),
            name=row["name"],
            search_key=fold(row["name"]),
            scale_id=known.scale(row["scale"]),
        )
        for row in rows
    ]
    ids = _write_rules(Requirement, requirements)
    options = [
        RequirementOption(requirement_id=ids[row["code"]], level_id=known.level(code), order=order)
        for row in rows
        for order, code in enumerate([row["minimum"], *row.get("alternatives", ())])
    ]
    scopes = [
        RequirementScope(requirement_id=ids[row["code"]], **known.scope(scope))
        for row in rows
        for scope in row["scopes"]
    ]
    RequirementOption.objects.bulk_create(options)
    RequirementScope.objects.bulk_create(scopes)


def _load_equivalences(rows: list[dict[str, Any]], known: _Known) -> None:
    rows = _fresh(Equivalence, rows)
    _write_rules(
        Equivalence,
        [
            Equivalence(
                **legal_columns(row),
                held_id=known.level(row["held"]),
                counts_as_id=known.level(row["counts_as"]),
                earned_before=row.get("earned_before"),
            )
            for row in rows
        ],
    )


def _load_exemptions(rows: list[dict[str, Any]], known: _Known) -> None:
    rows = _fresh(Exemption, rows)
    _write_rules(
        Exemption,
        [
            Exemption(
                **legal_columns(row),
                **known.scope(row["scope"]),
                scale_id=known.scale(row["scale"]),
                up_to_level_id=known.find_level(row.get("up_to_level")),
                born_before=row.get("born_before"),
                in_rank_before=row.get("in_rank_before"),
                holds_id=known.find_level(row.get("holds")),
                held_before=row.get("held_before"),
            )
            for row in rows
        ],
    )


def _load_graces(rows: list[dict[str, Any]], known: _Known) -> None:
    rows = _fresh(Grace, rows)
    _write_rules(
        Grace,
        [
            Grace(
                **legal_columns(row),
                **known.scope(row["scope"]),
                scale_id=known.scale(row["scale"]) if "scale" in row else None,
                months=row["months"],
                counted_from=GraceFrom(row["counted_from"]).value,
            )
            for row in rows
        ],
    )


def _load_audiences(rows: list[dict[str, Any]]) -> None:
    audiences = [
        Audience(code=row["code"], name=row["name"], order=order) for order, row in enumerate(rows, start=1)
    ]
    _write(Audience, audiences)


def _load_programmes(file: dict[str, Any], known: _Known) -> None:
    groups = [
        ProgrammeGroup(code=group["code"], name=group["name"], order=order)
        for order, group in enumerate(file["groups"], start=1)
    ]
    _write(ProgrammeGroup, groups)
    rows = _fresh(Programme, file["programmes"])
    codes = {group.code for group in groups}
    ids = _write_rules(Programme, [_programme(row, codes, known) for row in rows])
    ProgrammeModule.objects.bulk_create(module for row in rows for module in _modules(row, ids[row["code"]]))
    Programme.prerequisites.through.objects.bulk_create(
        Programme.prerequisites.through(programme_id=ids[row["code"]], scalelevel_id=known.level(code))
        for row in rows
        for code in row.get("prerequisites", ())
    )
    Programme.audiences.through.objects.bulk_create(
        Programme.audiences.through(programme_id=ids[row["code"]], audience_id=code)
        for row in rows
        for code in row.get("audiences", ())
    )


def _programme(row: dict[str, Any], groups: set[str], known: _Known) -> Programme:
    name = clean(row["name"])
    return Programme(
        **legal_columns(row),
        name=name,
        search_key=fold(name),
        sort_key=sort_key(name),
        branch=Branch(row["branch"]).value,
        group_id=_one_of(row["group"], groups, "programme group"),
        level=row.get("level", ""),
        mode=StudyMode(row["mode"]).value,
        place=StudyPlace(row["place"]).value,
        duration_days=row["duration_days"],
        theory_periods=row.get("theory_periods", 0),
        practice_periods=row.get("practice_periods", 0),
        field_practice_days=row.get("field_practice_days", 0),
        grants_id=known.find_level(row.get("grants")),
        issuer=row.get("issuer", ""),
    )


def _modules(row: dict[str, Any], programme_id: int) -> Iterator[ProgrammeModule]:
    parts = row.get("modules", ())
    sums = [sum(part[column] for part in parts) for column in (1, 2)]
    if parts and sums != [row.get("theory_periods", 0), row.get("practice_periods", 0)]:
        raise ValueError(f"the modules of {row['code']} add up to {sums}")
    for order, (name, theory, practice) in enumerate(parts, start=1):
        yield ProgrammeModule(
            programme_id=programme_id,
            order=order,
            name=name,
            theory_periods=theory,
            practice_periods=practice,
        )


def _refuse_overlaps(rows: list[dict[str, Any]]) -> None:
    periods: dict[str, list[Period]] = {}
    for row in rows:
        periods.setdefault(stem_of(row["code"]), []).append(Period(row["valid_from"], row.get("valid_to")))
    for stem, own in periods.items():
        if first_overlap(own):
            raise ValueError(f"two rows of {stem} are in force on the same day")


def _fresh(model: type[Any], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows that are not in the table yet, after ending those open there that the file ends."""
    _refuse_overlaps(rows)
    return fresh_rows(model, rows)


def _write_rules(model: type[Any], rows: list[Any]) -> dict[str, int]:
    """Write dated rows and give their ids by code."""
    model.objects.bulk_create(rows)
    return dict(model.objects.filter(code__in=[row.code for row in rows]).values_list("code", "pk"))


def _write(model: type[Any], rows: list[Any]) -> None:
    columns = [
        field.name for field in model._meta.concrete_fields if field.name not in ("code", "id", "decision")
    ]
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=columns)


def _read(name: str) -> Any:
    # The C parser: ten times faster on a thousand rows.
    return yaml.load((_DATA / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
