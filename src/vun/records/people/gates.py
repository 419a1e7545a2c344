"""Who else has a say when somebody is given a post: contexts above, told apart from this one by arrows.

Whether a person meets the standard of a title is known above; such a context hands over a gate when the site starts.
"""

from __future__ import annotations

from collections.abc import Callable

from vun.common.actor import Actor

Gate = Callable[[int, Actor], None]
"""Called with the id of the post just written, in its transaction; a Problem it raises undoes the post."""

_kept: dict[str, Gate] = {}


def keep_gate(name: str, gate: Gate) -> None:
    """Ask ``gate`` from now on, in place of any other of the name."""
    _kept[name] = gate


def pass_gates(appointment_id: int, by: Actor) -> None:
    """Let every gate look at a post just given. Raises what the first one raises that objects."""
    for gate in _kept.values():
        gate(appointment_id, by)
