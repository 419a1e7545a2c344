"""The list of records that may be of one person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Actor, Permission
from vun.faces.web import formats
from vun.faces.web.forms import EnumField, PickField, VunForm
from vun.faces.web.guard import needs
from vun.faces.web.labels import label
from vun.faces.web.lists import Empty, LabelColumn, ListColumn, ListFilters, ListPage, ListTable, TextColumn
from vun.faces.web.pages import Action
from vun.faces.web.request import Request, find_id
from vun.records.orgs import queries as orgs
from vun.records.people import queries
from vun.records.people.domain import Likeness

_ORDER = {likeness.value: place for place, likeness in enumerate(Likeness)}


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two records alike, as the list shows them."""

    pk: tuple[int, int]
    names: str
    sort_key: str
    search_key: str
    births: str
    likeness: str
    likeness_order: int
    reasons: str
    first: str
    second: str


class _PairColumn(ListColumn):
    """Both names, which open the comparison."""

    def address(self, record: PairRow, actor: Actor) -> str | None:
        return reverse("people:compare", args=record.pk)


class PairTable(ListTable):
    names = _PairColumn(_("Hai hồ sơ"), "names", order_by="sort_key")
    births = TextColumn(_("Ngày sinh"), "births", order_by="births", phone=True)
    likeness = LabelColumn(_("Mức độ"), Likeness, order_by="likeness_order", phone=True)
    reasons = TextColumn(_("Vì sao"), "reasons", phone=True)
    first = TextColumn(_("Chức vụ, đơn vị hồ sơ trước"), "first", phone=True)
    second = TextColumn(_("Chức vụ, đơn vị hồ sơ sau"), "second", phone=True)


class PairForm(VunForm):
    """Which unit is the view's to read."""

    unit = PickField(
        label=_("Đơn vị, kể cả trực thuộc"), options_url="units:options", required=False, empty_label=None
    )
    likeness: forms.Field = EnumField(Likeness, label=_("Mức độ"), required=False, blank=_("Tất cả"))

    def __init__(self, data: Any, *, request: Request) -> None:
        super().__init__(data)
        self.choose_from(unit=orgs.visible_to(request.actor, request.on))
        self.fields["unit"].widget.sends_text = False


class PairFilters(ListFilters):
    """Filters of rows that come from no one table."""

    def __init__(self, data: Any, queryset: list[PairRow], request: Request) -> None:
        # Not the base's, which asks for a query set.
        self._rows = queryset
        self._form = PairForm(data, request=request)
        self._form.is_valid()

    @property
    def form(self) -> PairForm:
        return self._form

    @property
    def qs(self) -> list[PairRow]:
        likeness = self._form.cleaned_data.get("likeness")
        return [row for row in self._rows if not likeness or row.likeness == likeness.value]


DUPLICATES = ListPage(
    name="duplicates",
    title=_("Hồ sơ nghi trùng"),
    lead=_("Những cặp hồ sơ có thể là của một người. So sánh, rồi gộp hoặc xác nhận là hai người."),
    table=PairTable,
    filters=PairFilters,
    search=("search_key",),
    search_label=_("Tìm theo tên, không cần dấu"),
    empty=Empty(_("Trong phạm vi của anh/chị không có hai hồ sơ nào giống nhau.")),
)


@needs(Permission.PERSON_EDIT)
def duplicate_list(request: Request) -> HttpResponse:
    """The pairs of records the reader may change that may be of one person, the surest first."""
    # What the reader may change is asked of today, wherever the page looks back to.
    found = queries.duplicates(request.actor, request.today, unit_ids=_unit_ids(request))
    pick = Action(_("Gộp hai hồ sơ khác"), reverse("people:pick-two"), Permission.PERSON_EDIT)
    crumbs = [(_("Con người"), "people:list")]
    return DUPLICATES.respond(request, [_row(each) for each in found], action=pick, crumbs=crumbs)


def _unit_ids(request: Request) -> set[int] | None:
    """The unit asked for and those below it; None when none was, or none that the reader may see."""
    unit_id = find_id(request.GET.get("unit", ""))
    if unit_id is None or not orgs.visible_to(request.actor, request.on).filter(pk=unit_id).exists():
        return None
    return set(orgs.below(unit_id, request.on))


def _row(found: queries.Duplicate) -> PairRow:
    pair, first, second = found.pair, found.first, found.second
    return PairRow(
        pk=pair.key,
        names=_both(first.full_name, second.full_name),
        sort_key=first.sort_key,
        search_key=f"{first.search_key} {second.search_key}",
        births=_both(formats.day(first.birth_on), formats.day(second.birth_on)),
        likeness=pair.likeness.value,
        likeness_order=_ORDER[pair.likeness.value],
        reasons=", ".join(label(reason) for reason in pair.reasons),
        first=_post(first),
        second=_post(second),
    )


def _both(first: str, second: str) -> str:
    return first if first == second else f"{first} – {second}"


def _post(look: queries.Look) -> str:
    return ", ".join(filter(None, (look.title, look.unit)))
