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


LARGEST_ID = 2**63 - 1


def ids_of(values: Iterable[str]) -> set[int]:
    """The ids among values a browser sent; what cannot be the id of anything is left out."""
    return {int(value) for value in values if value.isdecimal() and int(value) <= LARGEST_ID}
