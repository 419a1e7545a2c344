"""``vun account``: a user with a role, or nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from tests.factories.orgs import TESTS, Tree, make_tree
from vun.faces.cli.main import main
from vun.records.accounts.models import User
from vun.records.audit.models import AuditEntry
from vun.records.orgs import operations, queries

PASSWORD = "a-long-enough-password"


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setenv("VUN_NEW_PASSWORD", PASSWORD)
    with translation.override("vi"):
        return main(["account", "quantri", "--name", "Nguyễn Văn An", *arguments])


def roles() -> list[tuple[str, str, str]]:
    return [
        (user.username, grant.role, grant.unit.code)
        for user in User.objects.all()
        for grant in user.grants.all()
    ]


@pytest.mark.django_db
def test_the_first_account_makes_the_province_and_administers_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch) == 2, "nobody knows yet what the province is called"
    assert run(monkeypatch, "--province", "Tỉnh Lạng Sơn", "--unit", "LS") == 0

    assert roles() == [("quantri", "administrator", "LS")]
    assert queries.find_root_unit().name == "Tỉnh Lạng Sơn"  # type: ignore[union-attr]
    assert User.objects.get().check_password(PASSWORD)


@pytest.mark.django_db
def test_an_account_whose_role_cannot_be_given_is_not_made(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tree: Tree = make_tree()
    operations.dissolve(unit=tree.front, on=date(2025, 7, 1), by=TESTS)
    lines = AuditEntry.objects.count()

    assert run(monkeypatch, "--role", "leader", "--unit", "HND") == 2
    assert run(monkeypatch, "--role", "king") == 2
    assert run(monkeypatch, "--unit", "NOWHERE") == 2
    assert (User.objects.count(), AuditEntry.objects.count()) == (0, lines)

    assert run(monkeypatch, "--role", "leader", "--unit", "SNV") == 0
    assert roles() == [("quantri", "leader", "SNV")]
