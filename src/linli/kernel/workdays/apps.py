"""Django app: workdays."""

from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    """The working-day calendar."""

    name = "linli.kernel.workdays"
    label = "workdays"
