"""Readers of the audit."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.records.audit.models import AuditEntry


def entries_visible_to(actor: Actor) -> QuerySet[AuditEntry]:
    """The lines the actor may inspect, newest first: those of the actor's units, and for the province all of them.

    A line that belongs to no unit is read only by whoever inspects the whole province.
    """
    scope = actor.unit_ids(Permission.AUDIT_VIEW)
    entries = AuditEntry.objects.all()
    return entries.filter(unit_id__in=scope) if isinstance(scope, frozenset) else entries


def get_entry(actor: Actor, entry_id: int) -> AuditEntry:
    """Raises NotFound for an unknown line and for one the actor may not inspect."""
    entry = entries_visible_to(actor).filter(pk=entry_id).first()
    if entry is None:
        raise NotFound("audit")
    return entry


def entries_of(obj: Model, *former_ids: int) -> QuerySet[AuditEntry]:
    """What was done to the object, newest first. Whoever may see the object may see this.

    ``former_ids`` are those of objects that have become this one.
    """
    ids = [str(each) for each in (obj.pk, *former_ids)]
    return AuditEntry.objects.filter(object_type=obj._meta.label_lower, object_id__in=ids)


def entries_about(model: type[Model]) -> QuerySet[AuditEntry]:
    """What was done to any object of the model, newest first."""
    return AuditEntry.objects.filter(object_type=model._meta.label_lower)


def between(first: date | None, last: date | None) -> Q:
    """Lines written on the days from ``first`` to ``last``, both included, in local time; None leaves an end open."""
    condition = Q()
    if first is not None:
        condition &= Q(at__gte=_midnight(first))
    if last is not None:
        condition &= Q(at__lt=_midnight(date.fromordinal(last.toordinal() + 1)))
    return condition


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def actions() -> list[str]:
    """Every action that occurs, in order."""
    return list(AuditEntry.objects.order_by("action").values_list("action", flat=True).distinct())
