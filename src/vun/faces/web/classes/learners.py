"""The learners of a class: the list, seats given, people who leave or fail."""

from __future__ import annotations

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
from vun.faces.web.classes.forms import EnrolForm, ReasonForm
from vun.faces.web.classes.frame import CRUMBS, crumbs, files_of, tabs
from vun.faces.web.classes.tables import LEARNERS
from vun.faces.web.custom import customised
from vun.faces.web.forms import form_page, operation_page, options, perform, run
from vun.faces.web.guard import needs
from vun.faces.web.lists import Empty
from vun.faces.web.pages import Action
from vun.faces.web.request import Request, sought
from vun.records.custom.domain import Subject
from vun.records.delivery import operations, queries
from vun.records.delivery.domain import RUNNING_STATES
from vun.records.people import queries as people


@needs(Permission.CLASS_VIEW)
def learner_list(request: Request, class_id: int) -> HttpResponse:
    """Who is or was in the class, as they were when they came."""
    training_class = queries.get_class(request.actor, class_id)
    own: dict[str, Any] = {"permission": Permission.CLASS_EDIT, "unit_id": training_class.host_id}
    add_one = nominated = None
    if training_class.state in RUNNING_STATES:
        add_one = Action(_("Thêm học viên"), reverse("classes:enrol", args=[class_id]), **own)
        nominated = Action(
            _("Nhận hết người đã được cử"),
            reverse("classes:enrol-nominated", args=[class_id]),
            post=True,
            confirm=_("Mọi người đã được duyệt cử học theo kế hoạch và chưa có lớp sẽ có tên trong lớp này."),
            **own,
        )
    return customised(LEARNERS, Subject.RESULT).respond(
        request,
        queries.roster(training_class, request.actor),
        title=training_class.name,
        action=add_one,
        more=[
            *([nominated] if nominated and training_class.line_id else []),
            *files_of(training_class, "learners"),
        ],
        crumbs=CRUMBS,
        tabs=tabs(request, training_class, "learners"),
        empty=Empty(_("Lớp chưa có học viên. Nhận những người đã được cử, hoặc thêm từng người."), add_one),
    )


@needs(Permission.CLASS_EDIT)
def person_options(request: Request) -> HttpResponse:
    """The people a field offers as one types."""
    found = people.search(request.actor, sought(request), request.on, 20)
    return options((one.pk, one.full_name, ", ".join(filter(None, (one.title, one.unit)))) for one in found)


@needs(Permission.CLASS_EDIT)
def enrol(request: Request, class_id: int) -> HttpResponse:
    """Give one person a seat."""
    training_class = queries.get_class(request.actor, class_id)
    request.actor.require(Permission.CLASS_EDIT, training_class.host_id)
    form = EnrolForm(
        request, initial={"on": min(max(training_class.start_on, request.on), training_class.end_on)}
    )
    back = reverse("classes:learners", args=[class_id])
    if request.method == "POST" and form.is_valid():
        done = run(
            form, operations.enrol, training_class=training_class, by=request.actor, **form.cleaned_data
        )
        if done:
            messages.success(request, gettext("Đã thêm học viên."))
            return redirect(back)
    left = training_class.capacity - training_class.seats_taken
    return form_page(
        request,
        form,
        title=_("Thêm học viên"),
        lead=_("Lớp còn %(left)s chỗ trong %(capacity)s.")
        % {"left": left, "capacity": training_class.capacity},
        submit=_("Thêm"),
        cancel=back,
        crumbs=crumbs(training_class),
    )


@needs(Permission.CLASS_EDIT)
@require_POST
def enrol_nominated(request: Request, class_id: int) -> HttpResponse:
    """Give a seat to everybody approved for the class's plan line."""
    training_class = queries.get_class(request.actor, class_id)
    day = min(max(training_class.start_on, request.today), training_class.end_on)
    return perform(
        request,
        lambda: operations.enrol_nominated(training_class=training_class, on=day, by=request.actor),
        said=_("Đã nhận những người được cử vào lớp."),
        back=reverse("classes:learners", args=[class_id]),
    )


@needs(Permission.CLASS_EDIT)
def drop_out(request: Request, enrolment_id: int) -> HttpResponse:
    """Somebody leaves the class, with day and reason."""
    enrolment = queries.get_enrolment(request.actor, enrolment_id)
    training_class = enrolment.training_class
    request.actor.require(Permission.CLASS_EDIT, training_class.host_id)
    form = ReasonForm(
        request.POST or None,
        initial={"on": min(max(training_class.start_on, request.on), training_class.end_on)},
    )
    back = reverse("classes:results", args=[training_class.pk])
    return operation_page(
        request,
        form,
        partial(operations.drop_out, enrolment=enrolment),
        said=gettext("Đã ghi thôi học."),
        title=_("Thôi học: %(name)s") % {"name": enrolment.person.full_name},
        submit=_("Ghi thôi học"),
        cancel=back,
        consequence=_(
            "Học viên không được xét kết quả nữa và chỗ trong lớp được trả lại. Không hoàn tác được."
        ),
        crumbs=crumbs(training_class),
    )


@needs(Permission.CLASS_EDIT)
@require_POST
def fail(request: Request, enrolment_id: int) -> HttpResponse:
    """Declare that somebody without the result needed has failed."""
    enrolment = queries.get_enrolment(request.actor, enrolment_id)
    return perform(
        request,
        lambda: operations.fail(enrolment=enrolment, on=request.today, by=request.actor),
        said=_("Đã kết luận không đạt."),
        back=reverse("classes:results", args=[enrolment.training_class_id]),
    )
