"""Signing in and out, the reader's own password, language and day, and the health of the server."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import forms as auth_forms
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth_views
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from vun.common.numbers import parse_date
from vun.faces.web.forms import VunForm, form_page, run
from vun.faces.web.guard import needs, public
from vun.faces.web.middleware import DAY_KEY, choose_day, read_day
from vun.faces.web.pages import Page
from vun.faces.web.request import Request
from vun.records.accounts import operations


def _password_field(label: Any, autocomplete: str, help_text: Any = "") -> forms.CharField:
    widget = forms.PasswordInput({"autocomplete": autocomplete})
    return forms.CharField(label=label, help_text=help_text, strip=False, widget=widget)


class SignInForm(auth_forms.AuthenticationForm, VunForm):
    """User name and password."""

    error_messages = {
        "invalid_login": gettext_lazy(
            "Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra phím Caps Lock rồi gõ lại."
        ),
        "inactive": gettext_lazy("Tài khoản này đã ngừng hoạt động. Liên hệ người quản trị của đơn vị."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = gettext_lazy("Tên đăng nhập")
        self.fields["password"].label = gettext_lazy("Mật khẩu")


class PasswordForm(VunForm):
    """The old password once, the new one twice."""

    username = forms.CharField(
        required=False, widget=forms.TextInput({"autocomplete": "username", "readonly": "", "hidden": ""})
    )
    old_password = _password_field(gettext_lazy("Mật khẩu hiện nay"), "current-password")
    password = _password_field(
        gettext_lazy("Mật khẩu mới"),
        "new-password",
        gettext_lazy("Ít nhất 10 ký tự, không chỉ gồm chữ số, không giống tên của anh/chị."),
    )
    repeated = _password_field(gettext_lazy("Gõ lại mật khẩu mới"), "new-password")

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_old_password(self) -> str:
        typed: str = self.cleaned_data["old_password"]
        if not self.user.check_password(typed):
            raise ValidationError(_("Mật khẩu hiện nay không đúng. Gõ lại."))
        return typed

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if {"password", "repeated"} <= typed.keys() and typed["password"] != typed["repeated"]:
            self.add_error("repeated", _("Hai lần gõ mật khẩu mới không giống nhau. Gõ lại."))
        return typed


class _SignIn(auth_views.LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page=Page(title=_("Đăng nhập")), **kwargs)


sign_in = public(_SignIn.as_view())
sign_out = public(auth_views.LogoutView.as_view(next_page="sign-in"))


@needs()
@sensitive_post_parameters()
def password(request: Request) -> HttpResponse:
    """Give oneself a new password; this session goes on, those on other machines end."""
    user: Any = request.user
    form = PasswordForm(user, request.POST or None, initial={"username": user.get_username()})
    if request.method == "POST" and form.is_valid():
        done = run(
            form, operations.set_password, user=user, password=form.cleaned_data["password"], by=request.actor
        )
        if done:
            update_session_auth_hash(request, user)
            messages.success(request, _("Đã đổi mật khẩu."))
            return redirect("home:show")
    return form_page(
        request,
        form,
        title=_("Đổi mật khẩu"),
        lead=_("Sau khi đổi, các máy khác đang đăng nhập phải đăng nhập lại."),
        submit=_("Đổi mật khẩu"),
        cancel=reverse("home:show"),
    )


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """After too many wrong passwords: for how long, and what to do."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    context = {"page": Page(title=_("Tạm khoá đăng nhập")), "minutes": minutes}
    return render(request, "accounts/locked_out.html", context, status=429)


@public
@require_POST
def language(request: Request) -> HttpResponse:
    """Remember the language chosen, and go back."""
    response = redirect(_back(request, request.POST.get("next", "")))
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        year = 365 * 24 * 3600
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=year, samesite="Lax")
    return response


@needs()
@require_GET
def choose_date(request: Request) -> HttpResponse:
    """Make every page answer for the day given as dd/mm/yyyy (or today, when none is), and go back."""
    typed = request.GET.get("day", "").strip()
    try:
        day = read_day(parse_date(typed).isoformat()) if typed else request.today
    except ValueError:
        day = None
    path, _mark, query = _back(request, request.GET.get("next", "")).partition("?")
    parameters = _without_day(query)
    if day is None:
        messages.error(request, _("Ngày “%(day)s” không đúng. Gõ theo dạng 30/06/2026.") % {"day": typed})
    else:
        choose_day(request, day)
        if day != request.today:
            parameters[DAY_KEY] = day.isoformat()
    return redirect(f"{path}?{parameters.urlencode()}" if parameters else path)


@public
@require_GET
def health(request: Request) -> HttpResponse:
    """200 ``{"status": "ok"}`` when the server answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return JsonResponse({"status": "ok"})


def _back(request: Request, address: str) -> str:
    """The address to return to, if it is one of this site, else the first page."""
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    return address if is_ours else "/"


def _without_day(query: str) -> QueryDict:
    parameters = QueryDict(query, mutable=True)
    parameters.pop(DAY_KEY, None)
    return parameters
