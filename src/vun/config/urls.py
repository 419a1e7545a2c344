"""The addresses: everything under / is the web face's."""

from django.urls import include, path

urlpatterns = [
    path("", include("vun.faces.web.urls")),
]

handler400 = "vun.faces.web.errors.bad_request"
handler403 = "vun.faces.web.errors.refused"
handler404 = "vun.faces.web.errors.not_found"
handler500 = "vun.faces.web.errors.server_error"
