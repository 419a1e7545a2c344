"""``vun figures check FILE``: whether the figures of a published report hang together."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from vun.common.errors import Problem
from vun.common.numbers import format_number
from vun.engines.figures import (
    Check,
    Figure,
    Relation,
    RelationType,
    Statement,
    Status,
    check,
    checks_json,
    read_file,
    references,
)
from vun.faces.cli.language import gettext as _
from vun.faces.cli.start import without_installation

NAME = "figures"


def summary() -> str:
    return _("Kiểm tra các số của một báo cáo đã công bố có khớp nhau không")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar=_("VIỆC"))
    one = actions.add_parser("check", help=_("kiểm tra mọi quan hệ giữa các số trong tệp"))
    one.add_argument("file", type=Path, metavar=_("TỆP"), help=_("tệp YAML ghi các số và quan hệ giữa chúng"))
    one.add_argument("--json", action="store_true", help=_("in dạng JSON"))


def run(options: argparse.Namespace) -> int:
    """Exit 0 when everything stated holds, 1 when something does not or was cut, 2 when the file is malformed."""
    with without_installation():
        statement = read_file(_content(options.file), options.file.name)
        checks = check(statement)
        if options.json:
            print(checks_json(statement.case, checks))
        else:
            for line in _lines(statement, checks):
                print(line)
    return int(any(one.status.is_fault for one in checks))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Problem("figures.cannot_read", name=str(path), reason=error.strerror) from error


def _lines(statement: Statement, checks: list[Check]) -> Iterator[str]:
    """Each relation with what it binds and what came of it, then how many of each kind there are."""
    from vun.faces.web.labels import label

    figures = statement.by_id
    yield statement.facts.get("title", statement.case)
    yield ""
    for relation, one in zip(statement.relations, checks, strict=True):
        mark = "!" if one.status.is_fault else " "
        yield f"{mark} {one.relation:6} {label(one.type):16} {label(one.status)}"
        yield f"         {_what(relation, figures)}"
        yield f"         {_values(one)}"
    yield ""
    counted = Counter(one.status for one in checks)
    for status in Status:
        if counted[status]:
            yield f"{counted[status]:4}  {label(status)}"
    words = _("số trong báo cáo")
    yield f"{len(figures):4}  {words}"


def _what(relation: Relation, figures: Mapping[str, Figure]) -> str:
    """The figures the relation binds, in words; of a sum, its total alone."""
    bound = references(relation)
    shown = bound[:1] if relation.type is RelationType.SUM else bound
    return "; ".join(figures[one].label for one in shown)


def _values(check: Check) -> str:
    words = {
        "computed": _("tính ra"),
        "computed_rounded": _("làm tròn"),
        "stated": _("báo cáo nêu"),
        "difference": _("chênh lệch"),
        "residual_not_listed": _("phần không liệt kê"),
        "whole": _("toàn bộ"),
        "part": _("bộ phận"),
        "share_percent": _("chiếm %"),
        "rest": _("còn lại"),
        "low": _("cận dưới"),
        "high": _("cận trên"),
        "values": _("các số"),
    }
    return " · ".join(
        f"{words[name]} {_shown(value)}" for name, value in check.values.items() if value is not None
    )


def _shown(value: Decimal | tuple[Decimal, ...]) -> str:
    if isinstance(value, tuple):
        return "; ".join(_shown(one) for one in value)
    decimals = max(-int(value.normalize().as_tuple().exponent), 0)
    return format_number(value, decimals=decimals)
