"""A past day is judged by what was so then: what was learnt, owed or decided since does not count."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.factories.commitments import make_commitment
from tests.factories.delivery import FIRST_DAY, LAST_DAY, make_graduate, make_learner, make_open_class
from tests.factories.eligibility import make_rule
from tests.factories.orgs import make_unit
from tests.factories.people import make_person, make_rank
from tests.factories.plans import SYSTEM, approved_plan_with_line, make_decision
from tests.factories.sending import NOMINATED_ON, approve, make_nomination, make_nominations
from tests.factories.standards import make_programme, make_scale
from vun.common.actor import Actor
from vun.records.commitments import operations as commitments
from vun.records.commitments.domain import Case, CostItem
from vun.records.credentials.queries import credentials_of
from vun.records.delivery import operations as delivery
from vun.records.delivery.models import Certificate, Enrolment
from vun.records.delivery.queries import number_of
from vun.records.people.domain import RatingGrade
from vun.records.people.models import Appointment, Person
from vun.records.people.operations import rate
from vun.records.sending import operations as sending
from vun.records.sending.domain import CheckCode, CheckStatus
from vun.records.sending.models import Nomination
from vun.records.sending.queries import checks_for, judge_on, study_facts
from vun.records.sending.studies import studies
from vun.records.standards.models import Programme, ScaleLevel

pytestmark = pytest.mark.django_db
GRADUATED = date(2025, 9, 15)


def test_periods_are_those_of_the_year_of_the_day_up_to_it() -> None:
    make_rule({"kind": "periods_below", "periods": 40}, weight="favours")
    person, programme = make_person(unit=make_unit()), make_programme()
    enrolment = make_learner(person=person)
    Enrolment.objects.filter(pk=enrolment.pk).update(state="completed", completed_on=LAST_DAY)
    found = {
        day: judge_on(person.pk, programme, day).findings[0].found["periods"]
        for day in (LAST_DAY - timedelta(days=1), LAST_DAY, date(LAST_DAY.year, 12, 31), date(2026, 1, 1))
    }
    assert list(found.values()) == [0, 80, 80, 0]


def test_service_is_owed_from_the_day_of_sending_on() -> None:
    person, programme = make_person(unit=make_unit()), make_programme()
    commitment = make_commitment(person)
    commitments.graduate(
        commitment=commitment, graduated_on=date(2025, 9, 15), on=date(2025, 9, 15), by=Actor.system("tests")
    )
    told = {
        day: [check.code for check in judge_on(person.pk, programme, day).others]
        for day in (commitment.sent_on - timedelta(days=1), commitment.sent_on, date(2025, 10, 1))
    }
    assert list(told.values()) == [[], [CheckCode.OWES_SERVICE], [CheckCode.OWES_SERVICE]]


def test_who_holds_no_post_on_the_day_is_to_be_looked_at() -> None:
    person, programme = make_person(unit=make_unit(), since=date(2015, 1, 1)), make_programme()
    days = (date(2014, 12, 31), date(2015, 1, 1))
    judged = [judge_on(person.pk, programme, day) for day in days]
    assert [(each.status, each.post is None) for each in judged] == [
        (CheckStatus.AMBER, True),
        (CheckStatus.GREEN, False),
    ]


def owed(person: Person, programme: Programme, *days: date) -> list[list[object]]:
    """By day what judging says of months owed, and until when."""
    return [
        [
            (check.params["left"], check.params["due_on"])
            for check in judge_on(person.pk, programme, day).others
        ]
        for day in days
    ]


def test_before_it_was_served_a_commitment_ran_as_it_stood() -> None:
    person, programme = make_person(unit=make_unit()), make_programme()
    commitment, served_on = make_commitment(person), date(2029, 9, 15)
    commitments.graduate(commitment=commitment, graduated_on=GRADUATED, on=GRADUATED, by=SYSTEM)
    commitments.close_served(commitment=commitment, on=date(2030, 1, 10), by=SYSTEM)
    days = (date(2026, 9, 15), served_on - timedelta(days=1), served_on, date(2030, 2, 1))
    assert owed(person, programme, *days) == [[(36, served_on)], [], [], []]
    assert owed(person, programme, served_on - timedelta(days=20)) == [[(1, served_on)]]


def test_before_the_diploma_what_the_planned_study_comes_to_is_owed() -> None:
    person, programme = make_person(unit=make_unit()), make_programme()
    commitment = make_commitment(person)
    late = date(2026, 3, 1)
    commitments.graduate(
        commitment=commitment, graduated_on=late, study_end_on=date(2026, 2, 28), on=late, by=SYSTEM
    )
    assert owed(person, programme, late - timedelta(days=1), late) == [[(48, None)], [(60, date(2031, 3, 1))]]


def test_before_somebody_was_let_off_or_broke_it_a_commitment_ran() -> None:
    programme, over_on = make_programme(), date(2026, 2, 1)
    let_off, gone = (make_person(unit=make_unit()) for _ in range(2))
    commitments.release(commitment=make_commitment(let_off), on=over_on, reason="Bệnh hiểm nghèo", by=SYSTEM)
    broken = make_commitment(gone)
    commitments.record_cost(
        commitment=broken, item=CostItem.TUITION, amount=1, paid_on=date(2024, 1, 5), by=SYSTEM
    )
    commitments.claim_back(
        commitment=broken, case=Case.DROPPED_OUT, happened_on=over_on, on=over_on, by=SYSTEM
    )
    for person in (let_off, gone):
        assert owed(person, programme, over_on - timedelta(days=1), over_on) == [[(48, None)], []]


def test_a_rating_decided_since_a_rank_given_since_and_a_paper_taken_back_since_are_not_known_before() -> (
    None
):
    make_rule({"kind": "ratings", "years": 1, "grade": "good"}, code="ratings/2000")
    make_rule({"kind": "in_rank_before", "codes": ["01.002"], "before": "2030-01-01"}, code="rank/2000")
    held = make_scale()[1]
    make_rule({"kind": "holds", "codes": [held.code]}, code="holds/2000")
    person, programme = make_person(unit=make_unit()), make_programme()
    decided_on = date(2026, 1, 20)
    rate(
        person=person,
        year=2025,
        grade=RatingGrade.GOOD,
        decision=make_decision(issued_on=decided_on),
        by=SYSTEM,
    )
    Appointment.objects.filter(person=person).update(rank_id=make_rank(code="01.002").pk, start_on=decided_on)
    graduate = make_graduate(person=person, programme=make_programme(grants=held))
    delivery.issue_certificates(training_class=graduate.training_class, on=LAST_DAY, by=SYSTEM)
    paper = Certificate.objects.get()
    delivery.revoke_certificate(
        certificate=paper,
        number=number_of(paper, graduate.training_class.host),
        reason="Gian lận",
        on=decided_on,
        is_replaced=False,
        by=SYSTEM,
    )

    def outcomes(day: date) -> dict[str, str]:
        found = judge_on(person.pk, programme, day).findings
        return {finding.rule.stem: finding.outcome.value for finding in found}

    assert outcomes(decided_on - timedelta(days=1)) == {
        "ratings": "unknown",
        "rank": "fails",
        "holds": "holds",
    }
    assert outcomes(decided_on) == {"ratings": "holds", "rank": "holds", "holds": "fails"}
    shown = [len(credentials_of(person.pk, day)) for day in (decided_on - timedelta(days=1), decided_on)]
    assert shown == [1, 0]


def test_who_was_sent_and_taken_back_since_was_sent_on_the_days_between() -> None:
    masters = make_programme(
        grants=ScaleLevel.objects.create(scale=make_scale()[0].scale, code="CM-THS", name="x", order=9)
    )
    sent = approved_plan_with_line(programme=masters)
    nomination = make_nomination(sent)
    approve(nomination)
    back_on = NOMINATED_ON + timedelta(days=30)
    sending.withdraw(nomination=nomination, on=back_on, by=SYSTEM)
    days = (NOMINATED_ON, NOMINATED_ON + timedelta(days=1), back_on - timedelta(days=1), back_on)
    known = [study_facts([nomination.person_id], day).first_sent_on for day in days]
    sent_then = {nomination.person_id: NOMINATED_ON}
    assert known == [{}, sent_then, sent_then, {}]
    nomination.refresh_from_db()
    assert (nomination.decided_on, nomination.ended_on) == (NOMINATED_ON, back_on)


def test_a_class_to_come_is_known_from_the_day_somebody_was_sent_to_it() -> None:
    sent = approved_plan_with_line()
    nomination = make_nomination(sent)
    approve(nomination)
    starts_on, ends_on = NOMINATED_ON + timedelta(days=60), NOMINATED_ON + timedelta(days=65)
    training_class = make_open_class(sent.programme, line=sent.line, start_on=starts_on, end_on=ends_on)
    delivery.enrol_nominated(training_class=training_class, on=starts_on, by=SYSTEM)
    days = (NOMINATED_ON - timedelta(days=1), NOMINATED_ON, starts_on)
    known = [len(studies().studies_of([nomination.person_id], day)) for day in days]
    assert known == [0, 1, 1]


def found_in_another_line(nomination: Nomination, *days: date) -> list[set[CheckCode]]:
    """What the days say of them being sent to a line of the same months, of what they are sent to already."""
    other = approved_plan_with_line(nomination.unit, quota=4, first_month=4, last_month=4)
    told = {CheckCode.SENT_ELSEWHERE, CheckCode.CLASH, CheckCode.MAY_CLASH}
    key = nomination.person_id
    checks = [checks_for([key], other.terms, nomination.unit_id, day)[key] for day in days]
    return [{check.code for check in found} & told for found in checks]


def test_who_was_sent_and_came_to_the_class_late_was_sent_elsewhere_until_then() -> None:
    sent = approved_plan_with_line(quota=4, first_month=4, last_month=4)
    nomination = make_nomination(sent)
    approve(nomination)
    starts_on, came_on = date(2026, 4, 6), date(2026, 4, 9)
    training_class = make_open_class(
        sent.programme, line=sent.line, start_on=starts_on, end_on=date(2026, 4, 24)
    )
    delivery.enrol_nominated(training_class=training_class, on=came_on, by=SYSTEM)
    days = (starts_on - timedelta(days=1), starts_on, came_on - timedelta(days=1), came_on)
    studying, expected = {CheckCode.MAY_CLASH}, {CheckCode.SENT_ELSEWHERE}
    assert found_in_another_line(nomination, *days) == [studying, expected, expected, studying]


def test_who_was_put_forward_and_turned_down_or_withdrawn_since_was_put_forward_then() -> None:
    sent = approved_plan_with_line(quota=4, first_month=4, last_month=4)
    over_on = NOMINATED_ON + timedelta(days=10)
    days = (
        NOMINATED_ON - timedelta(days=1),
        NOMINATED_ON,
        over_on - timedelta(days=1),
        over_on,
    )
    withdrawn, rejected = make_nominations(sent, 2)
    sending.withdraw(nomination=withdrawn, on=over_on, by=SYSTEM)
    sending.reject(nomination=rejected, reason="Không đúng đối tượng", on=over_on, by=SYSTEM)
    elsewhere = {CheckCode.SENT_ELSEWHERE}
    for nomination in (withdrawn, rejected):
        assert found_in_another_line(nomination, *days) == [set(), elsewhere, elsewhere, set()]


def test_who_only_asked_or_waited_was_never_put_forward() -> None:
    sent = approved_plan_with_line(quota=4, first_month=4, last_month=4)
    asking, waiting = (make_person(unit=sent.unit) for _ in range(2))
    asked = sending.ask_for(
        line=sent.line, unit=sent.unit, person=asking, reason="Xin đi", on=NOMINATED_ON, by=SYSTEM
    )
    (waited,) = sending.waitlist_many(
        line=sent.line, unit=sent.unit, reasons={waiting.pk: ""}, on=NOMINATED_ON, by=SYSTEM
    )
    over_on = NOMINATED_ON + timedelta(days=10)
    for nomination in (asked, waited):
        sending.withdraw(nomination=nomination, on=over_on, by=SYSTEM)
        assert found_in_another_line(nomination, NOMINATED_ON, over_on) == [set(), set()]


def test_checks_of_a_past_day_know_the_nominations_and_classes_of_that_day() -> None:
    sent = approved_plan_with_line()
    nomination = make_nomination(sent)
    back_on = NOMINATED_ON + timedelta(days=30)
    sending.withdraw(nomination=nomination, on=back_on, by=SYSTEM)
    dropped = make_learner(make_open_class(sent.programme), nomination.person)
    delivery.drop_out(enrolment=dropped, on=LAST_DAY, reason="Ốm", by=SYSTEM)

    def codes(day: date) -> set[CheckCode]:
        found = checks_for([nomination.person_id], sent.terms, sent.unit.pk, day)[nomination.person_id]
        return {check.code for check in found} & {CheckCode.NOMINATED_ALREADY, CheckCode.ENROLLED_ALREADY}

    days = (FIRST_DAY - timedelta(days=1), FIRST_DAY, LAST_DAY)
    # Somebody is entered for the first day of a class to come, and is not free until then.
    assert [codes(day) for day in days] == [
        {CheckCode.ENROLLED_ALREADY},
        {CheckCode.ENROLLED_ALREADY},
        set(),
    ]
    days = (NOMINATED_ON - timedelta(days=1), NOMINATED_ON, back_on - timedelta(days=1), back_on)
    nominated = {CheckCode.NOMINATED_ALREADY}
    assert [codes(day) for day in days] == [set(), nominated, nominated, set()]


def test_who_failed_studied_until_that_day() -> None:
    sent = approved_plan_with_line()
    learner = make_learner(make_open_class(sent.programme), make_person(unit=sent.unit), score="2")
    failed_on = LAST_DAY - timedelta(days=2)
    delivery.fail(enrolment=learner, on=failed_on, by=SYSTEM)
    studied = [
        [study.is_over for study in studies().studies_of([learner.person_id], day)]
        for day in (failed_on - timedelta(days=1), failed_on)
    ]
    assert studied == [[False], []]
