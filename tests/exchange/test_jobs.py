"""Imports done by a worker: with progress, cancelled, killed on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection, transaction

from tests.exchange.sheets import ON, SYSTEM, xlsx
from tests.factories.orgs import make_unit
from tests.factories.people import make_title
from vun.exchange import applying
from vun.exchange.jobs import IMPORT
from vun.exchange.model import Difference
from vun.exchange.preparing import prepare, read
from vun.records.imports.models import Import
from vun.records.people.models import Person
from vun.records.registers.domain import JobState
from vun.records.registers.jobs import work
from vun.records.registers.models import Job
from vun.records.registers.operations import enqueue_job, request_cancel, store_file

HEAD = ["Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Đơn vị", "Ngày bổ nhiệm"]
ROWS = [
    ["Nguyễn Văn An", "12/03/1980", "Nam", "Chuyên viên", "Sở Nội vụ", "01/02/2015"],
    ["Trần Thị Bình", "06/05/1985", "Nữ", "Chuyên viên", "Sở Nội vụ", "01/03/2016"],
    ["Lê Văn Cường", "31/02/1980", "Nam", "Chuyên viên", "Sở Nội vụ", "01/03/2016"],
]


@pytest.fixture
def asked() -> Job:
    make_unit("Sở Nội vụ")
    make_title("Chuyên viên", code="expert")
    stored = store_file(name="ds.xlsx", content=xlsx([HEAD, *ROWS]), by=SYSTEM)
    params = {"kind": "people", "file_id": stored.pk, "on": ON.isoformat()}
    return enqueue_job(kind=IMPORT, params=params, by=SYSTEM)


@pytest.mark.django_db(transaction=True)
def test_a_worker_takes_the_file_in_and_tells_what_came_of_it(asked: Job) -> None:
    work(once=True)

    asked.refresh_from_db()
    kept = Import.objects.get()
    counts = {
        "rows_read": 3,
        "new": 2,
        "changed": 0,
        "unchanged": 0,
        "conflict": 0,
        "refused": 1,
        "warned": 0,
    }
    assert (asked.state, asked.result) == (
        JobState.DONE,
        {"kind": "people", "counts": counts, "import_id": kept.pk},
    )
    assert (kept.file_name, kept.counts, Person.objects.count()) == ("ds.xlsx", counts, 2)


@pytest.mark.django_db(transaction=True)
def test_a_cancelled_import_leaves_nothing(asked: Job) -> None:
    request_cancel(job=asked, by=SYSTEM)

    work(once=True)

    asked.refresh_from_db()
    assert (asked.state, Person.objects.count(), Import.objects.count()) == (JobState.CANCELLED, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_what_breaks_while_writing_leaves_nothing(asked: Job) -> None:
    difference = _difference()
    # The second of two rows becomes impossible after the comparison: somebody else took the number meanwhile.
    first, second = (verdict.payload.person for verdict in difference.verdicts[:2])
    object.__setattr__(first, "national_id", "020080000011")
    object.__setattr__(second, "national_id", "020080000011")

    with pytest.raises(Exception, match=r"rows\.refused"):
        applying.apply(difference, by=SYSTEM)

    assert (Person.objects.count(), Import.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_a_process_killed_while_writing_leaves_nothing(asked: Job) -> None:
    """The writing of an import is held open in another process, which is then killed."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and ("memory" in str(name) or "mode=memory" in str(name)):
        # A database in memory dies with its process: what holds there is that the transaction is one.
        with pytest.raises(RuntimeError, match="killed"):
            _die_after_writing()
    else:
        _kill_while_writing(str(name))
    assert (Person.objects.count(), Import.objects.count()) == (0, 0)


@transaction.atomic
def _die_after_writing() -> None:
    applying.apply(_difference(), by=SYSTEM)
    raise RuntimeError("killed")


def _kill_while_writing(name: str) -> None:
    code = (
        "import django, sys, time; django.setup()\n"
        "from django.db import connection, transaction\n"
        "connection.close(); connection.settings_dict['NAME'] = sys.argv[1]\n"
        "from tests.exchange.test_jobs import _difference\n"
        "from tests.exchange.sheets import SYSTEM\n"
        "from vun.exchange import applying\n"
        "with transaction.atomic():\n"
        "    applying.apply(_difference(), by=SYSTEM)\n"
        "    print('written', flush=True)\n"
        "    time.sleep(60)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(["src", "."])}
    with subprocess.Popen(
        [sys.executable, "-c", code, name], stdout=subprocess.PIPE, env=environment, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "written\n"
        child.send_signal(signal.SIGKILL)
    time.sleep(0.2)


def _difference() -> Difference:
    return prepare("people", read("ds.xlsx", xlsx([HEAD, *ROWS])), by=SYSTEM, on=ON)
