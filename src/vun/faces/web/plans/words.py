"""How the values of a plan read: months, states with who is next, and what changed between versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Actor
from vun.common.text import name_key
from vun.faces.web import formats
from vun.faces.web.labels import label
from vun.records.funding import queries as funding
from vun.records.orgs import queries as orgs
from vun.records.people import queries as people
from vun.records.plans import queries as plans
from vun.records.plans.domain import Difference, DifferenceKind, FieldChange, LineState, VersionState
from vun.records.registers import queries as registers
from vun.records.standards import queries as standards

FIELD_NAMES: Mapping[str, str | Promise] = {
    "year": _("Năm"),
    "branch": _("Loại"),
    "title": _("Tên lớp"),
    "classes": _("Số lớp"),
    "learners": _("Tổng số học viên"),
    "programme_id": _("Chương trình"),
    "audience_id": _("Nhóm đối tượng"),
    "audience_text": _("Đối tượng, ghi rõ"),
    "first_month": _("Từ tháng"),
    "last_month": _("Đến tháng"),
    "mode": _("Hình thức"),
    "place": _("Nơi học"),
    "venue": _("Địa điểm"),
    "host_id": _("Đơn vị chủ trì"),
    "partner": _("Cơ sở phối hợp"),
    "origin": _("Nguồn chỉ tiêu"),
    "target_decision_id": _("Văn bản giao chỉ tiêu"),
    "central_id": _("Chỉ tiêu trung ương giao"),
    "central_learners": _("Trong đó theo chỉ tiêu trung ương"),
    "note": _("Ghi chú"),
}


_FREE_TEXTS = frozenset({"audience_text", "venue", "partner", "note"})
"""What may be left empty for good, so that an empty one is nothing unknown."""


def months(line: Any) -> str:
    """``tháng 3``, ``tháng 3–5``, or the word for what is not known yet."""
    if line.first_month is None:
        return gettext("chưa rõ")
    if line.first_month == line.last_month:
        return gettext("tháng %(month)s") % {"month": line.first_month}
    return gettext("tháng %(first)s–%(last)s") % {"first": line.first_month, "last": line.last_month}


def audience(line: Any) -> str:
    """Whom a line is for, as one text."""
    return ", ".join(str(part) for part in (line.audience, line.audience_text) if part)


def waits_for(version: Any) -> str:
    """Who acts next on a version; nobody when it is approved or over."""
    unit = version.plan.unit.name
    if version.state in (VersionState.DRAFT, VersionState.RETURNED):
        return gettext("người lập kế hoạch của %(unit)s") % {"unit": unit}
    if version.state == VersionState.SUBMITTED:
        return gettext("lãnh đạo %(unit)s") % {"unit": unit}
    return ""


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One value before and after, as it reads."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """A line's differences, as they read."""

    difference: Difference
    title: str
    changes: list[ShownChange]


def shown_differences(actor: Actor, found: list[Difference], on: Any) -> list[ShownDifference]:
    """The differences with every id as a name; a fixed number of queries."""
    names = _Names(actor, found, on)
    shown = []
    for difference in found:
        state = difference.after or difference.before
        if state is not None:
            changes = [names.change(change) for change in difference.changes if change.field != "proposed"]
            if difference.kind is not DifferenceKind.CHANGED:
                changes.append(_whole(state))
            changes += names.people(difference)
            shown.append(ShownDifference(difference, state.terms.title, changes))
    return shown


def _whole(state: LineState) -> ShownChange:
    """A line added or removed as a whole."""
    what = gettext("cả nội dung, %(learners)s học viên") % {"learners": formats.number(state.terms.learners)}
    return ShownChange(what, "", "")


def _proposed(difference: Difference) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """The (person, unit) pairs no longer proposed, and those proposed anew."""
    was = set(difference.before.proposed) if difference.before else set()
    now = set(difference.after.proposed) if difference.after else set()
    return was - now, now - was


class _Names:
    """The names behind the ids in some differences."""

    def __init__(self, actor: Actor, found: Sequence[Difference], on: Any) -> None:
        pairs = {pair for difference in found for half in _proposed(difference) for pair in half}
        self._people = people.names_of({person for person, _unit in pairs})
        changes = [change for difference in found for change in difference.changes]
        units = {change.key for change in changes if change.field == "quota"} | _ids(changes, "host_id")
        units |= {unit for _person, unit in pairs}
        self._units = orgs.names_on([unit for unit in units if isinstance(unit, int)], on)
        self._of: dict[str, Mapping[Any, str]] = {
            "host_id": self._units,
            "programme_id": {
                one.pk: one.name
                for one in standards.programmes().filter(pk__in=_ids(changes, "programme_id"))
            },
            "audience_id": {one.pk: one.name for one in standards.audiences()},
            "central_id": {one.pk: str(one) for one in plans.central_quotas()},
            "target_decision_id": {
                one.pk: one.number
                for one in registers.decisions_visible_to(actor).filter(
                    pk__in=_ids(changes, "target_decision_id")
                )
            },
        }
        self._sources = {source.pk: source.name for source in funding.sources()}

    def change(self, change: FieldChange) -> ShownChange:
        if change.field == "budget":
            what = gettext("Kinh phí từ %(source)s (đồng)") % {
                "source": self._sources.get(str(change.key), "")
            }
            return ShownChange(
                what, *(formats.dash(_number(value)) for value in (change.before, change.after))
            )
        if change.field == "quota":
            what = gettext("Chỉ tiêu của %(unit)s") % {"unit": self._units.get(_number(change.key), "")}
            return ShownChange(
                what, *(formats.dash(_number(value)) for value in (change.before, change.after))
            )
        return ShownChange(
            str(FIELD_NAMES[change.field]),
            self._value(change.field, change.before),
            self._value(change.field, change.after),
        )

    def people(self, difference: Difference) -> list[ShownChange]:
        """Who is no longer proposed under the line and who is anew, by name; nothing where nobody is either."""
        gone, come = _proposed(difference)
        if not gone and not come:
            return []
        return [ShownChange(gettext("Người dự kiến cử"), self._listed(gone), self._listed(come))]

    def _listed(self, pairs: set[tuple[int, int]]) -> str:
        named = sorted((name_key(self._people[person]), self._people[person], unit) for person, unit in pairs)
        told = (f"{name} ({self._units.get(unit, '')})" for _key, name, unit in named)
        return "; ".join(told) or formats.DASH

    def _value(self, field: str, value: object) -> str:
        if value is None or value == "":
            return formats.DASH if field in _FREE_TEXTS else formats.unknown()
        if field in self._of:
            return self._of[field].get(value, gettext("chưa rõ"))
        if field in ("branch", "mode", "place", "origin"):
            return label(value)
        return (
            formats.number(value)
            if isinstance(value, int) and field in ("classes", "learners")
            else str(value)
        )


def _ids(changes: Iterable[FieldChange], field: str) -> set[int]:
    """The ids a field of the terms had or has."""
    values = {value for change in changes if change.field == field for value in (change.before, change.after)}
    return {value for value in values if isinstance(value, int)}


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
