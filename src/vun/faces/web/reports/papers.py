"""A report as a file: PDF, docx to go on writing, spreadsheet, plain data."""

from __future__ import annotations

import io
from collections.abc import Sequence

from django.http import HttpResponse

from vun.engines import tabular
from vun.engines.documents import Block, Layout
from vun.records.publishing.queries import templates_in_use
from vun.reports import paper
from vun.reports.model import Report, Scope
from vun.reports.wording import Words, around

LAYOUTS = (Layout.STATE.value, Layout.PARTY.value)


def on_paper(
    name: str,
    report: Report,
    scope: Scope,
    suffix: str,
    *,
    words: Words,
    after: Sequence[Block] = (),
    layout: str = "",
) -> HttpResponse:
    """The file. ``report`` has been run in Vietnamese; ``words`` stand around its figures, ``after`` behind them all.

    ``layout``: ``state`` or ``party``; any other text leaves that to the report and the unit.
    """
    before, behind = around(words)
    document = paper.issued(
        report,
        scope.unit_id,
        scope.day,
        before=before,
        after=[*behind, *after],
        layout=Layout(layout) if layout in LAYOUTS else None,
    )
    content = paper.write(document, suffix, templates_in_use())
    response = HttpResponse(content, content_type=paper.SUFFIXES[suffix][1])
    days = f"{scope.period.start:%Y-%m-%d}-{scope.day:%Y-%m-%d}"
    response["Content-Disposition"] = f'attachment; filename="{name}-{days}.{suffix}"'
    return response


def as_file(name: str, scope: Scope, report: Report, suffix: str) -> HttpResponse:
    """The figures as a spreadsheet or as plain data."""
    stream = io.BytesIO()
    tabular.write(report.to_table(), suffix, stream)
    response = HttpResponse(stream.getvalue(), content_type=tabular.SUFFIXES[suffix][1])
    days = f"{scope.period.start:%Y-%m-%d}-{scope.day:%Y-%m-%d}"
    response["Content-Disposition"] = f'attachment; filename="{name}-{days}.{suffix}"'
    return response
