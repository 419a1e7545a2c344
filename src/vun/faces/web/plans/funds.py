"""Kinh phí: sources with their budget of a year beside what plans ask, and the norms."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.faces.web.forms import operation_page
from vun.faces.web.guard import needs
from vun.faces.web.pages import Action, show
from vun.faces.web.plans.forms import BudgetForm, NormForm
from vun.faces.web.plans.tables import NORMS
from vun.faces.web.plans.views import area_tabs
from vun.faces.web.request import Request
from vun.records.funding import operations, queries
from vun.records.plans import queries as plans

FIRST_YEAR, LAST_YEAR = 2000, 2100


@needs(Permission.FUND_VIEW)
def budgets(request: Request) -> HttpResponse:
    asked = request.GET.get("year", "")
    is_year = asked.isdecimal() and len(asked) == 4 and FIRST_YEAR <= int(asked) <= LAST_YEAR
    year = int(asked) if is_year else request.on.year
    rows = plans.money_of_year(year)
    return show(
        request,
        "plans/funds.html",
        title=_("Kinh phí"),
        lead=_("Kinh phí từng nguồn được giao, và số các kế hoạch đã duyệt cần đến."),
        tabs=area_tabs(request, "funds"),
        year=year,
        rows=rows,
        budget=sum(row.budget or 0 for row in rows),
        approved=sum(row.approved for row in rows),
        drafted=sum(row.drafted for row in rows),
        may_edit=request.actor.may_everywhere(Permission.FUND_EDIT),
    )


@needs(Permission.FUND_EDIT)
def set_budget(request: Request, source_code: str, year: int) -> HttpResponse:
    request.actor.require_everywhere(Permission.FUND_EDIT)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotFound("year")
    source = queries.get_source(source_code)
    known = queries.budgets(year).filter(source=source).first()
    initial = {"amount": known.amount, "decision": known.decision_id, "note": known.note} if known else {}
    back = f"{reverse('plans:funds')}?year={year}"
    form = BudgetForm(request, initial=initial)
    return operation_page(
        request,
        form,
        partial(operations.set_budget, source=source, year=year),
        said=gettext("Đã lưu kinh phí %(source)s.") % {"source": source.name},
        title=_("%(source)s, năm %(year)s") % {"source": source.name, "year": year},
        lead=_("Kinh phí đào tạo, bồi dưỡng được giao từ nguồn này trong năm."),
        submit=_("Lưu"),
        cancel=back,
        crumbs=[(_("Kinh phí"), back)],
    )


@needs(Permission.FUND_VIEW)
def norms(request: Request) -> HttpResponse:
    return NORMS.respond(
        request,
        queries.norm_rows(request.actor),
        action=Action(_("Thêm mức chi"), reverse("plans:norm-add"), Permission.FUND_EDIT),
        tabs=area_tabs(request, "norms"),
    )


@needs(Permission.FUND_EDIT)
def add_norm(request: Request) -> HttpResponse:
    request.actor.require_everywhere(Permission.FUND_EDIT)
    form = NormForm(request.POST or None)
    return operation_page(
        request,
        form,
        operations.add_cost_norm,
        said=gettext("Đã thêm mức chi."),
        title=_("Thêm mức chi"),
        lead=_("Mức mới thay mức cũ cùng mã từ ngày áp dụng; mức cũ vẫn giữ để tính cho những năm trước."),
        submit=_("Thêm mức chi"),
        cancel=reverse("plans:norms"),
        crumbs=[(_("Định mức chi"), "plans:norms")],
    )
