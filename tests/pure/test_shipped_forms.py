"""The shipped forms against the shipped catalogues: what they name exists, whatever there is stands in one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import vun
from vun.records.people.domain import StaffKind
from vun.records.standards.domain import Branch, StudyPlace
from vun.reports.definitions.conditions import Condition, OneOf
from vun.reports.definitions.layout import Layout, lines
from vun.reports.shipped import NAMES, shipped

ROOT = Path(vun.__file__).parent / "records"


IN_COUNTRY = ("llct", "qlnn", "ld", "kn", "qp", "nn", "th", "tdt", "dd", "hn", "kh", "cm")


def load(path: str) -> Any:
    return yaml.load((ROOT / path).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


TITLES = load("people/data/titles.yaml")
SCALES = load("standards/data/scales.yaml")["scales"]
PROGRAMMES = load("standards/data/programmes.yaml")
LEVELS = {level["code"]: scale["code"] for scale in SCALES for level in scale["levels"]}
RANKS = load("people/data/ranks.yaml")["ranks"]
FUNDS = [source["code"] for source in load("funding/data/fund_sources.yaml")["fund_sources"]]
KNOWN = {
    "title": {title["code"] for title in TITLES["titles"]},
    "title_group": {group["code"] for group in TITLES["groups"]},
    "rank": {rank["code"] for rank in RANKS},
    "grants": set(LEVELS),
    "degree": {level for level, scale in LEVELS.items() if scale == "professional"},
    "theory": {level for level, scale in LEVELS.items() if scale == "political_theory"},
    "academic": {level for level, scale in LEVELS.items() if scale == "academic_title"},
    "group": {group["code"] for group in PROGRAMMES["groups"]},
    "programme": {programme["code"].partition("/")[0] for programme in PROGRAMMES["programmes"]},
    "fund": set(FUNDS),
}


def asked(layout: Layout) -> Iterator[tuple[str, Any]]:
    """Every field and value a condition of the layout names."""
    conditions = [
        layout.where,
        *(line.where for line in lines(layout)),
        *(one.where for one in layout.leaves()),
    ]
    for condition in conditions:
        for case in condition.cases:
            for field, limit in case:
                if isinstance(limit, OneOf):
                    yield from ((field, value) for value in limit.values)


def accepting(parts: dict[str, Condition], **fact: Any) -> list[str]:
    """The keys of the parts that count the fact; what it does not tell is never asked."""
    return [key for key, where in parts.items() if where.holds(fact)]


@pytest.mark.parametrize("name", NAMES)
def test_a_form_names_nothing_the_catalogues_do_not_have(name: str) -> None:
    unknown = {
        (field, value) for field, value in asked(shipped(name)) if value not in KNOWN.get(field, {value})
    }
    assert unknown == set()


def test_every_rank_stands_in_one_row_of_form_8b_for_whom_it_is() -> None:
    rows = {line.key: line.where for line in lines(shipped("bieu-8b-btctw")) if line.key[:2] in ("3.", "4.")}
    placed = {
        (kind, rank["code"]): accepting(rows, kind=kind, rank=rank["code"])
        for rank in RANKS
        for kind in (StaffKind.CIVIL_SERVANT.value, StaffKind.PUBLIC_EMPLOYEE.value)
        if kind in rank["kinds"]
    }
    assert {key: found for key, found in placed.items() if len(found) != 1} == {}
    assert {found[0] for found in placed.values()} == set(rows)


@pytest.mark.parametrize("name", ["noi-vu-1", "noi-vu-2"])
def test_every_rank_stands_in_one_row_of_the_home_affairs_tables(name: str) -> None:
    rows = {
        line.key: line.where
        for line in lines(shipped(name))
        if line.key.startswith(("I.2.", "IV.")) and not line.row.is_other
    }
    without = {
        (kind, rank["code"])
        for rank in RANKS
        for kind in (StaffKind.CIVIL_SERVANT.value, StaffKind.PUBLIC_EMPLOYEE.value)
        if kind in rank["kinds"]
        and not accepting(
            rows, kind=kind, rank=rank["code"], leader=False, level="province", title="x", programme="x"
        )
    }
    # Class V is no row of these tables: with what has no class.
    assert without == {("public_employee", "CDNN.5"), ("public_employee", "01.005")}


@pytest.mark.parametrize(
    ("name", "place", "branch", "sections"),
    [
        ("noi-vu-1", StudyPlace.IN_COUNTRY, "", IN_COUNTRY),
        ("noi-vu-2", StudyPlace.ABROAD, Branch.FOSTERING, ("nd",)),
        ("noi-vu-2", StudyPlace.ABROAD, Branch.TRAINING, ("dt", "sdh")),
    ],
)  # fmt: skip
def test_every_programme_stands_in_one_column_of_what_is_learnt(
    name: str, place: StudyPlace, branch: str, sections: tuple[str, ...]
) -> None:
    layout = shipped(name)
    columns = {
        leaf.key: layout.where & leaf.where
        for leaf in layout.leaves()
        if leaf.key.partition(".")[0] in sections
    }
    told = Counter(
        len(
            accepting(
                columns,
                place=place.value,
                branch=programme["branch"],
                group=programme["group"],
                grants=programme.get("grants", ""),
            )
        )
        for programme in PROGRAMMES["programmes"]
        if branch in ("", programme["branch"])
    )
    assert set(told) == {1}


def test_every_source_of_money_stands_in_one_row() -> None:
    rows = {
        line.key: line.where
        for line in lines(shipped("noi-vu-3"))
        if not line.row.parts and not line.row.is_other and not line.row.is_total
    }
    assert [accepting(rows, fund=fund) for fund in FUNDS if len(accepting(rows, fund=fund)) != 1] == []
    assert {accepting(rows, fund=fund)[0] for fund in FUNDS} == set(rows)
