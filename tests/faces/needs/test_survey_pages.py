"""A survey in the browser: opened, filled, signed off up the tree, summed up; and one's own wish."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.factories.needs import SYSTEM, make_need, make_round, sheet_of
from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from tests.factories.plans import make_plan
from tests.factories.standards import make_programme, make_requirement, make_scale
from vun.records.accounts.domain import Role
from vun.records.needs import operations
from vun.records.needs.domain import FieldKind, NeedReason, Question
from vun.records.needs.models import Need, SurveyRound
from vun.records.orgs.models import Unit
from vun.records.people.models import Person
from vun.records.plans.models import PlanLineTerms
from vun.records.standards.models import Programme

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
WHY = Question(1, "Vì sao cần học", FieldKind.TEXT, is_required=True)


def page(client: Client, view: str, /, *arguments: Any, expected: int = 200, **query: Any) -> str:
    """The page's text, once it has answered as ``expected``."""
    response = client.get(reverse(f"needs:{view}", args=arguments), query)
    assert response.status_code == expected, response.content.decode()[-2000:]
    return response.content.decode()


def send(client: Client, view: str, /, *arguments: Any, expected: int = 302, **data: Any) -> str:
    """Post the form; 302 is done, 400 is a form with what is wrong."""
    response = client.post(reverse(f"needs:{view}", args=arguments), data)
    assert response.status_code == expected, response.content.decode()[-3000:]
    return response.content.decode()


def said(client: Client, view: str, /, *arguments: Any, **data: Any) -> str:
    """What the page says after a step."""
    return client.post(reverse(f"needs:{view}", args=arguments), data, follow=True).content.decode()


@pytest.fixture
def department(root: Unit) -> Unit:
    return make_unit("Sở Nội vụ", parent=root)


@pytest.fixture
def office(department: Unit) -> Unit:
    return make_unit("Văn phòng Sở", parent=department)


@pytest.fixture
def programme() -> Programme:
    """What everybody lacks."""
    level = make_scale()[1]
    make_requirement(level, name="Trung cấp lý luận chính trị")
    return make_programme("Lớp trung cấp lý luận", grants=level)


@pytest.fixture
def person(department: Unit) -> Person:
    return make_person("Hoàng Thị Mai", unit=department)


def test_a_round_is_opened_with_its_own_questions(planner: Client, root: Unit, person: Person) -> None:
    data = {
        "name": "Nhu cầu 2027",
        "year": "2027",
        "root": root.pk,
        "opens_on": "01/03/2026",
        "closes_on": "31/03/2026",
        "q1-label": "Hình thức muốn học",
        "q1-kind": "choice",
        "q1-options": "Tập trung",
    }
    assert "Câu hỏi riêng của đợt" in page(planner, "add")
    text = send(planner, "add", expected=400, **data)
    assert "cần ít nhất hai mục khác nhau" in text
    assert 'value="Hình thức muốn học"' in text
    assert "Sửa một trong hai ngày" in send(
        planner, "add", expected=400, **data | {"closes_on": "01/02/2026"}
    )
    send(planner, "add", **data | {"q1-options": "Tập trung\nTrực tuyến", "q3-label": "Ghi thêm"})
    survey = SurveyRound.objects.get()
    assert [(field.order, field.label, field.kind, field.options) for field in survey.fields.all()] == [
        (1, "Hình thức muốn học", "choice", ["Tập trung", "Trực tuyến"]),
        (3, "Ghi thêm", "text", []),
    ]
    assert "Nhu cầu 2027" in page(planner, "list")


def test_pages_keep_to_scope(root: Unit, signed_in: SignIn, person: Person, office: Unit) -> None:
    make_person(unit=office)
    survey = make_round(root)
    sheet = sheet_of(survey, person.appointments.get().unit)
    need = make_need(sheet, person, make_programme())
    stranger = signed_in(Role.UNIT_OFFICER, make_unit())
    assert Client().get(reverse("needs:list")).status_code == 302
    assert signed_in().get(reverse("needs:list"))["Location"] == reverse("needs:wish")
    for view, argument in (
        ("detail", survey.pk),
        ("sheet", sheet.pk),
        ("need", need.pk),
        ("need-add", sheet.pk),
    ):
        page(stranger, view, argument, expected=404)
        page(stranger, view, 999999, expected=404)
    for view in ("sign", "gaps", "accept"):
        send(stranger, view, sheet.pk, expected=404)
    send(stranger, "withdraw", need.pk, expected=404)
    page(stranger, "add", expected=403)
    clerk = signed_in(Role.UNIT_OFFICER, sheet.unit)
    page(clerk, "totals", survey.pk, expected=403)
    page(clerk, "extend", survey.pk, expected=403)
    send(clerk, "close", survey.pk, expected=403)
    send(clerk, "accept", sheet.pk, expected=403)
    page(clerk, "return", sheet.pk, expected=403)
    reader = signed_in(Role.LEADER, sheet.unit)
    assert "Thêm nhu cầu" not in page(reader, "sheet", sheet.pk)
    page(reader, "need-add", sheet.pk, expected=403)


