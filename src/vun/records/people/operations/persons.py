"""Registering and correcting persons."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.period import whole_years
from vun.common.text import clean, fold, name_key
from vun.records.audit import operations as audit
from vun.records.people.domain import AppointmentRow, PersonDetails, read_national_id
from vun.records.people.domain.rules import STAFF_AGE, problems_of_details
from vun.records.people.identity import seal_national_id
from vun.records.people.models import EthnicGroup, Person, PersonMerge
from vun.records.people.operations.access import raise_first, require_edit
from vun.records.people.operations.posts import open_post
from vun.records.people.queries import national_id_of, unit_of

_DERIVED = ("search_key", "sort_key")
_SENSITIVE = {
    "national_id_sealed": "national_id",
    "national_id_index": "national_id",
    "ethnic_group_id": "ethnic_group",
    "party_joined_on": "party",
    "party_official_on": "party",
}
"""The columns the audit never holds (Law 91/2025/QH15), by what they tell."""


@transaction.atomic
def register_person(*, details: PersonDetails, post: AppointmentRow | None = None, by: Actor) -> Person:
    """Record somebody new, with a first post or, for whoever only studies, without one.

    Raises Refused without PERSON_EDIT over the post's unit (without a post: over the province). Raises Problem when
    something said cannot be true, when the national ID is already somebody's, or when, no national ID being given,
    somebody of the same name, birth date and sex is already on record.
    """
    if post is None:
        by.require_everywhere(Permission.PERSON_EDIT)
    else:
        by.require(Permission.PERSON_EDIT, post.unit_id)
    raise_first(problems_of_details(details, timezone.localdate()))
    columns = columns_of(details)
    _require_new(details, columns)
    person = _create(columns)
    if post is not None:
        open_post(person, post)
    audit.record(
        by,
        "person.registered",
        person,
        unit_id=post.unit_id if post else None,
        after={**_told(columns), "post": _post_told(post)},
    )
    return person


@transaction.atomic
def correct_person(*, person: Person, details: PersonDetails, by: Actor) -> Person:
    """Put right what is recorded about somebody; nothing is written when nothing differs.

    Raises Refused or NotFound as the actor's scope says. Raises Problem as `register_person` does, and when somebody
    would have been under age on the first day of a post.
    """
    require_edit(by, person)
    raise_first(problems_of_details(details, timezone.localdate()))
    stored = Person.objects.get(pk=person.pk)
    require_of_age(stored, details.birth_on)
    same_number = national_id_of(stored) == read_national_id(details.national_id)
    columns = columns_of(details)
    if same_number:
        # Sealed anew the same digits look different; keep them, so that what did not change is not written.
        columns |= {name: getattr(stored, name) for name in ("national_id_sealed", "national_id_index")}
    elif columns["national_id_index"]:
        _require_free_number(columns["national_id_index"], stored.pk)
    changed = {name: value for name, value in columns.items() if getattr(stored, name) != value}
    if not changed:
        return stored
    before = _told({name: getattr(stored, name) for name in changed})
    for name, value in changed.items():
        setattr(stored, name, value)
    _save(stored, list(changed))
    audit.record(
        by,
        "person.corrected",
        stored,
        unit_id=unit_of(stored.pk, timezone.localdate()),
        before=before,
        after=_told(changed) | _touched(changed),
    )
    return stored


def columns_of(details: PersonDetails) -> dict[str, Any]:
    """The columns of Person for details already checked. Raises Problem when the ethnic group is not of the list."""
    sealed, index = seal_national_id(read_national_id(details.national_id))
    name = clean(details.full_name)
    return {
        "full_name": name,
        "search_key": fold(name),
        "sort_key": name_key(name),
        "national_id_sealed": sealed,
        "national_id_index": index,
        "birth_on": details.birth_on,
        "sex": details.sex.value,
        "ethnic_group_id": details.ethnic_group or None,
        "party_joined_on": details.party_joined_on,
        "party_official_on": details.party_official_on,
        "recruited_on": details.recruited_on,
        "phone": details.phone.strip(),
        "email": details.email.strip(),
    }


def _require_new(details: PersonDetails, columns: dict[str, Any]) -> None:
    _require_known_ethnic_group(details.ethnic_group)
    if columns["national_id_index"]:
        _require_free_number(columns["national_id_index"])
        return
    alike = Q(sort_key=columns["sort_key"], birth_on=details.birth_on, sex=details.sex.value)
    if Person.objects.filter(alike).exists() or PersonMerge.objects.filter(alike).exists():
        raise Problem(
            "people.already_registered",
            field="national_id",
            name=columns["full_name"],
            birth_on=details.birth_on,
        )


def _require_known_ethnic_group(code: str) -> None:
    if code and not EthnicGroup.objects.filter(pk=code).exists():
        raise Problem("people.unknown_ethnic_group", field="ethnic_group", ethnic_group=code)


def _require_free_number(index: str, person_id: int = 0) -> None:
    """Nobody else has the number, nor had a record merged into somebody else's.

    Whose it is stays untold: it may be somebody out of the actor's sight.
    """
    merged = PersonMerge.objects.filter(national_id_index=index).exclude(survivor_id=person_id)
    if Person.objects.filter(national_id_index=index).exclude(pk=person_id).exists() or merged.exists():
        raise Problem("people.national_id_taken", field="national_id")


def require_of_age(person: Person, birth_on: date) -> None:
    first = person.appointments.order_by("start_on").first()
    if first is not None and whole_years(birth_on, first.start_on) < STAFF_AGE:
        raise Problem(
            "people.under_age", field="birth_on", on=first.start_on, birth_on=birth_on, age=STAFF_AGE
        )


def _create(columns: dict[str, Any]) -> Person:
    try:
        with transaction.atomic():
            return Person.objects.create(**columns)
    except IntegrityError:
        # Asked for before, but somebody else was registered with the number in the meantime.
        _require_free_number(columns["national_id_index"])
        raise


def _save(person: Person, columns: list[str]) -> None:
    try:
        with transaction.atomic():
            person.save(
                update_fields=[
                    name.removesuffix("_id") if name == "ethnic_group_id" else name for name in columns
                ]
            )
    except IntegrityError:
        _require_free_number(person.national_id_index or "", person.pk)
        raise


def _told(columns: dict[str, Any]) -> dict[str, Any]:
    """What the audit may hold: no national ID in any form, no sensitive data, and no key derived from the name."""
    return {name: value for name, value in columns.items() if name not in (*_SENSITIVE, *_DERIVED)}


def _touched(columns: dict[str, Any]) -> dict[str, bool]:
    """That something was changed of which the audit may not hold what: whoever reads it may see nobody's record."""
    return {f"{_SENSITIVE[name]}_changed": True for name in columns if name in _SENSITIVE}


def _post_told(post: AppointmentRow | None) -> dict[str, Any] | None:
    if post is None:
        return None
    return {
        "unit_id": post.unit_id,
        "title": post.title,
        "on": post.start_on,
        "decision_id": post.decision_id,
    }
