"""The rules in force on one day, and how one person stands under them. This is the rule; `screen` is its fast twin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from vun.records.standards.domain.rules import (
    Clause,
    EquivalenceRule,
    ExemptionRule,
    GraceRule,
    Level,
    Profile,
    Rule,
)


class ClauseStatus(StrEnum):
    """How a clause stands for one appointment."""

    MET = "met"
    EXEMPT = "exempt"
    IN_GRACE = "in_grace"
    MISSING = "missing"


AT_STANDARD = frozenset({ClauseStatus.MET, ClauseStatus.EXEMPT, ClauseStatus.IN_GRACE})


class ClauseReason(StrEnum):
    """Why: what was found among the things held."""

    HOLDS = "holds"
    COUNTS_AS = "counts_as"
    EXEMPTED = "exempted"
    NOTHING = "nothing"
    NOT_ENOUGH = "not_enough"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Held:
    """Something held from ``earned_on`` until the day before ``valid_until`` (None: for good)."""

    id: int
    level_id: int
    name: str
    earned_on: date
    valid_until: date | None = None

    def counts_on(self, day: date) -> bool:
        return self.earned_on <= day and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is to be known about a person. ``in_rank_since`` has the first day in each rank ever held."""

    birth_on: date
    held: tuple[Held, ...] = ()
    in_rank_since: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Post:
    """An appointment to be judged: its profile, and since when the title has been held without a break."""

    profile: Profile
    since: date


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """How one clause stands for one appointment, and why.

    ``held`` is what meets it, or what was found instead; ``rule`` the equivalence, exemption or grace it rests on.
    ``due_on`` is the first day on which it must be met: of a clause in grace still to come, of a missing one past.
    """

    clause: Clause
    status: ClauseStatus
    reason: ClauseReason
    held: Held | None = None
    rule: Rule | None = None
    due_on: date | None = None

    @property
    def is_at_standard(self) -> bool:
        return self.status in AT_STANDARD


