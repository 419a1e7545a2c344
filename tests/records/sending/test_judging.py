"""A past day is judged by what was so then: what was learnt, owed or decided since does not count."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.factories.commitments import make_commitment
from tests.factories.delivery import LAST_DAY, make_learner
from tests.factories.eligibility import make_rule
from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from tests.factories.standards import make_programme
from vun.common.actor import Actor
from vun.records.commitments import operations as commitments
from vun.records.delivery.models import Enrolment
from vun.records.sending.domain import CheckCode, CheckStatus
from vun.records.sending.queries import judge_on

pytestmark = pytest.mark.django_db


def test_periods_are_those_of_the_year_of_the_day_up_to_it() -> None:
    make_rule({"kind": "periods_below", "periods": 40}, weight="favours")
    person, programme = make_person(unit=make_unit()), make_programme()
    enrolment = make_learner(person=person)
    Enrolment.objects.filter(pk=enrolment.pk).update(state="completed", completed_on=LAST_DAY)
    found = {
        day: judge_on(person.pk, programme, day).findings[0].found["periods"]
        for day in (LAST_DAY - timedelta(days=1), LAST_DAY, date(LAST_DAY.year, 12, 31), date(2026, 1, 1))
    }
    assert list(found.values()) == [0, 80, 80, 0]


def test_service_is_owed_from_the_day_of_sending_on() -> None:
    person, programme = make_person(unit=make_unit()), make_programme()
    commitment = make_commitment(person)
    commitments.graduate(
        commitment=commitment, graduated_on=date(2025, 9, 15), on=date(2025, 9, 15), by=Actor.system("tests")
    )
    told = {
        day: [check.code for check in judge_on(person.pk, programme, day).others]
        for day in (commitment.sent_on - timedelta(days=1), commitment.sent_on, date(2025, 10, 1))
    }
    assert list(told.values()) == [[], [CheckCode.OWES_SERVICE], [CheckCode.OWES_SERVICE]]


def test_who_holds_no_post_on_the_day_is_to_be_looked_at() -> None:
    person, programme = make_person(unit=make_unit(), since=date(2015, 1, 1)), make_programme()
    days = (date(2014, 12, 31), date(2015, 1, 1))
    judged = [judge_on(person.pk, programme, day) for day in days]
    assert [(each.status, each.post is None) for each in judged] == [
        (CheckStatus.AMBER, True),
        (CheckStatus.GREEN, False),
    ]
