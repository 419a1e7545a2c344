"""Decisions, files and jobs for tests."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date

from tests.factories.orgs import TESTS
from vun.records.registers import operations
from vun.records.registers.domain import DecisionKind
from vun.records.registers.models import Decision, StoredFile

_numbers = itertools.count(1)


def make_decision(
    number: str = "",
    *,
    kind: DecisionKind = DecisionKind.DECISION,
    issued_on: date = date(2025, 1, 15),
    issuer: str = "Uỷ ban nhân dân tỉnh",
    subject: str = "Về đào tạo, bồi dưỡng cán bộ, công chức",
    bases: Sequence[Decision] = (),
    file: StoredFile | None = None,
) -> Decision:
    return operations.register_decision(
        kind=kind,
        number=number or f"{next(_numbers)}/QĐ-UBND",
        issued_on=issued_on,
        issuer=issuer,
        subject=subject,
        bases=bases,
        file=file,
        by=TESTS,
    )


def make_file(name: str = "quyet-dinh.pdf", content: bytes = b"%PDF-1.7 test") -> StoredFile:
    return operations.store_file(name=name, content=content, by=TESTS)
