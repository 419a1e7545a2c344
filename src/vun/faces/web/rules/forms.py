"""Forms of dated rules: what each kind says, its law, and from when until when."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vun.faces.web.forms import DateField, EnumField, MoneyField, VunForm, WholeNumberField
from vun.faces.web.labels import choices
from vun.records.abroad.domain import ReportScope
from vun.records.abroad.operations import PermitRuleTerms, ReportRuleTerms
from vun.records.deadlines.domain import LastDay
from vun.records.deadlines.operations import DeadlineRuleTerms
from vun.records.delivery.domain import Classification
from vun.records.measures.domain import Cause, MeasureKind
from vun.records.measures.operations import MeasureRuleTerms
from vun.records.people.domain import ManagementTier
from vun.records.sending.domain import PaperLayout
from vun.records.sending.operations import PaperBasisTerms
from vun.records.standards import queries as standards


class DatedForm(VunForm):
    """The days of a rule and the law it comes from, after what it says. ``terms`` is made of what was typed."""

    terms: Any
    legal_basis = forms.CharField(label=_("Văn bản"), max_length=300)
    start_on = DateField(label=_("Có hiệu lực từ ngày"))
    end_on = DateField(label=_("Hết hiệu lực từ ngày"), required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=400, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = ("legal_basis", "clause", "start_on", "end_on", "note")
        self.order_fields([name for name in self.fields if name not in last])

    @classmethod
    def initial_of(cls, rule: Any) -> dict[str, Any]:
        """What the form shows first for the next row of a rule."""
        return {each.name: getattr(rule, each.name) for each in fields(cls.terms)}

    def arguments(self) -> dict[str, Any]:
        """What was typed, as the operations take it."""
        typed = self.cleaned_data
        terms = self.terms(**{each.name: typed[each.name] for each in fields(self.terms)})
        return {"terms": terms, "start_on": typed["start_on"], "end_on": typed["end_on"]}


class ReportRuleForm(DatedForm):
    """A report due after a trip."""

    terms = ReportRuleTerms
    name = forms.CharField(label=_("Tên báo cáo"), max_length=200)
    scope = EnumField(ReportScope, label=_("Ai báo cáo"))
    days = WholeNumberField(
        label=_("Hạn nộp"), unit=_("ngày"), min_value=1, help_text=_("Tính từ ngày đoàn về nước.")
    )
    recipients = forms.CharField(label=_("Nơi nhận"), max_length=300)
    clause = forms.CharField(label=_("Điều, khoản"), max_length=150, required=False)


class PermitRuleForm(DatedForm):
    """Who permits somebody of a tier to go."""

    terms = PermitRuleTerms
    tier = EnumField(ManagementTier, label=_("Diện quản lý"))
    authority = forms.CharField(label=_("Cấp cho phép"), max_length=200)
    needs_letter = forms.BooleanField(
        label=_("Phải có văn bản cho phép trước khi ra quyết định"), required=False
    )


class DeadlineRuleForm(DatedForm):
    """What becomes of a time limit whose last day is a day off."""

    terms = DeadlineRuleTerms
    name = forms.CharField(label=_("Tên quy định"), max_length=200)
    last_day_off = EnumField(
        LastDay,
        label=_("Ngày cuối là ngày nghỉ thì thời hạn"),
        help_text=_("Ngày nghỉ: thứ bảy, chủ nhật, ngày lễ và những ngày ghi ở Quản trị, Ngày nghỉ lễ."),
    )
    clause = forms.CharField(label=_("Điều, khoản"), max_length=150, required=False)


class PaperBasisForm(DatedForm):
    """A document that papers rest on."""

    terms = PaperBasisTerms
    layout = EnumField(PaperLayout, label=_("Thể thức"), required=False, blank=_("Mọi thể thức"))
    group: Any = forms.ModelChoiceField(
        label=_("Chỉ khi cử đi học nhóm chương trình"),
        queryset=None,
        required=False,
        empty_label=_("Mọi nhóm"),
    )
    order = WholeNumberField(
        label=_("Thứ tự"), min_value=0, max_value=1000, help_text=_("Số nhỏ đứng trước.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from(group=standards.programme_groups())
        self.fields["legal_basis"].label = _("Căn cứ")
        self.fields["legal_basis"].help_text = _(
            "Như ghi trong văn bản, không ghi chữ “Căn cứ”: tên loại, số, ngày, cơ quan ban hành, trích yếu."
        )


class MeasureRuleForm(DatedForm):
    """What is proposed for a cause."""

    terms = MeasureRuleTerms
    name = forms.CharField(label=_("Tên quy định"), max_length=200)
    cause = EnumField(Cause, label=_("Khi nào"))
    classifications = forms.TypedMultipleChoiceField(
        label=_("Xếp loại"),
        choices=lambda: choices(Classification),
        coerce=Classification,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chỉ khi xét theo kết quả học tập."),
    )
    kind = EnumField(MeasureKind, label=_("Đề xuất"))
    most_amount = MoneyField(
        label=_("Mức tiền cao nhất"), required=False, help_text=_("Chỉ khi khen thưởng; để trống là không.")
    )

    def arguments(self) -> dict[str, Any]:
        self.cleaned_data["most_amount"] = self.cleaned_data["most_amount"] or 0
        return super().arguments()
