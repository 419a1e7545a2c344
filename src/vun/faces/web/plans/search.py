"""Plans in the search box."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import pgettext

from vun.common.actor import Actor, Permission
from vun.faces.web.plans.tables import years
from vun.faces.web.search import PER_GROUP, Group, Hit
from vun.records.plans import queries


def search(actor: Actor, text: str, on: date) -> Group | None:
    """The visible plans whose name or code holds all the words."""
    if not actor.may_anywhere(Permission.PLAN_VIEW):
        return None
    found = queries.visible_to(actor).select_related("unit")
    for word in text.split():
        found = found.filter(search_key__contains=word)
    plans = list(found[: PER_GROUP + 1])
    hits = [
        Hit(plan.name, reverse("plans:detail", args=[plan.pk]), f"{plan.unit.name}, {years(plan)}")
        for plan in plans[:PER_GROUP]
    ]
    more = f"{reverse('plans:list')}?q={text}" if len(plans) > PER_GROUP else ""
    return Group(pgettext("section", "Kế hoạch"), hits, more)
