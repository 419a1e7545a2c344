"""The words around the figures: quoted figures read from the table, sections to begin with, paragraphs on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from vun.engines.documents import Block, Heading, Paragraph, words
from vun.engines.documents.tables import text_of
from vun.engines.tabular import Column
from vun.records.publishing.domain import Frozen, Section
from vun.records.publishing.queries import words_before, words_of
from vun.reports.definitions.layout import Layout
from vun.reports.model import Report, Scope

_QUOTE = re.compile(r"\[([^\[\]/]+)/([^\[\]/]+)\]")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_NUMBERED = re.compile(r"(?:[IVX]+|\d+|\w)[.)]\s")


def reference(row_key: str, column_key: str) -> str:
    """How the words quote a figure."""
    return f"[{row_key}/{column_key}]"


def read(section: Section, report: Report) -> tuple[Section, tuple[str, ...]]:
    """The section with its figures as the table prints them, and the references that no figure stands for."""
    gone: list[str] = []

    def figure(match: re.Match[str]) -> str:
        found = figure_text(report, match[1].strip(), match[2].strip())
        if found is None:
            gone.append(match[0])
        return match[0] if found is None else found

    return replace(section, read=_QUOTE.sub(figure, section.text)), tuple(gone)


def figure_text(report: Report, row_key: str, column_key: str) -> str | None:
    """The figure as a sentence has it; None where there is no such cell, or nothing to tell in it."""
    figure = report.figure(row_key, column_key)
    column = next((one for one in report.columns if one.key == column_key), None)
    if figure is None or figure.value is None or column is None:
        return None
    return text_of(figure.value, Column("", column.kind, column.decimals)) if figure.value else "0"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a report in their order, read, and what they quote in vain. ``carried_from``: not written for this
    period yet, taken over from that of which this is the last day; ``is_written``: written for this period.
    """

    sections: tuple[Section, ...]
    gone: tuple[str, ...] = ()
    carried_from: date | None = None
    is_written: bool = False

    @property
    def before(self) -> list[Section]:
        return [one for one in self.sections if one.is_before and one.text]

    @property
    def after(self) -> list[Section]:
        return [one for one in self.sections if not one.is_before and one.text]


def words_in(sections: Sequence[Section], report: Report) -> Words:
    """The sections read in the report."""
    told = [read(one, report) for one in sections]
    return Words(
        tuple(section for section, _gone in told), tuple(name for _read, gone in told for name in gone)
    )


def written(name: str, scope: Scope, report: Report) -> Words:
    """What has been written for the period; nothing where nobody has yet."""
    found = words_of(name, scope.period, scope.unit_id)
    return replace(words_in(found or (), report), is_written=found is not None)


def to_write(name: str, layout: Layout | None, scope: Scope, report: Report) -> Words:
    """What an officer goes on from: what is written, else the words of the period before, else the headings."""
    own = written(name, scope, report)
    if own.is_written:
        return own
    earlier = words_before(name, scope.period, scope.unit_id)
    if earlier is not None:
        day, sections = earlier
        return replace(words_in(sections, report), carried_from=day)
    return words_in(headings(layout), report)


def headings(layout: Layout | None) -> tuple[Section, ...]:
    """The empty sections of a definition; of one that names none, those most reports have."""
    before, after = (layout.words_before, layout.words_after) if layout else ((), ())
    if not before and not after:
        before, after = words.SECTIONS_BEFORE, words.SECTIONS_AFTER
    return (*(Section(one, is_before=True) for one in before), *(Section(one) for one in after))


def with_words(frozen: Frozen, scope: Scope, report: Report) -> Frozen:
    """The report to be signed with the words written for it."""
    said = written(frozen.name, scope, report)
    return replace(frozen, words=said.sections, gone=said.gone)


def sections_misread(stored: Sequence[Section], report: Report) -> list[str]:
    """The titles of signed sections that no longer say the figures that were signed with them."""
    return [one.title for one in stored if read(one, report)[0] != one]


def around(said: Words) -> tuple[list[Block], list[Block]]:
    """The words as paragraphs before and behind the table, their headings numbered through."""
    numbers = iter(_ROMAN)
    before = [block for one in said.before for block in _blocks(one, numbers)]
    return before, [block for one in said.after for block in _blocks(one, numbers)]


def _blocks(section: Section, numbers: Iterator[str]) -> Iterator[Block]:
    number = "" if _NUMBERED.match(section.title) else next(numbers, "")
    yield Heading(f"{number}. {section.title}" if number else section.title)
    for line in section.read.splitlines():
        if line.strip():
            yield Paragraph(line.strip())
