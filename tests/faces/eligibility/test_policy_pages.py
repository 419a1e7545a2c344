"""The pages of what the province sets and of debts of standards."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.faces.conftest import SignIn
from tests.factories.credentials import make_credential
from tests.factories.orgs import make_unit
from tests.factories.people import make_appointment, make_person, make_title
from tests.factories.standards import make_requirement, make_scale
from vun.records.accounts.domain import Role
from vun.records.orgs.models import Unit
from vun.records.sending.models import SendingPolicy, StandardDebt

pytestmark = pytest.mark.django_db
ON = {"on": "2026-03-02"}


def html(response: Any) -> str:
    return response.content.decode()


def policy(**more: Any) -> dict[str, Any]:
    return {
        "start_on": "01/01/2026",
        "release_percent": "20",
        "signer_tiers": ["central", "province_standing"],
        "appointing": "block",
        "debt_months": "12",
        **more,
    }


def test_an_appointment_below_standard_is_refused_until_leave_is_given(planner: Client, root: Unit) -> None:
    unit, level = make_unit("Sở Tài chính"), make_scale()[1]
    head = make_title("Trưởng phòng", is_leader=True)
    make_requirement(level, name="Trung cấp lý luận chính trị", scopes=[{"title": head}])
    person = make_person("Lý Thị Hoa", unit=unit)
    assert planner.post(reverse("eligibility:policy"), policy()).status_code == 302
    move = reverse("people:transfer", args=[person.pk])
    moved = {
        "unit": unit.pk,
        "title": head.pk,
        "on": "02/03/2026",
        "kind": "civil_servant",
        "management_tier": "unit",
    }
    refused = planner.post(move, moved)
    assert refused.status_code == 400
    assert "chưa đạt chuẩn chức danh Trưởng phòng: Trung cấp lý luận chính trị" in html(refused)
    leave = {
        "person": person.pk,
        "title": head.pk,
        "unit": unit.pk,
        "due_on": "31/12/2099",
        "reason": "Cấp bách",
    }
    assert planner.post(reverse("commitments:allow-debt"), leave | {"reason": ""}).status_code == 400
    assert planner.post(reverse("commitments:allow-debt"), leave).status_code == 302
    first = planner.post(move, moved)
    assert "Ghi tiếp thì thành nợ tiêu chuẩn, hạn hoàn thiện 31/12/2099" in html(first)
    assert not StandardDebt.objects.filter(appointment__isnull=False).exists()
    done = planner.post(move, moved | {"seen": first.context["seal"]}, follow=True)
    assert "Đã ghi nợ tiêu chuẩn Trưởng phòng" in html(done)
    listed = html(planner.get(reverse("commitments:debts"), ON))
    assert "Trung cấp lý luận chính trị" in listed
    assert "31/12/2099" in listed
    close = reverse("commitments:close-debt", args=[StandardDebt.objects.get().pk])
    planner.get(reverse("sending:list"), ON)
    assert close not in listed
    assert "Vẫn còn thiếu" in html(planner.post(close, follow=True))
    make_credential(person, level, earned_on=date(2026, 1, 1))
    met = html(planner.get(reverse("commitments:debts"), ON))
    assert "đã đủ" in met
    assert close in met
    assert "Nợ tiêu chuẩn đã đủ, chờ kết thúc" in html(planner.get(reverse("home:show"), ON))
    assert "Đã kết thúc" in html(planner.post(close, follow=True))


def test_leave_nobody_used_is_taken_back(planner: Client, signed_in: SignIn, root: Unit) -> None:
    unit = make_unit("Sở Tài chính")
    person, title = make_person("Lý Thị Hoa", unit=unit), make_title("Trưởng phòng", is_leader=True)
    typed = {"person": person.pk, "title": title.pk, "unit": unit.pk, "due_on": "31/12/2099", "reason": "Gấp"}
    planner.post(reverse("commitments:allow-debt"), typed)
    take_back = reverse("commitments:take-back-leave", args=[StandardDebt.objects.get().pk])
    officer = signed_in(Role.UNIT_OFFICER, unit)
    assert take_back not in html(officer.get(reverse("commitments:debts"), ON))
    assert officer.post(take_back).status_code == 403
    shown = html(planner.get(reverse("commitments:debts"), ON))
    assert f'action="{take_back}" class="action-form" data-confirm="Cho phép này không còn dùng được' in shown
    assert "Đã thu hồi cho phép" in html(planner.post(take_back, follow=True))
    assert planner.post(take_back).status_code == 404


def test_looking_back_no_debt_is_told_of_who_has_left(signed_in: SignIn, root: Unit) -> None:
    unit, other = make_unit("Sở Tài chính"), make_unit("Sở Y tế")
    person = make_person("Lý Thị Hoa")
    make_appointment(person, unit, start_on=date(2015, 1, 1), end_on=date(2024, 5, 1))
    post = make_appointment(person, other, start_on=date(2024, 5, 1))
    debt = StandardDebt.objects.create(
        person=person,
        title=post.title,
        unit=other,
        appointment=post,
        lacking=["Trung cấp"],
        due_on=date(2027, 1, 1),
    )
    close = reverse("commitments:close-debt", args=[debt.pk])

    def told(unit: Unit) -> tuple[bool, int]:
        client = signed_in(Role.UNIT_OFFICER, unit)
        page = html(client.get(reverse("commitments:debts"), {"on": "2024-04-30"}))
        return "Lý Thị Hoa" in page, client.post(close).status_code

    assert (told(unit), told(other)) == ((False, 404), (True, 302))


def test_where_the_province_only_warns_the_debt_is_shown_before_and_after_appointing(
    planner: Client, root: Unit
) -> None:
    unit, level = make_unit("Sở Tài chính"), make_scale()[1]
    head, clerk = make_title("Trưởng phòng", is_leader=True), make_title("Chuyên viên")
    make_requirement(level, name="Trung cấp lý luận chính trị", scopes=[{"title": head}])
    planner.post(reverse("eligibility:policy"), policy() | {"appointing": "warn", "debt_months": "6"})
    person = make_person("Lý Thị Hoa", unit=unit)
    move = reverse("people:transfer", args=[person.pk])
    moved = {
        "unit": unit.pk,
        "title": head.pk,
        "on": "02/03/2026",
        "kind": "civil_servant",
        "management_tier": "unit",
    }
    shown = planner.post(move, moved)
    assert "Trung cấp lý luận chính trị. Ghi tiếp thì thành nợ tiêu chuẩn" in html(shown)
    assert "02/09/2026" in html(shown)
    assert person.appointments.count() == 1
    later = planner.post(move, moved | {"on": "03/03/2026", "seen": shown.context["seal"]})
    assert "03/09/2026" in html(later)
    done = planner.post(move, moved | {"seen": shown.context["seal"]}, follow=True)
    assert "Đã ghi nợ tiêu chuẩn" in html(done)
    assert StandardDebt.objects.get().appointment.title == head
    meets = make_person("Trần Văn Bình", unit=unit)
    address = reverse("people:transfer", args=[meets.pk])
    assert planner.post(address, moved | {"title": clerk.pk}).status_code == 302


def test_what_the_province_sets_is_told_when_wrong_and_set_by_planners_only(
    planner: Client, signed_in: Any, root: Unit
) -> None:
    address = reverse("eligibility:policy")
    for wrong in ({"release_percent": "101"}, {"signer_tiers": []}, {"debt_months": "0"}, {"start_on": "x"}):
        assert planner.post(address, policy(**wrong)).status_code == 400
    assert planner.post(address, policy()).status_code == 302
    assert planner.post(address, policy()).status_code == 400
    assert 'value="20"' in html(planner.get(address, ON))
    assert SendingPolicy.objects.count() == 1
    officer = signed_in(Role.UNIT_OFFICER, make_unit())
    assert officer.get(address, ON).status_code == 403
    assert officer.get(reverse("commitments:allow-debt"), ON).status_code == 403
    assert officer.get(reverse("commitments:debts"), ON).status_code == 200
    assert officer.post(reverse("commitments:close-debt", args=[999_999])).status_code == 404
