"""The views of the area, as tabs above its lists."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vun.common.actor import Permission
from vun.faces.web.pages import Tab, Text
from vun.faces.web.request import Request

CRUMBS: list[tuple[Text, str]] = [(pgettext_lazy("section", "Tiêu chuẩn"), "standards:list")]
_OF_STANDARDS: tuple[tuple[str, Text], ...] = (
    ("standards:list", pgettext_lazy("section", "Tiêu chuẩn")),
    ("standards:programmes", pgettext_lazy("section", "Chương trình")),
    ("standards:scales", _("Thang trình độ")),
    ("eligibility:list", _("Điều kiện cử đi học")),
)
_OF_PEOPLE: tuple[tuple[str, Text], ...] = (
    ("standards:compliance", _("Tỷ lệ đạt chuẩn")),
    ("standards:below", _("Người chưa đạt")),
    ("standards:years", _("Qua các năm")),
)


def tabs(request: Request, current: str, *, unit_id: int | None = None) -> list[Tab]:
    """The tabs; those about people only for whoever sees any. ``unit_id`` stays chosen from one to the next.

    ``current`` is the name of the page.
    """
    chosen = f"?unit={unit_id}" if unit_id else ""
    of_people = _OF_PEOPLE if request.actor.may_anywhere(Permission.PERSON_VIEW) else ()
    return [
        *(Tab(text, reverse(name), is_current=name == current) for name, text in _OF_STANDARDS),
        *(Tab(text, reverse(name) + chosen, is_current=name == current) for name, text in of_people),
    ]
