"""Files to take away: templates to fill, what is on record, one person's training record."""

from __future__ import annotations

from collections.abc import Callable
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from django.contrib import messages
from django.http import FileResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.common.text import fold
from vun.engines.tabular import SUFFIXES
from vun.exchange.kinds import get_kind
from vun.exchange.out import record
from vun.exchange.out.exports import get_export, write_export
from vun.exchange.out.scope import Scope
from vun.exchange.out.templates import write_template
from vun.faces.web.exchange.background import EXPORT
from vun.faces.web.exchange.uploading import PERMISSIONS
from vun.faces.web.guard import needs
from vun.faces.web.people.sight import Sight
from vun.faces.web.request import Request
from vun.records.audit import operations as audit
from vun.records.orgs import queries as orgs
from vun.records.people import queries as people
from vun.records.registers import operations

AT_ONCE = 10_000
"""People beyond which an export is made by a worker: some seconds that nobody should sit and wait for."""


@needs(*PERMISSIONS)
def template(request: Request, kind: str) -> HttpResponseBase:
    """A workbook to fill, with drop-downs from the catalogues."""
    scope = Scope(request.actor, request.on)
    return _file(lambda stream: write_template(get_kind(kind), scope, stream), f"mau-{kind}.xlsx", "xlsx")


@needs(*PERMISSIONS)
def export(request: Request, export_name: str) -> HttpResponseBase:
    """What is on record, as a file: of ``unit`` and below or of ``class``, in the ``format`` asked for."""
    found = get_export(export_name)
    request.actor.require_anywhere(found.permission)
    suffix = request.GET.get("format", "xlsx")
    if suffix not in found.writers:
        raise NotFound("format")
    unit_id, class_id = _number(request, "unit"), _number(request, "class")
    if unit_id is not None:
        orgs.get_visible_unit(request.actor, unit_id)
    if found.is_of_class and class_id is None:
        raise NotFound("class")
    name = f"{export_name}-{request.on:%Y-%m-%d}.{suffix}"
    if not found.is_of_class and _is_long(request, unit_id):
        params: dict[str, Any] = {
            "name": export_name,
            "suffix": suffix,
            "on": request.on.isoformat(),
            "filename": name,
        }
        params |= {"unit_id": unit_id, "class_id": class_id}
        job = operations.enqueue_job(kind=EXPORT, params=params, by=request.actor)
        messages.info(request, gettext("Danh sách dài: tệp đang được lập, xong sẽ tải được ở trang này."))
        return redirect("admin:job", job.pk)
    scope = Scope(request.actor, request.on, unit_id, class_id)
    return _file(lambda stream: write_export(found, scope, suffix, stream), name, suffix)


def _is_long(request: Request, unit_id: int | None) -> bool:
    visible = people.visible_to(request.actor, request.on)
    return people.holding(visible, request.on, unit_id=unit_id).count() > AT_ONCE


@needs(Permission.PERSON_VIEW, Permission.OWN_RECORD)
def person_record(request: Request, person_id: int) -> HttpResponseBase:
    """One person's tables 32.1 to 32.6."""
    sight = Sight(request, person_id)
    number = sight.facts()["national_id"]

    def write(stream: BinaryIO) -> None:
        record.write_person(
            sight.person, national_id=number, unit=sight.unit_name, on=request.on, stream=stream
        )

    name = "-".join(fold(sight.person.full_name).split())
    audit.record_export(request.actor, label=get_export("training-record").title, rows=1, suffix="xlsx")
    return _file(write, f"32-{name}.xlsx", "xlsx")


def _number(request: Request, name: str) -> int | None:
    """An id in the address. Raises NotFound for what cannot be one."""
    text = request.GET.get(name, "")
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or len(text) > 18:
        raise NotFound(name)
    return int(text)


def _file(write: Callable[[BinaryIO], None], name: str, suffix: str) -> FileResponse:
    """What ``write`` writes, on disk until it is sent."""
    stream: Any = TemporaryFile()  # noqa: SIM115  (closed by the response)
    try:
        write(stream)
    except BaseException:
        stream.close()
        raise
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename=name, content_type=SUFFIXES[suffix][1])
