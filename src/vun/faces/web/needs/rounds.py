"""Survey rounds: the list, a new one, its progress, its totals, its end."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import Problem
from vun.faces.web import formats
from vun.faces.web.forms import form_page, operation_page, perform
from vun.faces.web.guard import needs
from vun.faces.web.lists import Bulk, Empty
from vun.faces.web.messages import problem_text
from vun.faces.web.needs.forms import ExtensionForm, RoundForm, question_forms
from vun.faces.web.needs.tables import ROUNDS, SHEETS, TOTALS
from vun.faces.web.pages import Action, Tab
from vun.faces.web.request import Request
from vun.records.needs import operations, queries
from vun.records.needs.domain import RoundState
from vun.records.orgs import queries as orgs
from vun.records.plans import queries as plans


def area_tabs(request: Request, current: str) -> list[Tab]:
    """The rounds, and for whoever is on record themselves, their own wishes."""
    tabs = [Tab(_("Đợt khảo sát"), reverse("needs:list"), is_current=current == "rounds")]
    if request.actor.person_id is not None:
        tabs.append(Tab(_("Nguyện vọng của tôi"), reverse("needs:wish"), is_current=current == "wish"))
    return tabs if len(tabs) > 1 else []


@needs(Permission.NEED_VIEW, Permission.OWN_RECORD)
def round_list(request: Request) -> HttpResponse:
    """The rounds; whoever sees no unit's needs is led to their own wishes."""
    if not request.actor.may_anywhere(Permission.NEED_VIEW):
        return redirect("needs:wish")
    add_action = Action(_("Mở đợt khảo sát"), reverse("needs:add"), Permission.SURVEY_MANAGE)
    return ROUNDS.respond(
        request,
        queries.round_list(request.actor),
        action=add_action,
        tabs=area_tabs(request, "rounds"),
        empty=Empty(
            _("Chưa có đợt khảo sát nào. Mở một đợt để các đơn vị đăng ký nhu cầu cho năm tới."),
            add_action if add_action.shows_to(request) else None,
        ),
    )


@needs(Permission.SURVEY_MANAGE)
def add(request: Request) -> HttpResponse:
    root = orgs.find_root_unit()
    year = request.on.year + 1
    named = gettext("Khảo sát nhu cầu đào tạo, bồi dưỡng năm %(year)s") % {"year": year}
    initial = {"name": named, "year": year, "opens_on": request.on}
    if root is not None and request.actor.may(Permission.SURVEY_MANAGE, root.pk):
        initial["root"] = root.pk
    form = RoundForm(request, initial=initial)
    asked = question_forms(request)
    if request.method == "POST" and all([form.is_valid(), *(one.is_valid() for one in asked)]):
        found = [one.question(order) for order, one in enumerate(asked, start=1)]
        questions = [question for question in found if question is not None]
        arguments = {**form.cleaned_data, "questions": questions, "on": request.today, "by": request.actor}
        try:
            survey = operations.open_round(**arguments)
        except Problem as problem:
            _show_problem(form, asked, problem)
        else:
            messages.success(request, gettext("Đã mở đợt khảo sát. Các đơn vị đã nhận phiếu."))
            return redirect("needs:detail", survey.pk)
    return form_page(
        request,
        form,
        title=_("Mở đợt khảo sát"),
        lead=_("Hỏi nhu cầu đào tạo, bồi dưỡng của mọi đơn vị trực thuộc."),
        submit=_("Mở đợt khảo sát"),
        cancel=reverse("needs:list"),
        consequence=_("Mỗi đơn vị đang có người sẽ nhận một phiếu, ký từ dưới lên."),
        crumbs=[(_("Nhu cầu"), "needs:list")],
        template="needs/round_form.html",
        asked=asked,
    )


def _show_problem(form: Any, asked: list[Any], problem: Problem) -> None:
    """Beside the question a problem is about, or else in the form."""
    number = (problem.field or "").removeprefix("answer_")
    if number.isdecimal():
        field = "options" if problem.code == "needs.choice_without_options" else "label"
        asked[int(number) - 1].add_error(field, problem_text(problem))
    form.add_problem(problem)


def _tabs(survey: Any, current: str) -> list[Tab]:
    return [
        Tab(
            _("Phiếu của các đơn vị"),
            reverse("needs:detail", args=[survey.pk]),
            is_current=current == "sheets",
        ),
        Tab(_("Tổng hợp"), reverse("needs:totals", args=[survey.pk]), is_current=current == "totals"),
    ]


