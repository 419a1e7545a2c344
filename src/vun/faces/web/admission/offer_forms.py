"""Forms of offers and of whoever asks for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vun.faces.web.forms import DateField, MoneyField, PickField, VunForm, WholeNumberField
from vun.faces.web.request import Request
from vun.records.admission.operations import OfferTerms
from vun.records.orgs import queries as orgs
from vun.records.plans import queries as plans
from vun.records.registers import queries as registers
from vun.records.standards import queries as standards


class LineChoice(forms.ModelChoiceField):
    """A line of a plan in force, by what it is called."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.year}: {obj.title} ({obj.version.plan})"


class OfferForm(VunForm):
    """What the letter says."""

    name = forms.CharField(label=_("Tên lớp"), max_length=250)
    organiser = forms.CharField(label=_("Cơ quan mở lớp"), max_length=200)
    audience = forms.CharField(label=_("Đối tượng"), max_length=300)
    conditions = forms.CharField(
        label=_("Điều kiện"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )
    programme = PickField(label=_("Chương trình"), options_url="standards:programme-options", required=False)
    places = WholeNumberField(label=_("Số chỗ"), unit=_("người"), min_value=1, max_value=100_000)
    start_on = DateField(label=_("Khai giảng"), required=False)
    end_on = DateField(label=_("Bế giảng"), required=False)
    venue = forms.CharField(label=_("Địa điểm"), max_length=200, required=False)
    cost = MoneyField(label=_("Chi phí một người"), required=False)
    cost_note = forms.CharField(label=_("Ai chi, gồm những gì"), max_length=200, required=False)
    deadline_on = DateField(label=_("Hạn đăng ký"))
    line: Any = LineChoice(
        label=_("Dòng kế hoạch để giao chỉ tiêu"),
        queryset=None,
        required=False,
        empty_label=_("– Chưa có –"),
        help_text=_("Đồng ý đăng ký nào thì giao chỉ tiêu của dòng này cho đơn vị đó."),
    )
    decision = PickField(label=_("Theo văn bản"), options_url="admin:decision-options", required=False)

    def __init__(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from(
            programme=standards.programmes(),
            line=plans.open_lines(request.actor),
            decision=registers.decisions_visible_to(request.actor),
        )

    def arguments(self) -> dict[str, Any]:
        """What was typed, as the operation takes it."""
        rest = dict(self.cleaned_data)
        typed = {name: rest.pop(name) for name in OfferTerms.__dataclass_fields__}
        line = typed["line"]
        terms = OfferTerms(**typed | {"cost": typed["cost"] or 0, "line": line.line if line else None})
        return rest | {"terms": terms}


class PublishForm(OfferForm):
    """A new offer, and who publishes it."""

    unit = PickField(
        label=_("Đăng cho các đơn vị thuộc"),
        options_url="units:options",
        help_text=_("Đơn vị này và các đơn vị bên dưới đọc được và đăng ký được."),
    )

    def __init__(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.choose_from(unit=orgs.visible_to(request.actor, request.on))


class AskForUnitForm(VunForm):
    """How many places a unit asks for."""

    unit = PickField(label=_("Đơn vị"), options_url="units:options")
    learners = WholeNumberField(label=_("Số người"), unit=_("người"), min_value=1, max_value=100_000)
    reason = forms.CharField(label=_("Lý do"), max_length=300, widget=forms.Textarea({"rows": 3}))

    def __init__(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from(unit=orgs.visible_to(request.actor, request.on))


class AgreeForm(VunForm):
    """How many places are given."""

    learners = WholeNumberField(label=_("Số chỉ tiêu giao"), unit=_("người"), min_value=1, max_value=100_000)
    answer = forms.CharField(label=_("Trả lời"), max_length=300, required=False)
    decision = PickField(label=_("Theo văn bản"), options_url="admin:decision-options", required=False)

    def __init__(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from(decision=registers.decisions_visible_to(request.actor))
