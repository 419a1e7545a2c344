"""Signing in and out, the reader's own password, language and day, and the health of the server."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import forms as auth_forms
from django.contrib.auth import views as auth_views
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from vun.common.numbers import parse_date
from vun.faces.web.forms import VunForm
from vun.faces.web.guard import needs, public
from vun.faces.web.middleware import DAY_KEY, choose_day, read_day
from vun.faces.web.pages import Page
from vun.faces.web.request import Request


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


class PasswordForm(auth_forms.PasswordChangeForm, VunForm):
    """The old password once, the new one twice."""

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["old_password"].label = gettext_lazy("Mật khẩu hiện nay")
        self.fields["new_password1"].label = gettext_lazy("Mật khẩu mới")
        self.fields["new_password2"].label = gettext_lazy("Gõ lại mật khẩu mới")
        self.fields["new_password1"].help_text = gettext_lazy(
            "Ít nhất 10 ký tự, không chỉ gồm chữ số, không giống tên của anh/chị."
        )
        self.fields["new_password2"].help_text = ""


class _SignIn(auth_views.LoginView):
    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page=Page(title=_("Đăng nhập")), **kwargs)


class _Password(auth_views.PasswordChangeView):
    template_name = "accounts/password.html"
    form_class = PasswordForm
    success_url = reverse_lazy("home:show")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Page(
            title=_("Đổi mật khẩu"), lead=_("Sau khi đổi, các máy khác đang đăng nhập phải đăng nhập lại.")
        )
        return super().get_context_data(page=page, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Đã đổi mật khẩu."))
        return super().form_valid(form)


sign_in = public(_SignIn.as_view())
sign_out = public(auth_views.LogoutView.as_view(next_page="sign-in"))
password = needs()(_Password.as_view())


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
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=365 * 24 * 3600, samesite="Lax")
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