def test_the_round_shows_who_is_next(planner: Client, root: Unit, person: Person, office: Unit) -> None:
    make_person(unit=office)
    survey = make_round(root)
    text = page(planner, "detail", survey.pk)
    assert "0 / 2" in text.replace("–", "0")
    assert "1 phiếu trực thuộc" in text
    operations.sign_sheet(sheet=sheet_of(survey, office), by=SYSTEM)
    assert "Sở Nội vụ" in page(planner, "detail", survey.pk, state="signed")
    assert "Văn phòng Sở" not in page(planner, "detail", survey.pk, state="filling")


def test_the_sheet_shows_gap_beside_need_and_registers_both_ways(
    signed_in: SignIn, root: Unit, department: Unit, person: Person, programme: Programme
) -> None:
    other = make_person("Lý Văn Bình", unit=department)
    survey = make_round(root)
    sheet = sheet_of(survey, department)
    clerk = signed_in(Role.UNIT_OFFICER, department)
    text = page(clerk, "sheet", sheet.pk)
    assert text.index("Lý Văn Bình") < text.index("Hoàng Thị Mai")
    assert "Trung cấp lý luận chính trị" in text
    assert "cho 2 phần còn thiếu của 2 người" in text
    send(clerk, "gaps", sheet.pk, ids=[other.pk])
    assert list(Need.objects.values_list("person_id", flat=True)) == [other.pk]
    assert "Lý Văn Bình" not in page(clerk, "sheet", sheet.pk, view="open")
    assert "Hoàng Thị Mai" not in page(clerk, "sheet", sheet.pk, view="registered")
    send(clerk, "gaps", sheet.pk)
    assert set(Need.objects.values_list("person_id", "programme_id")) == {
        (other.pk, programme.pk),
        (person.pk, programme.pk),
    }
    data = {"person": person.pk, "programme": programme.pk, "reason": "post", "priority": "1"}
    text = send(clerk, "need-add", sheet.pk, expected=400, **data)
    assert "Đã đăng ký “Lớp trung cấp lý luận” cho Hoàng Thị Mai" in text
    send(clerk, "need-add", sheet.pk, expected=400, **data | {"reason": "wish"})
    send(clerk, "need-add", sheet.pk, **data | {"programme": make_programme("Tiếng Tày").pk})
    assert "Tiếng Tày" in page(clerk, "sheet", sheet.pk, q="mai")
    need = Need.objects.get(programme__name="Tiếng Tày")
    assert "Yêu cầu vị trí việc làm" in page(clerk, "need", need.pk)
    send(clerk, "withdraw", need.pk)
    assert not Need.objects.filter(pk=need.pk).exists()


def test_questions_are_asked_for_every_need_and_before_signing(
    signed_in: SignIn, root: Unit, department: Unit, person: Person, programme: Programme
) -> None:
    survey = make_round(root, questions=[WHY, Question(2, "Số năm còn công tác", FieldKind.NUMBER)])
    sheet = sheet_of(survey, department)
    clerk = signed_in(Role.UNIT_OFFICER, department)
    data = {"person": person.pk, "programme": make_programme().pk, "reason": "post", "priority": "2"}
    text = send(clerk, "need-add", sheet.pk, expected=400, **data | {"answer_1": "", "answer_2": "mười"})
    assert "không phải số nguyên" in text
    send(clerk, "need-add", sheet.pk, **data | {"answer_1": "Theo quy hoạch", "answer_2": "12"})
    assert Need.objects.get().answers == {"1": "Theo quy hoạch", "2": 12}
    send(clerk, "gaps", sheet.pk)
    assert "Còn 1 nhu cầu chưa trả lời" in page(clerk, "sheet", sheet.pk)
    assert "chưa trả lời câu hỏi bắt buộc" in said(clerk, "sign", sheet.pk)
    need = Need.objects.get(programme=programme)
    send(clerk, "need", need.pk, expected=400, answer_2="5")
    send(clerk, "need", need.pk, answer_1="Thiếu chuẩn")
    assert "Đã ký và gửi lên cấp trên" in said(clerk, "sign", sheet.pk)
    assert "đang ở trạng thái “Chờ duyệt”" in said(clerk, "sign", sheet.pk)
    assert "Thiếu chuẩn" in page(clerk, "need", need.pk)
    assert "Thêm nhu cầu" not in page(clerk, "sheet", sheet.pk)


