"""Figures kept by hand beside the cells of reports, of this year and of earlier ones: shown, never added."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.factories.plans import SYSTEM
from tests.factories.reports import TrainingYear, make_training_year
from tests.factories.statements import make_statement
from vun.common.actor import Actor
from vun.common.errors import Problem, Refused
from vun.records.accounts.domain import Role
from vun.records.audit.models import AuditEntry
from vun.records.statements import operations
from vun.records.statements.domain import Link
from vun.records.statements.models import KeptStatement
from vun.records.statements.queries import links_of

pytestmark = pytest.mark.django_db
FIVE_YEARS = "nhieu-nam"
ASKED = {"first_day": "01/01/2026", "last_day": "31/12/2026", "units": "then"}
OUTLINE = "Đào tạo: 40 lượt người [dt]\nBồi dưỡng: trên 1.500 lượt người [bd]"


@pytest.fixture
def year() -> TrainingYear:
    return make_training_year()


@pytest.fixture
def planner(year: TrainingYear) -> Client:
    client = Client()
    client.force_login(make_user(Role.PLANNER), backend="django.contrib.auth.backends.ModelBackend")
    return client


def kept_of(year: TrainingYear, stated: int) -> KeptStatement:
    return make_statement(year.tree.root, title=f"Báo cáo năm {stated}", year=stated, outline=OUTLINE)


def shown(client: Client, name: str = FIVE_YEARS, **asked: object) -> str:
    return client.get(reverse("reports:detail", args=[name]), {**ASKED, **asked}).content.decode()


def cells(page: str) -> dict[str, list[str]]:
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", page, re.DOTALL)
    return {
        re.sub("<[^>]+>", "", re.findall(r"<th scope=\"row\">(.*?)</th>", row, re.DOTALL)[0]): [
            " ".join(re.sub("<[^>]+>", " ", cell).split())
            for cell in re.findall(r"<td class=\"kind[^>]*>(.*?)</td>", row, re.DOTALL)
        ]
        for row in rows
        if '<th scope="row">' in row
    }


def test_figures_of_a_year_without_records_stand_in_their_cells_and_are_added_to_nothing(
    year: TrainingYear, planner: Client
) -> None:
    before = cells(shown(planner))
    kept = kept_of(year, 2022)
    address = f"{reverse('statements:links', args=[kept.pk])}?report={FIVE_YEARS}"

    page = planner.get(address).content.decode()
    assert "Bồi dưỡng" in page
    sent = {"row-dt": "I", "column-dt": "t", "row-bd": "II", "column-bd": "t", "revision": 0}
    answer = planner.post(address, sent)

    assert answer.status_code == 302
    # Sent again upon the report as it was before.
    assert planner.post(address, {**sent, "row-bd": ""}).status_code == 400
    after = cells(shown(planner))
    assert after["Đào tạo"][0] == f"{before['Đào tạo'][0]} kê tay 40"
    assert after["Bồi dưỡng"][0] == f"{before['Bồi dưỡng'][0]} kê tay trên 1.500"
    assert after["Tổng cộng"] == before["Tổng cộng"]
    assert sum("kê tay" in cell for row in after.values() for cell in row) == 2
    assert "cộng vào số đếm" in shown(planner)
    assert AuditEntry.objects.filter(action="statement.linked").count() == 1


def test_choices_made_while_another_changed_the_report_are_kept_and_saved_when_sent_again(
    year: TrainingYear, planner: Client
) -> None:
    kept = kept_of(year, 2022)
    others = Link("dt", "bieu-10-btctw", "I", "c3")
    operations.link_figures(kept=kept, report="bieu-10-btctw", links=[others], by=SYSTEM)
    address = f"{reverse('statements:links', args=[kept.pk])}?report={FIVE_YEARS}"
    sent = {"row-bd": "II", "column-bd": "t", "row-dt": "I", "revision": 0}

    late = planner.post(address, sent)

    page = late.content.decode()
    assert (late.status_code, "vừa được người khác sửa" in page) == (400, True)
    chosen = re.findall(
        r'name="([^"]*)"[^>]*>(?:<option[^>]*>[^<]*</option>)*?<option value="([^"]*)" selected', page
    )
    assert {"row-bd": "II", "column-bd": "t", "row-dt": "I"}.items() <= dict(chosen).items()
    [revision] = re.findall(r'name="revision" value="([^"]*)"', page)
    assert planner.post(address, {**sent, "revision": revision}).status_code == 302
    assert links_of(KeptStatement.objects.get()) == [others, Link("bd", FIVE_YEARS, "II", "t")]


def test_they_stand_only_where_unit_and_days_are_the_same(year: TrainingYear, planner: Client) -> None:
    kept = kept_of(year, 2026)
    operations.link_figures(
        kept=kept, report="bieu-10-btctw", links=[Link("bd", "bieu-10-btctw", "II", "c3")], by=SYSTEM
    )

    assert "kê tay trên 1.500" in " ".join(re.sub("<[^>]+>", " ", shown(planner, "bieu-10-btctw")).split())
    assert "kê tay" not in shown(planner, "bieu-10-btctw", last_day="30/11/2026")
    assert "kê tay" not in shown(planner, "bieu-10-btctw", unit=year.tree.district.pk)
    assert "kê tay" not in shown(planner)


def test_a_link_goes_with_its_figure_and_is_chosen_anew_for_each_report(year: TrainingYear) -> None:
    kept = kept_of(year, 2022)
    operations.link_figures(kept=kept, report="a", links=[Link("dt", "a", "I", "t")], by=SYSTEM)
    operations.link_figures(kept=kept, report="b", links=[Link("bd", "b", "II", "t")], by=SYSTEM)
    operations.link_figures(kept=kept, report="a", links=[Link("bd", "a", "II", "t")], by=SYSTEM)

    kept = KeptStatement.objects.get()
    assert links_of(kept) == [Link("bd", "b", "II", "t"), Link("bd", "a", "II", "t")]
    KeptStatement.objects.update(content=kept.content.replace("bd", "xx"))
    assert links_of(KeptStatement.objects.get()) == []


def test_only_whoever_keeps_the_figures_links_them_and_only_those_there_are(year: TrainingYear) -> None:
    kept = kept_of(year, 2022)
    with pytest.raises(Refused):
        operations.link_figures(kept=kept, report="a", links=[], by=Actor(name="x"))
    with pytest.raises(Problem) as refused:
        operations.link_figures(kept=kept, report="a", links=[Link("zz", "a", "I", "t")], by=SYSTEM)
    assert refused.value.code == "statements.unknown_figure"


def test_a_report_there_is_not_is_not_found(year: TrainingYear, planner: Client) -> None:
    kept = kept_of(year, 2022)
    assert planner.get(reverse("statements:links", args=[kept.pk]), {"report": "khong-co"}).status_code == 404
