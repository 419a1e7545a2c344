"""What follows study: proposed by rules, decided with its cause, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.factories.accounts import clerk_of, planner
from tests.factories.measures import make_result, make_rule
from tests.factories.orgs import make_unit
from tests.factories.plans import make_decision
from tests.factories.problems import problem
from tests.factories.sending import NOMINATED_ON, approve, make_nomination
from vun.common.errors import NotFound, Refused
from vun.records.delivery.domain import Classification
from vun.records.measures import catalogue, operations, queries
from vun.records.measures.domain import Cause, MeasureKind
from vun.records.measures.models import Measure, MeasureRule
from vun.records.sending import operations as sending

pytestmark = pytest.mark.django_db
ON = date(2025, 12, 31)


def take(proposal: queries.Proposal, **told: Any) -> Measure:
    given = {"form": "Giấy khen", "decision": make_decision(issued_on=date(2025, 4, 1)), "by": planner()}
    return operations.take_measure(proposal=proposal, **(given | told))


def test_results_are_proposed_by_their_classification_and_no_longer_once_decided() -> None:
    rule = make_rule()
    enrolment = make_result()
    make_result(classification="fair")
    make_result(completed_on=date(2024, 12, 31))
    (proposal,) = queries.proposals(planner(), ON)
    assert (proposal.rule, proposal.person, proposal.enrolment) == (rule, enrolment.person, enrolment)
    measure = take(proposal, amount=200_000)
    assert (measure.kind, measure.unit, measure.decided_on) == (
        MeasureKind.REWARD,
        enrolment.unit_then,
        date(2025, 4, 1),
    )
    assert queries.proposals(planner(), ON) == []
    assert list(queries.measures_of(enrolment.person_id)) == [measure]
    with problem("measures.taken_already"):
        take(proposal)


@pytest.mark.parametrize(
    ("cause", "columns"),
    [
        (
            Cause.FAILED,
            {"state": "failed", "classification": "", "completed_on": None, "failed_on": date(2025, 3, 14)},
        ),
        (
            Cause.DROPPED,
            {
                "state": "dropped",
                "classification": "",
                "completed_on": None,
                "dropped_on": date(2025, 3, 5),
                "drop_reason": "Tự ý bỏ học",
            },
        ),
    ],
)
def test_failing_and_dropping_out_are_proposed(cause: Cause, columns: dict[str, Any]) -> None:
    make_rule(cause)
    enrolment = make_result(**columns)
    make_result()
    (proposal,) = queries.proposals(planner(), ON)
    assert proposal.enrolment == enrolment
    assert proposal.grounds.endswith(enrolment.drop_reason)


def test_refusing_a_decision_to_send_is_proposed_for_discipline() -> None:
    make_rule(Cause.REFUSED)
    refused, never_sent = make_nomination(), make_nomination()
    approve(refused)
    for nomination in (refused, never_sent):
        sending.withdraw(nomination=nomination, reason="Không đi", on=NOMINATED_ON, by=planner())
    (proposal,) = queries.proposals(planner(), date(2026, 12, 31))
    assert (proposal.nomination, proposal.unit) == (refused, refused.unit)
    assert queries.proposals(planner(), date(2027, 1, 1)) == []


def test_what_is_proposed_is_seen_in_scope_and_decided_by_who_may() -> None:
    rule = make_rule()
    enrolment = make_result()
    (proposal,) = queries.proposals(planner(), ON)
    assert enrolment.unit_then is not None
    clerk, stranger = clerk_of(enrolment.unit_then), clerk_of(make_unit())
    assert len(queries.proposals(clerk, ON)) == 1
    assert queries.proposals(stranger, ON) == []
    with pytest.raises(NotFound):
        queries.get_proposal(stranger, rule.pk, enrolment.pk, ON)
    with pytest.raises(NotFound):
        queries.get_proposal(planner(), 10**9, enrolment.pk, ON)
    with pytest.raises(Refused):
        take(proposal, by=clerk)
    measure = take(proposal)
    with pytest.raises(NotFound):
        queries.get_measure(stranger, measure.pk)
    assert queries.get_measure(clerk, measure.pk) == measure


def test_what_is_wrong_is_told_and_nothing_is_half_done() -> None:
    make_rule()
    make_result()
    (proposal,) = queries.proposals(planner(), ON)
    with problem("measures.form_needed", "form"):
        take(proposal, form=" ")
    with problem("measures.too_much", "amount"):
        take(proposal, amount=200_001)
    with problem("measures.decided_before", "issued_on"):
        take(proposal, decision=make_decision(issued_on=date(2025, 3, 13)))
    told = {"number": "9/QĐ-SNV", "issued_on": date(2025, 3, 13), "issuer": "Sở", "subject": "Khen"}
    with problem("measures.decided_before", "issued_on"):
        operations.take_measure_by(proposal=proposal, form="Giấy khen", by=planner(), **told)
    told["issued_on"] = date(2025, 4, 13)
    # The number of the decision that came to nothing is free.
    made = operations.take_measure_by(proposal=proposal, form="Giấy khen", by=planner(), **told)
    assert made.decision.number == "9/QĐ-SNV"


def test_a_measure_taken_back_stays_on_record_and_may_be_proposed_again() -> None:
    make_rule()
    make_result()
    (proposal,) = queries.proposals(planner(), ON)
    measure = take(proposal)

    def revoke(on: date = ON, reason: str = "Xét lại", **more: Any) -> None:
        operations.revoke_measure(measure=measure, on=on, reason=reason, **({"by": planner()} | more))

    with problem("measures.reason_needed", "reason"):
        revoke(reason="")
    with problem("measures.revoked_before", "on"):
        revoke(on=date(2025, 3, 31))
    with pytest.raises(Refused):
        revoke(by=clerk_of(measure.unit))
    revoke()
    with problem("measures.revoked_already"):
        revoke()
    assert len(queries.proposals(planner(), ON)) == 1
    assert Measure.objects.get().revoke_reason == "Xét lại"


def test_the_rules_that_are_shipped_cover_every_cause_and_loading_again_changes_nothing() -> None:
    catalogue.load_catalogues(planner())
    assert set(MeasureRule.objects.values_list("cause", flat=True)) == {cause.value for cause in Cause}
    assert MeasureRule.objects.get(cause=Cause.RESULT).most_amount == 200_000
    before = list(MeasureRule.objects.values())
    catalogue.load_catalogues(planner())
    assert list(MeasureRule.objects.values()) == before
    with pytest.raises(Refused):
        catalogue.load_catalogues(clerk_of(make_unit()))


def test_what_was_decided_under_an_earlier_row_is_not_proposed_again_under_the_next() -> None:
    rule = make_rule(code="khen/2018")
    make_result()
    (proposal,) = queries.proposals(planner(), ON)
    take(proposal)
    terms = operations.MeasureRuleTerms(
        name="Khen thưởng",
        cause=Cause.RESULT,
        classifications=[Classification.EXCELLENT],
        kind=MeasureKind.REWARD,
        most_amount=500_000,
        legal_basis="Quy chế mới",
    )
    for code, field, wrong in (
        ("measures.no_classification", "classifications", replace(terms, classifications=())),
        ("measures.money_without_reward", "most_amount", replace(terms, kind=MeasureKind.REMEDY)),
        ("standards.field_needed", "name", replace(terms, name="")),
    ):
        with problem(code, field):
            operations.put_measure_rule(terms=wrong, start_on=ON, replaces=rule, by=planner())
    new = operations.put_measure_rule(terms=terms, start_on=ON, replaces=rule, by=planner())
    assert queries.measure_rules(ON) == [new]
    assert queries.proposals(planner(), ON) == []
    other = make_result()
    assert [each.enrolment for each in queries.proposals(planner(), ON)] == [other]
