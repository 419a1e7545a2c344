"""Who signs in, and what they are granted where."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.common.text import fold, name_key
from vun.faces.web.admin.account_records import CRUMBS, person_field, unlink_action
from vun.faces.web.forms import EnumField, PickField, VunForm, form_page, operation_page, perform, run
from vun.faces.web.guard import needs
from vun.faces.web.labels import label
from vun.faces.web.lists import Empty, ListPage, ListTable, TextColumn
from vun.faces.web.pages import Action, Text, show
from vun.faces.web.request import Request
from vun.records.accounts import operations, queries
from vun.records.accounts.domain import Role
from vun.records.orgs import queries as orgs
from vun.records.people import operations as people_operations
from vun.records.people import queries as people

MEANINGS: dict[Role, Text] = {
    Role.PLANNER: _("Lập kế hoạch, giao chỉ tiêu, duyệt cử đi học; sửa đơn vị, con người, tiêu chuẩn."),
    Role.UNIT_OFFICER: _("Giữ hồ sơ người của đơn vị, đăng ký nhu cầu, đề cử người đi học."),
    Role.REGISTRAR: _("Mở lớp, ghi danh, xếp lịch, điểm danh, vào điểm, cấp chứng chỉ."),
    Role.LECTURER: _("Điểm danh và vào điểm các lớp của mình."),
    Role.ACCOUNTANT: _(
        "Theo dõi kinh phí, định mức, dự toán; ghi các khoản chi và các kỳ trả đền bù đào tạo."
    ),
    Role.LEADER: _("Xem mọi việc của đơn vị và duyệt kế hoạch."),
    Role.CADRE: _("Xem hồ sơ, nhu cầu và lớp học của chính mình."),
    Role.INSPECTOR: _("Xem mọi việc của đơn vị và đọc nhật ký, không sửa gì."),
    Role.ADMINISTRATOR: _("Mở, khoá tài khoản, giao vai trò và đọc nhật ký."),
}


class AccountTable(ListTable):
    name = TextColumn(_("Họ và tên"), "full_name", order_by="sort_key", to="admin:account")
    username = TextColumn(_("Tên đăng nhập"), phone=True)
    roles = TextColumn(_("Vai trò"), "roles_text", orderable=False)
    state = TextColumn(_("Tình trạng"), "state_text", phone=True)

    class Meta(ListTable.Meta):
        order_by = "name"


ACCOUNTS = ListPage(
    name="accounts",
    title=_("Tài khoản"),
    lead=_("Ai đăng nhập và được giao vai trò gì trong phạm vi anh/chị quản trị."),
    table=AccountTable,
    search=("search_key",),
    empty=Empty(_("Chưa có tài khoản nào trong phạm vi này. Mở tài khoản đầu tiên.")),
)


class AccountRow:
    """A user as the list shows them."""

    def __init__(self, user: Any) -> None:
        self.pk = user.pk
        self.full_name = user.full_name or user.username
        self.username = user.username
        self.roles_text = "; ".join(
            f"{label(grant.role, Role)} – {grant.unit.name}" for grant in user.grants.all()
        )
        self.state_text = gettext("Đang dùng") if user.is_active else gettext("Đã khoá")
        self.sort_key = name_key(self.full_name)
        self.search_key = fold(f"{self.full_name} {user.username} {self.roles_text}")


class GrantForm(VunForm):
    """One role over one unit."""

    role = EnumField(Role, label=_("Vai trò"))
    unit = PickField(
        label=_("Ở đơn vị"),
        options_url="units:options",
        help_text=_("Vai trò có hiệu lực ở đơn vị này và mọi đơn vị trực thuộc, kể cả đơn vị đã nhập vào."),
    )

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        self.choose_from(unit=orgs.visible_to(request.actor, request.today))


class AccountForm(GrantForm):
    """A new user with a first role."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=150)
    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=60,
        help_text=_("Chữ thường không dấu, số, dấu chấm, gạch; ví dụ mai.ht."),
    )
    password = forms.CharField(
        label=_("Mật khẩu ban đầu"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}, render_value=False),
        help_text=_("Ít nhất 10 ký tự. Nhắc người dùng đổi sau lần đăng nhập đầu."),
    )
    person = person_field(required=False)
    field_order = ("full_name", "username", "password", "role", "unit", "person")

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request, **options)
        self.choose_from(person=people.managed_accounts(request.actor, request.today))


class PasswordForm(VunForm):
    password = forms.CharField(
        label=_("Mật khẩu mới"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}, render_value=False),
        help_text=_("Ít nhất 10 ký tự, không chỉ gồm chữ số, không giống tên."),
    )


@needs(Permission.ACCOUNT_MANAGE)
def account_list(request: Request) -> HttpResponse:
    """The users the reader manages."""
    rows = [AccountRow(user) for user in queries.users_visible_to(request.actor)]
    add = Action(_("Mở tài khoản"), reverse("admin:account-add"), Permission.ACCOUNT_MANAGE)
    return ACCOUNTS.respond(request, rows, action=add, crumbs=CRUMBS[:1])


