"""Trying a province's template before it is put to use, and one to begin with."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from vun.engines.documents.fields import CONTENT, FIELDS, field
from vun.engines.documents.model import (
    Align,
    Annex,
    Document,
    DocumentKind,
    Grid,
    GridColumn,
    GridRow,
    Head,
    Heading,
    Layout,
    Paragraph,
    Signer,
)
from vun.engines.documents.office.filling import fields_of, reworded
from vun.engines.documents.office.writer import write_docx
from vun.engines.documents.pdf import write_pdf
from vun.engines.documents.templates import OFFICE_NAMES, TemplateError, Templates, shipped_text
from vun.engines.documents.words import recipient_lines

_UNKNOWN_KEY = re.compile(r'does not contain key "([^"]+)"|unknown variable: (\S+)')


class UnknownField(TemplateError):
    """A template that asks for what no document has; the text is the name of it."""


def layout_of(name: str) -> Layout:
    """The layout a file is of; the one shared by all is tried on documents of the state."""
    stem = name.partition(".")[0]
    return Layout(stem) if stem in set(Layout) else Layout.STATE


def tried(name: str, content: bytes) -> bytes:
    """The sample written by the template: a docx by a docx, a PDF by Typst.

    Raises UnknownField with the names of fields nobody knows, and TemplateError for what cannot be used: no docx, no
    Typst, fields without the one of the content.
    """
    templates = Templates({name: content})
    sample = sample_of(layout_of(name))
    if name in OFFICE_NAMES:
        found = fields_of(content)
        if unknown := [one for one in found if one not in FIELDS]:
            raise UnknownField(", ".join(unknown))
        if found and CONTENT not in found:
            raise TemplateError(field(CONTENT))
        return write_docx(sample, templates)
    try:
        return write_pdf(sample, templates)
    except TemplateError as error:
        unknown_key = _UNKNOWN_KEY.search(str(error))
        if unknown_key:
            raise UnknownField(unknown_key[1] or unknown_key[2]) from error
        raise


def to_begin_with(name: str) -> bytes:
    """The file as shipped: a Typst template, or a docx of the layout with fields in place of what is filled in."""
    if name not in OFFICE_NAMES:
        return shipped_text(name).encode()
    return reworded(
        write_docx(_with_fields(layout_of(name))),
        {
            DocumentKind.REPORT.heading: field("TEN_LOAI"),
            recipient_lines((field("noi_nhan"),))[0]: field("noi_nhan"),
        },
    )


def _with_fields(layout: Layout) -> Document:
    is_form = layout is Layout.FORM
    return Document(
        kind=DocumentKind.STATISTICS if is_form else DocumentKind.REPORT,
        layout=layout,
        organ=field("co_quan"),
        superior=field("co_quan_chu_quan"),
        title=field("trich_yeu"),
        number="" if is_form else field("so_ky_hieu"),
        signed_line=field("dia_danh_ngay"),
        body=(Paragraph(field(CONTENT), align=Align.LEFT),),
        recipients=() if is_form else (field("noi_nhan"),),
        signer=Signer((field("quyen_han_ky"),), field("nguoi_ky"), field("chu_thich_ky") if is_form else ""),
        compiler=Signer((field("nguoi_lap"),), note=field("chu_thich_nguoi_lap")) if is_form else None,
        form=field("bieu_so") if is_form else "",
        unit=field("don_vi_tinh") if is_form else "",
    )


def sample_of(layout: Layout) -> Document:
    """A document that has every part, of nobody."""
    made = Document(
        kind=DocumentKind.STATISTICS if layout is Layout.FORM else DocumentKind.REPORT,
        layout=layout,
        organ="Sở Nội vụ",
        superior="Ủy ban nhân dân tỉnh",
        title="Kết quả đào tạo, bồi dưỡng cán bộ, công chức, viên chức",
        number="05/BC-SNV",
        place="Lạng Sơn",
        date=date(2026, 1, 5),
        body=(
            Heading("I. Kết quả"),
            Paragraph("Trong năm đã cử 1.234 lượt người đi đào tạo, bồi dưỡng."),
            _sample_table(),
            Heading("II. Nhiệm vụ"),
            Paragraph("Trên đây là báo cáo kết quả."),
        ),
        recipients=("Như trên", "Lưu: VT"),
        signer=Signer(("GIÁM ĐỐC",), "Nguyễn Văn An", "(Ký, đóng dấu)" if layout is Layout.FORM else ""),
        annexes=(Annex("Số liệu chi tiết", (_sample_table(),), is_landscape=True),),
    )
    if layout is not Layout.FORM:
        return made
    return replace(
        made,
        number="",
        form="Biểu số 01",
        unit="Đvt: Người",
        compiler=Signer(("NGƯỜI LẬP BIỂU",), note="(Ký, ghi rõ họ và tên)"),
        recipients=(),
    )


def _sample_table() -> Grid:
    return Grid(
        columns=(GridColumn(0.5, Align.CENTRE), GridColumn(3), GridColumn(1, Align.RIGHT)),
        head=((Head("TT"), Head("Nội dung"), Head("Lượt người")), (Head("1"), Head("2"), Head("3"))),
        rows=(
            GridRow(("1", "Đào tạo", "234")),
            GridRow(("2", "Bồi dưỡng", "1.000")),
            GridRow(("", "Tổng cộng", "1.234"), is_bold=True),
        ),
        naming=1,
    )
