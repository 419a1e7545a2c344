"""The policy: every term with its value of the day, set from a day on."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.faces.web import formats
from vun.faces.web.allocation.forms import WeightForm
from vun.faces.web.allocation.words import area_tabs
from vun.faces.web.forms import operation_page
from vun.faces.web.guard import needs
from vun.faces.web.labels import label
from vun.faces.web.pages import Action, show
from vun.faces.web.request import Request, find_id
from vun.records.allocation import operations, queries
from vun.records.allocation.domain import OF_A_GROUP, OF_A_PROGRAMME, PolicyTerm


def _exactly(value: Decimal) -> Decimal:
    """The value without the zeros it is stored with."""
    short = value.normalize()
    return short if _decimals(short) else value.quantize(Decimal(1))


def _decimals(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


def _written(value: Decimal) -> str:
    return formats.number(value, _decimals(_exactly(value)))


@needs(Permission.PLAN_VIEW)
def terms(request: Request) -> HttpResponse:
    """What each term is worth on the day."""
    request.actor.require_everywhere(Permission.PLAN_VIEW)

    def setting(term: PolicyTerm, text: str) -> Action:
        return Action(text, reverse("allocation:policy-set", args=[term.value]), Permission.PLAN_EDIT)

    return show(
        request,
        "allocation/policy.html",
        title=_("Chính sách ưu tiên"),
        lead=_(
            "Mỗi phần còn thiếu của một người được tính điểm theo các mục này; phương án tốt là phương án nhiều điểm."
        ),
        action=setting(OF_A_GROUP, gettext("Ưu tiên một nhóm chương trình")),
        more=[setting(OF_A_PROGRAMME, gettext("Đặt chương trình bắt buộc"))],
        tabs=area_tabs(request, "policy"),
        rows=[(row, _written(row.value)) for row in queries.term_rows(request.on)],
        may_edit=request.actor.may_everywhere(Permission.PLAN_EDIT),
    )


def _now(request: Request, term: PolicyTerm) -> dict[str, Any]:
    """The value of the day, of the group or programme the address names where the term is one of these."""
    policy = queries.policy_on(request.on)
    group, programme = request.GET.get("group", ""), find_id(request.GET.get("programme", ""))
    if term is OF_A_GROUP and group in policy.groups:
        return {"group": group, "value": _exactly(policy.groups[group])}
    if term is OF_A_PROGRAMME and programme is not None and programme in policy.programmes:
        return {"programme": programme, "value": _exactly(policy.programmes[programme])}
    return {"value": _exactly(policy.of(term))}


@needs(Permission.PLAN_EDIT)
def set_term(request: Request, term: str) -> HttpResponse:
    """Give a term another value from a day on."""
    request.actor.require_everywhere(Permission.PLAN_EDIT)
    try:
        chosen = PolicyTerm(term)
    except ValueError:
        raise NotFound("term") from None
    form = WeightForm(request, chosen, initial={**_now(request, chosen), "start_on": request.on})
    back = reverse("allocation:policy")
    return operation_page(
        request,
        form,
        partial(operations.set_weight, term=chosen),
        said=gettext("Đã đặt “%(term)s”.") % {"term": label(chosen)},
        title=label(chosen),
        lead=_("Giá trị mới có hiệu lực từ ngày áp dụng; phương án đã tìm trước đó không thay đổi."),
        submit=_("Lưu"),
        cancel=back,
        crumbs=[(_("Chính sách ưu tiên"), back)],
    )
