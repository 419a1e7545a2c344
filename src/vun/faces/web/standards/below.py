"""Who is below standard, with what is missing, since when and what closes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web.forms import PickField, VunForm
from vun.faces.web.guard import needs
from vun.faces.web.lists import Empty, ListFilters, ListPage
from vun.faces.web.request import Request
from vun.faces.web.standards.compliance import chosen_unit
from vun.faces.web.standards.tables import BelowTable
from vun.faces.web.standards.tabs import tabs
from vun.records.credentials import queries as credentials
from vun.records.orgs import queries as orgs
from vun.records.people import queries as people


@dataclass(frozen=True, slots=True)
class BelowRow:
    """Somebody below standard, as the list shows them. ``clauses``: name by key of what is missing."""

    pk: int
    full_name: str
    sort_key: str
    search_key: str
    title: str
    title_name: str
    title_order: int
    unit_id: int
    unit_name: str
    clauses: dict[str, str]
    due_on: date
    programmes: str

    @property
    def missing(self) -> str:
        return "; ".join(self.clauses.values())


class BelowForm(VunForm):
    """Which unit is the view's to read; title and clause are among those of its people."""

    unit = PickField(label=_("Đơn vị, kể cả cấp dưới"), options_url="units:options", required=False)
    only = forms.BooleanField(label=_("Chỉ ở chính đơn vị"), required=False)
    title = forms.ChoiceField(label=_("Chức danh"), required=False)
    clause = forms.ChoiceField(label=_("Còn thiếu"), required=False)

    def __init__(self, data: Any, *, request: Request, rows: Sequence[BelowRow]) -> None:
        super().__init__(data)
        everything = ("", gettext("Tất cả"))
        titles = sorted({(row.title_order, row.title, row.title_name) for row in rows})
        clauses = {key: name for row in rows for key, name in row.clauses.items()}
        by_name = sorted(clauses.items(), key=lambda clause: (clause[1], clause[0]))
        self.choose_from(unit=orgs.visible_to(request.actor, request.on))
        self.fields["title"].choices = [everything, *((code, name) for _order, code, name in titles)]
        self.fields["clause"].choices = [everything, *by_name]


class BelowFilters(ListFilters):
    """Filters of rows that come from no one table: by title, and by what is missing."""

    def __init__(self, data: Any, queryset: list[BelowRow], request: Request) -> None:
        # Not the base's, which asks for a query set.
        self._rows = queryset
        self._form = BelowForm(data, request=request, rows=queryset)
        self._form.is_valid()

    @property
    def form(self) -> BelowForm:
        return self._form

    @property
    def qs(self) -> list[BelowRow]:
        asked = self._form.cleaned_data
        title, clause = asked.get("title"), asked.get("clause")
        return [
            row
            for row in self._rows
            if (not title or row.title == title) and (not clause or clause in row.clauses)
        ]


BELOW = ListPage(
    name="below-standard",
    title=_("Người chưa đạt chuẩn"),
    lead=_("Ai còn thiếu tiêu chuẩn nào của chức danh đang giữ, phải có từ bao giờ và cần học gì."),
    table=BelowTable,
    filters=BelowFilters,
    search=("search_key",),
    search_label=_("Tìm theo tên, không cần dấu"),
    empty=Empty(_("Ở đơn vị này ngày này không ai chưa đạt chuẩn.")),
)


@needs(Permission.PERSON_VIEW)
def below(request: Request) -> HttpResponse:
    """The people of a unit and below it who are not at standard on the day."""
    unit = chosen_unit(request)
    found = credentials.people_below_standard(unit.pk, request.on)
    if request.GET.get("only"):
        found = [person for person in found if person.unit_id == unit.pk]
    names = orgs.names_on({person.unit_id for person in found}, request.on)
    titles = {title.pk: (title.name, title.order) for title in people.titles()}
    rows = [_row(person, names, titles) for person in found]
    return BELOW.respond(
        request,
        rows,
        title=gettext("Người chưa đạt chuẩn: %(unit)s") % {"unit": unit.name},
        tabs=tabs(request, "standards:below", unit_id=unit.pk),
    )


def _row(
    person: credentials.BelowStandard, names: dict[int, str], titles: dict[str, tuple[str, int]]
) -> BelowRow:
    title_name, title_order = titles[person.title_id]
    return BelowRow(
        pk=person.pk,
        full_name=person.full_name,
        sort_key=person.sort_key,
        search_key=person.search_key,
        title=person.title_id,
        title_name=title_name,
        title_order=title_order,
        unit_id=person.unit_id,
        unit_name=names[person.unit_id],
        clauses={str(clause.id): clause.name for clause in person.clauses},
        due_on=person.due_on,
        programmes="; ".join(programme.name for programme in person.programmes),
    )
