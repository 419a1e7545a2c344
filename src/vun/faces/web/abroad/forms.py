"""Forms of trips abroad."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vun.faces.web.decision_form import DecisionForm
from vun.faces.web.files import UploadField
from vun.faces.web.forms import DateField, EnumField, MoneyField, PickField, VunForm
from vun.faces.web.labels import label
from vun.faces.web.papers.forms import PaperWords
from vun.faces.web.request import Request
from vun.records.abroad.domain import MemberRole, TripKind
from vun.records.funding import queries as funding
from vun.records.orgs import queries as orgs
from vun.records.people import queries as people
from vun.records.registers import queries as registers
from vun.records.standards import queries as standards


class TripForm(VunForm):
    """What is written down about a trip."""

    unit = PickField(label=_("Đơn vị cử đoàn"), options_url="units:options")
    kind = EnumField(TripKind, label=_("Loại"))
    name = forms.CharField(label=_("Tên đoàn, khoá học"), max_length=250)
    purpose = forms.CharField(
        label=_("Mục đích, nội dung"), max_length=1000, widget=forms.Textarea({"rows": 3})
    )
    countries = forms.CharField(
        label=_("Nước đến"), max_length=300, help_text=_("Nhiều nước thì cách nhau bằng dấu phẩy.")
    )
    host_body = forms.CharField(label=_("Cơ quan, cơ sở đón"), max_length=200, required=False)
    programme: Any = forms.ModelChoiceField(
        label=_("Chương trình"),
        queryset=None,
        required=False,
        empty_label=_("Không theo chương trình nào"),
        help_text=_("Có chương trình thì người học được tính vào kết quả đào tạo, bồi dưỡng ở nước ngoài."),
    )
    start_on = DateField(label=_("Ngày đi"))
    end_on = DateField(label=_("Ngày về dự kiến"))
    fund_source: Any = forms.ModelChoiceField(
        label=_("Nguồn kinh phí"), queryset=None, required=False, empty_label=_("Chưa rõ")
    )
    cost = MoneyField(label=_("Kinh phí"), required=False)

    def __init__(self, request: Request, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.choose_from(
            unit=orgs.visible_to(request.actor, request.on),
            programme=standards.programmes_on(request.on),
            fund_source=funding.sources(request.on),
        )

    def arguments(self) -> dict[str, Any]:
        """What was typed, as the operations take it."""
        typed = dict(self.cleaned_data)
        typed["countries"] = [text.strip() for text in typed["countries"].split(",") if text.strip()]
        return typed | {"cost": typed["cost"] or 0}


class MemberForm(VunForm):
    """Somebody to go."""

    person = PickField(label=_("Người"), options_url="people:options")
    role = EnumField(MemberRole, label=_("Vai trò"), initial=MemberRole.MEMBER)

    def __init__(self, request: Request, data: Any = None) -> None:
        super().__init__(data)
        self.choose_from(person=people.visible_to(request.actor, request.on))


class PermitForm(DecisionForm):
    """The decision that sets the delegation up, and the leave it rests on."""

    letter: Any = PickField(
        label=_("Văn bản cho phép của cấp có thẩm quyền"),
        options_url="admin:decision-options",
        required=False,
        help_text=_("Cần khi đoàn có người thuộc diện cấp trên quản lý; ghi vào sổ trước rồi chọn."),
    )

    def __init__(self, request: Request, data: Any = None, **options: Any) -> None:
        super().__init__(request, data, **options)
        self.choose_from(letter=registers.decisions_visible_to(request.actor))


class _TripWords(PaperWords):
    """What every decision about a delegation says."""

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["course"].label = _("Tên đoàn, khoá học")
        self.fields["course"].help_text = ""


class _AmendingWords(_TripWords):
    """What a decision says that changes a delegation or calls it off: no money, no duties of its own."""

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        for name in ("study_days", "funds", "duties"):
            del self.fields[name]


class TripPaperForm(_TripWords):
    """The decision that sets the delegation up, written here and numbered by the register."""

    letter = PickField(
        label=_("Văn bản cho phép của cấp có thẩm quyền"),
        options_url="admin:decision-options",
        required=False,
        help_text=_("Cần khi đoàn có người thuộc diện cấp trên quản lý; được ghi vào căn cứ."),
    )

    def __init__(self, request: Request, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        words = self.fields["about"]
        words.label, words.help_text, words.required = _("Nước đến, mục đích, nội dung"), "", True
        self.fields["study_days"].label = _("Thời gian chuyến đi")
        self.fields["duties"].help_text = _("Điều 2 của quyết định: việc phải làm, báo cáo nào nộp lúc nào.")
        self.choose_from(letter=registers.decisions_visible_to(request.actor))


def _told_changes() -> forms.CharField:
    return forms.CharField(
        label=_("Nội dung điều chỉnh"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Như quyết định ghi, ví dụ: cử bà Nguyễn Thị Hoa thay ông Trần Văn Hợp."),
    )


class _ChangeFields(VunForm):
    """What is changed of a delegation: who stays at home, who goes besides, when."""

    leaving = forms.TypedMultipleChoiceField(
        label=_("Thôi đi"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    person = PickField(label=_("Người đi thêm, đi thay"), options_url="people:options", required=False)
    role = EnumField(MemberRole, label=_("Vai trò của người ấy"), initial=MemberRole.MEMBER)
    start_on = DateField(label=_("Ngày đi"))
    end_on = DateField(label=_("Ngày về dự kiến"))

    def choose_people(self, request: Request, members: Iterable[Any]) -> None:
        """Offer the members there are, and whom the reader may see."""
        self.choose_from(person=people.visible_to(request.actor, request.on))
        leaving: Any = self.fields["leaving"]
        leaving.choices = [
            (member.pk, f"{member.person.full_name} ({label(member.role, MemberRole)})") for member in members
        ]


class ChangeForm(_ChangeFields, DecisionForm):
    """A change by a decision made elsewhere."""

    field_order = ("decision", "number", "issued_on", "issuer", "subject", "signer", "about")
    about = _told_changes()

    def __init__(self, request: Request, members: Iterable[Any], data: Any = None, **options: Any) -> None:
        super().__init__(request, data, **options)
        self.choose_people(request, members)


class ChangePaperForm(_ChangeFields, _AmendingWords):
    """A change by a decision written here and numbered by the register; its days are those of the trip."""

    field_order = ("about", "leaving", "person", "role", "start_on", "end_on")
    about = _told_changes()

    def __init__(self, request: Request, members: Iterable[Any], data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.choose_people(request, members)

    def change(self) -> dict[str, Any]:
        """What is changed of the delegation, as the operations take it."""
        return {name: self.cleaned_data[name] for name in ("leaving", "person", "role", "start_on", "end_on")}


class CancelPaperForm(_AmendingWords):
    """The decision that calls a delegation off, written here and numbered by the register."""

    field_order = ("about",)
    about = forms.CharField(label=_("Lý do huỷ"), max_length=300, widget=forms.Textarea({"rows": 2}))


class BackForm(VunForm):
    """The day the delegation was home."""

    back_on = DateField(label=_("Ngày về nước"), help_text=_("Hạn báo cáo tính từ ngày này."))


class TripReasonForm(VunForm):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea({"rows": 3}))


class CancelForm(TripReasonForm):
    """Why a trip is called off, and by which decision of the register."""

    decision = PickField(
        label=_("Quyết định huỷ"),
        options_url="admin:decision-options",
        required=False,
        help_text=_("Đã ban hành ở nơi khác thì ghi vào sổ trước rồi chọn. Chưa có thì bỏ trống."),
    )

    def __init__(self, request: Request, data: Any = None) -> None:
        super().__init__(data)
        self.choose_from(decision=registers.decisions_visible_to(request.actor))


class ReportForm(VunForm):
    """A report handed in."""

    filed_on = DateField(label=_("Ngày nộp"))
    file = UploadField(label=_("Tệp báo cáo"), required=True)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)
