"""Appointing, transferring and ending: every change of a post is a new row or an end, never a rewritten past."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem
from vun.common.period import Period
from vun.records.audit import operations as audit
from vun.records.dated import on_day, within
from vun.records.orgs import queries as orgs
from vun.records.orgs.models import Unit
from vun.records.people.domain import DEPARTURES, AppointmentRow, EndReason, ManagementTier, StaffKind
from vun.records.people.domain.rules import problems_of_post, problems_of_title
from vun.records.people.gates import pass_gates
from vun.records.people.models import Appointment, JobPosition, Person, Rank, SuccessionMembership, Title
from vun.records.people.operations.access import raise_first, require_edit
from vun.records.people.operations.positions import require_vacancy
from vun.records.people.queries import unit_of
from vun.records.registers.models import Decision


class PostTerms(TypedDict, total=False):
    """What may be said of a new post; kind, leader flag and management tier are else those usual for the title."""

    kind: StaffKind | None
    rank: Rank | None
    is_leader: bool | None
    management_tier: ManagementTier | None
    position: JobPosition | None
    decision: Decision | None


@transaction.atomic
def appoint(
    *, person: Person, unit: Unit, title: Title, on: date, by: Actor, **terms: Unpack[PostTerms]
) -> Appointment:
    """Give a primary post to somebody who has none on ``on``: newly recruited, returned, or a student until now.

    Raises Refused or NotFound without PERSON_EDIT over the person and the unit; Problem when the person is under 18 on
    the day, another primary post clashes, the unit does not exist on the day, or the title is not in use.
    """
    _require_edit_of_both(by, person, unit)
    post = open_post(person, _row(unit, title, on, **terms))
    return _entered("person.appointed", post, by)


@transaction.atomic
def add_concurrent(
    *, person: Person, unit: Unit, title: Title, on: date, by: Actor, **terms: Unpack[PostTerms]
) -> Appointment:
    """Give a further post beside the primary one (kiêm nhiệm); there may be several.

    Raises as `appoint` does, and Problem when there is no primary post on the day or the very same post is held.
    """
    _require_edit_of_both(by, person, unit)
    if not _primary_posts(person).filter(on_day(on)).exists():
        raise Problem("people.no_primary_post", field="on", name=person.full_name, on=on)
    post = open_post(person, replace(_row(unit, title, on, **terms), is_primary=False))
    return _entered("person.appointed_concurrently", post, by)


@transaction.atomic
def transfer(
    *, person: Person, unit: Unit, title: Title, on: date, by: Actor, **terms: Unpack[PostTerms]
) -> Appointment:
    """Close the primary post held on ``on`` and open one in ``unit`` the same day; within a unit, reappoint.

    By a decision somebody is reappointed to the very post they hold, for another term.
    Raises Refused or NotFound without PERSON_EDIT over the person and the new unit; Problem when nobody holds a
    primary post on the day, it began that very day, nothing would change, or as `appoint` does.
    """
    _require_edit_of_both(by, person, unit)
    old = _primary_posts(person).filter(on_day(on)).select_related("unit", "title").first()
    if old is None:
        raise Problem("people.no_primary_post", field="on", name=person.full_name, on=on)
    row = _row(unit, title, on, **terms)
    if old.start_on == on:
        raise Problem("people.began_that_day", field="on", title=old.title.name, unit=old.unit.name, on=on)
    if row.decision_id is None and _is_same_post(old, row, title):
        raise Problem("people.same_post", field="title", title=old.title.name, unit=old.unit.name)
    reason = EndReason.REAPPOINTED if old.unit_id == unit.pk else EndReason.TRANSFERRED
    _close(old, on, reason, terms.get("decision"))
    return _entered("person.transferred", open_post(person, row), by, before=old)


@transaction.atomic
def end_appointment(
    *, appointment: Appointment, on: date, reason: EndReason, decision: Decision | None = None, by: Actor
) -> None:
    """End the post: ``on`` is the first day it is no longer held.

    Whoever retires, resigns, is dismissed, dies or leaves the province leaves every other post and succession pool of
    that day too. Raises Refused or NotFound as the actor's scope says; Problem when the day is not after the post's
    first, the post has ended by then, or a departing person has a post still to come.
    """
    person = appointment.person
    require_edit(by, person)
    if on <= appointment.start_on:
        raise Problem("people.ends_before_start", field="on", start_on=appointment.start_on, on=on)
    _close(appointment, on, reason, decision)
    if reason in DEPARTURES:
        _leave_all(person, on, reason, decision)
    audit.record(
        by,
        "person.post_ended",
        person,
        unit_id=appointment.unit_id,
        before=_told(appointment),
        after={"on": on, "reason": reason, "decision": decision},
    )


@transaction.atomic
def cancel_appointment(*, appointment: Appointment, by: Actor) -> None:
    """Take back a post that has not begun. Raises Refused, NotFound; Problem when it has begun."""
    require_edit(by, appointment.person)
    gone, _ = Appointment.objects.filter(pk=appointment.pk, start_on__gt=timezone.localdate()).delete()
    if not gone:
        raise Problem("people.post_has_begun", title=appointment.title.name, start_on=appointment.start_on)
    audit.record(
        by,
        "person.appointment_cancelled",
        appointment.person,
        unit_id=appointment.unit_id,
        before=_told(appointment),
    )


def open_post(person: Person, row: AppointmentRow) -> Appointment:
    """Write a post, checked. Raises Problem, NotFound; asks for no permission, the calling operation has."""
    unit = orgs.unit_by_id(row.unit_id)
    title = Title.objects.filter(pk=row.title).first()
    if title is None:
        raise NotFound("title")
    raise_first(problems_of_title(title.name, title.valid_from, title.valid_to, row.start_on))
    raise_first(problems_of_post(row, person.birth_on, unit.period, unit.name))
    if row.position_id is not None:
        require_vacancy(row, row.position_id)
    require_no_clash(person, row)
    try:
        with transaction.atomic():
            return Appointment.objects.create(person=person, **post_columns(row, title))
    except IntegrityError:
        # Asked for before, but the same person was appointed elsewhere in the meantime.
        require_no_clash(person, row)
        raise


def post_columns(row: AppointmentRow, title: Title) -> dict[str, object]:
    """The columns of Appointment, with what is usual for the title where the row says nothing."""
    return {
        "unit_id": row.unit_id,
        "title_id": row.title,
        "start_on": row.start_on,
        "end_on": row.end_on,
        "end_reason": row.end_reason.value if row.end_reason else "",
        "kind": row.kind.value if row.kind else title.default_kind,
        "rank_id": row.rank or None,
        "is_leader": title.is_leader if row.is_leader is None else row.is_leader,
        "management_tier": row.management_tier.value if row.management_tier else title.default_tier,
        "is_primary": row.is_primary,
        "decision_id": row.decision_id,
        "position_id": row.position_id,
    }


def _require_edit_of_both(by: Actor, person: Person, unit: Unit) -> None:
    require_edit(by, person)
    by.require(Permission.PERSON_EDIT, unit.pk)


def _row(
    unit: Unit,
    title: Title,
    on: date,
    *,
    kind: StaffKind | None = None,
    rank: Rank | None = None,
    is_leader: bool | None = None,
    management_tier: ManagementTier | None = None,
    position: JobPosition | None = None,
    decision: Decision | None = None,
) -> AppointmentRow:
    return AppointmentRow(
        unit_id=unit.pk,
        title=title.pk,
        start_on=on,
        kind=kind,
        rank=rank.pk if rank else "",
        is_leader=is_leader,
        management_tier=management_tier,
        position_id=position.pk if position else None,
        decision_id=decision.pk if decision else None,
    )


def _primary_posts(person: Person) -> QuerySet[Appointment]:
    return Appointment.objects.filter(person=person, is_primary=True)


def require_no_clash(person: Person, row: AppointmentRow, *, but: int = 0) -> None:
    """Raises Problem naming the post that stands in the way: another primary one, or the very same one.

    ``but`` is the id of the post that is being corrected, which does not stand in its own way.
    """
    held = Appointment.objects.filter(within(Period(row.start_on, row.end_on)), person=person).select_related(
        "unit", "title"
    )
    held = held.exclude(pk=but)
    same = Q(unit_id=row.unit_id, title_id=row.title)
    clash = held.filter(same | Q(is_primary=True) if row.is_primary else same).order_by("start_on").first()
    if clash is None:
        return
    params = {"title": clash.title.name, "unit": clash.unit.name, "start_on": clash.start_on}
    if row.is_primary and clash.is_primary:
        code = "people.primary_clash" if clash.end_on else "people.primary_clash_open"
    else:
        code = "people.post_held_already"
    raise Problem(code, field="on", name=person.full_name, **params, end_on=clash.end_on)


def _is_same_post(old: Appointment, row: AppointmentRow, title: Title) -> bool:
    columns = post_columns(row, title)
    kept = ("unit_id", "title_id", "kind", "rank_id", "is_leader", "management_tier", "position_id")
    return all(getattr(old, name) == columns[name] for name in kept)


def _leave_all(person: Person, on: date, reason: EndReason, decision: Decision | None) -> None:
    ahead = (
        Appointment.objects.filter(person=person, start_on__gte=on).select_related("unit", "title").first()
    )
    if ahead is not None:
        raise Problem(
            "people.post_to_come",
            field="on",
            title=ahead.title.name,
            unit=ahead.unit.name,
            start_on=ahead.start_on,
        )
    Appointment.objects.filter(on_day(on), person=person).update(
        end_on=on, end_reason=reason.value, end_decision=decision
    )
    SuccessionMembership.objects.filter(on_day(on), person=person, start_on__lt=on).update(end_on=on)


def _close(post: Appointment, on: date, reason: EndReason, decision: Decision | None) -> None:
    still_held = Q(end_on__isnull=True) | Q(end_on__gt=on)
    closed = Appointment.objects.filter(still_held, pk=post.pk).update(
        end_on=on, end_reason=reason.value, end_decision=decision
    )
    if closed != 1:
        raise Problem("people.ended_already", field="on", title=post.title.name, unit=post.unit.name)


def _told(post: Appointment) -> dict[str, object]:
    return {
        "unit": post.unit,
        "title": post.title,
        "kind": post.kind,
        "is_primary": post.is_primary,
        "start_on": post.start_on,
        "end_on": post.end_on,
        "decision": post.decision,
    }


def _entered(action: str, post: Appointment, by: Actor, before: Appointment | None = None) -> Appointment:
    """The new post, once it stands in the audit and the contexts above let it pass."""
    audit.record(
        by,
        action,
        post.person,
        unit_id=unit_of(post.person_id, post.start_on),
        before=_told(before) if before else {},
        after=_told(post),
    )
    pass_gates(post.pk, by)
    return post
