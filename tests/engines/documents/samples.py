"""Documents of each layout, for the tests of all writers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from vun.engines.documents import (
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

GRID = Grid(
    columns=(
        GridColumn(0.4, Align.CENTRE),
        GridColumn(3),
        GridColumn(1, Align.RIGHT),
        GridColumn(1, Align.RIGHT),
    ),
    head=(
        (Head("TT", down=2), Head("Đơn vị", down=2), Head("Kết quả", across=2)),
        (Head("Lượt"), Head("Người")),
    ),
    rows=(
        GridRow(("1", "Huyện Tràng Định", "1.234", "1.200")),
        GridRow(("", "Xã Đề Thám", "34", "30"), depth=1),
        GridRow(("", "Tổng cộng", "1.268", "1.230"), is_bold=True),
    ),
    caption="Kết quả theo đơn vị",
    unit="Đơn vị tính: lượt người",
    notes=("Số liệu đến 31/12/2025.",),
    naming=1,
)

DECISION = Document(
    kind=DocumentKind.DECISION,
    organ="Ủy ban nhân dân",
    superior="Tỉnh Lạng Sơn",
    title="Về việc cử công chức tham gia lớp bồi dưỡng ngạch chuyên viên chính",
    number="5/QĐ-UBND",
    place="Lạng Sơn",
    date=date(2026, 1, 5),
    authority="Chủ tịch Ủy ban nhân dân tỉnh Lạng Sơn",
    bases=(
        "Căn cứ Nghị định số 171/2025/NĐ-CP ngày 30/6/2025 của Chính phủ;",
        "Theo đề nghị của Giám đốc Sở Nội vụ",
    ),
    body=(
        Paragraph("Cử 2 ông (bà) có tên trong danh sách kèm theo.", lead="Điều 1."),
        Paragraph("Giám đốc Sở Nội vụ chịu trách nhiệm thi hành Quyết định này.", lead="Điều 2."),
    ),
    recipients=("Như Điều 2", "Lưu: VT, NC"),
    signer=Signer(("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Nguyễn Văn An"),
    annexes=(
        Annex(
            "Danh sách cử đi học", (GRID,), reference="(Kèm theo Quyết định số 05/QĐ-UBND)", is_landscape=True
        ),
    ),
)
PARTY_REPORT = Document(
    kind=DocumentKind.REPORT,
    layout=Layout.PARTY,
    organ="Ban Thường vụ",
    superior="Tỉnh ủy Lạng Sơn",
    title="kết quả đào tạo, bồi dưỡng cán bộ năm 2009",
    number="999-BC/TU",
    place="Lạng Sơn",
    date=date(2009, 3, 4),
    body=(Heading("I. Kết quả", 2), GRID, Paragraph("Trên đây là báo cáo.")),
    recipients=("Ban Tổ chức Trung ương", "Lưu Văn phòng Tỉnh ủy"),
    signer=Signer(("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"), "Trần Thị Bình"),
)
FORM = Document(
    kind=DocumentKind.STATISTICS,
    layout=Layout.FORM,
    organ="Ban Tổ chức",
    superior="Tỉnh ủy Lạng Sơn",
    title="Thống kê kết quả đào tạo, bồi dưỡng cán bộ năm 2025",
    form="Biểu số 10-BTCTW",
    unit="Đvt: Người",
    place="Lạng Sơn",
    is_landscape=True,
    body=(GRID,),
    compiler=Signer(("NGƯỜI LẬP BIỂU",), note="(Ký, ghi rõ họ và tên)"),
    signer=Signer(("TRƯỞNG BAN",), note="(Ký, đóng dấu, ghi rõ họ và tên)"),
)
LETTER = replace(
    DECISION,
    kind=DocumentKind.LETTER,
    title="Về việc đăng ký nhu cầu đào tạo năm 2027",
    number="/SNV-CBCC",
    date=None,
    authority="",
    bases=(),
    addressees=("Các sở, ban, ngành", "Ủy ban nhân dân các xã, phường"),
    body=(Paragraph("Sở Nội vụ đề nghị các đơn vị đăng ký."),),
    annexes=(),
)
SAMPLES = {"decision": DECISION, "party": PARTY_REPORT, "form": FORM, "letter": LETTER}
