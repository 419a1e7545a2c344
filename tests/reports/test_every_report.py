"""Whatever report: each of its figures opens into a list that adds up to it, now and when it was signed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.factories.plans import SYSTEM
from tests.factories.reports import make_training_year, scope
from vun.records.delivery.domain import CostKind
from vun.records.delivery.models import ClassCost, Completion, Enrolment
from vun.records.publishing import operations
from vun.records.publishing.domain import Holding
from vun.records.publishing.models import SignedReport
from vun.reports.freezing import ids_behind, verify
from vun.reports.model import Opened, Report
from vun.reports.registry import corrected_since, definitions, freeze

pytestmark = pytest.mark.django_db


def test_every_figure_is_as_much_as_its_list_adds_up_to() -> None:
    make_training_year()
    for definition in definitions():
        report = definition.run(scope())
        signed = sign(definition.name)
        assert verify(signed) == ()
        for row, column, value in counted(report):
            where = (definition.name, row, column)
            assert (*where, adds_up_to(definition.open(scope(), row, column))) == (*where, value)
            assert (*where, adds_up_to(ids_behind(signed, row, column))) == (*where, value)


def sign(name: str) -> SignedReport:
    frozen = freeze(name, scope())
    explained = {one.name: "Đã rà soát" for one in frozen.relations if one.holding is not Holding.HOLDS}
    return operations.sign(frozen=frozen, explanations=explained, by=SYSTEM)


def delete(enrolment_id: int) -> None:
    Completion.objects.filter(enrolment_id=enrolment_id).delete()
    Enrolment.objects.filter(pk=enrolment_id).delete()


def counted(report: Report) -> list[tuple[str, str, int]]:
    rows = [*report.rows, *([report.total] if report.total else [])]
    return [
        (row.key, key, int(figure.value))
        for row in rows
        for key, figure in row.figures.items()
        if figure.subject is not None and figure.value and not isinstance(figure.value, Decimal)
    ]


def adds_up_to(opened: Opened) -> int:
    if opened.rows is not None:
        return opened.rows.count()
    return sum(opened.amounts) if opened.amounts else len(opened.ids)


@pytest.mark.parametrize("name", ["plan-programme", "lop-va-kinh-phi"])
def test_money_corrected_since_is_told_by_class_and_by_what_it_paid_for(name: str) -> None:
    make_training_year()
    signed = sign(name)
    ClassCost.objects.filter(kind=CostKind.SPENT).update(amount=3_500_000)

    told = {(one.before, one.after, one.removed, one.added) for one in corrected_since(signed, SYSTEM)}

    [cost] = ClassCost.objects.filter(kind=CostKind.SPENT).select_related("training_class")
    what = f"{cost.training_class.name}: Giảng viên"
    assert (4_000_000, 3_500_000, (f"{what}: 4.000.000",), (f"{what}: 3.500.000",)) in told
    # What is computed from it reads otherwise too, and names nothing of its own.
    assert {(removed, added) for before, _, removed, added in told if before != 4_000_000} <= {((), ())}


def test_a_report_of_several_years_is_told_anew_for_each_of_them() -> None:
    year = make_training_year()
    signed = sign("nhieu-nam")
    report = next(one for one in definitions() if one.name == "nhieu-nam").run(scope())
    of_2025 = [column.key for column in report.columns if column.key.endswith("@2025")]
    before = year.classes[1].enrolment_ids[0]
    for row, column, value in counted(report):
        if column in of_2025:
            assert adds_up_to(ids_behind(signed, row, column)) == value

    delete(before)

    told = {one.column: (one.before, one.after, one.removed) for one in corrected_since(signed, SYSTEM)}
    assert told == {
        "Lượt người: 2025": (1, 0, ("Nông Văn Dũng",)),
        "Lượt người: số người: 2025": (1, 0, ("Nông Văn Dũng",)),
        "Lượt người: Tăng, giảm": (4, 5, ()),
        "Lượt người: số người: Tăng, giảm": (3, 4, ()),
    }
