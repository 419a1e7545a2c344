"""What is recorded about people, each a form and one operation."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.faces.web.custom import CustomForm
from vun.faces.web.files import file_answer
from vun.faces.web.forms import VunForm, form_page, run
from vun.faces.web.guard import needs
from vun.faces.web.labels import label
from vun.faces.web.people import forms
from vun.faces.web.people.sight import Sight, for_editing
from vun.faces.web.people.words import catalogue_name
from vun.faces.web.request import Request
from vun.records.custom import queries as custom
from vun.records.custom.domain import Subject
from vun.records.people import operations, queries
from vun.records.people.domain import PersonDetails, doubts_about


@needs(Permission.PERSON_EDIT)
def add(request: Request) -> HttpResponse:
    """Record somebody new, with a first post."""
    form = forms.RegisterForm(request)
    if request.method == "POST" and form.is_valid():
        details = form.details()
        done = run(form, operations.register_person, details=details, post=form.post(), by=request.actor)
        if done:
            messages.success(request, gettext("Đã ghi hồ sơ %(name)s.") % {"name": done.value.full_name})
            _warn(request, details)
            return redirect("people:detail", done.value.pk)
    return form_page(
        request,
        form,
        title=_("Ghi hồ sơ mới"),
        lead=_("Tìm trong danh sách trước, kẻo ghi trùng người đã có."),
        submit=_("Ghi hồ sơ"),
        cancel=reverse("people:list"),
        crumbs=[(_("Con người"), "people:list")],
    )


@needs(Permission.PERSON_EDIT)
def correct(request: Request, person_id: int) -> HttpResponse:
    """Put right who somebody is."""
    sight = for_editing(request, person_id)
    initial = forms.initial_details(sight.person, queries.national_id_of(sight.person))
    form = forms.PersonForm(request, initial=initial)
    if request.method == "POST" and form.is_valid():
        details = form.details()
        if run(form, operations.correct_person, person=sight.person, details=details, by=request.actor):
            messages.success(request, gettext("Đã sửa hồ sơ."))
            _warn(request, details)
            return redirect(sight.url("detail"))
    return _page(
        sight,
        form,
        title=_("Sửa hồ sơ"),
        submit=_("Lưu"),
        lead=_("Sửa điều ghi sai. Thay đổi chức vụ thì dùng Điều động hoặc Kết thúc chức vụ."),
    )


@needs(Permission.PERSON_EDIT)
def describe(request: Request, person_id: int) -> HttpResponse:
    """The fields of the office's own."""
    sight = for_editing(request, person_id)
    form = CustomForm(custom.specs_of(Subject.PERSON), sight.person.custom, request.POST or None)
    return sight.operation_page(
        form,
        partial(operations.describe_person, person=sight.person),
        title=_("Thông tin bổ sung"),
        submit=_("Lưu"),
        said=_("Đã ghi thông tin bổ sung."),
        lead=_("Những trường riêng của tỉnh. Trường chưa có thông tin thì để trống."),
    )


@needs(Permission.PERSON_EDIT)
def rate(request: Request, person_id: int) -> HttpResponse:
    """The yearly rating."""
    sight = for_editing(request, person_id)
    form = forms.RatingForm(request, initial={"year": request.today.year - 1})
    return sight.operation_page(
        form,
        partial(operations.rate, person=sight.person),
        title=_("Xếp loại chất lượng hằng năm"),
        submit=_("Ghi xếp loại"),
        said=_("Đã ghi xếp loại."),
        consequence=_("Năm đã có xếp loại thì xếp loại cũ được thay; nhật ký giữ cả hai."),
    )


@needs(Permission.PERSON_EDIT)
def add_to_succession(request: Request, person_id: int) -> HttpResponse:
    """Into a succession pool."""
    sight = for_editing(request, person_id)
    unit_id = sight.post.unit_id if sight.post else None
    form = forms.SuccessionForm(request, initial={"unit": unit_id, "on": request.on})
    return sight.operation_page(
        form,
        partial(operations.add_to_succession, person=sight.person),
        title=_("Đưa vào quy hoạch"),
        submit=_("Đưa vào quy hoạch"),
        said=_("Đã đưa vào quy hoạch."),
    )


