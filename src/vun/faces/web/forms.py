"""Forms: one column, labels above, the message beside the field, what was typed stays.

A form's fields carry the names of the arguments of the operation they feed, so that a problem finds its field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import islice
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import BLANK_CHOICE_DASH
from django.forms.renderers import TemplatesSetting
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vun.common.errors import Problem
from vun.common.numbers import format_date, format_number, parse_date, parse_integer
from vun.faces.web.files import ask_again
from vun.faces.web.labels import choices
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import Text, show
from vun.faces.web.request import Request


class VunRenderer(TemplatesSetting):
    """Renders forms and fields with the templates of this site."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class VunForm(forms.Form):
    """The base of every form. ``{{ form }}`` renders the error summary and all fields."""

    default_renderer = VunRenderer
    # Each class adds to its fields what only their own kind has, such as a queryset.
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for field in self.fields.values():
            _dress(field)

    def add_fields(self, fields: Mapping[str, forms.Field], *, first: bool = False) -> None:
        """Take in fields known only by what the form is about, after the others or before them."""
        for name, field in fields.items():
            _dress(field)
            self.fields[name] = field
        if first:
            self.order_fields(list(fields))

    def choose_from(self, **querysets: Any) -> None:
        """Say by field what may be chosen there; what the form does not have is left out of it."""
        for name in self.fields.keys() & querysets.keys():
            self.fields[name].queryset = querysets[name]

    def arguments(self) -> dict[str, Any]:
        """What was typed, once it is valid, as the operation takes it."""
        return self.cleaned_data

    def add_problem(self, problem: Problem) -> None:
        """Show a problem beside the field it names, or in the summary when the form has no such field."""
        field = problem.field if problem.field in self.fields else None
        self.add_error(field, problem_text(problem))


_WIDGET_CLASSES = (
    (forms.CheckboxSelectMultiple, ""),
    (forms.RadioSelect, ""),
    (forms.CheckboxInput, "form-check-input"),
    (forms.Select, "form-select"),
    (forms.HiddenInput, ""),
    (forms.Widget, "form-control"),
)


def _dress(field: forms.Field) -> None:
    css = next(css for widget, css in _WIDGET_CLASSES if isinstance(field.widget, widget))
    if css:
        field.widget.attrs.setdefault("class", css)
    is_choice = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
    if isinstance(field, forms.ModelChoiceField) and field.empty_label == BLANK_CHOICE_DASH[0][1]:
        field.empty_label = _("– Chọn –")
    field.error_messages["required"] = (
        _("Chưa chọn. Chọn một mục.") if is_choice else _("Chưa nhập. Nhập mục này.")
    )
    if is_choice:
        field.error_messages["invalid_choice"] = _("Mục này không có trong danh sách. Chọn lại.")


class DateInput(forms.DateInput):
    """A day typed dd/mm/yyyy, with a calendar beside it."""

    template_name = "components/date_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "numeric", "autocomplete": "off", "data-date": "", **(attrs or {})})

    def format_value(self, value: object) -> str | None:
        return format_date(value) if isinstance(value, date) else (str(value) if value else None)


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


class WholeNumberField(forms.IntegerField):
    """A whole number; takes 1.234.567 and 1234567. ``unit`` stands inside the field."""

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


class Unchosen(str):
    """What was typed into a box that finds one of many, when nothing was chosen of what it found."""


class PickInput(forms.TextInput):
    """A box that finds one of many as one types, by asking ``options_url``.

    What is typed is sent beside what is chosen, so that it is not lost, unless ``sends_text`` says otherwise: a filter
    keeps it out of the address.
    """

    template_name = "components/pick.html"

    def __init__(self, options_url: str) -> None:
        super().__init__()
        self.options_url = options_url
        self.sends_text = True
        self.text_of: Callable[[str], str] = str

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        chosen = super().value_from_datadict(data, files, name)
        typed = data.get(_typed_name(name), "").strip() if self.sends_text and not chosen else ""
        return Unchosen(typed) if typed else chosen

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        is_chosen = bool(value) and not isinstance(value, Unchosen)
        context["widget"] |= {
            "options_url": reverse(self.options_url),
            "typed_name": _typed_name(name) if self.sends_text else "",
            "value": context["widget"]["value"] if is_chosen else None,
            "text": self.text_of(value) if is_chosen else value or "",
        }
        return context


