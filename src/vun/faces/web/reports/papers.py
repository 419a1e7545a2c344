"""A report as a document to be downloaded: PDF, or docx to go on writing."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse

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
