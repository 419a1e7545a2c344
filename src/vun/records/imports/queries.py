"""Readers of the history of imports, and of the headings offices use."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.records.imports.models import HeadingMemory, Import, NameMemory
from vun.records.registers.models import StoredFile


def imports_visible_to(actor: Actor) -> QuerySet[Import]:
    """The actor's own imports, newest first; all of them for whoever manages accounts of the whole province.

    What stood in a file is not told thereby: see `file_of_import`.
    """
    rows = Import.objects.select_related("file")
    if actor.may_everywhere(Permission.ACCOUNT_MANAGE):
        return rows
    return rows.filter(actor_user_id=actor.user_id) if actor.user_id is not None else rows.none()


def get_import(actor: Actor, import_id: int) -> Import:
    """Raises NotFound for an unknown import and for one the actor may not see."""
    found = imports_visible_to(actor).filter(pk=import_id).first()
    if found is None:
        raise NotFound("import")
    return found


def may_open(actor: Actor, found: Import) -> bool:
    """Whether the actor may read the file: it is theirs, or they may do everywhere what it was taken in for."""
    is_own = actor.user_id is not None and found.actor_user_id == actor.user_id
    return found.file is not None and (is_own or actor.may_everywhere(Permission(found.permission)))


def file_of_import(actor: Actor, import_id: int) -> StoredFile:
    """The file as it was sent. Raises NotFound, also where there is none and where the actor `may_open` it not."""
    found = get_import(actor, import_id)
    if found.file is None or not may_open(actor, found):
        raise NotFound("file")
    return found.file


def headings_of(kind: str, unit_id: int | None) -> dict[str, str]:
    """What headings in the office's files mean, by heading without accents; as the province says where it does not."""
    rows = HeadingMemory.objects.filter(kind=kind)
    common = dict(rows.filter(unit__isnull=True).values_list("heading", "field"))
    own = dict(rows.filter(unit_id=unit_id).values_list("heading", "field")) if unit_id else {}
    return common | own


def names_of(unit_id: int | None) -> dict[str, dict[str, str]]:
    """What spellings in the office's files mean: codes by field and text without accents. As `headings_of`."""
    rows = NameMemory.objects.filter(Q(unit__isnull=True) | Q(unit_id=unit_id))
    found: dict[str, dict[str, str]] = {}
    for field, text, code in rows.order_by(F("unit_id").asc(nulls_first=True)).values_list(
        "field", "text", "code"
    ):
        found.setdefault(field, {})[text] = code
    return found


def made_by(found: Import) -> dict[str, int]:
    """How many rows of each model the import made."""
    counts: dict[str, int] = {}
    for model, first_id, last_id in found.made.values_list("model", "first_id", "last_id"):
        counts[model] = counts.get(model, 0) + last_id - first_id + 1
    return counts
