"""Whose account is whose: a user sees one record as their own, and a record belongs to one user."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.records.accounts import operations as accounts
from vun.records.accounts.domain import Role
from vun.records.accounts.models import User
from vun.records.audit import operations as audit
from vun.records.orgs.models import Unit
from vun.records.people.models import Person
from vun.records.people.queries import unit_of


@transaction.atomic
def open_account(
    *,
    username: str,
    full_name: str,
    password: str,
    grants: Sequence[tuple[Role, Unit]] = (),
    person: Person | None = None,
    by: Actor,
) -> User:
    """A user who can sign in, and sees ``person``'s record as their own. Raises as `create_user` and `link_user` do."""
    user = accounts.create_user(
        username=username, full_name=full_name, password=password, grants=grants, by=by
    )
    if person is not None:
        link_user(person=person, user=user, by=by)
    return user


@transaction.atomic
def link_user(*, person: Person, user: User, by: Actor) -> None:
    """Let the user see the person's record as their own. What they see already is not given again.

    Raises Refused without ACCOUNT_MANAGE over the user and over the person's unit, which for whoever never had a post
    is the province; Problem when either already belongs to somebody else.
    """
    accounts.require_managing(user, by)
    unit_id = _require_managing(person, by)
    if Person.objects.filter(pk=person.pk, user=user).exists():
        return
    try:
        with transaction.atomic():
            linked = Person.objects.filter(pk=person.pk, user__isnull=True).update(user=user)
    except IntegrityError:
        holder = Person.objects.get(user=user)
        raise Problem("people.user_taken", field="person", user=str(user), name=holder.full_name) from None
    if not linked:
        raise Problem("people.has_another_user", field="person", name=person.full_name)
    audit.record(by, "person.linked", person, unit_id=unit_id, after={"user": user})


@transaction.atomic
def unlink_user(*, person: Person, user: User, by: Actor) -> None:
    """Let the user see the person's record as their own no longer; both stay as they are.

    Raises Refused as `link_user` does; Problem when the record is not the user's.
    """
    accounts.require_managing(user, by)
    unit_id = _require_managing(person, by)
    if not Person.objects.filter(pk=person.pk, user=user).update(user=None):
        raise Problem("people.not_linked", user=str(user), name=person.full_name)
    audit.record(by, "person.unlinked", person, unit_id=unit_id, before={"user": user})


def _require_managing(person: Person, by: Actor) -> int | None:
    """The unit the person is counted under today, over which the actor manages the accounts. Raises Refused."""
    unit_id = unit_of(person.pk, timezone.localdate())
    by.require(Permission.ACCOUNT_MANAGE, unit_id)
    return unit_id
