"""A tree of figures as lines of text, the way an officer would note them.

::

    Tổng đào tạo, bồi dưỡng: 19.037 lượt người
      Đào tạo: 1.110 lượt người (một phần)
        Tại tỉnh: trên 1.000 học viên
    Kinh phí: hơn 9 tỷ đồng

A deeper line is a part of the line above it. ``(một phần)`` says that not all parts are listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from vun.common.errors import Problem
from vun.engines.figures.model import Figure, Qualifier, Relation, Statement, Sum, references

_WORDS = {
    "trên": Qualifier.OVER,
    "hơn": Qualifier.OVER,
    "ít nhất": Qualifier.AT_LEAST,
    "gần": Qualifier.UNDER,
    "khoảng": Qualifier.ABOUT,
}
_PRINTED = {
    Qualifier.EXACT: "",
    Qualifier.OVER: "trên ",
    Qualifier.AT_LEAST: "ít nhất ",
    Qualifier.UNDER: "gần ",
    Qualifier.ABOUT: "khoảng ",
}
_SCALES = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_SOME = "(một phần)"
_LINE = re.compile(
    r"(?P<label>.+?)\s*:\s*"
    rf"(?:(?P<word>{'|'.join(_WORDS)})\s+)?"
    r"(?P<number>-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?)"
    r"(?:\s*(?P<scale>nghìn|triệu|tỷ|tỉ)(?=\s))?"
    r"\s*(?P<unit>(?:[^\W\d_]|%)[^()\[\]:]*?)"
    r"(?:\s*(?P<some>\(một phần\)))?"
    r"(?:\s*\[(?P<id>[^\[\]\s]+)\])?",
    re.IGNORECASE,
)
_TAB = 4
_MOST_LINES = 2_000


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    indent: int
    figure: Figure
    is_listed_in_part: bool


def read_outline(text: str, known: Statement | None = None, case: str = "") -> Statement:
    """The figures of the text, with a sum for every figure that has parts.

    What ``known`` said besides stays with figures that keep their id, as do its relations, so that a file can be
    corrected by hand. Raises Problem("figures.outline_…", line=…) for a line that cannot be read, and
    ``figures.unknown_id`` when a relation is left without one of its figures.
    """
    rows = list(_lines(text))
    if not rows:
        raise Problem("figures.outline_empty", field="outline")
    before = known.by_id if known else {}
    figures, partial = _tree(rows, before)
    made = Statement(known.case if known else case, figures, (), known.facts if known else {})
    kept = known.relations if known else ()
    _refuse_lost(kept, made)
    return replace(made, relations=(*kept, *_sums(made, kept, partial)))


def _lines(text: str) -> Iterator[_Line]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        if number > _MOST_LINES:
            raise Problem("figures.outline_too_long", field="outline", most=_MOST_LINES)
        bare = line.expandtabs(_TAB)
        found = _LINE.fullmatch(bare.strip())
        if found is None:
            raise Problem("figures.outline_line", field="outline", line=str(number), text=bare.strip()[:80])
        yield _Line(number, len(bare) - len(bare.lstrip()), _figure(found), bool(found["some"]))


def _figure(found: re.Match[str]) -> Figure:
    digits = found["number"].replace(".", "").replace(",", ".")
    scale = _SCALES[found["scale"].lower()] if found["scale"] else 1
    value = Decimal(digits) * scale
    return Figure(
        id=found["id"] or "",
        value=Decimal(int(value)) if scale != 1 and value == int(value) else value,
        unit=found["unit"].strip(),
        qualifier=_WORDS[found["word"].lower()] if found["word"] else Qualifier.EXACT,
        label=found["label"].strip(),
        raw=f"{found['word'] or ''} {found['number']} {found['scale']}".strip() if found["scale"] else "",
    )


def _tree(rows: Sequence[_Line], before: dict[str, Figure]) -> tuple[tuple[Figure, ...], set[str]]:
    """The figures under their wholes, each with an id, and the ids of those listed only in part."""
    ids: set[str] = set()
    partial: set[str] = set()

    def below(start: int, end: int, prefix: str) -> tuple[Figure, ...]:
        made: list[Figure] = []
        place = start
        while place < end:
            row = rows[place]
            after = place + 1
            while after < end and rows[after].indent > row.indent:
                after += 1
            if row.indent < rows[start].indent:
                raise Problem("figures.outline_indent", field="outline", line=str(row.number))
            key = row.figure.id or f"{prefix}{len(made) + 1}"
            if key in ids:
                raise Problem("figures.outline_repeated_id", field="outline", line=str(row.number), id=key)
            ids.add(key)
            if row.is_listed_in_part:
                partial.add(key)
            made.append(_with(row.figure, key, below(place + 1, after, f"{key}."), before.get(key)))
            place = after
        return tuple(made)

    return below(0, len(rows), ""), partial


def _with(figure: Figure, key: str, parts: tuple[Figure, ...], old: Figure | None) -> Figure:
    if old is None:
        return replace(figure, id=key, parts=parts)
    return replace(
        old,
        value=old.value if old.value == figure.value else figure.value,
        unit=figure.unit,
        qualifier=figure.qualifier,
        label=figure.label,
        raw=old.raw if (old.value, old.qualifier) == (figure.value, figure.qualifier) else figure.raw,
        parts=parts,
    )


def _refuse_lost(relations: Sequence[Relation], made: Statement) -> None:
    there = made.by_id
    for relation in relations:
        for one in references(relation):
            if one not in there:
                raise Problem("figures.unknown_id", field="outline", place=relation.id, id=one)


def _sums(made: Statement, kept: Sequence[Relation], partial: set[str]) -> Iterator[Sum]:
    taken = {relation.id for relation in kept}
    totals = {relation.total for relation in kept if isinstance(relation, Sum)}
    for _, figure in made.walk():
        if figure.parts and figure.id not in totals:
            name = f"S{figure.id}"
            while name in taken:
                name += "'"
            taken.add(name)
            yield Sum(name, figure.id, tuple(part.id for part in figure.parts), figure.id not in partial)


def write_outline(statement: Statement) -> str:
    """The text that `read_outline` reads back to the same figures."""
    partial = {one.total for one in statement.relations if isinstance(one, Sum) and not one.is_complete}
    lines = []
    for depth, figure in statement.walk():
        some = f" {_SOME}" if figure.id in partial else ""
        text = f"{figure.label}: {_PRINTED[figure.qualifier]}{_digits(figure.value)} {figure.unit}{some}"
        lines.append(f"{'  ' * depth}{text} [{figure.id}]")
    return "\n".join(lines)


def _digits(value: Decimal) -> str:
    return f"{value:,f}".replace(",", " ").replace(".", ",").replace(" ", ".")
