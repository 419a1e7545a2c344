"""Survey rounds for tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from vun.common.actor import Actor
from vun.records.needs import operations
from vun.records.needs.domain import NeedReason, Question
from vun.records.needs.models import Need, SurveyRound, SurveySheet
from vun.records.orgs.models import Unit
from vun.records.people.models import Person
from vun.records.standards.models import Programme

SYSTEM = Actor.system("tests")
DAY = date(2026, 3, 1)


def make_round(root: Unit, *, questions: Sequence[Question] = (), **arguments: Any) -> SurveyRound:
    """A round of 2027 for ``root`` and the units below it that have people, open in March 2026."""
    return operations.open_round(
        **{
            "name": "Khảo sát nhu cầu năm 2027",
            "year": 2027,
            "root": root,
            "opens_on": date(2026, 3, 1),
            "closes_on": date(2026, 3, 31),
            "questions": questions,
            "on": DAY,
            "by": SYSTEM,
            **arguments,
        }
    )


def sheet_of(survey: SurveyRound, unit: Unit) -> SurveySheet:
    """The unit's sheet in the round, as read anew."""
    return SurveySheet.objects.select_related("round", "unit", "above__unit").get(round=survey, unit=unit)


def make_need(sheet: SurveySheet, person: Person, programme: Programme, **arguments: Any) -> Need:
    """A need registered on the sheet by its unit."""
    return operations.register_need(
        **{
            "sheet": sheet,
            "person": person,
            "programme": programme,
            "reason": NeedReason.POST,
            "on": DAY,
            "by": SYSTEM,
            **arguments,
        }
    )
