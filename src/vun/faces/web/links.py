"""Links that are shown only to whoever may follow them."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, resolve, reverse

from vun.common.actor import Actor


def url_for(actor: Actor, name: str, *args: object) -> str | None:
    """The address of the page called ``name`` if there is one and ``actor`` may open it somewhere, else None."""
    try:
        url = reverse(name, args=args)
    except NoReverseMatch:
        return None
    return url if may_open(actor, resolve(url).func) else None


def may_open(actor: Actor, view: Any) -> bool:
    """Whether the guard on ``view`` lets ``actor`` in."""
    permissions = getattr(view, "vun_permission", ())
    return not permissions or any(actor.may(permission) for permission in permissions)
