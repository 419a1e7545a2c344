"""What an area puts on the first page, from its module ``home``.

Any of three functions, each taking ``(actor, on)`` and asking for no more than the actor may see:
``tasks`` gives `Task`, ``progress`` gives `Progress`, ``changes`` gives `Change`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from vun.common.actor import Actor
from vun.faces.web.areas import contributions
from vun.faces.web.pages import Text

URGENT_DAYS = 7


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for the reader; ``count`` of them, at the latest on ``due_on``."""

    text: Text
    url: str
    count: int | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A task as it stands on a day: late, or due within the week."""

    task: Task
    is_late: bool
    is_urgent: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the year has come with one thing: ``done`` of ``planned``."""

    text: Text
    url: str
    done: int
    planned: int

    @property
    def share(self) -> int:
        """Whole per cent, not above 100, for the bar."""
        return min(100, self.done * 100 // self.planned) if self.planned else 0


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened."""

    text: Text
    url: str
    on: date


def tasks(actor: Actor, on: date) -> list[Waiting]:
    """Everything that waits, the earliest due first, what has no date last."""
    found: list[Task] = _gathered("tasks", actor, on)
    found.sort(key=lambda task: (task.due_on is None, task.due_on or on))
    return [
        Waiting(
            task,
            is_late=task.due_on is not None and task.due_on < on,
            is_urgent=task.due_on is not None and (task.due_on - on).days <= URGENT_DAYS,
        )
        for task in found
    ]


def progress(actor: Actor, on: date) -> list[Progress]:
    return _gathered("progress", actor, on)


def changes(actor: Actor, on: date) -> list[Change]:
    """The latest changes, newest first."""
    found: list[Change] = _gathered("changes", actor, on)
    return sorted(found, key=lambda change: change.on, reverse=True)[:10]


def _gathered(name: str, actor: Actor, on: date) -> list[Any]:
    found: list[Any] = []
    for module in contributions("home"):
        contribution = getattr(module, name, None)
        if contribution is not None:
            found.extend(contribution(actor, on))
    return found
