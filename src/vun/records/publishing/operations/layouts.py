"""The province's own templates: tried, kept as versions, put to use, an earlier one put back."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem
from vun.engines.documents import NAMES, TemplateError, UnknownField, tried
from vun.records.audit import operations as audit
from vun.records.publishing.models import LayoutTemplate

MOST_BYTES = 4 * 1024 * 1024


@transaction.atomic
def keep_layout(*, name: str, file_name: str, content: bytes, by: Actor) -> LayoutTemplate:
    """Keep one more version of a template, not in use yet. It is tried on a sample first.

    Raises Refused, NotFound for a name that no template has, and Problem: too large, not usable, a field nobody knows.
    """
    by.require_everywhere(Permission.DECISION_EDIT)
    if name not in NAMES:
        raise NotFound("layout template")
    if len(content) > MOST_BYTES:
        raise Problem("publishing.layout_too_big", field="file", most=MOST_BYTES // 1024**2)
    try:
        tried(name, content)
    except UnknownField as error:
        raise Problem("publishing.layout_unknown_field", field="file", names=str(error)) from None
    except TemplateError as error:
        reason = (str(error).splitlines() or [""])[0]
        raise Problem("publishing.layout_unfit", field="file", reason=reason) from None
    latest = LayoutTemplate.objects.filter(name=name).aggregate(latest=Max("version"))["latest"] or 0
    template = LayoutTemplate.objects.create(
        name=name,
        version=latest + 1,
        content=content,
        file_name=file_name[:255],
        put_by=by.name,
        put_at=timezone.now(),
    )
    audit.record(by, "layout_template.kept", template, after={"name": name, "file": template.file_name})
    return template


@transaction.atomic
def use_layout(*, template: LayoutTemplate, by: Actor) -> None:
    """Lay documents out by this version from now on. Raises Refused."""
    by.require_everywhere(Permission.DECISION_EDIT)
    before = _ended(template.name)
    LayoutTemplate.objects.filter(pk=template.pk).update(is_current=True)
    audit.record(
        by, "layout_template.used", template, before={"version": before}, after={"version": template.version}
    )


@transaction.atomic
def use_shipped(*, name: str, by: Actor) -> None:
    """Go back to the shipped file; the versions stay. Raises Refused, and Problem when it is in use already."""
    by.require_everywhere(Permission.DECISION_EDIT)
    used = LayoutTemplate.objects.filter(name=name, is_current=True).first()
    if used is None:
        raise Problem("publishing.layout_shipped_already")
    _ended(name)
    audit.record(by, "layout_template.dropped", used, before={"version": used.version})


def _ended(name: str) -> int | None:
    used = LayoutTemplate.objects.filter(name=name, is_current=True)
    version: int | None = used.values_list("version", flat=True).first()
    used.update(is_current=False)
    return version
