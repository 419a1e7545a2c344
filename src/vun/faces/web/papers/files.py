"""Papers as files: by the office's own template where it has one, one by one or many in one archive."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from vun.common.errors import Problem
from vun.engines.documents import (
    TemplateError,
    Templates,
    fill_docx,
    join_pdfs,
    marked_as_draft,
    write_docx,
    write_pdf,
)
from vun.records.publishing.queries import templates_in_use
from vun.records.registers.domain import safe_name
from vun.records.sending import queries
from vun.records.sending.domain import LINE_FIELDS, Filling

CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
MOST_AT_ONCE = 500
_UNKNOWN_KEY = re.compile(r'does not contain key "([^"]+)"|unknown variable: (\S+)')


def written(paper: Any, suffix: str) -> bytes:
    """The paper as docx or PDF. Raises Problem when a template of the province cannot be used; an unknown field is
    named.
    """
    templates = templates_in_use()
    try:
        if suffix == "docx" and paper.template is not None:
            return _filled(paper.template, queries.filling_of(paper))
        writer = write_docx if suffix == "docx" else write_pdf
        return writer(queries.document_of(paper), templates)
    except TemplateError as error:
        raise _problem(error) from None


def draft_answer(drafts: Sequence[queries.Draft], suffix: str) -> HttpResponse:
    """Drafts to be looked at: as PDF one after the other in the browser, as docx each as the office will write it.

    Raises as `written`.
    """
    templates = templates_in_use()
    try:
        if suffix == "docx":
            return _draft_files([_draft_docx(each, templates) for each in drafts])
        files = [write_pdf(each.document, templates) for each in drafts]
    except TemplateError as error:
        raise _problem(error) from None
    response = HttpResponse(join_pdfs(files), content_type=CONTENT_TYPES["pdf"])
    response.headers["Content-Disposition"] = 'inline; filename="du-thao.pdf"'
    return response


def _draft_docx(draft: queries.Draft, templates: Templates) -> bytes:
    if draft.template is None:
        return marked_as_draft(write_docx(draft.document, templates))
    return marked_as_draft(_filled(draft.template, draft.filling))


def _draft_files(files: Sequence[bytes]) -> HttpResponse:
    if len(files) == 1:
        return attachment(files[0], "du-thao.docx", CONTENT_TYPES["docx"])
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for number, content in enumerate(files, start=1):
            file.writestr(f"du-thao-{number:02d}.docx", content)
    return attachment(stream.getvalue(), "du-thao.zip", "application/zip")


def _filled(template: Any, filling: Filling) -> bytes:
    with template.file.content.open("rb") as file:
        content: bytes = file.read()
    return fill_docx(content, filling.values, filling.rows, LINE_FIELDS)


def _problem(error: TemplateError) -> Problem:
    unknown = _UNKNOWN_KEY.search(str(error))
    if unknown:
        return Problem("sending.template_unknown_field", names=unknown[1] or unknown[2])
    return Problem("sending.template_broken", reason=str(error).splitlines()[0])


def attachment(content: bytes, name: str, content_type: str) -> HttpResponse:
    """A file that is taken away."""
    response = HttpResponse(content, content_type=content_type)
    shown = content_disposition_header(as_attachment=True, filename=file_name(name))
    response.headers["Content-Disposition"] = shown or "attachment"
    return response


def file_name(number: str) -> str:
    """``05/QĐ-SNV`` cannot be the name of a file."""
    return safe_name(number.replace("/", "-"))


def archive(papers: Sequence[Any], suffix: str, report: Callable[[int, int], None]) -> bytes:
    """The papers, each in a file of its own, in one archive; ``report`` hears of each. Raises as `written`."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for done, each in enumerate(papers, start=1):
            name = f"{each.decision.issued_on.isoformat()} {each.decision.number} {each.decision.issuer}.{suffix}"
            file.writestr(file_name(name), written(each, suffix))
            report(done, len(papers))
    return stream.getvalue()
