"""The list of a round as it goes on paper: who took part, with which points, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from vun.common.numbers import format_number
from vun.engines.documents import (
    Align,
    Document,
    DocumentKind,
    Grid,
    GridColumn,
    GridRow,
    Head,
    Layout,
    Paragraph,
    Signer,
    words,
)
from vun.records.admission.domain.rounds import CandidateState
from vun.records.sending.domain import PERSON_COLUMNS, PERSON_HEAD, PERSON_HEAD_BELOW, person_cells

OUTCOME_WORDS = {
    CandidateState.ENTERED: "",
    CandidateState.ADMITTED: "Trúng tuyển",
    CandidateState.WAITING: "Danh sách chờ",
    CandidateState.NOT_ADMITTED: "Không trúng tuyển",
    CandidateState.FALLEN_OUT: "Không tham gia",
}
"""What became of somebody, as the paper says it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A candidate on the list; ``points`` in the order of the criteria, None where none were given."""

    full_name: str
    birth_on: date
    is_woman: bool
    unit: str
    points: tuple[Decimal | None, ...]
    total: Decimal | None
    rank: int | None
    state: CandidateState
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListHead:
    """What stands around the list. ``decision`` is number, day and issuer of the decision it belongs to."""

    organ: str
    superior: str
    place: str
    layout: Layout
    name: str
    places: int
    decision: tuple[str, date, str] | None = None


def selection_list(head: ListHead, criteria: tuple[str, ...], listed: tuple[Listed, ...]) -> Document:
    """The list in the layout of state or Party: before the decision of those who take part, after it of the results."""
    of_what = "kết quả xét tuyển" if head.decision else "dự tuyển"
    reference = ""
    if head.decision:
        number, issued_on, issuer = head.decision
        reference = f"(Kèm theo Quyết định số {number} {words.day_in_words(issued_on)} của {issuer})"
    summary = f"{head.name}: {len(listed)} người dự tuyển, {head.places} chỗ."
    return Document(
        kind=DocumentKind.STATISTICS,
        layout=head.layout,
        organ=head.organ,
        superior=head.superior,
        place=head.place,
        title=f"Danh sách {of_what}",
        body=(
            *([Paragraph(reference, is_italic=True, align=Align.CENTRE)] if reference else []),
            Paragraph(summary),
            _grid(criteria, listed),
        ),
        signer=Signer(("TM. HỘI ĐỒNG XÉT TUYỂN", "CHỦ TỊCH")),
        is_landscape=True,
    )


def _grid(criteria: tuple[str, ...], listed: tuple[Listed, ...]) -> Grid:
    number = GridColumn(0.9, Align.CENTRE)
    return Grid(
        columns=(
            *PERSON_COLUMNS,
            GridColumn(2.6),
            *(number for _ in criteria),
            number,
            GridColumn(0.7, Align.CENTRE),
            GridColumn(1.6),
        ),
        head=(
            (
                *PERSON_HEAD,
                Head("Đơn vị công tác", down=2),
                *([Head("Điểm", across=len(criteria))] if criteria else []),
                Head("Tổng điểm", down=2),
                Head("Hạng", down=2),
                Head("Kết quả", down=2),
            ),
            (*PERSON_HEAD_BELOW, *(Head(each) for each in criteria)),
        ),
        rows=tuple(_row(place, each) for place, each in enumerate(listed, start=1)),
        naming=1,
    )


def _row(place: int, each: Listed) -> GridRow:
    outcome = OUTCOME_WORDS[each.state]
    return GridRow(
        (
            *person_cells(place, each.full_name, each.birth_on, is_woman=each.is_woman),
            each.unit,
            *(_figure(points) for points in each.points),
            _figure(each.total),
            str(each.rank or ""),
            f"{outcome}: {each.note}" if outcome and each.note else outcome or each.note,
        )
    )


def _figure(points: Decimal | None) -> str:
    return "" if points is None else format_number(points, decimals=2)
