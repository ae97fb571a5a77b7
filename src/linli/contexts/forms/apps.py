"""Django app: forms."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """See README.md in this folder."""

    name = "linli.contexts.forms"
    label = "forms"
