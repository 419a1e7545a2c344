"""What the invented people held before the first training year of the sample: degrees and certificates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from vun.common.period import add_months
from vun.samples.province.staff import FIRST_DAY, Somebody

SCHOOL = "Trường Chính trị Hoàng Văn Thụ"
ACADEMY = "Học viện Chính trị khu vực I"


@dataclass(frozen=True, slots=True)
class Paper:
    """A degree or certificate: the level's code in the catalogue, and the columns of tables 32.1–32.6."""

    level: str
    name: str
    earned_on: date
    issuer: str
    major: str = ""


_Chances = tuple[tuple[str, int], ...]

# Chances in per cent by title group; what is missing to 100 holds nothing on the scale.
_PROFESSIONAL: dict[str, _Chances] = {
    "part_time_commune": (("CM-SC", 15), ("CM-TC", 45), ("CM-CD", 10), ("CM-DH", 15)),
    "commune_party_leader": (("CM-TC", 6), ("CM-DH", 84), ("CM-THS", 10)),
    "commune_government_leader": (("CM-TC", 9), ("CM-DH", 82), ("CM-THS", 8)),
    "commune_front_leader": (("CM-TC", 18), ("CM-CD", 7), ("CM-DH", 74)),
    "commune_civil_servant": (("CM-TC", 14), ("CM-CD", 8), ("CM-DH", 77)),
    "commune_justice": (("CM-TC", 22), ("CM-DH", 78)),
    "commune_military": (("CM-TC", 45), ("CM-CD", 15), ("CM-DH", 38)),
    "department_head": (("CM-DH", 40), ("CM-THS", 50), ("CM-TS", 10)),
    "department_deputy": (("CM-DH", 45), ("CM-THS", 50), ("CM-TS", 5)),
    "reserve": (("CM-CD", 12), ("CM-DH", 88)),
}
_PROFESSIONAL_ELSE: _Chances = (("CM-CD", 4), ("CM-DH", 76), ("CM-THS", 19), ("CM-TS", 1))

_HIGH: _Chances = (("LLCT-CC", 84), ("LLCT-CN", 6), ("LLCT-TC", 9))
_MIDDLE: _Chances = (("LLCT-CC", 20), ("LLCT-TC", 62))
_THEORY: dict[str, _Chances] = {
    "province_leader": (("LLCT-CC", 85), ("LLCT-CN", 15)),
    "department_head": _HIGH,
    "party_department_head": _HIGH,
    "front_head_province": _HIGH,
    "district_leader": _HIGH,
    "department_deputy": (("LLCT-CC", 74), ("LLCT-TC", 22)),
    "party_department_deputy": (("LLCT-CC", 78), ("LLCT-TC", 20)),
    "front_deputy_province": (("LLCT-CC", 60), ("LLCT-TC", 30)),
    "branch_head": _MIDDLE,
    "division_head": _MIDDLE,
    "party_division_head": (("LLCT-CC", 34), ("LLCT-TC", 56)),
    "branch_deputy": (("LLCT-CC", 8), ("LLCT-TC", 60)),
    "division_deputy": (("LLCT-CC", 8), ("LLCT-TC", 60)),
    "party_division_deputy": (("LLCT-CC", 14), ("LLCT-TC", 64)),
    "district_board_head": _MIDDLE,
    "district_board_deputy": (("LLCT-TC", 66),),
    "district_division_head": _MIDDLE,
    "district_division_deputy": (("LLCT-TC", 62),),
    "commune_party_leader": (("LLCT-CC", 16), ("LLCT-TC", 70), ("LLCT-SC", 6)),
    "commune_government_leader": (("LLCT-CC", 8), ("LLCT-TC", 70), ("LLCT-SC", 10)),
    "commune_front_leader": (("LLCT-TC", 54), ("LLCT-SC", 25)),
    "commune_division_head": (("LLCT-CC", 14), ("LLCT-TC", 58), ("LLCT-SC", 8)),
    "commune_division_deputy": (("LLCT-TC", 52), ("LLCT-SC", 14)),
    "commune_civil_servant": (("LLCT-TC", 24), ("LLCT-SC", 34)),
    "part_time_commune": (("LLCT-SC", 30),),
    "reserve": (("LLCT-SC", 20),),
}
_THEORY_ELSE: _Chances = (("LLCT-TC", 22), ("LLCT-SC", 30))

