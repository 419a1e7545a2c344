"""The kind itself: its fields, and how what was found is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext_noop as _

from vun.common.actor import Actor, Permission
from vun.engines.sheets import Workbook
from vun.exchange.columns import fields_of
from vun.exchange.kinds.base import Kind
from vun.exchange.kinds.held import held_fields, is_wide
from vun.exchange.kinds.qualifications.comparing import Comparison, Payload
from vun.exchange.model import Difference, Field, Row, Verdict
from vun.exchange.session import Session
from vun.records.credentials import operations
from vun.records.credentials.domain import CredentialDetails, CredentialRow
from vun.records.credentials.models import Credential
from vun.records.imports.operations import Recorder

_OF_PERSON = (
    "full_name", "family_name", "given_name", "name_and_birth", "birth_on", "birth_male", "birth_female", "birth_day",
    "birth_month", "birth_year", "national_id", "unit",
)  # fmt: skip
_NAMING = ("full_name", "family_name", "name_and_birth")


class Qualifications(Kind):
    name = "qualifications"
    title = _("Văn bằng, chứng chỉ")
    description = _(
        "Quá trình đào tạo, bồi dưỡng: sáu bảng 32.1–32.6 của sơ yếu lý lịch, hoặc một bảng của mẫu 2C cũ"
    )
    permission = Permission.PERSON_EDIT
    fields = fields_of("qualifications")
    is_of_many_rows = True
    is_rehearsed = False

    def fields_for(self, session: Session, workbook: Workbook) -> Sequence[Field]:
        session.extra["is_wide"] = is_wide(workbook)
        if not session.extra["is_wide"]:
            return self.fields
        own = (field for field in self.fields if field.name in _OF_PERSON)
        named = (
            replace(field, heading=replace(field.heading, is_required=field.name in _NAMING)) for field in own
        )
        return (*named, *held_fields(workbook))

    def compare(self, session: Session, rows: Iterator[Row]) -> None:
        Comparison(session).all(rows)

    def write(
        self, difference: Difference, verdicts: Iterable[Verdict], recorder: Recorder, by: Actor
    ) -> None:
        fresh: list[CredentialRow] = []
        changed: list[Payload] = []
        for verdict in verdicts:
            payload: Payload | list[CredentialRow] = verdict.payload
            if isinstance(payload, list):
                fresh += payload
            elif payload.credential_id:
                changed.append(payload)
            else:
                fresh.append(payload.row)
        for payload in recorder.each(changed):
            credential = Credential.objects.get(pk=payload.credential_id)
            with recorder.watching(Credential.objects.filter(pk=credential.pk)):
                details = {
                    name: getattr(payload.row, name) for name in CredentialDetails.__dataclass_fields__
                }
                operations.correct_credential(
                    credential=credential, details=CredentialDetails(**details), by=by
                )
        recorder.note_made(Credential, operations.record_many(recorder.each(fresh), by=by))
