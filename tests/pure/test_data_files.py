"""The reviewable data files: everything they refer to exists, and periods of one rule never overlap."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import Any

import pytest
import yaml

import vun
from vun.common.period import Period, first_overlap
from vun.records.orgs.domain import Block, ChangeKind, UnitLevel, Zone
from vun.records.people.domain import ManagementTier, StaffKind
from vun.records.registers.domain import DecisionKind
from vun.records.standards.domain import Branch, GraceFrom, RecordTable, StudyMode, StudyPlace

Row = dict[str, Any]

ROOT = Path(vun.__file__).parent
SAMPLES = ROOT / "samples/data"
PEOPLE = ROOT / "records/people/data"
STANDARDS = ROOT / "records/standards/data"
FUNDING = ROOT / "records/funding/data"
FILES = sorted(path for folder in (SAMPLES, PEOPLE, STANDARDS, FUNDING) for path in folder.glob("*.yaml"))

END_OF_DISTRICTS = date(2025, 7, 1)
LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)
RULE_KEYS = {"code", "valid_from", "valid_to", "legal_basis", "verified", "note"}
SCOPE_KEYS = {"group", "title", "kind", "rank", "level", "block", "zone", "is_leader"}


def load(path: Path) -> dict[str, list[Row]]:
    """The file's sections."""
    sections: dict[str, list[Row]] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return sections


BODIES, TERRITORY = load(SAMPLES / "lang_son_bodies.yaml"), load(SAMPLES / "lang_son_units.yaml")
UNITS = {unit["code"]: unit for unit in BODIES["units"] + TERRITORY["units"]}
CHANGES = sorted(BODIES["changes"] + TERRITORY["changes"], key=lambda change: change["effective_on"])
NAMES = load(SAMPLES / "names.yaml")
ETHNIC_GROUPS = load(PEOPLE / "ethnic_groups.yaml")["ethnic_groups"]
RANKS = {rank["code"]: rank for rank in load(PEOPLE / "ranks.yaml")["ranks"]}
TITLES = {title["code"]: title for title in load(PEOPLE / "titles.yaml")["titles"]}
TITLE_GROUPS = {group["code"] for group in load(PEOPLE / "titles.yaml")["groups"]}
SCALES = {scale["code"]: scale for scale in load(STANDARDS / "scales.yaml")["scales"]}
LEVELS = {level["code"]: scale for scale in SCALES.values() for level in scale["levels"]}
REQUIREMENTS = load(STANDARDS / "standards.yaml")["requirements"]
EQUIVALENCES = load(STANDARDS / "equivalences.yaml")["equivalences"]
EXEMPTIONS = load(STANDARDS / "exemptions.yaml")["exemptions"]
GRACE = load(STANDARDS / "grace.yaml")["grace"]
AUDIENCES = load(STANDARDS / "audiences.yaml")["audiences"]
PROGRAMME_FILE = load(STANDARDS / "programmes.yaml")
PROGRAMMES = PROGRAMME_FILE["programmes"]
FUND_SOURCES = load(FUNDING / "fund_sources.yaml")["fund_sources"]
COST_NORMS = load(FUNDING / "cost_norms.yaml")["cost_norms"]
RULE_SECTIONS = {
    "requirements": REQUIREMENTS,
    "equivalences": EQUIVALENCES,
    "exemptions": EXEMPTIONS,
    "grace": GRACE,
    "programmes": PROGRAMMES,
}


def texts(value: Any) -> Iterator[str]:
    """Every text in a parsed file."""
    if isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)
    elif isinstance(value, str):
        yield value


def keys_without_value(value: Any) -> Iterator[str]:
    """Keys whose value is empty, and text keys that YAML read as something else (``on`` is true)."""
    if isinstance(value, dict):
        for key, part in value.items():
            if part is None or not isinstance(key, str):
                yield str(key)
            yield from keys_without_value(part)
    elif isinstance(value, list):
        for part in value:
            yield from keys_without_value(part)


def repeated(values: Iterable[Any]) -> set[Any]:
    """Those that occur more than once."""
    seen: set[Any] = set()
    return {value for value in values if value in seen or seen.add(value)}  # type: ignore[func-returns-value]


def in_force(row: Row, day: date) -> bool:
    """Whether the row's period holds the day."""
    return day in Period(row.get("valid_from", date.min), row.get("valid_to"))


