"""Sheets signed off up the tree: signed, accepted by the unit above, or returned."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.needs import queries
from vun.records.needs.domain import FILLABLE_STATES, SheetState, unanswered
from vun.records.needs.models import SurveySheet
from vun.records.needs.operations.sheets import check_round_open, require_sheet, start_filling, wrong_state


@transaction.atomic
def sign_sheet(*, sheet: SurveySheet, by: Actor) -> SurveySheet:
    """Sign the unit's sheet off to the unit above. Raises NotFound, Refused, Problem.

    All sheets directly below must be accepted, and the required questions answered for every need.
    """
    require_sheet(by, Permission.NEED_EDIT, sheet)
    start_filling(sheet)
    waiting = queries.waiting_below(sheet)
    if waiting:
        raise Problem("needs.sheets_below_not_accepted", sheets=waiting)
    questions = queries.questions_of(sheet.round)
    unfinished = sum(
        bool(unanswered(questions, answers)) for answers in sheet.needs.values_list("answers", flat=True)
    )
    if unfinished:
        raise Problem("needs.answers_missing", needs=unfinished)
    _move(sheet, FILLABLE_STATES, SheetState.SIGNED, signed_by=by.name)
    audit.record(
        by,
        "survey_sheet.signed",
        sheet,
        unit_id=sheet.unit_id,
        after={"state": sheet.state, "needs": sheet.needs.count()},
    )
    return sheet


@transaction.atomic
def accept_sheet(*, sheet: SurveySheet, by: Actor) -> SurveySheet:
    """Take a signed sheet over, for the unit above (of the topmost: for who runs the round).

    Raises NotFound, Refused, Problem.
    """
    _require_above(by, sheet)
    check_round_open(sheet)
    _move(sheet, frozenset({SheetState.SIGNED}), SheetState.ACCEPTED)
    audit.record(by, "survey_sheet.accepted", sheet, unit_id=sheet.unit_id, after={"state": sheet.state})
    return sheet


@transaction.atomic
def accept_sheets(*, sheets: Iterable[SurveySheet], by: Actor) -> int:
    """`accept_sheet` for several at once, all of them or none; returns how many. Raises as it does."""
    return len([accept_sheet(sheet=sheet, by=by) for sheet in sheets])


@transaction.atomic
def return_sheet(*, sheet: SurveySheet, reason: str, by: Actor) -> SurveySheet:
    """Give a signed or accepted sheet back to be mended, as long as the sheet above is not signed itself.

    Raises NotFound, Refused, Problem.
    """
    _require_above(by, sheet)
    check_round_open(sheet)
    reason = clean(reason)
    if not reason:
        raise Problem("needs.reason_missing", field="reason")
    if sheet.above is not None:
        start_filling(sheet.above)
    _move(
        sheet, frozenset({SheetState.SIGNED, SheetState.ACCEPTED}), SheetState.RETURNED, return_reason=reason
    )
    audit.record(
        by,
        "survey_sheet.returned",
        sheet,
        unit_id=sheet.unit_id,
        after={"state": sheet.state, "reason": reason},
    )
    return sheet


def _require_above(by: Actor, sheet: SurveySheet) -> None:
    by.require_sight(Permission.NEED_VIEW, sheet.unit_id, "survey sheet")
    if sheet.above is None:
        by.require(Permission.SURVEY_MANAGE, sheet.round.root_id)
    else:
        by.require(Permission.NEED_EDIT, sheet.above.unit_id)


def _move(sheet: SurveySheet, sources: frozenset[SheetState], target: SheetState, **values: object) -> None:
    values |= {"state": target, "state_at": timezone.now()}
    if not SurveySheet.objects.filter(pk=sheet.pk, state__in=sources).update(**values):
        raise wrong_state(sheet)
    for name, value in values.items():
        setattr(sheet, name, value)
