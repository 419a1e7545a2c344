"""``vun plan instance``: the registry of a day as a planning problem in a file."""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from datetime import date
from pathlib import Path

from vun.faces.cli.arguments import day
from vun.faces.cli.language import gettext as _
from vun.faces.cli.start import start_ready


def summary() -> str:
    return _("Ghi bài toán lập kế hoạch của một năm từ dữ liệu hiện có ra tệp")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--plan-year", required=True, type=int, metavar="YYYY", help=_("năm kế hoạch"))
    parser.add_argument(
        "--on", type=day, metavar="YYYY-MM-DD", help=_("ngày tính phần còn thiếu (mặc định: hôm nay)")
    )
    parser.add_argument("--out", required=True, type=Path, metavar="FILE", help=_("tệp .json hoặc .json.gz"))


def run(options: argparse.Namespace) -> int:
    """Exit 0 when written. Raises Problem for a year that is over or when there is nothing to plan: exit 2."""
    start_ready()
    from django.utils import timezone

    from vun.faces.web.labels import label
    from vun.records.allocation.domain import check_year
    from vun.records.allocation.queries import build

    on: date = options.on or timezone.localdate()
    check_year(options.plan_year, on)
    instance = build(options.plan_year, on)
    text = json.dumps(instance.problem, ensure_ascii=False, separators=(",", ":")).encode()
    data = gzip.compress(text, mtime=0) if options.out.name.endswith(".gz") else text
    try:
        options.out.write_bytes(data)
    except OSError as error:
        print(_("Không ghi được tệp: %s") % error, file=sys.stderr)
        return 2
    print(
        _(
            "%(file)s: %(people)s người, %(gaps)s phần còn thiếu, %(programmes)s chương trình, %(options)s cách mở lớp"
        )
        % {
            "file": options.out,
            "people": len(instance.problem["people"]["unit"]),
            "gaps": len(instance.problem["gaps"]["person"]),
            "programmes": len(instance.problem["programmes"]),
            "options": len(instance.problem["options"]),
        }
    )
    print(_("Giả định đã dùng:"))
    for assumption in instance.assumptions:
        print(f"- {label(assumption.code) % assumption.words}")
    print(_("Không đưa vào bài toán:"))
    for code, count in instance.excluded.most_common():
        print(f"- {count}: {label(code)}")
    return 0
