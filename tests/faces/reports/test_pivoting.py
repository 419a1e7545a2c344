"""A table of one's own: fields within fields, measures side by side, every figure opening into its list."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.factories.people import make_person
from tests.factories.reports import TrainingYear
from vun.common.actor import Actor
from vun.records.accounts.domain import Role
from vun.records.delivery.domain import ClassRow, LearnerRow
from vun.records.delivery.operations import load_history

pytestmark = pytest.mark.django_db
YEAR = {"first_day": "01/01/2026", "last_day": "31/12/2026", "units": "then", "unit": ""}
NESTED = {
    **YEAR, "down": "level", "down2": "sex", "across": "state", "across2": "branch", "measure": ["turns", "people"],
}  # fmt: skip


@pytest.fixture
def planner(year: TrainingYear) -> Client:
    client = Client()
    backend = "django.contrib.auth.backends.ModelBackend"
    client.force_login(make_user(Role.PLANNER, year.tree.root), backend=backend)
    return client


def page_of(client: Client, asked: dict[str, object], status: int = 200) -> str:
    answer = client.get(reverse("reports:pivot"), asked)
    assert answer.status_code == status
    return answer.content.decode()


def table(page: str) -> dict[str, list[str]]:
    """The figures of each row by its name and those above it, as they read."""
    rows = re.findall(r"<tr class=\"depth-(\d)\">(.*?)</tr>", page, re.S)
    rows += [("0", row) for row in re.findall(r"<tfoot><tr>(.*?)</tr>", page, re.S)]
    found, above = {}, [""]
    for depth, row in rows:
        [label] = re.findall(r'<th scope="row">(.*?)</th>', row, re.S)
        above[int(depth) :] = [html.unescape(label)]
        cells = [re.sub(r"<[^>]+>", " ", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)]
        found[" › ".join(above)] = [" ".join(cell.split()) for cell in cells]
    return found


def test_values_stand_within_values_and_measures_side_by_side_people_counted_anew(planner: Client) -> None:
    page = page_of(planner, {**NESTED, "across": "", "across2": "", "share": "total"})

    # An studied twice: three turns of two people in the communes, five of four in all.
    assert table(page) == {
        "Tỉnh": ["1", "1", "20,0"],
        "Tỉnh › Nam": ["1", "1", "20,0"],
        "Xã": ["3", "2", "60,0"],
        "Xã › Nam": ["3", "2", "60,0"],
        "Chưa rõ": ["1", "1", "20,0"],
        "Chưa rõ › Nam": ["1", "1", "20,0"],
        "Tổng cộng": ["5", "4", "100,0"],
    }
    assert "đếm lại, mỗi người một lần" in page


def test_columns_stand_under_columns_with_what_they_come_to_together(planner: Client) -> None:
    asked = {
        **YEAR,
        "down": "level",
        "across": "state",
        "across2": "sex",
        "measure": ["turns"],
        "share": "row",
    }
    # Completed: men and all of them; failed: the same; then everything. Each with its share of the whole row.
    assert table(page_of(planner, asked)) == {
        "Tỉnh": ["1 1 người", "100,0", "1 1 người", "100,0", "–", "–", "–", "–", "1 1 người"],
        "Xã": ["2 1 người", "66,7", "2 1 người", "66,7", "1 1 người", "33,3", "1 1 người", "33,3", "3 2 người"],
        "Chưa rõ": ["1 1 người", "100,0", "1 1 người", "100,0", "–", "–", "–", "–", "1 1 người"],
        "Tổng cộng": ["4 3 người", "80,0", "4 3 người", "80,0", "1 1 người", "20,0", "1 1 người", "20,0", "5 4 người"],
    }  # fmt: skip


def test_every_figure_opens_into_as_many_as_it_says_by_the_rule_in_words(planner: Client) -> None:
    page = page_of(planner, {**NESTED, "c-count": "1", "c0-field": "level", "c0-not": "1", "c0-value": "-"})
    figures = re.findall(r'class="opens" href="(\?[^"]*)">([\d.]+)</a>', page)
    assert len(figures) == 42

    for link, figure in figures[::3]:
        told = json.loads(planner.get(f"{reverse('reports:pivot')}{html.unescape(link)}&export=json").content)
        assert len(told["rows"]) == int(figure)
        assert "cấp công tác không phải Chưa rõ" in str(told)
    within = next(html.unescape(link) for link, _figure in figures if "row=r%3A" in link and "r2" in link)
    shown = planner.get(f"{reverse('reports:pivot')}{within}").content.decode()
    for words in ("cấp công tác là", "giới tính là", "kết quả học là", "đào tạo hay bồi dưỡng là"):
        assert words in shown
    # The way back asks the same question.
    assert "down2=sex&amp;across=state&amp;across2=branch&amp;measure=turns&amp;measure=people" in shown


def test_a_longer_table_asks_the_database_no_more(planner: Client, year: TrainingYear) -> None:
    asked = {**NESTED, "down3": "own_unit", "measure": ["turns", "people"]}
    page_of(planner, asked)
    with CaptureQueriesContext(connection) as few:
        short = page_of(planner, asked)
    load_history(
        rows=[
            ClassRow(
                programme_id=year.unplanned.pk,
                host_id=year.tree.school.pk,
                start_on=date(2026, 6, day),
                end_on=date(2026, 6, day),
                learners=[LearnerRow(make_person(unit=unit).pk) for unit in (year.tree.school, year.tree.district)],
            )
            for day in range(1, 9)
        ],
        by=Actor.system("tests"),
    )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        long = page_of(planner, asked)

    assert len(table(long)) > len(table(short))
    assert len(few.captured_queries) == len(many.captured_queries) == 13


def test_measures_of_several_kinds_stand_beside_each_other_and_a_kept_table_tells_the_same(
    planner: Client,
) -> None:
    asked = {
        **YEAR,
        "down": "branch",
        "down2": "group",
        "measure": ["turns", "classes", "spent"],
        "share": "total",
    }
    page = page_of(planner, asked)
    assert table(page) == {
        "Bồi dưỡng": ["5 4 người", "2", "4.000.000", "100,0"],
        "Bồi dưỡng › Lý luận chính trị": ["5 4 người", "2", "4.000.000", "100,0"],
        "Tổng cộng": ["5 4 người", "2", "4.000.000", "100,0"],
    }

    address = f"{reverse('reports:pivot')}?{urlencode(asked, doseq=True)}"
    kept = planner.post(address, {"name": "bang-cua-toi", "title": "Bảng của tôi"})
    assert kept.headers["Location"] == "/reports/bang-cua-toi/"
    again = planner.get("/reports/bang-cua-toi/", YEAR).content.decode()
    assert table(again) == table(page)
    draft = planner.post(address, {"do": "draft", "title": "Bảng của tôi"}).headers["Location"]
    edited = planner.get(draft).content.decode()
    assert "mỗi nhóm chương trình một hàng" in edited
    assert "tỷ trọng % của “Lượt người” trong hàng tổng cộng" in edited
    for suffix in ("xlsx", "csv", "pdf", "docx"):
        assert planner.get(address, {**asked, "export": suffix}).status_code == 200


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"down2": "level"}, "Mục này đã chọn ở trên"),
        ({"measure": ["classes"]}, "“Cấp công tác” không có trong số liệu của “Số lớp”"),
        ({"measure": []}, "Chưa chọn"),
        ({"measure": ["mean_age"], "across": "", "across2": "", "share": "total"}, "không có tỷ trọng"),
        ({"across": "", "across2": "", "share": "row"}, "Bảng chưa chia cột"),
        ({"down": "colour"}, "không có trong danh sách"),
        ({"c-count": "1", "c0-field": "party", "c0-value": "true"}, "không hỏi được mục"),
    ],
)
def test_what_cannot_be_counted_is_told_where_it_was_chosen(
    planner: Client, changed: dict[str, object], said: str
) -> None:
    assert said in html.unescape(page_of(planner, {**NESTED, **changed}, status=400))


@pytest.mark.parametrize(
    "key", ["r:level:²", "r:age:9999999999999999999", "r:level", "r:sex:male:r2:level:x", "r::", ":"]
)
def test_a_key_nothing_stands_under_is_not_found(planner: Client, key: str) -> None:
    address, opened = reverse("reports:pivot"), {**NESTED, "column": "t.turns"}
    assert planner.get(address, {**opened, "row": "r:level:province"}).status_code == 200
    assert planner.get(address, {**opened, "row": key}).status_code == 404
