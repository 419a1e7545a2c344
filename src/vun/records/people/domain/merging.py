"""Two records that are of one person become one: which of the two a value or a row is taken from."""

from __future__ import annotations

from enum import StrEnum


class Side(StrEnum):
    """One of the two records: the one that goes on, or the one that is merged into it."""

    SURVIVOR = "survivor"
    MERGED = "merged"


class RowFate(StrEnum):
    """What became of a row when its person was merged with another.

    It came over with the merged record, was the survivor's already, or was put aside, both having had its like.
    """

    MOVED = "moved"
    STAYED = "stayed"
    SET_ASIDE = "set_aside"
