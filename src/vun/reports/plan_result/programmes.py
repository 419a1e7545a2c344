"""Plan against result by programme."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vun.common.actor import Permission
from vun.common.text import sort_key
from vun.records.delivery.queries.facts import (
    EnrolmentFact,
    classes_carried_into,
    classes_started_in,
    completed_in,
    enrolled_in,
    enrolment_facts,
    in_classes_carried_into,
    spent_on_classes,
)
from vun.records.plans.queries.facts import approved_quotas, approved_terms_in
from vun.records.standards.queries import programmes
from vun.reports.model import Definition, Report, ReportRow, Scope
from vun.reports.plan_result.tally import CLASSES, LEARNERS, MONEY, Tally, columns, years
from vun.reports.promises import total_is_sum
from vun.reports.unit_rows import UnitRows

_Tallies = defaultdict[int | str, Tally]


def by_programme(scope: Scope) -> Report:
    """One row a programme. Of the whole province: whole plan lines, classes and money.

    Of one unit, and for whoever may see some units only: their quotas against the participations of their people, and
    the classes these were in. Money is of whole classes only, and for whoever may see it.
    """
    tallies: _Tallies = defaultdict(Tally)
    titles: dict[int | str, str] = {}
    is_whole = scope.unit_id is None and scope.actor.may_everywhere(Permission.REPORT_RUN)
    has_money = is_whole and scope.actor.may_everywhere(Permission.FUND_VIEW)
    _count_plans(scope, None if is_whole else _quotas(scope), tallies, titles)
    facts = _facts(scope)
    for fact in facts:
        tallies[fact.programme_id].count(fact, scope)
    _count_classes(scope, None if is_whole else {fact.class_id for fact in facts}, tallies)
    if has_money:
        for programme_id, cost_id, amount in spent_on_classes(scope.period):
            tallies[programme_id].spent[cost_id] += amount
    known = programmes().in_bulk([key for key in tallies if isinstance(key, int)])
    titles |= {key: programme.name for key, programme in known.items()}
    whole = Tally()
    for tally in tallies.values():
        whole.add(tally)
    return Report(
        title=_("Kế hoạch và kết quả theo chương trình"),
        subtitle=scope.dates,
        row_heading=_("Chương trình"),
        columns=columns(*CLASSES, *LEARNERS, *(MONEY if has_money else ())),
        rows=tuple(
            ReportRow(str(key), titles[key], tallies[key].figures())
            for key in sorted(tallies, key=lambda key: (sort_key(titles[key]), str(key)))
        ),
        total=ReportRow("total", _("Tổng cộng"), whole.figures()),
        notes=_notes(is_whole=is_whole),
    )


def _notes(*, is_whole: bool) -> tuple[str, ...]:
    return (
        _("Lượt người: mỗi lần một người vào một lớp trong kỳ. Số người: mỗi người đếm một lần."),
        _("Hoàn thành và chứng chỉ đếm theo ngày hoàn thành trong kỳ, kể cả của lớp chuyển tiếp."),
        _("Kế hoạch là các dòng của kế hoạch được duyệt cho những năm kỳ báo cáo chạm tới.")
        if is_whole
        else _(
            "Kế hoạch là chỉ tiêu đã giao cho đơn vị; lớp là lớp có người của đơn vị; tiền chỉ tính chung toàn tỉnh."
        ),
    )


def _quotas(scope: Scope) -> Counter[int]:
    """The places given to the units reported on, by terms of plan lines."""
    found = [
        quota
        for quota in approved_quotas(years(scope))
        if scope.actor.may(Permission.REPORT_RUN, quota.unit_id)
    ]
    units = UnitRows(scope, {quota.unit_id for quota in found})
    learners: Counter[int] = Counter()
    for quota in found:
        if units.place(quota.unit_id, scope.day):
            learners[quota.terms_id] += quota.kept
    return learners


def _count_plans(
    scope: Scope, quotas: Counter[int] | None, tallies: _Tallies, titles: dict[int | str, str]
) -> None:
    for terms in approved_terms_in(scope.actor, years(scope)):
        learners = terms.learners if quotas is None else quotas[terms.pk]
        if quotas is not None and not learners:
            continue
        key: int | str = terms.programme_id if terms.programme_id is not None else f"line-{terms.line_id}"
        titles.setdefault(key, terms.title)
        tally = tallies[key]
        tally.planned_learners[terms.line_id] += learners
        if quotas is None:
            tally.planned_classes[terms.line_id] += terms.classes
            tally.budget[terms.line_id] += sum(budget.amount for budget in terms.budgets.all())


def _facts(scope: Scope) -> list[EnrolmentFact]:
    """The participations to count, of the unit reported on or of all the actor may see."""
    chosen = enrolled_in(scope.period) | completed_in(scope.period) | in_classes_carried_into(scope.period)
    facts = list(enrolment_facts(scope.actor, chosen))
    if scope.unit_id is None:
        return facts
    units = UnitRows(scope, {fact.unit_id for fact in facts if fact.unit_id is not None})
    return [
        fact for fact in facts if fact.unit_id is not None and units.place(fact.unit_id, fact.enrolled_on)
    ]


def _count_classes(scope: Scope, own: Iterable[int] | None, tallies: _Tallies) -> None:
    """Classes by when they began; with ``own`` only those."""
    mine = None if own is None else set(own)
    for class_id, programme_id in classes_started_in(scope.period).values_list("pk", "programme_id"):
        if mine is None or class_id in mine:
            tallies[programme_id].classes.add(class_id)
    for class_id, programme_id in classes_carried_into(scope.period).values_list("pk", "programme_id"):
        if mine is None or class_id in mine:
            tallies[programme_id].carried.add(class_id)


BY_PROGRAMME = Definition(
    name="plan-programme",
    title=gettext_lazy("Kế hoạch và kết quả theo chương trình"),
    question=gettext_lazy("Mỗi chương trình được giao bao nhiêu lượt, đã học bao nhiêu, hết bao nhiêu tiền?"),
    run=by_programme,
    promises=partial(
        total_is_sum,
        columns=(
            "planned_classes",
            "planned_learners",
            "budget",
            "classes",
            "carried",
            "enrolled",
            "completed",
            "certified",
            "spent",
        ),
    ),
)
