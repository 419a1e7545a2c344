"""A rule: the programmes and people it is about, and the conditions it sets. Written as plain data, read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from vun.common.errors import Problem
from vun.records.eligibility.domain.facts import Facts, Subject
from vun.records.eligibility.domain.words import ConditionKind, Weight
from vun.records.orgs.domain import UnitLevel, Zone
from vun.records.people.domain import ManagementTier, RatingGrade, Sex, StaffKind
from vun.records.standards.domain import Branch, StudyMode, StudyPlace
from vun.records.standards.domain.codes import stem_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Programmes:
    """Which programmes a rule is about: every part that is filled must match; one with none is about all."""

    branches: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    grants: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def match(self, subject: Subject) -> bool:
        return (
            (not self.branches or subject.branch in self.branches)
            and (not self.groups or subject.group in self.groups)
            and (not self.grants or subject.grants in self.grants)
            and (not self.modes or subject.mode in self.modes)
            and (not self.places or subject.place in self.places)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Whom a rule is about, by the primary post: every part that is filled must match; one with none is about all."""

    kinds: tuple[str, ...] = ()
    title_groups: tuple[str, ...] = ()
    unit_levels: tuple[str, ...] = ()
    is_leader: bool | None = None
    is_minority: bool | None = None
    sex: str = ""

    def match(self, facts: Facts) -> bool:
        return (
            (not self.kinds or facts.kind in self.kinds)
            and (not self.title_groups or facts.group in self.title_groups)
            and (not self.unit_levels or facts.level in self.unit_levels)
            and self.is_leader in (None, facts.is_leader)
            and self.is_minority in (None, facts.is_minority)
            and self.sex in ("", facts.sex)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition; which of the other parts count is told by ``kind``, see `PARTS`.

    ``years`` and ``male``/``female`` are completed years of age or service, or how many ratings; ``months_off`` are
    months of probation not counted as service; ``codes`` are levels or ranks, of which one is enough; ``before`` is
    the day by which it had to be had; ``held_*`` and ``planned_*`` are titles and groups of titles, of which one, held
    or planned for, is enough.
    """

    kind: ConditionKind
    years: int = 0
    male: int = 0
    female: int = 0
    months_off: int = 0
    at_first_sending: bool = False
    grade: str = ""
    official: bool = False
    codes: tuple[str, ...] = ()
    before: date | None = None
    held_groups: tuple[str, ...] = ()
    held_titles: tuple[str, ...] = ()
    planned_groups: tuple[str, ...] = ()
    planned_titles: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    leaders_too: bool = False
    zones: tuple[str, ...] = ()
    minority: bool = False
    periods: int = 0


PARTS: dict[ConditionKind, tuple[str, ...]] = {
    ConditionKind.AGE_AT_MOST: ("years", "at_first_sending"),
    ConditionKind.AGE_AT_LEAST: ("male", "female"),
    ConditionKind.SERVICE: ("years", "months_off"),
    ConditionKind.RATINGS: ("years", "grade"),
    ConditionKind.PARTY: ("official",),
    ConditionKind.HOLDS: ("codes", "before"),
    ConditionKind.POST: ("held_groups", "held_titles", "planned_groups", "planned_titles"),
    ConditionKind.TIER: ("tiers", "leaders_too"),
    ConditionKind.AREA: ("zones", "minority"),
    ConditionKind.IN_RANK_BEFORE: ("codes", "before"),
    ConditionKind.PERIODS_BELOW: ("periods",),
}
"""The parts of a condition that its kind gives a meaning to; no other may be written."""

_MAY_BE_EMPTY = frozenset(
    {"at_first_sending", "months_off", "official", "before", "leaders_too", "minority", "zones"}
)
_ONE_IS_ENOUGH = frozenset({ConditionKind.POST, ConditionKind.SERVICE})


def needed_parts(kind: ConditionKind) -> frozenset[str]:
    """The parts without which a condition of the kind says nothing."""
    if kind in _ONE_IS_ENOUGH:
        return frozenset()
    needed = frozenset(PARTS[kind]) - _MAY_BE_EMPTY
    return needed | {"before"} if kind is ConditionKind.IN_RANK_BEFORE else needed


_ENUMS: dict[str, type[StrEnum]] = {
    "branches": Branch,
    "modes": StudyMode,
    "places": StudyPlace,
    "kinds": StaffKind,
    "unit_levels": UnitLevel,
    "sex": Sex,
    "grade": RatingGrade,
    "tiers": ManagementTier,
    "zones": Zone,
}
_MOST = {"years": 80, "male": 80, "female": 80, "months_off": 120, "periods": 2000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a rule says. With ``excuses``, whoever it is about and all conditions hold for is excused from that rule.

    ``excuses`` names a rule by the part of its code before the year.
    """

    programmes: Programmes
    people: People
    conditions: tuple[Condition, ...]
    weight: Weight = Weight.REFUSES
    excuses: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingRule:
    """One dated rule in force, with the clause of the law it comes from.

    ``is_verified`` False: written down from memory; it asks to be looked at and refuses nobody until confirmed.
    """

    id: int
    code: str
    name: str
    clause: str
    legal_basis: str
    start_on: date
    end_on: date | None
    is_verified: bool
    terms: Terms

    @property
    def stem(self) -> str:
        """The code without the year: what rows of one rule over time have in common."""
        return stem_of(self.code)


def to_plain(terms: Terms) -> dict[str, Any]:
    """The terms as they are stored: only what is filled, lists and ISO days."""
    return {
        "programmes": _filled(terms.programmes),
        "people": _filled(terms.people),
        "conditions": [_filled(condition) for condition in terms.conditions],
        "weight": terms.weight.value,
        "excuses": terms.excuses,
    }


def _filled(part: Programmes | People | Condition) -> dict[str, Any]:
    found = {field.name: getattr(part, field.name) for field in fields(part)}
    return {name: _plain(value) for name, value in found.items() if value not in ((), "", None, 0, False)} | {
        # False says something here: not a leader, not of a minority.
        name: False
        for name, value in found.items()
        if value is False and isinstance(part, People)
    }


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, ConditionKind):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def from_plain(plain: Mapping[str, Any]) -> Terms:
    """Read terms as stored or as a file has them.

    Raises Problem ("eligibility.bad_terms") for a part nobody knows, a figure out of reason, an empty condition or
    none at all: no rule is half understood.
    """
    unknown = plain.keys() - {"programmes", "people", "conditions", "weight", "excuses"}
    if unknown:
        raise _bad(*unknown)
    weight = plain.get("weight", Weight.REFUSES.value)
    if weight not in set(Weight):
        raise _bad("weight")
    conditions = tuple(_condition(part) for part in plain.get("conditions", ()))
    if not conditions:
        raise Problem("eligibility.no_condition", field="conditions")
    return Terms(
        programmes=Programmes(**_parts(Programmes, plain.get("programmes", {}))),
        people=People(**_parts(People, plain.get("people", {}))),
        conditions=conditions,
        weight=Weight(weight),
        excuses=str(plain.get("excuses", "")),
    )


