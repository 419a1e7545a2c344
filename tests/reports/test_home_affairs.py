"""The tables of Home Affairs: for whom, how long, in which country, and for how much money each."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.accounts import clerk_of
from tests.factories.funding import make_source
from tests.factories.orgs import Tree, make_tree
from tests.factories.people import make_person, make_rank, make_title
from tests.factories.plans import SYSTEM
from tests.factories.reports import scope
from tests.factories.standards import make_programme
from vun.records.delivery.domain import ClassRow, CostKind, CostRow, EnrolmentState, LearnerRow
from vun.records.delivery.operations import load_history
from vun.records.people.domain import StaffKind
from vun.records.people.models import Person
from vun.records.standards.domain import Branch, StudyPlace
from vun.reports.counting.opening import open_cell
from vun.reports.counting.running import run
from vun.reports.model import Report, Subject
from vun.reports.shipped import shipped

pytestmark = pytest.mark.django_db


def figures(report: Report, row_key: str) -> dict[str, object]:
    """The figures of one row that are not nothing, by column; beside turns no people."""
    rows = [*report.rows, *([report.total] if report.total else [])]
    row = next(row for row in rows if row.key == row_key)
    plain = [column.key for column in report.columns if not column.twin]
    return {key: row.figures[key].value for key in plain if row.figures[key].value}


@pytest.fixture
def tree() -> Tree:
    return make_tree()


@pytest.fixture
def people(tree: Tree) -> dict[str, Person]:
    """A leader, an expert and a probationer of the department, an employee of the school."""
    leader = make_title("Giám đốc", group="department_head", is_leader=True)
    probationer = make_title("Công chức tập sự", code="probationary-civil-servant", group="probationer")
    expert = make_person("Lý Văn Chuyên")
    found = {
        "leader": make_person("Vi Văn Giám", unit=tree.department, title=leader),
        "expert": expert,
        "new": make_person("Nông Văn Tập", unit=tree.department, title=probationer),
        "teacher": make_person(
            "Hoàng Thị Giảng",
            unit=tree.school,
            title=make_title("Giảng viên", kind=StaffKind.PUBLIC_EMPLOYEE),
        ),
    }
    expert.appointments.create(
        unit=tree.department,
        title=make_title(),
        rank=make_rank(),
        kind=StaffKind.CIVIL_SERVANT.value,
        start_on=date(2015, 1, 1),
    )
    return found


def hold(
    tree: Tree, learners: list[Person], start_on: date, end_on: date, spent: int = 0, **more: object
) -> None:
    costs = [CostRow(CostKind.SPENT, make_source().code, "Học phí", spent, end_on)] if spent else []
    programme = more.pop("programme", None) or make_programme(
        branch=Branch.FOSTERING, group="state management"
    )
    row = ClassRow(
        programme_id=programme.pk,  # type: ignore[attr-defined]
        host_id=tree.root.pk,
        start_on=start_on,
        end_on=end_on,
        learners=[LearnerRow(one.pk, state=EnrolmentState.STUDYING) for one in learners],
        costs=costs,
        **more,  # type: ignore[arg-type]
    )
    load_history(rows=[row], by=SYSTEM)


def abroad(tree: Tree, learners: list[Person], days: int, country: str, spent: int = 0) -> None:
    first = date(2026, 3, 1)
    end_on = date.fromordinal(first.toordinal() + days - 1)
    hold(tree, learners, first, end_on, spent, place=StudyPlace.ABROAD.value, country=country)


def test_classes_abroad_stand_under_their_length_and_their_country(
    tree: Tree, people: dict[str, Person]
) -> None:
    leader, expert, new = people["leader"], people["expert"], people["new"]
    abroad(tree, [leader, expert], 29, "Nhật Bản")
    abroad(tree, [new], 30, "Úc")
    abroad(tree, [expert], 90, "Úc, Pháp")
    hold(tree, [leader], date(2026, 3, 1), date(2026, 3, 9))

    report = run(shipped("noi-vu-2"), scope())

    countries = {column.label: column.key for column in report.columns if column.groups[:1] == ("Nước đến",)}
    japan, australia, both = countries["Nhật Bản"], countries["Úc"], countries["Úc, Pháp"]
    assert figures(report, "total") == {
        "all": 4, "tg.1": 2, "tg.2": 1, "tg.4": 1, "nd.hc": 4, japan: 2, australia: 1, both: 1
    }  # fmt: skip
    assert figures(report, "I.1.c") == {"all": 1, "tg.1": 1, "nd.hc": 1, japan: 1}
    assert figures(report, "I.2.cv") == {"all": 2, "tg.1": 1, "tg.4": 1, "nd.hc": 2, japan: 1, both: 1}
    assert figures(report, "I.3") == {"all": 1, "tg.2": 1, "nd.hc": 1, australia: 1}
    for column, length in (("tg.1", 2), ("tg.2", 1), ("tg.3", 0), ("tg.4", 1), (japan, 2), (both, 1)):
        opened = open_cell(shipped("noi-vu-2"), scope(), "total", column)
        assert opened.rows is not None
        assert (column, opened.rows.count()) == (column, length)


def test_money_of_a_class_is_shared_by_its_learners_to_the_last_dong(
    tree: Tree, people: dict[str, Person]
) -> None:
    leader, expert, new, teacher = (people[name] for name in ("leader", "expert", "new", "teacher"))
    abroad(tree, [leader, expert, new], 10, "Lào", spent=100_000_001)
    abroad(tree, [teacher, expert], 10, "Lào", spent=7)
    hold(tree, [leader], date(2026, 3, 1), date(2026, 3, 9), spent=5_000_000)

    report = run(shipped("noi-vu-2"), scope())

    money = {row.key: row.figures["kp"].value for row in report.rows if row.figures["kp"].value}
    assert money == {
        "I": 100_000_004, "I.1": 33_333_334, "I.1.c": 33_333_334, "I.2": 33_333_337, "I.2.cv": 33_333_337,
        "I.3": 33_333_333, "IV": 4, "IV.k": 4,
    }  # fmt: skip
    assert report.total is not None
    assert report.total.figures["kp"].value == 100_000_008
    opened = open_cell(shipped("noi-vu-2"), scope(), "I", "kp")
    assert opened.subject is Subject.PERSON
    assert dict(zip(opened.ids, opened.amounts, strict=True)) == {
        leader.pk: 33_333_334,
        expert.pk: 33_333_337,
        new.pk: 33_333_333,
    }


def test_whoever_may_not_see_money_sees_none(tree: Tree, people: dict[str, Person]) -> None:
    abroad(tree, [people["leader"]], 10, "Lào", spent=1_000)
    clerk = clerk_of(tree.root)

    assert figures(run(shipped("noi-vu-2"), scope()), "total")["kp"] == 1_000
    told = figures(run(shipped("noi-vu-2"), scope(clerk)), "total")
    assert (told["all"], told.get("kp")) == (1, None)


def test_deputies_are_told_by_the_class_they_are_taught_in(tree: Tree, people: dict[str, Person]) -> None:
    for code in ("HDND-TINH/2016", "HDND-XA/2016"):
        programme = make_programme(code=code, branch=Branch.FOSTERING, group="post skills")
        hold(tree, [people["leader"]], date(2026, 4, 1), date(2026, 4, 3), programme=programme)
    deputy = make_person(
        "Chu Văn Đại", unit=tree.commune, title=make_title("Đại biểu", kind=StaffKind.COUNCIL_DEPUTY)
    )
    hold(tree, [deputy, people["expert"]], date(2026, 5, 1), date(2026, 5, 9))

    report = run(shipped("noi-vu-1"), scope())

    rows = {row.key: row.figures["all"].value for row in report.rows if row.figures["all"].value}
    assert rows == {"I": 1, "I.2": 1, "I.2.cv": 1, "III": 3, "III.1": 1, "III.3": 2}