_PRINCIPAL: _Chances = (("QLNN-CVC", 74), ("QLNN-CV", 18))
_DIVISION: _Chances = (("QLNN-CVC", 40), ("QLNN-CV", 50))
_NOTHING: _Chances = ()
_STATE: dict[str, _Chances] = {
    "province_leader": (("QLNN-CVCC", 80), ("QLNN-CVC", 20)),
    "department_head": (("QLNN-CVCC", 25), ("QLNN-CVC", 65)),
    "party_department_head": (("QLNN-CVCC", 25), ("QLNN-CVC", 60)),
    "department_deputy": _PRINCIPAL,
    "party_department_deputy": _PRINCIPAL,
    "district_leader": _PRINCIPAL,
    "division_head": _DIVISION,
    "division_deputy": _DIVISION,
    "party_division_head": _DIVISION,
    "party_division_deputy": _DIVISION,
    "branch_head": _DIVISION,
    "branch_deputy": _DIVISION,
    "district_division_head": _DIVISION,
    "commune_party_leader": (("QLNN-CVC", 10), ("QLNN-CV", 56)),
    "commune_government_leader": (("QLNN-CVC", 8), ("QLNN-CV", 56)),
    "commune_division_head": (("QLNN-CVC", 12), ("QLNN-CV", 62)),
    "commune_military": (("QLNN-CV", 15),),
    "teacher": _NOTHING,
    "health_staff": _NOTHING,
    "part_time_commune": _NOTHING,
    "reserve": _NOTHING,
}
_STATE_ELSE: _Chances = (("QLNN-CVC", 4), ("QLNN-CV", 62))

_DEFENCE = {
    "province_leader": "QPAN-1",
    "department_head": "QPAN-2",
    "party_department_head": "QPAN-2",
    "front_head_province": "QPAN-2",
    "department_deputy": "QPAN-2",
    "party_department_deputy": "QPAN-2",
    "front_deputy_province": "QPAN-2",
    "district_leader": "QPAN-2",
    "branch_head": "QPAN-3",
    "branch_deputy": "QPAN-3",
    "division_head": "QPAN-3",
    "division_deputy": "QPAN-3",
    "party_division_head": "QPAN-3",
    "party_division_deputy": "QPAN-3",
    "district_board_head": "QPAN-3",
    "district_division_head": "QPAN-3",
    "commune_party_leader": "QPAN-3",
    "commune_government_leader": "QPAN-3",
    "commune_division_head": "QPAN-3",
}
_LEADERSHIP = {
    "department_head": "LDQL-SO",
    "department_deputy": "LDQL-SO",
    "division_head": "LDQL-PHONG",
    "division_deputy": "LDQL-PHONG",
    "party_division_head": "LDQL-PHONG",
    "district_leader": "LDQL-HUYEN",
    "district_division_head": "LDQL-PHONG",
    "commune_party_leader": "LDQL-XA",
    "commune_government_leader": "LDQL-XA",
}
_SKILLS = {
    "teacher": ("KN-CDNN-GV", 80),
    "lecturer": ("KN-CDNN-GVTH", 78),
    "health_staff": ("KN-CDNN-YT", 74),
    "school_leader": ("KN-QLGD", 80),
    "health_leader": ("KN-QLYT", 72),
    "commune_civil_servant": ("KN-CDX", 66),
    "commune_justice": ("KN-HOTICH", 74),
}
_MAJORS = (
    "Luật",
    "Hành chính học",
    "Kế toán",
    "Quản lý đất đai",
    "Kinh tế",
    "Nông nghiệp",
    "Công tác xã hội",
    "Xây dựng",
    "Công nghệ thông tin",
)
_UNIVERSITIES = (
    "Học viện Hành chính Quốc gia",
    "Đại học Thái Nguyên",
    "Đại học Luật Hà Nội",
    "Học viện Nông nghiệp Việt Nam",
    "Đại học Kinh tế Quốc dân",
)
_LANGUAGES = {"02": "TDT-TAY", "07": "TDT-NUNG", "09": "TDT-DAO", "08": "TDT-MONG"}


