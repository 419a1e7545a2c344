"""What the search box finds among people: by name without accents, or by the twelve digits."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from vun.common.actor import Actor, Permission
from vun.faces.web.search import PER_GROUP, Group, Hit
from vun.records.people import queries


def search(actor: Actor, text: str, on: date) -> Group | None:
    """The people the actor may see on the day; nobody for whoever may see nobody."""
    if not actor.may_anywhere(Permission.PERSON_VIEW):
        return None
    found = queries.search(actor, text, on, PER_GROUP + 1)
    hits = [
        Hit(
            person.full_name,
            reverse("people:detail", args=[person.pk]),
            ", ".join(filter(None, (person.title, person.unit))),
        )
        for person in found[:PER_GROUP]
    ]
    more = (
        f"{reverse('people:list')}?{urlencode({'q': text, 'standing': 'all'})}"
        if len(found) > PER_GROUP
        else ""
    )
    return Group(_("Con người"), hits, more)
