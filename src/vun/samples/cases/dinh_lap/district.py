"""The district as the report tells it, and what is constructed to meet its sums."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vun.records.standards.domain import Branch, StudyMode
from vun.samples.cases.courses import Course

PROVINCE, DISTRICT, TOWNSHIP, SCHOOL, CENTRE = "LS", "DL", "DL-2", "TCT-HVT", "DL-TTCT"
COMMUNES = (
    "Thị trấn Đình Lập",
    "Thị trấn Nông trường Thái Bình",
    *(f"Xã số {place}" for place in range(1, 11)),
)
"""The report names one of the twelve."""

EMPLOYEES, COLLEGE_OR_HIGHER, INTERMEDIATE_OR_HIGHER = 1188, 796, 199
TOWNSHIP_CADRES, TOWNSHIP_INTERMEDIATE, TOWNSHIP_ELEMENTARY = 18, 9, 4
ADVANCED_CANDIDATES = 4
KEY_POSTS_OF_DISTRICT = (
    "district-party-secretary",
    "district-party-deputy-secretary",
    "district-party-deputy-secretary",
    "district-council-chair",
    "district-council-vice-chair",
    "district-committee-chair",
    "district-committee-vice-chair",
    "district-committee-vice-chair",
)
KEY_POSTS_OF_COMMUNE = ("commune-party-secretary", "commune-committee-chair")
OTHER_POSTS_OF_TOWNSHIP = (
    "commune-party-deputy-secretary",
    "commune-council-vice-chair",
    "commune-committee-vice-chair",
    "commune-front-chair",
    "commune-youth-secretary",
    "commune-women-chair",
    "commune-farmers-chair",
    "commune-veterans-chair",
    "commune-military-commander",
    *("commune-office-statistics",) * 2,
    *("commune-land-urban",) * 2,
    "commune-finance",
    "commune-culture",
    "commune-justice",
)

_INTERMEDIATE, _ELEMENTARY, _SKILLS = (
    "Trung cấp LLCT - hành chính tại huyện",
    "Sơ cấp LLCT tại huyện",
    "Bồi dưỡng nghiệp vụ tại huyện",
)
COURSES: Mapping[str, Course] = {
    "dl.2017.tc": Course(
        _INTERMEDIATE, Branch.TRAINING, "political_theory", 68, date(2016, 3, 14), date(2017, 10, 20),
        cohort="2016-2017", host=CENTRE, grants="LLCT-TCHC",
    ),
    "dl.2017.sc": Course(
        _ELEMENTARY, Branch.TRAINING, "political_theory", 41, date(2017, 5, 8), date(2017, 6, 30),
        host=CENTRE, grants="LLCT-SC",
    ),
    "dl.2018.tc": Course(
        _INTERMEDIATE, Branch.TRAINING, "political_theory", 69, date(2018, 3, 12), date(2019, 10, 25),
        cohort="2018-2019", host=CENTRE, grants="LLCT-TCHC", is_over=False,
    ),
    "dl.2018.sc": Course(
        _ELEMENTARY, Branch.TRAINING, "political_theory", 26, date(2018, 8, 6), date(2018, 9, 28),
        host=CENTRE, grants="LLCT-SC",
    ),
    "dl.tcttr": Course(
        "Trung cấp LLCT - hành chính (tập trung, Trường Chính trị Hoàng Văn Thụ)", Branch.TRAINING,
        "political_theory", 12, date(2018, 9, 10), date(2019, 6, 28), mode=StudyMode.FULL_TIME, host=SCHOOL,
        grants="LLCT-TCHC", is_over=False,
    ),
    "skills-2017": Course(
        _SKILLS, Branch.FOSTERING, "post_skills", 420, date(2017, 8, 14), date(2017, 8, 18), classes=9, host=CENTRE
    ),
    "skills-2018": Course(
        _SKILLS, Branch.FOSTERING, "post_skills", 473, date(2018, 7, 16), date(2018, 7, 20), classes=10, host=CENTRE
    ),
}  # fmt: skip
"""By the figure that counts their learners. "Gần 20 lớp", "gần 900 lượt": constructed within what the words allow."""