class Counted(NamedTuple):
    """A level that something held counts as, and the equivalence that makes it so (None: it is that level)."""

    level: Level
    rule: EquivalenceRule | None


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules in force on ``day``. Answers are for that day only."""

    day: date
    levels: Mapping[int, Level]
    clauses: tuple[Clause, ...]
    equivalences: tuple[EquivalenceRule, ...] = ()
    exemptions: tuple[ExemptionRule, ...] = ()
    graces: tuple[GraceRule, ...] = ()
    _by_profile: dict[Profile, tuple[Clause, ...]] = field(default_factory=dict, repr=False, compare=False)
    _counted: dict[tuple[int, date], list[Counted]] = field(default_factory=dict, repr=False, compare=False)

    def clauses_for(self, profile: Profile) -> tuple[Clause, ...]:
        """The clauses that apply to an appointment; looked up once per profile."""
        clauses = self._by_profile.get(profile)
        if clauses is None:
            clauses = tuple(clause for clause in self.clauses if clause.applies_to(profile))
            self._by_profile[profile] = clauses
        return clauses

    def assess(self, post: Post, facts: Facts) -> list[ClauseResult]:
        """How every clause that applies to the post stands, in the order of the clauses.

        A clause is met by something held that counts on the day and covers one of the options, or counts as such by
        an equivalence; else an exemption is looked for, else a grace period that has not ended.
        """
        return [self._stand(clause, post, facts) for clause in self.clauses_for(post.profile)]

    def counted(self, level_id: int, earned_on: date) -> list[Counted]:
        """The levels that a document of ``level_id`` earned that day is held to be, itself first.

        Equivalences follow each other: what counts as a level counts as whatever that level counts as.
        """
        known = self._counted.get((level_id, earned_on))
        if known is not None:
            return known
        counted = {level_id: Counted(self.levels[level_id], None)}
        open_ids = [level_id]
        for held_id in open_ids:
            for rule in self.equivalences:
                is_in_time = rule.earned_before is None or earned_on < rule.earned_before
                if rule.held == held_id and is_in_time and rule.counts_as not in counted:
                    counted[rule.counts_as] = Counted(self.levels[rule.counts_as], rule)
                    open_ids.append(rule.counts_as)
        self._counted[level_id, earned_on] = list(counted.values())
        return self._counted[level_id, earned_on]

    def meets(self, clause: Clause, level_id: int, earned_on: date) -> bool:
        """Whether a document of that level, earned that day and still valid, meets the clause."""
        return self._covering(clause, level_id, earned_on) is not None

    def due_on(self, clause: Clause, post: Post) -> tuple[date, GraceRule | None]:
        """The first day on which the holder of the post must meet the clause, and the grace that puts it there.

        Of several grace periods the one that ends last counts.
        """
        due: tuple[date, GraceRule | None] = max(clause.start_on, post.since), None
        for rule in self.graces:
            ends_on = rule.ends_on(clause, post.since) if rule.scope.matches(post.profile) else None
            if ends_on is not None and ends_on > due[0]:
                due = ends_on, rule
        return due

    def _stand(self, clause: Clause, post: Post, facts: Facts) -> ClauseResult:
        met = self._met(clause, facts.held)
        if met is not None:
            return met
        for rule in self.exemptions:
            if self._exempts(rule, clause, post.profile, facts):
                return ClauseResult(clause, ClauseStatus.EXEMPT, ClauseReason.EXEMPTED, rule=rule)
        due_on, grace = self.due_on(clause, post)
        status = ClauseStatus.IN_GRACE if self.day < due_on else ClauseStatus.MISSING
        reason, held = self._found_instead(clause, facts.held)
        return ClauseResult(clause, status, reason, held=held, rule=grace, due_on=due_on)

    def _met(self, clause: Clause, held: Iterable[Held]) -> ClauseResult | None:
        best: tuple[tuple[bool, date, date, int], ClauseResult] | None = None
        for item in held:
            counted = (
                self._covering(clause, item.level_id, item.earned_on) if item.counts_on(self.day) else None
            )
            if counted is None:
                continue
            reason = ClauseReason.COUNTS_AS if counted.rule else ClauseReason.HOLDS
            # What needs no equivalence first; then what stays valid longest; then the newest.
            merit = counted.rule is None, item.valid_until or date.max, item.earned_on, item.id
            if best is None or merit > best[0]:
                best = merit, ClauseResult(clause, ClauseStatus.MET, reason, held=item, rule=counted.rule)
        return best[1] if best else None

    def _covering(self, clause: Clause, level_id: int, earned_on: date) -> Counted | None:
        for counted in self.counted(level_id, earned_on):
            if any(counted.level.covers(option) for option in clause.options):
                return counted
        return None

    def _exempts(self, rule: ExemptionRule, clause: Clause, profile: Profile, facts: Facts) -> bool:
        return (
            rule.is_about(clause)
            and rule.scope.matches(profile)
            and all(self._conditions(rule, profile, facts))
        )

    def _conditions(self, rule: ExemptionRule, profile: Profile, facts: Facts) -> Iterator[bool]:
        if rule.born_before is not None:
            yield facts.birth_on < rule.born_before
        if rule.in_rank_before is not None:
            since = facts.in_rank_since.get(profile.rank)
            yield since is not None and since < rule.in_rank_before
        if rule.holds is not None:
            yield any(
                item.level_id == rule.holds
                and item.counts_on(self.day)
                and (rule.held_before is None or item.earned_on < rule.held_before)
                for item in facts.held
            )

    def _found_instead(self, clause: Clause, held: Iterable[Held]) -> tuple[ClauseReason, Held | None]:
        scales = {option.scale for option in clause.options}
        earned = [item for item in held if item.earned_on <= self.day]
        expired = [item for item in earned if self._covering(clause, item.level_id, item.earned_on)]
        if expired:
            return ClauseReason.EXPIRED, max(
                expired, key=lambda item: (item.valid_until or date.max, item.id)
            )
        related = [
            item for item in earned if item.counts_on(self.day) and self.levels[item.level_id].scale in scales
        ]
        if related:
            return ClauseReason.NOT_ENOUGH, max(
                related, key=lambda item: (self.levels[item.level_id].order, item.id)
            )
        return ClauseReason.NOTHING, None
