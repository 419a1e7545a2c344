"""Money: what a source gives in a year, and what classes are estimated to cost and did cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext_noop as _

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.common.numbers import format_number
from vun.common.text import fold
from vun.engines.sheets import Workbook
from vun.engines.sheets.headings import Heading
from vun.exchange import cells
from vun.exchange.cells import Amount
from vun.exchange.columns import fields_of
from vun.exchange.kinds import common
from vun.exchange.kinds.base import Kind
from vun.exchange.kinds.plan import multiplier_of
from vun.exchange.matching.training import class_index, source_index
from vun.exchange.model import Change, Difference, Field, Outcome, Row, Verdict
from vun.exchange.rows import labelled
from vun.exchange.session import Session
from vun.records.delivery import operations as delivery
from vun.records.delivery.domain import CostKind
from vun.records.delivery.models import ClassCost, TrainingClass
from vun.records.funding import operations as funding
from vun.records.funding.models import Budget, FundSource
from vun.records.imports.operations import Recorder

_COLUMNS = {"amount": None, "estimate": CostKind.ESTIMATE, "spent": CostKind.SPENT}
_ITEM = "Tổng chi của lớp"
_CLASS_LABELS = ("ma lop", "lop", "ten lop", "khoa hoc")


class Funds(Kind):
    name = "funds"
    title = _("Kinh phí")
    description = _("Kinh phí năm theo nguồn; dự toán và thực chi của từng lớp theo nguồn")
    permission = Permission.FUND_EDIT
    fields = fields_of("funds")
    subjects = ("training_class", "source")

    def fields_for(self, session: Session, workbook: Workbook) -> Sequence[Field]:
        years = (
            Field(
                Heading(
                    f"amount_{year}",
                    (f"năm {year}", str(year), f"kinh phí năm {year}", f"dự toán năm {year}"),
                ),
                f"Kinh phí năm {year}",
                cells.money,
                is_template=False,
            )
            for year in range(session.today.year - 15, session.today.year + 6)
        )
        return (*self.fields, *years)

    def compare(self, session: Session, rows: Iterator[Row]) -> None:
        _Comparison(session).all(rows)

    def write(
        self, difference: Difference, verdicts: Iterable[Verdict], recorder: Recorder, by: Actor
    ) -> None:
        sources = FundSource.objects.in_bulk()
        for budgets, costs in recorder.each(verdict.payload for verdict in verdicts):
            for source, year, amount in budgets:
                with recorder.watching(Budget.objects.filter(source=source, year=year)):
                    funding.set_budget(source=sources[source], year=year, amount=amount, by=by)
            for class_id, kind, source, item, amount, on, number in costs:
                cost = delivery.record_cost(
                    training_class=TrainingClass.objects.get(pk=class_id),
                    kind=kind,
                    source=sources[source],
                    item=item,
                    amount=amount,
                    on=on,
                    document_number=number,
                    by=by,
                )
                recorder.note_made(ClassCost, [cost.pk])


class _Comparison:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._classes = class_index(session.by, session.told.values.get("training_class", {}))
        self._sources = source_index(session.told.values.get("source", {}))
        self._above: dict[tuple[int, tuple[str, ...]], str] = {}
        self._budgets = {(row.source_id, row.year): row.amount for row in Budget.objects.all()}
        self._costs = {
            (
                row.training_class_id,
                row.kind,
                row.source_id,
                fold(row.item),
                row.amount,
                fold(row.document_number),
            )
            for row in ClassCost.objects.all()
        }

    def all(self, rows: Iterator[Row]) -> None:
        for row in rows:
            self._one(row)

    def _one(self, row: Row) -> None:
        session = self._session
        self._take_class_above(row)
        source = self._source(row)
        by_year = self._by_year(row)
        if by_year and not row.get("training_class"):
            self._budgets_of_years(row, source, by_year)
            return
        amounts = self._amounts(row)
        if not amounts and not row.has_errors():
            session.error(row, "amount", Problem("import.missing", label="Số tiền"))
        name = row.get("training_class") or row.get("source", "")
        if row.has_errors():
            session.refuse(row, name)
        elif row.get("training_class"):
            self._class_costs(row, source, amounts)
        elif row.get("item"):
            # What was spent on something is no year's money of a source.
            session.error(row, "item", Problem("import.class_not_named", value=row.values["item"]))
            session.refuse(row, name)
        else:
            self._budget(row, source, amounts)

    def _take_class_above(self, row: Row) -> None:
        """The class whose costs a table lists, named above it or in a section; once looked up for both."""
        if row.get("training_class"):
            return
        key = (id(row.table), row.section)
        if key not in self._above:
            lines = labelled(row.table.titles)
            texts = [
                *(lines[each] for each in _CLASS_LABELS if each in lines),
                *reversed(row.section),
                *reversed(row.table.titles),
            ]
            self._above[key] = next((text for text in texts if self._is_class(text)), "")
        if self._above[key]:
            row.values["training_class"] = self._above[key]

    def _is_class(self, text: str) -> bool:
        try:
            self._classes.find(text)
        except Problem as problem:
            return problem.code == "import.class_ambiguous"
        return True

    def _source(self, row: Row) -> str:
        session = self._session
        text: str = row.get("source", "")
        if not text:
            if not row.get("training_class"):
                session.error(row, "source", Problem("import.missing", label="Nguồn kinh phí"))
            else:
                session.warn(row, "source", Problem("import.source_assumed"))
            return "province_training"
        try:
            found = self._sources.find(text)
        except Problem as problem:
            session.error(row, "source", problem)
            return ""
        if found.doubt is not None:
            session.warn(row, "source", found.doubt)
        return str(found.row.code)

    def _amounts(self, row: Row) -> dict[CostKind, int]:
        amounts = {}
        for name, kind in _COLUMNS.items():
            amount: Amount | None = row.get(name)
            if amount is None:
                continue
            dong = amount.times(multiplier_of(row, name))
            if dong < 0:
                self._session.error(row, name, Problem("import.amount_negative", value=str(amount.raw)))
            elif dong:
                amounts[kind or row.get("cost_kind") or _kind_of(row)] = dong
        return amounts

    def _by_year(self, row: Row) -> dict[int, int]:
        """Amounts of a row with a column for each year."""
        return {
            int(name[7:]): amount.times(multiplier_of(row, name))
            for name, amount in row.values.items()
            if name.startswith("amount_")
        }

    def _budgets_of_years(self, row: Row, source: str, by_year: Mapping[int, int]) -> None:
        session = self._session
        for year, amount in by_year.items():
            if not 0 <= amount <= funding.MOST_MONEY:
                problem = Problem("import.out_of_bounds", value=str(amount), least=0, most=funding.MOST_MONEY)
                session.error(row, f"amount_{year}", problem)
        if row.has_errors():
            session.refuse(row, row.get("source", ""))
            return
        held = {year: self._budgets.get((source, year)) for year in by_year}
        wanted = {year: amount for year, amount in by_year.items() if amount != held[year]}
        changes = tuple(
            Change(
                f"Kinh phí {year}",
                "" if (was := held[year]) is None else format_number(was),
                format_number(amount),
            )
            for year, amount in wanted.items()
        )
        self._budgets |= {(source, year): amount for year, amount in wanted.items()}
        if not wanted:
            session.verdict(row, Outcome.UNCHANGED, source)
            return
        outcome = Outcome.CHANGED if any(held[year] is not None for year in wanted) else Outcome.NEW
        budgets = [(source, year, amount) for year, amount in wanted.items()]
        session.verdict(row, outcome, source, (budgets, []), changes)

    def _class_costs(self, row: Row, source: str, amounts: dict[CostKind, int]) -> None:
        session = self._session
        try:
            found = self._classes.find(row.values["training_class"])
        except Problem as problem:
            session.error(row, "training_class", problem)
            session.refuse(row, row.values["training_class"])
            return
        if found.doubt is not None:
            session.warn(row, "training_class", found.doubt)
        training_class: TrainingClass = found.row
        item, number = row.get("item", "") or _ITEM, row.get("document_number", "")
        on: date = row.get("paid_on") or training_class.start_on
        fresh = []
        for kind, amount in amounts.items():
            key = (training_class.pk, kind.value, source, fold(item), amount, fold(number))
            if key not in self._costs:
                self._costs.add(key)
                fresh.append((training_class.pk, kind, source, item, amount, on, number))
        outcome = Outcome.NEW if fresh else Outcome.UNCHANGED
        session.verdict(row, outcome, training_class.name, ([], fresh) if fresh else None)

    def _budget(self, row: Row, source: str, amounts: dict[CostKind, int]) -> None:
        session = self._session
        year = row.get("year") or common.year_in(row.table.titles) or common.year_in((row.table.sheet,))
        if row.get("spent") and CostKind.SPENT in amounts:
            tell = session.error if len(amounts) == 1 else session.warn
            tell(row, "spent", Problem("import.spent_by_class", value=str(row.values["spent"].raw)))
            if row.has_errors():
                session.refuse(row, source)
                return
        amount = next(iter(amounts.values()))
        if year is None:
            session.error(row, "year", Problem("import.missing", label="Năm"))
            session.refuse(row, source)
            return
        if not funding.FIRST_YEAR <= year <= funding.LAST_YEAR or amount > funding.MOST_MONEY:
            session.error(
                row,
                "amount",
                Problem("import.out_of_bounds", value=str(amount), least=0, most=funding.MOST_MONEY),
            )
            session.refuse(row, source)
            return
        before = self._budgets.get((source, year))
        self._budgets[source, year] = amount
        if before == amount:
            session.verdict(row, Outcome.UNCHANGED, source)
            return
        change = Change(
            f"Kinh phí {year}", "" if before is None else format_number(before), format_number(amount)
        )
        outcome = Outcome.NEW if before is None else Outcome.CHANGED
        session.verdict(row, outcome, source, ([(source, year, amount)], []), (change,))


def _kind_of(row: Row) -> CostKind:
    """Money with a document or a day of payment was spent; else what the lines above speak of."""
    if row.get("document_number") or row.get("paid_on") or row.has_unread("paid_on"):
        return CostKind.SPENT
    titles = fold(" ".join(row.table.titles))
    is_spent = any(word in titles for word in ("quyet toan", "thuc chi", "da chi", "chung tu"))
    return CostKind.SPENT if is_spent and "du toan" not in titles else CostKind.ESTIMATE
