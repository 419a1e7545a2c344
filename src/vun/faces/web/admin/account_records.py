"""Whose record an account opens: the person it is tied to, chosen by whoever manages the accounts of both."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.faces.web.forms import PickField, VunForm, operation_page, options, perform
from vun.faces.web.guard import needs
from vun.faces.web.pages import Action, Text
from vun.faces.web.request import Request, sought
from vun.records.accounts import queries as accounts
from vun.records.people import operations, queries

CRUMBS: list[tuple[Text, str]] = [(_("Quản trị"), "admin:home"), (_("Tài khoản"), "admin:accounts")]


def person_field(*, required: bool = True) -> PickField:
    """Whose record it is, of the people whose accounts the reader manages."""
    return PickField(
        label=_("Gắn với hồ sơ"),
        options_url="admin:account-people",
        required=required,
        help_text=_("Gõ họ tên hoặc đủ 12 số CCCD. Người này sẽ thấy hồ sơ đó ở Hồ sơ của tôi."),
    )


class LinkForm(VunForm):
    person = person_field()

    def __init__(self, request: Request) -> None:
        super().__init__(request.POST or None)
        self.choose_from(person=queries.managed_accounts(request.actor, request.today))


@needs(Permission.ACCOUNT_MANAGE)
def people(request: Request) -> HttpResponse:
    """The people whose accounts the reader manages, as a field offers them."""
    managed = queries.managed_accounts(request.actor, request.today)
    found = queries.found(managed, sought(request), request.today, 20)
    return options(
        (person.pk, person.full_name, ", ".join(filter(None, (person.title, person.unit))))
        for person in found
    )


@needs(Permission.ACCOUNT_MANAGE)
def link(request: Request, user_id: int) -> HttpResponse:
    """Somebody's record to see as their own."""
    user = accounts.get_user(request.actor, user_id)
    back = reverse("admin:account", args=[user_id])
    return operation_page(
        request,
        LinkForm(request),
        partial(operations.link_user, user=user),
        said=_("Đã gắn tài khoản với hồ sơ."),
        title=gettext("Gắn %(user)s với hồ sơ") % {"user": user},
        submit=_("Gắn với hồ sơ"),
        cancel=back,
        consequence=_(
            "Người dùng tài khoản này xem được hồ sơ đã chọn như của chính mình, gửi nguyện vọng và xin học "
            "đứng tên người ấy."
        ),
        crumbs=[*CRUMBS, (str(user), back)],
    )


@needs(Permission.ACCOUNT_MANAGE)
@require_POST
def unlink(request: Request, user_id: int) -> HttpResponse:
    """No record to see as their own any more."""
    user = accounts.get_user(request.actor, user_id)
    person = queries.find_own_record(user)
    if person is None:
        raise NotFound("person")
    return perform(
        request,
        lambda: operations.unlink_user(person=person, user=user, by=request.actor),
        said=_("Tài khoản không còn gắn với hồ sơ."),
        back=reverse("admin:account", args=[user_id]),
    )


def unlink_action(user_id: int, name: str) -> Action:
    """The button that takes the record from the account."""
    confirm = gettext("Tài khoản này không còn thấy hồ sơ của %(name)s. Hồ sơ giữ nguyên.")
    return Action(
        _("Thôi gắn"),
        reverse("admin:account-unlink", args=[user_id]),
        Permission.ACCOUNT_MANAGE,
        post=True,
        confirm=confirm % {"name": name},
    )
