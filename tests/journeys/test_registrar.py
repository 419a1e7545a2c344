"""The registrar: a class from a line of the plan to its certificates, at a desk and on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, Visitors, agree, go, look, look_at_both, more, press, tab

COURSE = "Cập nhật kiến thức cho cán bộ chủ chốt cấp xã"


@pytest.fixture
def registrar(come_as: Visitors) -> Page:
    return come_as("giaovu")


def sign(page: Page, number: str, day: str = "16/11/2026") -> None:
    page.get_by_label("Số, ký hiệu").fill(number)
    page.get_by_label("Ngày ban hành").fill(day)


def test_a_class_goes_from_a_line_of_the_plan_to_certificates(registrar: Page, come_as: Visitors) -> None:
    # Planned from the plan; a wrong day is told beside its field.
    go(registrar, "Lớp học")
    press(registrar, "Dự kiến lớp mới")
    line = registrar.get_by_label("Lấy từ dòng kế hoạch đã duyệt")
    line.select_option(label=line.get_by_role("option").filter(has_text=COURSE).first.inner_text().strip())
    press(registrar, "Điền sẵn theo kế hoạch")
    expect(registrar.get_by_label("Tên lớp")).to_have_value(COURSE)
    registrar.get_by_label("Khai giảng").fill("11/11/2026")
    registrar.get_by_label("Bế giảng").fill("10/11/2026")
    press(registrar, "Lập lớp")
    expect(registrar.get_by_role("alert")).to_contain_text("Chưa lưu được")
    look_at_both(registrar)
    registrar.get_by_label("Bế giảng").fill("13/11/2026")
    press(registrar, "Lập lớp")
    expect(registrar.get_by_text(re.compile("^Đã lập lớp LS-TCT-2026-"))).to_be_visible()
    expect(registrar.get_by_role("heading", level=1)).to_contain_text("Dự kiến mở")

    # Those who were sent are enrolled, and the class is opened by decision.
    registrar.get_by_role("link", name="Xem và nhận vào lớp").click()
    more(registrar, "Nhận hết người đã được cử")
    agree(registrar, "Nhận hết người đã được cử")
    expect(registrar.get_by_role("main").get_by_role("rowheader").first).to_be_visible()
    names = registrar.get_by_role("main").get_by_role("rowheader").all_inner_texts()
    assert len(names) >= 3
    tab(registrar, "Tổng quan")
    press(registrar, "Mở lớp")
    sign(registrar, "120/QĐ-TCT", "10/11/2026")
    look_at_both(registrar)
    press(registrar, "Mở lớp")
    expect(registrar.get_by_role("main")).to_contain_text("Đang thực hiện")

    # One session a day of the first module suffices here; the rest of the timetable is made at once.
    tab(registrar, "Lịch học")
    press(registrar, "Xếp lịch theo chuyên đề")
    agree(registrar, "Xếp lịch theo chuyên đề")
    look_at_both(registrar)

    # Attendance by keyboard alone.
    tab(registrar, "Điểm danh")
    grid = registrar.get_by_role("region", name="Bảng điểm danh")
    cells = grid.get_by_role("textbox")
    sessions = cells.count() // len(names)
    cells.first.focus()
    for place in range(sessions):
        for _learner in names:
            registrar.keyboard.type("c")
            registrar.keyboard.press("ArrowDown")
        if place + 1 < sessions:
            cells.nth(place + 1).focus()
    assert {cells.nth(place).input_value() for place in range(cells.count())} == {"c"}
    look_at_both(registrar)
    registrar.keyboard.press("Tab")
    registrar.get_by_role("button", name="Lưu điểm danh").press("Enter")
    expect(registrar.get_by_text(re.compile(r"^Đã lưu \d+ ô điểm danh"))).to_be_visible()

    # On a phone, session by session.
    phone = come_as("giaovu", PHONE)
    phone.goto(registrar.url)
    phone.get_by_role("region", name="Điểm danh từng buổi").get_by_role("link").first.click()
    phone.get_by_role("group", name=names[0]).get_by_text("Vắng có phép").click()
    look(phone)
    press(phone, "Lưu")
    expect(phone.get_by_text("Đã lưu điểm danh buổi này.")).to_be_visible()
    phone.get_by_role("group", name=names[0]).get_by_text("Có mặt").click()
    press(phone, "Lưu")

    # One learner leaves, with day and reason.
    tab(registrar, "Kết quả, chứng chỉ")
    registrar.get_by_role("link", name=f"Thôi học {names[-1]}").click()
    registrar.get_by_label("Từ ngày").fill("13/11/2026")
    press(registrar, "Ghi thôi học")
    expect(registrar.get_by_role("alert")).to_contain_text("Lý do")
    registrar.get_by_label("Lý do").fill("Chuyển công tác sang tỉnh khác")
    look_at_both(registrar)
    press(registrar, "Ghi thôi học")
    row = registrar.get_by_role("row").filter(has_text=names[-1])
    expect(row).to_contain_text("Thôi học")
    expect(row).to_contain_text("Chuyển công tác sang tỉnh khác")

    # Grades: one is wrong, the message stands beside it and the others are kept as typed.
    tab(registrar, "Điểm")
    scores = registrar.get_by_role("region", name="Bảng điểm").get_by_role("textbox")
    for place in range(scores.count()):
        scores.nth(place).fill("75" if place == 1 else "8,5")
    press(registrar, "Lưu điểm")
    expect(registrar.get_by_role("row").filter(has=registrar.locator("[aria-invalid=true]"))).to_contain_text(
        "75"
    )
    expect(scores.nth(0)).to_have_value("8,5")
    look_at_both(registrar)
    scores.nth(1).fill("7,5")
    press(registrar, "Lưu điểm")

    # Finished; certificates are numbered one after the other.
    tab(registrar, "Kết quả, chứng chỉ")
    press(registrar, "Kết thúc lớp")
    look_at_both(registrar)
    press(registrar, "Kết thúc lớp")
    expect(registrar.get_by_role("heading", level=1)).to_contain_text("Hoàn thành")
    tab(registrar, "Kết quả, chứng chỉ")
    press(registrar, "Cấp văn bằng, chứng chỉ")
    sign(registrar, "125/QĐ-TCT")
    look_at_both(registrar)
    press(registrar, "Cấp và đánh số")
    expect(registrar.get_by_role("heading", level=1)).to_contain_text(COURSE)
    tab(registrar, "Kết quả, chứng chỉ")
    expect(registrar.get_by_role("heading", level=1)).to_contain_text("Hoàn thành")
    papers = [
        text
        for text in registrar.locator("main tbody tr td:nth-of-type(6)").all_inner_texts()
        if text.strip() not in ("", "–")
    ]
    numbers = sorted(int(re.findall(r"\d+", text)[0]) for text in papers)
    assert numbers == list(range(numbers[0], numbers[0] + len(names) - 1))
