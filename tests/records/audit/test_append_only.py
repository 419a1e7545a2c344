"""Who did what stays as it was written."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.factories.accounts import actor_as, inspector, outsider
from tests.factories.orgs import make_tree, make_unit
from vun.common.actor import Actor
from vun.common.errors import NotFound
from vun.records.accounts.domain import Role
from vun.records.audit import operations, queries
from vun.records.audit.models import AuditEntry

CLERK = Actor(name="Hoàng Thị Mai", user_id=7)


@pytest.mark.django_db
def test_a_line_says_who_did_what_with_before_and_after() -> None:
    unit = make_unit("Sở Nội vụ")
    entry = operations.record(
        CLERK,
        "unit.renamed",
        unit,
        unit_id=unit.pk,
        before={"on": date(2025, 3, 1)},
        after={"names": ("a", "b")},
    )
    entry.refresh_from_db()
    assert (
        entry.actor_user_id,
        entry.actor_name,
        entry.action,
        entry.object_type,
        entry.object_id,
        entry.object_label,
        entry.unit_id,
        entry.before,
        entry.after,
    ) == (
        7,
        "Hoàng Thị Mai",
        "unit.renamed",
        "orgs.unit",
        str(unit.pk),
        "Sở Nội vụ",
        unit.pk,
        {"on": "2025-03-01"},
        {"names": ["a", "b"]},
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement", ["UPDATE audit_auditentry SET actor_name = 'x'", "DELETE FROM audit_auditentry"]
)
def test_the_database_refuses_to_change_or_delete_a_line(statement: str) -> None:
    operations.record(CLERK, "unit.renamed", make_unit())
    with pytest.raises(IntegrityError, match="never changed or deleted"), transaction.atomic():
        connection.cursor().execute(statement)
    assert AuditEntry.objects.filter(actor_name="Hoàng Thị Mai").count() == 1


@pytest.mark.django_db
def test_inspectors_read_the_lines_of_their_units_and_only_those() -> None:
    tree = make_tree()
    of_commune = operations.record(CLERK, "test.done", tree.commune, unit_id=tree.commune.pk)
    of_department = operations.record(CLERK, "test.done", tree.department, unit_id=tree.department.pk)
    of_none = operations.record(CLERK, "test.done", tree.root)

    def lines(actor: Actor) -> set[int]:
        return set(queries.entries_visible_to(actor).filter(action="test.done").values_list("pk", flat=True))

    assert lines(inspector(tree.district)) == {of_commune.pk}
    assert lines(inspector()) == {of_commune.pk, of_department.pk, of_none.pk}
    assert lines(actor_as(Role.PLANNER)) == set()
    assert lines(outsider()) == set()
    with pytest.raises(NotFound):
        queries.get_entry(inspector(tree.district), of_department.pk)


@pytest.mark.django_db
def test_the_lines_of_a_day_are_those_of_its_local_hours() -> None:
    unit = make_unit()
    entry = operations.record(CLERK, "test.done", unit)
    mine = AuditEntry.objects.filter(action="test.done")
    day = timezone.localdate(entry.at)
    assert mine.filter(queries.between(day, day)).count() == 1
    assert mine.filter(queries.between(None, date.fromordinal(day.toordinal() - 1))).count() == 0
    assert mine.filter(queries.between(date.fromordinal(day.toordinal() + 1), None)).count() == 0