def matches(scope: Row, title: Row) -> bool:
    """Whether some appointment with this title could be in the scope."""
    offered = {
        "title": [title["code"]],
        "group": [title["group"]],
        "rank": title.get("ranks", []),
        "level": title["levels"],
        "kind": [title["default_kind"]],
        "block": [title["block"]] if "block" in title else list(Block),
        "zone": list(Zone),
        "is_leader": [title["is_leader"]],
    }
    return all(value in offered[key] for key, value in scope.items())


# The text of the files


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_text_is_composed_unicode_with_single_spaces(path: Path) -> None:
    wrong = [
        text
        for text in texts(load(path))
        if text != unicodedata.normalize("NFC", text) or text != " ".join(text.split())
    ]
    assert wrong == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_key_has_a_value_so_no_comma_has_cut_a_text_in_two(path: Path) -> None:
    assert list(keys_without_value(load(path))) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_stays_small_enough_to_review(path: Path) -> None:
    assert path.stat().st_size < 300_000


# The sample province


def test_unit_codes_are_unique_and_one_unit_is_the_root() -> None:
    assert repeated(unit["code"] for unit in BODIES["units"] + TERRITORY["units"]) == set()
    assert [code for code, unit in UNITS.items() if "parent" not in unit] == ["LS"]


def test_the_province_has_its_official_numbers_of_districts_and_communes() -> None:
    def count(day: date, *kinds: str) -> int:
        return sum(
            unit["kind"] in kinds and day in Period(unit["established_on"], unit.get("dissolved_on"))
            for unit in UNITS.values()
        )

    communes = ("commune", "ward", "township")
    assert [
        (count(day, "district", "city"), count(day, *communes), count(day, "ward"))
        for day in (date(2024, 11, 30), date(2024, 12, 1), LAST_DAY_OF_DISTRICTS, END_OF_DISTRICTS)
    ] == [(11, 200, 5), (11, 194, 5), (11, 194, 5), (0, 65, 4)]


def test_units_use_the_words_of_the_domain() -> None:
    assert {unit["level"] for unit in UNITS.values()} <= set(UnitLevel)
    assert {unit["block"] for unit in UNITS.values()} == set(Block)
    assert {unit["zone"] for unit in UNITS.values() if "zone" in unit} == set(Zone)
    # Nobody's level, block or zone alone changed on the way to the two-tier model.
    assert {change["kind"] for change in CHANGES} == set(ChangeKind) - {ChangeKind.RECLASSIFIED}
    assert {decision["kind"] for decision in decisions()} <= set(DecisionKind)


def decisions() -> list[Row]:
    return BODIES["decisions"] + TERRITORY["decisions"]


def test_every_commune_has_a_zone_and_no_other_unit_has() -> None:
    assert {code for code, unit in UNITS.items() if "zone" in unit} == {
        code for code, unit in UNITS.items() if unit["level"] == UnitLevel.COMMUNE
    }


def test_every_change_rests_on_a_decision_issued_before_it() -> None:
    by_id = {decision["id"]: decision for decision in decisions()}
    assert repeated(decision["id"] for decision in decisions()) == set()
    assert all(isinstance(decision["verified"], bool) for decision in decisions())
    late = [change for change in CHANGES if by_id[change["decision"]]["issued_on"] > change["effective_on"]]
    assert late == []


def test_every_unit_a_change_names_exists_on_the_days_around_it() -> None:
    wrong = []
    for change in CHANGES:
        day = change["effective_on"]
        for code in change["from"]:
            lives_on = change["kind"] in ("renamed", "moved")
            if not lives_on and UNITS[code].get("dissolved_on") != day:
                wrong.append((code, day))
        wrong += [(code, day) for code in change["into"] if day < UNITS[code]["established_on"]]
    assert wrong == []


def test_the_successors_of_units_are_those_the_changes_give() -> None:
    given: dict[str, set[str]] = {}
    for change in CHANGES:
        if change["kind"] not in ("renamed", "moved"):
            for code in change["from"]:
                given.setdefault(code, set()).update(change["into"])
    assert {code: set(unit["successors"]) for code, unit in UNITS.items() if "successors" in unit} == given


def test_every_unit_that_ends_has_a_successor_and_only_those() -> None:
    assert [code for code, unit in UNITS.items() if ("dissolved_on" in unit) != ("successors" in unit)] == []


