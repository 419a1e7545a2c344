"""Columns of lists, and the table they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from types import MethodType
from typing import Any

import django_tables2 as tables
from django.core.exceptions import ObjectDoesNotExist
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Actor
from vun.engines import tabular
from vun.engines.tabular import Kind
from vun.faces.web import formats
from vun.faces.web.labels import label
from vun.faces.web.links import url_for
from vun.faces.web.pages import Text
from vun.faces.web.statuses import shape_of


class ListColumn(tables.Column):
    """A column of text, and the base of the others.

    ``accessor`` is a path such as ``"unit__name"``; ``order_by`` the stored key to sort by. ``to`` names the page the
    cell opens, ``key`` the path to that page's argument, ``when`` the path to whether it opens at all. A column with
    ``phone`` also shows on a card of a phone (the first always does); one with ``hidden`` shows only when chosen.
    """

    kind = Kind.TEXT
    decimals = 0

    def __init__(
        self,
        label: Text,
        accessor: str | None = None,
        *,
        to: str | None = None,
        key: str = "pk",
        when: str = "",
        phone: bool = False,
        hidden: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(verbose_name=label, accessor=accessor, **{"default": "", **options})
        self.to = to
        self.key = key
        self.when = when
        self.phone = phone
        self.hidden = hidden

    def text(self, value: Any) -> str:
        """The cell as it reads."""
        return str(value)

    def cell(self, value: Any) -> tabular.Cell:
        """The cell as it is exported."""
        return self.text(value)

    def render(self, value: Any, record: Any, table: ListTable) -> str:
        text = self.text(value)
        url = self.address(record, table.actor)
        if url is None:
            return text
        css = "" if self.kind is Kind.TEXT else "opens"
        return format_html('<a class="{}" href="{}">{}</a>', css, url, text)

    def value(self, value: Any) -> tabular.Cell:
        return self.cell(value)

    def address(self, record: Any, actor: Actor) -> str | None:
        """Where the cell opens, None when nowhere or not for ``actor``."""
        if self.to is None or (self.when and not resolve(record, self.when.split("__"))):
            return None
        key = resolve(record, self.key.split("__"))
        return None if key is None else url_for(actor, self.to, key)


def resolve(record: Any, path: Sequence[str]) -> Any:
    """What the path leads to; None where something on the way is not there. Raises AttributeError for a wrong path."""
    for name in path:
        if record is None:
            return None
        try:
            record = record[name] if isinstance(record, Mapping) else getattr(record, name)
        except ObjectDoesNotExist:
            return None
        if isinstance(record, MethodType):
            record = record()
    return record


TextColumn = ListColumn


class IntegerColumn(ListColumn):
    """Counts; zero reads –."""

    kind = Kind.INTEGER

    def __init__(self, label: Text, accessor: str | None = None, **options: Any) -> None:
        super().__init__(label, accessor, **{"default": _("chưa rõ"), **options})

    def text(self, value: Any) -> str:
        return formats.dash(value, self.decimals)

    def cell(self, value: Any) -> tabular.Cell:
        return value


class NumberColumn(IntegerColumn):
    """Numbers with ``decimals`` places."""

    kind = Kind.NUMBER

    def __init__(
        self, label: Text, accessor: str | None = None, *, decimals: int = 1, **options: Any
    ) -> None:
        super().__init__(label, accessor, **options)
        self.decimals = decimals


class MoneyColumn(IntegerColumn):
    """Đồng; the heading says the unit."""

    kind = Kind.MONEY


class PercentColumn(NumberColumn):
    """Per cent: 50.4 reads 50,4 %."""

    kind = Kind.PERCENT

    def text(self, value: Any) -> str:
        return formats.percent(value, self.decimals)


class DateColumn(ListColumn):
    """Days as dd/mm/yyyy."""

    kind = Kind.DATE

    def text(self, value: Any) -> str:
        return formats.day(value)

    def cell(self, value: Any) -> tabular.Cell:
        return value


class LabelColumn(ListColumn):
    """The word of an enum's member, stored as its value."""

    def __init__(self, label: Text, enum: type[Enum], accessor: str | None = None, **options: Any) -> None:
        super().__init__(label, accessor, **options)
        self.enum = enum

    def text(self, value: Any) -> str:
        return label(value, self.enum)


class StateColumn(LabelColumn):
    """A state as shape and word."""

    def render(self, value: Any, record: Any, table: ListTable) -> str:
        word = super().render(value, record, table)
        return format_html('<span class="status status-{}">{}</span>', shape_of(value), word)


class ListTable(tables.Table):
    """The base of every table. ``class Meta: order_by = "name"`` gives the order at first sight."""

    actor: Actor

    class Meta:
        order_by_field = "sort"

    def lines(self, rows: Iterable[Any]) -> Iterator[tuple[Any, list[tuple[Any, str]]]]:
        """Each row's record, and its (column, cell) pairs as they read."""
        columns = [(column, self._is_plain(column), column.accessor.split("__")) for column in self.columns]
        for row in rows:
            record = row.record
            yield (
                record,
                [
                    (
                        column,
                        self._shown(column.column, record, path) if is_plain else row.get_cell(column.name),
                    )
                    for column, is_plain, path in columns
                ],
            )

    def _is_plain(self, column: Any) -> bool:
        """Whether the cell needs no more than its value, so that the library need not look at each call's signature."""
        own = getattr(type(column.column), "render", None) in (ListColumn.render, StateColumn.render)
        return own and not hasattr(self, f"render_{column.name}")

    def _shown(self, column: ListColumn, record: Any, path: Sequence[str]) -> str:
        value = resolve(record, path)
        return str(column.default) if value in column.empty_values else column.render(value, record, self)
