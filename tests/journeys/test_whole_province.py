"""The planner looks at the whole: placement, reports and their figures, other days, the search, the language, units."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect
from python_calamine import CalamineWorkbook

from tests.journeys.conftest import Visitors, go, look, look_at_both, pick, press, tab

REPORTS = (
    "Kế hoạch và kết quả theo chương trình",
    "Kế hoạch và kết quả theo đơn vị cử",
    "Tỷ lệ đạt chuẩn theo chức danh",
    "Chức danh trước và sau đào tạo",
)


@pytest.fixture
def planner(come_as: Visitors) -> Page:
    return come_as("kehoach")


def number_in(figure: Locator) -> int:
    return int(figure.inner_text().strip().replace(".", ""))


def count_of(page: Page) -> int:
    """What stands above a list: 1–30 trong 87."""
    text = page.get_by_text(re.compile(r"^[\d.]+–[\d.]+ trong [\d.]+")).inner_text()
    return int(re.findall(r"trong ([\d.]+)", text)[0].replace(".", ""))


def choose_day(page: Page, day: str) -> None:
    page.get_by_role("banner").locator("summary").first.click()
    page.get_by_label("Xem số liệu tính đến ngày").fill(day)
    page.get_by_role("banner").get_by_role("button", name="Xem", exact=True).click()


def test_the_post_after_the_course_is_recorded_and_the_matrix_opens_into_names(planner: Page) -> None:
    go(planner, "Sau đào tạo")
    waiting = count_of(planner)
    planner.get_by_role("main").get_by_role("rowheader").get_by_role("link").first.click()
    name = planner.get_by_role("heading", level=1).inner_text()
    look_at_both(planner)
    press(planner, "Ghi bố trí")
    expect(planner.get_by_role("heading", level=1)).to_have_text("Sau đào tạo")
    assert count_of(planner) == waiting - 1
    tab(planner, "Trước và sau")
    row = planner.get_by_role("row").filter(has=planner.get_by_role("rowheader", name="Cộng"))
    expect(row).to_be_visible()
    look_at_both(planner)
    figures = planner.get_by_role("main").get_by_role("cell").get_by_role("link")
    counts = {}
    for place in range(figures.count()):
        counts[figures.nth(place).get_attribute("href")] = number_in(figures.nth(place))
    address = planner.url
    found = []
    for path, count in counts.items():
        assert path
        planner.goto(path)
        assert count_of(planner) == count
        # Of a long list the first page only is there: the name is searched for.
        planner.goto(f"{path}{'&' if '?' in path else '?'}q={quote(name)}")
        found += planner.get_by_role("main").get_by_role("rowheader").all_inner_texts()
    assert any(name in text for text in found), address


@pytest.mark.parametrize("title", REPORTS)
def test_a_report_opens_into_its_names_and_comes_as_a_spreadsheet(
    planner: Page, title: str, tmp_path: Path
) -> None:
    go(planner, "Báo cáo")
    planner.get_by_role("main").get_by_role("link", name=title).click()
    look_at_both(planner)
    with planner.expect_download() as arriving:
        planner.get_by_role("link", name="Xuất Excel").click()
    path = tmp_path / "report.xlsx"
    arriving.value.save_as(path)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    table = planner.get_by_role("main").locator("table.report")
    shown = [text.strip() for text in table.get_by_role("rowheader").all_inner_texts()]
    assert [str(row[0]).strip() for row in rows if str(row[0]).strip() in shown] == shown

    figure = table.locator("tbody").get_by_role("link").first
    count = number_in(figure)
    figure.click()
    assert count_of(planner) == count
    look_at_both(planner)


def test_the_thirtieth_of_june_2025_has_districts_and_its_own_share(planner: Page) -> None:
    choose_day(planner, "30/06/2025")
    go(planner, "Đơn vị")
    expect(planner.get_by_role("link", name="Huyện Hữu Lũng")).to_be_visible()
    look_at_both(planner)
    planner.get_by_role("link", name="Huyện Hữu Lũng").click()
    tab(planner, "Đạt chuẩn")
    then = planner.get_by_role("main").locator(".figure b").first.inner_text()
    assert re.fullmatch(r"\d{1,3},\d %", then.replace("\N{NO-BREAK SPACE}", " "))
    look_at_both(planner)
    planner.get_by_role("banner").locator("summary").first.click()
    look(planner)
    planner.get_by_role("link", name="Về hôm nay").click()
    go(planner, "Đơn vị")
    expect(planner.get_by_role("link", name="Tỉnh Lạng Sơn", exact=True)).to_be_visible()
    expect(planner.get_by_role("link", name="Huyện Hữu Lũng")).to_have_count(0)


def test_it_is_found_without_accents_and_read_in_english_and_back(planner: Page) -> None:
    box = planner.get_by_role("searchbox", name="Tìm người, đơn vị")
    box.press_sequentially("ky lua")
    suggestion = planner.get_by_role("banner").get_by_role("link", name=re.compile("Phường Kỳ Lừa"))
    expect(suggestion).to_be_visible()
    look(planner)
    box.press("Enter")
    expect(planner.get_by_role("main").get_by_role("link", name="Phường Kỳ Lừa").first).to_be_visible()
    look_at_both(planner)
    planner.get_by_role("button", name="EN", exact=True).click()
    expect(planner.get_by_role("navigation", name="Training year")).to_be_visible()
    look_at_both(planner)
    planner.get_by_role("button", name="VI", exact=True).click()
    expect(planner.get_by_role("navigation", name="Năm đào tạo")).to_be_visible()


def test_two_communes_merge_and_the_past_keeps_both(planner: Page) -> None:
    go(planner, "Quản trị")
    planner.get_by_role("main").get_by_role("link", name="Sổ văn bản").click()
    planner.get_by_role("main").get_by_role("link", name="Ghi văn bản").first.click()
    planner.get_by_label("Loại văn bản").select_option("Nghị quyết")
    planner.get_by_label("Số, ký hiệu").fill("99/NQ-UBTVQH15")
    planner.get_by_label("Ngày ban hành").fill("10/11/2026")
    planner.get_by_label("Cơ quan ban hành").fill("Ủy ban Thường vụ Quốc hội")
    planner.get_by_label("Trích yếu").fill("Sắp xếp đơn vị hành chính cấp xã")
    look_at_both(planner)
    press(planner, "Ghi vào sổ")
    expect(planner.get_by_role("heading", level=1)).to_contain_text("99/NQ-UBTVQH15")

    go(planner, "Đơn vị")
    planner.get_by_role("main").get_by_role("link", name="Phường Kỳ Lừa").click()
    tab(planner, "Con người")
    people = count_of(planner)
    go(planner, "Đơn vị")
    tab(planner, "Danh sách, tìm và lọc")
    planner.get_by_role("searchbox", name=re.compile("^Tìm")).last.fill("phuong")
    expect(planner.get_by_text(re.compile(r"^1–\d trong \d$"))).to_be_visible()
    for name in ("Phường Kỳ Lừa", "Phường Đông Kinh"):
        planner.get_by_role("main").get_by_role("checkbox", name=name).check()
    look_at_both(planner)
    planner.get_by_role("main").get_by_role("button", name=re.compile("^Sáp nhập")).click()
    planner.get_by_label("Tên đầy đủ").fill("Phường Lạng Sơn")
    planner.get_by_label("Mã đơn vị").fill("LS-PLS")
    planner.get_by_label("Có hiệu lực từ ngày").fill("16/11/2026")
    pick(planner, "Theo văn bản", "99/NQ", "99/NQ-UBTVQH15")
    press(planner, "Xem hệ quả trước khi ký")
    consequence = planner.locator(".consequence")
    expect(consequence).to_contain_text(re.compile(r"\d+ người"))
    look_at_both(planner)
    press(planner, "Ký: sáp nhập")
    expect(planner.get_by_role("heading", level=1)).to_contain_text("Phường Lạng Sơn")
    expect(planner.get_by_role("main")).to_contain_text("99/NQ-UBTVQH15")
    tab(planner, "Đơn vị")
    expect(planner.get_by_role("main")).to_contain_text("Tiếp nhận từ")
    tab(planner, "Con người")
    assert count_of(planner) > people > 0
    planner.get_by_role("main").get_by_role("rowheader").get_by_role("link").first.click()
    expect(planner.get_by_role("main")).to_contain_text("Phường Lạng Sơn")
    choose_day(planner, "15/11/2026")
    go(planner, "Đơn vị")
    expect(planner.get_by_role("link", name="Phường Kỳ Lừa")).to_be_visible()
    expect(planner.get_by_role("link", name="Phường Lạng Sơn", exact=True)).to_have_count(0)
