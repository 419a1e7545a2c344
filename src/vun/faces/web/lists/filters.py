"""What a list is narrowed by."""

from __future__ import annotations

from enum import Enum
from typing import Any

import django_filters
from django.forms import ModelChoiceField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vun.faces.web.forms import DateField, PickInput, VunForm
from vun.faces.web.labels import choices
from vun.faces.web.pages import Text


class _FilterForm(VunForm):
    """A choice left open is "all"."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for shown in self.fields.values():
            if isinstance(shown, ModelChoiceField):
                shown.empty_label = _("Tất cả")
            if isinstance(shown.widget, PickInput):
                shown.widget.sends_text = False


class ListFilters(django_filters.FilterSet):
    """The base of every filter set; declare filters explicitly, with Vietnamese labels."""

    class Meta:
        form = _FilterForm


class DayFilter(django_filters.Filter):
    """A day typed dd/mm/yyyy; ``lookup_expr`` "gte" and "lte" make a period of two."""

    field_class = DateField


class EnumFilter(django_filters.ChoiceFilter):
    """One member of an enum, by its word."""

    def __init__(self, enum: type[Enum], field_name: str, label: Text, **options: Any) -> None:
        def members() -> list[tuple[str, str | Promise]]:
            return choices(enum)

        super().__init__(
            field_name=field_name, label=label, choices=members, **{"empty_label": _("Tất cả"), **options}
        )
