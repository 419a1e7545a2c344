"""The navigation: every entry leads somewhere, and each role sees what it may open, in the order of the year."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from vun.faces.web.navigation import NAVIGATION
from vun.records.accounts.domain import Role

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def shown(client: Client) -> list[str]:
    page = client.get("/").content.decode()
    navigation = page.split('<nav id="navigation"')[1].split("</nav>")[0]
    return re.findall(r"</svg>([^<]+)</a>", navigation)


def test_every_entry_leads_to_a_page() -> None:
    assert [reverse(entry.url_name) for entry in NAVIGATION] == [
        "/" if entry.area == "home" else f"/{entry.area}/" for entry in NAVIGATION
    ]


@pytest.mark.parametrize(
    ("role", "entries"),
    [
        (
            Role.PLANNER,
            "Tổng quan · Đơn vị · Con người · Tiêu chuẩn · Nhu cầu · Kế hoạch · Cử đi học · Lớp học · Sau đào tạo · "
            "Báo cáo · Quản trị",
        ),
        (Role.LECTURER, "Tổng quan · Tiêu chuẩn · Nhu cầu · Cử đi học · Lớp học"),
        (None, "Tổng quan · Nhu cầu · Cử đi học"),
    ],
)
def test_a_role_sees_what_it_may_open(signed_in: SignIn, role: Role | None, entries: str) -> None:
    assert " · ".join(shown(signed_in(role))) == entries


def test_every_page_shown_opens(signed_in: SignIn) -> None:
    for role in Role:
        client = signed_in(role)
        page = client.get("/").content.decode().split('<nav id="navigation"')[1].split("</nav>")[0]
        addresses = re.findall(r'<a href="([^"]+)"', page)
        assert {
            address: client.get(address, follow=True).status_code for address in addresses
        } == dict.fromkeys(addresses, 200)


def test_a_page_is_marked_under_the_area_it_stands_in(planner: Client) -> None:
    for name, area in (
        ("commitments:list", "Sau đào tạo"),
        ("commitments:debts", "Sau đào tạo"),
        ("commitments:compensation", "Sau đào tạo"),
        ("eligibility:list", "Tiêu chuẩn"),
        ("eligibility:policy", "Tiêu chuẩn"),
        ("papers:list", "Cử đi học"),
        ("approvals:list", "Tổng quan"),
    ):
        page = planner.get(reverse(name)).content.decode()
        assert re.findall(r'aria-current="true">.*?</svg>([^<]+)</a>', page) == [area]


def test_whoever_may_not_open_the_first_page_of_an_area_comes_to_one_they_may(signed_in: SignIn) -> None:
    registrar = signed_in(Role.REGISTRAR)
    page = registrar.get("/").content.decode()
    assert reverse("commitments:list") in page
    assert reverse("outcomes:list") not in page
    tabs = registrar.get(reverse("commitments:debts")).content.decode().split('<nav class="tabs"')[1]
    assert re.findall(r">([^<]+)</a>", tabs.split("</nav>")[0]) == [
        "Cam kết phục vụ",
        "Nợ tiêu chuẩn",
        "Khen thưởng, kỷ luật",
    ]


@pytest.mark.parametrize(
    "name", ["sending:list", "outcomes:list", "standards:list", "approvals:list", "plans:list"]
)
def test_a_bar_has_seven_tabs_at_most(planner: Client, name: str) -> None:
    page = planner.get(reverse(name), follow=True).content.decode()
    bar = page.split('<nav class="tabs"')[1].split("</nav>")[0]
    assert 1 < bar.count("<a ") <= 7
