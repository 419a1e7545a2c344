"""The history of imports: who reads it and whose file it is; undoing to the microsecond; what offices taught it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.factories.accounts import administrator, clerk_of, make_user, planner
from tests.factories.orgs import TESTS, make_root, make_unit
from tests.factories.registers import make_file
from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.records.accounts.domain import Role
from vun.records.accounts.models import RoleGrant
from vun.records.audit.models import AuditEntry
from vun.records.imports import operations, queries
from vun.records.imports.domain import HeadingRow, NameRow
from vun.records.imports.models import Import

pytestmark = pytest.mark.django_db

IMPORTER, ANOTHER = 7, 8


def kept(by: Actor, recorder: operations.Recorder | None = None) -> Import:
    return operations.keep_import(
        kind="people",
        file_name="danh-sach.xlsx",
        permission=Permission.PERSON_EDIT,
        counts={"new": 1},
        recorder=recorder or operations.Recorder(),
        file=make_file(),
        by=by,
    )


def test_a_file_is_read_by_who_sent_it_and_who_may_do_the_same_everywhere() -> None:
    make_root()
    clerk = clerk_of(make_unit("Sở Y tế"))
    other = clerk_of(make_unit("Sở Tài chính"))
    manager = replace(administrator(), grants=administrator().grants + other.grants)
    found = kept(replace(clerk, user_id=IMPORTER))

    def told(actor: Actor) -> tuple[bool, bool]:
        is_listed = found in queries.imports_visible_to(actor)
        try:
            return is_listed, queries.file_of_import(actor, found.pk) == found.file
        except NotFound:
            return is_listed, False

    actors = [
        replace(clerk, user_id=IMPORTER),
        replace(clerk, user_id=ANOTHER),
        replace(manager, user_id=ANOTHER),
        replace(administrator(), user_id=ANOTHER, grants=administrator().grants + planner().grants),
    ]
    assert [told(actor) for actor in actors] == [(True, True), (False, False), (True, False), (True, True)]


def test_an_instant_is_again_what_it_was_to_the_microsecond() -> None:
    make_root()
    instant = datetime(2026, 3, 2, 8, 30, 15, 123456, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    grant = RoleGrant.objects.get(user=make_user(Role.PLANNER))
    RoleGrant.objects.update(granted_at=instant)
    recorder = operations.Recorder()
    with recorder.watching(RoleGrant.objects.all()):
        RoleGrant.objects.update(granted_at=instant + timedelta(microseconds=1))
    operations.undo_import(of_import=kept(TESTS, recorder), by=TESTS)
    grant.refresh_from_db()
    assert grant.granted_at == instant


def test_whoever_teaches_what_a_heading_or_a_name_means_is_kept() -> None:
    make_root()
    unit = make_unit("Sở Y tế")
    by = clerk_of(unit)

    def teach(field: str, code: str) -> None:
        of = {"permission": Permission.PERSON_EDIT, "unit_id": unit.pk, "by": by}
        operations.remember_headings(kind="people", headings=[HeadingRow("Từ ngày", field)], **of)  # type: ignore[arg-type]
        operations.remember_names(names=[NameRow("unit", "Khối Y", code)], **of)  # type: ignore[arg-type]

    for field, code in (("birth_on", "SYT"), ("birth_on", "SYT"), ("post_since", "BV")):
        teach(field, code)
    lines = AuditEntry.objects.filter(action__endswith=".remembered").order_by("pk")
    assert list(lines.values_list("action", "object_label", "unit_id", "before", "after")) == [
        ("heading.remembered", "tu ngay", unit.pk, {}, {"field": "birth_on"}),
        ("name.remembered", "khoi y", unit.pk, {}, {"code": "SYT"}),
        ("heading.remembered", "tu ngay", unit.pk, {"field": "birth_on"}, {"field": "post_since"}),
        ("name.remembered", "khoi y", unit.pk, {"code": "SYT"}, {"code": "BV"}),
    ]
    assert (queries.headings_of("people", unit.pk), queries.names_of(unit.pk)) == (
        {"tu ngay": "post_since"},
        {"unit": {"khoi y": "BV"}},
    )
