"""Whether a signed report is still as it was signed, and what of it is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Actor
from vun.common.errors import Problem
from vun.common.numbers import format_number
from vun.records.publishing.domain import Holding, Section
from vun.records.publishing.queries import seals_told
from vun.reports.freezing.restating import row_paths
from vun.reports.freezing.signed import as_known_then, figures_of, scope_of
from vun.reports.freezing.written import report_from
from vun.reports.model import Report
from vun.reports.wording import sections_misread

if TYPE_CHECKING:
    from vun.records.publishing.models import SignedReport

_MOST_TOLD = 20
_DAMAGED = (ValueError, KeyError, TypeError, IndexError, AttributeError, Problem)


class Wrong(StrEnum):
    """What is no longer as it was signed. The first are the parts with a seal of their own, by its name."""

    HEAD = "head"
    DEFINITION = "definition"
    SCOPE = "scope"
    FIGURES = "figures"
    RELATIONS = "relations"
    WORDS = "words"
    SIGNATURE = "signature"
    FACTS = "facts"
    SEAL = "seal"
    AUDIT = "audit"
    UNREADABLE = "unreadable"
    RECOUNTED = "recounted"
    MISREAD = "misread"


_WORDS: dict[Wrong, str | Promise] = {
    Wrong.HEAD: _("tên, kỳ hoặc đơn vị của báo cáo đã bị sửa"),
    Wrong.DEFINITION: _("mẫu báo cáo (hàng, cột, điều kiện) đã bị sửa"),
    Wrong.SCOPE: _("cách tính (đơn vị lúc đó hay hiện nay, tính người theo ngày nào) đã bị sửa"),
    Wrong.FIGURES: _("bảng (con số, tên hàng, tên cột) đã bị sửa"),
    Wrong.RELATIONS: _("kết quả đối chiếu hoặc lời giải trình đã bị sửa"),
    Wrong.WORDS: _("lời báo cáo đã bị sửa"),
    Wrong.SIGNATURE: _("người ký hoặc lúc ký đã bị sửa"),
    Wrong.FACTS: _("danh sách đứng sau các ô đã bị sửa"),
    Wrong.SEAL: _("dấu niêm không khớp nội dung đang lưu"),
    Wrong.AUDIT: _("dấu niêm khác dấu đã ghi trong nhật ký lúc ký"),
    Wrong.UNREADABLE: _("nội dung đang lưu không đọc được"),
    Wrong.RECOUNTED: _("con số khác với danh sách đứng sau nó"),
    Wrong.MISREAD: _("lời báo cáo không nói đúng số đã ký"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong; ``told`` names the cells or sections it is seen in."""

    wrong: Wrong
    told: tuple[str, ...] = ()

    def __str__(self) -> str:
        words = str(_WORDS[self.wrong])
        return f"{words} ({'; '.join(self.told)})" if self.told else words


def verify(signed: SignedReport) -> tuple[Finding, ...]:
    """What is wrong with a signed report; nothing when it is as signed.

    The parts changed are known by the seals the audit was told; which cells, by counting what is kept again.
    """
    told, seals = seals_told(signed), signed.seals()
    found = [
        Finding(Wrong(part)) for part, one in seals.items() if told.parts and told.parts.get(part) != one
    ]
    if signed.seal() != signed.digest:
        found.append(Finding(Wrong.SEAL))
    if told.whole != signed.digest:
        found.append(Finding(Wrong.AUDIT))
    try:
        _check_readable(signed)
        report = report_from(signed.figures)
        sections = [Section.from_data(one) for one in signed.words]
        if misread := sections_misread(sections, report):
            found.append(Finding(Wrong.MISREAD, tuple(misread)))
        if cells := tuple(_recounted(signed, report)):
            found.append(Finding(Wrong.RECOUNTED, cells[:_MOST_TOLD]))
    except _DAMAGED:
        found.append(Finding(Wrong.UNREADABLE))
    return tuple(found)


def is_readable(findings: tuple[Finding, ...]) -> bool:
    """Whether what is stored can still be shown: what can no longer be read is told, not shown."""
    return all(one.wrong is not Wrong.UNREADABLE for one in findings)


def _check_readable(signed: SignedReport) -> None:
    """Return quietly, or raise one of `_DAMAGED` where a part is not what a signed report keeps."""
    scope_of(signed, Actor.system("vun report verify"))
    for relation in signed.relations:
        Holding(relation["holding"])
    if signed.signed_at is None:
        raise ValueError("signed_at")


def _recounted(signed: SignedReport, report: Report) -> Iterator[str]:
    """Each cell that what stands behind it gives otherwise, with both figures."""
    stated, counted = figures_of(report), as_known_then(signed)
    rows = row_paths(report)
    columns = {column.key: column.heading for column in report.columns}
    for row, column in {**stated, **counted}:
        figures = stated.get((row, column)), counted.get((row, column))
        if figures[0] != figures[1]:
            yield gettext("%(row)s, %(column)s: ghi %(stated)s, đếm lại %(counted)s") % {
                "row": rows.get(row, row),
                "column": columns.get(column, column),
                "stated": _figure(figures[0]),
                "counted": _figure(figures[1]),
            }


def _figure(value: int | Decimal | None) -> str:
    if value is None:
        return "–"
    decimals = -int(value.as_tuple().exponent) if isinstance(value, Decimal) else 0
    return format_number(value, decimals=decimals)
