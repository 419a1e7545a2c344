from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

if TYPE_CHECKING:
    # This file is read before Django is set up, so that what knows models is imported in the fixture.
    from tests.factories.reports import TrainingYear


@pytest.fixture(scope="module")
def _year_made_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[TrainingYear]:
    from tests.factories.reports import make_training_year

    with django_db_blocker.unblock(), transaction.atomic():
        yield make_training_year()
        transaction.set_rollback(True)


@pytest.fixture
def year(_year_made_once: TrainingYear, db: None) -> TrainingYear:
    """The small training year; whatever the test changes in it is undone."""
    return deepcopy(_year_made_once)
