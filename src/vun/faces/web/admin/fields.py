"""Fields an office adds by itself to people, classes and results."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.faces.web.forms import EnumField, VunForm, WholeNumberField, form_page, operation_page, perform, run
from vun.faces.web.guard import needs
from vun.faces.web.labels import label
from vun.faces.web.lists import (
    Empty,
    EnumFilter,
    IntegerColumn,
    LabelColumn,
    ListColumn,
    ListFilters,
    ListPage,
    ListTable,
    TextColumn,
)
from vun.faces.web.pages import Action, Text
from vun.faces.web.request import Request
from vun.records.custom import operations, queries
from vun.records.custom.domain import LONGEST_LABEL, Subject, ValueKind

_CRUMBS: list[tuple[Text, str]] = [(_("Quản trị"), "admin:home"), (_("Trường bổ sung"), "admin:fields")]


class UseColumn(ListColumn):
    """Whether the field is asked for."""

    def text(self, value: Any) -> str:
        return str(_("đang dùng") if value else _("ngừng dùng"))


class ChoicesColumn(ListColumn):
    """The choices, with signs between."""

    def text(self, value: Any) -> str:
        return "; ".join(value)


class FieldTable(ListTable):
    label = TextColumn(_("Tên trường"), to="admin:field", orderable=False)
    subject = LabelColumn(_("Ghi cho"), Subject, phone=True, orderable=False)
    kind = LabelColumn(_("Kiểu"), ValueKind, orderable=False)
    choices = ChoicesColumn(_("Các mục để chọn"), orderable=False)
    order = IntegerColumn(_("Thứ tự"), orderable=False)
    is_active = UseColumn(_("Tình trạng"), phone=True, orderable=False)

    class Meta(ListTable.Meta):
        pass


class FieldFilters(ListFilters):
    subject = EnumFilter(Subject, "subject", _("Ghi cho"))


FIELDS = ListPage(
    name="custom-fields",
    title=_("Trường bổ sung"),
    lead=_("Thông tin riêng của tỉnh, ghi thêm cho người, lớp học và kết quả học tập."),
    table=FieldTable,
    filters=FieldFilters,
    empty=Empty(_("Chưa có trường nào. Thêm trường đầu tiên, ví dụ Số hiệu công chức cho người.")),
)


class _Lines(forms.CharField):
    """One entry a line."""

    widget = forms.Textarea({"rows": 6})

    def clean(self, value: Any) -> list[str]:
        return str(super().clean(value)).splitlines()

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class FieldForm(VunForm):
    """A new field."""

    subject = EnumField(Subject, label=_("Ghi cho"))
    label = forms.CharField(
        label=_("Tên trường"),
        max_length=LONGEST_LABEL,
        help_text=_("Như sẽ hiện trên trang và đầu cột Excel."),
    )
    kind = EnumField(ValueKind, label=_("Kiểu"), help_text=_("Không đổi được sau khi thêm."))
    choices = _Lines(
        label=_("Các mục để chọn"),
        required=False,
        help_text=_("Chỉ với kiểu Chọn một mục; mỗi mục một dòng."),
    )
    note = forms.CharField(
        label=_("Hướng dẫn"),
        required=False,
        max_length=200,
        help_text=_("Hiện dưới ô nhập và trong tệp mẫu."),
    )


class CorrectionForm(VunForm):
    """What of a field may change."""

    label = forms.CharField(label=_("Tên trường"), max_length=LONGEST_LABEL)
    order = WholeNumberField(label=_("Thứ tự"), min_value=0, max_value=999)
    choices = _Lines(label=_("Các mục để chọn"), help_text=_("Mỗi mục một dòng."))
    note = forms.CharField(label=_("Hướng dẫn"), required=False, max_length=200)

    def __init__(self, kind: ValueKind, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if kind is not ValueKind.CHOICE:
            del self.fields["choices"]


@needs(Permission.FIELD_MANAGE)
def field_list(request: Request) -> HttpResponse:
    """All fields, retired ones among them."""
    add = Action(_("Thêm trường"), reverse("admin:field-add"), Permission.FIELD_MANAGE)
    return FIELDS.respond(request, queries.every_field(), action=add, crumbs=_CRUMBS[:1])


@needs(Permission.FIELD_MANAGE)
def add(request: Request) -> HttpResponse:
    """Define a field."""
    form = FieldForm(request.POST or None)
    return operation_page(
        request,
        form,
        operations.define_field,
        said=lambda made: gettext("Đã thêm trường %(label)s.") % {"label": made.label},
        title=_("Thêm trường bổ sung"),
        submit=_("Thêm trường"),
        cancel=reverse("admin:fields"),
        consequence=_("Trường này hiện ngay với mọi người dùng, ở trang, danh sách, tệp mẫu và tệp nhập."),
        crumbs=_CRUMBS,
    )


@needs(Permission.FIELD_MANAGE)
def edit(request: Request, field_id: int) -> HttpResponse:
    """Rename a field, move it, offer other choices, or stop asking for it."""
    field = queries.get_field(field_id)
    names = ("label", "order", "choices", "note")
    form = CorrectionForm(
        ValueKind(field.kind),
        request.POST or None,
        initial={name: getattr(field, name) for name in names},
    )
    if request.method == "POST" and form.is_valid():
        done = run(form, operations.correct_field, field=field, by=request.actor, **form.cleaned_data)
        if done:
            messages.success(request, gettext("Đã sửa trường bổ sung."))
            return redirect("admin:fields")
    is_choice = field.kind == ValueKind.CHOICE
    return form_page(
        request,
        form,
        title=field.label,
        lead=_("%(subject)s, kiểu %(kind)s")
        % {"subject": label(field.subject, Subject), "kind": label(field.kind, ValueKind)},
        submit=_("Lưu"),
        cancel=reverse("admin:fields"),
        consequence=_("Mục bỏ đi vẫn giữ ở nơi đã ghi, chỉ không chọn mới được nữa.") if is_choice else "",
        crumbs=_CRUMBS,
        more=[_step(field)],
    )


def _step(field: Any) -> Action:
    if field.is_active:
        return Action(
            _("Ngừng dùng"),
            reverse("admin:field-retire", args=[field.pk]),
            post=True,
            confirm=_("Trường này không hiện ở đâu nữa. Điều đã ghi được giữ, dùng lại trường thì hiện lại."),
            danger=True,
        )
    return Action(_("Dùng lại"), reverse("admin:field-restore", args=[field.pk]), post=True)


@needs(Permission.FIELD_MANAGE)
@require_POST
def retire(request: Request, field_id: int) -> HttpResponse:
    """Ask for a field no more."""
    field = queries.get_field(field_id)
    return perform(
        request,
        lambda: operations.retire_field(field=field, by=request.actor),
        said=_("Đã ngừng dùng trường này."),
        back=reverse("admin:fields"),
    )


@needs(Permission.FIELD_MANAGE)
@require_POST
def restore(request: Request, field_id: int) -> HttpResponse:
    """Ask for a retired field again."""
    field = queries.get_field(field_id)
    return perform(
        request,
        lambda: operations.restore_field(field=field, by=request.actor),
        said=_("Đã dùng lại trường này."),
        back=reverse("admin:fields"),
    )
