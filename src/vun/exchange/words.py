"""The names of kinds, exports and columns in the reader's language."""

from __future__ import annotations

from django.utils import translation


def in_words(text: str) -> str:
    """A title or description of a kind or an export, marked for the catalogue where it is written; or a column's label,
    marked in `labels`; what an office called a field of its own stays.
    """
    return translation.gettext(text) if text else ""
