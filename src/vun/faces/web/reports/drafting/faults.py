"""Which row or column of a definition a refusal is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vun.common.errors import Problem
from vun.faces.web.messages import problem_text
from vun.reports.definitions.tree import Place, find, walk
from vun.reports.registry import layout_from

SIDES = ("rows", "columns")
Fault = tuple[str, Place]


def faults_of(data: Mapping[str, Any]) -> tuple[str, set[Fault]]:
    """What is wrong with the definition in words, and the rows and columns at fault; ("", none) when nothing is."""
    try:
        layout_from(data)
    except Problem as problem:
        return problem_text(problem), set(_at_fault(data, problem))
    return "", set()


def _at_fault(data: Mapping[str, Any], problem: Problem) -> Iterator[Fault]:
    said = {str(value) for value in problem.params.values()}
    for side in SIDES:
        for place, part in walk(data.get(side) or []):
            if said & _called(data, side, place, part):
                yield side, place


def _called(data: Mapping[str, Any], side: str, place: Place, part: Mapping[str, Any]) -> set[str]:
    """Every way a refusal may name the part: with its number, by the way to it, or by its key."""
    above = [find(data[side], place[:depth]) or {} for depth in range(1, len(place))]
    path = " › ".join(name_of(one) for one in (*above, part))
    return {name_of(part), path, str(part.get("key") or ""), str(part.get("label") or "")} - {""}


def name_of(part: Mapping[str, Any]) -> str:
    """``II.3 Quản lý nhà nước``."""
    return f"{part.get('number') or ''} {part.get('label') or ''}".strip()
