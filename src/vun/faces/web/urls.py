"""All addresses of the web face: the frame's own, then every area under its name."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from vun.faces.web import accounts
from vun.faces.web.areas import contributions
from vun.faces.web.search import search

urlpatterns: list[URLPattern | URLResolver] = [
    path("health", accounts.health, name="health"),
    path("sign-in/", accounts.sign_in, name="sign-in"),
    path("sign-out/", accounts.sign_out, name="sign-out"),
    path("password/", accounts.password, name="password"),
    path("language/", accounts.language, name="language"),
    path("day/", accounts.choose_date, name="day"),
    path("search/", search, name="search"),
    path("", include("vun.faces.web.home.urls")),
    *(path(f"{area.app_name}/", include(area)) for area in contributions("urls") if area.app_name != "home"),
]

handler400 = "vun.faces.web.errors.bad_request"
handler403 = "vun.faces.web.errors.refused"
handler404 = "vun.faces.web.errors.not_found"
handler500 = "vun.faces.web.errors.server_error"
