"""The pages for what went wrong. For htmx, the words alone, which the frame shows above the page."""

from __future__ import annotations

import secrets
import sys

import structlog
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from vun.common.errors import Problem, places_of
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import Page

log = structlog.get_logger(__name__)


def problem(request: HttpRequest, raised: Problem) -> HttpResponse:
    """400: what was asked cannot be done; the sentence says what to do."""
    return _page(request, 400, _("Chưa làm được việc này"), problem_text(raised))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent what no page of this site sends."""
    return _page(
        request, 400, _("Yêu cầu không hợp lệ"), _("Quay lại trang trước, tải lại trang rồi làm lại.")
    )


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    text = _("Tài khoản của anh/chị chưa được giao việc này. Nếu cần, liên hệ người quản trị của đơn vị.")
    return _page(request, 403, _("Anh/chị không có quyền làm việc này"), text)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was opened too long ago, or by another sign-in."""
    text = _(
        "Trang này mở đã lâu hoặc anh/chị đã đăng nhập lại. Quay lại trang trước, tải lại trang rồi gửi lại."
    )
    return _page(request, 403, _("Trang đã hết hạn"), text)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page or thing, or none the reader may know of."""
    text = _("Địa chỉ sai, hoặc nội dung này không thuộc phạm vi anh/chị được xem.")
    return _page(request, 404, _("Không tìm thấy"), text)


def by_button_only(request: HttpRequest, response: HttpResponseBase) -> HttpResponse:
    """405: an address that does something, opened as if it were a page: typed, reloaded, or sent to a colleague."""
    text = _("Việc này làm bằng nút trên trang của nó, không mở được bằng địa chỉ. Chưa có gì thay đổi.")
    page = _page(request, 405, _("Không có trang ở địa chỉ này"), text)
    page.headers["Allow"] = response.headers.get("Allow", "")
    return page


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a bug. The number on the page is the number in the log.

    The log gets what was raised and where, not what it said: a database's message may quote a name.
    """
    reference = secrets.token_hex(4).upper()
    match = request.resolver_match
    bug = sys.exc_info()[1]
    log.error(
        "page.failed",
        reference=reference,
        view=match.view_name if match else "",
        error=type(bug).__qualname__ if bug else "",
        trace=places_of(bug) if bug else [],
    )
    context = {"page": Page(title=_("Hệ thống gặp lỗi")), "reference": reference}
    return render(request, "500.html", context, status=500)


def _page(request: HttpRequest, code: int, title: str, text: str) -> HttpResponse:
    template = "components/notice.html" if getattr(request, "htmx", False) else "error.html"
    return render(request, template, {"page": Page(title=title), "text": text, "code": code}, status=code)
