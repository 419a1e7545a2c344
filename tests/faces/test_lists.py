"""List pages: searched, filtered, sorted, paged, chosen and exported, at a fixed number of queries."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.factories.orgs import make_unit
from vun.records.orgs.domain import UnitLevel

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.faces.sample_pages")]
# Session, user, own record, grants and root unit; then whether there are totals, the count, the page.
LIST_QUERIES = 8


def names(page: str) -> list[str]:
    """The headings of the rows, in order."""
    return [
        re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r'<th scope="row"[^>]*>(.*?)</th>', page)
    ]


def listed(client: Client, query: str = "") -> list[str]:
    return names(client.get(f"/sample/{query}").content.decode().split("<tfoot>")[0])


@pytest.fixture
def units(planner: Client) -> Client:
    for name in ("Sở Y tế", "Sở Nội vụ", "Đảng uỷ xã Đình Lập"):
        make_unit(name)
    make_unit("Xã Đình Lập", level=UnitLevel.COMMUNE, start_on=date(2025, 7, 1))
    return planner


def test_rows_stand_in_vietnamese_order(units: Client) -> None:
    assert listed(units)[:3] == ["Đảng uỷ xã Đình Lập", "Sở Nội vụ", "Sở Y tế"]


def test_a_search_needs_no_accents_and_every_word(units: Client) -> None:
    assert listed(units, "?q=DINH lap xa") == ["Đảng uỷ xã Đình Lập", "Xã Đình Lập"]
    assert listed(units, "?q=đình nội") == []


def test_a_filter_narrows_and_a_wrong_one_is_said_without_failing(units: Client) -> None:
    assert listed(units, "?level=commune") == ["Xã Đình Lập"]
    assert listed(units, "?since=01/07/2025") == ["Xã Đình Lập"]
    assert len(listed(units, "?since=31/02/2025")) == 5
    wrong = units.get("/sample/?level=sao-hoa")
    assert (wrong.status_code, "Mục này không có trong danh sách" in wrong.content.decode()) == (200, True)


def test_a_filter_behind_the_click_is_in_sight_when_it_is_set(units: Client) -> None:
    def details(query: str) -> str:
        return re.findall(
            r'<details class="more-filters"[^>]*>', units.get(f"/sample/{query}").content.decode()
        )[0]

    assert details("?level=commune&since=") == '<details class="more-filters">'
    assert details("?since=01/07/2025") == '<details class="more-filters" open>'


def test_a_heading_sorts_both_ways_and_nonsense_does_nothing(units: Client) -> None:
    assert listed(units, "?sort=-name")[-1] == "Đảng uỷ xã Đình Lập"
    assert listed(units, "?sort=-start_on")[0] == "Xã Đình Lập"
    assert listed(units, "?sort=password") == listed(units, "?sort=") == listed(units)


def test_pages_hold_thirty_rows_or_a_hundred_and_miss_none(planner: Client) -> None:
    for number in range(64):
        make_unit(f"Xã số {number % 3}")
    pages = [listed(planner, f"?page={page}") for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [30, 30, 5]
    assert len(listed(planner, "?size=100")) == 65
    assert len(listed(planner, "?size=1000000")) == 30
    keys = [key for page in (1, 2, 3) for key in ids(planner, page)]
    assert len(set(keys)) == 65


def ids(client: Client, page: int) -> list[str]:
    return re.findall(r'name="ids" value="(\d+)"', client.get(f"/sample/?page={page}").content.decode())


@pytest.mark.parametrize(("asked", "shown"), [("0", 1), ("99", 1), ("x", 1), ("-1", 1)])
def test_a_page_there_is_none_of_shows_the_nearest(units: Client, asked: str, shown: int) -> None:
    response = units.get(f"/sample/?page={asked}")
    assert (response.status_code, response.context["list"].page.number) == (200, shown)


@pytest.mark.parametrize("count", [3, 30])
def test_a_list_costs_the_same_with_three_rows_and_thirty(
    planner: Client, django_assert_num_queries: Callable[..., object], count: int
) -> None:
    for number in range(count):
        make_unit(f"Xã số {number}")
    with django_assert_num_queries(LIST_QUERIES):  # type: ignore[attr-defined]
        planner.get("/sample/")


def test_htmx_gets_the_results_alone_and_the_address_to_show(units: Client) -> None:
    headers = {"HX-Request": "true", "HX-Target": "list-results"}
    response = units.get("/sample/", {"q": "noi vu", "level": "", "sort": "name"}, headers=headers)
    assert "<html" not in response.content.decode()
    assert response["HX-Push-Url"] == "/sample/?q=noi+vu&sort=name"
    assert {"HX-Request", "HX-Target"} <= set(re.split(r",\s*", response["Vary"]))


def test_the_columns_chosen_are_shown_and_remembered(units: Client) -> None:
    def heads(query: str = "") -> list[str]:
        page = units.get(f"/sample/{query}").content.decode()
        return [
            re.sub(r"<[^>]+>", "", head).strip()
            for head in re.findall(r'<th scope="col".*?</th>', page, re.S)
        ]

    usual = ["Tên đơn vị", "Mã", "Cấp", "Thành lập", "Số người", "Kinh phí (đồng)"]
    assert heads() == usual
    assert heads("?columns=-&columns=code&columns=end_on") == ["Tên đơn vị", "Mã", "Giải thể"]
    assert heads() == ["Tên đơn vị", "Mã", "Giải thể"]
    assert heads("?columns=-") == ["Tên đơn vị"]


def exported(client: Client, query: str) -> list[list[object]]:
    response = client.get(f"/sample/{query}&export=xlsx")
    assert response["Content-Disposition"].startswith('attachment; filename="sample-units-')
    return CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()


def test_the_workbook_holds_exactly_what_is_seen(units: Client) -> None:
    rows = exported(units, "?q=dinh lap&sort=-name&columns=-&columns=start_on&columns=level")
    assert rows[0][0] == "Đơn vị mẫu"
    assert rows[3:6] == [
        ["Tên đơn vị", "Cấp", "Thành lập"],
        ["Xã Đình Lập", "Xã", date(2025, 7, 1)],
        ["Đảng uỷ xã Đình Lập", "Tỉnh", date(2000, 1, 1)],
    ]


def test_the_workbook_holds_all_pages(planner: Client) -> None:
    for number in range(40):
        make_unit(f"Xã số {number}")
    assert len([row for row in exported(planner, "?q=xa so") if str(row[0]).startswith("Xã số")]) == 40


def test_an_unknown_format_shows_the_page(units: Client) -> None:
    assert units.get("/sample/?export=exe")["Content-Type"] == "text/html; charset=utf-8"


def test_an_empty_list_says_what_to_do_first_and_a_narrowed_one_that_nothing_matches(units: Client) -> None:
    assert "Không có dòng nào khớp" in units.get("/sample/?q=khong co").content.decode()
    empty = units.get("/sample/empty/").content.decode()
    assert "Chưa có đơn vị nào. Lập đơn vị đầu tiên để bắt đầu." in empty
    assert 'href="/sample/add/"' in empty


def test_a_list_of_plain_rows_is_searched_and_sorted_too(units: Client) -> None:
    assert names(units.get("/sample/plain/?q=dinh lap").content.decode()) == [
        "Đảng uỷ xã Đình Lập",
        "Xã Đình Lập",
    ]
    assert names(units.get("/sample/plain/?sort=-start_on").content.decode())[0] == "Xã Đình Lập"


def test_a_cell_links_only_for_whoever_may_open_the_page(units: Client) -> None:
    assert re.search(r'<a class="" href="/sample/\d+/">Sở Y tế</a>', units.get("/sample/").content.decode())


def test_what_is_typed_is_escaped(units: Client) -> None:
    make_unit("<script>alert(1)</script>")
    page = units.get("/sample/", {"q": '"><script>'}).content.decode()
    assert "<script>alert" not in page
    assert '"><script>' not in page
