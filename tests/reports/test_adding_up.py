"""Whatever happened: a figure is as long as its list, parts add up to wholes, and a merger moves figures only along
successor links."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.orgs import make_tree
from tests.factories.people import make_person, make_title
from tests.factories.plans import SYSTEM, make_line, make_plan, submit_and_approve
from tests.factories.reports import merge_communes, scope
from tests.factories.standards import make_programme
from vun.records.delivery.domain import ClassRow, EnrolmentState, LearnerRow
from vun.records.delivery.operations import load_history
from vun.records.orgs.models import Unit
from vun.records.outcomes.domain import PlacementGroup, PlacementRow
from vun.records.outcomes.operations import load_placements
from vun.records.people.domain import StaffKind
from vun.records.standards.domain import Branch
from vun.reports.model import Report
from vun.reports.plan_result import by_unit
from vun.reports.registry import definitions

pytestmark = pytest.mark.django_db

# Unit by number, whether of the reserve, what became of the learner, placement if any.
LEARNERS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.booleans(),
        st.sampled_from([EnrolmentState.COMPLETED, EnrolmentState.COMPLETED, EnrolmentState.FAILED]),
        st.none() | st.sampled_from(list(PlacementGroup)),
    ),
    max_size=12,
)
QUOTAS = st.tuples(*[st.integers(0, 5)] * 3)


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@given(learners=LEARNERS, quotas=QUOTAS)
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_figures_lists_parts_and_wholes_agree(
    learners: list[tuple[int, bool, EnrolmentState, PlacementGroup | None]],
    quotas: tuple[int, int, int],
) -> None:
    with undone():
        tree = make_tree()
        units = [tree.commune, tree.other_commune, tree.department, tree.office]
        load(learners, dict(zip(units[:3], quotas, strict=True)), units, tree.school)
        then = by_unit(scope())
        merged = merge_communes(tree)
        reports = {one.name: one.run(scope()) for one in definitions() if one.open_cell is None}
        now = by_unit(scope(now=True))

    for report in (*reports.values(), now):
        assert_figures_match_their_lists(report)
    for report in (reports["plan-unit"], now):
        assert_parts_add_up(report)
    assert_table_adds_up(reports["placement"])
    assert reports["plan-unit"] == then
    assert now.total == then.total
    assert_moved_along(then, now, {tree.commune.pk, tree.other_commune.pk}, merged.pk)


def load(
    learners: list[tuple[int, bool, EnrolmentState, PlacementGroup | None]],
    quotas: dict[Unit, int],
    units: list[Unit],
    school: Unit,
) -> None:
    titles = [make_title(), make_title(kind=StaffKind.RESERVE_CADRE)]
    programme = make_programme(branch=Branch.TRAINING)
    if sum(quotas.values()):
        version = make_plan(school, first_year=2026)
        given_out = {unit: count for unit, count in quotas.items() if count}
        make_line(version, quotas=given_out, learners=sum(quotas.values()), programme_id=programme.pk)
        submit_and_approve(version)
    [loaded] = load_history(
        rows=[
            ClassRow(
                programme_id=programme.pk,
                host_id=school.pk,
                start_on=date(2026, 3, 2),
                end_on=date(2026, 5, 29),
                learners=[
                    LearnerRow(make_person(unit=units[place], title=titles[is_reserve]).pk, state=state)
                    for place, is_reserve, state, _ in learners
                ],
            )
        ],
        by=SYSTEM,
    )
    load_placements(
        rows=[
            PlacementRow(enrolment_id, group, date(2026, 6, 1))
            for enrolment_id, (_, _, state, group) in zip(loaded.enrolment_ids, learners, strict=True)
            if group is not None and state is EnrolmentState.COMPLETED
        ],
        by=SYSTEM,
    )


def assert_figures_match_their_lists(report: Report) -> None:
    for row in [*report.rows, *([report.total] if report.total else [])]:
        for figure in row.figures.values():
            if figure.amounts:
                assert (figure.value, len(figure.amounts)) == (sum(figure.amounts), len(figure.ids))
            elif figure.subject is not None:
                assert figure.value == len(set(figure.ids)) == len(figure.ids)


def assert_parts_add_up(report: Report) -> None:
    assert report.total is not None
    for key in ("planned_learners", "enrolled", "people", "completed", "certified"):
        outer = [row.figures[key] for row in report.rows if row.depth == 0]
        assert sum(int(figure.value or 0) for figure in outer) == report.total.figures[key].value
    for row in report.rows:
        if row.depth:
            whole = report.figure(row.key.split("-")[0], "enrolled")
            assert whole is not None
            assert set(row.figures["enrolled"].ids) <= set(whole.ids)


def assert_table_adds_up(report: Report) -> None:
    assert report.total is not None
    for row in [*report.rows, report.total]:
        *parts, whole = (row.figures[column.key].value for column in report.columns)
        assert sum(int(part or 0) for part in parts) == whole
    for column in report.columns:
        whole = report.total.figures[column.key].value
        assert sum(int(row.figures[column.key].value or 0) for row in report.rows) == whole


def assert_moved_along(then: Report, now: Report, merged: set[int], into: int) -> None:
    """What stood at the merged units stands at their successor, and everything else where it was."""

    expected: dict[str, set[int]] = {}
    for row in then.rows:
        *above, last = row.key.split("-")
        if last.isdigit() and int(last) in merged:
            last = str(into)
        expected.setdefault("-".join([*above, last]), set()).update(row.figures["enrolled"].ids)
    assert {row.key: set(row.figures["enrolled"].ids) for row in now.rows} == expected
