"""Merging, splitting and dissolving units: each a form, its consequence and one operation."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.faces.web import formats
from vun.faces.web.guard import needs
from vun.faces.web.pages import Tab, Text
from vun.faces.web.request import Request, ids_of
from vun.faces.web.units import forms, splitting
from vun.faces.web.units.signing import around, history_of, sign, signed, unit_to_change
from vun.records.orgs import queries
from vun.records.orgs.domain import Block, ChangeKind, NewUnit, UnitLevel, Zone
from vun.records.people import operations as people_operations
from vun.records.people import queries as people


@needs(Permission.UNIT_EDIT)
@require_POST
def merge_chosen(request: Request) -> HttpResponse:
    """From the units chosen in the list to the form that merges them."""
    return redirect(_merge_url(ids_of(request.POST.getlist("ids"))))


@needs(Permission.UNIT_EDIT)
def merge(request: Request) -> HttpResponse:
    """Several units into one: those in ``?ids=``, with their siblings to choose from; ``?sort=`` new or existing."""
    chosen = ids_of(request.GET.getlist("ids"))
    candidates = _with_siblings(request, chosen)
    is_new = request.GET.get("sort") != "existing"
    make = forms.MergeIntoNewForm if is_new else forms.MergeIntoExistingForm
    initial = {"units": [str(key) for key in chosen], **_like_first(chosen, request.on)}
    form = make(request, [(unit.pk, unit.day_name) for unit in candidates], initial=initial)
    units = {str(unit.pk): unit for unit in candidates}

    def consequence(data: dict[str, Any]) -> Text:
        ending = [units[key] for key in data["units"]]
        return _(
            "Từ ngày %(on)s các đơn vị sau kết thúc hoạt động: %(units)s. %(people)s người và %(below)s đơn vị trực "
            "thuộc chuyển sang %(into)s. Số liệu trước ngày đó giữ nguyên theo đơn vị cũ."
        ) % {
            "on": formats.day(data["on"]),
            "units": ", ".join(unit.name for unit in ending),
            **_carried([unit.pk for unit in ending], data["on"]),
            "into": data["name"] if is_new else data["into"].name,
        }

    def operation(data: dict[str, Any]) -> people_operations.Reorganised:
        return people_operations.reorganise(
            kind=ChangeKind.MERGED,
            units=[units[key] for key in data["units"]],
            into=[forms.new_unit(data) if is_new else data["into"]],
            by=request.actor,
            **signed(data),
        )

    return sign(
        request,
        form,
        consequence=consequence,
        operation=operation,
        said=_("Đã sáp nhập, con người được chuyển sang đơn vị tiếp nhận."),
        done=lambda result: history_of(result.successors[0]),
        title=_("Sáp nhập đơn vị"),
        submit=_("Ký: sáp nhập"),
        cancel=reverse("units:table"),
        crumbs=[(pgettext("section", "Đơn vị"), "units:list")],
        tabs=[
            Tab(_("Thành một đơn vị mới"), _merge_url(chosen), is_current=is_new),
            Tab(_("Vào một đơn vị đang có"), f"{_merge_url(chosen)}&sort=existing", is_current=not is_new),
        ],
    )


def _merge_url(chosen: Collection[int]) -> str:
    return f"{reverse('units:merge')}?{'&'.join(f'ids={key}' for key in sorted(chosen))}"


@needs(Permission.UNIT_EDIT)
def split(request: Request, unit_id: int) -> HttpResponse:
    """One unit into several."""
    unit = unit_to_change(request, unit_id)
    like = _like(unit, request.on)

    def consequence(data: dict[str, Any]) -> Text:
        names = [name or code for code, name in data["into"]]
        told = {"on": formats.day(data["on"]), "unit": unit.name, "into": ", ".join(names)}
        told["staff"] = splitting.told_of_staff(data, names) or _("không ai được ghi riêng")
        if data["fate"] == splitting.GOES_ON:
            return (
                _(
                    "Từ ngày %(on)s có thêm: %(into)s. %(unit)s tiếp tục hoạt động. "
                    "Theo chức danh và danh sách: %(staff)s; những người khác ở nguyên chỗ."
                )
                % told
            )
        return _(
            "Từ ngày %(on)s %(unit)s kết thúc hoạt động, chia thành: %(into)s. %(people)s người và %(below)s đơn vị "
            "trực thuộc được chuyển đi. Theo chức danh và danh sách: %(staff)s; còn lại sang %(main)s."
        ) % {**told, **_carried([unit.pk], data["on"]), "main": names[0] if names else ""}

    def operation(data: dict[str, Any]) -> people_operations.Reorganised:
        return people_operations.reorganise(
            kind=ChangeKind.SPLIT,
            units=[unit],
            into=splitting.successors_of_split(data["into"], like),
            main=None if data["fate"] == splitting.GOES_ON else 0,
            staff=data["staff"],
            by=request.actor,
            **signed(data),
        )

    return sign(
        request,
        splitting.SplitForm(request, unit.pk),
        consequence=consequence,
        operation=operation,
        said=_("Đã chia, tách đơn vị."),
        done=lambda result: history_of(unit),
        title=_("Chia, tách %(unit)s") % {"unit": unit.name},
        submit=_("Ký: chia, tách"),
        **around(unit),
    )


@needs(Permission.UNIT_EDIT)
def dissolve(request: Request, unit_id: int) -> HttpResponse:
    """The end of a unit."""
    unit = unit_to_change(request, unit_id)

    def consequence(data: dict[str, Any]) -> Text:
        told = {"on": formats.day(data["on"]), "unit": unit.name, **_carried([unit.pk], data["on"])}
        if data["into"] is None:
            return _("Từ ngày %(on)s %(unit)s không còn hoạt động. Số liệu trước ngày đó giữ nguyên.") % told
        return _(
            "Từ ngày %(on)s %(unit)s không còn hoạt động; %(people)s người chuyển sang %(into)s. "
            "Số liệu trước ngày đó giữ nguyên."
        ) % {**told, "into": data["into"].name}

    def operation(data: dict[str, Any]) -> people_operations.Reorganised:
        into = [data["into"]] if data["into"] else []
        return people_operations.reorganise(
            kind=ChangeKind.DISSOLVED, units=[unit], into=into, by=request.actor, **signed(data)
        )

    return sign(
        request,
        forms.DissolveForm(request),
        consequence=consequence,
        operation=operation,
        said=_("Đã giải thể đơn vị."),
        done=lambda result: history_of(unit),
        title=_("Giải thể %(unit)s") % {"unit": unit.name},
        submit=_("Ký: giải thể"),
        **around(unit),
    )


def _carried(unit_ids: Sequence[int], on: date) -> dict[str, str]:
    """How many people, and how many units directly below, go over from the units."""
    headcount = people.headcount(on, unit_ids)
    below = sum(len(queries.children(key, on)) for key in unit_ids)
    return {"people": formats.number(sum(headcount.values())), "below": formats.number(below)}


def _with_siblings(request: Request, chosen: Collection[int]) -> list[Any]:
    """The chosen units and those of the same level beside them, in name order, as far as the reader may edit them."""
    parents = {queries.nearest_state(key, request.on).parent_id for key in chosen}
    visible = queries.listed(request.actor, request.on)
    levels = set(visible.filter(pk__in=chosen).values_list("day_level", flat=True))
    beside = visible.filter(parent_id__in=[key for key in parents if key is not None], day_level__in=levels)
    found = (visible.filter(pk__in=chosen) | beside) if levels else visible.filter(pk__in=chosen)
    return [unit for unit in found if request.actor.may(Permission.UNIT_EDIT, unit.pk)]


def _like_first(chosen: Collection[int], on: date) -> dict[str, Any]:
    """Level, block and parent of the first chosen unit, offered for the new one."""
    for key in sorted(chosen):
        like = _like(queries.unit_by_id(key), on)
        return {"level": like.level.value, "block": like.block.value, "parent": like.parent_id}
    return {}


def _like(unit: Any, on: date) -> NewUnit:
    """A unit still without name and code, in the place of ``unit``."""
    state = queries.nearest_state(unit.pk, on)
    return NewUnit(
        code="",
        name="",
        level=UnitLevel(state.level),
        block=Block(state.block),
        parent_id=state.parent_id,
        zone=Zone(state.zone) if state.zone else None,
    )
