"""Texts, names of people, marks."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from vun.common.errors import Problem
from vun.common.text import clean, fold
from vun.engines.sheets.model import Value, text_of


def is_empty(value: Value) -> bool:
    """Whether the cell says nothing: blank, a dash, dots."""
    if value is None:
        return True
    if not isinstance(value, str):
        return False
    text = value.strip()
    return not text or not text.strip("-–—._…/ \u00a0*\u200b\ufeff")


def read_text(value: Value) -> str:
    """Composed Unicode with single spaces; numbers as they are written, days as dd/mm/yyyy."""
    if type(value) is str:
        return clean_text(value)
    if isinstance(value, datetime | date):
        return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
    return text_of(value)


@lru_cache(maxsize=50_000)
def clean_text(text: str) -> str:
    text = text.replace("\u200b", "").replace("\ufeff", "").replace("\u00a0", " ")
    text = clean(text)
    return text[1:] if text.startswith("'") else text


_CALLED = re.compile(
    r"^(?:(?:đ/c|đ\.c|đ/chí|đ\.chí|đồng chí|đc|ths|ts|gs|pgs|bs|bsckii?|ks|cn)[.:]?\s+(?=\S+\s)|"
    r"(?:ông|bà|anh|chị)[.:]?\s+(?=\S+\s+\S+\s+\S))",
    re.IGNORECASE,
)
"""Ông is a family name too: it is left out only before a name that is whole without it."""


@lru_cache(maxsize=100_000)
def read_name(text: str) -> str:
    """A person's name: composed, words beginning with a capital, without Ông, Bà, Đồng chí before it."""
    name = clean(text.replace("\u00a0", " ").replace("\u200b", ""))
    name = re.sub(r"\s*(?:[(\[].*?[)\]]|[¹²³⁰⁴-⁹]+|\*+|\b\d\))\s*$", "", name)
    shorter = _CALLED.sub("", name)
    name = shorter if " " in shorter else name
    name = name.strip(" .,;:*-")
    if name == name.upper() or name == name.lower():
        name = " ".join(_capitalised(word) for word in name.split(" "))
    return name


def _capitalised(word: str) -> str:
    return "".join(
        part[:1].upper() + part[1:].lower() if part not in ("-", "'", "’") else part
        for part in re.split(r"([-'’])", word)
    )


_YES = {"x", "co", "1", "dung", "yes", "true", "v", "✓", "✔", "√", "+", "da", "roi", "xx", "*"}
_NO = {"khong", "0", "sai", "no", "false", "chua", "k", "ko"}


def read_flag(value: Value) -> bool:
    """x, có, 1, ✓ is yes; blank, không, 0 is no. Raises Problem ``values.not_a_mark``."""
    if value is None:
        return False
    if isinstance(value, bool):
        return value
    text = text_of(value).strip().lower()
    if not text or is_empty(value):
        return False
    if text in _YES or fold(text) in _YES:
        return True
    if fold(text) in _NO:
        return False
    raise Problem("values.not_a_mark", value=text_of(value), suggestion="x")
