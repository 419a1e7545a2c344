"""A case on paper: its tables, every figure beside what was stated, and the sums that do not hold; text or JSON."""

from __future__ import annotations

import itertools
import json
import textwrap
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, TextIO

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vun.common.numbers import format_number
from vun.engines.figures import Check, Figure, Qualifier, Statement, Status, check, checks_json, references
from vun.engines.tabular import Cell, Column, Kind, Table
from vun.samples.cases.case import Case, Comparison, Counted
from vun.samples.cases.stated import Value, Verdict, is_year, label_here, read_stated, unit_here

_HEADING_WIDTH = 12
_FIRST_WIDTH = 44
_WIDTH = 110


def print_text(case: Case, counted: Counted, out: TextIO) -> None:
    """Tables, then every figure with its verdict, then the sums that do not hold, then the notes."""
    for report in counted.tables:
        for line in _table(report.to_table()):
            print(line, file=out)
        print(file=out)
    for line in _table(_figures(case, counted)):
        print(line, file=out)
    print(file=out)
    for line in _faults(case, counted):
        print(textwrap.fill(line, _WIDTH, subsequent_indent="  "), file=out)
    for note in counted.notes:
        print(textwrap.fill(note, _WIDTH, initial_indent="* ", subsequent_indent="  "), file=out)


def print_json(case: Case, counted: Counted, out: TextIO) -> None:
    """``{"case", "figures", "checks"}``; a figure has "id", "stated", "qualifier", "records", "by_hand", "computed"
    (both together) and "verdict", a check what the published form says of it.
    """
    stated = read_stated(case.name)
    checks: dict[str, Any] = json.loads(checks_json(stated.case, check(stated)))
    document = {
        "case": case.name,
        "figures": [
            {
                "id": one.figure.id,
                "stated": _plain(one.figure.value),
                "qualifier": one.figure.qualifier.value,
                "records": _plain(one.counted),
                "by_hand": _plain(one.by_hand),
                "computed": _plain(one.both),
                "verdict": one.verdict.value,
            }
            for one in case.compare(counted)
        ],
        "checks": checks["checks"],
    }
    json.dump(document, out, ensure_ascii=False, indent=2)
    print(file=out)


