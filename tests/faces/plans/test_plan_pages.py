"""Plans in the browser: looked at, edited, given to units, submitted, approved, amended."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.factories.accounts import make_user
from tests.factories.delivery import make_class
from tests.factories.funding import make_source
from tests.factories.needs import make_need, make_round
from tests.factories.needs import sheet_of as survey_sheet_of
from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from tests.factories.plans import SYSTEM, make_decision, make_line, make_plan, make_terms, submit_and_approve
from tests.factories.standards import make_programme
from vun.records.accounts.domain import Role
from vun.records.funding import operations as funding
from vun.records.orgs.models import Unit
from vun.records.plans import operations, queries
from vun.records.plans.domain import TargetOrigin
from vun.records.plans.models import Plan, PlanLineTerms, PlanVersion, Quota
from vun.records.registers.models import DecisionBasis
from vun.records.standards.domain import Branch

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
TABS = ("lines", "quotas", "money", "calendar", "result", "roll-up", "versions", "bases")


def page(client: Client, view: str, /, *arguments: Any, expected: int = 200, **query: Any) -> str:
    """The page's text, once it has answered as ``expected``."""
    response = client.get(reverse(f"plans:{view}", args=arguments), query)
    assert response.status_code == expected, response.content.decode()[-2000:]
    return response.content.decode()


def send(client: Client, view: str, /, *arguments: Any, expected: int = 302, **data: Any) -> str:
    """Post the form; 302 is done, 400 is a form with what is wrong."""
    response = client.post(reverse(f"plans:{view}", args=arguments), data)
    assert response.status_code == expected, response.content.decode()[-3000:]
    return response.content.decode()


def full_plan(unit: Unit, lines: int = 2, *, approved: bool = True) -> PlanVersion:
    """A plan with lines of both branches, money, quotas of two units, months and a basis."""
    source = make_source()
    first, second = make_unit(), make_unit()
    version = make_plan(unit)
    for number in range(lines):
        make_line(
            version,
            title=f"Lớp số {number + 1}",
            learners=10,
            branch=Branch.TRAINING if number % 2 else Branch.FOSTERING,
            origin=TargetOrigin.CENTRAL if number == 0 else TargetOrigin.PROVINCE,
            programme_id=make_programme().pk,
            first_month=3,
            last_month=4,
            host_id=first.pk,
            quotas={first: 6, second: 4},
            budgets={source.code: 5_000_000},
        )
    basis = make_decision()
    operations.attach_basis(plan=version.plan, decision=basis, by=SYSTEM)
    DecisionBasis.objects.create(decision=basis, basis=make_decision(issued_on=date(2025, 6, 24)), order=1)
    return submit_and_approve(version) if approved else version


def test_a_visitor_signs_in_and_a_stranger_learns_nothing(root: Unit, signed_in: SignIn) -> None:
    version = full_plan(root)
    plan = version.plan
    commune = make_unit("Xã Xa")
    assert Client().get(reverse("plans:detail", args=[plan.pk])).status_code == 302
    assert page(signed_in(), "list", expected=403)
    assert page(signed_in(Role.CADRE), "list", expected=403)
    other = make_plan(make_unit()).plan
    clerk = signed_in(Role.UNIT_OFFICER, commune)
    assert page(clerk, "detail", other.pk, expected=404)
    assert page(clerk, "detail", plan.pk)
    assert page(clerk, "detail", 999999, expected=404)
    assert page(clerk, "detail", plan.pk, expected=404, version=other.versions.get().pk)
    assert page(clerk, "detail", plan.pk, expected=404, tab="nothing")
    assert page(clerk, "annex", version.pk, "3", expected=404)


def test_the_list_shows_plans_with_state_and_learners(planner: Client, root: Unit) -> None:
    full_plan(root)
    make_plan(root, name="Kế hoạch chuyển đổi số", first_year=2027, last_year=2030)
    text = page(planner, "list")
    assert "Đã duyệt" in text
    assert "2027–2030" in text
    assert "Kế hoạch chuyển đổi số" in page(planner, "list", q="chuyen doi", year="2028", state="draft")
    assert "Kế hoạch chuyển đổi số" not in page(planner, "list", year="2026")


