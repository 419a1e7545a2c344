"""Fields that several kinds share: whom a row is about, of which unit."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any

from vun.common.errors import Problem
from vun.common.text import fold
from vun.engines.sheets.values import Day
from vun.exchange import cells
from vun.exchange.matching.people import FoundPerson
from vun.exchange.matching.units import FoundUnit
from vun.exchange.model import Doubt, Row
from vun.exchange.session import Session
from vun.records.people.domain import Sex

_NAMED_YEAR = re.compile(r"(?:năm|NĂM|Năm)\s+((?:19|20)\d\d)")
_ANY_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


_BIRTH_AFTER_NAME = re.compile(
    r"^(\D+?)[\s,;(\-–:]*(?:\b(?:sinh(?: ngày| năm)?|sn|ns))?[\s.:]*(\d[\d/.\- ]*)\)?$", re.IGNORECASE
)


def finish_name(session: Session, row: Row) -> None:
    """Put a name in two columns together, and part one that stands in a cell with the birth date."""
    if "name_and_birth" in row.values:
        _part_name(session, row, row.values.pop("name_and_birth"))
    family, given = row.values.pop("family_name", ""), row.values.pop("given_name", "")
    given = given and cells.values.read_name(given)
    if given and row.get("full_name") and not family:
        family = row.values["full_name"]
    if family and given:
        row.values["full_name"] = cells.values.read_name(f"{family} {given}")
    elif family and not row.get("full_name"):
        row.values["full_name"] = cells.values.read_name(family)


def _part_name(session: Session, row: Row, text: str) -> None:
    found = _BIRTH_AFTER_NAME.match(text)
    name, birth = (found[1], found[2].strip()) if found else (text, "")
    for field, told, read in (("full_name", name, cells.name), ("birth_on", birth, cells.birth)):
        if not told or field in row.values:
            continue
        try:
            value = read(told)
        except Problem as problem:
            problem.params["value"] = text
            session.error(row, "name_and_birth", problem)
            row.unread += (field,)
            continue
        if isinstance(value, Doubt):
            session.warn(row, "name_and_birth", value.problem)
            value = value.value
        row.values[field] = value


def finish_birth(session: Session, row: Row) -> None:
    """Put a birth date told in several columns together, and take the sex from where it stands."""
    for name, sex in (("birth_male", Sex.MALE), ("birth_female", Sex.FEMALE)):
        if row.has_unread(name):
            row.values.setdefault("sex", sex)
        found = row.values.pop(name, None)
        if found is not None:
            row.values.setdefault("birth_on", found)
            row.values.setdefault("sex", sex)
    parts = [row.values.pop(f"birth_{part}", 0) for part in ("day", "month", "year")]
    if any(parts) and "birth_on" not in row.values:
        text = "/".join(str(part) for part in parts if part)
        try:
            found = cells.birth(text)
        except Problem as problem:
            session.error(row, "birth_year", problem)
            return
        if isinstance(found, Doubt):
            session.warn(row, "birth_year", found.problem)
            found = found.value
        row.values["birth_on"] = found


_UNIT_STARTS = {
    "xa", "phuong", "thi", "dac", "huyen", "thanh", "so", "ban", "van", "truong", "trung", "chi", "phong", "benh",
    "bao", "dai", "hoi", "uy", "ubnd", "dang", "tinh", "vien", "lien", "doan", "mat", "cong",
}  # fmt: skip
_AFTER_UNIT = re.compile(
    r"\s*(?:\(|,?\s+(?:năm|quý|tháng|tính đến|đến ngày|đến tháng|giai đoạn|thời điểm|có mặt)\s)",
    re.IGNORECASE,
)


_UNIT_LABELS = frozenset(
    ("don vi", "co quan", "ten don vi", "don vi cong tac", "co quan don vi", "co quan don vi su dung cbccvc")
)
_COUNTED = re.compile(
    r"\s*:\s*\d+\s*(?:người|đ/c|đồng chí|cán bộ|công chức|viên chức|học viên)?\s*$", re.IGNORECASE
)


def section_unit(session: Session, row: Row) -> FoundUnit | None:
    """The unit the section names under which the row stands, or the titles above the table; None when none does."""
    found, is_unknown = _unit_of_section(session, row)
    if found is not None or is_unknown:
        return found
    for text in reversed(row.table.titles):
        label, _, value = text.partition(":")
        if value and fold(label) in _UNIT_LABELS:
            text = value
        if (found := session.units.find_quietly(text.strip()) or _unit_ending(session, text)) is not None:
            _tell_place(session, row, found)
            return found
    return None


def _unit_of_section(session: Session, row: Row) -> tuple[FoundUnit | None, bool]:
    """The unit its section names; whether it names one that is not known, so that none above the table will do."""
    around = (*row.section, *row.table.titles[-6:])
    for text in reversed(row.section):
        label, _, value = text.partition(":")
        is_labelled = bool(value) and fold(label) in _UNIT_LABELS
        named = value.strip() if is_labelled else strip_numbering(text)
        if (found := session.units.find_quietly(named, around)) is not None:
            return found, False
        if is_labelled:
            return None, True
    return None, False


def _unit_ending(session: Session, title: str) -> FoundUnit | None:
    """The unit a title ends with: "Danh sách cán bộ, công chức xã Quốc Khánh năm 2026"."""
    words = _AFTER_UNIT.split(title, maxsplit=1)[0].strip(" .,;:").split()
    for place, word in enumerate(words):
        if place and fold(word) in _UNIT_STARTS:
            found = session.units.find_quietly(" ".join(words[place:]))
            if found is not None:
                return found
    return None


def _tell_place(session: Session, row: Row, found: FoundUnit) -> None:
    """That the unit was taken from above the table, once for a table."""
    told: set[tuple[int, int]] = session.extra.setdefault("units_by_title", set())
    key = (id(row.table), found.pk)
    if key not in told:
        told.add(key)
        session.note(row.table, Problem("import.unit_by_title", unit=found.name))


def strip_numbering(text: str) -> str:
    """A section's heading without its number and what is counted after it: "II. Phòng Nội vụ (12 người)"."""
    text = _COUNTED.sub("", text)
    head = text.split("(")[0].split(":")[0] if ":" in text[-3:] or "(" in text else text
    first, _, rest = head.strip().partition(" ")
    bare = first.strip(".)-/")
    is_sign = set(bare) <= set("IVXLC") or (len(bare) == 1 and bare.isalpha())
    is_number = bare.isdigit() or (bool(bare) and is_sign and first != bare)
    return (rest if is_number and rest else head).strip(" .-–:")


