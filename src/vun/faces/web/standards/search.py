"""Programmes and standards in the search box."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import pgettext

from vun.common.actor import Actor, Permission
from vun.faces.web.search import PER_GROUP, Group, Hit
from vun.records.standards import queries


def search(actor: Actor, text: str, on: date) -> Group | None:
    if not actor.may_anywhere(Permission.STANDARD_VIEW):
        return None
    found = list(queries.search_programmes(text, on)[: PER_GROUP + 1])
    hits = [
        Hit(row.name, reverse("standards:programme", args=[row.pk]), row.group.name)
        for row in found[:PER_GROUP]
    ]
    more = f"{reverse('standards:programmes')}?{urlencode({'q': text})}" if len(found) > PER_GROUP else ""
    return Group(pgettext("section", "Chương trình"), hits, more)
