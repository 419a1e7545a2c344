"""Units with their place in the tree, and what decisions did to them."""

from vun.exchange.kinds.units.kind import Units

__all__ = ["Units"]