class PaperMill:
    """Gives each person what people of their post usually hold."""

    def __init__(self, *, seed: int, names: dict[str, str]) -> None:
        """``names``: the name of each level by code, from the catalogue of scales."""
        self._rng = Random(seed)
        self._names = names

    def papers(self, person: Somebody, group: str) -> Iterator[Paper]:
        """Papers of somebody whose latest title is of ``group``, all earned before FIRST_DAY or at recruitment."""
        rng = self._rng
        graduated = person.recruited_on - timedelta(days=rng.randint(60, 700))
        yield Paper("GD-THPT", self._names["GD-THPT"], add_months(graduated, -50), "Sở Giáo dục và Đào tạo")
        degree = self._draw(_PROFESSIONAL.get(group, _PROFESSIONAL_ELSE))
        if degree:
            yield Paper(
                degree, self._names[degree], graduated, rng.choice(_UNIVERSITIES), rng.choice(_MAJORS)
            )
        if degree == "CM-TS":
            yield from self._academic(person, graduated)
        if rng.random() < 0.55:
            yield Paper("TH-CB", self._names["TH-CB"], graduated, "Đại học Thái Nguyên")
        if rng.random() < 0.35:
            language = rng.choice(("NN-B", "NN-BAC2", "NN-BAC3"))
            yield Paper(language, self._names[language], graduated, "Đại học Thái Nguyên", "Tiếng Anh")
        if person.ethnic_group in _LANGUAGES and rng.random() < 0.2:
            spoken = _LANGUAGES[person.ethnic_group]
            yield Paper(spoken, self._names[spoken], graduated, SCHOOL)
        if person.recruited_on < FIRST_DAY - timedelta(days=400):
            yield from self._in_service(person, group)

    def _academic(self, person: Somebody, graduated: date) -> Iterator[Paper]:
        """Academic titles of some doctors, by their numbers, so that nothing else is drawn otherwise."""
        drawn = int(person.national_id[-3:]) % 6
        appointed = add_months(graduated, 24)
        if drawn < 3 and appointed < FIRST_DAY:
            yield Paper("HH-PGS", self._names["HH-PGS"], appointed, "Hội đồng Giáo sư nhà nước")
        if drawn == 0 and add_months(appointed, 48) < FIRST_DAY:
            yield Paper("HH-GS", self._names["HH-GS"], add_months(appointed, 48), "Hội đồng Giáo sư nhà nước")

    def _in_service(self, person: Somebody, group: str) -> Iterator[Paper]:
        rng = self._rng
        theory = self._draw(_THEORY.get(group, _THEORY_ELSE))
        if theory:
            is_high = theory in ("LLCT-CC", "LLCT-CN")
            yield Paper(theory, self._names[theory], self._some_day(person), ACADEMY if is_high else SCHOOL)
        state = self._draw(_STATE.get(group, _STATE_ELSE))
        if state:
            yield Paper(state, self._names[state], self._some_day(person), SCHOOL)
        if rng.random() < 0.9:
            defence = _DEFENCE.get(group, "QPAN-4")
            yield Paper(
                defence, self._names[defence], self._some_day(person), "Bộ Chỉ huy Quân sự tỉnh Lạng Sơn"
            )
        skill, chance = _SKILLS.get(group, ("", 0))
        if rng.random() * 100 < chance:
            yield Paper(skill, self._names[skill], self._some_day(person), SCHOOL)
        if group in _LEADERSHIP and rng.random() < 0.72:
            course = _LEADERSHIP[group]
            yield Paper(course, self._names[course], self._some_day(person), SCHOOL)

    def _draw(self, chances: _Chances) -> str | None:
        drawn = self._rng.random() * 100
        for code, chance in chances:
            drawn -= chance
            if drawn < 0:
                return code
        return None

    def _some_day(self, person: Somebody) -> date:
        """A day in service before the first training year."""
        first = person.recruited_on + timedelta(days=200)
        return first + timedelta(days=self._rng.randrange((FIRST_DAY - first).days))
