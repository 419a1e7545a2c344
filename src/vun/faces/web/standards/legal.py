"""What every dated row has on its page: whether it applies, and the button that confirms it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web import formats
from vun.faces.web.pages import Action, Text


def in_force(row: Any, on: date) -> Text:
    """Whether a dated row applies on the day."""
    if on < row.start_on:
        return _("Chưa có hiệu lực: áp dụng từ %(day)s.") % {"day": formats.day(row.start_on)}
    if row.end_on is not None and on >= row.end_on:
        return _("Đã hết hiệu lực từ %(day)s.") % {"day": formats.day(row.end_on)}
    return _("Đang có hiệu lực.")


def confirm_action(noun: str, row: Any, requirement_id: int | None = None) -> Action | None:
    """The button that says the row was compared with its text, or None when it was.

    ``requirement_id``: the requirement on whose page it stands.
    """
    if row.is_verified:
        return None
    back = f"?requirement={requirement_id}" if requirement_id else ""
    return Action(
        _("Xác nhận đã đối chiếu"),
        reverse("standards:verify", args=[noun, row.pk]) + back,
        Permission.STANDARD_EDIT,
        post=True,
        confirm=_("Xác nhận nội dung này đúng như văn bản “%(basis)s”. Tên anh/chị được ghi vào nhật ký.")
        % {"basis": row.legal_basis},
    )
