"""The list a figure opens into, whatever it counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpResponse

from vun.faces.web.reports import tables
from vun.faces.web.reports.tables import Reached
from vun.faces.web.request import Request
from vun.records.delivery.domain import CountingRule
from vun.records.delivery.queries.counted import costs_with, participations_of
from vun.records.delivery.queries.facts import classes_with, enrolments_with
from vun.records.people import queries as people
from vun.reports.model import Opened, Subject


def respond(request: Request, opened: Opened, **head: Any) -> HttpResponse:
    """The page or the file of the list."""
    return _LISTS[opened.subject](request, opened, **head)


def _participations(request: Request, opened: Opened, **head: Any) -> HttpResponse:
    rows, read = opened.rows, opened.read
    if rows is None or read is None:
        rows, read = enrolments_with(opened.ids), partial(participations_of, CountingRule.ADMITTED)
    reached = partial(_reached, request, read, attrgetter("person_id"))
    return tables.PARTICIPATIONS.respond(request, rows, read=reached, **head)


def _people(request: Request, opened: Opened, **head: Any) -> HttpResponse:
    if opened.rows is not None and opened.read is not None:
        reached = partial(_reached, request, opened.read, attrgetter("pk"))
        return tables.LEARNERS.respond(request, opened.rows, count=opened.count, read=reached, **head)
    rows = people.with_post(people.people_with(opened.ids), opened.day)
    in_reach = people.visible_to(request.actor, request.on).filter(pk=OuterRef("pk"))
    rows = rows.annotate(is_within_reach=Exists(in_reach))
    if opened.posts:
        return tables.HOLDERS.respond(request, rows, read=partial(tables.holders, opened, rows), **head)
    if opened.amounts:
        told = tables.paid_for(rows, opened)
        return tables.PAID_FOR.respond(request, told, totals={"amount": sum(opened.amounts)}, **head)
    return tables.PEOPLE.respond(request, rows, **head)


def _reached(
    request: Request,
    read: Callable[[Sequence[int]], list[Any]],
    person_of: Callable[[Any], int],
    keys: Sequence[int],
) -> list[Reached]:
    """The records of these keys, each with whether the reader may open the page of whom it is of."""
    records = read(keys)
    visible = people.visible_to(request.actor, request.on)
    within = set(visible.filter(pk__in=map(person_of, records)).values_list("pk", flat=True))
    return [Reached(one.pk, one, person_of(one) in within) for one in records]


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