@needs(Permission.ACCOUNT_MANAGE)
def detail(request: Request, user_id: int) -> HttpResponse:
    """One user: the roles with what each may do, and where."""
    user = queries.get_user(request.actor, user_id)
    manage = Permission.ACCOUNT_MANAGE
    revoke = [
        (
            grant,
            MEANINGS[Role(grant.role)],
            Action(
                _("Thu hồi"),
                reverse("admin:account-revoke", args=[user_id, grant.pk]),
                manage,
                grant.unit_id,
                post=True,
                confirm=gettext("%(user)s không còn là %(role)s ở %(unit)s.")
                % {"user": user, "role": label(grant.role, Role), "unit": grant.unit.name},
            ),
        )
        for grant in user.grants.all()
    ]
    if user.is_active:
        confirm = gettext("%(user)s sẽ không đăng nhập được nữa. Việc đã làm vẫn ghi tên người này.")
        switch = Action(
            _("Khoá tài khoản"),
            reverse("admin:account-deactivate", args=[user_id]),
            manage,
            post=True,
            confirm=confirm % {"user": user},
            danger=True,
        )
    else:
        switch = Action(
            _("Mở lại tài khoản"), reverse("admin:account-reactivate", args=[user_id]), manage, post=True
        )
    person = people.find_own_record(user)
    is_seen = person and people.visible_to(request.actor, request.on).filter(pk=person.pk).exists()
    unlink = unlink_action(user_id, person.full_name) if person else None
    return show(
        request,
        "admin/account.html",
        title=str(user),
        lead=user.username if user.is_active else gettext("%(name)s, đã khoá") % {"name": user.username},
        crumbs=CRUMBS,
        action=Action(_("Giao vai trò"), reverse("admin:account-grant", args=[user_id]), manage),
        more=[
            Action(_("Đặt lại mật khẩu"), reverse("admin:account-password", args=[user_id]), manage),
            switch,
        ],
        person=person,
        record_url=reverse("people:detail", args=[person.pk]) if person and is_seen else "",
        step=unlink or Action(_("Gắn với hồ sơ"), reverse("admin:account-link", args=[user_id]), manage),
        grants=[
            (grant, meaning, step if step.shows_to(request) else None) for grant, meaning, step in revoke
        ],
    )


@needs(Permission.ACCOUNT_MANAGE)
def add(request: Request) -> HttpResponse:
    """A new user with a first role."""
    form = AccountForm(request)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        grants = [(data.pop("role"), data.pop("unit"))]
        done = run(form, people_operations.open_account, grants=grants, by=request.actor, **data)
        if done:
            messages.success(request, gettext("Đã mở tài khoản."))
            return redirect("admin:account", done.value.pk)
    return form_page(
        request,
        form,
        title=_("Mở tài khoản"),
        submit=_("Mở tài khoản"),
        cancel=reverse("admin:accounts"),
        template="admin/grant.html",
        meanings=MEANINGS.items(),
        crumbs=CRUMBS,
    )


@needs(Permission.ACCOUNT_MANAGE)
def grant(request: Request, user_id: int) -> HttpResponse:
    """One more role."""
    user = queries.get_user(request.actor, user_id)
    form = GrantForm(request)
    back = reverse("admin:account", args=[user_id])
    return operation_page(
        request,
        form,
        partial(operations.grant_role, user=user),
        said=gettext("Đã giao vai trò."),
        title=gettext("Giao vai trò cho %(user)s") % {"user": user},
        submit=_("Giao vai trò"),
        cancel=back,
        template="admin/grant.html",
        meanings=MEANINGS.items(),
        crumbs=[*CRUMBS, (str(user), back)],
    )


@needs(Permission.ACCOUNT_MANAGE)
@require_POST
def revoke(request: Request, user_id: int, grant_id: int) -> HttpResponse:
    """One role less."""
    user = queries.get_user(request.actor, user_id)
    held = queries.find_grant(user, grant_id)
    if held is None:
        raise NotFound("grant")
    return perform(
        request,
        lambda: operations.revoke_role(grant=held, by=request.actor),
        said=_("Đã thu hồi vai trò."),
        back=reverse("admin:account", args=[user_id]),
    )


@needs(Permission.ACCOUNT_MANAGE)
def password(request: Request, user_id: int) -> HttpResponse:
    """A new password for somebody who forgot theirs."""
    user = queries.get_user(request.actor, user_id)
    form = PasswordForm(request.POST or None)
    back = reverse("admin:account", args=[user_id])
    return operation_page(
        request,
        form,
        partial(operations.set_password, user=user),
        said=gettext("Đã đặt lại mật khẩu."),
        title=gettext("Đặt lại mật khẩu của %(user)s") % {"user": user},
        submit=_("Đặt mật khẩu"),
        cancel=back,
        consequence=_("Mật khẩu cũ hết hiệu lực ngay; các máy đang đăng nhập phải đăng nhập lại."),
        crumbs=[*CRUMBS, (str(user), back)],
    )


@needs(Permission.ACCOUNT_MANAGE)
@require_POST
def deactivate(request: Request, user_id: int) -> HttpResponse:
    """Nobody signs in with this account any more."""
    user = queries.get_user(request.actor, user_id)
    return perform(
        request,
        lambda: operations.deactivate(user=user, by=request.actor),
        said=_("Đã khoá tài khoản."),
        back=reverse("admin:account", args=[user_id]),
    )


@needs(Permission.ACCOUNT_MANAGE)
@require_POST
def reactivate(request: Request, user_id: int) -> HttpResponse:
    """The account may be used again."""
    user = queries.get_user(request.actor, user_id)
    return perform(
        request,
        lambda: operations.reactivate(user=user, by=request.actor),
        said=_("Đã mở lại tài khoản."),
        back=reverse("admin:account", args=[user_id]),
    )
