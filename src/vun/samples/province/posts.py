"""Which posts a unit of the sample province has, the scarcest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain, cycle, repeat

from vun.samples.province.geography import Place

REFORM = date(2025, 7, 1)
"""Districts end and communes merge: Law 72/2025/QH15."""

_COMMUNE_CADRES = [
    "commune_party_secretary",
    "commune_chair",
    "commune_party_deputy_secretary",
    "commune_council_deputy_chair",
    "commune_deputy_chair",
    "commune_front_chair",
]
_COMMUNE_UNIONS = [
    "commune_youth_secretary",
    "commune_women_chair",
    "commune_farmers_chair",
    "commune_veterans_chair",
]
_COMMUNE_OFFICERS = [
    "commune_office_statistics",
    "commune_finance_accounting",
    "commune_land_agriculture",
    "commune_justice",
    "commune_culture_society",
    "commune_military_commander",
]
_COMMUNE_DIVISIONS = [
    "commune_party_board_head",
    "commune_division_head",
    "commune_division_head",
    "commune_service_centre_director",
    "commune_division_deputy_head",
    "commune_division_deputy_head",
    "commune_division_deputy_head",
]
_PARTY_BOARD = ["party_board_head", "party_board_deputy_head", "party_board_deputy_head"]
_DIVISIONS = ["division_head", "division_deputy_head"]

SIZES = {
    ("commune", "state"): 10,
    ("district", "party"): 5,
    ("district", "state"): 6,
    ("district", "front"): 4,
    ("district", "service"): 5,
    ("province", "party"): 14,
    ("province", "state"): 26,
    ("province", "front"): 10,
    ("province", "service"): 32,
}
"""Relative sizes of staff by level and block."""


def size(place: Place) -> int:
    """Relative size of the unit's staff; 0 for what only holds other units together."""
    if place.kind in ("province", "district", "city") or place.code in ("LS-HDND",):
        return 0
    return SIZES[place.level, place.block]


def posts(place: Place, day: date) -> Iterator[str]:
    """Title codes of the unit's posts on ``day``, without end: the last kind of post repeats."""
    if place.level == "commune":
        return _commune(day)
    if place.level == "district":
        return _district(place)
    if place.block == "service":
        return _service(place)
    return _province(place)


def _commune(day: date) -> Iterator[str]:
    if day < REFORM:
        staff = [
            *_COMMUNE_CADRES[:2],
            *_COMMUNE_OFFICERS[:4],
            *_COMMUNE_CADRES[2:5],
            "commune_part_time",
            "commune_front_chair",
        ]
        rest = [*_COMMUNE_UNIONS, *_COMMUNE_OFFICERS[4:]]
        return chain(staff, rest, cycle(["commune_part_time", "village_head", "village_party_secretary"]))
    return chain(_COMMUNE_CADRES, _COMMUNE_DIVISIONS, _COMMUNE_UNIONS, repeat("commune_specialist"))


def _district(place: Place) -> Iterator[str]:
    tail = place.code.rsplit("-", 1)[-1]
    if tail == "DU":
        return chain(
            ["district_party_secretary", "district_party_deputy_secretary"], repeat("district_specialist")
        )
    if tail == "UB":
        leaders = [
            "district_chair",
            "district_deputy_chair",
            "district_council_chair",
            "district_deputy_chair",
        ]
        return chain(leaders, repeat("district_specialist"))
    if tail == "MT":
        return chain(["district_front_chair"], repeat("district_specialist"))
    if tail == "TCT":
        return chain(["service_unit_head", "service_unit_deputy_head"], repeat("lecturer"))
    return chain(["district_division_head", "district_division_deputy_head"], repeat("district_specialist"))


def _service(place: Place) -> Iterator[str]:
    divisions = ["service_division_head", "service_division_deputy_head"]
    if "THPT" in place.name:
        return chain(
            ["school_head", "school_deputy_head", "school_deputy_head"], repeat("teacher_upper_secondary")
        )
    if place.code in ("LS-TCT", "LS-CDLS"):
        heads = ["service_unit_head", "service_unit_deputy_head", *divisions, *divisions]
        return chain(heads, cycle(["lecturer", "lecturer", "lecturer", "service_specialist"]))
    if "Y tế" in place.name or "Bệnh viện" in place.name or "bệnh tật" in place.name:
        heads = ["service_unit_head", "service_unit_deputy_head", *divisions * 3]
        return chain(heads, cycle(["doctor", "nurse", "nurse", "doctor", "service_specialist"]))
    return chain(["service_unit_head", "service_unit_deputy_head", *divisions], repeat("service_specialist"))


def _province(place: Place) -> Iterator[str]:
    staff = cycle(
        ["specialist", "specialist", "specialist", "archivist", "specialist", "accountant", "clerk"]
    )
    if place.code == "LS-TU":
        return chain(["province_party_secretary", "province_party_deputy_secretary"], staff)
    if place.code == "LS-UBND":
        return chain(["province_chair", "province_deputy_chair", "province_deputy_chair"], staff)
    if place.code == "LS-MT":
        return chain(["province_front_chair", "province_front_deputy_chair", *_DIVISIONS], staff)
    if place.block == "front":
        return chain(["province_union_head", "province_union_deputy_head", *_DIVISIONS], staff)
    if place.code == "LS-VPTU":
        return chain(["party_office_chief", "party_office_deputy_chief", *_DIVISIONS], staff)
    if place.block == "party":
        return chain(_PARTY_BOARD, _DIVISIONS, staff)
    if place.code in ("LS-VPUB", "LS-VPHDND"):
        return chain(["province_office_chief", "province_office_deputy_chief", *_DIVISIONS * 3], staff)
    if place.code == "LS-TTR":
        inspectors = cycle(["inspector", "inspector", "specialist"])
        return chain(["province_chief_inspector", *_DIVISIONS * 2], inspectors)
    if place.code.startswith("LS-CC"):
        return chain(["sub_department_head", "sub_department_deputy_head", *_DIVISIONS], staff)
    heads = [
        "department_director",
        "department_deputy_director",
        "department_deputy_director",
        *_DIVISIONS * 4,
    ]
    return chain(heads, staff)
