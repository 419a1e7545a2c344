"""Forms of selection rounds."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.errors import Problem
from vun.faces.web import formats
from vun.faces.web.forms import DateField, DecimalField, PickField, VunForm, WholeNumberField
from vun.faces.web.labels import label
from vun.faces.web.messages import problem_text
from vun.faces.web.request import Request
from vun.records.admission import queries
from vun.records.admission.domain import OUTCOMES, CandidateState, Criterion
from vun.records.delivery import queries as classes
from vun.records.registers import queries as registers


class OpenForm(VunForm):
    """What a round is for, and what points are given for."""

    name = forms.CharField(label=_("Tên đợt xét tuyển"), max_length=250)
    places = WholeNumberField(
        label=_("Số người trúng tuyển"), unit=_("người"), min_value=1, max_value=100_000
    )
    closes_on = DateField(label=_("Hạn nhận người dự tuyển"))
    criteria = forms.CharField(
        label=_("Tiêu chí"),
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Mỗi dòng một tiêu chí: tên, dấu chấm phẩy, điểm cao nhất. Ví dụ: Bài thi; 10"),
    )
    training_class: Any = forms.ModelChoiceField(
        label=_("Xếp vào lớp"),
        queryset=None,
        required=False,
        empty_label=_("– Chưa có lớp –"),
        help_text=_("Người trúng tuyển có tên trong lớp này ngay khi quyết định."),
    )
    offer: Any = forms.ModelChoiceField(
        label=_("Theo thông báo chiêu sinh"), queryset=None, required=False, empty_label=_("– Không –")
    )

    def __init__(self, request: Request, line_id: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from(
            training_class=classes.classes_visible_to(request.actor).filter(line_id=line_id),
            offer=queries.offers_visible_to(request.actor).filter(line_id=line_id),
        )

    def clean_criteria(self) -> list[Criterion]:
        """The criteria, a line for each."""
        found = []
        for row in filter(str.strip, self.cleaned_data["criteria"].splitlines()):
            name, _mark, most = row.rpartition(";")
            try:
                found.append(Criterion(name.strip(), Decimal(most.strip().replace(",", "."))))
            except InvalidOperation:
                said = gettext("Dòng “%(row)s” chưa đúng dạng: tên, dấu chấm phẩy, điểm cao nhất. Sửa lại.")
                raise ValidationError(said % {"row": row}) from None
        return found


class PointsForm(VunForm):
    """The points of every candidate for every criterion, any of them still unknown."""

    def __init__(self, candidates: list[Any], criteria: list[Any], points: Any, *args: Any) -> None:
        self._keys = [(candidate, criterion) for candidate in candidates for criterion in criteria]
        super().__init__(*args)
        self.add_fields(
            {
                f"p-{candidate.pk}-{criterion.pk}": DecimalField(
                    label=f"{candidate.nomination.person.full_name}: {criterion.name}",
                    max_digits=6,
                    decimal_places=2,
                    min_value=0,
                    max_value=criterion.most,
                    required=False,
                    error_messages=_out_of_range(criterion.most),
                    initial=points.get((candidate.pk, criterion.pk)),
                )
                for candidate, criterion in self._keys
            }
        )
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label

    def points(self) -> dict[tuple[int, int], Decimal | None]:
        """What was typed, by candidate and criterion."""
        return {
            (candidate.pk, criterion.pk): self.cleaned_data[f"p-{candidate.pk}-{criterion.pk}"]
            for candidate, criterion in self._keys
        }


def _out_of_range(most: Decimal) -> dict[str, str]:
    shown = formats.number(most, 0 if most == most.to_integral_value() else 2)
    said = problem_text(Problem("admission.points_out_of_range", most=shown))
    return {"min_value": said, "max_value": said}


class DecideForm(VunForm):
    """The outcome of every candidate, with the reason where somebody is passed over."""

    told = forms.CharField(
        label=_("Lý do báo cho người không trúng tuyển"), max_length=300, initial=_("Không trúng tuyển")
    )
    decision = PickField(
        label=_("Quyết định của hội đồng"),
        options_url="admin:decision-options",
        help_text=_("Gõ số hoặc trích yếu. Văn bản chưa có trong sổ thì ghi vào sổ ở mục Quản trị trước."),
    )

    def __init__(self, request: Request, candidates: list[Any], proposed: Any, *args: Any) -> None:
        self._candidates = candidates
        own: dict[str, forms.Field] = {}
        offered = [("", "–"), *((state.value, label(state)) for state in OUTCOMES)]
        for candidate in candidates:
            name = candidate.nomination.person.full_name
            own[f"o-{candidate.pk}"] = forms.ChoiceField(
                label=_("Kết quả của %(name)s") % {"name": name},
                choices=offered,
                required=False,
                initial=proposed.get(candidate.pk) or "",
            )
            own[f"r-{candidate.pk}"] = forms.CharField(
                label=_("Lý do về %(name)s") % {"name": name}, max_length=300, required=False
            )
        super().__init__(*args)
        self.add_fields(own, first=True)
        for field in own.values():
            field.widget.attrs["aria-label"] = field.label
        self.choose_from(decision=registers.decisions_visible_to(request.actor))

    def arguments(self) -> dict[str, Any]:
        """The operation's arguments."""
        typed = self.cleaned_data
        keys = [candidate.pk for candidate in self._candidates]
        return {
            "outcomes": {key: CandidateState(typed[f"o-{key}"]) for key in keys if typed[f"o-{key}"]},
            "reasons": {key: typed[f"r-{key}"] for key in keys},
            "told": typed["told"],
            "decision": typed["decision"],
        }
