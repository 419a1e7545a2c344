"""Changes of units are signed in two steps: what will follow is shown, and only then done."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from vun.common.actor import Permission
from vun.faces.web.forms import VunForm, form_page, run
from vun.faces.web.pages import Tab, Text
from vun.faces.web.request import Request
from vun.records.orgs import queries


def sign(
    request: Request,
    form: VunForm,
    *,
    consequence: Callable[[dict[str, Any]], Text],
    operation: Callable[[dict[str, Any]], Any],
    said: Text,
    done: Callable[[Any], str],
    title: Text,
    submit: Text,
    cancel: str,
    crumbs: Sequence[tuple[Text, str]],
    tabs: Sequence[Tab] = (),
) -> HttpResponse:
    """The page of a form that is signed only after its consequence was shown for exactly what is typed.

    ``consequence`` and ``operation`` are given the cleaned fields; ``done`` turns what the operation returned into the
    address to go to.
    """
    told: Text = ""
    seal = ""
    if request.method == "POST" and form.is_valid():
        seal = seal_of(request)
        if request.POST.get("seen") == seal:
            result = run(form, lambda: operation(form.cleaned_data))
            if result is not None:
                messages.success(request, str(said))
                return redirect(done(result.value))
        else:
            told = consequence(form.cleaned_data)
    return form_page(
        request,
        form,
        title=title,
        submit=submit if told else _("Xem hệ quả trước khi ký"),
        cancel=cancel,
        consequence=told,
        template="units/change.html",
        crumbs=crumbs,
        tabs=tabs,
        seal=seal,
    )


def seal_of(request: Request) -> str:
    """A mark of all that is typed: another word, another mark."""
    typed = [
        (name, values)
        for name, values in sorted(request.POST.lists())
        if name not in ("csrfmiddlewaretoken", "seen")
    ]
    return hashlib.sha256(repr(typed).encode()).hexdigest()


def unit_to_change(request: Request, unit_id: int) -> Any:
    """The unit. Raises NotFound out of the reader's sight, Refused where the reader may only look."""
    unit = queries.get_visible_unit(request.actor, unit_id)
    request.actor.require(Permission.UNIT_EDIT, unit_id)
    return unit


def signed(data: dict[str, Any]) -> dict[str, Any]:
    """What every change is signed with."""
    return {name: data[name] for name in ("on", "decision", "note")}


def around(unit: Any) -> dict[str, Any]:
    """Where a change of the unit is cancelled to, and the way back."""
    detail = reverse("units:detail", args=[unit.pk])
    return {"cancel": detail, "crumbs": [(pgettext("section", "Đơn vị"), "units:list"), (unit.name, detail)]}


def history_of(unit: Any) -> str:
    """The address of the unit's history, where its changes stand."""
    return reverse("units:history", args=[unit.pk])
