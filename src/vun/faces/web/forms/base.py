"""What every form of the site is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import BLANK_CHOICE_DASH
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from vun.common.errors import Problem
from vun.faces.web.messages import problem_text


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
