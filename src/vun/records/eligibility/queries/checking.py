"""Who may be sent to what: one person in full, some for one programme, everybody for every programme."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from vun.records.eligibility.domain import (
    Book,
    Facts,
    Finding,
    Screen,
    SendingRule,
    StudyFacts,
    Subject,
    Verdict,
)
from vun.records.eligibility.queries.gathering import gather
from vun.records.eligibility.queries.reading import book_on, subjects_on


def findings_for(
    person_ids: Collection[int], subject: Subject, on: date, studied: StudyFacts | None = None
) -> dict[int, list[Finding]]:
    """What each rule in force on the day finds about each person and the programme, with reasons."""
    book = book_on(on)
    return {facts.person_id: book.judge(facts, subject) for facts in gather(book, person_ids, studied)}


@dataclass(frozen=True, slots=True)
class Everybody:
    """The verdict on everybody for every programme: ``rows[person]`` in the order of ``subjects``."""

    on: date
    subjects: tuple[Subject, ...]
    rows: dict[int, tuple[Verdict, ...]]


def check_everybody(
    on: date,
    *,
    person_ids: Collection[int] | None = None,
    subjects: Sequence[Subject] | None = None,
    studied: StudyFacts | None = None,
) -> Everybody:
    """Judge everybody with a post on the day, or these people, for all programmes of the day, or for these."""
    book = book_on(on)
    chosen = tuple(subjects_on(on) if subjects is None else subjects)
    return Everybody(on, chosen, Screen(book, chosen).rows(gather(book, person_ids, studied)))


@dataclass(frozen=True, slots=True)
class Difference:
    """A rule that judges the same person otherwise on another day, or is in force on one of the two only."""

    before: tuple[Finding, ...]
    after: tuple[Finding, ...]


def differences(first: Sequence[Finding], second: Sequence[Finding]) -> list[Difference]:
    """Where the rules of two days judge the same person otherwise: a row replaced, added or ended between."""
    changed = []
    for stem in dict.fromkeys(finding.rule.stem for finding in (*first, *second)):
        before = tuple(finding for finding in first if finding.rule.stem == stem)
        after = tuple(finding for finding in second if finding.rule.stem == stem)
        if _told(before) != _told(after):
            changed.append(Difference(before, after))
    return changed


def _told(findings: Iterable[Finding]) -> list[tuple[str, Verdict]]:
    return [(each.rule.code, each.verdict) for each in findings]


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody whose verdict for a programme is another under a drafted rule."""

    person_id: int
    subject: Subject
    before: Verdict
    after: Verdict


def who_would_change(
    draft: SendingRule, *, replaces: int | None, on: date, studied: StudyFacts | None = None
) -> list[Change]:
    """Whose verdict a drafted rule would change on the day, tried on everybody and every programme it touches.

    ``replaces`` is the id of the row it takes the place of. Nothing is written.
    """
    now = book_on(on)
    others = tuple(rule for rule in now.rules if rule.id != replaces)
    then = Book(on, (*others, draft))
    replaced = [rule for rule in now.rules if rule.id == replaces]
    touched = [
        subject
        for subject in subjects_on(on)
        if any(rule.terms.programmes.match(subject) for rule in (draft, *replaced))
    ]
    everybody: dict[int, Facts] = {facts.person_id: facts for facts in gather(then, None, studied)}
    after = Screen(then, touched)
    before = Screen(now, touched).rows(gather(now, None, studied))
    return [
        Change(person_id, subject, was, becomes)
        for person_id, facts in everybody.items()
        for subject, was, becomes in zip(touched, before[person_id], after.row(facts), strict=True)
        if was is not becomes
    ]
