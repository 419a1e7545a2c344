"""Fund sources, budgets and norms for tests."""

from __future__ import annotations

import itertools

from vun.records.funding.models import FundSource

_numbers = itertools.count(1)


def make_source(name: str = "Ngân sách tỉnh", *, code: str | None = None) -> FundSource:
    """A fund source; codes are numbered."""
    number = next(_numbers)
    return FundSource.objects.create(code=code or f"source-{number}", name=name, order=number)
