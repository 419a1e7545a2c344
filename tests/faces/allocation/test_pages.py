"""Pages of planning: who may open them, what they show, what is kept of a form with mistakes."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.accounts import make_user
from tests.factories.allocation import ON, YEAR, Ground, answer_scenario, make_ground, make_scenario
from tests.factories.people import make_person
from tests.factories.plans import SYSTEM, submit_and_approve
from vun.records.accounts.domain import Role
from vun.records.allocation import jobs, operations
from vun.records.allocation.domain import Locks, PolicyTerm
from vun.records.allocation.models import (
    CourseTerms,
    LecturerPool,
    PolicyWeight,
    ReleaseLimit,
    Scenario,
    Venue,
)
from vun.records.people.domain import AbsenceKind
from vun.records.people.operations import record_absence
from vun.records.plans import operations as plans
from vun.records.plans.models import Plan, PlanVersion, ProposedLearner
from vun.records.registers.models import Job
from vun.records.sending.models import Nomination
from vun.records.standards.domain import StudyMode

pytestmark = pytest.mark.django_db
TABS = ["result", "lines", "months", "units", "money", "shares", "people", "basis"]


def client_of(role: Role, unit: Any = None) -> Client:
    client = Client()
    client.force_login(make_user(role, unit), backend="django.contrib.auth.backends.ModelBackend")
    return client


def said_on(answer: Any) -> list[tuple[str, str]]:
    """What the page says of what was done: each message with its level."""
    return [(one.level_tag, str(one)) for one in answer.context["messages"]]


@pytest.fixture
def ground() -> Ground:
    return make_ground()


@pytest.fixture
def planner(ground: Ground) -> Client:
    return client_of(Role.PLANNER)


def test_a_unit_officer_sees_none_of_it(ground: Ground) -> None:
    scenario = answer_scenario(make_scenario(ground))
    officer = client_of(Role.UNIT_OFFICER, ground.tree.department)
    codes = {
        path: officer.get(path).status_code
        for path in [
            "/allocation/",
            "/allocation/policy/",
            "/allocation/inputs/",
            "/allocation/compare/",
            "/allocation/add/",
            f"/allocation/{scenario.pk}/",
            f"/allocation/{scenario.pk}/people/{ground.people[0].pk}/",
        ]
    }
    assert set(codes.values()) <= {403, 404}, codes
    assert Client().get("/allocation/").status_code == 302


def test_a_question_is_put_and_sought_from_the_page(ground: Ground, planner: Client) -> None:
    page = planner.get("/allocation/add/").content.decode()
    assert 'value="2.000.000.000"' in page
    bad = planner.post(
        "/allocation/add/", {"name": "Phương án A", "year": YEAR, "seconds": 2, "modes": ["online"]}
    )
    assert (bad.status_code, "Phương án A" in bad.content.decode()) == (400, True)
    money = {f"budget_{ground.source.pk}": "1.500.000.000"}
    good = planner.post(
        "/allocation/add/",
        {"name": "Phương án A", "year": YEAR, "seconds": 30, "modes": ["full_time"], **money},
    )
    scenario = Scenario.objects.get()
    assert good.headers["Location"] == f"/allocation/{scenario.pk}/"
    assert (scenario.budget, scenario.modes, scenario.seconds) == (
        {ground.source.pk: 1_500_000_000},
        ["full_time"],
        30,
    )
    planner.post(f"/allocation/{scenario.pk}/start/")
    assert Job.objects.get().params == {"scenario": scenario.pk}
    waiting = planner.get(f"/allocation/{scenario.pk}/").content.decode()
    assert f'hx-get="/allocation/{scenario.pk}/progress/"' in waiting


def test_without_any_money_given_the_form_says_so() -> None:
    make_ground(1, money=0)
    page = client_of(Role.PLANNER).get("/allocation/add/").content.decode()
    assert "gõ số tiền từng nguồn, hoặc giao kinh phí trước" in page


def test_every_tab_shows_the_plan(ground: Ground, planner: Client) -> None:
    scenario = answer_scenario(make_scenario(ground))
    pages = {tab: planner.get(f"/allocation/{scenario.pk}/?tab={tab}") for tab in TABS}
    assert {tab: page.status_code for tab, page in pages.items()} == dict.fromkeys(TABS, 200)
    text = {tab: page.content.decode() for tab, page in pages.items()}
    assert "Đã chứng minh" in text["result"]
    assert "Quản lý nhà nước ngạch chuyên viên" in text["lines"]
    assert "Trường Chính trị" in text["months"]
    assert "Sở Nội vụ" in text["units"]
    assert "đủ cho mọi phần còn thiếu" in text["units"]
    assert "Tỷ lệ đạt chuẩn từ 0,0" in text["shares"]
    assert "Sở Nội vụ" in text["shares"]
    assert "Đáp ứng 12 trên 12 phần còn thiếu (100,0" in text["result"]
    assert "Chưa dùng" in text["money"]
    assert "luôn mời đủ giảng viên" in text["basis"]
    assert f'href="/allocation/inputs/?year={YEAR}#lecturers"' in text["basis"]
    assert planner.get(f"/allocation/{scenario.pk}/?tab=nothing").status_code == 404


def test_what_each_part_of_the_money_buys_is_told_in_figures(ground: Ground, planner: Client) -> None:
    scenario = answer_scenario(make_scenario(ground))
    curve = [
        {"budget": 0, "objective": -40.0, "bound": -40.0, "learners": 0, "at_standard": 0},
        {"budget": 500_000_000, "objective": 560.0, "bound": 570.0, "learners": 10, "at_standard": 6},
        {"budget": 2_000_000_000, "objective": 860.0, "bound": 900.0, "learners": 13, "at_standard": 6},
    ]
    Scenario.objects.update(curve=curve)
    text = planner.get(f"/allocation/{scenario.pk}/").content.decode()
    rows = [
        ["từ 0 đến 500", "600", "10", "6", "1.200", "20,0", "12,0"],
        ["từ 500 đến 2.000", "300", "3", "–", "200", "2,0", "0,0"],
    ]
    cells = re.findall(r">([^<>]+)</t[hd]>", text[text.index("Mỗi phần tiền") :])[7:]
    assert [cells[:7], cells[7:]] == rows
    assert "Từ 0,0 đến 2,0 tỷ đồng: thêm 6 người đạt chuẩn" in text
    # No further use is told as proven only where it is.
    told = {900.0: "chưa tìm được cách dùng thêm tiền", 860.0: "thêm tiền không giúp thêm được ai"}
    for bound, words in told.items():
        more = {**curve[-1], "budget": 3_000_000_000, "bound": bound}
        Scenario.objects.update(curve=[*curve, more])
        assert words in planner.get(f"/allocation/{scenario.pk}/").content.decode()


def test_a_search_nobody_takes_says_that_no_worker_runs(ground: Ground, planner: Client) -> None:
    scenario = make_scenario(ground)
    address = f"/allocation/{scenario.pk}/"
    planner.post(f"{address}start/")
    told = "Chưa có máy nào nhận việc này"
    job = Job.objects.get()
    pages = [address, f"{address}progress/", f"/admin/jobs/{job.pk}/"]
    assert [told in planner.get(page).content.decode() for page in pages] == [False] * 3
    Job.objects.update(queued_at=timezone.now() - timedelta(seconds=30))
    assert [told in planner.get(page).content.decode() for page in pages] == [True] * 3
    # A worker busy with something else will come to it.
    now = timezone.now()
    Job.objects.create(
        kind="other", state="running", actor_name="A", queued_at=now, started_at=now, heartbeat_at=now
    )
    assert told not in planner.get(address).content.decode()


def test_a_search_whose_worker_was_lost_is_told_and_sought_again(ground: Ground, planner: Client) -> None:
    scenario = make_scenario(ground)
    address = f"/allocation/{scenario.pk}/"
    planner.post(f"{address}start/")
    assert "làm xong những việc đến trước" in planner.get(address).content.decode()
    Scenario.objects.update(state="running", summary={"assumptions": []})
    Job.objects.update(state="failed", result={"problem": "registers.worker_lost", "params": {}})
    text = planner.get(address).content.decode()
    assert "Máy làm việc đã dừng giữa chừng" in text
    assert "chưa được tìm" not in text
    assert f'action="{address}start/"' in text
    # The best plan until then stands, as does why it went no further.
    answer_scenario(scenario)
    Scenario.objects.update(state="running")
    text = planner.get(address).content.decode()
    assert "đã dừng giữa chừng" in text
    assert "Đã chứng minh" in text
    assert "Đã dừng" in text
    assert planner.get(f"{address}?tab=lines").status_code == 200
    assert planner.post(f"{address}curve/", follow=True).status_code == 200
    Job.objects.filter(kind="allocation_curve").update(state="done", finished_at=timezone.now())
    planner.post(f"{address}start/")
    assert "đã dừng giữa chừng" not in planner.get(address).content.decode()


def test_while_a_better_plan_is_sought_the_one_so_far_is_not_told_as_the_answer(
    ground: Ground, planner: Client
) -> None:
    scenario = answer_scenario(make_scenario(ground))
    planner.post(f"/allocation/{scenario.pk}/start/")
    Scenario.objects.update(state="running", summary=scenario.summary)
    Job.objects.update(state="running", started_at=timezone.now())
    text = planner.get(f"/allocation/{scenario.pk}/").content.decode()
    assert ("người đạt chuẩn thêm" in text, "Dừng, giữ phương án tốt nhất" in text) == (False, True)
    assert planner.get(f"/allocation/{scenario.pk}/?tab=lines").status_code == 404
    assert (
        "Chọn ít nhất hai phương án"
        in planner.get(f"/allocation/compare/?ids={scenario.pk}&ids={scenario.pk}").content.decode()
    )


def test_who_is_away_for_a_time_is_told_so_beside_why_they_go_or_not(ground: Ground, planner: Client) -> None:
    person = ground.people[0]
    record_absence(
        person=person,
        kind=AbsenceKind.MATERNITY,
        on=date(2026, 12, 1),
        until=date(2027, 3, 2),
        by=SYSTEM,
    )
    scenario = answer_scenario(make_scenario(ground))
    text = planner.get(f"/allocation/{scenario.pk}/people/{person.pk}/").content.decode()
    assert "Nghỉ thai sản: không xếp lớp vào tháng 1, 2, 3." in text
    # Who does not see the record is not told of what kind the absence is.
    paying = client_of(Role.ACCOUNTANT).get(f"/allocation/{scenario.pk}/people/{person.pk}/").content.decode()
    assert ("Nghỉ thai sản" in paying, "Vắng mặt dài ngày: không xếp lớp vào tháng 1, 2, 3." in paying) == (
        False,
        True,
    )
    basis = planner.get(f"/allocation/{scenario.pk}/?tab=basis").content.decode()
    assert "1 người vắng mặt dài ngày" in basis


def test_what_happened_is_told_on_its_page_and_the_plan_mended(ground: Ground, planner: Client) -> None:
    scenario = answer_scenario(make_scenario(ground))
    address = f"/allocation/{scenario.pk}/"
    assert f'href="{address}after/"' in planner.get(address).content.decode()
    choices = planner.get(f"{address}after/").content.decode()
    kinds = ["cancel_class", "budget_cut", "lose_venue_month"]
    assert [f'href="{address}after/{kind}/"' in choices for kind in kinds] == [True] * 3
    assert f'href="{address}?tab=people&amp;show=going"' in choices
    posted: list[dict[str, Any]] = [{"line": 0}, {"source": "", "percent": 10}, {"venue": 0, "month": 1}]
    for kind, told in zip(kinds, posted, strict=True):
        assert planner.get(f"{address}after/{kind}/").status_code == 200
        made = planner.post(f"{address}after/{kind}/", told)
        assert (made.status_code, made.headers.get("Location")) == (
            302,
            f"/allocation/{Scenario.objects.latest('pk').pk}/",
        )
    bad = planner.post(f"{address}after/budget_cut/", {"source": "", "percent": "300"})
    assert (bad.status_code, "từ 1 đến 100" in bad.content.decode()) == (400, True)
    assert planner.get(f"{address}after/flood/").status_code == 404
    nobody = planner.post(f"{address}after/withdraw/", {"ids": ["x"]}, follow=True).content.decode()
    assert "Chưa chọn ai đang có tên" in nobody
    going = planner.get(f"{address}?tab=people&show=going").content.decode()
    assert f'name="ids" value="{ground.people[0].pk}"' in going
    planner.post(f"{address}after/withdraw/", {"ids": [ground.people[0].pk]})
    made_last = Scenario.objects.latest("pk")
    jobs.repair(made_last)
    Job.objects.update(state="done", finished_at=timezone.now())
    told_page = planner.get(f"/allocation/{made_last.pk}/").content.decode()
    assert "1 người rút khỏi phương án." in told_page
    assert "1 người thay đổi" in told_page
    assert f'href="/allocation/compare/?ids={scenario.pk}&amp;ids={made_last.pk}"' in told_page
    assert ground.people[0].full_name in told_page
    assert "Tìm lại" not in told_page


def test_a_plan_without_a_class_says_why(ground: Ground, planner: Client) -> None:
    scenario = answer_scenario(make_scenario(ground, budget={ground.source.pk: 1}))
    text = planner.get(f"/allocation/{scenario.pk}/").content.decode()
    assert "Không mở lớp nào. Phần còn thiếu: chương trình không được mở lớp: 12." in text
    assert "Đã chứng minh: không phương án nào hơn được phương án này quá 0,01" in text
    assert planner.get(f"/allocation/{scenario.pk}/?tab=months").status_code == 200


def test_an_answer_that_was_known_before_is_told_as_such(ground: Ground, planner: Client) -> None:
    first = answer_scenario(make_scenario(ground))
    second = answer_scenario(make_scenario(ground, name="Phương án 2", base=first))
    Scenario.objects.filter(pk=second.pk).update(
        summary={**second.summary, "known_from": [first.pk, first.name]}
    )
    text = planner.get(f"/allocation/{second.pk}/").content.decode()
    assert "Lấy theo kết quả của “Phương án 1”" in text


def test_whom_the_plan_could_not_take_is_named_with_the_reason(ground: Ground, planner: Client) -> None:
    old = make_person("Đinh Văn Già", unit=ground.tree.office, title=ground.title, birth_on=date(1964, 1, 1))
    scenario = answer_scenario(make_scenario(ground))
    address = f"/allocation/{scenario.pk}/"
    basis = planner.get(f"{address}?tab=basis").content.decode()
    there = "?tab=people&amp;show=excluded&amp;why=retired_by_then"
    assert f'href="{address}{there}"' in basis
    by_unit = "?tab=people&show=excluded&q=van+phong+so"
    for tab in (there.replace("&amp;", "&"), "?tab=people&show=excluded&q=dinh", by_unit):
        listed = planner.get(f"{address}{tab}").content.decode()
        assert ("Đinh Văn Già" in listed, "Văn phòng Sở Nội vụ" in listed) == (True, True)
        assert ">đến tuổi nghỉ hưu trước năm kế hoạch</td>" in listed
        assert ground.people[0].full_name not in listed
        assert ('data-label="Còn thiếu"' in listed, 'data-label="Chương trình"' in listed) == (True, False)
    why = planner.get(f"{address}people/{old.pk}/").content.decode()
    assert "đến tuổi nghỉ hưu trước năm kế hoạch" in why
    nobody = planner.get(f"{address}?tab=people&q=khong+co+ai").content.decode()
    assert "Không có ai" in nobody
    by_unit = planner.get(f"{address}?tab=people&show=going&q=so+noi+vu").content.decode()
    assert by_unit.count('data-label="Học khi nào, ở đâu"') == 4


def test_more_than_the_page_holds_are_counted_as_what_they_are(
    ground: Ground, planner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Đinh Văn Già", "Đinh Thị Già"):
        make_person(name, unit=ground.tree.office, title=ground.title, birth_on=date(1964, 1, 1))
    scenario = answer_scenario(make_scenario(ground))
    monkeypatch.setattr("vun.faces.web.allocation.people.SHOWN", 1)
    address = f"/allocation/{scenario.pk}/?tab=people&show="
    excluded, going = (planner.get(f"{address}{one}").content.decode() for one in ("excluded", "going"))
    assert "2 phần còn thiếu; 1 dòng đầu trong 2." in excluded
    assert "12 lượt, nhiều điểm trước; hiện 1 lượt đầu" in going


def test_what_is_set_already_stands_in_the_form_that_changes_it(ground: Ground, planner: Client) -> None:
    operations.set_limit(unit=ground.tree.department, year=YEAR, month_people=4, year_places=9, by=SYSTEM)
    operations.set_course_terms(
        programme=ground.programme, year=YEAR, class_min=3, target_max=77, modes=[StudyMode.ONLINE], by=SYSTEM
    )
    group = ground.programme.group
    operations.set_weight(
        term=PolicyTerm.PRIORITY_GROUP, value=Decimal(35), start_on=ON, group=group, by=SYSTEM
    )
    inputs = planner.get(f"/allocation/inputs/?year={YEAR}").content.decode()
    policy = planner.get("/allocation/policy/").content.decode()
    limit = f"/allocation/inputs/limits/{YEAR}/?unit={ground.tree.department.pk}"
    terms = f"/allocation/inputs/courses/{YEAR}/?programme={ground.programme.pk}"
    weight = f"/allocation/policy/set/priority_group/?group={group.pk}"
    assert (f'href="{limit}"' in inputs, f'href="{terms}"' in inputs) == (True, True)
    assert f'href="{weight}"' in policy
    shown = {address: planner.get(address).content.decode() for address in (limit, terms, weight)}
    assert ('value="4"' in shown[limit], 'value="9"' in shown[limit]) == (True, True)
    assert ('value="3"' in shown[terms], 'value="77"' in shown[terms]) == (True, True)
    assert re.search('value="online"[^>]*checked', shown[terms])
    assert ('value="35"' in shown[weight], f'value="{group.pk}" selected' in shown[weight]) == (True, True)


def test_the_tabs_ask_no_more_of_thirty_people_than_of_six(planner: Client, ground: Ground) -> None:
    make_person("Lê Già", unit=ground.tree.office, title=ground.title, birth_on=date(1964, 1, 1))
    scenario = answer_scenario(make_scenario(ground))
    pages = [f"?tab={tab}" for tab in TABS] + ["?tab=people&show=going", "?tab=people&show=excluded"]
    few = [_queries(planner, f"/allocation/{scenario.pk}/{page}") for page in pages]
    for number in range(24):
        make_person(f"Trần Thị {number}", unit=ground.tree.commune, title=ground.title)
        make_person(
            f"Lê Già {number}", unit=ground.tree.office, title=ground.title, birth_on=date(1964, 1, 1)
        )
    answer_scenario(scenario)
    many = [_queries(planner, f"/allocation/{scenario.pk}/{page}") for page in pages]
    assert dict(zip(pages, many, strict=True)) == dict(zip(pages, few, strict=True))
    assert max(many) <= 14


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_cell_of_months_and_venues_opens_its_classes(ground: Ground, planner: Client) -> None:
    scenario = answer_scenario(make_scenario(ground))
    months = planner.get(f"/allocation/{scenario.pk}/?tab=months").content.decode()
    opened = re.search(
        rf'href="(/allocation/{scenario.pk}/[?]tab=lines&amp;venue=\d+&amp;month=\d+)"', months
    )
    assert opened is not None
    # A class of two months would count twice in a sum over months.
    assert '<th scope="col" class="kind-integer">Cộng</th>' not in months
    classes = planner.get(opened[1].replace("&amp;", "&")).content.decode()
    assert "Lớp chạy trong tháng" in classes
    assert "Quản lý nhà nước ngạch chuyên viên" in classes
    nothing = planner.get(f"/allocation/{scenario.pk}/?tab=lines&venue=99&month=13")
    assert (nothing.status_code, "Quản lý nhà nước" in nothing.content.decode()) == (200, False)


def test_the_policy_is_written_as_an_official_reads_it(planner: Client) -> None:
    text = planner.get("/allocation/policy/").content.decode()
    assert not re.search("[ετρ]|>số<|,0500", text)
    assert ">0,05<" in text
    assert {">người<", ">ngày<", ">km<", ">lớp<", ">lượt<"} <= set(re.findall(">[^<>]+<", text))
    assert 'value="0,05"' in planner.get("/allocation/policy/set/cost_weight/").content.decode()


def test_what_is_assumed_is_told_before_anything_is_sought(ground: Ground, planner: Client) -> None:
    scenario = make_scenario(ground)
    for address in (f"/allocation/inputs/?year={YEAR}", f"/allocation/{scenario.pk}/"):
        page = planner.get(address).content.decode()
        assert "Còn thiếu dữ liệu, sẽ dùng giả định" in page
        assert "luôn mời đủ giảng viên" in page
        assert "Chưa có định mức tiền ăn của học viên: tính bằng 0." in page
        links = {"/plans/norms/", "/needs/", f"/allocation/inputs/?year={YEAR}#limits"}
        assert links <= set(re.findall('href="([^"]+)"', page[page.index("Còn thiếu dữ liệu") :]))
    answer_scenario(scenario)
    assert "Còn thiếu dữ liệu" not in planner.get(f"/allocation/{scenario.pk}/").content.decode()


def test_before_there_is_a_plan_only_the_first_tab_opens(ground: Ground, planner: Client) -> None:
    scenario = make_scenario(ground)
    assert planner.get(f"/allocation/{scenario.pk}/").status_code == 200
    assert planner.get(f"/allocation/{scenario.pk}/?tab=lines").status_code == 404
    assert planner.get(f"/allocation/{scenario.pk}/draft/").status_code == 404


def test_the_moving_part_stops_asking_once_the_search_is_over(ground: Ground, planner: Client) -> None:
    scenario = answer_scenario(make_scenario(ground))
    part = planner.get(f"/allocation/{scenario.pk}/progress/")
    assert (part.status_code, part.headers.get("HX-Refresh")) == (200, "true")
    assert "hx-get" not in part.content.decode()


def test_one_left_out_and_one_chosen_are_told_why_and_can_be_decided_upon(
    ground: Ground, planner: Client
) -> None:
    from vun.records.allocation.queries import Answer

    scenario = answer_scenario(make_scenario(ground, budget={ground.source.pk: 2_500_000}))
    items = Answer(scenario).all_items()
    left = next(item for item in items if item.line is None)
    page = planner.get(f"/allocation/{scenario.pk}/people/{left.person_id}/").content.decode()
    assert "Chưa đi" in page
    listed = planner.get(f"/allocation/{scenario.pk}/?tab=people").content.decode()
    assert "có lớp nhưng chưa được xếp" in listed
    assert "Mỗi yêu cầu của tiêu chuẩn còn thiếu: +30" in page
    assert planner.get(f"/allocation/{scenario.pk}/people/999999/").status_code == 404
    answer = planner.post(f"/allocation/{scenario.pk}/decide/{left.item}/go/")
    made = Scenario.objects.get(base=scenario)
    assert answer.headers["Location"] == f"/allocation/{made.pk}/"
    assert made.locks["goes"] == [[left.person_id, left.key]]
    assert planner.post(f"/allocation/{scenario.pk}/decide/999999/go/").status_code == 404


def test_what_was_decided_is_listed_and_taken_back_one_by_one(ground: Ground, planner: Client) -> None:
    first, second = ground.people[:2]
    key = f"level:{ground.level.pk}"
    locks = Locks(goes=frozenset({(first.pk, key)}), stays=frozenset({(second.pk, key)}))
    scenario = make_scenario(ground, locks=locks)
    text = planner.get(f"/allocation/{scenario.pk}/").content.decode()
    assert f"{first.full_name} đi học {ground.level.name}" in text
    assert f"{second.full_name} ở lại, không học {ground.level.name}" in text
    answer = planner.post(f"/allocation/{scenario.pk}/undo/1/")
    made = Scenario.objects.get(base=scenario)
    assert answer.headers["Location"] == f"/allocation/{made.pk}/"
    assert (made.locks["goes"], made.locks["stays"], made.state) == ([[first.pk, key]], [], "waiting")
    assert planner.post(f"/allocation/{scenario.pk}/undo/2/").status_code == 404


def test_a_question_is_put_again_with_something_changed(ground: Ground, planner: Client) -> None:
    locks = Locks(stays=frozenset({(ground.people[0].pk, f"level:{ground.level.pk}")}))
    scenario = make_scenario(ground, modes=[StudyMode.FULL_TIME], locks=locks)
    address = f"/allocation/add/?base={scenario.pk}"
    assert 'value="Phương án 1, sửa"' in planner.get(address).content.decode()
    given = {"name": "B", "year": YEAR, "seconds": 30, "modes": ["online"]}
    planner.post(address, {**given, f"budget_{ground.source.pk}": "900.000.000"})
    made = Scenario.objects.get(base=scenario)
    assert (made.budget, made.modes, made.locks) == (
        {ground.source.pk: 900_000_000},
        ["online"],
        scenario.locks,
    )
    assert planner.get("/allocation/add/?base=abc").status_code == 404


def test_a_line_is_kept_and_a_preset_tried_with_one_button(ground: Ground, planner: Client) -> None:
    scenario = answer_scenario(make_scenario(ground))
    planner.post(f"/allocation/{scenario.pk}/keep/0/")
    planner.post(f"/allocation/{scenario.pk}/vary/more_money/")
    kept, more = Scenario.objects.filter(base=scenario).order_by("pk")
    assert (len(kept.locks["lines"]), more.preset, kept.state, more.state) == (
        1,
        "more_money",
        "waiting",
        "waiting",
    )
    again = planner.post(f"/allocation/{scenario.pk}/vary/more_money/", follow=True).content.decode()
    # Two are told apart by a number, where it is said too.
    assert f"Đang tìm phương án “{more.name} (2)”." in again
    assert planner.post(f"/allocation/{scenario.pk}/vary/nothing/").status_code == 404
    assert planner.post(f"/allocation/{scenario.pk}/keep/99/").status_code == 404


def test_scenarios_stand_side_by_side(ground: Ground, planner: Client) -> None:
    first = answer_scenario(make_scenario(ground))
    second = answer_scenario(make_scenario(ground, name="Phương án 2", budget={ground.source.pk: 2_500_000}))
    sent = planner.post("/allocation/compare/", {"ids": [first.pk, second.pk]})
    page = planner.get(sent.headers["Location"]).content.decode()
    assert "Phương án 1" in page
    assert "Phương án 2" in page
    assert "Người đạt chuẩn thêm" in page
    assert "Kinh phí dùng theo nguồn" in page
    assert "Tỷ lệ đạt chuẩn sau khi học theo nhóm chức danh" in page
    assert ground.source.name in page
    cells = re.findall(r'<td class="kind-number">(.*?)</td>', page)
    assert cells[:2] == ["2.000", '2,5<span class="detail d-block">−1.997,5</span>']
    assert re.search(r"−[\d,]+ điểm phần trăm</span>", page)
    # A difference too small to be written is none.
    Scenario.objects.filter(pk=second.pk).update(
        summary={
            **first.summary,
            "gap": first.summary["gap"] + 1e-9,
            "objective": first.summary["objective"] - 0.2,
        }
    )
    alike = planner.get(sent.headers["Location"]).content.decode()
    assert "0,00\N{NO-BREAK SPACE}%</span>" not in alike
    assert ">−0<" not in alike
    assert planner.get("/allocation/compare/?ids=abc").status_code == 200


def test_a_draft_is_made_edited_approved_and_those_proposed_put_forward(
    ground: Ground, planner: Client
) -> None:
    scenario = answer_scenario(make_scenario(ground))
    assert "12 chỉ tiêu" in planner.get(f"/allocation/{scenario.pk}/draft/").content.decode()
    planner.post(
        f"/allocation/{scenario.pk}/draft/",
        {"name": "Kế hoạch 2027", "code": "KH27", "unit": ground.tree.root.pk},
    )
    plan = Plan.objects.get()
    early = planner.post(f"/allocation/plans/{plan.pk}/nominate/", follow=True).content.decode()
    assert "Kế hoạch chưa được duyệt" in early
    submit_and_approve(PlanVersion.objects.get())
    shown = planner.get(f"/plans/{plan.pk}/").content.decode()
    assert f"/allocation/plans/{plan.pk}/nominate/" in shown
    done = planner.post(f"/allocation/plans/{plan.pk}/nominate/", follow=True).content.decode()
    assert "Đã đề cử 12 người" in done
    again = planner.post(f"/allocation/plans/{plan.pk}/nominate/", follow=True)
    assert said_on(again) == [("warning", "Đã đề cử 0 người theo phương án.")]
    assert Nomination.objects.count() == 12


def test_those_a_draft_proposes_are_seen_and_changed_before_it_is_approved(
    ground: Ground, planner: Client
) -> None:
    scenario = answer_scenario(make_scenario(ground))
    draft = {"name": "Kế hoạch 2027", "code": "KH27", "unit": ground.tree.root.pk}
    planner.post(f"/allocation/{scenario.pk}/draft/", draft)
    version = PlanVersion.objects.get()
    line = version.terms.get()
    shown = planner.get(f"/plans/{version.plan_id}/").content.decode()
    assert "Dự kiến cử 12 người" in shown
    assert f"/allocation/{scenario.pk}/" in shown
    names, everybody = (
        f"/allocation/lines/{line.pk}/proposed/",
        f"/allocation/versions/{version.pk}/proposed/",
    )
    assert f'href="{names}"' in shown
    assert f'href="{everybody}"' in shown
    listed = planner.get(names).content.decode()
    assert all(person.full_name in listed for person in ground.people)
    assert "Phương án 1" in listed
    gone = ProposedLearner.objects.get(person=ground.people[0])
    planner.post(f"{everybody}drop/", {"ids": [gone.pk]})
    assert not ProposedLearner.objects.filter(pk=gone.pk).exists()
    nobody = planner.post(f"{everybody}drop/", {"ids": [gone.pk]}, follow=True)
    assert "Chưa chọn ai" in nobody.content.decode()
    there = planner.post(f"{names}add/", {"person": ground.people[1].pk})
    assert (there.status_code, "đã có trong dự kiến" in there.content.decode()) == (400, True)
    assert planner.post(f"{names}add/", {"person": ground.people[0].pk}).headers["Location"] == names
    assert ProposedLearner.objects.get(person=ground.people[0]).unit_id == gone.unit_id
    outside = make_person("Hoàng Thị Ngoài", unit=ground.tree.school)
    refused = planner.post(f"{names}add/", {"person": outside.pk})
    assert "chưa có chỉ tiêu của nội dung này" in refused.content.decode()
    assert client_of(Role.UNIT_OFFICER, ground.tree.department).get(names).status_code in (403, 404)


def test_what_was_submitted_is_kept_with_its_version_and_compared_by_name(
    ground: Ground, planner: Client
) -> None:
    scenario = answer_scenario(make_scenario(ground))
    draft = {"name": "Kế hoạch 2027", "code": "KH27", "unit": ground.tree.root.pk}
    planner.post(f"/allocation/{scenario.pk}/draft/", draft)
    first = PlanVersion.objects.get()
    everybody = f"/allocation/versions/{first.pk}/proposed/"
    plans.submit(version=first, by=SYSTEM)
    submitted = planner.get(everybody).content.decode()
    assert ("Đã trình cùng bản 1" in submitted, "proposed/drop/" in submitted) == (True, False)
    one, two = ProposedLearner.objects.order_by("pk")[:2]
    late = planner.post(f"{everybody}drop/", {"ids": [one.pk]}, follow=True).content.decode()
    assert "không làm được việc này" in late
    plans.take_back(version=first, by=SYSTEM)
    submit_and_approve(first)
    approved = planner.get(everybody).content.decode()
    assert (f"/allocation/versions/{first.pk}/nominate/" in approved, "drop/" in approved) == (True, False)
    put = planner.post(f"/allocation/versions/{first.pk}/nominate/", {"ids": [two.pk]}, follow=True)
    assert "Đã đề cử 1 người" in put.content.decode()
    again = planner.post(f"/allocation/versions/{first.pk}/nominate/", {"ids": [two.pk]}, follow=True)
    assert said_on(again) == [
        ("warning", "Đã đề cử 0 người theo phương án."),
        ("warning", f"{two.person.full_name} đã được đề cử cho lớp này. Bỏ chọn người này."),
    ]
    second = plans.amend(plan=first.plan, reason="Thay người", by=SYSTEM)
    copy = ProposedLearner.objects.get(terms__version=second, person=one.person)
    planner.post(f"/allocation/versions/{second.pk}/proposed/drop/", {"ids": [copy.pk]})
    told = planner.get(f"/plans/{first.plan_id}/differences/?from={first.pk}&to={second.pk}").content.decode()
    cells = re.findall(r"<td data-label=\"(?:Mục|Trước|Sau)\">(.*?)</td>", told)
    assert cells == ["Người dự kiến cử", f"{one.person.full_name} ({one.unit.name})", "<strong>–</strong>"]
    assert one.person.full_name in planner.get(everybody).content.decode()
    both = planner.get(f"/allocation/versions/{second.pk}/proposed/").content.decode()
    assert (one.person.full_name in both, two.person.full_name in both) == (False, True)
    submit_and_approve(second)
    late = planner.post(f"/allocation/versions/{first.pk}/nominate/", {"ids": [one.pk]}, follow=True)
    ((level, text),) = said_on(late)
    assert (level, "không làm được việc này. Tải lại trang" in text) == ("warning", True)
    assert Nomination.objects.count() == 1


def test_policy_and_inputs_are_set_on_their_pages(ground: Ground, planner: Client) -> None:
    day = "20/11/2026"
    steps: list[tuple[str, dict[str, Any]]] = [
        ("policy/set/leader/", {"value": "45", "start_on": day, "basis": "Kết luận"}),
        ("policy/set/priority_group/", {"value": "5", "start_on": day, "group": ground.programme.group_id}),
        ("policy/set/mandatory/", {"value": "100", "start_on": day, "programme": ground.programme.pk}),
        (
            "inputs/venues/add/",
            {
                "name": "Cụm 1",
                "kind": "cluster",
                "unit": ground.tree.commune.pk,
                "rooms": "3",
                "start_on": day,
            },
        ),
        (
            "inputs/pools/add/",
            {"name": "Khoa", "groups": [ground.programme.group_id], "hours": "80", "start_on": day},
        ),
        (f"inputs/limits/{YEAR}/", {"unit": ground.tree.department.pk, "month_people": "2"}),
        (
            f"inputs/courses/{YEAR}/",
            {"programme": ground.programme.pk, "class_min": "3", "modes": ["full_time"]},
        ),
        (f"inputs/sources/{ground.source.pk}/", {"groups": [ground.programme.group_id]}),
    ]
    for path, data in steps:
        assert planner.get(f"/allocation/{path}").status_code == 200, path
        assert planner.post(f"/allocation/{path}", data).status_code == 302, path
    venue = Venue.objects.get(name="Cụm 1")
    assert planner.post(
        f"/allocation/inputs/venues/{venue.pk}/distances/", {f"km_{ground.tree.district.pk}": "7"}
    )
    assert (venue.rooms, venue.distances.get().km) == ([3] * 12, 7)
    assert LecturerPool.objects.get().hours == [80] * 12
    assert ReleaseLimit.objects.get().month_people == 2
    assert CourseTerms.objects.get().modes == ["full_time"]
    assert PolicyWeight.objects.filter(start_on=ON).count() == 3
    text = planner.get(f"/allocation/inputs/?year={YEAR}&on={day}").content.decode()
    assert "Cụm 1" in text
    assert "Khoa" in text
    assert "mỗi tháng 2 người" in text
    policy = planner.get(f"/allocation/policy/?on={day}").content.decode()
    assert "Kết luận" in policy
    assert planner.get("/allocation/policy/set/nothing/").status_code == 404


def test_a_mistake_in_a_form_of_inputs_keeps_what_was_typed(ground: Ground, planner: Client) -> None:
    bad = planner.post(
        "/allocation/inputs/venues/add/",
        {
            "name": "Cụm 2",
            "kind": "cluster",
            "unit": ground.tree.commune.pk,
            "rooms": "1 2 3",
            "start_on": "20/11/2026",
        },
    )
    text = bad.content.decode()
    assert bad.status_code == 400
    assert "Cần đủ 12 số" in text
    assert 'value="1 2 3"' in text


def test_the_list_asks_no_more_with_thirty_scenarios_than_with_three(ground: Ground, planner: Client) -> None:
    for _number in range(3):
        make_scenario(ground)
    with CaptureQueriesContext(connection) as few:
        planner.get("/allocation/")
    for _number in range(27):
        make_scenario(ground)
    with CaptureQueriesContext(connection) as many:
        planner.get("/allocation/")
    assert len(many) == len(few)
