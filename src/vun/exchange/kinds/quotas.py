"""Quotas of a plan's lines: a row for each unit and line, or a column for each line or unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext_noop as _

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.text import fold
from vun.engines.sheets import Workbook
from vun.engines.sheets.headings import Heading
from vun.exchange.columns import fields_of, reader
from vun.exchange.kinds import common
from vun.exchange.kinds.base import Kind
from vun.exchange.matching.names import spelt_out
from vun.exchange.matching.training import loosened, version_to_fill
from vun.exchange.matching.units import UnitFacts
from vun.exchange.model import Change, Difference, Field, Outcome, Row, Verdict
from vun.exchange.session import Session
from vun.records.imports.operations import Recorder
from vun.records.plans import operations
from vun.records.plans.models import PlanLineTerms, PlanVersion, Quota


class Quotas(Kind):
    name = "quotas"
    title = _("Phân bổ chỉ tiêu")
    description = _(
        "Chỉ tiêu của đơn vị theo dòng kế hoạch: mỗi dòng một chỉ tiêu, hoặc mỗi cột một lớp, một đơn vị"
    )
    permission = Permission.PLAN_EDIT
    fields = fields_of("quotas")
    subjects = ("unit", "line")

    def fields_for(self, session: Session, workbook: Workbook) -> Sequence[Field]:
        titles = [
            text
            for sheet in workbook.sheets
            for row in sheet.rows[:8]
            for text in row
            if isinstance(text, str)
        ]
        version = version_to_fill(
            session.by, common.year_in(titles), session.told.settings.get("plan", ""), session.today
        )
        session.extra["version"] = version
        number = reader("integer 0 1000000")
        lines = (
            Field(Heading(f"line_{line.pk}", _phrases_of_line(line)), line.title, number, is_template=False)
            for line in PlanLineTerms.objects.filter(version=version).select_related("line")
        )
        units = (
            Field(Heading(f"unit_{unit.pk}", _phrases_of_unit(unit)), unit.name, number, is_template=False)
            for unit in session.units.by_id.values()
            if unit.end_on is None or unit.end_on > session.on
        )
        return (*self.fields, *lines, *units)

    def compare(self, session: Session, rows: Iterator[Row]) -> None:
        version: PlanVersion = session.extra["version"]
        lines = list(PlanLineTerms.objects.filter(version=version).select_related("line"))
        held = {
            (terms_id, unit_id): learners
            for terms_id, unit_id, learners in Quota.objects.filter(terms__in=lines).values_list(
                "terms_id", "unit_id", "learners"
            )
        }
        total: dict[int, int] = defaultdict(int)
        for (terms_id, _unit_id), learners in held.items():
            total[terms_id] += learners
        told = [(row, _wanted(session, row, lines)) for row in rows]
        # What some rows give back is there for others, wherever in the file they stand.
        for row, wanted in told:
            for (terms_id, unit_id), learners in wanted.items():
                if not row.has_errors():
                    total[terms_id] += min(0, learners - held.get((terms_id, unit_id), 0))
        for row, wanted in told:
            _one(session, row, wanted, {line.pk: line for line in lines}, held, total)

    def write(
        self, difference: Difference, verdicts: Iterable[Verdict], recorder: Recorder, by: Actor
    ) -> None:
        grid: dict[int, dict[int, int]] = defaultdict(dict)
        for verdict in recorder.each(verdicts):
            for terms_id, unit_id, learners in verdict.payload:
                grid[terms_id][unit_id] = learners
        lines = PlanLineTerms.objects.filter(pk__in=grid)
        version = PlanVersion.objects.select_related("plan__unit").get(terms=lines[0])
        with recorder.watching(
            PlanVersion.objects.filter(pk=version.pk), Quota.objects.filter(terms__in=lines)
        ):
            operations.set_quota_grid(version=version, grid=grid, by=by)


def _phrases_of_unit(unit: UnitFacts) -> tuple[str, ...]:
    level, _, bare = unit.name.partition(" ")
    is_bare_known = fold(level) in ("xa", "phuong") and " " in bare
    return (
        unit.name,
        unit.code,
        spelt_out(unit.name),
        *((bare, f"{level[0]}. {bare}") if is_bare_known else ()),
    )


def _phrases_of_line(line: PlanLineTerms) -> tuple[str, ...]:
    number = line.line.number
    return (line.title, loosened(line.title), f"dòng {number}", f"lớp {number}")


def _one(
    session: Session,
    row: Row,
    wanted: dict[tuple[int, int], int],
    by_id: dict[int, PlanLineTerms],
    held: dict[tuple[int, int], int],
    total: dict[int, int],
) -> None:
    if not wanted and not row.has_errors():
        session.error(row, "learners", Problem("import.missing", label="Chỉ tiêu"))
    changes = []
    for (terms_id, unit_id), learners in wanted.items():
        before = held.get((terms_id, unit_id), 0)
        if before == learners:
            continue
        more = max(0, learners - before)
        total[terms_id] += more
        line = by_id[terms_id]
        if more and total[terms_id] > line.learners:
            problem = Problem(
                "plans.quotas_exceed_line",
                allotted=total[terms_id],
                learners=line.learners,
                excess=total[terms_id] - line.learners,
            )
            session.error(row, _column(row, terms_id, unit_id), problem)
            total[terms_id] -= more
            continue
        held[terms_id, unit_id] = learners
        changes.append((terms_id, unit_id, learners, before))
    name = row.get("unit") or row.get("line", "")
    if row.has_errors():
        session.refuse(row, name)
    elif not changes:
        session.verdict(row, Outcome.UNCHANGED, name)
    else:
        told = tuple(
            Change(by_id[terms_id].title, str(before), str(learners))
            for terms_id, _, learners, before in changes
        )
        outcome = Outcome.CHANGED if any(before for *_, before in changes) else Outcome.NEW
        session.verdict(row, outcome, name, [change[:3] for change in changes], told)


def _wanted(session: Session, row: Row, lines: Sequence[PlanLineTerms]) -> dict[tuple[int, int], int]:
    """Learners by line and unit, as far as the row says."""
    by_line = {int(name[5:]): value for name, value in row.values.items() if name.startswith("line_")}
    by_unit = {int(name[5:]): value for name, value in row.values.items() if name.startswith("unit_")}
    if by_unit or not row.get("unit"):
        line = _line(session, row, lines)
        if line is None:
            return {}
        if by_unit:
            return {(line.pk, unit_id): value for unit_id, value in by_unit.items()}
    unit = common.find_unit(session, row)
    if unit is None:
        return {}
    if by_line:
        return {(terms_id, unit.pk): value for terms_id, value in by_line.items()}
    line = _line(session, row, lines)
    learners = row.get("learners")
    return {} if line is None or learners is None else {(line.pk, unit.pk): learners}


def _line(session: Session, row: Row, lines: Sequence[PlanLineTerms]) -> PlanLineTerms | None:
    text: str = row.get("line", "") or (row.section[-1] if row.section else "")
    if not text:
        if len(lines) == 1:
            return lines[0]
        session.error(row, "line", Problem("import.missing", label="Dòng kế hoạch"))
        return None
    for line in lines:
        if fold(line.title) == fold(text) or text.strip() == str(line.line.number):
            return line
    alike = [line for line in lines if loosened(line.title) == loosened(text)]
    if len(alike) == 1:
        session.warn(row, "line", Problem("import.taken_for", value=text, name=alike[0].title))
        return alike[0]
    titles = "; ".join(line.title for line in lines[:5])
    session.error(row, "line", Problem("import.line_unknown", value=text, suggestion=titles))
    return None


def _column(row: Row, terms_id: int, unit_id: int) -> str:
    for name in (f"line_{terms_id}", f"unit_{unit_id}"):
        if row.table.column_of(name) is not None:
            return name
    return "learners"
