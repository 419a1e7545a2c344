"""Every export there is, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext_noop as _

from vun.common.actor import Permission
from vun.common.errors import NotFound, Problem
from vun.engines import tabular
from vun.engines.tabular import Table
from vun.exchange.kinds import KINDS, Kind
from vun.exchange.out import people, planning, record, rosters, training
from vun.exchange.out.scope import Scope
from vun.exchange.out.templates import GRID, Rows, kind_table
from vun.records.audit import operations as audit

Writer = Callable[[Scope, BinaryIO], None]


@dataclass(frozen=True, slots=True)
class Export:
    """An export: what of it there is by the suffix of the file. With ``is_of_class`` it is of one class."""

    name: str
    title: str
    description: str
    permission: Permission
    writers: Mapping[str, Writer]
    is_of_class: bool = False
    kind: Kind | None = None


def _of_table(make: Callable[[Scope], Table]) -> dict[str, Writer]:
    """The writers of one table in every format."""

    def writer(suffix: str) -> Writer:
        return lambda scope, stream: tabular.write(scope.counted(make(scope)), suffix, stream)

    return {suffix: writer(suffix) for suffix in tabular.SUFFIXES}


ROWS: dict[str, Rows] = {
    "units": planning.units,
    "people": people.people,
    "qualifications": people.qualifications,
    "ratings": people.ratings,
    "plan": planning.plan,
    "quotas": planning.quotas,
    "class-list": training.class_list,
    "attendance": training.attendance,
    "grades": training.grades,
    "history": training.history,
    "funds": planning.funds,
}
"""What is on record as each kind of import takes it."""


def _of_kind(kind: Kind) -> Export:
    rows = ROWS[kind.name]
    return Export(
        kind.name,
        kind.title,
        kind.description,
        kind.permission,
        _of_table(lambda scope: kind_table(kind, rows(scope), scope)),
        is_of_class=kind.name == GRID,
        kind=kind,
    )


EXPORTS: tuple[Export, ...] = (
    *map(_of_kind, KINDS),
    Export(
        "training-record",
        _("Quá trình đào tạo, bồi dưỡng"),
        _("Sáu bảng 32.1–32.6 của sơ yếu lý lịch, mỗi bảng một trang, kèm mã trình độ"),
        Permission.PERSON_VIEW,
        {"xlsx": record.write_xlsx, "json": record.write_json},
    ),
    Export(
        "roster",
        _("Danh sách của đơn vị"),
        _("Cán bộ, công chức, viên chức của đơn vị và các đơn vị trực thuộc, theo đơn vị và chức vụ"),
        Permission.PERSON_VIEW,
        _of_table(rosters.unit_roster),
    ),
    Export(
        "class-roster",
        _("Danh sách học viên của lớp"),
        _("Học viên của một lớp như lúc nhập học"),
        Permission.CLASS_VIEW,
        _of_table(rosters.class_roster),
        is_of_class=True,
    ),
    Export(
        "grade-sheet",
        _("Bảng điểm của lớp"),
        _("Chuyên cần, điểm, kết quả và số văn bằng, chứng chỉ của một lớp"),
        Permission.CLASS_VIEW,
        _of_table(rosters.grade_sheet),
        is_of_class=True,
    ),
)


def get_export(name: str) -> Export:
    """Raises NotFound."""
    for export in EXPORTS:
        if export.name == name:
            return export
    raise NotFound("export")


def write_export(export: Export, scope: Scope, suffix: str, stream: BinaryIO) -> None:
    """Write the export to the stream row by row, and keep who took it out.

    Raises Refused without its permission anywhere, NotFound for a class out of sight, and Problem: it is not written
    in that format, or is of one class and none is named.
    """
    scope.actor.require_anywhere(export.permission)
    if suffix not in export.writers:
        known = ", ".join(f".{each}" for each in export.writers)
        raise Problem("export.suffix_unknown", suffix=suffix, suffixes=known)
    if export.is_of_class and scope.class_id is None:
        raise Problem("export.class_missing")
    export.writers[suffix](scope, stream)
    audit.record_export(scope.actor, label=export.title, rows=scope.written, suffix=suffix)
