"""Pages that change what a plan says: its name, its lines, their money, its bases."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import Problem
from vun.faces.web import formats
from vun.faces.web.forms import form_page, operation_page, perform, run
from vun.faces.web.guard import needs
from vun.faces.web.pages import show
from vun.faces.web.plans.forms import (
    CLASS_SIZE,
    FromNeedsForm,
    LineForm,
    MoneyForm,
    NewPlanForm,
    PlanForm,
    line_initial,
)
from vun.faces.web.request import Request, ids_of
from vun.records.funding import queries as funding
from vun.records.funding.domain import CourseSize, Estimate, estimate
from vun.records.needs import queries as surveys
from vun.records.orgs import queries as orgs
from vun.records.plans import domain, operations, queries
from vun.records.plans.domain import TargetOrigin, VersionState
from vun.records.standards.domain import Branch


def plan_url(version: Any, tab: str = "lines") -> str:
    """The page of a version's plan at a tab."""
    return f"{reverse('plans:detail', args=[version.plan_id])}?version={version.pk}&tab={tab}"


def editable_version(request: Request, version_id: int) -> Any:
    """The version, to be edited. Raises NotFound, Refused without PLAN_EDIT, Problem when it is not being drafted."""
    version = queries.get_version(request.actor, version_id)
    _require_editable(request, version)
    return version


def editable_line(request: Request, terms_id: int) -> Any:
    """The line of a version to be edited; raises as `editable_version`."""
    line = queries.get_terms(request.actor, terms_id)
    _require_editable(request, line.version)
    return line


def _require_editable(request: Request, version: Any) -> None:
    request.actor.require(Permission.PLAN_EDIT, version.plan.unit_id)
    if version.state not in domain.EDITABLE_STATES:
        raise Problem("plans.wrong_state", state=VersionState(version.state))


def crumbs_of(version: Any) -> list[tuple[Any, str]]:
    """The path of a page below a version of a plan."""
    return [(pgettext_lazy("section", "Kế hoạch"), "plans:list"), (version.plan.name, plan_url(version))]


@needs(Permission.PLAN_EDIT)
def add(request: Request) -> HttpResponse:
    root = orgs.find_root_unit()
    year = request.on.year + 1
    named = gettext("Kế hoạch đào tạo, bồi dưỡng năm %(year)s") % {"year": year}
    initial = {"name": named, "first_year": year}
    if root is not None and request.actor.may(Permission.PLAN_EDIT, root.pk):
        initial["unit"] = root.pk
    form = NewPlanForm(request, initial=initial)
    return operation_page(
        request,
        form,
        operations.draft_plan,
        said=gettext("Đã lập kế hoạch. Thêm lớp, chương trình vào kế hoạch."),
        then=plan_url,
        title=_("Lập kế hoạch"),
        lead=_("Kế hoạch đào tạo, bồi dưỡng của một đơn vị cho một hoặc nhiều năm."),
        submit=_("Lập kế hoạch"),
        cancel=reverse("plans:list"),
        crumbs=[(pgettext_lazy("section", "Kế hoạch"), "plans:list")],
    )


@needs(Permission.PLAN_EDIT)
def edit(request: Request, plan_id: int) -> HttpResponse:
    """The name, theme and parent."""
    plan = queries.get_plan(request.actor, plan_id)
    request.actor.require(Permission.PLAN_EDIT, plan.unit_id)
    back = reverse("plans:detail", args=[plan.pk])
    initial = {"name": plan.name, "theme": plan.theme, "parent": plan.parent_id}
    form = PlanForm(request, initial=initial)
    return operation_page(
        request,
        form,
        partial(operations.change_plan, plan=plan),
        said=gettext("Đã lưu."),
        title=_("Sửa tên, chủ đề"),
        submit=_("Lưu"),
        cancel=back,
        crumbs=[(pgettext_lazy("section", "Kế hoạch"), "plans:list"), (plan.name, back)],
    )


@needs(Permission.PLAN_EDIT)
def add_line(request: Request, version_id: int) -> HttpResponse:
    version = editable_version(request, version_id)
    initial = {"branch": Branch.FOSTERING, "origin": TargetOrigin.PROVINCE, "classes": 1}
    form = LineForm(request, version.plan, may_split=True, initial=initial)
    if request.method == "POST" and form.is_valid():
        terms = form.terms(version.plan)
        years = range(version.plan.first_year, version.plan.last_year + 1)
        done = (
            run(
                form,
                operations.add_line_over_years,
                version=version,
                terms=terms,
                years=years,
                by=request.actor,
            )
            if form.is_split
            else run(form, operations.add_line, version=version, terms=terms, by=request.actor)
        )
        if done:
            messages.success(request, gettext("Đã thêm “%(title)s”.") % {"title": _title_of(done.value)})
            return redirect(plan_url(version))
    return form_page(
        request,
        form,
        title=_("Thêm lớp, chương trình"),
        lead=_("Chỉ cần tên và số lượng; chi tiết chưa rõ thì bổ sung sau."),
        submit=_("Thêm vào kế hoạch"),
        cancel=plan_url(version),
        crumbs=crumbs_of(version),
    )


