"""The kinds of imports, by name."""

from __future__ import annotations

from vun.common.errors import NotFound
from vun.exchange.kinds.base import Kind
from vun.exchange.kinds.people import People
from vun.exchange.kinds.qualifications import Qualifications
from vun.exchange.kinds.ratings import Ratings

KINDS: tuple[Kind, ...] = (People(), Qualifications(), Ratings())


def get_kind(name: str) -> Kind:
    """Raises NotFound."""
    for kind in KINDS:
        if kind.name == name:
            return kind
    raise NotFound("kind")


__all__ = ["KINDS", "Kind", "get_kind"]
