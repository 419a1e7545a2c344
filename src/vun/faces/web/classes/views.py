"""Classes: the list, one class from above, planning, opening and cancelling one."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.common.period import add_months
from vun.faces.web.classes.forms import ClassForm, ReasonForm
from vun.faces.web.classes.frame import CRUMBS, crumbs, show_tab
from vun.faces.web.classes.tables import CLASSES
from vun.faces.web.custom import customised, shown
from vun.faces.web.decision_form import DecisionForm
from vun.faces.web.forms import form_page, operation_page, run
from vun.faces.web.guard import needs
from vun.faces.web.lists import Empty
from vun.faces.web.pages import Action
from vun.faces.web.request import Request
from vun.records.allocation.queries import scenario_of_plan
from vun.records.custom import queries as custom
from vun.records.custom.domain import Subject
from vun.records.delivery import operations, queries
from vun.records.delivery.domain import RUNNING_STATES, ClassState
from vun.records.plans import queries as plans


@needs(Permission.CLASS_VIEW)
def class_list(request: Request) -> HttpResponse:
    """The classes the reader may see."""
    add_one = Action(_("Dự kiến lớp mới"), reverse("classes:add"), Permission.CLASS_EDIT)
    rows = queries.classes_visible_to(request.actor).select_related("host", "programme")
    empty = Empty(_("Chưa có lớp nào. Lập lớp từ một dòng của kế hoạch đã duyệt."), add_one)
    return customised(CLASSES, Subject.TRAINING_CLASS).respond(request, rows, action=add_one, empty=empty)


@needs(Permission.CLASS_VIEW)
def detail(request: Request, class_id: int) -> HttpResponse:
    """A class from above: its facts, how far it has come, its money and its documents."""
    training_class = queries.get_class(request.actor, class_id)
    state = ClassState(training_class.state)
    sees_money = request.actor.may(Permission.FUND_VIEW, training_class.host_id)
    waiting = 0
    if state in RUNNING_STATES and request.actor.may(Permission.CLASS_EDIT, training_class.host_id):
        waiting = queries.to_enrol(training_class).count()
    scenario = _scenario_of(request, training_class)
    return show_tab(
        request,
        "classes/detail.html",
        training_class,
        "detail",
        action=_next_step(training_class, state),
        more=[*_other_steps(training_class, state), *_ahead(training_class, state, scenario)],
        scenario=scenario,
        progress=queries.progress_of(training_class, request.on),
        costs=queries.cost_by_source(training_class) if sees_money else None,
        is_carried_over=training_class.start_on.year < request.on.year <= training_class.end_on.year,
        waiting=waiting,
        custom=shown(custom.specs_of(Subject.TRAINING_CLASS), training_class.custom),
        custom_url=reverse("classes:custom", args=[class_id])
        if request.actor.may(Permission.CLASS_EDIT, training_class.host_id)
        else "",
    )


def _next_step(training_class: Any, state: ClassState) -> Action | None:
    steps = {
        ClassState.PLANNED: (_("Mở lớp"), "classes:open", Permission.CLASS_EDIT),
        ClassState.OPEN: (_("Điểm danh"), "classes:attendance", Permission.ATTENDANCE_EDIT),
        ClassState.FINISHED: (_("Cấp văn bằng, chứng chỉ"), "classes:results", Permission.CERTIFICATE_ISSUE),
    }
    if state not in steps:
        return None
    label, name, permission = steps[state]
    return Action(label, reverse(name, args=[training_class.pk]), permission, training_class.host_id)


def _other_steps(training_class: Any, state: ClassState) -> list[Action]:
    if state not in RUNNING_STATES:
        return []
    own = {"permission": Permission.CLASS_EDIT, "unit_id": training_class.host_id}
    args = [training_class.pk]
    found = [Action(_("Thêm học viên"), reverse("classes:enrol", args=args), **own)]
    if state is ClassState.OPEN:
        found.append(Action(_("Kết thúc lớp"), reverse("classes:finish", args=args), **own))
    found.append(Action(_("Huỷ lớp"), reverse("classes:cancel", args=args), danger=True, **own))
    return found


def _scenario_of(request: Request, training_class: Any) -> Any:
    """What the plan of the class was drafted from, for whoever mends plans; None of a class that is over."""
    is_over = training_class.state == ClassState.FINISHED
    if training_class.line is None or is_over or not request.actor.may_everywhere(Permission.PLAN_EDIT):
        return None
    return scenario_of_plan(request.actor, training_class.line.plan_id)


def _ahead(training_class: Any, state: ClassState, scenario: Any) -> list[Action]:
    """Trying what calling the class off would come to, before it is."""
    if scenario is None or state not in RUNNING_STATES:
        return []
    url = reverse("allocation:class-off", args=[training_class.pk])
    return [Action(_("Xếp lại phương án nếu huỷ lớp"), url, Permission.PLAN_EDIT)]


@needs(Permission.CLASS_EDIT)
def add(request: Request) -> HttpResponse:
    """Plan a class, filled in from a line of an approved plan where one is named in the address."""
    terms = _terms(request)
    form = ClassForm(request, initial=_from_plan(terms) if terms else {})
    return operation_page(
        request,
        form,
        partial(operations.plan_class, line=terms.line if terms else None),
        said=lambda made: gettext("Đã lập lớp %(code)s.") % {"code": made.code},
        then=lambda made: reverse("classes:detail", args=[made.pk]),
        title=_("Dự kiến lớp mới"),
        lead=_("Lớp chưa mở cho tới khi có quyết định mở lớp."),
        submit=_("Lập lớp"),
        cancel=reverse("classes:list"),
        template="classes/add.html",
        crumbs=CRUMBS,
        terms=terms,
        lines=[]
        if terms
        else plans.approved_lines(request.on.year)
        .filter(version__plan__in=plans.visible_to(request.actor))
        .order_by("line__number", "pk"),
    )


def _terms(request: Request) -> Any:
    """The line of a plan in force that the address names. Raises NotFound for any other."""
    asked = request.GET.get("line", "")
    if not asked:
        return None
    terms = plans.approved_terms(int(asked)) if asked.isdecimal() and len(asked) < 19 else None
    if terms is None or not plans.visible_to(request.actor).filter(pk=terms.version.plan_id).exists():
        raise NotFound("plan line")
    return terms


def _from_plan(terms: Any) -> dict[str, Any]:
    known: dict[str, Any] = {
        "programme": terms.programme_id,
        "host": terms.host_id,
        "name": terms.title,
        "capacity": -(-terms.learners // (terms.classes or 1)),
        "mode": terms.mode,
        "place": terms.place,
        "venue": terms.venue,
        "partner": terms.partner,
    }
    if terms.first_month and terms.last_month:
        known["start_on"] = date(terms.year, terms.first_month, 1)
        known["end_on"] = add_months(date(terms.year, terms.last_month, 1), 1) - timedelta(days=1)
    return known


@needs(Permission.CLASS_EDIT)
def open_class(request: Request, class_id: int) -> HttpResponse:
    """Open a planned class by its decision."""
    training_class = queries.get_class(request.actor, class_id)
    request.actor.require(Permission.CLASS_EDIT, training_class.host_id)
    initial = {
        "issuer": str(training_class.host),
        "subject": gettext("Mở lớp %(name)s") % {"name": training_class.name},
    }
    form = DecisionForm(request, request.POST or None, initial=initial)
    back = reverse("classes:detail", args=[class_id])
    opened = form.by_either(operations.open_class, operations.open_class_by)
    told = _("Mở lớp cho %(learners)s học viên đã có tên; từ đó điểm danh và nhập điểm được.")
    return operation_page(
        request,
        form,
        lambda **decision: opened(
            training_class=training_class, on=form.decided_on(request.today), **decision
        ),
        said=gettext("Đã mở lớp."),
        title=_("Mở lớp"),
        lead=_("Ghi quyết định mở lớp."),
        submit=_("Mở lớp"),
        cancel=back,
        consequence=told % {"learners": training_class.seats_taken},
        crumbs=crumbs(training_class),
    )


@needs(Permission.CLASS_EDIT)
def cancel(request: Request, class_id: int) -> HttpResponse:
    """Give a class up, with a reason."""
    training_class = queries.get_class(request.actor, class_id)
    request.actor.require(Permission.CLASS_EDIT, training_class.host_id)
    form = ReasonForm(request.POST or None, initial={"on": request.today})
    back = reverse("classes:detail", args=[class_id])
    if request.method == "POST" and form.is_valid():
        done = run(
            form,
            operations.cancel_class,
            training_class=training_class,
            by=request.actor,
            **form.cleaned_data,
        )
        if done:
            messages.success(request, gettext("Đã huỷ lớp."))
            return redirect(back)
    told = _(
        "Huỷ lớp sẽ đưa %(learners)s học viên ra khỏi lớp; ai được cử thì chờ xếp vào lớp khác. "
        "Không hoàn tác được."
    )
    return form_page(
        request,
        form,
        title=_("Huỷ lớp"),
        submit=_("Huỷ lớp"),
        cancel=back,
        consequence=told % {"learners": training_class.seats_taken},
        crumbs=crumbs(training_class),
    )
