"""Trips abroad for tests, made through the operations by the system."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from tests.factories.plans import SYSTEM
from vun.records.abroad import operations
from vun.records.abroad.domain import MemberRole, ReportScope, TripKind
from vun.records.abroad.models import StudyTrip, TripPermitRule, TripReportRule
from vun.records.people.domain import ManagementTier
from vun.records.people.models import Person

LEAVES, RETURNS = date(2026, 5, 4), date(2026, 5, 15)


def make_rules() -> None:
    """Everybody who learns reports within 15 days and the delegation within 30; the province's standing committee
    permits its own by letter.
    """
    row: dict[str, Any] = {"start_on": date(2023, 6, 15), "legal_basis": "Thông tư 03/2023/TT-BNV"}
    for code, scope, days in (("each", ReportScope.EACH, 15), ("whole", ReportScope.WHOLE, 30)):
        TripReportRule.objects.create(
            code=code, name=f"Báo cáo {days} ngày", scope=scope, days=days, recipients="Sở Nội vụ", **row
        )
    for tier, needs_letter in ((ManagementTier.PROVINCE_STANDING, True), (ManagementTier.UNIT, False)):
        TripPermitRule.objects.create(
            code=tier.value, tier=tier, authority=f"Cấp {tier.value}", needs_letter=needs_letter, **row
        )


def make_trip(*members: Person, roles: tuple[MemberRole, ...] = (), **told: Any) -> StudyTrip:
    """A draft; with nobody named, two people of the unit, the first of them its head."""
    unit = told.pop("unit", None) or make_unit()
    given = {
        "kind": TripKind.COURSE,
        "name": "Khoá quản lý đô thị",
        "purpose": "Học tập kinh nghiệm quản lý đô thị",
        "countries": ["Singapore", "Malaysia"],
        "start_on": LEAVES,
        "end_on": RETURNS,
    }
    trip = operations.draft_trip(unit=unit, by=SYSTEM, **(given | told))
    people = members or (make_person(unit=unit), make_person(unit=unit))
    usual = (MemberRole.HEAD, *([MemberRole.MEMBER] * (len(people) - 1)))
    for person, role in zip(people, roles or usual, strict=True):
        operations.add_member(trip=trip, person=person, role=role, by=SYSTEM)
    return trip
