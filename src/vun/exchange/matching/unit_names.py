"""The ways a unit's name is written, from its very letters to a part of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from vun.common.text import clean, fold
from vun.exchange.matching.names import is_slip, nearest, spelt_out
from vun.exchange.matching.shortened import is_short_for, levels_in_full

MOST_NAMES = 3
"""So many names are told as the nearest; one unit spelt in two ways is one of them."""
_BODIES = (
    "uy ban nhan dan ",
    "dang uy ",
    "hoi dong nhan dan ",
    "mat tran ",
    "co quan ",
    "van phong hoi dong nhan dan uy ban nhan dan ",
)
_LEVEL_WORDS = ("xa", "phuong", "thi tran", "dac khu", "huyen", "thi xa", "thanh pho")
_LEVEL_LETTERS = {
    "x": "xa",
    "p": "phuong",
    "tt": "thi tran",
    "h": "huyen",
    "tx": "thi xa",
    "tp": "thanh pho",
    "dk": "dac khu",
}
_ONLY_ONE = ("truong chinh tri",)
"""What a province has one of, whatever its full name."""
_PROVINCE_END = re.compile(r" tinh(?: \w+){0,3}$")


class UnitNames:
    """Every name units have or had, and what is written instead of it."""

    def __init__(self, names: Mapping[int, str], codes: Mapping[str, int]) -> None:
        """``names`` are those of now, by id; ``codes`` the ids by folded code."""
        self._names = names
        self._exact: dict[str, set[int]] = defaultdict(set)
        self._spelt: dict[str, set[int]] = defaultdict(set)
        self._loose: dict[str, set[int]] = defaultdict(set)
        self._initials: dict[str, set[int]] = defaultdict(set)
        self._by_sign: dict[str, set[int]] = defaultdict(set)
        self._display: dict[str, str] = {}
        for code, pk in codes.items():
            for part in code.split(" ")[1:]:
                if part.isalpha():
                    self._by_sign[part].add(pk)

    def add(self, unit_id: int, written: str, name: str) -> None:
        """Take in one way the unit is officially ``written``; ``name`` is what it is called in full then."""
        self._exact[clean(written).lower()].add(unit_id)
        spelt = spelt_out(written)
        self._spelt[spelt].add(unit_id)
        self._display.setdefault(spelt, name)
        for loose in _loosened(spelt):
            self._loose[loose].add(unit_id)
        for initials in _with_initials(written):
            self._initials[initials].add(unit_id)

    def is_exact(self, text: str, unit_id: int) -> bool:
        """Whether the text is the unit's very name, but for capitals."""
        return unit_id in self._exact.get(clean(text).lower(), ())

    def called(self, text: str) -> set[int]:
        """The units of that name, spelt in full or without its body or province."""
        spelt = spelt_out(text)
        return self._spelt.get(spelt) or self._loose.get(spelt) or set()

    def meant_by(self, text: str) -> tuple[set[int], bool]:
        """The units the text names in the surest way that finds any, and whether it is a loose one."""
        spelt = spelt_out(text)
        return next(((ids, is_loose) for ids, is_loose in self._ways(text, spelt) if ids), (set(), False))

    def _ways(self, text: str, spelt: str) -> Iterator[tuple[set[int] | None, bool]]:
        yield self._exact.get(clean(text).lower()), False
        yield self._spelt.get(spelt), fold(text) != spelt
        yield self._spelt.get(levels_in_full(spelt)), True
        yield self._loose.get(spelt), True
        loosened = _loosened(spelt)
        for loose in loosened:
            yield self._spelt.get(loose) or self._loose.get(loose), True
        for each in (spelt, *loosened):
            yield self._of_some_level(each), True
        yield self._initials.get(fold(text)), True
        yield self._by_sign.get(fold(text)), True
        yield self._only_one(spelt), True
        yield self._shortened(levels_in_full(spelt)), True

    def _only_one(self, spelt: str) -> set[int] | None:
        for start in _ONLY_ONE:
            if spelt == start or spelt.startswith(f"{start} tinh"):
                return {pk for pk, name in self._names.items() if spelt_out(name).startswith(start)}
        return None

    def _shortened(self, spelt: str) -> set[int]:
        """Units whose name ``spelt`` shortens: some words by their letters."""
        if " " not in spelt:
            return set()
        return {pk for name, ids in self._spelt.items() if is_short_for(spelt, name) for pk in ids}

    def _of_some_level(self, spelt: str) -> set[int]:
        """Communes and districts told without their level, or with its first letter: "Tân Lập", "P. Tam Thanh"."""
        first, _, rest = spelt.partition(" ")
        if rest and first in _LEVEL_LETTERS:
            return set(self._spelt.get(f"{_LEVEL_LETTERS[first]} {rest}", ()))
        found: set[int] = set()
        for level in _LEVEL_WORDS:
            found |= self._spelt.get(f"{level} {spelt}", set())
        return found

    def nearest(self, text: str) -> tuple[set[int], list[str]]:
        """The units of the one name the text is a slip of the hand for, if it is; and the nearest names."""
        spelt = spelt_out(text)
        near = nearest(spelt, self._spelt, 2 * MOST_NAMES)
        slips = [name for name in near[:MOST_NAMES] if is_slip(spelt, name, text)]
        meant = self._spelt[slips[0]] if len(slips) == 1 else set()
        return meant, list(dict.fromkeys(self._display[name] for name in near))[:MOST_NAMES]


def _with_initials(name: str) -> list[str]:
    """The name with all but its first words by their letters: "Sở Tài chính" is also "Sở TC"."""
    words = [word for word in fold(name).split() if word != "va"]
    return [
        f"{' '.join(words[:kept])} {''.join(word[0] for word in words[kept:])}"
        for kept in (1, 2)
        if len(words) - kept >= 2
    ]


def _loosened(spelt: str) -> list[str]:
    """A name without the body before it or the province after it: "UBND xã Tân Lập" is also "Xã Tân Lập"."""
    loose = []
    for body in _BODIES:
        if spelt.startswith(body) and len(spelt) > len(body) + 3:
            loose.append(spelt[len(body) :])
    short = _PROVINCE_END.sub("", spelt)
    if short != spelt and len(short.split()) > 1:
        loose.append(short)
    return loose
