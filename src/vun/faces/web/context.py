"""What every template is given besides its own values."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from vun.faces.web.navigation import entries_for


def frame(request: HttpRequest) -> dict[str, Any]:
    """The navigation and the sample-data mark; read lazily, so that bare pages cost nothing."""
    return {"navigation": lambda: entries_for(request), "is_sample": settings.IS_SAMPLE}  # type: ignore[arg-type]
