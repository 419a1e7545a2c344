"""Which posts a unit of the sample province has, the scarcest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain, cycle, repeat

from vun.samples.province.geography import Place

REFORM = date(2025, 7, 1)
"""Districts end and communes merge: Law 72/2025/QH15."""

_COMMUNE_CADRES = [
    "commune-party-secretary",
    "commune-committee-chair",
    "commune-party-deputy-secretary",
    "commune-council-vice-chair",
    "commune-committee-vice-chair",
    "commune-front-chair",
]
_COMMUNE_UNIONS = [
    "commune-youth-secretary",
    "commune-women-chair",
    "commune-farmers-chair",
    "commune-veterans-chair",
]
_COMMUNE_OFFICERS = [
    "commune-office-statistics",
    "commune-finance",
    "commune-land-rural",
    "commune-justice",
    "commune-culture",
    "commune-military-commander",
]
_COMMUNE_PART_TIME = [
    "village-head",
    "commune-part-time-front",
    "village-secretary",
    "commune-part-time-party",
]
_COMMUNE_DIVISIONS = [
    "commune-party-board-head",
    "commune-office-chief",
    "commune-division-head",
    "commune-service-centre-director",
    "commune-division-deputy-head",
    "commune-division-deputy-head",
    "commune-service-centre-deputy-director",
]
_COMMUNE_STAFF = ["commune-expert"] * 8 + ["commune-junior-officer"]
_STATE_DIVISIONS = ["division-head", "division-deputy-head"]
_PARTY_DIVISIONS = ["party-division-head", "party-division-deputy-head"]
_FRONT_DIVISIONS = ["front-division-head", "front-division-deputy-head"]
_STAFF = ["expert", "expert", "principal-expert", "expert", "archivist", "expert", "junior-officer"]

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
        staff = [*_COMMUNE_CADRES[:2], *_COMMUNE_OFFICERS[:4], *_COMMUNE_CADRES[2:5]]
        rest = ["village-head", "commune-front-chair", *_COMMUNE_UNIONS, *_COMMUNE_OFFICERS[4:]]
        return chain(staff, rest, cycle(_COMMUNE_PART_TIME))
    return chain(_COMMUNE_CADRES, _COMMUNE_DIVISIONS, _COMMUNE_UNIONS, cycle(_COMMUNE_STAFF))


def _district(place: Place) -> Iterator[str]:
    tail = place.code.rsplit("-", 1)[-1]
    if tail == "TCT":
        return chain(["political-centre-director"], repeat("political-school-lecturer"))
    heads = {
        "DU": ["district-party-secretary", "district-party-deputy-secretary"],
        "UB": ["district-committee-chair", "district-committee-vice-chair", "district-council-chair"],
        "VP": ["district-office-chief", "district-division-deputy-head"],
        "MT": ["district-front-chair", "district-union-deputy-head"],
    }
    if place.block == "front":
        usual = ["district-union-head", "district-union-deputy-head"]
    elif place.block == "party":
        usual = ["district-party-board-head", "district-party-board-deputy-head"]
    else:
        usual = ["district-division-head", "district-division-deputy-head"]
    return chain(heads.get(tail, usual), repeat("expert"))


def _service(place: Place) -> Iterator[str]:
    if "THPT" in place.name:
        return chain(["school-head", "school-deputy-head", "school-deputy-head"], repeat("teacher"))
    if place.code == "LS-TCT":
        heads = ["political-school-rector", "political-school-vice-rector", *["faculty-head"] * 3]
        return chain(heads, cycle([*["political-school-lecturer"] * 4, "administrative-employee"]))
    if "Y tế" in place.name or "Bệnh viện" in place.name or "bệnh tật" in place.name:
        heads = ["health-director", "health-deputy-director", *["faculty-head"] * 4]
        return chain(heads, cycle(["doctor", "nurse", "nurse", "doctor", "administrative-employee"]))
    heads = ["service-director", "service-deputy-director", "faculty-head"]
    return chain(heads, cycle(["administrative-employee", "technical-employee"]))


def _province(place: Place) -> Iterator[str]:
    return chain(_province_heads(place), cycle(_STAFF))


_HEADS = {
    "LS-TU": ["province-party-secretary", "province-party-deputy-secretary"],
    "LS-UBND": ["province-committee-chair", "province-committee-vice-chair", "province-committee-vice-chair"],
    "LS-MT": ["front-chair", "front-vice-chair", *_FRONT_DIVISIONS],
    "LS-TD": ["youth-union-secretary", "youth-union-deputy-secretary", *_FRONT_DIVISIONS],
    "LS-VPTU": ["party-office-chief", "party-office-deputy-chief", *_PARTY_DIVISIONS],
    "LS-UBKTTU": ["party-inspection-chair", "party-inspection-vice-chair", *_PARTY_DIVISIONS],
    "LS-VPUB": ["committee-office-chief", "office-deputy-chief", *_STATE_DIVISIONS * 2],
    "LS-VPHDND": ["council-office-chief", "office-deputy-chief", *_STATE_DIVISIONS],
    "LS-TTR": ["chief-inspector", "deputy-chief-inspector", *_STATE_DIVISIONS, "inspector", "inspector"],
    "LS-KKT": ["board-head", "board-deputy-head", *_STATE_DIVISIONS],
    "LS-BDT": ["board-head", "board-deputy-head", *_STATE_DIVISIONS],
}


def _province_heads(place: Place) -> list[str]:
    if place.code in _HEADS:
        return _HEADS[place.code]
    if place.code.startswith("LS-DU"):
        return ["party-bloc-secretary", "party-bloc-deputy-secretary", *_PARTY_DIVISIONS]
    if place.block == "party":
        return ["party-board-head", "party-board-deputy-head", "party-board-deputy-head", *_PARTY_DIVISIONS]
    if place.block == "front":
        return ["union-chair", "union-vice-chair", *_FRONT_DIVISIONS]
    if place.code.startswith("LS-CC"):
        return ["branch-head", "branch-deputy-head"]
    return [
        "department-director",
        "department-deputy-director",
        "department-deputy-director",
        *_STATE_DIVISIONS * 3,
    ]
