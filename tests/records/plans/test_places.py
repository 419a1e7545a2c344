"""The last place of a quota goes to exactly one, however many ask."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import close_old_connections, connection, transaction

from tests.factories.plans import SYSTEM, approved_plan_with_line, make_decision
from vun.common.errors import Problem
from vun.records.plans import operations
from vun.records.plans.models import Quota

ASKING = 8


def at_once(*tasks: Callable[[], None]) -> Counter[str]:
    """Run the tasks in threads of their own, each in a transaction; counts "done" and the codes of problems."""
    outcomes: Counter[str] = Counter()
    start = threading.Barrier(len(tasks))

    def run(task: Callable[[], None]) -> None:
        close_old_connections()
        start.wait()
        try:
            with transaction.atomic():
                task()
            outcomes["done"] += 1
        except Problem as problem:
            outcomes[problem.code] += 1
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.django_db(transaction=True)
def test_of_many_asking_for_the_last_place_exactly_one_gets_it() -> None:
    approved = approved_plan_with_line(quota=3)
    for _ in range(2):
        operations.take_place(approved.line.pk, approved.unit.pk)
    outcomes = at_once(*[lambda: operations.take_place(approved.line.pk, approved.unit.pk)] * ASKING)
    assert outcomes == {"done": 1, "plans.quota_used_up": ASKING - 1}
    assert Quota.objects.get(pk=approved.quota.pk).taken == 3


@pytest.mark.django_db(transaction=True)
def test_no_place_is_lost_while_an_amendment_is_being_approved() -> None:
    approved = approved_plan_with_line(quota=ASKING)
    amended = operations.amend(plan=approved.plan, reason="Bổ sung", by=SYSTEM)
    operations.submit(version=amended, by=SYSTEM)
    decision = make_decision()
    outcomes = at_once(
        lambda: operations.approve(version=amended, decision=decision, by=SYSTEM) and None,
        *[lambda: operations.take_place(approved.line.pk, approved.unit.pk)] * (ASKING - 1),
    )
    assert outcomes == {"done": ASKING}
    assert Quota.objects.get(is_in_force=True).taken == ASKING - 1


@pytest.mark.django_db
def test_places_are_given_back_but_not_more_than_were_taken() -> None:
    approved = approved_plan_with_line(quota=1)
    operations.take_place(approved.line.pk, approved.unit.pk)
    operations.release_place(approved.line.pk, approved.unit.pk)
    operations.take_place(approved.line.pk, approved.unit.pk)
    operations.release_place(approved.line.pk, approved.unit.pk)
    with pytest.raises(Problem) as caught:
        operations.release_place(approved.line.pk, approved.unit.pk)
    assert caught.value.code == "plans.no_place_taken"


@pytest.mark.django_db
def test_a_unit_without_a_quota_in_force_has_no_place() -> None:
    approved = approved_plan_with_line()
    with pytest.raises(Problem) as caught:
        operations.take_place(approved.line.pk, approved.unit.pk + 1000)
    assert caught.value.code == "plans.no_quota"


@pytest.mark.django_db
def test_several_places_are_taken_together_or_none_of_them() -> None:
    approved, full = approved_plan_with_line(quota=3), approved_plan_with_line(quota=1)
    wanted = {(one.line.pk, one.unit.pk): 2 for one in (approved, full)}
    with pytest.raises(Problem) as caught:
        operations.take_places(wanted)
    assert caught.value.code == "plans.quota_used_up"
    assert list(Quota.objects.values_list("taken", flat=True)) == [0, 0]
    operations.take_places({(approved.line.pk, approved.unit.pk): 3})
    assert Quota.objects.get(pk=approved.quota.pk).taken == 3


@pytest.mark.django_db(transaction=True)
def test_places_taken_together_are_never_more_than_there_are() -> None:
    approved = approved_plan_with_line(quota=5)
    place = (approved.line.pk, approved.unit.pk)
    outcomes = at_once(*[lambda: operations.take_places({place: 2})] * ASKING)
    assert outcomes["done"] == 2
    assert Quota.objects.get(pk=approved.quota.pk).taken == 4
