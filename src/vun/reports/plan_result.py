"""Plan against result: what was approved beside what was held, by programme and by unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vun.common.actor import EVERYWHERE, Permission
from vun.common.numbers import percent
from vun.engines.tabular import Kind
from vun.records.delivery.domain import EnrolmentState
from vun.records.delivery.queries.facts import (
    EnrolmentFact,
    classes_started_in,
    completed_in,
    enrolled_in,
    enrolment_facts,
    spent_on_classes,
)
from vun.records.plans.queries.facts import approved_quotas, approved_terms_in
from vun.records.standards.queries import programmes
from vun.reports.model import Definition, Figure, Report, ReportColumn, ReportRow, Scope, Subject
from vun.reports.unit_rows import RowKey, UnitRows

_OUTSIDE_PLAN = "outside"


@dataclass(slots=True)
class _Tally:
    """What one row counts, as ids; money in đồng."""

    lines: set[int] = field(default_factory=set)
    planned_classes: int = 0
    planned_learners: int = 0
    budget: int = 0
    classes: set[int] = field(default_factory=set)
    carried: set[int] = field(default_factory=set)
    enrolled: list[int] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    completed: list[int] = field(default_factory=list)
    certified: list[int] = field(default_factory=list)
    spent: int = 0

    def enrol(self, fact: EnrolmentFact) -> None:
        self.enrolled.append(fact.enrolment_id)
        self.people.append(fact.person_id)

    def complete(self, fact: EnrolmentFact) -> None:
        self.completed.append(fact.enrolment_id)
        if fact.has_certificate:
            self.certified.append(fact.enrolment_id)

    def add(self, other: _Tally) -> None:
        """Add a part to a whole. Classes and people may stand in several parts and count once in the whole."""
        self.lines |= other.lines
        self.planned_classes += other.planned_classes
        self.planned_learners += other.planned_learners
        self.budget += other.budget
        self.classes |= other.classes
        self.carried |= other.carried
        self.enrolled += other.enrolled
        self.people += other.people
        self.completed += other.completed
        self.certified += other.certified
        self.spent += other.spent

    def learner_figures(self) -> dict[str, Figure]:
        return {
            "planned_learners": Figure(self.planned_learners, Subject.PLAN_LINE, tuple(sorted(self.lines))),
            "enrolled": Figure.count(Subject.ENROLMENT, self.enrolled),
            "share": Figure(_share(len(set(self.enrolled)), self.planned_learners)),
            "people": Figure.count(Subject.PERSON, self.people),
            "completed": Figure.count(Subject.ENROLMENT, self.completed),
            "certified": Figure.count(Subject.ENROLMENT, self.certified),
        }

    def figures(self) -> dict[str, Figure]:
        return {
            "planned_classes": Figure(self.planned_classes, Subject.PLAN_LINE, tuple(sorted(self.lines))),
            "classes": Figure.count(Subject.TRAINING_CLASS, list(self.classes)),
            "carried": Figure.count(Subject.TRAINING_CLASS, list(self.carried)),
            **self.learner_figures(),
            "budget": Figure(self.budget),
            "spent": Figure(self.spent),
        }


def _share(done: int, planned: int) -> Decimal | None:
    return percent(done, planned)


def _learner_columns() -> tuple[ReportColumn, ...]:
    result = _("Kết quả")
    return (
        ReportColumn("planned_learners", _("Lượt người"), group=_("Kế hoạch")),
        ReportColumn("enrolled", _("Lượt người"), group=result),
        ReportColumn("share", _("So với kế hoạch (%)"), Kind.PERCENT, 2, group=result),
        ReportColumn("people", _("Số người"), group=result),
        ReportColumn("completed", _("Hoàn thành"), group=result),
        ReportColumn("certified", _("Cấp chứng chỉ"), group=result),
    )


def by_programme(scope: Scope) -> Report:
    """One row a programme. Of one unit: its quotas against the participations of its people."""
    tallies: dict[int | str, _Tally] = defaultdict(_Tally)
    titles: dict[int | str, str] = {}
    _plan_by_programme(scope, tallies, titles)
    rows = UnitRows(scope, [])
    facts = list(enrolment_facts(scope.actor, enrolled_in(scope.period) | completed_in(scope.period)))
    if scope.unit_id is not None:
        rows = UnitRows(scope, {fact.unit_id for fact in facts if fact.unit_id is not None})
        facts = [fact for fact in facts if fact.unit_id and rows.place(fact.unit_id, fact.enrolled_on)]
    for fact in facts:
        if fact.enrolled_on in scope.period:
            tallies[fact.programme_id].enrol(fact)
        if _is_completed(fact, scope):
            tallies[fact.programme_id].complete(fact)
    _classes_by_programme(scope, tallies, facts)
    known = programmes().in_bulk([key for key in tallies if isinstance(key, int)])
    titles |= {key: programme.name for key, programme in known.items()}
    whole = _Tally()
    for tally in tallies.values():
        whole.add(tally)
    return Report(
        title=_("Kế hoạch và kết quả theo chương trình"),
        subtitle=scope.dates,
        row_heading=_("Chương trình"),
        columns=(
            ReportColumn("planned_classes", _("Lớp"), group=_("Kế hoạch")),
            _learner_columns()[0],
            ReportColumn("budget", _("Dự toán (đồng)"), Kind.MONEY, group=_("Kế hoạch")),
            ReportColumn("classes", _("Lớp mở mới"), group=_("Kết quả")),
            ReportColumn("carried", _("Lớp chuyển tiếp"), group=_("Kết quả")),
            *_learner_columns()[1:],
            ReportColumn("spent", _("Đã chi (đồng)"), Kind.MONEY, group=_("Kết quả")),
        ),
        rows=tuple(
            ReportRow(str(key), titles[key], tallies[key].figures())
            for key in sorted(tallies, key=lambda key: titles[key])
        ),
        total=ReportRow("total", _("Tổng cộng"), whole.figures()),
        notes=(
            _("Lượt người: mỗi lần một người vào một lớp trong kỳ. Số người: mỗi người đếm một lần."),
            _("Hoàn thành và chứng chỉ đếm theo ngày hoàn thành trong kỳ, kể cả của lớp chuyển tiếp."),
        ),
    )


def _plan_by_programme(scope: Scope, tallies: dict[int | str, _Tally], titles: dict[int | str, str]) -> None:
    quotas: dict[int, int] | None = None
    if scope.unit_id is not None:
        quotas = defaultdict(int)
        wanted = list(approved_quotas(_years(scope)))
        rows = UnitRows(scope, {quota.unit_id for quota in wanted})
        for quota in wanted:
            if rows.place(quota.unit_id, scope.day):
                quotas[quota.terms_id] += quota.learners
    for terms in approved_terms_in(scope.actor, _years(scope)):
        key: int | str = terms.programme_id if terms.programme_id is not None else f"line-{terms.line_id}"
        learners = terms.learners if quotas is None else quotas.get(terms.pk, 0)
        if quotas is not None and not learners:
            continue
        titles.setdefault(key, terms.title)
        tally = tallies[key]
        tally.lines.add(terms.line_id)
        tally.planned_learners += learners
        if quotas is None:
            tally.planned_classes += terms.classes
            tally.budget += sum(budget.amount for budget in terms.budgets.all())


def _classes_by_programme(
    scope: Scope, tallies: dict[int | str, _Tally], facts: Iterable[EnrolmentFact]
) -> None:
    started = dict(classes_started_in(scope.period).values_list("pk", "programme_id"))
    mine = None
    if scope.unit_id is not None or scope.actor.unit_ids(Permission.REPORT_RUN) is not EVERYWHERE:
        mine = {fact.class_id for fact in facts}
    for class_id, programme_id in started.items():
        if mine is None or class_id in mine:
            tallies[programme_id].classes.add(class_id)
    for fact in facts:
        if fact.class_id not in started:
            tallies[fact.programme_id].carried.add(fact.class_id)
    if mine is None:
        for programme_id, amount in spent_on_classes(scope.period).items():
            tallies[programme_id].spent += amount


def by_unit(scope: Scope) -> Report:
    """One row a unit, its people wherever they studied; units directly below the reported one hold their parts."""
    facts = list(enrolment_facts(scope.actor, enrolled_in(scope.period) | completed_in(scope.period)))
    quotas = [
        quota
        for quota in approved_quotas(_years(scope))
        if scope.actor.may(Permission.REPORT_RUN, quota.unit_id)
    ]
    known = {fact.unit_id for fact in facts if fact.unit_id is not None} | {quota.unit_id for quota in quotas}
    units = UnitRows(scope, known)
    tallies: dict[RowKey, _Tally] = defaultdict(_Tally)
    whole, without_unit = _Tally(), _Tally()
    for quota in quotas:
        keys = units.place(quota.unit_id, scope.day)
        for tally in [whole, *(tallies[key] for key in keys)] if keys else []:
            tally.planned_learners += quota.learners
            tally.lines.add(quota.terms.line_id)
    for fact in facts:
        if fact.unit_id is None:
            counted = [without_unit, whole] if scope.unit_id is None else []
        else:
            keys = units.place(fact.unit_id, fact.enrolled_on)
            counted = [whole, *(tallies[key] for key in keys)] if keys else []
        for tally in counted:
            if fact.enrolled_on in scope.period:
                tally.enrol(fact)
            if _is_completed(fact, scope):
                tally.complete(fact)
    rows = [
        ReportRow("-".join(map(str, row.key)), row.label, tallies[row.key].learner_figures(), row.depth)
        for row in units.rows(tallies)
    ]
    if without_unit.enrolled or without_unit.completed:
        rows.append(ReportRow(_OUTSIDE_PLAN, _("Chưa có đơn vị"), without_unit.learner_figures()))
    return Report(
        title=_("Kế hoạch và kết quả theo đơn vị cử"),
        subtitle=scope.dates,
        row_heading=_("Đơn vị"),
        columns=_learner_columns(),
        rows=tuple(rows),
        total=ReportRow("total", _("Tổng cộng"), whole.learner_figures()),
        notes=(
            _("Kế hoạch là chỉ tiêu đã giao cho đơn vị trong các kế hoạch được duyệt."),
            _("Học viên tính theo đơn vị lúc nhập học; hàng thụt vào là phần của hàng trên."),
        ),
    )


def _is_completed(fact: EnrolmentFact, scope: Scope) -> bool:
    return (
        fact.state == EnrolmentState.COMPLETED
        and fact.completed_on is not None
        and fact.completed_on in scope.period
    )


def _years(scope: Scope) -> range:
    return range(scope.period.start.year, scope.day.year + 1)


BY_PROGRAMME = Definition(
    name="plan-programme",
    title=gettext_lazy("Kế hoạch và kết quả theo chương trình"),
    question=gettext_lazy("Mỗi chương trình được giao bao nhiêu lượt, đã học bao nhiêu, hết bao nhiêu tiền?"),
    run=by_programme,
)
BY_UNIT = Definition(
    name="plan-unit",
    title=gettext_lazy("Kế hoạch và kết quả theo đơn vị cử"),
    question=gettext_lazy("Đơn vị nào đã cử đủ chỉ tiêu, đơn vị nào còn thiếu?"),
    run=by_unit,
)
