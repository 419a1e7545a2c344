"""Pages of approval: what waits, signing steps one by one and together, routes, delegation, the count in the frame."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from django.utils import timezone

from tests.faces.conftest import SignIn
from tests.factories.accounts import make_user
from tests.factories.approvals import SUBMITTED_ON, SYSTEM, above, at_unit, make_route, named, signer, submit
from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from tests.factories.plans import approved_plan_with_line, make_line, make_plan
from tests.factories.sending import make_nomination
from vun.faces.web.approving import reader_on_page
from vun.records.accounts.domain import Role
from vun.records.accounts.models import Delegation
from vun.records.approvals import operations, queries
from vun.records.approvals.domain import READING, MatterKind, MatterState, Place, Quorum
from vun.records.approvals.models import ApprovalRoute, Matter, MatterAct
from vun.records.orgs.models import Unit
from vun.records.plans import operations as plans
from vun.records.plans.domain import VersionState
from vun.records.plans.models import PlanVersion

pytestmark = pytest.mark.django_db
LONG_AGO = date(2020, 1, 1)


def text(response: HttpResponse, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def submitted(unit: Unit, **options: Any) -> PlanVersion:
    """A submitted plan of the unit."""
    version = make_plan(unit, **options)
    make_line(version)
    return plans.submit(version=version, by=SYSTEM)


def matter_of(version: PlanVersion) -> Matter:
    matter = queries.last_matter(MatterKind.PLAN, version.pk)
    assert matter is not None
    return matter


@pytest.fixture
def two_steps(root: Unit) -> Unit:
    """A department whose plans its own leader signs first."""
    make_route(at_unit("Lãnh đạo sở", days=3), above("Lãnh đạo tỉnh"), start_on=LONG_AGO)
    return make_unit("Sở Y tế")


def test_a_plan_goes_from_desk_to_desk_in_the_browser(two_steps: Unit, signed_in: SignIn) -> None:
    own_user = make_user(Role.LEADER, two_steps, full_name="Nguyễn Thị Hoa")
    own, higher = signed_in(user=own_user), signed_in(Role.LEADER)
    version = submitted(two_steps)
    matter = matter_of(version)
    page = reverse("plans:detail", args=[version.plan_id])
    assert "đang chờ Nguyễn Thị Hoa" in text(higher.get(page))
    assert "Chưa đến lượt anh/chị" in text(higher.get(page))
    assert reverse("plans:approve", args=[version.pk]) not in text(higher.get(page))
    assert higher.get(reverse("plans:approve", args=[version.pk])).status_code == 400
    assert matter.title in text(own.get(reverse("approvals:list")))
    assert "Kế hoạch chờ duyệt" in text(own.get(reverse("home:tasks")))
    assert "Kế hoạch chờ duyệt" not in text(higher.get(reverse("home:tasks")))
    signing = reverse("approvals:pass", args=[matter.pk])
    assert signing in text(own.get(page))
    assert "Hồ sơ chuyển sang bước “Lãnh đạo tỉnh”." in text(own.get(signing))
    assert own.post(signing, {"comment": "Nhất trí"}).status_code == 302
    assert "Nhất trí" in text(higher.get(page))
    assert own.get(signing).status_code == 400
    approve = reverse("plans:approve", args=[version.pk])
    assert approve in text(higher.get(page))
    assert higher.get(signing).status_code == 400
    decision = {"number": "9/QĐ-UBND", "issued_on": "05/03/2026", "issuer": "UBND tỉnh"}
    assert own.post(approve, decision).status_code == 400
    assert higher.post(approve, decision).status_code == 302
    version.refresh_from_db()
    assert (version.state, matter_of(version).state) == (VersionState.APPROVED, MatterState.APPROVED)
    history = text(higher.get(page, {"tab": "versions"}))
    assert "Nguyễn Thị Hoa" in history
    assert "Nhất trí" in history


def test_who_may_not_read_a_matter_does_not_find_it(two_steps: Unit, signed_in: SignIn) -> None:
    matter = matter_of(submitted(two_steps))
    stranger = signed_in(Role.LEADER, make_unit("Sở Tài chính"))
    for name in ("detail", "open", "pass", "comment"):
        assert stranger.get(reverse(f"approvals:{name}", args=[matter.pk])).status_code == 404
    assert stranger.post(reverse("approvals:pass-many"), {"ids": [matter.pk]}).status_code == 404
    officer = signed_in(Role.UNIT_OFFICER, two_steps)
    assert "Lãnh đạo sở" in text(officer.get(reverse("approvals:detail", args=[matter.pk])))
    assert officer.get(reverse("approvals:pass", args=[matter.pk])).status_code == 403
    assert Client().get(reverse("approvals:list")).status_code == 302


def test_a_unit_named_reads_the_plan_while_it_is_at_its_step(root: Unit, signed_in: SignIn) -> None:
    finance, health = make_unit("Sở Tài chính"), make_unit("Sở Y tế")
    make_route(named(finance, "Thẩm định"), above("Duyệt"), start_on=LONG_AGO)
    version = submitted(health)
    client = signed_in(Role.LEADER, finance)
    plain = reverse("plans:detail", args=[version.plan_id])
    assert client.get(plain).status_code == 404
    opened = client.get(reverse("approvals:open", args=[matter_of(version).pk]))
    page = text(client.get(opened.url))  # type: ignore[attr-defined]
    assert "Bồi dưỡng lãnh đạo cấp phòng" in page
    assert "matter=" in page
    client.post(reverse("approvals:pass", args=[matter_of(version).pk]), {})
    assert matter_of(version).step == 2
    assert client.get(opened.url).status_code == 404  # type: ignore[attr-defined]


def test_a_matter_in_the_address_opens_its_own_page_and_no_other_of_the_unit(
    root: Unit, signed_in: SignIn
) -> None:
    finance, health = make_unit("Sở Tài chính"), make_unit("Sở Y tế")
    make_route(named(finance, "Thẩm định"), above("Duyệt"), start_on=LONG_AGO)
    version, other = submitted(health), make_plan(health)
    client = signed_in(Role.LEADER, finance)

    def told(plan_id: int, version_id: int) -> list[int]:
        addresses = [
            f"{reverse('plans:detail', args=[plan_id])}?version={version_id}&",
            f"{reverse('plans:return', args=[version_id])}?",
        ]
        return [client.get(f"{each}matter={matter_of(version).pk}").status_code for each in addresses]

    assert told(version.plan_id, version.pk) == [200, 200]
    assert told(other.plan_id, other.pk) == [404, 404]
    assert told(other.plan_id, version.pk)[0] == 404
    listed = text(client.get(reverse("plans:list"), {"matter": matter_of(version).pk}))
    assert version.plan.name not in listed


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        (MatterKind.NOMINATION, "sending:detail"),
        (MatterKind.REPORT, "reports:submitted"),
        (MatterKind.TRIP, "abroad:detail"),
    ],
)
def test_each_kind_of_matter_lends_reading_on_the_pages_of_its_thing(
    kind: MatterKind, page: str, root: Unit
) -> None:
    finance, health = make_unit("Sở Tài chính"), make_unit("Sở Y tế")
    matter = submit(health, kind=kind, steps=[named(finance)])
    actor = signer(Role.LEADER, finance)

    def may_read(address: str) -> bool:
        request: Any = RequestFactory().get(address, {"matter": matter.pk})
        request.resolver_match, request.today = resolve(address), SUBMITTED_ON
        return reader_on_page(request, actor).may(READING[kind], health.pk)

    others = [reverse(page, args=[matter.subject_id + 1]), reverse("plans:detail", args=[matter.subject_id])]
    assert [may_read(each) for each in (reverse(page, args=[matter.subject_id]), *others)] == [
        True,
        False,
        False,
    ]


def test_a_unit_named_gives_back_from_its_own_page(root: Unit, signed_in: SignIn) -> None:
    finance, health = make_unit("Sở Tài chính"), make_unit("Sở Y tế")
    make_route(named(finance, "Thẩm định"), above("Duyệt"), start_on=LONG_AGO)
    version = submitted(health)
    client = signed_in(Role.LEADER, finance)
    url = f"{reverse('plans:return', args=[version.pk])}?matter={matter_of(version).pk}"
    assert client.get(reverse("plans:return", args=[version.pk])).status_code == 404
    assert client.post(url, {"reason": ""}).status_code == 400
    assert client.post(url, {"reason": "Thiếu dự toán"}).status_code == 302
    version.refresh_from_db()
    assert (version.state, version.return_reason) == (VersionState.RETURNED, "Thiếu dự toán")


def test_a_submitted_plan_is_taken_back_by_whoever_drafts(two_steps: Unit, signed_in: SignIn) -> None:
    version = submitted(two_steps)
    url = reverse("plans:take-back", args=[version.pk])
    assert signed_in(Role.LEADER, two_steps).post(url).status_code == 403
    planner = signed_in(Role.PLANNER, two_steps)
    assert url in text(planner.get(reverse("plans:detail", args=[version.plan_id])))
    planner.post(url)
    version.refresh_from_db()
    assert version.state == VersionState.DRAFT


def test_several_are_signed_at_once_and_each_tells_what_became_of_it(
    two_steps: Unit, signed_in: SignIn
) -> None:
    client = signed_in(Role.LEADER, two_steps)
    first, second, gone = (matter_of(submitted(two_steps)) for _ in range(3))
    ids = [first.pk, second.pk, gone.pk]
    url = reverse("approvals:pass-many")
    asked = text(client.post(url, {"ids": ids}))
    assert all(matter.title in asked for matter in (first, second, gone))
    operations.withdraw(kind=MatterKind.PLAN, subject_id=gone.subject_id, on=timezone.localdate(), by=SYSTEM)
    told = text(client.post(url, {"ids": ids, "signed": "yes", "comment": "Đồng ý"}))
    assert "Đã ký 2 trên 3 hồ sơ." in told
    assert "không còn chờ duyệt" in told
    assert MatterAct.objects.filter(verb="pass", comment="Đồng ý").count() == 2
    assert client.post(url, {"ids": []}).status_code == 302


def test_something_is_said_about_a_matter_and_nothing_moves(two_steps: Unit, signed_in: SignIn) -> None:
    matter = matter_of(submitted(two_steps))
    client = signed_in(Role.UNIT_OFFICER, two_steps)
    url = reverse("approvals:comment", args=[matter.pk])
    assert "Chưa nhập" in text(client.post(url, {"text": ""}), 400)
    assert client.post(url, {"text": "Sẽ bổ sung dự toán"}).status_code == 302
    assert "Sẽ bổ sung dự toán" in text(client.get(reverse("approvals:detail", args=[matter.pk])))


def test_a_nomination_shows_its_steps_and_is_sent_at_the_last(root: Unit, signed_in: SignIn) -> None:
    unit = make_unit("Sở Y tế")
    make_route(
        at_unit("Lãnh đạo sở"),
        above("Ban Tổ chức", role=Role.PLANNER),
        kind=MatterKind.NOMINATION,
        start_on=LONG_AGO,
    )
    nomination = make_nomination(approved_plan_with_line(unit))
    own, province = signed_in(Role.LEADER, unit), signed_in(Role.PLANNER)
    page = reverse("sending:detail", args=[nomination.pk])
    approve = f"{reverse('sending:approve')}?ids={nomination.pk}"
    assert approve not in text(province.get(page))
    assert province.post(approve).status_code == 400
    matter = queries.last_matter(MatterKind.NOMINATION, nomination.pk)
    assert matter is not None
    assert reverse("approvals:pass", args=[matter.pk]) in text(own.get(page))
    own.post(reverse("approvals:pass", args=[matter.pk]), {})
    assert approve in text(province.get(page))
    assert "Những người được duyệt" in text(province.post(approve))
    back = reverse("sending:step", args=[nomination.pk, "return"])
    left = own.get(back)
    assert (left.status_code, "hồ sơ nay đang ở bước" in left.content.decode()) == (400, True)
    province.post(back, {"reason": "Thiếu bằng"})
    nomination.refresh_from_db()
    assert nomination.state == "returned"


def test_the_count_of_what_waits_comes_after_the_page(two_steps: Unit, signed_in: SignIn) -> None:
    client = signed_in(Role.LEADER, two_steps)
    count = reverse("approvals:count")
    assert "task-count" not in text(client.get(count))
    version = submitted(two_steps)
    assert "hồ sơ chờ tôi duyệt" in text(client.get(count))
    Matter.objects.filter(subject_id=version.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    assert "có hồ sơ quá hạn" in text(client.get(count))
    listed = text(client.get(reverse("approvals:list")))
    assert listed.count('<span class="due is-late">quá hạn</span>') == 1
    assert count in text(client.get(reverse("home:show")))
    assert count not in text(signed_in(Role.CADRE).get(reverse("home:show")))


def test_what_waits_costs_the_same_with_three_and_thirty(
    two_steps: Unit, signed_in: SignIn, django_assert_num_queries: Any
) -> None:
    client = signed_in(Role.LEADER, two_steps)
    for number in (3, 30):
        for _ in range(number):
            operations.submit(
                kind=MatterKind.PLAN,
                subject_id=Matter.objects.count() + 1,
                title="Kế hoạch",
                unit_id=two_steps.pk,
                on=timezone.localdate(),
                by=SYSTEM,
            )
        client.get(reverse("approvals:list"))
        with django_assert_num_queries(11):
            client.get(reverse("approvals:list"))


# ------------------------------------------------------------------------------------------------ delegation


def delegation_form(giver: Any, receiver: Any, **changed: str) -> dict[str, str]:
    today = timezone.localdate()
    return {
        "from_user": str(giver.pk),
        "to_user": str(receiver.pk),
        "start_on": f"{today:%d/%m/%Y}",
        "last_day": f"{today + timedelta(days=5):%d/%m/%Y}",
        "document": "05/UQ-SYT",
        "reason": "",
        "unit": "",
        **changed,
    }


def test_a_leader_delegates_and_the_delegate_signs_in_their_place(two_steps: Unit, signed_in: SignIn) -> None:
    leader = make_user(Role.LEADER, two_steps, full_name="Nguyễn Thị Hoa")
    deputy = make_user(Role.UNIT_OFFICER, make_unit("Sở Nội vụ"), full_name="Lê Văn Nam")
    client, acting = signed_in(user=leader), signed_in(user=deputy)
    add = reverse("approvals:delegation-add")
    wrong = text(client.post(add, delegation_form(leader, deputy, last_day="01/01/2020")), 400)
    assert "Ngày hết uỷ quyền phải sau" in wrong
    assert "05/UQ-SYT" in wrong
    assert client.post(add, delegation_form(leader, deputy)).status_code == 302
    given = Delegation.objects.get()
    assert given.end_on - given.start_on == timedelta(days=6)
    matter = matter_of(submitted(two_steps))
    assert "duyệt thay Nguyễn Thị Hoa" in text(acting.get(reverse("approvals:list")))
    assert "duyệt thay" not in text(client.get(reverse("approvals:list")))
    signing = reverse("approvals:pass", args=[matter.pk])
    assert "duyệt thay Nguyễn Thị Hoa" in text(acting.get(signing))
    acting.post(signing, {"comment": ""})
    assert "duyệt thay Nguyễn Thị Hoa" in text(client.get(reverse("approvals:detail", args=[matter.pk])))
    assert "Lê Văn Nam" in text(acting.get(reverse("approvals:delegations")))
    end = reverse("approvals:delegation-end", args=[given.pk])
    assert acting.post(end, {"on": f"{timezone.localdate():%d/%m/%Y}"}).status_code == 403
    assert client.post(end, {"on": f"{timezone.localdate():%d/%m/%Y}"}).status_code == 302
    assert not Delegation.objects.exists()


def test_who_has_nothing_to_delegate_and_who_has_no_part_in_it(root: Unit, signed_in: SignIn) -> None:
    officer = signed_in(Role.UNIT_OFFICER)
    assert officer.get(reverse("approvals:delegation-add")).status_code == 403
    assert reverse("approvals:delegation-add") not in text(officer.get(reverse("approvals:delegations")))
    assert officer.get(reverse("approvals:delegation-end", args=[1])).status_code == 404
    assert text(signed_in(Role.ADMINISTRATOR).get(reverse("approvals:delegation-add")))


# ------------------------------------------------------------------------------------------------ routes


def route_form(*steps: dict[str, str], **changed: str) -> dict[str, str]:
    typed = {
        "kind": "plan",
        "name": "Kế hoạch của sở",
        "start_on": "01/01/2026",
        "document": "12/QC-UBND",
        "unit": "",
        "level": "",
        "block": "state",
        "step-TOTAL_FORMS": str(len(steps)),
        "step-INITIAL_FORMS": "0",
        **changed,
    }
    for number, step in enumerate(steps):
        typed |= {f"step-{number}-{name}": value for name, value in step.items()}
    return typed


OWN_STEP = {
    "name": "Lãnh đạo đơn vị",
    "role": "leader",
    "place": "own",
    "quorum": "number",
    "signers": "2",
    "days": "3",
    "returns_to": "0",
    "late_role": "leader",
    "late_place": "parent",
}
LAST_STEP = {"name": "Lãnh đạo tỉnh", "role": "leader", "place": "parent", "quorum": "any", "returns_to": "1"}


def test_an_administrator_sets_a_route_by_forms_and_changes_it_from_a_day(
    root: Unit, signed_in: SignIn
) -> None:
    client = signed_in(Role.ADMINISTRATOR)
    add = reverse("approvals:route-add")
    assert "Bước 3" in text(client.get(add))
    assert "Bước 4" in text(client.post(add, route_form(OWN_STEP, LAST_STEP, {"name": ""}, more="1")))
    wrong = text(client.post(add, route_form(OWN_STEP | {"role": ""}, LAST_STEP)), 400)
    assert "Lãnh đạo tỉnh" in wrong
    assert "Chưa chọn" in wrong
    none = text(client.post(add, route_form({"name": ""})), 400)
    assert "Quy trình cần từ 1 đến 9 bước" in none
    assert client.post(add, route_form(OWN_STEP, LAST_STEP, {"name": ""})).status_code == 302
    route = queries.all_routes().get()
    assert (route.name, route.block, route.allows_own) == ("Kế hoạch của sở", "state", False)
    first, last = queries.steps_of(route, MatterKind.PLAN)
    assert (first.quorum, first.signers, first.days, first.returns_to) == (Quorum.NUMBER, 2, 3, 0)
    assert first.late is not None
    assert (first.late.place, last.returns_to, last.late) == (Place.PARENT, 1, None)
    assert "đủ 2 người ký" in text(client.get(reverse("approvals:route", args=[route.pk])))
    assert "Lãnh đạo đơn vị → Lãnh đạo tỉnh" in text(client.get(reverse("approvals:routes")))
    change = reverse("approvals:route-change", args=[route.pk])
    assert "Lãnh đạo tỉnh" in text(client.get(change))
    typed = route_form(LAST_STEP | {"returns_to": "0"}, name="Một bước", start_on="01/06/2026")
    assert client.post(change, typed).status_code == 302
    periods = ApprovalRoute.objects.order_by("start_on").values_list("start_on", "end_on")
    assert list(periods) == [(date(2026, 1, 1), date(2026, 6, 1)), (date(2026, 6, 1), None)]
    end = reverse("approvals:route-end", args=[ApprovalRoute.objects.get(end_on=None).pk])
    assert "Hết hiệu lực từ ngày" in text(client.get(end))
    assert client.post(end, {"on": "01/07/2026"}).status_code == 302
    assert not ApprovalRoute.objects.filter(end_on=None).exists()


def test_a_route_is_tried_on_a_real_unit_and_names_who_would_sign(root: Unit, signed_in: SignIn) -> None:
    unit = make_unit("Sở Y tế")
    make_user(Role.LEADER, unit, full_name="Nguyễn Thị Hoa")
    client = signed_in(Role.ADMINISTRATOR)
    page, asked = reverse("approvals:route-try"), {"kind": "plan", "unit": str(unit.pk)}
    assert "một chữ ký là đủ" in text(client.get(page, asked))
    route = make_route(at_unit("Lãnh đạo sở"), above("Lãnh đạo tỉnh", role=Role.LEADER))
    tried = text(client.get(page, asked))
    assert "Nguyễn Thị Hoa" in tried
    assert "Chưa có tài khoản nào giữ bước này" in tried
    assert "Quy trình" in text(client.get(page, asked | {"route": str(route.pk)}))
    assert client.get(page, asked | {"route": "999"}).status_code == 404
    assert client.get(page, {"unit": "x"}).status_code == 400


def test_what_nobody_can_sign_is_told_to_whoever_submitted_it_and_to_whoever_can_help(
    root: Unit, signed_in: SignIn
) -> None:
    unit = make_unit("Sở Y tế", parent=root)
    nominee = make_user(Role.PLANNER, root, full_name="Lý Thị Hoa")
    clerk = signed_in(Role.UNIT_OFFICER, unit)
    nomination = make_nomination(approved_plan_with_line(unit), make_person(unit=unit, user=nominee))
    other = make_nomination(approved_plan_with_line(unit), make_person("Bế Thị Mai", unit=unit))
    administrator, page = signed_in(Role.ADMINISTRATOR), reverse("approvals:stuck")
    assert page in text(administrator.get(reverse("approvals:routes")))
    told = text(administrator.get(page))
    assert nomination.person.full_name in told
    assert "Bế Thị Mai" not in told
    assert "Hồ sơ không còn ai ký được" in text(administrator.get(reverse("home:tasks")))
    told = [
        "Không còn ai ký được bước này" in text(clerk.get(reverse("sending:detail", args=[each.pk])))
        for each in (nomination, other)
    ]
    assert told == [True, False]
    make_user(Role.PLANNER, root)
    assert nomination.person.full_name not in text(administrator.get(page))
    assert "Hồ sơ không còn ai ký được" not in text(administrator.get(reverse("home:tasks")))
    assert signed_in(Role.PLANNER).get(page).status_code == 403


def test_routes_are_the_administrators(root: Unit, signed_in: SignIn) -> None:
    route = make_route()
    for role in (Role.PLANNER, Role.LEADER, Role.UNIT_OFFICER):
        client = signed_in(role)
        for name in ("routes", "route-add", "route-try"):
            assert client.get(reverse(f"approvals:{name}")).status_code == 403
        for name in ("route", "route-change", "route-end"):
            assert client.get(reverse(f"approvals:{name}", args=[route.pk])).status_code == 403


def test_what_one_submitted_is_listed_with_where_it_is(two_steps: Unit, signed_in: SignIn) -> None:
    user = make_user(Role.PLANNER, two_steps)
    client = signed_in(user=user)
    version = make_plan(two_steps)
    make_line(version)
    client.post(reverse("plans:submit", args=[version.pk]))
    page = text(client.get(reverse("approvals:mine")))
    assert version.plan.name in page
    assert "Chờ duyệt" in page
    assert "1/2 Lãnh đạo sở" in page


def test_a_report_is_submitted_and_signed_step_by_step_in_the_browser(signed_in: SignIn) -> None:
    make_route(
        at_unit("Ban Tổ chức", role=Role.PLANNER),
        at_unit("Lãnh đạo tỉnh"),
        kind=MatterKind.REPORT,
        start_on=LONG_AGO,
    )
    clerk, planner = make_user(Role.PLANNER), make_user(Role.PLANNER)
    writer, second, leader = signed_in(user=clerk), signed_in(user=planner), signed_in(Role.LEADER)
    page = writer.get(reverse("reports:detail", args=["plan-programme"]))
    found = re.search(r'href="([^"]+/sign/)"', text(page))
    assert found is not None
    asking = found.group(1)
    shown = text(writer.get(asking))
    assert "Trình ký" in shown
    assert "Ký báo cáo" not in shown
    assert "nhiều bước" in text(leader.post(asking, {"sign": "1"}), 400)
    done = writer.post(asking, {"submit": "1"})
    assert done.status_code == 302
    report = done.url  # type: ignore[attr-defined]
    assert "Anh/chị là người trình" in text(writer.get(report))
    matter = Matter.objects.get()
    assert second.post(reverse("approvals:pass", args=[matter.pk]), {"comment": ""}).status_code == 302
    assert "Ký báo cáo" in text(leader.get(report))
    assert "Chưa nhập" in text(leader.post(f"{report}return/", {"reason": ""}), 400)
    leader.post(f"{report}sign/")
    assert leader.get(report).status_code == 302
    matter.refresh_from_db()
    assert matter.state == MatterState.APPROVED
