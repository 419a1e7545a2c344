"""Changing rules by dated rows, trying them on people first, and the check of everybody against the single one."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from tests.factories.accounts import clerk_of, planner
from tests.factories.eligibility import make_rule
from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from tests.factories.problems import problem
from tests.factories.standards import make_programme
from vun.common.errors import NotFound, Refused
from vun.records.audit.models import AuditEntry
from vun.records.eligibility import operations, queries
from vun.records.eligibility.domain import Terms, Verdict, from_plain, verdict_of
from vun.records.eligibility.models import EligibilityRule
from vun.records.eligibility.operations import RuleDetails
from vun.samples.benchmarks import population

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 1)


def at_most(years: int) -> Terms:
    return from_plain({"conditions": [{"kind": "age_at_most", "years": years}]})


def details(years: int = 45, start_on: date = ON, **parts: object) -> RuleDetails:
    given = {"name": "Không quá tuổi", "clause": "Điều 5", "legal_basis": "Nghị định mới"}
    return RuleDetails(**{**given, "terms": at_most(years), "start_on": start_on, **parts})  # type: ignore[arg-type]


def test_a_new_row_ends_the_old_one_and_the_past_is_judged_as_before() -> None:
    old = make_rule({"kind": "age_at_most", "years": 40}, code="tuoi/2017")
    person = make_person(unit=make_unit(), birth_on=date(1983, 5, 1))
    programme = queries.subject_of(make_programme())
    new = operations.add_rule(details=details(), replaces=old, by=planner())
    old.refresh_from_db()
    assert (new.code, new.is_verified, old.end_on) == ("tuoi/2026", True, ON)
    verdicts = [
        verdict_of(queries.findings_for([person.pk], programme, day)[person.pk])
        for day in (date(2026, 2, 28), ON)
    ]
    assert verdicts == [Verdict.REFUSED, Verdict.MAY]
    assert list(queries.history_of(old)) == [new, old]
    assert set(
        AuditEntry.objects.filter(action__startswith="eligibility").values_list("action", flat=True)
    ) == {
        "eligibility_rule.added",
        "eligibility_rule.ended",
    }


def test_what_cannot_be_written_is_said_and_nothing_is_changed() -> None:
    old = make_rule({"kind": "age_at_most", "years": 40}, code="tuoi/2017", start_on=date(2025, 7, 1))
    other = operations.add_rule(details=details(), by=planner())
    for code, field, wrong, replaced in [
        ("standards.field_needed", "name", details(name=" "), old),
        ("standards.period_empty", "end_on", details(end_on=ON), old),
        ("standards.starts_before_predecessor", "start_on", details(start_on=date(2025, 7, 1)), old),
        ("standards.overlaps", "start_on", details(start_on=date(2026, 5, 1)), None),
    ]:
        with problem(code, field):
            operations.add_rule(details=wrong, replaces=replaced, by=planner())
    with problem("standards.ends_before_start", "on"):
        operations.end_rule(rule=other, on=ON, by=planner())
    operations.end_rule(rule=other, on=date(2026, 9, 1), by=planner())
    with problem("standards.ended_already", "on"):
        operations.end_rule(rule=other, on=date(2026, 9, 1), by=planner())
    old.refresh_from_db()
    assert (old.end_on, EligibilityRule.objects.count()) == (None, 2)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"conditions": [{"kind": "holds", "codes": ["XX-1"]}]}, "codes"),
        ({"conditions": [{"kind": "in_rank_before", "codes": ["99.9"], "before": "2022-08-01"}]}, "codes"),
        ({"conditions": [{"kind": "post", "held_groups": ["xx"]}]}, "held_groups"),
        ({"conditions": [{"kind": "post", "planned_titles": ["xx"]}]}, "planned_titles"),
        ({"people": {"title_groups": ["xx"]}}, "title_groups"),
        ({"programmes": {"groups": ["xx"]}}, "groups"),
        ({"programmes": {"grants": ["xx"]}}, "grants"),
        ({"excuses": "xx"}, "excuses"),
    ],
)
def test_a_code_nobody_knows_is_refused(wrong: dict[str, object], field: str) -> None:
    terms = from_plain({"conditions": [{"kind": "party"}], **wrong})
    with problem("eligibility.unknown_code", field):
        operations.add_rule(details=details(terms=terms), by=planner())
    assert not EligibilityRule.objects.exists()


@pytest.mark.parametrize(
    ("conditions", "people", "told"),
    [
        (
            [{"kind": "age_at_most", "years": 40}, {"kind": "age_at_least", "male": 40, "female": 35}],
            {},
            "",
        ),
        (
            [{"kind": "age_at_most", "years": 40}, {"kind": "age_at_least", "male": 41, "female": 35}],
            {},
            "eligibility.one_sex_cannot_meet",
        ),
        (
            [{"kind": "age_at_most", "years": 40}, {"kind": "age_at_least", "male": 41, "female": 35}],
            {"sex": "female"},
            "",
        ),
        (
            [
                {"kind": "age_at_most", "years": 40, "at_first_sending": True},
                {"kind": "age_at_least", "male": 41, "female": 41},
            ],
            {},
            "",
        ),
        (
            [{"kind": "age_at_most", "years": 30}, {"kind": "service", "years": 31}],
            {},
            "eligibility.nobody_can_meet",
        ),
        (
            [{"kind": "tier", "tiers": ["central"]}, {"kind": "tier", "tiers": ["unit"]}],
            {},
            "eligibility.nobody_can_meet",
        ),
        (
            [
                {"kind": "tier", "tiers": ["central"], "leaders_too": True},
                {"kind": "tier", "tiers": ["unit"]},
            ],
            {},
            "",
        ),
    ],
)
def test_conditions_that_nobody_or_no_man_can_meet_together_are_refused(
    conditions: list[dict[str, object]], people: dict[str, object], told: str
) -> None:
    asked = details(terms=from_plain({"conditions": conditions, "people": people}))
    if told:
        with problem(told, "conditions"):
            operations.add_rule(details=asked, by=planner())
    else:
        operations.add_rule(details=asked, by=planner())
    assert EligibilityRule.objects.exists() != bool(told)


def test_a_rule_does_not_excuse_from_itself() -> None:
    old = make_rule({"kind": "age_at_most", "years": 40}, code="tuoi/2017")
    itself = from_plain({"conditions": [{"kind": "age_at_most", "years": 45}], "excuses": "tuoi"})
    with problem("eligibility.excuses_itself", "excuses"):
        operations.add_rule(details=details(terms=itself), replaces=old, by=planner())


def test_names_that_begin_alike_are_rules_of_their_own() -> None:
    name = "Cử đi đào tạo trình độ sau đại học đối với người công tác ở cơ quan cấp tỉnh: đủ 3 năm"
    rows = [operations.add_rule(details=details(name=f"{name}, {who}"), by=planner()) for who in ("CC", "VC")]
    assert len({row.code for row in rows}) == 2
    assert [list(queries.history_of(row)) for row in rows] == [[row] for row in rows]
    with problem("standards.overlaps", "start_on"):
        operations.add_rule(details=details(name=f"{name}, CC"), by=planner())


def test_only_who_edits_standards_everywhere_changes_rules() -> None:
    rule = make_rule({"kind": "party"}, is_verified=False)
    for by in (clerk_of(make_unit()), planner(make_unit())):
        for change in (
            lambda by=by: operations.add_rule(details=details(), by=by),
            lambda by=by: operations.end_rule(rule=rule, on=ON, by=by),
            lambda by=by: operations.confirm_rule(rule=rule, by=by),
        ):
            with pytest.raises(Refused):
                change()
    with pytest.raises(NotFound):
        queries.get_rule(rule.pk + 1)


def test_a_rule_from_memory_refuses_only_once_confirmed() -> None:
    rule = make_rule({"kind": "party"}, is_verified=False)
    person = make_person(unit=make_unit())
    programme = queries.subject_of(make_programme())

    def found() -> Verdict:
        return verdict_of(queries.findings_for([person.pk], programme, ON)[person.pk])

    assert found() is Verdict.LOOK
    operations.confirm_rule(rule=rule, by=planner())
    assert found() is Verdict.REFUSED
    with problem("standards.verified_already"):
        operations.confirm_rule(rule=rule, by=planner())


def test_a_draft_is_tried_on_everybody_before_it_is_written() -> None:
    old = make_rule({"kind": "age_at_most", "years": 40}, code="tuoi/2017")
    unit = make_unit()
    of_42 = make_person(unit=unit, birth_on=date(1983, 5, 1))
    make_person(unit=unit, birth_on=date(1990, 5, 1))
    make_person(unit=unit, birth_on=date(1970, 5, 1))
    make_person(birth_on=date(1983, 5, 1))
    programme = queries.subject_of(make_programme())
    draft = operations.drafted(details(), replaces=old)
    found = queries.who_would_change(draft, replaces=old.pk, on=ON)
    assert found == [queries.Change(of_42.pk, programme, Verdict.REFUSED, Verdict.MAY)]
    assert EligibilityRule.objects.get() == old


def test_judging_one_costs_as_many_queries_as_judging_thirty(django_assert_num_queries: object) -> None:
    make_rule({"kind": "ratings", "years": 2, "grade": "good"}, {"kind": "holds", "codes": ["x"]})
    unit = make_unit()
    everybody = [make_person(unit=unit).pk for _ in range(30)]
    programme = queries.subject_of(make_programme())
    for chosen in (everybody[:1], everybody):
        with django_assert_num_queries(17):  # type: ignore[operator]
            assert len(queries.findings_for(chosen, programme, ON)) == len(chosen)


def test_everybody_is_judged_as_each_one_is() -> None:
    """Ten thousand pairs of a person and a programme of a population like the province's."""
    population.load_catalogues()
    units = population.load_organisation()
    population.load_credentials(population.load_people(units, 400, ON, with_records=True), ON)
    everybody = queries.check_everybody(ON)
    pairs = [(person, place) for person in everybody.rows for place in range(len(everybody.subjects))]
    chosen = Random(7).sample(pairs, 10_000)
    by_programme: dict[int, list[int]] = {}
    for person, place in chosen:
        by_programme.setdefault(place, []).append(person)
    different = []
    for place, persons in by_programme.items():
        single = queries.findings_for(persons, everybody.subjects[place], ON)
        different += [
            (person, place)
            for person in persons
            if verdict_of(single[person]) is not everybody.rows[person][place]
        ]
    assert different == []
    assert {verdict for row in everybody.rows.values() for verdict in row} == set(Verdict)
