"""What a row of a roster says: who somebody is, and the post they hold."""

from __future__ import annotations

import re
from datetime import date

from vun.common.errors import Problem
from vun.common.numbers import format_date
from vun.common.period import Period
from vun.common.text import fold
from vun.engines.sheets.values import Day, Precision
from vun.exchange.kinds import common
from vun.exchange.matching.units import FoundUnit
from vun.exchange.model import Row
from vun.exchange.session import Session
from vun.records.people.domain import AppointmentRow, PersonDetails, Sex, doubts_about
from vun.records.people.domain.rules import problems_of_details, problems_of_post, problems_of_title
from vun.records.people.models import EthnicGroup, Rank

_RANKS = {
    "cvcc": "Chuyên viên cao cấp",
    "cvc": "Chuyên viên chính",
    "cv": "Chuyên viên",
    "cs": "Cán sự",
    "nv": "Nhân viên",
    "ktv": "Kế toán viên",
    "ttv": "Thanh tra viên",
}
"""Ranks as rosters shorten them."""
_BIRTH = ("birth_on", "birth_male", "birth_female", "birth_day", "birth_month", "birth_year")


class Roster:
    """Reads rows; errors and doubts are told to the session. ``units`` are those met in posts so far."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.units: set[int] = set()
        self._groups = {fold(group.name): group.code for group in EthnicGroup.objects.all()}
        self._ranks = {fold(rank.name): rank.code for rank in reversed(Rank.objects.all())} | {
            _bare(rank.code): rank.code for rank in Rank.objects.all()
        }

    def details(self, row: Row) -> PersonDetails | None:
        session = self._session
        name = common.require(session, row, "full_name", "Họ và tên")
        birth: Day | None = row.get("birth_on")
        if birth is None and not any(row.has_unread(name) for name in _BIRTH):
            session.error(row, "birth_on", Problem("import.missing", label="Ngày sinh"))
        number = row.get("national_id", "")
        sex = self._sex(row, number)
        group = self._ethnic_group(row)
        if row.has_errors() or birth is None or name is None or sex is None:
            return None
        details = PersonDetails(
            full_name=name,
            birth_on=birth.on,
            sex=sex,
            national_id=number,
            ethnic_group=group,
            party_joined_on=row.get("party_joined_on"),
            party_official_on=row.get("party_official_on"),
            recruited_on=row.get("recruited_on"),
            phone=row.get("phone", ""),
            email=row.get("email", ""),
        )
        for problem in problems_of_details(details, session.today):
            session.error(row, problem.field or "", problem)
        if number and birth.precision >= Precision.YEAR:
            for doubt in doubts_about(number, birth.on, sex):
                session.warn(row, "national_id", Problem("import.identity_doubt", value=number, doubt=doubt))
        return None if row.has_errors() else details

    def _sex(self, row: Row, number: str) -> Sex | None:
        session = self._session
        sex: Sex | None = row.get("sex")
        if row.get("is_female") and row.get("is_male"):
            session.error(row, "is_female", Problem("import.sex_twice"))
            return None
        if sex is None and (row.get("is_female") is not None or row.get("is_male") is not None):
            sex = Sex.FEMALE if row.get("is_female") else Sex.MALE
        if sex is None and row.table.column_of("is_female") and not row.table.column_of("is_male"):
            sex = Sex.MALE  # the only column is for marking women
        if sex is None and number:
            sex = (Sex.MALE, Sex.FEMALE)[int(number[3]) % 2]
            session.warn(row, "national_id", Problem("import.sex_by_number", value=number, sex=sex))
        if sex is None and not row.has_unread("sex"):
            session.error(row, "sex", Problem("import.missing", label="Giới tính"))
        return sex

    def _ethnic_group(self, row: Row) -> str:
        text = row.get("ethnic_group", "")
        if not text:
            return ""
        key = fold(text)
        for each in (
            key,
            key.removeprefix("dan toc "),
            key.replace("hmong", "mong").replace("h mong", "mong"),
        ):
            if each in self._groups:
                return self._groups[each]
        if text.zfill(2) in self._groups.values():
            return text.zfill(2)
        self._session.error(row, "ethnic_group", Problem("import.ethnic_group_unknown", value=text))
        return ""

    def post(self, row: Row) -> AppointmentRow | None:
        """The post, or None for somebody without one, told; errors are told."""
        session = self._session
        text, unit = self._title_and_unit(row)
        if not text and not row.get("unit") and unit is None:
            session.warn(row, "title", Problem("import.no_post"))
            return None
        unit = self._of_the_day(row, unit or common.find_unit(session, row))
        if not text:
            common.require(session, row, "title", "Chức vụ")
            return None
        if unit is None:
            return None  # "Trưởng phòng" of a department is another title than a commune's
        column = "title" if row.get("title") else "title_and_unit"
        facts = session.units.by_id[unit.pk]
        try:
            title = session.titles.find(text, facts.level, facts.block, unit.name)
        except Problem as problem:
            session.error(row, column, problem)
            return None
        if title.doubt is not None:
            session.warn(row, column, title.doubt)
        self.units.add(unit.pk)
        return AppointmentRow(
            unit_id=unit.pk,
            title=title.code,
            start_on=self._first_day(row, unit.pk, title.code),
            kind=row.get("staff_kind"),
            rank=self._rank(row),
            management_tier=row.get("tier"),
            is_primary=not row.get("is_concurrent", False),
        )

    def _of_the_day(self, row: Row, unit: FoundUnit | None) -> FoundUnit | None:
        """The unit, or of one that is no more the only one that came out of it; both are told."""
        session = self._session
        if unit is None or session.units.exists(unit.pk):
            return unit
        facts = session.units.by_id[unit.pk]
        if facts.end_on is None or facts.end_on > session.on:
            return unit
        heirs = session.units.successors(unit.pk)
        column = "unit" if row.get("unit") else "title_and_unit"
        if len(heirs) != 1:
            names = "; ".join(each.name for each in heirs[:4])
            problem = Problem("import.unit_over", unit=unit.name, day=facts.end_on, suggestion=names)
            session.error(row, column, problem)
            return None
        (heir,) = heirs
        problem = Problem("import.unit_succeeded", unit=unit.name, day=facts.end_on, successor=heir.name)
        session.warn(row, column, problem)
        return FoundUnit(heir.pk, heir.name)

    def _title_and_unit(self, row: Row) -> tuple[str, FoundUnit | None]:
        text: str = row.get("title", "")
        both: str = row.get("title_and_unit", "")
        if not both:
            return text, None
        units = self._session.units
        if row.get("unit"):
            return text or both, None
        for sign in (",", ";", " - ", " – ", "\n"):
            head, found, tail = both.partition(sign)
            if found and (unit := units.find_quietly(tail.strip())):
                return text or head.strip(), unit
        words = both.split(" ")
        for length in range(len(words) - 1, 0, -1):
            if unit := units.find_quietly(" ".join(words[-length:])):
                return text or " ".join(words[:-length]).strip(" ,-") or both, unit
        return text or both.split(",")[0], None

    def _first_day(self, row: Row, unit_id: int, title: str) -> date:
        """The day the post began; where the file says none, the day it speaks of.

        Units and titles were made anew in mergers, posts in them begin with them: an earlier day is that of the post
        before, and told.
        """
        said: date | None = row.get("post_since")
        unit = self._session.units.by_id[unit_id]
        valid_from = self._session.titles.by_code[title].valid_from
        earliest = max(unit.start_on, valid_from or unit.start_on)
        if said is None:
            return max(self._session.on, earliest)
        if said < earliest:
            problem = Problem(
                "import.post_before_unit", value=format_date(said), unit=unit.name, day=earliest
            )
            self._session.warn(row, "post_since", problem)
            return earliest
        return said

    def _rank(self, row: Row) -> str:
        text = row.get("rank", "")
        if not text:
            return ""
        for each in (text, _RANKS.get(fold(text), ""), *re.split(r"[(),;\-–/]", text)):
            if (found := self._ranks.get(fold(each)) or self._ranks.get(_bare(each))) is not None:
                return found
        self._session.warn(row, "rank", Problem("import.rank_unknown", value=text))
        return ""

    def check_post(self, row: Row, post: AppointmentRow, birth_on: date) -> None:
        session = self._session
        if row.get("post_since") is None:
            session.warn(row, "", Problem("import.post_day_unknown", day=post.start_on))
        elif post.start_on > session.today:
            session.error(
                row,
                "post_since",
                Problem("import.day_in_future", value=format_date(post.start_on), day=post.start_on),
            )
        unit = session.units.by_id[post.unit_id]
        title = session.titles.by_code[post.title]
        life = Period(unit.start_on, unit.end_on)
        problems = [
            *problems_of_title(title.name, title.valid_from, title.valid_to, post.start_on),
            *problems_of_post(post, birth_on, life, unit.name),
        ]
        for problem in problems:
            session.error(row, "post_since" if problem.field == "on" else problem.field or "title", problem)


def _bare(code: str) -> str:
    """A rank's code as 01.003, 01003 and 1.003 have it in common: a spreadsheet takes codes for numbers."""
    return re.sub(r"[^0-9a-z]", "", fold(code)).lstrip("0")