def test_an_empty_list_says_what_to_do_first(planner: Client) -> None:
    assert "Lập kế hoạch đầu tiên" in page(planner, "list")


def test_a_draft_says_how_many_learners_keep_it_from_being_submitted(planner: Client, root: Unit) -> None:
    version = make_plan(root)
    make_line(version, learners=30)
    # Shared out to no unit at all it may be submitted.
    assert "giao hết mới trình được" not in page(planner, "detail", version.plan_id)
    make_line(version, learners=60, quotas={make_unit("Sở Y tế"): 20})
    text = page(planner, "detail", version.plan_id)
    assert "Còn 40 học viên chưa giao chỉ tiêu cho đơn vị nào; giao hết mới trình được." in text
    assert "giao hết mới trình được" not in page(planner, "detail", full_plan(root).plan_id)


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_opens_for_draft_and_approved_plans(planner: Client, root: Unit, tab: str) -> None:
    for version in (full_plan(root), full_plan(root, approved=False), make_plan(root)):
        assert "<h1>" in page(planner, "detail", version.plan_id, tab=tab)


@pytest.mark.parametrize(
    ("tab", "cost"),
    [
        ("lines", 12),
        ("quotas", 11),
        ("money", 16),
        ("calendar", 11),
        ("result", 12),
        ("roll-up", 16),
        ("bases", 14),
    ],
)
def test_a_tab_costs_the_same_with_three_lines_and_with_thirty(
    planner: Client, root: Unit, django_assert_num_queries: Any, tab: str, cost: int
) -> None:
    for lines in (3, 30):
        plan = full_plan(root, lines, approved=False).plan
        with django_assert_num_queries(cost):
            page(planner, "detail", plan.pk, tab=tab)


def test_the_list_costs_the_same_with_three_plans_and_with_thirty(
    planner: Client, root: Unit, django_assert_num_queries: Any
) -> None:
    for plans in (3, 27):
        for _ in range(plans):
            full_plan(root, 1)
        with django_assert_num_queries(7):
            page(planner, "list")


def test_a_plan_is_drafted_and_a_wrong_form_keeps_what_was_typed(planner: Client, root: Unit) -> None:
    taken = make_plan(root).plan
    data = {"name": "Kế hoạch 2027", "code": taken.code, "unit": root.pk, "first_year": "2027"}
    text = send(planner, "add", expected=400, **data)
    assert "đã dùng cho kế hoạch khác" in text
    assert 'value="Kế hoạch 2027"' in text
    send(planner, "add", **data | {"code": "KH-27", "last_year": "2030", "theme": "Số"})
    plan = Plan.objects.get(code="KH-27")
    assert (plan.first_year, plan.last_year, plan.theme, plan.unit) == (2027, 2030, "Số", root)
    send(planner, "edit", plan.pk, name="Tên khác", theme="", parent=taken.pk, expected=400)
    send(planner, "edit", plan.pk, name="Tên khác", theme="")
    plan.refresh_from_db()
    assert plan.name == "Tên khác"


def test_a_year_is_written_without_a_point(planner: Client, root: Unit) -> None:
    assert re.findall(r'name="first_year" value="(.*?)"', page(planner, "add", on="2026-06-01")) == ["2027"]


def test_needs_to_choose_from_are_shown_with_a_class_size_and_no_error(planner: Client, root: Unit) -> None:
    unit = make_unit()
    person = make_person(unit=unit)
    survey = make_round(root)
    make_need(survey_sheet_of(survey, unit), person, make_programme("Kỹ năng số"))
    version = make_plan(root, first_year=2027)
    html = page(planner, "from-needs", version.pk, survey=survey.pk)
    assert "Kỹ năng số" in html
    assert re.findall(r'name="class_size"[^>]* value="(.*?)"', html) == ["40"]
    assert "is-invalid" not in html
    assert "errorlist" not in html


