"""``vun export``: what is on record as a spreadsheet, or a template to fill."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, BinaryIO, cast

from vun.common.errors import NotFound, Problem
from vun.faces.cli.arguments import day, named_unit
from vun.faces.cli.language import gettext as _
from vun.faces.cli.start import start_ready

if TYPE_CHECKING:
    from vun.exchange.out.exports import Export
    from vun.exchange.out.scope import Scope

NAME = "export"


def summary() -> str:
    return _("Xuất dữ liệu ra bảng tính, hoặc lấy tệp mẫu để điền")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", nargs="?", metavar="KIND", help=_("loại dữ liệu, xem vun export --list"))
    parser.add_argument("--list", action="store_true", help=_("các loại dữ liệu xuất được"))
    parser.add_argument("--out", type=Path, metavar="FILE", help=_("tệp ra: .xlsx, .csv hoặc .json"))
    parser.add_argument(
        "--template", action="store_true", help=_("tệp mẫu .xlsx chưa có dòng nào, có danh mục để chọn")
    )
    parser.add_argument("--unit", metavar="CODE", help=_("mã đơn vị, kể cả cấp dưới (mặc định: toàn tỉnh)"))
    parser.add_argument(
        "--class", dest="class_code", metavar="CODE", help=_("mã lớp, với những loại xuất theo lớp")
    )
    parser.add_argument(
        "--on", type=day, metavar="YYYY-MM-DD", help=_("số liệu tính đến ngày (mặc định: hôm nay)")
    )


def run(options: argparse.Namespace) -> int:
    """Exit 0 when the file is written, 2 when it cannot be."""
    if options.list:
        return _list()
    if options.kind is None or options.out is None:
        print(
            _("Gõ loại dữ liệu và tệp ra: vun export people --out nguoi.xlsx. Các loại: vun export --list"),
            file=sys.stderr,
        )
        return 2
    start_ready()
    from vun.exchange.out.exports import write_export
    from vun.exchange.out.templates import write_template

    export, scope = _export(options.kind), _scope(options)
    suffix = options.out.suffix.removeprefix(".").lower()
    if options.template and export.kind is None:
        raise Problem("export.no_template", kind=export.name)
    if options.template and suffix != "xlsx":
        raise Problem("export.suffix_unknown", suffix=suffix, suffixes=".xlsx")
    with _new_file(options.out) as stream:
        if options.template and export.kind is not None:
            write_template(export.kind, scope, stream)
        else:
            write_export(export, scope, suffix, stream)
    print(options.out)
    return 0


@contextmanager
def _new_file(path: Path) -> Iterator[BinaryIO]:
    """A file that is there only once it is whole: one of the name stays as it is until then."""
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as stream:
            part = Path(stream.name)
            try:
                yield cast(BinaryIO, stream)
            except BaseException:
                part.unlink()
                raise
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    except OSError as error:
        raise Problem("reports.cannot_write", name=str(path), reason=error.strerror) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _export(name: str) -> Export:
    from vun.exchange.out.exports import EXPORTS, get_export

    try:
        return get_export(name)
    except NotFound:
        names = ", ".join(export.name for export in EXPORTS)
        raise Problem("export.unknown", kind=name, names=names) from None


def _scope(options: argparse.Namespace) -> Scope:
    from django.utils import timezone

    from vun.common.actor import Actor
    from vun.exchange.out.scope import Scope
    from vun.records.delivery.queries import get_class_by_code

    unit = named_unit(options.unit)
    class_id = None
    if options.class_code is not None:
        try:
            class_id = get_class_by_code(options.class_code).pk
        except NotFound:
            raise Problem("export.class_unknown", class_code=options.class_code) from None
    return Scope(
        actor=Actor.system("vun export"),
        on=options.on or timezone.localdate(),
        unit_id=unit.pk if unit else None,
        class_id=class_id,
    )


def _list() -> int:
    from vun.faces.cli.start import without_installation

    with without_installation():
        from vun.exchange.out.exports import EXPORTS
        from vun.exchange.words import in_words

        for export in EXPORTS:
            formats = ", ".join(f".{suffix}" for suffix in export.writers)
            template = ", --template" if export.kind is not None else ""
            print(f"{export.name:16} {in_words(export.title)} ({formats}{template})")
            print(f"{'':16} {in_words(export.description)}")
    return 0
