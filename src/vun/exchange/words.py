"""The names of kinds and exports in the reader's language."""

from __future__ import annotations

from django.utils import translation


def in_words(text: str) -> str:
    """A title or description of a kind or an export, marked for the catalogue where it is written."""
    return translation.gettext(text)