def test_a_commune_is_called_divided_exactly_when_it_went_to_several() -> None:
    divided = {code for change in CHANGES for code in change.get("divided", [])}
    assert divided == {
        code
        for code, unit in UNITS.items()
        if unit["kind"] not in ("city", "district") and len(unit.get("successors", [])) > 1
    }
    assert {UNITS[code]["name"] for code in divided} == {
        "Xã Đại Đồng",
        "Xã Bính Xá",
        "Xã Kiên Mộc",
        "Đảng ủy Khối các cơ quan và Doanh nghiệp tỉnh",
    }


def test_the_two_communes_called_hong_phong_went_different_ways() -> None:
    went = {
        UNITS[unit["parent"]]["name"]: [UNITS[code]["name"] for code in unit["successors"]]
        for unit in UNITS.values()
        if unit["name"] == "Xã Hồng Phong" and unit["parent"] != "LS"
    }
    assert went == {"Huyện Bình Gia": ["Xã Hồng Phong"], "Huyện Cao Lộc": ["Xã Đồng Đăng"]}


def test_every_unit_always_hangs_under_a_parent_that_exists() -> None:
    parents = {
        code: [(unit["established_on"], unit["parent"])] for code, unit in UNITS.items() if code != "LS"
    }
    for change in CHANGES:
        if change["kind"] == "moved":
            parents[change["into"][0]].append((change["effective_on"], change["parent"]))
    orphans = []
    for code, steps in parents.items():
        ends = [day for day, _ in steps[1:]] + [UNITS[code].get("dissolved_on")]
        for (start, parent), end in zip(steps, ends, strict=True):
            life = Period(UNITS[parent]["established_on"], UNITS[parent].get("dissolved_on"))
            if life.intersection(Period(start, end)) != Period(start, end):
                orphans.append((code, parent, start))
    assert orphans == []


def test_names_for_people_cover_every_ethnic_group_of_the_province() -> None:
    official = {group["code"]: group["name"] for group in ETHNIC_GROUPS}
    shares = {group["code"]: group["share"] for group in NAMES["ethnic_groups"]}
    assert {group["code"]: group["name"] for group in NAMES["ethnic_groups"]} == {
        code: official[code] for code in shares
    }
    assert sum(shares.values()) == pytest.approx(1)
    assert {code for surname in NAMES["surnames"] for code in surname["weights"]} == set(shares)
    assert repeated(surname["name"] for surname in NAMES["surnames"]) == set()
    given: Any = NAMES["given_names"]
    assert [repeated(given[sex]) for sex in ("male", "female")] == [set(), set()]
    assert all(isinstance(name, str) for name in given["male"] + given["female"])


# People


def test_there_are_54_ethnic_groups_numbered_in_order() -> None:
    assert [group["code"] for group in ETHNIC_GROUPS] == [f"{number:02}" for number in range(1, 55)]
    assert len({group["name"] for group in ETHNIC_GROUPS}) == 54


def test_ranks_say_for_whom_they_are_and_whether_they_are_verified() -> None:
    assert {kind for rank in RANKS.values() for kind in rank["kinds"]} <= set(StaffKind)
    assert all(isinstance(rank["verified"], bool) and rank["legal_basis"] for rank in RANKS.values())


def test_titles_use_known_groups_ranks_and_words() -> None:
    assert repeated(title["code"] for title in load(PEOPLE / "titles.yaml")["titles"]) == set()
    assert {title["group"] for title in TITLES.values()} == TITLE_GROUPS
    assert {rank for title in TITLES.values() for rank in title.get("ranks", [])} <= set(RANKS)
    assert {level for title in TITLES.values() for level in title["levels"]} <= set(UnitLevel)
    assert {title["block"] for title in TITLES.values() if "block" in title} == set(Block)
    assert {title["default_kind"] for title in TITLES.values()} == set(StaffKind)
    assert {title["management_tier"] for title in TITLES.values()} <= set(ManagementTier)
    assert all(title["name_en"] for title in TITLES.values())


# Standards


