"""The rules for everybody at once: outcomes become bits, looked up by the facts they depend on.

The verdicts are those of `Book.judge`, which says how they come about; a property test holds the two together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from vun.records.eligibility.domain.conditions import READS, outcome
from vun.records.eligibility.domain.facts import Facts, Subject
from vun.records.eligibility.domain.judging import Book, gravest, weigh
from vun.records.eligibility.domain.rules import Condition, SendingRule
from vun.records.eligibility.domain.words import Outcome, Verdict


class _Rule(NamedTuple):
    """A rule as bits: which bit says that it is about somebody, and which say how its conditions stand."""

    rule: SendingRule
    about: int
    conditions: tuple[int, ...]

    def excuses(self, about: int, fails: int, unknown: int) -> bool:
        return bool(about & self.about) and not any((fails | unknown) & bit for bit in self.conditions)


class _Reader:
    """The conditions that read the same of the facts; their outcomes, as bits, by what they read."""

    def __init__(self, read: Callable[[Facts], Hashable], book: Book) -> None:
        self._read = read
        self._book = book
        self._conditions: list[tuple[int, Condition]] = []
        self._known: dict[Hashable, tuple[int, int]] = {}

    def add(self, bit: int, condition: Condition) -> None:
        self._conditions.append((bit, condition))

    def bits(self, facts: Facts) -> tuple[int, int]:
        """The conditions that fail, and those about which nothing is known."""
        key = self._read(facts)
        found = self._known.get(key)
        if found is None:
            fails = unknown = 0
            for bit, condition in self._conditions:
                stands = outcome(condition, facts, self._book.day)
                fails |= bit if stands is Outcome.FAILS else 0
                unknown |= bit if stands is Outcome.UNKNOWN else 0
            found = self._known[key] = fails, unknown
        return found


class Screen:
    """Judges people by the rules of one book for a list of programmes."""

    def __init__(self, book: Book, subjects: Sequence[Subject]) -> None:
        self.book = book
        self.subjects = tuple(subjects)
        self._rules: dict[int, _Rule] = {}
        readers: dict[Callable[[Facts], Hashable], _Reader] = {}
        bits: dict[Condition, int] = {}
        for place, rule in enumerate(book.rules):
            for condition in rule.terms.conditions:
                if condition not in bits:
                    bits[condition] = 1 << len(bits)
                    read = READS[condition.kind]
                    readers.setdefault(read, _Reader(read, book)).add(bits[condition], condition)
            own = tuple(bits[condition] for condition in rule.terms.conditions)
            self._rules[rule.id] = _Rule(rule, 1 << place, own)
        self._readers = tuple(readers.values())
        self._plans = [self._plan(subject) for subject in self.subjects]
        self._about: dict[Hashable, int] = {}
        self._rows: dict[tuple[int, int, int], tuple[Verdict, ...]] = {}

    def row(self, facts: Facts) -> tuple[Verdict, ...]:
        """The verdict for every programme, in the order they were given."""
        fails = unknown = 0
        for reader in self._readers:
            failing, unsaid = reader.bits(facts)
            fails |= failing
            unknown |= unsaid
        key = self._about_bits(facts), fails, unknown
        row = self._rows.get(key)
        if row is None:
            row = self._rows[key] = tuple(_verdict(plan, *key) for plan in self._plans)
        return row

    def rows(self, everybody: Iterable[Facts]) -> dict[int, tuple[Verdict, ...]]:
        """The rows of many, by person."""
        return {facts.person_id: self.row(facts) for facts in everybody}

    def _about_bits(self, facts: Facts) -> int:
        key = facts.kind, facts.group, facts.level, facts.is_leader, facts.is_minority, facts.sex
        about = self._about.get(key)
        if about is None:
            about = self._about[key] = sum(
                entry.about for entry in self._rules.values() if entry.rule.terms.people.match(facts)
            )
        return about

    def _plan(self, subject: Subject) -> list[tuple[_Rule, tuple[_Rule, ...]]]:
        """The rules that ask something for the programme, each with those that excuse from it."""
        excuses: dict[str, list[_Rule]] = defaultdict(list)
        for rule in self.book.rules:
            if rule.terms.excuses and rule.terms.programmes.match(subject):
                excuses[rule.terms.excuses].append(self._rules[rule.id])
        return [(self._rules[rule.id], tuple(excuses[rule.stem])) for rule in self.book.asking(subject)]


def _verdict(plan: list[tuple[_Rule, tuple[_Rule, ...]]], about: int, fails: int, unknown: int) -> Verdict:
    verdict = Verdict.MAY
    for entry, excuses in plan:
        if not about & entry.about:
            continue
        failing = any(fails & bit for bit in entry.conditions)
        if failing or any(unknown & bit for bit in entry.conditions):
            excuse = next((each.rule for each in excuses if each.excuses(about, fails, unknown)), None)
            found = Outcome.FAILS if failing else Outcome.UNKNOWN
            verdict = gravest(verdict, weigh(entry.rule, found, excuse))
    return verdict
