"""What a file says of somebody on record, beside what stands there."""

from __future__ import annotations

from datetime import date
from typing import Any

from vun.common.numbers import format_date
from vun.common.text import clean, sort_key
from vun.engines.sheets.values import Day
from vun.exchange.matching.people import KnownPerson
from vun.exchange.model import Change, Row
from vun.exchange.session import Session
from vun.records.people.domain import PersonDetails, Sex
from vun.records.people.identity import national_id_index
from vun.records.people.models import Person
from vun.records.people.queries import national_id_of

_NAMES = {
    "full_name": "Họ và tên", "birth_on": "Ngày sinh", "sex": "Giới tính", "national_id": "Số CCCD",
    "ethnic_group": "Dân tộc", "party_joined_on": "Ngày vào Đảng", "party_official_on": "Ngày chính thức",
    "recruited_on": "Ngày tuyển dụng", "phone": "Điện thoại", "email": "Thư điện tử",
}  # fmt: skip
_SECRET = ("national_id", "ethnic_group", "party_joined_on", "party_official_on")


def _shown(name: str, value: Any) -> str:
    if name in _SECRET:
        return "***" if value else ""
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, Sex):
        return "Nam" if value is Sex.MALE else "Nữ"
    return clean(str(value)) if value else ""


def changed_details(
    session: Session, row: Row, known: KnownPerson, details: PersonDetails
) -> tuple[list[Change], PersonDetails | None]:
    """What the file says otherwise; what it leaves out stays as it is."""
    birth: Day = row.values["birth_on"]
    stored: dict[str, Any] = {
        "full_name": known.full_name,
        "birth_on": known.birth_on,
        "sex": Sex(known.sex),
        "ethnic_group": known.ethnic_group or "",
        "party_joined_on": known.party_joined_on,
        "party_official_on": known.party_official_on,
        "recruited_on": known.recruited_on,
        "phone": known.phone,
        "email": known.email,
    }
    said = {name: getattr(details, name) for name in stored}
    people = session.people
    # What a merged record said was decided on when it was merged; it does not come back by a file.
    said["birth_on"] = known.birth_on if people.is_born(known, birth) else details.birth_on
    names = [known.full_name, *(former.full_name for former in people.former_of(known))]
    if sort_key(details.full_name) in map(sort_key, names):
        said["full_name"] = known.full_name
    differing = {
        name: value for name, value in said.items() if value not in ("", None) and value != stored[name]
    }
    changes = [
        Change(_NAMES[name], _shown(name, stored[name]), _shown(name, value))
        for name, value in differing.items()
    ]
    number = details.national_id
    numbers = {known.number_index, *(former.number_index for former in people.former_of(known))}
    is_new_number = bool(number) and national_id_index(number) not in numbers
    if is_new_number:
        changes.append(Change(_NAMES["national_id"], "", _shown("national_id", number)))
    if not changes:
        return [], None
    kept_number = number if is_new_number else national_id_of(Person.objects.get(pk=known.pk))
    return changes, PersonDetails(**(stored | differing), national_id=kept_number)
