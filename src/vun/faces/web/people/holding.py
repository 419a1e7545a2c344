"""What a person holds: recording a degree or certificate, putting it right, removing what was recorded by mistake."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.faces.web.forms import form_page, perform, run
from vun.faces.web.guard import needs
from vun.faces.web.pages import Text
from vun.faces.web.people.forms import CredentialForm
from vun.faces.web.people.sight import Sight, for_editing
from vun.faces.web.request import Request
from vun.records.credentials import operations, queries


@needs(Permission.PERSON_EDIT)
def add(request: Request, person_id: int) -> HttpResponse:
    """Record a degree or certificate, wherever earned."""
    sight = for_editing(request, person_id)
    form = CredentialForm(request)

    def record() -> Any:
        return operations.record_credential(person=sight.person, by=request.actor, **form.cleaned_data)

    return _sign(
        sight,
        form,
        record,
        title=_("Ghi văn bằng, chứng chỉ"),
        said=_("Đã ghi văn bằng, chứng chỉ."),
        lead=_("Chứng chỉ của lớp mở trong hệ thống tự vào hồ sơ khi cấp, không cần ghi ở đây."),
    )


@needs(Permission.PERSON_EDIT)
def correct(request: Request, person_id: int, credential_id: int) -> HttpResponse:
    """Put right what was recorded wrongly."""
    sight = for_editing(request, person_id)
    credential = queries.get_credential(person_id, credential_id)
    form = CredentialForm(request, initial=CredentialForm.initial_of(credential))

    def correct() -> Any:
        details = form.details(credential)
        return operations.correct_credential(credential=credential, details=details, by=request.actor)

    return _sign(
        sight,
        form,
        correct,
        title=_("Sửa văn bằng, chứng chỉ"),
        said=_("Đã sửa văn bằng, chứng chỉ."),
    )


@needs(Permission.PERSON_EDIT)
@require_POST
def remove(request: Request, person_id: int, credential_id: int) -> HttpResponse:
    """Remove what was recorded by mistake."""
    sight = for_editing(request, person_id)
    credential = queries.get_credential(person_id, credential_id)
    return perform(
        request,
        lambda: operations.remove_credential(credential=credential, by=request.actor),
        said=_("Đã xoá văn bằng, chứng chỉ ghi nhầm."),
        back=sight.url("credentials"),
    )


def _sign(
    sight: Sight, form: CredentialForm, operation: Callable[[], Any], *, said: Text, **page: Any
) -> HttpResponse:
    request = sight.request
    if request.method == "POST" and form.is_valid() and run(form, operation):
        messages.success(request, str(said))
        return redirect(sight.url("credentials"))
    crumbs = sight.under()
    return form_page(request, form, submit=_("Lưu"), cancel=sight.url("credentials"), crumbs=crumbs, **page)
