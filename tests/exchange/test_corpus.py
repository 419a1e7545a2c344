"""Every file of the corpus, each a thing real offices do, has the outcome written down beside it."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.exchange.sheets import ON, SYSTEM
from tests.factories.delivery import make_class, make_learner, make_open_class, make_session
from tests.factories.funding import make_source
from tests.factories.orgs import make_root, make_unit
from tests.factories.people import make_person
from tests.factories.plans import make_line, make_plan
from vun.common.errors import Problem
from vun.exchange.preparing import prepare, read
from vun.records.delivery.domain import DayPart
from vun.records.orgs.domain import ChangeKind, UnitLevel
from vun.records.orgs.models import Unit
from vun.records.people import catalogue as people_catalogue
from vun.records.people.models import Person
from vun.records.people.operations import reorganise
from vun.records.standards import catalogue as standards_catalogue
from vun.records.standards.models import Programme

pytestmark = pytest.mark.django_db

CORPUS = Path(__file__).parent.parent / "data" / "sheets"
EXPECTED: dict[str, Any] = yaml.safe_load((CORPUS / "expected.yaml").read_text(encoding="utf-8"))
NO_FILES = {
    "make_files.py",
    "make_office_files.py",
    "make_school_files.py",
    "expected.yaml",
    "README.md",
    "__pycache__",
}


@pytest.fixture
def registry() -> None:
    """A small province: two departments, an office within one, communes with like names and one merged, two people."""
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
    heir = make_unit("Xã Hồng Thái", parent=root, code="X03", level=UnitLevel.COMMUNE)
    former = make_unit("Xã Hòa Bình", parent=root, code="X04", level=UnitLevel.COMMUNE)
    reorganise(kind=ChangeKind.MERGED, units=[former], into=[heir], on=date(2025, 7, 1), by=SYSTEM)
    an = make_person("Nguyễn Văn An", national_id="020080000011")
    binh = make_person("Trần Thị Bình", sex="female")
    chi = make_person("Lê Thị Chi", sex="female")
    _school(root, [an, binh, chi])


def _school(root: Unit, learners: list[Person]) -> None:
    """A plan of the year, a class that runs with its sessions, one that begins, and where money comes from."""
    make_source("Ngân sách tỉnh - sự nghiệp đào tạo", code="province_training")
    make_source("Ngân sách trung ương", code="central_budget")
    school = make_unit("Trường Chính trị tỉnh", parent=root, code="TCT")
    version = make_plan(root, code="KH-2026")
    make_line(version, title="Trung cấp lý luận chính trị (hệ tập trung)", learners=6)
    make_line(version, title="Kiến thức quốc phòng và an ninh", learners=2)
    programme = Programme.objects.get(code="LLCT-TC-TT/2021")
    running = make_open_class(
        programme,
        school,
        name="Trung cấp LLCT K15",
        code="TC-K15",
        start_on=date(2026, 3, 2),
        end_on=date(2027, 1, 8),
    )
    for learner in learners:
        make_learner(running, learner)
    for on in (date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)):
        make_session(running, on)
    make_session(running, date(2026, 3, 2), DayPart.AFTERNOON)
    make_class(Programme.objects.get(code="KNS/2022"), school, name="Kỹ năng số K2", code="KNS-K2")


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
