"""Links that are shown only to whoever may follow them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, resolve, reverse

from vun.common.actor import Actor, Permission


def url_for(actor: Actor, name: str, *args: object) -> str | None:
    """The address of the page called ``name`` if there is one and ``actor`` may open it somewhere, else None."""
    try:
        url = reverse(name, args=args)
    except NoReverseMatch:
        return None
    permissions = _permissions_of(settings.ROOT_URLCONF, name, len(args), url)
    return (
        url if not permissions or any(actor.may_anywhere(permission) for permission in permissions) else None
    )


_known: dict[tuple[str, str, int], tuple[Permission, ...]] = {}


def _permissions_of(urlconf: str, name: str, arguments: int, url: str) -> tuple[Permission, ...]:
    """What the guard of the view asks for; the same for every address of one name, so that it is looked up once."""
    key = (urlconf, name, arguments)
    if key not in _known:
        view: Any = resolve(url).func
        _known[key] = getattr(view, "vun_permission", ())
    return _known[key]
