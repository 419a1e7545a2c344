"""Pages that move a plan on: submitted, returned, approved by decision, amended, closed."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import Problem
from vun.faces.web import formats
from vun.faces.web.approving import require_last_signature, require_turn
from vun.faces.web.forms import operation_page, perform
from vun.faces.web.guard import needs
from vun.faces.web.plans.editing import crumbs_of, plan_url
from vun.faces.web.plans.forms import ApprovalForm, ClosingForm, ReasonForm
from vun.faces.web.request import Request
from vun.records.approvals.domain import MatterKind
from vun.records.plans import operations, queries
from vun.records.plans.domain import VersionState
from vun.records.plans.queries import Consequence


@needs(Permission.PLAN_EDIT)
@require_POST
def submit(request: Request, version_id: int) -> HttpResponse:
    version = queries.get_version(request.actor, version_id)
    return perform(
        request,
        lambda: operations.submit(version=version, by=request.actor),
        said=_("Đã trình. Người giữ bước đầu sẽ thấy kế hoạch này trong việc đang chờ."),
        back=plan_url(version),
    )


@needs(Permission.PLAN_EDIT)
@require_POST
def take_back(request: Request, version_id: int) -> HttpResponse:
    version = queries.get_version(request.actor, version_id)
    return perform(
        request,
        lambda: operations.take_back(version=version, by=request.actor),
        said=_("Đã rút lại. Sửa xong thì trình lại."),
        back=plan_url(version),
    )


@needs(Permission.PLAN_VIEW)
def approve(request: Request, version_id: int) -> HttpResponse:
    """The decision that approves, with what it will do: the last signature of the plan's route."""
    version = _to_decide(request, version_id)
    require_last_signature(request, MatterKind.PLAN, version.pk)
    form = ApprovalForm(request.POST or None, initial={"issued_on": request.today})
    return operation_page(
        request,
        form,
        partial(operations.approve_by, version=version),
        said=gettext("Đã duyệt. Các đơn vị có thể cử người theo chỉ tiêu."),
        title=_("Duyệt kế hoạch"),
        lead=version.plan.name,
        submit=_("Duyệt kế hoạch"),
        cancel=plan_url(version),
        consequence=approval_consequence(queries.consequence_of(version)),
        crumbs=crumbs_of(version),
    )


def approval_consequence(found: Consequence) -> str:
    """What approving does, as one or two sentences."""
    money = gettext("Tổng kinh phí %(money)s triệu đồng.") % {"money": formats.millions(found.budget)}
    if not found.quotas:
        text = gettext(
            "Duyệt kế hoạch này sẽ giao %(lines)s nội dung, chưa chia chỉ tiêu cho đơn vị nào."
        ) % {"lines": formats.number(found.lines)}
    else:
        text = gettext("Duyệt kế hoạch này sẽ giao %(quotas)s chỉ tiêu cho %(units)s đơn vị.") % {
            "quotas": formats.number(found.quotas),
            "units": formats.number(found.units),
        }
    return f"{text} {money}"


def _to_decide(request: Request, version_id: int) -> Any:
    version = queries.get_version(request.actor, version_id)
    if version.state != VersionState.SUBMITTED:
        request.actor.require(Permission.PLAN_APPROVE, version.plan.unit_id)
        raise Problem("plans.wrong_state", state=VersionState(version.state))
    return version


@needs(Permission.PLAN_VIEW)
def return_for_changes(request: Request, version_id: int) -> HttpResponse:
    version = _to_decide(request, version_id)
    require_turn(request, MatterKind.PLAN, version.pk)
    form = ReasonForm(request.POST or None)
    return operation_page(
        request,
        form,
        partial(operations.return_for_changes, version=version),
        said=gettext("Đã trả lại để sửa."),
        title=_("Trả lại kế hoạch"),
        lead=version.plan.name,
        submit=pgettext_lazy("action", "Trả lại"),
        cancel=plan_url(version),
        consequence=_("Người lập kế hoạch sẽ thấy lý do này và sửa được ngay."),
        crumbs=crumbs_of(version),
    )


@needs(Permission.PLAN_EDIT)
@require_POST
def cancel(request: Request, version_id: int) -> HttpResponse:
    version = queries.get_version(request.actor, version_id)
    return perform(
        request,
        lambda: operations.cancel_version(version=version, by=request.actor),
        said=_("Đã huỷ bản nháp."),
        back=reverse("plans:detail", args=[version.plan_id]),
    )


@needs(Permission.PLAN_EDIT)
def amend(request: Request, plan_id: int) -> HttpResponse:
    plan = queries.get_plan(request.actor, plan_id)
    request.actor.require(Permission.PLAN_EDIT, plan.unit_id)
    back = reverse("plans:detail", args=[plan.pk])
    form = ReasonForm(request.POST or None)
    return operation_page(
        request,
        form,
        partial(operations.amend, plan=plan),
        said=gettext("Đã mở bản điều chỉnh. Sửa xong thì trình duyệt."),
        then=plan_url,
        title=_("Điều chỉnh kế hoạch"),
        lead=plan.name,
        submit=_("Mở bản điều chỉnh"),
        cancel=back,
        consequence=_("Bản đang có hiệu lực vẫn giữ nguyên cho tới khi bản điều chỉnh được duyệt."),
        crumbs=[(pgettext_lazy("section", "Kế hoạch"), "plans:list"), (plan.name, back)],
    )


@needs(Permission.PLAN_EDIT)
def close(request: Request, plan_id: int) -> HttpResponse:
    plan = queries.get_plan(request.actor, plan_id)
    request.actor.require(Permission.PLAN_EDIT, plan.unit_id)
    back = reverse("plans:detail", args=[plan.pk])
    form = ClosingForm(request.POST or None, initial={"on": request.today})
    return operation_page(
        request,
        form,
        partial(operations.close_plan, plan=plan),
        said=gettext("Kế hoạch đã kết thúc."),
        title=_("Kết thúc kế hoạch"),
        lead=plan.name,
        submit=_("Kết thúc kế hoạch"),
        cancel=back,
        consequence=_("Sau khi kết thúc, không cử thêm người và không điều chỉnh được kế hoạch này nữa."),
        crumbs=[(pgettext_lazy("section", "Kế hoạch"), "plans:list"), (plan.name, back)],
    )
