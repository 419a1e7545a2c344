"""The request as the middleware leaves it for the views."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from vun.common.actor import Actor


class Request(HttpRequest):
    """What every view of the web face is given. A type for the checker: no request is made of this class."""

    actor: Actor
    on: date
    """The day the page speaks of: "Tính đến dd/mm/yyyy"."""
    today: date
    htmx: HtmxDetails


def sought(request: HttpRequest) -> str:
    """What is looked for: posted where it may be a national ID, which no address is to hold, else in the address."""
    return (request.POST.get("q") or request.GET.get("q", "")).strip()


LARGEST_ID = 2**63 - 1
"""What the databases can hold as a key."""
_MOST_DIGITS = len(str(LARGEST_ID))


def find_id(value: str) -> int | None:
    """The id a browser sent as text, or None for what cannot be the id of anything."""
    # The length first: Python refuses to read numbers of thousands of digits.
    found = int(value) if value.isdecimal() and len(value) <= _MOST_DIGITS else None
    return found if found is not None and found <= LARGEST_ID else None


def ids_of(values: Iterable[str]) -> set[int]:
    """The ids among values a browser sent; what cannot be the id of anything is left out."""
    return {found for value in values if (found := find_id(value)) is not None}
