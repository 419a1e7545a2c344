"""Imports done by a worker: with progress also while writing, cancelled, killed on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from tests.exchange.sheets import ON, SYSTEM, compare, xlsx
from tests.factories.accounts import make_user
from tests.factories.orgs import make_root, make_unit
from tests.factories.people import make_title
from vun.common.actor import Actor
from vun.exchange import applying
from vun.exchange.orders import Order
from vun.faces.web.exchange.background import APPLY, CHECK
from vun.records.accounts.domain import Role
from vun.records.imports.models import Import
from vun.records.people.models import Person
from vun.records.people.queries import actor_of
from vun.records.registers import operations, queries, underway
from vun.records.registers.domain import DEAD_AFTER, JobState
from vun.records.registers.jobs import work
from vun.records.registers.models import Job

pytestmark = pytest.mark.django_db(transaction=True)

HEAD = ["Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Đơn vị", "Ngày bổ nhiệm"]
ROWS = [
    ["Nguyễn Văn An", "12/03/1980", "Nam", "Chuyên viên", "Sở Nội vụ", "01/02/2015"],
    ["Trần Thị Bình", "06/05/1985", "Nữ", "Chuyên viên", "Sở Nội vụ", "01/03/2016"],
    ["Lê Văn Cường", "31/02/1980", "Nam", "Chuyên viên", "Sở Nội vụ", "01/03/2016"],
]
COUNTS = {"rows_read": 3, "new": 2, "changed": 0, "unchanged": 0, "conflict": 0, "refused": 1, "warned": 0}
INTO_HISTORY = 'INSERT INTO "imports_import"'
"""What an import writes last, when all else is written and nothing is committed."""


@pytest.fixture
def clerk() -> Actor:
    root = make_root()
    make_unit("Sở Nội vụ", parent=root)
    make_title("Chuyên viên", code="expert")
    return actor_of(make_user(Role.PLANNER, root), timezone.localdate())


@pytest.fixture
def order(clerk: Actor) -> Order:
    stored = operations.store_file(name="ds.xlsx", content=xlsx([HEAD, *ROWS]), by=clerk)
    return Order("people", stored.pk, "ds.xlsx", ON)


def asked_to_write(order: Order, by: Actor) -> Job:
    return operations.enqueue_job(kind=APPLY, params={"order": order.params(), "counts": COUNTS}, by=by)


def written() -> tuple[int, int]:
    return Person.objects.count(), Import.objects.count()


def when(statement: str, then: Callable[[], None]) -> Callable[..., Any]:
    """A wrapper of statements: ``then`` is called before the one that begins so."""

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(statement):
            then()
        return execute(sql, params, many, context)

    return wrapper


def test_a_worker_tells_what_a_file_would_change_then_takes_it_in(order: Order, clerk: Actor) -> None:
    checked = operations.enqueue_job(kind=CHECK, params=order.params(), by=clerk)
    work(once=True)
    checked.refresh_from_db()
    assert (checked.state, checked.result["counts"], written()) == (JobState.DONE, COUNTS, (0, 0))

    asked = asked_to_write(order, clerk)
    work(once=True)

    asked.refresh_from_db()
    kept = Import.objects.get()
    assert (asked.state, asked.result) == (JobState.DONE, {"import_id": kept.pk})
    assert (kept.file_name, kept.counts, written()) == ("ds.xlsx", COUNTS, (2, 1))


def test_an_import_that_is_no_longer_what_was_confirmed_writes_nothing(order: Order, clerk: Actor) -> None:
    params = {"order": order.params(), "counts": COUNTS | {"new": 3, "refused": 0}}
    asked = operations.enqueue_job(kind=APPLY, params=params, by=clerk)

    work(once=True)

    asked.refresh_from_db()
    assert (asked.result["problem"], written()) == ("exchange.changed_meanwhile", (0, 0))


def test_an_import_cancelled_before_it_begins_writes_nothing(order: Order, clerk: Actor) -> None:
    asked = asked_to_write(order, clerk)
    operations.request_cancel(job=asked, by=clerk)

    work(once=True)

    asked.refresh_from_db()
    assert (asked.state, written()) == (JobState.CANCELLED, (0, 0))


def test_an_import_cancelled_while_it_writes_takes_all_back(order: Order, clerk: Actor) -> None:
    asked = asked_to_write(order, clerk)
    seen: list[tuple[int, int, str]] = []

    def cancel() -> None:
        said = queries.progress_of(Job.objects.get(pk=asked.pk))
        assert said is not None
        seen.append((said.done, said.total, said.message))
        # What the page does first; on SQLite it then waits for this very transaction.
        underway.ask_to_stop(asked.pk)

    with connection.execute_wrapper(when('INSERT INTO "audit_auditentry"', cancel)):
        work(once=True)

    asked.refresh_from_db()
    assert (asked.state, written()) == (JobState.CANCELLED, (0, 0))
    assert seen == [(0, 2, "ghi")]
    assert underway.heard(asked.pk) is None


def test_what_breaks_while_writing_leaves_nothing(clerk: Actor) -> None:
    difference = compare("people", xlsx([HEAD, *ROWS]))
    # The second of two rows becomes impossible after the comparison: somebody else took the number meanwhile.
    for verdict in difference.verdicts[:2]:
        object.__setattr__(verdict.payload.person, "national_id", "020080000011")

    with pytest.raises(Exception, match=r"rows\.refused"):
        applying.apply(difference, by=SYSTEM)

    assert written() == (0, 0)


def test_a_worker_killed_while_writing_leaves_nothing_and_the_next_takes_the_file_in_whole(
    order: Order, clerk: Actor
) -> None:
    asked = asked_to_write(order, clerk)

    _kill_a_worker_at(INTO_HISTORY)

    asked.refresh_from_db()
    assert (asked.state, written()) == (JobState.RUNNING, (0, 0))
    Job.objects.update(heartbeat_at=timezone.now() - DEAD_AFTER - timedelta(seconds=1))
    again = asked_to_write(order, clerk)
    work(once=True)
    states = [Job.objects.get(pk=job.pk).state for job in (asked, again)]
    assert (states, written()) == ([JobState.FAILED, JobState.DONE], (2, 1))


def _kill_a_worker_at(statement: str) -> None:
    """Another process works on the same database until it comes to the statement, within its transaction."""
    code = (
        "import django, sys, time; django.setup()\n"
        "from django.db import connection\n"
        "connection.settings_dict['NAME'] = sys.argv[1]\n"
        "from tests.exchange.test_jobs import when\n"
        "from vun.records.registers.jobs import work\n"
        "def stay():\n"
        "    print('here', flush=True)\n"
        "    time.sleep(60)\n"
        "with connection.execute_wrapper(when(sys.argv[2], stay)):\n"
        "    work(once=True)\n"
    )
    name = str(connection.settings_dict["NAME"])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(["src", "."])}
    with subprocess.Popen(
        [sys.executable, "-c", code, name, statement], stdout=subprocess.PIPE, env=environment, text=True
    ) as child:
        assert child.stdout is not None
        said = (line for line in child.stdout if line == "here\n")
        assert next(said, None) is not None
        child.send_signal(signal.SIGKILL)
