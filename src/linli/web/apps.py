"""Django app: web."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The page shell."""

    name = "linli.web"
    label = "web"
