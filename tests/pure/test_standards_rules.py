"""How one person stands under the rules of a day, clause by clause."""

from __future__ import annotations

from datetime import date

from vun.records.standards.domain import (
    Clause,
    ClauseReason,
    ClauseResult,
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
)

DAY = date(2026, 1, 1)
BORN = date(1980, 5, 17)
SPECIALIST = Profile("specialist", "specialist", "civil_servant", "01.003", "province", "state", "", False)

ELEMENTARY, INTERMEDIATE, ADVANCED = (
    Level(id_, f"LLCT-{id_}", name, "political_theory", id_, is_ordered=True)
    for id_, name in enumerate(["Sơ cấp", "Trung cấp", "Cao cấp"], start=1)
)
CONFIRMATION = Level(9, "LLCT-XN", "Giấy xác nhận", "political_theory", 0, is_ordered=True)
GROUP_THREE, GROUP_TWO = (
    Level(id_, f"QPAN-{id_}", f"Đối tượng {id_}", "defence", order, is_ordered=False)
    for order, id_ in enumerate([13, 12])
)
LEVELS = {
    level.id: level for level in (ELEMENTARY, INTERMEDIATE, ADVANCED, CONFIRMATION, GROUP_THREE, GROUP_TWO)
}


def clause(*options: Level, scope: Scope | None = None, start_on: date = date(2020, 1, 1)) -> Clause:
    return Clause(
        id=1,
        code="clause/2020",
        legal_basis="Nghị định mẫu",
        is_verified=True,
        name="Lý luận chính trị",
        scale=options[0].scale,
        options=options,
        scopes=(scope or Scope(),),
        start_on=start_on,
    )


def source(id_: int) -> dict[str, object]:
    return {"id": id_, "code": f"rule-{id_}", "legal_basis": "Nghị định mẫu", "is_verified": True}


def equivalence(
    held: Level, counts_as: Level, *, earned_before: date | None = None, id_: int = 2
) -> EquivalenceRule:
    return EquivalenceRule(**source(id_), held=held.id, counts_as=counts_as.id, earned_before=earned_before)  # type: ignore[arg-type]


def exemption(**conditions: object) -> ExemptionRule:
    blank = {
        "scope": Scope(),
        "scale": "political_theory",
        "up_to": None,
        "born_before": None,
        "in_rank_before": None,
        "holds": None,
        "held_before": None,
    }
    return ExemptionRule(**source(3), **{**blank, **conditions})  # type: ignore[arg-type]


def grace(months: int, counted_from: GraceFrom = GraceFrom.APPOINTMENT, scale: str = "") -> GraceRule:
    return GraceRule(**source(4), scope=Scope(), scale=scale, months=months, counted_from=counted_from)  # type: ignore[arg-type]


def book(*clauses: Clause, **rules: tuple[object, ...]) -> RuleBook:
    return RuleBook(day=DAY, levels=LEVELS, clauses=clauses, **rules)  # type: ignore[arg-type]


def held(
    level: Level, earned_on: date = date(2019, 6, 1), valid_until: date | None = None, id_: int = 1
) -> Held:
    return Held(id_, level.id, level.name, earned_on, valid_until)


def only(rules: RuleBook, *items: Held, since: date = date(2018, 1, 1), **facts: object) -> ClauseResult:
    (result,) = rules.assess(Post(SPECIALIST, since), Facts(BORN, items, **facts))  # type: ignore[arg-type]
    return result


def test_the_level_asked_for_meets_the_clause() -> None:
    asked, has = clause(INTERMEDIATE), held(INTERMEDIATE)
    assert only(book(asked), has) == ClauseResult(asked, ClauseStatus.MET, ClauseReason.HOLDS, held=has)


def test_a_higher_level_of_an_ordered_scale_meets_the_clause() -> None:
    assert only(book(clause(INTERMEDIATE)), held(ADVANCED)).status is ClauseStatus.MET


