"""The kind of spreadsheet that tells people with their posts, and how it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django.utils.translation import gettext_noop as _

from vun.common.actor import Actor, Permission
from vun.engines.sheets import Workbook
from vun.exchange.columns import fields_of
from vun.exchange.custom import custom_fields
from vun.exchange.kinds.base import Kind
from vun.exchange.kinds.held import held_fields
from vun.exchange.kinds.people.comparing import Comparison
from vun.exchange.kinds.people.payload import Payload
from vun.exchange.model import Difference, Field, Row, Verdict
from vun.exchange.refusing import told_by_verdict
from vun.exchange.session import Session
from vun.records.bulk import among
from vun.records.credentials import operations as credentials
from vun.records.credentials.domain import CredentialRow
from vun.records.credentials.models import Credential
from vun.records.custom.domain import Subject
from vun.records.imports.operations import Recorder
from vun.records.orgs.models import Unit
from vun.records.people import operations
from vun.records.people.gates import refuses_from
from vun.records.people.models import Appointment, Person, Rank, Rating, SuccessionMembership, Title
from vun.records.sending.models import StandardDebt


class People(Kind):
    name = "people"
    title = _("Người và chức vụ")
    description = _(
        "Danh sách cán bộ, công chức, viên chức: họ tên, ngày sinh, số CCCD, đơn vị, chức vụ, ngạch, Đảng"
    )
    permission = Permission.PERSON_EDIT
    fields = fields_of("people")
    is_of_many_rows = True
    arguments: Mapping[str, str] = {"on": "post_since", "national_id": "national_id"}

    def fields_for(self, session: Session, workbook: Workbook) -> Sequence[Field]:
        return (*self.fields, *held_fields(workbook), *custom_fields(Subject.PERSON))

    def compare(self, session: Session, rows: Iterator[Row]) -> None:
        Comparison(session).all(rows)

    def to_rehearse(self, verdicts: Sequence[Verdict]) -> Sequence[Verdict]:
        """Changes of those on record, and posts of new ones that may be objected to once they stand; whoever is new was
        compared with all else that could refuse them."""
        since = refuses_from()
        return [
            verdict
            for verdict in verdicts
            if (new := verdict.payload.person) is None
            or (since is not None and any(post.start_on >= since for post in new.appointments))
        ]

    def parts(self, verdicts: Sequence[Verdict]) -> Iterable[Sequence[Verdict]]:
        """Those on record one by one, then all new people at once."""
        fresh, changed = _apart(verdicts)
        return [*([verdict] for verdict in changed), fresh]

    def write(
        self, difference: Difference, verdicts: Iterable[Verdict], recorder: Recorder, by: Actor
    ) -> None:
        fresh, changed = _apart(verdicts)
        # Whoever moves away with this file is still within reach here.
        _record_levels([(each, row) for each in changed for row in each.payload.held], recorder, by)
        for verdict in recorder.each(changed):
            _write_change(verdict.payload, recorder, by)
        if fresh:
            with told_by_verdict(fresh):
                made = operations.register_many(
                    (verdict.payload.person for verdict in recorder.each(fresh)),
                    also=partial(_record_levels_of_new, fresh, recorder, by),
                    by=by,
                )
            recorder.note_made(Person, made)
            for model in (Appointment, Rating, SuccessionMembership, StandardDebt):
                of_them = model.objects.filter(person__in=among(made))
                recorder.note_made(model, of_them.values_list("pk", flat=True))


def _apart(verdicts: Iterable[Verdict]) -> tuple[list[Verdict], list[Verdict]]:
    """Those of new people, and those of people on record."""
    fresh: list[Verdict] = []
    changed: list[Verdict] = []
    for verdict in verdicts:
        payload: Payload = verdict.payload
        (changed if payload.person is None else fresh).append(verdict)
    return fresh, changed


def _record_levels_of_new(
    fresh: Sequence[Verdict], recorder: Recorder, by: Actor, made: Sequence[int]
) -> None:
    """The levels new people hold, before their posts are looked at by them."""
    of_whom = zip(made, fresh, strict=True)
    held = [(each, replace(row, person_id=pk)) for pk, each in of_whom for row in each.payload.held]
    _record_levels(held, recorder, by)


def _record_levels(held: Sequence[tuple[Verdict, CredentialRow]], recorder: Recorder, by: Actor) -> None:
    if held:
        with told_by_verdict([verdict for verdict, _row in held]):
            recorder.note_made(Credential, credentials.record_many([row for _verdict, row in held], by=by))


def _write_change(payload: Payload, recorder: Recorder, by: Actor) -> None:
    person = Person.objects.get(pk=payload.person_id)
    posts = Appointment.objects.filter(person=person)
    debts = StandardDebt.objects.filter(person=person)
    with recorder.watching(Person.objects.filter(pk=person.pk), posts, debts):
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
