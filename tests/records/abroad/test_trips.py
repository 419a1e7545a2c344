"""A trip abroad from its draft to the last report, and what stands in its way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.factories import papers as paper_factories
from tests.factories.abroad import LEAVES, RETURNS, make_rules, make_trip
from tests.factories.accounts import actor_as, administrator, cadre, clerk_of, planner
from tests.factories.approvals import above, at_unit, make_route, signer, user_of
from tests.factories.delivery import make_class, make_learner, make_open_class
from tests.factories.orgs import make_tree, make_unit
from tests.factories.people import make_appointment, make_person, make_title
from tests.factories.plans import approved_plan_with_line, make_decision
from tests.factories.problems import problem
from tests.factories.standards import make_programme
from vun.common.actor import Actor
from vun.common.errors import NotFound, Problem, Refused
from vun.engines.documents import Document, Paragraph
from vun.records.abroad import catalogue, operations, queries
from vun.records.abroad.domain import TRANSITIONS, MemberRole, ReportScope, TripState, Verb
from vun.records.abroad.models import StudyTrip, TripPermitRule, TripReport, TripReportRule
from vun.records.accounts import operations as accounts
from vun.records.accounts.domain import PERMISSIONS, Role
from vun.records.approvals.domain import MatterKind, Standing
from vun.records.approvals.operations import pass_on
from vun.records.approvals.queries import Desk, open_matter
from vun.records.audit.models import AuditEntry
from vun.records.deadlines import catalogue as deadline_rules
from vun.records.delivery.models import Completion
from vun.records.orgs.operations import dissolve
from vun.records.people.domain import AbsenceKind, ManagementTier
from vun.records.people.operations import record_absence
from vun.records.people.queries import actor_of
from vun.records.plans.queries import approved_terms
from vun.records.registers.domain import Upload
from vun.records.registers.operations import set_days
from vun.records.sending import queries as sending
from vun.records.sending.domain import CheckCode, CheckStatus, PaperKind, PaperLayout
from vun.records.sending.models import SendingPaper
from vun.records.standards.domain import StudyPlace

pytestmark = pytest.mark.django_db
LATER = date(2026, 6, 30)
REPORT = Upload("bao-cao.pdf", b"%PDF-1.7 report")
Step = Callable[[StudyTrip, Actor], object]

STEPS: dict[Verb, Step] = {
    Verb.SUBMIT: lambda t, by: operations.submit(trip=t, on=LATER, by=by),
    Verb.RECALL: lambda t, by: operations.recall(trip=t, on=LATER, by=by),
    Verb.RETURN: lambda t, by: operations.send_back(trip=t, reason="Thiếu thư mời", on=LATER, by=by),
    Verb.PERMIT: lambda t, by: operations.permit(trip=t, decision=make_decision(), on=LATER, by=by),
    Verb.REJECT: lambda t, by: operations.reject(trip=t, reason="Hết kinh phí", on=LATER, by=by),
    Verb.CHANGE: lambda t, by: operations.change_trip(
        trip=t,
        decision=make_decision(),
        about="Lùi một ngày",
        start_on=t.start_on,
        end_on=date(2026, 5, 16),
        on=LATER,
        by=by,
    ),
    Verb.COME_BACK: lambda t, by: operations.come_back(trip=t, back_on=RETURNS, on=LATER, by=by),
    Verb.CLOSE: lambda t, by: operations.close(trip=t, on=LATER, by=by),
    Verb.WITHDRAW: lambda t, by: operations.withdraw(trip=t, on=LATER, by=by),
    Verb.CANCEL: lambda t, by: operations.cancel(trip=t, reason="Nước bạn hoãn", on=LATER, by=by),
}


def in_state(state: TripState) -> StudyTrip:
    """On its way where the state is one of waiting; every other state is written as it is."""
    trip = make_trip()
    decision = make_decision()
    if state is TripState.SUBMITTED:
        operations.submit(trip=trip, on=LATER, by=planner())
    StudyTrip.objects.filter(pk=trip.pk).update(state=state, decision=decision, back_on=RETURNS)
    trip.refresh_from_db()
    return trip


def back_home(trip: StudyTrip) -> StudyTrip:
    """Submitted, permitted and back on the day planned."""
    for verb in (Verb.SUBMIT, Verb.PERMIT, Verb.COME_BACK):
        STEPS[verb](trip, planner())
    return trip


def lend(actor: Actor, deputy: Actor) -> None:
    """Somebody acts for the actor on the day."""
    users = {"from_user": user_of(actor), "to_user": user_of(deputy)}
    until = date(2026, 7, 31)
    accounts.delegate(**users, start_on=LATER, end_on=until, document="UQ-01", on=LATER, by=actor)


def late_on(on: date) -> int:
    """How many reports of the one trip there is are late on the day."""
    found: int = queries.listed(planner(), on).get().overdue  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize("verb", list(Verb))
@pytest.mark.parametrize("state", list(TripState))
def test_a_verb_does_what_the_table_says_and_nothing_else(state: TripState, verb: Verb) -> None:
    trip = in_state(state)
    move = TRANSITIONS[verb]
    told = AuditEntry.objects.filter(action__startswith="trip.")
    before = told.count()
    for role in Role:
        by = actor_as(role)
        if move.permission in PERMISSIONS[role] and state in move.sources:
            continue
        refused = Problem if move.permission in PERMISSIONS[role] else Refused
        with pytest.raises(refused):
            STEPS[verb](trip, by)
        trip.refresh_from_db()
        assert trip.state == state
    if state in move.sources:
        STEPS[verb](trip, planner())
        trip.refresh_from_db()
        assert trip.state == move.target
    assert told.count() - before == (state in move.sources)


def test_reports_fall_due_by_the_rules_from_the_day_of_the_return() -> None:
    make_rules()
    head, interpreter = make_person(), make_person()
    unit = make_unit()
    for person in (head, interpreter):
        person.appointments.all().delete()
    people = (make_person(unit=unit), make_person(unit=unit))
    trip = back_home(make_trip(*people, roles=(MemberRole.HEAD, MemberRole.INTERPRETER), unit=unit))
    owed = [(report.rule.code, report.member_id, report.due_on) for report in queries.reports_of(trip)]
    learner = trip.members.get(role=MemberRole.HEAD)
    assert owed == [("each", learner.pk, date(2026, 5, 30)), ("whole", None, date(2026, 6, 14))]
    assert [late_on(date(2026, *day)) for day in ((5, 30), (5, 31), (6, 14), (6, 15))] == [0, 1, 1, 2]
    assert [report.rule.code for report in queries.owed(planner())] == ["each", "whole"]
    assert list(queries.owed(clerk_of(make_unit()))) == []


def test_a_report_due_on_a_day_off_is_late_only_after_the_next_working_day() -> None:
    """Back on 15/05/2026: 15 days are counted to Saturday 30/05, 30 days to Sunday 14/06."""
    make_rules()
    deadline_rules.load_catalogues(by=planner())
    back_home(make_trip())
    days = [date(2026, 6, day) for day in (1, 2, 15, 16)]
    assert [late_on(day) for day in days] == [0, 2, 2, 3]
    set_days(
        first_on=date(2026, 6, 15),
        last_on=date(2026, 6, 15),
        is_working=False,
        name="Nghỉ bù",
        by=administrator(),
    )
    assert late_on(date(2026, 6, 16)) == 2, "a day off announced later moves what is still owed"


def test_a_trip_is_closed_when_all_is_handed_in_and_its_learners_count_abroad() -> None:
    make_rules()
    programme = make_programme()
    trip = back_home(make_trip(programme=programme))
    with problem("abroad.reports_owed"):
        operations.close(trip=trip, on=LATER, by=planner())
    for report in queries.reports_of(trip):
        operations.file_report(report=report, filed_on=RETURNS, file=REPORT, on=LATER, by=planner())
    with problem("abroad.filed_already"):
        operations.file_report(
            report=queries.reports_of(trip)[0], filed_on=RETURNS, file=REPORT, on=LATER, by=planner()
        )
    operations.close(trip=trip, on=LATER, by=planner())
    trip.refresh_from_db()
    made = trip.training_class
    assert made is not None
    assert (made.place, made.start_on, made.end_on) == (StudyPlace.ABROAD, LEAVES, RETURNS)
    counted = Completion.objects.filter(on=RETURNS, training_class__place=StudyPlace.ABROAD)
    learned = set(trip.members.values_list("person_id", flat=True))
    assert set(counted.values_list("person_id", flat=True)) == learned


def test_members_managed_above_go_by_a_letter() -> None:
    make_rules()
    trip = make_trip()
    trip.members.filter(role=MemberRole.MEMBER).update(tier=ManagementTier.PROVINCE_STANDING)
    STEPS[Verb.SUBMIT](trip, planner())
    with problem("abroad.letter_needed", "letter"):
        operations.permit(trip=trip, decision=make_decision(), on=LATER, by=planner())
    told = {
        "number": "7/QĐ-UBND",
        "issued_on": date(2026, 4, 1),
        "issuer": "Uỷ ban nhân dân tỉnh",
        "subject": "Cử đoàn",
    }
    with problem("abroad.letter_needed", "letter"):
        operations.permit_by(trip=trip, on=LATER, by=planner(), **told)
    letter = make_decision("15-KL/TU")
    operations.permit_by(trip=trip, letter=letter, on=LATER, by=planner(), **told)
    trip.refresh_from_db()
    assert trip.decision is not None
    assert (trip.letter, trip.decision.number) == (letter, "7/QĐ-UBND")
    assert trip.permit_rule == TripPermitRule.objects.get(code="province_standing")


def test_what_is_written_wrong_is_told() -> None:
    with problem("abroad.field_needed", "countries"):
        make_trip(countries=[" "])
    with problem("funding.amount_too_large", "cost"):
        make_trip(cost=10**20)
    with problem("abroad.field_needed", "purpose"):
        make_trip(purpose="")
    with problem("abroad.days_out_of_order", "end_on"):
        make_trip(end_on=date(2026, 5, 3))
    trip = make_trip()
    member = trip.members.get(role=MemberRole.MEMBER)
    with problem("abroad.on_list_already", "person"):
        operations.add_member(trip=trip, person=member.person, role=MemberRole.MEMBER, by=planner())
    with problem("abroad.head_there_already", "role"):
        operations.add_member(
            trip=trip, person=make_person(unit=trip.unit), role=MemberRole.HEAD, by=planner()
        )
    with problem("abroad.no_post", "person"):
        operations.add_member(trip=trip, person=make_person(), role=MemberRole.MEMBER, by=planner())
    operations.remove_member(member=trip.members.get(role=MemberRole.HEAD), by=planner())
    with problem("abroad.no_head"):
        STEPS[Verb.SUBMIT](trip, planner())
    operations.remove_member(member=member, by=planner())
    with problem("abroad.nobody_on_list"):
        STEPS[Verb.SUBMIT](trip, planner())
    with pytest.raises(Refused):
        operations.draft_trip(unit=trip.unit, by=clerk_of(make_unit()))
    submitted = make_trip()
    STEPS[Verb.SUBMIT](submitted, planner())
    with problem("abroad.is_submitted"):
        operations.remove_member(member=submitted.members.all()[0], by=planner())


def test_nobody_is_on_two_trips_at_once_whichever_was_decided_first() -> None:
    unit = make_unit()
    busy, free = make_person("Lý Thị Hoa", unit=unit), make_person(unit=unit)
    decided, waiting = make_trip(busy, unit=unit), make_trip(busy, unit=unit, name="Đoàn khảo sát")
    for trip in (decided, waiting):
        STEPS[Verb.SUBMIT](trip, planner())
    STEPS[Verb.PERMIT](decided, planner())
    with problem("abroad.away_then"):
        STEPS[Verb.PERMIT](waiting, planner())
    later = make_trip(free, unit=unit, start_on=date(2026, 5, 15), end_on=date(2026, 5, 20))
    with problem("abroad.away_then", "person"):
        operations.add_member(trip=later, person=busy, role=MemberRole.MEMBER, by=planner())
    STEPS[Verb.COME_BACK](decided, planner())
    StudyTrip.objects.filter(pk=decided.pk).update(back_on=date(2026, 5, 14))
    operations.add_member(trip=later, person=busy, role=MemberRole.MEMBER, by=planner())
    told = {name: getattr(later, name) for name in ("kind", "name", "purpose", "countries", "end_on")}
    with problem("abroad.away_then", "start_on"):
        operations.describe_trip(trip=later, start_on=date(2026, 5, 14), by=planner(), **told)


def test_a_delegation_set_up_is_changed_by_a_decision_of_its_own() -> None:
    make_rules()
    unit = make_unit()
    trip = make_trip(unit=unit)
    for verb in (Verb.SUBMIT, Verb.PERMIT):
        STEPS[verb](trip, planner())
    head, member = trip.members.order_by("pk")
    other = make_person("Lý Thị Hoa", unit=unit)

    def change(**told: Any) -> None:
        given = {"about": "Cử bà Lý Thị Hoa", "start_on": LEAVES, "end_on": RETURNS, "on": LATER}
        decided = {"trip": trip, "decision": make_decision(), "by": planner()}
        operations.change_trip(**(decided | given | told))

    for code, field, told in (
        ("abroad.field_needed", "about", {"about": " "}),
        ("abroad.days_out_of_order", "end_on", {"end_on": date(2026, 5, 3)}),
        ("abroad.head_leaves", "leaving", {"leaving": [head.pk]}),
        ("abroad.head_there_already", "role", {"person": other, "role": MemberRole.HEAD}),
        ("abroad.on_list_already", "person", {"person": member.person}),
    ):
        with problem(code, field):
            change(**told)
    high = make_person("Bế Văn Sơn")
    make_appointment(high, unit, tier=ManagementTier.PROVINCE_STANDING)
    with problem("abroad.letter_not_there", "person"):
        change(person=high)
    change(leaving=[head.pk], person=other, role=MemberRole.HEAD, end_on=date(2026, 5, 16))
    trip.refresh_from_db()
    names = [(row.person.full_name, row.role) for row in queries.members_of(trip)]
    assert names == [(member.person.full_name, "member"), ("Lý Thị Hoa", "head")]
    assert (trip.state, trip.end_on) == (TripState.PERMITTED, date(2026, 5, 16))
    assert [row.about for row in queries.changes_of(trip)] == ["Cử bà Lý Thị Hoa"]
    operations.change_trip_by(
        trip=trip,
        about="Về sớm một ngày",
        start_on=LEAVES,
        end_on=RETURNS,
        on=LATER,
        by=planner(),
        number="8/QĐ-UBND",
        issued_on=date(2026, 4, 20),
        issuer="Uỷ ban nhân dân tỉnh",
        subject="Điều chỉnh",
    )
    assert queries.changes_of(trip).last().decision.number == "8/QĐ-UBND"  # type: ignore[union-attr]


def test_who_stays_at_home_who_comes_besides_and_the_days_before_are_in_the_audit() -> None:
    unit = make_unit()
    trip = make_trip(unit=unit)
    for verb in (Verb.SUBMIT, Verb.PERMIT):
        STEPS[verb](trip, planner())
    member = trip.members.get(role=MemberRole.MEMBER)
    other, decision = make_person("Lý Thị Hoa", unit=unit), make_decision()
    operations.change_trip(
        trip=trip,
        decision=decision,
        about="Đổi người, lùi một ngày",
        start_on=LEAVES,
        end_on=date(2026, 5, 16),
        leaving=[member.pk],
        person=other,
        on=LATER,
        by=planner(),
    )
    line = AuditEntry.objects.get(action="trip.changed")
    assert line.before == {
        "start_on": "2026-05-04",
        "end_on": "2026-05-15",
        "members": [member.person.full_name],
    }
    assert line.after == {
        "decision": decision.number,
        "about": "Đổi người, lùi một ngày",
        "start_on": "2026-05-04",
        "end_on": "2026-05-16",
        "members": ["Lý Thị Hoa"],
    }


def test_a_change_that_leaves_the_first_day_leaves_the_posts_members_go_with() -> None:
    unit = make_unit()
    trip = make_trip(unit=unit)
    for verb in (Verb.SUBMIT, Verb.PERMIT):
        STEPS[verb](trip, planner())
    head, member = trip.members.all()
    posts = [head.post, member.post]
    # The posts were put right since: one is another, of one nothing is left on the first day.
    head.person.appointments.update(title=make_title("Giám đốc"))
    member.person.appointments.all().delete()
    given = {"trip": trip, "about": "Kéo dài", "end_on": date(2026, 5, 16), "on": LATER, "by": planner()}
    operations.change_trip(start_on=LEAVES, decision=make_decision(), **given)  # type: ignore[arg-type]
    assert [row.post for row in queries.members_of(trip)] == posts
    with problem("abroad.no_post", "start_on"):
        operations.change_trip(start_on=date(2026, 5, 5), decision=make_decision(), **given)  # type: ignore[arg-type]


def test_writing_a_trip_differently_leaves_what_became_of_it_meanwhile() -> None:
    trip = make_trip()
    read_before = StudyTrip.objects.get(pk=trip.pk)
    STEPS[Verb.SUBMIT](trip, planner())
    STEPS[Verb.RETURN](trip, planner())
    told = {name: getattr(trip, name) for name in ("kind", "purpose", "countries", "start_on", "end_on")}
    operations.describe_trip(trip=read_before, name="Khoá mới", by=planner(), **told)
    trip.refresh_from_db()
    assert (trip.name, trip.state, trip.answer_reason) == ("Khoá mới", TripState.RETURNED, "Thiếu thư mời")


def test_what_members_are_to_do_on_those_days_besides_is_told() -> None:
    unit = make_unit()
    learner, absent, free = (make_person(unit=unit) for _ in range(3))
    make_learner(make_open_class(start_on=date(2026, 5, 1), end_on=date(2026, 5, 4)), learner)
    record_absence(person=absent, kind=AbsenceKind.SICK, on=date(2026, 5, 10), until=None, by=planner())
    trip = make_trip(learner, absent, free, unit=unit)
    found = {key: [check.code for check in own] for key, own in queries.obstacles(trip).items()}
    assert found == {learner.pk: [CheckCode.CLASH], absent.pk: [CheckCode.ABSENT]}


def test_whoever_is_abroad_on_the_days_of_the_class_is_not_sent_unseen() -> None:
    sent = approved_plan_with_line()
    person = make_person(unit=sent.unit)
    trip = make_trip(person, unit=sent.unit)

    def found() -> list[tuple[CheckStatus, CheckCode]]:
        terms = approved_terms(sent.line.pk)
        assert terms is not None
        (checks,) = sending.checks_for([person.pk], terms, sent.unit.pk, LATER).values()
        return [(check.status, check.code) for check in checks if "abroad" in check.code]

    make_class(sent.programme, line=sent.line, start_on=RETURNS, end_on=date(2026, 5, 29))
    STEPS[Verb.SUBMIT](trip, planner())
    assert found() == []
    STEPS[Verb.PERMIT](trip, planner())
    assert found() == [(CheckStatus.RED, CheckCode.ABROAD)]
    STEPS[Verb.CANCEL](trip, planner())
    assert found() == []


def test_on_a_past_day_a_trip_closed_since_is_told_as_it_was_then() -> None:
    sent = approved_plan_with_line(first_month=5, last_month=5)
    person = make_person(unit=sent.unit)
    trip = make_trip(person, unit=sent.unit)

    def found(on: date) -> list[CheckCode]:
        terms = approved_terms(sent.line.pk)
        assert terms is not None
        (checks,) = sending.checks_for([person.pk], terms, sent.unit.pk, on).values()
        return [check.code for check in checks if "abroad" in check.code]

    days = (date(2026, 4, 1), RETURNS, date(2026, 5, 16))
    known = [[CheckCode.MAY_BE_ABROAD], [CheckCode.MAY_BE_ABROAD], []]
    back_home(trip)
    assert [found(day) for day in days] == known
    STEPS[Verb.CLOSE](trip, planner())
    assert [found(day) for day in days] == known


def test_a_trip_moved_to_another_day_goes_with_the_posts_of_that_day() -> None:
    unit = make_unit()
    person = make_person("Lý Thị Hoa")
    make_appointment(person, unit, make_title("Chuyên viên"), end_on=date(2026, 5, 1))
    make_appointment(
        person, unit, make_title("Giám đốc"), start_on=date(2026, 5, 1), tier=ManagementTier.PROVINCE_STANDING
    )
    trip = make_trip(person, unit=unit, start_on=date(2026, 4, 1))
    told = {name: getattr(trip, name) for name in ("kind", "name", "purpose", "countries", "end_on")}
    member = trip.members.get()
    assert (member.post, member.tier) == (f"Chuyên viên, {unit}", ManagementTier.UNIT)
    operations.describe_trip(trip=trip, start_on=LEAVES, by=planner(), **told)
    member.refresh_from_db()
    assert (member.post, member.tier) == (f"Giám đốc, {unit}", ManagementTier.PROVINCE_STANDING)
    with problem("abroad.no_post", "start_on"):
        operations.describe_trip(trip=trip, start_on=date(2014, 1, 1), by=planner(), **told)


def test_a_unit_that_is_gone_sends_nobody_abroad() -> None:
    unit = make_unit()
    trip = make_trip(unit=unit)
    dissolve(unit=unit, on=date(2026, 6, 1), by=planner())
    trip.refresh_from_db()
    with problem("orgs.already_ended"):
        STEPS[Verb.SUBMIT](trip, planner())


def test_a_trip_taken_back_to_be_mended_is_submitted_again() -> None:
    unit = make_unit()
    trip = make_trip(unit=unit)
    STEPS[Verb.SUBMIT](trip, clerk_of(unit))
    operations.recall(trip=trip, on=LATER, by=clerk_of(unit))
    assert open_matter(MatterKind.TRIP, trip.pk) is None
    operations.add_member(
        trip=trip, person=make_person(unit=unit), role=MemberRole.SECRETARY, by=clerk_of(unit)
    )
    STEPS[Verb.SUBMIT](trip, clerk_of(unit))
    assert open_matter(MatterKind.TRIP, trip.pk) is not None


def test_trips_nobody_has_told_the_return_of_and_those_given_back_are_asked_for() -> None:
    mine, other = make_trip(), make_trip()
    for trip in (mine, other):
        STEPS[Verb.SUBMIT](trip, planner())
        STEPS[Verb.PERMIT](trip, planner())
    by = clerk_of(mine.unit)
    assert list(queries.to_be_back(by, RETURNS)) == []
    assert list(queries.to_be_back(by, date(2026, 5, 16))) == [mine]
    STEPS[Verb.COME_BACK](mine, by)
    assert list(queries.to_be_back(by, LATER)) == []
    returned = make_trip(unit=mine.unit)
    STEPS[Verb.SUBMIT](returned, planner())
    STEPS[Verb.RETURN](returned, planner())
    assert list(queries.returned_to(by)) == [returned]
    assert list(queries.returned_to(clerk_of(other.unit))) == []


@pytest.mark.parametrize("back_on", [date(2026, 5, 3), date(2026, 7, 1)])
def test_nobody_is_back_before_they_left_or_on_a_day_to_come(back_on: date) -> None:
    trip = make_trip()
    for verb in (Verb.SUBMIT, Verb.PERMIT):
        STEPS[verb](trip, planner())
    with problem("abroad.back_out_of_order", "back_on"):
        operations.come_back(trip=trip, back_on=back_on, on=LATER, by=planner())


def test_a_member_hands_in_their_own_report_and_no_other() -> None:
    make_rules()
    trip = back_home(make_trip())
    own, other = queries.reports_of(trip).filter(member__isnull=False)
    assert own.member is not None
    by = cadre(own.member.person_id)
    assert queries.get_trip(by, trip.pk) == trip
    with pytest.raises(NotFound):
        queries.get_trip(cadre(make_person().pk), trip.pk)
    with pytest.raises(Refused):
        operations.file_report(report=other, filed_on=RETURNS, file=REPORT, on=LATER, by=by)
    with problem("abroad.filed_out_of_order", "filed_on"):
        operations.file_report(report=own, filed_on=LEAVES, file=REPORT, on=LATER, by=by)
    operations.file_report(report=own, filed_on=RETURNS, file=REPORT, on=LATER, by=by)
    assert TripReport.objects.filter(filed_on=RETURNS, file__isnull=False).count() == 1


def test_the_rules_that_are_shipped_say_fifteen_and_thirty_days_and_loading_again_changes_nothing() -> None:
    catalogue.load_catalogues(planner())
    found = [(rule.scope, rule.days, rule.is_verified) for rule in queries.report_rules(RETURNS)]
    assert found == [("each", 15, True), ("whole", 30, False)]
    assert set(TripPermitRule.objects.values_list("tier", flat=True)) == {
        tier.value for tier in ManagementTier
    }
    before = list(TripReportRule.objects.values())
    catalogue.load_catalogues(planner())
    assert list(TripReportRule.objects.values()) == before
    with pytest.raises(Refused):
        catalogue.load_catalogues(clerk_of(make_unit()))


@pytest.mark.parametrize("number", [1, 12])
def test_the_list_costs_the_same_for_one_and_twelve(number: int, django_assert_num_queries: object) -> None:
    for _ in range(number):
        make_trip()
    with django_assert_num_queries(3):  # type: ignore[operator]
        found = [(trip.unit.name, trip.people) for trip in queries.listed(planner(), LATER)]  # type: ignore[attr-defined]
    assert len(found) == number


DETAILS = replace(
    paper_factories.DETAILS,
    issued_on=date(2026, 4, 1),
    course="Khoá quản lý đô thị",
    about="Nước đến: Singapore. Mục đích: học quản lý đô thị",
    duties="Đoàn nộp báo cáo trong 30 ngày.",
)


@pytest.mark.parametrize(
    ("layout", "number"), [(PaperLayout.STATE, "01/QĐ-SNV"), (PaperLayout.PARTY, "01-QĐ/SNV")]
)
def test_the_decision_is_issued_here_with_the_delegation_as_its_list(
    layout: PaperLayout, number: str
) -> None:
    make_rules()
    trip = make_trip()
    trip.members.filter(role=MemberRole.MEMBER).update(tier=ManagementTier.PROVINCE_STANDING)
    STEPS[Verb.SUBMIT](trip, planner())
    details, letter = replace(DETAILS, layout=layout), make_decision("15-KL/TU")

    def issue(**more: object) -> SendingPaper:
        given = {"details": details, "letter": letter, "by": planner()}
        return operations.issue_decision(trip=trip, on=LATER, **(given | more))  # type: ignore[arg-type]

    with problem("abroad.letter_needed", "letter"):
        issue(letter=None)
    with problem("sending.paper_field_needed", "about"):
        issue(details=replace(details, about=" "))
    for nobody in (clerk_of(trip.unit), actor_as(Role.LEADER)):
        with pytest.raises(Refused):
            issue(by=nobody)
    # Whoever may issue nothing is not told which registers there are.
    unknown = replace(details, is_new_register=False)
    with pytest.raises(Refused):
        queries.prepared_decision(trip, unknown, letter, clerk_of(trip.unit))
    # The number of the decision that came to nothing is free.
    paper = issue()
    trip.refresh_from_db()
    assert trip.decision is not None
    assert (trip.state, trip.decision.number, paper.decision) == (TripState.PERMITTED, number, trip.decision)
    assert list(paper.lines.values_list("note", flat=True)) == ["Trưởng đoàn", ""]
    written = sending.document_of(paper)
    said = " ".join(block.text for block in written.body if isinstance(block, Paragraph))
    assert "Cử 2 ông (bà) có tên trong danh sách kèm theo đi nước ngoài: Khoá quản lý đô thị" in said
    assert "Đoàn nộp báo cáo trong 30 ngày." in said
    assert written.bases[-1].startswith("Căn cứ Văn bản số 15-KL/TU ngày 05 tháng 01 năm 2026")
    assert list(sending.papers_visible_to(clerk_of(trip.unit))) == [paper]
    assert list(sending.papers_visible_to(clerk_of(make_unit()))) == []


@pytest.mark.parametrize(
    ("layout", "numbers"),
    [
        (PaperLayout.STATE, ["01/QĐ-SNV", "02/QĐ-SNV", "03/QĐ-SNV"]),
        (PaperLayout.PARTY, ["01-QĐ/SNV", "02-QĐ/SNV", "03-QĐ/SNV"]),
    ],
)
def test_a_delegation_is_changed_and_called_off_by_numbered_decisions(
    layout: PaperLayout, numbers: list[str]
) -> None:
    trip = make_trip()
    head, member = trip.members.order_by("pk")
    besides = make_person("Lý Thị Hoa", unit=trip.unit)
    STEPS[Verb.SUBMIT](trip, planner())
    by: dict[str, Any] = {"on": LATER, "by": planner()}
    details = replace(DETAILS, layout=layout)
    operations.issue_decision(trip=trip, details=details, **by)
    told = replace(details, about="Cử bà Lý Thị Hoa thay người ốm; lùi một ngày", is_new_register=False)
    change: dict[str, Any] = {"start_on": LEAVES, "end_on": date(2026, 5, 16), "leaving": [member.pk]}
    with problem("abroad.head_leaves", "leaving"):
        queries.prepared_change(trip, told, planner(), **change | {"leaving": [head.pk]})
    for nobody in (clerk_of(trip.unit), actor_as(Role.LEADER)):
        with pytest.raises(Refused):
            operations.issue_change(trip=trip, details=told, on=LATER, by=nobody, **change)
        with pytest.raises(Refused):
            operations.issue_cancellation(trip=trip, details=told, on=LATER, by=nobody)
    draft = queries.draft_of(
        PaperKind.TRIP_CHANGE,
        queries.prepared_change(trip, told, planner(), person=besides, **change),
        planner(),
    ).document
    changing = operations.issue_change(trip=trip, details=told, person=besides, **by, **change)
    calling_off = operations.issue_cancellation(trip=trip, details=replace(told, about="Bạn hoãn"), **by)
    assert [each.number for each in queries.decisions_of(trip)] == numbers
    assert list(changing.lines.values_list("full_name", "note")) == [
        (head.person.full_name, "Trưởng đoàn"),
        ("Lý Thị Hoa", ""),
    ]
    first = f"Quyết định số {numbers[0]} ngày 01 tháng 4 năm 2026 của Sở Nội vụ"
    written = sending.document_of(changing)
    assert said_by(written) == [
        f"Điều chỉnh {first} về việc cử đoàn đi nước ngoài: {details.course}, như sau:",
        "Cử bà Lý Thị Hoa thay người ốm; lùi một ngày.",
        "Đoàn sau khi điều chỉnh: 2 ông (bà) có tên trong danh sách kèm theo. Thời gian: từ ngày 04/05/2026 đến ngày "
        "16/05/2026.",
        f"Các nội dung khác của {first} giữ nguyên. Quyết định này có hiệu lực từ ngày ký.",
    ]
    assert (said_by(draft), draft.is_draft) == (said_by(written), True)
    amended = f"{first} (đã điều chỉnh theo Quyết định số {numbers[1]})"
    last = sending.document_of(calling_off)
    assert said_by(last) == [
        f"Hủy việc cử 2 ông (bà) có tên trong danh sách kèm theo đi nước ngoài: {details.course}, theo {amended}. "
        "Lý do: Bạn hoãn.",
        "Quyết định này có hiệu lực từ ngày ký.",
    ]
    assert [written.bases[-1], last.bases[-1]] == [f"Căn cứ {first}", f"Căn cứ {amended}"]
    trip.refresh_from_db()
    assert (trip.state, trip.answer_reason) == (TripState.CANCELLED, "Bạn hoãn")
    with problem("abroad.moved_on"):
        operations.issue_change(trip=trip, details=told, **by, **change)
    assert SendingPaper.objects.count() == 3


def test_a_decision_that_changes_a_delegation_in_two_goes_is_told_once() -> None:
    trip = make_trip()
    STEPS[Verb.SUBMIT](trip, planner())
    STEPS[Verb.PERMIT](trip, planner())
    change: dict[str, Any] = {
        "decision": make_decision(),
        "about": "Cử thêm",
        "start_on": LEAVES,
        "end_on": RETURNS,
    }
    for name in ("Lý Thị Hoa", "Trần Văn Hợp"):
        besides = make_person(name, unit=trip.unit)
        operations.change_trip(trip=trip, person=besides, on=LATER, by=planner(), **change)
    trip.refresh_from_db()
    assert queries.decisions_of(trip) == [trip.decision, change["decision"]]
    details, _ = queries.prepared_cancellation(trip, replace(DETAILS, about="Bạn hoãn"), planner())
    assert details.amends.endswith(f"(đã điều chỉnh theo Quyết định số {change['decision'].number})")


def said_by(paper: Document) -> list[str]:
    """What is decided, without who carries it out."""
    return [block.text for block in paper.body if isinstance(block, Paragraph)][:-1]


def test_what_the_decision_says_to_begin_with_is_told_by_the_trip_and_the_rules() -> None:
    make_rules()
    words = queries.paper_words(make_trip(host_body="Học viện Hành chính"), LATER)
    assert words["study_days"] == "từ ngày 04/05/2026 đến ngày 15/05/2026"
    assert words["about"] == (
        "Nước đến: Singapore, Malaysia, làm việc với Học viện Hành chính. Mục đích, nội dung: Học tập kinh nghiệm "
        "quản lý đô thị"
    )
    assert words["duties"].endswith(
        "từng người nộp báo cáo trong 15 ngày kể từ ngày về nước (Thông tư 03/2023/TT-BNV); đoàn nộp báo cáo trong "
        "30 ngày kể từ ngày về nước (Thông tư 03/2023/TT-BNV)."
    )


def test_a_trip_goes_the_way_of_approval_of_its_unit() -> None:
    """The unit's leader first, then the planner above: each in turn, back a step, and what ends it ends the way."""
    tree = make_tree()
    own, above_ = signer(Role.LEADER, tree.department), signer(Role.PLANNER, tree.root)
    make_route(at_unit(), above(role=Role.PLANNER, returns_to=1), kind=MatterKind.TRIP)
    trip = make_trip(unit=tree.department)
    STEPS[Verb.SUBMIT](trip, clerk_of(tree.department))
    matter = open_matter(MatterKind.TRIP, trip.pk)
    assert matter is not None
    assert matter.title == "Khoá quản lý đô thị (Singapore, Malaysia)"
    for early in (above_, clerk_of(tree.department)):
        with pytest.raises((Problem, Refused)):
            STEPS[Verb.PERMIT](trip, early)
    pass_on(matter=matter, on=LATER, by=own)
    STEPS[Verb.RETURN](trip, above_)
    trip.refresh_from_db()
    assert trip.state == TripState.SUBMITTED, "given back to the step before, not to the unit's officer"
    matter = open_matter(MatterKind.TRIP, trip.pk)
    assert matter is not None
    pass_on(matter=matter, on=LATER, by=own)
    STEPS[Verb.PERMIT](trip, above_)
    assert trip.state == TripState.PERMITTED
    assert open_matter(MatterKind.TRIP, trip.pk) is None
    given_up = make_trip(unit=tree.department)
    STEPS[Verb.SUBMIT](given_up, clerk_of(tree.department))
    STEPS[Verb.WITHDRAW](given_up, clerk_of(tree.department))
    assert open_matter(MatterKind.TRIP, given_up.pk) is None