def test_a_lower_level_does_not_and_is_named() -> None:
    asked, has = clause(INTERMEDIATE), held(ELEMENTARY)
    expected = ClauseResult(
        asked, ClauseStatus.MISSING, ClauseReason.NOT_ENOUGH, held=has, due_on=date(2020, 1, 1)
    )
    assert only(book(asked), has) == expected


def test_on_an_unordered_scale_only_the_very_level_counts() -> None:
    rules = book(clause(GROUP_THREE))
    assert only(rules, held(GROUP_THREE)).status is ClauseStatus.MET
    assert only(rules, held(GROUP_TWO)).reason is ClauseReason.NOT_ENOUGH


def test_any_option_will_do_even_of_another_scale() -> None:
    assert only(book(clause(ADVANCED, GROUP_TWO)), held(GROUP_TWO)).status is ClauseStatus.MET


def test_something_counts_from_the_day_it_was_earned() -> None:
    rules = book(clause(INTERMEDIATE))
    assert only(rules, held(INTERMEDIATE, DAY)).status is ClauseStatus.MET
    assert only(rules, held(INTERMEDIATE, date(2026, 1, 2))).reason is ClauseReason.NOTHING


def test_something_counts_until_the_day_before_it_expires() -> None:
    rules = book(clause(INTERMEDIATE))
    assert only(rules, held(INTERMEDIATE, valid_until=date(2026, 1, 2))).status is ClauseStatus.MET
    expired = held(INTERMEDIATE, valid_until=DAY)
    assert only(rules, expired).status is ClauseStatus.MISSING
    assert only(rules, expired).reason is ClauseReason.EXPIRED
    assert only(rules, expired).held == expired


def test_of_two_that_meet_it_the_one_valid_longest_is_named() -> None:
    short = held(INTERMEDIATE, valid_until=date(2027, 1, 1), id_=1)
    for_good = held(ADVANCED, id_=2)
    assert only(book(clause(INTERMEDIATE)), short, for_good).held == for_good


def test_a_clause_speaks_only_to_its_scopes() -> None:
    rules = book(clause(INTERMEDIATE, scope=Scope(title_group="specialist", is_leader=True)))
    assert rules.assess(Post(SPECIALIST, DAY), Facts(BORN)) == []


def test_an_equivalence_makes_one_document_count_as_another() -> None:
    rule = equivalence(CONFIRMATION, ADVANCED)
    asked, has = clause(INTERMEDIATE), held(CONFIRMATION)
    expected = ClauseResult(asked, ClauseStatus.MET, ClauseReason.COUNTS_AS, held=has, rule=rule)
    assert only(book(asked, equivalences=(rule,)), has) == expected


def test_an_equivalence_may_ask_that_it_was_earned_before_a_day() -> None:
    rules = book(
        clause(INTERMEDIATE),
        equivalences=(equivalence(CONFIRMATION, ADVANCED, earned_before=date(2022, 6, 30)),),
    )
    assert only(rules, held(CONFIRMATION, date(2022, 6, 29))).status is ClauseStatus.MET
    assert only(rules, held(CONFIRMATION, date(2022, 6, 30))).status is ClauseStatus.MISSING


def test_an_equivalence_is_about_the_document_not_about_higher_levels() -> None:
    rules = book(clause(ADVANCED), equivalences=(equivalence(ELEMENTARY, ADVANCED),))
    assert only(rules, held(INTERMEDIATE)).status is ClauseStatus.MISSING


def test_equivalences_follow_each_other() -> None:
    rules = book(
        clause(GROUP_TWO),
        equivalences=(equivalence(CONFIRMATION, GROUP_THREE), equivalence(GROUP_THREE, GROUP_TWO, id_=5)),
    )
    assert only(rules, held(CONFIRMATION)).status is ClauseStatus.MET


def test_an_exemption_by_birth() -> None:
    rule = exemption(born_before=date(1980, 5, 18))
    asked = clause(INTERMEDIATE)
    assert only(book(asked, exemptions=(rule,))) == ClauseResult(
        asked, ClauseStatus.EXEMPT, ClauseReason.EXEMPTED, rule=rule
    )
    assert only(book(asked, exemptions=(exemption(born_before=BORN),))).status is ClauseStatus.MISSING


