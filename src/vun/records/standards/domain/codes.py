"""Codes of rules kept as dated rows: the stem that rows of one rule share, a slash, and the year each begins."""

from __future__ import annotations

from vun.common.text import fold


def stem_of(code: str) -> str:
    """The part of a rule's code before the year: ``"llct.department_head"`` of ``…/2024``. No stem has a slash."""
    return code.partition("/")[0]


def own_stem(name: str) -> str:
    """The stem of a rule an office writes itself."""
    return "own." + fold(name).replace(" ", "-")[:60]
