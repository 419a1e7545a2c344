"""The one way an audit line is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils import timezone

from vun.common.actor import Actor
from vun.common.text import fold
from vun.records.audit.models import AuditEntry


def record(
    by: Actor,
    action: str,
    obj: Model,
    *,
    unit_id: int | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Append who did ``action`` (``"person.transferred"``) to ``obj``, with what it was and what it is.

    To be called inside the operation's own transaction, so that neither is kept without the other. ``unit_id`` is the
    unit whose inspectors may read the line. ``before`` and ``after`` hold only what changed; dates, decimals and enum
    members become text. A national ID is never put into them.
    """
    label = str(obj)[:300]
    return AuditEntry.objects.create(
        at=timezone.now(),
        actor_user_id=by.user_id,
        actor_name=by.name,
        action=action,
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        object_label=label,
        search_key=fold(f"{label} {by.name}"),
        unit_id=unit_id,
        before=_plain(before or {}),
        after=_plain(after or {}),
    )


def record_export(by: Actor, *, label: str, rows: int, suffix: str) -> AuditEntry:
    """Append who took which list out of the system: its title, how many rows, in what format; nothing of the rows."""
    return AuditEntry.objects.create(
        at=timezone.now(),
        actor_user_id=by.user_id,
        actor_name=by.name,
        action="list.exported",
        object_type="export",
        object_id="",
        object_label=label[:300],
        search_key=fold(f"{label[:300]} {by.name}"),
        before={},
        after={"rows": rows, "format": suffix},
    )


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _plain_value(value) for key, value in values.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Model):
        return str(value)
    if isinstance(value, Mapping):
        return _plain(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain_value(item) for item in value]
    return value
