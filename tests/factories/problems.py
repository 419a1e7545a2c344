"""Expecting an operation to say no."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from vun.common.errors import Problem


@contextmanager
def problem(code: str, field: str | None = None) -> Iterator[None]:
    """The block must raise the Problem of this code, at this field."""
    with pytest.raises(Problem) as raised:
        yield
    assert (raised.value.code, raised.value.field) == (code, field)
