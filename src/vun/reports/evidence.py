"""What stands behind each cell of a report: counted from records just now, or as a signed report keeps it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from vun.records.delivery.queries.counted import costs_with
from vun.records.delivery.queries.facts import classes_with, people_of
from vun.records.people.queries import names_of
from vun.records.plans.queries.facts import titles_of_lines
from vun.reports.model import Report, Subject

Integers = NDArray[np.int64]


def no_numbers() -> Integers:
    """None at all."""
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Behind:
    """The things of ``subject`` one cell counts: by ``ids``, in order, what each adds and whom it is of.

    ``amounts`` are kept where the cell is a sum. ``people`` are those of participations, one for each id; where the
    cell counts people it counts the different ones of these.
    """

    subject: Subject
    ids: Integers
    amounts: Integers = field(default_factory=no_numbers)
    people: Integers = field(default_factory=no_numbers)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Behind) and all(
            np.array_equal(mine, theirs)
            for mine, theirs in (
                (self.ids, other.ids),
                (self.amounts, other.amounts),
                (self.people, other.people),
            )
        )

    __hash__ = None  # type: ignore[assignment]

    @property
    def listed(self) -> tuple[int, ...]:
        """The ids a list of the cell holds."""
        if self.subject is Subject.PERSON and len(self.people):
            return tuple(np.unique(self.people).tolist())
        return tuple(self.ids.tolist())

    @property
    def adds(self) -> dict[int, int]:
        """By id what it adds, or whom it is of, or itself."""
        told = self.amounts if len(self.amounts) else self.people if len(self.people) else self.ids
        return dict(zip(self.ids.tolist(), told.tolist(), strict=True))

    @property
    def named(self) -> Subject:
        """What the ids are ids of where each is called by a name: participations by their people."""
        return Subject.PERSON if len(self.people) else self.subject


class Evidence(Protocol):
    """A report and what each of its cells counts."""

    @property
    def report(self) -> Report: ...

    def behind(self, row_key: str, column_key: str) -> Behind | None:
        """What the cell counts; None for one that counts nothing of its own."""

    def things(self) -> Mapping[Subject, Collection[int]]:
        """Everything any cell counts, by what it is; of participations their people."""

    def kept(self) -> dict[str, Any]:
        """All of it as plain data, for a signed report to keep."""


def in_order(ids: Integers, amounts: Integers, people: Integers) -> tuple[Integers, Integers, Integers]:
    """The three, each in the order of the ids; amounts or people may be none."""
    order = np.argsort(ids, kind="stable")
    return (
        ids[order],
        amounts[order] if len(amounts) else amounts,
        people[order] if len(people) else people,
    )


@dataclass(frozen=True, slots=True)
class ByCell:
    """Of a report that is computed as a whole: the ids each figure carries."""

    report: Report
    cells: Mapping[tuple[str, str], Behind]

    @classmethod
    def of(cls, report: Report) -> ByCell:
        """Every figure with the ids it carries. One query, for whom participations are of."""
        rows = [*report.rows, *([report.total] if report.total else [])]
        counted = [
            ((row.key, key), figure)
            for row in rows
            for key, figure in row.figures.items()
            if figure.subject is not None
        ]
        turns = {one for _, figure in counted if figure.subject is Subject.ENROLMENT for one in figure.ids}
        person_of = people_of(turns)
        cells = {}
        for key, figure in counted:
            subject = figure.subject or Subject.PERSON
            people = [person_of[one] for one in figure.ids] if subject is Subject.ENROLMENT else []
            cells[key] = Behind(
                subject, *in_order(_numbers(figure.ids), _numbers(figure.amounts), _numbers(people))
            )
        return cls(report, cells)

    @classmethod
    def from_kept(cls, report: Report, kept: Mapping[str, Any]) -> ByCell:
        """As it was kept. Raises ValueError, KeyError or TypeError where what is kept is damaged."""
        cells = {
            (row, column): Behind(Subject(subject), *(_numbers(one) for one in numbers))
            for row, column, subject, *numbers in kept["cells"]
        }
        return cls(report, cells)

    def behind(self, row_key: str, column_key: str) -> Behind | None:
        return self.cells.get((row_key, column_key))

    def things(self) -> dict[Subject, set[int]]:
        found: dict[Subject, set[int]] = {}
        for one in self.cells.values():
            found.setdefault(one.named, set()).update((one.people if len(one.people) else one.ids).tolist())
        return found

    def kept(self) -> dict[str, Any]:
        return {
            "cells": [
                [
                    row,
                    column,
                    one.subject.value,
                    *(part.tolist() for part in (one.ids, one.amounts, one.people)),
                ]
                for (row, column), one in self.cells.items()
            ]
        }


def _numbers(listed: Sequence[int]) -> Integers:
    return np.array(listed, dtype=np.int64)


def called(things: Mapping[Subject, Collection[int]]) -> dict[Subject, dict[int, str]]:
    """What things are called: people and classes by name, plan lines and money by what they are for."""
    return {subject: _NAMES[subject](ids) for subject, ids in things.items() if ids}


def _class_names(ids: Iterable[int]) -> dict[int, str]:
    return dict(classes_with(ids).values_list("pk", "name"))


def _cost_names(ids: Collection[int]) -> dict[int, str]:
    rows = costs_with(ids).values_list("pk", "training_class__name", "item")
    return {key: f"{name}: {item}" for key, name, item in rows}


_NAMES: Any = {
    Subject.PERSON: names_of,
    Subject.TRAINING_CLASS: _class_names,
    Subject.PLAN_LINE: titles_of_lines,
    Subject.COST: _cost_names,
}
