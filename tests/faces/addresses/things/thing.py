"""What the modules beside this one give: names of arguments and real values of them."""

from __future__ import annotations

from typing import Any

Values = dict[str, Any]
Thing = tuple[str, list[Values]]
"""Names of arguments, parted by spaces, and values of them; several where states differ.

Where a name means something else in one area, the area stands before it: ``"admission: round_id"``.
"""


def ids(name: str, rows: Any, **more: str) -> list[Values]:
    """``name`` by the rows' ids; ``more`` are further arguments and the attribute each comes from."""
    return [{name: row.pk, **{key: getattr(row, path) for key, path in more.items()}} for row in rows]


def one_a_state(rows: Any) -> list[Any]:
    """The last row of every state."""
    return list({row.state: row for row in rows.order_by("pk")}.values())
