"""Fields for days, numbers, money and words of a list, typed as an office writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vun.common.numbers import format_date, format_number, parse_date, parse_integer
from vun.faces.web.labels import choices
from vun.faces.web.pages import Text


class DateInput(forms.DateInput):
    """A day typed dd/mm/yyyy, with a calendar beside it."""

    template_name = "components/date_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", "data-date": "", **(attrs or {})})

    def format_value(self, value: object) -> str | None:
        return format_date(value) if isinstance(value, date) else (str(value) if value else None)


class OfferedInput(forms.TextInput):
    """A line of text; what is known already is offered while one types, and something else may be typed.

    ``offered`` is asked when the field is shown.
    """

    template_name = "components/offered_input.html"

    def __init__(self, offered: Callable[[], Iterable[str]]) -> None:
        super().__init__()
        self.offered = offered

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"offered-{name}"
        context["widget"]["offered"] = list(self.offered())
        return context


EARLIEST_DAY, LATEST_DAY = date(1900, 1, 1), date(2200, 12, 31)
"""No record speaks of days beyond; a year of three digits, or of 9999, is a slip of the hand."""


class DateField(forms.DateField):
    """A day from EARLIEST_DAY to LATEST_DAY; takes dd/mm/yyyy, gives a date."""

    widget = DateInput

    def to_python(self, value: object) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            day = parse_date(str(value))
        except ValueError:
            day = None
        if day is None or not EARLIEST_DAY <= day <= LATEST_DAY:
            message = _("Ngày “%(value)s” không đúng. Gõ theo dạng 30/06/2026.")
            raise ValidationError(message, code="invalid", params={"value": value})
        return day


class _GroupedInput(forms.TextInput):
    def format_value(self, value: object) -> str | None:
        if isinstance(value, int | Decimal):
            return format_number(value, decimals=_decimals(value))
        return super().format_value(value)


def _decimals(value: int | Decimal) -> int:
    return max(-int(Decimal(value).normalize().as_tuple().exponent), 0)


_BOUNDS: dict[str, Any] = {
    "min_value": _("Nhập số từ %(limit_value)s trở lên."),
    "max_value": _("Nhập số không quá %(limit_value)s."),
}


class WholeNumberField(forms.IntegerField):
    """A whole number; takes 1.234.567 and 1234567. ``unit`` stands inside the field."""

    default_error_messages = _BOUNDS
    unit: Text = ""

    def __init__(self, *, unit: Text = "", **kwargs: Any) -> None:
        widget = _GroupedInput({"inputmode": "numeric", "autocomplete": "off", "data-grouped": ""})
        super().__init__(**{"widget": widget, **kwargs})
        self.unit = unit or self.unit

    def to_python(self, value: object) -> int | None:
        if value in self.empty_values:
            return None
        try:
            return parse_integer(str(value))
        except ValueError:
            message = _("“%(value)s” không phải số nguyên. Gõ dạng 1.234 hoặc 1234.")
            raise ValidationError(message, code="invalid", params={"value": value}) from None


class YearField(WholeNumberField):
    """A calendar year, written without a point."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(**{"widget": widget, "min_value": 2000, "max_value": 2100, **kwargs})


class MoneyField(WholeNumberField):
    """An amount in whole đồng, not below zero."""

    unit = _("đồng")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": 0, **kwargs})


_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+")


class DecimalField(forms.DecimalField):
    """A number typed 7,5 (or 7.5); 1.500 is fifteen hundred, as it is shown. ``unit`` stands inside the field."""

    default_error_messages = _BOUNDS

    def __init__(self, *, unit: Text = "", **kwargs: Any) -> None:
        super().__init__(
            **{"widget": _GroupedInput({"inputmode": "decimal", "autocomplete": "off"}), **kwargs}
        )
        self.unit = unit
        self.error_messages["invalid"] = _("Đây không phải một số. Gõ dạng 7,5.")

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, str) and ("," in value or _THOUSANDS.fullmatch(value.strip())):
            value = value.replace(".", "").replace(",", ".")
        return super().to_python(value)


class EnumField(forms.TypedChoiceField):
    """One member of an enum, by its words; gives the member, or None where optional and left open."""

    def __init__(self, enum: type[Enum], *, blank: Text = "", **kwargs: Any) -> None:
        def options() -> list[tuple[str, str | Promise]]:
            return [("", blank or _("– Chọn –")), *choices(enum)]

        super().__init__(**{"choices": options, "coerce": enum, "empty_value": None, **kwargs})
