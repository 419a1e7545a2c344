"""What the steps of a trip share: the page of a form that does one thing to it, and by whose leave it goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from vun.faces.web.abroad.frame import ABROAD
from vun.faces.web.forms import VunForm, form_page, run
from vun.faces.web.pages import Text
from vun.faces.web.request import Request
from vun.faces.web.sending.frame import CRUMBS
from vun.records.abroad import queries


def by_whose_leave(request: Request, found: Any) -> str:
    """Who permits the highest of those who go, by the rules of today; empty where nothing is said of them."""
    rule = queries.permit_on(found, request.today)
    if rule is None:
        return ""
    return gettext("Theo diện quản lý cao nhất trong đoàn, cấp cho phép là %(authority)s.") % {
        "authority": rule.authority
    }


def stepped(
    request: Request,
    found: Any,
    form: VunForm,
    do: Callable[[], Any],
    *,
    title: Text,
    said: Text,
    consequence: Text = "",
    may_preview: bool = False,
) -> HttpResponse:
    """The page of a form that does one thing to a trip."""
    back = reverse("abroad:detail", args=[found.pk])
    is_sent = request.method == "POST" and "preview" not in request.POST
    if is_sent and form.is_valid() and run(form, do):
        messages.success(request, str(said))
        return redirect(back)
    return form_page(
        request,
        form,
        title=title,
        lead=found.name,
        submit=title,
        cancel=back,
        consequence=consequence,
        crumbs=[*CRUMBS, ABROAD, (found.name, back)],
        may_preview=may_preview,
    )
