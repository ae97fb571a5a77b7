"""Django app: today."""

from django.apps import AppConfig


class TodayConfig(AppConfig):
    """See README.md in this folder."""

    name = "linli.contexts.today"
    label = "today"