def test_nobody_on_a_delegation_signs_for_it_nor_whoever_acts_for_them_and_the_unit_above_does() -> None:
    """Two leaders of the unit go, one has lent their signature: the step is held by the leader above."""
    tree = make_tree()
    make_route(at_unit(), above(role=Role.PLANNER), kind=MatterKind.TRIP)
    goes, goes_too, over = (
        signer(Role.LEADER, unit) for unit in (tree.department, tree.department, tree.root)
    )
    deputy = signer(Role.PLANNER, tree.department)
    lend(goes, deputy)
    head, member = (make_person(unit=tree.department, user=user_of(actor)) for actor in (goes, goes_too))
    trip = make_trip(head, member, unit=tree.department)
    STEPS[Verb.SUBMIT](trip, clerk_of(tree.department))
    matter = open_matter(MatterKind.TRIP, trip.pk)
    assert matter is not None
    desk = Desk([matter], LATER)
    there = [actor_of(user_of(actor), LATER) for actor in (goes, goes_too, deputy, over)]
    mine, self_ = Standing.MINE, Standing.ABOUT_SELF
    assert [desk.turn(matter, actor).standing for actor in there] == [self_, self_, self_, mine]
    assert [holder.user_id for holder in desk.holders(matter)] == [over.user_id]
    for actor in there[:3]:
        for verb in (Verb.PERMIT, Verb.RETURN, Verb.REJECT):
            with problem("approvals.about_self"):
                STEPS[verb](trip, actor)
    pass_on(matter=matter, on=LATER, by=there[3])


