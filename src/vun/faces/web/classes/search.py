"""Classes in the search box: by name or code, accents or not."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from vun.common.actor import Actor, Permission
from vun.faces.web import formats
from vun.faces.web.search import PER_GROUP, Group, Hit
from vun.records.delivery import queries


def search(actor: Actor, text: str, on: date) -> Group | None:
    if not actor.may_anywhere(Permission.CLASS_VIEW):
        return None
    found = queries.search(actor, text, PER_GROUP + 1)
    hits = [
        Hit(
            training_class.name,
            reverse("classes:detail", args=[training_class.pk]),
            f"{training_class.code}, {formats.day(training_class.start_on)}",
        )
        for training_class in found[:PER_GROUP]
    ]
    more = f"{reverse('classes:list')}?{urlencode({'q': text})}" if len(found) > PER_GROUP else ""
    return Group(_("Lớp học"), hits, more)
