"""An incident in the planner's terms, and what mending a plan after it comes to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from vun.common.actor import Actor
from vun.common.errors import NotFound, Problem
from vun.records.allocation.domain import MONTHS, Incident, IncidentKind, Move
from vun.records.allocation.domain.incidents import Place
from vun.records.allocation.models import Scenario
from vun.records.allocation.queries.results import ResultLine
from vun.records.allocation.queries.scenarios import Answer, visible_to
from vun.records.delivery.models import TrainingClass
from vun.records.plans import queries as plans

Plain = Mapping[str, Any]


def told_of(answer: Answer, incident: Incident) -> dict[str, Any]:
    """The incident as it is kept: in names that outlast the plan, with what it is ``about`` in words beside them.

    Raises NotFound for what the plan does not have, Problem for a cut that is none or nobody who withdraws.
    """
    told = _TOLD[incident.kind](answer, incident)
    return {"event": incident.kind.value, **told}


def _cancel_class(answer: Answer, incident: Incident) -> dict[str, Any]:
    line = answer.get_line(-1 if incident.line is None else incident.line)
    about = {"course": line.name, "month": line.first_month, "venue": line.venue_name}
    return {"line": _name_of(line), "about": about}


def _name_of(line: ResultLine) -> list[Any]:
    return [line.key, line.programme_id, line.venue_id, line.mode, line.start, line.is_kept]


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
    about = {"venue": venues[venue]["name"], "month": month}
    return {"venue": venues[venue]["id"], "month": month - 1, "about": about}


def _withdraw(answer: Answer, incident: Incident) -> dict[str, Any]:
    going = {item.person_id for item in map(answer.item, answer.chosen)}
    people = sorted(going.intersection(incident.people))
    if not people:
        raise Problem("allocation.nobody_withdraws")
    return {"people": people, "about": {"people": people}}


_TOLD: dict[IncidentKind, Callable[[Answer, Incident], dict[str, Any]]] = {
    IncidentKind.CANCEL_CLASS: _cancel_class,
    IncidentKind.BUDGET_CUT: _budget_cut,
    IncidentKind.LOSE_VENUE_MONTH: _lose_venue_month,
    IncidentKind.WITHDRAW: _withdraw,
}


def line_of_class(answer: Answer, training_class: TrainingClass) -> ResultLine | None:
    """The line of the answer a class stands for, by what its line of the plan in force says: programme, mode, first
    month and place; else the only one of its programme there is. None where the plan was changed too much to tell.
    """
    terms = plans.approved_terms(training_class.line_id) if training_class.line_id else None
    wanted = (training_class.mode, training_class.start_on.month, training_class.venue)
    if terms is not None:
        wanted = (terms.mode, terms.first_month or wanted[1], terms.venue)
    of_programme = [line for line in answer.lines if line.programme_id == training_class.programme_id]
    same = [line for line in of_programme if (line.mode, line.first_month, line.venue_name) == wanted]
    if same:
        return same[0]
    return of_programme[0] if len(of_programme) == 1 else None


def mended_of(actor: Actor, scenario: Scenario) -> QuerySet[Scenario]:
    """What the scenario's plan was mended into, one thing that happened each, the last first."""
    return visible_to(actor).filter(base=scenario).exclude(incident={})


def event_of(answer: Answer, told: Plain) -> dict[str, Any]:
    """What `told_of` kept as the planner's event for the answer as it is now, which may have been sought again since.

    Raises Problem where the class, the place or all who withdraw are no longer in it.
    """
    event: dict[str, Any] = {key: value for key, value in told.items() if key not in ("about", "line")}
    if told["event"] == IncidentKind.CANCEL_CLASS:
        event["class"] = _first(_classes_of(answer, told["line"]))
    elif told["event"] == IncidentKind.LOSE_VENUE_MONTH:
        venues = answer.problem["registry"]["venues"]
        event["venue"] = _first(place for place, venue in enumerate(venues) if venue["id"] == told["venue"])
    elif told["event"] == IncidentKind.WITHDRAW:
        people = answer.problem["registry"]["people"]
        event["people"] = [place for place, person in enumerate(people) if person in told["people"]]
        _first(event["people"])
    return event


def _classes_of(answer: Answer, name: list[Any]) -> Iterator[int]:
    """The numbers of the classes of the line with that name."""
    kinds = {(line.option, line.start) for line in answer.lines if _name_of(line) == name}
    for number, group in enumerate(answer.plan["classes"]):
        if (group["option"], group["start"]) in kinds:
            yield number


def _first(places: Iterable[int]) -> int:
    """Raises Problem where there is none."""
    for place in places:
        return place
    raise Problem("allocation.base_changed")


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
