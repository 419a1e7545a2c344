"""One person and one programme, judged by the rules of one day, or of two days side by side."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web import formats
from vun.faces.web.findings import finding_text
from vun.faces.web.forms import DateField, PickField, VunForm
from vun.faces.web.guard import needs
from vun.faces.web.pages import show
from vun.faces.web.request import Request
from vun.faces.web.sending.checks import post_text, sentence, status_text
from vun.faces.web.standards import tabs as standard_pages
from vun.records.eligibility import queries
from vun.records.eligibility.domain import Finding
from vun.records.people import queries as people
from vun.records.sending import queries as sending
from vun.records.sending.domain import rule_check
from vun.records.standards import queries as standards


class JudgeForm(VunForm):
    """Who, what, and on which days."""

    person = PickField(label=_("Người"), options_url="people:options")
    programme: Any = forms.ModelChoiceField(label=_("Chương trình"), queryset=None)
    first_on = DateField(label=_("Xét theo quy định ngày"))
    second_on = DateField(
        label=_("So với ngày"), required=False, help_text=_("Để xem quy định đổi thì kết quả đổi thế nào.")
    )

    def __init__(self, request: Request, data: Any = None) -> None:
        super().__init__(data, initial={"first_on": request.on})
        self.choose_from(
            person=people.visible_to(request.actor, request.on), programme=standards.programmes()
        )


@needs(Permission.PERSON_VIEW)
def judge(request: Request) -> HttpResponse:
    """Whether somebody may be sent to a programme, rule by rule, and where two days differ."""
    form = JudgeForm(request, request.GET if "person" in request.GET else None)
    found = None
    if form.is_bound and form.is_valid():
        found = _judged(**form.cleaned_data)
    return show(
        request,
        "eligibility/judge.html",
        title=_("Xét điều kiện một người"),
        lead=_("Xét một người với một chương trình theo quy định của bất kỳ ngày nào."),
        crumbs=[*standard_pages.CRUMBS, (_("Điều kiện cử đi học"), "eligibility:list")],
        status_code=400 if form.errors else 200,
        form=form,
        found=found,
    )


def _judged(person: Any, programme: Any, first_on: date, second_on: date | None) -> dict[str, Any]:
    days = sorted({first_on, second_on or first_on})
    judged = [sending.judge_on(person.pk, programme, day) for day in days]
    changed = queries.differences(judged[0].findings, judged[-1].findings)
    not_about = [("", "", _("không áp dụng cho người này"))]
    return {
        "person": person,
        "programme": programme,
        "columns": [_column(each) for each in judged],
        "is_compared": len(judged) > 1,
        "changed": [
            (
                _said(difference.before) or not_about,
                _said(difference.after) or not_about,
            )
            for difference in changed
        ],
    }


def _column(judgement: sending.Judgement) -> dict[str, Any]:
    others = [(check.status, status_text(check.status), sentence(check)) for check in judgement.others]
    return {
        "on": formats.day(judgement.on),
        "status": judgement.status,
        "word": status_text(judgement.status),
        "post": post_text(judgement),
        "rows": [*_said(judgement.findings), *others],
    }


def _said(findings: Iterable[Finding]) -> list[tuple[Any, Any, Any]]:
    """Each finding: its colour, what it comes to, and the sentence with its law."""
    statuses = [(rule_check(finding).status, finding) for finding in findings]
    return [(status, status_text(status), finding_text(finding)) for status, finding in statuses]
