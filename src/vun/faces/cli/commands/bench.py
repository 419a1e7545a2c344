"""``vun bench NAME``: the project's own measurements, each beside its floor in the same run."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from vun.faces.cli.language import gettext as _
from vun.faces.cli.start import own_database

if TYPE_CHECKING:
    from vun.samples.benchmarks import Measure

NAME = "bench"
PLANNER = "planner"


def summary() -> str:
    return _("Đo hiệu năng, mỗi số đo cạnh mức sàn của nó trong cùng lần chạy")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name",
        choices=["registry", "reports", "sending", "import", "export", PLANNER],
        metavar=_("TÊN"),
        help="registry, reports, sending, import, export, planner",
    )
    planner = parser.add_argument_group("planner")
    planner.add_argument(
        "--sizes", nargs="*", choices=["T", "S", "M", "L"], default=["T", "S"], help=_("các cỡ bài toán")
    )
    planner.add_argument(
        "--seeds", type=int, default=1, metavar="N", help=_("các tỉnh số 1 đến N của mỗi cỡ")
    )
    planner.add_argument(
        "--seconds", type=float, metavar="S", help=_("thời gian mỗi lần giải; mặc định theo chỉ tiêu của cỡ")
    )
    planner.add_argument(
        "--tiny", type=int, default=20, metavar="N", help=_("số bài toán nhỏ đem so với nghiệm tối ưu")
    )
    parser.add_argument("--json", action="store_true", help=_("mỗi số đo một dòng JSON"))


def run(options: argparse.Namespace) -> int:
    """Exit 0 when every target is met, else 1."""
    from vun.samples import benchmarks

    if options.name == PLANNER:
        return _tell(
            benchmarks.run_planner(options.sizes, options.seeds, options.seconds, options.tiny), options.json
        )
    with own_database():
        return _tell(benchmarks.run(options.name), options.json)


def _tell(measures: Iterable[Measure], is_json: bool) -> int:
    missed = False
    for measure in measures:
        missed |= measure.met is False
        if is_json:
            json.dump(asdict(measure), sys.stdout, ensure_ascii=False)
            print(flush=True)
        else:
            print(
                f"{measure.name}: {measure.value:g} {measure.unit}; floor {measure.floor}; ratio {measure.ratio}; "
                f"target {measure.target}; met {measure.met}",
                flush=True,
            )
    return 1 if missed else 0
