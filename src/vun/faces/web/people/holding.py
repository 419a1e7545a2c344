"""What a person holds: recording a degree or certificate, putting it right, removing what was recorded by mistake."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.faces.web.files import UploadField, file_answer
from vun.faces.web.forms import DateField, VunForm, form_page, perform, run
from vun.faces.web.guard import needs
from vun.faces.web.pages import Text
from vun.faces.web.people.sight import Sight, for_editing
from vun.faces.web.request import Request
from vun.records.credentials import operations, queries
from vun.records.credentials.domain import CredentialDetails
from vun.records.standards import queries as standards


class LevelField(forms.ModelChoiceField):
    """A level of a qualification scale, with the scale's name."""

    def label_from_instance(self, level: Any) -> str:
        return f"{level.scale.name}: {level.name}"


class CredentialForm(VunForm):
    """A degree or certificate as its document says."""

    level: Any = LevelField(label=_("Trình độ"), queryset=None, empty_label=_("– Chọn –"))
    name = forms.CharField(
        label=_("Tên văn bằng, chứng chỉ"), max_length=200, help_text=_("Ghi như trên văn bằng.")
    )
    earned_on = DateField(label=_("Ngày cấp"))
    issuer = forms.CharField(label=_("Nơi cấp, cơ sở đào tạo"), max_length=200, required=False)
    major = forms.CharField(label=_("Chuyên ngành, ngôn ngữ"), max_length=150, required=False)
    mode = forms.CharField(label=_("Hình thức đào tạo"), max_length=60, required=False)
    studied_from = DateField(label=_("Học từ ngày"), required=False)
    valid_until = DateField(
        label=_("Giá trị đến trước ngày"), required=False, help_text=_("Bỏ trống nếu không thời hạn.")
    )
    document_number = forms.CharField(label=_("Số hiệu"), max_length=60, required=False)
    score = forms.CharField(label=_("Điểm số, xếp loại"), max_length=30, required=False)
    file = UploadField(label=_("Tệp bản chụp văn bằng, chứng chỉ"))

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request.POST or None, request.FILES or None, **options)
        self.choose_from(level=standards.levels())

    def details(self, credential: Any) -> CredentialDetails:
        """What was typed, once valid; the programme stays as it is, and the file unless another was sent in."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("level", "file")}
        return CredentialDetails(
            level_id=self.cleaned_data["level"].pk,
            programme_id=credential.programme_id,
            file_id=credential.file_id,
            is_day_unknown=credential.is_day_unknown and data["earned_on"] == credential.earned_on,
            **data,
        )

    @classmethod
    def initial_of(cls, credential: Any) -> dict[str, object]:
        """What the form starts with to correct a credential."""
        return {name: getattr(credential, name) for name in cls.base_fields if name != "file"}


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
    form.fields["file"].tell_of(credential.file)

    def correct() -> Any:
        return operations.correct_credential(
            credential=credential,
            details=form.details(credential),
            file=form.cleaned_data["file"],
            by=request.actor,
        )

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


@needs(Permission.PERSON_VIEW, Permission.OWN_RECORD)
def download(request: Request, person_id: int, credential_id: int) -> FileResponse:
    """The document itself."""
    sight = Sight(request, person_id)
    return file_answer(queries.file_of_credential(sight.person.pk, credential_id, request.on))


def _sign(
    sight: Sight, form: CredentialForm, operation: Callable[[], Any], *, said: Text, **page: Any
) -> HttpResponse:
    request = sight.request
    if request.method == "POST" and form.is_valid() and run(form, operation):
        messages.success(request, str(said))
        return redirect(sight.url("credentials"))
    crumbs = sight.under()
    return form_page(request, form, submit=_("Lưu"), cancel=sight.url("credentials"), crumbs=crumbs, **page)
