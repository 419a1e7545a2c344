"""Commitments for tests, made through the operations by the system."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from vun.common.actor import Actor
from vun.records.commitments import operations
from vun.records.commitments.models import CommitmentLaw, ServiceCommitment
from vun.records.people.domain import StaffKind
from vun.records.people.models import Person

SYSTEM = Actor.system("tests")
OLD_CHARGES = {"dropped_out": "full", "no_diploma": "full", "left_early": "unserved"}
NEW_CHARGES = OLD_CHARGES | {"dismissed_studying": "full", "dismissed_early": "unserved"}


def make_laws() -> tuple[CommitmentLaw, CommitmentLaw]:
    """Civil servants owe twice the time of study until 30 June 2025 and three times from 1 July."""
    turn = date(2025, 7, 1)
    row = {"kinds": [StaffKind.CIVIL_SERVANT.value], "is_verified": True}
    old = CommitmentLaw.objects.create(
        code="cc/2017",
        start_on=date(2017, 10, 21),
        end_on=turn,
        legal_basis="Nghị định 101/2017/NĐ-CP",
        multiple=2,
        charges=OLD_CHARGES,
        yearly_rate=100,
        special_rate=150,
        **row,
    )
    new = CommitmentLaw.objects.create(
        code="cc/2025",
        start_on=turn,
        legal_basis="Nghị định 171/2025/NĐ-CP",
        multiple=3,
        charges=NEW_CHARGES,
        **row,
    )
    return old, new


def make_commitment(person: Person | None = None, **arguments: Any) -> ServiceCommitment:
    """Somebody sent on 1 September 2023 to study for two years; the laws are made when there are none."""
    if not CommitmentLaw.objects.exists():
        make_laws()
    unit = arguments.pop("unit", None) or make_unit()
    given = {
        "name": "Thạc sĩ Quản lý công",
        "sent_on": date(2023, 8, 15),
        "study_start_on": date(2023, 9, 1),
        "study_end_on": date(2025, 8, 31),
    }
    return operations.commit(
        person=person or make_person(unit=unit), unit=unit, by=SYSTEM, **(given | arguments)
    )
