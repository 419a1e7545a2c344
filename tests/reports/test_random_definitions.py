"""For random records and random definitions: every cell is what plain counting finds, every list adds up to its cell,
and parts are their totals."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, reject, settings
from hypothesis import strategies as st

from tests.reports import brute_force
from tests.reports.random_records import FIRST, RandomRecords
from vun.common.errors import Problem
from vun.records.delivery.domain import EnrolmentState
from vun.records.people.domain import StaffKind
from vun.records.standards.domain import Branch, StudyMode, StudyPlace
from vun.reports.counting.opening import open_cell
from vun.reports.counting.running import run
from vun.reports.definitions.checking import check
from vun.reports.definitions.reading import read_layout
from vun.reports.model import Opened, Report, Scope, Units

pytestmark = pytest.mark.django_db

COURSE: dict[str, list[Any]] = {
    "branch": [member.value for member in Branch],
    "mode": [member.value for member in StudyMode],
    "place": [member.value for member in StudyPlace],
    "group": ["nhom_0", "nhom_1"],
    "host_level": ["province", "district"],
    "origin": ["new", "carried"],
}
POST: dict[str, list[Any]] = {
    "level": ["province", "commune", ""],
    "leader": [True, False],
    "sex": ["male", "female"],
    "minority": [True, False],
    "kind": [StaffKind.CADRE.value, StaffKind.CIVIL_SERVANT.value, StaffKind.COMMUNE_CADRE.value],
    "unit": ["TD", "QK", "SNV", "TDM"],
    "own_unit": ["QK", "SNV", "TDM", ""],
}
LEARNER = POST | {"state": [member.value for member in EnrolmentState]}
# What definitions are about: the fields all their conditions may ask, the measures these fit.
ABOUT: dict[str, tuple[dict[str, list[Any]], list[str]]] = {
    "learners": (LEARNER | COURSE, ["turns", "people"]),
    "classes": (COURSE, ["turns", "people", "classes", "spent"]),
    "posts": (POST, ["turns", "people", "staff", "mean_age"]),
}
NOT_ADDED = ("people", "mean_age")


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


CONDITIONS = {
    about: condition_st(fields, age=about != "classes") for about, (fields, _measures) in ABOUT.items()
}


@st.composite
def definition_st(draw: st.DrawFn) -> dict[str, Any]:
    """Rows by any field that fits, columns of every measure that does, either also made of the values found, values
    within values; formulas over them, one to three years."""
    about = draw(st.sampled_from(sorted(ABOUT)))
    fields, measures = ABOUT[about]
    where = CONDITIONS[about]
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

    def every(field: str, *parts: dict[str, Any]) -> dict[str, Any]:
        """A row for every value of a field, under a name of their own or not."""
        made = {"key": f"r{next(numbers)}", "label": draw(st.sampled_from(["", "x"])), "each": field}
        return {**made, "where": draw(where), **({"parts": list(parts)} if parts else {})}

    # A fact lies in several units, those above its own: they are no rows beside each other.
    name = draw(st.sampled_from(sorted(fields.keys() - {"unit"})))
    columns = [
        {"key": f"c{place}", "label": "c", "measure": draw(st.sampled_from(measures)), "where": draw(where)}
        for place in range(draw(st.integers(1, 3)))
    ]
    columns.append({"key": "group", "label": "g", "where": draw(where), "parts": [
        {"key": f"g{place}", "label": measure, "measure": measure} for place, measure in enumerate(measures)
    ]})  # fmt: skip
    counted = [f"g{place}" for place, measure in enumerate(measures) if measure != "mean_age"]
    pair = st.lists(st.sampled_from(counted), min_size=2, max_size=2)
    down, across, nested = draw(st.permutations(sorted(fields)))[:3]
    added = st.sampled_from([one for one in measures if one != "mean_age"])
    name_of_many = draw(st.sampled_from(["", "e"]))
    columns.append({"key": "e", "label": name_of_many, "each": across, "where": draw(where), "parts": [
        {"key": "e.a", "label": "a", "measure": draw(added)},
        {"key": "e.b", "label": "b", "share": ["e.a", "g0"]},
        {"key": "e.c", "label": "c", "each": nested, "measure": draw(added), "where": draw(where)},
        {"key": "e.d", "label": "d", "part": ["e.a"]},
    ]})  # fmt: skip
    columns += [
        {"key": "f.part", "label": "f", "part": [draw(st.sampled_from(counted))]},
        {"key": "f.sum", "label": "f", "sum": draw(pair)},
        {"key": "f.difference", "label": "f", "difference": draw(pair)},
        {"key": "f.share", "label": "f", "share": [draw(st.sampled_from([*counted, "f.difference"])), "g0"]},
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
        "years": draw(st.sampled_from([1, 1, 2, 3])),
        "change": draw(st.booleans()),
        "rows": [
            row(2),
            every(down, *([every(nested, row(0), row(0))] if draw(st.booleans()) else [])),
            {"key": "total", "label": "t", "total": True},
            split(name, fields[name]),
        ],
        "columns": columns,
    }


@pytest.mark.parametrize("seed", range(3))
def test_every_cell_is_what_plain_counting_finds(seed: int) -> None:
    records = RandomRecords(seed)

    @given(
        definition=definition_st(),
        units=st.sampled_from(list(Units)),
        below=st.sampled_from([None, None, "TD"]),
        data=st.data(),
    )
    # A definition that fails is told as drawn: the records are too many to count while it is made smaller.
    @settings(
        max_examples=50, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    def holds(definition: dict[str, Any], units: Units, below: str | None, data: st.DataObject) -> None:
        layout = read_layout(definition)
        try:
            check(layout)
        except Problem as problem:
            if problem.code != "reports.divided_by_zero":
                raise
            # A share of what can never be: such a definition is rightly refused.
            reject()
        scope = records.scope(units, below)
        behind = behind_cells(records, definition, scope, below)

        report = run(layout, scope)

        assert figures(report) == expected_of(definition, behind)
        cells = sorted((row, column, year) for year in behind for row, column in behind[year].cells)
        for row, column, year in data.draw(
            st.lists(st.sampled_from(cells), min_size=1, max_size=4, unique=True)
        ):
            found = behind[year].cells[row, column]
            is_people = behind[year].measures[column] == "people"
            ids = {fact["person" if is_people else "id"] for fact in found}
            assert listed(open_cell(layout, scope, row, at(column, year))) == ids
        assert_parts_are_totals(definition, report, behind[FIRST.year].measures)

    holds()


Behind = dict[int, brute_force.Counted]


def behind_cells(
    records: RandomRecords, definition: dict[str, Any], scope: Scope, below: str | None
) -> Behind:
    """By year the facts behind every cell."""
    years = range(FIRST.year - definition["years"] + 1, FIRST.year + 1)
    return {
        year: brute_force.counted(definition, records.facts(year, definition["rule"], scope.units, below))
        for year in years
    }


def expected_of(definition: dict[str, Any], behind: Behind) -> dict[tuple[str, str], Any]:
    """What the report shows: each year's figures, and the change from the last year but one.

    Of a row or column that only other years have, nothing is counted and nothing computed.
    """
    rows = dict.fromkeys(row for one in behind.values() for row, _ in one.cells)
    measures = {column: name for one in behind.values() for column, name in one.measures.items()}
    formulas = dict.fromkeys(column for one in behind.values() for column in one.formulas)
    expected: dict[tuple[str, str], Any] = {}
    by_year: dict[int, dict[tuple[str, str], Any]] = {}
    for year, one in behind.items():
        counted: dict[tuple[str, str], Any] = {
            key: brute_force.figure(one.measures[key[1]], facts) for key, facts in one.cells.items()
        }
        in_row = {
            row: {column: counted[row, column] for column in one.measures if (row, column) in counted}
            for row in rows
        }
        own = {
            (row, column): counted.get((row, column), None if name == "mean_age" else 0)
            for row in rows
            for column, name in measures.items()
        }
        for row in rows:
            for key in formulas:
                is_there = key in one.formulas and in_row[row]
                own[row, key] = _computed(one, key, row, in_row) if is_there else None
        by_year[year] = own
        expected |= {(row, at(column, year)): value for (row, column), value in own.items()}
    if definition["change"] and len(behind) > 1:
        now, before = by_year[FIRST.year], by_year[FIRST.year - 1]
        for (row, column), value in now.items():
            last = before[row, column]
            expected[row, f"{column}@change"] = None if value is None or last is None else value - last
    return expected


def _computed(one: brute_force.Counted, key: str, row: str, in_row: dict[str, dict[str, Any]]) -> Any:
    """Formulas may rest on others."""
    formula = one.formulas[key]
    rests_on = [
        name for name in (*formula.get("share", ()), *formula.get("ratio", ())) if name in one.formulas
    ]
    values = {**in_row[row], **{name: _computed(one, name, row, in_row) for name in rests_on}}
    return brute_force.reckoned(formula, values, in_row["total"])


def at(column: str, year: int) -> str:
    return column if year == FIRST.year else f"{column}@{year}"


def figures(report: Report) -> dict[tuple[str, str], Any]:
    rows = [*report.rows, *([report.total] if report.total else [])]
    return {(row.key, key): figure.value for row in rows for key, figure in row.figures.items()}


def listed(opened: Opened) -> set[int]:
    if opened.rows is None:
        return set(opened.ids)
    found = list(opened.rows.values_list("pk", flat=True))
    assert len(found) == len(set(found))
    return set(found)


def assert_parts_are_totals(definition: dict[str, Any], report: Report, measures: dict[str, str]) -> None:
    whole = definition["rows"][-1]
    for column, measure in measures.items():
        if measure not in NOT_ADDED:
            parts = [report.figure(part["key"], column) for part in whole["parts"]]
            total = report.figure(whole["key"], column)
            assert total is not None
            assert sum(int(part.value or 0) for part in parts if part) == total.value
