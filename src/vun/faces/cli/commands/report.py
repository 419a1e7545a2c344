"""``vun report``: list the reports, run one into a file."""

from __future__ import annotations

import argparse
import io
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from vun.common.errors import NotFound, Problem
from vun.faces.cli.arguments import day, named_unit
from vun.faces.cli.language import gettext as _
from vun.faces.cli.start import start_ready

if TYPE_CHECKING:
    from vun.reports.model import Definition, Scope

NAME = "report"


def summary() -> str:
    return _("Liệt kê hoặc lập báo cáo ra tệp")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar=_("VIỆC"))
    actions.add_parser("list", help=_("các báo cáo có sẵn"))
    one = actions.add_parser("run", help=_("lập một báo cáo"))
    one.add_argument("name", metavar=_("TÊN"), help=_("tên trong vun report list"))
    one.add_argument(
        "--from", dest="first_day", required=True, type=day, metavar="YYYY-MM-DD", help=_("ngày đầu kỳ")
    )
    one.add_argument(
        "--to", dest="last_day", required=True, type=day, metavar="YYYY-MM-DD", help=_("ngày cuối kỳ, kể cả")
    )
    one.add_argument("--unit", metavar="CODE", help=_("mã đơn vị, kể cả cấp dưới (mặc định: toàn tỉnh)"))
    one.add_argument(
        "--units", choices=("then", "now"), help=_("theo đơn vị lúc đó hay hiện nay (mặc định: theo mẫu)")
    )
    one.add_argument(
        "--rule",
        choices=("admitted", "studying", "completed", "certified"),
        help=_("tính người nhập học, đang học, hoàn thành hay được cấp chứng chỉ trong kỳ"),
    )
    one.add_argument(
        "--out",
        type=Path,
        help=_("tệp ra: .xlsx, .csv, .json, .pdf hoặc .docx (không có thì in ra màn hình)"),
    )
    one.add_argument(
        "--layout",
        choices=("state", "party"),
        help=_("thể thức văn bản của PDF, Word: nhà nước hay Đảng (mặc định: theo biểu mẫu, theo đơn vị)"),
    )
    proof = actions.add_parser("verify", help=_("kiểm tra báo cáo đã ký còn nguyên như lúc ký"))
    proof.add_argument(
        "number", nargs="?", type=int, metavar=_("SỐ"), help=_("số của báo cáo (không có: tất cả)")
    )


def run(options: argparse.Namespace) -> int:
    start_ready()
    from vun.reports import registry

    if options.action == "list":
        for definition in registry.definitions():
            print(f"{definition.name:16} {definition.title}")
            print(f"{'':16} {definition.question}")
        return 0
    return _verify(options.number) if options.action == "verify" else _run_one(options)


def _verify(number: int | None) -> int:
    """Exit 0 when every signed report asked for is as it was signed, else 1."""
    from vun.records.publishing.queries import all_signed, signed_and_gone
    from vun.reports.freezing import verify

    signed = all_signed() if number is None else all_signed().filter(pk=number)
    gone = [one for one in signed_and_gone() if number is None or one.object_id == str(number)]
    if number is not None and not signed and not gone:
        raise Problem("reports.not_signed", number=number)
    failed = 0
    for report in signed:
        wrong = verify(report)
        failed += bool(wrong)
        words = "; ".join(str(one) for one in wrong) if wrong else _("nguyên vẹn")
        print(f"{report.pk:>6}  {report.name}  {report.first_day}..{report.last_day}  {words}")
    for entry in gone:
        words = _("đã bị xoá khỏi cơ sở dữ liệu")
        told = entry.after
        print(f"{entry.object_id:>6}  {told['name']}  {told['first_day']}..{told['last_day']}  {words}")
    failed += len(gone)
    print(
        _("%(all)d báo cáo đã ký, %(failed)d không còn nguyên vẹn")
        % {"all": len(signed) + len(gone), "failed": failed}
    )
    return 1 if failed else 0


def _run_one(options: argparse.Namespace) -> int:
    from django.utils import timezone

    from vun.common.actor import Actor
    from vun.common.period import Period
    from vun.engines.tabular import SUFFIXES
    from vun.faces.cli.tables import print_report
    from vun.records.delivery.domain import CountingRule
    from vun.reports import paper
    from vun.reports.model import Scope, Units

    suffix = options.out.suffix.removeprefix(".").lower() if options.out else "csv"
    if suffix not in SUFFIXES and suffix not in paper.SUFFIXES:
        known = ", ".join(f".{one}" for one in (*SUFFIXES, *paper.SUFFIXES))
        raise Problem("reports.unknown_suffix", name=str(options.out), suffixes=known)
    if options.last_day < options.first_day:
        raise Problem("reports.dates_reversed", first_day=options.first_day, last_day=options.last_day)
    definition = _definition(options.name)
    unit = named_unit(options.unit)
    scope = Scope(
        actor=Actor.system("vun report"),
        period=Period(options.first_day, options.last_day + timedelta(days=1)),
        unit_id=unit.pk if unit else None,
        units=Units(options.units) if options.units else definition.units,
        rule=CountingRule(options.rule) if options.rule else None,
        now=timezone.localdate(),
    )
    if options.out is None:
        print_report(definition.run(scope))
        return 0
    try:
        options.out.write_bytes(_content(definition, scope, suffix, options.layout))
    except OSError as error:
        raise Problem("reports.cannot_write", name=str(options.out), reason=error.strerror) from error
    print(options.out)
    return 0


def _content(definition: Definition, scope: Scope, suffix: str, layout: str | None) -> bytes:
    """The report as a file of that kind, on paper with the words written for it.

    A document on paper is Vietnamese whatever the command speaks.
    """
    from django.utils import translation

    from vun.engines.documents import Layout
    from vun.engines.tabular import write
    from vun.records.publishing.queries import templates_in_use
    from vun.reports import paper
    from vun.reports.wording import around, written

    if suffix in paper.SUFFIXES:
        with translation.override("vi"):
            report = definition.run(scope)
            before, after = around(written(definition.name, scope, report))
            document = paper.issued(
                report,
                scope.unit_id,
                scope.day,
                before=before,
                after=after,
                layout=Layout(layout) if layout else None,
            )
        return paper.write(document, suffix, templates_in_use())
    stream = io.BytesIO()
    write(definition.run(scope).to_table(), suffix, stream)
    return stream.getvalue()


def _definition(name: str) -> Definition:
    from vun.reports import registry

    try:
        return registry.get_definition(name)
    except NotFound:
        names = ", ".join(one.name for one in registry.definitions())
        raise Problem("reports.unknown_report", name=name, names=names) from None