def line_data(**changes: Any) -> dict[str, Any]:
    return {
        "year": "2026",
        "branch": "fostering",
        "title": "Bồi dưỡng kỹ năng số",
        "learners": "1.200",
        "classes": "30",
        "origin": "province",
    } | changes


def test_a_line_is_added_changed_and_removed(planner: Client, root: Unit) -> None:
    version = make_plan(root)
    text = send(planner, "line-add", version.pk, expected=400, **line_data(first_month="5", last_month="4"))
    assert "Tháng kết thúc 4 trước tháng bắt đầu 5" in text
    assert "Bồi dưỡng kỹ năng số" in text
    programme = make_programme("Kỹ năng số")
    send(
        planner,
        "line-add",
        version.pk,
        **line_data(title="", programme_id=programme.pk, host_id=root.pk, first_month="5", last_month="6"),
    )
    line = PlanLineTerms.objects.get()
    assert (line.title, line.learners, line.classes, line.first_month, line.host) == (
        "Kỹ năng số",
        1200,
        30,
        5,
        root,
    )
    assert "Kỹ năng số" in page(planner, "line", line.pk)
    send(planner, "line", line.pk, **line_data(learners="1.300"))
    line.refresh_from_db()
    assert (line.title, line.learners, line.programme) == ("Bồi dưỡng kỹ năng số", 1300, None)
    send(planner, "line-remove", line.pk)
    assert not PlanLineTerms.objects.exists()
    assert page(planner, "line", line.pk, expected=404)


def test_a_line_of_several_years_is_split_over_them(planner: Client, root: Unit) -> None:
    version = make_plan(root, first_year=2026, last_year=2028)
    assert "Chia đều cho các năm" in page(planner, "line-add", version.pk)
    send(planner, "line-add", version.pk, **line_data(year="all", learners="100", classes="4"))
    assert list(PlanLineTerms.objects.values_list("year", "learners", "classes").order_by("year")) == [
        (2026, 34, 2),
        (2027, 33, 1),
        (2028, 33, 1),
    ]


def test_money_is_given_by_source_beside_an_estimate_by_the_norms(planner: Client, root: Unit) -> None:
    source = make_source("Ngân sách tỉnh")
    for code, amount in (
        ("lecturer.tier1", 2_000_000),
        ("lecturer.tier5", 900_000),
        ("class.hall", 1_500_000),
    ):
        funding.add_cost_norm(
            code=code,
            name=code,
            unit_of_count="buổi",
            amount=amount,
            legal_basis="Nghị quyết",
            start_on=date(2020, 1, 1),
            by=SYSTEM,
        )
    programme = make_programme(duration_days=10, theory_periods=60, practice_periods=20)
    line = make_line(make_plan(root), programme_id=programme.pk, classes=2)
    text = page(planner, "line-money", line.pk)
    assert "36.000.000" in text
    dearer = page(planner, "line-money", line.pk, tier="lecturer.tier1", hall="1")
    assert "80.000.000" in dearer
    assert "30.000.000" in dearer
    assert "không phải số nguyên" in send(
        planner, "line-money", line.pk, expected=400, **{f"budget_{source.code}": "nhiều"}
    )
    send(planner, "line-money", line.pk, **{f"budget_{source.code}": "36.000.000"})
    assert dict(line.budgets.values_list("source_id", "amount")) == {source.code: 36_000_000}
    assert "chưa được giao kinh phí" in page(planner, "detail", line.version.plan_id, tab="money")


