"""Template tags and filters of the web face: ``{% load vun %}``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django import template
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from vun.faces.web import formats
from vun.faces.web.labels import label as label_of
from vun.faces.web.links import url_for
from vun.faces.web.lists import ListTable
from vun.faces.web.statuses import shape_of

register = template.Library()

register.filter("number", formats.number)
register.filter("dash", formats.dash)
register.filter("percent", formats.percent)
register.filter("millions", formats.millions)


@register.filter
def label(value: object, enum: str | None = None) -> str:
    """The word for an enum member, or for a stored value whose enum is named: ``|label:"PlanState"``."""
    return label_of(value, enum)


@register.filter
def lines(table: ListTable, rows: Any) -> Iterator[tuple[Any, list[tuple[Any, str]]]]:
    """The rows of a table as (record, cells) pairs."""
    return table.lines(rows)


@register.filter
def money(value: int | None) -> str:
    """Đồng, grouped, the unit left to the heading: ``1.250.000``."""
    return formats.number(value)


@register.filter
def date_vi(value: date | None) -> str:
    """``dd/mm/yyyy``."""
    return formats.day(value)


@register.filter
def moment_vi(value: datetime | None) -> str:
    """``dd/mm/yyyy HH:MM``."""
    return formats.moment(value)


@register.simple_tag
def icon(symbol: str) -> SafeString:
    """A symbol of the icon sheet, hidden from screen readers: the words beside it say what it means."""
    address = static("vendor/icons/icons.svg")
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', address, symbol)


@register.simple_tag(takes_context=True)
def link_to(context: Context, text: Any, name: str, *args: Any) -> SafeString | str:
    """``text`` as a link to the page called ``name``, or plain when the reader may not open that page."""
    url = url_for(context["request"].actor, name, *args)
    return text if url is None else format_html('<a href="{}">{}</a>', url, text)


@register.inclusion_tag("components/status.html")
def status(
    value: object, enum: str | None = None, since: date | None = None, who: Any = ""
) -> dict[str, Any]:
    """A state as shape and word, with since when and who is next where known."""
    return {"word": label_of(value, enum), "shape": shape_of(value), "since": since, "who": who}


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: Any) -> str:
    """The address of this page with some parameters changed (None takes one out)."""
    parameters = context["request"].GET.copy()
    for name, value in changes.items():
        parameters.pop(name, None)
        if value is not None:
            parameters[name] = str(value)
    return f"?{parameters.urlencode()}"
