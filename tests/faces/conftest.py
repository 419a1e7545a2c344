from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    # This file is read before Django is set up, so that what knows models is imported in the fixtures.
    from vun.records.accounts.domain import Role
    from vun.records.accounts.models import User
    from vun.records.orgs.models import Unit

SignIn = Callable[..., Client]


@pytest.fixture
def root(db: None) -> Unit:
    """The unit everything hangs under."""
    from tests.factories.orgs import make_root

    return make_root()


@pytest.fixture
def signed_in(root: Unit) -> SignIn:
    """``signed_in(Role.PLANNER, unit)``: a client signed in as somebody holding the role, over the root by default."""
    from tests.factories.accounts import make_user

    def sign_in(role: Role | None = None, unit: Unit | None = None, *, user: User | None = None) -> Client:
        client = Client()
        client.force_login(user or make_user(role, unit), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def planner(signed_in: SignIn) -> Client:
    """A client signed in as the planner of the whole province."""
    from vun.records.accounts.domain import Role

    return signed_in(Role.PLANNER)
