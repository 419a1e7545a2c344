"""The form of a placement."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vun.faces.web.forms import DateField, EnumField, VunForm
from vun.faces.web.request import Request
from vun.records.outcomes.domain import PlacementGroup
from vun.records.people import queries as people


class PlacementForm(VunForm):
    """Where somebody is after a class. Field names are the operation's arguments."""

    group = EnumField(PlacementGroup, label=_("Kết quả bố trí"))
    on = DateField(label=_("Tính đến ngày"))
    appointment: Any = forms.ModelChoiceField(
        label=_("Chức vụ"), queryset=None, required=False, empty_label=_("Không gắn với chức vụ nào")
    )
    post_name = forms.CharField(
        label=_("Tên chức vụ"),
        max_length=200,
        required=False,
        help_text=_("Bỏ trống thì lấy theo chức vụ đã chọn."),
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, request: Request, person_id: int, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        self.choose_from(appointment=people.posts_of(person_id))
        self.fields["appointment"].label_from_instance = lambda post: (
            f"{post.title}, {post.unit} ({post.start_on:%d/%m/%Y})"
        )
