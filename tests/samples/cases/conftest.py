"""The records of one published case for the tests of its module."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from pytest_django import DjangoDbBlocker

if TYPE_CHECKING:
    from tests.samples.cases.counting import Loaded


@pytest.fixture(scope="module")
def counted_case(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Loaded]:
    """The records of the case that the module names in CASE, made once; gone after the module's last test."""
    # This file is read before Django is set up when somebody asks for this folder alone.
    from tests.samples.cases.counting import undone
    from vun.samples.cases import CASES

    with django_db_blocker.unblock(), undone():
        case = CASES[request.module.CASE]
        case.load()
        yield case, case.count()
