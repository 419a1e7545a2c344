"""The rows of a list: in one order, read in turn, found by words, told without markup."""

from __future__ import annotations

import html
import itertools
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django_tables2.data import TableQuerysetData
from django_tables2.utils import Accessor

from vun.engines import tabular

Read = Callable[[list[int]], list[Any]]

REPORT_EVERY = 500


class StableRows(TableQuerysetData):
    """Rows with equal keys keep one order, so that no row is missed or seen twice when paging."""

    data: QuerySet[Any]
    is_streamed = False
    """Whether rows are let go as soon as they were read, as an export does with them."""
    read: Read | None = None
    """With it the rows of a page are found by their keys, and only these are read with all their columns."""

    def __getitem__(self, key: Any) -> Any:
        if self.read is None:
            return super().__getitem__(key)
        return self.read(list(self._keys[key]))

    @property
    def _keys(self) -> QuerySet[Any, Any]:
        return self.data.values_list("pk", flat=True)

    def _read_in_turn(self, read: Read) -> Iterator[Any]:
        keys = self._keys.iterator(chunk_size=REPORT_EVERY)
        while some := list(itertools.islice(keys, REPORT_EVERY)):
            yield from read(some)

    def __iter__(self) -> Iterator[Any]:
        if self.read is not None:
            return self._read_in_turn(self.read)
        return iter(self.data.iterator(chunk_size=REPORT_EVERY) if self.is_streamed else self.data)

    def order_by(self, aliases: Any) -> None:
        super().order_by(aliases)
        self.data = self.data.order_by(*self.data.query.order_by, "pk")


def search_rows(rows: Any, fields: Sequence[str], folded: str) -> Any:
    """The rows that hold every word somewhere in the search keys."""
    words = folded.split()
    if not words or not fields:
        return rows
    if isinstance(rows, QuerySet):
        for word in words:
            rows = rows.filter(reduce(or_, (Q(**{f"{name}__contains": word}) for name in fields)))
        return rows
    keys = [Accessor(name) for name in fields]
    return [row for row in rows if all(any(word in str(key.resolve(row)) for key in keys) for word in words)]


def plain(value: Any) -> tabular.Cell:
    """A cell without markup."""
    if isinstance(value, SafeString):
        return html.unescape(strip_tags(value))
    return str(value) if isinstance(value, Promise) else value
