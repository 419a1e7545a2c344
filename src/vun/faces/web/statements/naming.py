"""How figures kept by hand are named and written on pages."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import get_language

from vun.common.numbers import format_number
from vun.engines.figures import Figure
from vun.faces.web.labels import label


def name_of(figure: Figure) -> str:
    """In the reader's language where the figure has a name in it."""
    is_english = (get_language() or "vi").startswith("en")
    return figure.label_english if is_english and figure.label_english else figure.label


def number(value: Decimal) -> str:
    """With as many decimals as it was stated with."""
    return format_number(value, decimals=max(-int(value.normalize().as_tuple().exponent), 0))


def shown_value(figure: Figure) -> str:
    """``trên 1.500``."""
    return f"{'' if figure.is_exact else label(figure.qualifier)} {number(figure.value)}".strip()
