"""What a file would change, as a job keeps it for a page: all counts, and the first rows and remarks of each kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from vun.exchange.kinds import get_kind
from vun.exchange.marking import Say
from vun.exchange.model import Difference, Outcome, Remark, Verdict
from vun.exchange.out.templates import own_fields
from vun.exchange.unknown import unknown_names
from vun.exchange.words import in_words

SHOWN = 200
"""Rows of one outcome, and remarks, that a page shows; the marked copy has every remark."""


def summary(difference: Difference, say: Say) -> dict[str, Any]:
    """The difference in plain values. ``say`` gives the sentence for a problem."""
    kind = get_kind(difference.kind)
    labels = {field.name: in_words(field.label) for field in (*kind.fields, *own_fields(kind))}
    labels |= {use.field: in_words(use.label) for use in difference.columns if use.field}
    errors, warnings = _alike(difference.errors), _alike(difference.warnings)
    rows = {outcome.value: _rows(difference.verdicts, outcome) for outcome in Outcome}
    return {
        "counts": difference.counts,
        "columns": [
            {
                "sheet": use.sheet,
                "letter": use.letter,
                "heading": use.heading,
                "field": use.field,
                "sure": round(use.sureness, 2),
                "is_hidden": use.is_hidden,
            }
            for use in difference.columns
        ],
        "sheets": difference.sheets,
        "fields": labels,
        "unknown": unknown_names(difference.errors),
        "rows": rows,
        "errors": _remarks(errors, say),
        "error_count": len(difference.errors),
        "has_more_errors": len(errors) > SHOWN,
        "warnings": _remarks(warnings, say),
        "warning_count": len(difference.warnings),
        "has_more_warnings": len(warnings) > SHOWN,
        "missing": difference.missing[:SHOWN],
        "missing_count": len(difference.missing),
        "is_writing": difference.is_writing,
    }


def _rows(verdicts: Iterable[Verdict], outcome: Outcome) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for verdict in verdicts:
        if verdict.outcome is outcome:
            if len(found) == SHOWN:
                break
            found.append(
                {
                    "sheet": verdict.row.table.sheet,
                    "row": verdict.row.number,
                    "name": verdict.name,
                    "changes": [
                        [in_words(change.field), change.before, change.after] for change in verdict.changes
                    ],
                }
            )
    return found


def _alike(remarks: Iterable[Remark]) -> list[list[Remark]]:
    """What is said of several cells of a column in the same words, together."""
    alike: dict[tuple[str, ...], list[Remark]] = {}
    for remark in remarks:
        problem = remark.problem
        key = (remark.sheet, remark.column, remark.value, problem.code, repr(problem.params))
        alike.setdefault(key, []).append(remark)
    return list(alike.values())


def _remarks(alike: list[list[Remark]], say: Say) -> list[dict[str, Any]]:
    """Each thing once, at the first cell it is said of, with of how many others it is."""
    return [
        {
            "sheet": first.sheet,
            "row": first.row,
            "column": first.column,
            "heading": first.heading,
            "value": first.value[:200],
            "text": say(first.problem),
            "others": len(others),
        }
        for first, *others in alike[:SHOWN]
    ]