def test_an_exemption_by_the_rank_held_before_a_day() -> None:
    rules = book(clause(INTERMEDIATE), exemptions=(exemption(in_rank_before=date(2022, 8, 1)),))
    assert only(rules, in_rank_since={"01.003": date(2022, 7, 31)}).status is ClauseStatus.EXEMPT
    assert only(rules, in_rank_since={"01.003": date(2022, 8, 1)}).status is ClauseStatus.MISSING
    assert only(rules, in_rank_since={"01.002": date(2010, 1, 1)}).status is ClauseStatus.MISSING


def test_an_exemption_by_a_document_earned_before_a_day() -> None:
    rules = book(
        clause(INTERMEDIATE), exemptions=(exemption(holds=GROUP_TWO.id, held_before=date(2022, 6, 30)),)
    )
    assert only(rules, held(GROUP_TWO, date(2022, 6, 29))).status is ClauseStatus.EXEMPT
    assert only(rules, held(GROUP_TWO, date(2022, 6, 30))).status is ClauseStatus.MISSING
    assert only(rules, held(GROUP_TWO, date(2020, 1, 1), valid_until=DAY)).status is ClauseStatus.MISSING


def test_an_exemption_asks_for_all_its_conditions() -> None:
    rules = book(
        clause(INTERMEDIATE), exemptions=(exemption(born_before=date(1990, 1, 1), holds=GROUP_TWO.id),)
    )
    assert only(rules).status is ClauseStatus.MISSING
    assert only(rules, held(GROUP_TWO)).status is ClauseStatus.EXEMPT


def test_an_exemption_up_to_a_level_leaves_higher_clauses_alone() -> None:
    up_to = (exemption(up_to=INTERMEDIATE),)
    assert only(book(clause(INTERMEDIATE), exemptions=up_to)).status is ClauseStatus.EXEMPT
    assert only(book(clause(ADVANCED), exemptions=up_to)).status is ClauseStatus.MISSING


def test_an_exemption_is_about_its_scale() -> None:
    assert only(book(clause(GROUP_TWO), exemptions=(exemption(),))).status is ClauseStatus.MISSING


def test_grace_from_the_appointment_runs_its_months() -> None:
    rule = grace(12)
    asked = clause(INTERMEDIATE)
    rules = book(asked, graces=(rule,))
    expected = ClauseResult(
        asked, ClauseStatus.IN_GRACE, ClauseReason.NOTHING, rule=rule, due_on=date(2026, 1, 2)
    )
    assert only(rules, since=date(2025, 1, 2)) == expected
    assert only(rules, since=date(2025, 1, 1)).status is ClauseStatus.MISSING
    assert only(rules, since=date(2025, 1, 1)).due_on == DAY


def test_grace_from_the_requirement_is_for_who_was_there_before_it() -> None:
    asked = clause(INTERMEDIATE, start_on=date(2025, 3, 1))
    rules = book(asked, graces=(grace(12, GraceFrom.REQUIREMENT),))
    assert only(rules, since=date(2025, 2, 28)).due_on == date(2026, 3, 1)
    assert only(rules, since=date(2025, 3, 1)).status is ClauseStatus.MISSING


def test_of_several_graces_the_one_that_ends_last_counts() -> None:
    long = grace(24)
    result = only(book(clause(INTERMEDIATE), graces=(grace(6), long, grace(12))), since=date(2025, 6, 1))
    assert (result.rule, result.due_on) == (long, date(2027, 6, 1))


def test_grace_on_another_scale_does_not_help() -> None:
    rules = book(clause(INTERMEDIATE), graces=(grace(240, scale="defence"),))
    assert only(rules).status is ClauseStatus.MISSING


def test_a_missing_clause_was_due_when_both_the_post_and_the_clause_were_there() -> None:
    rules = book(clause(INTERMEDIATE, start_on=date(2020, 1, 1)))
    assert only(rules, since=date(2018, 1, 1)).due_on == date(2020, 1, 1)
    assert only(rules, since=date(2023, 4, 5)).due_on == date(2023, 4, 5)
