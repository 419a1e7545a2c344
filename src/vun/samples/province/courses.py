"""What the sample province teaches each year: one row a plan line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vun.samples.province.posts import REFORM

_TOP = frozenset({"department_head", "department_deputy", "party_department_head", "party_department_deputy"})
_DIVISION = frozenset(
    {
        "division_head",
        "division_deputy",
        "party_division_head",
        "party_division_deputy",
        "branch_head",
        "branch_deputy",
        "district_board_head",
        "district_board_deputy",
        "district_division_head",
        "district_division_deputy",
        "commune_division_head",
        "commune_division_deputy",
    }
)
_COMMUNE_HEADS = frozenset({"commune_party_leader", "commune_government_leader", "district_leader"})
_FRONT = frozenset({"commune_front_leader", "front_head_province", "front_deputy_province"})
_STAFF = frozenset({"staff", "commune_staff", "probationer"})
_COMMUNE_STAFF = frozenset(
    {"commune_civil_servant", "commune_justice", "commune_military", "commune_staff", "probationer"}
)
_VILLAGES = frozenset({"part_time_commune"})
_EVERYBODY = _TOP | _DIVISION | _COMMUNE_HEADS | _FRONT | _STAFF | _COMMUNE_STAFF

PARTY, STATE = "party", "state"


@dataclass(frozen=True, slots=True)
class Course:
    """One line of a yearly plan. ``stem``: the programme's code before the slash; the dated row is found by the day.

    ``learners`` is for a province of 6,000; ``cost`` is đồng per learner. ``months``: first and last; a class of a
    long programme may end in a later year. ``is_sent``: people go to classes held elsewhere.
    """

    plan: str
    stem: str
    learners: int
    classes: int
    months: tuple[int, int]
    groups: frozenset[str]
    cost: int
    source: str = "province_training"
    partner: str = ""
    is_central: bool = False
    is_sent: bool = False
    is_online: bool = False
    first_day: date = date.min
    last_day: date = date.max

    def runs_on(self, day: date) -> bool:
        """Whether the course is offered on the day."""
        return self.first_day <= day < self.last_day


COURSES = (
    Course(
        PARTY,
        "LLCT-CC-KTT",
        45,
        1,
        (9, 9),
        _TOP | _DIVISION | _COMMUNE_HEADS,
        14_000_000,
        source="central_budget",
        partner="Học viện Chính trị khu vực I",
        is_central=True,
    ),
    Course(
        PARTY, "LLCT-TC-KTT", 180, 3, (3, 4), _DIVISION | _COMMUNE_HEADS | _FRONT | _COMMUNE_STAFF, 5_200_000
    ),
    Course(
        PARTY, "LLCT-TC-TT", 50, 1, (2, 2), _DIVISION | _COMMUNE_HEADS | _FRONT | _COMMUNE_STAFF, 9_500_000
    ),
    Course(PARTY, "LLCT-SC", 120, 2, (5, 6), _COMMUNE_STAFF | _VILLAGES, 1_300_000),
    Course(PARTY, "TCXDD", 100, 2, (4, 5), _COMMUNE_HEADS | _DIVISION, 900_000),
    Course(PARTY, "KTGS", 100, 2, (6, 7), _COMMUNE_HEADS | _DIVISION, 900_000),
    Course(PARTY, "TGDV", 60, 1, (8, 8), _FRONT | _COMMUNE_HEADS, 800_000),
    Course(PARTY, "BTCB", 240, 4, (8, 10), _VILLAGES | _COMMUNE_STAFF, 600_000),
    Course(PARTY, "MTTQ", 100, 2, (9, 9), _FRONT, 700_000),
    Course(PARTY, "CNKT-BTV", 110, 2, (10, 10), _TOP | frozenset({"district_leader"}), 1_100_000),
    Course(PARTY, "CNKT-XA", 200, 3, (10, 11), _COMMUNE_HEADS | _FRONT, 700_000),
    Course(STATE, "QLNN-CV", 200, 4, (3, 6), _STAFF | _COMMUNE_STAFF, 2_600_000),
    Course(STATE, "QLNN-CVC", 100, 2, (4, 8), _DIVISION | _TOP | _COMMUNE_HEADS, 3_400_000),
    Course(
        STATE,
        "QLNN-CVCC",
        12,
        0,
        (5, 5),
        _TOP,
        7_000_000,
        source="central_budget",
        partner="Học viện Hành chính và Quản trị công",
        is_central=True,
        is_sent=True,
    ),
    Course(STATE, "LDQL-PHONG", 135, 3, (5, 9), _DIVISION, 2_400_000),
    Course(STATE, "LDQL-XA", 135, 3, (6, 9), _COMMUNE_HEADS, 2_100_000, source="national_target_programme"),
    Course(STATE, "LDQL-SO", 30, 1, (7, 7), _TOP, 3_800_000),
    Course(
        STATE,
        "QPAN-3",
        210,
        3,
        (3, 8),
        _DIVISION | _COMMUNE_HEADS,
        1_900_000,
        partner="Bộ Chỉ huy Quân sự tỉnh Lạng Sơn",
    ),
    Course(STATE, "QPAN-4", 400, 5, (4, 10), _STAFF | _COMMUNE_STAFF | _FRONT | _VILLAGES, 650_000),
    Course(STATE, "CDX-VPTK", 45, 1, (4, 4), _COMMUNE_STAFF, 1_200_000, last_day=date(2025, 6, 1)),
    Course(STATE, "CDX-DC", 45, 1, (5, 5), _COMMUNE_STAFF, 1_200_000, last_day=date(2025, 6, 1)),
    Course(STATE, "CDX-TCKT", 45, 1, (5, 5), _COMMUNE_STAFF, 1_200_000, last_day=date(2025, 6, 1)),
    Course(STATE, "HOTICH", 40, 1, (9, 9), frozenset({"commune_justice", "commune_staff"}), 1_100_000),
    Course(
        STATE,
        "VTVL-XA",
        250,
        5,
        (8, 12),
        _COMMUNE_STAFF,
        1_000_000,
        source="national_target_programme",
        first_day=REFORM,
    ),
    Course(STATE, "KNS", 480, 8, (3, 12), _EVERYBODY, 320_000, is_online=True),
    Course(STATE, "CDNN-GV", 60, 1, (7, 7), frozenset({"teacher"}), 2_200_000, source="service_revenue"),
    Course(STATE, "CDNN-YT", 50, 1, (8, 8), frozenset({"health_staff"}), 2_200_000, source="service_revenue"),
    Course(STATE, "TDT-TAY", 35, 1, (9, 9), _STAFF | _COMMUNE_STAFF, 2_900_000),
    Course(
        STATE,
        "CM-THS-TN",
        15,
        0,
        (9, 9),
        _STAFF | _DIVISION,
        30_000_000,
        source="unit_allocation",
        partner="Đại học Thái Nguyên",
        is_sent=True,
    ),
)
