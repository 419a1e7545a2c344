"""Asking for oneself, the waiting list, exceptions, what the province sets, rules among the checks."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.accounts import cadre, clerk_of, outsider, planner
from tests.factories.commitments import make_commitment, make_laws
from tests.factories.delivery import make_class, make_learner
from tests.factories.eligibility import make_rule
from tests.factories.orgs import make_unit
from tests.factories.people import make_person, make_title
from tests.factories.plans import ApprovedLine, approved_plan_with_line, make_decision
from tests.factories.problems import problem
from tests.factories.sending import NOMINATED_ON, make_nomination
from vun.common.errors import Refused
from vun.records.commitments import operations as commitments
from vun.records.people.domain import ManagementTier
from vun.records.people.models import Person
from vun.records.plans.models import Quota
from vun.records.registers.domain import Upload
from vun.records.sending import operations, queries
from vun.records.sending.domain import CheckCode, CheckStatus, NominationState
from vun.records.sending.models import Nomination, SendingPolicy

pytestmark = pytest.mark.django_db
ON = NOMINATED_ON
PAPER = Upload("don.pdf", b"%PDF-1.7 don")


def asked(sent: ApprovedLine, person: Person | None = None, on: date = ON) -> Nomination:
    person = person or make_person(unit=sent.unit)
    return operations.ask(
        line=sent.line, unit=sent.unit, reason="Cần cho công việc", on=on, by=cadre(person.pk)
    )


def waiting(sent: ApprovedLine, person: Person | None = None, on: date = ON) -> Nomination:
    person = person or make_person(unit=sent.unit)
    (found,) = operations.waitlist_many(
        line=sent.line, unit=sent.unit, reasons={person.pk: ""}, on=on, by=clerk_of(sent.unit)
    )
    return found


def leader_of(tier: ManagementTier = ManagementTier.PROVINCE_STANDING, *, is_leader: bool = True) -> Person:
    person = make_person("Hoàng Văn Ký", unit=make_unit(), title=make_title("Giám đốc", is_leader=is_leader))
    person.appointments.update(management_tier=tier)
    return person


# --- Asking ---------------------------------------------------------------------------------------------------


def test_somebody_asks_and_the_unit_answers_either_way() -> None:
    sent = approved_plan_with_line(quota=1)
    one, other = asked(sent), asked(sent)
    assert Quota.objects.get().taken == 0
    assert list(queries.requests_of(sent.line.pk, sent.unit.pk)) == [one, other]
    operations.accept(nomination=one, on=ON, by=clerk_of(sent.unit))
    operations.decline(nomination=other, reason="Đợt sau", on=ON, by=clerk_of(sent.unit))
    assert (one.state, other.state, other.answer_reason) == ("proposed", "declined", "Đợt sau")
    assert Quota.objects.get().taken == 1
    assert [row.state for row in queries.own_nominations(cadre(other.person_id))] == ["declined"]


def test_a_place_that_is_not_there_is_not_given_to_who_asked() -> None:
    sent = approved_plan_with_line(quota=1)
    make_nomination(sent)
    request = asked(sent)
    with problem("plans.quota_used_up"):
        operations.accept(nomination=request, on=ON, by=clerk_of(sent.unit))
    request.refresh_from_db()
    assert request.state == NominationState.ASKED


def test_only_people_of_the_unit_ask_for_themselves_with_a_reason_and_once() -> None:
    sent = approved_plan_with_line()
    person = make_person(unit=sent.unit)
    with pytest.raises(Refused):
        operations.ask(line=sent.line, unit=sent.unit, reason="Xin", on=ON, by=outsider())
    with problem("sending.reason_needed", "reason"):
        operations.ask(line=sent.line, unit=sent.unit, reason=" ", on=ON, by=cadre(person.pk))
    with problem("sending.not_of_unit"):
        operations.ask(line=sent.line, unit=make_unit(), reason="Xin", on=ON, by=cadre(person.pk))
    asked(sent, person)
    with problem("sending.nominated_already"):
        asked(sent, person)


# --- The waiting list -----------------------------------------------------------------------------------------


def test_whoever_has_waited_longest_moves_up_when_somebody_falls_out() -> None:
    sent = approved_plan_with_line(quota=1)
    going = make_nomination(sent)
    later, first = waiting(sent, on=date(2026, 2, 10)), waiting(sent, on=date(2026, 2, 5))
    assert Quota.objects.get().taken == 1
    assert list(queries.waiting_list(sent.line.pk, sent.unit.pk)) == [first, later]
    operations.withdraw(nomination=going, on=ON, by=clerk_of(sent.unit))
    first.refresh_from_db()
    later.refresh_from_db()
    assert (first.state, later.state, Quota.objects.get().taken) == ("proposed", "waitlisted", 1)
    operations.reject(nomination=first, reason="Chưa cần", on=ON, by=planner())
    later.refresh_from_db()
    assert (later.state, Quota.objects.get().taken) == ("proposed", 1)


def test_nobody_moves_up_against_a_red_check_or_from_another_unit() -> None:
    sent = approved_plan_with_line(quota=1)
    going, stuck = make_nomination(sent), waiting(sent)
    stuck.person.appointments.update(end_on=date(2026, 2, 1), end_reason="resigned")
    operations.withdraw(nomination=going, on=ON, by=clerk_of(sent.unit))
    stuck.refresh_from_db()
    assert (stuck.state, Quota.objects.get().taken) == ("waitlisted", 0)


def test_moving_up_by_hand_needs_a_free_place() -> None:
    sent = approved_plan_with_line(quota=1)
    make_nomination(sent)
    nomination = waiting(sent)
    with problem("plans.quota_used_up"):
        operations.promote(nomination=nomination, on=ON, by=clerk_of(sent.unit))


# --- Exceptions -----------------------------------------------------------------------------------------------


def exceptional() -> Nomination:
    sent = approved_plan_with_line()
    make_rule({"kind": "age_at_most", "years": 30})
    return make_nomination(sent, exception_reason="Quy hoạch")


def test_an_exception_goes_nowhere_without_its_file_and_signer() -> None:
    nomination = exceptional()

    def approve() -> int:
        return operations.approve_nominations(
            ids=[nomination.pk], decision=make_decision(), on=ON, by=planner()
        )

    with problem("sending.exception_not_signed"):
        approve()
    operations.support_exception(
        nomination=nomination,
        reason="Quy hoạch chức danh",
        file=PAPER,
        signer=leader_of(),
        on=ON,
        by=planner(),
    )
    assert nomination.exception_reason == "Quy hoạch chức danh"
    assert approve() == 1


def test_an_exception_is_signed_by_a_leader_of_the_level_set_and_not_by_oneself() -> None:
    nomination = exceptional()

    def support(signer: Person, **parts: object) -> None:
        given = {"reason": "Quy hoạch", "file": PAPER, "on": ON, "by": planner()}
        operations.support_exception(nomination=nomination, signer=signer, **(given | parts))  # type: ignore[arg-type]

    for below in (leader_of(ManagementTier.UNIT), leader_of(is_leader=False), make_person()):
        with problem("sending.signer_below_level", "signer"):
            support(below)
    with problem("sending.signs_for_self", "signer"):
        support(nomination.person)
    with problem("sending.reason_needed", "reason"):
        support(leader_of(), reason="")
    with problem("registers.file_is_not", "file"):
        support(leader_of(), file=Upload("x.pdf", b"MZ"))
    operations.set_policy(
        release_percent=0, signer_tiers=[ManagementTier.UNIT], start_on=date(2026, 1, 1), by=planner()
    )
    support(leader_of(ManagementTier.UNIT))
    with problem("sending.signer_below_level", "signer"):
        support(leader_of())


def test_what_is_over_takes_no_exception_any_more() -> None:
    nomination = exceptional()
    operations.withdraw(nomination=nomination, on=ON, by=planner())
    with problem("sending.is_over"):
        operations.support_exception(
            nomination=nomination, reason="Khác", file=PAPER, signer=leader_of(), on=ON, by=planner()
        )
    nomination.refresh_from_db()
    assert (nomination.exception_reason, nomination.exception_signer) == ("Quy hoạch", None)


def test_the_law_of_the_day_of_sending_counts() -> None:
    sent = approved_plan_with_line()
    nomination = make_nomination(sent, make_person(unit=sent.unit, birth_on=date(1980, 5, 17)))
    make_rule({"kind": "age_at_most", "years": 45}, start_on=date(2026, 3, 1))
    arguments = {"ids": [nomination.pk], "decision": make_decision(), "by": planner()}
    with problem("sending.exception_not_signed"):
        operations.approve_nominations(on=date(2026, 5, 17), **arguments)  # type: ignore[arg-type]
    assert operations.approve_nominations(on=date(2026, 5, 16), **arguments) == 1  # type: ignore[arg-type]


# --- Checks ---------------------------------------------------------------------------------------------------


def test_a_refusal_by_rule_names_its_clause_and_law() -> None:
    sent = approved_plan_with_line()
    person = make_person(unit=sent.unit)
    make_rule({"kind": "age_at_most", "years": 30}, name="Không quá 30 tuổi")
    (check,) = queries.checks_for([person.pk], sent.terms, sent.unit.pk, ON)[person.pk]
    assert (check.status, check.code) == (CheckStatus.RED, CheckCode.RULE)
    assert check.finding is not None
    rule = check.finding.rule
    assert (rule.name, rule.clause, rule.legal_basis) == ("Không quá 30 tuổi", "Điều 5", "Nghị định mẫu")


def test_service_still_owed_is_told() -> None:
    sent = approved_plan_with_line()
    person = make_person(unit=sent.unit)
    commitment = make_commitment(person, unit=sent.unit)
    commitments.graduate(
        commitment=commitment, graduated_on=date(2025, 9, 15), on=date(2025, 9, 15), by=planner()
    )
    (check,) = queries.checks_for([person.pk], sent.terms, sent.unit.pk, ON)[person.pk]
    assert (check.status, check.code, check.params["left"]) == (
        CheckStatus.AMBER,
        CheckCode.OWES_SERVICE,
        43,
    )


def test_a_unit_lets_only_so_many_go_at_once() -> None:
    sent = approved_plan_with_line()
    members = [make_person(unit=sent.unit) for _ in range(10)]
    running = make_class(start_on=date(2026, 1, 10), end_on=date(2026, 6, 1))
    make_learner(running, members[0])

    def codes() -> set[CheckCode]:
        checks = queries.checks_for([members[1].pk], sent.terms, sent.unit.pk, ON)[members[1].pk]
        return {check.code for check in checks}

    operations.set_policy(
        release_percent=20, signer_tiers=[ManagementTier.CENTRAL], start_on=date(2026, 1, 1), by=planner()
    )
    assert CheckCode.MANY_AWAY not in codes()
    make_learner(running, members[2])
    assert CheckCode.MANY_AWAY in codes()


def test_a_policy_follows_the_one_before_from_its_day_on() -> None:
    tiers = [ManagementTier.CENTRAL]
    first = operations.set_policy(
        release_percent=10, signer_tiers=tiers, start_on=date(2026, 1, 1), by=planner()
    )
    operations.set_policy(release_percent=20, signer_tiers=tiers, start_on=date(2026, 7, 1), by=planner())
    percents = [
        policy.release_percent if (policy := queries.policy_on(day)) else None
        for day in (date(2025, 12, 31), date(2026, 6, 30), date(2026, 7, 1))
    ]
    assert percents == [None, 10, 20]
    first.refresh_from_db()
    assert first.end_on == date(2026, 7, 1)
    for code, field, parts in [
        ("sending.percent_out_of_range", "release_percent", {"release_percent": 101}),
        ("sending.nobody_signs", "signer_tiers", {"signer_tiers": []}),
        ("sending.policy_there_already", "start_on", {"start_on": date(2026, 7, 1)}),
    ]:
        given = {"release_percent": 5, "signer_tiers": tiers, "start_on": date(2027, 1, 1)} | parts
        with problem(code, field):
            operations.set_policy(by=planner(), **given)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        operations.set_policy(
            release_percent=5, signer_tiers=tiers, start_on=date(2027, 1, 1), by=clerk_of(make_unit())
        )
    assert SendingPolicy.objects.count() == 2


def test_who_is_sent_commits_to_serve_once() -> None:
    sent = approved_plan_with_line()
    nomination = make_nomination(sent)
    days = {"study_start_on": date(2026, 9, 1), "study_end_on": date(2028, 8, 31)}
    with problem("sending.not_sent"):
        operations.commit_to_serve(nomination=nomination, by=planner(), **days)
    operations.approve_nominations(ids=[nomination.pk], decision=make_decision(), on=ON, by=planner())
    nomination.refresh_from_db()
    make_laws()
    commitment = operations.commit_to_serve(nomination=nomination, by=planner(), **days)
    assert (commitment.owed_months, commitment.sent_on, nomination.commitment) == (72, ON, commitment)
    with problem("sending.committed_already"):
        operations.commit_to_serve(nomination=nomination, by=planner(), **days)
