"""``vun import``: take a spreadsheet in, or tell what it would change."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vun.common.errors import NotFound, Problem
from vun.faces.cli.arguments import day
from vun.faces.cli.language import gettext as _
from vun.faces.cli.start import start_ready

if TYPE_CHECKING:
    from vun.exchange.model import Difference, Remark, Told

NAME = "import"
_SHOWN = 40
"""Remarks printed for reading; all of them are in the report and in JSON."""


def summary() -> str:
    return _("Nhập dữ liệu từ bảng tính (xlsx, xls, ods, csv), có chạy thử")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", nargs="?", metavar="KIND", help=_("loại dữ liệu, xem vun import --list"))
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help=_("tệp bảng tính"))
    parser.add_argument("--list", action="store_true", help=_("các loại dữ liệu nhập được"))
    parser.add_argument("--dry-run", action="store_true", help=_("chỉ cho biết sẽ thay đổi gì, không ghi"))
    parser.add_argument(
        "--map", type=Path, metavar="FILE", help=_("tệp JSON: cột nào là gì, chữ nào nghĩa là mã nào")
    )
    parser.add_argument(
        "--report", type=Path, metavar="OUT.xlsx", help=_("bản sao của tệp, đánh dấu và ghi chú các ô sai")
    )
    parser.add_argument(
        "--on", type=day, metavar="YYYY-MM-DD", help=_("số liệu tính đến ngày (mặc định: hôm nay)")
    )
    parser.add_argument("--json", action="store_true", help=_("in kết quả dạng JSON"))


def run(options: argparse.Namespace) -> int:
    """Exit 0 when every row is taken, 1 when rows were refused or in conflict, 2 when the file cannot be read."""
    if options.list:
        return _list()
    if options.kind is None or options.file is None:
        print(
            _("Gõ loại dữ liệu và tệp: vun import people danh-sach.xlsx. Các loại: vun import --list"),
            file=sys.stderr,
        )
        return 2
    try:
        content = options.file.read_bytes()
    except OSError as error:
        raise Problem("import.cannot_open", name=str(options.file), reason=error.strerror) from error
    start_ready()
    from vun.faces.web.messages import problem_text

    try:
        difference = _do(options, content)
    except Problem as problem:
        if options.json:
            told = {
                "sheet": "",
                "row": 0,
                "column": "",
                "value": "",
                "code": problem.code,
                "message": problem_text(problem),
            }
            print(json.dumps(_counts_of_nothing() | {"errors": [told], "warnings": []}, ensure_ascii=False))
        raise
    if options.json:
        print(json.dumps(_as_json(difference), ensure_ascii=False))
    else:
        _print(difference, is_dry=options.dry_run)
    return 1 if difference.counts["refused"] or difference.counts["conflict"] else 0


def _do(options: argparse.Namespace, content: bytes) -> Difference:
    from django.utils import timezone

    from vun.common.actor import Actor
    from vun.exchange.applying import apply
    from vun.exchange.kinds import KINDS
    from vun.exchange.preparing import prepare, read

    by = Actor.system("vun import")
    told = _told(options.map)
    workbook = read(options.file.name, content)
    try:
        difference = prepare(options.kind, workbook, by=by, on=options.on or timezone.localdate(), told=told)
    except NotFound:
        names = ", ".join(kind.name for kind in KINDS)
        raise Problem("import.kind_unknown", kind=options.kind, names=names) from None
    if options.report is not None:
        _write_report(options, content, difference)
    if not options.dry_run and difference.is_writing:
        apply(difference, by=by)
    return difference


def _told(path: Path | None) -> Told:
    from vun.exchange.model import Told

    if path is None:
        return Told()
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8-sig"))
        parts = {"columns", "values", "settings", "sheets"}
        if not parts & found.keys():
            found = {"columns": found}
        return Told(**{part: dict(found.get(part, {})) for part in parts})
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise Problem("import.map_unreadable", name=str(path), reason=str(error)) from error


def _write_report(options: argparse.Namespace, content: bytes, difference: Difference) -> None:
    from vun.exchange.marking import mark
    from vun.faces.web.messages import problem_text

    words = (
        _("Lỗi và lưu ý"),
        _("Trang"),
        _("Dòng"),
        _("Cột"),
        _("Giá trị"),
        _("Cần sửa"),
        _("Lỗi"),
        _("Lưu ý"),
    )
    marked = mark(options.file.name, content, difference, problem_text, words)
    try:
        options.report.write_bytes(marked)
    except OSError as error:
        raise Problem("reports.cannot_write", name=str(options.report), reason=error.strerror) from error


def _list() -> int:
    from vun.faces.cli.start import without_installation

    with without_installation():
        from vun.exchange.kinds import KINDS
        from vun.exchange.words import in_words

        for kind in KINDS:
            print(f"{kind.name:16} {in_words(kind.title)}")
            print(f"{'':16} {in_words(kind.description)}")
    return 0


_OUTCOMES = ("rows_read", "new", "changed", "unchanged", "conflict", "refused", "warned")


def _counts_of_nothing() -> dict[str, Any]:
    return dict.fromkeys(_OUTCOMES, 0)


def _as_json(difference: Difference) -> dict[str, Any]:
    counts = difference.counts
    return {
        **{name: counts[name] for name in _OUTCOMES},
        "errors": [_remark(each) for each in difference.errors],
        "warnings": [_remark(each) for each in difference.warnings],
    }


def _remark(remark: Remark) -> dict[str, Any]:
    from vun.faces.web.messages import problem_text

    return {
        "sheet": remark.sheet,
        "row": remark.row,
        "column": remark.column,
        "value": remark.value,
        "code": remark.problem.code,
        "message": problem_text(remark.problem),
    }


def _print(difference: Difference, *, is_dry: bool) -> None:
    from vun.exchange.words import in_words
    from vun.faces.web.messages import problem_text

    counts = difference.counts
    sentence = _(
        "%(rows_read)d dòng: %(new)d mới, %(changed)d thay đổi, %(unchanged)d như cũ, %(conflict)d mâu thuẫn, "
        "%(refused)d không nhận; %(warned)d dòng cần xem lại."
    )
    print(sentence % counts)
    for use in difference.columns:
        print(f"  {use.sheet} {use.letter:3} {use.heading} → {in_words(use.label) or '–'}")
    for title, remarks in ((_("Lỗi"), difference.errors), (_("Lưu ý"), difference.warnings)):
        for remark in remarks[:_SHOWN]:
            where = f"{remark.sheet}!{remark.column}{remark.row or ''}"
            print(f"{title} {where}: {problem_text(remark.problem)}")
        if len(remarks) > _SHOWN:
            print(_("… và %d điều nữa; xem đủ bằng --report hoặc --json.") % (len(remarks) - _SHOWN))
    if difference.missing:
        print(_("Có trong hồ sơ mà không có trong tệp: %d người.") % len(difference.missing))
    if is_dry:
        print(_("Chạy thử: chưa ghi gì."))
