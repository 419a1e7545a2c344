"""For random records and random definitions: every cell is what plain counting finds, every list adds up to its cell,
and parts are their totals."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from tests.factories.delivery import make_people
from tests.factories.funding import make_source
from tests.factories.orgs import Tree, make_tree
from tests.factories.plans import SYSTEM
from tests.factories.reports import scope
from tests.factories.standards import make_programme
from tests.reports import brute_force
from vun.common.errors import Problem
from vun.records.delivery.domain import (
    ClassRow,
    ClassState,
    CostKind,
    CostRow,
    EnrolmentState,
    LearnerRow,
    Snapshot,
)
from vun.records.delivery.models import ClassCost
from vun.records.delivery.operations import load_history
from vun.records.people.domain import PostGroup, Sex, StaffKind
from vun.records.people.models import Person
from vun.records.standards.domain import Branch, StudyMode, StudyPlace
from vun.reports.counting.opening import open_cell
from vun.reports.counting.running import run
from vun.reports.definitions.checking import check
from vun.reports.definitions.reading import read_layout
from vun.reports.model import Opened, Report

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
UNITS = ("commune", "other_commune", "department", "office", None)
KINDS = (StaffKind.CADRE, StaffKind.CIVIL_SERVANT, StaffKind.COMMUNE_CADRE)
COURSE = {
    "branch": [member.value for member in Branch],
    "mode": [member.value for member in StudyMode],
    "place": [member.value for member in StudyPlace],
    "group": ["nhom_0", "nhom_1"],
    "host_level": ["province", "district"],
    "origin": ["new", "carried"],
}
LEARNER = {
    "level": ["province", "commune", ""],
    "leader": [True, False],
    "sex": ["male", "female"],
    "minority": [True, False],
    "kind": [kind.value for kind in KINDS],
    "state": [member.value for member in EnrolmentState],
    "unit": ["TD", "QK", "SNV"],
    "own_unit": ["QK", "SNV", ""],
}

PEOPLE = 6
learner_st = st.fixed_dictionaries(
    {
        "person": st.integers(0, PEOPLE - 1),
        "unit": st.sampled_from(UNITS),
        "leader": st.booleans(),
        "sex": st.sampled_from(list(Sex)),
        "minority": st.booleans(),
        "kind": st.sampled_from(KINDS),
        "age": st.integers(25, 60),
        "state": st.sampled_from(list(EnrolmentState)),
        "late": st.integers(0, 40),
    }
)
class_st = st.fixed_dictionaries(
    {
        "programme": st.integers(0, 2),
        "start": st.integers(-60, 380),
        "days": st.integers(0, 90),
        "mode": st.sampled_from(list(StudyMode)),
        "place": st.sampled_from(list(StudyPlace)),
        "host": st.sampled_from(["school", "district"]),
        "state": st.sampled_from(
            [ClassState.FINISHED, ClassState.FINISHED, ClassState.OPEN, ClassState.CANCELLED]
        ),
        "learners": st.lists(learner_st, max_size=5, unique_by=lambda learner: learner["person"]),
        "costs": st.lists(st.tuples(st.integers(1, 9), st.integers(-20, 380)), max_size=2),
    }
)


def condition_st(fields: dict[str, list[Any]], *, age: bool) -> st.SearchStrategy[dict[str, Any]]:
    one = st.sampled_from(sorted(fields)).flatmap(
        lambda name: st.lists(st.sampled_from(fields[name]), min_size=1, max_size=2, unique=True).map(
            lambda values: {name: values}
        )
    )
    if age:
        bounds = st.tuples(st.integers(20, 62), st.integers(20, 62)).map(sorted)
        one |= bounds.map(lambda pair: {"age": {"from": pair[0], "to": pair[1]}})
    both = st.lists(one, max_size=2).map(
        lambda parts: {key: value for part in parts for key, value in part.items()}
    )
    return (
        both
        | one.map(lambda part: {"not": part})
        | st.lists(one, min_size=1, max_size=2).map(lambda parts: {"any": parts})
    )


@st.composite
def definition_st(draw: st.DrawFn) -> dict[str, Any]:
    """Rows of both kinds of fields over people, or of class fields over people, classes and money."""
    is_of_people = draw(st.booleans())
    where = condition_st(LEARNER | COURSE, age=True) if is_of_people else condition_st(COURSE, age=False)
    numbers = iter(range(1000))

    def row(deep: int) -> dict[str, Any]:
        made = {"key": f"r{next(numbers)}", "label": "x", "where": draw(where)}
        if deep and draw(st.booleans()):
            made["parts"] = [row(deep - 1) for _ in range(draw(st.integers(1, 3)))]
            made["parts"].append({"key": f"r{next(numbers)}", "label": "khác", "other": True})
        return made

    def split(field: str, values: list[Any]) -> dict[str, Any]:
        parts = [
            {"key": f"r{next(numbers)}", "label": str(value), "where": {field: value}} for value in values
        ]
        return {
            "key": f"r{next(numbers)}",
            "label": "split",
            "where": draw(where),
            "exclusive": True,
            "parts": [*parts, {"key": f"r{next(numbers)}", "label": "khác", "other": True}],
        }

    fields = COURSE | ({"level": LEARNER["level"]} if is_of_people else {})
    name = draw(st.sampled_from(sorted(fields)))
    measures = ["turns", "people"] if is_of_people else ["turns", "people", "classes", "spent"]
    columns = [
        {"key": f"c{place}", "label": "c", "measure": draw(st.sampled_from(measures)), "where": draw(where)}
        for place in range(draw(st.integers(1, 3)))
    ]
    columns.append({"key": "group", "label": "g", "where": draw(where), "parts": [
        {"key": f"g{place}", "label": measure, "measure": measure} for place, measure in enumerate(measures)
    ]})  # fmt: skip
    counted = [f"g{place}" for place in range(len(measures))] + ["c0"]
    pair = st.lists(st.sampled_from(counted), min_size=2, max_size=2)
    columns += [
        {"key": "f.sum", "label": "f", "sum": draw(pair)},
        {"key": "f.difference", "label": "f", "difference": draw(pair)},
        {"key": "f.share", "label": "f", "share": [draw(st.sampled_from([*counted, "f.difference"])), "c0"]},
        {
            "key": "f.cut",
            "label": "f",
            "ratio": [*draw(pair)[:1], draw(st.integers(1, 7))],
            "rounding": "cut",
        },
    ]
    return {
        "name": "random",
        "title": "Ngẫu nhiên",
        "where": draw(where),
        "rule": draw(st.sampled_from(["admitted", "studying", "completed", "certified"])),
        "twins": False,
        "rows": [*(row(2) for _ in range(draw(st.integers(1, 2)))), split(name, fields[name])],
        "columns": columns,
    }


@given(classes=st.lists(class_st, min_size=1, max_size=5), definition=definition_st(), data=st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_cell_is_what_plain_counting_finds(
    classes: list[dict[str, Any]], definition: dict[str, Any], data: st.DataObject
) -> None:
    layout = read_layout(definition)
    try:
        check(layout)
    except Problem as problem:
        if problem.code != "reports.divided_by_zero":
            raise
        # A share of what can never be: such a definition is rightly refused.
        reject()
    with transaction.atomic():
        facts = load(classes, definition["rule"])
        report, behind = run(layout, scope()), brute_force.cells(definition, facts)
        measures = brute_force.measures(definition)

        expected: dict[tuple[str, str], Any] = {
            key: brute_force.figure(measures[key[1]], own) for key, own in behind.items()
        }
        for key, formula in brute_force.formulas(definition).items():
            for row in {row for row, _ in behind}:
                values = {column: value for (one, column), value in expected.items() if one == row}
                expected[row, key] = brute_force.reckoned(formula, values)
        assert figures(report) == expected
        opened = data.draw(st.lists(st.sampled_from(sorted(behind)), min_size=1, max_size=8, unique=True))
        for row, column in opened:
            found = behind[row, column]
            ids = {fact["person" if measures[column] == "people" else "id"] for fact in found}
            assert listed(open_cell(layout, scope(), row, column)) == ids
        assert_parts_are_totals(definition, report, measures)
        transaction.set_rollback(True)


def figures(report: Report) -> dict[tuple[str, str], Any]:
    return {(row.key, key): figure.value for row in report.rows for key, figure in row.figures.items()}


def listed(opened: Opened) -> set[int]:
    if opened.rows is None:
        return set(opened.ids)
    found = list(opened.rows.values_list("pk", flat=True))
    assert len(found) == len(set(found))
    return set(found)


def assert_parts_are_totals(definition: dict[str, Any], report: Report, measures: dict[str, str]) -> None:
    whole = definition["rows"][-1]
    for column, measure in measures.items():
        if measure != "people":
            parts = [report.figure(part["key"], column) for part in whole["parts"]]
            total = report.figure(whole["key"], column)
            assert total is not None
            assert sum(int(part.value or 0) for part in parts if part) == total.value


LINEAGES: dict[str | None, tuple[str, ...]] = {
    "commune": ("MS", "TD", "QK"),
    "other_commune": ("MS", "TD", "DD"),
    "department": ("MS", "SNV"),
    "office": ("MS", "SNV", "VPSNV"),
    None: (),
}
LEVELS = {"commune": "commune", "other_commune": "commune", "department": "province", "office": "province"}
PROGRAMMES = (("training", "nhom_0"), ("training", "nhom_1"), ("fostering", "nhom_1"))


def load(classes: list[dict[str, Any]], rule: str) -> dict[str, list[dict[str, Any]]]:
    """Write the records, and tell the same facts as plain dictionaries."""
    tree, people, source = make_tree(), make_people(PEOPLE), make_source()
    programmes = [
        make_programme(branch=Branch(branch), group=group.replace("_", " ")) for branch, group in PROGRAMMES
    ]
    facts: dict[str, list[dict[str, Any]]] = {"participations": [], "classes": [], "spent": []}
    rows = []
    for one in classes:
        start = FIRST + timedelta(days=one["start"])
        end = start + timedelta(days=one["days"])
        rows.append(
            ClassRow(
                programme_id=programmes[one["programme"]].pk,
                host_id=getattr(tree, one["host"]).pk,
                start_on=start,
                end_on=end,
                mode=one["mode"],
                place=one["place"],
                state=one["state"],
                learners=[learner_row(learner, tree, people, start, end) for learner in one["learners"]],
                costs=[
                    CostRow(CostKind.SPENT, source.code, "Chi", amount, FIRST + timedelta(days=day))
                    for amount, day in one["costs"]
                ],
            )
        )
    for one, row, loaded in zip(classes, rows, load_history(rows=rows, by=SYSTEM), strict=True):
        if one["state"] is ClassState.CANCELLED:
            continue
        branch, group = PROGRAMMES[one["programme"]]
        course = {
            "branch": branch,
            "group": group,
            "mode": one["mode"].value,
            "place": one["place"].value,
            "host_level": "district" if one["host"] == "district" else "province",
            "origin": "carried" if row.start_on < FIRST else "new",
        }
        if class_counts(one["state"], row.start_on, row.end_on, rule):
            facts["classes"].append(course | {"id": loaded.class_id})
        costs = ClassCost.objects.filter(training_class_id=loaded.class_id)
        for (amount, day), cost in zip(one["costs"], costs.order_by("pk"), strict=True):
            if day in range(365):
                facts["spent"].append(course | {"amount": amount, "id": cost.pk})
        for learner, told, enrolment_id in zip(
            one["learners"], row.learners, loaded.enrolment_ids, strict=True
        ):
            if participation_counts(told, row.start_on, row.end_on, rule):
                lineage = LINEAGES[learner["unit"]]
                facts["participations"].append(
                    course
                    | {
                        "id": enrolment_id,
                        "person": told.person_id,
                        "unit": lineage,
                        "own_unit": lineage[-1] if lineage else "",
                        "level": LEVELS.get(learner["unit"], ""),
                        "leader": learner["leader"],
                        "sex": learner["sex"].value,
                        "minority": learner["minority"],
                        "kind": learner["kind"].value,
                        "age": learner["age"],
                        "state": learner["state"].value,
                    }
                )
    return facts


def learner_row(
    learner: dict[str, Any], tree: Tree, people: list[Person], start: date, end: date
) -> LearnerRow:
    unit = getattr(tree, learner["unit"]) if learner["unit"] else None
    is_completed = learner["state"] is EnrolmentState.COMPLETED
    later = end + timedelta(days=learner["late"])
    return LearnerRow(
        people[learner["person"]].pk,
        enrolled_on=start,
        state=learner["state"],
        completed_on=later if is_completed else None,
        certified_on=later + timedelta(days=10) if is_completed and learner["late"] % 2 else None,
        dropped_on=start if learner["state"] is EnrolmentState.DROPPED else None,
        drop_reason="ốm" if learner["state"] is EnrolmentState.DROPPED else "",
        snapshot=Snapshot(
            learner["sex"],
            learner["minority"],
            learner["age"],
            unit_id=unit.pk if unit else None,
            level=unit.level if unit else "",
            block=unit.block if unit else "",
            kind=learner["kind"],
            is_leader=learner["leader"],
            post_group=PostGroup.PROVINCE_STAFF,
        ),
    )


def class_counts(state: ClassState, start: date, end: date, rule: str) -> bool:
    if rule == "admitted":
        return FIRST <= start <= LAST
    if rule == "studying":
        return start <= LAST and end >= FIRST
    return FIRST <= end <= LAST and state is ClassState.FINISHED


def participation_counts(told: LearnerRow, start: date, end: date, rule: str) -> bool:
    if rule == "admitted":
        return FIRST <= start <= LAST
    if rule == "studying":
        left = [day for day in (told.completed_on, told.dropped_on) if day is not None]
        return start <= LAST and end >= FIRST and all(day >= FIRST for day in left)
    day = told.completed_on if rule == "completed" else told.certified_on
    return day is not None and FIRST <= day <= LAST
