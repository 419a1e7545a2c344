"""What every change to a sheet asks first."""

from __future__ import annotations

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.records.needs.domain import FILLABLE_STATES, RoundState, SheetState
from vun.records.needs.models import SurveyRound, SurveySheet


def require_sheet(by: Actor, permission: Permission, sheet: SurveySheet) -> None:
    by.require_sight(Permission.NEED_VIEW, sheet.unit_id, "survey sheet")
    by.require(permission, sheet.unit_id)


def check_round_open(sheet: SurveySheet) -> None:
    if not SurveyRound.objects.filter(pk=sheet.round_id, state=RoundState.OPEN).exists():
        raise Problem("needs.round_closed", round=sheet.round.name)


def start_filling(sheet: SurveySheet) -> None:
    """Return quietly when needs may be put on and taken off the sheet; until the transaction ends nobody signs it."""
    check_round_open(sheet)
    fillable = SurveySheet.objects.filter(pk=sheet.pk, state__in=FILLABLE_STATES)
    if not fillable.update(round_id=sheet.round_id):
        raise wrong_state(sheet)


def wrong_state(sheet: SurveySheet) -> Problem:
    state = SurveySheet.objects.values_list("state", flat=True).get(pk=sheet.pk)
    return Problem("needs.wrong_state", state=SheetState(state), unit=sheet.unit.name)
