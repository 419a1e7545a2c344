"""Rosters beside what is on record: who it is, and what differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from vun.common.errors import Problem
from vun.common.numbers import format_date
from vun.common.text import sort_key
from vun.exchange.custom import custom_changes, custom_values
from vun.exchange.kinds import common
from vun.exchange.kinds.held import HeldLevels
from vun.exchange.kinds.people.details import changed_details
from vun.exchange.kinds.people.finding import find_known
from vun.exchange.kinds.people.payload import Payload
from vun.exchange.kinds.roster import Roster
from vun.exchange.matching.likes import Likes
from vun.exchange.matching.people import KnownPerson, KnownPost
from vun.exchange.model import Change, Outcome, Row
from vun.exchange.session import Session
from vun.records.custom import queries as custom
from vun.records.custom.domain import Subject, with_values
from vun.records.people.domain import AppointmentRow, ManagementTier, PersonDetails, PersonRow, StaffKind
from vun.records.people.models import Person


class Comparison:
    """Rosters row by row against everybody on record; a second row of a person is told from the first."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._roster = Roster(session)
        self._seen: dict[Any, tuple[Row, tuple[object, ...]]] = {}
        self._met: set[int] = set()
        self._fresh: dict[int, Payload] = {}
        self._specs = custom.specs_of(Subject.PERSON)
        self._levels = HeldLevels(session)
        self._likes = Likes(session.people)

    def all(self, rows: Iterator[Row]) -> None:
        for row in rows:
            common.finish_name(self._session, row)
            common.finish_birth(self._session, row)
            self._one(row)
        self._tell_missing()

    def _one(self, row: Row) -> None:
        session = self._session
        details = self._roster.details(row)
        post = self._roster.post(row)
        name = row.get("full_name", "")
        if details is None or row.has_errors():
            session.refuse(row, name)
            return
        if post is not None:
            self._roster.check_post(row, post, details.birth_on)
        if row.has_errors() or self._is_second(row, details, post):
            if row.has_errors():
                session.refuse(row, name)
            return
        known = find_known(session, row, details)
        if row.has_errors():
            session.verdict(row, Outcome.CONFLICT, name)
        elif known is None:
            appointments = (post,) if post else ()
            person = PersonRow(
                **{field: getattr(details, field) for field in PersonDetails.__dataclass_fields__},
                appointments=appointments,
                custom=with_values(self._specs, {}, custom_values(self._specs, row.values)),
            )
            # What a level is keeps nobody out of the roster: it is told, and left out.
            held, _changes = self._levels.of(row, session.warn)
            payload = Payload(person=person, held=held)
            for problem in self._likes.of(details, post):
                session.warn(row, "full_name", problem)
            self._fresh[row.number] = payload
            session.verdict(row, Outcome.NEW, name, payload)
        else:
            self._compare_with(row, known, details, post)

    # --- Who it is ---

    def _is_second(self, row: Row, details: PersonDetails, post: AppointmentRow | None) -> bool:
        """Whether somebody of the file comes again; a further post is a concurrent one, anything else is told."""
        session = self._session
        key = details.national_id or (sort_key(details.full_name), details.birth_on, details.sex)
        said = (
            sort_key(details.full_name),
            details.birth_on,
            details.sex,
            post.unit_id if post else None,
            post.title if post else None,
        )
        if key not in self._seen:
            self._seen[key] = (row, said)
            return False
        first, earlier = self._seen[key]
        if details.national_id and said[0] != earlier[0]:
            session.error(
                row,
                "national_id",
                Problem("import.number_twice", value=details.national_id, row=first.number),
            )
            return False
        if said == earlier:
            session.warn(row, "full_name", Problem("import.row_twice", row=first.number))
            session.verdict(row, Outcome.UNCHANGED, details.full_name)
            return True
        if post is not None and not post.is_primary and said[:3] == earlier[:3]:
            return self._add_concurrent(row, details, post, first)
        session.error(
            row, "full_name", Problem("import.person_twice", value=details.full_name, row=first.number)
        )
        return False

    def _add_concurrent(self, row: Row, details: PersonDetails, post: AppointmentRow, first: Row) -> bool:
        """A concurrent post of somebody new goes with the row that registers them."""
        payload = self._fresh.get(first.number)
        if payload is None or payload.person is None:
            return False
        payload.person = replace(payload.person, appointments=(*payload.person.appointments, post))
        self._session.verdict(row, Outcome.NEW, details.full_name)
        return True

    # --- What differs ---

    def _compare_with(
        self, row: Row, known: KnownPerson, details: PersonDetails, post: AppointmentRow | None
    ) -> None:
        session = self._session
        self._met.add(known.pk)
        changes, merged = changed_details(session, row, known, details)
        payload = Payload(person_id=known.pk, details=merged if changes else None)
        changes += self._changed_custom(row, known, payload)
        changes += self._changed_post(row, known, post, payload)
        payload.held, levels = self._levels.of(row, session.warn, known.pk)
        changes += levels
        if row.has_errors():
            session.refuse(row, details.full_name)
        elif changes:
            session.verdict(row, Outcome.CHANGED, details.full_name, payload, tuple(changes))
        else:
            session.verdict(row, Outcome.UNCHANGED, details.full_name)

    def _changed_custom(self, row: Row, known: KnownPerson, payload: Payload) -> list[Change]:
        payload.custom = custom_values(self._specs, row.values)
        if not payload.custom:
            return []
        stored = self._stored_custom.get(known.pk, {})
        return custom_changes(self._specs, stored, payload.custom)

    @cached_property
    def _stored_custom(self) -> dict[int, dict[str, Any]]:
        """What stands in the office's own fields of everybody of whom something does."""
        return dict(Person.objects.exclude(custom={}).values_list("pk", "custom"))

    def _changed_post(
        self, row: Row, known: KnownPerson, post: AppointmentRow | None, payload: Payload
    ) -> list[Change]:
        if post is None:
            return []
        session = self._session
        held = session.people.posts.get(known.pk, [])
        same = next((each for each in held if (each.unit_id, each.title) == (post.unit_id, post.title)), None)
        if same is not None:
            return self._changed_same_post(row, same, post, payload)
        primary = session.people.primary(known.pk)
        unit, title = session.units.by_id[post.unit_id].name, session.titles.by_code[post.title].name
        before = ""
        if primary is not None:
            own = session.units.by_id.get(primary.unit_id)
            before = f"{session.titles.by_code[primary.title].name}, {own.name if own else ''}"
        payload.post = post
        if post.is_primary and primary is not None:
            payload.is_transfer = True
            if post.start_on <= primary.start_on:
                session.error(
                    row,
                    "post_since",
                    Problem(
                        "import.post_before_present",
                        value=format_date(post.start_on),
                        day=primary.start_on,
                        title=before,
                    ),
                )
                return []
        if not post.is_primary and primary is None:
            session.error(
                row, "title", Problem("people.no_primary_post", name=known.full_name, on=post.start_on)
            )
            return []
        return [Change("Chức vụ", before, f"{title}, {unit}")]

    def _changed_same_post(
        self, row: Row, same: KnownPost, post: AppointmentRow, payload: Payload
    ) -> list[Change]:
        """The post is held already: kind, rank or tier may have changed since, which is an appointment anew."""
        session = self._session
        said = {
            "Loại": (same.kind, post.kind.value if post.kind else ""),
            "Ngạch": (same.rank or "", post.rank),
            "Diện quản lý": (same.tier, post.management_tier.value if post.management_tier else ""),
        }
        changes = [
            Change(name, before, after) for name, (before, after) in said.items() if after and after != before
        ]
        if not changes or not same.is_primary:
            return []
        start_on = row.get("post_since")
        if start_on is None or start_on <= same.start_on:
            session.warn(
                row,
                "rank",
                Problem(
                    "import.post_differs",
                    title=session.titles.by_code[same.title].name,
                    fields=", ".join(change.field for change in changes),
                ),
            )
            return []
        kept = replace(
            post,
            kind=post.kind or StaffKind(same.kind),
            rank=post.rank or same.rank or "",
            management_tier=post.management_tier or ManagementTier(same.tier),
        )
        payload.post, payload.is_transfer = kept, True
        return changes

    def _tell_missing(self) -> None:
        """Those in post in the units the file speaks of who are not in it."""
        people = self._session.people
        for person_id, posts in people.posts.items():
            if person_id in self._met:
                continue
            if any(post.is_primary and post.unit_id in self._roster.units for post in posts):
                post = next(post for post in posts if post.unit_id in self._roster.units)
                unit = self._session.units.by_id[post.unit_id].name
                self._session.difference.missing.append(f"{people.by_id[person_id].full_name} ({unit})")
