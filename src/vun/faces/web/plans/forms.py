"""The forms of plans. Field names are the operations' arguments, or the fields of a line's terms."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.faces.web.forms import (
    DateField,
    EnumField,
    MoneyField,
    PickField,
    VunForm,
    WholeNumberField,
    YearField,
)
from vun.faces.web.pages import Text
from vun.faces.web.request import Request
from vun.records.funding import queries as funding
from vun.records.needs import queries as needs
from vun.records.orgs import queries as orgs
from vun.records.orgs.domain import Block
from vun.records.plans import queries
from vun.records.plans.domain import LineTerms, TargetOrigin
from vun.records.registers import queries as registers
from vun.records.standards import queries as standards
from vun.records.standards.domain import Branch, StudyMode, StudyPlace

ALL_YEARS = "all"
CLASS_SIZE = 40


def months() -> list[tuple[int | str, str]]:
    """The months to choose from, in the reader's language."""
    return [("", gettext("Chưa rõ")), *((month, gettext("Tháng %d") % month) for month in range(1, 13))]


class PlanForm(VunForm):
    """What a plan keeps over all its versions and may correct."""

    name = forms.CharField(label=_("Tên kế hoạch"), max_length=250, help_text=_("Ghi như trong văn bản."))
    theme = forms.CharField(label=_("Chủ đề"), max_length=250, required=False)
    parent: Any = forms.ModelChoiceField(
        label=_("Tổng hợp vào kế hoạch"),
        queryset=None,
        required=False,
        empty_label=_("– Không –"),
        help_text=_("Kế hoạch của đơn vị cấp trên sẽ cộng cả số của kế hoạch này."),
    )

    def __init__(self, request: Request, *args: Any, **options: Any) -> None:
        super().__init__(request.POST or None, *args, **options)
        self.choose_from(parent=queries.visible_to(request.actor).filter(closed_on__isnull=True))


class NewPlanForm(PlanForm):
    code = forms.CharField(
        label=_("Mã kế hoạch"), max_length=40, help_text=_("Ngắn, không trùng, ví dụ KH-2026.")
    )
    unit = PickField(label=_("Đơn vị lập"), options_url="units:options")
    block = EnumField(Block, label=_("Khối"), required=False, blank=_("Chung các khối"))
    first_year = YearField(label=_("Năm"))
    last_year = YearField(
        label=_("Đến năm"), required=False, help_text=_("Chỉ ghi khi kế hoạch dài nhiều năm.")
    )
    field_order = ("name", "code", "unit", "block", "first_year", "last_year", "theme", "parent")

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request, **options)
        self.choose_from(unit=orgs.visible_to(request.actor, request.on))


