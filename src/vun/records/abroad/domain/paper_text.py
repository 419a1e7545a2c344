"""What the decisions about a delegation say of it. The texts are of the paper, which is Vietnamese."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from vun.common.numbers import format_date
from vun.engines.documents import words
from vun.records.abroad.domain.rules import ReportScope
from vun.records.abroad.domain.trips import MemberRole

ROLE_NOTES = {
    MemberRole.HEAD: "Trưởng đoàn",
    MemberRole.DEPUTY: "Phó trưởng đoàn",
    MemberRole.MEMBER: "",
    MemberRole.SECRETARY: "Thư ký",
    MemberRole.INTERPRETER: "Phiên dịch",
}
"""How somebody's role stands on the list."""

_WHOSE = {ReportScope.EACH: "từng người", ReportScope.WHOLE: "đoàn"}


def about_text(countries: Sequence[str], host_body: str, purpose: str) -> str:
    """Where the delegation goes, to whom, and why."""
    where = f"Nước đến: {', '.join(countries)}"
    host = f", làm việc với {host_body}" if host_body else ""
    return f"{where}{host}. Mục đích, nội dung: {purpose.rstrip('.')}"


def days_text(start_on: date, end_on: date) -> str:
    """From when to when, both days included."""
    return f"từ ngày {format_date(start_on)} đến ngày {format_date(end_on)}"


def duties_text(rules: Iterable[tuple[ReportScope, int, str]]) -> str:
    """What a delegation has to do, with each report: whose, within how many days, by which law."""
    told = [
        f"{_WHOSE[scope]} nộp báo cáo trong {days} ngày kể từ ngày về nước ({law})"
        for scope, days, law in rules
    ]
    usual = (
        "Đoàn thực hiện đúng mục đích, nội dung, thời gian của chuyến đi; chấp hành pháp luật Việt Nam, pháp luật "
        "nước đến và quy định về bảo vệ bí mật nhà nước"
    )
    return "; ".join([usual, *told]) + "."


def amended_text(number: str, issued_on: date, issuer: str, changed_by: Sequence[str] = ()) -> str:
    """The decision that set the delegation up as a later one quotes it, with the numbers of those in between."""
    said = f"Quyết định số {number} {words.day_in_words(issued_on)} của {issuer}"
    if not changed_by:
        return said
    several = "các Quyết định" if len(changed_by) > 1 else "Quyết định"
    return f"{said} (đã điều chỉnh theo {several} số {', '.join(changed_by)})"


def letter_text(number: str, issued_on: date, issuer: str) -> str:
    """The leave a decision rests on, as one of its bases."""
    return f"Văn bản số {number} {words.day_in_words(issued_on)} của {issuer} về việc cho phép đi nước ngoài"
