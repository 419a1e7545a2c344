"""Templates of an office's own for papers about those sent."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.engines.documents import TemplateError, fields_of
from vun.records.audit import operations as audit
from vun.records.registers import operations as registers
from vun.records.registers.domain import Upload
from vun.records.sending.domain import PaperKind, PaperLayout, unknown_fields
from vun.records.sending.models import PaperTemplate


@transaction.atomic
def put_template(*, kind: PaperKind, layout: PaperLayout, file: Upload, by: Actor) -> PaperTemplate:
    """Use the office's own docx for papers of the kind from now on; papers issued before stay as they were.

    Raises Refused without DECISION_EDIT everywhere, and Problem: no docx, no field at all, or a field nobody knows,
    which is named.
    """
    by.require_everywhere(Permission.DECISION_EDIT)
    try:
        found = fields_of(file.content)
    except TemplateError:
        raise Problem("sending.template_no_docx", field="file", name=file.name) from None
    if unknown := unknown_fields(found):
        raise Problem("sending.template_unknown_field", field="file", names=", ".join(unknown))
    if not found:
        raise Problem("sending.template_without_fields", field="file")
    stored = registers.store_file(name=file.name, content=file.content, by=by)
    _end(kind, layout)
    template = PaperTemplate.objects.create(
        kind=kind, layout=layout, file=stored, put_at=timezone.now(), put_by=by.name
    )
    audit.record(
        by, "paper_template.put", template, after={"kind": kind, "layout": layout, "file": stored.name}
    )
    return template


@transaction.atomic
def drop_template(*, template: PaperTemplate, by: Actor) -> None:
    """Go back to the layout that is shipped. Raises Refused as `put_template`, and Problem when it is not in use."""
    by.require_everywhere(Permission.DECISION_EDIT)
    if not PaperTemplate.objects.filter(pk=template.pk, is_current=True).update(is_current=False):
        raise Problem("sending.template_not_used")
    audit.record(by, "paper_template.dropped", template, before={"file": template.file.name})


def _end(kind: PaperKind, layout: PaperLayout) -> None:
    PaperTemplate.objects.filter(kind=kind, layout=layout, is_current=True).update(is_current=False)
