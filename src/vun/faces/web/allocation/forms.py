"""The forms of planning. Field names are the operations' arguments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vun.common.numbers import parse_integer
from vun.faces.web.forms import (
    DateField,
    DecimalField,
    EnumField,
    MoneyField,
    PickField,
    VunForm,
    WholeNumberField,
    YearField,
)
from vun.faces.web.labels import label
from vun.faces.web.request import Request
from vun.records.allocation.domain import (
    ALL_MODES,
    MONTHS,
    OF_A_GROUP,
    OF_A_PROGRAMME,
    PolicyTerm,
    VenueKind,
    kind_of,
)
from vun.records.funding import queries as funding
from vun.records.orgs import queries as orgs
from vun.records.people import queries as people
from vun.records.standards import queries as standards
from vun.records.standards.domain import StudyMode


def mode_choices() -> list[tuple[str, str]]:
    """The modes classes are planned in."""
    return [(mode.value, label(mode)) for mode in StudyMode if mode in ALL_MODES]


class ModesField(forms.TypedMultipleChoiceField):
    """Modes to choose among; gives members."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=mode_choices,
            coerce=StudyMode,
            widget=forms.CheckboxSelectMultiple,
            empty_value=[],
            **options,
        )


class MonthsField(forms.CharField):
    """Twelve whole numbers, January first; one number stands for all months. Gives a list, [] for nothing."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=200, **options)

    def prepare_value(self, value: Any) -> Any:
        return " ".join(map(str, value)) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[int]:
        text = super().clean(value)
        try:
            numbers = [parse_integer(part) for part in text.replace(";", " ").split()]
        except ValueError:
            raise ValidationError(_("Gõ 12 số cách nhau bằng dấu cách, hoặc một số cho mọi tháng.")) from None
        return numbers * MONTHS if len(numbers) == 1 else numbers


class ScenarioForm(VunForm):
    """A question to the planner: one field of money for each source."""

    name = forms.CharField(label=_("Tên phương án"), max_length=200)
    year = YearField(label=_("Năm kế hoạch"))
    seconds = WholeNumberField(label=_("Thời gian tìm"), unit=_("giây"), initial=60)
    modes = ModesField(label=_("Hình thức được mở"))

    def __init__(self, request: Request, *, budget: Mapping[str, int], **options: Any) -> None:
        initial = {
            **options.pop("initial", {}),
            **{f"budget_{code}": amount for code, amount in budget.items()},
        }
        super().__init__(request.POST or None, initial=initial, **options)
        self.add_fields(
            {
                f"budget_{source.pk}": MoneyField(label=source.name, required=False, help_text=source.note)
                for source in funding.sources(request.on)
            }
        )

    def arguments(self) -> dict[str, Any]:
        """The arguments of `make_scenario` that the fields give."""
        data = dict(self.cleaned_data)
        budget = {
            key.removeprefix("budget_"): data.pop(key) or 0 for key in list(data) if key.startswith("budget_")
        }
        return {**data, "budget": budget}


class WeightForm(VunForm):
    value = DecimalField(label=_("Giá trị"))
    start_on = DateField(label=_("Áp dụng từ ngày"))
    basis = forms.CharField(label=_("Căn cứ"), max_length=300, required=False)

    def __init__(self, request: Request, term: PolicyTerm, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        value: Any = self.fields["value"]
        value.unit = label(kind_of(term))
        if term is OF_A_GROUP:
            groups = forms.ModelChoiceField(
                label=_("Nhóm chương trình"), queryset=standards.programme_groups()
            )
            self.add_fields({"group": groups})
        if term is OF_A_PROGRAMME:
            programmes = PickField(
                label=_("Chương trình"),
                options_url="standards:programme-options",
                queryset=standards.programmes(),
            )
            self.add_fields({"programme": programmes})


class VenueForm(VunForm):
    name = forms.CharField(label=_("Tên địa điểm"), max_length=200)
    kind = EnumField(VenueKind, label=_("Loại"))
    unit = PickField(
        label=_("Thuộc đơn vị"),
        options_url="units:options",
        required=False,
        help_text=_("Trực tuyến thì để trống."),
    )
    rooms = MonthsField(
        label=_("Số phòng từng tháng"),
        required=False,
        help_text=_("12 số từ tháng 1, hoặc một số cho mọi tháng. Để trống là không giới hạn."),
    )
    start_on = DateField(label=_("Dùng từ ngày"))
    end_on = DateField(label=_("Thôi dùng từ ngày"), required=False)

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        self.choose_from(unit=orgs.visible_to(request.actor, request.on))


class DistancesForm(VunForm):
    """The kilometres from each area to one venue."""

    def __init__(self, request: Request, areas: Mapping[int, str], **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        self.add_fields(
            {
                f"km_{area}": WholeNumberField(label=name, unit=_("km"), required=False)
                for area, name in areas.items()
            }
        )

    def kilometres(self) -> dict[int, int | None]:
        """The kilometres by area; None where nothing was typed."""
        return {int(name.removeprefix("km_")): km for name, km in self.cleaned_data.items()}


class PoolForm(VunForm):
    name = forms.CharField(label=_("Tên nhóm giảng viên"), max_length=200)
    groups: Any = forms.ModelMultipleChoiceField(
        label=_("Dạy các nhóm chương trình"), queryset=None, widget=forms.CheckboxSelectMultiple
    )
    hours = MonthsField(
        label=_("Số tiết giảng được từng tháng"), help_text=_("12 số từ tháng 1, hoặc một số cho mọi tháng.")
    )
    start_on = DateField(label=_("Từ ngày"))
    end_on = DateField(label=_("Đến trước ngày"), required=False)

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        self.choose_from(groups=standards.programme_groups())


class LimitForm(VunForm):
    unit = PickField(label=_("Đơn vị"), options_url="units:options")
    month_people = WholeNumberField(
        label=_("Học tập trung cùng một tháng, nhiều nhất"), unit=_("người"), required=False
    )
    year_places = WholeNumberField(
        label=_("Lượt học cả năm, nhiều nhất"),
        unit=_("lượt"),
        required=False,
        help_text=_("Để trống cả hai là bỏ giới hạn riêng."),
    )

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        self.choose_from(unit=orgs.visible_to(request.actor, request.on))


class CourseTermsForm(VunForm):
    programme = PickField(label=_("Chương trình"), options_url="standards:programme-options")
    class_min = WholeNumberField(label=_("Một lớp ít nhất"), unit=_("người"), required=False)
    class_max = WholeNumberField(label=_("Một lớp nhiều nhất"), unit=_("người"), required=False)
    modes = ModesField(label=_("Hình thức được mở"), required=False)
    target_min = WholeNumberField(label=_("Chỉ tiêu ít nhất cả năm"), unit=_("người"), required=False)
    target_max = WholeNumberField(label=_("Chỉ tiêu nhiều nhất cả năm"), unit=_("người"), required=False)

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        self.choose_from(programme=standards.programmes_on(request.on))


class SourceForm(VunForm):
    groups: Any = forms.ModelMultipleChoiceField(
        label=_("Chi cho các nhóm chương trình"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Không chọn nhóm nào là chi được cho mọi nhóm."),
    )

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        self.choose_from(groups=standards.programme_groups())


class DraftForm(VunForm):
    name = forms.CharField(label=_("Tên kế hoạch"), max_length=250)
    code = forms.CharField(label=_("Mã kế hoạch"), max_length=40)
    unit = PickField(label=_("Đơn vị lập"), options_url="units:options")

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        self.choose_from(unit=orgs.visible_to(request.actor, request.on))


class ProposeForm(VunForm):
    person = PickField(
        label=_("Người"),
        options_url="people:options",
        help_text=_("Tính vào chỉ tiêu của đơn vị người đó, hoặc của đơn vị cấp trên gần nhất có chỉ tiêu."),
    )

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        self.choose_from(person=people.visible_to(request.actor, request.on))
