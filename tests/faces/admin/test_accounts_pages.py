"""The pages of accounts: seen and changed by administrators of the unit, and by nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.factories.orgs import Tree, make_tree
from tests.factories.people import make_person
from vun.faces.web.admin.accounts import MEANINGS
from vun.records.accounts.domain import Role
from vun.records.accounts.models import RoleGrant, User
from vun.records.orgs.models import Unit

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
GOOD = "con-duong-mua-xuan"


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def url(name: str, *args: object) -> str:
    return reverse(f"admin:{name}", args=args)


def client_of(role: Role | None, unit: Unit | None = None) -> Client:
    client = Client()
    client.force_login(make_user(role, unit), backend=BACKEND)
    return client


def text(response: Any) -> str:
    content: str = response.content.decode()
    return content


def test_only_administrators_see_accounts_and_only_those_of_their_units(tree: Tree) -> None:
    mine = make_user(Role.UNIT_OFFICER, tree.commune, full_name="Lý Thị Hoa")
    other = make_user(Role.UNIT_OFFICER, tree.department, full_name="Vi Văn Nam")
    local = client_of(Role.ADMINISTRATOR, tree.district)
    page = text(local.get(url("accounts")))
    assert ("Lý Thị Hoa" in page, "Vi Văn Nam" in page) == (True, False)
    assert local.get(url("account", mine.pk)).status_code == 200
    for name in ("account", "account-grant", "account-password"):
        assert local.get(url(name, other.pk)).status_code == 404
    for name in ("account-deactivate", "account-reactivate"):
        assert local.post(url(name, other.pk)).status_code == 404
    assert client_of(Role.PLANNER).get(url("accounts")).status_code == 403
    assert Client().get(url("accounts")).status_code == 302


def test_an_account_is_opened_with_a_first_role(tree: Tree) -> None:
    administrator = client_of(Role.ADMINISTRATOR)
    typed = {
        "full_name": "Lý Thị Hoa",
        "username": "hoa.lt",
        "password": "zq9x",
        "role": "unit_officer",
        "unit": tree.commune.pk,
    }
    weak = administrator.post(url("account-add"), typed)
    assert weak.status_code == 400
    assert "Gõ ít nhất 10 ký tự" in text(weak)
    assert 'value="hoa.lt"' in text(weak)
    assert "zq9x" not in text(weak)
    answer = administrator.post(url("account-add"), {**typed, "password": GOOD})
    user = User.objects.get(username="hoa.lt")
    assert answer["Location"] == url("account", user.pk)
    page = text(administrator.get(answer["Location"]))
    assert ("Cán bộ tổ chức của đơn vị" in page, "Xã Quốc Khánh" in page) == (True, True)
    twice = administrator.post(url("account-add"), {**typed, "password": GOOD})
    assert "Đã có người dùng" in text(twice)


def test_roles_are_granted_and_revoked_within_ones_own_units(tree: Tree) -> None:
    user = make_user(Role.UNIT_OFFICER, tree.commune)
    local = client_of(Role.ADMINISTRATOR, tree.district)
    local.post(url("account-grant", user.pk), {"role": "lecturer", "unit": tree.other_commune.pk})
    assert set(user.grants.values_list("role", flat=True)) == {"unit_officer", "lecturer"}
    beyond = local.post(url("account-grant", user.pk), {"role": "planner", "unit": tree.root.pk})
    assert beyond.status_code == 400
    grant = user.grants.get(role="lecturer")
    local.post(url("account-revoke", user.pk, grant.pk))
    assert not RoleGrant.objects.filter(pk=grant.pk).exists()
    assert local.post(url("account-revoke", user.pk, grant.pk)).status_code == 404


def test_a_locked_account_cannot_be_used_and_can_be_opened_again(tree: Tree) -> None:
    administrator = client_of(Role.ADMINISTRATOR)
    user = make_user(Role.PLANNER)
    theirs = Client()
    theirs.force_login(user, backend=BACKEND)
    assert theirs.get("/").status_code == 200
    administrator.post(url("account-deactivate", user.pk))
    assert theirs.get("/").status_code == 302
    assert "đã khoá" in text(administrator.get(url("account", user.pk)))
    twice = administrator.post(url("account-deactivate", user.pk), follow=True)
    assert "đã ngừng hoạt động. Mở lại tài khoản trước." in text(twice)
    administrator.post(url("account-reactivate", user.pk))
    user.refresh_from_db()
    assert user.is_active


def test_a_reset_password_ends_the_old_one(tree: Tree) -> None:
    administrator = client_of(Role.ADMINISTRATOR)
    user = make_user(Role.PLANNER)
    refused = administrator.post(url("account-password", user.pk), {"password": "12345678901"})
    assert refused.status_code == 400
    administrator.post(url("account-password", user.pk), {"password": GOOD})
    user.refresh_from_db()
    assert user.check_password(GOOD)


def test_an_account_is_tied_to_the_record_of_its_user_who_then_finds_it(tree: Tree) -> None:
    local = client_of(Role.ADMINISTRATOR, tree.district)
    user = make_user(Role.CADRE, tree.commune)
    own, beyond = make_person("Lý Thị Hoa", unit=tree.commune), make_person("Lý Văn Hoa", unit=tree.party)
    theirs = Client()
    theirs.force_login(user, backend=BACKEND)
    assert "chưa gắn với hồ sơ" in text(theirs.get("/people/me/"))

    offered = local.get(url("account-people"), {"q": "ly hoa"}).json()["options"]
    assert [(each["value"], each["text"]) for each in offered] == [(str(own.pk), "Lý Thị Hoa")]
    assert local.post(url("account-link", user.pk), {"person": beyond.pk}).status_code == 400
    assert local.post(url("account-link", user.pk), {"person": own.pk})["Location"] == url("account", user.pk)
    page = text(local.get(url("account", user.pk)))
    assert ("Lý Thị Hoa" in page, "Thôi gắn" in page, f"/people/{own.pk}/" in page) == (True, True, False)
    assert "chưa gắn với hồ sơ" not in text(theirs.get("/people/me/"))
    assert theirs.get(f"/people/{own.pk}/").status_code == 200

    other = make_user(Role.CADRE, tree.commune)
    taken = local.post(url("account-link", other.pk), {"person": own.pk})
    assert (taken.status_code, "đã gắn với một tài khoản khác" in text(taken)) == (400, True)
    assert 'id="id_person_error"' in text(taken), "beside the field"
    local.post(url("account-unlink", user.pk))
    assert local.post(url("account-unlink", user.pk)).status_code == 404
    assert "chưa gắn với hồ sơ" in text(theirs.get("/people/me/"))


def test_an_account_may_be_tied_as_it_is_opened(tree: Tree) -> None:
    administrator = client_of(Role.ADMINISTRATOR)
    person = make_person("Lý Thị Hoa", unit=tree.commune)
    typed = {"full_name": "Lý Thị Hoa", "password": GOOD, "role": "cadre", "unit": tree.commune.pk}
    administrator.post(url("account-add"), {**typed, "username": "hoa.lt", "person": person.pk})
    taken = administrator.post(url("account-add"), {**typed, "username": "hoa.2", "person": person.pk})
    assert (taken.status_code, "đã gắn với một tài khoản khác" in text(taken)) == (400, True)
    assert [user.username for user in User.objects.exclude(person=None)] == ["hoa.lt"]
    assert not User.objects.filter(username="hoa.2").exists()


@pytest.mark.parametrize("users", [3, 30])
def test_the_list_costs_the_same_with_thirty(tree: Tree, users: int, django_assert_num_queries: Any) -> None:
    for _ in range(users):
        make_user(Role.UNIT_OFFICER, tree.commune)
    administrator = client_of(Role.ADMINISTRATOR)
    with django_assert_num_queries(7):
        administrator.get(url("accounts"))


def test_every_role_is_explained() -> None:
    assert set(MEANINGS) == set(Role)
