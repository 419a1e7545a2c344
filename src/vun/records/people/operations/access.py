"""What every operation on a person asks first."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem, Refused
from vun.records.people.models import Person
from vun.records.people.queries import may_edit, visible_to


def require_edit(by: Actor, person: Person) -> None:
    """Return quietly when the actor may change the person today, wherever the person's pages looked back to.

    Raises Refused when the actor may only see the person, NotFound when not even that.
    """
    today = timezone.localdate()
    if may_edit(by, person.pk, today):
        return
    if visible_to(by, today).filter(pk=person.pk).exists():
        raise Refused(Permission.PERSON_EDIT)
    raise NotFound("person")


def raise_first(problems: Iterable[Problem]) -> None:
    """Raise the first of the problems, if there is any."""
    for problem in problems:
        raise problem
