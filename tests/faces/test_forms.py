"""Forms: what was typed stays, the message stands beside its field, values are read as they are written here."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.faces.sample_pages import UnitForm
from tests.factories.orgs import make_unit
from vun.common.numbers import format_date, format_number
from vun.faces.web.forms import (
    EARLIEST_DAY,
    LATEST_DAY,
    DateField,
    DecimalField,
    MoneyField,
    VunForm,
    WholeNumberField,
)
from vun.records.orgs.domain import UnitLevel
from vun.records.orgs.models import Unit

pytestmark = pytest.mark.urls("tests.faces.sample_pages")
FILLED = {"name": "Sở Nội vụ", "start_on": "1/7/2025", "level": "province", "people": "1.200"}


class Numbers(VunForm):
    day = DateField(label="Ngày", required=False)
    count = WholeNumberField(label="Số", required=False)
    money = MoneyField(label="Tiền", required=False)
    mark = DecimalField(label="Điểm", decimal_places=2, required=False)


def cleaned(**typed: str) -> dict[str, object]:
    form = Numbers(typed)
    assert form.is_valid(), form.errors
    return {name: value for name, value in form.cleaned_data.items() if value is not None}


class Choosing(VunForm):
    model = forms.ModelChoiceField(label="Đơn vị", queryset=Unit.objects.none())
    named = forms.ModelChoiceField(label="Nguồn", queryset=Unit.objects.none(), empty_label="Chưa rõ")


def test_a_choice_not_made_yet_reads_as_words() -> None:
    fields = Choosing().fields
    assert [str(fields[name].empty_label) for name in ("model", "named")] == ["– Chọn –", "Chưa rõ"]  # type: ignore[attr-defined]


@given(st.dates(EARLIEST_DAY, LATEST_DAY))
def test_a_date_is_read_as_it_is_shown(day: date) -> None:
    assert cleaned(day=format_date(day)) == {"day": day}


@pytest.mark.parametrize("day", ["31/12/1899", "01/01/2201", "01/01/0001", "31/12/9999", "31/02/2026"])
def test_a_day_no_record_speaks_of_is_told_beside_its_field(day: str) -> None:
    assert Numbers({"day": day}).errors == {"day": [f"Ngày “{day}” không đúng. Gõ theo dạng 30/06/2026."]}


@given(st.integers(min_value=0, max_value=10**13))
def test_an_amount_is_read_as_it_is_shown_and_without_dots(amount: int) -> None:
    assert cleaned(money=format_number(amount)) == cleaned(money=str(amount)) == {"money": amount}


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_number_is_read_as_it_is_shown(number: Decimal) -> None:
    shown = Numbers(initial={"mark": number})["mark"].as_widget()
    typed = re.search(r'value="([^"]*)"', shown)
    assert typed is not None
    assert cleaned(mark=typed[1]) == {"mark": number}


def test_a_number_out_of_bounds_is_told_what_to_type() -> None:
    class Bounded(VunForm):
        count = WholeNumberField(label="Số", min_value=1, max_value=2000)
        mark = DecimalField(label="Điểm", min_value=0, max_value=10)

    told = [Bounded({"count": count, "mark": mark}).errors for count, mark in (("0", "-1"), ("2001", "10,5"))]
    assert told == [
        {"count": ["Nhập số từ 1 trở lên."], "mark": ["Nhập số từ 0 trở lên."]},
        {"count": ["Nhập số không quá 2000."], "mark": ["Nhập số không quá 10."]},
    ]


def test_a_number_takes_a_comma_or_a_point() -> None:
    assert cleaned(mark="7,5") == cleaned(mark="7.5") == {"mark": Decimal("7.5")}
    assert cleaned(mark="1.234,5") == {"mark": Decimal("1234.5")}
    assert cleaned(mark="1.500") == {"mark": Decimal(1500)}
    assert cleaned(mark="0.25") == {"mark": Decimal("0.25")}


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("day", "31/02/2026", "Ngày “31/02/2026” không đúng. Gõ theo dạng 30/06/2026."),
        ("day", "2026-06-30", "Ngày “2026-06-30” không đúng. Gõ theo dạng 30/06/2026."),
        ("count", "1,5", "“1,5” không phải số nguyên. Gõ dạng 1.234 hoặc 1234."),
        ("count", "12.34", "“12.34” không phải số nguyên. Gõ dạng 1.234 hoặc 1234."),
        ("mark", "bảy", "Đây không phải một số. Gõ dạng 7,5."),
    ],
)
def test_what_cannot_be_read_is_said_with_the_right_form(field: str, typed: str, message: str) -> None:
    assert Numbers({field: typed}).errors == {field: [message]}


def test_an_amount_below_zero_is_refused() -> None:
    assert list(Numbers({"money": "-1"}).errors) == ["money"]


@pytest.mark.django_db
def test_a_form_gives_the_operation_values_and_not_text() -> None:
    parent = make_unit("Uỷ ban nhân dân tỉnh")
    form = UnitForm({**FILLED, "parent": str(parent.pk), "budget": "28.000.000.000", "is_open": "on"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "name": "Sở Nội vụ",
        "start_on": date(2025, 7, 1),
        "level": UnitLevel.PROVINCE,
        "people": 1200,
        "budget": 28_000_000_000,
        "parent": parent,
        "note": "",
        "is_open": True,
    }


def test_a_form_with_errors_answers_400_with_a_summary_and_everything_typed(planner: Client) -> None:
    response = planner.post(
        "/sample/add/", {**FILLED, "name": "", "start_on": "32/13/2025", "note": "Giữ lại"}
    )
    page = response.content.decode()
    assert response.status_code == 400
    assert '<a href="#id_start_on">Ngày thành lập: Ngày “32/13/2025” không đúng.' in page
    assert 'aria-invalid="true"' in page
    assert 'value="32/13/2025"' in page
    assert "Giữ lại</textarea>" in page
    assert 'value="1.200"' in page


def test_a_problem_stands_beside_the_field_it_names(planner: Client) -> None:
    page = planner.post("/sample/add/", {**FILLED, "name": "Trùng"}).content.decode()
    assert '<a href="#id_name">Tên đơn vị: Không làm được việc này (mã sample.name_taken).' in page
    assert 'aria-describedby="id_name_helptext id_name_error"' in page


def test_a_problem_without_a_field_of_the_form_stands_in_the_summary(planner: Client) -> None:
    response = planner.post("/sample/add/", {**FILLED, "name": "Hỏng"})
    assert response.status_code == 400
    assert "<li>Không làm được việc này (mã sample.broken).</li>" in response.content.decode()


def test_an_operation_that_goes_through_says_so_on_the_next_page(planner: Client) -> None:
    response = planner.post("/sample/add/", FILLED, follow=True)
    assert response.redirect_chain == [("/sample/", 302)]
    assert "Đã lập Sở Nội vụ." in response.content.decode()


def test_a_step_by_one_button_says_what_stood_in_the_way(planner: Client) -> None:
    done = planner.post("/sample/step/", follow=True).content.decode()
    failed = planner.post("/sample/step/", {"fail": "1"}, follow=True).content.decode()
    assert ("Đã xong." in done, "Không làm được việc này" in failed) == (True, True)


def test_a_chosen_thing_is_shown_by_its_name_again(planner: Client) -> None:
    parent = make_unit("Sở Y tế")
    page = planner.post("/sample/add/", {**FILLED, "name": "", "parent": str(parent.pk)}).content.decode()
    assert f'<input type="hidden" name="parent" value="{parent.pk}">' in page
    assert 'value="Sở Y tế"' in page


def test_what_was_typed_and_not_chosen_stays_and_is_told(planner: Client) -> None:
    make_unit("Sở Y tế")
    response = planner.post("/sample/add/", {**FILLED, "parent": "", "parent-typed": " so y "})
    page = response.content.decode()
    assert response.status_code == 400
    assert "Chưa chọn mục nào cho “so y”. Gõ lại rồi chọn một mục trong danh sách hiện ra." in page
    assert 'name="parent-typed" value="so y"' in page
    assert '<input type="hidden" name="parent">' in page


def test_what_was_typed_counts_for_nothing_beside_what_was_chosen(planner: Client) -> None:
    parent = make_unit("Sở Y tế")
    form = UnitForm({**FILLED, "parent": str(parent.pk), "parent-typed": "Sở Y"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["parent"] == parent


@pytest.mark.parametrize("chosen", ["999999", "x", "1 OR 1=1"])
def test_a_thing_that_may_not_be_chosen_is_a_form_error(planner: Client, chosen: str) -> None:
    response = planner.post("/sample/add/", {**FILLED, "parent": chosen})
    assert response.status_code == 400
    assert "Mục này không có trong danh sách. Chọn lại." in response.content.decode()


def test_suggestions_are_at_most_twenty(planner: Client) -> None:
    for number in range(25):
        make_unit(f"Xã {number}")
    assert len(planner.get("/sample/options/?q=xa").json()["options"]) == 20