def test_quotas_are_typed_in_a_grid_and_too_many_are_refused_beside_their_line(
    planner: Client, root: Unit
) -> None:
    department, commune = make_unit("Sở Nội vụ"), make_unit("Xã Quốc Khánh")
    version = make_plan(root)
    first, second = (
        make_line(version, title="Lớp A", learners=10),
        make_line(version, title="Lớp B", learners=5),
    )
    text = page(planner, "quotas", version.pk)
    assert "Sở Nội vụ: Lớp A" in text

    def cells(**numbers: str) -> dict[str, str]:
        return {
            f"q-{first.pk}-{department.pk}": numbers.get("a", ""),
            f"q-{first.pk}-{commune.pk}": numbers.get("b", ""),
            f"q-{second.pk}-{department.pk}": numbers.get("c", ""),
        }

    text = send(planner, "quotas", version.pk, expected=400, **cells(a="9", b="3", c="5"))
    assert "Đã giao 12, quá 2 so với 10 học viên" in text
    assert 'value="9"' in text
    assert not Quota.objects.exists()
    assert "không phải số nguyên" in send(planner, "quotas", version.pk, expected=400, **cells(a="chín"))
    assert "không được nhỏ hơn 0" in send(planner, "quotas", version.pk, expected=400, **cells(a="-3"))
    send(planner, "quotas", version.pk, **cells(a="7", b="3", c="5"))
    assert dict(Quota.objects.filter(terms=first).values_list("unit_id", "learners")) == {
        department.pk: 7,
        commune.pk: 3,
    }
    send(planner, "quotas", version.pk, **cells(a="7", b=""))
    assert list(Quota.objects.filter(terms=first).values_list("unit_id", flat=True)) == [department.pk]
    assert "7 / 10" in page(planner, "quotas", version.pk, line=first.pk).replace("</output>", "").replace(
        "<output>", ""
    )
    assert page(planner, "quotas", version.pk, expected=404, line="999999")


def test_one_line_is_spread_over_units_by_their_people(planner: Client, root: Unit) -> None:
    big, small, empty = make_unit("Sở Lớn"), make_unit("Xã Nhỏ"), make_unit("Xã Trống")
    for unit in (big, big, big, small):
        make_person(unit=unit)
    version = make_plan(root)
    line = make_line(version, learners=8)
    address = f"{reverse('plans:quotas', args=[version.pk])}?line={line.pk}"
    assert "Chia theo số người" in planner.get(address).content.decode()
    response = planner.post(reverse("plans:spread", args=[line.pk]), {"back": address})
    assert (response.status_code, response["Location"]) == (302, address)
    assert dict(Quota.objects.values_list("unit_id", "learners")) == {big.pk: 6, small.pk: 2}
    assert empty.pk not in Quota.objects.values_list("unit_id", flat=True)
    elsewhere = planner.post(reverse("plans:spread", args=[line.pk]), {"back": "https://elsewhere.example/"})
    assert elsewhere["Location"].startswith("/plans/")


def test_a_grid_of_many_lines_and_units_is_shown_in_pages(planner: Client, root: Unit) -> None:
    for number in range(40):
        make_unit(f"Xã số {number}")
    version = make_plan(root)
    for number in range(30):
        make_line(version, title=f"Lớp {number:02d}")
    first, second = page(planner, "quotas", version.pk), page(planner, "quotas", version.pk, page="2")
    assert ("Lớp 00" in first, "Lớp 29" in first) == (True, False)
    assert ("Lớp 00" in second, "Lớp 29" in second) == (False, True)


