"""Decisions in the search box: by number, subject or issuer."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import pgettext

from vun.common.actor import Actor
from vun.faces.web import formats
from vun.faces.web.search import PER_GROUP, Group, Hit
from vun.records.registers import queries


def search(actor: Actor, text: str, on: date) -> Group | None:
    found = list(queries.decisions_visible_to(actor, text)[: PER_GROUP + 1])
    hits = [
        Hit(
            one.number,
            reverse("admin:decision", args=[one.pk]),
            f"{formats.day(one.issued_on)}, {one.subject}",
        )
        for one in found[:PER_GROUP]
    ]
    more = f"{reverse('admin:decisions')}?{urlencode({'q': text})}" if len(found) > PER_GROUP else ""
    return Group(pgettext("section", "Văn bản"), hits, more)
