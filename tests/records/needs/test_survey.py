"""A round: opened, filled, signed off up the tree, closed, summed up, turned into lines of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import actor_as, cadre, clerk_of, leader, outsider, planner
from tests.factories.needs import DAY, SYSTEM, make_need, make_round, sheet_of
from tests.factories.orgs import Tree, make_tree
from tests.factories.people import make_person
from tests.factories.plans import make_plan
from tests.factories.standards import make_programme, make_requirement, make_scale
from vun.common.errors import NotFound, Problem, Refused
from vun.records.accounts.domain import Role
from vun.records.needs import operations, queries
from vun.records.needs.domain import FieldKind, NeedOrigin, NeedReason, Question, RoundState, SheetState
from vun.records.needs.models import Need, SurveyRound
from vun.records.needs.queries import Progress
from vun.records.people.models import Person
from vun.records.plans import operations as plans
from vun.records.plans import queries as plan_queries
from vun.records.standards.models import Programme

pytestmark = pytest.mark.django_db


@dataclass
class Survey:
    tree: Tree
    round: SurveyRound
    programme: Programme
    in_root: Person
    in_department: Person
    in_office: Person
    in_commune: Person


@pytest.fixture
def survey() -> Survey:
    """A round of the whole province. The district and some others have nobody, and so no sheet."""
    tree = make_tree()
    level = make_scale()[1]
    make_requirement(level)
    programme = make_programme(grants=level)
    people = [make_person(unit=unit) for unit in (tree.root, tree.department, tree.office, tree.commune)]
    return Survey(tree, make_round(tree.root), programme, *people)


def code_of(verb: Any, /, **arguments: Any) -> tuple[str, str | None]:
    with pytest.raises(Problem) as caught:
        verb(**arguments)
    return caught.value.code, caught.value.field


def test_every_unit_with_people_gets_a_sheet_under_the_nearest_one_above(survey: Survey) -> None:
    tree = survey.tree
    above = {sheet.unit: sheet.above and sheet.above.unit for sheet in survey.round.sheets.all()}
    assert above == {
        tree.root: None,
        tree.department: tree.root,
        tree.office: tree.department,
        tree.commune: tree.root,
    }


def test_a_round_that_cannot_be_opened_says_why(survey: Survey) -> None:
    tree = survey.tree
    choice = Question(1, "Hình thức", FieldKind.CHOICE, ("Một",))
    for arguments, expected in (
        ({"name": " "}, ("needs.name_missing", "name")),
        ({"closes_on": date(2026, 2, 1)}, ("needs.days_out_of_order", "closes_on")),
        ({"year": 20270}, ("needs.year_unknown", "year")),
        ({"questions": [choice]}, ("needs.choice_without_options", "answer_1")),
    ):
        assert code_of(make_round, root=tree.root, **arguments) == expected
    assert code_of(make_round, root=tree.front) == ("needs.nobody_to_ask", "root")
    for actor in (clerk_of(tree.root), planner(tree.department), outsider()):
        with pytest.raises(Refused):
            make_round(tree.root, by=actor)
    assert SurveyRound.objects.count() == 1


def test_the_sheet_shows_what_is_lacking_beside_what_is_registered(survey: Survey) -> None:
    clerk = clerk_of(survey.tree.department)
    (row,) = queries.sheet(clerk, survey.round, survey.tree.department.pk, DAY)
    assert (row.person, [gap.programmes for gap in row.gaps], row.needs) == (
        survey.in_department,
        [(survey.programme,)],
        (),
    )
    assert row.uncovered == row.gaps
    need = make_need(
        sheet_of(survey.round, survey.tree.department), survey.in_department, survey.programme, by=clerk
    )
    (row,) = queries.sheet(clerk, survey.round, survey.tree.department.pk, DAY)
    assert (row.needs, row.uncovered) == ((need,), ())


def test_sheets_out_of_sight_are_not_found(survey: Survey) -> None:
    clerk = clerk_of(survey.tree.department)
    sheet = sheet_of(survey.round, survey.tree.commune)
    with pytest.raises(NotFound):
        queries.get_sheet(clerk, sheet.pk)
    with pytest.raises(NotFound):
        make_need(sheet, survey.in_commune, survey.programme, by=clerk)
    with pytest.raises(NotFound):
        operations.sign_sheet(sheet=sheet, by=clerk)
    with pytest.raises(Refused):
        make_need(sheet, survey.in_commune, survey.programme, by=leader(survey.tree.commune))
    with pytest.raises(NotFound):
        queries.get_round(outsider(), survey.round.pk)
    assert list(queries.rounds_visible_to(clerk)) == [survey.round]
    assert list(queries.rounds_visible_to(outsider())) == []


def test_a_need_is_registered_once_for_somebody_of_the_unit(survey: Survey) -> None:
    sheet = sheet_of(survey.round, survey.tree.department)
    make_need(sheet, survey.in_department, survey.programme)
    for person, expected in (
        (survey.in_department, ("needs.already_registered", "programme")),
        (survey.in_commune, ("needs.person_elsewhere", "person")),
        (survey.in_office, ("needs.person_elsewhere", "person")),
    ):
        assert code_of(make_need, sheet=sheet, person=person, programme=survey.programme) == expected
    assert code_of(
        make_need, sheet=sheet, person=survey.in_department, programme=make_programme(), priority=4
    ) == ("needs.priority_unknown", "priority")


def test_all_gaps_are_registered_at_once_and_no_second_time(survey: Survey) -> None:
    sheet = sheet_of(survey.round, survey.tree.department)
    make_person("Lê Thị Bình", unit=survey.tree.department)
    make_need(sheet, survey.in_department, survey.programme)
    clerk = clerk_of(survey.tree.department)
    assert operations.register_all_gaps(sheet=sheet, on=DAY, by=clerk) == 1
    assert operations.register_all_gaps(sheet=sheet, on=DAY, by=clerk) == 0
    assert set(Need.objects.values_list("person__full_name", "origin", "reason", "priority")) == {
        ("Nguyễn Văn An", "unit", "post", 2),
        ("Lê Thị Bình", "gap", "below_standard", 1),
    }


def test_a_cadre_wishes_on_the_sheet_of_their_own_unit_and_may_take_it_back(survey: Survey) -> None:
    me, programme = cadre(survey.in_commune.pk), make_programme("Tiếng Tày")
    need = operations.wish(survey=survey.round, programme=programme, answers={}, on=DAY, by=me)
    assert (need.sheet.unit, need.origin, need.reason, need.priority) == (
        survey.tree.commune,
        "person",
        "wish",
        3,
    )
    assert [found for found, _ in queries.open_rounds_for(me, DAY)] == [survey.round]
    assert queries.get_need(me, need.pk) == need
    with pytest.raises(NotFound):
        queries.get_need(cadre(survey.in_office.pk), need.pk)
    with pytest.raises(NotFound):
        operations.withdraw_need(need=need, by=cadre(survey.in_office.pk))
    operations.withdraw_need(need=need, by=me)
    assert list(queries.own_needs(me)) == []
    with pytest.raises(NotFound):
        operations.wish(survey=survey.round, programme=programme, answers={}, on=DAY, by=cadre())
    registered = make_need(sheet_of(survey.round, survey.tree.commune), survey.in_commune, programme)
    with pytest.raises(NotFound):
        operations.withdraw_need(need=registered, by=me)


def test_a_wish_of_somebody_whose_unit_has_no_sheet_goes_on_the_one_above(survey: Survey) -> None:
    newcomer = make_person(unit=survey.tree.other_commune)
    need = operations.wish(
        survey=survey.round, programme=survey.programme, answers={}, on=DAY, by=cadre(newcomer.pk)
    )
    assert need.sheet.unit == survey.tree.root


def test_the_rounds_own_questions_are_answered_before_the_sheet_is_signed() -> None:
    tree = make_tree()
    person = make_person(unit=tree.department)
    questions = [
        Question(1, "Lý do cụ thể", FieldKind.TEXT, is_required=True),
        Question(2, "Tuổi", FieldKind.NUMBER),
    ]
    survey = make_round(tree.department, questions=questions)
    assert queries.questions_of(survey) == questions
    sheet = sheet_of(survey, tree.department)
    first, second = make_programme(), make_programme()
    assert code_of(make_need, sheet=sheet, person=person, programme=first) == (
        "needs.answer_missing",
        "answer_1",
    )
    make_need(sheet, person, first, answers={1: "Theo quy hoạch", 2: "40"})
    level = make_scale()[0]
    make_requirement(level)
    make_programme(grants=level)
    operations.register_all_gaps(sheet=sheet, on=DAY, by=SYSTEM)
    assert code_of(operations.sign_sheet, sheet=sheet, by=SYSTEM) == ("needs.answers_missing", None)
    operations.answer_need(
        need=Need.objects.get(origin=NeedOrigin.GAP), answers={1: "Thiếu chuẩn"}, by=SYSTEM
    )
    operations.sign_sheet(sheet=sheet, by=SYSTEM)
    assert {need.programme_id: need.answers for need in Need.objects.all()} == {
        first.pk: {"1": "Theo quy hoạch", "2": 40},
        Need.objects.get(origin=NeedOrigin.GAP).programme_id: {"1": "Thiếu chuẩn"},
    }
    assert second.pk not in Need.objects.values_list("programme_id", flat=True)


def test_a_sheet_is_signed_only_when_all_below_are_accepted_by_the_unit_above(survey: Survey) -> None:
    tree = survey.tree
    office, department, root = (
        sheet_of(survey.round, unit) for unit in (tree.office, tree.department, tree.root)
    )
    in_department = clerk_of(tree.department)
    assert code_of(operations.sign_sheet, sheet=department, by=in_department) == (
        "needs.sheets_below_not_accepted",
        None,
    )
    operations.sign_sheet(sheet=office, by=clerk_of(tree.office))
    assert queries.sheets_to_accept(in_department) == [office]
    with pytest.raises(Refused):
        operations.accept_sheet(sheet=office, by=clerk_of(tree.office))
    operations.accept_sheet(sheet=office, by=in_department)
    assert queries.sheets_to_sign(in_department) == [department]
    operations.sign_sheet(sheet=department, by=in_department)
    with pytest.raises(Refused):
        operations.accept_sheet(sheet=department, by=in_department)
    operations.accept_sheet(sheet=department, by=clerk_of(tree.root))
    commune = sheet_of(survey.round, tree.commune)
    operations.sign_sheet(sheet=commune, by=clerk_of(tree.commune))
    operations.accept_sheet(sheet=commune, by=clerk_of(tree.root))
    operations.sign_sheet(sheet=root, by=clerk_of(tree.root))
    with pytest.raises(Refused):
        operations.accept_sheet(sheet=root, by=clerk_of(tree.root))
    operations.accept_sheet(sheet=root, by=planner(tree.root))
    assert queries.progress(planner(), survey.round) == Progress(4, 0, 0, 0, 4)


def test_a_sheet_is_returned_with_a_reason_as_long_as_the_one_above_is_not_signed(survey: Survey) -> None:
    tree = survey.tree
    office, department = sheet_of(survey.round, tree.office), sheet_of(survey.round, tree.department)
    above = clerk_of(tree.department)
    assert code_of(operations.return_sheet, sheet=office, reason="Thiếu", by=above) == (
        "needs.wrong_state",
        None,
    )
    operations.sign_sheet(sheet=office, by=SYSTEM)
    assert code_of(operations.return_sheet, sheet=office, reason=" ", by=above) == (
        "needs.reason_missing",
        "reason",
    )
    operations.accept_sheet(sheet=office, by=above)
    operations.return_sheet(sheet=office, reason="Thiếu hai người", by=above)
    assert (office.state, office.return_reason) == (SheetState.RETURNED, "Thiếu hai người")
    make_need(office, survey.in_office, survey.programme)
    operations.sign_sheet(sheet=office, by=SYSTEM)
    operations.accept_sheet(sheet=office, by=above)
    operations.sign_sheet(sheet=department, by=SYSTEM)
    assert code_of(operations.return_sheet, sheet=office, reason="Nữa", by=above) == (
        "needs.wrong_state",
        None,
    )
    assert sheet_of(survey.round, tree.office).state == SheetState.ACCEPTED


def test_a_signed_sheet_takes_no_needs_and_gives_none_back(survey: Survey) -> None:
    sheet = sheet_of(survey.round, survey.tree.office)
    need = make_need(sheet, survey.in_office, survey.programme)
    operations.sign_sheet(sheet=sheet, by=SYSTEM)
    for verb, arguments in (
        (make_need, {"sheet": sheet, "person": survey.in_office, "programme": make_programme()}),
        (operations.withdraw_need, {"need": need, "by": SYSTEM}),
        (operations.register_all_gaps, {"sheet": sheet, "on": DAY, "by": SYSTEM}),
        (operations.sign_sheet, {"sheet": sheet, "by": SYSTEM}),
        (operations.answer_need, {"need": need, "answers": {}, "by": SYSTEM}),
    ):
        assert code_of(verb, **arguments) == ("needs.wrong_state", None)


def test_a_closed_round_takes_nothing_more(survey: Survey) -> None:
    sheet = sheet_of(survey.round, survey.tree.office)
    with pytest.raises(Refused):
        operations.close_round(survey=survey.round, by=clerk_of(survey.tree.root))
    operations.extend_round(survey=survey.round, closes_on=date(2026, 4, 15), by=planner(survey.tree.root))
    operations.close_round(survey=survey.round, by=planner(survey.tree.root))
    survey.round.refresh_from_db()
    assert (survey.round.state, survey.round.closes_on) == (RoundState.CLOSED, date(2026, 4, 15))
    for verb, arguments in (
        (operations.close_round, {"survey": survey.round, "by": SYSTEM}),
        (operations.extend_round, {"survey": survey.round, "closes_on": date(2026, 5, 1), "by": SYSTEM}),
        (make_need, {"sheet": sheet, "person": survey.in_office, "programme": survey.programme}),
        (operations.sign_sheet, {"sheet": sheet, "by": SYSTEM}),
        (operations.accept_sheet, {"sheet": sheet, "by": SYSTEM}),
    ):
        assert code_of(verb, **arguments) == ("needs.round_closed", None)
    assert queries.open_rounds_for(cadre(survey.in_office.pk), DAY) == []
    assert queries.sheets_to_sign(SYSTEM) == []


def test_totals_put_registered_needs_beside_computed_gaps(survey: Survey) -> None:
    other = make_programme("Tiếng Tày")
    make_need(sheet_of(survey.round, survey.tree.office), survey.in_office, survey.programme)
    make_need(sheet_of(survey.round, survey.tree.office), survey.in_office, other, origin=NeedOrigin.PERSON)
    operations.register_all_gaps(sheet=sheet_of(survey.round, survey.tree.commune), on=DAY, by=SYSTEM)
    assert [
        (row.programme, row.needs, row.from_gaps, row.from_units, row.from_people, row.lacking)
        for row in queries.totals_by_programme(survey.round, DAY)
    ] == [(survey.programme, 2, 1, 1, 0, 4), (other, 1, 0, 0, 1, 0)]
    assert queries.needs_by_unit(survey.round, [survey.programme.pk, other.pk]) == {
        survey.programme.pk: {survey.tree.office.pk: 1, survey.tree.commune.pk: 1},
        other.pk: {survey.tree.office.pk: 1},
    }


def test_needs_become_lines_of_a_plan_with_classes_and_quotas(survey: Survey) -> None:
    for unit in (survey.tree.office, survey.tree.commune, survey.tree.root):
        operations.register_all_gaps(sheet=sheet_of(survey.round, unit), on=DAY, by=SYSTEM)
    version = make_plan(survey.tree.root, first_year=2027)
    chosen = {"version": version, "survey": survey.round, "programme_ids": [survey.programme.pk]}
    (line,) = plans.add_lines_from_needs(**chosen, class_size=2, by=planner(survey.tree.root))
    (state,) = plan_queries.lines_of(version)
    assert (state.terms.learners, state.terms.classes, state.terms.year, state.terms.programme_id) == (
        3,
        2,
        2027,
        survey.programme.pk,
    )
    assert dict(state.quotas) == {survey.tree.office.pk: 1, survey.tree.commune.pk: 1, survey.tree.root.pk: 1}
    assert line.title == survey.programme.name
    for change, code in (
        ({}, "plans.programme_has_line"),
        ({"programme_ids": []}, "plans.no_needs_chosen"),
        ({"class_size": 0}, "plans.class_size_not_positive"),
    ):
        arguments = {**chosen, "class_size": 2, "by": SYSTEM, **change}
        assert code_of(plans.add_lines_from_needs, **arguments)[0] == code
    with pytest.raises(NotFound):
        plans.add_lines_from_needs(**chosen, class_size=2, by=planner(survey.tree.department))


def test_the_sheet_costs_the_same_with_thirty_people(survey: Survey) -> None:
    clerk = actor_as(Role.UNIT_OFFICER, survey.tree.department)
    sheet = sheet_of(survey.round, survey.tree.department)
    costs = []
    for people in (2, 29):
        for number in range(people):
            person = make_person(f"Trần Văn {number}", unit=survey.tree.department)
            make_need(sheet, person, survey.programme, reason=NeedReason.SUCCESSION)
        with CaptureQueriesContext(connection) as counted:
            queries.sheet(clerk, survey.round, survey.tree.department.pk, DAY)
        costs.append(len(counted))
    assert costs[0] == costs[1]
