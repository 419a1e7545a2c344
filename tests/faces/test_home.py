"""The first page of a province that has nothing yet leads on, and stops when the year does."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.accounts import actor_as, make_user
from tests.factories.funding import make_source
from tests.factories.orgs import make_unit
from tests.factories.people import make_appointment, make_person
from tests.factories.plans import make_line, make_plan, submit_and_approve
from vun.faces.web.home.beginning import steps
from vun.records.accounts.domain import Role
from vun.records.accounts.models import User
from vun.records.funding.models import Budget
from vun.records.orgs.models import Unit

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def begun(client: Client) -> dict[str, bool]:
    """The first steps the page names, and whether each is marked as done."""
    page = re.sub(r"\s+", " ", client.get("/").content.decode())
    return {
        text: "✓" in rest
        for text, rest in re.findall(r'<li><a href="[^"]+">([^<]+)</a>(.*?)<p class="quiet">', page)
    }


def test_a_planner_is_led_from_units_to_a_plan(signed_in: SignIn, root: Unit) -> None:
    planner = signed_in(Role.PLANNER)
    assert list(begun(planner).values()) == [False, False, False, False]
    assert begun(signed_in(Role.UNIT_OFFICER, root)) == {}
    make_appointment(make_person(), unit=make_unit("Sở Y tế"))
    assert begun(planner) == {
        "Nhập cây đơn vị": True,
        "Nhập danh sách người": True,
        "Xem ai còn thiếu gì": False,
        "Lập kế hoạch": False,
    }
    make_plan()
    assert begun(planner) == {}


def test_the_accountant_s_year_is_the_money_of_it(signed_in: SignIn) -> None:
    accountant = signed_in(Role.ACCOUNTANT)
    assert "Chưa có kế hoạch nào của năm này" in accountant.get("/").content.decode()
    year = timezone.localdate().year
    source = make_source()
    Budget.objects.create(source=source, year=year, amount=2_500_000_000)
    page = accountant.get("/").content.decode()
    assert "Kinh phí kế hoạch đã duyệt cần, trên số được giao (triệu đồng)" in page
    assert ">0 / 2.500<" in page
    version = make_plan(first_year=year)
    make_line(version, year=year, budgets={source.code: 700_000_000})
    assert ">0 / 2.500<" in accountant.get("/").content.decode()
    submit_and_approve(version)
    assert ">700 / 2.500<" in accountant.get("/").content.decode()


def test_an_administrator_is_led_to_the_accounts_of_the_others(signed_in: SignIn) -> None:
    administrator = signed_in(Role.ADMINISTRATOR)
    assert list(begun(administrator).values()) == [False, False]
    signed_in(Role.PLANNER)
    assert list(begun(administrator).values()) == [True, False]
    signed_in(Role.LEADER)
    assert begun(administrator) == {}
    User.objects.filter(grants__role=Role.PLANNER).update(is_active=False)
    assert list(begun(administrator).values()) == [False, True]


def test_the_first_steps_cost_the_same_for_few_and_for_many(
    root: Unit, django_assert_num_queries: Callable[..., Any]
) -> None:
    for count in (1, 9):
        for _ in range(count):
            unit = make_unit()
            make_appointment(make_person(), unit=unit)
            make_user(Role.UNIT_OFFICER, unit)
        with django_assert_num_queries(3):
            assert steps(actor_as(Role.PLANNER), timezone.localdate())
        with django_assert_num_queries(1):
            assert steps(actor_as(Role.ADMINISTRATOR), timezone.localdate())
