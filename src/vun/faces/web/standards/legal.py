"""What every dated row has on its page: whether it applies, and the button that confirms it; the page of a rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web import formats
from vun.faces.web.pages import Action, Text, show
from vun.faces.web.request import Request
from vun.faces.web.standards.tabs import CRUMBS


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


def rule_page(
    request: Request,
    rule: Any,
    *,
    area: str,
    key: Sequence[object],
    crumb: tuple[Text, str],
    facts: Sequence[tuple[Text, Text]],
    history_title: Text,
    history: Iterable[tuple[Any, Text]],
    is_shown_first: bool = False,
) -> HttpResponse:
    """The page of one dated rule: what it says, where it stands written, what can be done, its rows over time.

    ``key`` is what the addresses of the ``area`` take, the rule's id last; ``history`` has each row in words.
    ``is_shown_first``: what confirming changes is shown on a page of its own before it is done.
    """
    edit = Permission.STANDARD_EDIT
    change = [
        Action(_("Thay thế từ một ngày"), reverse(f"{area}:replace", args=key), edit),
        Action(_("Kết thúc hiệu lực"), reverse(f"{area}:end", args=key), edit, danger=True),
    ]
    confirm = Action(
        _("Xác nhận đã đối chiếu"),
        reverse(f"{area}:confirm", args=key),
        edit,
        post=not is_shown_first,
        confirm=""
        if is_shown_first
        else _("Xác nhận nội dung này đúng như văn bản “%(basis)s”. Tên anh/chị được ghi vào nhật ký.")
        % {"basis": rule.legal_basis},
    )
    actions = change if rule.is_verified else [confirm, *change]
    return show(
        request,
        "standards/rule.html",
        title=str(rule),
        lead=in_force(rule, request.on),
        crumbs=[*CRUMBS, crumb],
        action=actions[0],
        more=actions[1:],
        rule=rule,
        facts=facts,
        history_title=history_title,
        history=[(row, said, reverse(f"{area}:detail", args=[*key[:-1], row.pk])) for row, said in history],
    )
