"""What is done to a scenario: started, stopped, varied, decided upon, made a plan of."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import NotFound, Problem
from vun.faces.web import formats
from vun.faces.web.allocation.forms import DraftForm
from vun.faces.web.forms import operation_page, perform
from vun.faces.web.guard import needs
from vun.faces.web.labels import label
from vun.faces.web.messages import problem_text
from vun.faces.web.request import Request
from vun.records.allocation import operations, queries
from vun.records.allocation.domain import LockedLine, Preset
from vun.records.orgs import queries as orgs


def _back(scenario_id: int) -> str:
    return reverse("allocation:detail", args=[scenario_id])


@needs(Permission.PLAN_EDIT)
@require_POST
def start(request: Request, scenario_id: int) -> HttpResponse:
    scenario = queries.get_scenario(request.actor, scenario_id)
    return perform(
        request,
        lambda: operations.start(scenario=scenario, by=request.actor),
        said=_("Đang tìm phương án. Trang này tự cập nhật."),
        back=_back(scenario_id),
    )


@needs(Permission.PLAN_EDIT)
@require_POST
def stop(request: Request, scenario_id: int) -> HttpResponse:
    scenario = queries.get_scenario(request.actor, scenario_id)
    return perform(
        request,
        lambda: operations.stop(scenario=scenario, by=request.actor),
        said=_("Đã yêu cầu dừng. Phương án tốt nhất tìm được sẽ được giữ."),
        back=_back(scenario_id),
    )


@needs(Permission.PLAN_EDIT)
@require_POST
def start_curve(request: Request, scenario_id: int) -> HttpResponse:
    scenario = queries.get_scenario(request.actor, scenario_id)
    return perform(
        request,
        lambda: operations.start_curve(scenario=scenario, by=request.actor),
        said=_("Đang tính với các mức kinh phí khác. Trang này tự cập nhật."),
        back=_back(scenario_id),
    )


@needs(Permission.PLAN_EDIT)
@require_POST
def remove(request: Request, scenario_id: int) -> HttpResponse:
    scenario = queries.get_scenario(request.actor, scenario_id)
    return perform(
        request,
        lambda: operations.remove(scenario=scenario, by=request.actor),
        said=_("Đã xoá phương án."),
        back=reverse("allocation:list"),
    )


@needs(Permission.PLAN_EDIT)
@require_POST
def vary(request: Request, scenario_id: int, preset: str) -> HttpResponse:
    """The same question with one thing changed, put to the worker at once."""
    scenario = queries.get_scenario(request.actor, scenario_id)
    if preset not in set(Preset):
        raise NotFound("preset")
    change = Preset(preset)
    name = f"{scenario.name[:150]}: {label(change).lower()}"
    try:
        made = operations.vary(scenario=scenario, preset=change, name=name, by=request.actor)
        operations.start(scenario=made, by=request.actor)
    except Problem as problem:
        messages.error(request, problem_text(problem))
        return redirect(_back(scenario_id))
    messages.success(request, gettext("Đang tìm phương án “%(name)s”.") % {"name": made.name})
    return redirect(_back(made.pk))


@needs(Permission.PLAN_EDIT)
@require_POST
def keep_line(request: Request, scenario_id: int, place: int) -> HttpResponse:
    """Plan again with one line kept as it is."""
    scenario = queries.get_scenario(request.actor, scenario_id)
    answer = queries.Answer(scenario)
    line = answer.get_line(place)
    kept = LockedLine(
        key=line.key,
        programme_id=line.programme_id,
        venue_id=line.venue_id,
        mode=line.mode,
        start=line.start,
        person_ids=tuple(answer.item(item).person_id for item in line.items),
        classes=line.classes,
    )
    made = operations.plan_again(
        scenario=scenario,
        name=gettext("%(name)s, giữ %(line)s") % {"name": scenario.name[:100], "line": line.name[:80]},
        line=kept,
        by=request.actor,
    )
    operations.start(scenario=made, by=request.actor)
    messages.success(request, gettext("Đang tìm lại, giữ nguyên dòng “%(line)s”.") % {"line": line.name})
    return redirect(_back(made.pk))


@needs(Permission.PLAN_EDIT)
@require_POST
def decide(request: Request, scenario_id: int, item: int, choice: str) -> HttpResponse:
    """Plan again with somebody going, or staying, as decided by hand."""
    scenario = queries.get_scenario(request.actor, scenario_id)
    answer = queries.Answer(scenario)
    if choice not in ("go", "stay") or item >= len(answer.problem["gaps"]["person"]):
        raise NotFound("choice")
    one = answer.item(item)
    person = answer.people([one.person_id]).get(one.person_id)
    if person is None:
        raise NotFound("person of the scenario")
    text = gettext("%(name)s, %(person)s đi") if choice == "go" else gettext("%(name)s, %(person)s ở lại")
    made = operations.plan_again(
        scenario=scenario,
        name=text % {"name": scenario.name[:120], "person": person.full_name[:60]},
        person=(one.person_id, one.key),
        goes=choice == "go",
        by=request.actor,
    )
    operations.start(scenario=made, by=request.actor)
    messages.success(request, gettext("Đang tìm lại theo điều vừa quyết."))
    return redirect(_back(made.pk))


@needs(Permission.PLAN_EDIT)
@require_POST
def take_back(request: Request, scenario_id: int, place: int) -> HttpResponse:
    """Plan again without one of what was decided by hand."""
    scenario = queries.get_scenario(request.actor, scenario_id)
    made = operations.take_back(
        scenario=scenario,
        place=place,
        name=gettext("%(name)s, bỏ một quyết định") % {"name": scenario.name[:160]},
        by=request.actor,
    )
    operations.start(scenario=made, by=request.actor)
    messages.success(request, gettext("Đang tìm lại, không còn quyết định ấy."))
    return redirect(_back(made.pk))


@needs(Permission.PLAN_EDIT)
def draft(request: Request, scenario_id: int) -> HttpResponse:
    """Make the draft plan of a scenario."""
    request.actor.require_everywhere(Permission.PLAN_EDIT)
    scenario = queries.get_scenario(request.actor, scenario_id)
    answer = queries.Answer(scenario)
    learners = sum(line.learners for line in answer.lines)
    form = DraftForm(
        request,
        initial={
            "name": gettext("Kế hoạch đào tạo, bồi dưỡng năm %(year)s") % {"year": scenario.year},
            "code": f"KH-{scenario.year}-{scenario.pk}",
            "unit": orgs.root_unit().pk,
        },
    )
    return operation_page(
        request,
        form,
        partial(operations.draft_from, scenario=scenario),
        said=gettext("Đã lập bản nháp. Sửa các dòng và chỉ tiêu rồi trình duyệt."),
        then=lambda made: reverse("plans:detail", args=[made.plan_id]),
        title=_("Lập kế hoạch từ phương án"),
        lead=_(
            "Bản nháp có đủ lớp, tháng, kinh phí theo nguồn, chỉ tiêu từng đơn vị và danh sách dự kiến cử."
        ),
        submit=_("Lập bản nháp"),
        consequence=gettext(
            "Sẽ lập bản nháp với %(lines)s dòng, %(learners)s chỉ tiêu. Chưa giao cho đơn vị nào."
        )
        % {"lines": formats.number(len(answer.lines)), "learners": formats.number(learners)},
        cancel=_back(scenario_id),
        crumbs=[(_("Phương án"), "allocation:list"), (scenario.name, _back(scenario_id))],
    )
