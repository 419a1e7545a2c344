"""A small province and what it lacks, loaded once for all addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

if TYPE_CHECKING:
    # This file is read before Django is set up, so that what knows models is imported in the fixture.
    from tests.faces.addresses.site import Site, Visits


@pytest.fixture(scope="package")
def site(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """The site over a small province, loaded once for all tests of this folder and gone afterwards."""
    from tests.faces.addresses.asking import TODAY
    from tests.faces.addresses.site import Site
    from tests.faces.addresses.things import all_things
    from vun.faces.cli.commands.migrate import prepare
    from vun.samples import province

    with django_db_blocker.unblock(), transaction.atomic():
        prepare()
        province.load(people=200, say=lambda _text: None, today=TODAY)
        yield Site(all_things())
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def visits(site: Site, django_db_blocker: DjangoDbBlocker) -> Visits:
    """What everybody meets at every address."""
    from tests.faces.addresses.site import Visits

    with django_db_blocker.unblock():
        return Visits(site)
