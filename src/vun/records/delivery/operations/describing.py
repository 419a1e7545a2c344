"""What an office records about classes and results in fields of its own."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from vun.common.actor import Actor, Permission
from vun.records.audit import operations as audit
from vun.records.custom import operations as custom
from vun.records.custom.domain import Subject, Value
from vun.records.delivery.models import Enrolment, TrainingClass


@transaction.atomic
def describe_class(*, training_class: TrainingClass, values: Mapping[str, Value | None], by: Actor) -> None:
    """Write the fields of the office's own, by code; None empties one, those not named stay.

    Raises Refused without CLASS_EDIT over the host, Problem for a value its field cannot hold.
    """
    by.require(Permission.CLASS_EDIT, training_class.host_id)
    written = custom.write_values(row=training_class, subject=Subject.TRAINING_CLASS, values=values)
    if written.after:
        audit.record(
            by,
            "class.described",
            training_class,
            unit_id=training_class.host_id,
            before=written.before,
            after=written.after,
        )


@transaction.atomic
def describe_result(*, enrolment: Enrolment, values: Mapping[str, Value | None], by: Actor) -> None:
    """Write the fields of the office's own about how somebody did in a class, as `describe_class` does for the class.

    Raises Refused without GRADE_EDIT over the host, Problem for a value its field cannot hold.
    """
    host_id = enrolment.training_class.host_id
    by.require(Permission.GRADE_EDIT, host_id)
    written = custom.write_values(row=enrolment, subject=Subject.RESULT, values=values)
    if written.after:
        audit.record(
            by,
            "learner.described",
            enrolment,
            unit_id=host_id,
            before=written.before,
            after=written.after,
        )
