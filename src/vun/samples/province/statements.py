"""Last year's report of the plan and its result: the words around its figures, and the report signed with them."""

from __future__ import annotations

from vun.common.actor import Actor
from vun.common.period import Period
from vun.records.publishing.domain import Holding, Section
from vun.records.publishing.models import SignedReport
from vun.records.publishing.operations import sign, write_words
from vun.reports.model import Scope
from vun.reports.registry import freeze

REPORT = "ke-hoach-ket-qua"

_SECTIONS = (
    Section(
        "Tình hình thực hiện",
        "Trong năm, toàn tỉnh mở [total/r.c] lớp với [total/r.t] lượt người học, bằng [total/r.s]% kế hoạch "
        "([total/p.t] lượt). Riêng đào tạo có [I/r.t] lượt, bồi dưỡng có [II/r.t] lượt.",
        is_before=True,
    ),
    Section(
        "Kinh phí",
        "Đã chi [total/r.m] đồng trên dự toán [total/p.m] đồng.",
        is_before=True,
    ),
    Section(
        "Khó khăn, vướng mắc",
        "Một số đơn vị cử người chậm so với thời hạn, có lớp phải lùi ngày khai giảng.\n"
        "Sau sắp xếp đơn vị hành chính, nhu cầu của công chức cấp xã tăng nhanh hơn khả năng mở lớp.",
    ),
    Section(
        "Đề xuất, kiến nghị",
        "Đề nghị giao chỉ tiêu sớm từ quý I và tăng số lớp trực tuyến cho cấp xã.",
    ),
)
_EXPLANATION = "Đã rà soát: chênh lệch do cách phân nhóm, con số của từng biểu không đổi"


def sign_last_year(year: int, *, by: Actor) -> SignedReport:
    """Write the words around the year's report of the whole province and sign it."""
    period = Period.year(year)
    write_words(report=REPORT, period=period, unit_id=None, sections=_SECTIONS, by=by)
    frozen = freeze(REPORT, Scope(by, period))
    explanations = {one.name: _EXPLANATION for one in frozen.relations if one.holding is not Holding.HOLDS}
    return sign(frozen=frozen, explanations=explanations, by=by)