def find_unit(session: Session, row: Row, *, is_needed: bool = True) -> FoundUnit | None:
    """The unit of the row: named in its column, by its section or title, or the only one the actor keeps.

    Errors and doubts are told; None when there is none.
    """
    text = row.get("unit")
    if text and row.section and row.table.column_of("unit") is None:
        # A section is nearer than what the lines above the table say of all of it.
        found_by_section, is_unknown = _unit_of_section(session, row)
        if found_by_section is not None:
            return found_by_section
        text = "" if is_unknown else text
    if text:
        near = [*row.section, *row.table.titles[-6:]]
        try:
            found = session.units.find(text, near)
        except Problem as problem:
            session.error(row, "unit", problem)
            return None
        if found.doubt is not None:
            session.warn(row, "unit", found.doubt)
        return found
    found_by_place = section_unit(session, row)
    if found_by_place is not None:
        return found_by_place
    home = session.units.home
    if home is not None and home in session.units.by_id:
        return FoundUnit(home, session.units.by_id[home].name)
    if is_needed and not row.has_unread("unit"):
        has_column = row.table.column_of("unit") is not None
        session.error(row, "unit", Problem("import.unit_blank" if has_column else "import.unit_missing"))
    return None


def find_person(session: Session, row: Row, unit_id: int | None = None) -> FoundPerson | None:
    """Whom the row is about; errors and doubts are told; None when nobody is found."""
    number, name = row.get("national_id", ""), row.get("full_name", "")
    birth: Day | None = row.get("birth_on")
    if not number and not name:
        session.error(row, "full_name", Problem("import.nobody_named"))
        return None
    try:
        found = session.people.find(number=number, name=name, birth=birth, unit_id=unit_id)
    except Problem as problem:
        session.error(row, "national_id" if number and not name else "full_name", problem)
        return None
    if found.doubt is not None:
        session.warn(row, "full_name", found.doubt)
    return found


def require(session: Session, row: Row, name: str, label: str) -> Any:
    """The value of a field, or None after telling that it is missing."""
    value = row.get(name)
    if value in (None, "") and not row.has_unread(name):
        session.error(row, name, Problem("import.missing", label=label))
        return None
    return value


_FULL_DAY = r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})(?:\s*[/.\-]\s*(\d{4}))?"
_DAY_TO_DAY = re.compile(rf"{_FULL_DAY}(?:\s*(?:-|–|—|đến hết|đến|tới|->|→)\s*(?:ngày\s*)?{_FULL_DAY})?")


def days_in(text: str) -> tuple[date, date] | None:
    """First and last day of "từ ngày 05/3 đến 29/3/2024", or the only day there is; None when it tells none."""
    found = _DAY_TO_DAY.search(re.sub(r"ngày\s*", "", text.lower()))
    if found is None:
        return None
    day, month, year, last_day, last_month, last_year = (int(part) if part else 0 for part in found.groups())
    last = (last_year or year, last_month or month, last_day or day)
    try:
        first_on, last_on = date(year or last[0], month, day), date(*last)
    except ValueError:
        return None
    return (first_on, last_on) if first_on <= last_on else None


_MONTH = r"(?:tháng\s*)?(\d{1,2})\s*[/.\-]\s*(\d{4})"
_MONTH_TO_MONTH = re.compile(
    rf"(?<![\d/.]){_MONTH}\s*(?:-|–|—|đến hết|đến|tới|->|→)\s*{_MONTH}(?![\d/.])", re.IGNORECASE
)


def months_in(text: str) -> tuple[date, date] | None:
    """First day of the first and last day of the last month of "3/2019 - 9/2019"; None when it tells none."""
    found = _MONTH_TO_MONTH.search(text)
    if found is None:
        return None
    month, year, last_month, last_year = map(int, found.groups())
    if not (1 <= month <= 12 and 1 <= last_month <= 12) or (year, month) > (last_year, last_month):
        return None
    return date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])


def year_in(lines: Iterable[str]) -> int | None:
    """The only year that titles speak of as "năm 2025", or at all; None when there are several or none."""
    text = " ".join(lines)
    for pattern in (_NAMED_YEAR, _ANY_YEAR):
        years = set(pattern.findall(text))
        if len(years) == 1:
            return int(years.pop())
    return None
