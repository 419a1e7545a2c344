"""A spreadsheet on its way in by the browser: sent, compared, its columns put right, confirmed, and undone."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date
from itertools import product
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from tests.faces.conftest import SignIn
from tests.factories.orgs import make_unit
from tests.factories.people import make_ethnic_group, make_person, make_title
from vun.records.accounts.domain import Role
from vun.records.imports.models import HeadingMemory, Import, NameMemory
from vun.records.orgs.models import Unit
from vun.records.people.models import Person
from vun.records.registers.jobs import work
from vun.records.registers.models import Job, StoredFile

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("root")]

HEADINGS = ["Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Đơn vị", "Ngày giữ chức vụ"]


def workbook(*rows: Sequence[Any], headings: Sequence[str] = HEADINGS) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Danh sách")
        for number, row in enumerate((headings, *rows)):
            sheet.write_row(number, 0, row)
    return stream.getvalue()


def row(name: str = "Nguyễn Văn An", since: str = "01/02/2020", unit: str = "Sở Y tế") -> list[str]:
    return [name, "17/05/1980", "Nam", "Chuyên viên", unit, since]


@pytest.fixture
def health(root: Unit) -> Unit:
    make_title("Chuyên viên")
    make_ethnic_group()
    return make_unit("Sở Y tế")


@pytest.fixture
def clerk(signed_in: SignIn, health: Unit) -> Client:
    return signed_in(Role.UNIT_OFFICER, health)


def sent(client: Client, content: bytes, name: str = "Danh sách.xlsx", **more: str) -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post("/exchange/import/people/", {"file": file, "on": "22/11/2026", **more})


def checked(client: Client, content: bytes) -> str:
    """The address of the page that tells what the file would change."""
    answer = sent(client, content)
    assert answer.status_code == 302, answer.content.decode()
    work(once=True)
    return str(answer.url)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return re.sub(r"\s+", " ", answer.content.decode())


def figures(page: str) -> dict[str, str]:
    return {
        word: number for number, word in re.findall(r'"figure"><b>([\d.]+)</b><span>([^<]+)</span>', page)
    }


def test_a_file_is_compared_shown_written_and_undone(clerk: Client) -> None:
    address = checked(clerk, workbook(row(), row("Trần Thị Bình", since="99/99/2020")))
    page = text(clerk, address)
    assert figures(page) == {
        "dòng đọc được": "2",
        "mới": "1",
        "thay đổi": "0",
        "như cũ": "0",
        "mâu thuẫn": "0",
        "không nhận": "1",
    }
    assert "99/99/2020" in page
    assert "Ghi 1 dòng mới. Hoàn tác được" in page
    assert not Person.objects.exists()

    waiting = clerk.post(f"{address}confirm/")
    work(once=True)
    found = Import.objects.get()
    assert clerk.get(waiting.url).url == f"/exchange/history/{found.pk}/"
    assert list(Person.objects.values_list("full_name", flat=True)) == ["Nguyễn Văn An"]
    assert "Đã ghi" in text(clerk, f"/exchange/history/{found.pk}/")

    assert clerk.post(f"/exchange/history/{found.pk}/undo/").status_code == 302
    assert not Person.objects.exists()
    assert "Đã hoàn tác" in text(clerk, f"/exchange/history/{found.pk}/")


def test_what_is_wrong_in_many_cells_alike_is_told_once_with_how_many_they_are(clerk: Client) -> None:
    rows = [row(f"Trần Văn {name}", unit="Sở Lạ") for name in ("An", "Bình", "Cường")]
    page = text(clerk, checked(clerk, workbook(*rows, row("Lê Thị Dung", since="99/99/2020"))))
    assert page.count("Không tìm thấy đơn vị “Sở Lạ”.") == 1
    assert 'Danh sách, E2 <span class="detail">và 2 ô khác</span>' in page
    assert "Phải sửa (4)" in page


def test_however_many_cells_are_wrong_alike_nothing_more_is_said_to_follow(clerk: Client) -> None:
    names = product(("An", "Bình", "Hà", "Lan", "Mai", "Nga"), repeat=3)
    rows = [row(f"Trần {' '.join(name)}", unit="Sở Lạ") for name in names]
    page = text(clerk, checked(clerk, workbook(*rows)))
    assert "và 215 ô khác" in page
    assert "điều đầu; bản sao đánh dấu có đủ" not in page


def test_changes_are_shown_field_by_field_and_the_same_file_again_changes_nothing(clerk: Client) -> None:
    first = checked(clerk, workbook(row()))
    clerk.post(f"{first}confirm/")
    work(once=True)
    again = text(clerk, checked(clerk, workbook(row())))
    assert figures(again)["như cũ"] == "1"
    assert "không có gì để ghi" in again

    headings = [*HEADINGS, "Điện thoại"]
    changed = text(clerk, checked(clerk, workbook([*row(), "0912345678"], headings=headings)))
    assert "Sửa 1 dòng. Hoàn tác được" in changed
    assert figures(changed)["thay đổi"] == "1"
    assert "Điện thoại: <del>–</del> → <ins>0912345678</ins>" in changed


def test_a_wrong_guess_is_put_right_and_remembered_for_the_office(clerk: Client, health: Unit) -> None:
    headings = [*HEADINGS[:5], "Mốc thời gian"]
    address = checked(clerk, workbook(row(), headings=headings))
    page = text(clerk, address)
    assert "Mốc thời gian" in page
    answer = clerk.post(f"{address}again/", {"column-5": "post_since", "remember": "1"})
    work(once=True)
    assert "Ghi 1 dòng mới" in text(clerk, answer.url)
    job = Job.objects.get(pk=int(answer.url.rstrip("/").rpartition("/")[2]))
    assert [column["field"] for column in job.result["columns"]][5] == "post_since"
    assert list(HeadingMemory.objects.values_list("kind", "unit", "heading", "field")) == [
        ("people", health.pk, "moc thoi gian", "post_since")
    ]
    next_time = checked(clerk, workbook(row("Lê Văn Cường"), headings=headings))
    job = Job.objects.get(pk=int(next_time.rstrip("/").rpartition("/")[2]))
    assert [column["field"] for column in job.result["columns"]][5] == "post_since"


def test_a_name_nobody_bears_is_said_to_mean_a_unit_and_remembered(clerk: Client, health: Unit) -> None:
    address = checked(clerk, workbook(row(unit="Khối y"), row("Lê Văn Cường", unit="Khối y")))
    page = text(clerk, address)
    assert "Tên chưa nhận ra" in page
    assert f'<option value="Sở Y tế ({health.code})">' in page

    refused = clerk.post(f"{address}again/", {"sheets": "1", "sheet-0": "1", "name-0": "Sở Mây"})
    assert refused.url == address
    assert "“Sở Mây” không có trong danh sách" in text(clerk, address)

    said = {"sheets": "1", "sheet-0": "1", "name-0": f"Sở Y tế ({health.code})", "remember": "1"}
    again = clerk.post(f"{address}again/", said)
    work(once=True)
    assert "Ghi 2 dòng mới" in text(clerk, again.url)
    remembered = NameMemory.objects.values_list("unit", "field", "text", "code")
    assert list(remembered) == [(health.pk, "unit", "khoi y", health.code)]
    assert "Ghi 1 dòng mới" in text(clerk, checked(clerk, workbook(row("Đỗ Thị Dung", unit="Khối y"))))


def test_a_sheet_is_left_out_and_taken_back_in(clerk: Client) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        for name in ("Nguyễn Văn An", "Lê Văn Cường"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, HEADINGS)
            sheet.write_row(1, 0, row(name))
    address = checked(clerk, stream.getvalue())
    assert "Ghi 2 dòng mới" in text(clerk, address)

    without = clerk.post(f"{address}again/", {"sheets": "1", "sheet-0": "1"}).url
    work(once=True)
    page = text(clerk, without)
    assert "Ghi 1 dòng mới" in page
    assert 'name="sheet-1" value="1">' in page

    back = clerk.post(f"{without}again/", {"sheets": "1", "sheet-0": "1", "sheet-1": "1"}).url
    work(once=True)
    assert "Ghi 2 dòng mới" in text(clerk, back)


def test_the_marked_copy_has_the_faulty_cell_marked(clerk: Client) -> None:
    address = checked(clerk, workbook(row(since="31/02/2020")))
    match = re.search(r'href="(/admin/jobs/\d+/file/)"', text(clerk, address))
    assert match is not None
    copy = load_workbook(io.BytesIO(b"".join(clerk.get(match[1]).streaming_content)))  # type: ignore[attr-defined]
    cell = copy["Danh sách"]["F2"]
    assert cell.comment is not None
    assert cell.fill.start_color.rgb == "FFFFC7CE" or cell.fill.start_color.rgb == "00FFC7CE"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("rong.xlsx", b"", "rỗng"),
        ("anh.xlsx", b"\x89PNG\r\n\x1a\n" + b"x" * 100, "không phải bảng tính"),
        ("hong.xlsx", b"PK\x03\x04" + b"x" * 100, "hỏng"),
    ],
)
def test_what_cannot_be_read_is_told_beside_the_field_and_not_kept(
    clerk: Client, name: str, content: bytes, said: str
) -> None:
    answer = sent(clerk, content, name)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not StoredFile.objects.exists()
    assert not Job.objects.exists()


def test_a_file_without_the_columns_says_which_are_wanted(clerk: Client) -> None:
    page = text(clerk, checked(clerk, workbook(["1", "2"], headings=["A", "B"])))
    assert "Họ và tên" in page
    assert "Chưa ghi gì vào hồ sơ" in page


def test_records_changed_meanwhile_stop_the_writing(clerk: Client, health: Unit) -> None:
    address = checked(clerk, workbook(row()))
    make_person("Nguyễn Văn An", unit=health, birth_on=date(1980, 5, 17))
    waiting = clerk.post(f"{address}confirm/")
    work(once=True)
    assert "Hồ sơ đã thay đổi từ lúc kiểm tra" in text(clerk, waiting.url)
    assert Import.objects.count() == 0


def test_a_waiting_import_is_cancelled_and_shows_its_progress(clerk: Client) -> None:
    address = sent(clerk, workbook(row())).url
    assert "Đang chờ" in text(clerk, address)
    assert clerk.get(f"{address}progress/").status_code == 200
    clerk.post(f"{address}cancel/")
    assert clerk.get(f"{address}progress/")["HX-Redirect"] == address
    assert "Chưa ghi gì" in text(clerk, address)
    for step in ("confirm/", "again/"):
        assert clerk.post(f"{address}{step}").status_code == 404


def test_the_pace_and_the_time_left_are_told(clerk: Client) -> None:
    from datetime import timedelta

    from django.utils import timezone

    address = sent(clerk, workbook(row())).url
    Job.objects.update(
        state="running",
        started_at=timezone.now() - timedelta(seconds=10),
        heartbeat_at=timezone.now(),
        done_steps=2000,
        total_steps=6000,
    )
    page = text(clerk, f"{address}progress/")
    assert "2.000 / 6.000 dòng" in page
    assert re.search(r"(199|200) dòng mỗi giây; còn khoảng 2[01] giây", page)


def test_nobody_else_sees_it(clerk: Client, signed_in: SignIn, root: Unit) -> None:
    address = checked(clerk, workbook(row()))
    clerk.post(f"{address}confirm/")
    work(once=True)
    found = Import.objects.get()
    others = [signed_in(Role.PLANNER), signed_in(Role.ADMINISTRATOR)]
    assert [other.get(address).status_code for other in others] == [404, 403]
    planner = others[0]
    assert planner.post(f"{address}confirm/").status_code == 404
    assert planner.get(f"/exchange/history/{found.pk}/").status_code == 404
    assert planner.post(f"/exchange/history/{found.pk}/undo/").status_code == 404
    registrar = signed_in(Role.REGISTRAR)
    assert registrar.get("/exchange/import/people/").status_code == 403
    assert registrar.get("/exchange/import/nothing/").status_code == 404
    assert Client().get("/exchange/").status_code == 302
