"""The frame by keyboard: lists, forms, dialogs and grids, on a small area of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.factories.accounts import make_user
from tests.factories.orgs import make_root, make_unit
from tests.journeys.axe import violations
from tests.journeys.conftest import let_in
from vun.records.accounts.domain import Role

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.faces.sample_pages")]
Check = Callable[[], None]


@pytest.fixture
def site(page: Page, live_server) -> str:
    """The address of a small province, its planner signed in."""
    make_root()
    for name in ("Sở Nội vụ", "Sở Y tế", "Đảng uỷ xã Đình Lập"):
        make_unit(name)
    let_in(page, live_server.url, make_user(Role.PLANNER))
    page.goto(f"{live_server.url}/sample/")
    expect(page).to_have_title("Đơn vị mẫu – Vun")
    return str(live_server.url)


def test_a_list_narrows_while_one_types_and_its_address_can_be_sent(page: Page, site: str) -> None:
    page.get_by_label("Tìm trong danh sách").fill("dinh lap")
    expect(page.get_by_text("1–1 trong 1")).to_be_visible()
    expect(page).to_have_url(f"{site}/sample/?q=dinh+lap")
    page.get_by_role("combobox", name="Cấp").select_option("Xã")
    expect(page.get_by_text("Không có dòng nào khớp")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Tìm trong danh sách")).to_have_value("dinh lap")


def test_rows_are_walked_chosen_and_opened_by_keyboard(
    page: Page, site: str, assert_accessible: Check
) -> None:
    page.keyboard.press("ArrowDown")
    page.keyboard.press("x")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.get_by_text("Đã chọn 2 dòng")).to_be_visible()
    assert_accessible()
    page.keyboard.press("x")
    expect(page.get_by_text("Đã chọn 1 dòng")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sở Nội vụ")


def test_a_consequence_is_shown_and_can_still_be_left(
    page: Page, site: str, assert_accessible: Check
) -> None:
    page.keyboard.press("ArrowDown")
    page.keyboard.press("x")
    page.get_by_role("button", name="Gộp").click()
    expect(page.get_by_role("dialog")).to_contain_text("Gộp các đơn vị đã chọn?")
    assert_accessible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("button", name="Gộp").click()
    page.get_by_role("dialog").get_by_role("button", name="Gộp").click()
    expect(page.get_by_text("Đã xong.")).to_be_visible()


def test_the_search_box_is_one_key_away_and_a_letter_typed_there_is_a_letter(page: Page, site: str) -> None:
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Tìm người, đơn vị")).to_be_focused()
    page.keyboard.type("x/e")
    expect(page.get_by_role("searchbox", name="Tìm người, đơn vị")).to_have_value("x/e")


def test_a_form_writes_dates_and_amounts_as_they_are_written_here(
    page: Page, site: str, assert_accessible: Check
) -> None:
    page.goto(f"{site}/sample/add/")
    page.get_by_label("Ngày thành lập").fill("1.7.2025")
    page.get_by_label("Kinh phí").fill("28000000000")
    page.get_by_label("Tên đơn vị").focus()
    expect(page.get_by_label("Ngày thành lập")).to_have_value("01/07/2025")
    expect(page.get_by_label("Kinh phí")).to_have_value("28.000.000.000")
    page.locator("main").get_by_role("button", name="Lập đơn vị").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa lưu được")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Kinh phí")).to_have_value("28.000.000.000")
    assert_accessible()
    page.get_by_role("link", name="Tên đơn vị: Chưa nhập").click()
    expect(page.get_by_label("Tên đơn vị")).to_be_focused()


def test_the_calendar_fills_the_field_beside_it(page: Page, site: str) -> None:
    page.goto(f"{site}/sample/add/")
    page.locator("main").get_by_role("button", name="Chọn ngày trên lịch").click()
    calendar = page.locator("main .date-native")
    calendar.evaluate("(field) => { field.value = '2025-07-01'; field.dispatchEvent(new Event('change')); }")
    expect(page.get_by_label("Ngày thành lập")).to_have_value("01/07/2025")


def test_one_of_many_is_found_by_typing_and_chosen_by_arrows(
    page: Page, site: str, assert_accessible: Check
) -> None:
    page.goto(f"{site}/sample/add/")
    field = page.get_by_role("combobox", name="Đơn vị cấp trên")
    field.press_sequentially("so")
    expect(page.get_by_role("listbox", name="Kết quả tìm")).to_be_visible()
    assert_accessible()
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("Sở Nội vụ")
    expect(page.locator("input[name=parent]")).not_to_have_value("")


def test_what_was_typed_is_not_left_by_mistake(page: Page, site: str) -> None:
    page.goto(f"{site}/sample/add/")
    page.get_by_label("Tên đơn vị").fill("Sở Mới")
    with page.expect_event("dialog") as warned:
        page.on("dialog", lambda dialog: dialog.dismiss())
        page.get_by_role("link", name="Thôi").click(no_wait_after=True)
    assert warned.value.type == "beforeunload"
    expect(page).to_have_url(f"{site}/sample/add/")


def test_a_grid_is_filled_with_letters_and_arrows(page: Page, site: str, assert_accessible: Check) -> None:
    page.goto(f"{site}/sample/grid/")
    marks = page.locator("table[data-grid] select")
    marks.nth(0).focus()
    page.keyboard.press("v")
    expect(marks.nth(0)).to_have_value("absent")
    expect(marks.nth(2)).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("p")
    page.keyboard.press("ArrowUp")
    expect(marks.nth(3)).to_have_value("excused")
    expect(marks.nth(1)).to_be_focused()
    assert_accessible()


@pytest.mark.parametrize(
    "address", ["/", "/tasks/", "/password/", "/search/?q=so", "/sample/", "/sample/charts/"]
)
def test_nothing_is_cut_off_at_any_width(
    page: Page, site: str, assert_accessible: Check, address: str
) -> None:
    page.goto(site + address)
    for width in (360, 640, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert_accessible()


def test_on_a_phone_no_word_of_a_chart_is_cut_off(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{site}/sample/charts/")
    beyond = page.evaluate(
        """() => [...document.querySelectorAll('.chart > svg text, .chart > svg a')]
            .map((one) => [one.textContent, one.getBoundingClientRect(), one.closest('.panel').getBoundingClientRect()])
            .filter(([, box, panel]) => box.right > panel.right || box.left < panel.left)
            .map(([text]) => text)"""
    )
    assert beyond == []


def test_on_a_phone_the_navigation_opens_by_its_button(
    page: Page, site: str, assert_accessible: Check
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site}/")
    expect(page.get_by_role("navigation", name="Năm đào tạo")).to_be_hidden()
    page.get_by_role("button", name="Mục lục").click()
    expect(page.get_by_role("navigation", name="Năm đào tạo")).to_be_visible()
    assert_accessible()


def test_one_of_many_alike_that_cannot_be_read_is_told(page: Page, site: str) -> None:
    name = page.locator("tbody").get_by_role("rowheader").get_by_role("link").nth(1)
    name.evaluate("(name) => { name.style.color = '#ccc'; }")
    assert [(rule, len(nodes)) for rule, nodes in violations(page)] == [("color-contrast", 1)]


def test_targets_are_large_enough(page: Page, site: str) -> None:
    for address in ("/sample/", "/sample/add/", "/"):
        page.goto(site + address)
        small = page.evaluate(
            """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
                .filter((one) => one.checkVisibility() && !one.closest('p, li .detail, .visually-hidden, .skip-link'))
                .map((one) => [one.outerHTML.slice(0, 80), one.closest('label') || one, one])
                .map(([html, box, one]) => [html, box.getBoundingClientRect(), one])
                .filter(([, box, one]) => (box.height < 24 || box.width < 24) && !one.classList.contains('skip-link'))
                .map(([html, box]) => `${html} ${Math.round(box.width)}x${Math.round(box.height)}`)"""
        )
        assert small == []