@pytest.mark.parametrize(("section", "rows"), RULE_SECTIONS.items(), ids=list(RULE_SECTIONS))
def test_every_rule_names_its_legal_basis_and_whether_it_is_verified(section: str, rows: list[Row]) -> None:
    assert repeated(row["code"] for row in rows) == set()
    wrong = [
        row["code"]
        for row in rows
        if not isinstance(row["verified"], bool)
        or not row["legal_basis"]
        or not str(row["code"]).endswith(f"/{row['code'].rpartition('/')[2]}")
        or not row["code"].rpartition("/")[2].isdigit()
    ]
    assert wrong == []


@pytest.mark.parametrize(("section", "rows"), RULE_SECTIONS.items(), ids=list(RULE_SECTIONS))
def test_successive_rows_of_one_clause_never_overlap(section: str, rows: list[Row]) -> None:
    clauses: dict[str, list[Period]] = {}
    for row in rows:
        clause = row["code"].rpartition("/")[0]
        clauses.setdefault(clause, []).append(Period(row["valid_from"], row.get("valid_to")))
    assert {clause: first_overlap(periods) for clause, periods in clauses.items()} == dict.fromkeys(clauses)


def test_rule_rows_have_no_unknown_keys() -> None:
    allowed = {
        "requirements": {"name", "scale", "minimum", "alternatives", "scopes"},
        "equivalences": {"held", "counts_as", "earned_before"},
        "exemptions": {
            "scope",
            "scale",
            "up_to_level",
            "in_rank_before",
            "holds",
            "held_before",
            "born_before",
        },
        "grace": {"scope", "scale", "months", "counted_from"},
        "programmes": {
            *("name", "branch", "group", "level", "mode", "place", "duration_days", "theory_periods"),
            *(
                "practice_periods",
                "field_practice_days",
                "modules",
                "grants",
                "prerequisites",
                "audiences",
                "issuer",
            ),
        },
    }
    unknown = {
        (section, key)
        for section, rows in RULE_SECTIONS.items()
        for row in rows
        for key in set(row) - allowed[section] - RULE_KEYS
    }
    assert unknown == set()


def test_levels_are_unique_and_tables_are_those_of_the_record_form() -> None:
    assert repeated(level["code"] for scale in SCALES.values() for level in scale["levels"]) == set()
    assert {scale["record_table"] for scale in SCALES.values()} == set(RecordTable)
    assert {code for code, scale in SCALES.items() if not scale["ordered"]} == {
        "leadership",
        "defence_security",
        "ethnic_language",
        "post_skills",
    }


def test_scopes_name_known_titles_groups_ranks_and_words() -> None:
    known: dict[str, set[Any]] = {
        "title": set(TITLES),
        "group": TITLE_GROUPS,
        "rank": set(RANKS),
        "kind": set(StaffKind),
        "level": set(UnitLevel),
        "block": set(Block),
        "zone": set(Zone),
        "is_leader": {True, False},
    }
    scopes = [scope for row in REQUIREMENTS for scope in row["scopes"]]
    scopes += [row["scope"] for row in (*EXEMPTIONS, *GRACE)]
    assert [scope for scope in scopes if any(value not in known[key] for key, value in scope.items())] == []
    assert all(row["scopes"] for row in REQUIREMENTS)


def test_requirements_ask_for_levels_of_their_scale() -> None:
    wrong = [row["code"] for row in REQUIREMENTS if LEVELS[row["minimum"]]["code"] != row["scale"]]
    assert wrong == []
    assert {level for row in REQUIREMENTS for level in row.get("alternatives", [])} <= set(LEVELS)


def test_equivalences_exemptions_and_grace_name_known_levels() -> None:
    assert {row[key] for row in EQUIVALENCES for key in ("held", "counts_as")} <= set(LEVELS)
    assert {row["scale"] for row in (*EXEMPTIONS, *GRACE) if "scale" in row} <= set(SCALES)
    assert {row[key] for row in EXEMPTIONS for key in ("up_to_level", "holds") if key in row} <= set(LEVELS)
    assert {row["counted_from"] for row in GRACE} == set(GraceFrom)
    assert all(("holds" in row) == ("held_before" in row) for row in EXEMPTIONS)
    assert all("rank" in row["scope"] for row in EXEMPTIONS if "in_rank_before" in row)


def test_a_degree_tells_that_its_holder_finished_school() -> None:
    """Lists of offices say "Thạc sĩ" and leave "12/12" out."""
    finished = {
        row["held"] for row in EQUIVALENCES if row["counts_as"] == "GD-THPT" and not row.get("earned_before")
    }
    assert finished == {"CM-CD", "CM-DH", "CM-THS", "CM-TS"}


