"""Rules that propose measures, and results they speak of, for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.delivery import make_learner, make_open_class
from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from vun.records.delivery.models import Enrolment
from vun.records.measures.domain import Cause, MeasureKind
from vun.records.measures.models import MeasureRule


def make_rule(cause: Cause = Cause.RESULT, **columns: Any) -> MeasureRule:
    kind = MeasureKind.REWARD if cause is Cause.RESULT else MeasureKind.DISCIPLINE
    given = {
        "code": cause.value,
        "name": "Khen thưởng học viên",
        "classifications": ["excellent"],
        "kind": kind,
        "most_amount": 200_000,
        "legal_basis": "Thông tư 36/2018/TT-BTC",
        "start_on": date(2018, 1, 1),
    }
    return MeasureRule.objects.create(cause=cause, **(given | columns))


def make_result(**columns: Any) -> Enrolment:
    """Somebody of a unit of their own with a result of the class of March 2025."""
    unit = make_unit()
    enrolment = make_learner(make_open_class(), make_person(unit=unit))
    given = {"state": "completed", "classification": "excellent", "completed_on": date(2025, 3, 14)}
    Enrolment.objects.filter(pk=enrolment.pk).update(**(given | columns))
    enrolment.refresh_from_db()
    return enrolment
