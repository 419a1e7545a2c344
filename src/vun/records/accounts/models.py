"""Users who sign in, and what they are granted where."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q

from vun.records.accounts.domain import Role
from vun.records.dated import DatedRow, choices, one_of, period_is_not_empty
from vun.records.orgs.models import Unit


class User(AbstractUser):
    """Somebody who can sign in. What they may do is in RoleGrant; Django's own groups and permissions are not used."""

    full_name = models.CharField(max_length=150)

    def __str__(self) -> str:
        return self.full_name or self.username


class RoleGrant(models.Model):
    """A role over a unit and everything below it, until it is taken away."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=choices(Role))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="role_grants")
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "unit"], name="role_granted_once"),
            one_of("role", Role, "role_known"),
        ]


class Delegation(DatedRow):
    """Uỷ quyền: for some days a user acts in another's place, over ``unit`` and below, or over all the other holds."""

    from_user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegations")
    to_user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="delegated")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    document = models.CharField(max_length=150)
    reason = models.CharField(max_length=300, blank=True)
    end_on = models.DateField()

    class Meta:
        ordering = ["-start_on", "-id"]
        constraints = [
            period_is_not_empty("delegation_period_not_empty"),
            models.CheckConstraint(condition=~Q(from_user=F("to_user")), name="delegation_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.from_user} → {self.to_user}"
