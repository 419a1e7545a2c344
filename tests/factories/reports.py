"""A small training year for tests of reports, every figure of which can be counted by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.factories.funding import make_source
from tests.factories.orgs import Tree, make_tree
from tests.factories.people import make_person, make_title
from tests.factories.plans import SYSTEM, make_line, make_plan, submit_and_approve
from tests.factories.standards import make_programme
from vun.common.actor import Actor
from vun.common.period import Period
from vun.records.delivery.domain import ClassRow, CostKind, CostRow, EnrolmentState, LearnerRow, LoadedClass
from vun.records.delivery.operations import load_history
from vun.records.orgs import operations as orgs
from vun.records.orgs.domain import Block, NewUnit, UnitLevel
from vun.records.orgs.models import Unit
from vun.records.people.models import Person
from vun.records.standards.models import Programme
from vun.reports.model import Report, Scope, Units

YEAR = Period.year(2026)
MERGED_ON = date(2026, 7, 1)


@dataclass(frozen=True)
class TrainingYear:
    """2026: one planned programme with a class of the year and one carried over, and one class nobody planned.

    ``an`` and ``dung`` are of the commune, ``binh`` of the other commune, ``chi`` of the department, ``em`` of nowhere.
    """

    tree: Tree
    planned: Programme
    unplanned: Programme
    an: Person
    binh: Person
    chi: Person
    dung: Person
    em: Person
    classes: tuple[LoadedClass, ...]


def make_training_year() -> TrainingYear:
    """The year as counted in tests/reports."""
    tree = make_tree()
    title = make_title(group="staff")
    people = {
        name: make_person(full_name, unit=unit, title=title if unit else None)
        for name, full_name, unit in (
            ("an", "Hoàng Văn An", tree.commune),
            ("binh", "Lý Thị Bình", tree.other_commune),
            ("chi", "Vi Thị Chi", tree.department),
            ("dung", "Nông Văn Dũng", tree.commune),
            ("em", "Triệu Văn Em", None),
        )
    }
    planned = make_programme("Bồi dưỡng lãnh đạo cấp xã")
    unplanned = make_programme("Bồi dưỡng chuyển đổi số")
    source = make_source()
    version = make_plan(tree.root, first_year=2026)
    make_line(
        version,
        quotas={tree.commune: 2, tree.other_commune: 1, tree.department: 2},
        budgets={source.code: 10_000_000},
        programme_id=planned.pk,
        title=planned.name,
        classes=2,
        learners=5,
    )
    submit_and_approve(version)
    certified = date(2026, 3, 13)
    classes = load_history(
        rows=[
            ClassRow(
                programme_id=planned.pk,
                host_id=tree.school.pk,
                start_on=date(2026, 3, 2),
                end_on=certified,
                learners=[
                    LearnerRow(people["an"].pk, certified_on=certified),
                    LearnerRow(people["binh"].pk, state=EnrolmentState.FAILED),
                    LearnerRow(people["chi"].pk, certified_on=certified),
                ],
                costs=[CostRow(CostKind.SPENT, source.code, "Giảng viên", 4_000_000, certified)],
            ),
            ClassRow(
                programme_id=planned.pk,
                host_id=tree.school.pk,
                start_on=date(2025, 11, 3),
                end_on=date(2026, 2, 27),
                learners=[LearnerRow(people["dung"].pk)],
            ),
            ClassRow(
                programme_id=unplanned.pk,
                host_id=tree.school.pk,
                start_on=date(2026, 5, 4),
                end_on=date(2026, 5, 8),
                learners=[LearnerRow(people["an"].pk), LearnerRow(people["em"].pk)],
            ),
        ],
        by=SYSTEM,
    )
    return TrainingYear(tree, planned, unplanned, **people, classes=tuple(classes))


def merge_communes(tree: Tree) -> Unit:
    """Both communes go into a new one in the middle of the year."""
    return orgs.merge(
        units=[tree.commune, tree.other_commune],
        into=NewUnit(
            code="TDM",
            name="Xã Tràng Định",
            level=UnitLevel.COMMUNE,
            block=Block.STATE,
            parent_id=tree.district.pk,
        ),
        on=MERGED_ON,
        by=SYSTEM,
    )


def scope(actor: Actor = SYSTEM, unit: Unit | None = None, *, now: bool = False) -> Scope:
    """All of 2026."""
    return Scope(actor, YEAR, unit.pk if unit else None, Units.NOW if now else Units.THEN)


def cells(report: Report) -> dict[str, list[object]]:
    """What the report shows: the values of every row by its label, parts marked by a dash, the total last."""
    rows = [*report.rows, *([report.total] if report.total else [])]
    return {
        f"{'- ' * row.depth}{row.label}": [
            figure.value if (figure := row.figures.get(column.key)) else None for column in report.columns
        ]
        for row in rows
    }
