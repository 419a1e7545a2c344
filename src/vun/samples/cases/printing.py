"""A case on paper: its tables and every figure beside what was stated, as text or JSON."""

from __future__ import annotations

import itertools
import json
import textwrap
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TextIO

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vun.common.numbers import format_number
from vun.engines.tabular import Cell, Column, Kind, Table
from vun.samples.cases.case import Case, Counted
from vun.samples.cases.stated import Qualifier, Stated, Value, Verdict

_HEADING_WIDTH = 12
_FIRST_WIDTH = 44


def print_text(case: Case, counted: Counted, out: TextIO) -> None:
    """Tables, then every figure with its verdict, then the notes."""
    for report in counted.tables:
        for line in _table(report.to_table()):
            print(line, file=out)
        print(file=out)
    for line in _table(_figures(case, counted)):
        print(line, file=out)
    print(file=out)
    for note in counted.notes:
        print(textwrap.fill(note, 110, initial_indent="* ", subsequent_indent="  "), file=out)


def print_json(case: Case, counted: Counted, out: TextIO) -> None:
    """``{"case", "figures": [{"id", "stated", "qualifier", "computed", "verdict"}]}``."""
    document = {
        "case": case.name,
        "figures": [
            {
                "id": stated.id,
                "stated": _plain(stated.value),
                "qualifier": stated.qualifier.value,
                "computed": None if value is None else _plain(value),
                "verdict": verdict.value,
            }
            for stated, value, verdict in case.compare(counted)
        ],
    }
    json.dump(document, out, ensure_ascii=False, indent=2)
    print(file=out)


def _plain(value: Value) -> int | float:
    return int(value) if value == int(value) else float(value)


def _figures(case: Case, counted: Counted) -> Table:
    return Table(
        title=_("Đối chiếu từng số"),
        columns=[
            Column(_("Số")),
            Column(_("Nội dung")),
            Column(_("Đã công bố"), Kind.NUMBER),
            Column(_("Đếm từ hồ sơ"), Kind.NUMBER),
            Column(_("Đơn vị tính")),
            Column(pgettext("comparison", "Kết luận")),
        ],
        rows=[
            (
                stated.id,
                stated.label_here,
                _stated_text(stated),
                "–" if value is None else _number(value),
                stated.unit_here,
                _verdict_text(verdict, stated.qualifier),
            )
            for stated, value, verdict in case.compare(counted)
        ],
    )


def _stated_text(stated: Stated) -> str:
    return f"{_qualifier_text(stated.qualifier)} {_number(stated.value)}".strip()


def _qualifier_text(qualifier: Qualifier) -> str:
    return {
        Qualifier.EXACT: "",
        Qualifier.OVER: _("trên"),
        Qualifier.AT_LEAST: _("ít nhất"),
        Qualifier.UNDER: _("gần"),
        Qualifier.ABOUT: _("khoảng"),
    }[qualifier]


def _verdict_text(verdict: Verdict, qualifier: Qualifier) -> str:
    if verdict is Verdict.WITHIN:
        return _("trong khoảng “%s”") % _qualifier_text(qualifier)
    return _("bằng nhau") if verdict is Verdict.EQUAL else _("khác nhau")


def _number(value: Value) -> str:
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
