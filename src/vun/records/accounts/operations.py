"""Creating users, granting roles, passwords."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from axes.utils import reset as forget_wrong_passwords
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import clean
from vun.records.accounts import queries
from vun.records.accounts.domain import DELEGATING_ROLES, Role
from vun.records.accounts.models import Delegation, RoleGrant, User
from vun.records.audit import operations as audit
from vun.records.orgs import queries as orgs
from vun.records.orgs.models import Unit

_USERNAME = RegexValidator(r"^[a-z0-9][a-z0-9._-]{2,59}\Z")


@transaction.atomic
def create_user(
    *,
    username: str,
    full_name: str,
    password: str,
    grants: Sequence[tuple[Role, Unit]] = (),
    by: Actor,
) -> User:
    """A user who can sign in, with ``grants`` to begin with.

    Raises Refused without ACCOUNT_MANAGE over every unit granted (over the whole province when there is none); Problem
    when the sign-in name is malformed or taken, the full name is missing, or the password breaks a rule.
    """
    if not grants:
        by.require_everywhere(Permission.ACCOUNT_MANAGE)
    username, full_name = username.strip().lower(), clean(full_name)
    _check_username(username)
    if not full_name:
        raise Problem("accounts.full_name_missing", field="full_name")
    user = User(username=username, full_name=full_name)
    _set_checked(user, password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:
        raise Problem("accounts.username_taken", field="username", username=username) from None
    audit.record(by, "user.created", user, after={"username": username, "full_name": full_name})
    for role, unit in grants:
        grant_role(user=user, role=role, unit=unit, by=by)
    return user


@transaction.atomic
def grant_role(*, user: User, role: Role, unit: Unit, by: Actor) -> RoleGrant:
    """Let the user act as ``role`` over the unit and everything below it. Granting twice is granting once.

    Raises Refused without ACCOUNT_MANAGE over the unit; Problem when the user may not sign in or the unit has ended.
    """
    by.require(Permission.ACCOUNT_MANAGE, unit.pk)
    if not user.is_active:
        raise Problem("accounts.inactive", field="user", user=str(user))
    if unit.end_on is not None and unit.end_on <= timezone.localdate():
        raise Problem("accounts.unit_ended", field="unit", unit=unit.name, end_on=unit.end_on)
    grant, is_new = RoleGrant.objects.get_or_create(
        user=user, role=role.value, unit=unit, defaults={"granted_at": timezone.now()}
    )
    if is_new:
        after = {"role": role.value, "unit": unit.name}
        audit.record(by, "role.granted", user, unit_id=unit.pk, after=after)
    return grant


@transaction.atomic
def revoke_role(*, grant: RoleGrant, by: Actor) -> None:
    """Take a role away from now on. Raises Refused without ACCOUNT_MANAGE over its unit; Problem for the last
    administrator of the province.
    """
    by.require(Permission.ACCOUNT_MANAGE, grant.unit_id)
    if grant.role == Role.ADMINISTRATOR.value:
        _require_another_administrator(grant.user, grant.unit_id)
    if RoleGrant.objects.filter(pk=grant.pk).delete()[0]:
        before = {"role": grant.role, "unit": grant.unit.name}
        audit.record(by, "role.revoked", grant.user, unit_id=grant.unit_id, before=before)


@transaction.atomic
def set_password(*, user: User, password: str, by: Actor) -> None:
    """Give the user a new password; sessions opened with the old one end, and what wrong ones locked is open again.

    A user may set their own. Raises Refused for anybody else without ACCOUNT_MANAGE over the user; Problem when the
    password breaks a rule.
    """
    if by.user_id != user.pk:
        require_managing(user, by)
    _set_checked(user, password)
    user.save(update_fields=["password"])
    forget_wrong_passwords(username=user.username)
    audit.record(by, "user.password_set", user)


@transaction.atomic
def deactivate(*, user: User, by: Actor) -> None:
    """Let the user no longer sign in; what they did stays under their name.

    Raises Refused without ACCOUNT_MANAGE over the user; Problem for oneself, for who is inactive already, and for the
    last administrator of the province.
    """
    require_managing(user, by)
    if by.user_id == user.pk:
        raise Problem("accounts.not_oneself", field="user")
    root = orgs.find_root_unit()
    if root is not None and user.grants.filter(role=Role.ADMINISTRATOR.value, unit=root).exists():
        _require_another_administrator(user, root.pk)
    _set_active(user, False, by)


@transaction.atomic
def reactivate(*, user: User, by: Actor) -> None:
    """Let the user sign in again, with the roles still granted. Raises Refused; Problem for who is active already."""
    require_managing(user, by)
    _set_active(user, True, by)


@transaction.atomic
def delegate(
    *,
    from_user: User,
    to_user: User,
    start_on: date,
    end_on: date,
    document: str,
    unit: Unit | None = None,
    reason: str = "",
    on: date,
    by: Actor,
) -> Delegation:
    """Let ``to_user`` read, approve and sign in the place of ``from_user`` on the days from ``start_on`` up to but not
    including ``end_on``, over ``unit`` and below, or over everything the other holds.

    For whoever gives the power, and for whoever manages the province's accounts; Refused for others. Raises Problem: to
    oneself, nothing to delegate, no document, no day, a day past, days that overlap what the two have already.
    """
    if by.user_id != from_user.pk:
        by.require_everywhere(Permission.ACCOUNT_MANAGE)
    if from_user.pk == to_user.pk:
        raise Problem("accounts.delegated_to_oneself", field="to_user")
    if not to_user.is_active:
        raise Problem("accounts.inactive", field="to_user", user=str(to_user))
    if not from_user.grants.filter(role__in=DELEGATING_ROLES).exists():
        raise Problem("accounts.nothing_to_delegate", field="from_user", user=str(from_user))
    if not clean(document):
        raise Problem("accounts.delegation_document_missing", field="document")
    if end_on <= start_on or end_on <= on:
        raise Problem("accounts.delegation_days", field="end_on")
    # Held until the transaction ends: of two that overlap, given at once, the second finds the first.
    User.objects.filter(pk=from_user.pk).update(is_active=F("is_active"))
    both = Delegation.objects.filter(from_user=from_user, to_user=to_user)
    if both.filter(start_on__lt=end_on, end_on__gt=start_on).exists():
        raise Problem("accounts.delegated_already", field="start_on", user=str(to_user))
    given = Delegation.objects.create(
        from_user=from_user,
        to_user=to_user,
        unit=unit,
        start_on=start_on,
        end_on=end_on,
        document=clean(document),
        reason=clean(reason),
    )
    told = {"to_user": to_user, "document": given.document, "start_on": start_on, "end_on": end_on}
    audit.record(by, "delegation.given", given, unit_id=unit.pk if unit else None, after=told)
    return given


@transaction.atomic
def end_delegation(*, delegation: Delegation, on: date, by: Actor) -> None:
    """Take the power back from day ``on`` on; what was done under it stays. One not begun goes away altogether.

    Raises Refused for anybody but whoever gave it and the manager of accounts; Problem when it is over.
    """
    if by.user_id != delegation.from_user_id:
        by.require_everywhere(Permission.ACCOUNT_MANAGE)
    as_read = Delegation.objects.filter(pk=delegation.pk, end_on=delegation.end_on, end_on__gt=on)
    ended = as_read.delete()[0] if on <= delegation.start_on else as_read.update(end_on=on)
    if not ended:
        raise Problem("accounts.delegation_over")
    audit.record(
        by,
        "delegation.ended",
        delegation,
        unit_id=delegation.unit_id,
        before={"end_on": delegation.end_on},
        after={"end_on": on},
    )


def _set_active(user: User, is_active: bool, by: Actor) -> None:
    if User.objects.filter(pk=user.pk, is_active=not is_active).update(is_active=is_active) != 1:
        raise Problem("accounts.already_active" if is_active else "accounts.inactive", user=str(user))
    user.is_active = is_active
    audit.record(by, "user.reactivated" if is_active else "user.deactivated", user)


def require_managing(user: User, by: Actor) -> None:
    """Return quietly, or raise Refused: over every unit of the user's roles, and without a role over the province."""
    unit_ids = list(user.grants.values_list("unit_id", flat=True))
    if not unit_ids:
        by.require_everywhere(Permission.ACCOUNT_MANAGE)
    for unit_id in unit_ids:
        by.require(Permission.ACCOUNT_MANAGE, unit_id)


def _require_another_administrator(user: User, unit_id: int) -> None:
    root = orgs.find_root_unit()
    if root is None or root.pk != unit_id:
        return
    # Held until the transaction ends: of two who take it from each other at once, the second finds nobody else left.
    RoleGrant.objects.filter(role=Role.ADMINISTRATOR.value, unit_id=unit_id).update(role=F("role"))
    if not queries.holders_besides(user, Role.ADMINISTRATOR, unit_id):
        raise Problem("accounts.last_administrator", field="user", user=str(user))


def _check_username(username: str) -> None:
    try:
        _USERNAME(username)
    except ValidationError:
        raise Problem("accounts.username_malformed", field="username", username=username) from None
    if User.objects.filter(username=username).exists():
        raise Problem("accounts.username_taken", field="username", username=username)


def _set_checked(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        first = error.error_list[0]
        params = first.params or {}
        raise Problem(f"accounts.{first.code or 'password_refused'}", field="password", **params) from None
    user.set_password(password)
