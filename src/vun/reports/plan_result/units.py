"""Plan against result by the unit that sent people."""

from __future__ import annotations

from collections import defaultdict
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vun.common.actor import Permission
from vun.records.delivery.queries.facts import completed_in, enrolled_in, enrolment_facts
from vun.records.plans.queries.facts import approved_quotas
from vun.reports.model import Definition, Report, ReportRow, Scope
from vun.reports.plan_result.tally import LEARNERS, Tally, columns, years
from vun.reports.promises import total_is_sum
from vun.reports.unit_rows import RowKey, UnitRows

_WITHOUT_UNIT = "none"


def by_unit(scope: Scope) -> Report:
    """One row a unit, its people wherever they studied; units directly below the reported one hold their parts."""
    facts = list(enrolment_facts(scope.actor, enrolled_in(scope.period) | completed_in(scope.period)))
    quotas = [
        quota
        for quota in approved_quotas(years(scope))
        if scope.actor.may(Permission.REPORT_RUN, quota.unit_id)
    ]
    known = {fact.unit_id for fact in facts if fact.unit_id is not None} | {quota.unit_id for quota in quotas}
    units = UnitRows(scope, known)
    tallies: dict[RowKey, Tally] = defaultdict(Tally)
    whole, without_unit = Tally(), Tally()
    for quota in quotas:
        keys = units.place(quota.unit_id, scope.day)
        for tally in [whole, *(tallies[key] for key in keys)] if keys else []:
            tally.planned_learners[quota.terms.line_id] += quota.kept
    for fact in facts:
        if fact.unit_id is None:
            counted = [without_unit, whole] if scope.unit_id is None else []
        else:
            keys = units.place(fact.unit_id, fact.enrolled_on)
            counted = [whole, *(tallies[key] for key in keys)] if keys else []
        for tally in counted:
            tally.count(fact, scope)
    rows = [
        ReportRow("-".join(map(str, row.key)), row.label, tallies[row.key].figures(), row.depth)
        for row in units.rows(tallies)
    ]
    if without_unit.enrolled or without_unit.completed:
        rows.append(ReportRow(_WITHOUT_UNIT, _("Chưa có đơn vị"), without_unit.figures()))
    return Report(
        title=_("Kế hoạch và kết quả theo đơn vị cử"),
        subtitle=scope.dates,
        row_heading=_("Đơn vị"),
        columns=columns(*LEARNERS),
        rows=tuple(rows),
        total=ReportRow("total", _("Tổng cộng"), whole.figures()),
        notes=(
            _("Kế hoạch là chỉ tiêu đã giao cho đơn vị trong các kế hoạch được duyệt."),
            _("Học viên tính theo đơn vị lúc nhập học; hàng thụt vào là phần của hàng trên."),
        ),
    )


BY_UNIT = Definition(
    name="plan-unit",
    title=gettext_lazy("Kế hoạch và kết quả theo đơn vị cử"),
    question=gettext_lazy("Đơn vị nào đã cử đủ chỉ tiêu, đơn vị nào còn thiếu?"),
    run=by_unit,
    promises=partial(total_is_sum, columns=("planned_learners", "enrolled", "completed", "certified")),
)
