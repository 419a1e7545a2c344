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
from vun.faces.web.standards import tabs as standard_pages
from vun.records.eligibility import queries
from vun.records.eligibility.domain import Finding, verdict_of
from vun.records.people import queries as people
from vun.records.sending import queries as sending
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
    subject = queries.subject_of(programme)
    other = second_on or first_on
    days = (min(first_on, other), max(first_on, other))
    studied = sending.study_facts([person.pk], days[1])
    compared = queries.compare_days(person.pk, subject, days, studied)
    changed = [
        (
            _said(difference.before) or [("", _("chưa có quy định"))],
            _said(difference.after) or [("", _("không còn quy định"))],
        )
        for difference in compared.changed
    ]
    columns = [
        _column(day, findings) for day, findings in zip(days, (compared.first, compared.second), strict=True)
    ]
    return {
        "person": person,
        "programme": programme,
        "columns": columns if second_on else columns[:1],
        "is_compared": second_on is not None,
        "changed": changed,
    }


def _column(day: date, findings: list[Finding]) -> dict[str, Any]:
    return {
        "on": formats.day(day),
        "verdict": verdict_of(findings),
        "rows": _said(findings),
    }


def _said(findings: Iterable[Finding]) -> list[tuple[Any, Any]]:
    """Each finding: what it comes to, and the sentence with its law."""
    return [(finding.verdict, finding_text(finding)) for finding in findings]
