"""Forms of sending."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vun.faces.web.files import UploadField
from vun.faces.web.forms import PickField, VunForm
from vun.faces.web.request import Request
from vun.records.people import queries as people


class ReasonForm(VunForm):
    """Why a step is taken."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=300,
        help_text=_("Đơn vị và người được đề cử đọc được lý do này."),
        widget=forms.Textarea({"rows": 3}),
    )


class ExceptionForm(VunForm):
    """What an exception from a rule rests on."""

    reason = forms.CharField(label=_("Lý do ngoại lệ"), max_length=300, widget=forms.Textarea({"rows": 3}))
    file = UploadField(label=_("Tệp minh chứng"), required=True)
    signer = PickField(
        label=_("Người ký"),
        options_url="people:options",
        help_text=_("Lãnh đạo thuộc diện được ký ngoại lệ theo quy định của tỉnh."),
    )

    def __init__(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["signer"].queryset = people.visible_to(request.actor, request.on)


class AskForm(VunForm):
    """Why somebody asks to be sent."""

    reason = forms.CharField(
        label=_("Lý do xin đi học"),
        max_length=300,
        help_text=_("Đơn vị đọc lý do này rồi trả lời."),
        widget=forms.Textarea({"rows": 3}),
    )
