"""Selection rounds: more put forward than admitted, by points and a committee's decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.factories.accounts import clerk_of, planner
from tests.factories.admission import EXAM, ON, enter, make_offer, make_round
from tests.factories.delivery import make_open_class
from tests.factories.orgs import make_unit
from tests.factories.plans import SYSTEM, ApprovedLine, approved_plan_with_line, make_decision
from tests.factories.problems import problem
from tests.factories.roles import refused_to_all_without, those_who_may
from tests.factories.sending import make_nomination
from vun.common.actor import Actor
from vun.common.errors import NotFound, Problem, Refused
from vun.engines.documents import Grid, Paragraph
from vun.records.admission import operations, queries
from vun.records.admission.domain import (
    CANDIDATE_STEPS,
    ROUND_STEPS,
    CandidateState,
    CandidateVerb,
    RoundVerb,
    SelectionState,
)
from vun.records.admission.models import SelectionCandidate, SelectionRound
from vun.records.audit.queries import entries_of
from vun.records.delivery.models import Enrolment
from vun.records.plans.models import Quota
from vun.records.sending import operations as sending
from vun.records.sending.domain import NominationState
from vun.records.sending.models import Nomination

pytestmark = pytest.mark.django_db
ADMITTED, WAITING, NOT_ADMITTED = (
    CandidateState.ADMITTED,
    CandidateState.WAITING,
    CandidateState.NOT_ADMITTED,
)


@pytest.fixture
def sent() -> ApprovedLine:
    return approved_plan_with_line(quota=10)


def decided(
    selection: SelectionRound, outcomes: dict[SelectionCandidate, CandidateState], **more: object
) -> None:
    operations.decide(
        selection=selection,
        outcomes={candidate.pk: state for candidate, state in outcomes.items()},
        reasons=more.get("reasons", {}),
        told="Không trúng tuyển",
        decision=make_decision(),
        on=ON,
        by=more.get("by", SYSTEM),
    )


def states() -> list[str]:
    return list(Nomination.objects.order_by("pk").values_list("state", flat=True))


def test_from_candidates_to_the_class(sent: ApprovedLine) -> None:
    training_class = make_open_class(
        sent.programme, line=sent.line, start_on=date(2026, 4, 1), end_on=date(2026, 4, 10)
    )
    selection = make_round(sent, places=2, training_class=training_class)
    first, second, third, fourth = enter(selection, sent, (8, 4), (9, 4), (5, 5), (5, 1))
    assert [(each.total, each.rank) for each in (first, second, third, fourth)] == [
        (Decimal(12), 2),
        (Decimal(13), 1),
        (Decimal(10), 3),
        (Decimal(6), 4),
    ]
    assert queries.proposal(selection) == {
        first.pk: ADMITTED,
        second.pk: ADMITTED,
        third.pk: WAITING,
        fourth.pk: WAITING,
    }
    decided(selection, {first: ADMITTED, second: ADMITTED, third: WAITING, fourth: NOT_ADMITTED})
    assert states() == ["approved", "approved", "proposed", "rejected"]
    enrolled = Enrolment.objects.filter(training_class=training_class)
    assert set(enrolled.values_list("person", flat=True)) == {
        first.nomination.person_id,
        second.nomination.person_id,
    }
    assert Quota.objects.get().taken == 3
    third.refresh_from_db()
    came = operations.fall_out(candidate=_fresh(first), reason="Ốm", on=date(2026, 4, 2), by=SYSTEM)
    assert came == third
    assert enrolled.filter(state="studying").count() == 2
    assert Nomination.objects.get(pk=third.nomination_id).state == NominationState.APPROVED


def _fresh(candidate: SelectionCandidate) -> SelectionCandidate:
    return SelectionCandidate.objects.select_related("round__line__plan", "nomination").get(pk=candidate.pk)


def test_without_a_class_those_admitted_are_sent_and_a_place_given_up_goes_to_who_waits(
    sent: ApprovedLine,
) -> None:
    selection = make_round(sent, places=1)
    first, second, third = enter(selection, sent, (8, 4), (7, 4), (6, 4))
    decided(selection, {first: ADMITTED, second: WAITING, third: WAITING})
    sending.withdraw(nomination=second.nomination, on=ON, by=SYSTEM)
    assert operations.fall_out(candidate=_fresh(first), reason="Chuyển công tác", on=ON, by=SYSTEM) == third
    assert states() == ["cancelled", "withdrawn", "approved"]
    assert operations.fall_out(candidate=_fresh(third), reason="Ốm", on=ON, by=SYSTEM) is None


def test_those_alike_at_the_last_place_are_for_the_committee(sent: ApprovedLine) -> None:
    selection = make_round(sent, places=1)
    first, second = enter(selection, sent, (8, 4), (8, 4))
    assert queries.proposal(selection) == {first.pk: None, second.pk: None}
    decided(selection, {first: WAITING, second: ADMITTED})
    assert states() == ["proposed", "approved"]


def test_whoever_is_taken_back_by_the_unit_has_fallen_out(sent: ApprovedLine) -> None:
    selection = make_round(sent, places=1)
    first, second = enter(selection, sent, (8, 4), (7, 4))
    sending.withdraw(nomination=first.nomination, on=ON, by=SYSTEM)
    decided(selection, {second: ADMITTED})
    assert _fresh(first).state == CandidateState.FALLEN_OUT


def test_what_the_committee_may_not_do_is_said_and_nothing_is_half_done(sent: ApprovedLine) -> None:
    selection = make_round(sent, places=1)
    with problem("admission.nobody_entered"):
        decided(selection, {})
    first, second = enter(selection, sent, (8, 4), (7, 4))
    with problem("admission.more_than_places"):
        decided(selection, {first: ADMITTED, second: ADMITTED})
    with problem("admission.no_outcome", f"o-{second.pk}"):
        decided(selection, {first: ADMITTED})
    with problem("admission.passed_over", f"r-{first.pk}"):
        decided(selection, {first: WAITING, second: ADMITTED})
    criterion = selection.criteria.first()
    operations.give_points(selection=selection, points={(first.pk, criterion.pk): None}, by=SYSTEM)
    with problem("admission.no_points"):
        decided(selection, {first: ADMITTED, second: WAITING})
    assert states() == ["proposed", "proposed"]
    operations.give_points(selection=selection, points={(first.pk, criterion.pk): Decimal(8)}, by=SYSTEM)
    decided(selection, {first: WAITING, second: ADMITTED}, reasons={first.pk: "Đang bị xem xét"})
    with problem("admission.round_over"):
        decided(selection, {first: ADMITTED, second: WAITING})


def test_points_given_corrected_and_taken_back_stand_in_the_trail_and_nought_is_a_mark(
    sent: ApprovedLine,
) -> None:
    selection = make_round(sent, places=1)
    (candidate,) = enter(selection, sent, (8, 4))
    criterion = selection.criteria.first()
    for given in (Decimal(0), None):
        operations.give_points(selection=selection, points={(candidate.pk, criterion.pk): given}, by=SYSTEM)
    taken_back, corrected = entries_of(selection).filter(action="selection.points_given")[:2]
    key = f"{candidate.pk}/{criterion.pk}"
    assert (corrected.before, corrected.after) == ({"points": {key: "8.00"}}, {"points": {key: "0.00"}})
    assert (taken_back.before, taken_back.after) == ({"points": {key: "0.00"}}, {"points": {key: ""}})


def test_a_round_is_opened_once_with_what_it_needs(sent: ApprovedLine) -> None:
    def opened(**columns: object) -> SelectionRound:
        said = {"name": "Đợt 1", "places": 2, "criteria": [EXAM], "closes_on": ON} | columns
        return operations.open_round(line=sent.line, **said, on=ON, by=planner())

    for code, field, columns in [
        ("admission.not_filled", "name", {"name": " "}),
        ("admission.no_places", "places", {"places": 0}),
        ("admission.no_criteria", "criteria", {"criteria": []}),
        ("admission.criterion_broken", "criteria", {"criteria": [type(EXAM)("Thi", Decimal(0))]}),
        ("admission.deadline_past", "closes_on", {"closes_on": date(2026, 2, 1)}),
        ("admission.of_other_line", "training_class", {"training_class": make_open_class()}),
        ("admission.of_other_line", "offer", {"offer": make_offer()}),
    ]:
        with problem(code, field):
            opened(**columns)
    selection = opened()
    with problem("admission.round_open_already"):
        opened()
    nomination = make_nomination(sent)
    with problem("admission.round_closed"):
        operations.enter(selection=selection, nomination_ids=[nomination.pk], on=date(2026, 2, 3), by=SYSTEM)
    with pytest.raises(NotFound):
        operations.enter(selection=selection, nomination_ids=[nomination.pk + 1], on=ON, by=SYSTEM)
    operations.cancel_round(selection=selection, reason="Đổi kế hoạch", by=planner())
    assert opened().state == SelectionState.OPEN


def test_points_lie_within_what_the_criterion_gives(sent: ApprovedLine) -> None:
    selection = make_round(sent)
    (candidate,) = enter(selection, sent, (8, 4))
    exam = selection.criteria.first()
    for wrong in (Decimal("10.01"), Decimal(-1)):
        with problem("admission.points_out_of_range", f"p-{candidate.pk}-{exam.pk}"):
            operations.give_points(selection=selection, points={(candidate.pk, exam.pk): wrong}, by=SYSTEM)
    with pytest.raises(NotFound):
        operations.give_points(
            selection=make_round(), points={(candidate.pk, exam.pk): Decimal(1)}, by=SYSTEM
        )
    assert _fresh(candidate).total == Decimal(12)


@pytest.mark.parametrize("verb", list(RoundVerb))
@pytest.mark.parametrize("state", list(SelectionState))
def test_every_step_of_a_round_is_as_the_table_says(
    verb: RoundVerb, state: SelectionState, sent: ApprovedLine
) -> None:
    selection, step = make_round(sent, places=1), ROUND_STEPS[verb]
    (candidate,) = enter(selection, sent, (8, 4))
    SelectionRound.objects.filter(pk=selection.pk).update(state=state)

    def act(by: Actor) -> None:
        if verb is RoundVerb.DECIDE:
            decided(selection, {candidate: ADMITTED}, by=by)
        else:
            operations.cancel_round(selection=selection, reason="Đổi kế hoạch", by=by)

    refused_to_all_without(step.permission, act)
    for nobody in (clerk_of(sent.unit), planner(make_unit())):
        with pytest.raises(Refused):
            act(nobody)
    if state in step.sources:
        act(planner())
        selection.refresh_from_db()
        assert selection.state == step.target
    else:
        with problem("admission.round_over"):
            act(planner())


OUTCOME_OF = {
    CandidateVerb.ADMIT: ADMITTED,
    CandidateVerb.KEEP_WAITING: WAITING,
    CandidateVerb.REFUSE: NOT_ADMITTED,
}


@pytest.mark.parametrize("verb", [*OUTCOME_OF, CandidateVerb.FALL_OUT])
@pytest.mark.parametrize("state", list(CandidateState))
def test_every_step_of_a_candidate_is_as_the_table_says(
    verb: CandidateVerb, state: CandidateState, sent: ApprovedLine
) -> None:
    step, selection = CANDIDATE_STEPS[verb], make_round(sent)
    candidate, other = enter(selection, sent, (8, 4), (2, 1))
    SelectionCandidate.objects.filter(pk=candidate.pk).update(state=state)

    def act(by: Actor) -> None:
        if verb is CandidateVerb.FALL_OUT:
            operations.fall_out(candidate=_fresh(candidate), reason="Ốm", on=ON, by=by)
        else:
            decided(selection, {candidate: OUTCOME_OF[verb], other: NOT_ADMITTED}, by=by)

    refused_to_all_without(step.permission, act)
    assert _fresh(candidate).state == state
    (by,) = those_who_may(step.permission)
    if state in step.sources:
        act(by)
        assert _fresh(candidate).state == step.target
        return
    with pytest.raises((Problem, NotFound)):
        act(by)
    assert (_fresh(candidate).state, _fresh(other).state, states()) == (
        state,
        CandidateState.ENTERED,
        ["proposed", "proposed"],
    )


@pytest.mark.parametrize("state", list(CandidateState))
def test_only_who_waits_comes_after_somebody_who_falls_out(state: CandidateState, sent: ApprovedLine) -> None:
    selection = make_round(sent, places=1)
    first, second = enter(selection, sent, (8, 4), (7, 4))
    decided(selection, {first: ADMITTED, second: WAITING})
    SelectionCandidate.objects.filter(pk=second.pk).update(state=state)
    came = operations.fall_out(candidate=_fresh(first), reason="Ốm", on=ON, by=planner())
    step = CANDIDATE_STEPS[CandidateVerb.PROMOTE]
    assert came == (second if state in step.sources else None)
    assert _fresh(second).state == (step.target if state in step.sources else state)


def test_falling_out_is_for_who_decides_and_needs_a_reason(sent: ApprovedLine) -> None:
    selection = make_round(sent)
    (candidate,) = enter(selection, sent, (8, 4))
    with pytest.raises(Refused):
        operations.fall_out(candidate=_fresh(candidate), reason="x", on=ON, by=clerk_of(sent.unit))
    with problem("admission.reason_needed", "reason"):
        operations.fall_out(candidate=_fresh(candidate), reason=" ", on=ON, by=planner())
    assert list(queries.candidates_of(clerk_of(sent.unit), selection)) == [candidate]
    assert list(queries.candidates_of(clerk_of(make_unit()), selection)) == []
    with pytest.raises(NotFound):
        queries.get_round(clerk_of(make_unit()), selection.pk)


def test_the_list_goes_on_paper_before_the_decision_and_after_it(sent: ApprovedLine) -> None:
    selection = make_round(sent, places=1)
    first, second = enter(selection, sent, (8, 4), (7, 4))
    before = queries.list_of(planner(), selection)
    assert before.title == "Danh sách dự tuyển"
    grid = before.body[-1]
    assert isinstance(grid, Grid)
    assert [row.cells[1] for row in grid.rows] == ["Người 0", "Người 1"]
    assert [row.cells[-5:] for row in grid.rows] == [
        ("8,00", "4,00", "12,00", "1", ""),
        ("7,00", "4,00", "11,00", "2", ""),
    ]
    decided(selection, {first: WAITING, second: ADMITTED}, reasons={first.pk: "Đang xem xét"})
    after = queries.list_of(planner(), selection)
    reference, summary, grid = after.body
    assert isinstance(reference, Paragraph)
    assert isinstance(summary, Paragraph)
    assert isinstance(grid, Grid)
    assert selection.decision is not None
    assert after.title == "Danh sách kết quả xét tuyển"
    assert reference.text.startswith(f"(Kèm theo Quyết định số {selection.decision.number} ngày 05 tháng 01")
    assert summary.text == "Xét tuyển: 2 người dự tuyển, 1 chỗ."
    assert [row.cells[-1] for row in grid.rows] == ["Danh sách chờ: Đang xem xét", "Trúng tuyển"]
    assert queries.list_of(clerk_of(make_unit()), selection).body[-1] == replace(grid, rows=())
