"""Two at once on the debt of somebody appointed below standard."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.accounts import clerk_of, planner
from tests.factories.concurrency import meanwhile
from tests.factories.credentials import make_credential
from tests.factories.orgs import make_unit
from tests.factories.people import make_person, make_title
from tests.factories.plans import SYSTEM
from tests.factories.standards import make_requirement, make_scale
from vun.common.errors import Problem, Refused
from vun.records.orgs.domain import ChangeKind
from vun.records.people import operations as people
from vun.records.people.domain import ManagementTier
from vun.records.sending import operations
from vun.records.sending.domain import AppointingMode
from vun.records.sending.models import StandardDebt

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_debt_is_not_closed_by_the_unit_that_gave_its_people_up_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    level, title = make_scale()[1], make_title("Trưởng phòng", is_leader=True)
    make_requirement(level, name="Trung cấp lý luận chính trị", scopes=[{"title": title}])
    operations.set_policy(
        release_percent=0,
        signer_tiers=[ManagementTier.CENTRAL],
        appointing=AppointingMode.WARN,
        debt_months=18,
        start_on=date(2026, 1, 1),
        by=planner(),
    )
    unit, heir = make_unit("Sở Tài chính"), make_unit("Sở Kinh tế")
    person = make_person(unit=unit)
    people.transfer(person=person, unit=unit, title=title, on=date(2026, 3, 2), by=SYSTEM)
    make_credential(person, level, earned_on=date(2026, 4, 1))
    debt, clerk = StandardDebt.objects.select_related("appointment").get(), clerk_of(unit)

    def merge() -> None:
        people.reorganise(kind=ChangeKind.MERGED, units=[unit], into=[heir], on=date(2026, 5, 4), by=SYSTEM)

    def close() -> None:
        try:
            operations.close_debt(debt=debt, on=date(2026, 5, 4), by=clerk)
        except Refused as refused:
            raise Problem(f"refused {refused.permission}") from None

    assert meanwhile(monkeypatch, "staff.moved", merge, close) == ["done", "refused person_edit"]
    kept = StandardDebt.objects.get()
    assert (kept.unit, kept.closed_on) == (heir, None)
    operations.close_debt(debt=debt, on=date(2026, 5, 4), by=clerk_of(heir))
