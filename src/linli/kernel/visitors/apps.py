"""Django app: visitors."""

from django.apps import AppConfig


class VisitorsConfig(AppConfig):
    """People without an account."""

    name = "linli.kernel.visitors"
    label = "visitors"