class LineForm(VunForm):
    """The terms of a line. Only name and numbers are asked for; the rest may not be known yet."""

    year = forms.ChoiceField(label=_("Năm"))
    branch = EnumField(Branch, label=_("Loại"))
    programme_id = PickField(
        label=_("Chương trình"),
        options_url="standards:programme-options",
        required=False,
        help_text=_("Gõ tên chương trình. Chưa rõ thì để trống và gõ tên lớp bên dưới."),
    )
    title = forms.CharField(
        label=_("Tên lớp"), max_length=250, required=False, help_text=_("Để trống thì lấy tên chương trình.")
    )
    learners = WholeNumberField(label=_("Tổng số học viên"), unit=_("người"))
    classes = WholeNumberField(
        label=_("Số lớp"), unit=_("lớp"), help_text=_("Gõ 0 nếu cử đi học ở lớp nơi khác mở.")
    )
    origin = EnumField(TargetOrigin, label=_("Nguồn chỉ tiêu"))
    target_decision_id = PickField(
        label=_("Văn bản giao chỉ tiêu"), options_url="admin:decision-options", required=False
    )
    central_id: Any = forms.ModelChoiceField(
        label=_("Chỉ tiêu trung ương giao"),
        queryset=None,
        required=False,
        empty_label=_("– Không –"),
        help_text=_("Chọn khi nguồn chỉ tiêu là “Trung ương giao”; số học viên không vượt số được giao."),
    )
    central_learners = WholeNumberField(
        label=_("Trong đó theo chỉ tiêu trung ương"),
        unit=_("người"),
        required=False,
        help_text=_("Để trống nếu tất cả học viên theo chỉ tiêu này."),
    )
    audience_id: Any = forms.ModelChoiceField(
        label=_("Nhóm đối tượng"), queryset=None, required=False, empty_label=_("– Chọn –")
    )
    audience_text = forms.CharField(label=_("Đối tượng, ghi rõ"), max_length=250, required=False)
    first_month = forms.TypedChoiceField(
        label=_("Từ tháng"), choices=months, coerce=int, empty_value=None, required=False
    )
    last_month = forms.TypedChoiceField(
        label=_("Đến tháng"), choices=months, coerce=int, empty_value=None, required=False
    )
    mode = EnumField(StudyMode, label=_("Hình thức"), required=False, blank=_("Chưa rõ"))
    place = EnumField(StudyPlace, label=_("Nơi học"), required=False, blank=_("Chưa rõ"))
    venue = forms.CharField(label=_("Địa điểm"), max_length=200, required=False)
    host_id = PickField(label=_("Đơn vị chủ trì"), options_url="units:options", required=False)
    partner = forms.CharField(label=_("Cơ sở phối hợp"), max_length=200, required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, request: Request, plan: Any, *, may_split: bool, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        years: list[tuple[str, Text]] = [
            (str(year), str(year)) for year in range(plan.first_year, plan.last_year + 1)
        ]
        if may_split and len(years) > 1:
            years.append((ALL_YEARS, _("Chia đều cho các năm")))
        self.fields["year"].choices = years
        self.choose_from(
            programme_id=standards.programmes(),
            target_decision_id=registers.decisions_visible_to(request.actor),
            audience_id=standards.audiences(),
            central_id=queries.central_quotas().filter(year__range=(plan.first_year, plan.last_year)),
            host_id=orgs.units_on(request.on),
        )
        if len(years) == 1:
            self.fields["year"].widget = forms.HiddenInput()
            self.initial.setdefault("year", years[0][0])

    @property
    def is_split(self) -> bool:
        return bool(self.cleaned_data["year"] == ALL_YEARS)

    def terms(self, plan: Any) -> LineTerms:
        """What the fields say; a line to be split carries the plan's first year until it is."""
        data = dict(self.cleaned_data)
        data["year"] = plan.first_year if self.is_split else int(data["year"])
        for name in ("programme_id", "target_decision_id", "central_id", "audience_id", "host_id"):
            data[name] = data[name].pk if data[name] else None
        return LineTerms(**data)


def line_initial(line: Any) -> dict[str, Any]:
    """What the fields of `LineForm` show of a line."""
    return {field.name: getattr(line, field.name) for field in fields(LineTerms)}


class MoneyForm(VunForm):
    """Đồng of a line by source: one field for each source that gives money, or already gives some to the line."""

    def __init__(self, request: Request, line: Any, **options: Any) -> None:
        given = {budget.source_id: budget.amount for budget in line.budgets.all()}
        super().__init__(
            request.POST or None, initial={f"budget_{code}": given[code] for code in given}, **options
        )
        self.add_fields(
            {
                f"budget_{source.pk}": MoneyField(label=source.name, help_text=source.note, required=False)
                for source in funding.sources()
                if source.pk in given or source.valid_to is None or source.valid_to.year >= line.year
            }
        )

    def amounts(self) -> dict[str, int]:
        """Đồng by source code."""
        return {name.removeprefix("budget_"): amount or 0 for name, amount in self.cleaned_data.items()}


class ApprovalForm(VunForm):
    number = forms.CharField(label=_("Số quyết định"), max_length=60)
    issued_on = DateField(label=_("Ngày ký"))
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)
    signer = forms.CharField(label=_("Người ký"), max_length=150, required=False)


class ReasonForm(VunForm):
    reason = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea({"rows": 3}))


class ClosingForm(VunForm):
    on = DateField(label=_("Ngày kết thúc"))


class BasisForm(VunForm):
    decision = PickField(
        label=_("Văn bản"),
        options_url="admin:decision-options",
        help_text=_("Gõ số hoặc trích yếu. Văn bản chưa có thì ghi vào sổ văn bản trước."),
    )

    def __init__(self, request: Request) -> None:
        super().__init__(request.POST or None)
        self.choose_from(decision=registers.decisions_visible_to(request.actor))


class FromNeedsForm(VunForm):
    survey: Any = forms.ModelChoiceField(label=_("Đợt khảo sát"), queryset=None, empty_label=_("– Chọn –"))
    class_size = WholeNumberField(label=_("Mỗi lớp nhiều nhất"), unit=_("người"), initial=CLASS_SIZE)

    def __init__(self, request: Request, plan: Any, data: Any, **options: Any) -> None:
        super().__init__(data, **options)
        rounds = needs.rounds_visible_to(request.actor)
        self.choose_from(survey=rounds.filter(year__gte=plan.first_year, year__lte=plan.last_year))


class BudgetForm(VunForm):
    amount = MoneyField(label=_("Số tiền"))
    decision = PickField(label=_("Văn bản giao"), options_url="admin:decision-options", required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        self.choose_from(decision=registers.decisions_visible_to(request.actor))


class NormForm(VunForm):
    name = forms.CharField(label=_("Khoản chi"), max_length=200)
    code = forms.CharField(
        label=_("Mã"), max_length=80, help_text=_("Dùng lại mã của khoản chi cũ để thay mức từ một ngày.")
    )
    amount = MoneyField(label=_("Mức chi"))
    unit_of_count = forms.CharField(
        label=_("Tính cho một"), max_length=60, help_text=_("Ví dụ: buổi, học viên, ngày.")
    )
    start_on = DateField(label=_("Áp dụng từ ngày"))
    legal_basis = forms.CharField(label=_("Căn cứ"), max_length=300)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)
