"""Rounds: opened with a sheet for each unit, given more time, closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import clean
from vun.records.audit import operations as audit
from vun.records.dated import on_day
from vun.records.needs.domain import Question, RoundState, SheetState, check_questions
from vun.records.needs.models import SurveyField, SurveyRound, SurveySheet
from vun.records.orgs.models import Unit, UnitAncestor
from vun.records.people.models import Appointment

EARLIEST_YEAR, LATEST_YEAR = 1976, 2100


@transaction.atomic
def open_round(
    *,
    name: str,
    year: int,
    root: Unit,
    opens_on: date,
    closes_on: date,
    instructions: str = "",
    questions: Sequence[Question] = (),
    on: date,
    by: Actor,
) -> SurveyRound:
    """Call for needs of ``year`` from ``root`` and every unit below it on day ``on`` that has people.

    Each gets a sheet, to be accepted by the nearest unit above that has one. Raises Refused without SURVEY_MANAGE on
    ``root``; Problem for days out of order, questions that cannot be asked, or nobody to ask.
    """
    by.require(Permission.SURVEY_MANAGE, root.pk)
    name = clean(name)
    if not name:
        raise Problem("needs.name_missing", field="name")
    if closes_on < opens_on:
        raise Problem("needs.days_out_of_order", field="closes_on", opens_on=opens_on, closes_on=closes_on)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Problem("needs.year_unknown", field="year", first_year=EARLIEST_YEAR, last_year=LATEST_YEAR)
    check_questions(questions)
    survey = SurveyRound.objects.create(
        name=name, year=year, root=root, opens_on=opens_on, closes_on=closes_on, instructions=instructions
    )
    SurveyField.objects.bulk_create(
        SurveyField(
            round=survey,
            order=question.order,
            label=question.label,
            kind=question.kind,
            options=list(question.options),
            is_required=question.is_required,
        )
        for question in questions
    )
    sheets = _make_sheets(survey, on)
    if not sheets:
        raise Problem("needs.nobody_to_ask", field="root", unit=root.name)
    audit.record(
        by,
        "survey.opened",
        survey,
        unit_id=root.pk,
        after={"year": year, "opens_on": opens_on, "closes_on": closes_on, "sheets": sheets},
    )
    return survey


def _make_sheets(survey: SurveyRound, on: date) -> int:
    """Create the sheets, each linked to the one above; returns how many."""
    depths = dict(
        UnitAncestor.objects.filter(on_day(on), ancestor=survey.root).values_list("unit_id", "depth")
    )
    staffed = Appointment.objects.filter(on_day(on), is_primary=True, unit_id__in=depths).values_list(
        "unit_id"
    )
    asked = {unit_id for (unit_id,) in staffed.distinct()}
    above: dict[int, tuple[int, int]] = {}
    for unit_id, ancestor_id, depth in UnitAncestor.objects.filter(
        on_day(on), unit_id__in=asked, ancestor_id__in=asked, depth__gt=0
    ).values_list("unit_id", "ancestor_id", "depth"):
        if unit_id not in above or depth < above[unit_id][0]:
            above[unit_id] = (depth, ancestor_id)
    now = timezone.now()
    sheets = {
        sheet.unit_id: sheet
        for sheet in SurveySheet.objects.bulk_create(
            SurveySheet(round=survey, unit_id=unit_id, state_at=now)
            for unit_id in sorted(asked, key=lambda unit_id: (depths[unit_id], unit_id))
        )
    }
    for unit_id, (_, ancestor_id) in above.items():
        sheets[unit_id].above = sheets[ancestor_id]
    SurveySheet.objects.bulk_update(sheets.values(), ["above"], batch_size=500)
    return len(sheets)


@transaction.atomic
def extend_round(*, survey: SurveyRound, closes_on: date, by: Actor) -> SurveyRound:
    """Give the units until ``closes_on``. Raises Refused, Problem for a closed round or a day before it opened."""
    by.require(Permission.SURVEY_MANAGE, survey.root_id)
    if closes_on < survey.opens_on:
        raise Problem(
            "needs.days_out_of_order", field="closes_on", opens_on=survey.opens_on, closes_on=closes_on
        )
    open_rounds = SurveyRound.objects.filter(pk=survey.pk, state=RoundState.OPEN)
    if not open_rounds.update(closes_on=closes_on):
        raise Problem("needs.round_closed", round=survey.name)
    before, survey.closes_on = survey.closes_on, closes_on
    audit.record(
        by,
        "survey.extended",
        survey,
        unit_id=survey.root_id,
        before={"closes_on": before},
        after={"closes_on": closes_on},
    )
    return survey


@transaction.atomic
def close_round(*, survey: SurveyRound, by: Actor) -> SurveyRound:
    """End the round; sheets not accepted by then stay as they are and their needs count. Raises Refused, Problem."""
    by.require(Permission.SURVEY_MANAGE, survey.root_id)
    open_rounds = SurveyRound.objects.filter(pk=survey.pk, state=RoundState.OPEN)
    if not open_rounds.update(state=RoundState.CLOSED):
        raise Problem("needs.round_closed", round=survey.name)
    survey.state = RoundState.CLOSED
    left = survey.sheets.exclude(state=SheetState.ACCEPTED).count()
    audit.record(by, "survey.closed", survey, unit_id=survey.root_id, after={"sheets_not_accepted": left})
    return survey
