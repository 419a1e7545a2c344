"""A field that finds one of many as one types."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


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
