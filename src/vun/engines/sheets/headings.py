"""Which column means what, by its heading: with and without accents, in one row or several, misspelt or cut short."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from vun.common.text import clean, fold

GOOD = 0.72
"""The least score at which a heading is taken for a field."""
_PLAIN, _WEAK = 0.9, 0.8
_SHORT = tuple(
    (re.compile(rf"\b(?:{short})\b"), full)
    for short, full in (
        ("dvhc", "don vi hanh chinh"),
        ("cb ?cc ?vc|cbccvc", "can bo cong chuc vien chuc"),
        ("cb ?cc|cbcc", "can bo cong chuc"),
        ("dt ?bd", "dao tao boi duong"),
        ("vb ?cc|vbcc", "van bang chung chi"),
        ("ctac|c tac", "cong tac"),
        ("dv", "don vi"),
        ("cq", "co quan"),
        ("kp", "kinh phi"),
        ("hv", "hoc vien"),
        ("sl", "so luong"),
        ("tg", "thoi gian"),
        ("td", "trinh do"),
        ("dk", "du kien"),
        ("tc", "to chuc"),
        ("dtb|d tb|diem tb", "diem trung binh"),
        ("gd", "giao duc"),
        ("llct", "ly luan chinh tri"),
        ("qlnn", "quan ly nha nuoc"),
        ("qp ?an|qpan", "quoc phong va an ninh"),
        ("cntt", "cong nghe thong tin"),
        ("gcn", "giay chung nhan"),
        ("gcc", "giay chung chi"),
        ("cvcc", "chuyen vien cao cap"),
        ("cvc", "chuyen vien chinh"),
        ("kq", "ket qua"),
        ("xl", "xep loai"),
    )
)
_BRACKETS = re.compile(r"[(\[{][^)\]}]*[)\]}]?")
_NUMBERING = re.compile(r"^(?:\d{1,2}|[ivx]{1,4}|[a-h]) (?=[a-z])")
_ORDER = frozenset(("stt", "tt", "so tt", "so thu tu", "so stt", "s tt", "thu tu", "no"))


@dataclass(frozen=True, slots=True)
class Heading:
    """A field of a kind of import, and how offices head its column.

    ``phrases`` are what it is called, the usual first. ``within`` are words one of which must stand in a heading above
    when the heading itself is only one of ``phrases_below`` ("Nam" under "Năm sinh"). ``weak`` are what it is called
    where nothing else in the table is called by a phrase. ``never`` are words with which it means something else.
    """

    name: str
    phrases: tuple[str, ...] = ()
    is_required: bool = False
    within: tuple[str, ...] = ()
    phrases_below: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    is_repeated: bool = False
    weak: tuple[str, ...] = ()
    folded: tuple[str, ...] = field(init=False)
    folded_below: frozenset[str] = field(init=False)
    folded_within: tuple[str, ...] = field(init=False)
    folded_never: tuple[str, ...] = field(init=False)
    folded_weak: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        set_ = object.__setattr__
        set_(self, "folded", tuple(dict.fromkeys(fold(each) for each in self.phrases)))
        set_(self, "folded_below", frozenset(fold(each) for each in self.phrases_below))
        set_(self, "folded_within", tuple(fold(each) for each in self.within))
        set_(self, "folded_never", tuple(fold(each) for each in self.never))
        set_(self, "folded_weak", frozenset(fold(each) for each in self.weak))


def is_order(text: str) -> bool:
    """Whether a column headed so numbers the rows."""
    return simplify(text) in _ORDER


def score(heading: Heading, parts: Sequence[str]) -> float:
    """How surely the heading is the field's, from 0 to 1. ``parts`` are the texts of its rows from the top down."""
    key = tuple(part for part in parts if part)
    return _score(heading, key) if key else 0.0


@lru_cache(maxsize=50_000)
def _score(heading: Heading, parts: tuple[str, ...]) -> float:
    found = _score_of(heading, parts)
    if found < _PLAIN and (full := tuple(map(in_full, parts))) != tuple(map(fold, parts)):
        found = max(found, 0.97 * _score_of(heading, full))
    return found


