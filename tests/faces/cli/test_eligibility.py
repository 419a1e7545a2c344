"""``vun eligibility check``: one person, one programme, the rules of one day or of two."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.utils import translation

from tests.factories.credentials import make_credential
from tests.factories.eligibility import make_rule
from tests.factories.orgs import make_unit
from tests.factories.people import make_appointment, make_person, make_title
from tests.factories.standards import make_programme, make_scale
from vun.faces.cli.main import main
from vun.records.people.models import Person

pytestmark = pytest.mark.django_db
LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture
def person() -> Person:
    """Somebody of 42, whom the rule of the first day refuses and that of the second does not."""
    make_rule({"kind": "age_at_most", "years": 40}, name="Không quá 40 tuổi", code="tuoi/2017", end_on=FIRST)
    make_rule(
        {"kind": "age_at_most", "years": 45}, name="Không quá 45 tuổi", code="tuoi/2025", start_on=FIRST
    )
    make_rule({"kind": "party"}, name="Đảng viên", code="dang/2020", is_verified=False)
    make_programme("Thạc sĩ", code="ths/2017", start_on=date(2017, 1, 1))
    person = make_person("Lý Thị Hoa", birth_on=date(1983, 5, 1))
    expert = make_title("Chuyên viên", code="expert")
    make_appointment(person, make_unit("Sở Nội vụ"), expert, start_on=date(2015, 1, 1))
    return person


def run(*arguments: str) -> int:
    with translation.override("vi"):
        return main(["eligibility", "check", *arguments])


def test_each_check_has_its_colour_its_clause_and_its_law(
    person: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--person", str(person.pk), "--programme", "ths", "--on", "30/06/2025") == 1
    assert capsys.readouterr().out.splitlines() == [
        "Lý Thị Hoa – Thạc sĩ (ths/2017)",
        "30/06/2025: Không đủ điều kiện. Chức vụ trong ngày này: Chuyên viên, Sở Nội vụ.",
        "  [vàng] Đảng viên: chưa phải đảng viên (Điều 5, Nghị định mẫu; chưa đối chiếu nguyên văn)",
        "  [đỏ] Không quá 40 tuổi: sinh ngày 01/05/1983, 42 tuổi ngày 30/06/2025 (Điều 5, Nghị định mẫu)",
    ]


def test_what_two_days_differ_in_is_told_by_law(person: Person, capsys: pytest.CaptureFixture[str]) -> None:
    days = ("--on", "2025-06-30", "--against", "01/07/2025")
    assert run("--person", str(person.pk), "--programme", "ths/2017", *days, "--json") == 1
    document = json.loads(capsys.readouterr().out)
    assert [(each["on"], each["post"], each["status"]) for each in document["days"]] == [
        ("2025-06-30", "expert", "red"),
        ("2025-07-01", "expert", "amber"),
    ]
    old = {
        "status": "red",
        "rule": "tuoi/2017",
        "name": "Không quá 40 tuổi",
        "found": "sinh ngày 01/05/1983, 42 tuổi ngày 30/06/2025",
        "clause": "Điều 5",
        "law": "Nghị định mẫu",
        "verified": True,
        "excused_by": None,
    }
    new = old | {
        "status": "green",
        "rule": "tuoi/2025",
        "name": "Không quá 45 tuổi",
        "found": "sinh ngày 01/05/1983, 42 tuổi ngày 01/07/2025",
    }
    assert document["differences"] == [{"before": [old], "after": [new]}]
    assert run("--person", str(person.pk), "--programme", "ths", *days) == 1
    said = capsys.readouterr().out.partition("Khác nhau giữa hai ngày\n")[2]
    assert said.splitlines() == [
        "  30/06/2025  [đỏ] Không quá 40 tuổi: sinh ngày 01/05/1983, 42 tuổi ngày 30/06/2025"
        " (Điều 5, Nghị định mẫu)",
        "  01/07/2025  [xanh] Không quá 45 tuổi: sinh ngày 01/05/1983, 42 tuổi ngày 01/07/2025"
        " (Điều 5, Nghị định mẫu)",
    ]


def test_papers_count_beside_rules_and_nobody_without_a_post_is_simply_green(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, middle, high = make_scale()
    make_programme(
        "Bồi dưỡng", code="bd/2020", start_on=date(2020, 1, 1), grants=high, prerequisites=[middle]
    )
    person = make_person("Lý Thị Hoa")
    asked = ("--person", str(person.pk), "--programme", "bd", "--on", "01/03/2026", "--json")
    assert run(*asked) == 1
    (day,) = json.loads(capsys.readouterr().out)["days"]
    assert (day["status"], [each["check"] for each in day["checks"]]) == ("red", ["lacks_prerequisite"])
    make_credential(person, middle, date(2020, 6, 1))
    assert run(*asked) == 1
    (day,) = json.loads(capsys.readouterr().out)["days"]
    assert (day["status"], day["post"], day["checks"]) == ("amber", None, [])
    make_appointment(person, make_unit(), start_on=date(2021, 1, 1))
    assert run(*asked) == 0


def test_whom_or_what_nobody_knows_is_said_with_exit_2(
    person: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    on = ("--on", "30/06/2025")
    assert run("--person", "999999", "--programme", "ths", *on) == 2
    assert "999999" not in capsys.readouterr().err
    assert run("--person", str(person.pk), "--programme", "th", *on) == 2
    assert "Ngày 30/06/2025 không có chương trình nào mang mã th" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        run("--person", str(person.pk), "--programme", "ths", "--on", "31/02/2025")
    assert "“31/02/2025” không phải một ngày" in capsys.readouterr().err
