"""``vun bench NAME``: the project's own measurements, each beside its floor in the same run."""

from __future__ import annotations

import argparse
import json
import re
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
        "--seeds",
        type=_seeds,
        default=[1],
        metavar="N",
        help=_("các tỉnh của mỗi cỡ: 5 là số 1 đến 5, 11-15 là số 11 đến 15, 2,7 là hai số ấy"),
    )
    planner.add_argument(
        "--seconds", type=float, metavar="S", help=_("thời gian mỗi lần giải; mặc định theo chỉ tiêu của cỡ")
    )
    planner.add_argument(
        "--tiny", type=int, default=20, metavar="N", help=_("số bài toán nhỏ đem so với nghiệm tối ưu")
    )
    planner.add_argument(
        "--anew", action="store_true", help=_("khi cắt tiền cũng lập lại từ đầu, để so với bản sửa")
    )
    planner.add_argument(
        "--explain",
        type=int,
        default=0,
        metavar="N",
        help=_("buộc cử N người bị để lại, để so mức tăng với lời giải thích"),
    )
    parser.add_argument("--json", action="store_true", help=_("mỗi số đo một dòng JSON"))


def _seeds(text: str) -> list[int]:
    """``5`` is 1 to 5, ``11-15`` 11 to 15, ``2,7`` those two; parts of a list may be spans."""
    parts = [f"1-{text}"] if re.fullmatch(r"\d+", text) else text.split(",")
    found: list[int] = []
    for part in parts:
        span = re.fullmatch(r"(\d+)(?:-(\d+))?", part)
        named = range(int(span[1]), int(span[2] or span[1]) + 1) if span else ()
        if not named:
            raise argparse.ArgumentTypeError(_("%s không phải các số như 5, 11-15 hay 2,7") % text)
        found.extend(named)
    return found


def run(options: argparse.Namespace) -> int:
    """Exit 0 when every target is met, else 1."""
    from vun.samples import benchmarks

    if options.name == PLANNER:
        told = _tell(
            benchmarks.run_planner(
                options.sizes,
                options.seeds,
                options.seconds,
                options.tiny,
                anew=options.anew,
                explained=options.explain,
            ),
            options.json,
        )
        if not options.json:
            print(benchmarks.planner_table(told))
    else:
        with own_database():
            told = _tell(benchmarks.run(options.name), options.json)
    return 1 if any(measure.met is False for measure in told) else 0


def _tell(measures: Iterable[Measure], is_json: bool) -> list[Measure]:
    """Each measure as soon as it is taken, and in the end all of them."""
    told = []
    for measure in measures:
        told.append(measure)
        if is_json:
            json.dump(asdict(measure), sys.stdout, ensure_ascii=False)
            print(flush=True)
        else:
            print(
                f"{measure.name}: {measure.value:g} {measure.unit}; floor {measure.floor}; ratio {measure.ratio}; "
                f"target {measure.target}; met {measure.met}",
                flush=True,
            )
    return told
