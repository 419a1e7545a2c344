"""Which states of a class let what be done in it."""

from __future__ import annotations

from collections.abc import Collection

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.records.delivery.domain import ClassState
from vun.records.delivery.models import TrainingClass


def require_class(
    by: Actor, permission: Permission, training_class: TrainingClass, states: Collection[ClassState]
) -> None:
    """Return quietly, or raise Refused, or Problem when the class is now in none of ``states``."""
    by.require(permission, training_class.host_id)
    if not TrainingClass.objects.filter(pk=training_class.pk, state__in=states).exists():
        raise wrong_state(training_class)


def wrong_state(training_class: TrainingClass) -> Problem:
    """The problem that tells the state the class is in now."""
    training_class.refresh_from_db(fields=["state"])
    return Problem("delivery.wrong_class_state", state=ClassState(training_class.state))
