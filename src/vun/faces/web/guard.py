"""Who may open a page. Every view is either guarded by `needs` or named `public`; a test walks all addresses."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from vun.common.actor import Permission
from vun.common.errors import Refused
from vun.faces.web.request import Request

View = Callable[..., HttpResponseBase]


def needs(*permissions: Permission) -> Callable[[View], View]:
    """Let in whoever is signed in and holds one of ``permissions`` over some unit; with none named, whoever is.

    A visitor is sent to sign in and comes back afterwards; anybody else gets Refused (403). Over which unit the
    permission is held is asked by the query or operation the view calls. The view carries ``vun_permission``.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _sign_in_first(request)
            if permissions and not any(request.actor.may_anywhere(permission) for permission in permissions):
                raise Refused(permissions[0])
            return view(request, *args, **kwargs)

        guarded.vun_permission = permissions  # type: ignore[attr-defined]
        return guarded

    return decorate


def public(view: View) -> View:
    """Name a view that anybody may open, signed in or not. The view carries ``vun_public``."""

    @wraps(view)
    def opened(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    opened.vun_public = True  # type: ignore[attr-defined]
    return opened


def _sign_in_first(request: Request) -> HttpResponse:
    if request.htmx:
        return HttpResponseClientRedirect(
            redirect_to_login(_page_before(request), resolve_url("sign-in")).url
        )
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path(), resolve_url("sign-in"))
    messages.warning(
        request, _("Phiên làm việc đã hết nên việc vừa gửi chưa được lưu. Đăng nhập rồi làm lại.")
    )
    return redirect_to_login(_page_before(request), resolve_url("sign-in"))


def _page_before(request: Request) -> str:
    """The page of this site that something was sent or asked from, else the first one."""
    came = urlsplit(request.headers.get("referer", ""))
    if came.netloc != request.get_host():
        return resolve_url("home:show")
    return f"{came.path}?{came.query}" if came.query else came.path
