"""Lines of a training plan: what is studied, by how many, when, for how much."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext_noop as _

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.numbers import format_number
from vun.common.text import fold
from vun.engines.sheets import Workbook
from vun.engines.sheets.headings import Heading
from vun.engines.sheets.values import multiplier_in
from vun.exchange import cells
from vun.exchange.cells import Amount
from vun.exchange.columns import fields_of, other_names
from vun.exchange.kinds import common
from vun.exchange.kinds.base import Kind
from vun.exchange.matching.training import NameIndex, programme_index, source_index, version_to_fill
from vun.exchange.model import Change, Difference, Field, Outcome, Row, Verdict
from vun.exchange.session import Session
from vun.records.funding.models import FundSource
from vun.records.imports.operations import Recorder
from vun.records.plans import operations
from vun.records.plans.domain import LineTerms, TargetOrigin, check_terms
from vun.records.plans.models import LineBudget, PlanLine, PlanLineTerms, PlanVersion, Quota
from vun.records.plans.queries import line_state
from vun.records.standards.domain import Branch

_COMPARED = {
    "classes": "Số lớp",
    "learners": "Số học viên",
    "programme_id": "Chương trình",
    "audience_text": "Đối tượng",
    "first_month": "Tháng đầu",
    "last_month": "Tháng cuối",
    "mode": "Hình thức",
    "venue": "Địa điểm",
    "host_id": "Đơn vị chủ trì",
    "partner": "Đơn vị phối hợp",
    "note": "Ghi chú",
}
_AMOUNT = "Kinh phí"
_QUARTERS = {"i": 1, "ii": 4, "iii": 7, "iv": 10, "1": 1, "2": 4, "3": 7, "4": 10}


@dataclass(slots=True)
class _Payload:
    version_id: int
    terms: LineTerms
    line_id: int = 0
    budgets: dict[str, int] | None = None


class PlanLines(Kind):
    name = "plan"
    title = _("Dòng kế hoạch")
    description = _(
        "Các lớp của kế hoạch năm: nội dung, số lớp, số học viên, thời gian, đơn vị chủ trì, kinh phí"
    )
    permission = Permission.PLAN_EDIT
    fields = fields_of("plan")
    subjects = ("title",)

    def fields_for(self, session: Session, workbook: Workbook) -> Sequence[Field]:
        named = other_names("sources.yaml")
        sources = (
            Field(
                Heading(
                    f"amount_{source.code}",
                    within=("kinh phí", "dự toán", "nguồn", "nguồn kinh phí"),
                    phrases_below=(
                        source.name,
                        *(text for text, code in named.items() if code == source.code),
                    ),
                ),
                f"{_AMOUNT}: {source.name}",
                cells.money,
                is_template=False,
            )
            for source in FundSource.objects.all()
        )
        return (*self.fields, *sources)

    def compare(self, session: Session, rows: Iterator[Row]) -> None:
        _Comparison(session).all(rows)

    def write(
        self, difference: Difference, verdicts: Iterable[Verdict], recorder: Recorder, by: Actor
    ) -> None:
        payloads: list[_Payload] = [verdict.payload for verdict in verdicts]
        version = PlanVersion.objects.select_related("plan__unit").get(pk=payloads[0].version_id)
        own = PlanLineTerms.objects.filter(version=version)
        watched = (
            PlanVersion.objects.filter(pk=version.pk),
            PlanLine.objects.filter(plan=version.plan),
            own,
            LineBudget.objects.filter(terms__in=own),
            Quota.objects.filter(terms__in=own),
        )
        with recorder.watching(*watched):
            for payload in recorder.each(payloads):
                if payload.line_id:
                    line = own.select_related("version__plan__unit", "line").get(pk=payload.line_id)
                    line = operations.change_line(line=line, terms=payload.terms, by=by)
                else:
                    line = operations.add_line(version=version, terms=payload.terms, by=by)
                if payload.budgets:
                    operations.set_line_budgets(line=line, amounts=payload.budgets, by=by)


class _Comparison:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._programmes: NameIndex = programme_index(session.on, session.told.values.get("programme", {}))
        self._sources: NameIndex = source_index(session.told.values.get("source", {}))
        self._version: PlanVersion | None = None
        self._held: dict[tuple[int, str], PlanLineTerms] = {}
        self._seen: dict[tuple[int, str], int] = {}

    def all(self, rows: Iterator[Row]) -> None:
        for row in rows:
            self._one(row)

    def _one(self, row: Row) -> None:
        session = self._session
        title: str = common.require(session, row, "title", "Nội dung đào tạo, bồi dưỡng") or ""
        year = row.get("year") or common.year_in(row.table.titles) or common.year_in((row.table.sheet,))
        version = self._version_of(row, year)
        if version is None or not title:
            session.refuse(row, title)
            return
        terms = self._terms(row, title, year or version.plan.first_year)
        budgets = self._budgets(row)
        if row.has_errors():
            session.refuse(row, title)
            return
        try:
            check_terms(terms, first_year=version.plan.first_year, last_year=version.plan.last_year)
        except Problem as problem:
            session.error(row, problem.field or "title", problem)
        key = (terms.year, fold(title))
        if key in self._seen and not row.has_errors():
            session.error(row, "title", Problem("import.line_twice", value=title, row=self._seen[key]))
        self._seen.setdefault(key, row.number)
        if row.has_errors():
            session.refuse(row, title)
        else:
            self._verdict(row, version, terms, budgets)

    def _version_of(self, row: Row, year: int | None) -> PlanVersion | None:
        session = self._session
        if self._version is None:
            try:
                self._version = version_to_fill(
                    session.by, year, session.told.settings.get("plan", ""), session.today
                )
            except Problem as problem:
                session.error(row, "title", problem)
                return None
            lines = PlanLineTerms.objects.filter(version=self._version).select_related(
                "version__plan", "line"
            )
            self._held = {(line.year, fold(line.title)): line for line in lines.prefetch_related("budgets")}
        return self._version

    def _terms(self, row: Row, title: str, year: int) -> LineTerms:
        session = self._session
        programme = self._programme(row, title)
        host_id = None
        if row.get("host"):
            unit = session.units.find_quietly(row.values["host"])
            if unit is None:
                session.warn(row, "host", Problem("import.host_unknown", value=row.values["host"]))
            else:
                host_id = unit.pk
        first, last = self._months(row)
        branch = (
            row.get("branch") or _branch_in(row.section) or (Branch(programme.branch) if programme else None)
        )
        return LineTerms(
            year=year,
            branch=branch or Branch.FOSTERING,
            title=title,
            classes=row.get("classes", 0),
            learners=row.get("learners", 0),
            programme_id=programme.pk if programme else None,
            audience_text=row.get("audience", ""),
            first_month=first,
            last_month=last,
            mode=row.get("mode"),
            venue=row.get("venue", ""),
            host_id=host_id,
            partner=row.get("partner", ""),
            origin=row.get("origin") or TargetOrigin.PROVINCE,
            note=row.get("note", ""),
        )

    def _programme(self, row: Row, title: str) -> Any:
        """The programme named; a line's own title may name one, else its details are not known yet."""
        told: str = row.get("programme", "")
        try:
            found = self._programmes.find(told or title)
        except Problem as problem:
            if told:
                self._session.error(row, "programme", problem)
            return None
        if found.doubt is not None:
            self._session.warn(row, "programme" if told else "title", found.doubt)
        return found.row

    def _months(self, row: Row) -> tuple[int | None, int | None]:
        text: str = row.get("months", "")
        if not text:
            return None, None
        found = months_in(text)
        if found is None:
            self._session.warn(row, "months", Problem("import.months_unclear", value=text))
            return None, None
        return found

    def _budgets(self, row: Row) -> dict[str, int] | None:
        amount: Amount | None = row.get("amount")
        by_source = {
            name.removeprefix("amount_"): part.times(multiplier_of(row, name))
            for name, part in row.values.items()
            if name.startswith("amount_")
        }
        if by_source := {code: dong for code, dong in by_source.items() if dong}:
            told = amount.times(multiplier_of(row, "amount")) if amount else 0
            if told and told != sum(by_source.values()):
                problem = Problem(
                    "import.sources_differ", value=format_number(told), sum=sum(by_source.values())
                )
                self._session.warn(row, "amount", problem)
            return by_source
        if amount is None:
            return None
        text: str = row.get("source", "")
        code = "province_training"
        if text:
            try:
                found = self._sources.find(text)
            except Problem as problem:
                self._session.error(row, "source", problem)
                return None
            code = found.row.code
        else:
            self._session.warn(row, "amount", Problem("import.source_assumed"))
        return {code: amount.times(multiplier_of(row, "amount"))}

    def _verdict(
        self, row: Row, version: PlanVersion, terms: LineTerms, budgets: dict[str, int] | None
    ) -> None:
        held = self._held.get((terms.year, fold(terms.title)))
        if held is None:
            self._session.verdict(row, Outcome.NEW, terms.title, _Payload(version.pk, terms, 0, budgets))
            return
        before = line_state(held).terms
        said = {name: value for name in _COMPARED if (value := getattr(terms, name)) not in (None, "", 0)}
        changes = [
            Change(_COMPARED[name], str(getattr(before, name) or ""), str(value))
            for name, value in said.items()
            if getattr(before, name) != value
        ]
        given = {budget.source_id: budget.amount for budget in held.budgets.all()}
        for code, amount in (budgets or {}).items():
            if given.get(code, 0) != amount:
                changes.append(Change("Kinh phí", str(given.get(code, 0)), str(amount)))
        if not changes:
            self._session.verdict(row, Outcome.UNCHANGED, terms.title)
            return
        merged = replace(before, **said)
        payload = _Payload(version.pk, merged, held.pk, given | budgets if budgets else None)
        self._session.verdict(row, Outcome.CHANGED, terms.title, payload, tuple(changes))


