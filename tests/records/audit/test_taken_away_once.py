"""What two people take away at once, each having read it before, is taken away once and told once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db.models import Model

from tests.factories.abroad import make_trip
from tests.factories.approvals import make_route
from tests.factories.delivery import FIRST_DAY, make_open_class, make_session
from tests.factories.funding import make_source
from tests.factories.needs import make_need, make_round, sheet_of
from tests.factories.orgs import make_tree, make_unit
from tests.factories.people import make_person
from tests.factories.plans import SYSTEM, make_decision, make_line, make_plan
from tests.factories.standards import make_programme
from vun.common.errors import NotFound, Problem
from vun.records.abroad import operations as abroad
from vun.records.approvals import operations as approvals
from vun.records.audit.models import AuditEntry
from vun.records.delivery import operations as delivery
from vun.records.delivery.domain import CostKind
from vun.records.needs import operations as needs
from vun.records.plans import operations as plans
from vun.records.publishing import operations as publishing
from vun.records.registers import operations as registers

pytestmark = pytest.mark.django_db


def class_cost() -> Model:
    told = {"kind": CostKind.SPENT, "source": make_source(), "item": "Thuê hội trường", "amount": 7}
    return delivery.record_cost(training_class=make_open_class(), on=FIRST_DAY, by=SYSTEM, **told)


def need() -> Model:
    tree = make_tree()
    person, programme = make_person(unit=tree.department), make_programme()
    return make_need(sheet_of(make_round(tree.root), tree.department), person, programme)


def definition() -> Model:
    return publishing.save_definition(data={"name": "cua-toi", "title": "Biểu của tôi"}, by=SYSTEM)


def relation() -> Model:
    return publishing.write_relation(
        report="bieu-10-btctw", name="Khớp", formula="[I/c3] = [I/c4]", by=SYSTEM
    )


def draft() -> Model:
    return publishing.begin_draft(data={"name": "cua-toi", "title": "Biểu của tôi"}, by=SYSTEM)


DEEDS: dict[str, tuple[Callable[[], Model], Callable[[Model], object]]] = {
    "class.cost_removed": (class_cost, lambda row: delivery.remove_cost(cost=row, by=SYSTEM)),
    "class.session_removed": (
        lambda: make_session(make_open_class()),
        lambda row: delivery.remove_session(session=row, by=SYSTEM),
    ),
    "report.definition_removed": (
        definition,
        lambda row: publishing.remove_definition(definition=row, by=SYSTEM),
    ),
    "report.relation_removed": (relation, lambda row: publishing.remove_relation(relation=row, by=SYSTEM)),
    "report.draft_thrown_away": (draft, lambda row: publishing.throw_draft_away(draft=row, by=SYSTEM)),
    "report.defined": (draft, lambda row: publishing.put_to_use(draft=row, by=SYSTEM)),
    "approval_route.ended": (
        make_route,
        lambda row: approvals.end_route(route=row, on=date(2026, 1, 1), by=SYSTEM),
    ),
    "trip.member_removed": (
        lambda: make_trip(unit=make_unit()).members.all()[0],
        lambda row: abroad.remove_member(member=row, by=SYSTEM),
    ),
    "decision.removed": (make_decision, lambda row: registers.remove_decision(decision=row, by=SYSTEM)),
    "need.withdrawn": (need, lambda row: needs.withdraw_need(need=row, by=SYSTEM)),
    "plan_line.removed": (
        lambda: make_line(make_plan()),
        lambda row: plans.remove_line(line=row, by=SYSTEM),
    ),
}


@pytest.mark.parametrize("action", DEEDS)
def test_what_two_take_away_is_taken_away_and_told_once(action: str) -> None:
    make, take_away = DEEDS[action]
    made = make()
    first, second = (type(made)._base_manager.get(pk=made.pk) for _ in range(2))
    take_away(first)
    with pytest.raises((NotFound, Problem)):
        take_away(second)
    assert AuditEntry.objects.filter(action=action).count() == 1
    assert not type(made)._base_manager.filter(pk=made.pk).exists()
