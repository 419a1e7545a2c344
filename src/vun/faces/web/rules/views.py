"""Dated rules: read in words, changed from a day on, ended, confirmed against their text."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.faces.web.forms import operation_page, perform
from vun.faces.web.guard import needs
from vun.faces.web.pages import Text, show
from vun.faces.web.request import Request
from vun.faces.web.rules.books import BOOKS, Book, get_book
from vun.faces.web.standards import tabs as standard_pages
from vun.faces.web.standards.forms import EndForm
from vun.faces.web.standards.legal import rule_page

RULES: tuple[Text, str] = (_("Quy định khác"), "rules:list")
_EDIT = Permission.STANDARD_EDIT


@needs(Permission.STANDARD_VIEW)
def rule_list(request: Request) -> HttpResponse:
    """The rules in force on the day, kind by kind, in words."""
    books = [
        (name, book, [(row, book.said(row)) for row in book.rows_on(request.on)])
        for name, book in BOOKS.items()
    ]
    return show(
        request,
        "rules/list.html",
        title=_("Quy định khác"),
        lead=_("Quy định có hiệu lực trong ngày đang xem; sửa bằng cách thay thế từ một ngày."),
        tabs=standard_pages.tabs(request, "eligibility:list"),
        books=books,
        unverified=sum(not row.is_verified for _name, _book, rows in books for row, _said in rows),
        may_edit=request.actor.may_everywhere(_EDIT),
    )


@needs(Permission.STANDARD_VIEW)
def detail(request: Request, book: str, rule_id: int) -> HttpResponse:
    """One rule: what it says, where it stands written, and its other rows over time."""
    found = get_book(book)
    rule = found.get(rule_id)
    return rule_page(
        request,
        rule,
        area="rules",
        key=[book, rule.pk],
        crumb=RULES,
        facts=[(_("Quy định"), found.said(rule))],
        history_title=_("Quy định này qua các thời kỳ"),
        history=[(row, found.said(row)) for row in found.history(rule)],
    )


@needs(_EDIT)
def add(request: Request, book: str) -> HttpResponse:
    """A new rule of the kind."""
    found = get_book(book)
    return _written(request, book, found, None, title=found.add, cancel=reverse("rules:list"))


@needs(_EDIT)
def replace(request: Request, book: str, rule_id: int) -> HttpResponse:
    """The next row of a rule, from a day on; the past stays as it was."""
    found = get_book(book)
    rule = found.get(rule_id)
    back = reverse("rules:detail", args=[book, rule_id])
    return _written(request, book, found, rule, title=_("Thay thế từ một ngày"), cancel=back)


def _written(request: Request, name: str, book: Book, rule: Any, *, title: Text, cancel: str) -> HttpResponse:
    form = book.form(request.POST or None, initial=book.form.initial_of(rule) if rule else None)
    return operation_page(
        request,
        form,
        partial(book.put, replaces=rule),
        said=_("Đã ghi. Những ngày trước vẫn theo quy định cũ."),
        then=lambda made: reverse("rules:detail", args=[name, made.pk]),
        cancel=cancel,
        title=title,
        lead=str(rule) if rule else book.title,
        submit=_("Ghi quy định"),
        consequence=_("Quy định đang có kết thúc khi quy định mới bắt đầu; những ngày trước vẫn xét như cũ.")
        if rule
        else "",
        crumbs=[*standard_pages.CRUMBS, RULES],
    )


@needs(_EDIT)
def end(request: Request, book: str, rule_id: int) -> HttpResponse:
    """The day from which a rule no longer applies."""
    found = get_book(book)
    rule = found.get(rule_id)
    back = reverse("rules:detail", args=[book, rule_id])
    return operation_page(
        request,
        EndForm(request.POST or None),
        partial(found.end, rule=rule),
        said=_("Đã ghi ngày hết hiệu lực."),
        cancel=back,
        title=_("Kết thúc hiệu lực"),
        lead=str(rule),
        submit=_("Kết thúc hiệu lực"),
        consequence=_("Từ ngày đó không còn áp dụng; những ngày trước vẫn theo quy định này."),
        crumbs=[*standard_pages.CRUMBS, RULES, (str(rule), back)],
    )


@needs(_EDIT)
@require_POST
def confirm(request: Request, book: str, rule_id: int) -> HttpResponse:
    """Record that a rule was compared with its text."""
    found = get_book(book)
    rule = found.get(rule_id)
    return perform(
        request,
        lambda: found.confirm(rule=rule, by=request.actor),
        said=_("Đã xác nhận."),
        back=reverse("rules:detail", args=[book, rule_id]),
    )
