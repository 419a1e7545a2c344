"""Titles as files write them: taken for one of the catalogue only where it is meant, and what is nearest told else."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.people import make_title
from vun.common.errors import Problem
from vun.exchange.matching.titles import TitleIndex

pytestmark = pytest.mark.django_db

ON = date(2026, 1, 1)
HOSPITAL = ("province", "service", "Bệnh viện đa khoa")
OFFICE = ("province", "state", "Văn phòng Đoàn ĐBQH và HĐND tỉnh")


@pytest.fixture
def titles() -> TitleIndex:
    for name in (
        "Trưởng đoàn đại biểu Quốc hội tỉnh",
        "Phó Trưởng đoàn đại biểu Quốc hội tỉnh",
        "Chánh Văn phòng Đoàn ĐBQH và HĐND tỉnh",
        "Phó Chánh Văn phòng (cấp sở)",
        "Phó Chánh Văn phòng Tỉnh ủy",
        "Trưởng phòng thuộc Sở",
        "Phó Trưởng phòng thuộc Sở",
        "Trưởng khoa, phòng thuộc đơn vị sự nghiệp",
        "Trưởng thôn, khối trưởng",
        "Chuyên viên chính",
    ):
        make_title(name)
    make_title("Viên chức hành chính", code="administrative-employee")
    return TitleIndex(ON, {})


def test_a_head_in_a_hospital_does_not_lead_the_province_s_deputies(titles: TitleIndex) -> None:
    with pytest.raises(Problem) as found:
        titles.find("Trưởng khoa", *HOSPITAL)
    assert found.value.params["suggestion"] == "Trưởng khoa, phòng thuộc đơn vị sự nghiệp"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Trưởng Đoàn ĐBQH tỉnh", "Trưởng đoàn đại biểu Quốc hội tỉnh"),
        ("Phó Trưởng đoàn ĐBQH", "Phó Trưởng đoàn đại biểu Quốc hội tỉnh"),
        ("Chánh VP Đoàn đại biểu Quốc hội và HĐND tỉnh", "Chánh Văn phòng Đoàn ĐBQH và HĐND tỉnh"),
        ("Chánh VP HĐND tỉnh", "Chánh Văn phòng Đoàn ĐBQH và HĐND tỉnh"),
    ],
)
def test_the_delegation_of_deputies_is_known_short_and_in_full(
    titles: TitleIndex, written: str, meant: str
) -> None:
    assert titles.find(written, *OFFICE).name == meant


@pytest.mark.parametrize(
    ("block", "unit", "meant"),
    [
        ("state", "Sở Y tế", "Phó Chánh Văn phòng (cấp sở)"),
        ("party", "Văn phòng Tỉnh ủy", "Phó Chánh Văn phòng Tỉnh ủy"),
    ],
)
def test_a_title_of_the_party_s_is_meant_only_in_the_party_where_others_have_one_too(
    titles: TitleIndex, block: str, unit: str, meant: str
) -> None:
    assert titles.find("Phó Chánh VP", "province", block, unit).name == meant


@pytest.mark.parametrize(
    ("written", "near"),
    [
        # Neither a deputy for a head nor whatever else has "trưởng" in its name.
        ("Trưởng phòng", "Trưởng phòng thuộc Sở; Trưởng khoa, phòng thuộc đơn vị sự nghiệp"),
        ("Phó phòng", "Phó Trưởng phòng thuộc Sở"),
        ("Trưởng thôn", "Trưởng thôn, khối trưởng"),
        ("Chuyen vin chnh", "Chuyên viên chính"),
        ("Chuyên viên chính tổng hợp", "Chuyên viên chính"),
        ("Tổ trưởng", ""),
        ("Lái xe", "Viên chức hành chính"),
    ],
)
def test_what_is_nearest_is_told_and_nothing_that_only_sounds_like_it(
    titles: TitleIndex, written: str, near: str
) -> None:
    with pytest.raises(Problem) as found:
        titles.find(written, "commune", "service", "Trung tâm Y tế")
    assert found.value.params["suggestion"] == near
