"""Kinds of imports turned round: their columns as a table with what is on record, or as a template to fill."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO

from vun.engines import tabular
from vun.engines.tabular import Cell, Guide
from vun.exchange import cells
from vun.exchange.custom import custom_fields
from vun.exchange.kinds import Kind
from vun.exchange.model import Field
from vun.exchange.out.choices import choices_of
from vun.exchange.out.scope import Scope
from vun.exchange.out.training import sessions_of
from vun.records.custom.domain import Subject
from vun.records.delivery.queries import get_class

GUIDE = Guide(
    title="Hướng dẫn",
    lists="Danh mục",
    headings=("Cột", "Bắt buộc", "Cách ghi"),
    required="có",
    optional="không",
    hint="Điền ở trang đầu, mỗi dòng một mục, ngay dưới dòng tiêu đề. Không đổi tên cột; cột không dùng thì để trống.",
    wrong="Mục này không có trong danh mục. Nếu vẫn giữ, khi nhập tệp sẽ được hỏi lại.",
)
_READS: dict[Any, tabular.Kind] = {
    cells.birth: tabular.Kind.DATE,
    cells.day: tabular.Kind.DATE,
    cells.full_day: tabular.Kind.DATE,
    cells.past_day: tabular.Kind.DATE,
    cells.month: tabular.Kind.MONTH,
    cells.money: tabular.Kind.MONEY,
}
GRID = "attendance"
"""The kind with a column for each session of a class."""
SUBJECTS = {"people": Subject.PERSON, "grades": Subject.RESULT, "history": Subject.TRAINING_CLASS}
"""Whose own fields a kind has columns for."""


def fields_of_template(kind: Kind) -> tuple[Field, ...]:
    """The fields the kind asks for, those of the office's own last."""
    return (*(field for field in kind.fields if field.is_template), *own_fields(kind))


def own_fields(kind: Kind) -> tuple[Field, ...]:
    """The columns for the office's own fields. One query."""
    return custom_fields(SUBJECTS[kind.name]) if kind.name in SUBJECTS else ()


def kind_table(kind: Kind, rows: Iterator[dict[str, Cell]], scope: Scope) -> tabular.Table:
    """What is on record in the kind's columns. Cells without a value are empty."""
    fields = fields_of_template(kind)
    sessions = _sessions(kind, scope)
    names = [*(field.name for field in fields), *sessions]
    return tabular.Table(
        title=kind.title,
        subtitle=_subtitle(kind, scope),
        columns=[*(_column(field, ()) for field in fields), *(tabular.Column(each) for each in sessions)],
        rows=([_cell(row.get(name)) for name in names] for row in rows),
    )


def _sessions(kind: Kind, scope: Scope) -> list[str]:
    """The headings of the columns a grid of attendance has besides: a session each."""
    if kind.name != GRID or scope.class_id is None:
        return []
    return [heading for heading, _ in sessions_of(scope)]


def _subtitle(kind: Kind, scope: Scope) -> str:
    """The line above the table; an import finds there what the columns do not say."""
    if scope.class_id is not None:
        return get_class(scope.actor, scope.class_id).code
    return f"Kế hoạch năm {scope.on.year}" if kind.name in ("plan", "quotas") else kind.description


def write_template(kind: Kind, scope: Scope, stream: BinaryIO) -> None:
    """An empty workbook of the kind's columns, with drop-downs from the catalogues. Raises Refused."""
    scope.actor.require_anywhere(kind.permission)
    columns = [
        _column(field, field.offered or (choices_of(field.choices, scope) if field.choices else ()))
        for field in fields_of_template(kind)
    ]
    columns += [
        tabular.Column(heading, choices=choices_of("marks", scope)) for heading in _sessions(kind, scope)
    ]
    table = tabular.Table(kind.title, columns, (), _subtitle(kind, scope))
    tabular.write_template(table, GUIDE, stream)


def _column(field: Field, choices: Sequence[str]) -> tabular.Column:
    return tabular.Column(
        field.label,
        _READS.get(field.read, tabular.Kind.TEXT),
        note=field.note,
        choices=choices,
        is_required=field.heading.is_required,
    )


def _cell(value: Cell) -> Cell:
    return None if value == "" else value


Rows = Callable[[Scope], Iterator[dict[str, Cell]]]
