"""A case counted from its records, and by how much its figures move when a record had never been."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal

from django.db import transaction

from tests.samples.cases.test_stated import published
from vun.records.delivery.models import Certificate, Enrolment
from vun.samples.cases.case import Case, Counted
from vun.samples.cases.stated import Value, Verdict

Loaded = tuple[Case, Counted]


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside never was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def exact(name: str) -> dict[str, Decimal]:
    return {figure.id: figure.value for _, figure in published(name).walk() if figure.is_exact}


def verdicts(loaded: Loaded) -> dict[str, Verdict]:
    case, counted = loaded
    return {one.figure.id: one.verdict for one in case.compare(counted)}


def moved(loaded: Loaded, enrolment: Enrolment) -> dict[str, Decimal]:
    """By how much each figure moves when the participation, its paper with it, had never been."""
    case, before = loaded
    with undone():
        Certificate.objects.filter(enrolment=enrolment).delete()
        enrolment.delete()
        after = case.count()
    return {
        key: Decimal(after.values[key] or 0) - Decimal(value or 0)
        for key, value in before.values.items()
        if after.values[key] != value
    }


def changed(before: Counted, after: Mapping[str, Value | None]) -> dict[str, Value | None]:
    return {key: value for key, value in after.items() if value != before.values[key]}


def both(loaded: Loaded) -> dict[str, Value | None]:
    """What records and hand give together, by figure."""
    case, counted = loaded
    return {one.figure.id: one.both for one in case.compare(counted)}
