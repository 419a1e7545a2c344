"""Texts in TCVN3 (fonts .Vn…) and VNI (fonts VNI-…), and UTF-8 once misread as Western: found by a vote, and put right.

A cell alone cannot tell: "Hà" is a name in Unicode and rubbish in TCVN3, "Hµ" the other way round. So the words of a
whole column vote, by whether they can be Vietnamese syllables in each reading, and the name of the font has a say.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from vun.engines.sheets.model import Sheet, Value, Workbook
from vun.engines.sheets.syllables import is_syllable


class Encoding(StrEnum):
    """What a text was written in that is not Unicode."""

    TCVN3 = "tcvn3"
    VNI = "vni"
    MISREAD_UTF8 = "misread_utf8"


@dataclass(frozen=True, slots=True)
class Finding:
    """A column that is read as ``encoding``: how many cells, and one of them before and after."""

    sheet: str
    column: int
    encoding: Encoding
    cells: int
    before: str
    after: str


_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬­®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_TCVN3_TABLE = str.maketrans(_TCVN3)
_VNI_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_HATS = {"à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVES = {"è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_MARKS = {
    **_VNI_TONES,
    "â": "\u0302",
    **{sign: f"\u0302{tone}" for sign, tone in _VNI_HATS.items()},
    "ê": "\u0306",
    **{sign: f"\u0306{tone}" for sign, tone in _VNI_BREVES.items()},
}
_VNI_ALONE = dict(zip("ñöôæóòîÑÖÔÆÓÒÎ", "đươỉĩịỵĐƯƠỈĨỊỴ", strict=True))
_VNI_TOKEN = re.compile("([aeouyAEOUYöôÖÔ])([øùûõïâàáåãäêèéúüëØÙÛÕÏÂÀÁÅÃÄÊÈÉÚÜË])|([ñöôæóòîÑÖÔÆÓÒÎ])")
_WORDS = re.compile(r"[^\s\d.,;:/()\"'\[\]{}\-–+*=?!_|<>&%#@\\]+")
_BEYOND_LATIN = re.compile("[\u0100-\u02af\u0300-\u036f\u1ea0-\u1ef9]")
_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
"""Letters that no text in TCVN3 or VNI holds: what stands beside them is what it seems, such as ¹ of a footnote."""


def from_tcvn3(text: str) -> str:
    """TCVN3 read as Western text, in Unicode. A word in capitals becomes one altogether."""
    if _UNICODE.search(text):
        return text
    return _WORDS.sub(_level_case, text.translate(_TCVN3_TABLE))


def _level_case(match: re.Match[str]) -> str:
    # The fonts of capitals (.VnTimeH) show small letters with marks as capitals: "NGUYÔN" is NGUYỄN.
    word = match[0]
    plain = [char for char in word if char.isascii() and char.isalpha()]
    is_capital = len(plain) > 1 and all(char.isupper() for char in plain)
    return word.upper() if is_capital else word


def from_vni(text: str) -> str:
    """VNI read as Western text, in Unicode."""
    if _UNICODE.search(text):
        return text
    return unicodedata.normalize("NFC", _VNI_TOKEN.sub(_vni_letter, text))


def _vni_letter(match: re.Match[str]) -> str:
    base, mark, alone = match.groups()
    if alone:
        return _VNI_ALONE[alone]
    return _VNI_ALONE.get(base, base) + _VNI_MARKS[mark.lower()]


def from_misread_utf8(text: str) -> str:
    """UTF-8 that somebody opened as Western text; unchanged when it is no such thing."""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


_READINGS: Mapping[Encoding, Callable[[str], str]] = {
    Encoding.TCVN3: from_tcvn3,
    Encoding.VNI: from_vni,
    Encoding.MISREAD_UTF8: from_misread_utf8,
}


def score(text: str) -> int:
    """Words beyond ASCII that can be Vietnamese syllables, less those that cannot."""
    total = 0
    for word in _WORDS.findall(text):
        if not word.isascii():
            total += 1 if is_syllable(word) else -1
    return total


def decode(workbook: Workbook) -> list[Finding]:
    """Put every column into Unicode that is not yet; the sheets are changed. What was done is told column by column."""
    findings: list[Finding] = []
    for sheet in workbook.sheets:
        findings += decode_sheet(sheet)
    return findings


def decode_sheet(sheet: Sheet) -> list[Finding]:
    """As `decode`, for one sheet."""
    columns = _suspicious_texts(sheet.rows)
    chosen = {column: _elect(texts, sheet.fonts.get(column, "")) for column, texts in columns.items()}
    common = Counter(encoding for encoding in chosen.values() if encoding).most_common(1)
    findings = []
    for column, texts in columns.items():
        encoding = chosen[column] or (common[0][0] if common else None)
        if encoding is None:
            continue
        table = _translations(texts, encoding, is_elected=chosen[column] is not None)
        if "H" in sheet.fonts.get(column, "")[-1:] and encoding is Encoding.TCVN3:
            table = {before: after.upper() for before, after in table.items()}
        if table:
            cells = _replace(sheet.rows, column, table)
            before, after = next(iter(table.items()))
            findings.append(Finding(sheet.name, column, encoding, cells, before, after))
    return findings


def _suspicious_texts(rows: Iterable[list[Value]]) -> dict[int, Counter[str]]:
    """By column, the texts with letters beyond ASCII that any of the old encodings might have left."""
    columns: dict[int, Counter[str]] = {}
    clean: set[str] = set()
    for row in rows:
        for index, value in enumerate(row):
            if type(value) is not str or value.isascii() or value in clean:
                continue
            if _may_be_legacy(value):
                columns.setdefault(index, Counter())[value] += 1
            elif len(clean) < 200_000:
                clean.add(value)
    return columns


def _may_be_legacy(text: str) -> bool:
    return score(text) < _count_high_words(text) or not _BEYOND_LATIN.search(text)


def _count_high_words(text: str) -> int:
    return sum(not word.isascii() for word in _WORDS.findall(text))


def _elect(texts: Counter[str], font: str) -> Encoding | None:
    as_is = sum(score(text) for text in texts)
    votes = {
        encoding: sum(score(read(text)) for text in texts)
        for encoding, read in _READINGS.items()
        if any(read(text) != text for text in texts)
    }
    by_font = _encoding_of(font)
    if by_font in votes:
        votes[by_font] += 1
    best = max(votes, key=lambda encoding: votes[encoding], default=None)
    return best if best is not None and votes[best] > as_is else None


def _encoding_of(font: str) -> Encoding | None:
    folded = font.lower()
    if folded.startswith(".vn"):
        return Encoding.TCVN3
    return Encoding.VNI if folded.startswith("vni") else None


def _translations(texts: Counter[str], encoding: Encoding, *, is_elected: bool) -> dict[str, str]:
    read = _READINGS[encoding]
    table: dict[str, str] = {}
    for text in texts:
        after = unicodedata.normalize("NFC", read(text))
        gain = score(after) - score(text)
        # In a column that is Unicode on the whole, one cell pasted from elsewhere must speak for itself.
        convinces = gain > 0 and score(after) > 0 > score(text)
        may_follow = is_elected and gain == 0 and not _BEYOND_LATIN.search(text)
        if after != text and (convinces or (is_elected and gain > 0) or may_follow):
            table[text] = after
    return table


def _replace(rows: list[list[Value]], column: int, table: Mapping[str, str]) -> int:
    cells = 0
    for row in rows:
        if column < len(row) and type(row[column]) is str and row[column] in table:
            row[column] = table[str(row[column])]
            cells += 1
    return cells
