"""Why somebody goes or does not."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.faces.web.allocation import words
from vun.faces.web.guard import needs
from vun.faces.web.pages import show
from vun.faces.web.request import Request
from vun.records.allocation import queries
from vun.records.allocation.domain import locks_from
from vun.records.allocation.queries import PersonItem


@dataclass(frozen=True, slots=True)
class Told:
    """One gap of the person: what it is worth and why, whether they go, and why not."""

    item: PersonItem
    parts: str
    why: str
    decided: str


@needs(Permission.PLAN_VIEW)
def why(request: Request, scenario_id: int, person_id: int) -> HttpResponse:
    """The gaps of one person in a scenario, each with its reason."""
    scenario = queries.get_scenario(request.actor, scenario_id)
    answer = queries.Answer(scenario)
    person = answer.people().get(person_id)
    if person is None:
        raise NotFound("person of the scenario")
    locks = locks_from(scenario.locks)
    told = []
    for item in answer.items_of_person(person_id):
        pair = (person_id, item.key)
        decided = gettext("đã quyết cho đi") if pair in locks.goes else ""
        told.append(Told(item, words.parts(item), words.reason(answer, item), decided))
    return show(
        request,
        "allocation/why.html",
        title=person.full_name,
        lead=_("Vì sao có hoặc chưa có tên trong phương án “%(name)s”.") % {"name": scenario.name},
        crumbs=[
            (_("Phương án"), "allocation:list"),
            (scenario.name, f"/allocation/{scenario.pk}/?tab=people"),
        ],
        scenario=scenario,
        person=person,
        told=told,
        stays=sorted(key for one, key in locks.stays if one == person_id),
        may_edit=request.actor.may_everywhere(Permission.PLAN_EDIT),
    )
