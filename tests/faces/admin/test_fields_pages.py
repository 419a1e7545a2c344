"""An office's own fields: the administrator adds one, and it is on pages, in forms, lists, filters and exports."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.faces.conftest import SignIn
from tests.factories.custom import make_field
from tests.factories.delivery import make_learner
from tests.factories.orgs import TESTS
from tests.factories.people import make_person
from vun.records.accounts.domain import Role
from vun.records.custom.domain import Subject, ValueKind
from vun.records.custom.models import CustomField
from vun.records.delivery import operations as delivery
from vun.records.people import operations as people
from vun.records.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("root")]


@pytest.fixture
def administrator(signed_in: SignIn) -> Client:
    return signed_in(Role.ADMINISTRATOR)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def test_a_field_is_added_corrected_retired_and_restored(administrator: Client) -> None:
    typed = {"subject": "person", "label": "Khu vực", "kind": "choice", "choices": "Đông\nTây\n", "note": ""}
    assert administrator.post("/admin/fields/add/", typed).status_code == 302
    field = CustomField.objects.get()
    assert field.choices == ["Đông", "Tây"]

    address = f"/admin/fields/{field.pk}/"
    changed = {"label": "Khu", "order": "2", "choices": "Đông\nBắc", "note": "Nơi ở"}
    assert administrator.post(address, changed).status_code == 302
    field.refresh_from_db()
    assert (field.label, field.order, field.choices, field.note) == ("Khu", 2, ["Đông", "Bắc"], "Nơi ở")

    administrator.post(f"{address}retire/")
    assert "ngừng dùng" in text(administrator, "/admin/fields/")
    administrator.post(f"{address}restore/")
    assert "đang dùng" in text(administrator, "/admin/fields/")


def test_a_mistake_keeps_what_was_typed_and_says_what_to_do(administrator: Client) -> None:
    answer = administrator.post(
        "/admin/fields/add/", {"subject": "person", "label": "Khu vực", "kind": "choice", "choices": ""}
    )
    assert answer.status_code == 400
    assert "Gõ mỗi mục một dòng" in answer.content.decode()
    assert 'value="Khu vực"' in answer.content.decode()


@pytest.mark.parametrize("address", ["", "add/"])
def test_only_the_administrator_defines_fields(planner: Client, signed_in: SignIn, address: str) -> None:
    assert planner.get(f"/admin/fields/{address}").status_code == 403
    assert Client().get(f"/admin/fields/{address}").status_code == 302
    assert signed_in(Role.ADMINISTRATOR).get("/admin/fields/999999/").status_code == 404


def test_a_persons_fields_are_typed_in_a_form_and_shown(planner: Client) -> None:
    make_field("Số hiệu")
    make_field("Hệ số", ValueKind.NUMBER)
    make_field("Ngày biên chế", ValueKind.DATE)
    make_field("Khu", ValueKind.CHOICE, choices=["Đông", "Tây"])
    person = make_person()
    assert "chưa ghi" in text(planner, f"/people/{person.pk}/")

    typed = {"custom_so_hieu": "A-12", "custom_he_so": "2,34", "custom_ngay_bien_che": "01/02/2010"}
    wrong = planner.post(f"/people/{person.pk}/custom/", typed | {"custom_khu": "Bắc"})
    assert wrong.status_code == 400
    assert 'value="A-12"' in wrong.content.decode()

    right = planner.post(f"/people/{person.pk}/custom/", typed | {"custom_khu": "Tây"})
    assert right.status_code == 302
    shown = text(planner, f"/people/{person.pk}/")
    assert all(word in shown for word in ("A-12", "2,34", "01/02/2010", "Tây"))
    assert 'value="2,34"' in text(planner, f"/people/{person.pk}/custom/")


def test_a_class_and_a_result_have_fields_of_their_own(signed_in: SignIn) -> None:
    make_field("Số phòng", ValueKind.NUMBER, Subject.TRAINING_CLASS)
    make_field("Đề tài", subject=Subject.RESULT)
    learner = make_learner()
    registrar = signed_in(Role.REGISTRAR)
    address = f"/classes/{learner.training_class_id}/"
    assert registrar.post(f"{address}custom/", {"custom_so_phong": "3"}).status_code == 302
    assert "<dt>Số phòng</dt><dd>3</dd>" in text(registrar, address)
    written = registrar.post(f"/classes/learners/{learner.pk}/custom/", {"custom_de_tai": "Chuyển đổi số"})
    assert written.status_code == 302
    assert "Đề tài: Chuyển đổi số" in text(registrar, f"{address}results/")

    planner = signed_in(Role.PLANNER)
    assert planner.get(f"{address}custom/").status_code == 403
    assert planner.get(f"/classes/learners/{learner.pk}/custom/").status_code == 403
    assert f"/classes/learners/{learner.pk}/custom/" not in text(planner, f"{address}results/")


@pytest.fixture
def filled() -> tuple[Person, Person]:
    """Two people, of whom the first has all four fields."""
    make_field("Số hiệu")
    make_field("Hệ số", ValueKind.NUMBER)
    make_field("Ngày biên chế", ValueKind.DATE)
    make_field("Khu", ValueKind.CHOICE, choices=["Đông", "Tây"])
    first, second = make_person("Nguyễn Thị Đào"), make_person("Trần Văn Bình")
    values = {
        "custom_so_hieu": "Đà 01",
        "custom_he_so": Decimal("2.34"),
        "custom_ngay_bien_che": date(2010, 2, 1),
        "custom_khu": "Tây",
    }
    people.describe_person(person=first, values=values, by=TESTS)
    people.describe_person(person=second, values={"custom_he_so": Decimal(10)}, by=TESTS)
    return first, second


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("custom_so_hieu=da 01", [True, False]),
        ("custom_so_hieu=xyz", [False, False]),
        ("custom_he_so_from=2,3&custom_he_so_to=2,4", [True, False]),
        ("custom_he_so_from=9", [False, True]),
        ("custom_ngay_bien_che_to=31/01/2010", [False, False]),
        ("custom_ngay_bien_che_from=01/02/2010", [True, False]),
        ("custom_khu=Tây", [True, False]),
        ("sex=male", [True, True]),
        ("sex=female&custom_khu=Tây", [False, False]),
    ],
)
def test_a_list_is_filtered_by_them(
    planner: Client, filled: tuple[Person, Person], asked: str, found: list[bool]
) -> None:
    page = text(planner, f"/people/?standing=all&{asked}")
    assert [person.full_name in page for person in filled] == found


def test_a_list_shows_and_exports_them_when_chosen(planner: Client, filled: tuple[Person, Person]) -> None:
    chosen = "&".join(
        f"columns={name}" for name in ("custom_so_hieu", "custom_he_so", "custom_ngay_bien_che", "custom_khu")
    )
    page = text(planner, f"/people/?standing=all&{chosen}")
    assert all(word in page for word in ("Đà 01", "2,34", "01/02/2010"))
    answer = planner.get(f"/people/?standing=all&{chosen}&export=xlsx&sort=name")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[3:] == [
        ["Họ và tên", "Số hiệu", "Hệ số", "Ngày biên chế", "Khu"],
        ["Trần Văn Bình", "", 10.0, "", ""],
        ["Nguyễn Thị Đào", "Đà 01", 2.34, date(2010, 2, 1), "Tây"],
    ]


def test_learners_and_classes_are_filtered_by_theirs(signed_in: SignIn) -> None:
    make_field("Số phòng", ValueKind.NUMBER, Subject.TRAINING_CLASS)
    make_field("Đề tài", subject=Subject.RESULT)
    learner = make_learner()
    delivery.describe_class(
        training_class=learner.training_class, values={"custom_so_phong": Decimal(3)}, by=TESTS
    )
    delivery.describe_result(enrolment=learner, values={"custom_de_tai": "Đất đai"}, by=TESTS)
    registrar = signed_in(Role.REGISTRAR)
    name, person = learner.training_class.code, learner.person.full_name
    for_classes, for_learners = "/classes/", f"/classes/{learner.training_class_id}/learners/"
    assert name in text(registrar, f"{for_classes}?custom_so_phong_from=3")
    assert name not in text(registrar, f"{for_classes}?custom_so_phong_from=4")
    assert person in text(registrar, f"{for_learners}?custom_de_tai=dat")
    assert person not in text(registrar, f"{for_learners}?custom_de_tai=nuoc")


@pytest.mark.parametrize("fields", [1, 10])
def test_more_fields_cost_no_more_queries(
    planner: Client, django_assert_num_queries: Callable[..., Any], fields: int
) -> None:
    for number in range(fields):
        make_field(f"Trường {number}")
    for number in range(3):
        make_person(f"Người {number}")
    chosen = "&".join(f"columns=custom_truong_{number}" for number in range(fields))
    planner.get("/people/")
    with django_assert_num_queries(12):
        planner.get(f"/people/?standing=all&{chosen}")
