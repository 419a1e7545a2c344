"""Figures of a scenario open into the names behind them, and all of it goes out as a workbook."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from django.test import Client

from tests.factories.accounts import make_user
from tests.factories.allocation import Ground, answer_scenario, make_ground, make_scenario
from tests.factories.plans import SYSTEM
from vun.records.accounts.domain import Role
from vun.records.allocation import operations
from vun.records.allocation.models import Scenario
from vun.records.allocation.queries import Answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground() -> Ground:
    return make_ground()


@pytest.fixture
def planner(ground: Ground) -> Client:
    client = Client()
    client.force_login(make_user(Role.PLANNER), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def scenario(ground: Ground) -> Scenario:
    """One with money for some of them only."""
    return answer_scenario(make_scenario(ground, budget={ground.source.pk: 2_500_000}), work=20)


def shown(planner: Client, scenario: Scenario, query: str) -> int:
    """How many rows the tab of people says it has."""
    page = planner.get(f"/allocation/{scenario.pk}/?tab=people&{query}").content.decode()
    found = re.search(r'<p class="list-count">([\d.]+) lượt', page)
    assert found is not None
    return int(found[1])


def test_each_figure_opens_into_as_many_names(ground: Ground, planner: Client, scenario: Scenario) -> None:
    answer = Answer(scenario)
    summary = scenario.summary
    assert 0 < summary["learners"] < summary["wanted"]
    assert shown(planner, scenario, "show=going") == summary["learners"]
    assert shown(planner, scenario, "show=going&standard=1") == summary["at_standard"]
    by_line = [shown(planner, scenario, f"show=going&line={line.place}") for line in answer.lines]
    assert by_line == [line.learners for line in answer.lines]
    by_unit = [shown(planner, scenario, f"show=going&unit={unit}") for unit in answer.units]
    assert sum(by_unit) == summary["learners"]
    # Who goes to two classes stands there twice: how many people they are is said beside it.
    there = f"/allocation/{scenario.pk}/?tab=people&show=going&standard=1"
    assert f"<p>{summary['at_standard']} người đạt chuẩn thêm." in planner.get(there).content.decode()
    for unit, _people, before, after in summary["shares"]["units"]:
        page = planner.get(f"{there}&unit={unit}").content.decode()
        assert f"<p>{answer.units[unit].name}; {after - before} người đạt chuẩn thêm." in page
    left = {code: shown(planner, scenario, f"show=left&left={code}") for code in summary["left"]}
    assert left == summary["left"]
    junk = shown(planner, scenario, "show=going&line=99&unit=x&left=nothing")
    assert junk == summary["learners"]


def test_the_figures_lead_there(planner: Client, scenario: Scenario) -> None:
    def links(tab: str) -> set[str]:
        page = planner.get(f"/allocation/{scenario.pk}/?tab={tab}").content.decode()
        return set(re.findall(rf'href="/allocation/{scenario.pk}/[?]tab=people&amp;([^"]+)"', page))

    (code,) = scenario.summary["left"]
    wanted = {"show=going", "show=going&amp;standard=1", f"show=left&amp;left={code}"}
    assert wanted <= links("result")
    assert links("lines") == {"show=going&amp;line=0"}
    goes = {item.unit_id for item in map(Answer(scenario).item, Answer(scenario).chosen)}
    assert links("units") == {f"show=going&amp;unit={unit}" for unit in goes}
    assert links("shares") == {f"show=going&amp;standard=1&amp;unit={unit}" for unit in goes}


def test_the_plan_goes_out_as_a_workbook_whose_sums_are_the_page_s(
    ground: Ground, planner: Client, scenario: Scenario
) -> None:
    there = f"/allocation/{scenario.pk}/export/"
    assert f'href="{there}"' in planner.get(f"/allocation/{scenario.pk}/?tab=money").content.decode()
    book = openpyxl.load_workbook(io.BytesIO(planner.get(there).content))
    rows = {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
    summary = scenario.summary
    last = {title: [cell for cell in found[-1] if cell is not None] for title, found in rows.items()}
    assert last["Lớp mở"] == ["Cộng", summary["classes"], summary["learners"], summary["cost"]]
    assert last["Chỉ tiêu"][0::3] == ["Cộng", summary["learners"]]
    assert last["Kinh phí (đồng)"] == ["Cộng", summary["cost"], summary["cost"]]
    people, before, after = summary["shares"]["all"]
    assert last["Đạt chuẩn theo đơn vị"] == ["Cộng", people, before, after]
    named = [row[4] for row in rows["Ai đi, ai chưa"][4:]]
    assert (named.count("Đi học"), len(named)) == (summary["learners"], summary["wanted"])
    assert planner.get("/allocation/999999/export/").status_code == 404
    without = make_scenario(ground, name="Chưa tìm")
    assert planner.get(f"/allocation/{without.pk}/export/").status_code == 404


def test_nothing_goes_out_of_a_plan_that_is_being_sought_again(planner: Client, scenario: Scenario) -> None:
    there = f"/allocation/{scenario.pk}/export/"
    figures = scenario.summary
    # The plan of before is kept until the search begins, without its figures; then the best one so far, with them.
    operations.start(scenario=scenario, by=SYSTEM)
    assert planner.get(there).status_code == 404
    Scenario.objects.update(state="running", summary=figures)
    assert planner.get(there).status_code == 404
    Scenario.objects.update(state="cancelled", summary={})
    assert planner.get(there).status_code == 404
