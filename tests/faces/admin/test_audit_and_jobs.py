"""The audit and the long work, as they are read."""

from __future__ import annotations

import ast
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import vun.records
from tests.factories.accounts import make_user
from tests.factories.orgs import TESTS, Tree, make_tree
from tests.factories.registers import make_file
from vun.common.actor import Actor
from vun.faces.web.admin.words import ACTIONS, FIELDS, outcome_text, value_text
from vun.records.accounts.domain import Role
from vun.records.accounts.models import User
from vun.records.audit.models import AuditEntry
from vun.records.orgs import operations as orgs
from vun.records.orgs.models import Unit
from vun.records.registers import operations
from vun.records.registers.domain import DEAD_AFTER, JobOutcome
from vun.records.registers.models import Job

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def url(name: str, *args: object) -> str:
    return reverse(f"admin:{name}", args=args)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def client_of(role: Role | None, unit: Unit | None = None) -> Client:
    return signed_in(make_user(role, unit))


def text(response: Any) -> str:
    content: str = response.content.decode()
    return content


def test_inspectors_read_the_audit_of_their_units(tree: Tree) -> None:
    orgs.rename(unit=tree.commune, name="Xã Mới", on=date(2025, 7, 1), by=TESTS)
    orgs.rename(unit=tree.party, name="Tỉnh uỷ mới", on=date(2025, 7, 1), by=TESTS)
    local = client_of(Role.INSPECTOR, tree.district)
    page = text(local.get(url("audit") + "?action=unit.renamed"))
    assert ("Xã Mới" in page, "Tỉnh uỷ mới" in page) == (True, False)
    of_commune, of_party = (
        AuditEntry.objects.get(action="unit.renamed", unit_id=unit.pk) for unit in (tree.commune, tree.party)
    )
    detail = text(local.get(url("audit-entry", of_commune.pk)))
    for told in ("Đổi tên đơn vị", "Xã Quốc Khánh", "Xã Mới", "tests"):
        assert told in detail
    assert local.get(url("audit-entry", of_party.pk)).status_code == 404
    assert client_of(Role.PLANNER).get(url("audit")).status_code == 403
    assert Client().get(url("audit")).status_code == 302


def test_the_audit_is_narrowed_by_day_and_by_words_without_accents(tree: Tree) -> None:
    orgs.rename(unit=tree.party, name="Tỉnh uỷ mới", on=date(2025, 7, 1), by=TESTS)
    inspector = client_of(Role.INSPECTOR)
    today = timezone.localdate()
    yesterday = f"{today - timedelta(days=1):%d/%m/%Y}"
    assert "Tỉnh uỷ mới" in text(inspector.get(url("audit"), {"first": f"{today:%d/%m/%Y}"}))
    assert "Tỉnh uỷ mới" not in text(inspector.get(url("audit"), {"last": yesterday}))
    assert "Tỉnh uỷ mới" in text(inspector.get(url("audit"), {"q": "tinh uy moi"}))
    assert "Tỉnh uỷ mới" not in text(inspector.get(url("audit"), {"q": "so noi vu"}))
    assert inspector.get(url("audit"), {"first": "hôm qua"}).status_code == 200


@pytest.mark.parametrize("units", [3, 30])
def test_the_audit_costs_the_same_with_thirty_lines(
    tree: Tree, units: int, django_assert_num_queries: Any
) -> None:
    for number in range(units):
        orgs.rename(unit=tree.office, name=f"Văn phòng {number}", on=date(2025, 7, 1), by=TESTS)
    inspector = client_of(Role.INSPECTOR)
    with django_assert_num_queries(8):
        inspector.get(url("audit"))


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("2025-07-01", "01/07/2025"),
        ("unit_officer", "Cán bộ tổ chức của đơn vị"),
        (["Sở A", "Sở B"], "Sở A; Sở B"),
        ({"role": "planner"}, "Vai trò: Người lập kế hoạch"),
        (True, "có"),
        (False, "không"),
        (12, "12"),
        (None, ""),
        ("Sở Nội vụ", "Sở Nội vụ"),
    ],
)
def test_a_value_is_shown_as_people_write_it(stored: object, shown: str) -> None:
    assert value_text(stored) == shown


