"""The policy by which places are given out: dated weights the planner sets, and what they make of one gap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from vun.common.period import add_months
from vun.records.people.domain import Sex


class TermKind(StrEnum):
    """What the value of a term is."""

    POINTS = "points"
    SHARE = "share"
    DAYS = "days"
    PEOPLE = "people"
    CLASSES = "classes"
    PLACES = "places"
    KILOMETRES = "kilometres"
    MONEY = "money"


WHOLE_KINDS = frozenset(
    {TermKind.DAYS, TermKind.PEOPLE, TermKind.CLASSES, TermKind.PLACES, TermKind.KILOMETRES}
)
"""Kinds of values that are counted."""


class PolicyTerm(StrEnum):
    """The terms of the policy. Points add up; shares multiply or are parts of a whole, in per cent."""

    MISSING = "missing"
    IN_GRACE = "in_grace"
    BEFORE_POST = "before_post"
    LEADER = "leader"
    SUCCESSION = "succession"
    ZONE_II = "zone_ii"
    ZONE_III = "zone_iii"
    YEAR_MISSING = "year_missing"
    WISHED = "wished"
    WISHED_FIRST = "wished_first"
    WISHED_SECOND = "wished_second"
    NEED_ONLY = "need_only"
    PRIORITY_GROUP = "priority_group"
    MANDATORY = "mandatory"
    RETIRING_SOON = "retiring_soon"
    RETIRING = "retiring"
    LONG_COURSE = "long_course"
    LONG_COURSE_DAYS = "long_course_days"
    SMALL_UNIT = "small_unit"
    MAX_CLASSES = "max_classes"
    CLASS_MIN = "class_min"
    CLASS_MAX = "class_max"
    LONGEST_DAYS = "longest_days"
    YEAR_SHARE = "year_share"
    UNIT_FLOOR = "unit_floor"
    RELEASE_SHARE = "release_share"
    FAR_KM = "far_km"
    KM_COST = "km_cost"
    COST_WEIGHT = "cost_weight"
    FAIR_SHARE = "fair_share"
    FAIR_PENALTY = "fair_penalty"


_P, _S, _M = TermKind.POINTS, TermKind.SHARE, TermKind.MONEY
_TERMS: Mapping[PolicyTerm, tuple[TermKind, str]] = {
    PolicyTerm.MISSING: (_P, "30"),
    PolicyTerm.IN_GRACE: (_P, "15"),
    PolicyTerm.BEFORE_POST: (_P, "10"),
    PolicyTerm.LEADER: (_P, "20"),
    PolicyTerm.SUCCESSION: (_P, "30"),
    PolicyTerm.ZONE_II: (_P, "8"),
    PolicyTerm.ZONE_III: (_P, "15"),
    PolicyTerm.YEAR_MISSING: (_P, "2"),
    PolicyTerm.WISHED: (_P, "5"),
    PolicyTerm.WISHED_FIRST: (_P, "6"),
    PolicyTerm.WISHED_SECOND: (_P, "3"),
    PolicyTerm.NEED_ONLY: (_P, "10"),
    PolicyTerm.PRIORITY_GROUP: (_P, "0"),
    PolicyTerm.MANDATORY: (_P, "0"),
    PolicyTerm.RETIRING_SOON: (_S, "30"),
    PolicyTerm.RETIRING: (_S, "70"),
    PolicyTerm.LONG_COURSE: (_S, "50"),
    PolicyTerm.LONG_COURSE_DAYS: (TermKind.DAYS, "30"),
    PolicyTerm.SMALL_UNIT: (TermKind.PEOPLE, "5"),
    PolicyTerm.MAX_CLASSES: (TermKind.CLASSES, "2"),
    PolicyTerm.CLASS_MIN: (TermKind.PEOPLE, "25"),
    PolicyTerm.CLASS_MAX: (TermKind.PEOPLE, "80"),
    PolicyTerm.LONGEST_DAYS: (TermKind.DAYS, "150"),
    PolicyTerm.YEAR_SHARE: (_S, "100"),
    PolicyTerm.UNIT_FLOOR: (TermKind.PLACES, "2"),
    PolicyTerm.RELEASE_SHARE: (_S, "10"),
    PolicyTerm.FAR_KM: (TermKind.KILOMETRES, "25"),
    PolicyTerm.KM_COST: (_M, "3000"),
    PolicyTerm.COST_WEIGHT: (_P, "0.05"),
    PolicyTerm.FAIR_SHARE: (_S, "30"),
    PolicyTerm.FAIR_PENALTY: (_P, "20"),
}
DEFAULTS: Mapping[PolicyTerm, Decimal] = {term: Decimal(value) for term, (_, value) in _TERMS.items()}
"""What a term is worth while the planner has said nothing."""

OF_A_GROUP = PolicyTerm.PRIORITY_GROUP
OF_A_PROGRAMME = PolicyTerm.MANDATORY
MOST_YEARS_COUNTED = 10
SOON_YEARS, LATER_YEARS = 2, 5


def kind_of(term: PolicyTerm) -> TermKind:
    """What the value of the term is."""
    return _TERMS[term][0]


def retires_on(birth_on: date, sex: Sex) -> date:
    """The first day of retirement in normal working conditions.

    Labour Code 2019, article 169: from 60 years 3 months (men) and 55 years 4 months (women) in 2021, three and four
    months more each year, up to 62 and 60 years.
    """
    for year in range(2021, 2036):
        done = year - 2021
        months = min(723 + 3 * done, 744) if sex is Sex.MALE else min(664 + 4 * done, 720)
        day = add_months(birth_on, months)
        if day.year <= year:
            return day
    return add_months(birth_on, 744 if sex is Sex.MALE else 720)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One person and one course, as the policy weighs them.

    ``missing`` and ``in_grace`` count the clauses the course closes, ``before_post`` those that only a post planned for
    will ask; ``years_missing`` are of the one that has been missing longest. ``years_left`` until retirement.
    ``priority`` of what was registered in the survey: 1 first, 3 last, None where it was not.
    """

    missing: int
    in_grace: int
    before_post: int
    years_missing: int
    is_leader: bool
    is_in_succession: bool
    zone: str
    priority: int | None
    years_left: float
    cannot_leave: bool
    days: int
    is_full_time_only: bool
    group: str
    programme_ids: frozenset[int]

    @property
    def is_wished(self) -> bool:
        """Whether it was registered in the survey."""
        return self.priority is not None


