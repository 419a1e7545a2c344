"""What was found about somebody when they were put forward and sent stays with the nomination as it was."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.factories.accounts import planner
from tests.factories.eligibility import make_rule
from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from tests.factories.plans import SYSTEM, approved_plan_with_line, make_line, make_plan, submit_and_approve
from tests.factories.sending import NOMINATED_ON as ON
from tests.factories.sending import approve, make_nomination
from tests.factories.standards import make_programme
from vun.records.eligibility import operations as eligibility
from vun.records.people.models import Person, Rating
from vun.records.sending import operations as sending
from vun.records.sending.domain import CheckStatus, NominationState, rule_check
from vun.records.sending.domain.kept import as_kept, rules_kept, to_keep
from vun.records.sending.models import Nomination
from vun.records.sending.queries import judge_on, kept_judgements

pytestmark = pytest.mark.django_db


def test_what_was_found_is_kept_whatever_becomes_of_rules_and_records_since() -> None:
    """A rule confirmed, and one written for days gone by, change what a past day says now, not what was said then."""
    rule = make_rule({"kind": "age_at_most", "years": 40}, is_verified=False)
    excused = make_rule({"kind": "party"}, code="dang/2000")
    make_rule({"kind": "service", "years": 1}, code="mien/2000", excuses="dang")
    sent = approved_plan_with_line()
    person = make_person(unit=sent.unit, birth_on=date(1970, 1, 1), recruited_on=date(2010, 1, 1))
    nomination = make_nomination(sent, person)
    eligibility.confirm_rule(rule=rule, by=planner())
    make_rule({"kind": "party", "official": True}, name="Viết sau cho ngày đã qua")
    Person.objects.filter(pk=person.pk).update(birth_on=date(1990, 1, 1), recruited_on=date(2026, 1, 1))
    (kept,) = kept_judgements(Nomination.objects.get(pk=nomination.pk))
    assert (kept.on, kept.state) == (nomination.proposed_on, NominationState.PROPOSED)
    told = [
        (check.finding.rule.id, check.status, check.finding.rule.is_verified, check.finding.found)
        for check in kept.checks
        if check.finding
    ]
    assert told == [
        (excused.pk, CheckStatus.GREEN, True, {"joined_on": None, "official_on": None}),
        (
            rule.pk,
            CheckStatus.AMBER,
            False,
            {"age": 56, "birth_on": date(1970, 1, 1), "on": nomination.proposed_on},
        ),
    ]
    assert [check.finding.excused_by.code for check in kept.checks if check.finding.excused_by] == [
        "mien/2000"
    ]


def test_it_is_judged_again_on_the_day_of_the_decision_and_both_are_kept() -> None:
    make_rule({"kind": "age_at_most", "years": 60})
    nomination = make_nomination()
    approve(nomination)
    states = [each.state for each in kept_judgements(nomination)]
    assert states == [NominationState.PROPOSED, NominationState.APPROVED]


def test_people_of_two_units_sent_by_one_decision_are_each_judged_as_of_their_own_unit() -> None:
    units = [make_unit(), make_unit()]
    version = make_plan()
    terms = make_line(version, quotas=dict.fromkeys(units, 2), learners=4, title="Bồi dưỡng")
    submit_and_approve(version)
    nominations = [
        sending.nominate(line=terms.line, unit=unit, person=make_person(unit=unit), on=ON, by=SYSTEM)
        for unit in units
    ]
    approve(*nominations)
    codes = [[check.code for check in kept_judgements(each)[-1].checks] for each in nominations]
    assert codes == [[], []]


def test_whoever_asked_waited_or_was_sent_back_is_judged_whenever_they_are_put_forward() -> None:
    sent = approved_plan_with_line(quota=1)
    asked = sending.ask_for(
        line=sent.line, unit=sent.unit, person=make_person(unit=sent.unit), reason="Xin đi", on=ON, by=SYSTEM
    )
    (waiting,) = sending.waitlist_many(
        line=sent.line, unit=sent.unit, reasons={make_person(unit=sent.unit).pk: ""}, on=ON, by=SYSTEM
    )
    sending.accept(nomination=asked, on=ON, by=SYSTEM)
    sending.send_back(nomination=asked, reason="Bổ sung", on=ON, by=SYSTEM)
    sending.resubmit(nomination=asked, on=ON, by=SYSTEM)
    sending.withdraw(nomination=asked, on=ON, by=SYSTEM)
    waiting.refresh_from_db()
    proposed = NominationState.PROPOSED
    states = [[each.state for each in kept_judgements(one)] for one in (asked, waiting)]
    assert states == [[proposed, proposed], [NominationState.WAITLISTED, proposed]]


def test_what_is_kept_is_the_same_when_read_again() -> None:
    """Every kind of thing found: days, ratings by year, a tier; rules that excuse."""
    year_of_each = make_rule({"kind": "ratings", "years": 2, "grade": "good"})
    make_rule({"kind": "tier", "tiers": ["central"]}, weight="warns")
    make_rule({"kind": "service", "years": 3, "months_off": 12})
    person, programme = make_person(unit=make_unit()), make_programme()
    Rating.objects.create(person=person, year=2024, grade="good")
    found = judge_on(person.pk, programme, date(2026, 3, 2))
    checks = [rule_check(each) for each in found.findings]
    plain = json.loads(json.dumps(to_keep(found.on, NominationState.PROPOSED, checks)))
    rules = {each.rule.id: each.rule for each in found.findings}
    assert rules_kept([plain]) == set(rules)
    again = as_kept(plain, rules).checks
    ratings = next(each.finding for each in again if each.finding and each.finding.rule.id == year_of_each.pk)
    assert ratings.found == {"ratings": {"2024": "good", "2025": ""}}
    assert [each for each in again if each.finding is not ratings] == [
        each for each in checks if each.finding and each.finding.rule.id != year_of_each.pk
    ]
