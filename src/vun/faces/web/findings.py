"""What a rule of eligibility found about somebody, in words, with clause and law."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from vun.faces.web import formats
from vun.faces.web.labels import label
from vun.records.eligibility.domain import ConditionKind, Finding, Outcome, SendingRule


def basis_text(rule: SendingRule) -> str:
    """The clause and the document a rule stands in; said when nobody has confirmed it."""
    where = ", ".join(part for part in (rule.clause, rule.legal_basis) if part)
    return where if rule.is_verified else _("%(where)s; chưa đối chiếu nguyên văn") % {"where": where}


def finding_text(finding: Finding) -> str:
    """What a rule found about somebody, with clause and law."""
    said = finding.rule.name
    found = found_text(finding)
    parts = {"rule": said, "found": found, "basis": basis_text(finding.rule)}
    text = _("%(rule)s: %(found)s (%(basis)s)") if found else _("%(rule)s (%(basis)s)")
    if finding.excused_by is None:
        return text % parts
    excuse = {"name": finding.excused_by.name, "basis": basis_text(finding.excused_by)}
    return text % parts + _("; được miễn: %(name)s (%(basis)s)") % excuse


def found_text(finding: Finding) -> str:
    """What was found: the age, the day service is complete, the ratings."""
    if finding.outcome is Outcome.UNKNOWN and finding.condition.kind is not ConditionKind.RATINGS:
        return _("hồ sơ chưa ghi")
    tell = _FOUND.get(finding.condition.kind)
    if tell is not None:
        return tell(finding.found)
    return _("đạt") if finding.outcome is Outcome.HOLDS else _("không đạt")


def _found_age(found: Mapping[str, Any]) -> str:
    days = {"born": formats.day(found["birth_on"]), "on": formats.day(found["on"]), "age": found["age"]}
    return _("sinh ngày %(born)s, %(age)s tuổi ngày %(on)s") % days


def _found_service(found: Mapping[str, Any]) -> str:
    days = {"since": formats.day(found["since"]), "enough": formats.day(found["enough_on"])}
    return _("công tác từ %(since)s, đủ từ ngày %(enough)s") % days


def _found_ratings(found: Mapping[str, Any]) -> str:
    none = _("chưa xếp loại")
    grades = found["ratings"].items()
    return ", ".join(
        f"{year}: {label(grade, 'RatingGrade').lower() if grade else none}" for year, grade in grades
    )


def _found_party(found: Mapping[str, Any]) -> str:
    if found["official_on"]:
        return _("đảng viên chính thức từ %(on)s") % {"on": formats.day(found["official_on"])}
    if found["joined_on"]:
        return _("vào Đảng ngày %(on)s, chưa chính thức") % {"on": formats.day(found["joined_on"])}
    return _("chưa phải đảng viên")


def _found_periods(found: Mapping[str, Any]) -> str:
    return _("đã học %(periods)s tiết trong năm") % {"periods": formats.number(found["periods"])}


def _found_tier(found: Mapping[str, Any]) -> str:
    return _("diện quản lý: %(tier)s") % {"tier": label(found["tier"], "ManagementTier") or _("chưa ghi")}


_FOUND: dict[ConditionKind, Callable[[Mapping[str, Any]], str]] = {
    ConditionKind.AGE_AT_MOST: _found_age,
    ConditionKind.AGE_AT_LEAST: _found_age,
    ConditionKind.SERVICE: _found_service,
    ConditionKind.RATINGS: _found_ratings,
    ConditionKind.PARTY: _found_party,
    ConditionKind.PERIODS_BELOW: _found_periods,
    ConditionKind.TIER: _found_tier,
}
