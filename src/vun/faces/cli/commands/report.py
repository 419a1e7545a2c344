"""``vun report``: list the reports, run one into a file."""

from __future__ import annotations

import argparse
import sys
from datetime import date, timedelta
from pathlib import Path

from vun.faces.cli.language import gettext as _
from vun.faces.cli.start import start_ready

NAME = "report"


def summary() -> str:
    return _("Liệt kê hoặc lập báo cáo ra tệp")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar=_("VIỆC"))
    actions.add_parser("list", help=_("các báo cáo có sẵn"))
    one = actions.add_parser("run", help=_("lập một báo cáo"))
    one.add_argument("name", metavar=_("TÊN"), help=_("tên trong vun report list"))
    one.add_argument(
        "--from", dest="first_day", required=True, type=date.fromisoformat, help=_("ngày đầu kỳ")
    )
    one.add_argument(
        "--to", dest="last_day", required=True, type=date.fromisoformat, help=_("ngày cuối kỳ, kể cả")
    )
    one.add_argument("--unit", metavar="CODE", help=_("mã đơn vị, kể cả cấp dưới (mặc định: toàn tỉnh)"))
    one.add_argument(
        "--units", choices=("then", "now"), default="then", help=_("theo đơn vị lúc đó hay hiện nay")
    )
    one.add_argument("--out", required=True, type=Path, help=_("tệp ra: .xlsx, .csv hoặc .json"))


def run(options: argparse.Namespace) -> int:
    start_ready()
    from vun.reports import registry

    if options.action == "list":
        for definition in registry.definitions():
            print(f"{definition.name:22} {definition.title}")
        return 0
    return _run_one(options)


def _run_one(options: argparse.Namespace) -> int:
    from vun.common.actor import Actor
    from vun.common.period import Period
    from vun.engines.tabular import SUFFIXES, write
    from vun.records.orgs.queries import get_unit
    from vun.reports import registry
    from vun.reports.model import Scope, Units

    suffix = options.out.suffix.removeprefix(".").lower()
    if suffix not in SUFFIXES:
        print(_("Tệp ra phải có đuôi %s") % ", ".join(f".{one}" for one in SUFFIXES), file=sys.stderr)
        return 2
    if options.last_day < options.first_day:
        print(_("Ngày cuối kỳ sớm hơn ngày đầu kỳ."), file=sys.stderr)
        return 2
    scope = Scope(
        actor=Actor.system("vun report"),
        period=Period(options.first_day, options.last_day + timedelta(days=1)),
        unit_id=get_unit(options.unit).pk if options.unit else None,
        units=Units(options.units),
    )
    table = registry.get_definition(options.name).run(scope).to_table()
    with options.out.open("wb") as stream:
        write(table, suffix, stream)
    print(options.out)
    return 0
