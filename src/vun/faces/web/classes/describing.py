"""Fields of an office's own, of a class and of how somebody did in it."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web.classes.frame import crumbs
from vun.faces.web.custom import CustomForm
from vun.faces.web.forms import operation_page
from vun.faces.web.guard import needs
from vun.faces.web.request import Request
from vun.records.custom import queries as custom
from vun.records.custom.domain import Subject
from vun.records.delivery import operations, queries

_LEAD = _("Những trường riêng của tỉnh. Trường chưa có thông tin thì để trống.")


@needs(Permission.CLASS_EDIT)
def describe_class(request: Request, class_id: int) -> HttpResponse:
    """The office's own fields of a class."""
    training_class = queries.get_class(request.actor, class_id)
    request.actor.require(Permission.CLASS_EDIT, training_class.host_id)
    form = CustomForm(custom.specs_of(Subject.TRAINING_CLASS), training_class.custom, request.POST or None)
    back = reverse("classes:detail", args=[class_id])
    return operation_page(
        request,
        form,
        partial(operations.describe_class, training_class=training_class),
        said=_("Đã ghi thông tin bổ sung."),
        title=_("Thông tin bổ sung của lớp"),
        lead=_LEAD,
        submit=_("Lưu"),
        cancel=back,
        crumbs=crumbs(training_class),
    )


@needs(Permission.GRADE_EDIT)
def describe_result(request: Request, enrolment_id: int) -> HttpResponse:
    """The office's own fields of how somebody did in a class."""
    enrolment = queries.get_enrolment(request.actor, enrolment_id)
    training_class = enrolment.training_class
    request.actor.require(Permission.GRADE_EDIT, training_class.host_id)
    form = CustomForm(custom.specs_of(Subject.RESULT), enrolment.custom, request.POST or None)
    back = reverse("classes:results", args=[training_class.pk])
    return operation_page(
        request,
        form,
        partial(operations.describe_result, enrolment=enrolment),
        said=_("Đã ghi thông tin bổ sung."),
        title=_("Thông tin bổ sung: %(name)s") % {"name": enrolment.person.full_name},
        lead=_LEAD,
        submit=_("Lưu"),
        cancel=back,
        crumbs=crumbs(training_class),
    )
