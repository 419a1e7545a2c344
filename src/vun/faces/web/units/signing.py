"""Changes of units are signed in two steps: what will follow is shown, and only then done."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from vun.faces.web.forms import VunForm, form_page, run
from vun.faces.web.pages import Tab, Text
from vun.faces.web.request import Request


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
