"""The pages after training: who waits, recording, before against after."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.delivery import make_graduate
from tests.factories.orgs import make_unit
from tests.factories.outcomes import make_placement
from tests.factories.people import make_appointment, make_person
from tests.factories.standards import make_programme
from vun.records.accounts.domain import Role
from vun.records.delivery.models import Enrolment
from vun.records.orgs.models import Unit
from vun.records.outcomes.domain import PlacementGroup
from vun.records.outcomes.models import Placement
from vun.records.standards.domain import Branch

pytestmark = pytest.mark.django_db
DAY = "2025-06-02"
# Three of them keep the day of the address in the session.
WAITING_QUERIES = 12
PLACEMENTS_QUERIES = 11
MATRIX_QUERIES = 10


@pytest.fixture
def unit(root: Unit) -> Unit:
    return make_unit("Sở Tài chính")


@pytest.fixture
def officer(signed_in: Any, unit: Unit) -> Client:
    client: Client = signed_in(Role.UNIT_OFFICER, unit)
    client.get(reverse("outcomes:list"), {"on": DAY})
    return client


def graduate(name: str, unit: Unit | None = None) -> Enrolment:
    """Somebody who completed training on 14 March 2025."""
    return make_graduate(make_person(name, unit=unit), make_programme(branch=Branch.TRAINING))


def html(response: Any) -> str:
    return response.content.decode()


def table(response: Any) -> str:
    text = html(response)
    return text[text.index("<tbody") :]


def test_who_waits_is_listed_with_what_their_post_speaks_for(officer: Client, unit: Unit) -> None:
    graduate("Lý Thị Hoa", unit)
    graduate("Vi Văn Bình", make_unit())
    shown = table(officer.get(reverse("outcomes:list"), {"on": DAY}))
    assert "Lý Thị Hoa" in shown
    assert "Chuyên viên, Sở Tài chính" in shown
    assert "Vi Văn Bình" not in shown


@pytest.mark.parametrize("number", [3, 30])
def test_lists_and_matrix_cost_the_same_with_three_and_thirty(
    number: int, planner: Client, root: Unit, django_assert_num_queries: Any
) -> None:
    for place in range(number):
        graduate(f"Lý Văn {place}", make_unit())
        make_placement(graduate(f"Vi Văn {place}", make_unit()))
    # Somebody without a post makes the suggestions ask how the last one ended.
    graduate("Hoàng Văn Sinh")
    for page, queries in (
        ("list", WAITING_QUERIES),
        ("placements", PLACEMENTS_QUERIES),
        ("matrix", MATRIX_QUERIES),
    ):
        address = f"{reverse(f'outcomes:{page}')}?on={DAY}"
        planner.get(address)
        with django_assert_num_queries(queries):
            assert planner.get(address).status_code == 200


def test_suggestions_are_accepted_together(officer: Client, unit: Unit) -> None:
    one, other = graduate("Lý Thị Hoa", unit), graduate("Vi Văn Bình", unit)
    address = reverse("outcomes:accept")
    done = officer.post(address, {"ids": [one.pk, other.pk]}, follow=True)
    assert "Đã ghi bố trí theo gợi ý." in html(done)
    # Recorded today, wherever the page looks back to.
    recorded = set(Placement.objects.values_list("group", "on"))
    assert recorded == {(PlacementGroup.PROVINCE_STAFF, timezone.localdate())}
    assert "Chưa chọn ai" in html(officer.post(address, {}, follow=True))
    assert officer.post(address, {"ids": [graduate("Khác", make_unit()).pk]}).status_code == 404


def test_a_placement_is_prefilled_recorded_and_put_right(officer: Client, unit: Unit) -> None:
    enrolment = graduate("Lý Thị Hoa", unit)
    (post,) = enrolment.person.appointments.all()
    address = reverse("outcomes:record", args=[enrolment.pk])
    form = html(officer.get(address, {"on": DAY}))
    assert f'value="{post.pk}" selected' in form
    assert "02/06/2025" in form
    wrong = officer.post(address, {"group": "commune_cadre", "on": "02/06/2025", "appointment": post.pk})
    assert wrong.status_code == 400
    assert "thuộc nhóm “Cán bộ, công chức cấp tỉnh”, không phải “Cán bộ cấp xã”" in html(wrong)
    early = officer.post(address, {"group": "declined", "on": "01/03/2025", "note": "Đi làm xa"})
    assert early.status_code == 400
    assert "sớm hơn ngày hoàn thành lớp (14/03/2025)" in html(early)
    assert "Đi làm xa" in html(early)
    for group in ("declined", "not_placed"):
        assert officer.post(address, {"group": group, "on": "02/06/2025"}).status_code == 302
    assert Placement.objects.get().group == PlacementGroup.NOT_PLACED
    assert "Chưa bố trí được" in html(officer.get(address, {"on": DAY}))


def test_the_matrix_says_the_rate_and_each_cell_opens_its_names(planner: Client, root: Unit) -> None:
    student = graduate("Lý Thị Hoa")
    make_placement(student, PlacementGroup.COMMUNE_CIVIL_SERVANT)
    graduate("Vi Văn Bình")
    shown = html(planner.get(reverse("outcomes:matrix"), {"year": "2025"}))
    assert "Năm 2025 có 50,00" in shown
    cell = f"{reverse('outcomes:placements')}?year=2025&amp;before=no_post&amp;after=commune_civil_servant"
    assert cell in shown
    names = table(planner.get(cell.replace("&amp;", "&")))
    assert "Lý Thị Hoa" in names
    assert "Vi Văn Bình" not in names
    waiting = f"{reverse('outcomes:placements')}?year=2025&before=no_post&waiting=yes"
    assert "Vi Văn Bình" in table(planner.get(waiting))
    assert "Chọn năm khác" in html(planner.get(reverse("outcomes:matrix"), {"year": "1999"}))
    assert planner.get(reverse("outcomes:matrix"), {"year": "abc"}).status_code == 200


def test_what_is_out_of_scope_is_not_found_and_who_may_not_is_refused(
    officer: Client, signed_in: Any, unit: Unit, root: Unit
) -> None:
    other = graduate("Vi Văn Bình", make_unit())
    for pk in (other.pk, 999_999):
        assert officer.get(reverse("outcomes:record", args=[pk]), {"on": DAY}).status_code == 404
    leader, cadre = signed_in(Role.LEADER), signed_in(Role.CADRE)
    assert leader.get(reverse("outcomes:list")).status_code == 200
    assert leader.get(reverse("outcomes:record", args=[other.pk])).status_code == 403
    assert leader.post(reverse("outcomes:accept"), {"ids": [other.pk]}).status_code == 403
    for page in ("list", "placements", "matrix"):
        assert cadre.get(reverse(f"outcomes:{page}")).status_code == 403
        assert Client().get(reverse(f"outcomes:{page}")).status_code == 302


def test_a_post_of_somebody_else_is_no_choice(officer: Client, unit: Unit) -> None:
    enrolment = graduate("Lý Thị Hoa", unit)
    posted = {"group": "province_staff", "on": "02/06/2025", "appointment": make_appointment().pk}
    response = officer.post(reverse("outcomes:record", args=[enrolment.pk]), posted)
    assert response.status_code == 400
    assert "Mục này không có trong danh sách" in html(response)


def test_who_waits_is_on_the_first_page(officer: Client, unit: Unit) -> None:
    graduate("Lý Thị Hoa", unit)
    assert "Người học xong chờ ghi bố trí" in html(officer.get(reverse("home:tasks"), {"on": DAY}))
