"""Running numbers of a register."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from vun.records.registers.models import NumberSeries


def take_number(register: str, year: int) -> int:
    """The next number of the register in the year, from 1. As `take_numbers`."""
    return take_numbers(register, year, 1)[0]


def take_numbers(register: str, year: int, count: int) -> range:
    """The next ``count`` numbers of the register in the year, from 1, with no gap and none given twice.

    To be called inside the transaction that uses the numbers: whoever comes second waits for that transaction, and
    when it is given up the numbers are free again. Raises TransactionManagementError outside of one.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "a number is taken only together with what it is given to"
        )
    NumberSeries.objects.get_or_create(register=register, year=year)
    series = NumberSeries.objects.filter(register=register, year=year)
    # The update holds the row (on SQLite the database) until the caller's transaction ends.
    series.update(last=F("last") + count)
    last = series.values_list("last", flat=True).get()
    return range(last - count + 1, last + 1)
