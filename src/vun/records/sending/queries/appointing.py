"""Reading debts of standards: who was appointed below standard, what they lack still, by when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from django.db.models import Q, QuerySet

from vun.common.actor import Actor
from vun.common.errors import NotFound
from vun.common.period import Period
from vun.records.bulk import among
from vun.records.credentials import queries as credentials
from vun.records.people import queries as people
from vun.records.people.models import Appointment
from vun.records.sending.domain import AppointingMode
from vun.records.sending.models import SendingPolicy, StandardDebt


def lacking_for(post: Appointment, on: date | None = None) -> list[str]:
    """The names of the clauses the holder of the post does not meet on the day, by default the first of the post.

    A post still to come is judged on its first day. What is in grace is not lacking yet.
    """
    return credentials.missing_of_posts([post.person_id], _judged_on(post, on)).get(post.pk, [])


def posts_below_standard(
    appointment_ids: Collection[int],
) -> Iterator[tuple[Appointment, list[str], SendingPolicy]]:
    """Of these posts, those whose holder is below standard on the first day, what is lacking, and what the province has
    set for that day; days for which it has set nothing are passed over.
    """
    set_for = Q()
    policies = list(SendingPolicy.objects.exclude(appointing=AppointingMode.OFF))
    for policy in policies:
        until = Q(start_on__lt=policy.end_on) if policy.end_on else Q()
        set_for |= Q(start_on__gte=policy.start_on) & until
    if not policies:
        return
    posts = Appointment.objects.filter(set_for, pk__in=among(appointment_ids))
    rows = posts.select_related("person", "title").order_by("start_on", "pk")
    for day, begun in groupby(rows, key=attrgetter("start_on")):
        of_day = list(begun)
        missing = credentials.missing_of_posts({post.person_id for post in of_day}, day)
        policy = next(each for each in policies if day in Period(each.start_on, each.end_on))
        yield from ((post, missing[post.pk], policy) for post in of_day if post.pk in missing)


def _judged_on(post: Appointment, on: date | None) -> date:
    return max(on, post.start_on) if on else post.start_on


def debts_visible_to(actor: Actor, today: date) -> QuerySet[StandardDebt]:
    """The open debts, and leave not used yet, of the people the actor may see today; the first due first.

    What is open is so today, whichever day a page looks back to: who has left by then is not told of.
    """
    visible = people.visible_to(actor, today)
    rows = StandardDebt.objects.filter(closed_on__isnull=True, person__in=visible.values("pk"))
    return rows.select_related("person", "title", "unit", "appointment")


@dataclass(frozen=True, slots=True)
class DebtStanding:
    """A debt on a day, and what its holder lacks still; ``is_over`` once the post was given up."""

    debt: StandardDebt
    lacking: tuple[str, ...]
    is_overdue: bool
    is_over: bool

    @property
    def is_leave(self) -> bool:
        return self.debt.appointment is None

    @property
    def is_met(self) -> bool:
        """Whether it can be closed: nothing is lacking any more, or the post is given up."""
        return not self.is_leave and not self.lacking


def debt_standings(debts: Iterable[StandardDebt], on: date) -> list[DebtStanding]:
    """How the debts stand on the day; those of posts still to come, on the first day of the post.

    The same number of queries for each such day, however many debts.
    """
    rows = list(debts)
    holders: dict[date, set[int]] = {}
    for row in rows:
        if row.appointment is not None:
            holders.setdefault(_judged_on(row.appointment, on), set()).add(row.person_id)
    missing = {day: credentials.missing_of_posts(people_ids, day) for day, people_ids in holders.items()}
    return [_standing(row, _lacking(row, missing, on), on) for row in rows]


def _lacking(
    debt: StandardDebt, missing: Mapping[date, Mapping[int, list[str]]], on: date
) -> tuple[str, ...]:
    post = debt.appointment
    return () if post is None else tuple(missing[_judged_on(post, on)].get(post.pk, ()))


def _standing(debt: StandardDebt, lacking: tuple[str, ...], on: date) -> DebtStanding:
    post = debt.appointment
    is_over = post is not None and post.end_on is not None and post.end_on <= on
    is_overdue = debt.due_on < on and (bool(lacking) or post is None)
    return DebtStanding(debt, lacking, is_overdue, is_over)


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
