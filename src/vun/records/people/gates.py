"""Who else has a say when somebody is given a post: contexts above, told apart from this one by arrows.

Whether a person meets the standard of a title is known above; such a context hands over a gate when the site starts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Protocol

from vun.common.actor import Actor
from vun.common.errors import Problem


class Gate(Protocol):
    """Looks at posts just written, one or thousands, in their transaction."""

    def objections(self, appointment_ids: Collection[int], by: Actor) -> Mapping[int, Problem]:
        """What it objects to, by post; such a post is not kept. Writes what it has to about all others."""

    def refuses_from(self) -> date | None:
        """The first day of which a post may be objected to; None while it objects to none."""


Carrier = Callable[[Mapping[int, int]], None]
"""Called with the ids of posts carried on in another unit, by those of the posts that ended for them.

A post still to come is moved as it is, and stands for itself.
"""

_kept: dict[str, Gate] = {}
_carriers: dict[str, Carrier] = {}


def keep_gate(name: str, gate: Gate) -> None:
    """Ask ``gate`` from now on, in place of any other of the name."""
    _kept[name] = gate


def keep_carrier(name: str, carrier: Carrier) -> None:
    """Tell ``carrier`` from now on, in place of any other of the name."""
    _carriers[name] = carrier


def tell_carriers(carried: Mapping[int, int]) -> None:
    """Let what hangs on posts follow them into the unit that took their people over, in the same transaction."""
    for carrier in _carriers.values():
        carrier(carried)


def pass_gates(appointment_id: int, by: Actor) -> None:
    """Let every gate look at a post just given. Raises the first objection."""
    for problem in objections([appointment_id], by).values():
        raise problem


def objections(appointment_ids: Collection[int], by: Actor) -> dict[int, Problem]:
    """What gates object to in posts just given, by post: the first objection to each."""
    found: dict[int, Problem] = {}
    for gate in _kept.values():
        found = {**gate.objections(appointment_ids, by), **found}
    return found


def refuses_from() -> date | None:
    """The first day of which a gate may object to a post; None while none does."""
    return min((day for gate in _kept.values() if (day := gate.refuses_from())), default=None)
