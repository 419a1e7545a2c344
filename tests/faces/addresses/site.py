"""The site's addresses, and real ones of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from tests.faces.addresses.asking import Answer, actor_named, ask, signed_in
from tests.faces.addresses.things import Values
from vun.common.actor import Actor, Permission

LOGINS = [
    "kehoach",
    "canbo",
    "giaovu",
    "giangvien",
    "ketoan",
    "lanhdao",
    "nguoihoc",
    "thanhtra",
    "quantri",
]


@dataclass(frozen=True, slots=True)
class Address:
    """One named address and the names of its arguments."""

    name: str
    arguments: tuple[str, ...]
    view: Callable[..., HttpResponseBase]

    @property
    def is_asked(self) -> bool:
        """Whether the address is of the site's own pages; signing in and out would end the visit."""
        return self.name not in ("sign-in", "sign-out", "health")

    def url(self, values: Mapping[str, Any]) -> str:
        return reverse(self.name, kwargs={name: values[name] for name in self.arguments})

    @property
    def permissions(self) -> tuple[Permission, ...]:
        return getattr(self.view, "vun_permission", ())

    def is_open_to(self, actor: Actor) -> bool:
        return not self.permissions or any(actor.may_anywhere(one) for one in self.permissions)


def addresses() -> list[Address]:
    def walk(resolver: URLResolver, space: str = "") -> Iterator[Address]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                yield from walk(entry, f"{entry.namespace}:" if entry.namespace else space)
            elif isinstance(entry, URLPattern):
                names = tuple(re.findall(r"<(?:\w+:)?(\w+)>", str(entry.pattern)))
                yield Address(f"{space}{entry.name}", names, entry.callback)

    return list(walk(get_resolver()))


class Site:
    """All addresses of the site, with real ``things`` to put into them."""

    def __init__(self, things: dict[str, list[Values]]) -> None:
        self._things = {frozenset(names.split()): values for names, values in things.items()}
        self.addresses = addresses()

    def values_of(self, address: Address) -> list[Values]:
        """Real values of the address's arguments, one for every state."""
        if not address.arguments:
            return [{}]
        names = frozenset(address.arguments)
        area = address.name.partition(":")[0]
        found = self._things.get(names | {f"{area}:"}) or self._things.get(names)
        assert found, (
            f"{address.name}: give real values of {address.arguments} in tests/faces/addresses/things"
        )
        return found

    def pages(self, *, in_every_state: bool = True) -> list[tuple[Address, Values]]:
        return [
            (one, values)
            for one in self.addresses
            if one.is_asked
            for values in self.values_of(one)[: None if in_every_state else 1]
        ]


@dataclass(frozen=True, slots=True)
class Reader:
    """A page as it stands before anything is asked of it, with somebody who may open it."""

    address: Address
    url: str
    client: Client
    page: str


class Visits:
    """What everybody meets at every address as it stands, asked for at most once.

    Everybody is signed in here, outside the tests, each of which is undone with its own sessions.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._clients = {login: signed_in(login) for login in LOGINS}
        self._actors = {login: actor_named(login) for login in LOGINS}
        self._answers: dict[tuple[str, str], Answer] = {}

    def may(self, login: str, address: Address) -> bool:
        return address.is_open_to(self._actors[login])

    def refused(self, login: str, page: str) -> set[str]:
        """The addresses the page leads to though its reader may not open them."""
        found = set()
        for path in set(re.findall(r'<a\b[^>]*?\bhref="(/(?!static/)[^"?#]*)', page)):
            match = resolve(path)
            if not Address(match.view_name, (), match.func).is_open_to(self._actors[login]):
                found.add(match.view_name)
        return found

    def answer(self, login: str, url: str) -> Answer:
        if (login, url) not in self._answers:
            self._answers[login, url] = ask(self._clients[login], url)
        return self._answers[login, url]

    @cached_property
    def readers(self) -> list[Reader]:
        """Every page that answers, with the first who may open it."""
        return [
            reader for address, values in self._site.pages() for reader in self._first_of(address, values)
        ]

    def _first_of(self, address: Address, values: Values) -> Iterator[Reader]:
        url = address.url(values)
        for login in LOGINS:
            if self.may(login, address):
                answer = self.answer(login, url)
                if answer.code == 200:
                    yield Reader(address, url, self._clients[login], answer.page)
                if answer.code in (200, 405):
                    return
