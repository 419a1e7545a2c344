"""To merge and to part again is to have done nothing, whatever the histories; so is a merge that is refused."""

from __future__ import annotations

import random

import pytest
from django.db import connection, transaction
from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.factories.merging import Ground, answers, everything
from tests.factories.orgs import TESTS
from vun.common.errors import Problem
from vun.records.people import operations, queries
from vun.records.people.models import Person, PersonMerge

WHY_NOT = {"people.declared_distinct", "people.twins_in_use"}

pytestmark = pytest.mark.django_db


def merge(survivor: Person, merged: Person, draw: random.Random) -> PersonMerge | None:
    """The merge by answers drawn by lot; None where it is refused, having changed nothing."""
    before = everything()
    comparison = queries.compare(survivor, merged)
    made, refused = None, ""
    try:
        with transaction.atomic():
            made = operations.merge_persons(
                survivor=survivor, merged=merged, reason="Trùng", by=TESTS, **answers(comparison, draw)
            )
            connection.check_constraints()
    except Problem as problem:
        refused = problem.code
    event(refused or "merged")
    assert made or (refused in WHY_NOT and everything() == before)
    return made


def test_merging_and_parting_is_the_identity_on_every_table() -> None:
    ground = Ground()

    @settings(max_examples=8)
    @given(st.integers(0, 2**32))
    def to_and_fro(seed: int) -> None:
        with transaction.atomic():
            _to_and_fro(ground, ground.draw(seed))
            transaction.set_rollback(True)

    to_and_fro()


def _to_and_fro(ground: Ground, draw: random.Random) -> None:
    one, two, three = (ground.person() for _ in range(3))
    ground.part(three, one)
    ground.part(two, three)
    first_state = everything()
    first = merge(one, two, draw)
    if first is None:
        return
    one.refresh_from_db()
    second_state = everything()
    second = merge(three, one, draw)
    event("two merges" if second else "one merge")
    if second is not None:
        assert not Person.objects.filter(pk__in=(one.pk, two.pk)).exists()
        assert queries.find_survivor(two.pk) == three.pk
        operations.part_persons(merge=second, by=TESTS)
        assert everything() == second_state
        first.refresh_from_db()
    operations.part_persons(merge=first, by=TESTS)
    connection.check_constraints()
    assert everything() == first_state
