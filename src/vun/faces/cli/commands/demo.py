"""``vun demo``: a sample province to try everything on."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from pathlib import Path
from threading import Thread

from vun.common.numbers import format_number
from vun.faces.cli.commands.migrate import prepare
from vun.faces.cli.commands.serve import serve
from vun.faces.cli.language import gettext as _
from vun.faces.cli.start import start

NAME = "demo"


def summary() -> str:
    return _("Dựng tỉnh mẫu (dữ liệu không có thật) và mở máy chủ để dùng thử")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--people", type=int, default=6000, metavar="N", help=_("số người (mặc định 6000)"))
    parser.add_argument("--port", type=int, default=8000, help=_("cổng (mặc định 8000)"))
    parser.add_argument("--fresh", action="store_true", help=_("xoá tỉnh mẫu cũ và dựng lại"))
    parser.add_argument("--load-only", action="store_true", help=_("chỉ dựng dữ liệu, không mở máy chủ"))


def run(options: argparse.Namespace) -> int:
    if not 200 <= options.people <= 60_000:
        print(_("Số người phải từ 200 đến 60.000."), file=sys.stderr)
        return 2
    start_apart(is_fresh=options.fresh)
    prepare()
    from vun.samples import province

    if not province.is_loaded():
        print(_("Đang dựng tỉnh mẫu với %s người…") % format_number(options.people), flush=True)
        began = time.perf_counter()
        province.load(people=options.people, say=lambda text: print(f"  {text}", flush=True))
        print(_("Xong sau %s giây.") % format_number(round(time.perf_counter() - began)), flush=True)
    if options.load_only:
        return 0
    _print_logins(options.port)
    from vun.records.registers.jobs import work

    Thread(target=work, name="worker", daemon=True).start()
    serve(host="127.0.0.1", port=options.port)
    return 0


def start_apart(*, is_fresh: bool) -> None:
    """Start Django on a database of the sample province's own, never on that of an installation: whoever reads this
    knows the passwords of its accounts.
    """
    data_dir = Path(os.environ.get("VUN_DATA_DIR", "var")) / "demo"
    if is_fresh and data_dir.exists():
        shutil.rmtree(data_dir)
    start(data_dir=data_dir, is_sample=True, embedded=True)


def _print_logins(port: int) -> None:
    from vun.samples import province

    print(_("Địa chỉ: http://127.0.0.1:%s") % port)
    print(_("Mật khẩu chung: %s") % province.PASSWORD)
    for login in province.logins():
        print(f"  {login.username:12} {login.description}")
    print(_("Bấm Ctrl+C để dừng."), flush=True)
