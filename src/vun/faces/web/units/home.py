"""What changed among the units, for the first page."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from vun.common.actor import Actor, Permission
from vun.faces.web.home.parts import Change
from vun.faces.web.labels import label
from vun.records.orgs import queries
from vun.records.orgs.domain import ChangeKind

RECENT = timedelta(days=180)
MOST = 5


def changes(actor: Actor, on: date) -> list[Change]:
    """The last changes of units the reader may see."""
    if not actor.may_anywhere(Permission.UNIT_VIEW):
        return []
    found = queries.recent_changes(actor, since=on - RECENT, until=on, limit=MOST)
    return [
        Change(
            _("%(change)s: %(unit)s") % {"change": label(change.kind, ChangeKind), "unit": unit.name},
            reverse("units:history", args=[unit.pk]),
            change.on,
        )
        for change, unit in found
    ]
