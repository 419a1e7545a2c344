"""A page: one title, one sentence of what it is, one main action, everything else behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise

from vun.common.actor import Permission
from vun.faces.web.request import Request

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Action:
    """A button: a link to ``url``, or with ``post`` a step that changes something.

    ``confirm`` is the consequence, shown in a dialog before the step is taken. The button shows only to whoever
    holds ``permission`` over ``unit_id`` (with no unit: over any).
    """

    label: Text
    url: str
    permission: Permission | None = None
    unit_id: int | None = None
    post: bool = False
    confirm: Text = ""
    danger: bool = False

    def shows_to(self, request: Request) -> bool:
        if self.permission is None:
            return True
        if self.unit_id is None:
            return request.actor.may_anywhere(self.permission)
        return request.actor.may(self.permission, self.unit_id)


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the path above the title."""

    label: Text
    url: str


@dataclass(frozen=True, slots=True)
class Tab:
    """One of several views of the same thing; each has an address of its own. ``count`` stands beside the label."""

    label: Text
    url: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The head of a page, as the frame shows it."""

    title: Text
    lead: Text = ""
    action: Action | None = None
    more: Sequence[Action] = ()
    crumbs: Sequence[Crumb] = ()
    tabs: Sequence[Tab] = ()
    status: Any = None


def show(
    request: Request,
    template: str,
    *,
    title: Text,
    lead: Text = "",
    action: Action | None = None,
    more: Sequence[Action] = (),
    crumbs: Sequence[tuple[Text, str]] = (),
    tabs: Sequence[Tab] = (),
    status: Any = None,
    status_code: int = 200,
    **context: Any,
) -> HttpResponse:
    """Render ``template`` (which extends ``base.html``) in the frame.

    ``crumbs`` are (label, URL name or address) pairs, outermost first, without the page itself. Actions the
    reader may not take are left out. ``status`` is a state shown as shape and word beside the title.
    """
    page = Page(
        title=title,
        lead=lead,
        action=action if action and action.shows_to(request) else None,
        more=[other for other in more if other.shows_to(request)],
        crumbs=[Crumb(label, url if url.startswith("/") else reverse(url)) for label, url in crumbs],
        tabs=tabs,
        status=status,
    )
    return render(request, template, {**context, "page": page}, status=status_code)
