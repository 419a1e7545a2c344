"""The places of a line down the tree of units, what is used on every level, and how they came there."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import NotFound, Problem
from vun.faces.web import formats
from vun.faces.web.forms import PickField, VunForm, WholeNumberField, operation_page
from vun.faces.web.guard import needs
from vun.faces.web.pages import Action, show
from vun.faces.web.request import Request
from vun.faces.web.sending.frame import CRUMBS, nothing_left
from vun.faces.web.sending.quota_words import move_text
from vun.records.orgs import queries as orgs
from vun.records.plans import operations
from vun.records.plans import queries as plans
from vun.records.registers import queries as registers
from vun.records.sending import queries


@needs(Permission.NOMINATION_VIEW)
def tree(request: Request, line_id: int) -> HttpResponse:
    """Who holds how many places of a line, level by level, and every movement of them."""
    terms = plans.approved_terms(line_id)
    nodes = [
        node
        for node in plans.quota_tree(line_id)
        if request.actor.may(Permission.NOMINATION_VIEW, node.quota.unit_id)
    ]
    if terms is None or not nodes:
        raise NotFound("plan line")
    seen = {node.quota.unit_id for node in nodes}
    above_others = orgs.with_children(seen, request.on)
    actions = _actions(terms)
    return show(
        request,
        "sending/quota_tree.html",
        title=_("Chỉ tiêu theo cấp"),
        lead=terms.title,
        crumbs=CRUMBS,
        action=actions[0],
        more=actions[1:],
        terms=terms,
        nodes=[
            (
                node,
                node.quota.unit_id in above_others
                and bool(node.quota.free or node.quota.passed_on)
                and request.actor.may(Permission.NOMINATE, node.quota.unit_id),
            )
            for node in nodes
        ],
        moves=[
            (move, move_text(move))
            for move in plans.moves_of_line(line_id)
            if {move.from_unit_id, move.to_unit_id} & seen
        ],
    )


def _actions(terms: Any) -> list[Action]:
    """What can be done with the line: its learners given to a unit while some are left, a round of selection opened."""
    plan_unit = terms.version.plan.unit_id
    found = []
    if plans.places_unallotted(terms):
        url = reverse("sending:add-places", args=[terms.line_id])
        found.append(Action(_("Giao bổ sung"), url, Permission.PLAN_EDIT, plan_unit))
    url = reverse("admission:round-open", args=[terms.line_id])
    return [*found, Action(_("Mở đợt xét tuyển"), url, Permission.NOMINATION_APPROVE, plan_unit)]


class ShareForm(VunForm):
    """How many places each unit below holds from then on."""

    reason = forms.CharField(label=_("Lý do"), max_length=300, required=False)
    decision = PickField(label=_("Theo văn bản"), options_url="admin:decision-options", required=False)

    def __init__(self, request: Request, quota: Any, *args: Any, **kwargs: Any) -> None:
        held = {one.unit_id: one for one in quota.children.select_related("unit")}
        units = {state.unit_id: state.unit for state in orgs.children(quota.unit_id, request.on)}
        units |= {one.unit_id: one.unit for one in held.values() if one.learners}
        super().__init__(*args, **kwargs)
        self.add_fields(
            {f"unit_{key}": _field(unit, held.get(key)) for key, unit in units.items()}, first=True
        )
        self.choose_from(decision=registers.decisions_visible_to(request.actor))

    def arguments(self) -> dict[str, Any]:
        """The operation's arguments."""
        typed = dict(self.cleaned_data)
        names = [name for name in typed if name.startswith("unit_")]
        shares = {int(name.removeprefix("unit_")): typed.pop(name) or 0 for name in names}
        return typed | {"shares": shares}


def _field(unit: Any, held: Any) -> WholeNumberField:
    used = held.taken + held.passed_on if held else 0
    return WholeNumberField(
        label=unit.name,
        unit=_("người"),
        min_value=0,
        max_value=10_000,
        required=False,
        initial=held.learners if held else None,
        help_text=_("Đã cử hoặc chia tiếp %(used)s.") % {"used": formats.number(used)} if used else "",
    )


@needs(Permission.NOMINATE)
def share(request: Request, line_id: int, unit_id: int) -> HttpResponse:
    """Pass places of a unit on to those directly below it, or take them back."""
    quota = queries.get_quota(request.actor, line_id, unit_id)
    request.actor.require(Permission.NOMINATE, unit_id)
    form = ShareForm(request, quota, request.POST or None)
    back = reverse("sending:quotas", args=[line_id])
    return operation_page(
        request,
        form,
        partial(operations.pass_on, quota=quota, on=request.today),
        said=gettext("Đã chia chỉ tiêu."),
        title=_("Chia chỉ tiêu cho đơn vị trực thuộc"),
        lead=f"{quota.terms.title} – {quota.unit}",
        submit=_("Chia chỉ tiêu"),
        cancel=back,
        consequence=_(
            "%(unit)s giữ %(all)s chỉ tiêu, đã tự đề cử %(taken)s: chia được nhiều nhất %(most)s. "
            "Đơn vị trực thuộc tự đề cử trong số được chia."
        )
        % {
            "unit": quota.unit,
            "all": formats.number(quota.learners),
            "taken": formats.number(quota.taken),
            "most": formats.number(quota.learners - quota.taken),
        },
        crumbs=[*CRUMBS, (_("Chỉ tiêu theo cấp"), back)],
    )


class AddForm(VunForm):
    """Who is given how many of a line's learners no unit has been given yet."""

    unit = PickField(label=_("Giao cho đơn vị"), options_url="units:options")
    learners = WholeNumberField(label=_("Số chỉ tiêu"), unit=_("người"), min_value=1, max_value=10_000)
    reason = forms.CharField(label=_("Lý do"), max_length=300, required=False)
    decision = PickField(label=_("Theo văn bản"), options_url="admin:decision-options", required=False)

    def __init__(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from(
            unit=orgs.visible_to(request.actor, request.on),
            decision=registers.decisions_visible_to(request.actor),
        )


@needs(Permission.PLAN_EDIT)
def add_places(request: Request, line_id: int) -> HttpResponse:
    """Give a unit some of what the line has not given yet, without a new version of the plan."""
    terms = plans.approved_terms(line_id)
    if terms is None:
        raise NotFound("plan line")
    plans.get_plan(request.actor, terms.version.plan_id)
    back = reverse("sending:quotas", args=[line_id])
    left = plans.places_unallotted(terms)
    if not left:
        return nothing_left(request, Problem("plans.all_given"), back)
    form = AddForm(request, request.POST or None)
    return operation_page(
        request,
        form,
        partial(operations.add_places, terms=terms, on=request.today),
        said=gettext("Đã giao bổ sung chỉ tiêu."),
        title=_("Giao bổ sung chỉ tiêu"),
        lead=terms.title,
        submit=_("Giao"),
        cancel=back,
        consequence=_("Dòng này còn %(left)s học viên chưa giao cho đơn vị nào.")
        % {"left": formats.number(left)},
        crumbs=CRUMBS,
    )
