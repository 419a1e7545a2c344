"""Writing the words around the figures of a report: sections in order, figures quoted by reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import NotFound, Problem
from vun.common.numbers import format_date
from vun.faces.web.guard import needs
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import show
from vun.faces.web.reports.asking import query_of, scope_at
from vun.faces.web.reports.sheet import Sheet
from vun.faces.web.request import Request
from vun.records.publishing import operations
from vun.records.publishing.domain import MOST_SECTIONS, Section
from vun.reports import wording
from vun.reports.definitions.layout import Layout
from vun.reports.model import Report
from vun.reports.registry import get_definition, get_layout


@dataclass(frozen=True, slots=True)
class Written:
    """A section of the form: what was typed, how it reads, what it quotes in vain."""

    section: Section
    gone: tuple[str, ...]
    lacks_title: bool

    @property
    def quotes(self) -> bool:
        return self.section.read != self.section.text


@needs(Permission.REPORT_WRITE)
def words(request: Request, name: str, asked: str) -> HttpResponse:
    """The sections as a form; figures are put into a text by choosing them in the table below it."""
    definition, scope = get_definition(name), scope_at(request.actor, asked)
    operations.require_over(request.actor, Permission.REPORT_WRITE, scope.unit_id)
    report = definition.run(scope)
    back = f"{reverse('reports:detail', args=[name])}?{query_of(scope)}"
    error, carried_from = "", None
    if request.method == "POST":
        done = request.POST.get("do", "preview")
        sections = _moved(_typed(request), done)
        if done == "save":
            try:
                operations.write_words(
                    report=name,
                    period=scope.period,
                    unit_id=scope.unit_id,
                    sections=sections,
                    by=request.actor,
                )
            except Problem as problem:
                error = problem_text(problem)
            else:
                messages.success(request, _("Đã lưu lời báo cáo."))
                return redirect(back)
    else:
        begun = wording.to_write(name, _layout(name), scope, report)
        sections, carried_from = list(begun.sections), begun.carried_from
    return show(
        request,
        "reports/words.html",
        title=_("Lời báo cáo"),
        lead=gettext("%(title)s, %(dates)s.") % {"title": definition.title, "dates": scope.dates},
        crumbs=[(_("Báo cáo"), "reports:list"), (definition.title, back)],
        sections=[_shown(one, report) for one in sections],
        carried_from=format_date(carried_from) if carried_from else "",
        may_add=len(sections) < MOST_SECTIONS,
        sheet=Sheet(name, report, scope, opens=False, is_quoted=True),
        error=error,
        back=back,
        status_code=400 if error else 200,
    )


def _layout(name: str) -> Layout | None:
    """The layout the headings are taken from; a report computed as a whole has none."""
    try:
        return get_layout(name)
    except NotFound:
        return None


def _typed(request: Request) -> list[Section]:
    """What stands in the form, also when it cannot be kept."""
    given = zip(
        request.POST.getlist("title"),
        request.POST.getlist("text"),
        request.POST.getlist("place"),
        strict=False,
    )
    return [Section(title, text.replace("\r\n", "\n"), place == "before") for title, text, place in given]


def _moved(sections: Sequence[Section], done: str) -> list[Section]:
    """The sections after the button that was pressed; a button that is none leaves them."""
    verb, _colon, number = done.partition(":")
    listed = list(sections)
    if verb == "add":
        return [*listed, Section("")]
    place = int(number) if number.isdecimal() and len(number) < 4 else len(listed)
    if place >= len(listed):
        return listed
    if verb == "remove":
        return listed[:place] + listed[place + 1 :]
    other = {"up": place - 1, "down": place + 1}.get(verb, place)
    if 0 <= other < len(listed):
        listed[place], listed[other] = listed[other], listed[place]
    return listed


def _shown(section: Section, report: Report) -> Written:
    read, gone = wording.read(section, report)
    return Written(read, gone, lacks_title=bool(section.text.strip()) and not section.title.strip())
