"""Rows and columns of a definition as a tree of plain data: where a part stands, and moving it about.

A place is a path of indexes from the top: ``(0, 2)`` is the third part of the first row. Nothing is changed in place.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Part = dict[str, Any]
Place = tuple[int, ...]


def walk(parts: Sequence[Mapping[str, Any]], above: Place = ()) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    """Every part with its place, each whole before what is below it."""
    for index, part in enumerate(parts):
        yield (*above, index), part
        yield from walk(part.get("parts") or [], (*above, index))


def find(parts: Sequence[Mapping[str, Any]], place: Place) -> Mapping[str, Any] | None:
    """The part that stands there."""
    return next((part for at, part in walk(parts) if at == place), None)


def put(parts: Sequence[Mapping[str, Any]], place: Place, part: Mapping[str, Any]) -> list[Part]:
    """The tree with another part there, keeping what stands below it. Raises LookupError where nothing stands."""
    tree, beside, index = _at(parts, place)
    below = beside[index].get("parts")
    beside[index] = {**part, **({"parts": below} if below else {})}
    return tree


def insert(parts: Sequence[Mapping[str, Any]], place: Place, part: Mapping[str, Any]) -> list[Part]:
    """The tree with one part more at that place, what stands there and after it moved on. Raises LookupError."""
    tree = copy.deepcopy([dict(one) for one in parts])
    beside = _beside(tree, place)
    if not 0 <= place[-1] <= len(beside):
        raise LookupError(place)
    beside.insert(place[-1], dict(part))
    return tree


def remove(parts: Sequence[Mapping[str, Any]], place: Place) -> list[Part]:
    """The tree without the part and all below it. Raises LookupError."""
    tree, beside, index = _at(parts, place)
    del beside[index]
    _drop_empty(tree)
    return tree


def move(parts: Sequence[Mapping[str, Any]], place: Place, way: str) -> tuple[list[Part], Place]:
    """The tree after one step ``up``, ``down``, ``in`` (below the part before) or ``out``, and where the part is now.

    A step that cannot be taken, and a way that is none, leave the tree. Raises LookupError.
    """
    tree, beside, index = _at(parts, place)
    part = beside[index]
    if way in ("up", "down"):
        other = index + (1 if way == "down" else -1)
        if not 0 <= other < len(beside):
            return tree, place
        beside[index], beside[other] = beside[other], part
        return tree, (*place[:-1], other)
    if way == "in" and index:
        del beside[index]
        below = beside[index - 1].setdefault("parts", [])
        below.append(part)
        return tree, (*place[:-1], index - 1, len(below) - 1)
    if way == "out" and len(place) > 1:
        del beside[index]
        upper = (*place[:-2], place[-2] + 1)
        _beside(tree, upper).insert(upper[-1], part)
        _drop_empty(tree)
        return tree, upper
    return tree, place


def fresh_key(parts: Sequence[Mapping[str, Any]], letter: str) -> str:
    """A key no part has: ``r1``, ``r2`` …"""
    taken = {str(part.get("key")) for _place, part in walk(parts)}
    number = 1
    while f"{letter}{number}" in taken:
        number += 1
    return f"{letter}{number}"


def _at(parts: Sequence[Mapping[str, Any]], place: Place) -> tuple[list[Part], list[Part], int]:
    tree = copy.deepcopy([dict(one) for one in parts])
    if find(tree, place) is None:
        raise LookupError(place)
    return tree, _beside(tree, place), place[-1]


def _beside(tree: list[Part], place: Place) -> list[Part]:
    """The list the part stands in. Raises LookupError."""
    beside = tree
    for index in place[:-1]:
        if not 0 <= index < len(beside):
            raise LookupError(place)
        beside = beside[index].setdefault("parts", [])
    return beside


def _drop_empty(parts: list[Part]) -> None:
    for part in parts:
        if "parts" in part:
            _drop_empty(part["parts"])
            if not part["parts"]:
                del part["parts"]
