"""The forms of requirements and programmes. Field names are those of the details the operations take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.faces.web.forms import DateField, EnumField, PickField, VunForm, WholeNumberField
from vun.faces.web.request import Request
from vun.records.orgs.domain import Block, UnitLevel, Zone
from vun.records.people import queries as people
from vun.records.people.domain import StaffKind
from vun.records.registers import queries as registers
from vun.records.standards import queries
from vun.records.standards.domain import (
    Branch,
    ModuleRow,
    ProgrammeDetails,
    RequirementDetails,
    Scope,
    StudyMode,
    StudyPlace,
)

Choices = list[tuple[str, list[tuple[int, str]]]]


def _levels() -> Choices:
    """Levels to choose from, under the names of their scales."""
    return [
        (scale, [(level.pk, level.name) for level in levels])
        for scale, levels in groupby(queries.levels(), key=lambda level: level.scale.name)
    ]


class LeaderSelect(forms.NullBooleanSelect):
    """Whether a rule speaks of leaders, of the others, or of both."""

    def __init__(self) -> None:
        super().__init__()
        self.choices = [
            ("unknown", _("Có hay không đều áp dụng")),
            ("true", _("Chỉ người giữ chức vụ lãnh đạo, quản lý")),
            ("false", _("Chỉ người không giữ chức vụ lãnh đạo, quản lý")),
        ]


class LegalForm(VunForm):
    """What every dated row has: where it comes from, from when until when."""

    legal_basis = forms.CharField(
        label=_("Căn cứ pháp lý"), max_length=300, help_text=_("Số, ký hiệu và tên gọi như thường viện dẫn.")
    )
    decision = PickField(
        label=_("Văn bản trong sổ"),
        options_url="admin:decision-options",
        required=False,
        help_text=_("Gõ số hoặc trích yếu nếu văn bản đã vào sổ."),
    )
    start_on = DateField(label=_("Có hiệu lực từ ngày"))
    end_on = DateField(
        label=_("Hết hiệu lực từ ngày"),
        required=False,
        help_text=_("Để trống nếu chưa biết ngày hết hiệu lực."),
    )
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=400)

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        self.choose_from(decision=registers.decisions_visible_to(request.actor))

    def legal(self) -> dict[str, Any]:
        """The columns, as the details name them."""
        data = self.cleaned_data
        columns = {name: data[name] for name in ("legal_basis", "start_on", "end_on", "note")}
        return {**columns, "decision_id": data["decision"].pk if data["decision"] else None}


class RequirementForm(LegalForm):
    """A requirement: what must be held, by whom."""

    name = forms.CharField(label=_("Tên tiêu chuẩn"), max_length=200)
    minimum = forms.TypedChoiceField(label=_("Trình độ phải có"), coerce=int)
    alternatives = forms.TypedMultipleChoiceField(
        label=_("Trình độ khác cũng được"),
        coerce=int,
        required=False,
        help_text=_("Ở thang xếp bậc, bậc cao hơn đã được tính sẵn. Giữ Ctrl để chọn nhiều."),
    )
    groups: Any = forms.ModelMultipleChoiceField(
        label=_("Áp dụng cho các nhóm chức danh"),
        queryset=None,
        required=False,
        help_text=_("Giữ Ctrl để chọn nhiều."),
    )
    titles: Any = forms.ModelMultipleChoiceField(
        label=_("Áp dụng cho các chức danh"),
        queryset=None,
        required=False,
        help_text=_("Giữ Ctrl để chọn nhiều."),
    )
    kind = EnumField(StaffKind, label=_("Chỉ với loại"), blank=_("Mọi loại"), required=False)
    rank: Any = forms.ModelChoiceField(
        label=_("Chỉ với ngạch, hạng"), queryset=None, required=False, empty_label=_("Mọi ngạch, hạng")
    )
    level = EnumField(UnitLevel, label=_("Chỉ ở cấp"), blank=_("Mọi cấp"), required=False)
    block = EnumField(Block, label=_("Chỉ ở khối"), blank=_("Mọi khối"), required=False)
    zone = EnumField(Zone, label=_("Chỉ ở khu vực"), blank=_("Mọi khu vực"), required=False)
    is_leader = forms.NullBooleanField(
        label=_("Chức vụ lãnh đạo, quản lý"),
        required=False,
        widget=LeaderSelect,
    )
    field_order = (
        *("name", "minimum", "alternatives", "groups", "titles", "kind", "rank", "level", "block", "zone"),
        *("is_leader", "legal_basis", "decision", "start_on", "end_on", "note"),
    )

    def __init__(self, request: Request, *, replaces: Any = None) -> None:
        super().__init__(request, initial=_as_typed(replaces) if replaces else None)
        levels = _levels()
        self.fields["minimum"].choices = [("", gettext("– Chọn –")), *levels]
        self.fields["alternatives"].choices = levels
        self.choose_from(groups=people.title_groups(), titles=people.titles(), rank=people.ranks())

    def arguments(self) -> dict[str, Any]:
        """What was typed, as the operation takes it."""
        data = self.cleaned_data
        details = RequirementDetails(
            name=data["name"],
            options=(data["minimum"], *data["alternatives"]),
            scopes=tuple(self._scopes()),
            **self.legal(),
        )
        return {"details": details}

    def _scopes(self) -> Iterator[Scope]:
        """One scope for each group and each title named, each narrowed by the rest; with neither, the rest alone."""
        data = self.cleaned_data
        rest: dict[str, Any] = {
            "kind": data["kind"] or "",
            "rank": data["rank"].pk if data["rank"] else "",
            "level": data["level"] or "",
            "block": data["block"] or "",
            "zone": data["zone"] or "",
            "is_leader": data["is_leader"],
        }
        named = [{"title_group": group.pk} for group in data["groups"]]
        named += [{"title": title.pk} for title in data["titles"]]
        if not named and Scope(**rest) != Scope():
            named = [{}]
        for one in named:
            yield Scope(**one, **rest)


def _as_typed(requirement: Any) -> dict[str, Any]:
    """A requirement as it would have been typed, from the first of its scopes what they have in common."""
    scopes = list(requirement.scopes.all())
    first, *alternatives = (option.level_id for option in requirement.options.all())
    common = scopes[0] if scopes else None
    return {
        "name": requirement.name,
        "minimum": first,
        "alternatives": alternatives,
        "groups": [scope.title_group for scope in scopes if scope.title_group],
        "titles": [scope.title_id for scope in scopes if scope.title_id],
        **(
            {name: getattr(common, name) for name in ("kind", "level", "block", "zone", "is_leader")}
            if common
            else {}
        ),
        "rank": common.rank_id if common else None,
    }


class EndForm(VunForm):
    """The first day a row no longer applies."""

    on = DateField(label=_("Hết hiệu lực từ ngày"), help_text=_("Ngày đầu tiên không còn áp dụng."))


class ProgrammeForm(LegalForm):
    """A programme and its parts."""

    name = forms.CharField(label=_("Tên chương trình"), max_length=250)
    branch = EnumField(Branch, label=_("Loại hình"))
    group: Any = forms.ModelChoiceField(label=_("Nhóm"), queryset=None, empty_label=_("– Chọn –"))
    level = forms.CharField(
        label=_("Bậc"),
        max_length=60,
        required=False,
        help_text=_("Ngạch, chức vụ hoặc bậc học của chương trình."),
    )
    mode = EnumField(StudyMode, label=_("Hình thức"))
    place = EnumField(StudyPlace, label=_("Nơi học"))
    duration_days = WholeNumberField(label=_("Thời gian học"), unit=_("ngày"), min_value=1, max_value=3000)
    modules = forms.CharField(
        label=_("Các phần học"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Mỗi phần một dòng: tên; số tiết lý thuyết; số tiết thực hành. Ví dụ: Kỹ năng soạn thảo; 12; 8"
        ),
    )
    theory_periods = WholeNumberField(
        label=_("Lý thuyết"), unit=_("tiết"), required=False, max_value=9999,
        help_text=_("Bỏ trống nếu đã ghi các phần học: số tiết được cộng từ đó."),
    )  # fmt: skip
    practice_periods = WholeNumberField(label=_("Thực hành"), unit=_("tiết"), required=False, max_value=9999)
    field_practice_days = WholeNumberField(
        label=_("Đi thực tế"), unit=_("ngày"), required=False, max_value=999
    )
    grants = forms.TypedChoiceField(label=_("Học xong có"), coerce=int, empty_value=None, required=False)
    prerequisites = forms.TypedMultipleChoiceField(
        label=_("Phải có trước khi học"), coerce=int, required=False, help_text=_("Giữ Ctrl để chọn nhiều.")
    )
    audiences: Any = forms.ModelMultipleChoiceField(
        label=_("Đối tượng"), queryset=None, required=False, help_text=_("Giữ Ctrl để chọn nhiều.")
    )
    issuer = forms.CharField(label=_("Nơi cấp văn bằng, chứng chỉ"), max_length=200, required=False)
    field_order = (
        *("name", "branch", "group", "level", "mode", "place", "duration_days", "modules", "theory_periods"),
        *("practice_periods", "field_practice_days", "grants", "prerequisites", "audiences", "issuer"),
        *("legal_basis", "decision", "start_on", "end_on", "note"),
    )

    def __init__(self, request: Request, *, programme: Any = None) -> None:
        super().__init__(request, initial=_programme_as_typed(programme) if programme else None)
        levels = _levels()
        self.fields["grants"].choices = [("", gettext("Không cấp trình độ nào")), *levels]
        self.fields["prerequisites"].choices = levels
        self.choose_from(group=queries.programme_groups(), audiences=queries.audiences())

    def clean_modules(self) -> tuple[ModuleRow, ...]:
        lines = enumerate(self.cleaned_data["modules"].splitlines(), start=1)
        return tuple(_module(number, line) for number, line in lines if line.strip())

    def arguments(self) -> dict[str, Any]:
        """What was typed, as the operation takes it."""
        data = self.cleaned_data
        same = ("name", "branch", "level", "mode", "place", "duration_days", "grants", "modules", "issuer")
        details = ProgrammeDetails(
            **{name: data[name] for name in same},
            group=data["group"].pk,
            theory_periods=data["theory_periods"] or 0,
            practice_periods=data["practice_periods"] or 0,
            field_practice_days=data["field_practice_days"] or 0,
            prerequisites=tuple(data["prerequisites"]),
            audiences=tuple(audience.pk for audience in data["audiences"]),
            **self.legal(),
        )
        return {"details": details}


def _module(number: int, line: str) -> ModuleRow:
    name, *periods = (part.strip() for part in line.split(";"))
    are_numbers = len(periods) == 2 and all(part.isdecimal() and len(part) < 5 for part in periods)
    if not are_numbers or not 0 < len(name) <= 250:
        message = _("Dòng %(number)s “%(line)s” không đúng. Ghi: tên; số tiết lý thuyết; số tiết thực hành.")
        raise ValidationError(message, params={"number": number, "line": line})
    return ModuleRow(name, *map(int, periods))


def _programme_as_typed(programme: Any) -> dict[str, Any]:
    same = (
        *("name", "branch", "level", "mode", "place", "duration_days", "theory_periods", "practice_periods"),
        *("field_practice_days", "issuer", "legal_basis", "start_on", "end_on", "note"),
    )
    return {
        **{name: getattr(programme, name) for name in same},
        "group": programme.group_id,
        "grants": programme.grants_id,
        "decision": programme.decision_id,
        "prerequisites": [level.pk for level in programme.prerequisites.all()],
        "audiences": [audience.pk for audience in programme.audiences.all()],
        "modules": modules_text(programme.modules.all()),
    }


def modules_text(modules: Iterable[Any]) -> str:
    """The parts of a programme, one a line, as they are typed."""
    return "\n".join(f"{part.name}; {part.theory_periods}; {part.practice_periods}" for part in modules)
