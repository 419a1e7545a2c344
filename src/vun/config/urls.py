"""The addresses: everything under / is the web face's, and so are the pages for what went wrong."""

from django.urls import include, path

from vun.faces.web.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [path("", include("vun.faces.web.urls"))]
