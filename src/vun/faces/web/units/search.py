"""Units in the search box: by any name they ever had, accents or not."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vun.common.actor import Actor, Permission
from vun.faces.web import formats
from vun.faces.web.search import PER_GROUP, Group, Hit
from vun.records.orgs import queries


def search(actor: Actor, text: str, on: date) -> Group | None:
    if not actor.may_anywhere(Permission.UNIT_VIEW):
        return None
    found = queries.search(actor, text, PER_GROUP + 1)
    hits = [
        Hit(unit.name, reverse("units:detail", args=[unit.pk]), _detail(unit.code, unit.end_on))
        for unit in found[:PER_GROUP]
    ]
    more = f"{reverse('units:table')}?{urlencode({'q': text})}" if len(found) > PER_GROUP else ""
    return Group(pgettext("section", "Đơn vị"), hits, more)


def _detail(code: str, end_on: date | None) -> str:
    if end_on is None:
        return code
    return _("%(code)s, kết thúc từ %(end_on)s") % {"code": code, "end_on": formats.day(end_on)}