def test_whoever_goes_or_is_to_go_does_not_change_the_delegation_nor_whoever_acts_for_them() -> None:
    tree = make_tree()
    goes, other = (signer(Role.PLANNER, tree.root) for _ in range(2))
    deputy = signer(Role.LEADER, tree.root)
    lend(goes, deputy)
    trip = make_trip(unit=tree.department)
    STEPS[Verb.SUBMIT](trip, planner())
    STEPS[Verb.PERMIT](trip, planner())
    themself = make_person(unit=tree.department, user=user_of(goes))
    told: dict[str, Any] = {"about": "Thêm người", "start_on": LEAVES, "end_on": RETURNS, "on": LATER}
    for by in (actor_of(user_of(goes), LATER), actor_of(user_of(deputy), LATER)):
        with problem("abroad.about_self"):
            operations.change_trip(trip=trip, decision=make_decision(), person=themself, by=by, **told)
    operations.change_trip(trip=trip, decision=make_decision(), person=themself, by=other, **told)
    with problem("abroad.about_self"):
        STEPS[Verb.CHANGE](trip, actor_of(user_of(goes), LATER))
    STEPS[Verb.CHANGE](trip, other)


def test_rules_of_trips_are_replaced_from_a_day_on_and_the_days_before_stay_as_they_were() -> None:
    catalogue.load_catalogues(planner())
    old = queries.report_rules(RETURNS)[0]
    terms = operations.ReportRuleTerms(
        name="Báo cáo của từng người",
        scope=ReportScope.EACH,
        days=10,
        recipients="Sở Nội vụ",
        legal_basis="Quy chế của tỉnh",
    )

    def put(**more: Any) -> TripReportRule:
        given = {"terms": terms, "start_on": date(2027, 1, 1), "replaces": old, "by": planner()}
        return operations.put_report_rule(**(given | more))

    for code, field, told in (
        ("standards.field_needed", "name", {"terms": replace(terms, name=" ")}),
        ("standards.field_needed", "legal_basis", {"terms": replace(terms, legal_basis=" ")}),
        ("abroad.days_out_of_range", "days", {"terms": replace(terms, days=0)}),
        ("standards.starts_before_predecessor", "start_on", {"start_on": old.start_on}),
        ("standards.period_empty", "end_on", {"end_on": date(2027, 1, 1)}),
    ):
        with problem(code, field):
            put(**told)
    with pytest.raises(Refused):
        put(by=clerk_of(make_unit()))
    new = put()
    assert [rule.days for rule in queries.report_rules(date(2026, 12, 31))] == [15, 30]
    assert [rule.days for rule in queries.report_rules(date(2027, 1, 1))] == [10, 30]
    assert (new.code, queries.rows_of_rule(new)) == ("bao-cao-ca-nhan/2027", [new, old])
    permit = operations.PermitRuleTerms(
        tier=ManagementTier.UNIT, authority="Giám đốc sở", needs_letter=False, legal_basis="Phân cấp"
    )
    with problem("standards.overlaps", "start_on"):
        operations.put_permit_rule(terms=permit, start_on=date(2026, 1, 1), by=planner())
    (unit_rule,) = [rule for rule in queries.permit_rules(LATER) if rule.tier == ManagementTier.UNIT]
    operations.confirm_trip_rule(rule=unit_rule, by=planner())
    operations.end_trip_rule(rule=unit_rule, on=date(2026, 1, 1), by=planner())
    operations.put_permit_rule(terms=permit, start_on=date(2026, 1, 1), by=planner())
    told = AuditEntry.objects.filter(action__startswith="trip_permit_rule.").order_by("pk")
    assert list(told.values_list("action", flat=True)) == [
        "trip_permit_rule.verified",
        "trip_permit_rule.ended",
        "trip_permit_rule.added",
    ]
