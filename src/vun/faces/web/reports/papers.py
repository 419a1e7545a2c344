"""A report as a document to be downloaded: PDF, or docx to go on writing."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.http import HttpResponse

from vun.engines.documents import Block, Templates
from vun.reports import paper
from vun.reports.model import Report, Scope


def on_paper(
    name: str, report: Report, scope: Scope, suffix: str, after: Sequence[Block] = ()
) -> HttpResponse:
    """The file. ``report`` has been run in Vietnamese; ``after`` are words behind its figures."""
    document = paper.issued(report, scope.unit_id, scope.day, after)
    content = paper.write(document, suffix, Templates(settings.DOCUMENT_TEMPLATES))
    response = HttpResponse(content, content_type=paper.SUFFIXES[suffix][1])
    days = f"{scope.period.start:%Y-%m-%d}-{scope.day:%Y-%m-%d}"
    response["Content-Disposition"] = f'attachment; filename="{name}-{days}.{suffix}"'
    return response
