"""The planner and the leader: from needs beside gaps to an approved plan, and to its amendment."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.factories.certificates import PASSPHRASE, key_file
from tests.journeys.conftest import Visitors, agree, go, look, look_at_both, more, pick, press, tab

NAME = "Kế hoạch bồi dưỡng kỹ năng số năm 2027"


@pytest.fixture
def planner(come_as: Visitors) -> Page:
    return come_as("kehoach")


def add_line(page: Page, learners: int) -> None:
    press(page, "Thêm lớp, chương trình")
    pick(page, "Chương trình", "ky nang so", "Kỹ năng số, chuyển đổi số")
    page.get_by_label("Tổng số học viên").fill(str(learners))
    page.get_by_label("Từ tháng").select_option("3")
    page.get_by_label("Đến tháng").select_option("4")
    press(page, "Thêm vào kế hoạch")


def spread(page: Page) -> None:
    page.get_by_role("link", name=re.compile("^Phân bổ chỉ tiêu Kỹ năng số")).click()
    press(page, "Chia theo số người")
    agree(page, "Chia theo số người")
    expect(page.get_by_text("đủ", exact=True)).to_be_visible()


def test_a_need_stands_beside_the_gap_it_closes_and_goes_into_the_plan(planner: Page) -> None:
    go(planner, "Nhu cầu")
    planner.get_by_role("main").get_by_role(
        "link", name="Khảo sát nhu cầu đào tạo, bồi dưỡng năm 2027"
    ).click()
    tab(planner, "Tổng hợp")
    row = planner.get_by_role("row").filter(has_text="Quản lý nhà nước ngạch chuyên viên").first
    needed, missing = (
        int(cell.inner_text()) for cell in (row.get_by_role("cell").first, row.get_by_role("cell").last)
    )
    assert missing >= needed > 0
    more(planner, "Đưa vào “Kế hoạch đào tạo, bồi dưỡng cán bộ khối Đảng")
    planner.get_by_role("row").filter(has_text="Quản lý nhà nước ngạch chuyên viên").first.get_by_role(
        "checkbox"
    ).check()
    look_at_both(planner)
    planner.get_by_role("main").get_by_role("button", name=re.compile("^Thêm")).click()
    expect(planner.get_by_text("Đã thêm 1 nội dung từ nhu cầu")).to_be_visible()
    expect(planner.get_by_role("row").filter(has_text="Quản lý nhà nước ngạch chuyên viên")).to_contain_text(
        f"{needed}"
    )


def test_a_plan_is_drafted_spread_submitted_approved_and_amended(planner: Page, come_as: Visitors) -> None:
    # Drafted, with a line and its money.
    go(planner, "Kế hoạch")
    press(planner, "Lập kế hoạch")
    expect(planner.get_by_label("Năm", exact=True)).to_have_value("2027")
    press(planner, "Lập kế hoạch")
    expect(planner.get_by_role("alert")).to_contain_text("Mã kế hoạch")
    look(planner)
    planner.get_by_label("Tên kế hoạch").fill(NAME)
    planner.get_by_label("Mã kế hoạch").fill("KH-KNS-2027")
    press(planner, "Lập kế hoạch")
    add_line(planner, 30)
    expect(planner.get_by_text("Đã thêm “Kỹ năng số, chuyển đổi số”.")).to_be_visible()
    planner.get_by_role("link", name=re.compile("^Kinh phí Kỹ năng số")).click()
    planner.get_by_label(re.compile("Ngân sách (tỉnh|địa phương)")).first.fill("45000000")
    press(planner, "Lưu kinh phí")
    expect(planner.get_by_role("main")).to_contain_text("45")
    look_at_both(planner)
    tab(planner, "Nội dung")

    # Spread; what is too much is refused beside its line and nothing typed is lost.
    spread(planner)
    first = planner.get_by_role("main").get_by_role("textbox").first
    first.fill("29")
    expect(planner.get_by_text(re.compile(r"^quá \d+"))).to_be_visible()
    press(planner, "Lưu chỉ tiêu")
    expect(planner.get_by_role("alert")).to_contain_text("Kỹ năng số")
    expect(planner.get_by_role("main").get_by_role("textbox").first).to_have_value("29")
    look_at_both(planner)
    press(planner, "Chia theo số người")
    agree(planner, "Chia theo số người")
    planner.get_by_role("link", name=NAME).click()
    press(planner, "Trình duyệt")
    assert "1 nội dung, 30 học viên" in agree(planner, "Trình duyệt")
    expect(planner.get_by_role("main")).to_contain_text("Chờ duyệt")

    # The leader finds it, sees what it does, and signs.
    leader = come_as("lanhdao")
    leader.get_by_role("link", name="Việc của tôi").click()
    leader.get_by_role("main").get_by_role("link", name="Kế hoạch chờ duyệt").click()
    leader.get_by_role("main").get_by_role("link", name=NAME).click()
    press(leader, "Mở kế hoạch")
    press(leader, "Duyệt")
    expect(leader.get_by_role("main")).to_contain_text(
        re.compile(r"sẽ giao 30 chỉ tiêu cho \d+ đơn vị. Tổng kinh phí 45 triệu đồng.")
    )
    press(leader, "Duyệt kế hoạch")
    expect(leader.get_by_role("alert")).to_contain_text("Số quyết định")
    look_at_both(leader)
    leader.get_by_label("Số quyết định").fill("1500/QĐ-UBND")
    leader.get_by_label("Ngày ký").fill("16/11/2026")
    leader.get_by_label("Cơ quan ban hành").fill("Ủy ban nhân dân tỉnh Lạng Sơn")
    press(leader, "Duyệt kế hoạch")
    expect(leader.get_by_text("Đã duyệt. Các đơn vị có thể cử người theo chỉ tiêu.")).to_be_visible()
    tab(leader, "Căn cứ")

    # Amended: the difference is told by name.
    planner.reload()
    expect(planner.get_by_role("main")).to_contain_text("Đã duyệt")
    press(planner, "Điều chỉnh kế hoạch")
    planner.get_by_label("Lý do").fill("Thêm chỉ tiêu cho cấp xã")
    planner.get_by_role("main").locator("form").get_by_role("button").first.click()
    expect(planner.get_by_text("Đã mở bản điều chỉnh.")).to_be_visible()
    planner.get_by_role("row").get_by_role("link", name="Kỹ năng số, chuyển đổi số", exact=True).click()
    planner.get_by_label("Tổng số học viên").fill("36")
    press(planner, "Lưu")
    spread(planner)
    planner.get_by_role("link", name=NAME).click()
    tab(planner, "Các bản")
    planner.get_by_role("main").get_by_role("link", name="So với bản 1").first.click()
    expect(planner.get_by_role("main")).to_contain_text("Kỹ năng số, chuyển đổi số")
    expect(planner.get_by_role("main")).to_contain_text("36")
    look_at_both(planner)


def test_many_papers_are_seen_issued_and_signed_a_few_at_a_time(come_as: Visitors) -> None:
    planner = come_as("kehoach")
    planner.goto("/sending/nominations/?state=approved")
    boxes = planner.locator("input[name=ids]")
    for place in range(11):
        boxes.nth(place).check()
    press(planner, "Ban hành văn bản…")
    planner.get_by_label("Loại văn bản").select_option(label="Quyết định điều chỉnh")
    for name, text in {
        "organ": "Sở Nội vụ",
        "sign": "SNV",
        "place": "Lạng Sơn",
        "course": "lớp kỹ năng số",
        "about": "Lớp chuyển sang tháng 6",
        "capacity": "GIÁM ĐỐC",
        "signer": "Nguyễn Văn An",
    }.items():
        planner.locator(f"[name={name}]").fill(text)
    planner.get_by_label("Mỗi người một văn bản").check()

    # What opens beside leaves the page as it is: it can be looked at again, and sent.
    with planner.context.expect_page() as opened:
        planner.get_by_role("button", name="Xem trước (mở thẻ mới)").click()
    expect(opened.value.get_by_role("alert")).to_contain_text("Chưa có sổ văn bản nào của Sở Nội vụ")
    opened.value.close()
    planner.get_by_label("Mở sổ mới").check()
    look_at_both(planner)
    planner.get_by_role("button", name="Ban hành", exact=True).click()
    expect(planner.get_by_text("Đã ban hành 01/QĐ-SNV")).to_be_visible()

    for place in range(11):
        planner.locator("input[name=ids]").nth(place).check()
    press(planner, "Ký số các văn bản đã chọn…")
    planner.get_by_label("Tệp chữ ký số").set_input_files(
        {"name": "an.p12", "mimeType": "application/x-pkcs12", "buffer": key_file()}
    )
    planner.get_by_label("Mật khẩu").fill("sai")
    press(planner, "Ký số tất cả")
    expect(planner.get_by_role("alert")).to_contain_text("sai mật khẩu")
    planner.get_by_label("Mật khẩu").fill(PASSPHRASE)
    press(planner, "Ký số tất cả")
    expect(planner.get_by_text("11 trên 11 văn bản đã có chữ ký.")).to_be_visible()
    expect(planner.get_by_role("link", name="Về danh sách văn bản")).to_be_focused()
    look_at_both(planner)
