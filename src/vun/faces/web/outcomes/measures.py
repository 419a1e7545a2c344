"""Reward, measures and discipline after study: what the rules propose, what was decided."""

from __future__ import annotations

from functools import partial
from typing import Any

import django_filters
from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web import formats
from vun.faces.web.decision_form import DecisionForm
from vun.faces.web.forms import DateField, MoneyField, VunForm, operation_page
from vun.faces.web.guard import needs
from vun.faces.web.lists import (
    DateColumn,
    Empty,
    EnumFilter,
    LabelColumn,
    ListFilters,
    ListPage,
    ListTable,
    MoneyColumn,
    TextColumn,
)
from vun.faces.web.outcomes.frame import crumbs, tabs
from vun.faces.web.pages import Action, Text, show
from vun.faces.web.request import Request
from vun.records.measures import operations, queries
from vun.records.measures.domain import MeasureKind
from vun.records.orgs import queries as orgs

MEASURES: tuple[Text, str] = (_("Khen thưởng, kỷ luật"), "outcomes:measures")


class _FormColumn(TextColumn):
    """What was decided, and that it was taken back."""

    def render(self, value: Any, record: Any, table: ListTable) -> str:
        form = super().render(value, record, table)
        if record.revoked_on is None:
            return form
        said = gettext("Thu hồi ngày %(day)s") % {"day": formats.day(record.revoked_on)}
        return format_html('<span>{}<br><span class="due is-late">{}</span></span>', form, said)


class MeasureTable(ListTable):
    name = TextColumn(_("Họ và tên"), "person__full_name", order_by="person__sort_key", to="outcomes:measure")
    unit = TextColumn(_("Đơn vị lúc đó"), "unit__name", order_by="unit__sort_key")
    kind = LabelColumn(_("Loại"), MeasureKind, phone=True)
    form = _FormColumn(_("Hình thức"), "form", phone=True)
    amount = MoneyColumn(_("Số tiền (đồng)"))
    decision = TextColumn(_("Quyết định"), "decision__number")
    decided = DateColumn(_("Ngày quyết định"), "decided_on")
    revoked = DateColumn(_("Thu hồi ngày"), "revoked_on", hidden=True)

    class Meta(ListTable.Meta):
        order_by = "-decided"


class MeasureFilters(ListFilters):
    kind = EnumFilter(MeasureKind, "kind", _("Loại"))
    unit = django_filters.ModelChoiceFilter(
        label=_("Đơn vị"),
        queryset=lambda request: orgs.visible_to(request.actor, request.on),
        empty_label=_("Tất cả"),
    )


LIST = ListPage(
    name="measures",
    title=_("Khen thưởng, biện pháp, kỷ luật sau đào tạo"),
    lead=_("Quyết định gắn với kết quả học hoặc với việc từ chối đi học."),
    table=MeasureTable,
    filters=MeasureFilters,
    search=("person__search_key",),
    search_label=_("Tìm theo tên"),
)


class TakeForm(DecisionForm):
    """The decision on one proposal."""

    form = forms.CharField(label=_("Hình thức"), max_length=200)
    amount = MoneyField(label=_("Số tiền"), required=False)
    reason = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def arguments(self) -> dict[str, Any]:
        typed = super().arguments()
        return typed | {"amount": typed["amount"] or 0}


class RevokeForm(VunForm):
    """Why a measure is taken back."""

    on = DateField(label=_("Từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=300)


@needs(Permission.NOMINATION_VIEW)
def measures(request: Request) -> HttpResponse:
    """Everything decided, to be filtered and exported."""
    propose = Action(_("Xem đề xuất"), reverse("outcomes:proposals"), Permission.NOMINATION_APPROVE)
    return LIST.respond(
        request,
        queries.visible_to(request.actor),
        action=propose,
        tabs=tabs(request, "outcomes:measures"),
        empty=Empty(_("Chưa có quyết định nào. Xem những trường hợp được đề xuất theo kết quả."), propose),
    )


@needs(Permission.NOMINATION_APPROVE)
def proposals(request: Request) -> HttpResponse:
    """What the rules of the day propose for the year."""
    return show(
        request,
        "outcomes/proposals.html",
        title=_("Đề xuất khen thưởng, kỷ luật"),
        lead=_("Theo kết quả của năm đến ngày đang xem và quy định của ngày đó; chưa có quyết định."),
        crumbs=[*crumbs(request), MEASURES],
        proposals=queries.proposals(request.actor, request.on),
    )


@needs(Permission.NOMINATION_APPROVE)
def take(request: Request, rule_id: int, cause_id: int) -> HttpResponse:
    """The decision on one proposal."""
    proposal = queries.get_proposal(request.actor, rule_id, cause_id, request.on)
    form = TakeForm(request, request.POST or None, initial={"form": proposal.rule.name})
    back = reverse("outcomes:proposals")
    most = proposal.rule.most_amount
    return operation_page(
        request,
        form,
        partial(form.by_either(operations.take_measure, operations.take_measure_by), proposal=proposal),
        said=gettext("Đã ghi quyết định."),
        then=lambda taken: reverse("outcomes:measure", args=[taken.pk]),
        title=proposal.rule.name,
        lead=f"{proposal.person.full_name}, {proposal.unit}: {proposal.grounds}",
        submit=_("Ghi quyết định"),
        cancel=back,
        consequence=_("Ghi vào hồ sơ của người học. Mức tiền cao nhất: %(most)s đồng.")
        % {"most": formats.number(most)}
        if most
        else _("Ghi vào hồ sơ của người học."),
        crumbs=[*crumbs(request), MEASURES, (_("Đề xuất"), back)],
    )


@needs(Permission.NOMINATION_VIEW)
def measure(request: Request, measure_id: int) -> HttpResponse:
    """One measure, with what caused it."""
    found = queries.get_measure(request.actor, measure_id)
    revoke = Action(
        _("Thu hồi…"),
        reverse("outcomes:measure-revoke", args=[measure_id]),
        Permission.NOMINATION_APPROVE,
        found.unit_id,
        danger=True,
    )
    return show(
        request,
        "outcomes/measure.html",
        title=found.person.full_name,
        lead=found.form,
        crumbs=[*crumbs(request), MEASURES],
        more=[] if found.revoked_on else [revoke],
        measure=found,
    )


@needs(Permission.NOMINATION_APPROVE)
def revoke(request: Request, measure_id: int) -> HttpResponse:
    """Take a measure back, with the reason."""
    found = queries.get_measure(request.actor, measure_id)
    form = RevokeForm(request.POST or None, initial={"on": request.on})
    back = reverse("outcomes:measure", args=[measure_id])
    return operation_page(
        request,
        form,
        partial(operations.revoke_measure, measure=found),
        said=gettext("Đã ghi thu hồi."),
        title=_("Thu hồi"),
        lead=f"{found.person.full_name}: {found.form}",
        submit=_("Thu hồi"),
        cancel=back,
        consequence=_("Quyết định vẫn còn trong hồ sơ, ghi là đã thu hồi."),
        crumbs=[*crumbs(request), MEASURES, (found.person.full_name, back)],
    )
