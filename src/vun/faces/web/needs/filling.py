"""A unit's sheet: what its people lack beside what is registered for them, and registering it."""

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
from vun.faces.web import formats
from vun.faces.web.forms import operation_page, perform, run
from vun.faces.web.guard import needs
from vun.faces.web.labels import label
from vun.faces.web.lists import Bulk, Empty
from vun.faces.web.needs.forms import AnswerForm, NeedForm, shown_answers
from vun.faces.web.needs.rounds import round_lead
from vun.faces.web.needs.tables import SHEET, PersonRow, waits_for
from vun.faces.web.pages import Action, Tab, show
from vun.faces.web.request import Request, ids_of
from vun.records.needs import operations, queries
from vun.records.needs.domain import FILLABLE_STATES, NeedOrigin, RoundState, SheetState, unanswered


def sheet_url(sheet: Any) -> str:
    return reverse("needs:sheet", args=[sheet.pk])


def crumbs_of(sheet: Any) -> list[tuple[Any, str]]:
    """The path of a page below a sheet."""
    return [
        (_("Nhu cầu"), "needs:list"),
        (sheet.round.name, reverse("needs:detail", args=[sheet.round_id])),
        (sheet.unit.name, sheet_url(sheet)),
    ]


def may_fill(request: Request, sheet: Any) -> bool:
    """Whether the reader may put needs on the sheet now."""
    is_open = sheet.round.state == RoundState.OPEN and sheet.state in FILLABLE_STATES
    return is_open and request.actor.may(Permission.NEED_EDIT, sheet.unit_id)


@needs(Permission.NEED_VIEW)
def sheet(request: Request, sheet_id: int) -> HttpResponse:
    found: Any = queries.get_sheet(request.actor, sheet_id)
    found.waiting_below = queries.waiting_below(found)
    rows = queries.sheet_rows(found, request.on)
    fillable = may_fill(request, found)
    views = {
        "all": (_("Tất cả"), rows),
        "open": (_("Còn thiếu, chưa đăng ký"), [row for row in rows if row.uncovered]),
        "registered": (_("Đã đăng ký"), [row for row in rows if row.needs]),
    }
    chosen = request.GET.get("view", "all")
    chosen = chosen if chosen in views else "all"
    actions = _actions(request, found, views["open"][1], is_fillable=fillable)
    questions = queries.questions_of(found.round)
    incomplete = sum(bool(unanswered(questions, need.answers)) for row in rows for need in row.needs)
    return replace(SHEET, title=found.unit.name, lead=round_lead(found.round)).respond(
        request,
        [PersonRow(row, found.pk, fillable) for row in views[chosen][1]],
        action=actions[0] if actions else None,
        more=actions[1:],
        bulk=[_bulk(found)] if fillable else [],
        crumbs=crumbs_of(found)[:2],
        tabs=[
            Tab(title, f"{sheet_url(found)}?view={name}", is_current=name == chosen, count=len(some))
            for name, (title, some) in views.items()
        ],
        empty=Empty(
            _("Không có ai ở mục này.")
            if chosen != "all"
            else _("Đơn vị này không có ai trong ngày đang xem.")
        ),
        sheet=found,
        survey=found.round,
        waits_for=waits_for(found) if found.round.state == RoundState.OPEN else "",
        incomplete=incomplete,
    )


def _bulk(sheet: Any) -> Bulk:
    return Bulk(
        _("Đăng ký phần còn thiếu của người đã chọn"),
        reverse("needs:gaps", args=[sheet.pk]),
        Permission.NEED_EDIT,
    )


def _actions(request: Request, sheet: Any, uncovered: list[Any], *, is_fillable: bool) -> list[Action]:
    """What can be done with the sheet, the main thing first."""
    if sheet.round.state != RoundState.OPEN:
        return []
    edit, unit_id = Permission.NEED_EDIT, sheet.unit_id
    needs_count = sum(bool(gap.programmes) for row in uncovered for gap in row.uncovered)
    register = Action(
        _("Đăng ký mọi phần còn thiếu"),
        reverse("needs:gaps", args=[sheet.pk]),
        edit,
        unit_id,
        post=True,
        confirm=_("Đăng ký chương trình khắc phục cho %(gaps)s phần còn thiếu của %(people)s người.")
        % {"gaps": formats.number(needs_count), "people": formats.number(len(uncovered))},
    )
    add = Action(_("Thêm nhu cầu"), reverse("needs:need-add", args=[sheet.pk]), edit, unit_id)
    sign = Action(
        _("Ký phiếu"),
        reverse("needs:sign", args=[sheet.pk]),
        edit,
        unit_id,
        post=True,
        confirm=_("Ký phiếu và gửi lên cấp trên. Sau khi ký không sửa được, trừ khi bị trả lại."),
    )
    if is_fillable:
        return [register, add, sign] if needs_count else [sign, add]
    return _answers_from_above(request, sheet)


