"""``vun account``: a user with a role, or nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from tests.factories.orgs import TESTS, Tree, make_tree
from tests.factories.people import make_person
from vun.faces.cli.main import main
from vun.records.accounts.models import User
from vun.records.audit.models import AuditEntry
from vun.records.orgs import operations, queries
from vun.records.people.models import Person

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


@pytest.mark.django_db
def test_an_account_is_tied_to_a_record_by_its_number_or_by_the_national_id_which_is_told_nowhere(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tree, number = make_tree(), "020180000145"
    first, second = make_person(unit=tree.commune), make_person(unit=tree.commune, national_id=number)

    def link(username: str, named: str) -> int:
        return main(["--lang", "vi", "account", username, "--person", named])

    assert run(monkeypatch, "--person", "999") == 2, "nobody's number"
    assert User.objects.count() == 0
    assert run(monkeypatch, "--person", str(first.pk)) == 0
    assert (link("ai-do", number), link("quantri", number)) == (2, 2), (
        "no such account; one that has a record"
    )
    assert main(["account", "quantri"]) == 2, "neither a new account nor a record"
    User.objects.create(username="hoa.lt", full_name="Lý Thị Hoa")
    assert (link("hoa.lt", "020180000999"), link("hoa.lt", number)) == (2, 0)

    tied = Person.objects.exclude(user=None).order_by("pk").values_list("pk", "user__username")
    assert list(tied) == [(first.pk, "quantri"), (second.pk, "hoa.lt")]
    said = capsys.readouterr()
    assert "Không có hồ sơ nào mang số này" in said.err
    told = [str([entry.before, entry.after, entry.object_label]) for entry in AuditEntry.objects.all()]
    assert not any("020180000" in text for text in (said.out, said.err, *told))
