"""The forms on a page, filled in sensibly or with junk."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser

from django.test import Client

UNREADABLE_QUERY = {
    "page": "abc",
    "sort": "nonsense",
    "on": "99/99/9999",
    "export": "exe",
    "size": "7",
    "columns": "none",
}
"""Nothing of it comes as far as a database."""
JUNK_QUERIES: list[dict[str, str]] = [
    {
        "page": "9" * 5000,
        "q": "a\x00b",
        "year": "0000",
        "on": "0001-01-01",
        "week": "9999-12-31",
        "line": "x",
    },
    {"page": "-1", "sort": "-", "q": "%_'\"\\ 😀 \u202eعربى" * 500}
    | dict.fromkeys(
        ["unit", "line", "survey", "depth", "version", "from", "to", "round", "parent", "ids"], "9" * 30
    ),
]
JUNK_OF_FILTERS = ["a\x00b", "9" * 30, "-1"]
JUNK_OF_FIELDS: list[dict[str, str]] = [
    {"text": "ạ" * 5000, "day": "31/02/2026", "choice": "nonsense", "pick": "nonsense"},
    {"text": "a\x00b", "day": "a\x00b", "choice": "\x00", "pick": "9" * 30, "number": "9" * 5000},
    {"text": "😀 \u202eعربى <b>&", "number": "32768"},
    {"number": "2147483648"},
    {"number": "99999999999999999999"},
    {"day": "31/12/9999"},
    {"day": "01/01/0001", "number": "-1"},
]
"""What is typed into all fields of a kind at once; kinds not named are filled in sensibly."""


class Forms(HTMLParser):
    """The fields of the forms a page answers itself, as (name, kind, value), parted by method.

    Those of the frame (signing out, the language, the day) go elsewhere and are left out.
    """

    def __init__(self, page: str, url: str) -> None:
        super().__init__()
        self._own = ("", url)
        self.fields: dict[str, list[tuple[str, str, str]]] = {"get": [], "post": []}
        self._method: str | None = None
        self._select: str | None = None
        self._pick = ""
        self._chosen = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            is_own = given.get("action", "").partition("?")[0] in self._own
            self._method = given.get("method", "get").lower() if is_own else None
        elif "data-pick" in given:
            self._pick = given["data-pick"]
        elif self._method and tag == "select":
            self._select, self._chosen = given.get("name", ""), ""
        elif self._select is not None and tag == "option":
            if given.get("value") and ("selected" in given or not self._chosen):
                self._chosen = given["value"]
        elif self._method and tag in ("input", "textarea") and given.get("name"):
            self._add(given)

    def _add(self, given: dict[str, str]) -> None:
        kind = "day" if "data-date" in given else given.get("type", "text")
        if given.get("inputmode") in ("numeric", "decimal") and kind == "text":
            kind = "number"
        if kind == "hidden" and self._pick:
            kind, self._pick = f"pick {self._pick}", ""
        assert self._method is not None
        self.fields[self._method].append((given["name"], kind, given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._method = None
        elif tag == "select" and self._select is not None and self._method:
            self.fields[self._method].append((self._select, "choice", self._chosen))
            self._select = None


_SENSIBLE = {"text": "abc", "number": "1", "day": "15/10/2026", "choice": ""}


@cache
def _first_option(client: Client, url: str) -> str:
    """What a field that is found by typing offers first."""
    found = client.get(url, {"q": "a"}).json()["options"]
    return str(found[0]["value"]) if found else ""


def filled(
    client: Client, fields: list[tuple[str, str, str]], junk: Mapping[str, str]
) -> dict[str, list[str]]:
    """The fields of a form filled in; where ``junk`` has something for the kind of a field, with that."""
    typed: dict[str, list[str]] = {}
    for name, kind, value in fields:
        if name == "csrfmiddlewaretoken":
            continue
        kind = "text" if kind in ("text", "email", "tel", "search", "textarea", "password") else kind
        typed.setdefault(name, [])
        if kind.startswith("pick "):
            kind, value = "pick", value or _first_option(client, kind.removeprefix("pick "))
        if kind in ("checkbox", "radio"):
            if value not in typed[name] and (kind == "checkbox" or not typed[name]):
                typed[name].append(junk.get("choice", value))
        else:
            typed[name] = [junk.get(kind, value or _SENSIBLE.get(kind, ""))]
    return typed
