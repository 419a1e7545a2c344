"""People by the ten thousand for measuring: plain, seeded, with the real titles, ranks and levels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from vun.common.actor import Actor
from vun.records.credentials.domain import CredentialRow
from vun.records.credentials.operations import record_many
from vun.records.delivery.domain import (
    ClassRow,
    ClassState,
    DayPart,
    EnrolmentState,
    LearnerRow,
    Mark,
    SessionRow,
)
from vun.records.delivery.operations import load_history
from vun.records.eligibility import catalogue as eligibility_catalogue
from vun.records.funding import catalogue as funding_catalogue
from vun.records.orgs.domain import Block, UnitLevel, UnitRow, Zone
from vun.records.orgs.operations import load_units
from vun.records.people import catalogue as people_catalogue
from vun.records.people.domain import (
    AppointmentRow,
    EndReason,
    PersonRow,
    RatingGrade,
    Sex,
    SuccessionRow,
)
from vun.records.people.operations import register_many
from vun.records.standards import catalogue as standards_catalogue
from vun.records.standards import queries as standards

BENCH = Actor.system("vun bench")
SEED = 20260322
DEPARTMENTS, OFFICES, COMMUNES = 20, 6, 65
CREDENTIALS_EACH = 4

_ESTABLISHED = date(2000, 1, 1)
_FAMILY = ("Nguyễn", "Hoàng", "Nông", "Lý", "Vi", "Triệu", "Đàm", "Lương")
_MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Thu")
_GIVEN = (
    "An",
    "Ánh",
    "Bình",
    "Chiến",
    "Dung",
    "Đạt",
    "Hà",
    "Hoà",
    "Khánh",
    "Lan",
    "Mai",
    "Nga",
    "Quân",
    "Yến",
)
# How many of a hundred people in a unit of the province, and of a commune, hold the title.
_PROVINCE_TITLES = {
    "expert": 66,
    "division-deputy-head": 14,
    "division-head": 12,
    "department-deputy-director": 8,
}
_COMMUNE_TITLES = {
    "commune-committee-chair": 15,
    "commune-committee-vice-chair": 30,
    "commune-party-secretary": 15,
    "commune-front-chair": 20,
    "commune-women-chair": 20,
}
_RANKS = ("01.003",) * 7 + ("01.002",) * 2 + ("01.004",)
# Levels people hold, by how often; the professional degree comes on top.
_LEVELS = (
    "LLCT-SC",
    "LLCT-TC",
    "LLCT-TC",
    "LLCT-CC",
    "QLNN-CV",
    "QLNN-CV",
    "QLNN-CVC",
    "QPAN-3",
    "QPAN-4",
    "TH-CB",
)
_GRADES = (*(RatingGrade.EXCELLENT, RatingGrade.GOOD) * 4, RatingGrade.COMPLETED, RatingGrade.NOT_COMPLETED)
_DEGREES = ("CM-TC", "CM-CD", "CM-DH", "CM-DH", "CM-DH", "CM-THS")


def load_catalogues() -> None:
    """Titles, ranks, standards, programmes, fund sources and rules of sending as they are shipped."""
    people_catalogue.load_catalogues(by=BENCH)
    standards_catalogue.load_catalogues(by=BENCH)
    funding_catalogue.load_catalogues(by=BENCH)
    eligibility_catalogue.load_catalogues(by=BENCH)


def load_organisation() -> dict[str, int]:
    """A province of departments with offices, and communes; ids by code."""
    rows = [UnitRow("T", "Tỉnh đo", UnitLevel.PROVINCE, Block.STATE, _ESTABLISHED)]

    def add(code: str, name: str, parent: str, level: UnitLevel, zone: Zone | None = None) -> None:
        rows.append(UnitRow(code, name, level, Block.STATE, _ESTABLISHED, parent=parent, zone=zone))

    for department in range(DEPARTMENTS):
        code = f"S{department:02}"
        add(code, f"Sở {department}", "T", UnitLevel.PROVINCE)
        for office in range(OFFICES):
            add(f"{code}-{office}", f"Phòng {office} Sở {department}", code, UnitLevel.PROVINCE)
    for commune in range(COMMUNES):
        add(f"X{commune:02}", f"Xã {commune}", "T", UnitLevel.COMMUNE, list(Zone)[commune % 3])
    return {code: unit.pk for code, unit in load_units(rows, by=BENCH).items()}


def load_people(units: dict[str, int], number: int, on: date, *, with_records: bool = False) -> list[int]:
    """``number`` people with a post on ``on``, some with an earlier one and some with another beside it.

    ``with_records``: also what rules of sending ask for: ratings, Party days, ethnic groups, planned posts.
    """
    random = Random(SEED)
    places = [code for code in units if code != "T"]
    titles = {"X": _COMMUNE_TITLES, "S": _PROVINCE_TITLES}

    def rows() -> Iterator[PersonRow]:
        for _ in range(number):
            place = random.choice(places)
            shares = titles[place[0]]
            (title,) = random.choices(list(shares), list(shares.values()))
            yield PersonRow(
                full_name=name_of_somebody(random),
                birth_on=date(random.randint(1966, 1996), random.randint(1, 12), random.randint(1, 28)),
                sex=random.choice(list(Sex)),
                appointments=tuple(_posts(random, units[place], title, on)),
                **(_records(random, units[place], title, on) if with_records else {}),
            )

    return register_many(rows(), by=BENCH)


def name_of_somebody(random: Random) -> str:
    """A full name as people of the province have."""
    return " ".join(random.choice(part) for part in (_FAMILY, _MIDDLE, _GIVEN))


def _records(random: Random, unit_id: int, title: str, on: date) -> dict[str, Any]:
    joined_on = on - timedelta(days=random.randint(400, 2500)) if random.random() < 0.7 else None
    is_planned = random.random() < 0.1
    return {
        "ethnic_group": random.choice(("01", "02", "03")),
        "party_joined_on": joined_on,
        "party_official_on": joined_on + timedelta(days=365) if joined_on else None,
        "recruited_on": on - timedelta(days=random.randint(100, 4000)) if random.random() < 0.8 else None,
        "ratings": tuple(
            (year, random.choice(_GRADES)) for year in (on.year - 2, on.year - 1) if random.random() < 0.95
        ),
        "successions": (
            (
                SuccessionRow(
                    unit_id=unit_id, title="division-head", term="2025-2030", start_on=date(2025, 1, 1)
                ),
            )
            if is_planned
            else ()
        ),
    }


def _posts(random: Random, unit_id: int, title: str, on: date) -> Iterator[AppointmentRow]:
    start_on = on - timedelta(days=random.randint(1, 2500))
    rank = random.choice(_RANKS)
    yield AppointmentRow(unit_id=unit_id, title=title, start_on=start_on, rank=rank)
    if random.random() < 0.3:
        yield AppointmentRow(
            unit_id=unit_id,
            title=title,
            start_on=start_on - timedelta(days=700),
            end_on=start_on,
            end_reason=EndReason.REAPPOINTED,
            rank=rank,
        )
    if random.random() < 0.05:
        yield AppointmentRow(unit_id=unit_id, title=title, start_on=start_on, is_primary=False)


def load_credentials(person_ids: Sequence[int], on: date) -> int:
    """CREDENTIALS_EACH papers for everybody; returns how many."""
    random = Random(SEED + 1)
    levels = {level.code: level for level in standards.levels()}

    def rows() -> Iterator[CredentialRow]:
        for person_id in person_ids:
            codes = [random.choice(_DEGREES), *(random.choice(_LEVELS) for _ in range(CREDENTIALS_EACH - 1))]
            for code in codes:
                yield CredentialRow(
                    person_id=person_id,
                    level_id=levels[code].pk,
                    name=levels[code].name,
                    earned_on=on - timedelta(days=random.randint(1, 7000)),
                )

    return len(record_many(rows(), by=BENCH))


def load_class(person_ids: Sequence[int], host_id: int, on: date) -> int:
    """A running class of all these people, with a fortnight of sessions before ``on``, marked; its id."""
    programme = standards.programmes_on(on).order_by("code")[0]
    start_on = on - timedelta(days=14)
    row = ClassRow(
        programme_id=programme.pk,
        host_id=host_id,
        start_on=start_on,
        end_on=on + timedelta(days=60),
        capacity=len(person_ids),
        state=ClassState.OPEN,
        learners=[
            LearnerRow(person_id=learner, state=EnrolmentState.STUDYING, enrolled_on=start_on)
            for learner in person_ids
        ],
        sessions=[
            SessionRow(start_on + timedelta(days=day), part, marks=dict.fromkeys(person_ids, Mark.PRESENT))
            for day in range(12)
            for part in (DayPart.MORNING, DayPart.AFTERNOON)
        ],
    )
    (loaded,) = load_history(rows=[row], by=BENCH)
    return loaded.class_id