def _condition(plain: Mapping[str, Any]) -> Condition:
    kind = plain.get("kind")
    if kind not in set(ConditionKind):
        raise _bad("kind")
    known = PARTS[ConditionKind(kind)]
    told = _parts(Condition, {name: value for name, value in plain.items() if name != "kind"})
    if told.keys() - set(known):
        raise _bad(*(told.keys() - set(known)))
    lacking = [name for name in needed_parts(ConditionKind(kind)) if not told.get(name)]
    if lacking or (not any(told.values()) and ConditionKind(kind) is not ConditionKind.PARTY):
        raise _bad(*(lacking or known))
    return Condition(kind=ConditionKind(kind), **told)


def _parts(part: type[Any], plain: Mapping[str, Any]) -> dict[str, Any]:
    kinds = {field.name: field.type for field in fields(part) if field.name != "kind"}
    if plain.keys() - kinds.keys():
        raise _bad(*(plain.keys() - kinds.keys()))
    return {name: _value(name, str(kinds[name]), value) for name, value in plain.items()}


def _value(name: str, declared: str, value: Any) -> Any:
    if declared.startswith("bool"):
        is_right = isinstance(value, bool)
    elif declared == "int":
        is_right = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST[name]
    elif declared.startswith("date"):
        value = _day(name, value)
        is_right = True
    elif declared.startswith("tuple"):
        is_right = isinstance(value, list | tuple) and all(_is_known(name, item) for item in value)
        value = tuple(value) if is_right else value
    else:
        is_right = _is_known(name, value)
    if not is_right:
        raise _bad(name)
    return value


def _is_known(name: str, value: Any) -> bool:
    enum = _ENUMS.get(name)
    return isinstance(value, str) and bool(value) and (enum is None or value in set(enum))


def _day(name: str, value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _bad(name) from None


def _bad(*names: str) -> Problem:
    return Problem("eligibility.bad_terms", field=min(names), parts=", ".join(sorted(names)))
