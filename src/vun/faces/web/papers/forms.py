"""Forms of papers about those sent."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vun.faces.web.forms import DateField, EnumField, OfferedInput, VunForm
from vun.faces.web.labels import label
from vun.records.sending.domain import LONGEST_ABOUT, NEEDED_STATE, PaperDetails, PaperKind, PaperLayout
from vun.records.sending.queries import known_registers


def _text(
    label: Any, length: int, *, required: bool = True, help_text: Any = "", widget: Any = None
) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=length, required=required, help_text=help_text, widget=widget
    )


def _organs() -> list[str]:
    return sorted({each.organ for each in known_registers()})


def _signs() -> list[str]:
    return sorted({each.sign for each in known_registers()})


class PaperWords(VunForm):
    """What the office writes; what it leaves open is as usual for the day of the paper."""

    layout = EnumField(
        PaperLayout,
        label=_("Thể thức"),
        help_text=_(
            "Đổi thể thức thì các căn cứ chung đổi theo; xem lại cơ quan, ký hiệu, quyền hạn người ký."
        ),
    )
    superior = _text(_("Cơ quan chủ quản"), 200, required=False)
    organ = _text(_("Cơ quan ban hành"), 200, widget=OfferedInput(_organs))
    sign = _text(
        _("Ký hiệu sau số"),
        30,
        help_text=_("Ví dụ: SNV cho 05/QĐ-SNV, TU cho 05-QĐ/TU. Số được cấp tự động."),
        widget=OfferedInput(_signs),
    )
    is_new_register = forms.BooleanField(
        label=_("Mở sổ mới cho cơ quan và ký hiệu này"),
        required=False,
        help_text=_(
            "Chỉ đánh dấu ở văn bản đầu tiên: số bắt đầu từ 01. Sổ đã có thì số lấy tiếp, sang năm bắt đầu lại."
        ),
    )
    place = _text(_("Địa danh"), 100)
    issued_on = DateField(label=_("Ngày ban hành"))
    course = _text(_("Lớp, khoá học"), 250, help_text=_("Ví dụ: lớp bồi dưỡng ngạch chuyên viên chính"))
    study_days = _text(_("Thời gian học"), 100, required=False)
    authority = _text(_("Thẩm quyền ban hành"), 200, required=False, help_text=_("Ví dụ: Giám đốc Sở Nội vụ"))
    with_laws = forms.BooleanField(
        label=_("Ghi các căn cứ chung của ngày ban hành, theo thể thức đã chọn"), required=False, initial=True
    )
    bases = forms.CharField(
        label=_("Căn cứ khác"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Mỗi dòng một căn cứ, đứng sau các căn cứ chung. Không cần ghi chữ “Căn cứ”."),
    )
    proposer = _text(_("Theo đề nghị của"), 200, required=False)
    funds = _text(_("Nguồn kinh phí"), 200, required=False)
    about = forms.CharField(
        label=_("Nội dung riêng"),
        required=False,
        max_length=LONGEST_ABOUT,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Điều chỉnh gì, lý do huỷ, hoặc nơi và giờ nhập học."),
    )
    duties = forms.CharField(
        label=_("Trách nhiệm của người được cử"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Điều 2 của quyết định cử. Để trống thì theo mẫu chung."),
    )
    capacity = forms.CharField(
        label=_("Quyền hạn, chức vụ người ký"),
        max_length=200,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Mỗi dòng một hàng, ví dụ: KT. GIÁM ĐỐC rồi PHÓ GIÁM ĐỐC."),
    )
    signer = _text(_("Họ và tên người ký"), 150)

    def details(self) -> PaperDetails:
        """What was typed, as far as the form asks for it."""
        names = {each.name for each in fields(PaperDetails)}
        typed = {name: value for name, value in self.cleaned_data.items() if name in names}
        own = tuple(line.strip() for line in typed["bases"].splitlines() if line.strip())
        return PaperDetails(**typed | {"bases": own, "sign": typed["sign"].upper()})


def _kinds() -> list[tuple[str, Any]]:
    return [("", _("– Chọn –")), *((kind.value, label(kind)) for kind in NEEDED_STATE)]


class PaperForm(PaperWords):
    """A paper about people put forward, of one of the kinds there are for them."""

    field_order = ("kind",)
    kind = EnumField(PaperKind, label=_("Loại văn bản"), choices=_kinds)
    course = _text(
        _("Lớp, khoá học"),
        250,
        required=False,
        help_text=_(
            "Ví dụ: lớp bồi dưỡng ngạch chuyên viên chính. Mỗi người một văn bản mà để trống thì ghi lớp, thời gian, "
            "kinh phí theo kế hoạch của từng người."
        ),
    )
    singly = forms.BooleanField(label=_("Mỗi người một văn bản, số liền nhau"), required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not typed.get("course") and not typed.get("singly") and "course" not in self.errors:
            self.add_error("course", _("Chưa nhập. Một văn bản cho nhiều người thì ghi rõ lớp, khoá học."))
        return typed
