"""Days off and days worked instead, year by year: working days of deadlines are counted by them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.faces.web.forms import DateField, VunForm, operation_page, perform
from vun.faces.web.guard import needs
from vun.faces.web.pages import Action, Text, show
from vun.faces.web.request import Request
from vun.records.registers import operations, queries

_CRUMBS: list[tuple[Text, str]] = [(_("Quản trị"), "admin:home")]
_CALENDAR: tuple[Text, str] = (_("Ngày nghỉ lễ"), "admin:calendar")
_MANAGE = Permission.ROUTE_MANAGE


class DaysForm(VunForm):
    """Some days in a row."""

    name = forms.CharField(label=_("Tên dịp nghỉ, làm bù"), max_length=150)
    first_on = DateField(label=_("Từ ngày"))
    last_on = DateField(label=_("Đến hết ngày"))
    is_working = forms.TypedChoiceField(
        label=_("Các ngày này"),
        choices=[("off", _("cơ quan nghỉ")), ("worked", _("làm việc bù"))],
        coerce=lambda value: value == "worked",
    )
    legal_basis = forms.CharField(
        label=_("Văn bản"), max_length=300, required=False, help_text=_("Ví dụ: thông báo nghỉ Tết của năm.")
    )

    def arguments(self) -> dict[str, Any]:
        """What was typed, as the operation takes it."""
        return dict(self.cleaned_data)


def _year(request: Request) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and len(asked) == 4 and asked >= "1900" else request.on.year


@needs(_MANAGE)
def days(request: Request) -> HttpResponse:
    """The days recorded for a year."""
    year = _year(request)
    found = list(queries.calendar_days(year))
    return show(
        request,
        "admin/calendar.html",
        title=_("Ngày nghỉ lễ năm %(year)s") % {"year": year},
        lead=_("Hạn duyệt tính theo ngày làm việc: trừ thứ Bảy, Chủ nhật và các ngày dưới đây."),
        crumbs=_CRUMBS,
        action=Action(_("Thêm ngày nghỉ, ngày làm bù"), reverse("admin:calendar-add"), _MANAGE),
        days=found,
        unverified=sum(not day.is_verified for day in found),
        year=year,
        before=year - 1,
        after=year + 1,
    )


@needs(_MANAGE)
def add(request: Request) -> HttpResponse:
    """Record days."""
    back = reverse("admin:calendar")
    return operation_page(
        request,
        DaysForm(request.POST or None),
        operations.set_days,
        said=_("Đã ghi. Hạn lập từ nay tính theo các ngày này; hạn đã lập giữ nguyên."),
        cancel=back,
        title=_("Thêm ngày nghỉ, ngày làm bù"),
        submit=_("Ghi ngày"),
        consequence=_("Ngày đã có trong danh sách được thay bằng nội dung này và coi là đã kiểm chứng."),
        crumbs=[*_CRUMBS, _CALENDAR],
    )


@needs(_MANAGE)
@require_POST
def remove(request: Request, day_id: int) -> HttpResponse:
    """Let a day be as every year again."""
    day = queries.get_calendar_day(day_id)
    return perform(
        request,
        lambda: operations.remove_day(day=day, by=request.actor),
        said=_("Đã bỏ."),
        back=f"{reverse('admin:calendar')}?year={day.on.year}",
    )