def multiplier_of(row: Row, name: str) -> int:
    """The đồng a bare number stands for: told by the heading, else by the lines above the table."""
    column = row.table.column_of(name)
    for text in (column.text if column else "", *reversed(row.table.titles)):
        if (found := multiplier_in(text)) != 1:
            return found
    return 1


def months_in(text: str) -> tuple[int, int] | None:
    """First and last month of "tháng 3-5", "quý II", "3/2026 - 5/2026", "6 tháng đầu năm"; None when unclear."""
    folded = fold(text)
    if "6 thang dau" in folded or "sau thang dau" in folded:
        return 1, 6
    if "6 thang cuoi" in folded or "sau thang cuoi" in folded:
        return 7, 12
    if folded in ("ca nam", "trong nam", "nam"):
        return 1, 12
    if quarters := [
        _QUARTERS[each] for each in re.findall(r"\b(iv|iii|ii|i|[1-4])\b", folded) if "quy" in folded
    ]:
        return min(quarters), max(quarters) + 2
    bare = re.sub(r"(?:19|20)\d\d", " ", text)
    months = [int(each) for each in re.findall(r"\d+", re.sub(r"\d{1,2}/(?=\d{1,2}\b)", "", bare))]
    if not months or len(months) > 4 or not all(1 <= month <= 12 for month in months):
        return None
    return min(months), max(months)


def _branch_in(section: tuple[str, ...]) -> Branch | None:
    for text in reversed(section):
        folded = fold(text)
        is_training, is_fostering = "dao tao" in folded, "boi duong" in folded
        if is_training != is_fostering:
            return Branch.TRAINING if is_training else Branch.FOSTERING
    return None
