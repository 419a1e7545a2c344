"""Long absences on a person's page."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.faces.conftest import SignIn
from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from vun.records.accounts.domain import Role
from vun.records.orgs.models import Unit
from vun.records.people.models import Absence

pytestmark = pytest.mark.django_db


def html(response: Any) -> str:
    return response.content.decode()


def test_an_absence_is_recorded_shown_and_ended(signed_in: SignIn, root: Unit) -> None:
    unit = make_unit("Sở Y tế")
    person = make_person(unit=unit)
    officer = signed_in(Role.UNIT_OFFICER, unit)
    add = reverse("people:absence-add", args=[person.pk])
    detail = reverse("people:detail", args=[person.pk])
    assert add in html(officer.get(detail))
    wrong = {"kind": "maternity", "on": "01/03/2026", "until": "01/02/2026"}
    assert officer.post(add, wrong).status_code == 400
    officer.post(add, {"kind": "maternity", "on": "01/03/2026", "note": "Con thứ hai"})
    shown = html(officer.get(detail))
    assert "Nghỉ thai sản" in shown
    assert "chưa rõ ngày trở lại" in shown
    absence = Absence.objects.get()
    end = reverse("people:absence-end", args=[person.pk, absence.pk])
    officer.post(end, {"until": "01/09/2026"})
    assert "31/08/2026" in html(officer.get(detail))
    stranger = signed_in(Role.UNIT_OFFICER, make_unit())
    assert stranger.get(end).status_code == 404
    other = reverse("people:absence-end", args=[make_person(unit=unit).pk, absence.pk])
    assert officer.get(other).status_code == 404
