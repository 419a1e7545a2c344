"""An incident in the planner's terms, and what mending a plan after it comes to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from vun.common.errors import NotFound, Problem
from vun.records.allocation.domain import MONTHS, Incident, IncidentKind, Move
from vun.records.allocation.domain.incidents import Place
from vun.records.allocation.queries.scenarios import Answer

Plain = Mapping[str, Any]


def event_of(answer: Answer, incident: Incident) -> dict[str, Any]:
    """The incident as the planner's event, with what it is ``about`` in words beside it.

    Raises NotFound for what the plan does not have, Problem for a cut that is none or nobody who withdraws.
    """
    told = _EVENTS[incident.kind](answer, incident)
    return {"event": incident.kind.value, **told}


def _cancel_class(answer: Answer, incident: Incident) -> dict[str, Any]:
    line = answer.get_line(-1 if incident.line is None else incident.line)
    number = next(
        number
        for number, group in enumerate(answer.plan["classes"])
        if (group["option"], group["start"]) == (line.option, line.start)
    )
    about = {"course": line.name, "month": line.first_month, "venue": line.venue_name}
    return {"class": number, "about": about}


def _budget_cut(answer: Answer, incident: Incident) -> dict[str, Any]:
    source, percent = incident.source, incident.percent or 0
    if source is not None and source not in answer.problem["budget"]:
        raise NotFound("source of the scenario")
    if not 1 <= percent <= 100:
        raise Problem("allocation.cut_out_of_range", field="percent")
    return {
        "source": source,
        "factor": (100 - percent) / 100,
        "about": {"source": source, "percent": percent},
    }


def _lose_venue_month(answer: Answer, incident: Incident) -> dict[str, Any]:
    venues, venue, month = answer.problem["registry"]["venues"], incident.venue, incident.month
    if venue is None or not 0 <= venue < len(venues) or month is None or not 1 <= month <= MONTHS:
        raise NotFound("venue of the scenario")
    return {"venue": venue, "month": month - 1, "about": {"venue": venues[venue]["name"], "month": month}}


def _withdraw(answer: Answer, incident: Incident) -> dict[str, Any]:
    going = {item.person_id for item in map(answer.item, answer.chosen)}
    places = {person: place for place, person in enumerate(answer.problem["registry"]["people"])}
    people = sorted(going.intersection(incident.people))
    if not people:
        raise Problem("allocation.nobody_withdraws")
    return {"people": [places[person] for person in people], "about": {"people": people}}


_EVENTS: dict[IncidentKind, Callable[[Answer, Incident], dict[str, Any]]] = {
    IncidentKind.CANCEL_CLASS: _cancel_class,
    IncidentKind.BUDGET_CUT: _budget_cut,
    IncidentKind.LOSE_VENUE_MONTH: _lose_venue_month,
    IncidentKind.WITHDRAW: _withdraw,
}


def bare(event: Plain) -> dict[str, Any]:
    """The event as the planner knows it, without what it is about in words."""
    return {key: value for key, value in event.items() if key != "about"}


def problem_after(problem: Plain, event: Plain) -> dict[str, Any]:
    """The problem as it is after the event; of a cancelled class it stays what it was."""
    after = dict(problem)
    if event["event"] == IncidentKind.BUDGET_CUT:
        after["budget"] = {
            source: amount * event["factor"] if event["source"] in (None, source) else amount
            for source, amount in problem["budget"].items()
        }
    elif event["event"] == IncidentKind.LOSE_VENUE_MONTH:
        rows = list(problem["venue_capacity"])
        row = list(rows[event["venue"]] or [float(10**6)] * MONTHS)
        row[event["month"]] = 0.0
        rows[event["venue"]] = row
        after["venue_capacity"] = rows
    elif event["event"] == IncidentKind.WITHDRAW:
        most = list(problem["people"]["max_classes"])
        for person in event["people"]:
            most[person] = 0
        after["people"] = {**problem["people"], "max_classes": most}
    return after


def moves_between(problem: Plain, before: Plain, after: Plain) -> list[Move]:
    """Everybody whose classes are not what they were, in the order of people."""
    left, taken = _places(problem, before), _places(problem, after)
    people = problem["registry"]["people"]
    return [
        Move(
            people[person],
            tuple(sorted(left[person] - taken[person], key=_in_time)),
            tuple(sorted(taken[person] - left[person], key=_in_time)),
        )
        for person in sorted({*left, *taken})
        if left[person] != taken[person]
    ]


def _in_time(place: Place) -> tuple[int, str]:
    return place.month, place.course


def _places(problem: Plain, plan: Plain) -> defaultdict[int, set[Place]]:
    registry, gaps = problem["registry"], problem["gaps"]
    found: defaultdict[int, set[Place]] = defaultdict(set)
    for group in plan["classes"]:
        option = problem["options"][group["option"]]
        place = Place(
            registry["programmes"][option["programme"]],
            group["start"] + 1,
            registry["venues"][option["venue"]]["name"],
        )
        for item in group["learners"]:
            found[gaps["person"][item]].add(place)
    return found
