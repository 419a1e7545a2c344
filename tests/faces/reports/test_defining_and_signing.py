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
from tests.factories.reports import TrainingYear
from vun.records.accounts.domain import Role
from vun.records.delivery.models import Certificate, Completion
from vun.records.publishing.models import ReportRelation, SignedReport

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
FORM = "bieu-10-btctw"
YEAR = {"first_day": "01/01/2026", "last_day": "31/12/2026", "units": "then", "unit": ""}
ASKED = "2026-01-01_2026-12-31_then_all"


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
    for name in ("define", "relations"):
        assert officer.get(reverse(f"reports:{name}", args=[FORM])).status_code == 403
    lecturer = client_of(Role.LECTURER, year)
    assert lecturer.get(reverse("reports:sign", args=[FORM, ASKED])).status_code == 403
    assert officer.get(reverse("reports:signed", args=[99])).status_code == 404


def test_a_planner_writes_a_relation_and_sees_at_once_how_it_comes_out(year: TrainingYear) -> None:
    planner = client_of(Role.PLANNER, year)
    address = reverse("reports:relations", args=[FORM])

    planner.post(address, {"name": "Xã bằng lớp", "formula": "[II/c8] = [II/c9] * 2"})

    page = planner.get(address).content.decode()
    assert "Hệ thức của cơ quan" in page
    assert re.search(
        r"Xã bằng lớp</th><td><code>\[II/c8\] = \[II/c9\] \* 2</code></td>"
        r"<td[^>]*>2</td><td[^>]*>4</td><td>Không khớp</td>",
        page,
    )
    assert "<code>c8</code>" in page


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("[II/c8] = [II/c99]", "[II/c99]"),
        ("[khong-co/c8] = [II/c8]", "[khong-co/c8]"),
        ("[II/c8] = [bieu-99: II/c8]", "bieu-99"),
    ],
)
def test_a_relation_of_what_there_is_not_is_refused_and_named(
    year: TrainingYear, formula: str, said: str
) -> None:
    planner = client_of(Role.PLANNER, year)
    answer = planner.post(reverse("reports:relations", args=[FORM]), {"name": "x", "formula": formula})

    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not ReportRelation.objects.exists()


def test_a_relation_of_a_unit_that_has_gone_is_explained_and_stops_nothing_else(year: TrainingYear) -> None:
    planner, leader = client_of(Role.PLANNER, year), client_of(Role.LEADER, year)
    name = "don-vi-cu"
    formula = "[unit:unit:KHONG/t] <= [total/t]"
    written = planner.post(reverse("reports:relations", args=[name]), {"name": "Xã cũ", "formula": formula})
    assert written.status_code == 302
    address = reverse("reports:sign", args=[name, ASKED])

    [place] = re.findall(r'name="(explain-\d+)"', leader.get(address).content.decode())

    assert leader.post(address).status_code == 400
    assert leader.post(address, {place: "Xã đã nhập vào xã khác"}).status_code == 302


@pytest.mark.parametrize("name", ["plan-programme", "standard-bridge"])
def test_a_report_computed_as_a_whole_is_signed_and_opened_again(year: TrainingYear, name: str) -> None:
    leader = client_of(Role.LEADER, year)
    assert "Đối chiếu và ký" in leader.get(reverse("reports:detail", args=[name])).content.decode()

    answer = leader.post(reverse("reports:sign", args=[name, ASKED]))

    assert answer.status_code == 302
    page = leader.get(answer.headers["Location"])
    assert "Nguyên vẹn như lúc ký" in page.content.decode()
    assert leader.get(f"{answer.headers['Location']}?since=1").status_code == 200


def test_a_table_of_ones_own_counts_only_what_is_chosen_opens_and_goes_out_as_a_file(
    year: TrainingYear,
) -> None:
    client, pivot = client_of(Role.PLANNER, year), reverse("reports:pivot")
    asked = {**YEAR, "down": "sex", "across": "group", "measure": "turns"}
    one = {"c-count": "1", "c0-field": "level", "c0-group": "0", "c0-value": ["commune", "district"]}

    def total(**more: object) -> str:
        page = client.get(pivot, {**asked, **more}).content.decode()
        return re.findall(r"<tfoot>.*?</tfoot>", page, re.S)[0]

    figures = [re.findall(r'class="opens"[^>]*>(\d+)</a>', foot)[-1] for foot in (total(), total(**one))]
    assert figures == ["5", "3"]
    [behind] = re.findall(r'href="(\?[^"]*row=total&amp;column=t)"', total(**one))
    opened = client.get(f"{pivot}{html.unescape(behind)}").content.decode()
    assert "cấp công tác là" in opened
    assert "Triệu Văn Em" not in opened

    choosing = client.get(pivot, {**asked, "c-count": "0", "c-new": "level", "do": "and"})
    assert (choosing.status_code, 'name="c0-value"' in choosing.content.decode()) == (200, True)
    unchosen = client.get(pivot, {**asked, "c-count": "1", "c0-field": "level"})
    assert (unchosen.status_code, "Chưa chọn giá trị nào" in unchosen.content.decode()) == (400, True)

    for suffix in ("xlsx", "csv", "pdf", "docx"):
        file = client.get(pivot, {**asked, **one, "export": suffix})
        assert file.headers["Content-Disposition"].endswith(f'.{suffix}"')

    address = f"{pivot}?{urlencode({**asked, **one}, doseq=True)}"
    begun = client.post(address, {"do": "draft", "title": "Bảng của tôi"})
    assert "/reports/drafts/" in begun.headers["Location"]
    assert "cấp công tác là" in client.get(begun.headers["Location"]).content.decode()
