"""Debts of standards: who was appointed below standard, and by when it is made good."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.faces.web.forms import DateField, PickField, VunForm, operation_page, perform
from vun.faces.web.guard import needs
from vun.faces.web.outcomes import frame as outcomes
from vun.faces.web.pages import Action, show
from vun.faces.web.request import Request
from vun.records.orgs import queries as orgs
from vun.records.people import queries as people
from vun.records.sending import operations, queries

DEBTS = (_("Nợ tiêu chuẩn"), "commitments:debts")


class AllowForm(VunForm):
    """Leave to appoint somebody below standard."""

    person = PickField(label=_("Người"), options_url="people:options")
    title: Any = forms.ModelChoiceField(label=_("Chức danh sẽ bổ nhiệm"), queryset=None)
    unit = PickField(
        label=_("Đơn vị sẽ bổ nhiệm"),
        options_url="units:options",
        help_text=_("Chỉ dùng được khi bổ nhiệm ở đúng đơn vị này."),
    )
    due_on = DateField(label=_("Hạn hoàn thiện"))
    reason = forms.CharField(label=_("Lý do cho phép"), max_length=300)

    def __init__(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from(
            person=people.visible_to(request.actor, request.on),
            title=people.titles_on(request.on),
            unit=orgs.visible_to(request.actor, request.on),
        )

    def arguments(self) -> dict[str, Any]:
        """The operation's arguments."""
        typed = dict(self.cleaned_data)
        return typed | {"unit_id": typed.pop("unit").pk}


@needs(Permission.PERSON_VIEW)
def debts(request: Request) -> HttpResponse:
    """Who was appointed below standard, what they lack, by when."""
    return show(
        request,
        "commitments/debts.html",
        title=_("Nợ tiêu chuẩn"),
        lead=_("Người được bổ nhiệm khi chưa đạt chuẩn chức danh, còn thiếu gì và hạn hoàn thiện."),
        tabs=outcomes.tabs(request, "commitments:debts"),
        action=Action(
            _("Cho phép nợ tiêu chuẩn"), reverse("commitments:allow-debt"), Permission.NOMINATION_APPROVE
        ),
        rows=[
            _row(request, each)
            for each in queries.debt_standings(
                queries.debts_visible_to(request.actor, request.today), request.today
            )
        ],
    )


def _row(request: Request, standing: queries.DebtStanding) -> tuple[queries.DebtStanding, Action | None]:
    """A debt, and what the reader can do about it now."""
    debt, step = standing.debt, None
    name = debt.person.full_name
    if standing.is_leave:
        step = Action(
            gettext("Thu hồi cho phép: %(name)s") % {"name": name},
            reverse("commitments:take-back-leave", args=[debt.pk]),
            Permission.NOMINATION_APPROVE,
            debt.unit_id,
            post=True,
            confirm=gettext(
                "Cho phép này không còn dùng được. Muốn bổ nhiệm khi chưa đạt chuẩn thì phải cho phép lại."
            ),
            danger=True,
        )
    elif standing.is_met:
        step = Action(
            gettext("Kết thúc nợ: %(name)s") % {"name": name},
            reverse("commitments:close-debt", args=[debt.pk]),
            Permission.PERSON_EDIT,
            debt.unit_id,
            post=True,
        )
    return standing, step if step is not None and step.shows_to(request) else None


@needs(Permission.NOMINATION_APPROVE)
def allow(request: Request) -> HttpResponse:
    """Give leave to appoint somebody all the same."""
    form = AllowForm(request, request.POST or None)
    back = reverse("commitments:debts")
    return operation_page(
        request,
        form,
        partial(operations.allow_below_standard, on=request.today),
        said=gettext("Đã cho phép. Việc bổ nhiệm được ghi kèm hạn hoàn thiện."),
        title=_("Cho phép nợ tiêu chuẩn"),
        submit=_("Cho phép"),
        cancel=back,
        consequence=_(
            "Người này được bổ nhiệm chức danh đã chọn ở đơn vị đã chọn, một lần; thiếu gì và hạn nào được theo dõi "
            "ở đây."
        ),
        crumbs=[*outcomes.crumbs(request), DEBTS],
    )


@needs(Permission.NOMINATION_APPROVE)
@require_POST
def take_back_leave(request: Request, debt_id: int) -> HttpResponse:
    """Take back leave nobody has used."""
    leave = queries.get_debt(request.actor, debt_id, request.today)
    return perform(
        request,
        lambda: operations.take_back_leave(leave=leave, on=request.today, by=request.actor),
        said=_("Đã thu hồi cho phép."),
        back=reverse("commitments:debts"),
    )


@needs(Permission.PERSON_EDIT)
@require_POST
def close(request: Request, debt_id: int) -> HttpResponse:
    """Close a debt whose standard is met."""
    debt = queries.get_debt(request.actor, debt_id, request.today)
    return perform(
        request,
        lambda: operations.close_debt(debt=debt, on=request.today, by=request.actor),
        said=_("Đã kết thúc khoản nợ tiêu chuẩn."),
        back=reverse("commitments:debts"),
    )
