"""The screen says of everybody what the rule book says of each: two ways to one verdict."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from vun.records.standards.domain import (
    Clause,
    ClauseStatus,
    EquivalenceRule,
    ExemptionRule,
    Facts,
    GraceFrom,
    GraceRule,
    Held,
    Level,
    Post,
    Profile,
    RuleBook,
    Scope,
    Screen,
)

DAY = date(2026, 3, 31)
TITLES, GROUPS, KINDS, RANKS = (
    ("chief", "clerk"),
    ("leaders", "staff"),
    ("cadre", "civil_servant"),
    ("", "R1", "R2"),
)
LEVELS = [
    Level(scale * 10 + order, f"L{scale}{order}", f"L{scale}{order}", f"scale-{scale}", order, scale != 2)
    for scale in (1, 2, 3)
    for order in (1, 2, 3)
]
SCALES = sorted({level.scale for level in LEVELS})

# Few different days, close to the day asked about and to each other: verdicts turn on them.
days = st.sampled_from([DAY + timedelta(days=offset) for offset in (-800, -366, -365, -31, -30, -1, 0)])
turns = st.sampled_from([DAY + timedelta(days=offset) for offset in (-799, -365, -30, 0, 1)])
levels = st.sampled_from(LEVELS)
profiles = st.builds(
    Profile,
    title=st.sampled_from(TITLES),
    title_group=st.sampled_from(GROUPS),
    kind=st.sampled_from(KINDS),
    rank=st.sampled_from(RANKS),
    level=st.sampled_from(["province", "commune"]),
    block=st.sampled_from(["party", "state"]),
    zone=st.sampled_from(["", "III"]),
    is_leader=st.booleans(),
)
scopes = st.builds(
    Scope,
    title=st.sampled_from(["", *TITLES]),
    title_group=st.sampled_from(["", "", *GROUPS]),
    kind=st.sampled_from(["", "", *KINDS]),
    rank=st.sampled_from(["", "R1"]),
    level=st.sampled_from(["", "", "commune"]),
    block=st.sampled_from(["", "", "party"]),
    zone=st.sampled_from(["", "III"]),
    is_leader=st.sampled_from([None, None, True, False]),
)
sources = {
    "id": st.integers(1, 10_000),
    "code": st.text("abc", min_size=1, max_size=4),
    "legal_basis": st.just("Nghị định mẫu"),
    "is_verified": st.booleans(),
}
clauses = st.builds(
    Clause,
    **sources,
    name=st.just("Tiêu chuẩn"),
    scale=st.sampled_from(SCALES),
    options=st.lists(levels, min_size=1, max_size=3, unique=True).map(tuple),
    scopes=st.lists(scopes, min_size=1, max_size=2).map(tuple),
    start_on=days,
)
equivalences = st.builds(
    EquivalenceRule,
    **sources,
    held=levels.map(lambda level: level.id),
    counts_as=levels.map(lambda level: level.id),
    earned_before=st.none() | turns,
)
exemptions = st.builds(
    ExemptionRule,
    **sources,
    scope=scopes,
    scale=st.sampled_from(SCALES),
    up_to=st.none() | levels,
    born_before=st.none() | turns,
    in_rank_before=st.none() | turns,
    holds=st.none() | levels.map(lambda level: level.id),
    held_before=st.none() | turns,
)
graces = st.builds(
    GraceRule,
    **sources,
    scope=scopes,
    scale=st.sampled_from(["", *SCALES]),
    months=st.sampled_from([0, 1, 12, 26]),
    counted_from=st.sampled_from(GraceFrom),
)
rule_books = st.builds(
    RuleBook,
    day=st.just(DAY),
    levels=st.just({level.id: level for level in LEVELS}),
    clauses=st.lists(clauses, max_size=6, unique_by=lambda clause: clause.id).map(tuple),
    equivalences=st.lists(equivalences, max_size=4).map(tuple),
    exemptions=st.lists(exemptions, max_size=4).map(tuple),
    graces=st.lists(graces, max_size=3).map(tuple),
)
credentials = st.builds(
    Held,
    id=st.integers(1, 10_000),
    level_id=levels.map(lambda level: level.id),
    name=st.just("Văn bằng"),
    earned_on=st.one_of(days, st.just(DAY + timedelta(days=1))),
    valid_until=st.none() | st.sampled_from([DAY, DAY + timedelta(days=1)]),
)
people = st.builds(
    Facts,
    birth_on=days,
    held=st.lists(credentials, max_size=4).map(tuple),
    in_rank_since=st.dictionaries(st.sampled_from(["R1", "R2"]), days),
)
posts = st.builds(Post, profile=profiles, since=days)


EVERYBODY = Clause(
    id=1,
    code="c",
    legal_basis="",
    is_verified=True,
    name="",
    scale="scale-1",
    options=(LEVELS[0],),
    scopes=(Scope(),),
    start_on=date(2000, 1, 1),
)


def marks_of(screen: Screen, facts: Facts) -> int:
    marks = screen.birth_mark(facts.birth_on)
    for rank, since in facts.in_rank_since.items():
        marks |= screen.rank_mark(rank, since)
    for item in facts.held:
        if item.counts_on(screen.book.day):
            marks |= screen.held_mark(item.level_id, item.earned_on)
    return marks


@given(rule_books, st.lists(st.tuples(posts, people), max_size=4))
def test_the_screen_misses_what_the_rule_book_misses(book: RuleBook, cases: list[tuple[Post, Facts]]) -> None:
    screen = Screen(book)
    for post, facts in cases:
        results = book.assess(post, facts)
        judge, marks = screen.judge(post.profile), marks_of(screen, facts)
        missing = [result.clause for result in results if result.status is ClauseStatus.MISSING]
        lacking = [
            result.clause
            for result in results
            if result.status in (ClauseStatus.MISSING, ClauseStatus.IN_GRACE)
        ]
        assert list(judge.missing(marks, post.since)) == missing
        assert list(judge.lacking(marks)) == lacking
        assert judge.has_clauses == bool(results)


NO_CONDITION = {"born_before": None, "in_rank_before": None, "holds": None, "held_before": None}
conditions = st.one_of(
    st.fixed_dictionaries({"born_before": turns}),
    st.fixed_dictionaries({"in_rank_before": turns}),
    st.fixed_dictionaries({"holds": st.just(LEVELS[3].id), "held_before": st.none() | turns}),
)


@given(
    conditions,
    profiles.filter(lambda profile: profile.rank != ""),
    st.builds(
        Facts,
        birth_on=days,
        held=st.lists(credentials, max_size=2).map(tuple),
        in_rank_since=st.fixed_dictionaries({"R1": days, "R2": days}),
    ),
)
@settings(max_examples=200)
def test_the_screen_exempts_whom_the_rule_book_exempts(
    condition: dict[str, Any], profile: Profile, facts: Facts
) -> None:
    rule = ExemptionRule(
        id=1,
        code="e",
        legal_basis="",
        is_verified=True,
        scope=Scope(),
        scale="scale-1",
        up_to=None,
        **{**NO_CONDITION, **condition},
    )
    post = Post(profile, DAY - timedelta(days=900))
    book = RuleBook(
        day=DAY, levels={level.id: level for level in LEVELS}, clauses=(EVERYBODY,), exemptions=(rule,)
    )
    screen = Screen(book)
    (result,) = book.assess(post, facts)
    missing = screen.judge(post.profile).missing(marks_of(screen, facts), post.since)
    assert missing == ((EVERYBODY,) if result.status is ClauseStatus.MISSING else ())


@given(rule_books, st.tuples(posts, people))
def test_levels_said_not_to_count_change_no_verdict(book: RuleBook, case: tuple[Post, Facts]) -> None:
    screen = Screen(book)
    post, facts = case
    always, dated = screen.levels_that_count()
    counting = tuple(item for item in facts.held if item.level_id in always | dated)
    fewer = Facts(facts.birth_on, counting, facts.in_rank_since)
    judge = screen.judge(post.profile)
    assert judge.missing(marks_of(screen, fewer), post.since) == judge.missing(
        marks_of(screen, facts), post.since
    )
    assert all(
        screen.held_mark(item.level_id, date.min) == screen.held_mark(item.level_id, DAY)
        for item in counting
        if item.level_id in always
    )


@given(rule_books, profiles, people, days, days)
def test_before_the_grace_turn_it_makes_no_difference_since_when(
    book: RuleBook, profile: Profile, facts: Facts, one: date, other: date
) -> None:
    screen = Screen(book)
    turn = screen.grace_turn
    if turn is None or max(one, other) < turn:
        verdicts = [book.assess(Post(profile, since), facts) for since in (one, other)]
        assert [result.status for result in verdicts[0]] == [result.status for result in verdicts[1]]


@given(st.dates(date(2023, 12, 1), date(2028, 3, 31)), st.integers(0, 70), st.integers(1, 26))
@example(date(2026, 3, 31), 31, 1)
@example(date(2024, 2, 29), 29, 12)
def test_the_last_day_of_grace_is_the_same_at_the_ends_of_months(day: date, ago: int, months: int) -> None:
    rule = GraceRule(
        id=1,
        code="g",
        legal_basis="",
        is_verified=True,
        scope=Scope(),
        scale="",
        months=months,
        counted_from=GraceFrom.APPOINTMENT,
    )
    book = RuleBook(day=day, levels={LEVELS[0].id: LEVELS[0]}, clauses=(EVERYBODY,), graces=(rule,))
    post = Post(Profile("", "", "", "", "", "", "", is_leader=False), day - timedelta(days=ago))
    (result,) = book.assess(post, Facts(date(1980, 1, 1)))
    missing = Screen(book).judge(post.profile).missing(0, post.since)
    assert missing == ((EVERYBODY,) if result.status is ClauseStatus.MISSING else ())
