"""Reading debts of standards: who was appointed below standard, what they lack still, by when."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from vun.common.actor import Actor
from vun.common.errors import NotFound
from vun.records.credentials import queries as credentials
from vun.records.people import queries as people
from vun.records.people.models import Appointment
from vun.records.sending.models import StandardDebt


def lacking_for(post: Appointment, on: date | None = None) -> list[str]:
    """The names of the clauses the holder of the post does not meet on the day, by default the first of the post.

    What is in grace is not lacking yet.
    """
    standing = credentials.compliance_of(post.person_id, on or post.start_on)
    return [each.result.clause.name for each in standing.missing if each.appointment.pk == post.pk]


def debts_visible_to(actor: Actor, today: date) -> QuerySet[StandardDebt]:
    """The open debts, and leave not used yet, of the people the actor may see today; the first due first.

    What is open is so today, whichever day a page looks back to: who has left by then is not told of.
    """
    visible = people.visible_to(actor, today)
    rows = StandardDebt.objects.filter(closed_on__isnull=True, person__in=visible.values("pk"))
    return rows.select_related("person", "title", "appointment__unit")


def debt_of_post(appointment_id: int) -> StandardDebt | None:
    """The open debt the post was given with, if any."""
    rows = StandardDebt.objects.filter(appointment_id=appointment_id, closed_on__isnull=True)
    return rows.select_related("title").first()


def get_debt(actor: Actor, debt_id: int, today: date) -> StandardDebt:
    """Raises NotFound when there is none in the actor's sight."""
    debt = debts_visible_to(actor, today).filter(pk=debt_id).first()
    if debt is None:
        raise NotFound("debt")
    return debt
