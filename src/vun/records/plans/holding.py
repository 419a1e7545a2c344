"""What plans must know about classes, told by the context above that keeps them; see `vun.records.sending.studies`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol


class ClassBook(Protocol):
    """How many classes have come of plan lines."""

    def classes_by_line(self, line_ids: Collection[int]) -> Mapping[int, int]:
        """The classes of each line that were not cancelled; lines without any are left out."""
        ...


_kept: list[ClassBook] = []


def keep_classes_in(book: ClassBook) -> None:
    """Ask ``book`` from now on, in place of any other."""
    _kept[:] = [book]


def classes() -> ClassBook:
    """The book in use. Raises LookupError when none has been handed over."""
    if not _kept:
        raise LookupError("no context has handed over a ClassBook")
    return _kept[0]
