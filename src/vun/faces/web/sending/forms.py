"""Forms of sending."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from vun.faces.web.forms import VunForm


class RejectForm(VunForm):
    """Why a nomination is turned down."""

    reason = forms.CharField(
        label=_("Lý do không duyệt"),
        max_length=300,
        help_text=_("Đơn vị đề cử đọc được lý do này."),
        widget=forms.Textarea({"rows": 3}),
    )
