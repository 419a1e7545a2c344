"""The way in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_wrong_password_is_told_beside_the_form_and_the_right_one_opens_the_first_page(
    page: Page, live_server, assert_accessible: Callable[[], None]
) -> None:
    get_user_model().objects.create_user(username="planner", password="right-password-1")
    page.goto(live_server.url)
    assert_accessible()

    page.get_by_label("Tên đăng nhập").fill("planner")
    page.get_by_label("Mật khẩu").fill("wrong-password-1")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tên đăng nhập hoặc mật khẩu không đúng").first).to_be_visible()
    expect(page.get_by_label("Tên đăng nhập")).to_have_value("planner")
    assert_accessible()

    page.get_by_label("Mật khẩu").fill("right-password-1")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/")
    assert_accessible()
