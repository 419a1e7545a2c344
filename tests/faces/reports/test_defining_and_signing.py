"""In the browser: a table of one's own kept as a definition; a report signed and read again."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.factories.reports import TrainingYear, make_training_year
from vun.records.accounts.domain import Role
from vun.records.delivery.models import Certificate, Completion
from vun.records.publishing.models import ReportRelation, SignedReport

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
FORM = "bieu-10-btctw"
YEAR = {"first_day": "01/01/2026", "last_day": "31/12/2026", "units": "then", "unit": ""}
ASKED = "2026-01-01_2026-12-31_then_all"


@pytest.fixture
def year() -> TrainingYear:
    return make_training_year()


def client_of(role: Role, year: TrainingYear) -> Client:
    client = Client()
    client.force_login(make_user(role, year.tree.root), backend=BACKEND)
    return client


def test_the_form_stands_with_its_number_line_and_people_beside_turns(year: TrainingYear) -> None:
    page = client_of(Role.PLANNER, year).get(reverse("reports:detail", args=[FORM]), YEAR).content.decode()

    assert re.findall(r"<tr class=\"numbering\">(.*?)</tr>", page, re.S)[0].replace(" ", "").replace(
        "\n", ""
    ) == (
        "<td>1</td><td>2</td><td>3=4+6+8</td><td>4</td><td>5</td><td>6</td><td>7</td><td>8</td>"
        "<td>9=10+11</td><td>10</td><td>11</td>"
    )
    assert "4 lượt" in page


@pytest.mark.parametrize("column", ["c3", "c3~turns", "c9"])
def test_a_cell_opens_into_the_names_it_counts_with_the_rule_in_words(
    year: TrainingYear, column: str
) -> None:
    address = reverse("reports:figure", args=[FORM, ASKED, "II", column])
    page = client_of(Role.PLANNER, year).get(address).content.decode()

    assert "II Bồi dưỡng" in page
    assert "đào tạo hay bồi dưỡng là Bồi dưỡng" in page
    assert page.count("/people/") >= 3 or "/classes/" in page
    taken = client_of(Role.LEADER, year).get(f"{address}?export=json").content.decode()
    assert "Điều kiện: đào tạo hay bồi dưỡng là Bồi dưỡng" in str(json.loads(taken))


def test_any_field_may_stand_down_and_across(year: TrainingYear) -> None:
    client = client_of(Role.PLANNER, year)
    asked = {**YEAR, "down": "level", "across": "sex", "measure": "turns"}
    page = client.get(reverse("reports:pivot"), asked).content.decode()
    assert "Chưa rõ" in page
    assert "4 người" in page
    [behind] = [
        link for link in re.findall(r'href="(\?[^"]*)"', page) if "row=total" in link and link.endswith("=t")
    ]
    opened = client.get(f"{reverse('reports:pivot')}{html.unescape(behind)}")
    assert opened.status_code == 200
    assert opened.content.decode().count("Triệu Văn Em") == 1

    refused = client.get(reverse("reports:pivot"), {**asked, "measure": "spent"})
    assert refused.status_code == 400

    kept = client.post(
        f"{reverse('reports:pivot')}?{urlencode(asked)}", {"name": "cap-va-gioi", "title": "Cấp và giới"}
    )
    assert kept.headers["Location"] == "/reports/cap-va-gioi/"
    found = client.get("/reports/cap-va-gioi/", YEAR).content.decode()
    [link] = re.findall(r'href="(/reports/cap-va-gioi/[^"]*total/t/)"', found)
    assert client.get(html.unescape(link)).status_code == 200


def test_a_leader_signs_what_holds_and_rereads_it(year: TrainingYear) -> None:
    client = client_of(Role.LEADER, year)
    address = reverse("reports:sign", args=[FORM, ASKED])
    assert "Mọi hệ thức đều khớp" in client.get(address).content.decode()

    answer = client.post(address)
    signed = SignedReport.objects.get()
    assert answer.headers["Location"] == f"/reports/signed/{signed.pk}/"

    page = client.get(answer.headers["Location"]).content.decode()
    assert "Nguyên vẹn như lúc ký" in page
    assert client.get(f"/reports/signed/{signed.pk}/II/c3/").status_code == 200
    assert "Không khác" in client.get(f"{answer.headers['Location']}?since=1").content.decode()

    first = year.classes[0].enrolment_ids[0]
    Certificate.objects.filter(enrolment_id=first).delete()
    Completion.objects.filter(enrolment_id=first).delete()
    year.an.enrolments.filter(pk=first).delete()
    assert "Hoàng Văn An" in client.get(f"{answer.headers['Location']}?since=1").content.decode()

    SignedReport.objects.update(title="Đổi trộm")
    assert "không còn như lúc ký" in client.get(answer.headers["Location"]).content.decode()
    assert client.get(f"/reports/signed/{signed.pk}/II/c3/").status_code == 404


def test_a_difference_must_be_explained(year: TrainingYear) -> None:
    planner, leader = client_of(Role.PLANNER, year), client_of(Role.LEADER, year)
    written = planner.post(
        reverse("reports:relations", args=[FORM]), {"name": "Xã bằng lớp", "formula": "[II/c8] = [II/c9] * 2"}
    )
    assert written.status_code == 302
    assert (
        planner.post(reverse("reports:relations", args=[FORM]), {"name": "x", "formula": "?"}).status_code
        == 400
    )
    address = reverse("reports:sign", args=[FORM, ASKED])

    page = leader.get(address).content.decode()
    [place] = re.findall(r'name="(explain-\d+)"', page)
    assert leader.post(address).status_code == 400
    assert not SignedReport.objects.exists()
    assert leader.post(address, {place: "Đã rà"}).status_code == 302
    assert "Đã rà" in leader.get(f"/reports/signed/{SignedReport.objects.get().pk}/").content.decode()

    relation = ReportRelation.objects.get()
    planner.post(reverse("reports:remove_relation", args=[FORM, relation.pk]))
    assert not ReportRelation.objects.exists()


def test_who_may_not_define_or_sign_is_refused(year: TrainingYear) -> None:
    officer = client_of(Role.UNIT_OFFICER, year)
    for name, arguments in (("define", [FORM]), ("relations", [FORM]), ("sign", [FORM, ASKED])):
        assert officer.get(reverse(f"reports:{name}", args=arguments)).status_code == 403
    assert officer.get(reverse("reports:signed", args=[99])).status_code == 404
