"""What several commands take: days and units."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from vun.common.errors import NotFound, Problem
from vun.faces.cli.language import gettext as _

if TYPE_CHECKING:
    from vun.records.orgs.models import Unit


def day(text: str) -> date:
    """The day written yyyy-mm-dd; the parser ends with a sentence about any other text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("“%s” không phải một ngày. Gõ năm-tháng-ngày, ví dụ 2026-06-30.") % text
        ) from None


def named_unit(code: str | None) -> Unit | None:
    """The unit of that code, whenever it existed; None when none is named. Raises Problem for an unknown code."""
    from vun.records.orgs.queries import get_unit

    if code is None:
        return None
    try:
        return get_unit(code)
    except NotFound:
        raise Problem("reports.unknown_unit", unit_code=code) from None
