"""People and posts for tests. Everybody is forty-odd, and holds a post since 2015 when a unit is named."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

from tests.factories.orgs import make_unit
from vun.common.text import fold, name_key
from vun.records.orgs.models import Unit
from vun.records.people.domain import ManagementTier, Sex, StaffKind
from vun.records.people.identity import seal_national_id
from vun.records.people.models import Appointment, EthnicGroup, Person, Rank, Title

_numbers = itertools.count(1)


def make_title(
    name: str = "Chuyên viên",
    *,
    group: str = "staff",
    kind: StaffKind = StaffKind.CIVIL_SERVANT,
    is_leader: bool = False,
    code: str | None = None,
) -> Title:
    """A title with a code of its own."""
    return Title.objects.create(
        code=code or f"title-{next(_numbers)}",
        name=name,
        group=group,
        default_kind=kind.value,
        is_leader=is_leader,
        search_key=fold(name),
    )


def make_rank(name: str = "Chuyên viên", code: str = "01.003") -> Rank:
    """A rank; asked for twice, the same one."""
    return Rank.objects.get_or_create(code=code, defaults={"name": name})[0]


def make_ethnic_group(code: str = "02", name: str = "Tày") -> EthnicGroup:
    """An ethnic group, a minority unless its code is 01; asked for twice, the same one."""
    defaults = {"name": name, "is_minority": code != "01"}
    return EthnicGroup.objects.get_or_create(code=code, defaults=defaults)[0]


def make_person(
    full_name: str = "Nguyễn Văn An",
    *,
    unit: Unit | None = None,
    title: Title | None = None,
    since: date = date(2015, 1, 1),
    national_id: str = "",
    **columns: Any,
) -> Person:
    """Somebody; with ``unit``, in a primary post there since ``since``."""
    sealed, index = seal_national_id(national_id)
    person = Person.objects.create(
        full_name=full_name,
        search_key=fold(full_name),
        sort_key=name_key(full_name),
        national_id_sealed=sealed,
        national_id_index=index,
        **{"birth_on": date(1980, 5, 17), "sex": Sex.MALE.value, **columns},
    )
    if unit is not None:
        make_appointment(person, unit, title, start_on=since)
    return person


def make_appointment(
    person: Person | None = None,
    unit: Unit | None = None,
    title: Title | None = None,
    *,
    start_on: date = date(2015, 1, 1),
    end_on: date | None = None,
    is_primary: bool = True,
    kind: StaffKind | None = None,
    tier: ManagementTier = ManagementTier.UNIT,
    **columns: Any,
) -> Appointment:
    """A post, primary and open unless said otherwise; kind and leader flag are those of the title."""
    title = title or make_title()
    return Appointment.objects.create(
        person=person or make_person(),
        unit=unit or make_unit(),
        title=title,
        start_on=start_on,
        end_on=end_on,
        is_primary=is_primary,
        management_tier=tier.value,
        **{"kind": kind.value if kind else title.default_kind, "is_leader": title.is_leader, **columns},
    )
