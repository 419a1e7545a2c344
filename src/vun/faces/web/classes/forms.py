"""Forms of classes. Field names are the operations' arguments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web.forms import DateField, EnumField, MoneyField, PickField, VunForm, WholeNumberField
from vun.faces.web.request import Request
from vun.records.delivery.domain import PERIODS_A_SESSION, CostKind, DayPart
from vun.records.funding import queries as funding
from vun.records.orgs import queries as orgs
from vun.records.people import queries as people
from vun.records.registers import queries as registers
from vun.records.standards import queries as standards
from vun.records.standards.domain import StudyMode, StudyPlace

REPLACED, TAKEN_BACK = "replaced", "taken_back"


class ClassForm(VunForm):
    """A class to be planned."""

    programme: Any = forms.ModelChoiceField(label=_("Chương trình"), queryset=None)
    host = PickField(label=_("Đơn vị mở lớp"), options_url="units:options")
    name = forms.CharField(
        label=_("Tên lớp"), max_length=250, required=False, help_text=_("Bỏ trống thì lấy tên chương trình.")
    )
    cohort = forms.CharField(label=_("Khoá"), max_length=60, required=False)
    start_on = DateField(label=_("Khai giảng"))
    end_on = DateField(label=_("Bế giảng"))
    capacity = WholeNumberField(label=_("Số chỗ"), unit=_("học viên"), min_value=1, max_value=100_000)
    mode = EnumField(StudyMode, label=_("Hình thức"), required=False, blank=_("Theo chương trình"))
    place = EnumField(StudyPlace, label=_("Nơi học"), required=False, blank=_("Theo chương trình"))
    country = forms.CharField(
        label=_("Nước đến học"), max_length=200, required=False, help_text=_("Chỉ ghi với lớp ở nước ngoài.")
    )
    venue = forms.CharField(label=_("Địa điểm"), max_length=200, required=False)
    partner = forms.CharField(label=_("Đơn vị phối hợp"), max_length=200, required=False)
    code = forms.CharField(
        label=_("Mã lớp"), max_length=40, required=False, help_text=_("Bỏ trống thì hệ thống đánh số.")
    )

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        self.choose_from(programme=standards.programmes_on(request.on))
        units = orgs.visible_to(request.actor, request.on)
        scope = request.actor.unit_ids(Permission.CLASS_EDIT)
        self.choose_from(host=units.filter(pk__in=scope) if isinstance(scope, frozenset) else units)


class EnrolForm(VunForm):
    """One person to be given a seat."""

    person = PickField(
        label=_("Người học"),
        options_url="classes:person-options",
        help_text=_("Gõ họ tên hoặc số căn cước. Người chưa có chức vụ (sinh viên) cũng học được."),
    )
    on = DateField(label=_("Ngày nhập học"), help_text=_("Đơn vị, chức danh được chốt theo ngày này."))
    fund_source: Any = forms.ModelChoiceField(
        label=_("Nguồn kinh phí"), queryset=None, required=False, empty_label=_("Chưa xác định")
    )

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        self.choose_from(person=people.visible_to(request.actor, request.on), fund_source=funding.sources())


class ReasonForm(VunForm):
    """A day and a reason: for dropping out, for cancelling."""

    on = DateField(label=_("Từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea({"rows": 3}))


class RevokeForm(VunForm):
    """A paper taken back: its number typed again, because there is no way back."""

    outcome = forms.ChoiceField(
        label=_("Sau khi thu hồi"),
        choices=[
            (REPLACED, _("Cấp lại ngay, số mới (in sai, hỏng, mất)")),
            (TAKEN_BACK, _("Không cấp lại (cấp nhầm người, nhầm kết quả)")),
        ],
        widget=forms.RadioSelect,
        initial=REPLACED,
    )
    number = forms.CharField(label=_("Gõ lại số của giấy thu hồi"), max_length=60)
    reason = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea({"rows": 2}))
    on = DateField(label=_("Ngày thu hồi"))
    decision = PickField(
        label=_("Theo văn bản"),
        options_url="admin:decision-options",
        required=False,
        help_text=_("Gõ số hoặc trích yếu của văn bản đã ghi vào sổ."),
    )

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        self.choose_from(decision=registers.decisions_visible_to(request.actor))

    def arguments(self) -> dict[str, Any]:
        """What the operation takes, once valid."""
        data = dict(self.cleaned_data)
        is_replaced = data.pop("outcome") == REPLACED
        return {**data, "is_replaced": is_replaced}


class FinishForm(VunForm):
    """The day a class is over."""

    on = DateField(label=_("Ngày kết thúc lớp"))


class SessionForm(VunForm):
    """One session of the timetable."""

    on = DateField(label=_("Ngày"))
    part = EnumField(DayPart, label=_("Buổi"))
    periods = WholeNumberField(
        label=_("Số tiết"), unit=_("tiết"), min_value=1, max_value=12, initial=PERIODS_A_SESSION
    )
    module: Any = forms.ModelChoiceField(
        label=_("Chuyên đề"), queryset=None, required=False, empty_label=_("Không theo chuyên đề")
    )
    topic = forms.CharField(label=_("Nội dung"), max_length=250, required=False)
    lecturer_name = forms.CharField(label=_("Giảng viên"), max_length=150, required=False)
    room = forms.CharField(label=_("Phòng, hội trường"), max_length=100, required=False)

    def __init__(self, request: Request, training_class: Any, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        self.choose_from(module=training_class.programme.modules.all())
        self.fields["module"].label_from_instance = lambda module: module.name


class CostForm(VunForm):
    """One amount estimated or spent."""

    kind = EnumField(CostKind, label=_("Loại"))
    source: Any = forms.ModelChoiceField(label=_("Nguồn kinh phí"), queryset=None, empty_label=_("– Chọn –"))
    item = forms.CharField(label=_("Nội dung"), max_length=200)
    amount = MoneyField(label=_("Số tiền"), max_value=10**15)
    on = DateField(label=_("Ngày"))
    document_number = forms.CharField(label=_("Số chứng từ"), max_length=60, required=False)

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        self.choose_from(source=funding.sources())