def test_a_plan_goes_from_draft_to_approval_in_the_browser(
    planner: Client, signed_in: SignIn, root: Unit
) -> None:
    version = full_plan(root, approved=False)
    text = page(planner, "detail", version.plan_id)
    assert "Trình bản này gồm 2 nội dung, 20 học viên" in text
    send(planner, "submit", version.pk)
    assert "Chờ duyệt" in page(planner, "detail", version.plan_id)
    assert page(planner, "approve", version.pk, expected=403)
    send(planner, "approve", version.pk, expected=403, number="1", issued_on="05/01/2026", issuer="UBND tỉnh")
    assert page(planner, "line-add", version.pk, expected=400)
    leader = signed_in(Role.LEADER, root)
    assert "Kế hoạch chờ duyệt" in leader.get(reverse("home:show")).content.decode()
    text = page(leader, "approve", version.pk)
    assert "Duyệt kế hoạch này sẽ giao 20 chỉ tiêu cho 2 đơn vị. Tổng kinh phí 10 triệu đồng." in text
    missing = send(leader, "approve", version.pk, expected=400, number="12/QĐ-UBND", issued_on="31/02/2026")
    assert 'value="12/QĐ-UBND"' in missing
    data = {"number": "12/QĐ-UBND", "issued_on": "05/01/2026", "issuer": "Uỷ ban nhân dân tỉnh"}
    send(leader, "approve", version.pk, **data)
    version.refresh_from_db()
    assert (version.state, version.decision.number) == ("approved", "12/QĐ-UBND")
    assert "Đã duyệt" in send(leader, "approve", version.pk, expected=400, **data)
    assert "12/QĐ-UBND" in page(planner, "detail", version.plan_id)


def test_submitting_twice_or_too_early_says_why_and_changes_nothing(planner: Client, root: Unit) -> None:
    version = make_plan(root)
    response = planner.post(reverse("plans:submit", args=[version.pk]), follow=True)
    assert "Kế hoạch chưa có nội dung nào" in response.content.decode()
    make_line(version)
    for said in ("Đã trình", "đang ở trạng thái “Chờ duyệt”"):
        response = planner.post(reverse("plans:submit", args=[version.pk]), follow=True)
        assert said in response.content.decode()
    assert planner.get(reverse("plans:submit", args=[version.pk])).status_code == 405


def test_a_returned_plan_shows_its_reason_and_waits_for_the_planner(
    planner: Client, signed_in: SignIn, root: Unit
) -> None:
    version = full_plan(root, approved=False)
    send(planner, "submit", version.pk)
    leader = signed_in(Role.LEADER, root)
    send(leader, "return", version.pk, expected=400, reason=" ")
    send(leader, "return", version.pk, reason="Thiếu lớp cho cấp xã")
    assert "Thiếu lớp cho cấp xã" in page(planner, "detail", version.plan_id)
    assert "Kế hoạch bị trả lại" in planner.get(reverse("home:show")).content.decode()
    assert "đang ở trạng thái “Trả lại”" in send(leader, "return", version.pk, expected=400, reason="Nữa")


def test_an_amendment_shows_its_differences_by_name(planner: Client, root: Unit) -> None:
    version = full_plan(root)
    plan = version.plan
    send(planner, "amend", plan.pk, reason="Bổ sung lớp")
    amended = plan.versions.get(number=2)
    line = amended.terms.first()
    assert line is not None
    unit = line.quotas.first().unit
    operations.change_line(line=line, terms=make_terms("Lớp đổi tên", learners=12), by=SYSTEM)
    operations.set_quota(line=line, unit=unit, learners=8, by=SYSTEM)
    make_line(amended, title="Lớp mới thêm")
    text = page(planner, "differences", plan.pk, **{"from": version.pk, "to": amended.pk})
    for words in (
        "Bản 2 so với bản 1",
        "Lớp mới thêm",
        "Tổng số học viên",
        f"Chỉ tiêu của {unit.name}",
        "Trung ương giao",
    ):
        assert words in text
    assert page(planner, "differences", plan.pk, expected=404, **{"from": version.pk, "to": "999999"})
    assert page(planner, "differences", plan.pk, expected=404)
    send(planner, "cancel", amended.pk)
    assert "Hai bản giống nhau" not in page(planner, "detail", plan.pk, tab="versions")
    send(planner, "close", plan.pk, on="31/12/2026")
    assert "Hoàn thành" in page(planner, "detail", plan.pk)
    assert "đã kết thúc" in send(planner, "amend", plan.pk, expected=400, reason="Nữa")