def test_every_action_has_words() -> None:
    """Whatever operation writes a line, an inspector reads Vietnamese."""
    written: set[str] = set()
    for path in Path(vun.records.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _writes_audit(node.func):
                literals = [part for argument in node.args[:3] for part in ast.walk(argument)]
                written |= {
                    part.value
                    for part in literals
                    if isinstance(part, ast.Constant)
                    and isinstance(part.value, str)
                    and "." in part.value[1:-1]
                }
    assert len(written) > 50
    assert written - ACTIONS.keys() == set()


def test_every_field_of_an_audit_line_has_words() -> None:
    """As far as operations name the fields on the spot."""
    written: set[str] = set()
    for path in Path(vun.records.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _writes_audit(node.func):
                told = [word.value for word in node.keywords if word.arg in ("before", "after")]
                written |= {
                    key.value
                    for value in told
                    if isinstance(value, ast.Dict)
                    for key in value.keys
                    if isinstance(key, ast.Constant) and isinstance(key.value, str)
                }
    assert len(written) > 50
    assert written - FIELDS.keys() == set()


def _writes_audit(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        return (
            function.attr == "record"
            and isinstance(function.value, ast.Name)
            and function.value.id == "audit"
        )
    return isinstance(function, ast.Name) and function.id.startswith("_audit")


@pytest.fixture
def asker(tree: Tree) -> User:
    return make_user(Role.PLANNER)


def enqueue(user: User) -> Job:
    by = Actor(name=str(user), user_id=user.pk)
    return operations.enqueue_job(kind="export", params={}, by=by)


def test_a_job_is_watched_by_its_asker_until_it_is_over(asker: User) -> None:
    job = enqueue(asker)
    client = signed_in(asker)
    operations.claim_next_job(worker="w")
    operations.report_progress(job_id=job.pk, done=3, total=12)
    page = text(client.get(url("job", job.pk)))
    assert ("Đang thực hiện" in page, "3 / 12" in page, "every 2s" in page) == (True, True, True)
    operations.finish_job(job_id=job.pk, outcome=JobOutcome(file_id=make_file().pk))
    part = text(client.get(url("job-progress", job.pk), headers={"HX-Request": "true"}))
    assert ("Hoàn thành" in part, "every 2s" in part, url("job-file", job.pk) in part) == (True, False, True)
    sent = client.get(url("job-file", job.pk))
    assert b"".join(sent.streaming_content) == b"%PDF-1.7 test"


def test_nobody_else_sees_or_stops_a_job(asker: User) -> None:
    job = enqueue(asker)
    other = client_of(Role.PLANNER)
    for name in ("job", "job-progress", "job-file"):
        assert other.get(url(name, job.pk)).status_code == 404
    assert other.post(url("job-cancel", job.pk)).status_code == 404
    assert url("job", job.pk) not in text(other.get(url("jobs")))
    assert client_of(Role.ADMINISTRATOR).get(url("job", job.pk)).status_code == 200
    assert signed_in(asker).get(url("job-file", job.pk)).status_code == 404


def test_whoever_manages_accounts_watches_every_job_and_fetches_none_but_their_own(asker: User) -> None:
    manager = make_user(Role.ADMINISTRATOR)
    own, others = enqueue(manager), enqueue(asker)
    for job in (own, others):
        operations.claim_next_job(worker="w")
        operations.finish_job(job_id=job.pk, outcome=JobOutcome(file_id=make_file().pk))
    client = signed_in(manager)
    pages = [text(client.get(url("job", job.pk))) for job in (own, others)]
    assert [url("job-file", job.pk) in page for job, page in zip((own, others), pages, strict=True)] == [
        True,
        False,
    ]
    sent = client.get(url("job-file", own.pk))
    assert b"".join(sent.streaming_content) == b"%PDF-1.7 test"
    assert client.get(url("job-file", others.pk)).status_code == 404


def test_a_job_is_cancelled_once(asker: User) -> None:
    job = enqueue(asker)
    client = signed_in(asker)
    assert client.get(url("job-cancel", job.pk)).status_code == 405
    assert "Đã yêu cầu dừng" in text(client.post(url("job-cancel", job.pk), follow=True))
    assert "không huỷ được nữa" in text(client.post(url("job-cancel", job.pk), follow=True))
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_a_dead_job_is_told_where_its_asker_looks_first(asker: User) -> None:
    job = enqueue(asker)
    client = signed_in(asker)
    operations.claim_next_job(worker="w")
    now = timezone.now()
    Job.objects.filter(pk=job.pk).update(heartbeat_at=now - DEAD_AFTER * 2)
    assert "không trả lời hơn một phút" in text(client.get(url("job", job.pk)))
    operations.reap_dead_jobs(now=now)
    assert "Máy làm việc đã dừng giữa chừng. Yêu cầu lại việc này." in text(client.get(url("job", job.pk)))
    assert f"{url('jobs')}?state=failed" in text(client.get("/"))


@pytest.mark.parametrize("jobs", [3, 30])
def test_the_list_of_jobs_costs_the_same_with_thirty(
    asker: User, jobs: int, django_assert_num_queries: Any
) -> None:
    for _ in range(jobs):
        enqueue(asker)
    client = signed_in(asker)
    with django_assert_num_queries(7):
        client.get(url("jobs"))


def test_how_many_papers_were_issued_is_written_as_other_numbers_are() -> None:
    told = outcome_text("sending_papers_issue", {"papers": 1200, "first": "1/QĐ-SNV", "last": "1200/QĐ-SNV"})
    assert told == "Đã ban hành 1.200 văn bản, từ số 1/QĐ-SNV đến số 1200/QĐ-SNV."
