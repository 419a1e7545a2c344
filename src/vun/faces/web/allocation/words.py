"""What the pages of planning say: tabs, the proof, assumptions, reasons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import Problem
from vun.engines.optimizer.clash import Limit
from vun.engines.optimizer.explain import Reason
from vun.faces.web import formats
from vun.faces.web.labels import label
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import Tab, Text
from vun.faces.web.request import Request
from vun.records.allocation import queries
from vun.records.allocation.domain import (
    AssumptionCode,
    Away,
    AwayReason,
    ExclusionCode,
    LeftCode,
    PolicyTerm,
)
from vun.records.allocation.queries import Answer, PersonItem, ResultLine
from vun.records.people.domain import AbsenceKind
from vun.records.registers.domain import JobState
from vun.records.standards.domain import StudyMode

CLOSED = 1e-6
"""A plan this near to its bound, as a part of it, is the best there is."""


def area_tabs(request: Request, current: str) -> list[Tab]:
    """Scenarios, the policy, the inputs; and back to the plans."""
    tabs = [
        Tab(_("Phương án"), reverse("allocation:list"), is_current=current == "scenarios"),
        Tab(_("Chính sách ưu tiên"), reverse("allocation:policy"), is_current=current == "policy"),
        Tab(_("Điều kiện"), reverse("allocation:inputs"), is_current=current == "inputs"),
    ]
    return tabs if request.actor.may_everywhere(Permission.PLAN_VIEW) else []


def proof(summary: Mapping[str, Any]) -> str:
    """How far the plan is from the best possible one, in a sentence."""
    gap = summary.get("gap")
    if gap is None:
        return gettext("Chưa chứng minh được phương án này cách phương án tốt nhất bao xa.")
    if gap <= CLOSED:
        return gettext("Đã chứng minh: không có phương án nào tốt hơn.")
    if gap < 0.0001:
        return gettext("Đã chứng minh: không phương án nào hơn được phương án này quá 0,01 %.")
    return gettext(
        "Đã chứng minh: không phương án nào vượt được mức trần %(bound)s điểm; phương án này kém mức trần %(gap)s."
    ) % {"gap": formats.percent(gap * 100, 2), "bound": formats.number(summary["bound"])}


def known(scenario: Any) -> str:
    """Where the plan was known from, when the search came to no better one; "" for a plan of its own."""
    source = scenario.summary.get("known_from")
    if not source:
        return ""
    if source[0] == scenario.pk:
        return gettext("Lần tìm này không hơn được kết quả trước; giữ kết quả trước.")
    return gettext(
        "Lấy theo kết quả của “%(name)s”, vốn cũng thoả điều kiện này: trong thời gian đã cho máy chưa tìm được phương "
        "án nào hơn. Cho thời gian tìm dài hơn thì có thể có."
    ) % {"name": source[1]}


def empty(summary: Mapping[str, Any]) -> str:
    """Why the plan opens no class at all; "" for one that does."""
    if summary["classes"]:
        return ""
    reasons = [f"{text}: {formats.number(count)}" for _code, text, count in left(summary)]
    reasons += [f"{text}: {formats.number(count)}" for _code, text, count in excluded(summary)]
    return gettext("Không mở lớp nào. Phần còn thiếu: %(reasons)s.") % {"reasons": "; ".join(reasons)}


def closed(summary: Mapping[str, Any]) -> str:
    """How much of what is missing the plan closes, and what it spends, in a sentence."""
    return gettext(
        "Đáp ứng %(learners)s trên %(wanted)s phần còn thiếu (%(share)s), dùng %(cost)s trên %(budget)s triệu đồng."
    ) % {
        "learners": formats.number(summary["learners"]),
        "wanted": formats.number(summary["wanted"]),
        "share": formats.percent(summary["learners"] * 100 / summary["wanted"]),
        "cost": formats.millions(summary["cost"]),
        "budget": formats.millions(summary["budget"]),
    }


def left(summary: Mapping[str, Any]) -> list[tuple[str, str, int]]:
    """Why gaps are not in the plan (code and words) and how many, the most first."""
    rows = sorted(summary["left"].items(), key=lambda row: -row[1])
    return [(code, label(LeftCode(code)), count) for code, count in rows]


_NORMS = ("plans:norms", "", _("Định mức chi"))
_VENUES = ("allocation:inputs", "venues", _("Địa điểm mở lớp"))
_LECTURERS = ("allocation:inputs", "lecturers", _("Giảng viên"))
_COURSES = ("allocation:inputs", "courses", _("Điều kiện mở lớp"))
_POLICY = ("allocation:policy", "", _("Chính sách ưu tiên"))
_SETTLED_AT: Mapping[AssumptionCode, tuple[str, str, Text]] = {
    AssumptionCode.BUDGET_OF_OTHER_YEAR: ("plans:funds", "", _("Giao kinh phí")),
    AssumptionCode.CENTRAL_TARGETS: ("plans:central", "", _("Chỉ tiêu trung ương")),
    AssumptionCode.VENUES_FROM_CLASSES: _VENUES,
    AssumptionCode.DISTANCES: _VENUES,
    AssumptionCode.LECTURERS_UNLIMITED: _LECTURERS,
    AssumptionCode.LECTURERS_OF_SOME_UNLIMITED: _LECTURERS,
    AssumptionCode.RELEASE_SHARE: ("allocation:inputs", "limits", _("Giới hạn của đơn vị")),
    AssumptionCode.CLASS_SIZES: _COURSES,
    AssumptionCode.MODES: _COURSES,
    AssumptionCode.SOURCES_PAY_ALL: ("allocation:inputs", "sources", _("Nguồn kinh phí chi cho gì")),
    AssumptionCode.CANNOT_LEAVE: _POLICY,
    AssumptionCode.NO_LECTURER_NORM: _NORMS,
    AssumptionCode.NO_MEALS_NORM: _NORMS,
    AssumptionCode.NO_ROOM_NORM: _NORMS,
    AssumptionCode.NORMS_UNVERIFIED: _NORMS,
    AssumptionCode.NO_SURVEY: ("needs:list", "", _("Khảo sát nhu cầu")),
}
"""Where what was assumed is told instead: the page, its part, what it is called."""

_OF_A_YEAR = frozenset({"allocation:inputs", "plans:funds"})


def _pointed(code: AssumptionCode, params: Mapping[str, str], year: int) -> tuple[str, str, Text]:
    """An assumption in words, and where it is settled (address, name)."""
    name, part, text = _SETTLED_AT.get(code, ("", "", ""))
    query = f"?year={year}" if name in _OF_A_YEAR else ""
    address = f"{reverse(name)}{query}{part and '#'}{part}" if name else ""
    return label(code) % params, address, text


def assumptions(scenario: Any) -> list[tuple[str, str, Text]]:
    """The assumptions a scenario rests on, as `lacking`."""
    taken = scenario.summary.get("assumptions", ())
    return [_pointed(AssumptionCode(one["code"]), one["words"], scenario.year) for one in taken]


def lacking(year: int, on: date) -> list[tuple[str, str, Text]]:
    """What the data do not tell for the year and is assumed: the sentence, and where it is settled (address, name)."""
    return [_pointed(one.code, one.words, year) for one in queries.assumed_before(year, on)]


_GRAVE = frozenset(
    {
        AssumptionCode.BUDGET_OF_OTHER_YEAR,
        AssumptionCode.NO_LECTURER_NORM,
        AssumptionCode.NO_MEALS_NORM,
        AssumptionCode.NO_ROOM_NORM,
    }
)
"""Without these the money of a plan means little."""


def grave(scenario: Any) -> list[tuple[str, str, Text]]:
    """The assumptions of a plan that its reader is to be told first; as `lacking`."""
    taken = ((AssumptionCode(one["code"]), one["words"]) for one in scenario.summary.get("assumptions", ()))
    return [_pointed(code, params, scenario.year) for code, params in taken if code in _GRAVE]


def excluded(summary: Mapping[str, Any]) -> list[tuple[str, str, int]]:
    """Why gaps were left out (code and words) and how many, the most first."""
    rows = sorted(summary.get("excluded", {}).items(), key=lambda row: -row[1])
    return [(code, label(ExclusionCode(code)), count) for code, count in rows]


def failure(scenario: Any) -> str:
    """Why the last search, or the last curve, came to nothing, if that is known; also where its worker was lost."""
    told: Mapping[str, Any] = scenario.summary
    if "problem" not in told and scenario.job is not None and scenario.job.state == JobState.FAILED:
        told = scenario.job.result
    if "problem" not in told:
        return ""
    params = dict(told["params"])
    if "limits" in params:
        params["limits"] = ", ".join(label(Limit(one)) for one in params["limits"].split(","))
    return problem_text(Problem(told["problem"], **params))


def parts(item: PersonItem) -> str:
    """Where the weight of a gap comes from, in a line."""
    said = [
        f"{label(PolicyTerm(term))}: "
        + (f"× {formats.percent(value, 0)}" if is_factor else f"+{formats.number(value)}")
        for term, value, is_factor in item.parts
    ]
    return "; ".join(said) or gettext("chỉ để đủ đầu vào cho chương trình sau")


def away(one: Away, *, is_kind_told: bool) -> str:
    """Why somebody is not there, and in which months, in a line; the kind of an absence is the record's to tell."""
    reason = label(AbsenceKind(one.kind)) if one.kind and is_kind_told else label(one.reason)
    months = ", ".join(str(month + 1) for month in sorted(one.months))
    if one.reason is AwayReason.IN_CLASS:
        return gettext("%(reason)s: không xếp lớp tập trung vào tháng %(months)s.") % {
            "reason": reason,
            "months": months,
        }
    return gettext("%(reason)s: không xếp lớp vào tháng %(months)s.") % {"reason": reason, "months": months}


