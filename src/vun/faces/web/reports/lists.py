"""The list a figure opens into, whatever it counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from vun.faces.web.reports import tables
from vun.faces.web.request import Request
from vun.records.delivery.queries.counted import costs_with
from vun.records.delivery.queries.facts import classes_with, visible_enrolments
from vun.records.people import queries as people
from vun.reports.model import Opened, Subject


def respond(request: Request, opened: Opened, **head: Any) -> HttpResponse:
    """The page or the file of the list."""
    return _LISTS[opened.subject](request, opened, **head)


def _participations(request: Request, opened: Opened, **head: Any) -> HttpResponse:
    rows = opened.rows
    if rows is None:
        rows = visible_enrolments(request.actor).filter(pk__in=opened.ids)
    rows = rows.select_related("person", "unit_then", "training_class", "placement")
    return tables.PARTICIPATIONS.respond(request, rows, **head)


def _people(request: Request, opened: Opened, **head: Any) -> HttpResponse:
    rows = people.people_with(opened.ids) if opened.rows is None else opened.rows
    return tables.PEOPLE.respond(request, people.with_post(rows, opened.day), **head)


def _classes(request: Request, opened: Opened, **head: Any) -> HttpResponse:
    rows = classes_with(opened.ids).select_related("host")
    return tables.CLASSES.respond(request, rows, **head)


def _lines(request: Request, opened: Opened, **head: Any) -> HttpResponse:
    rows = tables.planned_lines(request.actor, opened)
    return tables.LINES.respond(request, rows, totals={"amount": sum(opened.amounts)}, **head)


def _costs(request: Request, opened: Opened, **head: Any) -> HttpResponse:
    rows = costs_with(opened.ids).select_related("training_class", "source")
    return tables.COSTS.respond(request, rows, totals={"amount": sum(opened.amounts)}, **head)


_LISTS: dict[Subject, Callable[..., HttpResponse]] = {
    Subject.ENROLMENT: _participations,
    Subject.PERSON: _people,
    Subject.TRAINING_CLASS: _classes,
    Subject.PLAN_LINE: _lines,
    Subject.COST: _costs,
}
