"""Posts given, changed and ended, each a form that says what will follow, and one operation."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.faces.web import formats
from vun.faces.web.forms import VunForm, form_page, perform, run
from vun.faces.web.guard import needs
from vun.faces.web.pages import Text
from vun.faces.web.people import forms
from vun.faces.web.people.sight import Sight, for_editing
from vun.faces.web.people.words import catalogue_name
from vun.faces.web.request import Request
from vun.faces.web.units.signing import seal_of
from vun.records.people import operations, queries
from vun.records.sending import operations as sending_operations
from vun.records.sending import queries as sending


@needs(Permission.PERSON_EDIT)
def appoint(request: Request, person_id: int) -> HttpResponse:
    """A primary post for somebody who has none."""
    sight = for_editing(request, person_id)
    form = forms.PostForm(request, initial={"on": request.on})
    return _give(
        sight,
        form,
        operations.appoint,
        title=_("Bổ nhiệm"),
        submit=_("Bổ nhiệm"),
        said=_("Đã ghi việc bổ nhiệm."),
    )


@needs(Permission.PERSON_EDIT)
def transfer(request: Request, person_id: int) -> HttpResponse:
    """Another primary post from a day on."""
    sight = for_editing(request, person_id)
    post = sight.post
    form = forms.PostForm(request, initial=forms.initial_post(post, request.on) if post else {})
    consequence = (
        gettext(
            "Chức vụ %(title)s tại %(unit)s kết thúc vào ngày chức vụ mới bắt đầu; quá trình cũ giữ nguyên."
        )
        % {"title": catalogue_name(post.title), "unit": sight.unit_name}
        if post
        else ""
    )
    return _give(
        sight,
        form,
        operations.transfer,
        title=_("Điều động, bổ nhiệm"),
        submit=_("Ghi quyết định"),
        said=_("Đã ghi chức vụ mới."),
        consequence=consequence,
    )


@needs(Permission.PERSON_EDIT)
def add_concurrent(request: Request, person_id: int) -> HttpResponse:
    """A further post beside the primary one."""
    sight = for_editing(request, person_id)
    form = forms.PostForm(request, initial={"on": request.on})
    return _give(
        sight,
        form,
        operations.add_concurrent,
        title=_("Giao kiêm nhiệm"),
        submit=_("Giao kiêm nhiệm"),
        said=_("Đã giao kiêm nhiệm."),
        consequence=_("Chức vụ chính giữ nguyên; người này vẫn tính một lần trong số liệu của đơn vị chính."),
    )


@needs(Permission.PERSON_EDIT)
def end(request: Request, person_id: int, appointment_id: int) -> HttpResponse:
    """The end of a post, with its reason."""
    sight = for_editing(request, person_id)
    post = queries.get_post(sight.person, appointment_id)
    form = forms.EndForm(request, initial={"on": request.on})
    return sight.operation_page(
        form,
        partial(operations.end_appointment, appointment=post),
        title=_("Kết thúc chức vụ"),
        lead=gettext("%(title)s, %(unit)s.") % {"title": catalogue_name(post.title), "unit": post.unit.name},
        submit=_("Kết thúc chức vụ"),
        said=_("Đã kết thúc chức vụ."),
        consequence=_(
            "Nghỉ hưu, thôi việc, buộc thôi việc, từ trần hoặc chuyển ra ngoài tỉnh thì mọi chức vụ khác "
            "và quy hoạch của người này cũng kết thúc ngày đó."
        ),
    )


@needs(Permission.PERSON_EDIT)
def correct(request: Request, person_id: int, appointment_id: int) -> HttpResponse:
    """What was recorded wrongly of a post, put right."""
    sight = for_editing(request, person_id)
    post = queries.get_post(sight.person, appointment_id)
    initial = {
        **forms.initial_post(post, post.start_on),
        "position": post.position_id,
        "decision": post.decision_id,
    }
    form = forms.CorrectPostForm(request, initial=initial)
    return sight.operation_page(
        form,
        partial(operations.correct_appointment, appointment=post),
        title=_("Sửa chức vụ ghi sai"),
        lead=gettext("%(title)s, %(unit)s.") % {"title": catalogue_name(post.title), "unit": post.unit.name},
        submit=_("Sửa chức vụ"),
        said=_("Đã sửa chức vụ."),
        consequence=_(
            "Chỉ sửa điều ghi sai; thay đổi thật thì dùng Điều động. Đổi ngày thì chức vụ trước đó kết thúc theo ngày "
            "mới. Số liệu các lớp đã học giữ nguyên như lúc nhập học; nhật ký giữ cả cũ và mới."
        ),
    )


@needs(Permission.PERSON_EDIT)
@require_POST
def cancel(request: Request, person_id: int, appointment_id: int) -> HttpResponse:
    """Take back a post that has not begun."""
    sight = for_editing(request, person_id)
    post = queries.get_post(sight.person, appointment_id)
    return perform(
        request,
        lambda: operations.cancel_appointment(appointment=post, by=request.actor),
        said=_("Đã huỷ chức vụ chưa bắt đầu."),
        back=sight.url("detail"),
    )


def _give(
    sight: Sight, form: VunForm, operation: Callable[..., Any], *, said: Text, **page: Any
) -> HttpResponse:
    """Give a post; what its holder would still owe the standard is shown first, for exactly what is typed."""
    request = sight.request

    def give(**data: Any) -> Any:
        return operation(person=sight.person, by=request.actor, **data)

    if request.method == "POST" and form.is_valid():
        seal = seal_of(request)
        if request.POST.get("seen") != seal:
            tried = run(form, lambda: sending_operations.try_appointing(lambda: give(**form.cleaned_data)))
            if tried and tried.value is not None:
                told = {"submit": page["submit"], "title": page["title"]}
                return form_page(
                    request,
                    form,
                    cancel=sight.url("detail"),
                    crumbs=sight.under(),
                    template="units/change.html",
                    seal=seal,
                    consequence=_warning(sight, tried.value),
                    **told,
                )
        done = None if form.errors else run(form, give, **form.cleaned_data)
        if done:
            _tell(sight, said, done.value)
            return redirect(sight.url("detail"))
    return form_page(request, form, cancel=sight.url("detail"), crumbs=sight.under(), **page)


def _warning(sight: Sight, debt: Any) -> str:
    return gettext(
        "%(name)s chưa đạt chuẩn chức danh %(title)s: %(lacking)s. Ghi tiếp thì thành nợ tiêu chuẩn, "
        "hạn hoàn thiện %(due_on)s."
    ) % {
        "name": sight.person.full_name,
        "title": catalogue_name(debt.title),
        "lacking": "; ".join(debt.lacking),
        "due_on": formats.day(debt.due_on),
    }


def _tell(sight: Sight, said: Text, post: Any) -> None:
    messages.success(sight.request, str(said))
    debt = sending.debt_of_post(post.pk)
    if debt is not None:
        messages.warning(
            sight.request,
            gettext(
                "Đã ghi nợ tiêu chuẩn %(title)s: %(lacking)s, hạn %(due_on)s. "
                "Theo dõi ở mục Sau đào tạo, thẻ Nợ tiêu chuẩn."
            )
            % {
                "title": catalogue_name(debt.title),
                "lacking": "; ".join(debt.lacking),
                "due_on": formats.day(debt.due_on),
            },
        )
