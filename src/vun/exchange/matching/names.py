"""Names of units and titles as offices shorten them, spelt out and without accents, so that they can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from vun.common.text import fold
from vun.engines.sheets.headings import distance
from vun.engines.sheets.syllables import is_syllable, words

_ALIKE = 0.45
_PHRASES = (
    (r"\bgd ?(?:va )?dt\b|\bgddt\b", "giao duc va dao tao"),
    (r"\bld ?tb ?(?:va )?xh\b|\bldtbxh\b|\bldtb va xh\b", "lao dong thuong binh va xa hoi"),
    (r"\bvh ?tt ?(?:va )?dl\b|\bvhttdl\b", "van hoa the thao va du lich"),
    (r"\bvh ?tt\b", "van hoa thong tin"),
    (r"\btn ?(?:va )?mt\b|\btnmt\b", "tai nguyen va moi truong"),
    (r"\bnn ?(?:va )?ptnt\b|\bnnptnt\b|\bnn va pt nt\b", "nong nghiep va phat trien nong thon"),
    (r"\bnn ?(?:va )?mt\b|\bnnmt\b", "nong nghiep va moi truong"),
    (r"\bkh ?(?:va )?dt\b|\bkhdt\b", "ke hoach va dau tu"),
    (r"\bkh ?(?:va )?cn\b|\bkhcn\b", "khoa hoc va cong nghe"),
    (r"\btt ?(?:va )?tt\b|\btttt\b", "thong tin va truyen thong"),
    (r"\btc ?kh\b", "tai chinh ke hoach"),
    (r"\bvp\b", "van phong"),
    (r"\bubnd\b|\buy ban nd\b|\bub nd\b|\bub nhan dan\b|\bu b n d\b", "uy ban nhan dan"),
    (r"\bhdnd\b|\bhd nd\b", "hoi dong nhan dan"),
    (r"\b(?:ub|uy ban) ?mttq(?: ?viet nam| ?vn)?\b|\bubmttq(?: ?viet nam| ?vn)?\b|\bmttq(?: ?viet nam| ?vn)?\b"
     r"|\b(?:uy ban )?mat tran to quoc(?: viet nam)?\b", "mat tran"),
    (r"\bubkt\b", "uy ban kiem tra"),
    (r"\blhpn\b|\blien hiep phu nu\b|\bhoi pn\b|\bphu nu\b", "phu nu"),
    (r"\bccb\b", "cuu chien binh"),
    (r"\bldld\b", "lien doan lao dong"),
    (r"\bdoan tncs ?(?:hcm|ho chi minh)?\b|\bdtncs ?(?:hcm)?\b|\bdoan tn\b|\bdtn\b", "doan thanh nien"),
    (r"\bttbdct\b|\btrung tam boi duong chinh tri\b", "trung tam chinh tri"),
    (r"\bttyt\b", "trung tam y te"),
    (r"\btt\b", "trung tam"),
    (r"\btruong ct\b", "truong chinh tri"),
    (r"\bbvdk\b", "benh vien da khoa"),
    (r"\bkkt\b", "khu kinh te"),
    (r"\bthpt\b", "trung hoc pho thong"),
    (r"\bthcs\b", "trung hoc co so"),
    (r"\bdbqh\b", "doan dai bieu quoc hoi"),
    (r"\bbql\b", "ban quan ly"),
    (r"\bbch\b", "ban chi huy"),
    (r"\bptth\b", "trung hoc pho thong"),
    (r"\btw\b", "trung uong"),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern), words_) for pattern, words_ in _PHRASES)


@lru_cache(maxsize=50_000)
def spelt_out(text: str) -> str:
    """Without accents, with abbreviations in full, "và" and "&" left out: two spellings of one name become the same."""
    folded = fold(text.replace("&", " va "))
    for pattern, full in _COMPILED:
        folded = pattern.sub(full, folded)
    return " ".join(word for word in folded.split() if word not in ("va", "the"))


def nearest(text: str, candidates: Iterable[str], count: int = 3) -> list[str]:
    """The candidates most like ``text``, the nearest first, by the pairs of letters they share."""
    ranked = [(-likeness(text, candidate), candidate) for candidate in candidates]
    return [candidate for unlikeness, candidate in sorted(ranked)[:count] if -unlikeness >= _ALIKE]


def likeness(one: str, other: str) -> float:
    """From 0 to 1: how many pairs of letters two names share."""
    own, theirs = _pairs(one), _pairs(other)
    return 2 * len(own & theirs) / max(len(own) + len(theirs), 1)


@lru_cache(maxsize=20_000)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def is_slip(written: str, meant: str, raw: str) -> bool:
    """Whether ``written`` can only be a slip of the keys for ``meant``: one edit, in a word that is no syllable.

    "Phòng Tài chính - Kế hoạhc" is; "Xã Tân Lạc" for "Xã Tân Lập" is not, that may well be another commune.
    ``raw`` is the text with its accents; the other two are spelt out.
    """
    if len(meant) < 6 or any(char.isdigit() for char in written + meant):
        return False
    if distance(written, meant, 1) != 1:
        return False
    own, theirs = written.split(), meant.split()
    strange = [word for word in words(raw) if not is_syllable(word)]
    if len(own) != len(theirs):
        return True
    changed = [one for one, other in zip(own, theirs, strict=True) if one != other]
    return any(fold(word) in changed for word in strange)
