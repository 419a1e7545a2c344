"""The sentence for every problem an operation can raise, one module per context.

A module has ``MESSAGES = {"context.code": _("… %(name)s …")}``. A sentence says what is wrong and what to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from vun.common.errors import Problem
from vun.common.numbers import format_number
from vun.faces.web import formats
from vun.faces.web.catalogues import merged
from vun.faces.web.labels import label


@cache
def messages() -> Mapping[str, str | Promise]:
    """The sentences of all modules. Raises ValueError when two modules have the same code."""
    return merged(__name__, "MESSAGES")


def problem_text(problem: Problem) -> str:
    """The sentence in the reader's language. A code without one is told apart, so that it can be reported."""
    sentence = messages().get(problem.code)
    if sentence is None:
        return _("Không làm được việc này (mã %(code)s).") % {"code": problem.code}
    text = str(sentence) % {name: _shown(name, value) for name, value in problem.params.items()}
    # What may be meant is told after what is wrong, wherever an operation knows it.
    meant = problem.params.get("suggestion")
    return text + " " + _("Có phải: %(meant)s?") % {"meant": meant} if meant else text


def _shown(name: str, value: object) -> str:
    if isinstance(value, Enum):
        return label(value)
    if isinstance(value, datetime):
        return formats.moment(value)
    if isinstance(value, date):
        return formats.day(value)
    # A year is not a quantity: 2026, not 2.026.
    if isinstance(value, int | Decimal) and not name.endswith("year"):
        decimals = -int(value.normalize().as_tuple().exponent) if isinstance(value, Decimal) else 0
        return format_number(value, decimals=max(decimals, 0))
    return str(value)
