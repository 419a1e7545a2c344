"""The pages of standards, programmes and compliance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.credentials import make_credential
from tests.factories.orgs import make_unit
from tests.factories.people import make_person, make_title
from tests.factories.standards import (
    make_equivalence,
    make_exemption,
    make_grace,
    make_group,
    make_programme,
    make_requirement,
    make_scale,
)
from vun.records.accounts.domain import Role
from vun.records.orgs.models import Unit
from vun.records.people.models import TitleGroup
from vun.records.standards import queries
from vun.records.standards.domain import Scope
from vun.records.standards.models import Programme, Requirement

pytestmark = pytest.mark.django_db

Queries = Callable[[int], Any]
SignIn = Callable[..., Client]


def page(client: Client, name: str, *args: object, code: int = 200, **query: object) -> str:
    response = client.get(reverse(f"standards:{name}", args=args), query)
    assert response.status_code == code
    return response.content.decode()


# ---------------------------------------------------------------------------------------------- requirements


def test_the_list_shows_what_is_in_force_on_the_day_and_what_nobody_has_verified(planner: Client) -> None:
    levels = make_scale()
    make_requirement(levels[1], levels[2], name="Lý luận chính trị của trưởng phòng", is_verified=False)
    make_requirement(levels[0], name="Đã bãi bỏ", end_on=date(2020, 1, 1))
    text = page(planner, "list", on="2026-01-01")
    assert "Lý luận chính trị của trưởng phòng" in text
    assert "Trung cấp hoặc Cao cấp" in text
    assert "chưa kiểm chứng" in text
    assert "Đã bãi bỏ" not in text
    assert "Đã bãi bỏ" in page(planner, "list", on="2019-12-31")


def test_the_list_filters_by_scale_group_level_and_verification(planner: Client) -> None:
    TitleGroup.objects.create(code="leaders", name="Lãnh đạo")
    chief = make_title("Trưởng phòng", group="leaders")
    one, other = make_scale("Lý luận"), make_scale("Tin học")
    make_requirement(one[0], name="AAA", scopes=[{"title": chief}])
    make_requirement(
        other[0], name="BBB", scopes=[{"title_group": "leaders", "level": "commune"}], is_verified=False
    )
    make_requirement(other[0], name="CCC")

    def shown(**query: object) -> str:
        text = page(planner, "list", **query)
        return "".join(name[0] for name in ("AAA", "BBB", "CCC") if name in text)

    assert shown() == "ABC"
    assert shown(scale=one[0].scale_id) == "A"
    assert shown(group="leaders") == "AB"
    assert shown(level="commune") == "B"
    assert shown(is_verified="false") == "B"
    assert shown(q="ccc") == "C"


def test_the_list_is_exported_in_words(planner: Client) -> None:
    make_requirement(make_scale()[1], name="Lý luận", scopes=[{"level": "commune"}], is_verified=False)
    lines = page(planner, "list", export="csv").splitlines()
    assert any("Trung cấp" in line and "Cấp xã" in line and "chưa kiểm chứng" in line for line in lines)


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_costs_the_same_with_three_and_with_thirty(
    planner: Client, number: int, django_assert_num_queries: Queries
) -> None:
    level = make_scale()[1]
    for n in range(number):
        make_requirement(level, name=f"Tiêu chuẩn {n}", scopes=[{"title": make_title(f"Chức danh {n}")}])
    page(planner, "list")
    with django_assert_num_queries(15):
        page(planner, "list")


def test_a_requirement_shows_whom_it_is_about_what_counts_and_its_history(planner: Client) -> None:
    TitleGroup.objects.create(code="leaders", name="Trưởng phòng và tương đương")
    old, level, high = make_scale()
    make_requirement(old, code="theory/2000", end_on=date(2020, 1, 1), legal_basis="Nghị định cũ")
    row = make_requirement(
        level,
        code="theory/2020",
        start_on=date(2020, 1, 1),
        scopes=[{"title_group": "leaders", "level": "commune", "is_leader": True}],
    )
    make_equivalence(old, high, earned_before=date(2015, 5, 1))
    make_exemption(level.scale, born_before=date(1965, 2, 3), up_to_level=level)
    make_grace(24, is_verified=False)
    text = page(planner, "detail", row.pk)
    for words in (
        "Trưởng phòng và tương đương, cấp xã, giữ chức vụ lãnh đạo, quản lý",
        "Sơ cấp cấp trước ngày 01/05/2015 được tính là Cao cấp",
        "Mọi người: sinh trước ngày 03/02/1965; miễn đến Trung cấp",
        "Mọi người: 24 tháng, tính từ ngày giữ chức danh",
        "Nghị định cũ",
        "01/01/2020",
    ):
        assert words in text


def test_an_unknown_requirement_or_programme_is_not_found(planner: Client) -> None:
    for name in ("detail", "replace", "end", "programme", "programme-change", "programme-end"):
        page(planner, name, 999, code=404)
    assert planner.post(reverse("standards:verify", args=["requirement", 999])).status_code == 404
    assert planner.post(reverse("standards:verify", args=["nonsense", 1])).status_code == 404


def test_a_planner_confirms_a_row_and_a_second_time_is_told_so(planner: Client) -> None:
    row = make_requirement(make_scale()[1], is_verified=False)
    grace = make_grace(12, is_verified=False)
    response = planner.post(reverse("standards:verify", args=["requirement", row.pk]), follow=True)
    assert response.redirect_chain == [(reverse("standards:detail", args=[row.pk]), 302)]
    assert "Đã xác nhận." in response.content.decode()
    row.refresh_from_db()
    assert row.is_verified
    again = planner.post(reverse("standards:verify", args=["requirement", row.pk]), follow=True)
    assert "đã được xác nhận" in again.content.decode()
    url = reverse("standards:verify", args=["grace", grace.pk]) + f"?requirement={row.pk}"
    assert planner.post(url).headers["Location"] == reverse("standards:detail", args=[row.pk])


def test_who_does_not_keep_standards_sees_them_but_changes_nothing(signed_in: SignIn) -> None:
    row, programme = make_requirement(make_scale()[1], is_verified=False), make_programme()
    clerk = signed_in(Role.UNIT_OFFICER)
    assert "Thêm tiêu chuẩn" not in page(clerk, "list")
    assert "Xác nhận đã đối chiếu" not in page(clerk, "detail", row.pk)
    assert "Sửa" not in page(clerk, "programme", programme.pk)
    for name, args in [
        ("add", []),
        ("replace", [row.pk]),
        ("end", [row.pk]),
        ("programme-add", []),
        ("programme-change", [programme.pk]),
        ("programme-end", [programme.pk]),
    ]:
        page(clerk, name, *args, code=403)
    assert clerk.post(reverse("standards:verify", args=["requirement", row.pk])).status_code == 403


def test_a_visitor_is_sent_to_sign_in(client: Client, root: Unit) -> None:
    for name in ("list", "scales", "programmes", "compliance", "below", "years", "add"):
        response = client.get(reverse(f"standards:{name}"))
        assert (response.status_code, response.headers["Location"].split("?")[0]) == (302, "/sign-in/")


def test_a_requirement_is_added_from_the_form(planner: Client) -> None:
    TitleGroup.objects.create(code="leaders", name="Lãnh đạo")
    title = make_title("Trưởng phòng")
    levels = make_scale()
    typed = {
        "name": "Lý luận chính trị",
        "minimum": levels[1].pk,
        "alternatives": [levels[0].pk],
        "groups": ["leaders"],
        "titles": [title.pk],
        "level": "commune",
        "is_leader": "true",
        "legal_basis": "Quyết định 12/QĐ-UBND",
        "start_on": "01/07/2025",
    }
    response = planner.post(reverse("standards:add"), typed)
    row = Requirement.objects.get()
    assert response.headers["Location"] == reverse("standards:detail", args=[row.pk])
    (clause,) = queries.rules_on(date(2025, 7, 1)).clauses
    assert [option.id for option in clause.options] == [levels[1].pk, levels[0].pk]
    assert clause.scopes == (
        Scope(title_group="leaders", level="commune", is_leader=True),
        Scope(title=title.pk, level="commune", is_leader=True),
    )


def test_a_form_with_mistakes_keeps_what_was_typed_and_says_what_to_do(planner: Client) -> None:
    levels = make_scale()
    typed = {
        "name": "Lý luận chính trị của tôi",
        "minimum": levels[1].pk,
        "legal_basis": "Quyết định 12",
        "start_on": "01/07/2025",
        "end_on": "30/06/2025",
    }
    response = planner.post(reverse("standards:add"), typed)
    text = response.content.decode()
    assert response.status_code == 400
    assert "Chưa nói tiêu chuẩn này áp dụng cho ai" in text
    assert "Lý luận chính trị của tôi" in text
    response = planner.post(reverse("standards:add"), {**typed, "level": "commune"})
    assert response.status_code == 400
    assert "Ngày hết hiệu lực 30/06/2025 không sau ngày có hiệu lực 01/07/2025" in response.content.decode()
    response = planner.post(reverse("standards:add"), {**typed, "start_on": "32/01/2025"})
    assert response.status_code == 400
    assert "Gõ theo dạng" in response.content.decode()
    assert not Requirement.objects.exists()


def test_a_requirement_is_replaced_and_ended_from_its_page(planner: Client) -> None:
    levels = make_scale()
    row = make_requirement(levels[0], name="Lý luận", code="theory/2000", scopes=[{"level": "commune"}])
    form = page(planner, "replace", row.pk)
    assert 'value="Lý luận"' in form
    typed = {
        "name": "Lý luận",
        "minimum": levels[1].pk,
        "level": "commune",
        "legal_basis": "Nghị định mới",
        "start_on": "01/07/2025",
    }
    planner.post(reverse("standards:replace", args=[row.pk]), typed)
    row.refresh_from_db()
    new = Requirement.objects.get(code="theory/2025")
    assert row.end_on == new.start_on == date(2025, 7, 1)
    response = planner.post(reverse("standards:end", args=[new.pk]), {"on": "01/01/2025"})
    assert (response.status_code, "Phải sau ngày có hiệu lực 01/07/2025" in response.content.decode()) == (
        400,
        True,
    )
    planner.post(reverse("standards:end", args=[new.pk]), {"on": "01/01/2026"})
    new.refresh_from_db()
    assert new.end_on == date(2026, 1, 1)


def test_the_scales_are_listed_with_their_levels(planner: Client) -> None:
    make_scale("Lý luận chính trị")
    make_scale("Quốc phòng", ordered=False)
    text = page(planner, "scales")
    assert "có bậc trên là có các bậc dưới" in text
    assert "phải có đúng nội dung" in text


# ---------------------------------------------------------------------------------------------- programmes


def test_programmes_of_the_day_are_listed_found_and_filtered(planner: Client) -> None:
    make_programme("Kỹ năng số", group="Tin học")
    make_programme("Trung cấp lý luận chính trị", grants=make_scale()[1])
    make_programme("Chương trình cũ", end_on=date(2020, 1, 1))
    text = page(planner, "programmes")
    assert "Kỹ năng số" in text
    assert "Trung cấp lý luận chính trị" in text
    assert "Chương trình cũ" not in text
    assert "Kỹ năng số" not in page(planner, "programmes", q="trung cap ly luan")
    assert "Kỹ năng số" not in page(planner, "programmes", group=make_group().pk)


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_of_programmes_costs_the_same_with_three_and_with_thirty(
    planner: Client, number: int, django_assert_num_queries: Queries
) -> None:
    level = make_scale()[1]
    for n in range(number):
        make_programme(f"Chương trình {n}", grants=level)
    page(planner, "programmes")
    with django_assert_num_queries(9):
        page(planner, "programmes")


def test_a_programme_shows_its_parts_and_what_it_grants(planner: Client) -> None:
    levels = make_scale()
    row = make_programme("Trung cấp LLCT", grants=levels[1], prerequisites=[levels[0]], level="Trung cấp")
    row.modules.create(order=1, name="Triết học", theory_periods=40, practice_periods=8)
    text = page(planner, "programme", row.pk)
    for words in ("1. Triết học", "40", "Trung cấp (Lý luận chính trị)", "Sơ cấp", "tiết lý thuyết"):
        assert words in text


def test_a_programme_is_added_changed_and_ended_from_its_forms(planner: Client) -> None:
    levels = make_scale()
    typed = {
        "name": "Kỹ năng số",
        "branch": "fostering",
        "group": make_group("Tin học").pk,
        "mode": "online",
        "place": "in_country",
        "duration_days": "5",
        "modules": "Dữ liệu; 12; 8\n\nAn toàn; 4; 4",
        "grants": levels[1].pk,
        "legal_basis": "Quyết định 12",
        "start_on": "01/01/2025",
    }
    response = planner.post(reverse("standards:programme-add"), typed)
    row = Programme.objects.get()
    assert response.headers["Location"] == reverse("standards:programme", args=[row.pk])
    assert (row.theory_periods, row.practice_periods, row.modules.count()) == (16, 12, 2)
    assert "Dữ liệu; 12; 8" in page(planner, "programme-change", row.pk)
    planner.post(reverse("standards:programme-change", args=[row.pk]), {**typed, "duration_days": "7"})
    planner.post(reverse("standards:programme-end", args=[row.pk]), {"on": "01/01/2026"})
    row.refresh_from_db()
    assert (row.duration_days, row.end_on) == (7, date(2026, 1, 1))


def test_a_line_of_a_programme_that_cannot_be_read_is_quoted(planner: Client) -> None:
    typed = {"name": "Kỹ năng số", "modules": "Dữ liệu; 12; 8\nAn toàn; bốn; 4"}
    response = planner.post(reverse("standards:programme-add"), typed)
    text = response.content.decode()
    assert response.status_code == 400
    assert "Dòng 2 “An toàn; bốn; 4” không đúng" in text
    assert "Dữ liệu; 12; 8" in text


def test_programmes_are_found_from_the_search_box_and_offered_to_fields(planner: Client) -> None:
    row = make_programme("Kỹ năng số")
    assert reverse("standards:programme", args=[row.pk]) in planner.get("/search/?q=ky nang").content.decode()
    assert planner.get(reverse("standards:programme-options"), {"q": "ky nang"}).json() == {
        "options": [{"value": str(row.pk), "text": "Kỹ năng số", "detail": "Lý luận chính trị"}]
    }


def test_the_planner_is_reminded_of_what_nobody_has_verified(planner: Client, signed_in: SignIn) -> None:
    make_requirement(make_scale()[1], is_verified=False)
    assert "Tiêu chuẩn chưa kiểm chứng" in planner.get("/").content.decode()
    assert "Tiêu chuẩn chưa kiểm chứng" not in signed_in(Role.UNIT_OFFICER).get("/").content.decode()


# ---------------------------------------------------------------------------------------------- compliance


def province(root: Unit) -> tuple[Unit, Unit]:
    """Two communes; of the first one of two people is at standard, of the second none of one."""
    level = make_scale()[1]
    make_requirement(level, name="Lý luận chính trị")
    make_programme("Trung cấp (hệ tập trung)", grants=level)
    first, second = make_unit("Xã Ba Sơn", parent=root), make_unit("Xã Cao Lộc", parent=root)
    title = make_title("Chủ tịch xã")
    make_credential(make_person("Lý Thị Ánh", unit=first, title=title), level)
    make_person("Vi Văn Bình", unit=first, title=title)
    make_person("Nông Văn Chiến", unit=second, title=title)
    return first, second


def test_compliance_shows_the_share_and_bars_that_open_their_people(planner: Client, root: Unit) -> None:
    first, _ = province(root)
    text = page(planner, "compliance")
    assert "33,3\u00a0%" in text
    assert f"{reverse('standards:below')}?unit={first.pk}" in text
    assert "Thấp nhất: Xã Cao Lộc, 0,0\u00a0%" in text
    assert "không tính vào tỷ lệ" in text
    assert "50,0\u00a0%" in page(planner, "compliance", unit=first.pk)


def test_people_below_standard_are_listed_with_what_they_lack_and_need(planner: Client, root: Unit) -> None:
    first, second = province(root)
    text = page(planner, "below")
    for words in (
        "Vi Văn Bình",
        "Nông Văn Chiến",
        "Lý luận chính trị",
        "Trung cấp (hệ tập trung)",
        "01/01/2015",
    ):
        assert words in text
    assert "Lý Thị Ánh" not in text
    assert "Nông Văn Chiến" not in page(planner, "below", unit=first.pk)
    assert "Nông Văn Chiến" not in page(planner, "below", q="binh")
    other = make_title("Bí thư xã")
    make_person("Triệu Thị Dung", unit=second, title=other)
    assert "Nông Văn Chiến" not in page(planner, "below", title=other.pk)
    assert "Vi Văn Bình" not in page(planner, "below", unit=root.pk, only="on")


def test_people_below_standard_can_be_exported(planner: Client, root: Unit) -> None:
    province(root)
    response = planner.get(reverse("standards:below"), {"export": "csv"})
    lines = response.content.decode("utf-8-sig").splitlines()
    assert next(line for line in lines if "Bình" in line).split(",")[0].strip('"') == "Vi Văn Bình"


@pytest.mark.parametrize("number", [3, 30])
def test_people_below_standard_cost_the_same_with_three_and_with_thirty(
    planner: Client, root: Unit, number: int, django_assert_num_queries: Queries
) -> None:
    first, _ = province(root)
    for n in range(number):
        make_person(f"Người {n}", unit=first)
    page(planner, "below")
    with django_assert_num_queries(25):
        page(planner, "below")
    with django_assert_num_queries(28):
        page(planner, "compliance")


def test_a_clerk_sees_the_own_unit_and_no_other(signed_in: SignIn, root: Unit) -> None:
    first, second = province(root)
    clerk = signed_in(Role.UNIT_OFFICER, first)
    assert "Xã Ba Sơn" in page(clerk, "compliance")
    assert "Nông Văn Chiến" not in page(clerk, "below")
    for name in ("compliance", "below", "years"):
        for unit in (second.pk, root.pk, 99999, "abc"):
            page(clerk, name, unit=unit, code=404)


def test_who_sees_no_people_sees_no_compliance(signed_in: SignIn) -> None:
    lecturer = signed_in(Role.LECTURER)
    assert "Người chưa đạt" not in page(lecturer, "list")
    for name in ("compliance", "below", "years"):
        page(lecturer, name, code=403)


def test_the_years_show_the_share_of_each_year_end_and_what_changed(planner: Client, root: Unit) -> None:
    first, _ = province(root)
    text = page(planner, "years", unit=first.pk, on="2016-06-30")
    assert "31/12/2015" in text
    assert "30/06/2016" in text
    assert "31/12/2014" not in text
    assert "Tỷ lệ đạt chuẩn: 50,0\u00a0%" in text
    level = Requirement.objects.get().options.get().level
    make_credential(make_person("Nguyễn Văn Đạt", unit=first), level, date(2016, 5, 1))
    assert "Tỷ lệ đạt chuẩn tăng 33,3 điểm so với 31/12/2015" in page(
        planner, "years", unit=first.pk, on="2016-06-30"
    )


def test_a_unit_where_nothing_is_asked_of_anybody_says_what_to_do(planner: Client, root: Unit) -> None:
    assert "Chọn đơn vị khác hoặc ngày khác" in page(planner, "compliance")
    assert "Chọn đơn vị khác" in page(planner, "years")
    assert "không ai chưa đạt chuẩn" in page(planner, "below")
