"""The unit officer, the cadre and their planner: own people only, wishes and needs, nominations under a quota."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import (
    PHONE,
    Visitors,
    agree,
    go,
    look,
    look_at_both,
    more,
    pick,
    press,
    reach,
    tab,
)

SURVEY = "Khảo sát nhu cầu đào tạo, bồi dưỡng năm 2027"


def open_sheet(page: Page, unit: str) -> None:
    go(page, "Nhu cầu")
    page.get_by_role("main").get_by_role("link", name=SURVEY).click()
    page.get_by_role("searchbox", name="Tìm đơn vị").fill(unit)
    page.get_by_role("main").get_by_role("link", name=unit, exact=True).click()


@pytest.fixture
def officer(come_as: Visitors) -> Page:
    return come_as("canbo")


def own_unit(officer: Page) -> str:
    go(officer, "Đơn vị")
    return officer.get_by_role("main").locator(".unit-tree").get_by_role("link").first.inner_text()


def test_an_officer_sees_the_own_commune_and_nothing_else(officer: Page, come_as: Visitors) -> None:
    unit = own_unit(officer)
    go(officer, "Con người")
    units = set(officer.locator("main tbody tr td:nth-of-type(2)").all_inner_texts())
    assert units == {unit}
    look_at_both(officer)

    planner = come_as("kehoach")
    go(planner, "Đơn vị")
    planner.get_by_role("searchbox", name="Tìm theo tên").fill("so noi vu")
    press(planner, "Tìm")
    elsewhere = planner.get_by_role("main").get_by_role("link", name="Sở Nội vụ", exact=True).first
    path = elsewhere.get_attribute("href")
    assert path
    elsewhere.click()
    expect(planner.get_by_role("heading", level=1)).to_have_text("Sở Nội vụ")
    answer = officer.goto(path)
    assert answer is not None
    assert answer.status == 404
    expect(officer.get_by_role("heading", level=1)).to_have_text("Không tìm thấy")
    look_at_both(officer)


def test_a_national_id_leads_to_its_person_and_never_stands_in_an_address(officer: Page) -> None:
    go(officer, "Con người")
    somebody = officer.locator("main tbody tr th a").first
    name = somebody.inner_text()
    somebody.click()
    found = re.search(r"\b\d{12}\b", officer.get_by_role("main").inner_text())
    assert found
    number, person = found[0], officer.url
    asked: list[str] = []
    officer.on("request", lambda request: asked.append(request.url))

    for box, last in (("Tìm theo tên", ""), ("Tìm người, đơn vị", "\n")):
        go(officer, "Con người")
        officer.get_by_role("searchbox", name=box).press_sequentially(number + last)
        officer.wait_for_url(person)
        expect(officer.get_by_role("heading", level=1)).to_have_text(name)
    # Longer parts of the number would do for guessing the rest.
    assert [address for address in asked if number[:6] in address] == []


def test_a_wish_is_signed_with_the_sheet_returned_mended_and_accepted(
    officer: Page, come_as: Visitors
) -> None:
    # The cadre wishes, on a phone.
    cadre = come_as("nguoihoc", PHONE)
    cadre.goto("/people/me/")
    press(cadre, "Đăng ký nguyện vọng học")
    pick(cadre, "Chương trình muốn học", "tieng tay", "Tiếng Tày")
    cadre.get_by_label("Vì sao").fill("Làm việc với bà con ở thôn bản")
    look(cadre)
    press(cadre, "Gửi nguyện vọng")
    expect(cadre.get_by_role("table")).to_contain_text("Tiếng Tày")

    # The officer sees the wish and what is missing, registers that too, and signs.
    unit = own_unit(officer)
    open_sheet(officer, unit)
    expect(officer.get_by_role("main")).to_contain_text("Tiếng Tày")
    press(officer, "Đăng ký mọi phần còn thiếu")
    agree(officer, "Đăng ký mọi phần còn thiếu")
    expect(officer.get_by_role("main").get_by_role("button", name="Ký phiếu")).to_be_visible()
    look_at_both(officer)
    press(officer, "Ký phiếu")
    agree(officer, "Ký phiếu")
    expect(officer.get_by_role("main")).to_contain_text("Chờ duyệt")

    # The planner returns it with a reason; it is signed again and accepted.
    planner = come_as("kehoach")
    open_sheet(planner, unit)
    more(planner, "Trả lại phiếu")
    planner.get_by_label("Cần sửa chỗ nào").fill("Hỏi lại nguyện vọng từng người")
    look_at_both(planner)
    press(planner, "Trả lại")
    expect(planner.get_by_role("main")).to_contain_text("Lý do trả lại: Hỏi lại nguyện vọng từng người")
    officer.reload()
    expect(officer.get_by_role("main")).to_contain_text("Hỏi lại nguyện vọng từng người")
    press(officer, "Ký phiếu")
    agree(officer, "Ký phiếu")
    expect(officer.get_by_role("main")).to_contain_text("Chờ duyệt")
    planner.reload()
    press(planner, "Duyệt phiếu")
    expect(planner.get_by_role("main")).to_contain_text("Đã duyệt")


def test_gaps_of_the_own_people_become_needs(come_as: Visitors) -> None:
    officer = come_as("canboso")
    open_sheet(officer, "Trung tâm Y tế Hữu Lũng")
    tab(officer, "Còn thiếu, chưa đăng ký")
    expect(officer.get_by_role("main")).to_contain_text(re.compile(r"hạn \d\d/\d\d/\d{4}"))
    press(officer, "Đăng ký mọi phần còn thiếu")
    agree(officer, "Đăng ký mọi phần còn thiếu")
    tab(officer, "Đã đăng ký")
    expect(officer.get_by_role("main")).to_contain_text("Thiếu tiêu chuẩn chức danh")
    look_at_both(officer)


def test_people_are_put_forward_under_a_quota_and_sent_by_decision(officer: Page, come_as: Visitors) -> None:
    go(officer, "Cử đi học")
    officer.get_by_role("combobox", name="Chỗ").select_option("Còn chỗ")
    officer.get_by_role("main").get_by_role("rowheader").get_by_role("link").first.click()
    expect(officer.get_by_role("main")).to_contain_text("Kết quả rà soát")
    press(officer, "Gửi đề cử")
    expect(officer.get_by_role("alert")).to_contain_text("Chưa chọn")
    look_at_both(officer)
    row = officer.get_by_role("row").filter(has_text="Đủ điều kiện").first
    name = row.get_by_role("rowheader").inner_text()
    row.get_by_role("checkbox").check()
    press(officer, "Gửi đề cử")
    go(officer, "Cử đi học")
    tab(officer, "Đề cử")
    expect(officer.get_by_role("row").filter(has_text=name).first).to_be_visible()

    planner = come_as("kehoach")
    planner.get_by_role("link", name="Việc của tôi").click()
    planner.get_by_role("main").get_by_role("link", name="Đề cử chờ duyệt").click()
    planner.get_by_role("checkbox", name=name).first.check()
    planner.get_by_role("button", name=re.compile("^Duyệt")).click()
    expect(planner.get_by_role("main")).to_contain_text(name)
    look_at_both(planner)
    planner.get_by_label("Số, ký hiệu").fill("77/QĐ-SNV")
    planner.get_by_label("Ngày ban hành").fill("16/11/2026")
    planner.get_by_label("Cơ quan ban hành").fill("Sở Nội vụ tỉnh Lạng Sơn")
    planner.get_by_label("Trích yếu").fill("Cử công chức đi bồi dưỡng")
    planner.get_by_role("main").locator("form").get_by_role("button", name=re.compile("^Duyệt")).click()
    officer.reload()
    expect(officer.get_by_role("row").filter(has_text=name).first).to_contain_text("Đã duyệt")


def test_a_cadre_sees_the_own_record_and_nobody_elses(come_as: Visitors) -> None:
    cadre = come_as("nguoihoc")
    cadre.get_by_role("banner").locator("summary").last.click()
    cadre.get_by_role("link", name="Hồ sơ của tôi").click()
    expect(cadre.get_by_role("region", name="Tiêu chuẩn còn thiếu")).to_contain_text(
        re.compile(r"Tính đến 16/11/2026 anh/chị đạt chuẩn|Phải có trước ngày")
    )
    expect(cadre.get_by_role("region", name="Lớp đã và đang học")).to_contain_text("Hoàn thành")
    look_at_both(cadre)
    cadre.get_by_role("main").get_by_role("link", name=re.compile("[Vv]ăn bằng")).last.click()
    expect(cadre.get_by_role("main")).to_contain_text("Lý luận chính trị")
    own = cadre.url
    for number in (1, 2, 3):
        answer = cadre.goto(re.sub(r"/people/\d+/", f"/people/{number}/", own))
        assert answer is not None
        assert answer.status == 404
    assert (
        cadre.get_by_role("navigation", name="Năm đào tạo").get_by_role("link", name="Con người").count() == 0
    )


def test_what_is_missing_is_told_with_its_day(come_as: Visitors) -> None:
    page = come_as("kehoach")
    page.get_by_role("link", name="Việc của tôi").click()
    page.get_by_role("main").get_by_role("link", name="Tiêu chuẩn chức danh còn thiếu của anh/chị").click()
    missing = page.get_by_role("region", name="Tiêu chuẩn còn thiếu")
    expect(missing).to_contain_text(re.compile(r"\d\d/\d\d/\d{4}"))
    look_at_both(page)


def test_a_list_comes_in_on_a_phone_with_the_keyboard_alone(
    officer: Page, come_as: Visitors, tmp_path: Path
) -> None:
    unit = own_unit(officer)
    rows = (
        "Họ và tên;Ngày sinh;Giới tính;Chức vụ;Đơn vị;Ngày giữ chức vụ",
        f"Lý Thị Nhập Khẩu;17/05/1990;Nữ;Chuyên viên cấp xã;{unit};01/02/2026",
        f"Lý Văn Sai Ngày;31/02/1990;Nam;Chuyên viên cấp xã;{unit};01/02/2026",
    )
    file = tmp_path / "Danh sách.csv"
    file.write_text("\n".join(rows), encoding="utf-8-sig")

    phone = come_as("canbo", PHONE)
    phone.goto("/exchange/")
    look(phone)
    reach(phone, "Người và chức vụ")
    phone.keyboard.press("Enter")
    phone.get_by_label("Tệp bảng tính").set_input_files(file)  # the system's own dialog, not the page's
    look(phone)
    reach(phone, "Kiểm tra tệp")
    phone.keyboard.press("Enter")
    expect(phone.get_by_text("31/02/1990").first).to_be_visible()
    look(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    reach(phone, "Ghi vào hồ sơ")
    phone.keyboard.press("Enter")
    expect(phone.get_by_text("Tải tệp đã nhập")).to_be_visible()
    look(phone)

    go(officer, "Con người")
    officer.goto("/people/?q=nhap+khau")
    expect(officer.get_by_role("rowheader", name="Lý Thị Nhập Khẩu")).to_be_visible()
