"""What every request is given: the reader's language, the actor, the day the page speaks of, and kind errors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.utils.functional import SimpleLazyObject
from django.utils.http import escape_leading_slashes
from django.utils.translation import gettext as _

from vun.common.actor import Actor
from vun.common.errors import NotFound, Problem, Refused
from vun.faces.web import errors
from vun.faces.web.approving import reader_on_page
from vun.faces.web.request import LARGEST_ID, Request
from vun.records.people import queries as people

Answer = Callable[[Request], HttpResponseBase]
DAY_KEY = "on"
EARLIEST = date(1945, 9, 2)
LATEST = date(2100, 12, 31)


class LanguageMiddleware:
    """Vietnamese, unless the reader chose otherwise: what the browser prefers is not a choice."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class ActorMiddleware:
    """``request.today``, and ``request.actor``, read on first use. The browser keeps nothing a signed-in reader saw."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        request.today = timezone.localdate()
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[assignment]
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response


def _actor(request: Request) -> Actor:
    if not request.user.is_authenticated:
        return Actor(name="")
    # Who may do what is a question about the day of acting, not about the day the page speaks of.
    actor = people.actor_of(request.user, on=request.today)
    # The page of a matter that is at a step of the reader's may be read as long as it is.
    return reader_on_page(request, actor)


class OnDateMiddleware:
    """``request.on``: the day in the address, else the day chosen before, else today.

    A page opened without the chosen day in its address is sent to the address that has it, so that a copied address
    shows a colleague the same.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        request.on = request.today
        if not request.user.is_authenticated:
            return self.get_response(request)
        asked = request.GET.get(DAY_KEY)
        if asked is not None:
            day = read_day(asked)
            if day is None:
                messages.error(request, _("Ngày trong địa chỉ không đúng, trang này tính đến hôm nay."))
            choose_day(request, day or request.today)
        remembered = read_day(request.session.get(DAY_KEY, ""))
        if remembered is not None:
            request.on = remembered
            if (
                request.method == "GET"
                and asked is None
                and not request.htmx
                and request.path != reverse("day")
            ):
                query = request.GET.copy()
                query[DAY_KEY] = remembered.isoformat()
                # A path that begins with two slashes would name another site.
                return redirect(escape_leading_slashes(f"{request.path}?{query.urlencode()}"))
        return self.get_response(request)


def read_day(text: str) -> date | None:
    """The day written yyyy-mm-dd, None when it is none or lies outside any record's life."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def choose_day(request: Request, day: date) -> None:
    """Remember the day the reader's pages speak of; today is not remembered, as it moves."""
    if day == request.today:
        request.session.pop(DAY_KEY, None)
    else:
        request.session[DAY_KEY] = day.isoformat()


class ErrorsMiddleware:
    """The three anticipated refusals as pages, and what only a button opens. Anything else is a bug: the 500 page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        response = self.get_response(request)
        return errors.by_button_only(request, response) if response.status_code == 405 else response

    def process_view(
        self, request: HttpRequest, view: object, args: tuple[object, ...], kwargs: dict[str, object]
    ) -> HttpResponse | None:
        # Ids are the only numbers of that size in addresses, and the databases cannot even look for these.
        if any(isinstance(value, int) and value > LARGEST_ID for value in kwargs.values()):
            return errors.not_found(request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Problem):
            return errors.problem(request, exception)
        if isinstance(exception, Refused):
            return errors.refused(request)
        if isinstance(exception, NotFound):
            return errors.not_found(request)
        return None
