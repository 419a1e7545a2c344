"""The fields an office may use in a template of its own for papers about those sent, and what they are filled with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from vun.common.numbers import format_date
from vun.engines.documents import Block, Document, DocumentKind, Grid, GridRow, Paragraph, words
from vun.records.sending.domain.paper_text import bases_of, document
from vun.records.sending.domain.papers import (
    PaperDetails,
    PaperKind,
    PaperLayout,
    PaperLine,
    document_kind,
    subject_of,
)

FIELDS = (
    "so_ky_hieu",
    "dia_danh",
    "ngay",
    "thang",
    "nam",
    "co_quan_chu_quan",
    "co_quan",
    "tham_quyen",
    "trich_yeu",
    "can_cu",
    "lop",
    "thoi_gian",
    "noi_dung",
    "trach_nhiem",
    "kinh_phi",
    "de_nghi",
    "quyet_dinh_goc",
    "so_nguoi",
    "so_lan_phuc_vu",
    "quyen_han_ky",
    "nguoi_ky",
)
"""Filled in anywhere in the document."""

LINE_FIELDS = (
    "stt",
    "ho_ten",
    "ngay_sinh",
    "ngay_sinh_nam",
    "ngay_sinh_nu",
    "chuc_vu",
    "don_vi",
    "ngach",
    "ghi_chu",
)
"""Filled in a row of a table, once for each person on the list."""

NAME_FIELD = "ho_ten"
"""Without it nobody is named."""


@dataclass(frozen=True, slots=True)
class Filling:
    """What the fields of a template are filled with: of the paper, and of each person on its list."""

    values: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...]


def filling(
    kind: PaperKind, details: PaperDetails, number: str, lines: tuple[PaperLine, ...], multiple: int | None
) -> Filling:
    """The values of FIELDS and LINE_FIELDS for a paper. Of somebody alone, the fields of the list stand anywhere."""
    day = details.issued_on
    values = {
        "so_ky_hieu": number,
        "dia_danh": details.place,
        "ngay": f"{day.day:02d}",
        # Of the months only the first two get a nought (Decree 30/2020/NĐ-CP).
        "thang": f"{day.month:02d}" if day.month <= 2 else str(day.month),
        "nam": str(day.year),
        "co_quan_chu_quan": details.superior,
        "co_quan": details.organ,
        "tham_quyen": details.authority or details.organ,
        "trich_yeu": subject_of(kind, details),
        "can_cu": ";\n".join(bases_of(details)),
        "lop": details.course,
        "thoi_gian": details.study_days,
        "noi_dung": details.about,
        "trach_nhiem": details.duties,
        "kinh_phi": details.funds,
        "de_nghi": details.proposer,
        "quyet_dinh_goc": details.amends,
        "so_nguoi": str(len(lines)),
        "so_lan_phuc_vu": str(multiple or ""),
        "quyen_han_ky": details.capacity,
        "nguoi_ky": details.signer,
    }
    rows = tuple(_row(place, line) for place, line in enumerate(lines, start=1))
    return Filling({**values, **rows[0]} if len(rows) == 1 else values, rows)


def _row(place: int, line: PaperLine) -> dict[str, str]:
    born = format_date(line.birth_on)
    return {
        "stt": str(place),
        "ho_ten": line.full_name,
        "ngay_sinh": born,
        "ngay_sinh_nam": "" if line.is_woman else born,
        "ngay_sinh_nu": born if line.is_woman else "",
        "chuc_vu": line.post,
        "don_vi": line.unit,
        "ngach": line.rank,
        "ghi_chu": line.note,
    }


def unknown_fields(found: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the fields found in a template that are none."""
    return tuple(name for name in found if name not in {*FIELDS, *LINE_FIELDS})


def to_begin_with(kind: PaperKind, layout: PaperLayout) -> Document:
    """The paper as shipped, with fields in place of what an office writes: a template to begin with."""
    details = PaperDetails(
        layout=layout,
        organ=_field("co_quan"),
        superior=_field("co_quan_chu_quan"),
        authority=_field("tham_quyen"),
        sign="",
        place="",
        issued_on=date.min,
        course=_field("lop"),
        study_days=_field("thoi_gian"),
        capacity=_field("quyen_han_ky"),
        signer=_field("nguoi_ky"),
        funds=_field("kinh_phi"),
        about=_field("noi_dung"),
        duties=_field("trach_nhiem") if kind is PaperKind.TRIP else "",
        amends=_field("quyet_dinh_goc"),
    )
    made = document(kind, details, _field("so_ky_hieu"), (), None)
    (listed,) = made.annexes
    (grid,) = listed.blocks
    fields = ("stt", "ho_ten", "ngay_sinh_nam", "ngay_sinh_nu", "chuc_vu", "ngach", "ghi_chu")
    if not isinstance(grid, Grid):
        raise TypeError("the list of a paper is a table")
    row = GridRow(tuple(f"{_field(name)}{_AND_UNIT if name == 'chuc_vu' else ''}" for name in fields))
    return replace(
        made,
        title=_field("trich_yeu"),
        bases=(_field("can_cu"),) if document_kind(kind) is DocumentKind.DECISION else (),
        signed_line=f"{_field('dia_danh')}, {words.unbroken(_DAY)}",
        body=tuple(_counted(block) for block in made.body),
        annexes=(
            replace(
                listed,
                blocks=(replace(grid, rows=(row,), notes=(f"Danh sách có {_field('so_nguoi')} người.",)),),
                reference=f"(Kèm theo {document_kind(kind).heading.capitalize()} số {_field('so_ky_hieu')} {_DAY})",
            ),
        ),
    )


def _counted(block: Block) -> Block:
    """How many are on the list is a field too: the text was made for nobody."""
    if not isinstance(block, Paragraph):
        return block
    return replace(block, text=block.text.replace("0 ông (bà)", f"{_field('so_nguoi')} ông (bà)"))


def _field(name: str) -> str:
    return f"{{{{ {name} }}}}"


_DAY = f"ngày {_field('ngay')} tháng {_field('thang')} năm {_field('nam')}"
_AND_UNIT = f", {_field('don_vi')}"
