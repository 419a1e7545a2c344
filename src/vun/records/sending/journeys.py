"""Trips abroad that keep people from studying at home, told by the context above that keeps them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Protocol

from vun.records.sending.domain import Journey


class JourneyBook(Protocol):
    """Who is abroad, or is to go there."""

    def journeys_of(self, person_ids: Collection[int], on: date) -> list[Journey]:
        """The trips decided on these people go on, but those home before the day, in the order of their days."""
        ...


_kept: list[JourneyBook] = []


def keep_journeys_in(book: JourneyBook) -> None:
    """Ask ``book`` from now on, in place of any other."""
    _kept[:] = [book]


def journeys() -> JourneyBook:
    """The book in use. Raises LookupError when none has been handed over."""
    if not _kept:
        raise LookupError("no context has handed over a JourneyBook")
    return _kept[0]
