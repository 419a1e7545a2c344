"""Every file of the corpus, each a thing real offices do, has the outcome written down beside it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.exchange.sheets import ON, SYSTEM
from tests.factories.orgs import make_root, make_unit
from tests.factories.people import make_person
from vun.common.errors import Problem
from vun.exchange.preparing import prepare, read
from vun.records.orgs.domain import UnitLevel
from vun.records.people import catalogue as people_catalogue
from vun.records.standards import catalogue as standards_catalogue

pytestmark = pytest.mark.django_db

CORPUS = Path(__file__).parent.parent / "data" / "sheets"
EXPECTED: dict[str, Any] = yaml.safe_load((CORPUS / "expected.yaml").read_text(encoding="utf-8"))
NO_FILES = {"make_files.py", "expected.yaml", "README.md"}


@pytest.fixture
def registry() -> None:
    """A small province: two departments, an office within one, two communes with like names, two people."""
    people_catalogue.load_catalogues(by=SYSTEM)
    standards_catalogue.load_catalogues(by=SYSTEM)
    root = make_root("Tỉnh Mẫu Sơn")
    home = make_unit("Sở Nội vụ", parent=root, code="SNV")
    finance = make_unit("Sở Tài chính", parent=root, code="STC")
    make_unit("Văn phòng", parent=home, code="SNV-VP")
    make_unit("Văn phòng", parent=finance, code="STC-VP")
    make_unit("Phòng Tổng hợp", parent=home, code="SNV-TH")
    make_unit("Xã Tân Lập", parent=root, code="X01", level=UnitLevel.COMMUNE)
    make_unit("Xã Tân Lạc", parent=root, code="X02", level=UnitLevel.COMMUNE)
    make_person("Nguyễn Văn An", national_id="020080000011")
    make_person("Trần Thị Bình", sex="female")


def outcome(path: Path, kind: str) -> dict[str, Any]:
    """What becomes of a file: the problem that hinders reading it, or the rows and what was told of them."""
    try:
        difference = prepare(kind, read(path.name, path.read_bytes()), by=SYSTEM, on=ON)
    except Problem as problem:
        return {"problem": problem.code}
    rows: dict[str, list[str]] = {}
    for verdict in difference.verdicts:
        place = str(verdict.row.number)
        if len({each.row.table.sheet for each in difference.verdicts}) > 1:
            place = f"{verdict.row.table.sheet}!{place}"
        rows.setdefault(verdict.outcome.value, []).append(place)
    found: dict[str, Any] = {"rows": {name: " ".join(places) for name, places in rows.items()}}
    for key, remarks in (("errors", difference.errors), ("warnings", difference.warnings)):
        told = [f"{remark.column}{remark.row or ''} {remark.problem.code}".strip() for remark in remarks]
        if told:
            found[key] = told
    return found


def test_every_file_has_an_outcome_written_down() -> None:
    assert {path.name for path in CORPUS.iterdir()} - NO_FILES == set(EXPECTED)
    assert len(EXPECTED) >= 60


def test_every_file_becomes_what_is_written_down(registry: None) -> None:
    found, slow = {}, {}
    for name, expected in EXPECTED.items():
        kind = {"kind": expected["kind"]} if "kind" in expected else {}
        began = time.perf_counter()
        found[name] = kind | outcome(CORPUS / name, expected.get("kind", "people"))
        if (taken := time.perf_counter() - began) > 5:
            slow[name] = taken

    assert found == EXPECTED
    assert slow == {}
