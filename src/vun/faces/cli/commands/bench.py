"""``vun bench NAME``: the project's own measurements, each beside its floor in the same run."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict

from vun.faces.cli.language import gettext as _
from vun.faces.cli.start import own_database

NAME = "bench"


def summary() -> str:
    return _("Đo hiệu năng, mỗi số đo cạnh mức sàn của nó trong cùng lần chạy")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name",
        choices=["registry", "reports", "sending", "import", "export"],
        metavar=_("TÊN"),
        help="registry, reports, sending, import, export",
    )
    parser.add_argument("--json", action="store_true", help=_("mỗi số đo một dòng JSON"))


def run(options: argparse.Namespace) -> int:
    """Exit 0 when every target is met, else 1."""
    missed = False
    with own_database():
        from vun.samples import benchmarks

        for measure in benchmarks.run(options.name):
            missed |= measure.met is False
            if options.json:
                json.dump(asdict(measure), sys.stdout, ensure_ascii=False)
                print(flush=True)
            else:
                print(
                    f"{measure.name}: {measure.value:g} {measure.unit}; floor {measure.floor}; ratio {measure.ratio}; "
                    f"target {measure.target}; met {measure.met}",
                    flush=True,
                )
    return 1 if missed else 0
