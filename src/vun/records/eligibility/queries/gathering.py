"""Reading what the rules ask about people, for a few or for all: the same rows, the same facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Min, Q, QuerySet

from vun.records.bulk import among
from vun.records.credentials.models import Credential
from vun.records.credentials.queries.record import counting_on
from vun.records.dated import on_day
from vun.records.eligibility.domain import (
    Book,
    Condition,
    ConditionKind,
    Facts,
    PostFact,
    StudyFacts,
    dated_token,
)
from vun.records.orgs import queries as orgs
from vun.records.people.models import Appointment, EthnicGroup, Person, Rating, SuccessionMembership, Title
from vun.records.standards.domain import RuleBook
from vun.records.standards.queries import rules_on as standards_on

_Primary = tuple[str, str, str, str, str, bool, str]
_NOBODY: _Primary = ("", "", "", "", "", False, "")


def gather(
    book: Book, person_ids: Collection[int] | None = None, studied: StudyFacts | None = None
) -> Iterator[Facts]:
    """The facts of these people, or of everybody with a post on the day of the book; about a dozen queries.

    ``studied`` is what the contexts that keep classes and sendings tell; without it nothing is known of periods.
    """
    day = book.day
    only = _among(person_ids)
    posts, primary = _posts(day, only)
    planned = _planned(day, only)
    ratings = _ratings(book, only)
    levels = _levels(book, only)
    ranks = _ranks(book, only)
    recruited = _first_posts(only)
    minorities = set(EthnicGroup.objects.filter(is_minority=True).values_list("code", flat=True))
    persons = Person.objects.order_by()
    if person_ids is not None:
        persons = persons.filter(pk__in=among(person_ids))
    periods = studied.periods if studied else None
    first_sent = studied.first_sent_on if studied else {}
    rows = persons.values_list(
        "pk", "birth_on", "sex", "ethnic_group_id", "party_joined_on", "party_official_on", "recruited_on"
    )
    for key, birth_on, sex, ethnic, joined_on, official_on, recruited_on in rows.iterator(chunk_size=5000):
        own = primary.get(key, _NOBODY)
        if person_ids is None and own is _NOBODY:
            continue
        yield Facts(
            key,
            birth_on,
            sex,
            ethnic in minorities,
            *own,
            posts.get(key, ()),
            planned.get(key, ()),
            joined_on,
            official_on,
            recruited_on or recruited.get(key),
            ratings.get(key, ()),
            levels.get(key, frozenset()),
            ranks.get(key, frozenset()),
            periods.get(key, 0) if periods is not None else None,
            first_sent.get(key),
        )


_Only = Callable[[QuerySet[Any]], QuerySet[Any]]


def _among(person_ids: Collection[int] | None) -> _Only | None:
    """Narrows rows with a ``person`` to these people; None: everybody."""
    if person_ids is None:
        return None
    return lambda rows: rows.filter(person_id__in=among(person_ids))


def _narrowed(rows: QuerySet[Any], only: _Only | None) -> QuerySet[Any]:
    return only(rows) if only else rows


def _posts(day: date, only: _Only | None) -> tuple[dict[int, tuple[PostFact, ...]], dict[int, _Primary]]:
    """All posts of the day by person, and of the primary one what `Facts` has of it."""
    history = orgs.PlaceHistory()
    places: dict[int, tuple[str, str]] = {}
    facts = _post_facts()
    rows = _narrowed(Appointment.objects.filter(on_day(day)), only).order_by("-is_primary", "pk")
    posts: dict[int, tuple[PostFact, ...]] = {}
    primary: dict[int, _Primary] = {}
    for person_id, unit_id, title, kind, is_leader, tier, is_primary in rows.values_list(
        "person_id", "unit_id", "title_id", "kind", "is_leader", "management_tier", "is_primary"
    ):
        fact = facts[title]
        if is_primary:
            if unit_id not in places:
                place = history.on(unit_id, day)
                places[unit_id] = place.level.value, place.zone.value if place.zone else ""
            primary[person_id] = kind, title, fact.group, *places[unit_id], is_leader, tier
        known = posts.get(person_id)
        posts[person_id] = (fact,) if known is None else (*known, fact)
    return posts, primary


def _post_facts() -> dict[str, PostFact]:
    return {code: PostFact(code, group) for code, group in Title.objects.values_list("code", "group")}


def _planned(day: date, only: _Only | None) -> dict[int, tuple[PostFact, ...]]:
    facts = _post_facts()
    rows = _narrowed(SuccessionMembership.objects.filter(on_day(day)), only).order_by("pk")
    planned: dict[int, tuple[PostFact, ...]] = {}
    for person_id, title in rows.values_list("person_id", "title_id"):
        planned[person_id] = (*planned.get(person_id, ()), facts[title])
    return planned


def conditions_of(book: Book, *kinds: ConditionKind) -> list[Condition]:
    """The conditions of these kinds in all rules of the book."""
    return [
        condition for rule in book.rules for condition in rule.terms.conditions if condition.kind in kinds
    ]


def _ratings(book: Book, only: _Only | None) -> dict[int, tuple[tuple[int, str], ...]]:
    most = max((each.years for each in conditions_of(book, ConditionKind.RATINGS)), default=0)
    if not most:
        return {}
    given_by_then = Q(decision__isnull=True) | Q(decision__issued_on__lte=book.day)
    years = Rating.objects.filter(given_by_then, year__gte=book.day.year - most, year__lt=book.day.year)
    ratings: dict[int, tuple[tuple[int, str], ...]] = {}
    rows = _narrowed(years, only).order_by("year").values_list("person_id", "year", "grade")
    for person_id, year, grade in rows.iterator(chunk_size=10_000):
        ratings[person_id] = (*ratings.get(person_id, ()), (year, grade))
    return ratings


def _levels(book: Book, only: _Only | None) -> dict[int, frozenset[str]]:
    """What each person holds, as codes of levels and tokens of dated documents, as far as any rule asks."""
    tokens = _TokensOfPapers(book)
    if not tokens.levels_asked:
        return {}
    held = Credential.objects.filter(counting_on(book.day), level_id__in=tokens.levels_asked).order_by()
    bits: dict[int, int] = defaultdict(int)
    dated, plain = tokens.dated, {level: tokens.bits(level, book.day) for level in tokens.levels_asked}
    rows = _narrowed(held.exclude(level_id__in=dated), only).values_list("person_id", "level_id")
    for person_id, level_id in rows.iterator(chunk_size=20_000):
        bits[person_id] |= plain[level_id]
    if dated:
        rows = _narrowed(held.filter(level_id__in=dated), only).values_list(
            "person_id", "level_id", "earned_on"
        )
        for person_id, level_id, earned_on in rows:
            bits[person_id] |= tokens.bits(level_id, earned_on)
    return {person_id: tokens.named(marks) for person_id, marks in bits.items()}


class _TokensOfPapers:
    """What a document of a level, earned on a day, stands for: levels it counts as, and dated tokens rules ask for."""

    def __init__(self, book: Book) -> None:
        self._standards: RuleBook = standards_on(book.day)
        asked = conditions_of(book, ConditionKind.HOLDS)
        self._codes = {code for each in asked if each.before is None for code in each.codes}
        self._dated = {
            (code, each.before) for each in asked if each.before is not None for code in each.codes
        }
        self._places: dict[str, int] = {}
        self._names: dict[int, frozenset[str]] = {0: frozenset()}
        self._known: dict[tuple[int, date], int] = {}
        turns = [
            date.min,
            *(rule.earned_before for rule in self._standards.equivalences if rule.earned_before),
        ]
        days = [*turns, *(before for _, before in self._dated), book.day]
        found = {level: {self.bits(level, each) for each in days} for level in self._standards.levels}
        self.levels_asked = frozenset(level for level, marks in found.items() if marks != {0})
        self.dated = frozenset(level for level, marks in found.items() if len(marks) > 1)

    def bits(self, level_id: int, earned_on: date) -> int:
        """The tokens as bits."""
        known = self._known.get((level_id, earned_on))
        if known is None:
            tokens = self._tokens(level_id, earned_on)
            known = sum(1 << self._places.setdefault(token, len(self._places)) for token in tokens)
            self._known[level_id, earned_on] = known
        return known

    def named(self, bits: int) -> frozenset[str]:
        """The tokens of the bits; the same set for the same bits."""
        names = self._names.get(bits)
        if names is None:
            names = frozenset(token for token, place in self._places.items() if bits >> place & 1)
            self._names[bits] = names
        return names

    def _tokens(self, level_id: int, earned_on: date) -> set[str]:
        levels = self._standards.levels
        counted = [each.level for each in self._standards.counted(level_id, earned_on)]
        covered = {
            other.code
            for other in levels.values()
            if other.code in self._codes and any(level.covers(other) for level in counted)
        }
        own = levels[level_id].code
        return covered | {
            dated_token(code, before) for code, before in self._dated if code == own and earned_on < before
        }


def _ranks(book: Book, only: _Only | None) -> dict[int, frozenset[str]]:
    asked = {
        (code, each.before)
        for each in conditions_of(book, ConditionKind.IN_RANK_BEFORE)
        if each.before is not None
        for code in each.codes
    }
    if not asked:
        return {}
    latest = max(before for _, before in asked)
    posts = Appointment.objects.filter(
        rank_id__in={code for code, _ in asked}, start_on__lt=latest, start_on__lte=book.day
    )
    first = _narrowed(posts, only).order_by().values_list("person_id", "rank_id").annotate(Min("start_on"))
    ranks: dict[int, set[str]] = defaultdict(set)
    for person_id, rank, since in first:
        ranks[person_id] |= {
            dated_token(code, before) for code, before in asked if code == rank and since < before
        }
    return {person_id: frozenset(tokens) for person_id, tokens in ranks.items()}


def _first_posts(only: _Only | None) -> dict[int, date]:
    """The first post of whoever has no day of recruitment."""
    rows: Iterable[tuple[int, date]] = (
        _narrowed(Appointment.objects.filter(person__recruited_on__isnull=True), only)
        .order_by()
        .values_list("person_id")
        .annotate(Min("start_on"))
    )
    return dict(rows)
