"""Facts grouped by what may be asked of them: small enough to ask every condition, exact enough to open any figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(slots=True)
class Numbers:
    """Many whole numbers as texts between commas: the way a database lists a group, and a frozen report keeps it."""

    texts: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, *numbers: int) -> Numbers:
        return cls([",".join(map(str, numbers))] if numbers else [])

    def add(self, other: Numbers) -> None:
        """Put the other's numbers behind these."""
        self.texts += other.texts

    def array(self) -> NDArray[np.int64]:
        """The numbers, as many times as they are listed."""
        return np.fromstring(",".join(self.texts), dtype=np.int64, sep=",")


@dataclass(slots=True)
class Atom:
    """Facts that no condition of the report tells apart.

    ``values`` stand in the order of the fields asked. ``members`` are what distinct things are counted by (people),
    one for each fact; ``ids`` and ``amounts`` are kept only where lists are asked for.
    """

    values: tuple[Any, ...]
    count: int = 0
    amount: int = 0
    members: Numbers = field(default_factory=Numbers)
    ids: Numbers = field(default_factory=Numbers)
    amounts: Numbers = field(default_factory=Numbers)

    def add(self, other: Atom) -> None:
        """Take in facts of the same values."""
        self.count += other.count
        self.amount += other.amount
        self.members.add(other.members)
        self.ids.add(other.ids)
        self.amounts.add(other.amounts)


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of one source that a report is about."""

    fields: tuple[str, ...]
    atoms: tuple[Atom, ...]


def grouped(fields: Sequence[str], atoms: Iterable[Atom]) -> Facts:
    """Facts in which atoms of equal values are one."""
    found: dict[tuple[Any, ...], Atom] = {}
    for atom in atoms:
        known = found.get(atom.values)
        if known is None:
            found[atom.values] = atom
        else:
            known.add(atom)
    return Facts(tuple(fields), tuple(found.values()))
