"""Users who sign in, and what they are granted where."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

from vun.records.accounts.domain import Role
from vun.records.dated import choices, one_of
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
