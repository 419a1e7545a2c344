"""Forms of sending."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vun.faces.web.files import UploadField
from vun.faces.web.forms import DateField, PickField, VunForm
from vun.faces.web.request import Request
from vun.records.people import queries as people


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
        self.choose_from(signer=people.visible_to(request.actor, request.on))


class CommitForm(VunForm):
    """The days of study somebody sent is to serve for."""

    study_start_on = DateField(label=_("Ngày học đầu tiên"))
    study_end_on = DateField(label=_("Ngày học cuối cùng"))