def _typed_name(name: str) -> str:
    return f"{name}-typed"


class PickField(forms.ModelChoiceField):
    """One of many: people, units, programmes.

    ``options_url`` names a view that answers with `options`; the form sets ``fields["x"].queryset`` to what may be
    chosen, which is also what a chosen one is looked up in.
    """

    widget: Any = PickInput

    def __init__(self, *, options_url: str, **kwargs: Any) -> None:
        super().__init__(**{"queryset": None, "widget": PickInput(options_url), **kwargs})
        self.widget.text_of = self._text_of

    def __deepcopy__(self, memo: dict[int, Any]) -> PickField:
        copied = super().__deepcopy__(memo)
        copied.widget.text_of = copied._text_of
        return copied

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Unchosen):
            message = _("Chưa chọn mục nào cho “%(value)s”. Gõ lại rồi chọn một mục trong danh sách hiện ra.")
            raise ValidationError(message, code="unchosen", params={"value": value})
        return super().to_python(value)

    def _text_of(self, value: Any) -> str:
        try:
            return str(self.to_python(value))
        except ValidationError:
            return ""


def options(found: Iterable[tuple[object, str, str]]) -> JsonResponse:
    """The answer to a `PickField`: (value, text, a line that tells it from its namesakes) for at most 20 things."""
    first = islice(found, 20)
    return JsonResponse({"options": [{"value": str(v), "text": t, "detail": d} for v, t, d in first]})


@dataclass(frozen=True, slots=True)
class Done:
    """An operation went through; ``value`` is what it returned."""

    value: Any


def run(form: VunForm, operation: Callable[..., Any], /, **arguments: Any) -> Done | None:
    """Call ``operation``; a Problem becomes a message in the form and the answer is None."""
    try:
        return Done(operation(**arguments))
    except Problem as problem:
        form.add_problem(problem)
        return None


def perform(request: Request, operation: Callable[[], Any], *, said: Text, back: str) -> HttpResponse:
    """Run a step asked for by one button and go to ``back``, saying ``said`` or what stood in the way."""
    try:
        operation()
    except Problem as problem:
        messages.error(request, problem_text(problem))
    else:
        messages.success(request, str(said))
    return redirect(back)


def form_page(
    request: Request,
    form: VunForm,
    *,
    title: Text,
    submit: Text,
    cancel: str,
    consequence: Text = "",
    template: str = "components/form_page.html",
    **head: Any,
) -> HttpResponse:
    """The page of one form. ``consequence`` is what signing it will do, shown above the button.

    ``cancel`` is the address the reader came from; ``head`` is given to `pages.show`. A form with errors answers 400.
    """
    code = 400 if form.errors else 200
    if form.errors:
        ask_again(form)
    context: dict[str, Any] = {"form": form, "submit": submit, "cancel": cancel, "consequence": consequence}
    return show(request, template, title=title, status_code=code, **context, **head)


def operation_page(
    request: Request,
    form: VunForm,
    operation: Callable[..., Any],
    *,
    said: Text | Callable[[Any], Text],
    cancel: str,
    then: str | Callable[[Any], str] = "",
    **page: Any,
) -> HttpResponse:
    """The page of one form that feeds one operation, called with the form's arguments and by whom.

    Done, it says ``said`` and goes to ``then``, by default where cancelling goes; either may be told by what the
    operation gave back. Refused, the form says what stood in the way. ``page`` is given to `form_page`.
    """
    if request.method == "POST" and form.is_valid():
        done = run(form, operation, by=request.actor, **form.arguments())
        if done:
            messages.success(request, str(said(done.value) if callable(said) else said))
            return redirect(then(done.value) if callable(then) else then or cancel)
    return form_page(request, form, cancel=cancel, **page)
