"""What several commands take: days and units."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date

from vun.common.errors import NotFound, Problem
from vun.faces.cli.language import gettext as _


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit as somebody named it on the command line."""

    pk: int
    code: str
    name: str


def day(text: str) -> date:
    """The day written yyyy-mm-dd; the parser ends with a sentence about any other text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("“%s” không phải một ngày. Gõ năm-tháng-ngày, ví dụ 2026-06-30.") % text
        ) from None


def named_unit(code: str | None) -> NamedUnit | None:
    """The unit of that code, whenever it existed; None when none is named. Raises Problem for an unknown code."""
    from vun.records.orgs.queries import get_unit

    if code is None:
        return None
    try:
        unit = get_unit(code)
    except NotFound:
        raise Problem("reports.unknown_unit", unit_code=code) from None
    return NamedUnit(unit.pk, unit.code, unit.name)
