"""What an office records about people in fields of its own."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from vun.common.actor import Actor
from vun.records.audit import operations as audit
from vun.records.custom import operations as custom
from vun.records.custom.domain import Subject, Value
from vun.records.people.models import Person
from vun.records.people.operations.access import require_edit
from vun.records.people.queries import unit_of


@transaction.atomic
def describe_person(*, person: Person, values: Mapping[str, Value | None], by: Actor) -> None:
    """Write the fields of the office's own, by code; None empties one, those not named stay.

    The audit is told which fields, not what stands in them: an office may keep sensitive data there. Raises Refused or
    NotFound as the actor's scope says, Problem for a value its field cannot hold.
    """
    require_edit(by, person)
    written = custom.write_values(row=person, subject=Subject.PERSON, values=values)
    if written.after:
        unit_id = unit_of(person.pk, timezone.localdate())
        audit.record(by, "person.described", person, unit_id=unit_id, after={"fields": list(written.after)})
