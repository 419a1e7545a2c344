"""Reports on screen: chosen, asked, read, opened into what they count, taken away as a file."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.factories.accounts import make_user
from tests.factories.delivery import class_row
from tests.factories.orgs import make_unit
from tests.factories.people import make_person, make_title
from tests.factories.plans import SYSTEM
from tests.factories.publishing import layout_in_use
from tests.factories.reports import TrainingYear, merge_communes
from tests.factories.standards import make_programme, make_requirement, make_scale
from vun.records.accounts.domain import Role
from vun.records.delivery.domain import LearnerRow
from vun.records.delivery.operations import load_history
from vun.records.orgs.domain import UnitLevel
from vun.records.orgs.models import Unit
from vun.records.publishing.operations import save_definition
from vun.reports.shipped import data_of

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
YEAR = {"first_day": "01/01/2026", "last_day": "31/12/2026", "units": "then"}
# Session, user, own record, grants and root unit; the unit asked for by name; what is kept by hand; the report; names
# of the unit.
REPORT_QUERIES = 17


def client_of(role: Role | None, unit: Unit | None = None) -> Client:
    client = Client()
    client.force_login(make_user(role, unit), backend=BACKEND)
    return client


def ask(client: Client, name: str, **parameters: object) -> str:
    response = client.get(reverse("reports:detail", args=[name]), {**YEAR, **parameters})
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def text(cell: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", cell)).strip()


def table(page: str) -> dict[str, list[str]]:
    """The cells of the report by the heading of their row."""
    body = page.split('<table class="list report">')[1].split("</table>")[0].split("</thead>")[1]
    rows = {}
    for row in re.findall(r"<tr.*?</tr>", body, re.S):
        head = re.search(r"<th.*?</th>", row, re.S)
        assert head is not None
        rows[text(head[0])] = [text(cell) for cell in re.findall(r"<td.*?</td>", row, re.S)]
    return rows


def links(page: str) -> list[tuple[str, str]]:
    """(what the figure reads, where it opens) of every figure of the report's table that opens."""
    body = page.split('<table class="list report">')[1].split("</table>")[0]
    return [(words, url) for url, words in re.findall(r'<a class="opens" href="([^"]+)">([^<]+)</a>', body)]


def test_a_visitor_signs_in_first_and_a_cadre_is_refused(year: TrainingYear) -> None:
    for address in ("/reports/", "/reports/plan-unit/"):
        assert Client().get(address).status_code == 302
        assert client_of(Role.CADRE, year.tree.root).get(address).status_code == 403


def test_the_list_asks_the_question_each_report_answers(year: TrainingYear) -> None:
    page = client_of(Role.PLANNER).get("/reports/").content.decode()

    assert "Đơn vị nào đã cử đủ chỉ tiêu, đơn vị nào còn thiếu?" in page
    assert page.count('href="/reports/') >= 4


def test_a_planner_reads_the_whole_province(year: TrainingYear) -> None:
    page = ask(client_of(Role.PLANNER), "plan-unit")

    assert table(page) == {
        "Huyện Tràng Định": ["3", "3", "100,00", "2", "3", "1"],
        "Xã Đại Đồng": ["1", "1", "100,00", "1", "–", "–"],
        "Xã Quốc Khánh": ["2", "2", "100,00", "1", "3", "1"],
        "Sở Nội vụ": ["2", "1", "50,00", "1", "1", "1"],
        "Chưa có đơn vị": ["–", "1", "–", "1", "1", "–"],
        "Tổng cộng": ["5", "5", "100,00", "4", "5", "2"],
    }
    assert "Toàn tỉnh, 01/01/2026 – 31/12/2026" in page
    assert "Đã học 5 trên 5 lượt được giao (100,0\xa0%)" in html.unescape(page)
    assert re.search(r'<th scope="colgroup" colspan="5" class="group">Kết quả</th>', page)


def test_an_officer_starts_from_their_own_unit_and_stays_in_scope(year: TrainingYear) -> None:
    officer = client_of(Role.UNIT_OFFICER, year.tree.district)

    page = officer.get("/reports/plan-unit/", {**YEAR}).content.decode()
    assert "Huyện Tràng Định, 01/01/2026 – 31/12/2026" in page
    assert table(page)["Tổng cộng"] == ["3", "3", "100,00", "2", "3", "1"]

    everything = ask(officer, "plan-unit", unit="")
    assert "Các đơn vị trong phạm vi của anh/chị" in everything
    assert table(everything)["Tổng cộng"] == ["3", "3", "100,00", "2", "3", "1"]


