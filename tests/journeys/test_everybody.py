"""What every role is shown and refused, work by keyboard alone, and the pictures of the guide."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, expect

from tests.journeys.conftest import DESK, Visitors, go, look, reach, tab

GUIDE = Path(__file__).resolve().parents[2] / "src/vun/faces/web/static/vun/guide"
EVERY_AREA = [
    "Tổng quan",
    "Đơn vị",
    "Con người",
    "Tiêu chuẩn",
    "Nhu cầu",
    "Kế hoạch",
    "Cử đi học",
    "Lớp học",
    "Sau đào tạo",
    "Báo cáo",
    "Quản trị",
]


def areas(page: Page) -> list[str]:
    return [
        text.strip()
        for text in page.get_by_role("navigation", name="Năm đào tạo").get_by_role("link").all_inner_texts()
    ]


def buttons(page: Page) -> str:
    """The words of all that can be pressed on the page."""
    main = page.get_by_role("main")
    return " | ".join(main.get_by_role("button").all_inner_texts() + main.locator("a").all_inner_texts())


def open_page(page: Page, path: str) -> Response:
    answer = page.goto(path)
    assert answer is not None
    return answer


# --- What each may and may not --------------------------------------------------------------------------------


def test_the_accountant_sees_the_money_and_changes_no_plan(come_as: Visitors) -> None:
    page = come_as("ketoan")
    go(page, "Kế hoạch")
    assert "Lập kế hoạch" not in buttons(page)
    tab(page, "Kinh phí")
    expect(page.get_by_role("table")).to_contain_text("Được giao")
    assert open_page(page, "/plans/add/").status == 403
    assert open_page(page, "/admin/accounts/").status == 403
    look(page)


def test_the_inspector_reads_everything_and_changes_nothing(come_as: Visitors) -> None:
    page = come_as("thanhtra")
    for area in areas(page):
        go(page, area)
        assert not re.search("Thêm người|Lập (đơn vị|kế hoạch)|Mở đợt|Dự kiến lớp|Ghi ", buttons(page)), (
            area,
            buttons(page),
        )
    for path in ("/plans/add/", "/people/add/", "/units/add/", "/classes/add/", "/needs/add/"):
        assert open_page(page, path).status == 403, path
    assert open_page(page, "/admin/audit/").status == 200


def test_the_administrator_gives_roles_and_sees_nobodys_training(come_as: Visitors) -> None:
    page = come_as("quantri")
    go(page, "Quản trị")
    page.get_by_role("main").get_by_role("link", name="Tài khoản").click()
    expect(page.get_by_role("main")).to_contain_text("giangvien")
    assert open_page(page, "/plans/add/").status == 403
    assert open_page(page, "/classes/add/").status == 403


def test_the_lecturer_marks_attendance_and_issues_nothing(come_as: Visitors) -> None:
    page = come_as("giangvien")
    go(page, "Lớp học")
    page.get_by_role("combobox", name="Trạng thái").select_option("Đang thực hiện")
    expect(page).to_have_url(re.compile("state=open"))
    page.get_by_role("main").get_by_role("rowheader").get_by_role("link").first.click()
    tab(page, "Điểm danh")
    expect(page.get_by_role("button", name="Lưu điểm danh")).to_be_visible()
    assert "Cấp văn bằng" not in buttons(page)
    assert open_page(page, "/classes/add/").status == 403
    assert open_page(page, "/plans/funds/").status == 403


def test_the_planner_is_shown_every_area(come_as: Visitors) -> None:
    page = come_as("kehoach")
    assert areas(page) == EVERY_AREA


# --- The first page -------------------------------------------------------------------------------------------


def test_the_first_page_is_light(come_as: Visitors) -> None:
    page = come_as("kehoach")
    page.context.clear_cookies(name="none")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.reload(wait_until="networkidle")
    assert len(sizes) > 4
    assert sum(sizes) <= 150 * 1024, sizes


# --- By keyboard alone ----------------------------------------------------------------------------------------


def test_a_plan_is_found_and_approved_with_the_keyboard_alone(come_as: Visitors) -> None:
    page = come_as("lanhdao")
    page.keyboard.press("/")
    page.keyboard.type("ke hoach nha nuoc 2027")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("search"))
    reach(page, "khối Nhà nước năm 2027")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("khối Nhà nước năm 2027")
    reach(page, "Duyệt")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Duyệt kế hoạch")
    for label, text in (
        ("Số quyết định", "1600/QĐ-UBND"),
        ("Ngày ký", "16/11/2026"),
        ("Cơ quan ban hành", "Ủy ban nhân dân tỉnh Lạng Sơn"),
    ):
        field = page.get_by_label(label)
        for _ in range(60):
            if field.evaluate("(field) => field === document.activeElement"):
                break
            page.keyboard.press("Tab")
        page.keyboard.press("Control+a")
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã duyệt. Các đơn vị có thể cử người theo chỉ tiêu.")).to_be_visible()


# --- Pictures for the papers ----------------------------------------------------------------------------------


def unit_page(page: Page) -> None:
    page.goto("/units/1/standard/")


def sheet_page(page: Page) -> None:
    go(page, "Nhu cầu")
    page.get_by_role("main").get_by_role("link", name="Khảo sát nhu cầu đào tạo, bồi dưỡng năm 2027").click()
    page.get_by_role("main").get_by_role("link", name="Phường Đông Kinh", exact=True).click()


def attendance_page(page: Page) -> None:
    go(page, "Lớp học")
    page.get_by_role("combobox", name="Trạng thái").select_option("Đang thực hiện")
    expect(page).to_have_url(re.compile("state=open"))
    page.get_by_role("main").get_by_role("rowheader").get_by_role("link").first.click()
    tab(page, "Điểm danh")
    with page.expect_navigation():
        page.get_by_role("link", name="Tuần trước").click()


def report_page(page: Page) -> None:
    page.goto("/reports/placement/")


@pytest.mark.parametrize(
    ("username", "show"),
    [
        ("kehoach", unit_page),
        ("canbo", sheet_page),
        ("giaovu", attendance_page),
        ("kehoach", report_page),
    ],
)
def test_the_pictures_of_the_guide_are_made_of_real_pages(
    username: str, show: Callable[[Page], None], come_as: Visitors, tmp_path: Path
) -> None:
    """With VUN_SCREENSHOTS set they are laid where the guide shows them."""
    page = come_as(username)
    show(page)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    picture = tmp_path / f"{show.__name__.removesuffix('_page')}.png"
    page.screenshot(path=picture)
    content = picture.read_bytes()
    size = (int.from_bytes(content[16:20]), int.from_bytes(content[20:24]))
    assert (content[:4], size) == (b"\x89PNG", (DESK["width"], DESK["height"]))
    assert (GUIDE / picture.name).is_file()
    if os.environ.get("VUN_SCREENSHOTS"):
        shutil.copyfile(picture, GUIDE / picture.name)


def test_the_head_of_a_table_in_the_guide_covers_none_of_its_rows(come_as: Visitors) -> None:
    page = come_as("kehoach")
    page.goto("/guide/")
    table = page.locator(".guide-text table").first
    head, row = (table.locator(place).first.bounding_box() for place in ("thead tr th", "tbody tr"))
    assert head is not None
    assert row is not None
    assert head["y"] + head["height"] <= row["y"] + 1
