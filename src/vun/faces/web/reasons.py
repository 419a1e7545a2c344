"""Forms that ask for no more than a reason."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from vun.faces.web.forms import VunForm


class ReasonForm(VunForm):
    """Why a step is taken."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=300,
        help_text=_("Đơn vị và người được đề cử đọc được lý do này."),
        widget=forms.Textarea({"rows": 3}),
    )


class AskForm(VunForm):
    """Why somebody asks to be sent."""

    reason = forms.CharField(
        label=_("Lý do xin đi học"),
        max_length=300,
        help_text=_("Đơn vị đọc lý do này rồi trả lời."),
        widget=forms.Textarea({"rows": 3}),
    )