@pytest.mark.parametrize(
    "address",
    [
        "/reports/plan-unit/?unit={outside}",
        "/reports/plan-unit/?unit=999999",
        "/reports/plan-unit/?unit=xyz",
        "/reports/nothing/",
        "/reports/plan-unit/2026-01-01_2026-12-31_then_{outside}/total/enrolled/",
        "/reports/plan-unit/2026-01-01_2026-12-31_then_all/total/nothing/",
        "/reports/plan-unit/2026-01-01_2026-12-31_then_all/nothing/enrolled/",
        "/reports/plan-unit/2026-01-01_2026-12-31_then_all/total/share/",
        "/reports/plan-unit/2026-12-31_2026-01-01_then_all/total/enrolled/",
        "/reports/plan-unit/2026-02-31_2026-12-31_then_all/total/enrolled/",
        "/reports/plan-unit/2026-01-01_9999-12-31_then_all/total/enrolled/",
        "/reports/plan-unit/whatever/total/enrolled/",
    ],
)
def test_what_lies_out_of_scope_or_is_not_there_is_not_found(year: TrainingYear, address: str) -> None:
    officer = client_of(Role.UNIT_OFFICER, year.tree.district)

    assert officer.get(address.format(outside=year.tree.department.pk)).status_code == 404


def test_days_that_cannot_be_are_said_beside_their_field_and_kept(year: TrainingYear) -> None:
    planner = client_of(Role.PLANNER)

    reversed_ = planner.get("/reports/plan-unit/", {**YEAR, "last_day": "31/12/2025"})
    assert reversed_.status_code == 400
    page = html.unescape(reversed_.content.decode())
    assert "Ngày cuối kỳ 31/12/2025 sớm hơn ngày đầu kỳ 01/01/2026" in page
    assert 'value="31/12/2025"' in page
    assert "<table" not in page

    for parameters in (
        {"first_day": "hôm nay"},
        {"last_day": "31/12/9999"},
        {"units": "sometimes"},
        {"first_day": ""},
    ):
        assert planner.get("/reports/plan-unit/", {**YEAR, **parameters}).status_code == 400


def test_without_being_asked_a_report_is_about_the_year_so_far(year: TrainingYear) -> None:
    page = client_of(Role.PLANNER).get("/reports/plan-unit/?on=2026-05-05", follow=True).content.decode()

    assert "01/01/2026 – 05/05/2026" in page
    assert [text(year) for year in re.findall(r'<a href="\?first_day[^>]*>\d{4}</a>', page)] == [
        "2026",
        "2025",
        "2024",
    ]


def test_after_a_merger_the_reader_chooses_units_of_then_or_now(year: TrainingYear) -> None:
    merge_communes(year.tree)
    planner = client_of(Role.PLANNER)

    then, now = table(ask(planner, "plan-unit")), table(ask(planner, "plan-unit", units="now"))

    assert {"Xã Đại Đồng", "Xã Quốc Khánh"} <= set(then)
    assert now["Xã Tràng Định"] == ["3", "3", "100,00", "2", "3", "1"]
    assert now["Tổng cộng"] == then["Tổng cộng"]


def test_a_definition_names_its_units_and_the_reader_may_ask_for_the_others(year: TrainingYear) -> None:
    merge_communes(year.tree)
    save_definition(data={**data_of("don-vi-cu"), "name": "don-vi-nay", "units": "now"}, by=SYSTEM)
    planner = client_of(Role.PLANNER)
    before = {"first_day": "01/01/2025", "last_day": "31/12/2025", "on": "2026-12-31"}
    address = reverse("reports:detail", args=["don-vi-nay"])

    page = planner.get(address, before).content.decode()

    assert list(table(page)) == ["Huyện Tràng Định", "Xã Tràng Định", "Tổng cộng"]
    (opens,) = {url for _, url in links(page) if "TDM/t/" in url}
    assert "_now-2026-12-31_" in opens
    assert "Nông Văn Dũng" in planner.get(opens, follow=True).content.decode()
    then = planner.get(address, {**before, "units": "then"}).content.decode()
    assert list(table(then)) == ["Huyện Tràng Định", "Xã Quốc Khánh", "Tổng cộng"]


@pytest.mark.parametrize("name", ["plan-programme", "plan-unit", "standard-share", "placement"])
def test_every_figure_opens_into_as_many_as_it_says(year: TrainingYear, name: str) -> None:
    make_requirement(*make_scale()[1:2])
    planner = client_of(Role.PLANNER)
    opened = links(ask(planner, name))

    assert opened
    for words, url in opened:
        response = planner.get(url)
        assert response.status_code == 200
        page = response.content.decode()
        if "<tfoot>" in page:
            assert text(page.split("<tfoot>")[1].split("</tfoot>")[0]).split()[-1] == words
        else:
            counted = re.search(r"trong (\S+)</p>", page)
            assert counted is not None
            assert counted[1] == words
        book = CalamineWorkbook.from_filelike(io.BytesIO(planner.get(f"{url}?export=xlsx").content))
        assert book.get_sheet_by_index(0).to_python()


def test_a_list_behind_a_figure_says_what_it_is_and_leads_back(year: TrainingYear) -> None:
    planner = client_of(Role.PLANNER)
    row = f"{year.tree.district.pk}-{year.tree.commune.pk}"
    page = planner.get(f"/reports/plan-unit/2026-01-01_2026-12-31_then_all/{row}/completed/").content.decode()

    assert "<h1>Kết quả: Hoàn thành: Xã Quốc Khánh</h1>" in page
    assert [text(name) for name in re.findall(r'<th scope="row".*?</th>', page, re.S)] == [
        "Nông Văn Dũng",
        "Hoàng Văn An",
        "Hoàng Văn An",
    ]
    back = re.search(r'href="(/reports/plan-unit/\?[^"]+)"', page)
    assert back is not None
    assert "01/01/2026 – 31/12/2026" in planner.get(html.unescape(back[1])).content.decode()


