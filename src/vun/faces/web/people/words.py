"""What things about people are called: titles in the reader's language, fields, and what hangs on a person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from vun.common.period import Period
from vun.faces.web import formats
from vun.faces.web.labels import label
from vun.faces.web.pages import Text


def in_english() -> bool:
    """Whether the reader reads English."""
    return get_language() == "en"


def catalogue_name(row: Any) -> str:
    """The name of a title or title group; the Vietnamese one where it has no English."""
    return str(row.name_en if in_english() and row.name_en else row.name)


FIELDS: dict[str, Text] = {
    "full_name": _("Họ và tên"),
    "birth_on": _("Ngày sinh"),
    "sex": _("Giới tính"),
    "national_id": _("Số định danh (CCCD)"),
    "ethnic_group": _("Dân tộc"),
    "party_joined_on": _("Ngày vào Đảng"),
    "party_official_on": _("Ngày chính thức"),
    "recruited_on": _("Ngày tuyển dụng"),
    "phone": _("Điện thoại"),
    "email": _("Thư điện tử"),
    "user": _("Tài khoản"),
}
"""What is said of somebody, where two records are compared."""

TABLES: dict[str, Text] = {
    "people.appointment": _("Chức vụ"),
    "people.rating": _("Xếp loại hằng năm"),
    "people.successionmembership": _("Quy hoạch"),
    "admission.offerrequest": _("Xin học lớp ngoài chỉ tiêu"),
    "people.trait": _("Năng lực được ghi nhận"),
    "people.absence": _("Nghỉ dài, vắng mặt"),
    "people.distinctpersons": _("Xác nhận là người khác"),
    "people.personmerge": _("Hồ sơ đã gộp vào trước đó"),
    "credentials.credential": _("Văn bằng, chứng chỉ"),
    "needs.need": _("Nhu cầu"),
    "commitments.servicecommitment": _("Cam kết phục vụ"),
    "sending.nomination": _("Đề cử"),
    "sending.standarddebt": _("Nợ tiêu chuẩn"),
    "abroad.tripmember": _("Chuyến đi nước ngoài"),
    "measures.measure": _("Khen thưởng, biện pháp, kỷ luật"),
    "delivery.enrolment": _("Lớp đã học"),
    "delivery.completion": _("Hoàn thành lớp"),
    "delivery.certificate": _("Chứng chỉ được cấp"),
    "delivery.classsession": _("Buổi giảng"),
    "delivery.attendance": _("Điểm danh"),
    "plans.proposedlearner": _("Dự kiến cử đi học"),
}
"""What hangs on a person, by table."""


def shown(value: object) -> str:
    """Something said of a person, or of what hangs on them, as it reads; nothing said is a dash."""
    if value is None:
        return formats.DASH
    if isinstance(value, Enum):
        return label(value)
    if isinstance(value, Period):
        return _days(value)
    if isinstance(value, date):
        return formats.day(value)
    return formats.number(value, 2) if isinstance(value, Decimal) else str(value)


def _days(period: Period) -> str:
    if period.end is None:
        return gettext("từ %(first)s") % {"first": formats.day(period.start)}
    last = period.end - timedelta(days=1)
    return gettext("từ %(first)s đến hết %(last)s") % {
        "first": formats.day(period.start),
        "last": formats.day(last),
    }


def told(facts: Iterable[object]) -> str:
    """What tells a row from its like, in one line."""
    return ", ".join(shown(fact) for fact in facts if fact is not None)
