"""What every template is given besides its own values."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from vun.faces.web.navigation import entries_for
from vun.records.approvals.domain import SIGNING_ROLES


def frame(request: HttpRequest) -> dict[str, Any]:
    """The navigation, the sample-data mark, and whether anything may wait for the reader.

    Read lazily, so that bare pages cost nothing.
    """
    return {
        "navigation": lambda: entries_for(request),  # type: ignore[arg-type]
        "is_sample": settings.IS_SAMPLE,
        "may_sign": lambda: bool(request.actor.roles & set(SIGNING_ROLES)),  # type: ignore[attr-defined]
    }
