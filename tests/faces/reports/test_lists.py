"""The names behind a figure: whoever may open the figure reads them all, as they were then."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from tests.factories.accounts import make_user
from tests.factories.funding import make_source
from tests.factories.people import make_appointment, make_title
from tests.factories.plans import SYSTEM
from tests.factories.reports import TrainingYear, merge_communes
from tests.factories.standards import make_programme
from vun.records.accounts.domain import Role
from vun.records.delivery.domain import ClassRow, CostKind, CostRow, CountingRule, EnrolmentState, LearnerRow
from vun.records.delivery.operations import load_history
from vun.records.people.domain import StaffKind
from vun.records.people.models import Appointment
from vun.records.standards.domain import Branch, StudyPlace
from vun.reports.counting import opening

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
ALL_YEAR = "2026-01-01_2026-12-31_then_all"


def officer_of_the_commune(year: TrainingYear) -> Client:
    client = Client()
    client.force_login(make_user(Role.UNIT_OFFICER, year.tree.commune), backend=BACKEND)
    return client


def opened(client: Client, column: str, asked: str = ALL_YEAR, form: str = "bieu-10-btctw") -> str:
    response = client.get(reverse("reports:figure", args=[form, asked, "II", column]))
    assert response.status_code == 200
    return response.content.decode()


def leave(year: TrainingYear) -> None:
    """An leaves the commune for the department, long after the classes."""
    moved_on = date(2026, 9, 1)
    post = Appointment.objects.get(person=year.an)
    Appointment.objects.filter(pk=post.pk).update(end_on=moved_on)
    post.pk, post.unit, post.start_on = None, year.tree.department, moved_on
    post.save()


@pytest.mark.parametrize("column", ["c8", "c8~turns"])
def test_who_has_left_the_readers_units_is_still_named_and_leads_nowhere(
    year: TrainingYear, column: str
) -> None:
    client = officer_of_the_commune(year)
    page = f"/people/{year.an.pk}/"
    assert client.get(page).status_code == 200
    assert f'href="{page}"' in opened(client, column)

    leave(year)

    listed = opened(client, column)
    assert "Hoàng Văn An" in listed
    assert client.get(page).status_code == 404
    assert f'href="{page}"' not in listed


@pytest.mark.parametrize("column", ["c8", "c8~turns"])
def test_units_are_called_as_on_the_day_of_the_event(year: TrainingYear, column: str) -> None:
    merge_communes(year.tree)
    client = Client()
    client.force_login(make_user(Role.PLANNER), backend=BACKEND)

    cells = re.findall(r"<td[^>]*>(.*?)</td>", opened(client, column), re.DOTALL)

    assert "Xã Quốc Khánh" in "".join(cells)
    assert "Xã Tràng Định" not in "".join(cells)


@pytest.mark.parametrize("rule", [CountingRule.COMPLETED, CountingRule.CERTIFIED])
def test_what_is_counted_on_completion_is_told_as_of_completion(
    year: TrainingYear, rule: CountingRule
) -> None:
    client = Client()
    client.force_login(make_user(Role.PLANNER), backend=BACKEND)
    for column in ("c8", "c8~turns"):
        listed = opened(client, column, f"{ALL_YEAR}_{rule.value}")
        assert "Hoàng Văn An" in listed
        assert "Xã Quốc Khánh" in listed


def test_a_long_list_of_people_is_the_same_as_a_short_one(
    year: TrainingYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    client.force_login(make_user(Role.PLANNER), backend=BACKEND)
    short = opened(client, "c3")

    monkeypatch.setattr(opening, "_FEW", 0)

    def without_tokens(page: str) -> str:
        return re.sub(r'name="csrfmiddlewaretoken"[^>]*|data-csrf[^>]*|X-CSRFToken[^}]*', "", page)

    assert without_tokens(opened(client, "c3")) == without_tokens(short)
    assert re.search(r"\b3\b", short)


def test_the_list_of_a_figure_is_taken_away_with_the_names_of_then(year: TrainingYear) -> None:
    leave(year)
    client = officer_of_the_commune(year)
    address = reverse("reports:figure", args=["bieu-10-btctw", ALL_YEAR, "II", "c8"])

    lines = client.get(address, {"export": "csv"}).content.decode().splitlines()

    assert any("Hoàng Văn An" in line and "Xã Quốc Khánh" in line for line in lines)


def test_behind_seats_stands_the_seat_and_not_the_main_post(year: TrainingYear) -> None:
    seat = make_title("Tỉnh ủy viên", code="province-party-committee-member", kind=StaffKind.CADRE)
    make_appointment(year.an, year.tree.party, seat, is_primary=False)
    client = Client()
    client.force_login(make_user(Role.PLANNER), backend=BACKEND)
    address = reverse("reports:figure", args=["bieu-9a-btctw", ALL_YEAR, "T", "bch"])

    listed = client.get(address, {"q": "hoang an"}).content.decode()
    missing = client.get(address, {"q": "không có ai"}).content.decode()

    told = re.findall(r"<td[^>]*>(.*?)</td>", listed, re.DOTALL)
    assert [strip_tags(cell).strip() for cell in told] == [f"Tỉnh ủy viên, {year.tree.party.name}"]
    assert ("Hoàng Văn An" in listed, "Hoàng Văn An" in missing) == (True, False)


def test_who_money_was_spent_on_is_found_by_name(year: TrainingYear) -> None:
    abroad = ClassRow(
        programme_id=make_programme(branch=Branch.FOSTERING).pk,
        host_id=year.tree.root.pk,
        start_on=date(2026, 3, 1),
        end_on=date(2026, 3, 10),
        place=StudyPlace.ABROAD.value,
        learners=[LearnerRow(one.pk, state=EnrolmentState.STUDYING) for one in (year.an, year.binh)],
        costs=[CostRow(CostKind.SPENT, make_source().code, "Học phí", 7, date(2026, 3, 10))],
    )
    load_history(rows=[abroad], by=SYSTEM)
    client = Client()
    client.force_login(make_user(Role.PLANNER), backend=BACKEND)
    address = reverse("reports:figure", args=["noi-vu-2", ALL_YEAR, "total", "kp"])

    whole, found = (client.get(address, {"q": words}).content.decode() for words in ("", "hoang an"))

    assert (year.an.full_name in whole, year.binh.full_name in whole) == (True, True)
    assert (year.an.full_name in found, year.binh.full_name in found) == (True, False)
