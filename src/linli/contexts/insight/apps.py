"""Django app: insight."""

from django.apps import AppConfig


class InsightConfig(AppConfig):
    """See README.md in this folder."""

    name = "linli.contexts.insight"
    label = "insight"