@dataclass(frozen=True, slots=True)
class Part:
    """What one term of the policy does to a weight: adds points, or multiplies by a share of 100."""

    term: PolicyTerm
    value: Decimal
    is_factor: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """The values of a day. ``groups`` and ``programmes``: points for priority groups and mandatory programmes."""

    values: Mapping[PolicyTerm, Decimal] = field(default_factory=dict)
    groups: Mapping[str, Decimal] = field(default_factory=dict)
    programmes: Mapping[int, Decimal] = field(default_factory=dict)

    def of(self, term: PolicyTerm) -> Decimal:
        """The value in force, or the default."""
        return self.values.get(term, DEFAULTS[term])

    def number(self, term: PolicyTerm) -> int:
        """The value as a whole number."""
        return int(self.of(term))

    def share(self, term: PolicyTerm) -> float:
        """The value as a fraction of one."""
        return float(self.of(term)) / 100

    def parts(self, case: Case) -> list[Part]:
        """What each term adds to the weight of the case, or multiplies it by; terms that do nothing are left out."""
        lacks = bool(case.missing or case.in_grace or case.before_post)
        points = [
            (PolicyTerm.MISSING, case.missing),
            (PolicyTerm.IN_GRACE, case.in_grace),
            (PolicyTerm.BEFORE_POST, case.before_post),
            (PolicyTerm.NEED_ONLY, int(not lacks and case.is_wished)),
            (PolicyTerm.YEAR_MISSING, min(case.years_missing, MOST_YEARS_COUNTED)),
            (PolicyTerm.LEADER, int(case.is_leader)),
            (PolicyTerm.SUCCESSION, int(case.is_in_succession)),
            (PolicyTerm.ZONE_II, int(case.zone == "II")),
            (PolicyTerm.ZONE_III, int(case.zone == "III")),
            (PolicyTerm.WISHED, int(case.is_wished and lacks)),
            (PolicyTerm.WISHED_FIRST, int(case.priority == 1)),
            (PolicyTerm.WISHED_SECOND, int(case.priority == 2)),
        ]
        found = [Part(term, self.of(term) * count) for term, count in points if count]
        found.append(Part(PolicyTerm.PRIORITY_GROUP, self.groups.get(case.group, Decimal(0))))
        mandatory = max(
            (self.programmes.get(each, Decimal(0)) for each in case.programme_ids), default=Decimal(0)
        )
        found.append(Part(PolicyTerm.MANDATORY, mandatory))
        return [part for part in found if part.value] + self._factors(case)

    def _factors(self, case: Case) -> list[Part]:
        found = []
        if case.years_left <= SOON_YEARS:
            found.append(Part(PolicyTerm.RETIRING_SOON, self.of(PolicyTerm.RETIRING_SOON), is_factor=True))
        elif case.years_left <= LATER_YEARS:
            found.append(Part(PolicyTerm.RETIRING, self.of(PolicyTerm.RETIRING), is_factor=True))
        is_long = case.is_full_time_only and case.days > self.number(PolicyTerm.LONG_COURSE_DAYS)
        if case.cannot_leave and is_long:
            found.append(Part(PolicyTerm.LONG_COURSE, self.of(PolicyTerm.LONG_COURSE), is_factor=True))
        return found

    def weight(self, case: Case) -> int:
        """What closing the case is worth: the points times the factors, rounded, at least 1."""
        total = Decimal(0)
        for part in self.parts(case):
            total = total * part.value / 100 if part.is_factor else total + part.value
        return max(1, round(total))
