"""Which level of which scale a diploma or certificate is, by what stands on it and in which table it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from vun.common.errors import Problem
from vun.common.text import fold
from vun.exchange.matching.names import nearest
from vun.records.standards.domain import RecordTable
from vun.records.standards.models import ScaleLevel


class _Rule(NamedTuple):
    code: str
    words: tuple[str, ...]
    also: tuple[str, ...]

    def fits(self, text: str) -> bool:
        return _has_one(text, self.words) and (not self.also or _has_one(text, self.also))


def _has_one(text: str, words: Iterable[str]) -> bool:
    spaced = f" {text} "
    return any(f" {word} " in spaced for word in words)


@dataclass(frozen=True, slots=True)
class FoundLevel:
    """A level, and its scale's table; ``doubt`` is told when the paper does not say so in so many words."""

    pk: int
    code: str
    name: str
    doubt: Problem | None = None


def table_in(text: str) -> RecordTable | None:
    """The table a heading or a sheet's name speaks of: by its number, else by words when they speak of only one."""
    folded = fold(text)
    headings = _data()["headings"]
    for order in (slice(0, 1), slice(1, None)):
        found = [table for table, words in headings.items() if _has_one(folded, words[order])]
        if len(found) == 1:
            return RecordTable(found[0])
    return None


def table_of_paper(diploma: str, major: str) -> RecordTable:
    """The table a paper belongs to that stands in the single table of the older forms."""
    paper, whole = fold(diploma), fold(f"{diploma} {major}")
    is_degree = _has_one(paper, _data()["degrees"])
    for table, words in _data()["papers"].items():
        is_political = table == RecordTable.POLITICAL_THEORY.value
        if is_political and is_degree and "chinh tri" in whole and ("cap" in paper or "chinh tri" in paper):
            return RecordTable.POLITICAL_THEORY
        if _has_one(paper if is_degree and not is_political else whole, words) and (
            is_political or not is_degree
        ):
            return RecordTable(table)
    return RecordTable.PROFESSIONAL


@cache
def _data() -> Any:
    return yaml.safe_load((Path(__file__).parent.parent / "data" / "levels.yaml").read_text(encoding="utf-8"))


@cache
def _rules(table: RecordTable) -> tuple[_Rule, ...]:
    rows = _data().get(table.value, ())
    return tuple(_Rule(row["code"], tuple(row["words"]), tuple(row.get("with", ()))) for row in rows)


class LevelIndex:
    """The levels by table of the record; every paper's text is looked up once."""

    def __init__(self, told: Mapping[str, str]) -> None:
        self._by_code: dict[str, ScaleLevel] = {}
        self._by_name: dict[RecordTable, dict[str, ScaleLevel]] = defaultdict(dict)
        for level in ScaleLevel.objects.select_related("scale"):
            self._by_code[level.code] = level
            self._by_name[RecordTable(level.scale.record_table)].setdefault(fold(level.name), level)
        self._told = {fold(text): code for text, code in told.items()}
        self._found: dict[tuple[RecordTable, str, str, str], FoundLevel | Problem] = {}

    def find(self, table: RecordTable, diploma: str, major: str = "", language: str = "") -> FoundLevel:
        """The level of the paper. Raises Problem ``import.level_unknown`` with the levels there are."""
        key = (table, diploma, major, language)
        if key not in self._found:
            try:
                self._found[key] = self._find(table, diploma, major, language)
            except Problem as problem:
                self._found[key] = problem
        found = self._found[key]
        if isinstance(found, Problem):
            raise Problem(found.code, field=found.field, **found.params)
        return found

    def has(self, table: RecordTable, text: str) -> bool:
        """Whether the text names a level of the table."""
        try:
            self.find(table, text)
        except Problem:
            return False
        return True

    def named(self, text: str) -> FoundLevel:
        """The level by its code, or as templates offer it: "Cao cấp (political_theory.advanced)". Raises Problem."""
        code = text.rpartition("(")[2].rstrip(") ")
        level = self._by_code.get(text) or self._by_code.get(code)
        if level is None:
            raise Problem("import.level_code_unknown", value=text)
        return _found(level, None)

    def _find(self, table: RecordTable, diploma: str, major: str, language: str) -> FoundLevel:
        folded = fold(diploma)
        code = self._told.get(folded, diploma)
        if code in self._by_code:
            return _found(self._by_code[code], None)
        exact = self._by_name[table].get(folded)
        if exact is not None:
            return _found(exact, None)
        if table is RecordTable.LANGUAGE:
            folded = fold(f"{language} {diploma}")
        for text in (folded, fold(f"{diploma} {major}")):
            for rule in _rules(table):
                if rule.code in self._by_code and rule.fits(text):
                    return self._taken(self._by_code[rule.code], diploma)
            for name, level in self._by_name[table].items():
                if len(name) > 8 and f" {name} " in f" {text} ":
                    return self._taken(level, diploma)
        names = nearest(fold(f"{diploma} {major}"), self._by_name[table]) or list(self._by_name[table])[:8]
        suggestion = "; ".join(self._by_name[table][name].name for name in names)
        raise Problem("import.level_unknown", value=diploma, table=table, suggestion=suggestion)

    def _taken(self, level: ScaleLevel, diploma: str) -> FoundLevel:
        said, own = set(fold(diploma).split()), set(fold(level.name).split())
        is_plain = own <= said or said <= own | set(_data()["plain"])
        return _found(
            level, None if is_plain else Problem("import.level_taken_for", value=diploma, level=level.name)
        )


def _found(level: ScaleLevel, doubt: Problem | None) -> FoundLevel:
    return FoundLevel(level.pk, level.code, level.name, doubt)
