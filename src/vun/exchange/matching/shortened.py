"""Names with some of their words by their letters: "Ban TGDV Tỉnh ủy", "P.NV TP Lạng Sơn", "BQL KKT cửa khẩu"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

_STARTS = ("ngh", "ng", "nh", "tr", "th", "ch", "ph", "gi", "qu", "kh", "gh")
_ALONE = {
    "p": ("phong", "phuong"),
    "h": ("huyen",),
    "x": ("xa",),
    "b": ("ban",),
    "s": ("so",),
    "t": ("tinh",),
}
"""Letters that stand for one word by themselves."""
_LEVELS = re.compile(r"(?<=\w) (?:huyen|tinh|thanh pho|thi xa)(?= )")
_LEVEL_LETTERS = {"h": "huyen", "x": "xa", "tp": "thanh pho", "tx": "thi xa"}
_LETTERS_WITHIN = re.compile(r"(?<=\w )(h|x|tp|tx)(?= \w)")


def levels_in_full(spelt: str) -> str:
    """ "uy ban nhan dan h trang dinh" with the level in full."""
    return _LETTERS_WITHIN.sub(lambda match: _LEVEL_LETTERS[match[1]], spelt)


def is_short_for(text: str, name: str) -> bool:
    """Whether every word of ``text`` is one of ``name`` in turn, or the first letters of several of its words.

    Both are spelt out. A level between other words of the text may be missing in the name.
    """
    if not text or not name or text[0] != name[0]:
        return False
    words = name.split(" ")
    return any(_fits(tuple(tried.split(" ")), words) for tried in {text, _LEVELS.sub("", text)})


def _fits(tokens: Sequence[str], words: Sequence[str]) -> bool:
    @cache
    def fits(token: int, word: int) -> bool:
        if token == len(tokens):
            return word == len(words)
        if word == len(words):
            return False
        own = tokens[token]
        if own == words[word] and fits(token + 1, word + 1):
            return True
        if words[word] in _ALONE.get(own, ()) and fits(token + 1, word + 1):
            return True
        return len(own) > 1 and any(fits(token + 1, end) for end in _ends(own, words, word))

    return fits(0, 0)


def _ends(letters: str, words: Sequence[str], start: int) -> list[int]:
    """Where the words end whose beginnings the letters are, at least two of them."""
    reached = {(0, start)}
    ends = set()
    while reached:
        at, word = reached.pop()
        if at == len(letters):
            if word - start >= 2:
                ends.add(word)
            continue
        if word == len(words):
            continue
        for beginning in (words[word][:1], *(each for each in _STARTS if words[word].startswith(each))):
            if beginning and letters.startswith(beginning, at):
                reached.add((at + len(beginning), word + 1))
    return sorted(ends)