def _plain(value: Value | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def _figures(case: Case, counted: Counted) -> Table:
    has_hand = bool(counted.by_hand)
    columns = [
        Column(_("Số")),
        Column(_("Nội dung")),
        Column(_("Đã công bố"), Kind.NUMBER),
        Column(_("Đếm từ hồ sơ"), Kind.NUMBER),
        *([Column(_("Kê tay"), Kind.NUMBER)] if has_hand else []),
        Column(_("Đơn vị tính")),
        Column(pgettext("comparison", "Kết luận")),
    ]
    return Table(
        title=_("Đối chiếu từng số"),
        columns=columns,
        rows=[
            (
                one.figure.id,
                label_here(one.figure),
                _stated_text(case.name, one.figure),
                _number(one.counted, is_year=is_year(case.name, one.figure)),
                *([_number(one.by_hand) if one.by_hand is not None else ""] if has_hand else []),
                unit_here(case.name, one.figure),
                _verdict_text(one),
            )
            for one in case.compare(counted)
        ],
    )


def _stated_text(name: str, figure: Figure) -> str:
    return (
        f"{_qualifier_text(figure.qualifier)} {_number(figure.value, is_year=is_year(name, figure))}".strip()
    )


def _qualifier_text(qualifier: Qualifier) -> str:
    return {
        Qualifier.EXACT: "",
        Qualifier.OVER: _("trên"),
        Qualifier.AT_LEAST: _("ít nhất"),
        Qualifier.UNDER: _("gần"),
        Qualifier.ABOUT: _("khoảng"),
    }[qualifier]


def _verdict_text(one: Comparison) -> str:
    if one.verdict is Verdict.WITHIN:
        said = _("trong khoảng “%s”") % _qualifier_text(one.figure.qualifier)
    else:
        said = {
            Verdict.EQUAL: _("bằng nhau"),
            Verdict.CUT: _("cắt bớt, không làm tròn"),
            Verdict.DIFFERS: _("khác nhau"),
        }[one.verdict]
    if one.both == one.counted or one.verdict is Verdict.DIFFERS:
        return said
    if one.counted is None:
        return _("chỉ kê tay")
    return _("%s khi thêm số kê tay") % said


def _faults(case: Case, counted: Counted) -> Iterator[str]:
    """One line for each relation of the published figures that does not hold, with what the records say of it."""
    stated = read_stated(case.name)
    faulty = [
        (relation, one)
        for relation, one in zip(stated.relations, check(stated), strict=True)
        if one.status.is_fault
    ]
    if not faulty:
        yield _("Mọi quan hệ giữa các số đã công bố đều đứng vững.")
        return
    yield _("Các số đã công bố không khớp nhau:")
    for relation, one in faulty:
        yield f"! {_fault(one, _about(references(relation), stated), stated, counted)}"


def _about(bound: Sequence[str], stated: Statement) -> Figure:
    """What a relation states: the rate of a ratio, which stands last, or the total of a sum, which stands first."""
    figures = [stated.by_id[key] for key in bound]
    return figures[-1] if figures[-1].unit == "%" else figures[0]


def _fault(one: Check, figure: Figure, stated: Statement, counted: Counted) -> str:
    values = one.values
    names = {
        "relation": one.relation,
        "label": label_here(figure),
        "computed": _number(_single(values.get("computed"))),
        "rounded": _number(_single(values.get("computed_rounded"))),
        "stated": _number(figure.value),
        "records": _number(counted.values.get(figure.id)),
    }
    if one.status is Status.TRUNCATED:
        return (
            _(
                "%(relation)s: %(label)s – tính ra %(computed)s, báo cáo nêu %(stated)s là cắt bớt; làm tròn là "
                "%(rounded)s."
            )
            % names
        )
    if "computed_rounded" in values:
        return (
            _("%(relation)s: %(label)s – tính ra %(computed)s, không phải %(stated)s như báo cáo nêu.")
            % names
        )
    return (
        _(
            "%(relation)s: %(label)s – các phần cộng lại %(computed)s, báo cáo nêu %(stated)s; đếm từ hồ sơ được "
            "%(records)s."
        )
        % names
    )


def _single(value: Decimal | tuple[Decimal, ...] | None) -> Decimal | None:
    return None if isinstance(value, tuple) else value


def _number(value: Value | None, *, is_year: bool = False) -> str:
    if value is None:
        return "–"
    if is_year:
        return str(int(value))
    decimals = max(-int(Decimal(value).normalize().as_tuple().exponent), 0)
    return format_number(value, decimals=decimals)


def _table(table: Table) -> Iterator[str]:
    """The table with its columns aligned, figures to the right, headings broken over lines."""
    rows = [
        [_text(cell, column) for cell, column in zip(row, table.columns, strict=True)] for row in table.rows
    ]
    if table.totals is not None:
        rows.append([_text(cell, column) for cell, column in zip(table.totals, table.columns, strict=True)])
    heads = [
        textwrap.wrap(column.name, _HEADING_WIDTH if place else _FIRST_WIDTH)
        for place, column in enumerate(table.columns)
    ]
    widths = [
        max([len(row[place]) for row in rows] + [len(line) for line in head], default=0)
        for place, head in enumerate(heads)
    ]
    yield table.title
    if table.subtitle:
        yield table.subtitle
    yield "-" * (sum(widths) + 2 * (len(widths) - 1))
    for line in itertools.zip_longest(*heads, fillvalue=""):
        yield _line(line, table.columns, widths)
    yield "-" * (sum(widths) + 2 * (len(widths) - 1))
    for row in rows:
        yield _line(row, table.columns, widths)
    yield from table.notes


def _line(cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> str:
    padded = [
        cell.ljust(width) if column.kind is Kind.TEXT else cell.rjust(width)
        for cell, column, width in zip(cells, columns, widths, strict=True)
    ]
    return "  ".join(padded).rstrip()


def _text(cell: Cell, column: Column) -> str:
    if cell is None:
        return ""
    if isinstance(cell, int | Decimal):
        if not cell:
            return "–"
        decimals = column.decimals if column.kind in (Kind.NUMBER, Kind.PERCENT) else 0
        return format_number(cell, decimals=decimals)
    return str(cell)