def _score_of(heading: Heading, parts: tuple[str, ...]) -> float:
    whole = simplify(" ".join(dict.fromkeys(parts)))
    last = simplify(parts[-1])
    full = fold(" ".join(parts))
    above = fold(" ".join(parts[:-1]))
    if last in heading.folded_below and any(_has_words(above, within) for within in heading.folded_within):
        # Surer than any reading of the two as one: "Sinh / Ngày" is the day of it, not "sinh ngày". With its accents
        # "Năm" is no "Nam".
        return 1.1 + (0.02 if clean(parts[-1]).lower() in heading.phrases_below else 0.0)
    if full in heading.folded:
        return 1.0  # what stands in brackets belongs to the name
    if any(_has_words(full, never) for never in heading.folded_never):
        return 0.0
    if whole in heading.folded_weak or last in heading.folded_weak:
        return _WEAK
    best = max((_alike(whole, phrase) for phrase in heading.folded), default=0.0)
    if len(parts) > 1 and not heading.folded_below:
        # The lower heading alone counts a little less: what stands above may say what it is about.
        lowest = {last, fold(parts[-1])}
        best = max(best, *(0.93 * _alike(text, phrase) for text in lowest for phrase in heading.folded), 0.0)
    return best


@lru_cache(maxsize=20_000)
def in_full(text: str) -> str:
    """The heading without accents, what offices shorten in headings in full: "ĐVHC" is "don vi hanh chinh"."""
    folded = fold(text)
    for pattern, full in _SHORT:
        folded = pattern.sub(full, folded)
    return folded


@lru_cache(maxsize=20_000)
def simplify(text: str) -> str:
    """The heading without accents, remarks in brackets and numbering; whole when nothing else is in it."""
    bare = fold(_BRACKETS.sub(" ", text))
    short = _NUMBERING.sub("", bare)
    return short or bare or fold(text)


def _has_words(text: str, words: str) -> bool:
    return f" {words} " in f" {text} "


@lru_cache(maxsize=200_000)
def _alike(text: str, phrase: str) -> float:
    if text == phrase:
        return 1.0
    if text.replace(" ", "") == phrase.replace(" ", ""):
        return 0.98
    length = len(phrase.split())
    extra = len(text.split()) - length
    if extra > 0 and _has_words(text, phrase):
        # Part of a longer heading: surer the more of it the phrase makes up, and when it begins it.
        start = 0.04 if text.startswith(phrase) else 0.0
        return max(
            0.0, min(0.95, 0.6 + 0.35 * length / (length + extra) + start - (0.12 if length == 1 else 0))
        )
    if len(phrase) >= 5 and abs(len(text) - len(phrase)) <= 2 and _digits(text) == _digits(phrase):
        edits = distance(text, phrase, 2)
        if edits <= min(2, max(1, len(phrase) // 8)):
            return 0.9 - 0.05 * edits
    return 0.0


def _digits(text: str) -> str:
    """A slip of the keys makes no other day or number of a heading."""
    return "".join(char for char in text if char.isdigit())


def distance(one: str, other: str, most: int) -> int:
    """Letters to add, leave out, change or swap to make ``one`` into ``other``; ``most`` + 1 when it takes more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for row, left in enumerate(one, 1):
        current = [row]
        for column, right in enumerate(other, 1):
            cost = min(last[column] + 1, current[-1] + 1, last[column - 1] + (left != right))
            if row > 1 and column > 1 and left == other[column - 2] and one[row - 2] == right:
                cost = min(cost, before_last[column - 2] + 1)
            current.append(cost)
        if min(current) > most:
            return most + 1
        before_last, last = last, current
    return last[-1]


def assign(headings: Iterable[Heading], columns: Mapping[int, Sequence[str]]) -> dict[int, tuple[str, float]]:
    """The field of each column and how sure it is, the surest pairs first, each field once unless it may repeat."""
    pairs = [
        (found, -order, -column, heading.name, column, heading.is_repeated)
        for order, heading in enumerate(headings)
        for column, parts in columns.items()
        if not is_order(parts[-1]) and (found := score(heading, parts)) >= GOOD
    ]
    taken: set[str] = set()
    chosen: dict[int, tuple[str, float]] = {}
    for found, _, _, name, column, is_repeated in sorted(pairs, reverse=True):
        if column not in chosen and (is_repeated or name not in taken):
            chosen[column] = (name, found)
            taken.add(name)
    return chosen
