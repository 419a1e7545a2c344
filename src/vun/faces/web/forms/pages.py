"""Pages of one form, and the operation it feeds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from vun.common.errors import Problem
from vun.faces.web.files import ask_again
from vun.faces.web.forms.base import VunForm
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import Text, show
from vun.faces.web.request import Request


@dataclass(frozen=True, slots=True)
class Done:
    """An operation went through; ``value`` is what it returned."""

    value: Any


def run(form: VunForm, operation: Callable[..., Any], /, **arguments: Any) -> Done | None:
    """Call ``operation``; a Problem becomes a message in the form and the answer is None."""
    try:
        return Done(operation(**arguments))
    except Problem as problem:
        form.add_problem(problem)
        return None


def perform(request: Request, operation: Callable[[], Any], *, said: Text, back: str) -> HttpResponse:
    """Run a step asked for by one button and go to ``back``, saying ``said`` or what stood in the way."""
    try:
        operation()
    except Problem as problem:
        messages.error(request, problem_text(problem))
    else:
        messages.success(request, str(said))
    return redirect(back)


def form_page(
    request: Request,
    form: VunForm,
    *,
    title: Text,
    submit: Text,
    cancel: str,
    consequence: Text = "",
    template: str = "components/form_page.html",
    **head: Any,
) -> HttpResponse:
    """The page of one form. ``consequence`` is what signing it will do, shown above the button.

    ``cancel`` is the address the reader came from; ``head`` is given to `pages.show`. A form with errors answers 400.
    """
    code = 400 if form.errors else 200
    if form.errors:
        ask_again(form)
    context: dict[str, Any] = {"form": form, "submit": submit, "cancel": cancel, "consequence": consequence}
    return show(request, template, title=title, status_code=code, **context, **head)


def operation_page(
    request: Request,
    form: VunForm,
    operation: Callable[..., Any],
    *,
    said: Text | Callable[[Any], Text],
    cancel: str,
    then: str | Callable[[Any], str] = "",
    **page: Any,
) -> HttpResponse:
    """The page of one form that feeds one operation, called with the form's arguments and by whom.

    Done, it says ``said`` and goes to ``then``, by default where cancelling goes; either may be told by what the
    operation gave back. Refused, the form says what stood in the way. ``page`` is given to `form_page`.
    """
    if request.method == "POST" and form.is_valid():
        done = run(form, operation, by=request.actor, **form.arguments())
        if done:
            messages.success(request, str(said(done.value) if callable(said) else said))
            return redirect(then(done.value) if callable(then) else then or cancel)
    return form_page(request, form, cancel=cancel, **page)
