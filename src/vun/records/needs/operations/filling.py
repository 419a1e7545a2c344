"""Needs put on a sheet and taken off it. The day, ``on``, says who works in a unit and what they lack."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.db import IntegrityError, transaction

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound, Problem
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.needs import queries
from vun.records.needs.domain import NeedOrigin, NeedReason, check_answers
from vun.records.needs.models import Need, SurveyRound, SurveySheet
from vun.records.needs.operations.sheets import require_sheet, start_filling
from vun.records.people.models import Person
from vun.records.standards.models import Programme


@transaction.atomic
def register_need(
    *,
    sheet: SurveySheet,
    person: Person,
    programme: Programme,
    origin: NeedOrigin = NeedOrigin.UNIT,
    reason: NeedReason,
    priority: int = 2,
    answers: Mapping[int, object] | None = None,
    note: str = "",
    on: date,
    by: Actor,
) -> Need:
    """Put on the sheet that ``person`` is to study ``programme``; ``priority`` 1 is first, 3 last.

    Raises NotFound and Refused by the sheet's unit, and Problem when the sheet is signed, the round closed, the person
    does not work in the unit on day ``on``, the need is there already, or an answer is not of its question's kind.
    """
    require_sheet(by, Permission.NEED_EDIT, sheet)
    return _register(
        sheet=sheet,
        person=person,
        programme=programme,
        origin=origin,
        reason=reason,
        priority=priority,
        answers=answers or {},
        note=note,
        on=on,
        by=by,
    )


def _register(
    *,
    sheet: SurveySheet,
    person: Person,
    programme: Programme,
    origin: NeedOrigin,
    reason: NeedReason,
    priority: int,
    answers: Mapping[int, object],
    note: str,
    on: date,
    by: Actor,
) -> Need:
    start_filling(sheet)
    if priority not in (1, 2, 3):
        raise Problem("needs.priority_unknown", field="priority")
    if person.pk not in queries.people_of_sheet(sheet, on).values_list("pk", flat=True):
        raise Problem("needs.person_elsewhere", field="person", person=person.full_name, unit=sheet.unit.name)
    checked = check_answers(queries.questions_of(sheet.round), answers)
    try:
        with transaction.atomic():
            need = Need.objects.create(
                sheet=sheet,
                person=person,
                programme=programme,
                origin=origin,
                reason=reason,
                priority=priority,
                answers=checked,
                note=clean(note),
            )
    except IntegrityError:
        raise Problem(
            "needs.already_registered", field="programme", person=person.full_name, programme=programme.name
        ) from None
    audit.record(
        by,
        "need.registered",
        need,
        unit_id=sheet.unit_id,
        after={"person": person.full_name, "programme": programme.name, "origin": origin, "reason": reason},
    )
    return need


@transaction.atomic
def register_all_gaps(
    *, sheet: SurveySheet, person_ids: Collection[int] | None = None, on: date, by: Actor
) -> int:
    """Register, for every gap of the unit's people on day ``on``, the first programme that closes it.

    ``person_ids`` are those of them it is done for; None is all.

    Gaps for which a closing programme is on the sheet already are left as they are; returns how many were added.
    The round's required questions are left open, and asked for when the sheet is signed. Raises as `register_need`.
    """
    require_sheet(by, Permission.NEED_EDIT, sheet)
    start_filling(sheet)
    registered = set(sheet.needs.values_list("person_id", "programme_id"))
    added: list[Need] = []
    for person_id, programmes in queries.open_gaps(sheet, on):
        if person_ids is not None and person_id not in person_ids:
            continue
        if any((person_id, programme.pk) in registered for programme in programmes):
            continue
        registered.add((person_id, programmes[0].pk))
        added.append(
            Need(
                sheet=sheet,
                person_id=person_id,
                programme=programmes[0],
                origin=NeedOrigin.GAP,
                reason=NeedReason.BELOW_STANDARD,
                priority=1,
            )
        )
    Need.objects.bulk_create(added)
    if added:
        audit.record(
            by, "survey_sheet.gaps_registered", sheet, unit_id=sheet.unit_id, after={"needs": len(added)}
        )
    return len(added)


@transaction.atomic
def answer_need(*, need: Need, answers: Mapping[int, object], by: Actor) -> Need:
    """Put the answers to the round's own questions on a registered need. Raises as `register_need` does."""
    require_sheet(by, Permission.NEED_EDIT, need.sheet)
    start_filling(need.sheet)
    before = need.answers
    need.answers = check_answers(queries.questions_of(need.sheet.round), answers)
    need.save(update_fields=["answers"])
    audit.record(
        by,
        "need.answered",
        need,
        unit_id=need.sheet.unit_id,
        before={"answers": before},
        after={"answers": need.answers},
    )
    return need


@transaction.atomic
def wish(
    *,
    survey: SurveyRound,
    programme: Programme,
    answers: Mapping[int, object],
    note: str = "",
    on: date,
    by: Actor,
) -> Need:
    """Put one's own wish on the sheet of one's own unit. Raises Refused, Problem as `register_need` does.

    NotFound when the actor is nobody on record or their unit has no sheet in the round.
    """
    by.require_anywhere(Permission.OWN_RECORD)
    sheet = queries.own_sheet(by, survey, on)
    if sheet is None or by.person_id is None:
        raise NotFound("survey sheet")
    return _register(
        sheet=sheet,
        person=Person.objects.get(pk=by.person_id),
        programme=programme,
        origin=NeedOrigin.PERSON,
        reason=NeedReason.WISH,
        priority=3,
        answers=answers,
        note=note,
        on=on,
        by=by,
    )


@transaction.atomic
def withdraw_need(*, need: Need, by: Actor) -> None:
    """Take a need off its sheet; whoever wished it may, as may whoever fills the sheet.

    Raises NotFound, Refused, and Problem when the sheet is signed or the round closed.
    """
    is_own_wish = need.origin == NeedOrigin.PERSON and need.person_id == by.person_id
    if not is_own_wish:
        require_sheet(by, Permission.NEED_EDIT, need.sheet)
    start_filling(need.sheet)
    if not Need.objects.filter(pk=need.pk).delete()[0]:
        raise NotFound("need")
    audit.record(
        by,
        "need.withdrawn",
        need,
        unit_id=need.sheet.unit_id,
        before={"person": need.person.full_name, "programme": need.programme.name, "origin": need.origin},
    )
