"""The pages of reward and discipline after study."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.measures import make_result, make_rule
from tests.factories.orgs import make_unit
from vun.records.accounts.domain import Role
from vun.records.measures.models import Measure
from vun.records.orgs.models import Unit

pytestmark = pytest.mark.django_db
ON = {"on": "2025-12-31"}
DECISION = {
    "number": "9/QĐ-SNV",
    "issued_on": "01/04/2025",
    "issuer": "Sở Nội vụ",
    "subject": "Khen thưởng học viên",
}


def html(response: Any) -> str:
    return response.content.decode()


def test_a_proposal_is_decided_shown_on_the_person_and_taken_back(planner: Client, root: Unit) -> None:
    rule = make_rule()
    enrolment = make_result()
    planner.get(reverse("outcomes:measures"), ON)
    take = reverse("outcomes:measure-take", args=[rule.pk, enrolment.pk])
    assert take in html(planner.get(reverse("outcomes:proposals"), ON))
    wrong = planner.post(take, DECISION | {"form": "Giấy khen", "amount": "300.000"})
    assert wrong.status_code == 400
    assert "200.000" in html(wrong)
    assert planner.post(take, DECISION | {"form": "Giấy khen", "amount": "200.000"}).status_code == 302
    measure = Measure.objects.get()
    assert "Giấy khen" in html(planner.get(reverse("outcomes:measures"), ON))
    assert "9/QĐ-SNV" in html(planner.get(reverse("outcomes:measure", args=[measure.pk]), ON))
    person = html(planner.get(reverse("people:study", args=[enrolment.person_id]), ON))
    assert "Khen thưởng: Giấy khen, 200.000 đồng (9/QĐ-SNV, 01/04/2025)" in person
    assert planner.get(take, ON).status_code == 404
    revoke = reverse("outcomes:measure-revoke", args=[measure.pk])
    assert planner.post(revoke, {"on": "01/05/2025", "reason": ""}).status_code == 400
    assert planner.post(revoke, {"on": "01/05/2025", "reason": "Xét lại"}).status_code == 302
    assert "đã thu hồi" in html(planner.get(reverse("people:study", args=[enrolment.person_id]), ON))


def test_an_officer_sees_own_measures_and_decides_none(signed_in: Any, root: Unit) -> None:
    rule = make_rule()
    enrolment = make_result()
    officer = signed_in(Role.UNIT_OFFICER, enrolment.unit_then)
    take = reverse("outcomes:measure-take", args=[rule.pk, enrolment.pk])
    assert officer.get(take, ON).status_code == 403
    assert officer.get(reverse("outcomes:proposals"), ON).status_code == 403
    assert officer.get(reverse("outcomes:measures"), ON).status_code == 200
    stranger = signed_in(Role.UNIT_OFFICER, make_unit())
    assert stranger.get(reverse("outcomes:measure", args=[1]), ON).status_code == 404
