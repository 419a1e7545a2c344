"""``vun export``: what is on record into a file, templates, and what it says when it cannot."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.factories.delivery import make_learner
from tests.factories.orgs import make_root, make_unit
from tests.factories.people import make_appointment, make_person
from vun.exchange.out.exports import EXPORTS
from vun.faces.cli.main import main

pytestmark = pytest.mark.django_db


def exported(out: Path, *arguments: str) -> list[list[object]]:
    assert main(["export", *arguments, "--out", str(out)]) == 0
    return CalamineWorkbook.from_path(str(out)).get_sheet_by_index(0).to_python()


def test_one_unit_is_written_and_a_template_has_headings_only(tmp_path: Path) -> None:
    make_root()
    health, finance = make_unit("Sở Y tế", code="SYT"), make_unit("Sở Tài chính", code="STC")
    make_appointment(make_person("Nông Thị An"), health)
    make_appointment(make_person("Vi Văn Dũng"), finance)
    rows = exported(tmp_path / "a.xlsx", "roster", "--unit", "SYT", "--on", "2026-06-30")
    assert [row[1] for row in rows[4:]] == ["Nông Thị An"]
    template = exported(tmp_path / "b.xlsx", "people", "--template")
    assert (template[3][0], len(template)) == ("Họ và tên", 4)
    assert main(["export", "training-record", "--out", str(tmp_path / "c.json")]) == 0
    assert json.loads((tmp_path / "c.json").read_text())["people"] == []


def test_a_class_is_named_by_its_code(tmp_path: Path) -> None:
    make_root()
    learner = make_learner(score="8")
    rows = exported(tmp_path / "a.xlsx", "grade-sheet", "--class", learner.training_class.code)
    assert learner.person.full_name in rows[4]


def test_the_list_names_every_export(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The command makes a data directory of its own, and is a process of its own elsewhere.
    monkeypatch.setenv("VUN_DATA_DIR", os.environ["VUN_DATA_DIR"])
    assert main(["export", "--list"]) == 0
    printed = capsys.readouterr().out
    assert [export.name for export in EXPORTS if export.name not in printed] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing", "--out", "a.xlsx"], "Không có loại nothing"),
        (["people", "--out", "a.exe"], ".exe"),
        (["people"], "vun export people --out"),
        (["roster", "--template", "--out", "a.xlsx"], "không có tệp mẫu"),
        (["people", "--template", "--out", "a.csv"], ".xlsx"),
        (["class-roster", "--out", "a.xlsx"], "--class"),
        (["class-roster", "--class", "X", "--out", "a.xlsx"], "Không có lớp mã X"),
        (["people", "--out", "no/such/folder/a.xlsx"], "a.xlsx"),
    ],
)
def test_what_cannot_be_written_is_told_and_leaves_nothing(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    make_root()
    monkeypatch.chdir(tmp_path)
    assert main(["export", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
