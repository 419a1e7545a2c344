"""The rules as values: whom each is about and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vun.common.period import add_months
from vun.records.standards.domain.words import GraceFrom


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a scale. ``is_ordered`` says whether on that scale a higher level includes the lower ones."""

    id: int
    code: str
    name: str
    scale: str
    order: int
    is_ordered: bool

    def covers(self, other: Level) -> bool:
        """Whether holding this level is holding ``other``: it is the same, or higher on one ordered scale."""
        if self.scale != other.scale:
            return False
        return self.order >= other.order if self.is_ordered else self.id == other.id


@dataclass(frozen=True, slots=True)
class Profile:
    """What rules ask about an appointment. Appointments alike in this have the same clauses.

    ``rank`` and ``zone`` are "" where there is none.
    """

    title: str
    title_group: str
    kind: str
    rank: str
    level: str
    block: str
    zone: str
    is_leader: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a rule is about: every part that is filled must match the profile; one with none matches everybody."""

    title: str = ""
    title_group: str = ""
    kind: str = ""
    rank: str = ""
    level: str = ""
    block: str = ""
    zone: str = ""
    is_leader: bool | None = None

    def matches(self, profile: Profile) -> bool:
        return (
            self.title in ("", profile.title)
            and self.title_group in ("", profile.title_group)
            and self.kind in ("", profile.kind)
            and self.rank in ("", profile.rank)
            and self.level in ("", profile.level)
            and self.block in ("", profile.block)
            and self.zone in ("", profile.zone)
            and self.is_leader in (None, profile.is_leader)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Where a rule comes from. ``is_verified`` False: nobody has confirmed it against the text yet."""

    id: int
    code: str
    legal_basis: str
    is_verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause(Rule):
    """A requirement in force: whoever any of the scopes matches must hold one of the options, since ``start_on``."""

    name: str
    scale: str
    options: tuple[Level, ...]
    scopes: tuple[Scope, ...]
    start_on: date

    def applies_to(self, profile: Profile) -> bool:
        return any(scope.matches(profile) for scope in self.scopes)


@dataclass(frozen=True, slots=True, kw_only=True)
class EquivalenceRule(Rule):
    """The document ``held`` (and no other level) counts as ``counts_as``, where given if earned before that day."""

    held: int
    counts_as: int
    earned_before: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptionRule(Rule):
    """Whoever the scope matches and every filled condition holds for need not meet clauses on ``scale``.

    With ``up_to``, only clauses that some level no higher than it would meet. ``in_rank_before``: was in the rank of
    the appointment before that day. ``holds``: has the very document, with ``held_before`` earned before that day.
    """

    scope: Scope
    scale: str
    up_to: Level | None
    born_before: date | None
    in_rank_before: date | None
    holds: int | None
    held_before: date | None

    def is_about(self, clause: Clause) -> bool:
        if clause.scale != self.scale:
            return False
        return self.up_to is None or any(self.up_to.covers(option) for option in clause.options)


@dataclass(frozen=True, slots=True, kw_only=True)
class GraceRule(Rule):
    """Whoever the scope matches has ``months`` to meet clauses on ``scale`` ("": on any)."""

    scope: Scope
    scale: str
    months: int
    counted_from: GraceFrom

    def ends_on(self, clause: Clause, since: date) -> date | None:
        """The first day no longer in grace, for somebody in the post ``since`` that day; None: no grace on it.

        Grace counted from the requirement is for those who were in the post before it came into force.
        """
        if self.scale not in ("", clause.scale):
            return None
        if self.counted_from is GraceFrom.APPOINTMENT:
            return add_months(since, self.months)
        return add_months(clause.start_on, self.months) if since < clause.start_on else None
