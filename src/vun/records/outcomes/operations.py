"""Recording where people are after a class."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.delivery.domain import EnrolmentState
from vun.records.delivery.models import Enrolment
from vun.records.orgs import queries as orgs
from vun.records.outcomes import queries
from vun.records.outcomes.domain import NOT_IN_POST, PlacementGroup, PlacementRow
from vun.records.outcomes.models import Placement
from vun.records.people.domain import StaffKind, post_group
from vun.records.people.models import Appointment

_BATCH = 2_000


@transaction.atomic
def record_placement(
    *,
    enrolment: Enrolment,
    group: PlacementGroup,
    on: date,
    appointment: Appointment | None = None,
    post_name: str = "",
    note: str = "",
    by: Actor,
) -> Placement:
    """Put down where a learner is as of day ``on``; what was put down before is replaced and kept in the audit.

    With ``appointment`` the group must be that of the post. Raises Refused, and Problem: the class is not completed,
    the day is before it was, the post is another person's or of another group, or an outcome without a post has one.
    """
    by.require(Permission.PLACEMENT_EDIT, _unit_id(enrolment))
    if enrolment.state != EnrolmentState.COMPLETED or enrolment.completed_on is None:
        raise Problem("outcomes.not_completed", name=enrolment.person.full_name)
    if on < enrolment.completed_on:
        raise Problem("outcomes.before_completion", field="on", completed_on=enrolment.completed_on)
    if appointment is not None:
        _check_appointment(enrolment, group, appointment, on)
    before = Placement.objects.filter(enrolment=enrolment).first()
    placement, _ = Placement.objects.update_or_create(
        enrolment=enrolment,
        defaults={
            "group": group,
            "on": on,
            "appointment": appointment,
            "post_name": clean(post_name) or _name_of(appointment),
            "note": clean(note),
        },
    )
    audit.record(
        by,
        "placement.recorded",
        enrolment,
        unit_id=_unit_id(enrolment),
        before={"group": before.group, "on": before.on} if before else {},
        after={"group": group, "on": on, "post_name": placement.post_name},
    )
    return placement


def _unit_id(enrolment: Enrolment) -> int:
    """Whose officers record the placement: the unit the learner came from, or the school for one who had no post."""
    return enrolment.unit_then_id or enrolment.training_class.host_id


def _check_appointment(
    enrolment: Enrolment, group: PlacementGroup, appointment: Appointment, on: date
) -> None:
    if appointment.person_id != enrolment.person_id:
        raise Problem("outcomes.post_of_other_person", field="appointment")
    if group in NOT_IN_POST:
        raise Problem("outcomes.no_post_expected", field="appointment", group=group)
    place = orgs.PlaceHistory([appointment.unit_id]).on(appointment.unit_id, on)
    held = post_group(StaffKind(appointment.kind), place.level)
    if held.value != group.value:
        raise Problem("outcomes.post_of_other_group", field="group", group=group, held=held)


def _name_of(appointment: Appointment | None) -> str:
    return "" if appointment is None else f"{appointment.title}, {appointment.unit}"


@transaction.atomic
def accept_suggestions(*, enrolment_ids: Collection[int], on: date, by: Actor) -> int:
    """Put down for several learners the placement their posts of the day speak for. Returns how many.

    All or none. Raises NotFound, Refused, and Problem as `record_placement`, or when nobody is chosen.
    """
    if not enrolment_ids:
        raise Problem("outcomes.nobody_chosen")
    enrolments = list(queries.visible_to(by).filter(pk__in=enrolment_ids))
    if len(enrolments) != len(set(enrolment_ids)):
        raise NotFound("enrolment")
    suggested = queries.suggest_placements(enrolments, on)
    for enrolment in enrolments:
        suggestion = suggested[enrolment.pk]
        record_placement(
            enrolment=enrolment, group=suggestion.group, on=on, appointment=suggestion.appointment, by=by
        )
    return len(enrolments)


@transaction.atomic
def load_placements(*, rows: Iterable[PlacementRow], by: Actor) -> int:
    """Load placements of completed participations in bulk. Everything is loaded or nothing. Raises Refused."""
    by.require_everywhere(Permission.PLACEMENT_EDIT)
    placements = [
        Placement(
            enrolment_id=row.enrolment_id,
            group=row.group,
            on=row.on,
            post_name=row.post_name,
            note=row.note,
        )
        for row in rows
    ]
    Placement.objects.bulk_create(placements, batch_size=_BATCH)
    if placements:
        audit.record(by, "placement.loaded", placements[0], after={"placements": len(placements)})
    return len(placements)
