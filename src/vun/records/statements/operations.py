"""Keeping reports of years and units without records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem
from vun.common.text import clean, fold, sort_key
from vun.engines.figures import Statement, check, write_file
from vun.records.audit import operations as audit
from vun.records.statements.domain import (
    LONGEST_SOURCE,
    LONGEST_TITLE,
    MOST_FIGURES,
    Link,
    StatementDetails,
    changes,
)
from vun.records.statements.models import KeptStatement


@transaction.atomic
def keep_statement(*, details: StatementDetails, figures: Statement, by: Actor) -> KeptStatement:
    """Put down the figures of a report as it states them. Sums that do not hold are kept and counted, not mended.

    Raises Refused without STATEMENT_EDIT over the unit; Problem: no title, too long, no last day, too many figures.
    """
    by.require(Permission.STATEMENT_EDIT, details.unit_id)
    kept = KeptStatement.objects.create(**_columns(details, figures))
    audit.record(
        by,
        "statement.kept",
        kept,
        unit_id=kept.unit_id,
        after={"figure_count": kept.figure_count, "fault_count": kept.fault_count},
    )
    return kept


@transaction.atomic
def correct_statement(
    *, kept: KeptStatement, revision: int, details: StatementDetails, figures: Statement, by: Actor
) -> KeptStatement:
    """Replace what was put down, seen in that ``revision``; the audit keeps every figure that came, went or changed.

    Raises Refused without STATEMENT_EDIT over the unit it was of and the one it is of now; Problem as above, and when
    somebody else has corrected it since.
    """
    by.require(Permission.STATEMENT_EDIT, kept.unit_id)
    by.require(Permission.STATEMENT_EDIT, details.unit_id)
    before, after = changes(kept.statement, figures)
    columns = _columns(details, figures)
    moved = [name for name in _TOLD if getattr(kept, name) != columns[name]]
    _change(kept, revision, columns)
    corrected = KeptStatement.objects.select_related("unit").get(pk=kept.pk)
    audit.record(
        by,
        "statement.corrected",
        corrected,
        unit_id=corrected.unit_id,
        before={_TOLD[name]: getattr(kept, name) for name in moved} | _figures(before),
        after={_TOLD[name]: columns[name] for name in moved} | _figures(after),
    )
    return corrected


@transaction.atomic
def link_figures(*, kept: KeptStatement, report: str, links: Sequence[Link], by: Actor) -> None:
    """Say beside which cells of the report its figures stand, in place of what was said of that report before.

    Raises Refused without STATEMENT_EDIT over the unit, and Problem for a figure it has not, or when somebody else has
    changed it since the revision of ``kept``.
    """
    by.require(Permission.STATEMENT_EDIT, kept.unit_id)
    known = kept.statement.by_id
    for link in links:
        if link.figure not in known or link.report != report:
            raise Problem("statements.unknown_figure", name=link.figure)
    before = [one for one in kept.links if one[1] == report]
    after = [one.as_data() for one in dict.fromkeys(links)]
    if before == after:
        return
    kept.links = [one for one in kept.links if one[1] != report] + after
    _change(kept, kept.revision, {"links": kept.links})
    kept.revision += 1
    audit.record(
        by,
        "statement.linked",
        kept,
        unit_id=kept.unit_id,
        before={"links": [str(Link(*one)) for one in before]},
        after={"links": [str(Link(*one)) for one in after]},
    )


@transaction.atomic
def remove_statement(*, kept: KeptStatement, by: Actor) -> None:
    """Take a report away that should not have been put down; the audit keeps its title.

    Raises Refused; NotFound when somebody has taken it away already, Problem when it was corrected since it was read.
    """
    by.require(Permission.STATEMENT_EDIT, kept.unit_id)
    if not KeptStatement.objects.filter(pk=kept.pk, revision=kept.revision).delete()[0]:
        if KeptStatement.objects.filter(pk=kept.pk).exists():
            raise Problem("statements.changed_meanwhile")
        raise NotFound("statement")
    audit.record(
        by,
        "statement.removed",
        kept,
        unit_id=kept.unit_id,
        before={"figure_count": kept.figure_count, "fault_count": kept.fault_count},
    )


def _change(kept: KeptStatement, revision: int, columns: Mapping[str, object]) -> None:
    """Write the columns upon the revision that was seen, and no other. Raises Problem."""
    seen = KeptStatement.objects.filter(pk=kept.pk, revision=revision)
    if not seen.update(**columns, revision=revision + 1):
        raise Problem("statements.changed_meanwhile")


# The columns the audit tells of, by the names it has for them.
_TOLD = {
    "title": "report_title",
    "unit_id": "unit_id",
    "start_on": "start_on",
    "end_on": "end_on",
    "source": "report_source",
    "author": "author",
    "stated_on": "stated_on",
    "note": "note",
}


def _figures(told: Mapping[str, str]) -> dict[str, object]:
    return {"figures": [f"{key}: {text}" for key, text in told.items()]} if told else {}


def _columns(details: StatementDetails, figures: Statement) -> dict[str, object]:
    title, source = clean(details.title), clean(details.source)
    if not title:
        raise Problem("statements.no_title", field="title")
    if len(title) > LONGEST_TITLE or len(source) > LONGEST_SOURCE:
        raise Problem("statements.too_long", field="title", most=LONGEST_TITLE)
    if details.period.end is None:
        raise Problem("statements.no_last_day", field="last_day")
    count = sum(1 for _ in figures.walk())
    if count > MOST_FIGURES:
        raise Problem("statements.too_many_figures", field="outline", most=MOST_FIGURES)
    return {
        "title": title,
        "search_key": fold(title),
        "sort_key": sort_key(title),
        "unit_id": details.unit_id,
        "start_on": details.period.start,
        "end_on": details.period.end,
        "source": source,
        "author": clean(details.author),
        "stated_on": details.stated_on,
        "note": details.note.strip(),
        "content": write_file(figures).decode(),
        "figure_count": count,
        "fault_count": sum(one.status.is_fault for one in check(figures)),
    }
