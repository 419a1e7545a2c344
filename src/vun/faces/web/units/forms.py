"""The forms of what decisions do to units. Field names are the operations' arguments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vun.faces.web.forms import DateField, EnumField, PickField, VunForm
from vun.faces.web.request import Request
from vun.records.orgs import queries
from vun.records.orgs.domain import Block, NewUnit, UnitLevel, Zone
from vun.records.registers import queries as registers


class ChangeForm(VunForm):
    """What every change has: from which day, by which decision."""

    on = DateField(label=_("Có hiệu lực từ ngày"))
    decision = PickField(
        label=_("Theo văn bản"),
        options_url="admin:decision-options",
        help_text=_("Gõ số hoặc trích yếu. Văn bản chưa có trong sổ thì ghi vào sổ ở mục Quản trị trước."),
    )
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=300)

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        units = queries.visible_to(request.actor, request.on)
        picks = [name for name, field in self.fields.items() if isinstance(field, PickField)]
        self.choose_from(
            **dict.fromkeys(picks, units) | {"decision": registers.decisions_visible_to(request.actor)}
        )


class NewUnitForm(ChangeForm):
    """What is said of a unit to be established."""

    name = forms.CharField(label=_("Tên đầy đủ"), max_length=200)
    short_name = forms.CharField(label=_("Tên viết gọn"), max_length=80, required=False)
    code = forms.CharField(
        label=_("Mã đơn vị"), max_length=30, help_text=_("Mã riêng, không trùng với đơn vị nào.")
    )
    level = EnumField(UnitLevel, label=_("Cấp"))
    block = EnumField(Block, label=_("Khối"))
    parent = PickField(label=_("Trực thuộc"), options_url="units:options")


_OF_A_NEW_UNIT = ("name", "short_name", "code", "level", "block", "parent")


def new_unit(data: dict[str, Any]) -> NewUnit:
    """The unit to be established, from the cleaned fields."""
    return NewUnit(
        code=data["code"],
        name=data["name"],
        level=data["level"],
        block=data["block"],
        parent_id=data["parent"].pk,
        short_name=data["short_name"],
        zone=data.get("zone"),
    )


class EstablishForm(NewUnitForm):
    zone = EnumField(
        Zone, label=_("Khu vực"), required=False, help_text=_("Chỉ với xã vùng dân tộc, miền núi.")
    )
    field_order = (*_OF_A_NEW_UNIT, "zone", "on", "decision", "note")


class RenameForm(ChangeForm):
    name = forms.CharField(label=_("Tên mới"), max_length=200)
    short_name = forms.CharField(label=_("Tên viết gọn mới"), max_length=80, required=False)
    field_order = ("name", "short_name", "on", "decision", "note")


class MoveForm(ChangeForm):
    parent = PickField(label=_("Đơn vị cấp trên mới"), options_url="units:options")
    field_order = ("parent", "on", "decision", "note")


class ReclassifyForm(ChangeForm):
    """What kind of place the unit is; starts with what it is."""

    level = EnumField(UnitLevel, label=_("Cấp"))
    block = EnumField(Block, label=_("Khối"))
    zone = EnumField(Zone, label=_("Khu vực"), blank=_("Không xếp khu vực"), required=False)
    field_order = ("level", "block", "zone", "on", "decision", "note")


class _Merged(ChangeForm):
    """The units that come together."""

    units = forms.MultipleChoiceField(
        label=_("Các đơn vị sáp nhập"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Các đơn vị này kết thúc hoạt động từ ngày có hiệu lực."),
    )

    def __init__(self, request: Request, candidates: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(request, **options)
        ending: Any = self.fields["units"]
        ending.choices = candidates


class MergeIntoNewForm(_Merged, NewUnitForm):
    field_order = ("units", *_OF_A_NEW_UNIT, "on", "decision", "note")


class MergeIntoExistingForm(_Merged):
    into = PickField(label=_("Đơn vị tiếp nhận"), options_url="units:options")
    field_order = ("units", "into", "on", "decision", "note")


class DissolveForm(ChangeForm):
    into = PickField(
        label=_("Đơn vị tiếp nhận nhiệm vụ và con người"),
        options_url="units:options",
        required=False,
        help_text=_("Bỏ trống chỉ khi đơn vị không còn ai."),
    )
    field_order = ("into", "on", "decision", "note")
