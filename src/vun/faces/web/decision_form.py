"""A step taken by a decision: one already in the register, or one entered on the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vun.faces.web.forms import DateField, PickField, VunForm
from vun.faces.web.request import Request
from vun.records.registers import queries as registers

_TELL_A_NEW_ONE = ("number", "issued_on", "issuer", "subject")


class DecisionForm(VunForm):
    """The decision by which something is done: picked from the register, or what a new one is entered with typed."""

    decision = PickField(
        label=_("Văn bản đã có trong sổ"),
        options_url="admin:decision-options",
        required=False,
        help_text=_("Gõ số hoặc trích yếu. Văn bản mới thì bỏ trống ô này và ghi các ô dưới."),
    )
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60)
    issued_on = DateField(label=_("Ngày ban hành"))
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)
    subject = forms.CharField(label=_("Trích yếu"), max_length=500)
    signer = forms.CharField(label=_("Người ký"), max_length=150, required=False)

    def __init__(self, request: Request, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.choose_from(decision=registers.decisions_visible_to(request.actor))
        picking = self.fields["decision"].widget
        is_one_sought = bool(data and picking.value_from_datadict(data, {}, "decision"))
        for name in _TELL_A_NEW_ONE:
            field = self.fields[name]
            field.required = not is_one_sought
            field.error_messages["required"] = _("Chưa nhập. Ghi mục này, hoặc chọn văn bản đã có trong sổ.")

    @property
    def picked(self) -> bool:
        """Whether the decision is one of the register."""
        return self.cleaned_data["decision"] is not None

    def decided_on(self, latest: date) -> date:
        """The day of the decision, as far as ``latest``."""
        picked = self.cleaned_data["decision"]
        day: date = picked.issued_on if picked else self.cleaned_data["issued_on"]
        return min(day, latest)

    def arguments(self) -> dict[str, Any]:
        """What was typed besides, and what tells the decision."""
        told = {"decision", "signer", *_TELL_A_NEW_ONE}
        besides = {name: value for name, value in self.cleaned_data.items() if name not in told}
        return besides | self.decision_arguments()

    def by_either(self, by_picked: Callable[..., Any], by_entered: Callable[..., Any]) -> Callable[..., Any]:
        """Of two operations that do the same, the one for a decision picked or the one that enters it on the way."""
        return lambda **arguments: (by_picked if self.picked else by_entered)(**arguments)

    def decision_arguments(self) -> dict[str, Any]:
        """The operation's arguments that tell the decision: itself, or what it is to be entered with."""
        if self.picked:
            return {"decision": self.cleaned_data["decision"]}
        return {name: self.cleaned_data[name] for name in (*_TELL_A_NEW_ONE, "signer")}
