from django.apps import AppConfig


class WebConfig(AppConfig):
    """Makes Django find the templates, static files and template tags of the web face."""

    name = "vun.faces.web"
    label = "web"