_REASONS = {
    Reason.UNIT_QUOTA: _("Chỉ tiêu năm của đơn vị đã dành cho những phần còn thiếu nhiều điểm hơn."),
    Reason.TWO_CLASSES: _("Người này đã đủ số lớp trong năm hoặc đang học lớp tập trung khác."),
    Reason.BUDGET: _("Kinh phí cho suất này giúp được nhiều điểm hơn ở nơi khác."),
    Reason.NO_CLASS: _(
        "Không mở lớp nào người này theo học được: không đủ người, phòng, giảng viên hoặc kinh phí."
    ),
    Reason.PREREQUISITE: _("Chưa xếp được chương trình phải học trước."),
    Reason.BELOW_CUTOFF: _("Lớp đã đủ người có nhiều điểm hơn."),
}


def where(line: ResultLine) -> str:
    """When and where the classes of a line are, in a few words."""
    return gettext("tháng %(month)s, %(venue)s") % {
        "month": line.first_month,
        "venue": line.venue_name or gettext("lớp trực tuyến"),
    }


def reason(answer: Answer, item: PersonItem) -> str:
    """Why the item is in the plan or not, in a sentence or two."""
    if item.line is not None:
        return gettext("Đi học %(mode)s tháng %(month)s, tại %(venue)s.") % {
            "mode": label(StudyMode(item.line.mode)).lower(),
            "month": item.line.first_month,
            "venue": item.line.venue_name or gettext("lớp trực tuyến"),
        }
    if answer.left[item.item] is LeftCode.NO_SOURCE:
        return gettext(
            "Không nguồn kinh phí nào của phương án được chi cho chương trình này. Mở phạm vi chi của nguồn ở thẻ "
            "“Điều kiện”, hoặc cấp kinh phí cho nguồn khác."
        )
    if answer.left[item.item] is LeftCode.TOO_FEW:
        wanted, least = answer.wanted_and_least(item.item)
        return gettext(
            "Chỉ %(wanted)s người cần chương trình này, mà một lớp cần ít nhất %(least)s người. "
            "Hạ số học viên ít nhất của chương trình, hoặc cử đi học nơi khác."
        ) % {"wanted": formats.number(wanted), "least": formats.number(least)}
    told = answer.explain(item.item)
    said = str(_REASONS[told.reason]) if told.reason is not None else ""
    if told.is_away:
        said = gettext("Các lớp của chương trình này đều vào tháng người này vắng mặt.")
    price = told.prices["total"]
    # A price says something only where it is what the gap is not worth.
    if price >= item.weight:
        said += " " + gettext(
            "Một suất phải đáng giá từ %(price)s điểm; phần còn thiếu này được %(weight)s điểm."
        ) % {
            "price": formats.number(price, 1),
            "weight": formats.number(item.weight),
        }
    return said
