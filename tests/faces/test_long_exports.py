"""A list too long to be waited for is exported by the worker, for its reader and nobody else."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings
from python_calamine import CalamineWorkbook

from tests.faces.conftest import SignIn
from tests.factories.accounts import make_user
from tests.factories.orgs import make_unit
from tests.factories.people import make_appointment, make_person
from vun.faces.web.lists import page
from vun.records.accounts.domain import Role
from vun.records.orgs.models import Unit
from vun.records.registers.jobs import work
from vun.records.registers.models import Job

# The worker closes its connection when it stops, as a process of its own does.
pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 6, 30)


@pytest.fixture(autouse=True)
def _long_from_three_rows(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> None:
    monkeypatch.setattr(page, "EXPORT_AT_ONCE", 2)
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def office(root: Unit) -> Unit:
    office = make_unit("Sở Nội vụ", parent=root)
    for name in ("Lý Thị An", "Nông Văn Bình", "Hoàng Thị Chi"):
        make_appointment(make_person(name), office)
    make_appointment(make_person("Vi Văn Dũng"), make_unit("Sở Y tế", parent=root))
    return office


def rows_of(client: Client, address: str) -> list[list[object]]:
    answer = client.get(f"{address}file/")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def test_the_worker_writes_what_its_reader_may_see(office: Unit, signed_in: SignIn) -> None:
    officer = signed_in(Role.UNIT_OFFICER, office)
    answer = officer.get("/people/?export=xlsx&on=30/06/2026")
    job = Job.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/admin/jobs/{job.pk}/")
    work(once=True)
    job.refresh_from_db()
    assert (job.state, job.done_steps, job.total_steps) == ("done", 0, 3)
    names = [row[0] for row in rows_of(officer, answer["Location"])]
    assert [
        name for name in names if name in ("Lý Thị An", "Nông Văn Bình", "Hoàng Thị Chi", "Vi Văn Dũng")
    ] == [
        "Lý Thị An",
        "Nông Văn Bình",
        "Hoàng Thị Chi",
    ]


def test_the_file_is_the_readers_own(office: Unit, signed_in: SignIn) -> None:
    answer = signed_in(Role.UNIT_OFFICER, office).get("/people/?export=xlsx&on=30/06/2026")
    work(once=True)
    other = signed_in(Role.UNIT_OFFICER, office)
    assert other.get(answer["Location"]).status_code == 404
    assert other.get(f"{answer['Location']}file/").status_code == 404


def test_who_lost_the_right_meanwhile_gets_no_file(office: Unit, signed_in: SignIn) -> None:
    user = make_user(Role.UNIT_OFFICER, office)
    signed_in(user=user).get("/people/?export=xlsx&on=30/06/2026")
    user.grants.all().delete()
    work(once=True)
    job = Job.objects.get()
    assert (job.state, job.file) == ("failed", None)


@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_a_long_list_is_long_in_every_format(office: Unit, signed_in: SignIn, suffix: str) -> None:
    officer = signed_in(Role.UNIT_OFFICER, office)
    answer = officer.get(f"/people/?export={suffix}&on=30/06/2026")
    assert answer.status_code == 302
    work(once=True)
    content = b"".join(officer.get(f"{answer['Location']}file/").streaming_content)  # type: ignore[attr-defined]
    names = ("Lý Thị An", "Nông Văn Bình", "Hoàng Thị Chi", "Vi Văn Dũng")
    assert [name in content.decode() for name in names] == [True, True, True, False]


def test_a_short_list_is_answered_at_once(office: Unit, signed_in: SignIn) -> None:
    answer = signed_in(Role.UNIT_OFFICER, office).get("/people/?export=xlsx&on=30/06/2026&q=binh")
    assert answer.status_code == 200
    assert not Job.objects.exists()
