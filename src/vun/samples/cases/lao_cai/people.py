"""Who the commune cadres and civil servants are, and what became of each: constructed to meet the published sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

POPULATION = 3631
"""The report says "hơn 3.600"; 1.830 people are 50,4 % of about 3.631, which the file of the report infers."""

DISTRICTS = (
    "Thành phố Lào Cai",
    "Huyện Bát Xát",
    "Huyện Bảo Thắng",
    "Huyện Bảo Yên",
    "Huyện Bắc Hà",
    "Huyện Mường Khương",
    "Huyện Sa Pa",
    "Huyện Si Ma Cai",
    "Huyện Văn Bàn",
)
COMMUNES_A_DISTRICT = 18
CADRE_TITLES = (
    "commune-party-secretary",
    "commune-party-deputy-secretary",
    "commune-council-chair",
    "commune-council-vice-chair",
    "commune-committee-chair",
    "commune-committee-vice-chair",
    "commune-front-chair",
    "commune-youth-secretary",
    "commune-women-chair",
    "commune-farmers-chair",
    "commune-veterans-chair",
)
CIVIL_SERVANT_TITLES = (
    "commune-military-commander",
    "commune-office-statistics",
    "commune-land-rural",
    "commune-finance",
    "commune-culture",
    "commune-justice",
)
_CIVIL_SERVANTS_A_COMMUNE = 11
_TITLES = (
    *CADRE_TITLES,
    *(CIVIL_SERVANT_TITLES[place % len(CIVIL_SERVANT_TITLES)] for place in range(_CIVIL_SERVANTS_A_COMMUNE)),
)


class Path(Enum):
    """How somebody stands to the standard, and which long course they took."""

    AT_STANDARD_BY_COURSE = auto()
    """Holds the professional certificate from a course that ended by 2014, and all else from before."""
    AT_STANDARD_HIGHER = auto()
    """Was at standard before 2010 and went on to a college or university degree."""
    REACHED_IN_2015 = auto()
    """Lacked only the professional certificate, and earned it in 2015."""
    STILL_STUDYING = auto()
    """Lacks the professional certificate and studies for it beyond 2015."""
    HIGHER_BUT_LACKING = auto()
    """Went on to a degree, but lacks another clause."""
    LACKING = auto()
    """Lacks another clause and took no long course."""


PATHS: Mapping[Path, int] = {
    Path.AT_STANDARD_BY_COURSE: 716,
    Path.AT_STANDARD_HIGHER: 805,
    Path.REACHED_IN_2015: 309,
    Path.STILL_STUDYING: 800,
    Path.HIGHER_BUT_LACKING: 720,
    Path.LACKING: 281,
}
"""1.521 at standard at the end of 2014, 309 more a year later; 1.825 in intermediate courses, 1.525 in higher ones."""

# Walks over everybody in steps, so that each path has people of every district and title. 3.631 is prime.
_STRIDE = 1009


@dataclass(frozen=True, slots=True)
class Officer:
    """One commune cadre or civil servant."""

    district: int
    commune: int
    title: str
    path: Path

    @property
    def is_cadre(self) -> bool:
        return self.title in CADRE_TITLES


def officers() -> list[Officer]:
    """All 3.631, commune by commune, posts in the order of protocol; the last ones fill up the first communes."""
    communes = len(DISTRICTS) * COMMUNES_A_DISTRICT
    paths = list(_paths_in_turn())
    chosen: list[Officer] = []
    for number in range(POPULATION):
        place, commune = divmod(number, communes)
        title = _TITLES[place % len(_TITLES)] if place < len(_TITLES) else "commune-culture"
        chosen.append(
            Officer(
                district=commune // COMMUNES_A_DISTRICT,
                commune=commune % COMMUNES_A_DISTRICT,
                title=title,
                path=paths[number * _STRIDE % POPULATION],
            )
        )
    return chosen


def _paths_in_turn() -> Iterator[Path]:
    for path, how_many in PATHS.items():
        yield from [path] * how_many


@dataclass(frozen=True, slots=True)
class Course:
    """A kind of course held over and over: whose, when, in classes of at most sixty."""

    programme: str
    paths: tuple[Path, ...]
    start_on: date
    end_on: date


INTERMEDIATE, HIGHER = "intermediate", "higher"
KEY_POSTS, CIVIL_SERVANTS = "key-posts", "civil-servants"

LONG_COURSES = (
    Course(INTERMEDIATE, (Path.AT_STANDARD_BY_COURSE,), date(2011, 9, 5), date(2013, 6, 28)),
    Course(INTERMEDIATE, (Path.REACHED_IN_2015,), date(2013, 9, 2), date(2015, 6, 26)),
    Course(INTERMEDIATE, (Path.STILL_STUDYING,), date(2015, 9, 7), date(2017, 6, 30)),
    Course(HIGHER, (Path.AT_STANDARD_HIGHER, Path.HIGHER_BUT_LACKING), date(2010, 9, 6), date(2014, 6, 27)),
)
SHORT_COURSES: Mapping[str, int] = {KEY_POSTS: 2530, CIVIL_SERVANTS: 3845}
"""Turns of fostering, within what "trên 2.500" and "trên 3.800" allow."""
SHORT_COURSE_DAYS = tuple(date(year, month, 5) for month in (3, 5, 8, 10) for year in range(2010, 2016))
LOCAL_BUDGET, CENTRAL_BUDGET = "province_training", "central_budget"
COSTS: Mapping[str, int] = {LOCAL_BUDGET: 26_850_000_000, CENTRAL_BUDGET: 4_300_000_000}
"""Đồng by source, within "hơn 26,8 tỷ" of the province and "trên 31 tỷ" in all."""
