"""The list of people, a person's pages, and one's own record: who sees what, and what it costs."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from tests.faces.conftest import SignIn
from tests.factories.accounts import make_user
from tests.factories.commitments import make_commitment
from tests.factories.credentials import make_credential
from tests.factories.delivery import FIRST_DAY, make_learner, make_open_class, make_session
from tests.factories.orgs import TESTS, Tree, make_tree
from tests.factories.people import make_appointment, make_ethnic_group, make_person, make_rank, make_title
from tests.factories.standards import make_programme, make_requirement, make_scale
from vun.records.accounts.domain import Role
from vun.records.accounts.models import User
from vun.records.orgs.models import Unit
from vun.records.people import operations
from vun.records.people.domain import RatingGrade, StaffKind, TraitKind
from vun.records.people.models import Person, TitleGroup

pytestmark = pytest.mark.django_db

NUMBER, MASKED = "020180000145", "020*******45"
PAGES = ("", "credentials/", "standards/", "study/")
SINCE, MAY = date(2015, 1, 1), date(2024, 5, 1)


@pytest.fixture
def root() -> object:
    """The small province stands in for the bare root, so that clients are granted roles on its units."""
    return make_tree().root


@pytest.fixture
def tree(root: object) -> Tree:
    units = {unit.code: unit for unit in Unit.objects.all()}
    return Tree(
        root=units["MS"],
        party=units["TU"],
        department=units["SNV"],
        office=units["VPSNV"],
        front=units["HND"],
        school=units["TCT"],
        district=units["TD"],
        commune=units["QK"],
        other_commune=units["DD"],
    )


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def user_of(person: Person) -> User:
    user = make_user()
    operations.link_user(person=person, user=user, by=TESTS)
    return user


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(user_of(person), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_what_is_typed_into_the_filter_of_units_stays_out_of_the_address(planner: Client, tree: Tree) -> None:
    text = page(planner, "/people/")
    assert 'name="unit"' in text
    assert 'name="unit-typed"' not in text


def test_a_visitor_is_sent_to_sign_in(client: Client, tree: Tree) -> None:
    person = make_person(unit=tree.commune)
    for address in ("/people/", "/people/me/", "/people/add/", f"/people/{person.pk}/"):
        assert client.get(address)["Location"] == f"/sign-in/?next={address}"


@pytest.mark.parametrize("role", [Role.LECTURER, Role.ACCOUNTANT, Role.ADMINISTRATOR])
def test_who_holds_no_permission_over_people_is_refused_the_list(signed_in: SignIn, role: Role) -> None:
    assert signed_in(role).get("/people/").status_code == 403


def test_an_officer_sees_the_people_of_the_own_units_only(signed_in: SignIn, tree: Tree) -> None:
    own = make_person("Nông Thị Hương", unit=tree.commune)
    other = make_person("Lê Văn Bí Mật", unit=tree.party)
    client = signed_in(Role.UNIT_OFFICER, tree.district)

    listed = page(client, "/people/")
    assert ("Nông Thị Hương" in listed, "Lê Văn Bí Mật" in listed) == (True, False)
    for address in PAGES:
        assert client.get(f"/people/{own.pk}/{address}").status_code == 200
        assert client.get(f"/people/{other.pk}/{address}").status_code == 404
        assert client.get(f"/people/999999/{address}").status_code == 404


def test_a_cadre_opens_their_own_record_and_no_other(signed_in: SignIn, tree: Tree) -> None:
    own = make_person("Nông Thị Hương", unit=tree.commune, national_id=NUMBER)
    other = make_person(unit=tree.commune)
    client = signed_in(user=user_of(own))

    for address in PAGES:
        assert client.get(f"/people/{own.pk}/{address}").status_code == 200
        assert client.get(f"/people/{other.pk}/{address}").status_code == 404
    assert client.get("/people/").status_code == 403
    assert client.get(f"/people/{own.pk}/history/").status_code == 403
    assert NUMBER in page(client, "/people/me/")
    assert "Sửa hồ sơ" not in page(client, f"/people/{own.pk}/")


def test_the_whole_number_is_shown_to_editors_only(signed_in: SignIn, tree: Tree) -> None:
    person = make_person(unit=tree.commune, national_id=NUMBER)

    def shown(role: Role) -> tuple[bool, bool]:
        text = page(signed_in(role, tree.commune), f"/people/{person.pk}/")
        return NUMBER in text, MASKED in text

    assert shown(Role.UNIT_OFFICER) == (True, False)
    assert shown(Role.LEADER) == (False, True)
    assert shown(Role.REGISTRAR) == (False, True)


def test_a_number_that_disagrees_with_the_rest_is_pointed_out_to_editors(
    signed_in: SignIn, tree: Tree
) -> None:
    person = make_person(unit=tree.commune, national_id="020081000145")
    doubt = "chữ số thứ năm, thứ sáu không khớp năm sinh"

    assert doubt in page(signed_in(Role.UNIT_OFFICER, tree.commune), f"/people/{person.pk}/")
    assert doubt not in page(signed_in(Role.LEADER, tree.commune), f"/people/{person.pk}/")


def test_the_page_of_a_person_tells_posts_ratings_pools_and_abilities(planner: Client, tree: Tree) -> None:
    person = make_person("Nông Thị Hương", ethnic_group=make_ethnic_group("07", "Nùng"), party_joined_on=MAY)
    make_appointment(
        person, tree.commune, make_title("Văn thư"), start_on=SINCE, end_on=MAY, end_reason="transferred"
    )
    make_appointment(person, tree.office, make_title("Trưởng phòng"), start_on=MAY, rank=make_rank())
    make_appointment(person, tree.party, make_title("Uỷ viên"), start_on=MAY, is_primary=False)
    operations.rate(person=person, year=2024, grade=RatingGrade.EXCELLENT, by=TESTS)
    operations.add_to_succession(
        person=person, unit=tree.department, title=make_title("Giám đốc"), term="2025-2030", on=MAY, by=TESTS
    )
    operations.record_trait(
        person=person, kind=TraitKind.INTERNATIONAL, evidence="IELTS 7.0", on=MAY, by=TESTS
    )

    text = page(planner, f"/people/{person.pk}/")

    expected = [
        "Trưởng phòng, Văn phòng Sở Nội vụ, từ ngày 01/05/2024",
        "Nùng",
        "01/05/2024",
        "30/04/2024",
        "Điều động, chuyển đơn vị",
        "kiêm nhiệm",
        "Hoàn thành xuất sắc nhiệm vụ",
        "2025-2030",
        "IELTS 7.0",
    ]
    assert [words for words in expected if words not in text] == []


def test_the_page_answers_for_the_day_asked(planner: Client, tree: Tree) -> None:
    person = make_person()
    make_appointment(person, tree.commune, make_title("Văn thư"), start_on=SINCE, end_on=MAY)
    make_appointment(person, tree.office, make_title("Trưởng phòng"), start_on=MAY)

    assert "Văn thư, Xã Quốc Khánh" in page(planner, f"/people/{person.pk}/?on=2024-04-30")
    assert "Trưởng phòng, Văn phòng Sở Nội vụ" in page(planner, f"/people/{person.pk}/?on=2024-05-01")
    assert "không giữ chức vụ nào" in page(planner, f"/people/{person.pk}/?on=2014-01-01")


def test_what_is_held_stands_in_the_tables_of_the_record_form(planner: Client, tree: Tree) -> None:
    person = make_person(unit=tree.commune)
    level = make_scale("Lý luận chính trị", ["Trung cấp"])[0]
    make_credential(person, level, name="Bằng trung cấp LLCT", issuer="Trường Chính trị")

    text = page(planner, f"/people/{person.pk}/credentials/")

    for words in ("32.1. Chuyên môn", "32.2. Lý luận chính trị", "Bằng trung cấp LLCT", "Trường Chính trị"):
        assert words in text


def test_a_missing_clause_is_told_with_reason_day_and_what_closes_it(planner: Client, tree: Tree) -> None:
    person = make_person(unit=tree.commune)
    level = make_scale()[1]
    make_requirement(level, name="Trung cấp lý luận chính trị trở lên")
    make_programme("Lớp trung cấp LLCT", grants=level)

    text = page(planner, f"/people/{person.pk}/standards/")
    for words in ("Trung cấp lý luận chính trị trở lên", "Còn thiếu", "Chưa có", "Lớp trung cấp LLCT"):
        assert words in text


def test_ones_own_page_tells_what_is_missing_and_by_when(tree: Tree) -> None:
    person = make_person("Nông Thị Hương", unit=tree.commune)
    level = make_scale()[1]
    make_requirement(level, name="Trung cấp lý luận chính trị trở lên")
    make_programme("Lớp trung cấp LLCT", grants=level)

    text = page(client_of(person), "/people/me/")

    for words in (
        "Trung cấp lý luận chính trị trở lên",
        "Lớp trung cấp LLCT",
        "Không có buổi học nào sắp tới",
    ):
        assert words in text


def test_ones_own_page_tells_what_one_is_to_attend_and_what_service_one_owes(tree: Tree) -> None:
    person = make_person("Nông Thị Hương", unit=tree.commune)
    training_class = make_open_class(name="Lớp chuyên viên chính")
    make_learner(training_class, person)
    make_session(training_class, topic="Quản lý công")
    make_commitment(person, unit=tree.commune)
    client = client_of(person)
    text = page(client, f"/people/me/?on={FIRST_DAY}")
    for words in (
        "Lớp chuyên viên chính: Quản lý công",
        "Cam kết phục vụ sau đào tạo",
        "Thạc sĩ Quản lý công",
    ):
        assert words in text
    assert "Buổi học sắp tới của anh/chị: Lớp chuyên viên chính" in page(client, f"/?on={FIRST_DAY}")
    assert "Cam kết phục vụ" not in page(client_of(make_person(unit=tree.commune)), "/people/me/")


def test_an_account_without_a_record_is_told_what_to_do(signed_in: SignIn) -> None:
    assert "chưa gắn với hồ sơ" in page(signed_in(Role.PLANNER), "/people/me/")


def test_the_audit_of_a_record_is_read_by_editors_and_inspectors(signed_in: SignIn, tree: Tree) -> None:
    person = make_person(unit=tree.commune)
    operations.rate(person=person, year=2024, grade=RatingGrade.GOOD, by=TESTS)
    address = f"/people/{person.pk}/history/"

    codes = {
        role: signed_in(role, tree.commune).get(address).status_code
        for role in (Role.UNIT_OFFICER, Role.INSPECTOR, Role.LEADER, Role.REGISTRAR)
    }
    assert codes == {Role.UNIT_OFFICER: 200, Role.INSPECTOR: 200, Role.LEADER: 403, Role.REGISTRAR: 403}
    assert "tests" in page(signed_in(Role.INSPECTOR, tree.commune), address)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Đào Văn An", "Nông Thị Bình", "Vi Văn Chi"]),
        ("q=nong", ["Nông Thị Bình"]),
        ("kind=contract", ["Vi Văn Chi"]),
        ("group=leaders", ["Đào Văn An"]),
        ("leader=yes", ["Đào Văn An"]),
        ("leader=no", ["Nông Thị Bình", "Vi Văn Chi"]),
        ("sex=female", ["Nông Thị Bình"]),
        ("minority=yes", ["Nông Thị Bình"]),
        ("minority=no", ["Đào Văn An"]),
        ("party=yes", ["Đào Văn An"]),
        ("party=no", ["Nông Thị Bình", "Vi Văn Chi"]),
        ("standard=yes", ["Đào Văn An"]),
        ("standard=no", ["Nông Thị Bình", "Vi Văn Chi"]),
        ("unit=COMMUNE", ["Nông Thị Bình", "Vi Văn Chi"]),
        ("unit=COMMUNE&standard=no&sex=male", ["Vi Văn Chi"]),
        ("standing=left", ["Thôi Việc"]),
        ("standing=never", ["Sinh Viên"]),
        ("standing=all", ["Đào Văn An", "Nông Thị Bình", "Vi Văn Chi", "Thôi Việc", "Sinh Viên"]),
    ],
)
def test_the_list_is_searched_and_filtered(planner: Client, tree: Tree, query: str, names: list[str]) -> None:
    TitleGroup.objects.create(code="leaders", name="Lãnh đạo")
    level = make_scale()[1]
    make_requirement(level)
    chief = make_title("Chủ tịch", group="leaders", is_leader=True)
    an = make_person(
        "Đào Văn An",
        unit=tree.office,
        title=chief,
        ethnic_group=make_ethnic_group("01", "Kinh"),
        party_joined_on=SINCE,
    )
    make_credential(an, level)
    make_person(
        "Nông Thị Bình",
        unit=tree.commune,
        sex="female",
        ethnic_group=make_ethnic_group("07", "Nùng"),
        national_id=NUMBER,
    )
    make_appointment(make_person("Vi Văn Chi"), tree.commune, kind=StaffKind.CONTRACT)
    make_appointment(make_person("Thôi Việc"), tree.commune, start_on=SINCE, end_on=MAY)
    make_person("Sinh Viên")

    response = planner.get(f"/people/?{query.replace('COMMUNE', str(tree.commune.pk))}&export=json")

    assert [row[0] for row in response.json()["rows"]] == names


def test_what_is_seen_is_exported_and_no_national_id_ever(planner: Client, tree: Tree) -> None:
    make_person("Nông Thị Bình", unit=tree.commune, national_id=NUMBER)

    response = planner.get("/people/?q=nong&export=xlsx")

    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    text = str(rows)
    assert ("Nông Thị Bình" in text, "Xã Quốc Khánh" in text, NUMBER in text) == (True, True, False)


def test_the_list_costs_the_same_with_three_people_and_thirty(
    signed_in: SignIn, tree: Tree, django_assert_num_queries: object
) -> None:
    title, group = make_title(), make_ethnic_group()
    client = signed_in(Role.UNIT_OFFICER, tree.district)
    client.get("/people/")
    for count in (3, 27):
        for number in range(count):
            make_person(f"Nông Thị {number}", unit=tree.commune, title=title, ethnic_group=group)
        with django_assert_num_queries(11):
            client.get("/people/")


def test_a_persons_pages_cost_the_same_with_three_rows_and_thirty(
    planner: Client, tree: Tree, django_assert_num_queries: object
) -> None:
    person, title = make_person(), make_title()
    levels = make_scale("Tin học", [f"Mức {number}" for number in range(30)])
    for level in levels:
        make_requirement(level)
    planner.get(f"/people/{person.pk}/")
    added = 0
    for count in (3, 30):
        for number in range(added, count):
            make_appointment(
                person,
                tree.commune,
                title,
                start_on=date(1999 + number // 12, number % 12 + 1, 1),
                is_primary=False,
            )
            make_credential(person, levels[number])
        added = count
        costs = {}
        for address in PAGES:
            with CaptureQueriesContext(connection) as queries:
                planner.get(f"/people/{person.pk}/{address}")
            costs[address] = len(queries)
        assert costs == {"": 17, "credentials/": 10, "standards/": 24, "study/": 12}


def test_the_search_box_finds_people_by_name_or_number_within_scope(signed_in: SignIn, tree: Tree) -> None:
    make_person("Nông Thị Bình", unit=tree.commune, national_id=NUMBER)
    insider, outsider = signed_in(Role.UNIT_OFFICER, tree.district), signed_in(Role.UNIT_OFFICER, tree.party)

    assert "Nông Thị Bình" in page(insider, "/search/?q=nong")
    assert "Nông Thị Bình" not in page(outsider, "/search/?q=nong")
    asked = {"q": NUMBER}
    suggested, hidden = (
        client.post("/search/", asked, headers={"HX-Request": "true"}).content.decode()
        for client in (insider, outsider)
    )
    assert ("Nông Thị Bình" in suggested, "Nông Thị Bình" in hidden) == (True, False)


def test_words_become_an_address_and_a_national_id_never_does(signed_in: SignIn, tree: Tree) -> None:
    person = make_person("Nông Thị Bình", unit=tree.commune, national_id=NUMBER)
    insider, outsider = signed_in(Role.UNIT_OFFICER, tree.district), signed_in(Role.UNIT_OFFICER, tree.party)
    own = f"/people/{person.pk}/"
    spaced = "020 180 000 145"

    assert insider.post("/search/", {"q": "nông thị"})["Location"] == "/search/?q=n%C3%B4ng+th%E1%BB%8B"
    for typed in (NUMBER, spaced):
        assert insider.post("/search/", {"q": typed})["Location"] == own
        for address in ("/search/", "/people/"):
            assert insider.get(address, {"q": typed})["Location"] == own
            assert outsider.get(address, {"q": typed})["Location"] == "/search/"
    followed = insider.get("/people/", asked := {"q": NUMBER}, headers={"HX-Request": "true"})
    assert followed["HX-Redirect"] == own
    assert (
        "Không có ai mang số định danh này" in outsider.post("/search/", asked, follow=True).content.decode()
    )
    offered = insider.post("/people/options/", asked).json()["options"]
    assert [one["text"] for one in offered] == ["Nông Thị Bình"]


def test_fields_are_offered_people_of_the_scope_and_titles_of_the_day(signed_in: SignIn, tree: Tree) -> None:
    person = make_person("Nông Thị Bình", unit=tree.commune, title=make_title("Văn thư"))
    old = make_title("Văn phòng - thống kê")
    old.valid_to = MAY
    old.save()
    client = signed_in(Role.UNIT_OFFICER, tree.commune)

    people = client.get("/people/options/?q=binh").json()["options"]
    assert people == [{"value": str(person.pk), "text": "Nông Thị Bình", "detail": "Văn thư, Xã Quốc Khánh"}]
    assert signed_in(Role.UNIT_OFFICER, tree.party).get("/people/options/?q=binh").json()["options"] == []
    titles = client.get("/people/title-options/?q=van").json()["options"]
    assert [title["text"] for title in titles] == ["Văn thư"]


def test_the_first_page_says_what_of_ones_own_is_missing(tree: Tree) -> None:
    person = make_person(unit=tree.commune)
    make_requirement(make_scale()[1])

    assert "Tiêu chuẩn chức danh còn thiếu của anh/chị" in page(client_of(person), "/")


def test_titles_are_told_in_the_readers_language(planner: Client, tree: Tree) -> None:
    title = make_title("Văn thư")
    title.name_en = "Records clerk"
    title.save()
    person = make_person(unit=tree.commune, title=title)
    make_appointment(person, tree.party, make_title("Uỷ viên"), is_primary=False)
    addresses = ("/people/", f"/people/{person.pk}/")

    assert all("Văn thư" in page(planner, address) for address in addresses)
    planner.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    for address in addresses:
        text = page(planner, address)
        assert ("Records clerk" in text, "Văn thư" in text) == (True, False)
    # Without an English name the Vietnamese one stands.
    assert "Uỷ viên" in page(planner, f"/people/{person.pk}/")
