"""The pages on which two records are found alike, compared, merged, kept apart and parted again."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.faces.conftest import SignIn
from tests.factories.accounts import make_user
from tests.factories.orgs import make_unit
from tests.factories.people import make_appointment, make_person
from vun.records.accounts.domain import Role
from vun.records.orgs.models import Unit
from vun.records.people import queries
from vun.records.people.models import DistinctPersons, Person, PersonMerge, Rating

pytestmark = pytest.mark.django_db


def pair_url(one: Person, two: Person, more: str = "") -> str:
    return f"/people/merge/{one.pk}/{two.pk}/{more}"


def test_the_list_tells_pairs_with_their_reasons_and_opens_the_comparison(planner: Client) -> None:
    unit = make_unit("Sở Y tế")
    one, two = make_person("Nông Văn An", unit=unit), make_person("Nông Văn An", unit=unit)

    page = planner.get("/people/duplicates/").content.decode()

    for told in (
        "Nhiều khả năng trùng",
        "cùng họ tên, cùng ngày sinh, từng ở cùng đơn vị",
        pair_url(one, two),
    ):
        assert told in page


def test_the_list_is_narrowed_by_unit_and_by_how_sure_it_is(planner: Client, root: Unit) -> None:
    health, finance = make_unit("Sở Y tế"), make_unit("Sở Tài chính")
    for unit in (health, health):
        make_person("Nông Văn An", unit=unit)
    for unit in (finance, None):
        make_person("Lý Thị Mai", unit=unit, birth_on=date(1990, 3, 4))

    def names(query: str) -> list[bool]:
        page = planner.get(f"/people/duplicates/?{query}").content.decode()
        return ["Nông Văn An" in page, "Lý Thị Mai" in page]

    assert names("") == [True, True]
    assert names(f"unit={health.pk}") == [True, False]
    assert names(f"unit={root.pk}") == [True, True]
    assert names("likeness=possible") == [False, True]
    assert names("q=ly+mai") == [False, True]


@pytest.mark.parametrize("count", [3, 30])
def test_the_list_asks_the_same_however_long_it_is(
    planner: Client, count: int, django_assert_num_queries: object
) -> None:
    unit = make_unit("Sở Y tế")
    for number in range(count):
        for _ in range(2):
            make_person(f"Nông Văn {chr(65 + number % 26)}{'a' * (number // 26)}", unit=unit)
    planner.get("/people/duplicates/")

    with django_assert_num_queries(QUERIES):  # type: ignore[operator]
        page = planner.get("/people/duplicates/")
    assert page.content.decode().count("/people/merge/") == min(count, 30) + 1


QUERIES = 12
"""Who signs in and what they may do: 5. The search for pairs: 7."""


def test_two_records_stand_side_by_side_and_are_merged_as_chosen(planner: Client) -> None:
    one = make_person("Nông Văn An", phone="0912345678", birth_on=date(1980, 1, 1))
    two = make_person("Nông Văn An", phone="0987654321", unit=make_unit("Sở Y tế"))
    for person, grade in ((one, "good"), (two, "excellent")):
        Rating.objects.create(person=person, year=2024, grade=grade)
    rating = f"people.rating.person:{one.ratings.get().pk}:{two.ratings.get().pk}"
    page = planner.get(pair_url(one, two)).content.decode()
    answers = {"birth_on": "merged", "phone": "survivor", rating: "merged", "reason": "Đã đối chiếu CCCD"}

    refused = planner.post(pair_url(one, two), {**answers, "phone": ""})
    done = planner.post(pair_url(one, two), answers)

    for told in ("0912345678", "0987654321", "2024, Hoàn thành xuất sắc nhiệm vụ (hồ sơ được gộp vào)"):
        assert told in page
    assert (refused.status_code, "Đã đối chiếu CCCD" in refused.content.decode()) == (400, True)
    assert (done.status_code, done["Location"]) == (302, f"/people/{one.pk}/")
    one.refresh_from_db()
    assert (one.phone, one.birth_on, one.ratings.get().grade) == (
        "0912345678",
        date(1980, 5, 17),
        "excellent",
    )


def test_where_there_is_nothing_to_choose_nobody_is_told_to_choose(planner: Client) -> None:
    one, two = make_person("Nông Văn An"), make_person("Nông Văn An")
    for person in (one, two):
        Rating.objects.create(person=person, year=2024, grade="good")
    page = planner.get(pair_url(one, two)).content.decode()
    assert "Chọn xếp loại đúng" not in page
    kept = page.split('id="decided-title"')[1].split("</section>")[0]
    assert "Xếp loại hằng năm" in kept
    assert "2024, Hoàn thành tốt nhiệm vụ" in kept


def test_what_stands_in_the_way_is_told_with_what_to_do_and_no_button(planner: Client) -> None:
    one = make_person(unit=make_unit("Sở Y tế"))
    two = make_person()
    make_appointment(two, make_unit("Sở Tài chính"), start_on=date(2020, 1, 1))

    page = planner.get(pair_url(one, two)).content.decode()

    assert (
        "Hai chức vụ chính chồng nhau: Chuyên viên, Sở Y tế, từ 01/01/2015 và Chuyên viên, Sở Tài chính"
        in page
    )
    assert "Gộp hai hồ sơ</button>" not in page
    assert planner.post(pair_url(one, two), {"reason": "Trùng"}).status_code == 400


def test_the_address_of_a_merged_record_leads_to_the_other_whose_page_says_so(planner: Client) -> None:
    one, two = make_person("Nông Văn An", unit=make_unit()), make_person("Nông Ngọc Ẩn")
    planner.post(pair_url(one, two), {"full_name": "survivor", "reason": "Trùng"})

    moved = planner.get(f"/people/{two.pk}/study/")
    page = planner.get(f"/people/{two.pk}/", follow=True).content.decode()
    history = planner.get(f"/people/{one.pk}/history/").content.decode()

    assert (moved.status_code, moved["Location"]) == (302, f"/people/{one.pk}/study/")
    for told in ("đã được gộp vào hồ sơ Nông Văn An", "Đã gộp từ", "Nông Ngọc Ẩn", "Tách ra"):
        assert told in page
    assert "Gộp hồ sơ trùng" in history
    assert "Hồ sơ được gộp vào hồ sơ khác" in history
    found = planner.get("/people/?q=ngoc&standing=all").content.decode()
    assert f"/people/{one.pk}/" in found


def test_a_merge_is_undone_with_what_goes_where_told_first(planner: Client) -> None:
    one, two = make_person(), make_person(unit=make_unit("Sở Y tế"))
    planner.post(pair_url(one, two), {"reason": "Trùng"})
    merge = PersonMerge.objects.get()
    Rating.objects.create(person=one, year=2025, grade="good")
    url = f"/people/merges/{merge.pk}/part/"

    page = planner.get(url).content.decode()
    done = planner.post(url, {"later": "merged"})

    for told in ("Chức vụ: 1", "Xếp loại hằng năm: 1", "ở lại hồ sơ", "theo hồ sơ"):
        assert told in page
    assert done["Location"] == f"/people/{two.pk}/"
    assert Rating.objects.get().person_id == two.pk
    assert planner.get(url).status_code == 404


def test_two_people_are_kept_apart_and_that_is_taken_back(planner: Client) -> None:
    one, two = make_person(unit=make_unit()), make_person()

    refused = planner.post(pair_url(one, two, "distinct/"), {"reason": " "})
    planner.post(pair_url(one, two, "distinct/"), {"reason": "Anh em sinh đôi"})
    page = planner.get(pair_url(one, two)).content.decode()
    listed = planner.get("/people/duplicates/").content.decode()

    assert refused.status_code == 400
    assert "Anh em sinh đôi" in page
    assert "Gộp hai hồ sơ</button>" not in page
    assert pair_url(one, two) not in listed
    assert planner.get(pair_url(one, two, "distinct/withdraw/")).status_code == 405
    planner.post(pair_url(one, two, "distinct/withdraw/"))
    assert DistinctPersons.objects.count() == 0


def test_any_two_records_can_be_chosen_but_not_one_twice(planner: Client) -> None:
    one, two = make_person(), make_person("Lý Thị Mai")

    opened = planner.get(f"/people/merge/?person={one.pk}").content.decode()
    same = planner.post("/people/merge/", {"survivor": one.pk, "merged": one.pk})
    two_ = planner.post("/people/merge/", {"survivor": one.pk, "merged": two.pk})

    assert one.full_name in opened
    assert same.status_code == 400
    assert two_["Location"] == pair_url(one, two)
    assert "không thấy điều gì" in planner.get(pair_url(one, two)).content.decode()


def test_who_may_not_change_both_sees_neither_list_nor_pair(signed_in: SignIn) -> None:
    mine, other = make_unit("Xã A"), make_unit("Xã B")
    one, two, far = make_person(unit=mine), make_person(unit=mine), make_person(unit=other)
    officer = signed_in(Role.UNIT_OFFICER, mine)

    listed = officer.get("/people/duplicates/").content.decode()

    assert pair_url(one, two) in listed
    assert f"/{far.pk}/" not in listed
    assert officer.get(pair_url(one, far)).status_code == 404
    assert officer.post(pair_url(one, far, "distinct/"), {"reason": "Khác"}).status_code == 404
    assert signed_in(Role.LEADER).get(pair_url(one, two)).status_code == 403
    assert signed_in(Role.LEADER).get("/people/duplicates/").status_code == 403
    assert signed_in(user=make_user()).get(f"/people/{one.pk}/").status_code == 404
    assert queries.find_survivor(one.pk) is None


def test_the_officer_of_a_former_unit_finds_no_pair_by_looking_back(signed_in: SignIn) -> None:
    mine, other = make_unit("Xã A"), make_unit("Xã B")
    one, two = make_person(), make_person()
    for person in (one, two):
        make_appointment(person, mine, start_on=date(2015, 1, 1), end_on=date(2024, 5, 1))
        make_appointment(person, other, start_on=date(2024, 5, 1))

    def is_listed(unit: Unit) -> bool:
        page = signed_in(Role.UNIT_OFFICER, unit).get("/people/duplicates/?on=2024-04-30")
        return pair_url(one, two) in page.content.decode()

    assert (is_listed(mine), is_listed(other)) == (False, True)