def test_another_unit_reads_the_approved_version_and_edits_nothing(signed_in: SignIn, root: Unit) -> None:
    version = full_plan(root)
    amended = operations.amend(plan=version.plan, reason="Bổ sung", by=SYSTEM)
    clerk = signed_in(Role.UNIT_OFFICER, make_unit())
    text = page(clerk, "detail", version.plan_id)
    assert "Điều chỉnh kế hoạch" not in text
    assert "Bản 2" not in page(clerk, "detail", version.plan_id, tab="versions")
    assert page(clerk, "detail", version.plan_id, expected=404, version=amended.pk)
    planner_there = signed_in(Role.PLANNER, make_unit())
    for name, argument, code in (
        ("line-add", amended.pk, 404),
        ("line-add", version.pk, 403),
        ("quotas", version.pk, 403),
        ("amend", version.plan_id, 403),
        ("close", version.plan_id, 403),
        ("basis-add", version.plan_id, 403),
        ("line", version.terms.first().pk, 403),
    ):
        page(planner_there, name, argument, expected=code)
    send(planner_there, "submit", version.pk, expected=404)


def test_whoever_runs_classes_of_the_host_opens_one_from_a_line_in_force(
    planner: Client, signed_in: SignIn, root: Unit
) -> None:
    school, other = make_unit("Trường Chính trị"), make_unit("Sở Y tế")
    version = make_plan(root)
    for title, host in (("Của trường", school), ("Của sở", other)):
        make_line(version, title=title, programme_id=make_programme().pk, host_id=host.pk, classes=1)
    line = queries.terms_of_version(version).get(title="Của trường")
    link = f"{reverse('classes:add')}?line={line.line_id}"
    registrar = signed_in(Role.REGISTRAR, school)
    everywhere = signed_in(Role.REGISTRAR)

    assert link not in page(everywhere, "detail", version.plan_id), "a draft makes no classes"
    submit_and_approve(version)
    shown = page(registrar, "detail", version.plan_id)
    assert (link in shown, shown.count("Lập lớp")) == (True, 1)
    assert page(everywhere, "detail", version.plan_id).count("Lập lớp") == 2
    assert "Lập lớp" not in page(planner, "detail", version.plan_id)
    assert registrar.get(link).context["form"].initial["name"] == "Của trường"
    make_class(line.programme, school, line=line.line)
    assert link not in page(registrar, "detail", version.plan_id), "its one class is there"


def test_bases_are_added_and_taken_off(planner: Client, root: Unit) -> None:
    plan = make_plan(root).plan
    basis = make_decision("171/2025/NĐ-CP")
    send(planner, "basis-add", plan.pk, expected=400, decision="999999")
    send(planner, "basis-add", plan.pk, decision=basis.pk)
    assert "171/2025/NĐ-CP" in page(planner, "detail", plan.pk, tab="bases")
    send(planner, "basis-remove", plan.pk, basis.pk)
    assert page(planner, "detail", plan.pk, tab="bases").count("171/2025/NĐ-CP") == 1
    assert "171/2025/NĐ-CP" not in page(planner, "detail", plan.pk, tab="bases")
    assert planner.post(reverse("plans:basis-remove", args=[plan.pk, 999999])).status_code == 404


def sheet_of(client: Client, version: PlanVersion, annex: str) -> list[list[Any]]:
    response = client.get(reverse("plans:annex", args=[version.pk, annex]))
    assert response.status_code == 200
    return CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()


def test_the_annexes_come_as_spreadsheets_that_add_up(planner: Client, root: Unit) -> None:
    version = full_plan(root, 3)
    classes, quotas, money = (sheet_of(planner, version, annex) for annex in "124")
    assert classes[0][0] == "Phụ lục I. Danh mục lớp đào tạo, bồi dưỡng"
    assert [[*row[:2], row[6], row[14]] for row in classes[4:10]] == [
        ["A", "Đào tạo", 10.0, 5_000_000.0],
        ["1", "Lớp số 2", 10.0, 5_000_000.0],
        ["B", "Bồi dưỡng", 20.0, 10_000_000.0],
        ["1", "Lớp số 1", 10.0, 5_000_000.0],
        ["2", "Lớp số 3", 10.0, 5_000_000.0],
        ["Cộng", "", 30.0, 15_000_000.0],
    ]
    assert [row[1:] for row in quotas[4:7]] == [
        [6.0, 6.0, 6.0, 18.0],
        [4.0, 4.0, 4.0, 12.0],
        [10.0] * 3 + [30.0],
    ]
    assert [row[-1] for row in money[4:]] == [15_000_000.0, 15_000_000.0]


