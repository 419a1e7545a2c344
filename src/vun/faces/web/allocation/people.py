"""Who goes and who does not, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.common.text import fold
from vun.faces.web import formats
from vun.faces.web.allocation import words
from vun.faces.web.guard import needs
from vun.faces.web.labels import label
from vun.faces.web.pages import show
from vun.faces.web.request import Request, find_id
from vun.records.allocation import queries
from vun.records.allocation.domain import LeftCode, locks_from
from vun.records.allocation.queries import Answer, PersonItem
from vun.records.people.queries import in_scope

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One thing somebody lacks, as the list shows it; ``weight`` is None where it was never weighed."""

    person: Any
    unit: str
    what: str
    weight: int | None
    why: str


Narrow = Callable[[PersonItem], bool]


def _narrowed(request: Request, answer: Answer) -> tuple[list[Narrow], str]:
    """To whom a figure that was opened leads: what each has to be, and that in words; ([], "") for everybody.

    ``line``: who goes to it; ``unit``: whose quota they count in; ``left``: how things stand for them; ``standard``:
    who is at standard by the plan.
    """
    asked = {name: request.GET.get(name, "") for name in ("line", "unit", "left", "standard")}
    keep: list[Narrow] = []
    said: list[str] = []
    line = next((one for one in answer.lines if str(one.place) == asked["line"]), None)
    if line is not None:
        keep.append(lambda item: item.line is not None and item.line.place == line.place)
        said.append(f"{line.name}, {words.where(line)}")
    unit = answer.units.get(find_id(asked["unit"]) or 0)
    if unit is not None:
        keep.append(lambda item: item.unit_id == unit.pk)
        said.append(unit.name)
    if asked["left"] in set(LeftCode):
        code = LeftCode(asked["left"])
        keep.append(lambda item: answer.left.get(item.item) is code)
        said.append(str(label(code)))
    if asked["standard"]:
        keep.append(lambda item: item.person_id in answer.at_standard)
        going = [item for item in map(answer.item, answer.chosen) if all(narrow(item) for narrow in keep)]
        # Somebody who goes to two classes stands in the list twice.
        people = formats.number(len({item.person_id for item in going}))
        said.append(people + " " + gettext("người đạt chuẩn thêm"))
    return keep, "; ".join(said)


def people_tab(request: Request, answer: Answer) -> dict[str, Any]:
    """Those who go, those the plan leaves, or those it could not take (``show``), by name or unit (``q``)."""
    asked = request.GET.get("show", "left")
    typed = request.GET.get("q", "")
    query = fold(typed.replace("\x00", ""))
    named = answer.find_people(query) if query else None
    narrowed = ""
    if asked == "excluded":
        rows, count, reasons = _excluded(request, answer, query, named)
    else:
        keep, narrowed = _narrowed(request, answer)
        rows, count = _weighed(answer, asked == "going", query, named, keep)
        reasons = []
    return {
        "rows": rows,
        "count": count,
        "most": SHOWN,
        "asked": asked,
        "query": typed,
        "narrowed": narrowed,
        "shows_left": asked == "left" and not query and not narrowed,
        "reasons": reasons,
        "chosen": request.GET.get("why", ""),
    }


def _weighed(
    answer: Answer, is_going: bool, query: str, named: Collection[int] | None, keep: Collection[Narrow]
) -> tuple[list[Row], int]:
    units = answer.units
    there = {pk for pk, unit in units.items() if query in fold(unit.name)}
    items = [
        item
        for item in answer.all_items()
        if (item.line is not None) == is_going
        and (named is None or item.person_id in named or item.unit_id in there)
        and all(narrow(item) for narrow in keep)
    ]
    people = answer.people({item.person_id for item in items[:SHOWN]})
    rows = [
        Row(
            people[item.person_id],
            units[item.unit_id].name if item.unit_id in units else "",
            item.course,
            item.weight,
            words.where(item.line) if item.line else label(answer.left[item.item]),
        )
        for item in items[:SHOWN]
        if item.person_id in people
    ]
    return rows, len(items)


def _excluded(
    request: Request, answer: Answer, query: str, named: Collection[int] | None
) -> tuple[list[Row], int, list[tuple[str, str, int]]]:
    """Those not weighed, the reasons there are (code, words, how many) beside them."""
    found = list(answer.excluded)
    if named is not None:
        units = queries.units_of_people({one.person_id for one in found}, answer.scenario.on)
        there = {person_id for person_id, unit in units.items() if query in fold(unit)}
        found = [one for one in found if one.person_id in named or one.person_id in there]
    counts = Counter(one.code for one in found)
    chosen = request.GET.get("why", "")
    if chosen in {code.value for code in counts}:
        found = [one for one in found if one.code.value == chosen]
    people = answer.people({one.person_id for one in found[:SHOWN]})
    posts = queries.units_of_people(people, answer.scenario.on)
    rows = [
        Row(people[one.person_id], posts.get(one.person_id, ""), one.what, None, label(one.code))
        for one in found[:SHOWN]
        if one.person_id in people
    ]
    return rows, len(found), [(code.value, label(code), count) for code, count in counts.most_common()]


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
    person = answer.people([person_id]).get(person_id)
    items = answer.items_of_person(person_id)
    excluded = [one for one in answer.excluded if one.person_id == person_id]
    locks = locks_from(scenario.locks)
    stays = sorted(key for one, key in locks.stays if one == person_id)
    if person is None or not (items or excluded or stays):
        raise NotFound("person of the scenario")
    # Whoever plans or pays need not know that somebody is ill.
    seen = in_scope(request.actor, Permission.PERSON_VIEW, request.today)
    is_record_seen = seen.filter(pk=person_id).exists()
    told = []
    for item in items:
        decided = gettext("đã quyết cho đi") if (person_id, item.key) in locks.goes else ""
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
        excluded=[(one.what, label(one.code)) for one in excluded],
        away=[words.away(one, is_kind_told=is_record_seen) for one in answer.away_of_person(person_id)],
        stays=stays,
        may_edit=request.actor.may_everywhere(Permission.PLAN_EDIT),
    )
