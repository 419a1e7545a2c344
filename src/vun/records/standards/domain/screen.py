"""The rule book for everybody at once: what counts about a person becomes marks (bits), a verdict is looked up.

The verdicts are those of `RuleBook.assess`, which says how they come about; a property test holds the two together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from vun.common.period import add_months
from vun.records.standards.domain.rulebook import RuleBook
from vun.records.standards.domain.rules import Clause, ExemptionRule, GraceRule, Profile
from vun.records.standards.domain.words import GraceFrom


class _Test(NamedTuple):
    """A clause for one profile: met by any mark of ``options``, excused by all marks of any of ``excuses``.

    In grace is who has been in the post since ``grace_from`` or later, or since before ``grace_before``.
    """

    clause: Clause
    options: int
    excuses: tuple[int, ...]
    grace_from: date
    grace_before: date


class Judge:
    """The tests of one profile."""

    def __init__(self, tests: tuple[_Test, ...]) -> None:
        self._tests = tests
        self._lacking: dict[int, tuple[_Test, ...]] = {}

    @property
    def has_clauses(self) -> bool:
        """Whether any standard applies to the profile at all."""
        return bool(self._tests)

    def missing(self, marks: int, since: date) -> tuple[Clause, ...]:
        """The clauses missing for somebody with these marks, in the post since that day; none: at standard."""
        lacking = self._untouched(marks)
        if not lacking:
            return ()
        return tuple(test.clause for test in lacking if test.grace_before <= since < test.grace_from)

    def lacking(self, marks: int) -> tuple[Clause, ...]:
        """The clauses neither met nor exempt, grace or no grace."""
        return tuple(test.clause for test in self._untouched(marks))

    def _untouched(self, marks: int) -> tuple[_Test, ...]:
        lacking = self._lacking.get(marks)
        if lacking is None:
            lacking = self._lacking[marks] = tuple(
                test
                for test in self._tests
                if not marks & test.options and not any(marks & excuse == excuse for excuse in test.excuses)
            )
        return lacking


class Screen:
    """Marks people and judges them by the rules of one book. The marks of one person are joined with ``|``."""

    def __init__(self, book: RuleBook) -> None:
        self.book = book
        self._bits: dict[object, int] = {}
        turns = {rule.earned_before for rule in book.equivalences} | {
            rule.held_before for rule in book.exemptions
        }
        self._turns = sorted(day for day in turns if day is not None)
        self._held_marks: dict[tuple[int, int], int] = {}
        self._judges: dict[Profile, Judge] = {}
        self.birth_turns = frozenset(
            rule.born_before for rule in book.exemptions if rule.born_before is not None
        )
        self.rank_turns = frozenset(
            rule.in_rank_before for rule in book.exemptions if rule.in_rank_before is not None
        )

    def levels_that_count(self) -> tuple[frozenset[int], frozenset[int]]:
        """The levels that leave the same mark whenever earned, and those where it depends on the day."""
        eras = [date.min, *self._turns]
        marks = {level_id: {self.held_mark(level_id, day) for day in eras} for level_id in self.book.levels}
        dated = frozenset(level_id for level_id, found in marks.items() if len(found) > 1)
        return frozenset(level_id for level_id, found in marks.items() if found != {0}) - dated, dated

    def held_mark(self, level_id: int, earned_on: date) -> int:
        """The marks of a document of that level earned that day, if it is valid on the day of the book."""
        # Within one era, between two turns, a level always leaves the same marks.
        era = level_id, bisect_right(self._turns, earned_on)
        mark = self._held_marks.get(era)
        if mark is None:
            mark = self._held_marks[era] = self._marks_of_document(level_id, earned_on)
        return mark

    def birth_mark(self, birth_on: date) -> int:
        """The marks of a birth date."""
        return self._join(("born", turn) for turn in self.birth_turns if birth_on < turn)

    def rank_mark(self, rank: str, since: date) -> int:
        """The marks of having first been in the rank that day."""
        return self._join(("rank", rank, turn) for turn in self.rank_turns if since < turn)

    def judge(self, profile: Profile) -> Judge:
        """The tests of a profile; made once."""
        judge = self._judges.get(profile)
        if judge is None:
            tests = (self._test(clause, profile) for clause in self.book.clauses_for(profile))
            judge = self._judges[profile] = Judge(tuple(tests))
        return judge

    @property
    def grace_turn(self) -> date | None:
        """Since when somebody has been in a post makes no difference to any grace if it is before this day."""
        day = self.book.day
        turns = [
            _grace_from(day, [rule]) if rule.counted_from is GraceFrom.APPOINTMENT else clause.start_on
            for rule in self.book.graces
            for clause in self.book.clauses
            if rule.counted_from is GraceFrom.APPOINTMENT or _runs_from_requirement(rule, clause, day)
        ]
        return min(turns, default=None)

    def _marks_of_document(self, level_id: int, earned_on: date) -> int:
        counted = [item.level for item in self.book.counted(level_id, earned_on)]
        options = {option for clause in self.book.clauses for option in clause.options}
        return self._join(option for option in options if any(level.covers(option) for level in counted)) | (
            self._join(
                ("holds", level_id, rule.held_before)
                for rule in self.book.exemptions
                if rule.holds == level_id and (rule.held_before is None or earned_on < rule.held_before)
            )
        )

    def _test(self, clause: Clause, profile: Profile) -> _Test:
        exemptions = [
            rule for rule in self.book.exemptions if rule.is_about(clause) and rule.scope.matches(profile)
        ]
        graces = [
            rule
            for rule in self.book.graces
            if rule.scale in ("", clause.scale) and rule.scope.matches(profile)
        ]
        runs = any(_runs_from_requirement(rule, clause, self.book.day) for rule in graces)
        return _Test(
            clause,
            self._join(clause.options),
            tuple(self._excuse(rule, profile) for rule in exemptions),
            _grace_from(self.book.day, graces),
            clause.start_on if runs else date.min,
        )

    def _excuse(self, rule: ExemptionRule, profile: Profile) -> int:
        conditions: list[object] = []
        if rule.born_before is not None:
            conditions.append(("born", rule.born_before))
        if rule.in_rank_before is not None:
            conditions.append(("rank", profile.rank, rule.in_rank_before))
        if rule.holds is not None:
            conditions.append(("holds", rule.holds, rule.held_before))
        return self._join(conditions)

    def _join(self, keys: Iterable[object]) -> int:
        marks = 0
        for key in keys:
            marks |= self._bits.setdefault(key, 1 << len(self._bits))
        return marks


def _runs_from_requirement(rule: GraceRule, clause: Clause, day: date) -> bool:
    return (
        rule.counted_from is GraceFrom.REQUIREMENT
        and rule.scale in ("", clause.scale)
        and day < add_months(clause.start_on, rule.months)
    )


def _grace_from(day: date, graces: Iterable[GraceRule]) -> date:
    """The first day such that who is in the post since then, or later, is in a grace counted from appointment."""
    months = max((rule.months for rule in graces if rule.counted_from is GraceFrom.APPOINTMENT), default=0)
    if months == 0:
        return date.max
    # No earlier day can do: the same day of the month that many months ago, cut to that month's last day, is never
    # late; months differ in length, so it may be a few days early.
    first = add_months(day, -months)
    while add_months(first, months) <= day:
        first += timedelta(days=1)
    return first
