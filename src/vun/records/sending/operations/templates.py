"""Templates of an office's own for papers about those sent."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.engines.documents import TemplateError, fields_found, reaches_beyond
from vun.records.audit import operations as audit
from vun.records.registers import operations as registers
from vun.records.registers.domain import Upload
from vun.records.sending.domain import LINE_FIELDS, NAME_FIELD, PaperKind, PaperLayout, unknown_fields
from vun.records.sending.models import PaperTemplate


@transaction.atomic
def put_template(*, kind: PaperKind, layout: PaperLayout, file: Upload, by: Actor) -> PaperTemplate:
    """Use the office's own docx for papers of the kind from now on; papers issued before stay as they were.

    Raises Refused without DECISION_EDIT everywhere, and Problem: no docx, one with macros or that fetches anything, no
    field at all, none for the names of those it is about, or a field nobody knows, which is told with the words around.
    """
    by.require_everywhere(Permission.DECISION_EDIT)
    if reaches_beyond(file.content):
        raise Problem("sending.template_reaches_beyond", field="file", name=file.name)
    try:
        found = fields_found(file.content)
    except TemplateError:
        raise Problem("sending.template_no_docx", field="file", name=file.name) from None
    names = tuple(dict.fromkeys(each.name for each in found))
    if unknown := unknown_fields(names):
        around = {each.name: each.around for each in reversed(found)}
        told = ", ".join(f"{name} (“{around[name]}”)" for name in unknown)
        raise Problem("sending.template_unknown_field_at", field="file", names=told)
    if not found:
        raise Problem("sending.template_without_fields", field="file")
    if NAME_FIELD not in names:
        raise Problem("sending.template_names_nobody", field="file")
    stored = registers.store_file(name=file.name, content=file.content, by=by)
    _end(kind, layout)
    template = PaperTemplate.objects.create(
        kind=kind,
        layout=layout,
        file=stored,
        put_at=timezone.now(),
        put_by=by.name,
        has_list=all(each.is_in_row for each in found if each.name in LINE_FIELDS),
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
