"""``vun report``: what is written, and what is said when it cannot be."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook

from tests.factories.reports import TrainingYear, make_training_year, merge_communes
from vun.faces.cli.main import main

pytestmark = pytest.mark.django_db
Said = tuple[int, str, str]
Vun = Callable[..., Said]


@pytest.fixture
def vun(capsys: pytest.CaptureFixture[str]) -> Vun:
    """Runs the command; gives its exit code and what it wrote to both streams."""

    def run(*arguments: object) -> Said:
        with translation.override("vi"):
            try:
                code = main([str(argument) for argument in arguments])
            except SystemExit as exit_:
                code = int(str(exit_.code))
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def year() -> TrainingYear:
    return make_training_year()


def run_2026(vun: Vun, name: str, out: Path, *more: str) -> Said:
    return vun("report", "run", name, "--from", "2026-01-01", "--to", "2026-12-31", "--out", out, *more)


def test_the_list_names_every_report_and_its_question(vun: Vun) -> None:
    code, out, _ = vun("report", "list")

    assert code == 0
    assert [line.split()[0] for line in out.splitlines()[::2]] == [
        *("plan-programme", "plan-unit", "standard-share", "standard-bridge", "placement"),
        *("ke-hoach-ket-qua", "ke-hoach-khoi-cap", "don-vi-cu", "huyen-trong-tinh", "truoc-va-sau"),
        *("lop-va-kinh-phi", "nhieu-nam", "bieu-10-btctw", "bieu-8b-btctw"),
        *("bieu-9a-btctw", "bieu-9b-btctw", "bieu-9c-btctw", "noi-vu-1", "noi-vu-2", "noi-vu-3"),
    ]
    assert "Đơn vị nào đã cử đủ chỉ tiêu, đơn vị nào còn thiếu?" in out


def test_a_report_is_written_in_the_format_of_the_suffix(
    vun: Vun, year: TrainingYear, tmp_path: Path
) -> None:
    for suffix in ("json", "csv", "XLSX"):
        out = tmp_path / f"report.{suffix}"
        assert run_2026(vun, "plan-unit", out) == (0, f"{out}\n", "")

    document = json.loads((tmp_path / "report.json").read_text())
    assert document["subtitle"] == "01/01/2026 – 31/12/2026"
    assert document["totals"] == ["Tổng cộng", 5, 5, 100, 4, 5, 2]
    assert (tmp_path / "report.csv").read_text(encoding="utf-8-sig").splitlines()[
        -1
    ] == "Tổng cộng,5,5,100.00,4,5,2"
    sheet = CalamineWorkbook.from_path(str(tmp_path / "report.XLSX")).get_sheet_by_index(0).to_python()
    assert ["Tổng cộng", 5, 5, 1, 4, 5, 2] in sheet


def test_units_of_now_and_one_unit_are_asked_for_by_code(
    vun: Vun, year: TrainingYear, tmp_path: Path
) -> None:
    merge_communes(year.tree)
    out = tmp_path / "report.json"

    run_2026(vun, "plan-unit", out, "--unit", "TDM", "--units", "now")
    now = json.loads(out.read_text())["totals"]
    run_2026(vun, "plan-unit", out, "--unit", "TDM", "--units", "then")
    then = json.loads(out.read_text())["totals"]

    assert (now, then) == (["Tổng cộng", 3, 3, 100, 2, 3, 1], ["Tổng cộng", 0, 0, None, 0, 0, 0])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nothing", "--to", "2026-12-31", "--out", "a.csv"], "plan-programme, plan-unit, standard-share, standard-"),
        (["plan-unit", "--to", "2026-12-31", "--out", "a.odt"], "phải có đuôi .xlsx, .csv, .json, .pdf, .docx"),
        (["plan-unit", "--to", "2025-12-31", "--out", "a.csv"], "Ngày cuối kỳ 31/12/2025 sớm hơn"),
        (["plan-unit", "--to", "2026-12-31", "--out", "a.csv", "--unit", "ABC"], "Không có đơn vị nào mang mã ABC"),
        (["plan-unit", "--to", "31/13/2026", "--out", "a.csv"], "“31/13/2026” không phải một ngày"),
        (["plan-unit", "--to", "2026-12-31", "--out", "no/such/a.csv"], "Không ghi được tệp"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_with_exit_2_and_no_file(
    vun: Vun,
    year: TrainingYear,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)

    code, out, err = vun("report", "run", *arguments, "--from", "2026-01-01")

    assert (code, out) == (2, "")
    assert words in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("suffix", "start"), [("pdf", b"%PDF-1.7"), ("docx", b"PK")])
def test_a_report_is_laid_out_on_paper_in_vietnamese_and_the_same_twice(
    vun: Vun, year: TrainingYear, tmp_path: Path, suffix: str, start: bytes
) -> None:
    first, second = tmp_path / f"a.{suffix}", tmp_path / f"b.{suffix}"
    assert run_2026(vun, "plan-unit", first) == (0, f"{first}\n", "")
    assert vun(
        "--lang", "en", "report", "run", "plan-unit", "--from", "2026-01-01", "--to", "2026-12-31", "--out", second
    )[0] == 0  # fmt: skip
    assert first.read_bytes().startswith(start)
    assert first.read_bytes() == second.read_bytes()