def test_sheets_go_up_the_tree_and_come_back_with_a_reason(
    signed_in: SignIn, root: Unit, department: Unit, office: Unit, person: Person
) -> None:
    make_person(unit=office)
    survey = make_round(root)
    below, above = sheet_of(survey, office), sheet_of(survey, department)
    in_office, in_department = (signed_in(Role.UNIT_OFFICER, unit) for unit in (office, department))
    assert "Phiếu nhu cầu chưa ký" in in_office.get(reverse("home:show")).content.decode()
    assert "Còn 1 phiếu của đơn vị trực thuộc" in said(in_department, "sign", above.pk)
    send(in_office, "sign", below.pk)
    assert "Phiếu nhu cầu chờ duyệt" in in_department.get(reverse("home:show")).content.decode()
    assert "Duyệt phiếu" in page(in_department, "sheet", below.pk)
    assert "Duyệt phiếu" not in page(in_office, "sheet", below.pk)
    page(in_office, "return", below.pk, expected=403)
    send(in_department, "return", below.pk, expected=400, reason="")
    send(in_department, "return", below.pk, reason="Thiếu hai người")
    assert "Thiếu hai người" in page(in_office, "sheet", below.pk)
    send(in_office, "sign", below.pk)
    assert "Đã duyệt phiếu" in said(in_department, "accept", below.pk)
    assert "không làm được việc này" in said(in_department, "accept", below.pk)
    send(in_department, "sign", above.pk)
    planner = signed_in(Role.PLANNER)
    send(planner, "accept", above.pk)
    text = page(planner, "detail", survey.pk)
    assert "Còn 0 phiếu chưa được duyệt" in text
    send(planner, "extend", survey.pk, expected=400, closes_on="01/01/2026")
    send(planner, "extend", survey.pk, closes_on="30/04/2026")
    assert "30/04/2026" in page(planner, "detail", survey.pk)
    assert "Đợt khảo sát đã kết thúc" in said(planner, "close", survey.pk)
    assert "đã kết thúc, không sửa được nữa" in said(planner, "close", survey.pk)


def test_a_cadre_sends_a_wish_and_takes_it_back(signed_in: SignIn, root: Unit, person: Person) -> None:
    user = make_user()
    person.user = user
    person.save()
    me = signed_in(user=user)
    assert "không có đợt khảo sát nào đang mở" in page(me, "wish")
    survey = make_round(root, questions=[WHY])
    assert "Gửi nguyện vọng học tập" in me.get(reverse("home:show")).content.decode()
    programme = make_programme("Tiếng Tày")
    text = send(me, "wish", expected=400, programme=programme.pk, note="Công tác ở xã vùng cao")
    assert "Công tác ở xã vùng cao" in text
    send(me, "wish", programme=programme.pk, answer_1="Dùng hằng ngày")
    need = Need.objects.get()
    assert (need.sheet.round, need.person, need.origin, need.answers) == (
        survey,
        person,
        "person",
        {"1": "Dùng hằng ngày"},
    )
    assert "Tiếng Tày" in page(me, "wish")
    assert "Dùng hằng ngày" in page(me, "need", need.pk)
    assert "đã đăng ký" in send(me, "wish", expected=400, programme=programme.pk, answer_1="Lại").lower()
    page(me, "wish", expected=404, round="999999")
    page(me, "sheet", need.sheet_id, expected=403)
    send(me, "withdraw", need.pk)
    assert not Need.objects.exists()


def test_who_has_no_record_is_told_what_to_do(signed_in: SignIn) -> None:
    assert "Nhờ người quản trị gắn hồ sơ" in page(signed_in(), "wish")


