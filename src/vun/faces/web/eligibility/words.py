"""Rules of eligibility said in words: whom and what they are about, and what their conditions ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from vun.faces.web import formats
from vun.faces.web.labels import label
from vun.records.eligibility.domain import Condition, ConditionKind, People, Programmes, Terms


@dataclass(frozen=True, slots=True)
class Names:
    """The names behind the codes in rules: levels, titles, groups of titles, ranks, groups of programmes."""

    levels: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    ranks: Mapping[str, str] = field(default_factory=dict)
    programme_groups: Mapping[str, str] = field(default_factory=dict)


def condition_text(condition: Condition, names: Names) -> str:
    """What the condition asks."""
    return _SAID[condition.kind](condition, names)


def _named(codes: Iterable[str], names: Mapping[str, str]) -> str:
    return _(" hoặc ").join(names.get(code, code) for code in codes)


def _age_at_most(condition: Condition, names: Names) -> str:
    if condition.at_first_sending:
        return _("không quá %(years)s tuổi vào ngày được cử đi đào tạo sau đại học lần đầu") % {
            "years": condition.years
        }
    return _("không quá %(years)s tuổi") % {"years": condition.years}


def _age_at_least(condition: Condition, names: Names) -> str:
    return _("nữ từ %(female)s tuổi, nam từ %(male)s tuổi") % {
        "female": condition.female,
        "male": condition.male,
    }


def _service(condition: Condition, names: Names) -> str:
    if not condition.years:
        return _("đã hết %(months)s tháng tập sự") % {"months": condition.months_off}
    if not condition.months_off:
        return _("đủ %(years)s năm công tác") % {"years": condition.years}
    return _("đủ %(years)s năm công tác, không kể %(months)s tháng tập sự") % {
        "years": condition.years,
        "months": condition.months_off,
    }


def _ratings(condition: Condition, names: Names) -> str:
    return _("%(years)s năm liên tục liền kề xếp loại từ “%(grade)s” trở lên") % {
        "years": condition.years,
        "grade": label(condition.grade, "RatingGrade").lower(),
    }


def _party(condition: Condition, names: Names) -> str:
    return _("đảng viên chính thức") if condition.official else _("đảng viên dự bị hoặc chính thức")


def _holds(condition: Condition, names: Names) -> str:
    said = _("có %(levels)s trở lên") % {"levels": _named(condition.codes, names.levels)}
    if condition.before is None:
        return said
    return _("có %(levels)s cấp trước ngày %(day)s") % {
        "levels": _named(condition.codes, names.levels),
        "day": formats.day(condition.before),
    }


def _post(condition: Condition, names: Names) -> str:
    held = [names.groups.get(code, code) for code in condition.held_groups] + [
        names.titles.get(code, code) for code in condition.held_titles
    ]
    planned = [names.groups.get(code, code) for code in condition.planned_groups] + [
        names.titles.get(code, code) for code in condition.planned_titles
    ]
    parts = [
        _("đang giữ: %(posts)s") % {"posts": "; ".join(held)} if held else "",
        _("được quy hoạch: %(posts)s") % {"posts": "; ".join(planned)} if planned else "",
    ]
    return _(" hoặc ").join(part for part in parts if part)


def _tier(condition: Condition, names: Names) -> str:
    said = _("diện quản lý: %(tiers)s") % {
        "tiers": _(" hoặc ").join(label(tier, "ManagementTier") for tier in condition.tiers)
    }
    return _("%(said)s, hoặc giữ chức vụ lãnh đạo") % {"said": said} if condition.leaders_too else said


def _area(condition: Condition, names: Names) -> str:
    parts = [label(zone, "Zone").lower() for zone in condition.zones]
    said = _("công tác ở %(zones)s") % {"zones": ", ".join(parts)} if parts else ""
    minority = _("người dân tộc thiểu số") if condition.minority else ""
    return _(" hoặc ").join(part for part in (minority, said) if part)


def _in_rank(condition: Condition, names: Names) -> str:
    return _("đã ở ngạch %(ranks)s trước ngày %(day)s") % {
        "ranks": _named(condition.codes, names.ranks).lower(),
        "day": formats.day(condition.before),
    }


def _periods(condition: Condition, names: Names) -> str:
    return _("chưa học đủ %(periods)s tiết trong năm") % {"periods": condition.periods}


_SAID: dict[ConditionKind, Callable[[Condition, Names], str]] = {
    ConditionKind.AGE_AT_MOST: _age_at_most,
    ConditionKind.AGE_AT_LEAST: _age_at_least,
    ConditionKind.SERVICE: _service,
    ConditionKind.RATINGS: _ratings,
    ConditionKind.PARTY: _party,
    ConditionKind.HOLDS: _holds,
    ConditionKind.POST: _post,
    ConditionKind.TIER: _tier,
    ConditionKind.AREA: _area,
    ConditionKind.IN_RANK_BEFORE: _in_rank,
    ConditionKind.PERIODS_BELOW: _periods,
}


def conditions_text(terms: Terms, names: Names) -> str:
    """All conditions of a rule."""
    return "; ".join(condition_text(condition, names) for condition in terms.conditions)


def programmes_text(programmes: Programmes, names: Names) -> str:
    """Which programmes a rule is about."""
    parts = [
        ", ".join(label(branch, "Branch") for branch in programmes.branches),
        ", ".join(names.programme_groups.get(code, code) for code in programmes.groups),
        ", ".join(names.levels.get(code, code) for code in programmes.grants),
        ", ".join(label(mode, "StudyMode") for mode in programmes.modes),
        ", ".join(label(place, "StudyPlace") for place in programmes.places),
    ]
    return " · ".join(part for part in parts if part) or _("Mọi chương trình")


def people_text(people: People, names: Names) -> str:
    """Whom a rule is about."""
    leaders = {True: _("giữ chức vụ lãnh đạo"), False: _("không giữ chức vụ lãnh đạo"), None: ""}
    minority = {True: _("người dân tộc thiểu số"), False: _("người Kinh"), None: ""}
    parts = [
        ", ".join(label(kind, "StaffKind") for kind in people.kinds),
        ", ".join(names.groups.get(code, code) for code in people.title_groups),
        ", ".join(label(level, "UnitLevel") for level in people.unit_levels),
        leaders[people.is_leader],
        minority[people.is_minority],
        label(people.sex, "Sex") if people.sex else "",
    ]
    return " · ".join(part for part in parts if part) or _("Mọi người")
