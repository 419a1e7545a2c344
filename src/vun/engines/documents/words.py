"""The fixed words of the layouts, shared by all writers. A document is Vietnamese whatever its reader speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from vun.engines.documents.model import Align, Block, Document, DocumentKind, Layout, Paragraph

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
RECIPIENTS = "Nơi nhận:"
ADDRESSEES = "Kính gửi:"
DECIDES = "QUYẾT ĐỊNH:"
DRAFT = "DỰ THẢO"
SEE_ANNEX = "Số liệu chi tiết tại Phụ lục kèm theo Báo cáo này."
SECTIONS_BEFORE = ("Kết quả",)
SECTIONS_AFTER = ("Hạn chế", "Nguyên nhân", "Nhiệm vụ, giải pháp")
NUMBER_TO_COME = "/BC"
PARTY_NUMBER_TO_COME = "-BC"
ANNEX = "Phụ lục"
HEAD_OF_ORGAN = "THỦ TRƯỞNG ĐƠN VỊ"
ARCHIVE = "Lưu: VT"
PARTY_ARCHIVE = "Lưu Văn phòng"
_PROVINCES = ("Tỉnh ", "Thành phố ")
_NUMBERED = re.compile(r"\b(ngày|tháng|năm|số|Số|Điều|khoản) (?=\d)(?!\d{1,2}/\d)")
_END_MARK = "./."
_SPACE = "\u00a0"
_GAP = _SPACE * 6
_ONE_LINE = 26  # capitals of 12 points beside the name of the nation


def number_line(document: Document) -> str:
    """``Số: 05/QĐ-UBND`` or, of the Party, ``Số 05-QĐ/TU``: a number below ten gets a nought, none yet leaves room."""
    number = number_or_room(document.number)
    if not number:
        return ""
    return f"Số {number}" if document.layout is Layout.PARTY else f"Số: {number}"


def number_or_room(number: str) -> str:
    """``5/QĐ-UBND`` as ``05/QĐ-UBND``; the sign alone, ``/QĐ-UBND``, with room for the number before it."""
    number = number.strip()
    digits = re.match(r"\d+", number)
    if digits:
        return f"{digits.group():0>2}{number[digits.end() :]}"
    return f"{_GAP}{number}" if number and not number[0].isalnum() and not number.startswith("{") else number


def signed_line(document: Document) -> str:
    """Place and day, as a form prints them or as the layout has it."""
    return document.signed_line or place_line(document.place, document.date)


def place_line(place: str, day: date | None) -> str:
    """``Lạng Sơn, ngày 05 tháng 01 năm 2026``: days below ten and the first two months get a nought.

    The day stands on one line, for next to a long place no year is to stand alone.
    """
    words = f"{place}, " if place else ""
    if day is None:
        return f"{words}ngày{_GAP}tháng{_GAP}năm{_GAP}"
    return f"{words}{unbroken(day_in_words(day))}"


def tied(text: str) -> str:
    """The text with every number of a day, month or year held to its word: no line begins with ``2026;``.

    A day in figures, ``ngày 16/6/2025``, tells what it is by itself.
    """
    return _NUMBERED.sub(lambda match: f"{match[1]}{_SPACE}", text)


def unbroken(text: str) -> str:
    """The text on one line, whatever stands before it."""
    return text.replace(" ", _SPACE)


def day_in_words(day: date) -> str:
    """``ngày 05 tháng 01 năm 2026``, ``ngày 12 tháng 3 năm 2026``: of the months only the first two get a nought."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def with_unbroken_end(text: str) -> str:
    """A name too long for its line, whose last two words are never parted: no line holds ``SƠN`` alone."""
    head, _gap, last = text.rpartition(" ")
    return f"{head}{_SPACE}{last}" if len(text) > _ONE_LINE else text


def place_of(province: str) -> str:
    """The place documents of a province are dated at: ``Tỉnh Lạng Sơn`` gives ``Lạng Sơn``."""
    for kind in _PROVINCES:
        province = province.removeprefix(kind)
    return province


def unit_of_count(unit: str) -> str:
    """``Đvt: Người``, as a form prints it."""
    return f"Đvt: {unit}" if unit else ""


def base_lines(document: Document) -> tuple[str, ...]:
    """The bases, each ended by a semicolon and the last by a full stop; in a letter or without bases nothing."""
    bare = [base.rstrip(" ;.,") for base in document.bases]
    return tuple(f"{base}{'.' if place == len(bare) else ';'}" for place, base in enumerate(bare, start=1))


def recipient_lines(recipients: Sequence[str]) -> tuple[str, ...]:
    """``- Như Điều 3;`` and so on; the last, where copies are kept, ends in a full stop."""
    bare = [line.strip().removeprefix("-").strip(" ;.") for line in recipients]
    return tuple(f"- {line}{'.' if place == len(bare) else ';'}" for place, line in enumerate(bare, start=1))


def ended(document: Document) -> tuple[Block, ...]:
    """The content with the mark of its end, ``./.``, behind a last paragraph of a state document."""
    body = document.body
    last = body[-1] if body else None
    if (
        document.layout is not Layout.STATE
        or not isinstance(last, Paragraph)
        or last.align is not Align.JUSTIFY
    ):
        return body
    text = last.text.rstrip()
    if text.endswith(_END_MARK):
        return body
    return (*body[:-1], replace(last, text=f"{text.rstrip('.')}{_END_MARK}"))


def mark_of(document: Document) -> str:
    """What stands framed at the head: how urgent it is, or that it is a draft."""
    return DRAFT if document.is_draft else document.urgency.upper()


def is_letter(document: Document) -> bool:
    return document.kind is DocumentKind.LETTER


def subject_of_letter(document: Document) -> str:
    """``V/v …`` as it stands below the number of a letter."""
    title = document.title.strip()
    lowered = title[:1].lower() + title[1:]
    return title if title.startswith("V/v") else f"V/v {lowered.removeprefix('về việc ')}"


def name_of_file(document: Document) -> str:
    """The title that the file itself bears, for windows and screen readers."""
    return " ".join(part for part in (document.kind.heading.capitalize(), document.title) if part)
