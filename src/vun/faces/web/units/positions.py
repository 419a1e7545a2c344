"""The job positions (vị trí việc làm) of a unit: approved, looked at, closed, and offered to whoever appoints."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web.forms import DateField, PickField, VunForm, WholeNumberField, operation_page, options
from vun.faces.web.guard import needs
from vun.faces.web.lists import plain_table
from vun.faces.web.pages import Action, Text, show
from vun.faces.web.request import Request, sought
from vun.faces.web.units.tables import HolderTable
from vun.records.orgs import queries as orgs
from vun.records.people import operations, queries
from vun.records.registers import queries as registers


class PositionForm(VunForm):
    name = forms.CharField(
        label=_("Tên vị trí việc làm"), max_length=200, help_text=_("Như trong đề án vị trí việc làm.")
    )
    title = PickField(label=_("Chức danh, chức vụ"), options_url="people:title-options")
    rank: Any = forms.ModelChoiceField(
        label=_("Ngạch, hạng tối thiểu"), queryset=None, required=False, empty_label=_("– Không nêu –")
    )
    headcount = WholeNumberField(label=_("Định biên"), unit=_("người"), min_value=1, max_value=9999)
    on = DateField(label=_("Từ ngày"))
    decision = PickField(
        label=_("Theo quyết định"),
        options_url="admin:decision-options",
        required=False,
        help_text=_("Gõ số hoặc trích yếu của văn bản đã ghi vào sổ."),
    )

    def __init__(self, request: Request) -> None:
        super().__init__(request.POST or None, initial={"on": request.on})
        self.choose_from(
            title=queries.titles(),
            rank=queries.ranks(),
            decision=registers.decisions_visible_to(request.actor),
        )


class CloseForm(VunForm):
    on = DateField(label=_("Thôi vị trí từ ngày"))


@needs(Permission.PERSON_EDIT)
def position_options(request: Request) -> HttpResponse:
    """The job positions of the day a field offers as one types."""
    found = queries.search_positions(request.actor, sought(request), request.on, 20)
    return options((each.position.pk, each.position.name, _detail(each)) for each in found)


def _detail(each: Any) -> str:
    places = (
        gettext("còn %(count)s chỗ") % {"count": each.vacant} if each.vacant > 0 else gettext("đã đủ người")
    )
    return f"{each.position.title.name}, {each.position.unit.name}: {places}"


@needs(Permission.PERSON_EDIT)
def approve(request: Request, unit_id: int) -> HttpResponse:
    """One more position on the unit's approved list."""
    unit = orgs.get_visible_unit(request.actor, unit_id)
    back = reverse("units:positions", args=[unit_id])
    return operation_page(
        request,
        PositionForm(request),
        partial(operations.approve_position, unit=unit),
        said=_("Đã ghi vị trí việc làm."),
        title=gettext("Ghi vị trí việc làm của %(unit)s") % {"unit": unit.name},
        submit=_("Ghi vị trí"),
        cancel=back,
        consequence=_(
            "Từ ngày này, khi bổ nhiệm, điều động có thể chọn vị trí; đủ định biên thì không bổ nhiệm thêm vào đó được."
        ),
        crumbs=_crumbs(unit, back),
    )


@needs(Permission.UNIT_VIEW)
def position(request: Request, unit_id: int, position_id: int) -> HttpResponse:
    """One position: what it asks for, and who holds it on the day."""
    unit = orgs.get_visible_unit(request.actor, unit_id)
    each = queries.get_position(unit_id, position_id, request.on)
    edit = Permission.PERSON_EDIT
    close = Action(
        _("Thôi vị trí này"), reverse("units:position-close", args=[unit_id, position_id]), edit, unit_id
    )
    holders = None
    if request.actor.may(Permission.PERSON_VIEW, unit_id):
        holders = plain_table(request, HolderTable, queries.holders_of(position_id, request.on))
    return show(
        request,
        "units/position.html",
        title=each.position.name,
        lead=gettext("%(title)s, %(unit)s.") % {"title": each.position.title.name, "unit": unit.name},
        more=[close] if each.position.end_on is None else [],
        crumbs=_crumbs(unit, reverse("units:positions", args=[unit_id])),
        each=each,
        holders=holders,
    )


@needs(Permission.PERSON_EDIT)
def close(request: Request, unit_id: int, position_id: int) -> HttpResponse:
    """The end of a position on the list."""
    unit = orgs.get_visible_unit(request.actor, unit_id)
    each = queries.get_position(unit_id, position_id, request.on)
    back = reverse("units:position", args=[unit_id, position_id])
    crumbs = [*_crumbs(unit, reverse("units:positions", args=[unit_id])), (each.position.name, back)]
    return operation_page(
        request,
        CloseForm(request.POST or None, initial={"on": request.on}),
        partial(operations.close_position, position=each.position),
        said=_("Đã thôi vị trí việc làm."),
        title=gettext("Thôi vị trí %(position)s") % {"position": each.position.name},
        submit=_("Thôi vị trí"),
        cancel=back,
        then=reverse("units:positions", args=[unit_id]),
        consequence=_("Từ ngày này không bổ nhiệm vào vị trí được nữa; người đang giữ vẫn giữ chức vụ."),
        crumbs=crumbs,
    )


def _crumbs(unit: Any, back: str) -> list[tuple[Text, str]]:
    return [
        (pgettext_lazy("section", "Đơn vị"), "units:list"),
        (unit.name, reverse("units:detail", args=[unit.pk])),
        (_("Vị trí việc làm"), back),
    ]