def test_plans_are_found_from_the_search_box(planner: Client, root: Unit) -> None:
    make_plan(root, name="Kế hoạch chuyển đổi số")
    assert "Kế hoạch chuyển đổi số" in planner.get(reverse("search"), {"q": "chuyen doi so"}).content.decode()


def test_money_pages_are_for_who_may_see_money(planner: Client, signed_in: SignIn, root: Unit) -> None:
    source = make_source("Ngân sách tỉnh")
    version = make_plan(root)
    make_line(version, budgets={source.code: 70})
    submit_and_approve(version)
    accountant = signed_in(Role.ACCOUNTANT, root)
    assert "chưa giao" in page(accountant, "funds", year="2026")
    assert page(signed_in(Role.UNIT_OFFICER, make_unit()), "funds", expected=403)
    assert page(planner, "budget-set", source.code, 2026, expected=403)
    assert page(signed_in(Role.ACCOUNTANT, make_unit()), "budget-set", source.code, 2026, expected=403)
    assert page(accountant, "budget-set", "nowhere", 2026, expected=404)
    send(accountant, "budget-set", source.code, 2026, expected=400, amount="-5")
    send(accountant, "budget-set", source.code, 2026, amount="50")
    assert "-20" in page(planner, "funds", year="2026")


def test_norms_are_added_and_the_new_one_ends_the_old(planner: Client, signed_in: SignIn, root: Unit) -> None:
    accountant = signed_in(Role.ACCOUNTANT, root)
    data = {
        "name": "Tài liệu",
        "code": "learner.materials",
        "amount": "60.000",
        "unit_of_count": "học viên",
        "start_on": "01/01/2024",
        "legal_basis": "Nghị quyết 1",
    }
    send(accountant, "norm-add", **data)
    text = send(accountant, "norm-add", expected=400, **data)
    assert "đã có mức áp dụng từ 01/01/2024" in text
    send(accountant, "norm-add", **data | {"start_on": "01/01/2026", "amount": "75.000"})
    text = page(planner, "norms")
    assert "75.000" in text
    assert "01/01/2026" in text
    assert page(planner, "norm-add", expected=403)


def test_a_user_of_one_unit_drafts_for_that_unit_only(signed_in: SignIn, root: Unit) -> None:
    commune, other = make_unit(), make_unit()
    client = signed_in(user=make_user(Role.PLANNER, commune))
    data = {"name": "Kế hoạch xã", "code": "KH-X", "first_year": "2026"}
    send(client, "add", expected=400, unit=other.pk, **data)
    send(client, "add", unit=commune.pk, **data)
    assert Plan.objects.get().unit == commune


def test_numbers_beyond_reason_are_told_and_never_break_a_page(planner: Client, root: Unit) -> None:
    source = make_source()
    line = make_line(make_plan(root))
    huge = "9" * 30
    assert "Số này quá lớn" in send(
        planner, "line-add", line.version_id, expected=400, **line_data(learners=huge)
    )
    grid = {f"q-{line.pk}-{root.pk}": huge}
    assert "Số này quá lớn" in send(planner, "quotas", line.version_id, expected=400, **grid)
    money = {f"budget_{source.code}": huge}
    assert "Số này quá lớn" in send(planner, "line-money", line.pk, expected=400, **money)
    page(planner, "detail", huge, expected=404)
    page(planner, "list", year=huge)
    page(planner, "funds", year=huge)