def test_a_search_in_the_list_behind_a_figure_stays_with_the_figure(year: TrainingYear) -> None:
    url = "/reports/plan-unit/2026-01-01_2026-12-31_then_all/total/enrolled/?q=binh"

    page = client_of(Role.PLANNER).get(url).content.decode()

    assert "Lý Thị Bình" in page
    assert "Vi Thị Chi" not in page


def test_an_officer_opens_only_their_own_people(year: TrainingYear) -> None:
    officer = client_of(Role.UNIT_OFFICER, year.tree.department)
    page = officer.get("/reports/plan-unit/2026-01-01_2026-12-31_then_all/total/enrolled/").content.decode()

    assert [text(name) for name in re.findall(r'<th scope="row".*?</th>', page, re.S)] == ["Vi Thị Chi"]


def test_a_report_is_taken_away_as_a_file(year: TrainingYear) -> None:
    planner = client_of(Role.PLANNER)

    response = planner.get("/reports/plan-unit/", {**YEAR, "export": "xlsx"})
    assert response["Content-Disposition"] == 'attachment; filename="plan-unit-2026-01-01-2026-12-31.xlsx"'
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert ["Tổng cộng", 5, 5, 1, 4, 5, 2] in rows

    csv = planner.get("/reports/plan-unit/", {**YEAR, "export": "csv"})
    assert csv.content.decode("utf-8-sig").splitlines()[-1] == "Tổng cộng,5,5,100.00,4,5,2"


def test_a_period_with_nothing_says_what_to_do(year: TrainingYear) -> None:
    page = ask(client_of(Role.PLANNER), "placement", first_day="01/01/2001", last_day="31/12/2001")

    assert "Chọn kỳ khác hoặc đơn vị cấp trên" in page


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("standard-share", "Tỷ lệ đạt chuẩn giữ nguyên"),
        ("placement", "0 trên 1 người học xong được bố trí (0,00\xa0%)"),
        ("plan-programme", "Đã học 5 trên 5 lượt được giao"),
    ],
)
def test_each_report_has_a_picture_with_the_answer_as_its_title(
    year: TrainingYear, name: str, title: str
) -> None:
    make_requirement(*make_scale()[1:2])
    page = html.unescape(ask(client_of(Role.PLANNER), name))

    caption = re.search(r"<figcaption>(.*?)</figcaption>", page)
    assert caption is not None
    assert caption[1].startswith(title)


def test_a_report_costs_the_same_with_thirty_units_as_with_three(
    year: TrainingYear, django_assert_num_queries: Callable[..., object]
) -> None:
    planner = client_of(Role.PLANNER)
    unit = year.tree.district.pk
    with django_assert_num_queries(REPORT_QUERIES):
        ask(planner, "plan-unit", unit=unit)

    title, programme = make_title(), make_programme()
    learners = [
        LearnerRow(
            make_person(
                unit=make_unit(f"Xã {number}", parent=year.tree.district, level=UnitLevel.COMMUNE),
                title=title,
            ).pk
        )
        for number in range(30)
    ]
    days = {"start_on": date(2026, 4, 1), "end_on": date(2026, 5, 1)}
    load_history(rows=[class_row(programme, year.tree.school, learners, **days)], by=SYSTEM)

    with django_assert_num_queries(REPORT_QUERIES):
        page = ask(planner, "plan-unit", unit=unit)
    assert len(table(page)) == 33


@pytest.mark.parametrize(
    ("suffix", "kind", "start"),
    [
        ("pdf", "application/pdf", b"%PDF-1.7"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
    ],
)
def test_a_report_is_taken_away_on_paper_in_vietnamese_whatever_is_spoken(
    year: TrainingYear, suffix: str, kind: str, start: bytes
) -> None:
    client = client_of(Role.PLANNER)
    address = reverse("reports:detail", args=["plan-unit"])
    page = ask(client, "plan-unit")
    assert f"&amp;export={suffix}" in page

    files = [
        client.get(address, {**YEAR, "export": suffix}, headers={"Accept-Language": spoken})
        for spoken in ("vi", "en")
    ]

    assert [file.headers["Content-Type"] for file in files] == [kind] * 2
    assert files[0].headers["Content-Disposition"] == (
        f'attachment; filename="plan-unit-2026-01-01-2026-12-31.{suffix}"'
    )
    assert files[0].content.startswith(start)
    assert files[0].content == files[1].content


def test_a_template_of_the_province_that_is_broken_is_told(year: TrainingYear) -> None:
    layout_in_use("state.typ", "#hỏng".encode())
    answer = client_of(Role.PLANNER).get(
        reverse("reports:detail", args=["plan-unit"]), {**YEAR, "export": "pdf"}
    )
    assert answer.status_code == 400
    assert "Mẫu văn bản của tỉnh không dùng được" in answer.content.decode()
