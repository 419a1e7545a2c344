"""Fifty at once for the last place: one gets it, and nothing is half done."""

from __future__ import annotations

import threading
from collections import Counter

import pytest
from django.db import connection

from tests.factories.people import make_person
from tests.factories.plans import SYSTEM, approved_plan_with_line
from tests.factories.sending import NOMINATED_ON
from vun.common.errors import Problem
from vun.records.people.models import Person
from vun.records.plans.models import Quota
from vun.records.sending import operations
from vun.records.sending.models import Nomination

pytestmark = pytest.mark.django_db(transaction=True)
ASKING = 50


def test_the_last_place_asked_for_by_fifty_at_once_goes_to_one() -> None:
    sent = approved_plan_with_line(quota=1)
    people = [make_person(unit=sent.unit) for _ in range(ASKING)]
    barrier, answers = threading.Barrier(ASKING), ["" for _ in people]

    def run(place: int, person: Person) -> None:
        barrier.wait()
        try:
            operations.nominate(line=sent.line, unit=sent.unit, person=person, on=NOMINATED_ON, by=SYSTEM)
            answers[place] = "done"
        except Problem as refused:
            answers[place] = refused.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(answers) == {"done": 1, "plans.quota_used_up": ASKING - 1}
    assert (Quota.objects.get().taken, Nomination.objects.count()) == (1, 1)
