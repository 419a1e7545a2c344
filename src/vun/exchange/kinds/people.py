"""People with their posts: rosters of staff in all their layouts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_noop as _

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.numbers import format_date
from vun.common.text import clean, fold, sort_key
from vun.engines.sheets import Workbook
from vun.engines.sheets.values import Day
from vun.exchange.columns import fields_of
from vun.exchange.custom import custom_changes, custom_fields, custom_values
from vun.exchange.kinds import common
from vun.exchange.kinds.base import Kind
from vun.exchange.kinds.roster import Roster
from vun.exchange.matching.likes import likes
from vun.exchange.matching.people import KnownPerson, KnownPost
from vun.exchange.model import Change, Difference, Field, Outcome, Row, Verdict
from vun.exchange.session import Session
from vun.records.custom import queries as custom
from vun.records.custom.domain import Subject, with_values
from vun.records.imports.operations import Recorder
from vun.records.orgs.models import Unit
from vun.records.people import operations
from vun.records.people.domain import (
    AppointmentRow,
    ManagementTier,
    PersonDetails,
    PersonRow,
    Sex,
    StaffKind,
)
from vun.records.people.identity import national_id_index
from vun.records.people.models import (
    Appointment,
    Person,
    Rank,
    Rating,
    SuccessionMembership,
    Title,
)
from vun.records.people.queries import national_id_of

_NAMES = {
    "full_name": "Họ và tên", "birth_on": "Ngày sinh", "sex": "Giới tính", "national_id": "Số CCCD",
    "ethnic_group": "Dân tộc", "party_joined_on": "Ngày vào Đảng", "party_official_on": "Ngày chính thức",
    "recruited_on": "Ngày tuyển dụng", "phone": "Điện thoại", "email": "Thư điện tử",
}  # fmt: skip
_SECRET = ("national_id", "ethnic_group", "party_joined_on", "party_official_on")


@dataclass(slots=True)
class _Payload:
    """What is to be written for a row: somebody new, or what differs of somebody on record."""

    person: PersonRow | None = None
    person_id: int = 0
    details: PersonDetails | None = None
    post: AppointmentRow | None = None
    is_transfer: bool = False
    custom: dict[str, Any] = field(default_factory=dict)


class People(Kind):
    name = "people"
    title = _("Người và chức vụ")
    description = _(
        "Danh sách cán bộ, công chức, viên chức: họ tên, ngày sinh, số CCCD, đơn vị, chức vụ, ngạch, Đảng"
    )
    permission = Permission.PERSON_EDIT
    fields = fields_of("people")
    is_of_many_rows = True
    is_rehearsed = False

    def fields_for(self, session: Session, workbook: Workbook) -> Sequence[Field]:
        return (*self.fields, *custom_fields(Subject.PERSON))

    def compare(self, session: Session, rows: Iterator[Row]) -> None:
        _Comparison(session).all(rows)

    def write(
        self, difference: Difference, verdicts: Iterable[Verdict], recorder: Recorder, by: Actor
    ) -> None:
        fresh = []
        changed: list[_Payload] = []
        for verdict in verdicts:
            payload: _Payload = verdict.payload
            if payload.person is not None:
                fresh.append(payload.person)
            else:
                changed.append(payload)
        for payload in recorder.each(changed):
            _write_change(payload, recorder, by)
        if fresh:
            made = operations.register_many(recorder.each(fresh), by=by)
            recorder.note_made(Person, made)
            for model in (Appointment, Rating, SuccessionMembership):
                ids = model.objects.filter(person_id__gte=made[0], person_id__lte=made[-1])
                recorder.note_made(model, ids.values_list("pk", flat=True))


def _write_change(payload: _Payload, recorder: Recorder, by: Actor) -> None:
    person = Person.objects.get(pk=payload.person_id)
    posts = Appointment.objects.filter(person=person)
    with recorder.watching(Person.objects.filter(pk=person.pk), posts):
        if payload.details is not None:
            operations.correct_person(person=person, details=payload.details, by=by)
            person.refresh_from_db()
        if payload.custom:
            operations.describe_person(person=person, values=payload.custom, by=by)
        if payload.post is None:
            return
        row = payload.post
        given: dict[str, Any] = {
            "person": person,
            "unit": Unit.objects.get(pk=row.unit_id),
            "title": Title.objects.get(pk=row.title),
            "on": row.start_on,
            "kind": row.kind,
            "rank": Rank.objects.filter(pk=row.rank).first() if row.rank else None,
            "management_tier": row.management_tier,
            "by": by,
        }
        if not row.is_primary:
            operations.add_concurrent(**given)
        elif payload.is_transfer:
            operations.transfer(**given)
        else:
            operations.appoint(**given)


class _Comparison:
    """Rosters row by row against everybody on record; a second row of a person is told from the first."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._roster = Roster(session)
        self._seen: dict[Any, tuple[Row, tuple[object, ...]]] = {}
        self._met: set[int] = set()
        self._fresh: dict[int, _Payload] = {}
        self._specs = custom.specs_of(Subject.PERSON)

    def all(self, rows: Iterator[Row]) -> None:
        for row in rows:
            common.finish_name(row)
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
        known = self._known(row, details)
        if row.has_errors():
            session.verdict(row, Outcome.CONFLICT, name)
        elif known is None:
            appointments = (post,) if post else ()
            person = PersonRow(
                **{field: getattr(details, field) for field in PersonDetails.__dataclass_fields__},
                appointments=appointments,
                custom=with_values(self._specs, {}, custom_values(self._specs, row.values)),
            )
            payload = _Payload(person=person)
            for problem in likes(session.people, details, post):
                session.warn(row, "full_name", problem)
            self._fresh[row.number] = payload
            session.verdict(row, Outcome.NEW, name, payload)
        else:
            self._compare_with(row, known, details, post)

    # --- Who it is ---

    def _is_second(self, row: Row, details: PersonDetails, post: AppointmentRow | None) -> bool:
        """Whether somebody of the file comes again; a further post is a concurrent one, anything else is told."""
        session = self._session
        key = details.national_id or (fold(details.full_name), details.birth_on, details.sex)
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

    def _known(self, row: Row, details: PersonDetails) -> KnownPerson | None:
        """Who on record the row is about; a conflict is told and marks the row."""
        session, people = self._session, self._session.people
        if details.national_id and (owner := people.by_number(details.national_id)) is not None:
            if not people.may_edit(owner.pk):
                session.error(row, "national_id", Problem("people.national_id_taken"))
                return None
            if not people.is_called(owner, details.full_name):
                problem = Problem("import.number_of_another", value=details.full_name, name=owner.full_name)
                session.error(row, "national_id", problem)
                return None
            return owner
        birth: Day = row.values["birth_on"]
        alike = [
            person
            for person in people.namesakes(details.full_name)
            if people.is_born(person, birth)
            and person.sex == details.sex.value
            and people.may_edit(person.pk)
        ]
        with_other_number = [person for person in alike if details.national_id and person.number_index]
        if with_other_number and len(with_other_number) == len(alike):
            problem = Problem("import.other_number", value=details.full_name, name=alike[0].full_name)
            session.error(row, "national_id", problem)
            return None
        alike = [person for person in alike if person not in with_other_number]
        if len(alike) > 1:
            exact = [person for person in alike if sort_key(person.full_name) == sort_key(details.full_name)]
            alike = exact or alike
        if len(alike) > 1:
            days = ", ".join(format_date(person.birth_on) for person in alike)
            problem = Problem(
                "import.person_ambiguous",
                value=details.full_name,
                name=details.full_name,
                count=len(alike),
                days=days,
            )
            session.error(row, "full_name", problem)
            return None
        return alike[0] if alike else None

    # --- What differs ---

    def _compare_with(
        self, row: Row, known: KnownPerson, details: PersonDetails, post: AppointmentRow | None
    ) -> None:
        session = self._session
        self._met.add(known.pk)
        changes, merged = self._changed_details(row, known, details)
        payload = _Payload(person_id=known.pk, details=merged if changes else None)
        changes += self._changed_custom(row, known, payload)
        changes += self._changed_post(row, known, post, payload)
        if row.has_errors():
            session.refuse(row, details.full_name)
        elif changes:
            session.verdict(row, Outcome.CHANGED, details.full_name, payload, tuple(changes))
        else:
            session.verdict(row, Outcome.UNCHANGED, details.full_name)

    def _changed_custom(self, row: Row, known: KnownPerson, payload: _Payload) -> list[Change]:
        payload.custom = custom_values(self._specs, row.values)
        if not payload.custom:
            return []
        stored = self._stored_custom.get(known.pk, {})
        return custom_changes(self._specs, stored, payload.custom)

    @cached_property
    def _stored_custom(self) -> dict[int, dict[str, Any]]:
        """What stands in the office's own fields of everybody of whom something does."""
        return dict(Person.objects.exclude(custom={}).values_list("pk", "custom"))

    def _changed_details(
        self, row: Row, known: KnownPerson, details: PersonDetails
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
        people = self._session.people
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

    def _changed_post(
        self, row: Row, known: KnownPerson, post: AppointmentRow | None, payload: _Payload
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
        self, row: Row, same: KnownPost, post: AppointmentRow, payload: _Payload
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


def _shown(name: str, value: Any) -> str:
    if name in _SECRET:
        return "***" if value else ""
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, Sex):
        return "Nam" if value is Sex.MALE else "Nữ"
    return clean(str(value)) if value else ""
