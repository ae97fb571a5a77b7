"""Django app: duties."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """See README.md in this folder."""

    name = "linli.contexts.duties"
    label = "duties"
