"""Imports by their states in full: whoever may undo one does so once, by the permission it was done with."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import transaction

from tests.factories.accounts import clerk_of, outsider
from tests.factories.orgs import make_root, make_unit
from tests.factories.problems import problem
from tests.factories.roles import refused_to_all_without, those_who_may
from vun.common.actor import Actor, Permission
from vun.common.errors import Refused
from vun.records.audit.models import AuditEntry
from vun.records.imports import operations
from vun.records.imports.domain import ImportState
from vun.records.imports.models import Import

pytestmark = pytest.mark.django_db
ASKER, ANOTHER = 7, 8
PERMISSIONS = (Permission.PERSON_EDIT, Permission.UNIT_EDIT, Permission.PLAN_EDIT, Permission.CLASS_EDIT)


def keep(permission: Permission, by: Actor) -> Import:
    return operations.keep_import(
        kind="people",
        file_name="danh-sach.xlsx",
        permission=permission,
        counts={"new": 1},
        recorder=operations.Recorder(),
        by=by,
    )


def undo(found: Import, by: Actor) -> None:
    operations.undo_import(of_import=found, by=by)


@pytest.mark.parametrize("permission", PERMISSIONS)
def test_an_import_is_kept_and_undone_once_by_every_role_with_its_permission(permission: Permission) -> None:
    refused_to_all_without(permission, lambda by: keep(permission, by))
    assert not Import.objects.exists()
    may = those_who_may(permission)
    found = keep(permission, replace(may[0], user_id=ASKER))
    told = AuditEntry.objects.filter(action="import.undone")
    for state in ImportState:
        Import.objects.update(state=state)
        refused_to_all_without(permission, lambda by: undo(found, replace(by, user_id=ANOTHER)))
        # Whoever did it and holds its permission no more is as anybody.
        refused_to_all_without(permission, lambda by: undo(found, replace(by, user_id=ASKER)))
        for by in may:
            with transaction.atomic():
                if state is ImportState.APPLIED:
                    undo(found, by)
                # Whoever comes second, with the page of before, finds it undone.
                with problem("imports.undone_already"):
                    undo(found, by)
                assert told.count() == (state is ImportState.APPLIED)
                transaction.set_rollback(True)
    found.refresh_from_db()
    assert found.state == ImportState.UNDONE


def test_over_a_unit_only_ones_own_is_undone_and_by_nobody_without_an_account() -> None:
    make_root()
    clerk = clerk_of(make_unit())
    found = keep(Permission.PERSON_EDIT, replace(clerk, user_id=ASKER))
    for by in (clerk, replace(clerk, user_id=ANOTHER), replace(outsider(), user_id=ASKER)):
        with pytest.raises(Refused):
            undo(found, by)
    of_nobody = keep(Permission.PERSON_EDIT, clerk)
    with pytest.raises(Refused):
        undo(of_nobody, clerk)
    undo(found, replace(clerk, user_id=ASKER))
    found.refresh_from_db()
    assert found.state == ImportState.UNDONE
