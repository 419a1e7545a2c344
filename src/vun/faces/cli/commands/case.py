"""``vun case NAME``: rebuild a published report from records and hold its figures against what was printed."""

from __future__ import annotations

import argparse
import sys

from vun.faces.cli.language import gettext as _
from vun.faces.cli.start import own_database

NAME = "case"
NAMES = ("lang-son", "dinh-lap", "quang-ninh", "lao-cai", "ben-tre")


def summary() -> str:
    return _("Dựng lại một báo cáo đã công bố từ hồ sơ và đối chiếu từng số")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", choices=NAMES, metavar=_("TÊN"), help=", ".join(NAMES))
    parser.add_argument("--json", action="store_true", help=_("in dạng JSON"))


def run(options: argparse.Namespace) -> int:
    """Exit 0 when every exact figure of the published report comes out equal, else 1."""
    with own_database(embedded=True):
        from vun.samples.cases import run_case

        return run_case(options.name, out=sys.stdout, as_json=options.json)
