"""``vun compliance``: the share at standard on a day, in words and as JSON."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.utils import translation

from tests.factories.credentials import make_credential
from tests.factories.orgs import Tree, make_tree
from tests.factories.people import make_person, make_title
from tests.factories.standards import make_requirement, make_scale
from vun.faces.cli.main import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    tree = make_tree()
    [_, middle, _] = make_scale()
    expert = make_title("Chuyên viên", code="expert")
    make_requirement(middle, scopes=[{"title": expert}])
    make_credential(make_person(unit=tree.department, title=expert), middle, date(2020, 6, 1))
    make_person(unit=tree.department, title=expert)
    make_person(unit=tree.commune, title=expert)
    return tree


def run(*arguments: str) -> int:
    with translation.override("vi"):
        return main(["compliance", *arguments])


def test_json_has_the_shares_as_numbers(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--on", "2026-06-30", "--json") == 0

    assert json.loads(capsys.readouterr().out) == {
        "on": "2026-06-30",
        "unit": None,
        "people": 3,
        "at_standard": 1,
        "share": 33.33,
        "by_title": [
            {"title": "expert", "name": "Chuyên viên", "people": 3, "at_standard": 1, "share": 33.33}
        ],
    }


def test_of_a_unit_with_nobody_the_share_is_unknown(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    run("--on", "2026-06-30", "--unit", "HND", "--json")

    document = json.loads(capsys.readouterr().out)
    assert (document["unit"], document["people"], document["share"], document["by_title"]) == (
        "HND",
        0,
        None,
        [],
    )


def test_words_say_the_unit_and_the_day(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    run("--on", "2026-06-30", "--unit", "SNV")

    first, second = capsys.readouterr().out.splitlines()
    assert first == "Sở Nội vụ, ngày 30/06/2026: 1 trên 2 người đạt chuẩn (50,00 %)"
    assert second.split() == ["1", "/", "2", "50,00", "%", "Chuyên", "viên"]


def test_an_unknown_unit_or_day_is_said_with_exit_2(tree: Tree, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--on", "2026-06-30", "--unit", "XYZ") == 2
    assert "Không có đơn vị nào mang mã XYZ" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        run("--on", "hôm nay")
    assert "“hôm nay” không phải một ngày" in capsys.readouterr().err
