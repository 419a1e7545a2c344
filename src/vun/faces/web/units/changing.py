"""What decisions do to one unit: each a form, its consequence and one operation."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vun.common.actor import Permission
from vun.faces.web import formats
from vun.faces.web.guard import needs
from vun.faces.web.labels import label
from vun.faces.web.pages import Text
from vun.faces.web.request import Request
from vun.faces.web.units import forms
from vun.faces.web.units.signing import around, history_of, sign, signed, unit_to_change
from vun.records.orgs import operations, queries
from vun.records.orgs.domain import Place
from vun.records.people import queries as people


@needs(Permission.UNIT_EDIT)
def establish(request: Request) -> HttpResponse:
    """A new unit, with ``?parent=`` under that one."""
    form = forms.EstablishForm(request, initial={"parent": request.GET.get("parent")})

    def consequence(data: dict[str, Any]) -> Text:
        return _("Từ ngày %(on)s %(parent)s có thêm một đơn vị trực thuộc: %(name)s.") % {
            "on": formats.day(data["on"]),
            "parent": data["parent"].name,
            "name": data["name"],
        }

    return sign(
        request,
        form,
        consequence=consequence,
        operation=lambda data: operations.establish(
            new=forms.new_unit(data), by=request.actor, **signed(data)
        ),
        said=_("Đã lập đơn vị."),
        done=lambda unit: reverse("units:detail", args=[unit.pk]),
        title=_("Lập đơn vị"),
        submit=_("Ký: lập đơn vị"),
        cancel=reverse("units:list"),
        crumbs=[(pgettext("section", "Đơn vị"), "units:list")],
    )


@needs(Permission.UNIT_EDIT)
def rename(request: Request, unit_id: int) -> HttpResponse:
    """A new name for the same unit."""
    unit = unit_to_change(request, unit_id)

    def consequence(data: dict[str, Any]) -> Text:
        return _("Từ ngày %(on)s “%(before)s” mang tên “%(after)s”. Trước ngày đó tên cũ giữ nguyên.") % {
            "on": formats.day(data["on"]),
            "before": unit.name,
            "after": data["name"],
        }

    return sign(
        request,
        forms.RenameForm(request),
        consequence=consequence,
        operation=lambda data: operations.rename(
            unit=unit,
            name=data["name"],
            short_name=data["short_name"],
            by=request.actor,
            **signed(data),
        ),
        said=_("Đã đổi tên đơn vị."),
        done=lambda state: history_of(unit),
        title=_("Đổi tên %(unit)s") % {"unit": unit.name},
        submit=_("Ký: đổi tên"),
        **around(unit),
    )


@needs(Permission.UNIT_EDIT)
def move(request: Request, unit_id: int) -> HttpResponse:
    """The unit under another parent."""
    unit = unit_to_change(request, unit_id)

    def consequence(data: dict[str, Any]) -> Text:
        on = data["on"]
        return _(
            "Từ ngày %(on)s %(unit)s cùng %(units)s đơn vị dưới quyền (%(people)s người) trực thuộc %(parent)s. "
            "Số liệu trước ngày đó giữ nguyên."
        ) % {
            "on": formats.day(on),
            "unit": unit.name,
            "units": formats.number(queries.below(unit.pk, on).count() - 1),
            "people": formats.number(people.population(unit.pk, on).count()),
            "parent": data["parent"].name,
        }

    return sign(
        request,
        forms.MoveForm(request),
        consequence=consequence,
        operation=lambda data: operations.move(
            unit=unit, parent=data["parent"], by=request.actor, **signed(data)
        ),
        said=_("Đã chuyển đơn vị cấp trên."),
        done=lambda state: history_of(unit),
        title=_("Chuyển đơn vị cấp trên của %(unit)s") % {"unit": unit.name},
        submit=_("Ký: chuyển"),
        **around(unit),
    )


@needs(Permission.UNIT_EDIT)
def reclassify(request: Request, unit_id: int) -> HttpResponse:
    """Another level, block or zone for the same unit."""
    unit = unit_to_change(request, unit_id)
    state = queries.nearest_state(unit_id, request.on)
    known = {"level": state.level, "block": state.block, "zone": state.zone}

    def consequence(data: dict[str, Any]) -> Text:
        return _(
            "Từ ngày %(on)s %(unit)s là: %(place)s. %(people)s người ở chính đơn vị này được xét theo tiêu chuẩn "
            "của cấp, khối, khu vực mới. Số liệu trước ngày đó giữ nguyên."
        ) % {
            "on": formats.day(data["on"]),
            "unit": unit.name,
            "place": ", ".join(_place_words(data)),
            "people": formats.number(people.headcount(data["on"], [unit.pk]).get(unit.pk, 0)),
        }

    return sign(
        request,
        forms.ReclassifyForm(request, initial=known),
        consequence=consequence,
        operation=lambda data: operations.reclassify(
            unit=unit,
            place=Place(data["level"], data["block"], data["zone"]),
            by=request.actor,
            **signed(data),
        ),
        said=_("Đã ghi cấp, khối, khu vực mới."),
        done=lambda state: history_of(unit),
        title=_("Đổi cấp, khối, khu vực của %(unit)s") % {"unit": unit.name},
        submit=_("Ký: đổi"),
        **around(unit),
    )


def _place_words(data: dict[str, Any]) -> list[str]:
    zone = data["zone"]
    return [
        _("cấp %(level)s") % {"level": label(data["level"])},
        _("khối %(block)s") % {"block": label(data["block"])},
        label(zone) if zone else _("không xếp khu vực"),
    ]
