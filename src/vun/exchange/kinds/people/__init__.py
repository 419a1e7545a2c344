"""People with their posts: rosters of staff in all their layouts."""

from vun.exchange.kinds.people.kind import People

__all__ = ["People"]
