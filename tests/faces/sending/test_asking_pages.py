"""Asking to be sent, waiting for a place, exceptions, and steps nobody knows."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.factories.eligibility import make_rule
from tests.factories.orgs import make_unit
from tests.factories.people import make_person, make_title
from tests.factories.plans import approved_plan_with_line
from tests.factories.sending import make_nomination
from vun.records.accounts.domain import Role
from vun.records.orgs.models import Unit
from vun.records.people.domain import ManagementTier
from vun.records.sending.domain import NominationState
from vun.records.sending.models import Nomination

pytestmark = pytest.mark.django_db


def html(response: Any) -> str:
    return response.content.decode()


def test_somebody_asks_and_reads_the_answer(signed_in: Any, root: Unit) -> None:
    unit = make_unit("Sở Tài chính")
    sent = approved_plan_with_line(unit, plan_unit=root, first_month=5, last_month=6)
    user = make_user()
    person = make_person("Lý Thị Hoa", unit=unit, user=user)
    own = signed_in(user=user)
    mine, ask = reverse("sending:mine"), reverse("sending:ask", args=[sent.line.pk, unit.pk])
    assert sent.terms.title in html(own.get(mine, {"on": "2026-02-02"}))
    assert "Không vướng điều kiện nào" in html(own.get(ask, {"on": "2026-02-02"}))
    assert own.post(ask, {"reason": ""}).status_code == 400
    assert own.post(ask, {"reason": "Cần cho công việc"}).status_code == 302
    nomination = Nomination.objects.get()
    assert (nomination.person, nomination.state) == (person, NominationState.ASKED)
    officer = signed_in(Role.UNIT_OFFICER, unit)
    page = reverse("sending:nominate", args=[sent.line.pk, unit.pk])
    assert "Xin đi học và danh sách chờ" in html(officer.get(page, {"on": "2026-02-02"}))
    decline = reverse("sending:step", args=[nomination.pk, "decline"])
    assert officer.post(decline, {"reason": "Đợt sau"}).status_code == 302
    assert "Đợt sau" in html(own.get(mine, {"on": "2026-02-02"}))
    assert (
        own.get(reverse("sending:ask", args=[sent.line.pk, make_unit().pk]), {"on": "2026-02-02"}).status_code
        == 404
    )
    assert own.get(decline, {"on": "2026-02-02"}).status_code == 403


def test_when_places_run_out_people_are_put_on_the_waiting_list(signed_in: Any, root: Unit) -> None:
    unit = make_unit("Sở Tài chính")
    sent = approved_plan_with_line(unit, plan_unit=root, quota=1)
    going, waits = make_nomination(sent), make_person("Lý Thị Hoa", unit=unit)
    officer = signed_in(Role.UNIT_OFFICER, unit)
    officer.get(reverse("sending:list"), {"on": "2026-02-02"})
    page = reverse("sending:nominate", args=[sent.line.pk, unit.pk])
    assert "Gửi đề cử</button>" not in html(officer.get(page, {"on": "2026-02-02"}))
    posted = officer.post(page, {"ids": [waits.pk], "wait": "yes"}, follow=True)
    assert "Đã đưa 1 người vào danh sách chờ." in html(posted)
    officer.post(reverse("sending:step", args=[going.pk, "withdraw"]))
    assert Nomination.objects.get(person=waits).state == NominationState.PROPOSED


def test_who_gets_a_place_of_the_waiting_list_is_told_and_so_is_the_unit(signed_in: Any, root: Unit) -> None:
    unit = make_unit("Sở Tài chính")
    sent = approved_plan_with_line(unit, plan_unit=root, quota=1)
    user = make_user()
    waits = make_person("Lý Thị Hoa", unit=unit, user=user)
    going, officer, own = make_nomination(sent), signed_in(Role.UNIT_OFFICER, unit), signed_in(user=user)
    page = reverse("sending:nominate", args=[sent.line.pk, unit.pk])
    officer.post(page, {"ids": [waits.pk], "wait": "yes"})
    home = reverse("home:show")
    assert "danh sách chờ:" not in html(own.get(home))
    officer.post(reverse("sending:step", args=[going.pk, "withdraw"]))
    said = f"được đề cử từ danh sách chờ: {sent.terms.title}"
    assert f"Anh/chị {said}" in html(own.get(home))
    assert f"Lý Thị Hoa {said}" in html(officer.get(home))
    assert said not in html(signed_in(Role.UNIT_OFFICER, make_unit()).get(home))


def test_an_exception_is_given_its_file_and_signer(signed_in: Any, root: Unit) -> None:
    unit = make_unit("Sở Tài chính")
    make_rule({"kind": "age_at_most", "years": 30}, name="Không quá 30 tuổi")
    nomination = make_nomination(approved_plan_with_line(unit, plan_unit=root), exception_reason="Quy hoạch")
    signer = make_person("Hoàng Văn Ký", unit=unit, title=make_title("Giám đốc", is_leader=True))
    officer = signed_in(Role.UNIT_OFFICER, unit)
    page = reverse("sending:exception", args=[nomination.pk])
    detail = html(officer.get(reverse("sending:detail", args=[nomination.pk]), {"on": "2026-02-02"}))
    assert "chưa có tệp và người ký" in detail
    assert (
        "Không quá 30 tuổi: sinh ngày 17/05/1980, 45 tuổi ngày 02/02/2026 (Điều 5, Nghị định mẫu)" in detail
    )

    def post() -> Any:
        paper = SimpleUploadedFile("don.pdf", b"%PDF-1.7 don")
        return officer.post(page, {"reason": "Quy hoạch", "signer": signer.pk, "file": paper})

    refused = post()
    assert refused.status_code == 400
    assert "không giữ chức vụ lãnh đạo thuộc diện được ký" in html(refused)
    signer.appointments.update(management_tier=ManagementTier.PROVINCE_STANDING)
    assert post().status_code == 302
    nomination.refresh_from_db()
    assert nomination.exception_signer == signer


def test_a_step_nobody_knows_is_not_found(planner: Client, root: Unit) -> None:
    nomination = make_nomination()
    for verb in ("approve", "eat"):
        assert planner.post(reverse("sending:step", args=[nomination.pk, verb])).status_code == 404
    assert planner.get(reverse("sending:step", args=[nomination.pk, "withdraw"])).status_code == 405
