"""Reports kept by hand."""

from __future__ import annotations

from vun.common.actor import Actor
from vun.common.period import Period
from vun.engines.figures import read_outline
from vun.records.orgs.models import Unit
from vun.records.statements.domain import StatementDetails
from vun.records.statements.models import KeptStatement
from vun.records.statements.operations import keep_statement

OUTLINE = """\
Tổng số: 1.110 lượt người
  Tại Trung ương: 40 lượt người
  Tại tỉnh: 1.050 lượt người
Kinh phí: hơn 9 tỷ đồng
"""


def make_statement(
    unit: Unit,
    *,
    title: str = "Báo cáo năm 2009",
    year: int = 2009,
    outline: str = OUTLINE,
    by: Actor | None = None,
) -> KeptStatement:
    return keep_statement(
        details=StatementDetails(title, unit.pk, Period.year(year), source="Báo tỉnh"),
        figures=read_outline(outline, case="2009"),
        by=by or Actor.system("tests"),
    )
