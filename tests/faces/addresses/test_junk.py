"""Whatever is asked or typed is no fault."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.utils.http import urlencode

from tests.faces.addresses.asking import KNOWN, actor_named, ask, signed_in, told
from tests.faces.addresses.forms import (
    JUNK_OF_FIELDS,
    JUNK_OF_FILTERS,
    JUNK_QUERIES,
    UNREADABLE_QUERY,
    Forms,
    filled,
)
from tests.faces.addresses.site import Site, Visits

pytestmark = pytest.mark.django_db


def test_a_nonsensical_query_is_no_fault(visits: Visits) -> None:
    at_once = [UNREADABLE_QUERY] if connection.vendor == "sqlite" else []
    wrong, seen = set(), set()
    for reader in visits.readers:
        address, url, client = reader.address, reader.url, reader.client
        if address.name in seen:
            continue
        seen.add(address.name)
        asked = {name for name, _kind, _value in Forms(reader.page, url).fields["get"]}
        queries = at_once + JUNK_QUERIES + [dict.fromkeys(asked, junk) for junk in JUNK_OF_FILTERS if asked]
        for query in queries:
            found = ask(client, f"{url}?{urlencode(query)}")
            if found.code not in (200, 302, 400, 404):
                wrong.add(f"{address.name} {str(query)[:60]} {found.code} {found.place}")
    assert not wrong, told(wrong)


@pytest.mark.parametrize("login", ["kehoach", "canbo", "giaovu", "lanhdao", "nguoihoc"])
def test_an_empty_form_is_no_fault_and_who_may_not_changes_nothing(site: Site, login: str) -> None:
    client, actor = signed_in(login), actor_named(login)
    wrong = set()
    for address, values in site.pages(in_every_state=login == "kehoach"):
        answer = ask(client, address.url(values), {})
        permissions = address.permissions
        may = address.is_open_to(actor)
        if answer.code not in KNOWN or (not may and answer.code not in (403, 405)):
            wrong.add(f"{address.name} {values} {answer.code} {answer.place}")
        if answer.entries and (not may or answer.code in (403, 404, 405)):
            wrong.add(f"{address.name} {values} wrote {[entry.action for entry in answer.entries]}")
        for entry in answer.entries:
            if entry.unit_id is not None and not any(
                actor.may(permission, entry.unit_id) for permission in permissions
            ):
                wrong.add(f"{address.name} {values} wrote {entry.action} on a unit of others")
    assert not wrong, told(wrong)


def test_whatever_is_typed_is_no_fault(visits: Visits) -> None:
    wrong, seen = set(), set()
    for reader in visits.readers:
        address, url, client = reader.address, reader.url, reader.client
        fields = Forms(reader.page, url).fields["post"]
        form = (address.name, frozenset(re.sub(r"\d+", "", name) for name, _kind, _value in fields))
        if len(fields) <= 1 or form in seen:
            continue
        seen.add(form)
        typed: list[dict[str, list[str]]] = []
        for junk in JUNK_OF_FIELDS:
            data = filled(client, fields, junk)
            # A form without a day, say, looks the same whatever is typed into days.
            if data in typed:
                continue
            typed.append(data)
            found = ask(client, url, data)
            if found.code not in KNOWN:
                wrong.add(f"{address.name} {str(junk)[:60]} {found.code} {found.place}")
    assert not wrong, told(wrong)
