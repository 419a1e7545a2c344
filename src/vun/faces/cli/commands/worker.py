"""``vun worker``: does the long work that was queued."""

from __future__ import annotations

import argparse

from vun.faces.cli.language import gettext as _
from vun.faces.cli.start import start_ready

NAME = "worker"


def summary() -> str:
    return _("Chạy tiến trình làm các việc dài (xuất tệp lớn…)")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help=_("làm hết việc đang chờ rồi thoát"))


def run(options: argparse.Namespace) -> int:
    start_ready()
    from vun.records.registers.jobs import work

    work(once=options.once)
    return 0
