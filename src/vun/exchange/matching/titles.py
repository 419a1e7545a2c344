"""Titles by code or name, short forms and levels included: "PCT UBND" of a commune is its Phó Chủ tịch UBND cấp xã."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from vun.common.errors import Problem
from vun.common.text import clean, fold, sort_key
from vun.exchange.matching.names import is_slip, likeness, nearest, spelt_out
from vun.records.people.models import Title

_SHORT = (
    (r"\bvh ?xh\b", "van hoa xa hoi"),
    (r"\btp ?ht\b", "tu phap ho tich"),
    (r"\b(?:van phong|vp) ?tk\b|\bvptk\b", "van phong thong ke"),
    (r"\btc ?kt\b|\btai chinh kt\b", "tai chinh ke toan"),
    (r"\bdc ?(?:nn ?)?xd\b(?: ?(?:va )?(?:dt|mt)\b)*", "dia chinh xay dung"),
    (r"\bcht\b", "chi huy truong"),
    (r"\b(?:bch|ban chi huy) (?:quan su|qs)\b", "quan su"),
    (r"\bpbt\b", "pho bi thu"),
    (r"\bbt\b", "bi thu"),
    (r"\bpct\b", "pho chu tich"),
    (r"\bct\b", "chu tich"),
    (r"\bpgd\b", "pho giam doc"),
    (r"\bgd\b", "giam doc"),
    (r"\bptp\b", "pho truong phong"),
    (r"\btp\b", "truong phong"),
    (r"\bptb\b", "pho truong ban"),
    (r"\btb\b", "truong ban"),
    (r"\bpcvp\b", "pho chanh van phong"),
    (r"\bcvp\b", "chanh van phong"),
    (r"\bcvcc\b", "chuyen vien cao cap"),
    (r"\bcvc\b", "chuyen vien chinh"),
    (r"\bcv\b", "chuyen vien"),
    (r"\bpht\b", "pho hieu truong"),
    (r"^gv\b", "giao vien"),
    (r"\bdd\b", "dieu duong"),
    (r"^bs\b", "bac si"),
    (r"^(?:ds|nhs|ktv)\b", "vien chuc ky thuat"),
    (r"\bht\b", "hieu truong"),
    (r"\bp (?=truong|chu tich|giam doc|bi thu|chanh|hieu truong|chi cuc)", "pho "),
    (r"\bpho van phong\b", "pho chanh van phong"),
    (r"\bpho phong\b", "pho truong phong"),
    (r"\bpho ban\b", "pho truong ban"),
    (r"\b(?:uy vien|uv) (?:ban chap hanh|bch|btv|ban thuong vu)\b", " "),
    (r"\bcap (?=xa|huyen|tinh)", ""),
    (r"\b(?:phuong|thi tran)\b", "xa"),
    (r"\b(?:thi xa|thanh pho|quan)\b", "huyen"),
    (r"\bthuoc\b|\bviet nam\b|\bcap so\b", " "),
    (r"\bhoi phu nu\b|\bhoi lien hiep phu nu\b", "phu nu"),
    (r"\bhoi (?=nong dan|cuu chien binh)", ""),
    (r"\bcong chuc\b", " "),
    (r"\bthuong truc\b", " "),
    (r"\bdo thi moi truong\b", "do thi moi truong"),
    (r"\bdoan doan\b", "doan"),
    (r"\bdoan dai bieu quoc hoi (?=hoi dong nhan dan)", ""),
)
_COMPILED = tuple((re.compile(pattern), words) for pattern, words in _SHORT)
_LEVEL_ENDS = {
    "commune": ("xa", "uy ban nhan dan xa", "dang uy xa", "co so y te", "xa khong chuyen trach"),
    "district": ("huyen", "uy ban nhan dan huyen", "huyen uy"),
    "province": (
        "so",
        "co quan dang tinh",
        "tinh",
        "uy ban nhan dan tinh",
        "tinh uy",
        "don vi su nghiep",
        "truong chinh tri",
    ),
    "central": (),
}
_BLOCK_ENDS = {
    "party": {
        "province": ("co quan dang tinh", "dang tinh uy", "tinh uy"),
        "district": ("dang huyen uy", "huyen uy"),
        "commune": ("dang uy xa", "xay dung dang xa"),
    },
    "front": {
        "province": ("mat tran doan the tinh", "mat tran tinh", "lien doan tinh"),
        "district": ("mat tran huyen",),
        "commune": ("mat tran xa",),
    },
    "service": {
        "province": ("don vi su nghiep", "truong chinh tri", "co so y te"),
        "district": ("trung tam chinh tri huyen", "don vi su nghiep"),
        "commune": ("trung tam phuc vu hanh chinh cong xa",),
    },
}
_OF_KIND = {
    "truong chinh tri": ("truong chinh tri",),
    "co so y te": ("benh vien", "y te", "kiem soat benh tat", "dieu duong", "tram y te", "phong kham"),
}
"""Ends of titles that go only with units whose names say so."""
_OF_PARTY = {"tinh uy", "huyen uy", "dang uy xa"}
_SEVERAL = re.compile(r"\s*[,;/\n]\s*|\s+(?:kiêm|kiêm nhiệm|và|đồng thời)\s+|\s+[-–]\s+")
_USUAL = {
    "service": ("administrative-employee", "technical-employee"),
    "commune": ("commune-expert", "commune-junior-officer"),
    "province": ("expert", "office-employee"),
}
"""What somebody may be whose own title no catalogue has: accountants, clerks."""
_LEADING = {"truong", "pho", "chu", "giam", "bi", "chanh"}
"""Words by which a title heads something: trưởng, phó, chủ tịch, giám đốc, bí thư, chánh."""
_NEARLY = 0.78


def _is_of(named: str, words: tuple[str, ...]) -> bool:
    return any(f" {word} " in named for word in words)


@dataclass(frozen=True, slots=True)
class FoundTitle:
    """A title a text names; ``doubt`` is told when the text does not say its very name."""

    code: str
    name: str
    doubt: Problem | None = None


class TitleIndex:
    """The titles in use on the day first, then those of other days."""

    def __init__(self, on: date, told: Mapping[str, str]) -> None:
        self.by_code = {title.code: title for title in Title.objects.all()}
        self._on = on
        self._told = {fold(text): code for text, code in told.items()}
        self._exact: dict[str, list[str]] = defaultdict(list)
        self._spelt: dict[str, list[str]] = defaultdict(list)
        titles = sorted(self.by_code.values(), key=lambda title: (not _in_use(title, on), title.order))
        for title in titles:
            self._exact[clean(title.name).lower()].append(title.code)
            self._spelt[title_key(title.name)].append(title.code)
        self._found: dict[tuple[str, str, str, str], FoundTitle | Problem] = {}

    def find(self, text: str, level: str = "", block: str = "", unit: str = "") -> FoundTitle:
        """The title ``text`` names for somebody in a unit of the level and block called ``unit``.

        Raises Problem ``import.title_unknown`` with what is nearest.
        """
        key = (text, level, block, unit)
        if key not in self._found:
            try:
                self._found[key] = self._find(text, level, block, unit)
            except Problem as problem:
                self._found[key] = problem
        found = self._found[key]
        if isinstance(found, Problem):
            raise Problem(found.code, field=found.field, **found.params)
        return found

    def _find(self, text: str, level: str, block: str, unit: str) -> FoundTitle:
        told = self._told.get(fold(text), text)
        if told in self.by_code:
            return FoundTitle(told, self.by_code[told].name)
        exact = self._exact.get(clean(text).lower())
        key = title_key(text)
        leveled = self._with_level(key, level, block, unit)
        if leveled is not None and (exact is None or leveled not in exact):
            return self._taken(leveled, text)
        if exact:
            return FoundTitle(exact[0], self.by_code[exact[0]].name)
        for each in _variants(key, unit):
            leveled = self._with_level(each, level, block, unit)
            if leveled is not None:
                return self._taken(leveled, text)
            if codes := self._spelt.get(each):
                return self._taken(codes[0], text)
        slips = [name for name in nearest(key, self._spelt) if is_slip(key, name, text)]
        if len(slips) == 1:
            return self._taken(self._spelt[slips[0]][0], text)
        if (first := self._first_of_several(text, level, block, unit)) is not None:
            return first
        meant = "; ".join(self._meant(text, level, block))
        raise Problem("import.title_unknown", value=text, suggestion=meant)

    def _meant(self, text: str, level: str, block: str) -> list[str]:
        """Names of titles in use that ``text`` may mean; where there are none, what is usual in such a unit for whoever
        leads nothing.
        """
        key = title_key(text)
        in_use = {
            name: self.by_code[code].name
            for name, (code, *_) in self._spelt.items()
            if _in_use(self.by_code[code], self._on)
        }
        near = nearest(key, [name for name, said in in_use.items() if _may_mean(text, said)])
        if near or not _LEADING.isdisjoint(key.split()):
            return [in_use[name] for name in near]
        usual = (self.by_code.get(code) for code in _USUAL.get(block, _USUAL.get(level, ())))
        return [title.name for title in usual if title is not None and _in_use(title, self._on)]

    def _first_of_several(self, text: str, level: str, block: str, unit: str) -> FoundTitle | None:
        """ "Phó Bí thư, Chủ tịch UBND": the first, told; which of them comes first is what the list says of it."""
        first, *others = (part.strip() for part in _SEVERAL.split(text))
        if not others or not first:
            return None
        try:
            found = self._find(first, level, block, unit)
        except Problem:
            return None
        return FoundTitle(
            found.code, found.name, Problem("import.title_taken_for", value=text, title=found.name)
        )

    def _with_level(self, key: str, level: str, block: str, unit: str) -> str | None:
        ends = (*_BLOCK_ENDS.get(block, {}).get(level, ()), *_LEVEL_ENDS.get(level, ()))
        named = f" {title_key(unit)} " if unit else " "
        own = named.split()[0] if unit else ""
        if own in ("xa", "so", "ban", "truong"):
            ends = (own, *ends)
        ends = tuple(end for end in ends if end not in _OF_KIND or _is_of(named, _OF_KIND[end]))
        if block != "party" and key in self._spelt:
            ends = tuple(end for end in ends if end not in _OF_PARTY)
        for end in sorted(ends, key=lambda end: end not in _OF_KIND):
            if codes := self._spelt.get(f"{key} {end}"):
                return codes[0]
        return None

    def _taken(self, code: str, text: str) -> FoundTitle:
        name = self.by_code[code].name
        is_bare = text.isascii() and fold(name) == fold(text)
        if is_bare or sort_key(name) == sort_key(text):
            return FoundTitle(code, name)
        return FoundTitle(code, name, Problem("import.title_taken_for", value=text, title=name))


@lru_cache(maxsize=20_000)
def title_key(text: str) -> str:
    """A title spelt out, levels named by one word each, the words of no weight left out."""
    key = spelt_out(text)
    for pattern, words in _COMPILED:
        key = pattern.sub(words, key)
    return " ".join(key.split())


def _may_mean(text: str, name: str) -> bool:
    """Whether the title ``name`` says all that ``text`` says, or nothing else, or nearly the same; a deputy's title is
    meant by what names a deputy, and by nothing else.
    """
    key, other = title_key(text), title_key(name)
    written, said = set(key.split()), set(other.split())
    if ("pho" in written and "phố" not in text.lower()) != ("phó" in name.lower().split()):
        return False
    return written <= said or said <= written or likeness(key, other) >= _NEARLY


def _variants(key: str, unit: str) -> list[str]:
    """The key itself; without the unit's name at its end; its first of several titles ("Bí thư, Chủ tịch HĐND")."""
    tried = [key]
    own = title_key(unit)
    if own and key.endswith(own) and len(key) > len(own):
        tried.append(key[: -len(own)].strip())
    tails = own.split(" ")
    for length in range(len(tails) - 1, 0, -1):
        tail = " ".join(tails[-length:])
        if key.endswith(f" {tail}") and tail not in ("xa",):
            tried.append(key[: -len(tail)].strip())
    words = key.split(" ")
    # "Chủ tịch UBND xã Quang Trung": the level's word, then a name.
    for index, word in enumerate(words):
        if word in ("xa", "huyen", "tinh", "so") and 0 < index < len(words) - 1:
            tried.append(" ".join(words[: index + 1]))
            tried.append(" ".join(words[:index]))
    # "Trưởng phòng Nội vụ", "Phó Giám đốc Sở Nội vụ": the post, then what it heads.
    for head in (
        "pho truong phong",
        "truong phong",
        "pho giam doc so",
        "giam doc so",
        "pho giam doc",
        "giam doc",
        "pho truong ban",
        "truong ban",
        "chanh van phong",
        "pho chanh van phong",
        "chi cuc truong",
        "pho chi cuc truong",
        "pho hieu truong",
        "hieu truong",
        "chuyen vien",
        "giao vien",
        "giang vien",
        "ke toan",
    ):
        if key.startswith(f"{head} ") and len(key.split()) <= len(head.split()) + 8:
            tried.append(head)
            break
    return list(dict.fromkeys(tried))


def _in_use(title: Title, on: date) -> bool:
    return (title.valid_from is None or title.valid_from <= on) and (
        title.valid_to is None or title.valid_to > on
    )
