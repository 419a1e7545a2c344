"""The pages of the rules: read in words, changed from a day on, tried first, confirmed; and judging one person."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.eligibility import make_rule
from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from tests.factories.standards import make_group, make_programme, make_scale
from vun.records.accounts.domain import Role
from vun.records.eligibility.models import EligibilityRule
from vun.records.orgs.models import Unit
from vun.records.people.models import TitleGroup

pytestmark = pytest.mark.django_db
DAY = "2026-02-02"


def html(response: Any) -> str:
    return response.content.decode()


def typed(**more: Any) -> dict[str, Any]:
    return {
        "name": "Không quá 45 tuổi",
        "clause": "Điều 5",
        "legal_basis": "Nghị định mới",
        "start_on": "01/07/2026",
        "weight": "refuses",
        "c0_years": "45",
        **more,
    }


def old_rule(**parts: Any) -> EligibilityRule:
    return make_rule(
        {"kind": "age_at_most", "years": 40}, name="Không quá 40 tuổi", code="tuoi/2017", **parts
    )


def test_rules_are_read_in_words_and_those_from_memory_are_marked(planner: Client) -> None:
    old_rule(is_verified=False, people={"kinds": ["civil_servant"]})
    shown = html(planner.get(reverse("eligibility:list"), {"on": DAY}))
    assert "Không quá 40 tuổi" in shown
    assert "Điều 5, Nghị định mẫu" in shown
    assert "chưa kiểm chứng" in shown
    assert "Có 1 điều kiện ghi theo trí nhớ" in shown
    assert "Công chức" in shown


def test_every_kind_of_condition_has_its_words_and_its_fields(planner: Client) -> None:
    (level, *_) = make_scale()
    kinds = [
        ({"kind": "age_at_least", "male": 30, "female": 28}, "nữ từ 28 tuổi, nam từ 30 tuổi"),
        ({"kind": "service", "years": 3, "months_off": 12}, "đủ 3 năm công tác, không kể 12 tháng tập sự"),
        ({"kind": "ratings", "years": 2, "grade": "good"}, "2 năm liên tục liền kề"),
        ({"kind": "party", "official": True}, "đảng viên chính thức"),
        ({"kind": "holds", "codes": [level.code]}, f"có {level.name} trở lên"),
        ({"kind": "holds", "codes": [level.code], "before": "2022-06-30"}, "cấp trước ngày 30/06/2022"),
        ({"kind": "post", "held_groups": ["g"], "planned_titles": ["t"]}, "được quy hoạch: t"),
        ({"kind": "tier", "tiers": ["central"], "leaders_too": True}, "hoặc giữ chức vụ lãnh đạo"),
        ({"kind": "area", "zones": ["III"], "minority": True}, "người dân tộc thiểu số hoặc"),
        ({"kind": "in_rank_before", "codes": ["01.002"], "before": "2022-08-01"}, "trước ngày 01/08/2022"),
        ({"kind": "periods_below", "periods": 40}, "chưa học đủ 40 tiết trong năm"),
    ]
    for condition, words in kinds:
        rule = make_rule(condition)
        assert words in html(planner.get(reverse("eligibility:detail", args=[rule.pk]), {"on": DAY}))
        form = planner.get(reverse("eligibility:replace", args=[rule.pk]), {"on": DAY})
        assert form.status_code == 200
        assert all(f"c0_{part}" in html(form) for part in condition if part != "kind")


def test_a_change_is_tried_on_people_before_it_is_written(planner: Client, root: Unit) -> None:
    rule = old_rule()
    make_programme("Thạc sĩ")
    make_person("Lý Thị Hoa", unit=make_unit(), birth_on=date(1983, 5, 1))
    address = reverse("eligibility:replace", args=[rule.pk])
    tried = planner.post(address, typed(**{"try": "yes"}))
    assert tried.status_code == 200
    assert "Ai thay đổi từ ngày 01/07/2026: 1 người" in html(tried)
    assert "Lý Thị Hoa" in html(tried)
    past, later = (f"01/07/{timezone.localdate().year + years}" for years in (-1, 1))
    told = [html(planner.post(address, typed(start_on=day, **{"try": "yes"}))) for day in (past, later)]
    assert ["Ngày này đã qua" in each for each in told] == [True, False]
    assert EligibilityRule.objects.count() == 1
    written = planner.post(address, typed(), follow=True)
    assert "Không quá 45 tuổi" in html(written)
    rule.refresh_from_db()
    assert rule.end_on == date(2026, 7, 1)
    assert "không quá 40 tuổi" in html(written)
    past = html(planner.get(reverse("eligibility:list"), {"on": "2026-06-30"}))
    assert "Không quá 40 tuổi" in past
    assert "Không quá 45 tuổi" not in past


def test_what_is_typed_wrong_is_told_beside_its_field_and_kept(planner: Client) -> None:
    rule = old_rule(start_on=date(2025, 7, 1))
    address = reverse("eligibility:replace", args=[rule.pk])
    for wrong, words in [
        ({"start_on": "01/07/2025"}, "Quy định bị thay thế có hiệu lực từ 01/07/2025"),
        ({"c0_years": ""}, 'id="id_c0_years_error"'),
        ({"c0_years": "400"}, 'id="id_c0_years_error"'),
        ({"legal_basis": ""}, "Chưa nhập"),
    ]:
        response = planner.post(address, typed(**wrong))
        assert response.status_code == 400
        assert words in html(response)
        assert "Không quá 45 tuổi" in html(response)
    assert EligibilityRule.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "needed"),
    [
        ("age_at_most", ["years"]),
        ("age_at_least", ["female", "male"]),
        ("service", ["months_off", "years"]),
        ("ratings", ["grade", "years"]),
        ("holds", ["codes"]),
        ("post", ["held_groups", "held_titles", "planned_groups", "planned_titles"]),
        ("tier", ["tiers"]),
        ("area", ["minority", "zones"]),
        ("in_rank_before", ["before", "codes"]),
        ("periods_below", ["periods"]),
        ("party", ["official"]),
    ],
)
def test_what_a_condition_lacks_is_told_beside_its_own_boxes(
    planner: Client, kind: str, needed: list[str]
) -> None:
    refused = planner.post(f"{reverse('eligibility:add')}?kind={kind}", typed(c0_years=""))
    assert refused.status_code == 400
    told = {name for name, errors in refused.context["form"].errors.items() if errors}
    assert told == {f"c0_{part}" for part in needed}
    assert not EligibilityRule.objects.exists()


def test_a_rule_keeps_its_condition_of_membership_among_others(planner: Client) -> None:
    rule = make_rule({"kind": "party"}, {"kind": "service", "years": 3}, code="dang/2020")
    address = reverse("eligibility:replace", args=[rule.pk])
    assert '<option value="no" selected>Đảng viên dự bị hoặc chính thức' in html(
        planner.get(address, {"on": DAY})
    )
    posted = typed(c0_official="no", c1_years="5", c1_months_off="")
    posted.pop("c0_years")
    assert planner.post(address, posted).status_code == 302
    written = EligibilityRule.objects.exclude(pk=rule.pk).get()
    assert written.terms["conditions"] == [{"kind": "party"}, {"kind": "service", "years": 5}]


def test_a_new_rule_begins_with_its_kind(planner: Client) -> None:
    address = reverse("eligibility:add")
    first = planner.get(address, {"on": DAY})
    assert (first.status_code, "Loại điều kiện" in html(first)) == (200, True)
    assert planner.get(address, {"kind": "free", "on": DAY}).status_code == 400
    assert "c0_years" in html(planner.get(address, {"kind": "age_at_most", "on": DAY}))
    posted = planner.post(f"{address}?kind=age_at_most", typed(kinds=["civil_servant"]))
    assert posted.status_code == 302
    rule = EligibilityRule.objects.get()
    assert rule.terms["conditions"] == [{"kind": "age_at_most", "years": 45}]
    assert rule.terms["people"] == {"kinds": ["civil_servant"]}


def test_whom_and_what_a_rule_is_about_and_its_conditions_are_all_changed_in_the_form(
    planner: Client,
) -> None:
    rule, other = old_rule(), make_rule({"kind": "party", "official": True}, code="dang-vien/2020")
    group = make_group("Sau đại học")
    scope = {
        "title_groups": ["department_head"],
        "unit_levels": ["commune"],
        "is_leader": "no",
        "is_minority": "yes",
        "sex": "female",
        "groups": [group.pk],
        "places": ["abroad"],
        "excuses": "dang-vien",
    }
    TitleGroup.objects.get_or_create(code="department_head", defaults={"name": "Lãnh đạo sở"})
    address = reverse("eligibility:replace", args=[rule.pk])
    assert "also=service" in html(planner.get(address, {"on": DAY}))
    both = f"{address}?also=service&also=party"
    more = {"c1_years": "3", "c1_months_off": "12", "c2_official": ""}
    assert planner.post(both, typed(**scope, **more)).status_code == 302
    written = EligibilityRule.objects.exclude(pk__in=[rule.pk, other.pk]).get()
    assert written.terms["people"] == {
        "title_groups": ["department_head"],
        "unit_levels": ["commune"],
        "is_leader": False,
        "is_minority": True,
        "sex": "female",
    }
    assert written.terms["programmes"] == {"groups": [group.pk], "places": ["abroad"]}
    assert written.terms["excuses"] == "dang-vien"
    assert written.terms["conditions"] == [
        {"kind": "age_at_most", "years": 45},
        {"kind": "service", "years": 3, "months_off": 12},
    ]
    again = html(planner.get(reverse("eligibility:replace", args=[written.pk]), {"on": DAY}))
    assert '<option value="no" selected>' in again
    assert '<option value="dang-vien" selected>' in again


def test_a_rule_is_confirmed_once_and_ended(planner: Client) -> None:
    rule = old_rule(is_verified=False)
    confirm = reverse("eligibility:confirm", args=[rule.pk])
    make_programme("Thạc sĩ")
    make_person("Lý Thị Hoa", unit=make_unit(), birth_on=date(1970, 5, 1))
    shown = html(planner.get(confirm, {"on": DAY}))
    assert "Ai thay đổi từ ngày 02/02/2026: 1 người" in shown
    assert "Lý Thị Hoa" in shown
    rule.refresh_from_db()
    assert not rule.is_verified
    assert "Đã xác nhận" in html(planner.post(confirm, follow=True))
    assert "đã được xác nhận" in html(planner.post(confirm, follow=True))
    told_again = planner.get(confirm, follow=True)
    assert "đã được xác nhận" in html(told_again)
    assert told_again.request["PATH_INFO"] == reverse("eligibility:detail", args=[rule.pk])
    assert [message.level_tag for message in told_again.context["messages"]] == ["info"]
    end = reverse("eligibility:end", args=[rule.pk])
    assert planner.post(end, {"on": "01/01/1999"}).status_code == 400
    assert planner.post(end, {"on": "01/07/2026"}).status_code == 302
    rule.refresh_from_db()
    assert (rule.is_verified, rule.end_on) == (True, date(2026, 7, 1))


def test_rules_are_read_by_roles_and_changed_by_planners_of_the_province(signed_in: Any, root: Unit) -> None:
    rule = old_rule(is_verified=False)
    reading = [reverse("eligibility:list"), reverse("eligibility:detail", args=[rule.pk])]
    changing = [
        reverse("eligibility:add"),
        reverse("eligibility:replace", args=[rule.pk]),
        reverse("eligibility:end", args=[rule.pk]),
    ]
    officer = signed_in(Role.UNIT_OFFICER, make_unit())
    assert [officer.get(url).status_code for url in reading] == [200, 200]
    assert [officer.get(url).status_code for url in changing] == [403, 403, 403]
    assert officer.post(reverse("eligibility:confirm", args=[rule.pk])).status_code == 403
    local = signed_in(Role.PLANNER, make_unit())
    assert local.post(changing[1], typed()).status_code == 403
    assert Client().get(reading[0]).status_code == 302
    assert officer.get(reverse("eligibility:detail", args=[999_999])).status_code == 404


def test_one_person_is_judged_by_two_days_side_by_side(planner: Client, root: Unit) -> None:
    old_rule(end_on=date(2025, 7, 1))
    make_rule(
        {"kind": "age_at_most", "years": 45},
        name="Không quá 45 tuổi",
        code="tuoi/2025",
        start_on=date(2025, 7, 1),
    )
    person, programme = (
        make_person("Lý Thị Hoa", unit=make_unit(), birth_on=date(1983, 5, 1)),
        make_programme(),
    )
    asked = {
        "person": person.pk,
        "programme": programme.pk,
        "first_on": "30/06/2025",
        "second_on": "01/07/2025",
    }
    shown = html(planner.get(reverse("eligibility:judge"), asked | {"on": DAY}))
    assert "theo quy định ngày 30/06/2025" in shown
    assert "Không đủ điều kiện" in shown
    assert "Khác nhau giữa hai ngày" in shown
    changed = shown.partition("Khác nhau giữa hai ngày")[2]
    assert "<strong>Không đủ điều kiện</strong>: Không quá 40 tuổi" in changed
    assert (
        "<strong>Đủ điều kiện</strong>: Không quá 45 tuổi: sinh ngày 01/05/1983, 42 tuổi ngày 01/07/2025"
        in changed
    )
    same = html(
        planner.get(
            reverse("eligibility:judge"),
            asked | {"first_on": "02/07/2025", "second_on": "01/09/2025", "on": DAY},
        )
    )
    assert "xét người này như nhau" in same
    assert planner.get(reverse("eligibility:judge"), asked | {"first_on": "x", "on": DAY}).status_code == 400


def test_nobody_out_of_scope_is_judged(signed_in: Any, root: Unit) -> None:
    person, programme = make_person(unit=make_unit()), make_programme()
    officer = signed_in(Role.UNIT_OFFICER, make_unit())
    asked = {"person": person.pk, "programme": programme.pk, "first_on": "01/07/2025"}
    assert officer.get(reverse("eligibility:judge"), asked).status_code == 400
