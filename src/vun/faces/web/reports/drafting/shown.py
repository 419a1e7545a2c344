"""A definition as its page lays it out: each row and column with what it counts in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.faces.web.reports.drafting.faults import Fault, name_of
from vun.records.delivery.domain import CountingRule
from vun.reports.counting.names import Names
from vun.reports.counting.opening import condition_words
from vun.reports.definitions.fields import FIELDS
from vun.reports.definitions.measures import MEASURES
from vun.reports.definitions.reading import read_condition
from vun.reports.definitions.tree import walk
from vun.reports.formulas import Reckoning
from vun.reports.model import Units
from vun.reports.words import RULES, UNITS

_KINDS: dict[str, str | Promise] = {
    "heading": _("tiêu đề, không có số"),
    "other": _("phần còn lại của các hàng cùng cấp"),
    "total": _("tổng cộng"),
}
_RECKONED: dict[Reckoning, str | Promise] = {
    Reckoning.SHARE: _("tỷ lệ %% của %(first)s trong %(second)s"),
    Reckoning.RATIO: _("%(first)s chia %(second)s"),
    Reckoning.DIFFERENCE: _("%(first)s trừ %(second)s"),
    Reckoning.SUM: _("tổng của %(all)s"),
    Reckoning.PART: _("tỷ trọng %% của %(first)s trong hàng tổng cộng"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A row or column; ``place`` is its path in an address, ``says`` what it counts."""

    place: str
    depth: int
    name: str
    says: tuple[str, ...]
    is_at_fault: bool
    is_first: bool
    is_last: bool

    @property
    def at_top(self) -> bool:
        return not self.depth


def shown_rows(data: Mapping[str, Any], at_fault: Collection[Fault], names: Names) -> list[Shown]:
    """The rows, each whole before its parts."""
    return list(_shown(data, "rows", at_fault, lambda part: _row_says(part, names)))


def shown_columns(data: Mapping[str, Any], at_fault: Collection[Fault], names: Names) -> list[Shown]:
    """The columns, each heading before what stands below it."""
    called = {
        str(one.get("key")): name_of(one) or str(one.get("key"))
        for _at, one in walk(data.get("columns") or [])
    }
    return list(_shown(data, "columns", at_fault, lambda part: _column_says(part, called, names)))


def _shown(data: Mapping[str, Any], side: str, at_fault: Collection[Fault], says: Any) -> Iterator[Shown]:
    parts = list(walk(data.get(side) or []))
    places = {place for place, _part in parts}
    for place, part in parts:
        yield Shown(
            place=".".join(map(str, place)),
            depth=len(place) - 1,
            name=name_of(part) or gettext("(không tên)"),
            says=tuple(says(part)),
            is_at_fault=(side, place) in at_fault,
            is_first=not place[-1],
            is_last=(*place[:-1], place[-1] + 1) not in places,
        )


def _row_says(part: Mapping[str, Any], names: Names) -> Iterator[str]:
    yield from (str(words) for kind, words in _KINDS.items() if part.get(kind))
    if part.get("each"):
        yield gettext("mỗi %(field)s một hàng") % {"field": str(FIELDS[part["each"]].label).lower()}
    if part.get("measure"):
        yield gettext("đếm %(measure)s") % {"measure": str(MEASURES[part["measure"]].label).lower()}
    yield from _condition(part, names)
    if part.get("exclusive"):
        yield gettext("hàng con không trùng nhau")
    if part.get("complete"):
        yield gettext("hàng con cộng lại phải đủ")


def _column_says(part: Mapping[str, Any], called: Mapping[str, str], names: Names) -> Iterator[str]:
    if part.get("each"):
        yield gettext("mỗi %(field)s một cột") % {"field": str(FIELDS[part["each"]].label).lower()}
    if part.get("measure"):
        yield str(MEASURES[part["measure"]].label).lower()
    for reckoning, words in _RECKONED.items():
        of = part.get(reckoning.value)
        if of:
            told = [f"“{called.get(str(one), str(one))}”" for one in of]
            yield str(words) % {"first": told[0], "second": told[-1], "all": ", ".join(told)}
    if not part.get("measure") and not part.get("parts") and not any(one.value in part for one in Reckoning):
        yield gettext("chưa có cột con nào")
    yield from _condition(part, names)


def _condition(part: Mapping[str, Any], names: Names) -> Iterator[str]:
    if part.get("where"):
        yield condition_words(read_condition(part["where"]), names)


def about_of(data: Mapping[str, Any], names: Names) -> list[tuple[str, str]]:
    """What the whole report is: (what, words), of what is said."""
    years = int(data.get("years", 1))
    rules = {rule.value: words for rule, words in RULES.items()}
    told = [
        (gettext("Tên mẫu"), str(data.get("name", ""))),
        (gettext("Trả lời câu hỏi gì"), str(data.get("question", ""))),
        (gettext("Tính người"), str(rules[data.get("rule", CountingRule.ADMITTED.value)])),
        (gettext("Tính theo đơn vị"), str(UNITS[Units(data.get("units", Units.THEN.value))])),
        (gettext("Chỉ nói về"), ", ".join(_condition(data, names))),
        (gettext("Số năm đặt cạnh nhau"), str(years) if years > 1 else ""),
        (gettext("Số hiệu biểu mẫu"), str(data.get("form_code", ""))),
        (gettext("Đơn vị tính"), str(data.get("unit_of_count", ""))),
        (gettext("Căn cứ, nguồn của mẫu"), str(data.get("source", ""))),
    ]
    return [(what, words) for what, words in told if words]
