"""Appointing by standard: refused or kept as a debt, as the province has set; leave given all the same."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date

from django.db import transaction
from django.db.models import F, QuerySet

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem, Refused
from vun.common.period import add_months
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.people import queries as people
from vun.records.people.models import Appointment, Person, Title
from vun.records.sending import queries
from vun.records.sending.domain import AppointingMode
from vun.records.sending.models import SendingPolicy, StandardDebt


class StandardsGate:
    """The gate of appointments: what the province has set is done to somebody below the standard of the post."""

    def objections(self, appointment_ids: Collection[int], by: Actor) -> dict[int, Problem]:
        """Where the province refuses and no leave was given, "sending.below_standard".

        Writes the debt otherwise; of somebody given the same title again, the debt they have goes on by its own
        deadline. As many queries as there are days on which posts begin, and those for whoever is below standard.
        """
        found: dict[int, Problem] = {}
        for post, lacking, policy in queries.posts_below_standard(appointment_ids):
            problem = _refuse_or_keep(post, lacking, policy, by)
            if problem is not None:
                found[post.pk] = problem
        return found

    def refuses_from(self) -> date | None:
        """The first day for which the province refuses, however it went on."""
        blocking = SendingPolicy.objects.filter(appointing=AppointingMode.BLOCK).order_by("start_on")
        return blocking.values_list("start_on", flat=True).first()


def _refuse_or_keep(
    post: Appointment, lacking: list[str], policy: SendingPolicy, by: Actor
) -> Problem | None:
    debt = _use_leave(post, lacking)
    if debt is None and policy.appointing == AppointingMode.BLOCK:
        return Problem(
            "sending.below_standard",
            field="title",
            name=post.person.full_name,
            title=post.title.name,
            lacking="; ".join(lacking),
        )
    debt = debt or _carry_on(post, lacking)
    debt = debt or StandardDebt.objects.create(
        person=post.person,
        title=post.title,
        unit_id=post.unit_id,
        appointment=post,
        lacking=lacking,
        due_on=add_months(post.start_on, policy.debt_months),
    )
    audit.record(
        by,
        "standard_debt.incurred",
        debt,
        unit_id=post.unit_id,
        after={"lacking": lacking, "due_on": debt.due_on},
    )
    return None


def _leaves(person_id: int, title_id: str, unit_id: int) -> QuerySet[StandardDebt]:
    """Leave given and neither used nor taken back."""
    return StandardDebt.objects.filter(
        person_id=person_id,
        title_id=title_id,
        unit_id=unit_id,
        appointment__isnull=True,
        closed_on__isnull=True,
    )


def _use_leave(post: Appointment, lacking: list[str]) -> StandardDebt | None:
    """The leave the post is given by, used up by it; None where there is none, or another post was quicker."""
    leave = _leaves(post.person_id, post.title_id, post.unit_id).first()
    if leave is None:
        return None
    unused = StandardDebt.objects.filter(pk=leave.pk, appointment__isnull=True, closed_on__isnull=True)
    if not unused.update(appointment=post, lacking=lacking):
        return None
    leave.refresh_from_db()
    return leave


def _carry_on(post: Appointment, lacking: list[str]) -> StandardDebt | None:
    """The debt of the same title somebody leaves that day for this post, gone on with by the deadline it has."""
    open_ = StandardDebt.objects.filter(
        person_id=post.person_id,
        title_id=post.title_id,
        closed_on__isnull=True,
        appointment__end_on=post.start_on,
    )
    debt = open_.order_by("due_on", "pk").first()
    if debt is not None:
        StandardDebt.objects.filter(pk=debt.pk).update(
            appointment=post, unit_id=post.unit_id, lacking=lacking
        )
        debt.refresh_from_db()
    return debt


def carry_debts(carried: Mapping[int, int]) -> None:
    """Debts of posts whose people another unit took over follow them there. See `vun.records.people.gates`.

    At most three statements, however many posts. A debt is told of as it stands today, under the unit of today.
    """
    debts = list(StandardDebt.objects.filter(closed_on__isnull=True, appointment_id__in=carried))
    posts = Appointment.objects.in_bulk(
        [carried[debt.appointment_id] for debt in debts if debt.appointment_id]
    )
    for debt in debts:
        if debt.appointment_id:
            debt.appointment = posts[carried[debt.appointment_id]]
            debt.unit_id = debt.appointment.unit_id
    StandardDebt.objects.bulk_update(debts, ["appointment", "unit"])


def try_appointing(appoint: Callable[[], Appointment]) -> StandardDebt | None:
    """What giving a post would come to, without giving it: the debt of standards it would leave, None for none.

    ``appoint`` is an operation that gives the post; whatever it writes is taken back. Raises as it does.
    """
    with transaction.atomic():
        debt = StandardDebt.objects.select_related("title").filter(appointment=appoint()).first()
        transaction.set_rollback(True)
    return debt


@transaction.atomic
def allow_below_standard(
    *, person: Person, title: Title, unit_id: int, reason: str, due_on: date, on: date, by: Actor
) -> StandardDebt:
    """Give leave to appoint somebody to a title in the unit all the same, with the day by which they must meet its
    standard. It holds for that unit alone, and once.

    Raises Refused without NOMINATION_APPROVE over the unit and over the person, and Problem: no reason, a day that is
    past, leave given already.
    """
    by.require(Permission.NOMINATION_APPROVE, unit_id)
    if not people.in_scope(by, Permission.NOMINATION_APPROVE, on).filter(pk=person.pk).exists():
        raise Refused(Permission.NOMINATION_APPROVE)
    if not clean(reason):
        raise Problem("sending.reason_needed", field="reason")
    if due_on <= on:
        raise Problem("sending.due_in_past", field="due_on")
    if _leaves(person.pk, title.pk, unit_id).exists():
        raise Problem("sending.leave_given_already", field="person", name=person.full_name)
    debt = StandardDebt.objects.create(
        person=person,
        title=title,
        unit_id=unit_id,
        reason=clean(reason)[:300],
        due_on=due_on,
        allowed_by=by.name,
    )
    told = {"title": title, "reason": clean(reason), "due_on": due_on}
    audit.record(by, "standard_debt.allowed", debt, unit_id=unit_id, after=told)
    return debt


@transaction.atomic
def take_back_leave(*, leave: StandardDebt, on: date, by: Actor) -> None:
    """Take back leave nobody has used. Raises Refused without NOMINATION_APPROVE over its unit; Problem once used."""
    by.require(Permission.NOMINATION_APPROVE, leave.unit_id)
    unused = StandardDebt.objects.filter(pk=leave.pk, appointment__isnull=True, closed_on__isnull=True)
    if not unused.update(closed_on=on):
        raise Problem("sending.leave_used")
    leave.refresh_from_db()
    audit.record(by, "standard_debt.taken_back", leave, unit_id=leave.unit_id, after={"on": on})


@transaction.atomic
def close_debt(*, debt: StandardDebt, on: date, by: Actor) -> None:
    """Close a debt whose standard is met by now, or whose post is given up.

    Raises Refused without PERSON_EDIT over the unit of the post, and Problem: leave not used yet, something still
    lacking, or closed already or gone with the post.
    """
    # Held until the transaction ends: the debt follows its holder, and is closed where they are now.
    is_there = StandardDebt.objects.filter(pk=debt.pk).update(due_on=F("due_on"))
    if is_there:
        debt.refresh_from_db()
    by.require(Permission.PERSON_EDIT, debt.unit_id)
    if not is_there:
        raise Problem("sending.debt_closed_already")
    if debt.appointment is None:
        raise Problem("sending.leave_not_used")
    lacking = queries.lacking_for(debt.appointment, on=on)
    if lacking:
        raise Problem("sending.still_lacking", lacking="; ".join(lacking))
    if not StandardDebt.objects.filter(pk=debt.pk, closed_on__isnull=True).update(closed_on=on):
        raise Problem("sending.debt_closed_already")
    debt.refresh_from_db()
    audit.record(by, "standard_debt.closed", debt, unit_id=debt.unit_id, after={"on": on})
