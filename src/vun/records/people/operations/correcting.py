"""Putting right a post that was recorded wrongly. What was counted by it keeps what it was counted by."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import ManyToOneRel

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.records.audit import operations as audit
from vun.records.people.domain import AppointmentRow, EndReason, ManagementTier, StaffKind
from vun.records.people.domain.rules import problems_of_post, problems_of_title
from vun.records.people.gates import pass_gates
from vun.records.people.models import Appointment, JobPosition, Rank, Title
from vun.records.people.operations.access import raise_first, require_edit
from vun.records.people.operations.positions import require_vacancy
from vun.records.people.operations.posts import post_columns, require_no_clash
from vun.records.registers.models import Decision

_CONTINUED = [
    reason.value for reason in (EndReason.TRANSFERRED, EndReason.REAPPOINTED, EndReason.UNIT_CHANGED)
]


@transaction.atomic
def correct_appointment(
    *,
    appointment: Appointment,
    title: Title,
    on: date,
    kind: StaffKind | None = None,
    rank: Rank | None = None,
    management_tier: ManagementTier | None = None,
    position: JobPosition | None = None,
    decision: Decision | None = None,
    by: Actor,
) -> Appointment:
    """Put right the title, first day, kind, rank, tier, position or decision of a post; its unit and its end stay.

    A primary post that was left for this one ends on the corrected day, by the corrected decision. Snapshots taken
    while it was recorded wrongly stay as they are. Kind and tier are those usual for the title when not given; with
    another title the leader flag is that title's, and the job position held is given up. Raises Refused or NotFound
    without PERSON_EDIT over the person and the unit of the post; Problem when nothing would change, when anything but
    decision and position would and a record hangs on the post, and as `appoint` does: whoever has a say in a post given
    has it in one put right.
    """
    require_edit(by, appointment.person)
    by.require(Permission.PERSON_EDIT, appointment.unit_id)
    appointment.refresh_from_db()
    is_same_title = title.pk == appointment.title_id
    position_id = position.pk if position else None
    if not is_same_title and position_id == appointment.position_id:
        position_id = None
    row = AppointmentRow(
        unit_id=appointment.unit_id,
        title=title.pk,
        start_on=on,
        end_on=appointment.end_on,
        end_reason=EndReason(appointment.end_reason) if appointment.end_reason else None,
        kind=kind,
        rank=rank.pk if rank else "",
        is_leader=appointment.is_leader if is_same_title else None,
        management_tier=management_tier,
        is_primary=appointment.is_primary,
        decision_id=decision.pk if decision else None,
        position_id=position_id,
    )
    columns = post_columns(row, title)
    before = {name: getattr(appointment, name) for name in columns}
    changed = [name for name in columns if columns[name] != before[name]]
    _require_correctable(appointment, changed)
    raise_first(problems_of_title(title.name, title.valid_from, title.valid_to, on))
    raise_first(
        problems_of_post(row, appointment.person.birth_on, appointment.unit.period, appointment.unit.name)
    )
    if row.position_id is not None and {*changed} & {"position_id", "start_on"}:
        require_vacancy(row, row.position_id, but=appointment.pk)
    _write(appointment, row, columns)
    audit.record(
        by,
        "person.post_corrected",
        appointment.person,
        unit_id=appointment.unit_id,
        before=_told(appointment, changed),
        after=_told(Appointment.objects.get(pk=appointment.pk), changed),
    )
    appointment.refresh_from_db()
    if not {*changed} <= _SIDE_COLUMNS:
        pass_gates(appointment.pk, by)
    return appointment


_SIDE_COLUMNS = frozenset({"decision_id", "position_id"})
"""What may be put right whatever hangs on the post, and has nothing to do with its standard."""


def _require_correctable(appointment: Appointment, changed: list[str]) -> None:
    if not changed:
        raise Problem("people.nothing_corrected")
    if not {*changed} <= _SIDE_COLUMNS and (count := _uses_of(appointment)):
        raise Problem("people.post_in_use", title=appointment.title.name, count=count)


def _uses_of(appointment: Appointment) -> int:
    """How many records of whatever context hang on the post, such as placements after training."""
    relations = Appointment._meta.get_fields(include_hidden=True)
    return sum(
        relation.related_model._base_manager.filter(**{relation.field.name: appointment}).count()
        for relation in relations
        if isinstance(relation, ManyToOneRel)
    )


def _write(appointment: Appointment, row: AppointmentRow, columns: dict[str, object]) -> None:
    """The post as corrected, and the end of the one left for it, so that no two ever share a day."""
    own = Appointment.objects.filter(pk=appointment.pk)
    left = _left_for(appointment)
    if left is not None and row.start_on <= left.start_on:
        raise Problem(
            "people.corrected_before_earlier_post",
            field="on",
            title=left.title.name,
            unit=left.unit.name,
            start_on=left.start_on,
        )
    if left is not None and row.start_on < appointment.start_on:
        _end(left, appointment, row)
    require_no_clash(appointment.person, row, but=appointment.pk)
    try:
        with transaction.atomic():
            own.update(**columns)
    except IntegrityError:
        # Asked for before, but the same person was appointed elsewhere in the meantime.
        require_no_clash(appointment.person, row, but=appointment.pk)
        raise
    if left is not None and row.start_on >= appointment.start_on:
        _end(left, appointment, row)


def _left_for(appointment: Appointment) -> Appointment | None:
    """The primary post that ended the day this one begins because this one began."""
    if not appointment.is_primary:
        return None
    ended = Appointment.objects.filter(
        person_id=appointment.person_id,
        is_primary=True,
        end_on=appointment.start_on,
        end_reason__in=_CONTINUED,
    )
    return ended.select_related("title", "unit").first()


def _end(left: Appointment, appointment: Appointment, row: AppointmentRow) -> None:
    is_by_same = left.end_decision_id == appointment.decision_id
    Appointment.objects.filter(pk=left.pk).update(
        end_on=row.start_on, end_decision_id=row.decision_id if is_by_same else left.end_decision_id
    )


_NAMES = {
    "title_id": "title",
    "rank_id": "rank",
    "decision_id": "decision",
    "position_id": "position",
}


def _told(post: Appointment, changed: list[str]) -> dict[str, object]:
    """The corrected columns as the audit tells them, with what says which post it is."""
    names = [_NAMES.get(name, name) for name in changed]
    return {"unit": post.unit, "title": post.title, **{name: getattr(post, name) for name in names}}
