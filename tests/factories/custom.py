"""Fields of an office's own for tests, defined by the system."""

from __future__ import annotations

from collections.abc import Sequence

from tests.factories.plans import SYSTEM
from vun.records.custom import operations
from vun.records.custom.domain import Subject, ValueKind
from vun.records.custom.models import CustomField


def make_field(
    label: str = "Số hiệu",
    kind: ValueKind = ValueKind.TEXT,
    subject: Subject = Subject.PERSON,
    choices: Sequence[str] = (),
) -> CustomField:
    """A field; one of choices needs some."""
    return operations.define_field(subject=subject, label=label, kind=kind, choices=choices, by=SYSTEM)
