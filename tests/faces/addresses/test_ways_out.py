"""Nobody is led to another site."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from tests.faces.addresses.asking import ask, signed_in
from tests.faces.addresses.site import Site
from vun.records.plans.models import PlanVersion
from vun.samples import province

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "\x00"],
)
def test_nobody_is_led_to_another_site(site: Site, elsewhere: str) -> None:
    client = signed_in("kehoach")
    day = ask(client, f"{reverse('day')}?{urlencode({'next': elsewhere, 'day': '01/06/2026'})}")
    language = ask(client, reverse("language"), {"language": "en", "next": elsewhere})
    version = PlanVersion.objects.filter(state="draft")[0]
    spread = ask(client, reverse("plans:spread", args=[version.terms.all()[0].pk]), {"back": elsewhere})
    landed = ask(
        Client(),
        f"{reverse('sign-in')}?{urlencode({'next': elsewhere})}",
        {"username": "kehoach", "password": province.PASSWORD},
    )
    for answer in (day, language, spread, landed):
        assert answer.code == 302, answer.place
        assert re.match(r"/(?![/\\])", answer.target), answer.target