def _title_of(added: Any) -> str:
    line = added[0] if isinstance(added, list) else added
    return str(line.title)


@needs(Permission.PLAN_EDIT)
def change_line(request: Request, terms_id: int) -> HttpResponse:
    line = editable_line(request, terms_id)
    version = line.version
    form = LineForm(request, version.plan, may_split=False, initial=line_initial(line))
    if (
        request.method == "POST"
        and form.is_valid()
        and run(form, operations.change_line, line=line, terms=form.terms(version.plan), by=request.actor)
    ):
        messages.success(request, gettext("Đã lưu “%(title)s”.") % {"title": line.title})
        return redirect(plan_url(version))
    return form_page(
        request,
        form,
        title=line.title,
        lead=_("Nội dung số %(number)s của kế hoạch.") % {"number": line.line.number},
        submit=_("Lưu"),
        cancel=plan_url(version),
        crumbs=crumbs_of(version),
        template="plans/line_form.html",
        line=line,
    )


@needs(Permission.PLAN_EDIT)
@require_POST
def remove_line(request: Request, terms_id: int) -> HttpResponse:
    line = queries.get_terms(request.actor, terms_id)
    return perform(
        request,
        lambda: operations.remove_line(line=line, by=request.actor),
        said=_("Đã bỏ “%(title)s” khỏi bản này.") % {"title": line.title},
        back=plan_url(line.version),
    )


@needs(Permission.PLAN_EDIT)
def line_money(request: Request, terms_id: int) -> HttpResponse:
    """Đồng of a line by source, beside what the norms say it should cost."""
    line = editable_line(request, terms_id)
    form = MoneyForm(request, line)
    if (
        request.method == "POST"
        and form.is_valid()
        and run(form, operations.set_line_budgets, line=line, amounts=form.amounts(), by=request.actor)
    ):
        messages.success(request, gettext("Đã lưu kinh phí của “%(title)s”.") % {"title": line.title})
        return redirect(plan_url(line.version, "money"))
    tiers = funding.lecturer_tiers_on(request.on)
    tier = request.GET.get("tier", "")
    chosen = tier if tier in {norm.code for norm in tiers} else tiers[-1].code if tiers else ""
    needs_hall = "hall" in request.GET
    return form_page(
        request,
        form,
        title=_("Kinh phí: %(title)s") % {"title": line.title},
        lead=_("%(classes)s lớp, %(learners)s học viên.")
        % {"classes": formats.dash(line.classes), "learners": formats.dash(line.learners)},
        submit=_("Lưu kinh phí"),
        cancel=plan_url(line.version, "money"),
        crumbs=crumbs_of(line.version),
        template="plans/money_form.html",
        tiers=tiers,
        chosen_tier=chosen,
        needs_hall=needs_hall,
        estimate=_estimate(request, line, chosen, needs_hall=needs_hall) if chosen else None,
    )


def _estimate(request: Request, line: Any, tier: str, *, needs_hall: bool) -> Estimate | None:
    programme = line.programme
    if programme is None:
        return None
    size = CourseSize(
        classes=line.classes,
        learners=line.learners,
        days=programme.duration_days,
        periods=programme.theory_periods + programme.practice_periods,
        needs_hall=needs_hall,
    )
    return estimate(size, funding.norms_on(request.on), lecturer_tier=tier)


@needs(Permission.PLAN_EDIT)
def add_from_needs(request: Request, version_id: int) -> HttpResponse:
    """Choose programmes of a survey round; each becomes a line with its quotas."""
    version = editable_version(request, version_id)
    is_post = request.method == "POST"
    asked = {"class_size": CLASS_SIZE, **request.GET.dict()} if "survey" in request.GET else None
    given = request.POST if is_post else asked
    form = FromNeedsForm(request, version.plan, given)
    if given is not None:
        form.full_clean()
    if is_post and form.is_valid():
        chosen = ids_of(request.POST.getlist("programmes"))
        done = run(
            form,
            operations.add_lines_from_needs,
            version=version,
            programme_ids=chosen,
            by=request.actor,
            **form.cleaned_data,
        )
        if done:
            said = gettext("Đã thêm %(lines)s nội dung từ nhu cầu, cùng chỉ tiêu từng đơn vị.")
            messages.success(request, said % {"lines": formats.number(len(done.value))})
            return redirect(plan_url(version))
    survey = form.cleaned_data.get("survey") if form.is_bound else None
    totals = surveys.totals_by_programme(survey, request.on) if survey else []
    return show(
        request,
        "plans/from_needs.html",
        title=_("Lấy từ nhu cầu đã khảo sát"),
        lead=_("Mỗi chương trình được chọn thành một nội dung; chỉ tiêu từng đơn vị bằng số đã đăng ký."),
        crumbs=crumbs_of(version),
        status_code=400 if is_post else 200,
        form=form,
        survey=survey,
        totals=[row for row in totals if row.needs],
        version=version,
        cancel=plan_url(version),
    )
