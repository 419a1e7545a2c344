"""``vun import``: what is printed, what is written, with which exit code it ends."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from django.utils import translation

from tests.exchange.sheets import xlsx
from tests.factories.orgs import make_unit
from tests.factories.people import make_title
from vun.faces.cli.main import main
from vun.records.people.models import Person

pytestmark = pytest.mark.django_db
Said = tuple[int, str, str]
Vun = Callable[..., Said]

HEAD = ["Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Đơn vị", "Ngày bổ nhiệm"]
GOOD = ["Nguyễn Văn An", "12/03/1980", "Nam", "Chuyên viên", "Sở Nội vụ", "01/02/2015"]
BAD = ["Trần Thị Bình", "31/02/1985", "Nữ", "Chuyên viên", "Sở Nội vụ", "01/02/2015"]


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
def file(tmp_path: Path) -> Path:
    make_unit("Sở Nội vụ", code="SNV")
    make_title("Chuyên viên", code="expert")
    path = tmp_path / "ds.xlsx"
    path.write_bytes(xlsx([HEAD, GOOD, BAD]))
    return path


def test_every_kind_is_listed_with_what_it_takes(vun: Vun, monkeypatch: pytest.MonkeyPatch) -> None:
    # The command makes a data directory of its own, and is a process of its own elsewhere.
    monkeypatch.setenv("VUN_DATA_DIR", os.environ["VUN_DATA_DIR"])
    code, out, _ = vun("import", "--list")

    assert code == 0
    kinds = "units people qualifications ratings plan quotas class-list attendance grades history funds"
    assert [line.split()[0] for line in out.splitlines()[::2]] == kinds.split()


def test_a_dry_run_writes_nothing_and_tells_all_in_json(vun: Vun, file: Path) -> None:
    code, out, _ = vun("import", "people", file, "--dry-run", "--json")

    assert code == 1
    assert json.loads(out) == {
        "rows_read": 2,
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "conflict": 0,
        "refused": 1,
        "warned": 0,
        "errors": [
            {
                "sheet": "DS",
                "row": 3,
                "column": "B",
                "value": "31/02/1985",
                "code": "values.no_such_day",
                "message": "Không có ngày “31/02/1985”. Gõ ngày/tháng/năm.",
            }
        ],
        "warnings": [],
    }
    assert not Person.objects.exists()


def test_good_rows_are_written_and_the_marked_copy_shows_the_bad_ones(
    vun: Vun, file: Path, tmp_path: Path
) -> None:
    code, out, _ = vun("import", "people", file, "--report", tmp_path / "sai.xlsx")

    assert (code, Person.objects.count()) == (1, 1)
    assert out.startswith("2 dòng: 1 mới, 0 thay đổi, 0 như cũ, 0 mâu thuẫn, 1 không nhận")
    sheet = openpyxl.load_workbook(io.BytesIO((tmp_path / "sai.xlsx").read_bytes()))["DS"]
    assert sheet["B3"].comment.text == "Không có ngày “31/02/1985”. Gõ ngày/tháng/năm."
    assert (sheet["B3"].fill.start_color.rgb, sheet["B2"].comment) == ("00FFC7CE", None)


def test_when_every_row_is_taken_the_command_ends_well(vun: Vun, file: Path) -> None:
    file.write_bytes(xlsx([HEAD, GOOD]))

    assert [vun("import", "people", file)[0] for _ in range(2)] == [0, 0]
    assert Person.objects.count() == 1


def test_a_map_says_what_columns_and_names_mean(vun: Vun, file: Path, tmp_path: Path) -> None:
    file.write_bytes(xlsx([[*HEAD[:3], "Việc", *HEAD[4:]], [*GOOD[:3], "Lái đò", "Bến đò", GOOD[5]]]))
    told = tmp_path / "map.json"
    told.write_text(
        json.dumps(
            {
                "columns": {"Việc": "title"},
                "values": {"title": {"Lái đò": "expert"}, "unit": {"Bến đò": "SNV"}},
            }
        )
    )

    assert vun("import", "people", file, "--map", told)[0] == 0
    assert Person.objects.get().appointments.get().title_id == "expert"


@pytest.mark.parametrize(
    ("name", "content"), [("a.xlsx", b""), ("a.xlsx", b"%PDF-1.7"), ("a.csv", b"a;b\n1;2\n")]
)
def test_what_cannot_be_read_ends_with_a_sentence(
    vun: Vun, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)

    code, out, err = vun("import", "people", tmp_path / name, "--json")

    assert code == 2
    assert json.loads(out)["errors"][0]["message"] == err.strip()


def test_an_unknown_kind_or_a_missing_file_is_told(vun: Vun, file: Path, tmp_path: Path) -> None:
    assert vun("import", "mice", file)[0] == 2
    assert vun("import", "people", tmp_path / "none.xlsx")[0] == 2
    assert vun("import")[0] == 2
