"""How many people a unit can spare in a month and in a year, told by the context above that keeps it."""

from __future__ import annotations

from typing import Protocol


class ReleaseBook(Protocol):
    """What units themselves set; None where one set nothing, so that the share of the province counts."""

    def month_people(self, unit_id: int, year: int) -> int | None:
        """How many of the unit may be away in one month of the year."""
        ...

    def year_places(self, unit_id: int, year: int) -> int | None:
        """How many of the unit may be sent in the year."""
        ...


_kept: list[ReleaseBook] = []


def keep_releases_in(book: ReleaseBook) -> None:
    """Ask ``book`` from now on, in place of any other."""
    _kept[:] = [book]


def releases() -> ReleaseBook:
    """The book in use. Raises LookupError when none has been handed over."""
    if not _kept:
        raise LookupError("no context has handed over a ReleaseBook")
    return _kept[0]