def test_totals_become_lines_of_a_plan(
    planner: Client, root: Unit, department: Unit, person: Person, programme: Programme
) -> None:
    survey = make_round(root)
    sheet = sheet_of(survey, department)
    make_need(sheet, person, programme, reason=NeedReason.BELOW_STANDARD)
    version = make_plan(root, first_year=2027)
    text = page(planner, "totals", survey.pk)
    assert "Lớp trung cấp lý luận" in text
    address = f"{reverse('plans:from-needs', args=[version.pk])}?survey={survey.pk}"
    assert address in text
    assert "Lớp trung cấp lý luận" in planner.get(address).content.decode()
    url = reverse("plans:from-needs", args=[version.pk])
    for data, message in (
        ({"class_size": "40"}, "Chưa chọn chương trình nào"),
        ({"class_size": "0", "programmes": [programme.pk]}, "Mỗi lớp phải có ít nhất một học viên"),
    ):
        response = planner.post(url, {"survey": survey.pk, **data})
        assert response.status_code == 400
        assert message in response.content.decode()
    response = planner.post(url, {"survey": survey.pk, "class_size": "40", "programmes": [programme.pk]})
    assert response.status_code == 302
    line = PlanLineTerms.objects.get()
    assert (line.learners, line.classes, line.quotas.get().unit) == (1, 1, department)
    response = planner.post(url, {"survey": survey.pk, "class_size": "40", "programmes": [programme.pk]})
    assert "đã có trong kế hoạch" in response.content.decode()


def test_whoever_runs_a_round_is_told_of_units_where_nobody_can_sign_in(
    planner: Client, signed_in: SignIn, root: Unit, department: Unit
) -> None:
    for unit in (department, make_unit("Sở Xây dựng")):
        make_person(unit=unit)
    survey = make_round(root)
    assert "2 đơn vị chưa ký phiếu và chưa có tài khoản cán bộ đơn vị" in page(planner, "detail", survey.pk)
    officer = signed_in(Role.UNIT_OFFICER, department)
    assert "1 đơn vị chưa ký phiếu và chưa có tài khoản cán bộ đơn vị" in page(planner, "detail", survey.pk)
    assert "chưa có tài khoản cán bộ đơn vị" not in page(officer, "detail", survey.pk)


def test_round_and_sheet_cost_the_same_with_three_and_with_thirty(
    planner: Client, root: Unit, department: Unit, programme: Programme, django_assert_num_queries: Any
) -> None:
    for number in range(2):
        make_person(unit=make_unit(f"Xã {number}"))
    make_person(unit=department)
    few = make_round(root, name="Ít")
    for number in range(2):
        make_need(
            sheet_of(few, department), make_person(f"Trần Văn {number}", unit=department), make_programme()
        )
    sheet = sheet_of(few, department)
    with django_assert_num_queries(13):
        page(planner, "detail", few.pk)
    with django_assert_num_queries(26):
        page(planner, "sheet", sheet.pk)
    for number in range(27):
        make_person(unit=make_unit(f"Xã thêm {number}"))
        make_need(sheet, make_person(f"Lê Văn {number}", unit=department), programme)
    many = make_round(root, name="Nhiều")
    with django_assert_num_queries(13):
        page(planner, "detail", many.pk)
    with django_assert_num_queries(26):
        page(planner, "sheet", sheet.pk)


def test_signed_sheets_are_accepted_together_or_none_of_them(
    planner: Client, signed_in: SignIn, root: Unit, department: Unit, person: Person
) -> None:
    commune = make_unit("Xã Quốc Khánh")
    make_person(unit=commune)
    survey = make_round(root)
    sheets = [sheet_of(survey, unit) for unit in (department, commune)]
    ids = [sheet.pk for sheet in sheets]
    operations.sign_sheet(sheet=sheets[0], by=SYSTEM)
    assert "Duyệt các phiếu đã chọn" in page(planner, "detail", survey.pk)
    assert "không làm được việc này" in said(planner, "accept-chosen", survey.pk, ids=ids)
    assert sheet_of(survey, department).state == "signed"
    send(signed_in(Role.UNIT_OFFICER, commune), "accept-chosen", survey.pk, expected=403, ids=ids[1:])
    operations.sign_sheet(sheet=sheets[1], by=SYSTEM)
    assert "Đã duyệt 2 phiếu" in said(planner, "accept-chosen", survey.pk, ids=ids)
    assert [sheet_of(survey, unit).state for unit in (department, commune)] == ["accepted", "accepted"]


def test_ids_nobody_has_change_nothing(
    planner: Client, root: Unit, department: Unit, person: Person, programme: Programme
) -> None:
    survey = make_round(root)
    huge = "9" * 30
    assert "Đã duyệt 0 phiếu" in said(planner, "accept-chosen", survey.pk, ids=[huge, "x"])
    version = make_plan(root, first_year=2027)
    response = planner.post(
        reverse("plans:from-needs", args=[version.pk]),
        {"survey": survey.pk, "class_size": "40", "programmes": [huge]},
    )
    assert response.status_code == 400
    send(planner, "gaps", sheet_of(survey, department).pk, ids=[huge])
    assert not Need.objects.exists()
