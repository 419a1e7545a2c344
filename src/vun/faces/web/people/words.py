"""What the catalogue of titles calls things, in the reader's language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language


def in_english() -> bool:
    """Whether the reader reads English."""
    return get_language() == "en"


def catalogue_name(row: Any) -> str:
    """The name of a title or title group; the Vietnamese one where it has no English."""
    return str(row.name_en if in_english() and row.name_en else row.name)
