"""From being sent to the last instalment."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.factories.accounts import cadre, clerk_of, leader, planner
from tests.factories.commitments import make_commitment, make_laws
from tests.factories.funding import make_source
from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from tests.factories.plans import make_decision
from tests.factories.problems import problem
from vun.common.errors import NotFound, Refused
from vun.records.commitments import catalogue, operations, queries
from vun.records.commitments.domain import Case, ClaimState, CommitmentState, CostItem, Payer
from vun.records.commitments.models import CommitmentLaw, CompensationClaim, ServiceCommitment
from vun.records.deadlines import catalogue as deadline_rules
from vun.records.people.domain import EndReason, Sex, StaffKind

pytestmark = pytest.mark.django_db
GRADUATED = date(2025, 9, 15)


def broken(**person: object) -> CompensationClaim:
    """Somebody recruited in 2012, graduated, who cost 60 million besides pay and left after a year of service."""
    unit = make_unit()
    person_ = make_person(unit=unit, recruited_on=date(2012, 6, 1), **person)  # type: ignore[arg-type]
    commitment = make_commitment(person_, unit=unit)
    for item, amount in [(CostItem.TUITION, 50_000_000), (CostItem.TRAVEL, 10_000_000), (CostItem.PAY, 99)]:
        operations.record_cost(
            commitment=commitment, item=item, amount=amount, paid_on=date(2024, 1, 5), by=planner()
        )
    operations.graduate(commitment=commitment, graduated_on=GRADUATED, on=GRADUATED, by=planner())
    left_on = date(2026, 9, 15)
    person_.appointments.update(end_on=left_on, end_reason=EndReason.RESIGNED)
    return operations.claim_back(
        commitment=commitment, case=Case.LEFT_EARLY, happened_on=left_on, on=left_on, by=planner()
    )


@pytest.mark.parametrize(("sent_on", "owed"), [(date(2025, 6, 30), 48), (date(2025, 7, 1), 72)])
def test_the_law_of_the_day_of_sending_tells_how_long(sent_on: date, owed: int) -> None:
    old, new = make_laws()
    commitment = make_commitment(
        sent_on=sent_on, study_start_on=date(2025, 9, 1), study_end_on=date(2027, 8, 31)
    )
    assert (commitment.owed_months, commitment.law) == (owed, old if owed == 48 else new)


def test_public_employees_owe_twice_on_both_sides_by_the_shipped_laws() -> None:
    catalogue.load_catalogues(planner())
    found = {
        (kind.value, day): queries.law_for(kind.value, day).multiple
        for kind in (StaffKind.CIVIL_SERVANT, StaffKind.PUBLIC_EMPLOYEE, StaffKind.CADRE)
        for day in (date(2025, 6, 30), date(2025, 7, 1))
    }
    assert set(found.values()) == {2, 3}
    assert [key for key, multiple in found.items() if multiple == 3] == [("civil_servant", date(2025, 7, 1))]
    before = list(CommitmentLaw.objects.values())
    catalogue.load_catalogues(planner())
    assert list(CommitmentLaw.objects.values()) == before
    with pytest.raises(Refused):
        catalogue.load_catalogues(clerk_of(make_unit()))
    with problem("commitments.no_law", "sent_on"):
        queries.law_for("council_deputy", date(2026, 1, 1))


def test_service_runs_from_the_diploma_over_posts() -> None:
    commitment = make_commitment()
    operations.graduate(commitment=commitment, graduated_on=GRADUATED, on=GRADUATED, by=planner())
    (standing,) = queries.standings([commitment], date(2026, 9, 15))
    assert (standing.served, standing.left, standing.due_on, standing.leaving) == (
        12,
        36,
        date(2029, 9, 15),
        None,
    )
    with problem("commitments.not_served"):
        operations.close_served(commitment=commitment, on=date(2029, 8, 29), by=planner())
    assert queries.served_out(planner(), date(2029, 9, 15)) != []
    operations.close_served(commitment=commitment, on=date(2029, 9, 15), by=planner())
    assert commitment.state == CommitmentState.SERVED
    with problem("commitments.is_over"):
        operations.graduate(commitment=commitment, graduated_on=GRADUATED, on=GRADUATED, by=planner())


def test_a_longer_study_is_owed_for_as_it_really_was() -> None:
    commitment = make_commitment()
    operations.graduate(
        commitment=commitment,
        graduated_on=date(2026, 3, 1),
        on=date(2026, 3, 1),
        study_end_on=date(2026, 2, 28),
        by=planner(),
    )
    assert commitment.owed_months == 60


def test_leaving_before_service_is_done_is_found_with_its_case() -> None:
    commitment = make_commitment()
    operations.graduate(commitment=commitment, graduated_on=GRADUATED, on=GRADUATED, by=planner())
    appointments = commitment.person.appointments
    assert queries.leaving_early(planner(), date(2026, 12, 31)) == []
    appointments.update(end_on=date(2026, 9, 15), end_reason=EndReason.RESIGNED)
    (found,) = queries.leaving_early(planner(), date(2026, 12, 31))
    assert found.leaving is not None
    assert (found.leaving.case, found.leaving.on, found.served) == (Case.LEFT_EARLY, date(2026, 9, 15), 12)
    assert queries.leaving_early(clerk_of(make_unit()), date(2026, 12, 31)) == []
    appointments.update(end_on=date(2029, 10, 1))
    assert queries.leaving_early(planner(), date(2029, 12, 31)) == []


def test_the_claim_is_computed_from_the_records() -> None:
    claim = broken(sex=Sex.FEMALE.value)
    # 60.000.000 / 48 × 36 = 45.000.000; ten whole years after probation, at 1,5 %
    assert (claim.cost, claim.owed, claim.served, claim.earlier_years, claim.is_special) == (
        60_000_000,
        48,
        12,
        10,
        True,
    )
    assert claim.amount == 38_250_000
    assert claim.commitment.state == CommitmentState.BROKEN
    with problem("commitments.is_over"):
        operations.claim_back(
            commitment=claim.commitment,
            case=Case.LEFT_EARLY,
            happened_on=date(2026, 9, 15),
            on=date(2026, 9, 15),
            by=planner(),
        )
    assert CompensationClaim.objects.count() == 1


def test_years_of_service_can_be_corrected() -> None:
    commitment = make_commitment()
    operations.record_cost(
        commitment=commitment,
        item=CostItem.TUITION,
        amount=1_000_000,
        paid_on=date(2024, 1, 5),
        by=planner(),
    )
    claim = operations.claim_back(
        commitment=commitment,
        case=Case.NO_DIPLOMA,
        happened_on=date(2026, 1, 1),
        on=date(2026, 1, 1),
        earlier_years=0,
        by=planner(),
    )
    assert claim.amount == 1_000_000


def test_a_case_must_fit_the_law_graduation_and_a_cost() -> None:
    commitment = make_commitment()
    day = date(2026, 1, 1)

    def claim(case: Case) -> None:
        operations.claim_back(commitment=commitment, case=case, happened_on=day, on=day, by=planner())

    with problem("commitments.no_such_case", "case"):
        claim(Case.DISMISSED_STUDYING)
    with problem("commitments.case_does_not_fit", "case"):
        claim(Case.LEFT_EARLY)
    with problem("commitments.no_cost", "case"):
        claim(Case.DROPPED_OUT)
    commitment.refresh_from_db()
    assert (commitment.state, CompensationClaim.objects.count()) == (CommitmentState.STUDYING, 0)


def test_the_council_reduces_with_a_reason_and_parts_fall_due_monthly() -> None:
    claim = broken()
    decision = make_decision(issued_on=date(2026, 10, 1))
    with problem("commitments.reason_needed", "council_reason"):
        operations.decide_claim(claim=claim, decision=decision, council_rate=1_000, by=planner())
    operations.decide_claim(
        claim=claim,
        decision=decision,
        council_rate=1_000,
        council_reason="Hoàn cảnh khó khăn",
        parts=3,
        by=planner(),
    )
    # 45.000.000 less 10 % for ten years and 10 % of the council
    assert (claim.amount, claim.state, claim.due_on) == (
        36_000_000,
        ClaimState.DECIDED,
        date(2027, 1, 1),
    )
    parts = list(claim.instalments.all())
    assert [(part.due_on, part.amount) for part in parts] == [
        (date(2026, 11, 1), 12_000_000),
        (date(2026, 12, 1), 12_000_000),
        (date(2027, 1, 1), 12_000_000),
    ]
    with problem("commitments.claim_moved_on"):
        operations.decide_claim(claim=claim, decision=decision, by=planner())
    assert list(queries.overdue(planner(), date(2026, 12, 1))) == [parts[0]]
    assert list(queries.overdue(clerk_of(make_unit()), date(2026, 12, 1))) == []
    paid = {"paid_on": date(2026, 12, 20), "on": date(2026, 12, 22), "by": planner()}
    for wrong in (date(2026, 9, 30), date(2026, 12, 23)):
        with problem("commitments.paid_out_of_order", "paid_on"):
            operations.pay_instalment(instalment=parts[0], **(paid | {"paid_on": wrong}))  # type: ignore[arg-type]
    for part in parts:
        operations.pay_instalment(instalment=part, **paid)  # type: ignore[arg-type]
    claim.refresh_from_db()
    assert claim.state == ClaimState.PAID
    with problem("commitments.paid_already"):
        operations.pay_instalment(instalment=parts[0], **paid)  # type: ignore[arg-type]


def test_what_was_computed_is_decided_by_the_rounding_of_then_and_no_earlier_than_it_happened() -> None:
    claim = broken()
    law = claim.commitment.law
    operations.set_rounding(
        law=law, month_from_days=15, money_unit=1_000_000, pay_within_days=60, by=planner()
    )
    claim = CompensationClaim.objects.get()
    rate = {"council_rate": 1, "council_reason": "Lẻ"}
    with problem("commitments.decided_before", "issued_on"):
        operations.decide_claim(
            claim=claim, decision=make_decision(issued_on=date(2026, 9, 14)), by=planner()
        )
    operations.decide_claim(
        claim=claim,
        decision=make_decision(issued_on=date(2026, 10, 1)),
        by=planner(),
        **rate,  # type: ignore[arg-type]
    )
    # 45.000.000 less 10 % and 0,01 %, to the đồng as when it was computed; to be paid as the office says now.
    assert (claim.amount, claim.due_on) == (40_495_500, date(2026, 11, 30))


def test_a_part_due_on_a_day_off_is_overdue_after_the_next_working_day() -> None:
    """Parts of 01/11/2026, a Sunday, and 01/12/2026."""
    deadline_rules.load_catalogues(by=planner())
    claim = broken()
    operations.decide_claim(
        claim=claim, decision=make_decision(issued_on=date(2026, 10, 1)), parts=2, by=planner()
    )
    counted = [queries.overdue(planner(), date(2026, *day)).count() for day in ((11, 2), (11, 3), (12, 2))]
    assert counted == [0, 1, 2]


def test_one_payment_is_due_within_the_days_of_the_law() -> None:
    claim = broken()
    operations.decide_claim(claim=claim, decision=make_decision(issued_on=date(2026, 10, 1)), by=planner())
    assert [part.due_on for part in claim.instalments.all()] == [date(2027, 1, 29)]


def test_all_reduced_is_nothing_to_pay() -> None:
    claim = broken()
    operations.decide_claim(
        claim=claim,
        decision=make_decision(issued_on=date(2026, 10, 1)),
        council_rate=10_000,
        council_reason="Bệnh hiểm nghèo",
        by=planner(),
    )
    assert (claim.state, claim.amount, claim.instalments.count()) == (ClaimState.WAIVED, 0, 0)


def test_somebody_is_released_with_a_reason_by_whoever_approves() -> None:
    commitment = make_commitment()
    with pytest.raises(Refused):
        operations.release(commitment=commitment, on=GRADUATED, reason="Mất", by=clerk_of(commitment.unit))
    with problem("commitments.reason_needed", "reason"):
        operations.release(commitment=commitment, on=GRADUATED, reason=" ", by=planner())
    operations.release(commitment=commitment, on=GRADUATED, reason="Bệnh hiểm nghèo", by=planner())
    assert commitment.state == CommitmentState.RELEASED
    assert [
        list(queries.open_on([commitment.person_id], day))
        for day in (GRADUATED - timedelta(days=1), GRADUATED)
    ] == [[commitment], []]


def test_bad_days_and_amounts_are_told() -> None:
    with problem("commitments.study_out_of_order", "study_end_on"):
        make_commitment(study_end_on=date(2023, 8, 31))
    with problem("commitments.no_post", "sent_on"):
        make_commitment(make_person())
    commitment = make_commitment()
    with problem("commitments.graduated_before_study", "graduated_on"):
        operations.graduate(
            commitment=commitment, graduated_on=date(2023, 8, 1), on=date(2023, 8, 1), by=planner()
        )
    with problem("commitments.no_amount", "amount"):
        operations.record_cost(
            commitment=commitment, item=CostItem.OTHER, amount=0, paid_on=GRADUATED, by=planner()
        )


def test_commitments_are_seen_by_unit_and_by_whoever_owes() -> None:
    commitment = make_commitment()
    for actor in (planner(), clerk_of(commitment.unit), cadre(commitment.person_id)):
        assert queries.get_commitment(actor, commitment.pk) == commitment
    for actor in (clerk_of(make_unit()), cadre(make_person().pk)):
        with pytest.raises(NotFound):
            queries.get_commitment(actor, commitment.pk)


@pytest.mark.parametrize("number", [1, 20])
def test_standings_cost_the_same_for_one_and_twenty(number: int, django_assert_num_queries: object) -> None:
    make_laws()
    for _ in range(number):
        make_commitment()
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(queries.standings(queries.visible_to(leader()), GRADUATED)) == number
    assert ServiceCommitment.objects.count() == number


def test_only_what_the_sending_body_paid_is_paid_back_and_to_its_sources() -> None:
    commitment = make_commitment()
    province, district = make_source("Ngân sách tỉnh"), make_source("Ngân sách xã")
    for payer, source, amount in [
        (Payer.SENDER, province, 60_000_000),
        (Payer.SENDER, district, 20_000_000),
        (Payer.SENDER, province, 16_000_000),
        (Payer.LEARNER, None, 30_000_000),
        (Payer.SPONSOR, None, 40_000_000),
    ]:
        operations.record_cost(
            commitment=commitment,
            item=CostItem.TUITION,
            payer=payer,
            source=source,
            amount=amount,
            paid_on=date(2024, 1, 5),
            by=planner(),
        )
    assert queries.cost_by_source(commitment) == {"Ngân sách tỉnh": 76_000_000, "Ngân sách xã": 20_000_000}
    assert queries.cost_of(commitment) == 96_000_000
    with problem("commitments.source_not_senders", "source"):
        operations.record_cost(
            commitment=commitment,
            item=CostItem.TUITION,
            payer=Payer.LEARNER,
            source=province,
            amount=1,
            paid_on=date(2024, 1, 5),
            by=planner(),
        )


def test_whoever_paid_all_of_it_owes_nothing() -> None:
    commitment = make_commitment()
    operations.record_cost(
        commitment=commitment,
        item=CostItem.TUITION,
        payer=Payer.LEARNER,
        amount=9_000_000,
        paid_on=date(2024, 1, 5),
        by=planner(),
    )
    with problem("commitments.no_cost", "case"):
        operations.claim_back(
            commitment=commitment,
            case=Case.NO_DIPLOMA,
            happened_on=date(2026, 1, 1),
            on=date(2026, 1, 1),
            by=planner(),
        )


def test_nothing_is_claimed_of_whoever_served_all_nor_for_a_day_before() -> None:
    commitment = make_commitment()
    operations.record_cost(
        commitment=commitment, item=CostItem.TUITION, amount=5, paid_on=date(2024, 1, 5), by=planner()
    )
    operations.graduate(commitment=commitment, graduated_on=GRADUATED, on=GRADUATED, by=planner())
    with problem("commitments.nothing_due", "case"):
        operations.claim_back(
            commitment=commitment,
            case=Case.LEFT_EARLY,
            happened_on=date(2029, 9, 15),
            on=date(2029, 9, 15),
            by=planner(),
        )
    with problem("commitments.happened_before", "happened_on"):
        operations.claim_back(
            commitment=commitment,
            case=Case.LEFT_EARLY,
            happened_on=date(2025, 9, 14),
            on=date(2025, 9, 14),
            by=planner(),
        )
    commitment.refresh_from_db()
    assert commitment.state == CommitmentState.SERVING


def test_what_has_not_come_about_is_not_recorded() -> None:
    """A claim ends the commitment, and a diploma starts the service: neither before its day."""
    commitment = make_commitment()
    operations.record_cost(
        commitment=commitment, item=CostItem.TUITION, amount=5, paid_on=date(2024, 1, 5), by=planner()
    )
    day_before = {"on": date(2025, 9, 14), "by": planner()}
    with problem("commitments.graduated_in_future", "graduated_on"):
        operations.graduate(commitment=commitment, graduated_on=GRADUATED, **day_before)  # type: ignore[arg-type]
    with problem("commitments.happened_in_future", "happened_on"):
        operations.claim_back(
            commitment=commitment,
            case=Case.DROPPED_OUT,
            happened_on=GRADUATED,
            **day_before,  # type: ignore[arg-type]
        )
    commitment.refresh_from_db()
    assert (commitment.state, commitment.graduated_on) == (CommitmentState.STUDYING, None)
    assert not CompensationClaim.objects.exists()
    operations.claim_back(
        commitment=commitment, case=Case.DROPPED_OUT, happened_on=GRADUATED, on=GRADUATED, by=planner()
    )
    assert commitment.state == CommitmentState.BROKEN


def test_the_real_time_of_study_ends_with_the_diploma_at_the_latest() -> None:
    """Graduated two months before the planned end: months owed are of the study as it was, not as planned."""
    commitment = make_commitment()
    early = {"graduated_on": date(2025, 6, 30), "on": GRADUATED, "by": planner()}
    for last in (None, date(2025, 7, 1)):
        with problem("commitments.studied_after_graduation", "study_end_on"):
            operations.graduate(commitment=commitment, study_end_on=last, **early)  # type: ignore[arg-type]
    operations.graduate(commitment=commitment, study_end_on=date(2025, 6, 30), **early)  # type: ignore[arg-type]
    assert commitment.owed_months == 44


def test_so_little_that_it_rounds_to_nothing_is_claimed_and_waived_not_said_to_be_served() -> None:
    """20.000.000 / 48 × 1 = 416.666,67, which is nothing in whole millions; 47 of 48 months are served."""
    commitment = make_commitment()
    operations.record_cost(
        commitment=commitment,
        item=CostItem.TUITION,
        amount=20_000_000,
        paid_on=date(2024, 1, 5),
        by=planner(),
    )
    operations.set_rounding(
        law=commitment.law, month_from_days=15, money_unit=1_000_000, pay_within_days=120, by=planner()
    )
    operations.graduate(commitment=commitment, graduated_on=GRADUATED, on=GRADUATED, by=planner())
    left_on = date(2029, 8, 15)
    claim = operations.claim_back(
        commitment=commitment, case=Case.LEFT_EARLY, happened_on=left_on, on=left_on, by=planner()
    )
    assert (claim.owed, claim.served, claim.amount) == (48, 47, 0)
    operations.decide_claim(claim=claim, decision=make_decision(issued_on=left_on), by=planner())
    assert (claim.state, claim.instalments.count()) == (ClaimState.WAIVED, 0)


def test_the_office_sets_how_months_and_money_are_rounded() -> None:
    commitment = make_commitment()
    for item in (CostItem.TUITION, CostItem.TRAVEL):
        operations.record_cost(
            commitment=commitment, item=item, amount=10_000_100, paid_on=date(2024, 1, 5), by=planner()
        )
    arguments = {"month_from_days": 31, "money_unit": 1_000, "pay_within_days": 90}
    operations.set_rounding(law=commitment.law, **arguments, by=planner())
    operations.graduate(commitment=commitment, graduated_on=GRADUATED, on=GRADUATED, by=planner())
    claim = operations.claim_back(
        commitment=commitment,
        case=Case.LEFT_EARLY,
        happened_on=date(2026, 10, 14),
        on=date(2026, 10, 14),
        by=planner(),
    )
    # 12 months and 29 days are 12 months; 20.000.200 / 48 × 36 = 15.000.150, less ten per cent or none
    assert (claim.served, claim.amount % 1_000) == (12, 0)
    for field, value in (("month_from_days", 32), ("money_unit", 0), ("pay_within_days", 0)):
        with problem(f"commitments.{'month_from_days' if value else 'figure_from_one'}", field):
            operations.set_rounding(law=commitment.law, **(arguments | {field: value}), by=planner())
    with pytest.raises(Refused):
        operations.set_rounding(law=commitment.law, **arguments, by=clerk_of(commitment.unit))
