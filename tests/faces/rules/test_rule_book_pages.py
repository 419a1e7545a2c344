"""Dated rules of trips and measures, and the days off, kept in the browser."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import planner as planner_actor
from vun.records.abroad import catalogue as trip_rules
from vun.records.abroad.models import TripReportRule
from vun.records.accounts.domain import Role
from vun.records.deadlines import catalogue as deadline_rules
from vun.records.deadlines.models import DeadlineRule
from vun.records.measures import catalogue as measure_rules
from vun.records.measures.models import MeasureRule
from vun.records.orgs.models import Unit
from vun.records.registers.models import CalendarDay

pytestmark = pytest.mark.django_db
ON = {"on": "2026-06-30"}


def html(response: Any) -> str:
    return response.content.decode()


def test_a_rule_is_replaced_confirmed_and_ended_in_the_browser(
    planner: Client, signed_in: Any, root: Unit
) -> None:
    trip_rules.load_catalogues(planner_actor())
    measure_rules.load_catalogues(planner_actor())
    shown = html(planner.get(reverse("rules:list"), ON))
    assert "Từng người học nộp trong 15 ngày kể từ ngày về nước" in shown
    assert "Kết quả học tập: giỏi, xuất sắc" in shown or "Kết quả học tập: xuất sắc, giỏi" in shown
    assert "chưa kiểm chứng" in shown
    old = TripReportRule.objects.get(code="bao-cao-doan/2023")
    key = ["trip-reports", old.pk]
    assert "Xác nhận đã đối chiếu" in html(planner.get(reverse("rules:detail", args=key), ON))
    planner.post(reverse("rules:confirm", args=key))
    old.refresh_from_db()
    assert old.is_verified
    form = html(planner.get(reverse("rules:replace", args=key), ON))
    assert f'value="{old.name}"' in form
    typed = {
        "name": old.name,
        "scope": "whole",
        "days": "20",
        "recipients": "Sở Nội vụ",
        "legal_basis": "Quy chế đoàn ra của tỉnh",
        "start_on": "01/07/2026",
    }
    wrong = planner.post(reverse("rules:replace", args=key), typed | {"start_on": "01/01/2020"})
    assert wrong.status_code == 400
    assert "Quy định bị thay thế có hiệu lực từ" in html(wrong)
    assert planner.post(reverse("rules:replace", args=key), typed).status_code == 302
    new = TripReportRule.objects.get(code="bao-cao-doan/2026")
    shown = html(planner.get(reverse("rules:detail", args=["trip-reports", new.pk]), ON))
    assert "trong 30 ngày" in shown
    end = reverse("rules:end", args=["trip-reports", new.pk])
    assert planner.post(end, {"on": "01/07/2026"}).status_code == 400
    assert planner.post(end, {"on": "01/07/2027"}).status_code == 302
    assert planner.get(reverse("rules:add", args=["nothing"]), ON).status_code == 404
    assert signed_in(Role.UNIT_OFFICER, root).post(end, {"on": "01/01/2027"}).status_code == 403


def test_what_becomes_of_a_deadline_on_a_day_off_is_replaced_from_a_day_on(
    planner: Client, root: Unit
) -> None:
    deadline_rules.load_catalogues(planner_actor())
    shown = html(planner.get(reverse("rules:list"), ON))
    assert "Ngày cuối của thời hạn là ngày nghỉ: kết thúc khi hết ngày làm việc tiếp theo" in shown
    assert "Điều 148 khoản 5, Bộ luật Dân sự 2015" in shown
    rule = DeadlineRule.objects.get(end_on__isnull=True)
    typed = {
        "name": rule.name,
        "last_day_off": "as_counted",
        "legal_basis": "Quy chế",
        "start_on": "01/07/2026",
    }
    assert planner.post(reverse("rules:add", args=["deadlines"]), typed).status_code == 400
    replace = reverse("rules:replace", args=["deadlines", rule.pk])
    assert planner.post(replace, typed).status_code == 302
    told = html(planner.get(reverse("rules:list"), {"on": "2026-07-01"}))
    assert "vẫn kết thúc vào ngày ấy" in told


def test_a_measure_rule_is_added_with_its_classifications(planner: Client, root: Unit) -> None:
    address = reverse("rules:add", args=["measures"])
    typed = {
        "name": "Khen học viên giỏi",
        "cause": "result",
        "kind": "reward",
        "most_amount": "300.000",
        "legal_basis": "Quy chế",
        "start_on": "01/01/2026",
    }
    wrong = planner.post(address, typed)
    assert "phải chọn ít nhất một xếp loại" in html(wrong)
    assert planner.post(address, typed | {"classifications": ["good"]}).status_code == 302
    rule = MeasureRule.objects.get()
    assert (rule.classifications, rule.most_amount, rule.is_verified) == (["good"], 300_000, True)


def test_days_off_are_kept_by_the_administrator(signed_in: Any, planner: Client, root: Unit) -> None:
    administrator = signed_in(Role.ADMINISTRATOR, root)
    address = reverse("admin:calendar")
    assert "Thêm Tết Nguyên đán" in html(administrator.get(address, {"year": "2027", **ON}))
    typed = {"name": "Tết", "first_on": "05/02/2027", "last_on": "04/02/2027", "is_working": "off"}
    add = reverse("admin:calendar-add")
    assert "Ngày cuối phải từ ngày đầu 05/02/2027" in html(administrator.post(add, typed))
    assert administrator.post(add, typed | {"last_on": "11/02/2027"}).status_code == 302
    assert CalendarDay.objects.count() == 7
    shown = html(administrator.get(address, {"year": "2027", **ON}))
    assert shown.count("<tr>") == 8
    day = CalendarDay.objects.all()[0]
    assert administrator.post(reverse("admin:calendar-remove", args=[day.pk])).status_code == 302
    assert CalendarDay.objects.count() == 6
    assert planner.get(address, ON).status_code == 403
