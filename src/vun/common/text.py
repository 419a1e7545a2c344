"""Vietnamese text: searching without accents and sorting as a Vietnamese office does.

The keys are stored in columns, so that SQLite and PostgreSQL sort alike. A key orders first by letter
(a < ă < â, d < đ, e < ê, o < ô < ơ, u < ư are distinct letters of the alphabet), then by tone, word by word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that share a base are told apart by the digit: a1 < a2 < a3 is a < ă < â.
_LETTER_KEY = {
    letter: f"{family[0]}{rank}"
    for family in ("aăâ", *"bc", "dđ", "eê", *"fghijklmn", "oôơ", *"pqrst", "uư", *"vwxyz")
    for rank, letter in enumerate(family, start=1)
}
# The dictionary order of tones: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_LETTER_MARKS = {"\u0306", "\u0302", "\u031b"}
_END_OF_LETTERS = "00"
_END_OF_WORD = "01"
_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^0-9a-z]+")


def clean(text: str) -> str:
    """Composed Unicode (NFC), one space between words, none around; no NUL, which PostgreSQL cannot keep."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text.replace("\x00", ""))).strip()


def spelling_key(text: str) -> str:
    """What the ways of writing one name have in common: capitals, spaces and where a tone is marked do not count.

    ``spelling_key("UỶ  BAN") == spelling_key("Ủy ban")``; other letters and other tones are other names.
    """
    return " ".join(_tone_last(word) for word in clean(text).casefold().split(" "))


def _tone_last(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    letters = "".join(part for part in decomposed if part not in _TONES)
    tones = "".join(part for part in decomposed if part in _TONES)
    return unicodedata.normalize("NFC", letters + tones)


@lru_cache(maxsize=50_000)  # names and headings come again and again when sixty thousand rows are compared
def fold(text: str) -> str:
    """Lower case without marks, ``đ`` as ``d``, words parted by one space: ``fold("Đào  Hoà") == "dao hoa"``."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", bare).strip()


def sort_key(text: str) -> str:
    """Key whose order is Vietnamese dictionary order: by letters first, then by tones, word by word.

    It holds only lower-case ASCII letters and digits, in pairs, so that every collation orders it as its bytes.
    A word's tone counts wherever its mark is put: ``sort_key("hoà") == sort_key("hòa")``.
    """
    words = [_word_key(word) for word in clean(text).lower().split(" ")]
    return (
        _END_OF_WORD.join(letters for letters, _ in words)
        + _END_OF_LETTERS
        + "".join(tone for _, tone in words)
    )


@lru_cache(maxsize=10_000)  # names share their words, and sixty thousand people are keyed at once
def _word_key(word: str) -> tuple[str, str]:
    letters: list[str] = []
    tone = "0"
    for char in unicodedata.normalize("NFC", word):
        base = ""
        for part in unicodedata.normalize("NFD", char):
            if part in _TONES:
                tone = _TONES[part]
            elif part in _LETTER_MARKS or not unicodedata.combining(part):
                base += part
        letter = unicodedata.normalize("NFC", base)
        if letter in _LETTER_KEY:
            letters.append(_LETTER_KEY[letter])
        elif char.isascii() and char.isdigit():
            letters.append(f"1{char}")
    return "".join(letters), tone


def name_key(full_name: str) -> str:
    """Sort key of a person's name: given name with its tone first, then family name, then middle names."""
    *others, given = clean(full_name).split(" ")
    return sort_key(given) + sort_key(" ".join(others))
