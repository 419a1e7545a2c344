"""What sending must know about classes, told to it by the contexts above that keep them.

Arrows go downwards only, so sending cannot ask delivery. Delivery hands it a StudyBook when the site starts.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Protocol

from vun.common.period import Period
from vun.records.sending.domain import Study


class StudyBook(Protocol):
    """Who studies what, and when the classes of a plan line are."""

    def studies_of(self, person_ids: Collection[int], on: date) -> list[Study]:
        """The classes these people were in, or had completed, on the day."""
        ...

    def days_of_line(self, line_id: int) -> list[Period]:
        """The days of each class of the line that is not cancelled."""
        ...

    def is_enrolled(self, nomination_id: int) -> bool:
        """Whether somebody studies by this nomination."""
        ...

    def enrolled_among(self, nomination_ids: Collection[int], on: date) -> set[int]:
        """The nominations by which somebody was in a class on the day, or had been."""
        ...

    def periods_by(self, day: date, person_ids: Collection[int] | None) -> dict[int, int]:
        """The tiết completed in the year up to the day, of these or of everybody; whoever has none is left out."""
        ...


_kept: list[StudyBook] = []


def keep_studies_in(book: StudyBook) -> None:
    """Ask ``book`` from now on, in place of any other."""
    _kept[:] = [book]


def studies() -> StudyBook:
    """The book in use. Raises LookupError when none has been handed over."""
    if not _kept:
        raise LookupError("no context has handed over a StudyBook")
    return _kept[0]
