"""The kind of spreadsheet: its columns, and how what was compared is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_noop as _

from vun.common.actor import Actor, Permission
from vun.exchange.columns import fields_of
from vun.exchange.kinds.base import Kind
from vun.exchange.kinds.units.comparing import Comparison
from vun.exchange.kinds.units.steps import Step, do
from vun.exchange.model import Difference, Row, Verdict
from vun.exchange.session import Session
from vun.records.imports.operations import Recorder
from vun.records.orgs import operations
from vun.records.orgs.domain import UnitRow
from vun.records.orgs.models import Unit, UnitChange, UnitState, UnitSuccession
from vun.records.people.models import Appointment, JobPosition, SuccessionMembership


class Units(Kind):
    name = "units"
    title = _("Đơn vị và biến động")
    description = _(
        "Cây đơn vị (mã, tên, cấp, khối, cấp trên) và biến động: đổi tên, chuyển, sáp nhập, chia, giải thể"
    )
    permission = Permission.UNIT_EDIT
    fields = fields_of("units")
    subjects = ("unit_name",)
    arguments: Mapping[str, str] = {"on": "changed_on", "name": "into", "units": "unit_name"}

    def compare(self, session: Session, rows: Iterator[Row]) -> None:
        Comparison(session).all(rows)

    def write(
        self, difference: Difference, verdicts: Iterable[Verdict], recorder: Recorder, by: Actor
    ) -> None:
        watched = (
            Unit,
            UnitState,
            UnitChange,
            UnitSuccession,
            Appointment,
            JobPosition,
            SuccessionMembership,
        )
        changes = [verdict for verdict in verdicts if isinstance(verdict.payload, Step)]
        fresh = [verdict.payload for verdict in verdicts if isinstance(verdict.payload, UnitRow)]
        models: Sequence[Any] = watched if changes else (Unit, UnitState, UnitChange, UnitSuccession)
        with recorder.watching(*(model.objects.all() for model in models)):
            if fresh:
                operations.load_units(list(recorder.each(fresh)), by=by)
            for verdict in recorder.each(sorted(changes, key=lambda each: each.payload.on)):
                do(verdict.payload, by)

    def parts(self, verdicts: Sequence[Verdict]) -> Iterable[Sequence[Verdict]]:
        steps = (verdict for verdict in verdicts if isinstance(verdict.payload, Step))
        fresh = (verdict for verdict in verdicts if isinstance(verdict.payload, UnitRow))
        return ([verdict] for verdict in (*fresh, *sorted(steps, key=lambda each: each.payload.on)))
