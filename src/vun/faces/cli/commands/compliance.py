"""``vun compliance``: the share at standard on a day."""

from __future__ import annotations

import argparse
import json
import sys
from decimal import Decimal

from vun.common.numbers import format_date, format_number
from vun.faces.cli.arguments import day, named_unit
from vun.faces.cli.language import gettext as _
from vun.faces.cli.start import start_ready

NAME = "compliance"


def summary() -> str:
    return _("Tỷ lệ đạt chuẩn của một đơn vị vào một ngày")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", required=True, type=day, metavar="YYYY-MM-DD", help=_("ngày cần xem"))
    parser.add_argument("--unit", metavar="CODE", help=_("mã đơn vị, kể cả cấp dưới (mặc định: toàn tỉnh)"))
    parser.add_argument("--json", action="store_true", help=_("in dạng JSON"))


def run(options: argparse.Namespace) -> int:
    start_ready()
    from vun.records.credentials.queries import compliance_of_units

    unit = named_unit(options.unit)
    result = compliance_of_units(unit.pk if unit else None, options.on)
    by_title = [
        {
            "title": row.code,
            "name": row.name,
            "people": row.people,
            "at_standard": row.at_standard,
            "share": _json_share(row.share),
        }
        for row in result.by_title
    ]
    if options.json:
        json.dump(
            {
                "on": options.on.isoformat(),
                "unit": unit.code if unit else None,
                "people": result.people,
                "at_standard": result.at_standard,
                "share": _json_share(result.share),
                "by_title": by_title,
            },
            sys.stdout,
            ensure_ascii=False,
            indent=2,
        )
        print()
        return 0
    print(
        _("%(unit)s, ngày %(day)s: %(met)s trên %(all)s người đạt chuẩn (%(share)s)")
        % {
            "unit": unit.name if unit else _("Toàn tỉnh"),
            "day": format_date(options.on),
            "met": format_number(result.at_standard),
            "all": format_number(result.people),
            "share": _share_text(result.share),
        }
    )
    for row in result.by_title:
        met = f"{format_number(row.at_standard)} / {format_number(row.people)}"
        print(f"  {met:>15}  {_share_text(row.share):>8}  {row.name}")
    return 0


def _json_share(share: Decimal | None) -> float | None:
    return None if share is None else float(share)


def _share_text(share: Decimal | None) -> str:
    return "–" if share is None else f"{format_number(share, decimals=2)} %"
