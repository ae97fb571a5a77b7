"""Django app: guard."""

from django.apps import AppConfig


class GuardConfig(AppConfig):
    """See README.md in this folder."""

    name = "linli.contexts.guard"
    label = "guard"
