"""Readers of routes and matters: whose turn it is, what waits, who would sign."""

from vun.records.approvals.queries.desk import Desk, Turn, acting, require_sole, require_turn
from vun.records.approvals.queries.reading import (
    Waiting,
    get_matter,
    history_of,
    is_readable,
    last_matter,
    open_matter,
    reader_for,
    stuck,
    submitted_by,
    waiting_for,
)
from vun.records.approvals.queries.routes import (
    Holders,
    Rehearsal,
    all_routes,
    get_route,
    rehearse,
    route_for,
    steps_of,
)

__all__ = [
    "Desk",
    "Holders",
    "Rehearsal",
    "Turn",
    "Waiting",
    "acting",
    "all_routes",
    "get_matter",
    "get_route",
    "history_of",
    "is_readable",
    "last_matter",
    "open_matter",
    "reader_for",
    "rehearse",
    "require_sole",
    "require_turn",
    "route_for",
    "steps_of",
    "stuck",
    "submitted_by",
    "waiting_for",
]
