"""One vocabulary of states, each with its shape: told apart without colour."""

from __future__ import annotations

from enum import Enum

# Shape by stored value; the words are in the labels. A state not named here is neutral.
_SHAPES = {
    "draft": "draft",
    "submitted": "waiting",
    "waiting": "waiting",
    "pending": "waiting",
    "open": "running",
    "returned": "returned",
    "rejected": "returned",
    "approved": "approved",
    "running": "running",
    "in_progress": "running",
    "done": "done",
    "completed": "done",
    "finished": "done",
    "passed": "done",
    "closed": "done",
    "cancelled": "cancelled",
    "dropped": "cancelled",
}


def shape_of(value: object) -> str:
    """The shape a state is shown with: draft, waiting, returned, approved, running, done, cancelled or neutral."""
    return _SHAPES.get(str(value.value if isinstance(value, Enum) else value), "neutral")