def _answers_from_above(request: Request, sheet: Any) -> list[Action]:
    if not queries.may_accept(request.actor, sheet):
        return []
    accept = Action(_("Duyệt phiếu"), reverse("needs:accept", args=[sheet.pk]), post=True)
    give_back = Action(_("Trả lại phiếu"), reverse("needs:return", args=[sheet.pk]))
    by_state = {SheetState.SIGNED: [accept, give_back], SheetState.ACCEPTED: [give_back]}
    return by_state.get(SheetState(sheet.state), [])


@needs(Permission.NEED_EDIT)
@require_POST
def register_gaps(request: Request, sheet_id: int) -> HttpResponse:
    """For the people chosen, or with none chosen for all, register what closes their gaps."""
    found = queries.get_sheet(request.actor, sheet_id)
    chosen = ids_of(request.POST.getlist("ids")) if "ids" in request.POST else None
    return perform(
        request,
        lambda: operations.register_all_gaps(
            sheet=found, person_ids=chosen, on=request.today, by=request.actor
        ),
        said=_("Đã đăng ký các chương trình khắc phục phần còn thiếu."),
        back=sheet_url(found),
    )


@needs(Permission.NEED_EDIT)
def add_need(request: Request, sheet_id: int) -> HttpResponse:
    found = queries.get_sheet(request.actor, sheet_id)
    request.actor.require(Permission.NEED_EDIT, found.unit_id)
    form = NeedForm(
        request,
        found,
        queries.questions_of(found.round),
        initial={"person": request.GET.get("person"), "priority": "2"},
    )
    return operation_page(
        request,
        form,
        partial(operations.register_need, sheet=found, on=request.today),
        said=gettext("Đã đăng ký."),
        title=_("Thêm nhu cầu"),
        lead=found.unit.name,
        submit=_("Đăng ký"),
        cancel=sheet_url(found),
        crumbs=crumbs_of(found),
    )


@needs(Permission.NEED_VIEW, Permission.OWN_RECORD)
def need(request: Request, need_id: int) -> HttpResponse:
    """One need: who, what, why, and the answers to the round's own questions."""
    found = queries.get_need(request.actor, need_id)
    questions = queries.questions_of(found.sheet.round)
    fillable = may_fill(request, found.sheet)
    form = AnswerForm(request, questions, initial=shown_answers(questions, found.answers))
    sees_sheet = request.actor.may(Permission.NEED_VIEW, found.sheet.unit_id)
    back = sheet_url(found.sheet) if sees_sheet else reverse("needs:wish")
    if (
        request.method == "POST"
        and form.is_valid()
        and run(form, operations.answer_need, need=found, by=request.actor, **form.arguments())
    ):
        messages.success(request, gettext("Đã lưu câu trả lời."))
        return redirect(back)
    return show(
        request,
        "needs/need.html",
        title=found.programme.name,
        lead=_("%(name)s, %(reason)s.")
        % {"name": found.person.full_name, "reason": label(found.reason, "NeedReason").lower()},
        status_code=400 if form.errors else 200,
        more=[_withdraw(found)] if fillable or _is_open_wish(request, found) else [],
        crumbs=crumbs_of(found.sheet) if sees_sheet else [(_("Nguyện vọng của tôi"), back)],
        need=found,
        form=form if fillable and questions else None,
        answers=[(question.label, found.answers.get(str(question.order))) for question in questions],
        cancel=back,
    )


def _is_open_wish(request: Request, found: Any) -> bool:
    is_own = found.origin == NeedOrigin.PERSON and found.person_id == request.actor.person_id
    return is_own and found.sheet.round.state == RoundState.OPEN and found.sheet.state in FILLABLE_STATES


def _withdraw(found: Any) -> Action:
    return Action(
        _("Rút nhu cầu này"),
        reverse("needs:withdraw", args=[found.pk]),
        post=True,
        danger=True,
        confirm=_("Rút “%(programme)s” của %(name)s khỏi phiếu.")
        % {"programme": found.programme.name, "name": found.person.full_name},
    )


@needs(Permission.NEED_EDIT, Permission.OWN_RECORD)
@require_POST
def withdraw(request: Request, need_id: int) -> HttpResponse:
    found = queries.get_need(request.actor, need_id)
    sees_sheet = request.actor.may(Permission.NEED_VIEW, found.sheet.unit_id)
    return perform(
        request,
        lambda: operations.withdraw_need(need=found, by=request.actor),
        said=_("Đã rút."),
        back=sheet_url(found.sheet) if sees_sheet else reverse("needs:wish"),
    )
