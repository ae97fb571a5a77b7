"""Django app: notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Messages to people who sign in."""

    name = "linli.kernel.notices"
    label = "notices"
