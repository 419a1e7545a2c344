"""Matters on their way: step by step, given back, several signers, after the deadline, by delegation."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.factories.accounts import actor_as, clerk_of, leader, make_user
from tests.factories.approvals import (
    SUBMITTED_ON,
    SYSTEM,
    above,
    at_unit,
    make_route,
    named,
    signer,
    submit,
    user_of,
)
from tests.factories.orgs import Tree, make_tree
from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem, Refused
from vun.records.accounts import operations as accounts
from vun.records.accounts.domain import Role
from vun.records.approvals import operations, queries
from vun.records.approvals.domain import MatterKind, MatterState, Place, Quorum, Seat, Standing, Step
from vun.records.approvals.models import Matter, MatterAct
from vun.records.audit.models import AuditEntry
from vun.records.people.queries import actor_of

pytestmark = pytest.mark.django_db
PLAN = MatterKind.PLAN
LATER = date(2026, 3, 20)


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def finish(by: Actor, **changed: Any) -> Actor:
    return operations.finish(**{"kind": PLAN, "subject_id": 7, "on": SUBMITTED_ON, "by": by, **changed})


def pass_on(matter: Matter, by: Actor, *, on: date = SUBMITTED_ON) -> Matter:
    return operations.pass_on(matter=queries.get_matter(SYSTEM, matter.pk, on), on=on, by=by)


def told(matter: Matter) -> list[tuple[str, str, int]]:
    return [(act.verb, act.name, act.step) for act in queries.history_of(matter)]


def code_of(caught: pytest.ExceptionInfo[Problem]) -> str:
    return caught.value.code


def test_without_a_route_one_signature_of_whoever_leads_the_unit_approves(tree: Tree) -> None:
    matter = submit(tree.department)
    acting = finish(leader(tree.root))
    matter.refresh_from_db()
    assert (matter.route, matter.state, matter.ended_on) == (None, MatterState.APPROVED, SUBMITTED_ON)
    assert acting.may(Permission.PLAN_APPROVE, tree.department.pk)
    assert told(matter) == [("submit", "tests", 1), ("approve", "leader", 1)]
    with pytest.raises(NotFound):
        finish(leader(tree.root))


def test_a_matter_goes_from_step_to_step_and_the_last_signature_is_the_owners_to_take(tree: Tree) -> None:
    own, higher = signer(Role.LEADER, tree.department, "Hoa"), signer(Role.LEADER, tree.root, "Bình")
    matter = submit(tree.department, steps=[at_unit(days=2), above(days=3)])
    assert matter.due_on == date(2026, 3, 4)
    with pytest.raises(Problem, match=r"approvals\.not_your_turn"):
        pass_on(matter, higher)
    with pytest.raises(Problem, match=r"approvals\.steps_left"):
        finish(own)
    assert Matter.objects.get().step == 1
    pass_on(matter, own, on=date(2026, 3, 3))
    matter.refresh_from_db()
    assert (matter.step, matter.step_since, matter.due_on) == (2, date(2026, 3, 3), date(2026, 3, 6))
    assert matter.waits_at == "2/2 Lãnh đạo cấp trên"
    with pytest.raises(Problem, match=r"approvals\.signed_before"):
        finish(own)
    with pytest.raises(Problem, match=r"approvals\.last_signature"):
        pass_on(matter, higher)
    finish(higher)
    matter.refresh_from_db()
    assert (matter.state, matter.waits_at) == (MatterState.APPROVED, "")
    assert told(matter) == [("submit", "tests", 1), ("pass", "Hoa", 1), ("approve", "Bình", 2)]
    actions = AuditEntry.objects.filter(action__startswith="matter.").order_by("id")
    assert list(actions.values_list("action", flat=True)) == ["matter.passed", "matter.approved"]


def test_whoever_signs_a_second_time_is_told_that_they_have_and_where_it_is_now(tree: Tree) -> None:
    """As from a page left open in another tab: they may sign no further step, yet nothing is refused to them."""
    leads = signer(Role.LEADER, tree.department, "Hoa")
    steps = [at_unit(), above(role=Role.PLANNER)]
    matter = submit(tree.department, kind=MatterKind.TRIP, steps=steps)
    pass_on(matter, leads)
    with pytest.raises(Problem) as again:
        pass_on(matter, leads)
    assert (again.value.code, again.value.params["step"]) == ("approvals.signed_before", "Lãnh đạo cấp trên")
    with pytest.raises(Refused):
        pass_on(matter, signer(Role.LEADER, tree.office))


def test_where_nobody_holds_the_role_at_its_place_the_nearest_above_signs(tree: Tree) -> None:
    higher = signer(Role.LEADER, tree.root)
    submit(tree.office, steps=[at_unit()])
    finish(higher)


def test_whoever_leads_above_does_not_sign_while_the_unit_has_a_leader(tree: Tree) -> None:
    signer(Role.LEADER, tree.office)
    higher = signer(Role.LEADER, tree.root)
    submit(tree.office, steps=[at_unit()])
    with pytest.raises(Problem, match=r"approvals\.not_your_turn"):
        finish(higher)


def test_a_step_of_a_unit_named_lends_reading_and_deciding_for_this_unit_alone(tree: Tree) -> None:
    finance = signer(Role.LEADER, tree.school)
    matter = submit(tree.department, steps=[named(tree.school)])
    assert not finance.may(Permission.PLAN_VIEW, tree.department.pk)
    reader = queries.reader_for(finance, MatterKind.PLAN, [matter.subject_id], SUBMITTED_ON)
    assert reader.may(Permission.PLAN_VIEW, tree.department.pk)
    assert not reader.may(Permission.PLAN_APPROVE, tree.department.pk)
    assert queries.get_matter(finance, matter.pk, SUBMITTED_ON) == matter
    acting = finish(finance)
    assert acting.may(Permission.PLAN_APPROVE, tree.department.pk)
    assert not acting.may(Permission.PLAN_APPROVE, tree.front.pk)
    with pytest.raises(NotFound):
        queries.get_matter(finance, matter.pk, SUBMITTED_ON)
    assert queries.reader_for(finance, MatterKind.PLAN, [matter.subject_id], SUBMITTED_ON) == finance


def test_who_may_never_decide_is_refused(tree: Tree) -> None:
    submit(tree.department)
    for stranger in (clerk_of(tree.department), leader(tree.front)):
        with pytest.raises(Refused):
            finish(stranger)
    assert Matter.objects.get().state == MatterState.WAITING


def test_a_step_that_asks_for_all_waits_for_each_of_them(tree: Tree) -> None:
    first, second = signer(Role.LEADER, tree.department), signer(Role.LEADER, tree.department)
    matter = submit(tree.department, steps=[at_unit(quorum=Quorum.ALL)])
    with pytest.raises(Problem, match=r"approvals\.steps_left"):
        finish(first)
    pass_on(matter, first)
    with pytest.raises(Problem, match=r"approvals\.signed_already"):
        pass_on(matter, first)
    finish(second)
    assert Matter.objects.get().state == MatterState.APPROVED


def test_a_step_that_asks_for_two_of_three_is_done_with_two(tree: Tree) -> None:
    signers = [signer(Role.LEADER, tree.department) for _ in range(3)]
    matter = submit(tree.department, steps=[at_unit(quorum=Quorum.NUMBER, signers=2), above()])
    pass_on(matter, signers[2])
    assert Matter.objects.get().step == 1
    pass_on(matter, signers[0])
    assert Matter.objects.get().step == 2


def test_whoever_submitted_signs_only_where_the_route_lets_them(tree: Tree) -> None:
    own = signer(Role.LEADER, tree.department)
    route = make_route(at_unit())
    submit(tree.department, by=own)
    with pytest.raises(Problem, match=r"approvals\.own_submission"):
        finish(own)
    operations.withdraw(kind=PLAN, subject_id=7, on=SUBMITTED_ON, by=own)
    operations.end_route(route=route, on=LATER, by=SYSTEM)
    make_route(at_unit(), allows_own=True, start_on=LATER)
    submit(tree.department, by=own, on=LATER)
    finish(own, on=LATER)


def test_what_waits_for_nobody_is_found_for_whoever_manages_the_routes_of_its_unit(tree: Tree) -> None:
    def stuck(by: Actor) -> list[Matter]:
        return queries.stuck(by, SUBMITTED_ON)

    manager, elsewhere = (actor_as(Role.ADMINISTRATOR, unit) for unit in (tree.root, tree.commune))
    only = signer(Role.LEADER, tree.department)
    own = submit(tree.department, subject_id=1, by=only, steps=[at_unit()])
    assert (stuck(SYSTEM), stuck(manager), stuck(elsewhere)) == ([own], [own], [])
    signer(Role.LEADER, tree.department)
    assert stuck(manager) == []
    two = [named(tree.commune, quorum=Quorum.NUMBER, signers=2)]
    half = submit(tree.commune, kind=MatterKind.REPORT, subject_id=2, steps=two)
    assert stuck(manager) == [half]
    first = signer(Role.LEADER, tree.commune)
    assert stuck(manager) == []
    pass_on(half, first)
    assert (stuck(manager), stuck(elsewhere)) == ([half], [half])
    signer(Role.LEADER, tree.commune)
    assert stuck(manager) == []


def test_a_step_gives_back_to_whoever_submitted_and_the_matter_starts_again(tree: Tree) -> None:
    own, higher = signer(Role.LEADER, tree.department), signer(Role.LEADER, tree.root)
    matter = submit(tree.department, steps=[at_unit(), above()])
    pass_on(matter, own)
    back = operations.send_back(kind=PLAN, subject_id=7, reason="Thiếu căn cứ", on=LATER, by=higher)
    assert back.is_with_submitter
    assert back.actor.may(Permission.PLAN_APPROVE, tree.department.pk)
    matter.refresh_from_db()
    assert (matter.state, matter.step) == (MatterState.RETURNED, 2)
    with pytest.raises(Problem, match=r"approvals\.over"):
        finish(higher)
    again = submit(tree.department, on=LATER)
    assert (again.pk, again.step, again.round, again.state) == (matter.pk, 1, 2, MatterState.WAITING)
    pass_on(again, own)
    finish(higher)
    assert [act.verb for act in queries.history_of(matter)] == [
        "submit",
        "pass",
        "return",
        "submit",
        "pass",
        "approve",
    ]


def test_a_step_may_give_back_to_an_earlier_one_and_the_signatures_there_are_asked_for_again(
    tree: Tree,
) -> None:
    first, second = signer(Role.LEADER, tree.department), signer(Role.LEADER, tree.department)
    higher = signer(Role.LEADER, tree.root)
    steps = [at_unit(quorum=Quorum.ALL, days=1), above(returns_to=1)]
    matter = submit(tree.department, steps=steps)
    pass_on(matter, first)
    pass_on(matter, second)
    back = operations.send_back(kind=PLAN, subject_id=7, reason="Xem lại", on=LATER, by=higher)
    matter.refresh_from_db()
    assert not back.is_with_submitter
    assert (matter.state, matter.step, matter.due_on) == (MatterState.WAITING, 1, date(2026, 3, 23))
    pass_on(matter, first)
    assert Matter.objects.get().step == 1
    pass_on(matter, second)
    assert Matter.objects.get().step == 2


def test_a_step_that_gives_nothing_back_says_so(tree: Tree) -> None:
    own = signer(Role.LEADER, tree.department)
    submit(tree.department, steps=[at_unit(returns_to=None)])
    arguments: dict[str, Any] = {"kind": PLAN, "subject_id": 7, "on": SUBMITTED_ON, "by": own}
    with pytest.raises(Problem, match=r"approvals\.step_does_not_return"):
        operations.send_back(reason="Sửa", **arguments)
    for act in (operations.send_back, operations.reject):
        with pytest.raises(Problem, match=r"approvals\.reason_needed"):
            act(reason=" ", **arguments)
    operations.reject(reason="Trùng kế hoạch", **arguments)
    assert Matter.objects.get().state == MatterState.REJECTED


def test_after_the_deadline_the_step_goes_to_the_one_named_and_one_signature_of_theirs_will_do(
    tree: Tree,
) -> None:
    signer(Role.LEADER, tree.department)
    signer(Role.LEADER, tree.department)
    higher = signer(Role.LEADER, tree.root)
    late = Seat(Role.LEADER, Place.PARENT)
    matter = submit(tree.department, steps=[at_unit(quorum=Quorum.ALL, days=2, late=late)])
    on_time, overdue = date(2026, 3, 4), date(2026, 3, 5)
    assert matter.due_on == on_time
    with pytest.raises(Problem, match=r"approvals\.not_your_turn"):
        finish(higher, on=on_time)
    assert [len(queries.waiting_for(higher, day)) for day in (on_time, overdue)] == [0, 1]
    finish(higher, on=overdue)
    assert MatterAct.objects.get(verb="approve").is_late
    assert Matter.objects.get().state == MatterState.APPROVED


def delegate(giver: Actor, receiver: Actor, **changed: Any) -> Actor:
    """The receiver as they may act with what the giver has delegated."""
    accounts.delegate(
        **{
            "from_user": user_of(giver),
            "to_user": user_of(receiver),
            "start_on": SUBMITTED_ON,
            "end_on": LATER,
            "document": "05/UQ-SNV",
            "on": SUBMITTED_ON,
            "by": giver,
            **changed,
        }
    )
    return actor_of(user_of(receiver), SUBMITTED_ON)


def test_a_delegate_signs_in_the_place_of_another_and_it_is_told(tree: Tree) -> None:
    own = signer(Role.LEADER, tree.department, "Nguyễn Thị Hoa")
    deputy = delegate(own, signer(Role.UNIT_OFFICER, tree.front, "Lê Văn Nam"))
    submit(tree.department, steps=[at_unit()])
    (waiting,) = queries.waiting_for(deputy, SUBMITTED_ON)
    assert (waiting.turn.standing, waiting.turn.in_place_of) == (Standing.MINE, "Nguyễn Thị Hoa")
    finish(deputy)
    act = MatterAct.objects.get(verb="approve")
    assert (act.name, act.in_place_of) == ("Lê Văn Nam", "Nguyễn Thị Hoa")
    assert act.seat_user_id == own.user_id
    assert AuditEntry.objects.get(action="matter.approved").after["in_place_of"] == "Nguyễn Thị Hoa"


def test_after_its_last_day_a_delegation_is_worth_nothing(tree: Tree) -> None:
    own, other = signer(Role.LEADER, tree.department), signer(Role.UNIT_OFFICER, tree.front)
    delegate(own, other)
    submit(tree.department, steps=[at_unit()])
    with pytest.raises(Refused):
        finish(actor_of(user_of(other), LATER), on=LATER)


def test_the_signatures_of_one_person_for_two_seats_count_for_both(tree: Tree) -> None:
    absent, present = signer(Role.LEADER, tree.department), signer(Role.LEADER, tree.department)
    both = delegate(absent, present)
    matter = submit(tree.department, steps=[at_unit(quorum=Quorum.ALL)])
    pass_on(matter, both)
    finish(both)
    seats = MatterAct.objects.filter(verb__in=["pass", "approve"]).values_list("seat_user_id", flat=True)
    assert set(seats) == {present.user_id, absent.user_id}


def test_a_delegation_does_not_let_sign_what_either_of_the_two_submitted(tree: Tree) -> None:
    own = signer(Role.LEADER, tree.department)
    deputy = delegate(own, signer(Role.PLANNER, tree.department))
    make_route(at_unit())
    for number, submitter in enumerate((own, deputy), start=1):
        submit(tree.department, by=submitter, subject_id=number)
        with pytest.raises(Problem, match=r"approvals\.own_submission"):
            finish(deputy, subject_id=number)


def test_a_delegation_for_one_unit_is_good_for_matters_of_that_unit(tree: Tree) -> None:
    higher = signer(Role.LEADER, tree.root)
    deputy = delegate(higher, signer(Role.UNIT_OFFICER, tree.front), unit=tree.department)
    make_route(above())
    submit(tree.department, subject_id=1)
    submit(tree.school, subject_id=2)
    assert [each.matter.subject_id for each in queries.waiting_for(deputy, SUBMITTED_ON)] == [1]
    finish(deputy, subject_id=1)
    with pytest.raises(Refused):
        finish(deputy, subject_id=2)


def test_a_matter_keeps_the_route_it_was_started_under(tree: Tree) -> None:
    own, higher = signer(Role.LEADER, tree.department), signer(Role.LEADER, tree.root)
    route = make_route(at_unit())
    submit(tree.department, subject_id=1)
    changed = operations.change_route(
        route=route, name="Hai bước", steps=[at_unit(), above()], start_on=date(2026, 3, 10), by=SYSTEM
    )
    submit(tree.department, subject_id=2, on=LATER)
    operations.send_back(kind=PLAN, subject_id=1, reason="Sửa", on=LATER, by=own)
    submit(tree.department, subject_id=1, on=LATER)
    assert list(Matter.objects.order_by("subject_id").values_list("route_id", flat=True)) == [
        route.pk,
        changed.pk,
    ]
    finish(own, subject_id=1, on=LATER)
    with pytest.raises(Problem, match=r"approvals\.steps_left"):
        finish(own, subject_id=2, on=LATER)
    pass_on(queries.open_matter(PLAN, 2), own, on=LATER)  # type: ignore[arg-type]
    finish(higher, subject_id=2, on=LATER)


def test_several_are_signed_at_once_and_what_holds_up_one_holds_up_no_other(tree: Tree) -> None:
    own = signer(Role.LEADER, tree.department)
    make_route(at_unit(), above())
    ids = [submit(tree.department, subject_id=number).pk for number in (1, 2, 3)]
    mine = submit(tree.department, subject_id=4, by=own).pk
    operations.withdraw(kind=PLAN, subject_id=2, on=SUBMITTED_ON, by=SYSTEM)
    outcomes = operations.pass_many(ids=[*ids, mine], comment="Đồng ý", on=SUBMITTED_ON, by=own)
    assert [(one.matter.subject_id, one.problem and str(one.problem).split()[0]) for one in outcomes] == [
        (1, None),
        (2, "approvals.over"),
        (3, None),
        (4, "approvals.own_submission"),
    ]
    assert list(Matter.objects.order_by("subject_id").values_list("step", flat=True)) == [2, 1, 2, 1]
    with pytest.raises(Problem, match=r"approvals\.none_chosen"):
        operations.pass_many(ids=[], on=SUBMITTED_ON, by=own)


def test_anybody_who_reads_a_matter_on_its_way_may_say_something(tree: Tree) -> None:
    matter = submit(tree.department)
    operations.comment(matter=matter, text=" Cần thêm chỉ tiêu ", by=clerk_of(tree.department))
    act = queries.history_of(matter)[-1]
    assert (act.verb, act.comment, act.name) == ("comment", "Cần thêm chỉ tiêu", "unit_officer")
    with pytest.raises(Problem, match=r"approvals\.reason_needed"):
        operations.comment(matter=matter, text=" ", by=SYSTEM)


def test_what_waits_stands_by_deadline_and_costs_the_same_for_three_and_thirty(
    tree: Tree, django_assert_num_queries: Any
) -> None:
    own = signer(Role.LEADER, tree.department)
    make_route(at_unit(days=2, quorum=Quorum.ALL), above())
    late = submit(tree.department, subject_id=1, on=SUBMITTED_ON)
    early = submit(tree.department, subject_id=2, on=date(2026, 2, 2))
    for count in (3, 30):
        for number in range(count):
            submit(tree.front, subject_id=100 * count + number)
        with django_assert_num_queries(5):
            found = queries.waiting_for(own, date(2026, 3, 4))
        assert [(each.matter.pk, each.is_overdue) for each in found] == [
            (early.pk, True),
            (late.pk, False),
        ]


def test_who_holds_no_role_has_nothing_waiting_and_asks_nothing(
    tree: Tree, django_assert_num_queries: Any
) -> None:
    submit(tree.department)
    with django_assert_num_queries(0):
        assert queries.waiting_for(Actor("khách"), SUBMITTED_ON) == []


def test_one_signature_is_enough_where_the_province_has_set_nothing_else(tree: Tree) -> None:
    report = MatterKind.REPORT
    asked = (report, tree.department.pk)
    queries.require_sole(*asked, leader(tree.root), SUBMITTED_ON)
    with pytest.raises(Refused):
        queries.require_sole(*asked, clerk_of(tree.department), SUBMITTED_ON)
    make_route(Step("Duyệt", Seat(Role.LEADER, Place.SCOPE)), above(), kind=report)
    with pytest.raises(Problem, match=r"approvals\.goes_by_steps"):
        queries.require_sole(*asked, leader(tree.root), SUBMITTED_ON)


def test_a_user_who_may_not_sign_in_any_more_holds_no_seat(tree: Tree) -> None:
    gone = make_user(Role.LEADER, tree.department)
    higher = signer(Role.LEADER, tree.root)
    submit(tree.department, steps=[at_unit()])
    accounts.deactivate(user=gone, by=SYSTEM)
    finish(higher)
