"""Who else has a say when somebody is given a post: contexts above, told apart from this one by arrows.

Whether a person meets the standard of a title is known above; such a context hands over a gate when the site starts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from vun.common.actor import Actor

Gate = Callable[[int, Actor], None]
"""Called with the id of the post just written, in its transaction; a Problem it raises undoes the post."""

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
    """Let every gate look at a post just given. Raises what the first one raises that objects."""
    for gate in _kept.values():
        gate(appointment_id, by)
