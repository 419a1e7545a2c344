"""``vun verify``: who signed a PDF, when, whether it was changed since, whether the certificate is trusted."""

from __future__ import annotations

import argparse
from pathlib import Path

from vun.faces.cli.language import gettext as _
from vun.faces.cli.start import start

NAME = "verify"


def summary() -> str:
    return _("Kiểm tra chữ ký số của một tệp PDF")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help=_("tệp PDF"))


def run(options: argparse.Namespace) -> int:
    """0 when every signature is good, 1 when one is not or there is none, 2 when the file cannot be read."""
    start()
    from django.conf import settings

    from vun.engines.signatures import check_pdf, read_trust

    try:
        found = check_pdf(options.file.read_bytes(), read_trust(settings.SIGNATURE_TRUST))
    except (OSError, ValueError):
        print(_("Không đọc được %s như một tệp PDF.") % options.file)
        return 2
    if not found:
        print(_("Tệp không có chữ ký số nào."))
    for each in found:
        moment = each.signed_at.isoformat() if each.signed_at else _("không ghi giờ")
        whose = (
            f"{each.signer} ({each.issuer})" if each.signer else _("chữ ký bị hỏng, không đọc được của ai")
        )
        print(f"{whose}, {moment}")
        print("  " + (_("nội dung nguyên vẹn") if each.is_intact else _("nội dung đã bị sửa")))
        print(
            "  "
            + (
                _("văn bản bị thay đổi sau khi ký")
                if each.is_changed_after
                else _("không thay đổi sau khi ký")
            )
        )
        print("  " + (_("chứng thư tin cậy") if each.is_trusted else _("chứng thư chưa rõ nguồn tin cậy")))
    return 0 if found and all(each.is_good for each in found) else 1
