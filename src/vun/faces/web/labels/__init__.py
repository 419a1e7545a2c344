"""The word for every member of an enum, one module per context.

A module has ``LABELS = {PlanState: {PlanState.DRAFT: _("Nháp"), …}, …}``: by class first, because members of two
string enums with the same value are the same key of a dictionary.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache

from django.utils.functional import Promise

from vun.faces.web.catalogues import merged


@cache
def labels() -> Mapping[type[Enum], Mapping[Enum, str | Promise]]:
    """The words of all modules. Raises ValueError when two modules have the same class."""
    return merged(__name__, "LABELS")


@cache
def _by_name() -> Mapping[str, type[Enum]]:
    return {enum.__name__: enum for enum in labels()}


def label(value: object, enum: type[Enum] | str | None = None) -> str:
    """The word for an enum member, or for the stored value of one, whose ``enum`` is then named.

    Raises LookupError for a value or class without a word: a page must not show a machine's word.
    """
    if value in (None, ""):
        return ""
    if not isinstance(value, Enum):
        if enum is None:
            raise LookupError(f"name the enum whose stored value {value!r} is, as in |label:'PlanState'")
        value = (_by_name()[enum] if isinstance(enum, str) else enum)(value)
    return str(labels()[type(value)][value])


def choices(enum: type[Enum]) -> list[tuple[str, str | Promise]]:
    """(stored value, word) pairs of an enum, for a field or filter."""
    return [(member.value, word) for member, word in labels()[enum].items()]
