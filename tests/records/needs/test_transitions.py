"""Sheets and rounds of a survey by their tables of transitions in full: every state, every verb, every role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.factories.needs import make_round, sheet_of
from tests.factories.orgs import make_tree
from tests.factories.people import make_person
from tests.factories.roles import refused_to_all_without, those_who_may
from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.records.audit.models import AuditEntry
from vun.records.needs import operations
from vun.records.needs.domain import FILLABLE_STATES, RoundState, SheetState
from vun.records.needs.models import SurveyRound, SurveySheet

pytestmark = pytest.mark.django_db
EDIT, RUN = Permission.NEED_EDIT, Permission.SURVEY_MANAGE
Act = Callable[[Any, Actor], object]

SHEET_VERBS: dict[str, tuple[frozenset[SheetState], SheetState, Act]] = {
    "sign": (FILLABLE_STATES, SheetState.SIGNED, lambda s, by: operations.sign_sheet(sheet=s, by=by)),
    "accept": (
        frozenset({SheetState.SIGNED}),
        SheetState.ACCEPTED,
        lambda s, by: operations.accept_sheet(sheet=s, by=by),
    ),
    "return": (
        frozenset({SheetState.SIGNED, SheetState.ACCEPTED}),
        SheetState.RETURNED,
        lambda s, by: operations.return_sheet(sheet=s, reason="Thiếu người", by=by),
    ),
}
ROUND_VERBS: dict[str, tuple[RoundState, Act]] = {
    "extend": (
        RoundState.OPEN,
        lambda r, by: operations.extend_round(survey=r, closes_on=date(2026, 4, 15), by=by),
    ),
    "close": (RoundState.CLOSED, lambda r, by: operations.close_round(survey=r, by=by)),
}


@pytest.mark.parametrize("verb", SHEET_VERBS)
@pytest.mark.parametrize("is_topmost", [False, True])
def test_a_verb_does_to_a_sheet_what_the_table_says(verb: str, is_topmost: bool) -> None:
    """The unit above takes over and gives back; of the topmost sheet, who runs the round."""
    sources, target, act = SHEET_VERBS[verb]
    needed = RUN if is_topmost and verb != "sign" else EDIT
    tree = make_tree()
    units = [tree.root] if is_topmost else [tree.root, tree.department]
    for unit in units:
        make_person(unit=unit)
    for state in SheetState:
        survey = make_round(tree.root)
        sheet = sheet_of(survey, units[-1])
        SurveySheet.objects.filter(pk=sheet.pk).update(state=state)
        sheet.refresh_from_db()
        refused_to_all_without(needed, lambda by, sheet=sheet: act(sheet, by))  # type: ignore[misc]
        told = AuditEntry.objects.filter(action=f"survey_sheet.{target.value}", object_id=str(sheet.pk))
        if state in sources:
            act(sheet, those_who_may(needed)[0])
        else:
            with pytest.raises(Problem):
                act(sheet, those_who_may(needed)[0])
        sheet.refresh_from_db()
        assert (sheet.state, told.count()) == ((target, 1) if state in sources else (state, 0))
        # In a round that is over nothing moves any more.
        operations.close_round(survey=survey, by=those_who_may(RUN)[0])
        with pytest.raises(Problem, match=r"needs\.round_closed"):
            act(sheet, those_who_may(needed)[0])


@pytest.mark.parametrize("verb", ROUND_VERBS)
def test_a_verb_does_to_a_round_what_the_table_says(verb: str) -> None:
    target, act = ROUND_VERBS[verb]
    tree = make_tree()
    make_person(unit=tree.root)
    for state in RoundState:
        survey = make_round(tree.root)
        SurveyRound.objects.filter(pk=survey.pk).update(state=state)
        refused_to_all_without(RUN, lambda by, survey=survey: act(survey, by))  # type: ignore[misc]
        before = AuditEntry.objects.count()
        if state is RoundState.OPEN:
            act(survey, those_who_may(RUN)[0])
        else:
            with pytest.raises(Problem, match=r"needs\.round_closed"):
                act(survey, those_who_may(RUN)[0])
        survey.refresh_from_db()
        is_done = state is RoundState.OPEN
        assert survey.state == (target if is_done else state)
        assert AuditEntry.objects.count() == before + is_done
