"""Numbers are given out one after another, none missing and none twice, however many ask at once."""

from __future__ import annotations

import random
import threading
import time

import pytest
from django.db import connection, transaction

from vun.records.registers.operations import take_number


class GivenUp(Exception):
    """What a transaction that fails after taking a number raises."""


@pytest.mark.django_db
def test_numbers_run_from_one_in_each_register_and_year() -> None:
    assert [take_number("certificate", 2025) for _ in range(3)] == [1, 2, 3]
    assert take_number("certificate", 2026) == 1
    assert take_number("decision", 2025) == 1
    assert take_number("certificate", 2025) == 4


@pytest.mark.django_db(transaction=True)
def test_a_number_is_taken_only_inside_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        take_number("certificate", 2025)


@pytest.mark.django_db(transaction=True)
def test_a_number_not_used_is_free_again() -> None:
    taken = []

    @transaction.atomic
    def give_up() -> None:
        taken.append(take_number("certificate", 2025))
        raise GivenUp

    with pytest.raises(GivenUp):
        give_up()
    assert taken == [1]
    with transaction.atomic():
        assert take_number("certificate", 2025) == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_every_number_once_though_some_give_up() -> None:
    kept: list[int] = []
    failed: list[BaseException] = []
    all_start_together = threading.Barrier(8)

    def clerk(seed: int) -> None:
        chance = random.Random(seed)
        all_start_together.wait()
        try:
            for _ in range(10):
                gives_up = chance.random() < 0.3
                try:
                    with transaction.atomic():
                        number = take_number("certificate", 2025)
                        time.sleep(chance.random() / 500)
                        if gives_up:
                            raise GivenUp
                except GivenUp:
                    continue
                kept.append(number)
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    clerks = [threading.Thread(target=clerk, args=(seed,)) for seed in range(8)]
    for each in clerks:
        each.start()
    for each in clerks:
        each.join()
    assert failed == []
    assert len(kept) > 40
    assert sorted(kept) == list(range(1, len(kept) + 1))
