"""Every shipped rule of being sent on both sides of its boundary: to the day, to the rating, to the title."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import vun.records.eligibility
import vun.records.standards
from tests.factories.eligibility import make_facts
from vun.records.eligibility.domain import Facts, Outcome, PostFact, Terms, from_plain, outcome

DATA = Path(vun.records.eligibility.__file__).parent / "data" / "rules.yaml"
ROWS: dict[str, dict[str, Any]] = {
    row["code"]: row for row in yaml.load(DATA.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["rules"]
}
PARTS = ("programmes", "people", "conditions", "weight", "excuses")
TERMS: dict[str, Terms] = {
    code: from_plain({part: row[part] for part in PARTS if part in row}) for code, row in ROWS.items()
}
LAST_OF_101, FIRST_OF_171 = date(2025, 6, 30), date(2025, 7, 1)
LAST_OF_57, FIRST_OF_350 = date(2025, 8, 28), date(2025, 8, 29)
LATER = date(2026, 3, 2)
BEFORE_139, FIRST_OF_139 = date(2021, 1, 14), date(2021, 1, 15)
BEFORE_89 = date(2021, 12, 9)


def about(**parts: Any) -> Facts:
    return make_facts(**parts)


def born(year: int, month: int, day: int, **parts: Any) -> Facts:
    return make_facts(birth_on=date(year, month, day), **parts)


def since(year: int, month: int, day: int, **parts: Any) -> Facts:
    return make_facts(service_from=date(year, month, day), **parts)


def rated(*grades: tuple[int, str], **parts: Any) -> Facts:
    return make_facts(ratings=grades, **parts)


def holding(*codes: str, **parts: Any) -> Facts:
    return make_facts(levels=frozenset(codes), **parts)


def held(group: str, title: str = "x", **parts: Any) -> Facts:
    return make_facts(posts=(PostFact(title, group),), **parts)


def planned(group: str, title: str = "x") -> Facts:
    return make_facts(planned=(PostFact(title, group),))


WELL = ((2023, "good"), (2024, "excellent"))
NOT_WELL = ((2023, "good"), (2024, "completed"))
GAP = ((2022, "good"), (2024, "good"))
JOINED, OFFICIAL = "party_joined_on", "party_official_on"
CADRE: dict[str, Any] = {"kind": "cadre"}
EMPLOYEE: dict[str, Any] = {"kind": "public_employee"}
COMMUNE: dict[str, Any] = {"kind": "commune_civil_servant"}
WOMAN: dict[str, Any] = {"sex": "female"}
LEADER: dict[str, Any] = {"is_leader": True}

People = tuple[list[Facts], list[Facts]]
GROUP_1: People = ([about(tier="central")], [about(tier="province_standing"), about(tier="")])
GROUP_2: People = (
    [about(tier="province_standing")],
    [about(tier="central"), about(tier="commune_standing", **LEADER)],
)
GROUP_3: People = (
    [about(tier="commune_standing"), about(tier="unit", **LEADER)],
    [about(tier="unit"), about(tier="province_standing")],
)
GROUP_4: People = ([about(tier="unit"), about(tier="commune_standing")], [about(tier="central")])

# Of each rule: a day, people it holds for, and people next to them it does not hold for.
BOUNDARIES: dict[str, tuple[date, list[Facts], list[Facts]]] = {
    "sdh-cc-tuoi/2017": (
        LAST_OF_101,
        [born(1984, 7, 1), born(1980, 1, 1, first_sent_on=date(2020, 12, 31))],
        [born(1984, 6, 30), born(1980, 1, 1, first_sent_on=date(2021, 1, 1))],
    ),
    "sdh-cc-congtac/2017": (LAST_OF_101, [since(2021, 6, 30)], [since(2021, 7, 1), about()]),
    "sdh-cc-xeploai/2017": (LAST_OF_101, [rated(*WELL)], [rated(*NOT_WELL), rated(*GAP), about()]),
    "sdh-cb-tuoi/2017": (LATER, [born(1985, 3, 3, **CADRE)], [born(1985, 3, 2, **CADRE), born(1985, 3, 3)]),
    "sdh-cb-congtac/2017": (LATER, [since(2022, 3, 2, **CADRE)], [since(2022, 3, 3, **CADRE)]),
    "sdh-cb-xeploai/2017": (
        LAST_OF_101,
        [rated(*WELL, kind="commune_cadre")],
        [rated(*NOT_WELL, kind="commune_cadre"), rated(*WELL)],
    ),
    "sdh-cc-tuoi/2025": (
        FIRST_OF_171,
        [born(1979, 7, 2), born(1979, 7, 2, kind="commune_civil_servant")],
        [born(1979, 7, 1), born(1979, 7, 2, **CADRE)],
    ),
    "sdh-cc-congtac/2025": (FIRST_OF_171, [since(2022, 7, 1)], [since(2022, 7, 2)]),
    "sdh-cc-xeploai/2025": (FIRST_OF_171, [rated(*WELL)], [rated(*NOT_WELL), rated(*GAP)]),
    "sdh-vc-tapsu/2017": (
        FIRST_OF_171,
        [since(2024, 7, 1, **EMPLOYEE)],
        [since(2024, 7, 2, **EMPLOYEE), since(2024, 7, 1)],
    ),
    "dtd-xa-cc/2017": (
        LAST_OF_101,
        [about(zone="II", **COMMUNE), about(zone="I", is_minority=True, **COMMUNE)],
        [about(zone="I", **COMMUNE), about(**COMMUNE), about(zone="II")],
    ),
    "dtd-xa-cb/2017": (
        LATER,
        [about(kind="commune_cadre", zone="III"), about(kind="commune_cadre", zone="I", is_minority=True)],
        [about(kind="commune_cadre", zone="I"), about(kind="commune_cadre"), about(zone="II", **COMMUNE)],
    ),
    "llct-sc-hocvan/2022": (LAST_OF_57, [holding("GD-THCS"), holding("CM-SC")], [about()]),
    "llct-tc-dang/2022": (LAST_OF_57, [about(**{JOINED: LAST_OF_57})], [about(**{JOINED: FIRST_OF_350})]),
    "llct-tc-dang/2025": (
        FIRST_OF_350,
        [about(**{JOINED: FIRST_OF_350})],
        [about(**{JOINED: date(2025, 8, 30)}), about()],
    ),
    "llct-tc-bang/2022": (LAST_OF_57, [holding("CM-CD")], [holding("CM-TC", "GD-THPT")]),
    "llct-tc-bang/2025": (FIRST_OF_350, [holding("CM-CD")], [holding("CM-TC", "GD-THPT")]),
    "llct-tc-bang-dtts/2025": (
        FIRST_OF_350,
        [holding("GD-THPT", is_minority=True)],
        [holding("GD-THPT"), holding("GD-THCS", is_minority=True)],
    ),
    "llct-tc-xeploai/2025": (FIRST_OF_350, [rated(*WELL)], [rated(*NOT_WELL), rated(*GAP)]),
    "llct-tc-tuoi-ktt/2022": (
        LAST_OF_57,
        [born(1990, 8, 28), born(1995, 8, 28, **WOMAN)],
        [born(1990, 8, 29), born(1995, 8, 29, **WOMAN)],
    ),
    "llct-tc-tuoi-ktt/2025": (
        FIRST_OF_350,
        [born(1995, 8, 29), born(1997, 8, 29, **WOMAN)],
        [born(1995, 8, 30), born(1997, 8, 30, **WOMAN)],
    ),
    "llct-tc-chucdanh/2022": (
        LAST_OF_57,
        [
            held("commune_front_leader"),
            held("commune_military"),
            held("party_committee_commune", "commune-party-committee-member"),
            held("district_division_deputy"),
            held("commune_part_time", "commune-part-time-front"),
            planned("division_deputy"),
        ],
        [
            held("school_leader"),
            held("commune_division_deputy"),
            held("staff"),
            planned("staff"),
            planned("commune_military"),
        ],
    ),
    "llct-tc-chucdanh/2025": (
        FIRST_OF_350,
        [
            held("commune_division_deputy"),
            held("school_leader"),
            planned("division_deputy"),
            planned("party_committee_commune", "commune-party-committee-member"),
        ],
        [held("commune_part_time", "commune-part-time-front"), held("staff"), about()],
    ),
    "llct-cc-dang/2022": (
        LAST_OF_57,
        [about(**{OFFICIAL: LAST_OF_57})],
        [about(**{OFFICIAL: FIRST_OF_350}), about(**{JOINED: date(2020, 1, 1)})],
    ),
    "llct-cc-dang/2025": (
        FIRST_OF_350,
        [about(**{OFFICIAL: FIRST_OF_350})],
        [about(**{OFFICIAL: date(2025, 8, 30)}), about(**{JOINED: date(2020, 1, 1)})],
    ),
    "llct-cc-bang/2022": (LAST_OF_57, [holding("CM-DH")], [holding("CM-CD")]),
    "llct-cc-bang/2025": (FIRST_OF_350, [holding("CM-DH")], [holding("CM-CD")]),
    "llct-cc-xeploai/2025": (FIRST_OF_350, [rated(*WELL)], [rated(*NOT_WELL), rated(*GAP)]),
    "llct-cc-tuoi-ktt/2022": (
        LAST_OF_57,
        [born(1985, 8, 28), born(1990, 8, 28, **WOMAN)],
        [born(1985, 8, 29), born(1990, 8, 29, **WOMAN)],
    ),
    "llct-cc-chucdanh/2022": (
        LAST_OF_57,
        [
            held("district_division_head"),
            held("division_deputy"),
            held("commune_government_leader", "commune-committee-chair"),
            planned("division_deputy"),
        ],
        [
            held("district_division_deputy"),
            held("commune_government_leader", "commune-committee-vice-chair"),
            planned("commune_party_leader"),
        ],
    ),
    "llct-cc-chucdanh/2025": (
        FIRST_OF_350,
        [
            held("commune_division_head"),
            held("commune_government_leader", "commune-committee-vice-chair"),
            held("division_head"),
            planned("division_head"),
            planned("commune_government_leader", "commune-committee-chair"),
            held("party_committee_commune", "commune-party-committee-member"),
            planned("party_committee_commune", "commune-standing-committee-member"),
        ],
        [
            held("commune_division_deputy"),
            held("division_deputy"),
            planned("commune_division_head"),
            planned("commune_government_leader", "commune-committee-vice-chair"),
            planned("party_committee_commune", "commune-party-committee-member"),
        ],
    ),
    "qlnn-cvc-dauvao/2021": (LATER, [holding("QLNN-CV")], [holding("CM-DH")]),
    "qlnn-cvcc-dauvao/2021": (LATER, [holding("QLNN-CVC")], [holding("QLNN-CV")]),
    "qlnn-cvcc-mien-ngach/2022": (
        LATER,
        [about(ranks=frozenset({"01.002@2022-08-01"})), about(ranks=frozenset({"01.001@2022-08-01"}))],
        [about(ranks=frozenset({"01.002@2022-08-02"})), about()],
    ),
    "qlnn-cvcc-mien-cchc/2021": (
        LATER,
        [holding("LLCT-CCHC@2022-06-30", **LEADER)],
        [holding("LLCT-CCHC", **LEADER), holding("LLCT-CCHC@2022-06-30")],
    ),
    "qlnn-cvc-mien-tuoi/2021": (
        LATER,
        [
            born(1971, 3, 2, service_from=date(2006, 3, 2)),
            born(1976, 3, 2, service_from=date(2006, 3, 2), **WOMAN),
        ],
        [
            born(1971, 3, 3, service_from=date(2006, 3, 2)),
            born(1971, 3, 2, service_from=date(2006, 3, 3)),
            born(1976, 3, 3, service_from=date(2006, 3, 2), **WOMAN),
        ],
    ),
    "ldql-phong-chucdanh/2025": (
        FIRST_OF_171,
        [held("division_deputy"), planned("commune_division_head")],
        [held("department_deputy"), held("staff")],
    ),
    "qpan-1/2014": (BEFORE_139, *GROUP_1),
    "qpan-1/2021": (FIRST_OF_139, *GROUP_1),
    "qpan-2/2014": (BEFORE_139, *GROUP_2),
    "qpan-2/2021": (FIRST_OF_139, *GROUP_2),
    "qpan-2-hdnd/2021": (
        FIRST_OF_139,
        [held("council_deputy_province", tier="unit")],
        [held("council_deputy_commune"), planned("council_deputy_province")],
    ),
    "qpan-3/2014": (BEFORE_139, *GROUP_3),
    "qpan-3/2021": (FIRST_OF_139, *GROUP_3),
    "qpan-4/2014": (BEFORE_139, *GROUP_4),
    "qpan-4/2021": (FIRST_OF_139, *GROUP_4),
    "bd-40tiet/2017": (BEFORE_89, [about(periods=39)], [about(periods=40), about(periods=0, **EMPLOYEE)]),
    "bd-40tiet/2021": (LAST_OF_101, [about(periods=39, **COMMUNE)], [about(periods=40), about()]),
    "bd-40tiet-cbvc/2017": (BEFORE_89, [about(periods=39, **EMPLOYEE)], [about(periods=39)]),
    "bd-40tiet-cbvc/2021": (
        LATER,
        [about(periods=39, **EMPLOYEE), about(periods=0, **CADRE)],
        [about(periods=40, **EMPLOYEE), about(periods=39)],
    ),
    "bd-40tiet/2025": (
        FIRST_OF_171,
        [about(periods=39)],
        [about(periods=40), about(periods=39, **EMPLOYEE)],
    ),
}


def test_no_shipped_rule_is_without_its_boundary() -> None:
    assert BOUNDARIES.keys() == ROWS.keys()


@pytest.mark.parametrize("code", BOUNDARIES)
def test_a_rule_holds_up_to_its_boundary_and_no_further(code: str) -> None:
    day, within, beyond = BOUNDARIES[code]
    assert ROWS[code]["valid_from"] <= day < ROWS[code].get("valid_to", date.max)

    def holds(facts: Facts) -> bool:
        """Whether the rule is about them and every condition of it holds."""
        terms = TERMS[code]
        stands = [outcome(condition, facts, day) for condition in terms.conditions]
        return terms.people.match(facts) and set(stands) == {Outcome.HOLDS}

    assert [holds(facts) for facts in within] == [True] * len(within)
    assert [holds(facts) for facts in beyond] == [False] * len(beyond)


def test_no_rule_names_a_law_that_was_not_there_yet() -> None:
    """An excuse alone may rest on a letter that explained the law afterwards."""
    younger = {
        code
        for code, row in ROWS.items()
        for year in re.findall(r"\d/(20\d\d)\b", row["legal_basis"])
        if int(year) > row["valid_from"].year and "excuses" not in row
    }
    assert younger == set()


def test_no_programme_of_training_names_a_law_that_was_not_there_yet() -> None:
    """Who may go is told by the rules of the day; what a programme rests on is told on any day of its period."""
    path = Path(vun.records.standards.__file__).parent / "data" / "programmes.yaml"
    programmes = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["programmes"]
    younger = {
        row["code"]
        for row in programmes
        for year in re.findall(r"(?:\d/|năm )(20\d\d)\b", row["legal_basis"])
        if row["branch"] == "training" and int(year) > row["valid_from"].year
    }
    assert younger == set()
