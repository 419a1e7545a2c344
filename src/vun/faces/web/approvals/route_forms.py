"""The form of a route: what it is for, and its steps one below the other."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vun.faces.web.forms import DateField, EnumField, PickField, VunForm, WholeNumberField
from vun.faces.web.labels import label
from vun.faces.web.request import Request
from vun.records.accounts.domain import Role
from vun.records.approvals.domain import (
    LONGEST_NAME,
    MOST_DAYS,
    MOST_SIGNERS,
    MOST_STEPS,
    SIGNING_ROLES,
    SUBMITTER,
    MatterKind,
    Place,
    Quorum,
    Scope,
    Seat,
    Step,
)
from vun.records.orgs import queries as orgs
from vun.records.orgs.domain import Block, UnitLevel


class RouteForm(VunForm):
    """What a route is called, from when on, and whether one may sign what one submitted."""

    name = forms.CharField(label=_("Tên quy trình"), max_length=LONGEST_NAME)
    start_on = DateField(
        label=_("Áp dụng từ ngày"), help_text=_("Hồ sơ trình trước ngày này vẫn theo các bước cũ.")
    )
    document = forms.CharField(
        label=_("Văn bản quy định"), required=False, max_length=200, help_text=_("Số, ký hiệu của quy chế.")
    )
    allows_own = forms.BooleanField(label=_("Người trình được tự duyệt"), required=False)


class NewRouteForm(RouteForm):
    """Besides, the kind of matter and for whose."""

    kind = EnumField(MatterKind, label=_("Loại hồ sơ"))
    unit = PickField(
        label=_("Đơn vị"),
        options_url="units:options",
        required=False,
        help_text=_("Áp dụng cho đơn vị này và các đơn vị trực thuộc. Để trống cho mọi đơn vị."),
    )
    level = EnumField(UnitLevel, label=_("Cấp"), required=False, blank=_("Mọi cấp"))
    block = EnumField(Block, label=_("Khối"), required=False, blank=_("Mọi khối"))
    field_order = ["kind", "name", "unit", "level", "block", "start_on", "document", "allows_own"]

    def __init__(self, request: Request, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.choose_from(unit=orgs.visible_to(request.actor, request.today))

    def scope(self) -> Scope:
        unit = self.cleaned_data["unit"]
        return Scope(
            unit.pk if unit else None, self.cleaned_data["level"] or "", self.cleaned_data["block"] or ""
        )


def _role_choices() -> list[tuple[str, str]]:
    return [("", str(_("– Chọn –"))), *((role.value, label(role)) for role in SIGNING_ROLES)]


def _return_choices() -> list[tuple[str, str]]:
    return [
        ("", str(_("Không trả lại"))),
        (str(SUBMITTER), str(_("Người trình"))),
        *((str(number), str(_("Bước %(number)s") % {"number": number})) for number in range(1, MOST_STEPS)),
    ]


class StepForm(VunForm):
    """One step; one without a name is left out."""

    name = forms.CharField(label=_("Tên bước"), required=False, max_length=LONGEST_NAME)
    role = forms.ChoiceField(label=_("Vai trò ký"), required=False, choices=_role_choices)
    place = EnumField(Place, label=_("Giữ vai trò ở đâu"), required=False)
    unit = PickField(label=_("Đơn vị chỉ định"), options_url="units:options", required=False)
    quorum = EnumField(Quorum, label=_("Bao nhiêu người ký"), required=False)
    signers = WholeNumberField(
        label=_("Số người ký"), required=False, min_value=1, max_value=MOST_SIGNERS, unit=_("người")
    )
    days = WholeNumberField(
        label=_("Thời hạn"),
        required=False,
        min_value=0,
        max_value=MOST_DAYS,
        unit=_("ngày làm việc"),
        help_text=_("0 là không có hạn."),
    )
    returns_to = forms.ChoiceField(label=_("Trả lại cho"), required=False, choices=_return_choices)
    late_role = forms.ChoiceField(
        label=_("Quá hạn thì chuyển cho vai trò"), required=False, choices=_role_choices
    )
    late_place = EnumField(Place, label=_("Giữ vai trò đó ở đâu"), required=False)
    late_unit = PickField(label=_("Đơn vị chỉ định khi quá hạn"), options_url="units:options", required=False)

    def __init__(self, *args: Any, request: Request, **options: Any) -> None:
        super().__init__(*args, **options)
        units = orgs.visible_to(request.actor, request.today)
        self.choose_from(unit=units, late_unit=units)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("name"):
            for name in ("role", "place", "quorum"):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, _("Chưa chọn. Chọn một mục."))
            if values.get("late_role") and not values.get("late_place"):
                self.add_error("late_place", _("Chưa chọn. Chọn một mục."))
        return values

    def step(self) -> Step | None:
        """The step as typed; None for one left empty."""
        values = self.cleaned_data
        if not values.get("name"):
            return None
        late = None
        if values["late_role"]:
            late = _seat(values["late_role"], values["late_place"], values["late_unit"])
        return Step(
            values["name"],
            _seat(values["role"], values["place"], values["unit"]),
            values["quorum"],
            values["signers"] or 1,
            values["days"] or 0,
            int(values["returns_to"]) if values["returns_to"] else None,
            late,
        )


def _seat(role: str, place: Place, unit: Any) -> Seat:
    return Seat(Role(role), place, unit.pk if unit else None)


StepForms = forms.formset_factory(
    StepForm,
    extra=0,
    max_num=MOST_STEPS,
    validate_max=True,
    absolute_max=MOST_STEPS,
)


def initial_of(step: Step) -> dict[str, Any]:
    """A step as the form shows it."""
    late = step.late
    return {
        "name": step.name,
        "role": step.seat.role.value,
        "place": step.seat.place.value,
        "unit": step.seat.unit_id,
        "quorum": step.quorum.value,
        "signers": step.signers,
        "days": step.days,
        "returns_to": "" if step.returns_to is None else str(step.returns_to),
        "late_role": late.role.value if late else "",
        "late_place": late.place.value if late else "",
        "late_unit": late.unit_id if late else None,
    }


FIRST_STEPS = [
    {
        "place": Place.OWN.value,
        "role": Role.LEADER.value,
        "quorum": Quorum.ANY.value,
        "signers": 1,
        "days": 3,
        "returns_to": str(SUBMITTER),
    },
    {
        "place": Place.PARENT.value,
        "role": Role.LEADER.value,
        "quorum": Quorum.ANY.value,
        "signers": 1,
        "days": 5,
        "returns_to": str(SUBMITTER),
    },
]
"""What a new route is proposed with: the unit's own leader, then the one above; names are the office's to give."""


class TryForm(VunForm):
    """A real unit to try on."""

    kind = EnumField(MatterKind, label=_("Loại hồ sơ"))
    unit = PickField(label=_("Đơn vị có hồ sơ"), options_url="units:options")

    def __init__(self, request: Request, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.choose_from(unit=orgs.visible_to(request.actor, request.today))
