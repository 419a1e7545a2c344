"""Programmes, classes, plan versions and sources of money, by code or by name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import fold
from vun.exchange.columns import other_names
from vun.exchange.matching.names import is_slip, nearest, spelt_out
from vun.records.delivery.domain import RUNNING_STATES
from vun.records.delivery.models import TrainingClass
from vun.records.funding.models import FundSource
from vun.records.plans import queries as plans
from vun.records.plans.models import PlanVersion
from vun.records.standards.models import Programme

_SHORT = (
    (r"\bllct\b", "ly luan chinh tri"),
    (r"\bqlnn\b", "quan ly nha nuoc"),
    (r"\bqp ?an\b|\bqp va an\b", "quoc phong an ninh"),
    (r"\bcvcc\b", "chuyen vien cao cap"),
    (r"\bcvc\b", "chuyen vien chinh"),
    (r"\bcv\b", "chuyen vien"),
    (r"\bcc\b", "cao cap"),
    (r"\btc\b", "trung cap"),
    (r"\bcntt\b", "cong nghe thong tin"),
    (r"\b(?:lop|khoa|chuong trinh|boi duong|dao tao|kien thuc|ngach|he)\b", " "),
)
_COMPILED = tuple((re.compile(pattern), words) for pattern, words in _SHORT)


_FEW = 12
"""So many names can all be told where none is near."""
_LONG_CODE = 4
"""What is shorter may stand in a text by chance."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something of the registry a text names; ``doubt`` is told when the text does not say its very name."""

    row: Any
    doubt: Problem | None = None


class NameIndex:
    """Rows by code and name; names are compared in full and without words of no weight.

    ``also`` are codes by what else the rows are called. ``is_live`` says of several of one name which may be meant;
    without it the first is.
    """

    def __init__(
        self,
        rows: Iterable[Any],
        what: str,
        told: Mapping[str, str],
        also: Mapping[str, str] | None = None,
        is_live: Callable[[Any], bool] | None = None,
    ) -> None:
        self._what = what
        self._is_live = is_live
        self._also = {fold(text): code for text, code in (also or {}).items()}
        self._told = {fold(text): code for text, code in told.items()}
        self._by_code: dict[str, Any] = {}
        self._exact: dict[str, list[Any]] = defaultdict(list)
        self._loose: dict[str, list[Any]] = defaultdict(list)
        for row in rows:
            self._by_code[fold(row.code)] = row
            self._exact[spelt_out(row.name)].append(row)
            self._loose[loosened(row.name)].append(row)

    def find(self, text: str) -> Found:
        """The row ``text`` names. Raises Problem ``import.<what>_unknown``, or ``…_ambiguous`` with their codes."""
        row = self._by_code.get(fold(self._told.get(fold(text), text))) or self._with_code_in(text)
        if row is not None:
            return Found(row)
        if rows := self._exact.get(spelt_out(text)):
            return Found(self._one_of(rows, text))
        row = self._by_code.get(fold(self._also.get(fold(text), "")))
        if row is not None:
            return Found(row, Problem("import.taken_for", value=text, name=row.name))
        loose = loosened(text)
        rows = self._loose.get(loose) if loose else None
        if not rows:
            within = [key for key in self._loose if len(key) > 8 and f" {key} " in f" {loose} "]
            rows = self._loose[max(within, key=len)] if within else None
        if not rows:
            near = nearest(loose, self._loose)
            slips = [key for key in near if is_slip(loose, key, text)]
            rows = self._loose[slips[0]] if len(slips) == 1 else None
            if not rows:
                few = list(self._loose) if len(self._loose) <= _FEW else []
                suggestion = "; ".join(self._loose[key][0].name for key in near or few)
                raise Problem(f"import.{self._what}_unknown", value=text, suggestion=suggestion)
        row = self._one_of(rows, text)
        return Found(row, Problem("import.taken_for", value=text, name=row.name))

    def _with_code_in(self, text: str) -> Any:
        """The only row whose code stands within the text: "Lớp Cao cấp LLCT (LS-TCT-2026-013)"."""
        spaced = f" {fold(text)} "
        found = [
            row
            for code, row in self._by_code.items()
            if len(code) >= _LONG_CODE and any(map(str.isdigit, code)) and f" {code} " in spaced
        ]
        return found[0] if len(found) == 1 else None

    def _one_of(self, rows: Sequence[Any], text: str) -> Any:
        if self._is_live is None or len(rows) == 1:
            return rows[0]
        live = [row for row in rows if self._is_live(row)]
        if len(live) == 1:
            return live[0]
        codes = "; ".join(row.code for row in (live or rows)[:5])
        raise Problem(f"import.{self._what}_ambiguous", value=text, suggestion=codes)


def loosened(text: str) -> str:
    """A name of a programme spelt out, without words every name has."""
    key = spelt_out(text)
    for pattern, words in _COMPILED:
        key = pattern.sub(words, key)
    return " ".join(key.split())


def programme_index(on: date, told: Mapping[str, str]) -> NameIndex:
    """The programmes, those of the day first."""
    rows = sorted(Programme.objects.all(), key=lambda row: (not _holds(row, on), -row.start_on.toordinal()))
    return NameIndex(rows, "programme", told)


def source_index(told: Mapping[str, str]) -> NameIndex:
    """The sources of money."""
    return NameIndex(FundSource.objects.all(), "source", told, other_names("sources.yaml"))


def class_index(by: Actor, told: Mapping[str, str]) -> NameIndex:
    """The classes whose pages the actor may open, the latest first; of several of one name the one that runs."""
    rows = classes_in_sight(by).order_by("-start_on")
    return NameIndex(rows, "class", told, is_live=lambda row: row.state in RUNNING_STATES)


def classes_in_sight(by: Actor) -> QuerySet[TrainingClass]:
    """The classes of the schools the actor works for."""
    scope = by.unit_ids(Permission.CLASS_VIEW)
    rows = TrainingClass.objects.select_related("programme", "host")
    return rows.filter(host_id__in=scope) if isinstance(scope, frozenset) else rows


def version_to_fill(by: Actor, year: int | None, code: str, today: date) -> PlanVersion:
    """The version lines go into: of the plan named, or the only one of the year that may be edited.

    Raises Problem ``import.plan_unknown`` with the codes there are.
    """
    rows = list(plans.editable_versions(by, year or today.year))
    if not rows and year is None:
        rows = list(plans.editable_versions(by, today.year + 1))
    named = [row for row in rows if fold(row.plan.code) == fold(code)] if code else rows
    if len(named) != 1:
        codes = ", ".join(row.plan.code for row in rows) or "–"
        raise Problem("import.plan_unknown", codes=codes, plan_year=year or today.year)
    return named[0]


def _holds(row: Programme, on: date) -> bool:
    return row.start_on <= on and (row.end_on is None or row.end_on > on)
