"""A report on its way to being signed: as it was submitted, with its steps; signed or given back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.faces.web.approving import lent, panel_of, require_turn
from vun.faces.web.forms import VunForm, operation_page, perform
from vun.faces.web.guard import needs
from vun.faces.web.pages import Action, show
from vun.faces.web.reports.sheet import Sheet
from vun.faces.web.request import Request
from vun.records.approvals.domain import LONGEST_COMMENT, MatterKind
from vun.records.publishing import operations, queries
from vun.records.publishing.domain import Holding, Section
from vun.reports.freezing import report_from, scope_of
from vun.reports.wording import Words


@needs(Permission.REPORT_RUN)
def submitted(request: Request, report_id: int) -> HttpResponse:
    """The report as it was submitted, who has signed it so far, and what the reader can do."""
    found = queries.get_submitted(request.actor, report_id)
    if found.signed_id is not None:
        return redirect("reports:signed", found.signed_id)
    panel = panel_of(request, MatterKind.REPORT, found.pk)
    scope = scope_of(found, request.actor)
    carried = f"?{lent(request)}" if lent(request) else ""
    actions = []
    if panel is not None and panel.is_mine:
        sealing = Action(
            _("Ký báo cáo"),
            reverse("reports:sign_submitted", args=[found.pk]) + carried,
            post=True,
            confirm=_("Ký xong, con số và danh sách sau từng ô được giữ nguyên."),
        )
        actions.append(panel.passes_on or sealing)
        if panel.returns:
            url = reverse("reports:give_back", args=[found.pk]) + carried
            actions.append(Action(pgettext_lazy("action", "Trả lại"), url))
        url = reverse("reports:turn_down", args=[found.pk]) + carried
        actions.append(Action(_("Không duyệt…"), url, danger=True))
    return show(
        request,
        "reports/submitted.html",
        title=found.title,
        lead=gettext("%(dates)s, đang trình ký.") % {"dates": scope.dates},
        crumbs=[(_("Báo cáo"), "reports:list")],
        action=actions[0] if actions else None,
        more=actions[1:],
        approval=panel,
        words=Words(tuple(Section.from_data(one) for one in found.words)),
        sheet=Sheet(found.name, report_from(found.figures), scope, opens=False),
        explained=[one for one in found.relations if one["holding"] != Holding.HOLDS.value],
    )


@needs(Permission.REPORT_RUN)
@require_POST
def sign_submitted(request: Request, report_id: int) -> HttpResponse:
    """The last signature."""
    found = queries.get_submitted(request.actor, report_id)
    return perform(
        request,
        lambda: operations.sign_submitted(report=found, by=request.actor),
        said=_("Đã ký báo cáo."),
        back=reverse("reports:submitted", args=[found.pk]),
    )


class GivingBackForm(VunForm):
    reason = forms.CharField(label=_("Lý do"), max_length=LONGEST_COMMENT, widget=forms.Textarea({"rows": 3}))


@needs(Permission.REPORT_RUN)
def give_back(request: Request, report_id: int) -> HttpResponse:
    """Give the report back, saying why."""
    return _not_signed(
        request,
        report_id,
        operations.give_back,
        said=_("Đã trả lại báo cáo."),
        title=_("Trả lại báo cáo"),
        submit=pgettext_lazy("action", "Trả lại"),
        consequence=_("Người trình đọc được lý do, lập lại báo cáo rồi trình mới."),
    )


@needs(Permission.REPORT_RUN)
def turn_down(request: Request, report_id: int) -> HttpResponse:
    """Turn the report down for good, saying why."""
    return _not_signed(
        request,
        report_id,
        operations.turn_down,
        said=_("Đã ghi không duyệt báo cáo."),
        title=_("Không duyệt báo cáo"),
        submit=_("Không duyệt"),
        consequence=_("Báo cáo này dừng ở đây. Người trình đọc được lý do và có thể lập báo cáo khác."),
    )


def _not_signed(request: Request, report_id: int, operation: Callable[..., Any], **page: Any) -> HttpResponse:
    """The page of whoever's turn it is to send the report off unsigned, saying why."""
    found = queries.get_submitted(request.actor, report_id)
    require_turn(request, MatterKind.REPORT, found.pk)
    back = reverse("reports:submitted", args=[found.pk])
    return operation_page(
        request,
        GivingBackForm(request.POST or None),
        partial(operation, report=found),
        then=reverse("approvals:list"),
        lead=found.title,
        cancel=back,
        crumbs=[(_("Báo cáo"), "reports:list"), (found.title, back)],
        **page,
    )
