"""The page of a list, the answer to htmx, and the file."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import BoundField
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.text import fold
from vun.engines import tabular
from vun.faces.web import formats, jobs
from vun.faces.web.lists.columns import ListTable
from vun.faces.web.lists.filters import ListFilters
from vun.faces.web.lists.rows import REPORT_EVERY, Read, StableRows, plain, search_rows
from vun.faces.web.pages import Action, Tab, Text, show
from vun.faces.web.request import Request
from vun.records.audit import operations as audit
from vun.records.registers.jobs import Task

PAGE_SIZES = (30, 100)
FILTERS_IN_SIGHT = 4
RESULTS = "list-results"

EXPORT_AT_ONCE = 10_000
"""A longer list is exported by a worker: some seconds that nobody should sit and wait for."""


@dataclass(frozen=True, slots=True)
class Bulk:
    """A step for all chosen rows: posts their ``ids`` to ``url``. ``confirm`` is the consequence, asked first."""

    label: Text
    url: str
    permission: Permission
    confirm: Text = ""


@dataclass(frozen=True, slots=True)
class Empty:
    """What a list without a single row says, and the first thing to do about it."""

    text: Text
    action: Action | None = None

    def for_reader(self, request: Request) -> Empty:
        """Without the first thing to do for whoever may not do it."""
        return self if self.action is None or self.action.shows_to(request) else Empty(self.text)


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """What a list is. ``name`` keys the remembered columns and names the exported file: ASCII, unique.

    ``search`` are the stored search keys (made by ``common.text.fold``) the search box looks into. With
    ``seeks_number`` a national ID typed there is handed to the search of the top bar, so that no address holds it.
    """

    name: str
    title: Text
    lead: Text = ""
    table: type[ListTable]
    filters: type[ListFilters] | None = None
    search: Sequence[str] = ()
    search_label: Text = ""
    seeks_number: bool = False
    empty: Empty = field(default_factory=lambda: Empty(_("Chưa có gì trong danh sách này.")))
    notes: Sequence[str] = ()
    template: str = "lists/page.html"

    def respond(
        self,
        request: Request,
        rows: QuerySet[Any] | list[Any],
        *,
        title: Text = "",
        lead: Text = "",
        action: Action | None = None,
        more: Sequence[Action] = (),
        bulk: Sequence[Bulk] = (),
        totals: Mapping[str, Any] | None = None,
        crumbs: Sequence[tuple[Text, str]] = (),
        tabs: Sequence[Tab] = (),
        empty: Empty | None = None,
        notes: Sequence[str] = (),
        count: int | None = None,
        read: Read | None = None,
        **context: Any,
    ) -> HttpResponse:
        """The page; its results alone for htmx; or the file for ``?export=xlsx`` (csv, json).

        ``totals`` gives the sum under a column by its name; ``notes`` stand below the table of a file. Two queries
        whatever the number of rows: their count and one page of them, besides what the filters' own choices ask.
        ``count`` spares the first, where the caller knows how many rows there are in all. ``read`` gives the records of
        a page by their keys, in this order: for rows with columns that would cost too much to be asked of all.
        """
        spec = replace(
            self,
            title=title or self.title,
            lead=lead or self.lead,
            notes=notes,
            empty=(empty or self.empty).for_reader(request),
            search_label=self.search_label or _("Tìm trong danh sách"),
        )
        view = _View(spec, request, rows, totals or {}, count, read)
        if (suffix := request.GET.get("export")) in tabular.SUFFIXES:
            return view.export(suffix)
        head: dict[str, Any] = {
            "lead": spec.lead,
            "action": action,
            "more": more,
            "crumbs": crumbs,
            "tabs": tabs,
        }
        context |= {
            "list": view,
            "bulk": [step for step in bulk if request.actor.may_anywhere(step.permission)],
        }
        response: HttpResponse
        if request.htmx and request.htmx.target == RESULTS:
            response = render(request, "lists/results.html", context)
            response["HX-Push-Url"] = view.address()
        else:
            response = show(request, self.template, title=spec.title, **head, **context)
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        return response


class _View:
    """One reader's sight of a list: what was asked for, and the rows that answer it. Used by the templates."""

    def __init__(
        self,
        spec: ListPage,
        request: Request,
        rows: QuerySet[Any] | list[Any],
        totals: Mapping[str, Any],
        count: int | None,
        read: Read | None,
    ) -> None:
        self.spec = spec
        self.request = request
        self.query = request.GET.get("q", "").strip()
        self.filters = spec.filters(request.GET, queryset=rows, request=request) if spec.filters else None
        found = search_rows(self.filters.qs if self.filters else rows, spec.search, fold(self.query))
        data = StableRows(found) if isinstance(found, QuerySet) else found
        if isinstance(data, StableRows):
            data.read = read
        self._known_count = count
        self.table = spec.table(data, order_by=self._order(), order_by_field="sort")
        self.table.actor = request.actor
        self._choose_columns()
        size = request.GET.get("size", "")
        self.size = int(size) if size in map(str, PAGE_SIZES) else PAGE_SIZES[0]
        self.totals = totals

    sizes = PAGE_SIZES

    @property
    def page(self) -> Any:
        """The page asked for, or the nearest there is."""
        if not hasattr(self.table, "page"):
            self.table.paginator = Paginator(self.table.rows, self.size)
            if self._known_count is not None and not self.is_narrowed:
                self.table.paginator.count = self._known_count
            self.table.page = self.table.paginator.get_page(self.request.GET.get("page"))
        return self.table.page

    @property
    def count(self) -> int:
        return int(self.page.paginator.count)

    @property
    def is_narrowed(self) -> bool:
        """Whether a search or filter is set, so that an empty answer means "nothing found"."""
        return bool(self.query) or bool(self.filters and any(self.filters.form.cleaned_data.values()))

    @property
    def first_filters(self) -> list[BoundField]:
        """The filters always in sight."""
        return list(self.filters.form)[:FILTERS_IN_SIGHT] if self.filters else []

    @property
    def more_filters(self) -> list[BoundField]:
        """The filters behind a click."""
        return list(self.filters.form)[FILTERS_IN_SIGHT:] if self.filters else []

    @property
    def uses_more_filters(self) -> bool:
        """Whether a filter behind the click was asked for, so that it must be in sight."""
        return any(self.request.GET.get(field.html_name) for field in self.more_filters)

    @property
    def optional_columns(self) -> list[tuple[str, Text, bool]]:
        """(name, heading, shown) of the columns the reader may choose: all but the first."""
        bound = list(self.table.columns.iterall())[1:]
        return [(column.name, column.header, column.visible) for column in bound]

    @property
    def foot(self) -> list[tuple[Any, str]]:
        """(column, cell) pairs of the last row, none when no totals were given."""
        if not self.totals:
            return []
        first, *others = self.table.columns
        sums = [(column, self.totals.get(column.name)) for column in others]
        cells = [(column, "" if value is None else column.column.text(value)) for column, value in sums]
        return [(first, gettext("Cộng")), *cells]

    @property
    def kept_parameters(self) -> list[tuple[str, str]]:
        """(name, value) pairs a form on this page hands on: all but the page and the columns."""
        return [
            (name, value)
            for name, values in self.request.GET.lists()
            if name not in ("page", "columns", "export")
            for value in values
            if value
        ]

    def address(self) -> str:
        """The address of what is shown, without empty parameters and those of one moment."""
        kept = QueryDict(mutable=True)
        for name, values in self.request.GET.lists():
            if name not in ("export",) and any(values):
                kept.setlist(name, [value for value in values if value])
        return f"{self.request.path}?{kept.urlencode()}" if kept else self.request.path

    def export(self, suffix: str) -> HttpResponse:
        """What is seen, all its pages, as a file; of a long list a worker makes it, and the answer is where to wait."""
        task = getattr(self.request, "task", None)
        name = f"{self.spec.name}-{self.request.on:%Y-%m-%d}.{suffix}"
        if task is None and self.count > EXPORT_AT_ONCE:
            address = jobs.queue_export(self.request, columns_key=self._columns_key, filename=name)
            messages.info(
                self.request, gettext("Danh sách dài: tệp đang được lập, xong sẽ tải được ở trang này.")
            )
            return redirect(address)
        stream = io.BytesIO()
        tabular.write(self._exported(task), suffix, stream)
        audit.record_export(self.request.actor, label=str(self.spec.title), rows=self.count, suffix=suffix)
        response = HttpResponse(stream.getvalue(), content_type=tabular.SUFFIXES[suffix][1])
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    @property
    def _columns_key(self) -> str:
        return f"columns:{self.spec.name}"

    def _exported(self, task: Task | None) -> tabular.Table:
        columns = [column for column in self.table.columns if not column.column.exclude_from_export]
        totals: list[tabular.Cell] | None = None
        if self.totals:
            totals = [gettext("Cộng"), *(self.totals.get(column.name) for column in columns[1:])]
        return tabular.Table(
            title=str(self.spec.title),
            subtitle=gettext("Tính đến %(day)s") % {"day": formats.day(self.request.on)},
            columns=[
                tabular.Column(str(column.header), column.column.kind, column.column.decimals)
                for column in columns
            ],
            rows=self._exported_rows(columns, task),
            totals=totals,
            notes=self.spec.notes,
        )

    def _exported_rows(self, columns: Sequence[Any], task: Task | None) -> Iterator[list[tabular.Cell]]:
        if isinstance(self.table.data, StableRows):
            self.table.data.is_streamed = True
        for done, row in enumerate(self.table.rows):
            if task is not None and done % REPORT_EVERY == 0:
                task.report(done, self.count)
            yield [plain(row.get_cell_value(column.name)) for column in columns]

    def _order(self) -> list[str] | None:
        """The sorting asked for, as far as there are such columns; None for the usual one."""
        columns = self.spec.table.base_columns
        asked = [name for name in self.request.GET.getlist("sort") if name.removeprefix("-") in columns]
        return asked or None

    def _choose_columns(self) -> None:
        """Show the columns asked for in the address, else those remembered, else the usual ones."""
        key = self._columns_key
        names = [column.name for column in self.table.columns.iterall()]
        if "columns" in self.request.GET:
            wanted = [name for name in self.request.GET.getlist("columns") if name in names]
            self.request.session[key] = wanted
        else:
            usual = [name for name in names if not self.table.columns[name].column.hidden]
            wanted = self.request.session.get(key, usual)
        for name in names[1:]:
            if name not in wanted:
                self.table.columns.hide(name)


def plain_table(request: Request, table: type[ListTable], rows: Any, **options: Any) -> ListTable:
    """A table within another page, without search and paging: ``{% include "lists/plain.html" with table=… %}``."""
    made = table(StableRows(rows) if isinstance(rows, QuerySet) else rows, orderable=False, **options)
    made.actor = request.actor
    return made
