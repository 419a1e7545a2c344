"""Codes of rules kept as dated rows: the stem that rows of one rule share, a slash, and the year each begins."""

from __future__ import annotations

from zlib import crc32

from vun.common.text import fold

_LONGEST_KEY = 60


def stem_of(code: str) -> str:
    """The part of a rule's code before the year: ``"llct.department_head"`` of ``…/2024``. No stem has a slash."""
    return code.partition("/")[0]


def own_stem(name: str) -> str:
    """The part before the year for a rule an office writes itself: of its whole name, however long."""
    key = fold(name).replace(" ", "-")
    return "own." + (key if len(key) <= _LONGEST_KEY else f"{key[:51]}-{crc32(key.encode()):08x}")
