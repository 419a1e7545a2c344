"""One vocabulary of states, each with its shape: told apart without colour."""

from __future__ import annotations

from enum import Enum

# Shape by stored value; the words are in the labels. A state not named here is neutral.
_SHAPES = {
    "draft": "draft",
    "filling": "draft",
    "planned": "draft",
    "submitted": "waiting",
    "signed": "waiting",
    "waiting": "waiting",
    "pending": "waiting",
    "proposed": "waiting",
    "asked": "waiting",
    "waitlisted": "waiting",
    "decided": "waiting",
    "computed": "waiting",
    "serving": "running",
    "served": "done",
    "paid": "done",
    "released": "done",
    "waived": "done",
    "broken": "returned",
    "declined": "returned",
    "open": "running",
    "returned": "returned",
    "rejected": "returned",
    "failed": "returned",
    "permitted": "approved",
    "back": "running",
    "approved": "approved",
    "accepted": "approved",
    "running": "running",
    "in_progress": "running",
    "studying": "running",
    "done": "done",
    "applied": "done",
    "undone": "returned",
    "completed": "done",
    "finished": "done",
    "passed": "done",
    "closed": "done",
    "superseded": "done",
    "cancelled": "cancelled",
    "dropped": "cancelled",
    "withdrawn": "cancelled",
}


def shape_of(value: object) -> str:
    """The shape a state is shown with: draft, waiting, returned, approved, running, done, cancelled or neutral."""
    return _SHAPES.get(str(value.value if isinstance(value, Enum) else value), "neutral")
