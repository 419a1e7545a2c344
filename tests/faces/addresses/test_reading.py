"""Pages answer whoever may open them."""

from __future__ import annotations

from itertools import product

import pytest
from django.test import Client
from django.urls import reverse

from tests.faces.addresses.asking import KNOWN, ask, signed_in, told
from tests.faces.addresses.site import LOGINS, Site, Visits

pytestmark = pytest.mark.django_db

NOBODY = [999_999_999, 10**30]
"""Ids that do not exist, the last beyond what either database can hold."""


def test_a_visitor_is_sent_to_sign_in_whatever_they_ask_for(site: Site) -> None:
    public = {"health", "sign-in", "sign-out", "language"}
    visitor, wrong = Client(), set()
    for address in site.addresses:
        values = site.values_of(address)[0]
        for data in (None, {"name": "x"}):
            answer = ask(visitor, address.url(values), data)
            is_sent = answer.code == 302 and answer.target.startswith(reverse("sign-in"))
            if answer.code == 500 or (address.name not in public and not is_sent) or answer.entries:
                wrong.add(f"{address.name} {answer.code} {answer.place}")
    assert not wrong, told(wrong)


@pytest.mark.parametrize("login", LOGINS)
def test_every_page_answers_everybody_who_may_open_it(site: Site, visits: Visits, login: str) -> None:
    wrong = set()
    for address, values in site.pages(in_every_state=login == "kehoach"):
        if visits.may(login, address):
            answer = visits.answer(login, address.url(values))
            # Looking changes nothing; who took which list out is written down.
            done = {entry.action for entry in answer.entries} - {"list.exported"}
            if answer.code not in KNOWN or done:
                wrong.add(f"{address.name} {values} {answer.code} {answer.place} {sorted(done)}")
            wrong |= {f"{address.name} leads to {name}" for name in visits.refused(login, answer.page)}
    assert not wrong, told(wrong)


def test_what_does_not_exist_is_not_found_by_whoever_may_open_the_page(site: Site, visits: Visits) -> None:
    """Asked by two who may open it: who sees the province and, if there is one, who sees a part of it."""
    clients = {login: signed_in(login) for login in ("kehoach", "canbo", "giaovu", "nguoihoc", "quantri")}
    wrong, asked = set(), 0
    for address in site.addresses:
        values = site.values_of(address)[0]
        numbers = [name for name, value in values.items() if isinstance(value, int)]
        if not address.is_asked or not numbers:
            continue
        asked += 1
        asking = [login for login in clients if visits.may(login, address)][:2]
        for login, unknown in product(asking, NOBODY):
            url = address.url(values | dict.fromkeys(numbers, unknown))
            for data in (None, {}):
                answer = ask(clients[login], url, data)
                if answer.code not in (404, 405) or answer.entries:
                    wrong.add(f"{login} {address.name} {unknown} {answer.code} {answer.place}")
    assert not wrong, told(wrong)
    assert asked > 100
