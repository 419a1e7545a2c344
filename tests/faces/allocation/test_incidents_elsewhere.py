"""Where things that happen are met first: a class that is off, money that was cut, a place without rooms."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories.accounts import make_user
from tests.factories.allocation import YEAR, Ground, answer_scenario, make_ground, make_scenario
from tests.factories.delivery import make_class
from tests.factories.plans import SYSTEM, submit_and_approve
from vun.common.period import Period
from vun.records.accounts.domain import Role
from vun.records.allocation import operations
from vun.records.allocation.domain import Incident, IncidentKind, ScenarioState, percent_to_cut
from vun.records.allocation.models import Scenario
from vun.records.delivery.models import TrainingClass
from vun.records.delivery.operations import cancel_class
from vun.records.funding.operations import set_budget
from vun.records.plans.models import PlanVersion
from vun.records.registers.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground() -> Ground:
    return make_ground(6)


@pytest.fixture
def planner(ground: Ground) -> Client:
    client = Client()
    client.force_login(make_user(Role.PLANNER), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def scenario(ground: Ground) -> Scenario:
    """One whose plan is in force."""
    found = answer_scenario(make_scenario(ground), work=5)
    version = operations.draft_from(
        scenario=found, code="KH27", name="Kế hoạch 2027", unit=ground.tree.root, by=SYSTEM
    )
    submit_and_approve(version)
    found.refresh_from_db()
    return found


def class_of(scenario: Scenario, ground: Ground, **columns: Any) -> TrainingClass:
    """A class of the first line of the plan in force."""
    terms = PlanVersion.objects.get().terms.order_by("line__number").first()
    assert terms is not None
    days = Period.year(YEAR)
    return make_class(
        ground.programme,
        ground.tree.school,
        **{"line": terms.line, "start_on": days.start, "end_on": days.start.replace(month=2), **columns},
    )


def test_a_class_leads_to_its_plan_mended_without_it_before_and_after_it_is_off(
    ground: Ground, planner: Client, scenario: Scenario
) -> None:
    one = class_of(scenario, ground)
    there = f'href="/allocation/classes/{one.pk}/off/"'
    assert there in planner.get(f"/classes/{one.pk}/").content.decode()
    form = planner.get(f"/allocation/classes/{one.pk}/off/")
    assert form.headers["Location"] == f"/allocation/{scenario.pk}/after/cancel_class/?line=0"
    page = planner.get(form.headers["Location"]).content.decode()
    assert '<option value="0" selected>' in page
    assert "không gồm những chỗ đã sửa tay trong kế hoạch “Kế hoạch 2027”" in page
    cancel_class(training_class=one, reason="Thiếu giảng viên", on=one.start_on, by=SYSTEM)
    page = planner.get(f"/classes/{one.pk}/").content.decode()
    assert (there in page, "lập từ phương án “Phương án 1”" in page) == (True, True)


def test_a_class_nobody_planned_or_of_another_programme_leads_nowhere_wrong(
    ground: Ground, planner: Client, scenario: Scenario
) -> None:
    alone = class_of(scenario, ground, line=None)
    assert "/allocation/" not in planner.get(f"/classes/{alone.pk}/").content.decode()
    assert planner.get(f"/allocation/classes/{alone.pk}/off/").status_code == 404
    assert planner.get("/allocation/classes/999999/off/").status_code == 404
    other = class_of(scenario, ground)
    TrainingClass.objects.filter(pk=other.pk).update(programme=make_class().programme)
    told = planner.get(f"/allocation/classes/{other.pk}/off/", follow=True).content.decode()
    assert f"Không rõ lớp {other.code} là lớp nào" in told
    registrar = Client()
    registrar.force_login(make_user(Role.REGISTRAR), backend="django.contrib.auth.backends.ModelBackend")
    page = registrar.get(f"/classes/{other.pk}/")
    assert (page.status_code, "/allocation/" in page.content.decode()) == (200, False)
    assert registrar.get(f"/allocation/classes/{other.pk}/off/").status_code == 403


def test_while_the_scenario_is_sought_again_the_class_waits_for_it(
    ground: Ground, planner: Client, scenario: Scenario
) -> None:
    one = class_of(scenario, ground)
    operations.start(scenario=scenario, by=SYSTEM)
    told = planner.get(f"/allocation/classes/{one.pk}/off/", follow=True)
    assert told.redirect_chain == [(f"/allocation/{scenario.pk}/", 302)]
    assert "Chờ xong hoặc bấm dừng" in told.content.decode()
    # Sought again in vain: there is nothing to mend until it is found.
    operations.begin(scenario_id=scenario.pk, problem={}, assumptions=[])
    operations.keep_failure(
        scenario_id=scenario.pk, problem="allocation.impossible", params={}, state=ScenarioState.FAILED
    )
    told = planner.get(f"/allocation/classes/{one.pk}/off/", follow=True)
    assert told.redirect_chain == [(f"/allocation/{scenario.pk}/", 302)]
    assert "Phương án này chưa có kết quả" in told.content.decode()


@pytest.mark.parametrize(
    ("amount", "left", "percent"),
    [(100, 100, 0), (100, 120, 0), (100, 99, 1), (1000, 999, 1), (100, 0, 100), (100, -5, 100), (0, 0, 0)],
)
def test_as_much_is_cut_as_has_to_go(amount: int, left: int, percent: int) -> None:
    assert percent_to_cut(amount, left) == percent


def test_money_a_plan_lacks_leads_to_the_plan_mended_to_what_is_left(
    ground: Ground, planner: Client, scenario: Scenario
) -> None:
    plan = f"/plans/{PlanVersion.objects.get().plan_id}/?tab=money"
    cut = f"/allocation/{scenario.pk}/after/budget_cut/"
    assert cut not in planner.get(plan).content.decode()
    paid = scenario.summary["cost"]
    set_budget(source=ground.source, year=YEAR, amount=paid // 2, by=SYSTEM)
    percent = percent_to_cut(scenario.budget[ground.source.pk], paid // 2)
    page = planner.get(plan).content.decode()
    there = f"{cut}?source={ground.source.pk}&amp;percent={percent}"
    assert f'href="{there}"' in page
    form = planner.get(there.replace("&amp;", "&")).content.decode()
    assert (f'value="{percent}"' in form, f'<option value="{ground.source.pk}" selected>' in form) == (
        True,
        True,
    )


def test_a_scenario_and_the_inputs_lead_to_what_happened(
    ground: Ground, planner: Client, scenario: Scenario
) -> None:
    address = f"/allocation/{scenario.pk}/"
    after = f'href="{address}after/'
    tabs = {tab: planner.get(f"{address}?tab={tab}").content.decode() for tab in ("lines", "months", "money")}
    assert f'{after}cancel_class/?line=0"' in tabs["lines"]
    assert f'{after}lose_venue_month/"' in tabs["months"]
    assert f'{after}budget_cut/"' in tabs["money"]
    cell = planner.get(f"{address}?tab=lines&venue=0&month=1").content.decode()
    assert f'{after}lose_venue_month/?venue=0&amp;month=1"' in cell
    inputs = planner.get(f"/allocation/inputs/?year={YEAR}").content.decode()
    assert f'{after}lose_venue_month/"' in inputs
    assert after not in planner.get(f"/allocation/inputs/?year={YEAR + 1}").content.decode()


def test_what_was_mended_already_is_named_where_the_next_thing_is_told(
    ground: Ground, planner: Client, scenario: Scenario
) -> None:
    made = operations.mend(
        scenario=scenario,
        incident=Incident(kind=IncidentKind.CANCEL_CLASS, line=0),
        name="Sau khi huỷ lớp",
        by=SYSTEM,
    )
    Job.objects.update(state="done")
    page = planner.get(f"/allocation/{scenario.pk}/after/").content.decode()
    assert "Huỷ một lớp Quản lý nhà nước ngạch chuyên viên khai giảng tháng 1" in page
    assert f'href="/allocation/{made.pk}/"' in page


def test_a_scenario_varied_from_a_mended_one_says_what_it_knows_nothing_of(
    ground: Ground, planner: Client, scenario: Scenario
) -> None:
    mended = operations.mend(
        scenario=scenario,
        incident=Incident(kind=IncidentKind.LOSE_VENUE_MONTH, venue=0, month=1),
        name="Mất phòng",
        by=SYSTEM,
    )
    varied = make_scenario(ground, name="Nhiều tiền hơn", base=mended)
    again = make_scenario(ground, name="Nhiều nữa", base=varied)
    told = "chưa tính việc đã xảy ra: Trường Chính trị không mở lớp được trong tháng 1."
    pages = [planner.get(f"/allocation/{one.pk}/").content.decode() for one in (mended, varied, again)]
    assert [told in page for page in pages] == [False, True, True]