@needs(Permission.PERSON_EDIT)
def remove_from_succession(request: Request, person_id: int, membership_id: int) -> HttpResponse:
    """Out of a succession pool."""
    sight = for_editing(request, person_id)
    membership = queries.successions_of(person_id).filter(pk=membership_id).first()
    if membership is None:
        raise NotFound("succession")
    form = forms.LeavePoolForm(request.POST or None, initial={"on": request.on})
    return sight.operation_page(
        form,
        partial(operations.remove_from_succession, membership=membership),
        title=_("Đưa ra khỏi quy hoạch"),
        submit=_("Đưa ra khỏi quy hoạch"),
        said=_("Đã đưa ra khỏi quy hoạch."),
        lead=gettext("Quy hoạch %(title)s, %(unit)s, nhiệm kỳ %(term)s.")
        % {
            "title": catalogue_name(membership.title),
            "unit": membership.unit.name,
            "term": membership.term,
        },
    )


@needs(Permission.PERSON_EDIT)
def record_absence(request: Request, person_id: int) -> HttpResponse:
    """Maternity leave, illness, leave without pay."""
    sight = for_editing(request, person_id)
    form = forms.AbsenceForm(request, initial={"on": request.on})
    return sight.operation_page(
        form,
        partial(operations.record_absence, person=sight.person),
        title=_("Ghi nghỉ dài ngày"),
        submit=_("Ghi nghỉ"),
        said=_("Đã ghi nghỉ dài ngày."),
    )


@needs(Permission.PERSON_EDIT)
def end_absence(request: Request, person_id: int, absence_id: int) -> HttpResponse:
    """The first day back."""
    sight = for_editing(request, person_id)
    absence = queries.get_absence(person_id, absence_id)
    form = forms.ReturnForm(request.POST or None, initial={"until": absence.end_on or request.on})
    return sight.operation_page(
        form,
        partial(operations.end_absence, absence=absence),
        title=_("Ghi ngày đi làm lại"),
        submit=_("Ghi ngày đi làm lại"),
        said=_("Đã ghi ngày đi làm lại."),
    )


@needs(Permission.PERSON_EDIT)
def record_trait(request: Request, person_id: int) -> HttpResponse:
    """An ability with its evidence."""
    sight = for_editing(request, person_id)
    form = forms.TraitForm(request.POST or None, request.FILES or None, initial={"on": request.on})
    return sight.operation_page(
        form,
        partial(operations.record_trait, person=sight.person),
        title=_("Ghi nhận năng lực"),
        submit=_("Ghi nhận"),
        said=_("Đã ghi nhận năng lực."),
    )


@needs(Permission.PERSON_VIEW, Permission.OWN_RECORD)
def download_trait(request: Request, person_id: int, trait_id: int) -> FileResponse:
    """The evidence of an ability."""
    sight = Sight(request, person_id)
    if trait_id not in {trait.pk for trait in sight.traits()}:
        raise NotFound("file")
    return file_answer(queries.file_of_trait(sight.person.pk, trait_id))


def _page(sight: Sight, form: VunForm, **page: Any) -> HttpResponse:
    return form_page(sight.request, form, cancel=sight.url("detail"), crumbs=sight.under(), **page)


def _warn(request: Request, details: PersonDetails) -> None:
    """Say where the national ID disagrees with the rest: a reason to look at the card again, not to refuse."""
    doubts = doubts_about(details.national_id, details.birth_on, details.sex)
    if doubts:
        what = "; ".join(label(doubt) for doubt in doubts)
        said = gettext("Đã lưu, nhưng số định danh có chỗ không khớp: %(what)s. Xem lại trên thẻ.")
        messages.warning(request, said % {"what": what})