@pytest.mark.parametrize("day", [LAST_DAY_OF_DISTRICTS, END_OF_DISTRICTS])
def test_every_leader_civil_servant_and_commune_title_has_a_standard_around_july_2025(day: date) -> None:
    without_any = {"reserve_cadre", "contract", "support_contract"}
    # A seat in a Party committee goes with another post, and who is on probation has no rank yet.
    seats = {"party_committee_province", "party_committee_district", "party_committee_commune", "probationer"}
    bare = [
        code
        for code, title in TITLES.items()
        if in_force(title, day) and title["default_kind"] not in without_any
        if title["group"] not in seats
        if not any(
            matches(scope, title) for row in REQUIREMENTS if in_force(row, day) for scope in row["scopes"]
        )
    ]
    assert bare == []


@pytest.mark.parametrize("day", [LAST_DAY_OF_DISTRICTS, END_OF_DISTRICTS, date(2026, 11, 1)])
def test_every_required_level_can_be_reached_by_a_programme_of_the_day(day: date) -> None:
    granted = {row["grants"] for row in PROGRAMMES if "grants" in row and in_force(row, day)}
    granted |= {row["counts_as"] for row in EQUIVALENCES if row["held"] in granted and in_force(row, day)}

    def reachable(level: str) -> bool:
        scale = LEVELS[level]
        codes = [entry["code"] for entry in scale["levels"]]
        enough = codes[codes.index(level) :] if scale["ordered"] else [level]
        return not granted.isdisjoint(enough)

    assert {
        row["minimum"] for row in REQUIREMENTS if in_force(row, day) and not reachable(row["minimum"])
    } == set()


# Programmes


def test_programmes_use_known_levels_audiences_groups_and_words() -> None:
    assert {row["branch"] for row in PROGRAMMES} == set(Branch)
    assert {row["mode"] for row in PROGRAMMES} == set(StudyMode)
    assert {row["place"] for row in PROGRAMMES} == set(StudyPlace)
    assert {row["group"] for row in PROGRAMMES} == {group["code"] for group in PROGRAMME_FILE["groups"]}
    assert {row["grants"] for row in PROGRAMMES if "grants" in row} <= set(LEVELS)
    assert {level for row in PROGRAMMES for level in row.get("prerequisites", [])} <= set(LEVELS)
    assert {code for row in PROGRAMMES for code in row["audiences"]} <= {row["code"] for row in AUDIENCES}
    assert repeated(row["code"] for row in AUDIENCES) == set()
    assert all(row["duration_days"] > 0 for row in PROGRAMMES)


def test_the_modules_of_a_programme_add_up_to_its_periods() -> None:
    wrong = [
        row["code"]
        for row in PROGRAMMES
        if "modules" in row
        and [sum(module[column] for module in row["modules"]) for column in (1, 2)]
        != [row["theory_periods"], row["practice_periods"]]
    ]
    assert wrong == []


def test_a_short_course_has_at_most_eight_periods_a_day_and_no_empty_day() -> None:
    assert [
        row["code"]
        for row in PROGRAMMES
        if row["branch"] == Branch.FOSTERING
        and ceil((row["theory_periods"] + row["practice_periods"]) / 8) != row["duration_days"]
    ] == []


# Funding


def test_fund_sources_are_unique_and_the_district_budget_ends_with_the_districts() -> None:
    assert repeated(source["code"] for source in FUND_SOURCES) == set()
    assert {source["code"]: source["valid_to"] for source in FUND_SOURCES if "valid_to" in source} == {
        "district_budget": END_OF_DISTRICTS
    }


def test_cost_norms_are_whole_dong_and_follow_each_other_in_time() -> None:
    rows = sorted(COST_NORMS, key=lambda row: (row["code"], row["valid_from"]))
    assert all(isinstance(row["amount"], int) and row["amount"] > 0 for row in rows)
    assert all(isinstance(row["verified"], bool) and row["legal_basis"] for row in rows)
    broken = [
        later["code"]
        for earlier, later in pairwise(rows)
        if earlier["code"] == later["code"] and earlier.get("valid_to") != later["valid_from"]
    ]
    assert broken == []