def _actions(survey: Any, waiting: int) -> list[Action]:
    if survey.state != RoundState.OPEN:
        return []
    manage, unit_id = Permission.SURVEY_MANAGE, survey.root_id
    return [
        Action(_("Gia hạn"), reverse("needs:extend", args=[survey.pk]), manage, unit_id),
        Action(
            _("Kết thúc đợt"),
            reverse("needs:close", args=[survey.pk]),
            manage,
            unit_id,
            post=True,
            confirm=_(
                "Kết thúc đợt khảo sát. Còn %(waiting)s phiếu chưa được duyệt; nhu cầu đã ghi vẫn được tính."
            )
            % {"waiting": formats.number(waiting)},
        ),
    ]


def _bulk(survey: Any, signed: int) -> list[Bulk]:
    """Signed sheets are accepted together from the list."""
    if survey.state != RoundState.OPEN or not signed:
        return []
    url = reverse("needs:accept-chosen", args=[survey.pk])
    confirm = _("Duyệt các phiếu đã chọn. Chỉ chọn những phiếu đang chờ duyệt.")
    return [Bulk(_("Duyệt các phiếu đã chọn"), url, Permission.NEED_EDIT, confirm)]


def round_lead(survey: Any) -> str:
    """What a round is, in a sentence."""
    return gettext("Nhu cầu năm %(year)s, %(unit)s tổ chức, hạn nộp %(day)s.") % {
        "year": survey.year,
        "unit": survey.root.name,
        "day": formats.day(survey.closes_on),
    }


@needs(Permission.NEED_VIEW)
def detail(request: Request, round_id: int) -> HttpResponse:
    """The sheets of a round the reader may see: how far each is, and who is next."""
    survey = queries.get_round(request.actor, round_id)
    progress = queries.progress(request.actor, survey)
    return replace(SHEETS, title=survey.name, lead=round_lead(survey)).respond(
        request,
        queries.sheets_of(request.actor, survey),
        more=_actions(survey, progress.sheets - progress.accepted),
        bulk=_bulk(survey, progress.signed),
        crumbs=[(_("Nhu cầu"), "needs:list")],
        tabs=_tabs(survey, "sheets"),
        survey=survey,
        progress=progress,
        unkept=_unkept(request, survey),
        is_late=survey.state == RoundState.OPEN and survey.closes_on < request.on,
    )


def _unkept(request: Request, survey: Any) -> int:
    """Sheets nobody will sign unless accounts are made: told to whoever runs the round, while it runs."""
    if survey.state != RoundState.OPEN or not request.actor.may(Permission.SURVEY_MANAGE, survey.root_id):
        return 0
    return queries.unkept_sheets(survey, request.today)


@needs(Permission.NEED_VIEW)
def totals(request: Request, round_id: int) -> HttpResponse:
    """What the whole round needs, by programme, beside what is lacking; for who sees all its units."""
    survey = queries.get_round(request.actor, round_id)
    request.actor.require(Permission.NEED_VIEW, survey.root_id)
    rows = queries.totals_by_programme(survey, request.on)
    drafts = plans.editable_versions(request.actor, survey.year)
    return TOTALS.respond(
        request,
        rows,
        title=survey.name,
        more=[
            Action(
                _("Đưa vào “%(plan)s”") % {"plan": version.plan.name},
                f"{reverse('plans:from-needs', args=[version.pk])}?survey={survey.pk}",
                Permission.PLAN_EDIT,
                version.plan.unit_id,
            )
            for version in drafts
        ],
        totals={
            "needs": sum(row.needs for row in rows),
            "from_gaps": sum(row.from_gaps for row in rows),
            "from_units": sum(row.from_units for row in rows),
            "from_people": sum(row.from_people for row in rows),
        },
        crumbs=[(_("Nhu cầu"), "needs:list")],
        tabs=_tabs(survey, "totals"),
    )


@needs(Permission.SURVEY_MANAGE)
def extend(request: Request, round_id: int) -> HttpResponse:
    survey = queries.get_round(request.actor, round_id)
    request.actor.require(Permission.SURVEY_MANAGE, survey.root_id)
    back = reverse("needs:detail", args=[survey.pk])
    form = ExtensionForm(request.POST or None, initial={"closes_on": survey.closes_on})
    return operation_page(
        request,
        form,
        partial(operations.extend_round, survey=survey),
        said=gettext("Đã gia hạn."),
        title=_("Gia hạn"),
        lead=survey.name,
        submit=_("Gia hạn"),
        cancel=back,
        crumbs=[(_("Nhu cầu"), "needs:list"), (survey.name, back)],
    )


@needs(Permission.SURVEY_MANAGE)
@require_POST
def close(request: Request, round_id: int) -> HttpResponse:
    survey = queries.get_round(request.actor, round_id)
    return perform(
        request,
        lambda: operations.close_round(survey=survey, by=request.actor),
        said=_("Đợt khảo sát đã kết thúc."),
        back=reverse("needs:detail", args=[survey.pk]),
    )
