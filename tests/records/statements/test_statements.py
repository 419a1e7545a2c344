"""Reports kept by hand: as stated, within scope, with every change on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.factories.accounts import clerk_of, inspector, planner, registrar_of
from tests.factories.orgs import make_unit
from tests.factories.statements import OUTLINE, make_statement
from vun.common.errors import NotFound, Problem, Refused
from vun.common.period import Period
from vun.engines.figures import Qualifier, read_outline
from vun.records.audit.models import AuditEntry
from vun.records.statements import operations, queries
from vun.records.statements.domain import Link, StatementDetails
from vun.records.statements.models import KeptStatement

pytestmark = pytest.mark.django_db


def details(unit_id: int, **changed: object) -> StatementDetails:
    return replace(StatementDetails("Báo cáo năm 2009", unit_id, Period.year(2009)), **changed)


def test_a_report_is_kept_as_it_states_its_figures_faults_and_all() -> None:
    kept = make_statement(make_unit())

    again = KeptStatement.objects.get(pk=kept.pk)
    figures = again.statement.by_id
    assert (figures["1"].value, figures["2"].value) == (Decimal(1110), Decimal(9_000_000_000))
    assert (figures["2"].qualifier, figures["2"].raw) == (Qualifier.OVER, "hơn 9 tỷ")
    assert again.statement == read_outline(OUTLINE, case="2009")
    # 40 and 1.050 are 1.090.
    assert (again.figure_count, again.fault_count) == (4, 1)
    line = AuditEntry.objects.get(action="statement.kept")
    assert (line.object_label, line.unit_id, line.after) == (
        "Báo cáo năm 2009", again.unit_id, {"figure_count": 4, "fault_count": 1},
    )  # fmt: skip


def test_what_is_corrected_is_told_figure_by_figure() -> None:
    unit = make_unit()
    kept = make_statement(unit)

    corrected = operations.correct_statement(
        kept=kept,
        revision=0,
        details=details(unit.pk, title="Báo cáo 2009", source="Báo tỉnh"),
        figures=read_outline(
            OUTLINE.replace("1.050", "1.070").replace("Kinh phí: hơn 9", "Kinh phí: 9"), case="2009"
        ),
        by=planner(),
    )

    assert (corrected.title, corrected.fault_count) == ("Báo cáo 2009", 0)
    line = AuditEntry.objects.get(action="statement.corrected")
    assert line.before == {
        "report_title": "Báo cáo năm 2009",
        "figures": ["1.2: 1050 lượt người", "2: over 9000000000 đồng"],
    }
    assert line.after == {
        "report_title": "Báo cáo 2009",
        "figures": ["1.2: 1070 lượt người", "2: 9000000000 đồng"],
    }


def test_a_report_put_down_wrongly_is_taken_away_and_the_audit_knows() -> None:
    kept = make_statement(make_unit())
    operations.remove_statement(kept=KeptStatement.objects.get(), by=planner())
    assert not KeptStatement.objects.exists()
    with pytest.raises(NotFound):  # sent twice, each with the report as it was read before
        operations.remove_statement(kept=kept, by=planner())
    assert AuditEntry.objects.get(action="statement.removed").object_label == "Báo cáo năm 2009"


def test_only_who_keeps_figures_of_the_unit_may_write() -> None:
    own, other = make_unit(), make_unit()
    kept = make_statement(own)
    figures = kept.statement
    for actor in (clerk_of(other), registrar_of(own), inspector()):
        with pytest.raises(Refused):
            operations.keep_statement(details=details(own.pk), figures=figures, by=actor)
        with pytest.raises(Refused):
            operations.correct_statement(
                kept=kept, revision=0, details=details(own.pk), figures=figures, by=actor
            )
        with pytest.raises(Refused):
            operations.remove_statement(kept=kept, by=actor)
    # Nor may one's own report be handed to a unit that is not one's own.
    of_other = details(other.pk)
    with pytest.raises(Refused):
        operations.correct_statement(
            kept=kept, revision=0, details=of_other, figures=figures, by=clerk_of(own)
        )
    operations.correct_statement(
        kept=kept, revision=0, details=details(own.pk), figures=figures, by=clerk_of(own)
    )


def test_of_two_who_correct_at_once_the_second_is_told_and_changes_nothing() -> None:
    unit = make_unit()
    kept = make_statement(unit)
    link = Link("1", "plan-by-unit", "total", "planned")
    one, two = (KeptStatement.objects.get(pk=kept.pk) for _ in range(2))
    operations.correct_statement(
        kept=one,
        revision=one.revision,
        details=details(unit.pk, note="của người thứ nhất"),
        figures=kept.statement,
        by=planner(),
    )

    with pytest.raises(Problem) as told:
        operations.correct_statement(
            kept=two,
            revision=two.revision,
            details=details(unit.pk, note="của người thứ hai"),
            figures=kept.statement,
            by=planner(),
        )
    assert told.value.code == "statements.changed_meanwhile"
    with pytest.raises(Problem) as told:
        operations.link_figures(kept=two, report="plan-by-unit", links=[link], by=planner())
    assert told.value.code == "statements.changed_meanwhile"
    now = KeptStatement.objects.get(pk=kept.pk)
    assert (now.note, now.links, now.revision) == ("của người thứ nhất", [], 1)
    assert AuditEntry.objects.filter(object_id=str(kept.pk), action__startswith="statement.").count() == 2


def test_reports_are_read_within_scope_the_latest_first() -> None:
    own, other = make_unit(), make_unit()
    early, late, foreign = (
        make_statement(own, year=2008),
        make_statement(own, year=2010),
        make_statement(other),
    )

    assert list(queries.visible_to(clerk_of(own))) == [late, early]
    assert list(queries.visible_to(inspector())) == [late, foreign, early]
    assert queries.get_visible(clerk_of(own), early.pk) == early
    with pytest.raises(NotFound):
        queries.get_visible(clerk_of(own), foreign.pk)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"title": "  "}, "no_title"),
        ({"title": "ạ" * 301}, "too_long"),
        ({"source": "ạ" * 301}, "too_long"),
        ({"period": Period(date(2009, 1, 1))}, "no_last_day"),
    ],
)
def test_what_cannot_be_kept_is_told(changed: dict[str, object], code: str) -> None:
    unit = make_unit()
    with pytest.raises(Problem) as caught:
        operations.keep_statement(
            details=details(unit.pk, **changed), figures=read_outline(OUTLINE), by=planner()
        )
    assert caught.value.code == f"statements.{code}"


def test_a_report_of_more_figures_than_anybody_reads_is_refused() -> None:
    many = read_outline("\n".join(f"Số {number}: {number} lớp" for number in range(1, 2000)))
    unit = make_unit()
    operations.keep_statement(details=details(unit.pk), figures=many, by=planner())
    too_many = replace(
        many, figures=tuple(replace(one, id=f"{part}{one.id}") for part in "ab" for one in many.figures)
    )
    with pytest.raises(Problem) as caught:
        operations.keep_statement(details=details(unit.pk), figures=too_many, by=planner())
    assert caught.value.code == "statements.too_many_figures"
