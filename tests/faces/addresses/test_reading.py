"""Pages answer whoever may open them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.faces.addresses.asking import KNOWN, actor_named, ask, signed_in, told
from tests.faces.addresses.site import LOGINS, Site

pytestmark = pytest.mark.django_db

NOBODY = [999_999_999, 10**30]
"""Ids that do not exist, the last beyond what either database can hold."""


def test_a_visitor_is_sent_to_sign_in_whatever_they_ask_for(site: Site) -> None:
    public = {"health", "sign-in", "sign-out", "language"}
    wrong = set()
    for address in site.addresses:
        values = site.values_of(address)[0]
        for data in (None, {"name": "x"}):
            answer = ask(Client(), address.url(values), data)
            is_sent = answer.code == 302 and answer.target.startswith(reverse("sign-in"))
            if answer.code == 500 or (address.name not in public and not is_sent) or answer.entries:
                wrong.add(f"{address.name} {answer.code} {answer.place}")
    assert not wrong, told(wrong)


@pytest.mark.parametrize("login", LOGINS)
def test_every_page_answers_everybody_who_may_open_it(site: Site, login: str) -> None:
    client, actor = signed_in(login), actor_named(login)
    wrong = set()
    for address, values in site.pages(in_every_state=login == "kehoach"):
        if address.is_open_to(actor):
            answer = ask(client, address.url(values))
            # Looking changes nothing; who took which list out is written down.
            done = {entry.action for entry in answer.entries} - {"list.exported"}
            if answer.code not in KNOWN or done:
                wrong.add(f"{address.name} {values} {answer.code} {answer.place} {sorted(done)}")
    assert not wrong, told(wrong)


@pytest.mark.parametrize("login", ["kehoach", "canbo", "giaovu", "nguoihoc", "quantri"])
def test_what_does_not_exist_is_not_found_by_whoever_may_open_the_page(site: Site, login: str) -> None:
    client, actor = signed_in(login), actor_named(login)
    wrong = set()
    for address in site.addresses:
        if not address.is_asked or not address.arguments or not address.is_open_to(actor):
            continue
        numbers = [name for name, value in site.values_of(address)[0].items() if isinstance(value, int)]
        if not numbers:
            continue
        for unknown in NOBODY:
            url = address.url(site.values_of(address)[0] | dict.fromkeys(numbers, unknown))
            for data in (None, {}):
                answer = ask(client, url, data)
                if answer.code not in (404, 405) or answer.entries:
                    wrong.add(f"{address.name} {unknown} {answer.code} {answer.place}")
    assert not wrong, told(wrong)
