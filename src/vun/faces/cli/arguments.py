"""What several commands take: days, people and units."""

from __future__ import annotations

import argparse
import math
from dataclasses import dataclass
from datetime import date
from typing import Any

from vun.common.errors import NotFound, Problem
from vun.common.numbers import parse_date
from vun.faces.cli.language import gettext as _


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit as somebody named it on the command line."""

    pk: int
    code: str
    name: str


def day(text: str) -> date:
    """The day written yyyy-mm-dd or dd/mm/yyyy; the parser ends with a sentence about any other text."""
    for read in (date.fromisoformat, parse_date):
        try:
            return read(text)
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(
        _(
            "“%s” không phải một ngày có trong lịch. Gõ năm-tháng-ngày, ví dụ 2026-06-30, hoặc ngày/tháng/năm, "
            "ví dụ 30/06/2026."
        )
        % text
    )


def seconds(text: str) -> float:
    """A length of time; the parser ends with a sentence about any other text."""
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not 0 < found < math.inf:
        raise argparse.ArgumentTypeError(_("“%s” không phải một số giây lớn hơn 0.") % text)
    return found


def steps(text: str) -> int:
    """A number of counted steps; the parser ends with a sentence about any other text."""
    if not text.isdecimal() or len(text) > 9 or not int(text):
        raise argparse.ArgumentTypeError(_("“%s” không phải một số bước từ 1 trở lên.") % text)
    return int(text)


def named_person(named: str) -> Any:
    """The person. Raises Problem for nobody, without saying again what was typed: it may be a national ID."""
    from vun.records.people.queries import find_known_as

    person = find_known_as(named)
    if person is None:
        raise Problem("people.nobody_known_as", field="person")
    return person


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
