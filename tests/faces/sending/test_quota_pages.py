"""Pages of quotas: down the tree of units, out of what a line has left, and from the centre."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from tests.faces.conftest import SignIn
from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from tests.factories.plans import SYSTEM, approved_plan_with_line, make_line, make_plan, submit_and_approve
from tests.factories.sending import make_nomination
from vun.records.accounts.domain import Role
from vun.records.orgs.models import Unit
from vun.records.orgs.operations import merge
from vun.records.plans import operations
from vun.records.plans.domain import TargetOrigin
from vun.records.plans.models import CentralQuota, PlanLineTerms, Quota, QuotaMove

pytestmark = pytest.mark.django_db
DAY = {"on": "2026-02-02"}
TREE_QUERIES = 13


def html(response: Any) -> str:
    return response.content.decode()


def test_an_officer_passes_places_on_and_every_level_sees_what_is_used(signed_in: SignIn, root: Unit) -> None:
    line = approved_plan_with_line(make_unit("Sở Y tế"), quota=5, plan_unit=root)
    room = make_unit("Chi cục Dân số", parent=line.unit)
    officer = signed_in(Role.UNIT_OFFICER, line.unit)
    share = reverse("sending:share", args=[line.line.pk, line.unit.pk])
    page = html(officer.get(reverse("sending:nominate", args=[line.line.pk, line.unit.pk]), DAY))
    assert share in page
    assert "chia được nhiều nhất 5" in html(officer.get(share, DAY))
    refused = officer.post(share, {f"unit_{room.pk}": "6"})
    assert refused.status_code == 400
    assert "chỉ có 5 để chia" in html(refused)
    done = officer.post(share, {f"unit_{room.pk}": "3", "reason": "Theo nhu cầu"}, follow=True)
    assert done.status_code == 200
    below = Quota.objects.get(unit=room)
    assert below.learners == 3
    operations.take_place(line.line.pk, room.pk)
    tree = html(officer.get(reverse("sending:quotas", args=[line.line.pk]), DAY))
    assert "Sở Y tế chia cho Chi cục Dân số 3 chỉ tiêu; Theo nhu cầu" in tree
    rows = [[cell.split(">")[-1] for cell in row.split("</td>")[:4]] for row in tree.split("<tr>")[2:]]
    assert [row[:4] for row in rows] == [["5", "3", "1", "2"], ["3", "–", "1", "2"]]


def test_a_unit_below_sees_its_own_places_only_and_lends_them_to_the_one_above(
    signed_in: SignIn, root: Unit
) -> None:
    line = approved_plan_with_line(make_unit("Sở Y tế"), quota=5, plan_unit=root)
    room, other = (make_unit(name, parent=line.unit) for name in ("Chi cục Dân số", "Chi cục Thực phẩm"))
    operations.pass_on(quota=line.quota, shares={room.pk: 2, other.pk: 1}, on=date(2026, 2, 2), by=SYSTEM)
    officer = signed_in(Role.UNIT_OFFICER, room)
    tree = html(officer.get(reverse("sending:quotas", args=[line.line.pk]), DAY))
    assert "Chi cục Dân số" in tree
    assert "Chi cục Thực phẩm" not in tree
    lend = reverse("sending:lend", args=[line.line.pk, room.pk])
    assert "về ngay Sở Y tế" in html(officer.get(lend, DAY))
    officer.post(lend, {"learners": "2", "reason": "Không đủ người"})
    assert Quota.objects.get(unit=line.unit).passed_on == 1
    assert officer.get(reverse("sending:share", args=[line.line.pk, line.unit.pk]), DAY).status_code == 404


def test_the_tree_costs_the_same_with_three_and_thirty(
    signed_in: SignIn, root: Unit, django_assert_num_queries: Any
) -> None:
    line = approved_plan_with_line(make_unit("Sở Y tế"), quota=40, plan_unit=root)
    address = reverse("sending:quotas", args=[line.line.pk])
    for count in (3, 27):
        rooms = [make_unit(parent=line.unit) for _ in range(count)]
        operations.pass_on(
            quota=line.quota, shares={room.pk: 1 for room in rooms}, on=date(2026, 2, 2), by=SYSTEM
        )
        client = signed_in(Role.UNIT_OFFICER, line.unit)
        client.get(address)
        with django_assert_num_queries(TREE_QUERIES):
            assert client.get(address).status_code == 200


def test_a_planner_gives_what_a_line_has_left(planner: Any, root: Unit) -> None:
    unit = make_unit("Sở Y tế")
    version = make_plan(root)
    terms = make_line(version, learners=4)
    submit_and_approve(version)
    address = reverse("sending:add-places", args=[terms.line_id])
    assert "còn 4 học viên" in html(planner.get(address))
    refused = planner.post(address, {"unit": unit.pk, "learners": "5"})
    assert "chỉ còn 4 học viên chưa giao" in html(refused)
    planner.post(address, {"unit": unit.pk, "learners": "3", "reason": "Bổ sung"})
    assert Quota.objects.get().learners == 3
    assert QuotaMove.objects.get().reason == "Bổ sung"


def test_a_page_with_no_place_left_says_what_can_be_done(signed_in: SignIn, root: Unit) -> None:
    line = approved_plan_with_line(make_unit("Sở Y tế"), quota=1, plan_unit=root)
    make_person(unit=line.unit)
    officer = signed_in(Role.UNIT_OFFICER, line.unit)
    address = reverse("sending:nominate", args=[line.line.pk, line.unit.pk])
    assert "Gửi đề cử dùng mỗi người một chỗ, còn 1 chỗ" in html(officer.get(address, DAY))
    make_nomination(line)
    assert "Đã hết chỗ nên chỉ đưa được vào danh sách chờ" in html(officer.get(address, DAY))


def test_what_the_centre_gives_is_recorded_used_by_a_line_and_not_cut_below(
    planner: Any, signed_in: SignIn, root: Unit
) -> None:
    said = {
        "name": "Cao cấp LLCT",
        "issuer": "Học viện",
        "year": "2026",
        "learners": "30",
        "on": "05/01/2026",
    }
    planner.post(reverse("plans:central-add"), said)
    quota = CentralQuota.objects.get()
    version = make_plan(root)
    typed = {
        "year": "2026",
        "branch": "fostering",
        "title": "Cao cấp LLCT",
        "learners": "31",
        "classes": "0",
        "origin": "central",
        "central_id": quota.pk,
    }
    add = reverse("plans:line-add", args=[version.pk])
    assert "chỉ còn 30 người" in html(planner.post(add, typed))
    planner.post(add, typed | {"learners": "20"})
    assert PlanLineTerms.objects.get().origin == TargetOrigin.CENTRAL
    submit_and_approve(version)
    change = reverse("plans:central-change", args=[quota.pk])
    less = {"learners": "19", "on": "06/02/2026", "reason": "Học viện cắt"}
    assert "không thể còn 19" in html(planner.post(change, less))
    planner.post(change, less | {"learners": "25"})
    page = html(planner.get(reverse("plans:central")))
    assert "30 → 25; Học viện cắt" in page
    officer = signed_in(Role.UNIT_OFFICER, make_unit())
    assert officer.get(reverse("plans:central")).status_code == 200
    assert officer.get(change).status_code == 403


def test_what_needs_a_free_place_is_not_offered_when_none_is_left(
    planner: Any, signed_in: SignIn, root: Unit
) -> None:
    line = approved_plan_with_line(make_unit("Sở Y tế"), quota=1, plan_unit=root)
    lend = reverse("sending:lend", args=[line.line.pk, line.unit.pk])
    page, tree = (
        reverse("sending:nominate", args=[line.line.pk, line.unit.pk]),
        reverse("sending:quotas", args=[line.line.pk]),
    )
    officer = signed_in(Role.UNIT_OFFICER, line.unit)
    assert lend in html(officer.get(page, DAY))
    make_nomination(line)
    assert lend not in html(officer.get(page, DAY))
    told = officer.get(lend, DAY, follow=True)
    assert told.redirect_chain[-1][0].startswith(page)
    assert "Không còn chỉ tiêu trống để trả lại" in html(told)
    add = reverse("sending:add-places", args=[line.line.pk])
    assert add not in html(planner.get(tree, DAY))
    assert "đã giao hết học viên" in html(planner.get(add, DAY, follow=True))


def test_the_page_of_a_unit_that_was_merged_names_its_successor_and_its_places_go_there(
    planner: Any, signed_in: SignIn, root: Unit
) -> None:
    line = approved_plan_with_line(make_unit("Sở Cũ"), quota=2, plan_unit=root)
    heir = make_unit("Sở Mới")
    merge(units=[line.unit], into=heir, on=date(2026, 1, 20), by=SYSTEM)
    person = make_person(unit=heir)
    officer = signed_in(Role.UNIT_OFFICER, heir)
    address = reverse("sending:nominate", args=[line.line.pk, line.unit.pk])
    page = html(officer.get(address, DAY))
    assert "Sở Cũ đã kết thúc hoạt động từ ngày 20/01/2026, nay là Sở Mới" in page
    refused = officer.post(address, {"ids": [person.pk], f"reason-{person.pk}": "Vì nhiệm vụ"})
    assert refused.status_code == 400
    assert "nay là Sở Mới" in html(refused)
    lend = reverse("sending:lend", args=[line.line.pk, line.unit.pk])
    officer.post(lend, {"learners": "2", "reason": "Sáp nhập"})
    give = reverse("sending:give", args=[QuotaMove.objects.get(kind="lent").pk])
    assert f'value="{heir.pk}"' in html(planner.get(give))
    planner.post(give, {"unit": heir.pk, "learners": "2"})
    assert Quota.objects.get(unit=heir).learners == 2
