"""What every answer tells the browser, and what repeated wrong passwords lead to."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from vun.common.actor import Actor
from vun.records.accounts.operations import set_password

pytestmark = pytest.mark.django_db


def policy(response) -> dict[str, str]:
    response.close()
    directives = response.headers["Content-Security-Policy"].split(";")
    return dict(directive.strip().split(" ", 1) for directive in directives)


@pytest.mark.parametrize("path", ["/sign-in/", "/no-such-page/", "/static/vun/vun.css"])
def test_every_answer_forbids_what_is_not_from_here(client: Client, path: str) -> None:
    assert policy(client.get(path)) == {
        "default-src": "'self'",
        "img-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }


def test_every_page_is_kept_out_of_frames_and_guessed_types(client: Client) -> None:
    headers = client.get(reverse("sign-in")).headers
    named = ["X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy"]
    assert {name: headers[name] for name in named} == {
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def test_the_session_is_out_of_reach_of_scripts_and_other_sites(client: Client) -> None:
    get_user_model().objects.create_user(username="planner", password="right-password-1")
    client.post(reverse("sign-in"), {"username": "planner", "password": "right-password-1"})
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_after_repeated_wrong_passwords_the_right_one_is_refused_too(client: Client) -> None:
    get_user_model().objects.create_user(username="planner", password="right-password-1")
    wrong = {"username": "planner", "password": "wrong-password-1"}
    right = {"username": "planner", "password": "right-password-1"}

    answers = [client.post(reverse("sign-in"), wrong).status_code for _ in range(settings.AXES_FAILURE_LIMIT)]

    assert 429 not in answers[:-1]
    assert client.post(reverse("sign-in"), right).status_code == 429
    assert settings.SESSION_COOKIE_NAME not in client.cookies


def test_a_new_password_opens_what_wrong_ones_locked(client: Client) -> None:
    user = get_user_model().objects.create_user(username="planner", password="right-password-1")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        client.post(reverse("sign-in"), {"username": "planner", "password": "wrong-password-1"})
    right = {"username": "planner", "password": "ngay-xua-co-mot"}

    set_password(user=user, password=right["password"], by=Actor.system("tests"))

    assert client.post(reverse("sign-in"), right).status_code == 302


def test_a_colleague_elsewhere_is_not_locked_out_with_them(client: Client) -> None:
    get_user_model().objects.create_user(username="planner", password="right-password-1")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        client.post(reverse("sign-in"), {"username": "planner", "password": "wrong-password-1"})

    right = {"username": "planner", "password": "right-password-1"}
    assert client.post(reverse("sign-in"), right, REMOTE_ADDR="192.0.2.7").status_code == 302
