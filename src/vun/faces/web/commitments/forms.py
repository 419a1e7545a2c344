"""Forms of service owed after study and of what is paid back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vun.faces.web import formats
from vun.faces.web.decision_form import DecisionForm
from vun.faces.web.forms import DateField, DecimalField, EnumField, MoneyField, VunForm, WholeNumberField
from vun.faces.web.labels import label
from vun.faces.web.request import Request
from vun.records.commitments import queries
from vun.records.commitments.domain import Case, Claim, CostItem, Payer, owed_months, span_between
from vun.records.funding import queries as funding


class GraduateForm(VunForm):
    """The diploma, from which service runs."""

    graduated_on = DateField(label=_("Ngày tốt nghiệp"), help_text=_("Cam kết tính từ ngày này."))
    study_end_on = DateField(label=_("Ngày học cuối cùng thực tế"))


class CostForm(VunForm):
    """One thing paid for one person's study."""

    item = EnumField(CostItem, label=_("Khoản chi"))
    payer = EnumField(
        Payer,
        label=_("Ai chi"),
        initial=Payer.SENDER,
        help_text=_("Chỉ khoản do cơ quan cử đi học chi mới tính đền bù."),
    )
    source: Any = forms.ModelChoiceField(
        label=_("Nguồn kinh phí"), queryset=None, required=False, empty_label=_("Chưa rõ")
    )
    amount = MoneyField(label=_("Số tiền"))
    paid_on = DateField(label=_("Ngày chi"))
    note = forms.CharField(label=_("Ghi chú"), max_length=200, required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.choose_from(source=funding.sources())


class RoundingForm(VunForm):
    """What the law leaves to the office."""

    month_from_days = WholeNumberField(
        label=_("Số ngày lẻ được tính thành một tháng"),
        unit=_("ngày"),
        min_value=1,
        max_value=31,
        help_text=_("15: từ 15 ngày trở lên là một tháng. 1: lẻ ngày nào cũng là một tháng. 31: bỏ ngày lẻ."),
    )
    money_unit = WholeNumberField(
        label=_("Làm tròn số tiền đến"), unit=_("đồng"), min_value=1, max_value=1_000_000
    )
    pay_within_days = WholeNumberField(
        label=_("Hạn nộp, kể từ ngày quyết định"), unit=_("ngày"), min_value=1, max_value=3_650
    )


class ReleaseForm(VunForm):
    """Why somebody need not serve any longer."""

    on = DateField(label=_("Từ ngày"))
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=300,
        help_text=_("Ví dụ: mất, bệnh hiểm nghèo, điều động theo quyết định."),
    )


class PayForm(VunForm):
    """When a part was paid."""

    paid_on = DateField(label=_("Ngày trả"))


class ClaimForm(VunForm):
    """The case that came about."""

    case = EnumField(Case, label=_("Trường hợp"))
    happened_on = DateField(label=_("Ngày xảy ra"))
    earlier_years = WholeNumberField(
        label=_("Số năm công tác trước khi đi học"),
        unit=_("năm"),
        required=False,
        min_value=0,
        max_value=60,
        help_text=_("Để trống thì tính theo hồ sơ, không kể 12 tháng tập sự."),
    )


class DecideForm(DecisionForm):
    """The decision on what is paid back, as the council proposed."""

    council_percent = DecimalField(
        label=_("Hội đồng giảm thêm"), unit="%", required=False, min_value=0, max_value=100, decimal_places=2
    )
    council_reason = forms.CharField(label=_("Lý do giảm"), max_length=300, required=False)
    parts = WholeNumberField(
        label=_("Trả làm"),
        unit=_("kỳ"),
        min_value=1,
        max_value=60,
        initial=1,
        help_text=_("Mỗi kỳ một tháng."),
    )

    def arguments(self) -> dict[str, Any]:
        """What was typed; the operation takes hundredths of a per cent."""
        typed = super().arguments()
        return typed | {"council_rate": int((typed.pop("council_percent") or 0) * 100)}


class CalculatorForm(VunForm):
    """A case to be computed without anybody's record."""

    law: Any = forms.ModelChoiceField(label=_("Quy định áp dụng"), queryset=None)
    case = EnumField(Case, label=_("Trường hợp"))
    cost = MoneyField(label=_("F: chi phí thực tế, không kể lương và phụ cấp"))
    owed = WholeNumberField(
        label=_("T1: số tháng phải phục vụ"), unit=_("tháng"), required=False, min_value=0, max_value=1000
    )
    study_start_on = DateField(label=_("Ngày học đầu tiên"), required=False, help_text=_("Để tính T1."))
    study_end_on = DateField(label=_("Ngày học cuối cùng"), required=False)
    served = WholeNumberField(
        label=_("T2: số tháng đã phục vụ"), unit=_("tháng"), required=False, min_value=0, max_value=1000
    )
    graduated_on = DateField(label=_("Ngày tốt nghiệp"), required=False, help_text=_("Để tính T2."))
    left_on = DateField(label=_("Ngày thôi việc"), required=False)
    earlier_years = WholeNumberField(
        label=_("Số năm công tác trước khi đi học"), unit=_("năm"), required=False, min_value=0, max_value=60
    )
    is_special = forms.BooleanField(label=_("Nữ hoặc người dân tộc thiểu số"), required=False)
    council_percent = DecimalField(
        label=_("Hội đồng giảm thêm"), unit="%", required=False, min_value=0, max_value=100, decimal_places=2
    )

    def __init__(self, request: Request, data: Any = None) -> None:
        super().__init__(data)
        self.choose_from(law=queries.laws())
        self.fields["law"].label_from_instance = _law_text

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        start, end = typed.get("study_start_on"), typed.get("study_end_on")
        if start and end and end < start:
            self.add_error(
                "study_end_on", _("Ngày học cuối phải từ ngày học đầu trở đi. Sửa một trong hai ngày.")
            )
        graduated, left = typed.get("graduated_on"), typed.get("left_on")
        if graduated and left and left < graduated:
            self.add_error(
                "left_on", _("Ngày thôi việc phải từ ngày tốt nghiệp trở đi. Sửa một trong hai ngày.")
            )
        return typed

    def claim(self) -> Claim:
        """The case with its months, counted from days where no months were typed."""
        typed = self.cleaned_data
        law = queries.as_law(typed["law"])
        studied = typed["study_start_on"], typed["study_end_on"]
        worked = typed["graduated_on"], typed["left_on"]
        owed, served = typed["owed"], typed["served"]
        if owed is None:
            owed = owed_months(law, *studied) if all(studied) else None
        if served is None:
            served = span_between(*worked).rounded(law.month_from_days) if all(worked) else 0
        return Claim(
            case=typed["case"],
            cost=typed["cost"],
            owed=owed,
            served=served,
            earlier_years=typed["earlier_years"] or 0,
            is_special=typed["is_special"],
            council_rate=int((typed["council_percent"] or 0) * 100),
        )


def _law_text(law: Any) -> str:
    kinds = ", ".join(label(kind, "StaffKind").lower() for kind in law.kinds)
    until = f" – {formats.day(law.last_day)}" if law.last_day else ""
    return f"{law.legal_basis}: {kinds} ({formats.day(law.start_on)}{until})"
