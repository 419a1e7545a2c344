"""Writes the corpus of ugly spreadsheets beside it. Run by hand, with LibreOffice installed:

    .venv/bin/python tests/data/sheets/make_files.py

The tests read the files that are committed; what becomes of each stands in ``expected.yaml``, read through by eye.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

HERE = Path(__file__).parent
Rows = Sequence[Sequence[Any]]

HEAD = [
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số CCCD",
    "Chức vụ",
    "Đơn vị công tác",
    "Ngày bổ nhiệm",
]
AN = [1, "Hoàng Văn Thái", "12/03/1980", "Nam", "020080000111", "Chuyên viên", "Sở Nội vụ", "01/02/2015"]
BINH = [2, "Nông Thị Bích", "06/05/1985", "Nữ", "020185000222", "Chuyên viên", "Sở Tài chính", "01/03/2016"]
CUONG = [
    3,
    "Lý Đức Cường",
    "20/11/1990",
    "Nam",
    "020090000333",
    "Chủ tịch UBND xã",
    "Xã Tân Lập",
    "01/08/2025",
]
PEOPLE = [HEAD, AN, BINH, CUONG]


# --- Writers ----------------------------------------------------------------------------------------------------


def xlsx(
    name: str,
    rows: Rows,
    *,
    merges: Sequence[str] = (),
    hidden: Sequence[str] = (),
    more: Callable[[Any, Any], None] | None = None,
    font: str = "",
    sheet: str = "Sheet1",
) -> None:
    """One sheet as an office would leave it."""
    with xlsxwriter.Workbook(HERE / name, {"strings_to_formulas": False}) as book:
        target = book.add_worksheet(sheet)
        look = book.add_format({"font_name": font}) if font else None
        fill(book, target, rows, look)
        for area in merges:
            first = area.split(":")[0]
            column, row = ord(first[0]) - ord("A"), int(first[1:]) - 1
            target.merge_range(area, rows[row][column] if column < len(rows[row]) else "", look)
        for column in hidden:
            target.set_column(f"{column}:{column}", None, None, {"hidden": True})
        if more is not None:
            more(book, target)


def fill(book: Any, target: Any, rows: Rows, look: Any = None) -> None:
    dated = book.add_format({"num_format": "dd/mm/yyyy"})
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if isinstance(value, date):
                target.write_datetime(row, column, value, dated)
            elif value is not None:
                target.write(row, column, value, look)


def raw(name: str, content: bytes | str, encoding: str = "utf-8") -> None:
    """Bytes as they are."""
    (HERE / name).write_bytes(content if isinstance(content, bytes) else content.encode(encoding))


def csv(rows: Rows, sign: str = ",") -> str:
    return (
        "\r\n".join(
            sign.join("" if cell is None else quoted(str(cell), sign) for cell in row) for row in rows
        )
        + "\r\n"
    )


def quoted(text: str, sign: str) -> str:
    return f'"{text}"' if sign in text else text


def office(source: str, target: str, convert_to: str = "") -> None:
    """LibreOffice reads one of the files and writes it in another format."""
    suffix = convert_to or target.rpartition(".")[2]
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
        subprocess.run(
            [*command, "--convert-to", suffix, "--outdir", folder, str(HERE / source)],
            check=True,
            capture_output=True,
        )
        written = Path(folder) / f"{Path(source).stem}.{suffix.split(':')[0]}"
        shutil.copy(written, HERE / target)


def zipped(name: str, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(HERE / name, "w", zipfile.ZIP_DEFLATED) as file:
        for part, content in parts.items():
            file.writestr(part, content)


def with_parts(
    name: str, source: str, more: dict[str, bytes], change: dict[str, Callable[[bytes], bytes]] | None = None
) -> None:
    """A zipped file with further parts, and some changed."""
    with zipfile.ZipFile(HERE / source) as file:
        parts = {part: file.read(part) for part in file.namelist()}
    for part, edit in (change or {}).items():
        parts[part] = edit(parts[part])
    zipped(name, parts | more)


# --- Old encodings ------------------------------------------------------------------------------------------------

_UNICODE = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TCVN3 = "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ"


def tcvn3(text: Any) -> Any:
    """As it stands in a file made with a .Vn font: capitals with tones have small codes."""
    if not isinstance(text, str):
        return text
    table = str.maketrans(_UNICODE, _TCVN3)
    return "".join(
        char.translate(table)
        if char in _UNICODE
        else char.lower().translate(table)
        if char.lower() in _UNICODE
        else char
        for char in text
    )


_VNI_TONE = {"\u0300": "ø", "\u0301": "ù", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_VNI_HAT = {"": "â", "\u0300": "à", "\u0301": "á", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_VNI_BREVE = {"": "ê", "\u0300": "è", "\u0301": "é", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}


def vni(text: Any) -> Any:
    """As it stands in a file made with a VNI font."""
    return "".join(map(_vni_letter, unicodedata.normalize("NFC", text))) if isinstance(text, str) else text


def _vni_letter(char: str) -> str:
    parts = unicodedata.normalize("NFD", char)
    base, marks = parts[0], parts[1:]
    tone = next((mark for mark in marks if mark in _VNI_TONE), "")
    upper = base.isupper()
    if char.lower() == "đ":
        return "Ñ" if upper else "ñ"
    if base.lower() == "i" and tone:
        sign = {"\u0300": "ì", "\u0301": "í", "\u0309": "æ", "\u0303": "ó", "\u0323": "ò"}[tone]
        return sign.upper() if upper else sign
    if base.lower() == "y" and tone == "\u0323":
        return "Î" if upper else "î"
    if "\u031b" in marks:
        base = {"o": "ô", "u": "ö"}[base.lower()]
        base = base.upper() if upper else base
    sign = ""
    if "\u0302" in marks:
        sign = _VNI_HAT[tone]
    elif "\u0306" in marks:
        sign = _VNI_BREVE[tone]
    elif tone:
        sign = _VNI_TONE[tone]
    return base + (sign.upper() if upper else sign)


# --- Layouts ------------------------------------------------------------------------------------------------------


def layouts() -> None:
    xlsx("plain.xlsx", PEOPLE)
    titles = [
        ["SỞ NỘI VỤ", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["Số: 12/BC-SNV", None, None, "Độc lập - Tự do - Hạnh phúc"],
        [],
        ["DANH SÁCH CÁN BỘ, CÔNG CHỨC"],
        ["(Kèm theo Báo cáo số 12/BC-SNV ngày 01/6/2026)"],
        [],
    ]
    xlsx("title-lines.xlsx", [*titles, *PEOPLE], merges=["A4:H4", "A5:H5"])
    two = [
        ["DANH SÁCH"],
        ["TT", "Họ và tên", "Ngày, tháng, năm sinh", None, "Chức vụ, đơn vị công tác", "Ghi chú"],
        [None, None, "Nam", "Nữ"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        [1, "HOÀNG VĂN THÁI", "12/3/1980", None, "Chuyên viên, Sở Nội vụ", None],
        [2, "NÔNG THỊ BÍCH", None, "6/5/1985", "Chuyên viên Sở Tài chính", None],
        [None, "Tổng cộng", 1, 1],
    ]
    xlsx("two-row-heading.xlsx", two, merges=["A1:F1", "C2:D2", "A2:A3", "B2:B3", "E2:E3", "F2:F3"])
    raw("two-row-heading-unmerged.csv", csv(two))
    three = [
        ["TT", "THÔNG TIN CÁ NHÂN", None, None, "CÔNG TÁC", None],
        [None, "Họ và tên", "Ngày sinh", None, "Đơn vị", "Chức vụ"],
        [None, None, "Nam", "Nữ"],
        [1, "Hoàng Văn Thái", "12/03/1980", None, "Sở Nội vụ", "Chuyên viên"],
        [2, "Nông Thị Bích", None, "1985", "Sở Tài chính", "Chuyên viên"],
    ]
    xlsx(
        "three-row-heading.xlsx",
        three,
        merges=["A1:A3", "B1:D1", "E1:F1", "B2:B3", "C2:D2", "E2:E3", "F2:F3"],
    )
    sections = [
        ["TT", "Họ tên", "Năm sinh", "Giới tính", "Chức vụ"],
        ["I", "SỞ NỘI VỤ"],
        [1, "Hoàng Văn Thái", 1980, "Nam", "Chuyên viên"],
        [2, "Lý Thị Đào", 1979, "Nữ", "Giám đốc"],
        ["II", "Sở Tài chính"],
        [1, "Nông Thị Bích", 1985, "Nữ", "Chuyên viên"],
        ["", "Cộng: 03 người"],
    ]
    xlsx("sections.xlsx", sections)
    merged = [sections[0], ["Sở Nội vụ"], *sections[2:4], ["Sở Tài chính (01 người)"], sections[5]]
    xlsx("sections-merged.xlsx", merged, merges=["A2:E2", "A5:E5"])
    foot = [
        *PEOPLE,
        [],
        [None, "Danh sách này có 03 người./."],
        [None, None, None, None, None, "Mẫu Sơn, ngày 01 tháng 6 năm 2026"],
        [None, "NGƯỜI LẬP BIỂU", None, None, None, "GIÁM ĐỐC"],
        [],
        [None, "Trần Thị Lan", None, None, None, "Nguyễn Văn Bảo"],
    ]
    xlsx("signatures.xlsx", foot)
    xlsx("hidden-column.xlsx", PEOPLE, hidden=["E"])
    xlsx("empty-rows.xlsx", [[], HEAD, [], AN, [], [], BINH, [None, " "], CUONG, [], []])
    xlsx(
        "heading-again.xlsx",
        [HEAD, AN, HEAD, BINH, ["Cộng trang 1", None, None, None, None, None, None, 2], HEAD, CUONG],
    )
    xlsx("shifted.xlsx", [[], [], *[[None, None, None, *row] for row in PEOPLE]])
    xlsx(
        "heading-lines.xlsx",
        [
            [
                "STT",
                "HỌ VÀ\nTÊN",
                "NGÀY,\nTHÁNG,\nNĂM SINH",
                "GIỚI\nTÍNH",
                "SỐ CĂN CƯỚC\n(CCCD)",
                "CHỨC VỤ/\nCHỨC DANH",
                "ĐƠN VỊ\nCÔNG TÁC",
                "NGÀY BỔ\nNHIỆM",
            ],
            *PEOPLE[1:],
        ],
    )
    xlsx(
        "heading-misspelt.xlsx",
        [
            [
                "STT",
                "Họ và tênn",
                "Ngày sinhh",
                "Giơi tính",
                "Sô CCCD",
                "Chưc vụ",
                "Đơn vị công tac",
                "Ngày bổ nhiẹm",
            ],
            *PEOPLE[1:],
        ],
    )
    raw(
        "heading-bare.csv",
        csv(
            [
                [
                    "stt",
                    "ho va ten",
                    "ngay sinh",
                    "gioi tinh",
                    "so cccd",
                    "chuc vu",
                    "don vi",
                    "ngay bo nhiem",
                ],
                *PEOPLE[1:],
            ]
        ),
    )
    xlsx(
        "name-in-two.xlsx",
        [
            ["STT", "Họ và tên", None, "Ngày sinh", "Giới tính", "Chức vụ", "Đơn vị"],
            [1, "Hoàng Văn", "Thái", "12/03/1980", "Nam", "Chuyên viên", "Sở Nội vụ"],
            [2, "Nông Thị", "Bích", "06/05/1985", "Nữ", "Chuyên viên", "Sở Tài chính"],
        ],
        merges=["B1:C1"],
    )
    xlsx(
        "name-and-given.xlsx",
        [
            ["Họ đệm", "Tên", "Ngày sinh", "Giới tính", "Chức vụ", "Đơn vị"],
            ["Hoàng Văn", "Thái", "12/03/1980", "Nam", "Chuyên viên", "Sở Nội vụ"],
        ],
    )
    xlsx(
        "birth-in-three.xlsx",
        [
            ["Họ và tên", "Sinh", None, None, "Giới tính", "Chức vụ", "Đơn vị"],
            [None, "Ngày", "Tháng", "Năm"],
            ["Hoàng Văn Thái", 12, 3, 1980, "Nam", "Chuyên viên", "Sở Nội vụ"],
            ["Nông Thị Bích", None, None, 1985, "Nữ", "Chuyên viên", "Sở Tài chính"],
        ],
        merges=["A1:A2", "B1:D1", "E1:E2", "F1:F2", "G1:G2"],
    )
    xlsx(
        "women-marked.xlsx",
        [
            ["Họ và tên", "Năm sinh", "Nữ", "Chức vụ", "Đơn vị"],
            ["Hoàng Văn Thái", 1980, None, "Chuyên viên", "Sở Nội vụ"],
            ["Nông Thị Bích", 1985, "x", "Chuyên viên", "Sở Tài chính"],
        ],
    )
    xlsx(
        "unit-merged-down.xlsx",
        [
            ["Đơn vị", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ"],
            ["Sở Nội vụ", "Hoàng Văn Thái", "12/03/1980", "Nam", "Chuyên viên"],
            [None, "Lý Thị Đào", "01/01/1979", "Nữ", "Giám đốc"],
        ],
        merges=["A2:A3"],
    )
    several_sheets()


def several_sheets() -> None:
    with xlsxwriter.Workbook(HERE / "several-sheets.xlsx") as book:
        cover = book.add_worksheet("Bìa")
        cover.write(0, 0, "BÁO CÁO DANH SÁCH CÁN BỘ")
        for name, row in (("SNV", AN), ("STC", BINH)):
            fill(book, book.add_worksheet(name), [HEAD, row])
        hidden = book.add_worksheet("Danh mục")
        fill(book, hidden, [HEAD, CUONG])
        hidden.hide()
    with xlsxwriter.Workbook(HERE / "formats-to-the-end.xlsx") as book:
        target = book.add_worksheet()
        fill(book, target, PEOPLE)
        look = book.add_format({"border": 1})
        target.write_blank(1_048_575, 16_383, None, look)
        target.write_blank(1_048_575, 0, None, look)


# --- Values -------------------------------------------------------------------------------------------------------


def values() -> None:
    xlsx("capitals.xlsx", [HEAD, [1, "HOÀNG VĂN THÁI", *AN[2:]], [2, "nông thị bích", *BINH[2:]]])
    decomposed = [
        [unicodedata.normalize("NFD", cell) if isinstance(cell, str) else cell for cell in row]
        for row in PEOPLE
    ]
    raw("decomposed.csv", csv(decomposed))
    xlsx("tone-marks.xlsx", [HEAD, [1, "Hòang Văn Thái", *AN[2:]], [2, "Nông Thị Hoà", *BINH[2:]]])
    serials = [
        [1, AN[1], 29292, *AN[3:7], 42036],
        [2, BINH[1], date(1985, 5, 6), *BINH[3:7], date(2016, 3, 1)],
        [3, CUONG[1], 19901120, *CUONG[3:7], "1/8/25"],
    ]
    xlsx("serial-dates.xlsx", [HEAD, *serials])
    partial = [
        ["3/1980", "2015"],
        ["1985", "3/2016"],
        ["00/00/1990", "01/08/2025"],
        ["31/02/1980", "01/02/2015"],
        ["25/13/1980", "x"],
        ["12-3-80", "01.02.2015"],
    ]
    xlsx(
        "partial-dates.xlsx",
        [
            HEAD,
            *[
                [n, f"Người Thứ {name}", birth, "Nam", None, "Chuyên viên", "Sở Nội vụ", since]
                for n, (name, (birth, since)) in enumerate(
                    zip(["Một", "Hai", "Ba", "Bốn", "Năm", "Sáu"], partial, strict=True), 1
                )
            ],
        ],
    )
    ids = [
        20080000111,
        "20185000222",
        "'020090000333",
        "020 080 000 444",
        "02008000055",
        "081234567",
        1080000666,
        "abc",
    ]
    people = [
        [n, f"Người Thứ {name}", "12/03/1980", "Nam", identity, "Chuyên viên", "Sở Nội vụ", "01/02/2015"]
        for n, (name, identity) in enumerate(
            zip(["Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám"], ids, strict=True), 1
        )
    ]
    xlsx("ids.xlsx", [HEAD, *people])
    raw(
        "ids-as-powers.csv",
        csv([HEAD, [*AN[:4], "2.0080000111E+10", *AN[5:]], [*BINH[:4], '="020185000222"', *BINH[5:]]]),
    )
    xlsx(
        "dashes.xlsx",
        [
            [*HEAD, "Dân tộc", "Ngày vào Đảng"],
            [*AN, "Tày", "-"],
            [*BINH, "–", "03/02/2010"],
            [*CUONG, "Nùng", "Chưa"],
        ],
    )
    xlsx(
        "doubles.xlsx", [HEAD, AN, AN, [2, *BINH[1:4], AN[4], *BINH[5:]], [3, *AN[1:5], "Giám đốc", *AN[6:]]]
    )
    xlsx(
        "conflicts.xlsx",
        [
            HEAD,
            [1, "Lê Văn Khác", *AN[2:4], "020080000011", *AN[5:]],
            [2, "Nguyễn Văn An", "17/05/1980", "Nam", "020080000999", *AN[5:]],
            AN,
        ],
    )
    units = [
        "SỞ NỘI VỤ",
        "so noi vu",
        "Sở Nội vụ tỉnh Mẫu Sơn",
        "UBND xã Tân Lập",
        "Xã Tân Lặp",
        "Sở Nôịvụ",
        "Phòng Tổng hợp",
        "SNV",
        "Sở Không Có",
        "Văn phòng, Sở Tài chính",
    ]
    xlsx(
        "unit-names.xlsx",
        [
            HEAD,
            *[
                [n, f"Người {chr(65 + n)}a", "12/03/1980", "Nam", None, "Chuyên viên", unit, "01/02/2015"]
                for n, unit in enumerate(units)
            ],
        ],
    )
    titles = [
        ("GĐ Sở", "Sở Nội vụ"),
        ("PGĐ", "Sở Nội vụ"),
        ("CV", "Sở Nội vụ"),
        ("Chủ tịch UBND", "Xã Tân Lập"),
        ("PCT HĐND xã", "Xã Tân Lập"),
        ("Bí thư Đảng ủy", "Xã Tân Lập"),
        ("Phó Trưởng phòng", "Phòng Tổng hợp"),
        ("Giám đốc Sở Nội vụ", "Sở Nội vụ"),
        ("Chuyên viện", "Sở Nội vụ"),
        ("Thợ hàn", "Sở Nội vụ"),
    ]
    xlsx(
        "title-names.xlsx",
        [
            HEAD,
            *[
                [n, f"Người {chr(65 + n)}a", "12/03/1980", "Nam", None, title, unit, "01/02/2015"]
                for n, (title, unit) in enumerate(titles)
            ],
        ],
    )
    xlsx(
        "called.xlsx",
        [
            HEAD,
            [1, "Đ/c Hoàng Văn Thái", *AN[2:]],
            [2, "Bà Nông Thị Thanh Bích", *BINH[2:]],
            [3, "Lý Đức Cường (Phó Bí thư)", *CUONG[2:]],
            [4, "Hoàng Văn 2", *AN[2:4], None, *AN[5:]],
        ],
    )
    xlsx(
        "missing.xlsx",
        [
            HEAD,
            [1, None, *AN[2:]],
            [2, BINH[1], None, *BINH[3:]],
            [3, *CUONG[1:5], None, *CUONG[6:]],
            [4, "Vi Văn Đông", "01/01/1980", None, None, "Chuyên viên", "Sở Nội vụ", "01/02/2015"],
        ],
    )


# --- Encodings and formats ----------------------------------------------------------------------------------------


def encodings() -> None:
    raw("utf8-bom-semicolon.csv", "\ufeff" + csv(PEOPLE, ";"))
    raw("utf16.csv", "\ufeff" + csv(PEOPLE, "\t"), "utf-16-le")
    raw("utf16-be-without-bom.csv", csv(PEOPLE), "utf-16-be")
    raw("tabs.txt", csv(PEOPLE, "\t"))
    raw("sep-line.csv", "sep=|\r\n" + csv(PEOPLE, "|"))
    raw("cp1258.csv", cp1258(csv(PEOPLE)))
    old = [[tcvn3(cell) for cell in row] for row in PEOPLE]
    raw("tcvn3.csv", csv(old), "latin-1")
    xlsx("tcvn3.xlsx", old, font=".VnTime")
    heavy = [HEAD, [1, tcvn3("hoàng văn thái"), *AN[2:]], [2, tcvn3("nông thị bích"), *BINH[2:]]]
    xlsx("tcvn3-capitals.xlsx", heavy, font=".VnTimeH")
    xlsx("vni.xlsx", [[vni(cell) for cell in row] for row in PEOPLE], font="VNI-Times")
    raw("vni.csv", csv([[vni(cell) for cell in row] for row in PEOPLE]), "cp1252")
    xlsx("mixed-encodings.xlsx", [HEAD, AN, [tcvn3(cell) for cell in BINH], CUONG])
    xlsx("misread-utf8.xlsx", [HEAD, [1, "Hoàng Hải Phạm".encode().decode("cp1252"), *AN[2:]]])
    table = "".join(
        "<tr>" + "".join(f"<td>{'' if cell is None else cell}</td>" for cell in row) + "</tr>"
        for row in PEOPLE
    )
    raw(
        "html.xls",
        '<html><head><meta charset="utf-8"></head><body><table border=1>'
        f"<tr><td colspan=8>DANH SÁCH</td></tr>{table}</table></body></html>",
    )
    cells = "".join(
        "<Row>"
        + "".join(
            f'<Cell><Data ss:Type="{"Number" if isinstance(cell, int) else "String"}">{cell}</Data></Cell>'
            for cell in row
        )
        + "</Row>"
        for row in PEOPLE
    )
    raw(
        "xml-2003.xls",
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="DS">'
        f"<Table>{cells}</Table></Worksheet></Workbook>",
    )


def cp1258(text: str) -> bytes:
    """Tones as marks of their own after letters that have their hat: as Windows wrote Vietnamese."""
    out = []
    for char in unicodedata.normalize("NFC", text):
        try:
            out.append(char.encode("cp1258"))
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            tone = next(part for part in parts[1:] if part in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", parts.replace(tone, ""))
            out.append(base.encode("cp1258") + tone.encode("cp1258"))
    return b"".join(out)


def by_libreoffice() -> None:
    office("plain.xlsx", "lo-plain.xls")
    office("plain.xlsx", "lo-plain.ods")
    office("plain.xlsx", "lo-plain.xlsx", "xlsx")
    office("plain.xlsx", "lo-plain.html.xls", "html")
    office("two-row-heading.xlsx", "lo-two-row-heading.xls")
    office("two-row-heading.xlsx", "lo-two-row-heading.ods")
    office("sections-merged.xlsx", "lo-sections.ods")
    office("hidden-column.xlsx", "lo-hidden-column.ods")
    office("serial-dates.xlsx", "lo-serial-dates.ods")
    office("serial-dates.xlsx", "lo-serial-dates.xls")
    office("ids.xlsx", "lo-ids.xls")
    office("tcvn3.xlsx", "lo-tcvn3.xls")
    office("vni.xlsx", "lo-vni.ods")
    office("plain.xlsx", "lo-plain.csv", "csv:Text - txt - csv (StarCalc):59,34,65535,1")
    office("qualifications-record.xlsx", "lo-qualifications-record.ods")
    office("qualifications-2c.xlsx", "lo-qualifications-2c.xls")
    office("ratings-years.xlsx", "lo-ratings-years.ods")


# --- Other kinds --------------------------------------------------------------------------------------------------


def other_kinds() -> None:
    record = [
        ["SƠ YẾU LÝ LỊCH"],
        ["Họ và tên khai sinh: NGUYỄN VĂN AN", None, None, "Số CCCD: 020080000011"],
        ["32.1- Chuyên môn"],
        [
            "Tháng/năm",
            None,
            "Tên cơ sở đào tạo",
            "Chuyên ngành đào tạo",
            "Hình thức đào tạo",
            "Văn bằng, trình độ",
        ],
        ["Từ", "Đến"],
        ["09/1998", "06/2002", "Đại học Luật Hà Nội", "Luật", "Chính quy", "Cử nhân"],
        [],
        ["32.2- Lý luận chính trị"],
        ["Tháng/năm", None, "Tên cơ sở đào tạo", "Hình thức đào tạo", "Văn bằng được cấp"],
        ["Từ", "Đến"],
        ["03/2012", "03/2013", "Học viện Chính trị khu vực I", "Tập trung", "Cao cấp LLCT"],
        [],
        ["32.6- Ngoại ngữ/ tiếng dân tộc"],
        [
            "Tháng/năm",
            None,
            "Tên cơ sở đào tạo",
            "Tên ngoại ngữ/tiếng dân tộc",
            "Chứng chỉ được cấp",
            "Điểm số",
        ],
        ["Từ", "Đến"],
        ["01/2015", "06/2015", "Đại học Thái Nguyên", "Tiếng Anh", "B1", "6,5"],
    ]
    xlsx("qualifications-record.xlsx", record)
    older = [
        [
            "Họ và tên",
            "Tên trường",
            "Chuyên ngành đào tạo, bồi dưỡng",
            "Từ tháng, năm - đến tháng, năm",
            "Hình thức đào tạo",
            "Văn bằng, chứng chỉ, trình độ gì",
        ],
        ["Nguyễn Văn An", "ĐH Luật", "Luật", "09/1998 - 06/2002", "Chính quy", "Cử nhân"],
        [None, "Trường Chính trị", "Lý luận chính trị", "2005-2006", "Tại chức", "Trung cấp"],
        [None, "Học viện HCQG", "Quản lý nhà nước", "3/2007 đến 6/2007", None, "Chứng chỉ chuyên viên chính"],
        ["Người Không Có", "ĐH Luật", "Luật", "2002", "Chính quy", "Cử nhân"],
        ["Nguyễn Văn An", "Trung tâm", "Tin học", "2011", None, "Giấy khen"],
    ]
    xlsx("qualifications-2c.xlsx", older)
    with xlsxwriter.Workbook(HERE / "qualifications-six-sheets.xlsx") as book:
        for sheet, paper in (
            ("32.1", "Thạc sĩ"),
            ("32.2", "Trung cấp"),
            ("32.3", "Chuyên viên chính"),
            ("32.4", "Đối tượng 3"),
            ("32.5", "Tin học cơ bản"),
            ("32.6", "Tiếng Anh B1"),
        ):
            fill(
                book,
                book.add_worksheet(sheet),
                [
                    ["Số CCCD", "Họ và tên", "Từ", "Đến", "Tên cơ sở đào tạo", "Chứng chỉ được cấp"],
                    ["020080000011", "Nguyễn Văn An", "01/2014", "06/2015", "Trường Chính trị", paper],
                ],
            )
    xlsx(
        "ratings-years.xlsx",
        [
            ["KẾT QUẢ XẾP LOẠI"],
            ["STT", "Họ và tên", "Năm sinh", "Kết quả xếp loại", None, None],
            [None, None, None, 2023, 2024, 2025],
            [1, "Nguyễn Văn An", 1980, "HTXSNV", "HTTNV", "Tốt"],
            [2, "Trần Thị Bình", 1980, "HTNV", None, "Xuất xắc"],
        ],
        merges=["D2:F2", "A2:A3", "B2:B3", "C2:C3"],
    )
    xlsx(
        "units.xlsx",
        [
            ["Mã", "Tên đơn vị", "Đơn vị cấp trên", "Ngày thành lập"],
            ["SYT", "Sở Y tế", None, "01/01/2005"],
            ["SYT-VP", "Văn phòng Sở Y tế", "Sở Y tế", "01/01/2005"],
            ["SNV", "Sở Nội vụ", None, None],
            ["X09", "Xã Mới", "Huyện Không Có", "01/07/2025"],
        ],
    )


# --- Meant to harm, or broken --------------------------------------------------------------------------------------


def hostile() -> None:
    raw("zero.xlsx", b"")
    raw("blank.csv", "\r\n\r\n")
    raw("pdf.xlsx", b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF")
    raw("picture.xls", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)))
    raw("program.csv", b"MZ\x90\x00" + bytes(range(256)) * 4)
    raw("rubbish.xls", bytes((i * 37 + 11) % 256 for i in range(4096)))
    plain = (HERE / "plain.xlsx").read_bytes()
    raw("cut-off.xlsx", plain[: len(plain) * 2 // 3])
    raw("misnamed.xls", plain)
    raw("csv-named.xlsx", csv(PEOPLE))
    zipped("document.xlsx", {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"})
    with_parts("macros.xlsm", "plain.xlsx", {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    with_parts("links.xlsx", "plain.xlsx", {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})
    with_parts(
        "broken-xml.xlsx", "plain.xlsx", {}, {"xl/worksheets/sheet1.xml": lambda text: text[: len(text) // 2]}
    )
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    with_parts(
        "entities.xlsx",
        "plain.xlsx",
        {},
        {"xl/worksheets/sheet1.xml": lambda text: entity + text[text.index(b"<worksheet") :]},
    )
    with_parts("bomb.xlsx", "plain.xlsx", {"xl/media/image1.png": bytes(700 * 1024**2)})
    far = b'<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row></sheetData>'
    with_parts(
        "far-cell.xlsx",
        "plain.xlsx",
        {},
        {"xl/worksheets/sheet1.xml": lambda text: text.replace(b"</sheetData>", far)},
    )
    repeated = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        + " ".join(
            f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
            for name in ("office", "table", "text")
        )
        + '><office:body><office:spreadsheet><table:table table:name="A">'
        '<table:table-row table:number-rows-repeated="10000000">'
        '<table:table-cell table:number-columns-repeated="16000" office:value-type="string">'
        "<text:p>x</text:p></table:table-cell>"
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    zipped(
        "repeated.ods",
        {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": repeated.encode()},
    )
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + struct.pack("<I", 0)
    raw("locked.xlsx", ole + "EncryptedPackage".encode("utf-16-le") + bytes(512))
    formula = b'<c r="B2" t="str"><f>CONCATENATE("a","b")</f></c>'
    with_parts(
        "uncomputed.xlsx",
        "plain.xlsx",
        {},
        {"xl/worksheets/sheet1.xml": lambda text: _replace_cell(text, b"B2", formula)},
    )
    xlsx(
        "formula-text.xlsx",
        [HEAD, [1, '=HYPERLINK("http://x")', *AN[2:]], [2, "@Nông Thị Bích", *BINH[2:]], CUONG],
    )
    xlsx("no-heading.xlsx", PEOPLE[1:])
    xlsx("other-table.xlsx", [["Tháng", "Doanh thu"], ["1", 500], ["2", 700]])


def _replace_cell(text: bytes, cell: bytes, new: bytes) -> bytes:
    start = text.index(b'<c r="' + cell + b'"')
    return text[:start] + new + text[text.index(b"</c>", start) + 4 :]


if __name__ == "__main__":
    layouts()
    values()
    encodings()
    other_kinds()
    by_libreoffice()
    hostile()
