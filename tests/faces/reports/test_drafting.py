"""A definition changed in the browser: rows, columns and conditions by forms, wrong rows marked, nothing lost."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.factories.funding import make_source
from tests.factories.people import make_title
from tests.factories.plans import SYSTEM
from tests.factories.reports import TrainingYear
from tests.factories.standards import make_programme
from vun.records.accounts.domain import Role
from vun.records.publishing.models import DefinitionDraft, ReportDefinition
from vun.records.publishing.operations import begin_draft
from vun.reports.registry import get_layout, layout_from
from vun.reports.shipped import NAMES, data_of

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
FORM = "bieu-10-btctw"
YEAR = {"first_day": "01/01/2026", "last_day": "31/12/2026", "units": "then", "unit": ""}
SMALL: dict[str, Any] = {
    "name": "cua-toi",
    "title": "Biểu của tôi",
    "rows": [
        {"key": "a", "number": "1", "label": "Cấp tỉnh", "where": {"level": "province"}},
        {"key": "b", "label": "Cấp xã", "where": {"level": "commune"}},
        {"key": "t", "label": "Tổng cộng", "total": True},
    ],
    "columns": [{"key": "n", "label": "Lượt", "measure": "turns"}],
}


@pytest.fixture
def planner(year: TrainingYear) -> Client:
    client = Client()
    client.force_login(make_user(Role.PLANNER, year.tree.root), backend=BACKEND)
    return client


@pytest.fixture
def draft() -> DefinitionDraft:
    return begin_draft(data=SMALL, by=SYSTEM)


def at(draft: DefinitionDraft, name: str, *where: str) -> str:
    return reverse(f"reports:{name}", args=[draft.pk, *where])


def text_of(answer: HttpResponse) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def fields_of(answer: HttpResponse) -> dict[str, Any]:
    """What a browser would send back of the form as it stands."""
    page = (
        answer.content.decode().split('<form method="post" class="panel" data-guard>')[1].split("</form>")[0]
    )
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        given = {key: html.unescape(value) for key, value in re.findall(r'([\w-]+)="([^"]*)"', tag)}
        is_ticked = given.get("type") in ("checkbox", "radio")
        if not is_ticked or re.search(r"\bchecked\b", tag):
            found.setdefault(given["name"], []).append(given.get("value", "on" if is_ticked else ""))
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.findall(r'<option value="([^"]*)" selected', options)
        first = re.findall(r'<option value="([^"]*)"', options)
        found[name] = [html.unescape(one) for one in (chosen or first[:1])]
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', page, re.S):
        found[name] = [html.unescape(text).removeprefix("\n").strip()]
    return found


def test_a_shipped_form_is_copied_shown_in_words_and_put_to_use(planner: Client) -> None:
    begun = planner.post(reverse("reports:define", args=[FORM]))
    [draft] = DefinitionDraft.objects.all()
    assert begun.headers["Location"] == at(draft, "draft")
    page = text_of(planner.get(at(draft, "draft"), YEAR))
    assert "đào tạo hay bồi dưỡng là Bồi dưỡng" in page
    assert "Trong đó: Số cán bộ lãnh đạo, quản lý" in page

    used = planner.post(at(draft, "use_draft"))

    assert used.headers["Location"] == f"/reports/{FORM}-ban-sao/"
    assert planner.get(used.headers["Location"], YEAR).status_code == 200
    assert not DefinitionDraft.objects.exists()


@pytest.mark.parametrize("name", NAMES)
def test_forms_saved_untouched_say_what_the_definition_said(planner: Client, name: str) -> None:
    make_what_is_named(data_of(name))
    draft = begin_draft(data=data_of(name), by=SYSTEM)
    for address in (
        at(draft, "draft_about"),
        at(draft, "draft_part", "rows", "0"),
        at(draft, "draft_part", "columns", "0"),
        at(draft, "draft_part", "columns", str(len(data_of(name)["columns"]) - 1)),
    ):
        saved = planner.post(address, {**fields_of(planner.get(address)), "do": "save"})
        assert saved.status_code == 302, text_of(saved)

    draft.refresh_from_db()
    assert layout_from(in_order(draft.data)) == layout_from(in_order(data_of(name)))


def make_what_is_named(data: dict[str, Any]) -> None:
    """The titles, programmes and sources of money the parts name whose forms are saved: a code unknown is refused."""
    makers: dict[str, Callable[[str], object]] = {
        "title": lambda code: make_title(code, code=code),
        "programme": lambda code: make_programme(code, code=f"{code}/2016"),
        "fund": lambda code: make_source(code, code=code),
    }
    parts = [data["rows"][0], data["columns"][0], data["columns"][-1]]
    for field, code in {named for part in parts for named in codes_in(part.get("where", {}))}:
        if field in makers:
            makers[field](code)


def codes_in(where: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for field, asked in where.items():
        if isinstance(asked, dict):
            yield from codes_in(asked)
        for one in asked if isinstance(asked, list) else [asked]:
            if isinstance(one, str):
                yield field, one


def in_order(data: dict[str, Any]) -> dict[str, Any]:
    """The same with the keys of each condition in one order: PostgreSQL keeps them in its own."""
    ordered: dict[str, Any] = json.loads(json.dumps(data, sort_keys=True))
    return ordered


def test_rows_move_by_buttons_and_the_moved_one_keeps_the_cursor(
    planner: Client, draft: DefinitionDraft
) -> None:
    moved = planner.post(at(draft, "draft_move", "rows", "1"), {"way": "in", "revision": 0})
    assert moved.headers["Location"].endswith("?moved=rows-0.0#rows-0.0")
    page = planner.get(moved.headers["Location"].split("#")[0]).content.decode()
    assert re.search(r'<a href="[^"]*rows/0\.0/" data-focus>Cấp xã</a>', page)

    draft.refresh_from_db()
    assert [row["key"] for row in draft.data["rows"]] == ["a", "t"]


def test_a_row_gets_a_condition_by_choosing(planner: Client, draft: DefinitionDraft) -> None:
    address = at(draft, "draft_add", "rows", "2")
    typed = fields_of(planner.get(address)) | {"label": "Nữ trẻ", "do": "and", "c-new": "sex"}
    more = planner.post(address, typed)
    assert more.status_code == 200
    assert 'value="Nữ trẻ"' in more.content.decode()

    typed = fields_of(more) | {"c0-value": ["female"], "do": "and", "c-new": "age"}
    more = planner.post(address, typed)
    typed = fields_of(more) | {"c1-most": "40", "do": "or", "c-new": "group"}
    more = planner.post(address, typed)
    typed = fields_of(more) | {"c2-value": ["-"], "c2-not": "1", "do": "save"}
    assert planner.post(address, typed).status_code == 302

    draft.refresh_from_db()
    assert draft.data["rows"][2] == {
        "key": "h1",
        "label": "Nữ trẻ",
        "where": {"any": [{"sex": "female", "age": {"to": 40}}, {"not": {"group": ""}}]},
    }
    assert "giới tính là Nữ" in text_of(planner.get(at(draft, "draft"), YEAR))


def test_a_line_is_taken_away_again(planner: Client, draft: DefinitionDraft) -> None:
    address = at(draft, "draft_part", "rows", "0")
    page = planner.post(address, {**fields_of(planner.get(address)), "do": "without:0"})
    assert "Không có điều kiện nào" in text_of(page)
    planner.post(address, {**fields_of(page), "do": "save"})

    draft.refresh_from_db()
    assert draft.data["rows"][0] == {"key": "a", "number": "1", "label": "Cấp tỉnh"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"label": ""}, "Chưa nhập"),
        ({"key": "b"}, "Mã này đã có ở chỗ khác"),
        ({"key": "a/b"}, "Mã không có các dấu"),
        ({"kind": "each", "each": ""}, "Chưa chọn"),
        ({"kind": "nonsense"}, "không có trong danh sách"),
        ({"c0-value": []}, "Chưa chọn giá trị nào"),
        ({"c0-field": ["age"], "c0-least": "x"}, "Ghi số tuổi"),
        ({"c0-value": ["nonsense"]}, "Không có mã nonsense"),
        ({"revision": "7"}, "vừa được người khác sửa"),
        ({"revision": "x"}, "vừa được người khác sửa"),
    ],
)
def test_a_row_that_cannot_be_kept_says_why_and_keeps_what_was_typed(
    planner: Client, draft: DefinitionDraft, typed: dict[str, Any], said: str
) -> None:
    address = at(draft, "draft_part", "rows", "0")
    sent = fields_of(planner.get(address)) | {"number": "99"} | typed | {"do": "save"}

    answer = planner.post(address, sent)

    assert answer.status_code == 400
    assert said in text_of(answer)
    assert 'value="99"' in answer.content.decode()
    draft.refresh_from_db()
    assert draft.data == SMALL


def test_a_column_is_computed_from_others(planner: Client, draft: DefinitionDraft) -> None:
    address = at(draft, "draft_add", "columns", "1")
    typed = fields_of(planner.get(address)) | {
        "label": "So với biên chế (%)", "content": "share", "first": "n", "constant": "12,5", "decimals": "1",
        "rounding": "cut", "do": "save",
    }  # fmt: skip
    assert planner.post(address, {**typed, "second": "n"}).status_code == 400
    assert planner.post(address, {**typed, "first": ""}).status_code == 400
    too_long = planner.post(address, {**typed, "label": "x" * 2000})
    assert (too_long.status_code, "Chưa nhập" in text_of(too_long)) == (400, False)
    assert planner.post(address, typed).status_code == 302

    draft.refresh_from_db()
    assert draft.data["columns"][1] == {
        "key": "c1", "label": "So với biên chế (%)", "share": ["n", 12.5], "decimals": 1, "rounding": "cut",
    }  # fmt: skip
    assert "tỷ lệ % của “Lượt” trong “12.5”" in text_of(planner.get(at(draft, "draft"), YEAR))


def test_what_is_wrong_stands_beside_the_row_at_fault(planner: Client) -> None:
    rows = [
        SMALL["rows"][0],
        {"key": "b", "label": "Lãnh đạo tỉnh", "where": {"level": "province", "leader": True}},
    ]
    draft = begin_draft(data={**SMALL, "rows": rows, "exclusive": True}, by=SYSTEM)
    answer = planner.get(at(draft, "draft"), YEAR)

    marked = re.findall(r'<li id="([^"]*)" class="[^"]*has-error', answer.content.decode())
    assert marked == ["rows-0", "rows-1"]
    assert "được khai là không trùng nhau" in text_of(answer)
    assert "Chưa đếm được" in text_of(answer)
    refused = planner.post(at(draft, "use_draft"), follow=True)
    assert "được khai là không trùng nhau" in text_of(refused)
    assert not ReportDefinition.objects.exists()


def test_a_definition_emptied_can_be_looked_at_and_filled_again(
    planner: Client, draft: DefinitionDraft
) -> None:
    for revision in range(3):
        planner.post(at(draft, "draft_remove", "rows", "0"), {"revision": revision})
    draft.refresh_from_db()
    assert draft.data["rows"] == []
    page = planner.get(at(draft, "draft"), YEAR)
    assert "chưa kê gì" in text_of(page)
    assert at(draft, "draft_add", "rows", "0") in page.content.decode()


def test_names_in_use_are_not_taken_over(planner: Client, draft: DefinitionDraft) -> None:
    planner.post(at(draft, "use_draft"))
    again = begin_draft(data=SMALL, by=SYSTEM)
    assert "Đã có mẫu báo cáo tên “cua-toi”" in text_of(planner.post(at(again, "use_draft"), follow=True))
    shipped = begin_draft(data={**SMALL, "name": FORM}, by=SYSTEM)
    assert "là tên của mẫu có sẵn" in text_of(planner.post(at(shipped, "use_draft"), follow=True))

    planner.post(reverse("reports:define", args=["cua-toi"]))
    own = DefinitionDraft.objects.get(based_on="cua-toi")
    assert planner.post(at(own, "use_draft")).headers["Location"] == "/reports/cua-toi/"


def test_a_definition_goes_out_as_a_file_and_comes_in_again(planner: Client, draft: DefinitionDraft) -> None:
    file = planner.get(at(draft, "draft_file")).content
    assert yaml.safe_load(file) == SMALL

    taken = planner.post(reverse("reports:drafts"), {"file": SimpleUploadedFile("mau.yaml", file)})

    assert DefinitionDraft.objects.exclude(pk=draft.pk).get().data == SMALL
    assert taken.status_code == 302


@pytest.mark.parametrize(
    "text", ["a: [", "x", "{}", "- 1", "a: &a [*a]", "\x00", "name: [\n" * 300, "rows: 1", "\xff"]
)
def test_a_file_that_is_no_definition_is_refused(planner: Client, text: str) -> None:
    sent = {"file": SimpleUploadedFile("mau.yaml", text.encode("latin-1", "replace"))}
    assert planner.post(reverse("reports:drafts"), sent).status_code == 400
    assert not DefinitionDraft.objects.exists()


def test_only_who_may_define_reports_changes_them(year: TrainingYear, draft: DefinitionDraft) -> None:
    leader = Client()
    leader.force_login(make_user(Role.LEADER, year.tree.root), backend=BACKEND)
    assert leader.post(reverse("reports:define", args=[FORM])).status_code == 403
    for address in (at(draft, "draft"), at(draft, "draft_about"), reverse("reports:drafts")):
        assert leader.get(address).status_code == 403


@pytest.mark.parametrize("place", ["7", "0.0.0", "x", "1.", "-1", "0" * 5])
def test_a_row_that_is_not_there_is_not_found(planner: Client, draft: DefinitionDraft, place: str) -> None:
    assert planner.get(at(draft, "draft_part", "rows", place)).status_code == 404
    assert planner.get(at(draft, "draft_part", "sides", "0")).status_code == 404
    assert planner.post(at(draft, "draft_move", "rows", place), {"way": "up"}).status_code == 404
    assert planner.post(at(draft, "draft_remove", "rows", place)).status_code == 404


def test_the_shipped_layout_is_untouched_by_all_this() -> None:
    assert get_layout(FORM) == layout_from(data_of(FORM))
