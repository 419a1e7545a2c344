"""The 12-digit national ID (số định danh cá nhân, số CCCD).

Its digits are PPP G YY NNNNNN: place of birth registration, century and sex, last two digits of the birth year, number
(Circular 59/2021/TT-BCA). The place says nothing about where somebody works.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from vun.common.errors import Problem
from vun.records.people.domain.kinds import Sex

_TWELVE_DIGITS = re.compile(r"[0-9]{12}")
_SPACES = re.compile(r"\s")


class NationalIdDoubt(StrEnum):
    """What in a national ID disagrees with what is known of the person. A reason to look again, not to refuse."""

    CENTURY = "century"
    SEX = "sex"
    BIRTH_YEAR = "birth_year"


def read_national_id(text: str) -> str:
    """The twelve digits in ``text``, spaces between them left out; empty text stays empty.

    A leading zero lost in a spreadsheet is not put back: 20080000001.0 has twelve digits too, and is none of them.
    Raises Problem ``people.national_id_format``.
    """
    digits = _SPACES.sub("", text)
    if digits and not _TWELVE_DIGITS.fullmatch(digits):
        raise Problem("people.national_id_format", field="national_id")
    return digits


def is_national_id(text: str) -> bool:
    """Whether ``text``, its spaces left out, is twelve digits."""
    return _TWELVE_DIGITS.fullmatch(_SPACES.sub("", text)) is not None


def doubts_about(national_id: str, birth_on: date, sex: Sex) -> tuple[NationalIdDoubt, ...]:
    """Where the digits disagree with birth date and sex; an empty number raises no doubt."""
    if not national_id:
        return ()
    century, id_sex = divmod(int(national_id[3]), 2)
    doubts = []
    if 19 + century != birth_on.year // 100:
        doubts.append(NationalIdDoubt.CENTURY)
    if (Sex.MALE, Sex.FEMALE)[id_sex] is not sex:
        doubts.append(NationalIdDoubt.SEX)
    if int(national_id[4:6]) != birth_on.year % 100:
        doubts.append(NationalIdDoubt.BIRTH_YEAR)
    return tuple(doubts)


def mask(national_id: str) -> str:
    """``020*******45``: enough to recognise one's own, too little to use."""
    return f"{national_id[:3]}{'*' * 7}{national_id[-2:]}" if national_id else ""
