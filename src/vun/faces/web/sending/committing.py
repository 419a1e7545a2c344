"""The service somebody sent owes afterwards, recorded with the nomination."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web.forms import operation_page
from vun.faces.web.guard import needs
from vun.faces.web.request import Request
from vun.faces.web.sending.forms import CommitForm
from vun.faces.web.sending.frame import CRUMBS
from vun.records.sending import operations as sending_operations
from vun.records.sending import queries as sending


@needs(Permission.NOMINATE)
def commit(request: Request, nomination_id: int) -> HttpResponse:
    """Record the service somebody sent owes afterwards."""
    nomination = sending.get_nomination(request.actor, nomination_id)
    form = CommitForm(request.POST or None)
    back = reverse("sending:detail", args=[nomination_id])
    return operation_page(
        request,
        form,
        partial(sending_operations.commit_to_serve, nomination=nomination),
        said=gettext("Đã ghi cam kết phục vụ."),
        then=lambda made: reverse("commitments:detail", args=[made.pk]),
        title=_("Ghi cam kết phục vụ"),
        lead=str(nomination),
        submit=_("Ghi cam kết"),
        cancel=back,
        consequence=_("Số tháng phải phục vụ tính theo quy định của ngày quyết định cử đi học."),
        crumbs=[*CRUMBS, (nomination.person.full_name, back)],
    )
