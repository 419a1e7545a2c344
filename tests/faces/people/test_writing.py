"""The forms about people: what they do, who is let in, what stays when something is wrong."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.faces.conftest import SignIn
from tests.factories.accounts import make_user
from tests.factories.credentials import make_credential
from tests.factories.orgs import TESTS, Tree, make_tree
from tests.factories.people import make_appointment, make_ethnic_group, make_person, make_title
from tests.factories.registers import make_file
from tests.factories.standards import make_scale
from vun.common.period import add_months
from vun.records.accounts.domain import Role
from vun.records.credentials.models import Credential
from vun.records.orgs.models import Unit
from vun.records.people import operations, queries
from vun.records.people.domain import RatingGrade, TraitKind
from vun.records.people.models import Appointment, Person, Rating, SuccessionMembership, Trait
from vun.records.registers.domain import Upload
from vun.records.registers.models import StoredFile

pytestmark = pytest.mark.django_db

SINCE, MAY = date(2015, 1, 1), date(2024, 5, 1)
PERSON = {
    "full_name": "Nông Thị Hương",
    "birth_on": "17/05/1980",
    "sex": "female",
    "national_id": "020180000145",
}


@pytest.fixture
def tree() -> Tree:
    return make_tree()


@pytest.fixture
def root(tree: Tree) -> Unit:
    """The small province stands in for the bare root."""
    return tree.root


def said(response: Any) -> str:
    """The page a form led to."""
    assert response.status_code == 302, response.content.decode()
    return response.client.get(response["Location"]).content.decode()


def errors(response: HttpResponse) -> str:
    """The page of a form that could not be saved."""
    assert response.status_code == 400
    return response.content.decode()


def test_a_clerk_registers_somebody_with_a_first_post(signed_in: SignIn, tree: Tree) -> None:
    title = make_title("Văn thư")
    client = signed_in(Role.UNIT_OFFICER, tree.commune)

    response = client.post(
        "/people/add/", {**PERSON, "unit": tree.commune.pk, "title": title.pk, "on": "01/09/2020"}
    )

    person = Person.objects.get()
    assert "Đã ghi hồ sơ Nông Thị Hương" in said(response)
    assert queries.primary_on(person.pk, MAY).title == title
    assert queries.national_id_of(person) == "020180000145"


def test_a_planner_registers_a_student_without_a_post(planner: Client) -> None:
    said(planner.post("/people/add/", PERSON))

    assert Person.objects.get().appointments.count() == 0


def test_a_clerk_must_name_a_post_and_only_of_the_own_units(signed_in: SignIn, tree: Tree) -> None:
    client, title = signed_in(Role.UNIT_OFFICER, tree.commune), make_title()

    without = errors(client.post("/people/add/", PERSON))
    elsewhere = errors(
        client.post("/people/add/", {**PERSON, "unit": tree.party.pk, "title": title.pk, "on": "01/09/2020"})
    )

    assert without.count("Chưa chọn. Chọn một mục.") >= 2
    assert "Mục này không có trong danh sách" in elsewhere
    assert not Person.objects.exists()


def test_a_half_typed_post_is_asked_for_whole(planner: Client, tree: Tree) -> None:
    text = errors(planner.post("/people/add/", {**PERSON, "unit": tree.commune.pk}))

    assert "Chưa chọn. Chọn một mục." in text
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"national_id": "12345"}, "phải đủ 12 chữ số"),
        ({"birth_on": "31/02/1980"}, "Gõ theo dạng 30/06/2026"),
        ({"birth_on": "17/05/2100"}, "ở sau hôm nay"),
        ({"full_name": "An 123"}, "chỉ gồm chữ"),
        ({"party_joined_on": "01/01/1990"}, "chưa đủ 18 tuổi"),
        ({"phone": "abc"}, "Số điện thoại chỉ gồm chữ số"),
        ({"sex": "none"}, "Mục này không có trong danh sách"),
        ({"ethnic_group": "99"}, "Mục này không có trong danh sách"),
    ],
)
def test_bad_input_is_answered_beside_the_field_and_nothing_typed_is_lost(
    planner: Client, change: dict[str, str], message: str
) -> None:
    typed = {**PERSON, "email": "huong@langson.gov.vn", **change}

    text = errors(planner.post("/people/add/", typed))

    assert message in text
    assert [value for value in typed.values() if value not in text and value not in ("none", "99")] == []
    assert not Person.objects.exists()


def test_the_same_form_sent_twice_registers_once(planner: Client) -> None:
    planner.post("/people/add/", PERSON)

    assert "Số định danh này đã có trong hệ thống" in errors(planner.post("/people/add/", PERSON))
    assert Person.objects.count() == 1


def test_a_number_that_disagrees_is_saved_with_a_warning(planner: Client) -> None:
    text = said(planner.post("/people/add/", {**PERSON, "sex": "male"}))

    assert "chữ số thứ tư không khớp giới tính" in text
    assert Person.objects.count() == 1


def test_a_correction_starts_from_what_is_recorded(planner: Client, tree: Tree) -> None:
    person = make_person(
        "Nông Thị Hương", unit=tree.commune, national_id="020180000145", ethnic_group=make_ethnic_group()
    )
    address = f"/people/{person.pk}/correct/"

    shown = planner.get(address).content.decode()
    text = said(planner.post(address, {**PERSON, "full_name": "Nông Thị Hường", "ethnic_group": "02"}))

    for known in ("Nông Thị Hương", "020180000145", "17/05/1980"):
        assert known in shown
    assert "Đã sửa hồ sơ" in text
    person.refresh_from_db()
    assert (person.full_name, person.ethnic_group_id) == ("Nông Thị Hường", "02")


def test_a_transfer_says_what_will_follow_and_does_it(planner: Client, tree: Tree) -> None:
    old, new = make_title("Văn thư"), make_title("Trưởng phòng")
    person = make_person(unit=tree.commune, title=old, since=SINCE)
    address = f"/people/{person.pk}/transfer/"

    shown = planner.get(address).content.decode()
    text = said(planner.post(address, {"unit": tree.office.pk, "title": new.pk, "on": "01/05/2024"}))

    assert "Chức vụ Văn thư tại Xã Quốc Khánh kết thúc vào ngày chức vụ mới bắt đầu" in shown
    assert "Đã ghi chức vụ mới" in text
    assert list(Appointment.objects.order_by("start_on").values_list("unit", "start_on", "end_on")) == [
        (tree.commune.pk, SINCE, MAY),
        (tree.office.pk, MAY, None),
    ]


def test_a_transfer_sent_twice_is_done_once_and_says_so(planner: Client, tree: Tree) -> None:
    person = make_person(unit=tree.commune)
    typed = {"unit": tree.office.pk, "title": make_title("Trưởng phòng").pk, "on": "01/05/2024"}
    planner.post(f"/people/{person.pk}/transfer/", typed)

    text = errors(planner.post(f"/people/{person.pk}/transfer/", typed))

    assert "bắt đầu đúng ngày 01/05/2024" in text
    assert Appointment.objects.count() == 2


def test_a_clash_names_the_post_in_the_way_beside_the_day(planner: Client, tree: Tree) -> None:
    person = make_person("Nông Thị Hương", unit=tree.commune, title=make_title("Văn thư"), since=SINCE)
    typed = {"unit": tree.office.pk, "title": make_title("Trưởng phòng").pk, "on": "01/05/2024"}

    text = errors(planner.post(f"/people/{person.pk}/appoint/", typed))

    assert (
        "Nông Thị Hương giữ chức vụ chính Văn thư tại Xã Quốc Khánh từ ngày 01/01/2015, chưa kết thúc."
        in text
    )
    assert ("01/05/2024" in text, "Trưởng phòng" in text) == (True, True)


def test_somebody_without_a_post_is_appointed_and_given_more(planner: Client, tree: Tree) -> None:
    person = make_person()
    typed = {"unit": tree.office.pk, "title": make_title("Chuyên viên").pk, "on": "01/05/2024"}

    assert "Đã ghi việc bổ nhiệm" in said(planner.post(f"/people/{person.pk}/appoint/", typed))
    more = {**typed, "unit": tree.party.pk, "title": make_title("Uỷ viên").pk}
    assert "Đã giao kiêm nhiệm" in said(planner.post(f"/people/{person.pk}/concurrent/", more))
    assert sorted(person.appointments.values_list("unit__code", "is_primary")) == [
        ("TU", False),
        ("VPSNV", True),
    ]


def test_a_post_is_ended_with_its_reason_once(planner: Client, tree: Tree) -> None:
    person = make_person(unit=tree.commune)
    post = person.appointments.get()
    address = f"/people/{person.pk}/posts/{post.pk}/end/"
    typed = {"on": "01/05/2024", "reason": "retired"}

    shown = planner.get(address).content.decode()
    text = said(planner.post(address, typed))

    assert "mọi chức vụ khác" in shown
    assert "Sắp xếp lại đơn vị" not in shown
    assert "Đã kết thúc chức vụ" in text
    assert "Nghỉ hưu" in text
    assert "đã kết thúc vào ngày này hoặc trước đó" in errors(planner.post(address, typed))


def test_a_post_recorded_wrongly_is_put_right(signed_in: SignIn, tree: Tree) -> None:
    wrong, right = make_title("Văn thư"), make_title("Kế toán")
    person = make_person(unit=tree.commune, title=wrong, since=SINCE)
    post = person.appointments.get()
    address = f"/people/{person.pk}/posts/{post.pk}/correct/"
    officer = signed_in(Role.UNIT_OFFICER, tree.commune)

    assert address in officer.get(f"/people/{person.pk}/").content.decode()
    shown = officer.get(address).content.decode()
    assert ('value="Văn thư"' in shown, 'value="01/01/2015"' in shown) == (True, True)
    text = said(officer.post(address, {"title": right.pk, "on": "01/05/2015"}))

    assert "Đã sửa chức vụ" in text
    post.refresh_from_db()
    assert (post.title, post.start_on) == (right, date(2015, 5, 1))
    assert "Sửa chức vụ ghi sai" in officer.get(f"/people/{person.pk}/history/").content.decode()
    again = errors(officer.post(address, {"title": right.pk, "on": "01/05/2015"}))
    assert "Chưa sửa gì" in again


def test_a_post_in_a_unit_of_others_is_not_offered_for_correction(signed_in: SignIn, tree: Tree) -> None:
    person = make_person(unit=tree.commune, since=SINCE)
    operations.transfer(person=person, unit=tree.party, title=make_title(), on=MAY, by=TESTS)
    old, new = person.appointments.order_by("start_on")
    officer = signed_in(Role.UNIT_OFFICER, tree.party)

    page = officer.get(f"/people/{person.pk}/").content.decode()
    assert [f"/posts/{post.pk}/correct/" in page for post in (old, new)] == [False, True]
    typed = {"title": make_title().pk, "on": "01/01/2015"}
    assert officer.post(f"/people/{person.pk}/posts/{old.pk}/correct/", typed).status_code == 403


def test_a_post_of_somebody_else_is_not_found(planner: Client, tree: Tree) -> None:
    person, other = make_person(unit=tree.commune), make_person(unit=tree.commune)
    post = other.appointments.get()

    for step in ("end", "cancel", "correct"):
        address = f"/people/{person.pk}/posts/{post.pk}/{step}/"
        assert planner.post(address, {"on": "01/05/2024", "reason": "retired"}).status_code == 404
    assert Appointment.objects.get(pk=post.pk).end_on is None


def test_a_post_to_come_is_taken_back_and_one_that_began_is_not(planner: Client, tree: Tree) -> None:
    person = make_person()
    ahead = make_appointment(person, tree.commune, start_on=timezone.localdate() + timedelta(days=9))
    address = f"/people/{person.pk}/posts/{ahead.pk}/cancel/"
    begun = make_person(unit=tree.commune).appointments.get()

    assert planner.get(address).status_code == 405
    assert "Đã huỷ chức vụ chưa bắt đầu" in said(planner.post(address))
    assert planner.post(address).status_code == 404
    text = said(planner.post(f"/people/{begun.person_id}/posts/{begun.pk}/cancel/"))
    assert "nên không huỷ được" in text


def test_a_rating_a_pool_and_an_ability_are_recorded(planner: Client, tree: Tree) -> None:
    person = make_person(unit=tree.commune)
    last_year = timezone.localdate().year - 1
    title = make_title("Chủ tịch")

    said(planner.post(f"/people/{person.pk}/rate/", {"year": last_year, "grade": "good"}))
    said(
        planner.post(
            f"/people/{person.pk}/succession/add/",
            {"unit": tree.commune.pk, "title": title.pk, "term": "2025-2030", "on": "01/05/2024"},
        )
    )
    said(
        planner.post(
            f"/people/{person.pk}/traits/add/",
            {"kind": "expert", "evidence": "Quyết định 12", "on": "01/05/2024"},
        )
    )

    assert list(Rating.objects.values_list("person", "year", "grade")) == [(person.pk, last_year, "good")]
    place = SuccessionMembership.objects.get()
    assert (place.title, place.term, place.start_on) == (title, "2025-2030", MAY)
    assert [(each.kind, each.evidence) for each in Trait.objects.all()] == [("expert", "Quyết định 12")]


def test_somebody_leaves_a_pool_once_and_only_their_own(planner: Client, tree: Tree) -> None:
    person, other = make_person(unit=tree.commune), make_person(unit=tree.commune)
    place = operations.add_to_succession(
        person=person, unit=tree.commune, title=make_title("Chủ tịch"), term="2025-2030", on=SINCE, by=TESTS
    )
    address = f"/people/{person.pk}/succession/{place.pk}/end/"

    assert planner.get(f"/people/{other.pk}/succession/{place.pk}/end/").status_code == 404
    assert "Quy hoạch Chủ tịch, Xã Quốc Khánh" in planner.get(address).content.decode()
    assert "Đã đưa ra khỏi quy hoạch" in said(planner.post(address, {"on": "01/05/2024"}))
    assert "Đã ra khỏi quy hoạch này" in errors(planner.post(address, {"on": "01/05/2024"}))


FORMS = (
    "correct",
    "rate",
    "succession/add",
    "traits/add",
    "appoint",
    "transfer",
    "concurrent",
    "posts/{post}/end",
    "posts/{post}/correct",
)


@pytest.mark.parametrize("form", FORMS)
def test_forms_are_open_to_the_persons_officers_only(signed_in: SignIn, tree: Tree, form: str) -> None:
    person = make_person(unit=tree.commune)
    address = f"/people/{person.pk}/{form.format(post=person.appointments.get().pk)}/"

    codes = {
        name: client.get(address).status_code
        for name, client in {
            "officer": signed_in(Role.UNIT_OFFICER, tree.district),
            "planner": signed_in(Role.PLANNER),
            "leader": signed_in(Role.LEADER, tree.commune),
            "officer elsewhere": signed_in(Role.UNIT_OFFICER, tree.party),
            "lecturer": signed_in(Role.LECTURER),
        }.items()
    }

    assert codes == {
        "officer": 200,
        "planner": 200,
        "leader": 403,
        "officer elsewhere": 404,
        "lecturer": 403,
    }


@pytest.mark.parametrize("form", [*FORMS, "posts/{post}/cancel"])
def test_nothing_is_written_for_whoever_may_not(signed_in: SignIn, tree: Tree, form: str) -> None:
    person = make_person(unit=tree.commune)
    address = f"/people/{person.pk}/{form.format(post=person.appointments.get().pk)}/"
    before = [
        list(model.objects.values()) for model in (Person, Appointment, Rating, SuccessionMembership, Trait)
    ]
    typed = {
        **PERSON,
        "unit": tree.commune.pk,
        "title": make_title().pk,
        "on": "01/05/2024",
        "reason": "retired",
        "year": "2025",
        "grade": "good",
        "term": "x",
        "kind": "expert",
        "evidence": "x",
    }

    for client in (signed_in(Role.LEADER, tree.commune), signed_in(Role.UNIT_OFFICER, tree.party)):
        assert client.post(address, typed).status_code in (403, 404)

    after = [
        list(model.objects.values()) for model in (Person, Appointment, Rating, SuccessionMembership, Trait)
    ]
    assert after == before


def test_the_officer_of_a_former_unit_opens_no_form_by_looking_back(signed_in: SignIn, tree: Tree) -> None:
    person = make_person(unit=tree.commune, since=SINCE)
    operations.transfer(person=person, unit=tree.party, title=make_title(), on=MAY, by=TESTS)
    client = signed_in(Role.UNIT_OFFICER, tree.commune)

    assert client.get(f"/people/{person.pk}/").status_code == 404
    assert client.get(f"/people/{person.pk}/?on=2024-04-30").status_code == 200
    assert client.get(f"/people/{person.pk}/correct/?on=2024-04-30").status_code == 403


def test_of_somebody_who_left_the_former_unit_knows_what_there_was_by_the_day(
    signed_in: SignIn, tree: Tree
) -> None:
    person = make_person(unit=tree.commune, since=SINCE)
    evidence = Upload("chung-minh.pdf", b"%PDF-1.7 evidence")
    for on, said in ((SINCE, "Tổ chuyên gia xã"), (MAY, "Tổ chuyên gia tỉnh")):
        operations.record_trait(
            person=person,
            kind=TraitKind.EXPERT,
            evidence=said,
            on=on,
            until=add_months(on, 1),
            file=evidence,
            by=TESTS,
        )
    for year in (2023, 2024):
        operations.rate(person=person, year=year, grade=RatingGrade.GOOD, by=TESTS)
    operations.transfer(person=person, unit=tree.party, title=make_title("Chuyên viên"), on=MAY, by=TESTS)
    earlier, later = Trait.objects.order_by("start_on")

    def told(client: Client) -> tuple[bool, ...]:
        page = client.get(f"/people/{person.pk}/?on=2024-04-30").content.decode()
        said = ("Tổ chuyên gia xã", "Tổ chuyên gia tỉnh", ">2023<", ">2024<", "Tỉnh uỷ")
        files = [
            fetched(client, f"/people/{person.pk}/traits/{trait.pk}/file/?on=2024-04-30") != 404
            for trait in (earlier, later)
        ]
        return tuple(words in page for words in said) + tuple(files)

    former, present = (signed_in(Role.UNIT_OFFICER, unit) for unit in (tree.commune, tree.root))
    assert told(former) == (True, False, True, False, False, True, False)
    assert told(present) == (True, True, True, True, True, True, True)


def test_a_certificate_is_recorded_corrected_and_removed(planner: Client, tree: Tree) -> None:
    person = make_person(unit=tree.commune)
    lower, higher, _ = make_scale()
    address = f"/people/{person.pk}/credentials"
    typed = {
        "level": lower.pk,
        "name": "Chứng chỉ sơ cấp",
        "earned_on": "01/06/2020",
        "issuer": "Trường Chính trị",
    }

    assert "Chứng chỉ sơ cấp" in said(planner.post(f"{address}/add/", typed))
    credential = Credential.objects.get()
    assert "Trường Chính trị" in planner.get(f"{address}/{credential.pk}/correct/").content.decode()
    said(planner.post(f"{address}/{credential.pk}/correct/", {**typed, "level": higher.pk}))
    credential.refresh_from_db()
    assert (credential.level, credential.issuer) == (higher, "Trường Chính trị")
    assert "Đã xoá" in said(planner.post(f"{address}/{credential.pk}/remove/"))
    assert planner.post(f"{address}/{credential.pk}/remove/").status_code == 404
    assert not Credential.objects.exists()


def pdf(name: str = "bang.pdf", content: bytes = b"%PDF-1.7 bang") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def fetched(client: Client, address: str) -> bytes | int:
    """The bytes of the file, or the status of an answer that gives none."""
    answer = client.get(address)
    if answer.status_code != 200:
        return answer.status_code
    assert answer["Content-Disposition"].startswith("attachment;")
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_the_document_of_a_credential_is_kept_and_fetched_within_scope_only(
    signed_in: SignIn, tree: Tree
) -> None:
    person, level = make_person(unit=tree.commune), make_scale()[0]
    officer = signed_in(Role.UNIT_OFFICER, tree.commune)
    address = f"/people/{person.pk}/credentials"
    typed = {"level": level.pk, "name": "Chứng chỉ sơ cấp", "earned_on": "01/06/2020"}

    shown = said(officer.post(f"{address}/add/", {**typed, "file": pdf("Bằng sơ cấp.pdf")}))
    credential = Credential.objects.get()
    file = f"{address}/{credential.pk}/file/"

    assert (file in shown, "Bằng sơ cấp.pdf" in shown) == (True, True)
    said(officer.post(f"{address}/{credential.pk}/correct/", {**typed, "issuer": "Trường Chính trị"}))
    assert fetched(officer, file) == b"%PDF-1.7 bang", "a correction without a file keeps the one there is"
    said(officer.post(f"{address}/{credential.pk}/correct/", {**typed, "file": pdf("b.pdf", b"%PDF-1.7 b")}))
    assert fetched(officer, file) == b"%PDF-1.7 b"
    assert fetched(signed_in(Role.LEADER, tree.district), file) == b"%PDF-1.7 b"
    assert fetched(signed_in(Role.UNIT_OFFICER, tree.party), file) == 404
    assert fetched(signed_in(Role.LECTURER), file) == 404
    assert fetched(officer, f"{address}/{make_credential(person, level).pk}/file/") == 404
    assert fetched(officer, f"{file}?on=2020-05-31") == 404, "nothing is earned yet"


def test_the_person_fetches_the_own_documents(signed_in: SignIn, tree: Tree) -> None:
    person, other = make_person(unit=tree.commune), make_person(unit=tree.commune)
    level, file = make_scale()[0], make_file()
    operations.link_user(person=person, user=make_user(), by=TESTS)
    person.refresh_from_db()
    client = signed_in(user=person.user)
    own, others = (
        f"/people/{each.pk}/credentials/{make_credential(each, level, file=file).pk}/file/"
        for each in (person, other)
    )
    assert (fetched(client, own), fetched(client, others)) == (b"%PDF-1.7 test", 404)


def test_a_file_that_is_not_taken_is_told_beside_its_field_and_nothing_is_stored(
    planner: Client, tree: Tree
) -> None:
    person = make_person(unit=tree.commune)
    address = f"/people/{person.pk}/credentials/add/"
    typed = {"level": make_scale()[0].pk, "name": "Chứng chỉ sơ cấp", "earned_on": "01/06/2020"}

    text = errors(planner.post(address, {**typed, "file": pdf("virus.exe", b"MZ")}))
    assert "Không nhận tệp virus.exe" in text
    assert 'value="Chứng chỉ sơ cấp"' in text
    assert "không có nội dung" in errors(planner.post(address, {**typed, "file": pdf(content=b"")}))
    assert "Tệp bang.pdf chưa được lưu. Chọn lại tệp." in errors(
        planner.post(address, {**typed, "earned_on": "31/02/2020", "file": pdf()})
    )
    assert (Credential.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_the_evidence_of_an_ability_is_fetched_within_scope_only(signed_in: SignIn, tree: Tree) -> None:
    person = make_person(unit=tree.commune)
    officer = signed_in(Role.UNIT_OFFICER, tree.commune)
    typed = {"kind": "expert", "evidence": "Quyết định 12", "on": "01/05/2024", "file": pdf()}

    shown = said(officer.post(f"/people/{person.pk}/traits/add/", typed))
    file = f"/people/{person.pk}/traits/{Trait.objects.get().pk}/file/"

    assert file in shown
    assert fetched(officer, file) == b"%PDF-1.7 bang"
    assert fetched(signed_in(Role.UNIT_OFFICER, tree.party), file) == 404
    other = make_person(unit=tree.commune)
    assert fetched(officer, file.replace(f"/people/{person.pk}/", f"/people/{other.pk}/")) == 404


def test_a_certificate_that_cannot_be_keeps_what_was_typed(planner: Client, tree: Tree) -> None:
    person = make_person(unit=tree.commune)
    typed = {"level": make_scale()[0].pk, "name": "Chứng chỉ A", "earned_on": "01/06/2020"}
    address = f"/people/{person.pk}/credentials/add/"
    planner.post(address, typed)

    twice = errors(planner.post(address, typed))
    early = errors(planner.post(address, {**typed, "valid_until": "01/01/2020"}))

    assert "đã có trong hồ sơ" in twice
    assert "Ngày hết hạn 01/01/2020 không sau ngày cấp 01/06/2020" in early
    assert "Chứng chỉ A" in early
    assert Credential.objects.count() == 1


def test_a_certificate_of_somebody_else_is_not_found(planner: Client, tree: Tree) -> None:
    person, other = make_person(unit=tree.commune), make_person(unit=tree.commune)
    credential = make_credential(other, make_scale()[0])

    for step in ("correct", "remove"):
        assert planner.post(f"/people/{person.pk}/credentials/{credential.pk}/{step}/").status_code == 404
    assert Credential.objects.count() == 1
