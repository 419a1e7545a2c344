"""Forms of the rules of eligibility: fields by kind of condition, never free expressions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vun.common.errors import Problem
from vun.faces.web.forms import DateField, EnumField, VunForm, WholeNumberField
from vun.faces.web.labels import choices, label
from vun.faces.web.messages import problem_text
from vun.records.eligibility import queries
from vun.records.eligibility.domain import (
    PARTS,
    Condition,
    ConditionKind,
    People,
    Programmes,
    Terms,
    Weight,
    from_plain,
    needed_parts,
    to_plain,
)
from vun.records.eligibility.operations import RuleDetails
from vun.records.orgs.domain import UnitLevel, Zone
from vun.records.people import queries as people
from vun.records.people.domain import ManagementTier, RatingGrade, Sex, StaffKind
from vun.records.standards import queries as standards
from vun.records.standards.domain import Branch, StudyMode, StudyPlace


def _many(text: Any, options: Any, **kwargs: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=text, choices=options, required=False, widget=forms.CheckboxSelectMultiple, **kwargs
    )


def _levels() -> list[tuple[str, str]]:
    return [(level.code, f"{level.scale.name}: {level.name}") for level in standards.levels()]


def _titles() -> list[tuple[str, str]]:
    return [(title.code, title.name) for title in people.titles()]


def _groups() -> list[tuple[str, str]]:
    return [(group.code, group.name) for group in people.title_groups()]


def _programme_groups() -> list[tuple[str, str]]:
    return [(group.code, group.name) for group in standards.programme_groups()]


def _other_rules() -> list[tuple[str, Any]]:
    """The rules one may be excused from, by the part of their codes before the year."""
    names = {queries.as_rule(row).stem: row.name for row in queries.all_rules()}
    return [("", _("– Không –")), *sorted(names.items(), key=lambda each: each[1])]


def _yes_or_no(text: Any, yes: Any, no: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=text,
        choices=[("", _("Mọi người")), ("yes", yes), ("no", no)],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
    )


def _ranks() -> list[tuple[str, str]]:
    return [(rank.code, rank.name) for rank in people.ranks()]


def _field(kind: ConditionKind, part: str) -> forms.Field:
    """The field for one part of a condition."""
    if part == "codes":
        return _many(_CODES[kind], _ranks if kind is ConditionKind.IN_RANK_BEFORE else _levels)
    return _FIELDS[part]()


_CODES = {
    ConditionKind.HOLDS: _("Có một trong các trình độ"),
    ConditionKind.IN_RANK_BEFORE: _("Đã ở một trong các ngạch"),
}
_FIELDS: dict[str, Any] = {
    "years": lambda: WholeNumberField(label=_("Số năm"), unit=_("năm"), required=False),
    "male": lambda: WholeNumberField(label=_("Nam từ"), unit=_("tuổi"), required=False),
    "female": lambda: WholeNumberField(label=_("Nữ từ"), unit=_("tuổi"), required=False),
    "months_off": lambda: WholeNumberField(
        label=_("Không kể thời gian tập sự"), unit=_("tháng"), required=False
    ),
    "at_first_sending": lambda: forms.BooleanField(
        label=_("Tính vào ngày được cử đi đào tạo sau đại học lần đầu"), required=False
    ),
    "grade": lambda: EnumField(RatingGrade, label=_("Xếp loại thấp nhất"), required=False),
    "official": lambda: forms.TypedChoiceField(
        label=_("Đảng viên"),
        choices=[
            ("", _("– Không xét –")),
            ("no", _("Đảng viên dự bị hoặc chính thức")),
            ("yes", _("Đảng viên chính thức")),
        ],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
    ),
    "before": lambda: DateField(label=_("Trước ngày"), required=False),
    "held_groups": lambda: _many(_("Đang giữ chức danh thuộc nhóm"), _groups),
    "held_titles": lambda: _many(_("Đang giữ chức danh"), _titles),
    "planned_groups": lambda: _many(_("Được quy hoạch chức danh thuộc nhóm"), _groups),
    "planned_titles": lambda: _many(_("Được quy hoạch chức danh"), _titles),
    "tiers": lambda: _many(_("Diện quản lý"), lambda: choices(ManagementTier)),
    "leaders_too": lambda: forms.BooleanField(label=_("Hoặc giữ chức vụ lãnh đạo"), required=False),
    "zones": lambda: _many(_("Khu vực"), lambda: choices(Zone)),
    "minority": lambda: forms.BooleanField(label=_("Hoặc là người dân tộc thiểu số"), required=False),
    "periods": lambda: WholeNumberField(label=_("Số tiết trong năm"), unit=_("tiết"), required=False),
}


class KindForm(VunForm):
    """What sort of condition a new rule sets."""

    kind = EnumField(ConditionKind, label=_("Loại điều kiện"))


class RuleForm(VunForm):
    """A rule from an effective day on: name, law, whom and which programmes, and the figures of its conditions."""

    name = forms.CharField(label=_("Tên điều kiện"), max_length=250)
    clause = forms.CharField(
        label=_("Điều, khoản"), max_length=150, required=False, help_text=_("Ví dụ: Điều 5, khoản 1, điểm b")
    )
    legal_basis = forms.CharField(label=_("Văn bản"), max_length=300)
    start_on = DateField(label=_("Có hiệu lực từ ngày"))
    end_on = DateField(label=_("Hết hiệu lực từ ngày"), required=False)
    weight = EnumField(Weight, label=_("Khi không đạt"))
    kinds = _many(_("Áp dụng cho"), lambda: choices(StaffKind), help_text=_("Không chọn là mọi người."))
    title_groups = _many(_("Nhóm chức danh"), _groups, help_text=_("Không chọn là mọi nhóm."))
    unit_levels = _many(_("Cấp đơn vị"), lambda: choices(UnitLevel), help_text=_("Không chọn là mọi cấp."))
    is_leader = _yes_or_no(_("Lãnh đạo, quản lý"), _("chỉ người giữ chức vụ"), _("chỉ người không giữ"))
    is_minority = _yes_or_no(_("Dân tộc"), _("chỉ người dân tộc thiểu số"), _("chỉ người dân tộc Kinh"))
    sex = forms.ChoiceField(
        label=_("Giới tính"), choices=lambda: [("", _("Mọi người")), *choices(Sex)], required=False
    )
    branches = _many(_("Loại chương trình"), lambda: choices(Branch), help_text=_("Không chọn là mọi loại."))
    grants = _many(_("Chương trình cấp trình độ"), _levels, help_text=_("Không chọn là mọi chương trình."))
    groups = _many(_("Nhóm chương trình"), _programme_groups, help_text=_("Không chọn là mọi nhóm."))
    modes = _many(_("Hình thức học"), lambda: choices(StudyMode))
    places = _many(_("Nơi học"), lambda: choices(StudyPlace))
    excuses = forms.ChoiceField(
        label=_("Miễn cho người đạt khỏi điều kiện"),
        choices=_other_rules,
        required=False,
        help_text=_("Chọn khi điều kiện này là trường hợp được miễn một điều kiện khác."),
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=400, required=False)

    def __init__(self, terms: Terms, *args: Any, **kwargs: Any) -> None:
        self._terms = terms
        own: dict[str, forms.Field] = {}
        for place, condition in enumerate(terms.conditions):
            for part in PARTS[condition.kind]:
                field = _field(condition.kind, part)
                field.label = f"{label(condition.kind)}: {field.label}"
                field.initial = _shown(part, getattr(condition, part))
                # Of several, one left empty is taken away.
                field.required = len(terms.conditions) == 1 and part in needed_parts(condition.kind)
                own[f"c{place}_{part}"] = field
        super().__init__(*args, **kwargs)
        self.add_fields(own)
        self.order_fields(["name", "clause", "legal_basis", "start_on", "end_on", "weight", *own])

    def clean(self) -> dict[str, Any]:
        """Each condition must be understood: what is wrong with one is told beside its own boxes."""
        cleaned = dict(super().clean() or {})
        for place, condition, typed in self._typed_conditions(cleaned):
            if condition.kind is ConditionKind.PARTY and not typed:
                # Written without a word it would ask for membership, of which nothing was said.
                self.add_error(f"c{place}_official", problem_text(Problem("eligibility.part_unclear")))
                continue
            try:
                from_plain({"conditions": [{"kind": condition.kind.value} | typed]})
            except Problem as problem:
                said = problem_text(Problem("eligibility.part_unclear"))
                for part in str(problem.params["parts"]).split(", "):
                    self.add_error(f"c{place}_{part}", said)
        return cleaned

    def details(self) -> RuleDetails:
        """What was typed."""
        typed = self.cleaned_data
        return RuleDetails(
            name=typed["name"],
            clause=typed["clause"],
            legal_basis=typed["legal_basis"],
            start_on=typed["start_on"],
            end_on=typed["end_on"],
            note=typed["note"],
            terms=self._typed_terms(),
        )

    def _typed_terms(self) -> Terms:
        plain = to_plain(self._terms)
        plain["weight"] = self.cleaned_data["weight"].value
        plain["excuses"] = self.cleaned_data["excuses"]
        plain["people"] = self._scope(People)
        plain["programmes"] = self._scope(Programmes)
        plain["conditions"] = [
            {"kind": condition.kind.value} | typed
            for _place, condition, typed in self._typed_conditions(self.cleaned_data)
        ]
        return from_plain(plain)

    def _typed_conditions(self, cleaned: Mapping[str, Any]) -> list[tuple[int, Condition, dict[str, Any]]]:
        """Each condition with its place in the form and what was typed; not those with a box that is wrong by itself.

        Of several, one left empty is taken away; a single one left empty is told to be.
        """
        found = []
        for place, condition in enumerate(self._terms.conditions):
            names = {part: f"c{place}_{part}" for part in PARTS[condition.kind]}
            if set(names.values()) <= cleaned.keys():
                found.append(
                    (place, condition, _filled(condition, {k: cleaned[n] for k, n in names.items()}))
                )
        return [each for each in found if each[2]] or found[:1]

    def _scope(self, kind: type[People] | type[Programmes]) -> dict[str, Any]:
        """Whom or what the rule is about; False says something: not a leader, not of a minority."""
        typed = {field.name: self.cleaned_data[field.name] for field in fields(kind)}
        return {name: value for name, value in typed.items() if value not in (None, "", [])}


def _filled(condition: Condition, typed: Mapping[str, Any]) -> dict[str, Any]:
    """The parts that say something. Of Party membership, not asking for an official one does."""
    nothing: tuple[Any, ...] = (
        (None, "", []) if condition.kind is ConditionKind.PARTY else (None, "", [], False, 0)
    )
    return {part: value for part, value in typed.items() if value not in nothing}


def _shown(part: str, value: Any) -> Any:
    if part == "official":
        return "yes" if value else "no"
    return list(value) if isinstance(value, tuple) else value or None


def initial_of(name: str, rule: Any, terms: Terms) -> dict[str, Any]:
    """What the form shows first for the next row of a rule."""
    return {
        "name": name,
        "clause": rule.clause,
        "legal_basis": rule.legal_basis,
        "weight": terms.weight.value,
        "excuses": terms.excuses,
        **{field.name: _initial(getattr(terms.people, field.name)) for field in fields(People)},
        **{field.name: _initial(getattr(terms.programmes, field.name)) for field in fields(Programmes)},
    }


def _initial(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return list(value) if isinstance(value, tuple) else value


def with_one_more(terms: Terms, kind: ConditionKind) -> Terms:
    """The same terms with one more condition of the kind, nothing filled."""
    return replace(terms, conditions=(*terms.conditions, Condition(kind=kind)))


def empty_terms(kind: ConditionKind) -> Terms:
    """Terms of a new rule with one condition of the kind, nothing filled."""
    return Terms(programmes=Programmes(), people=People(), conditions=(Condition(kind=kind),))
