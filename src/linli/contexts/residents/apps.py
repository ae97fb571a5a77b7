"""Django app: residents."""

from django.apps import AppConfig


class ResidentsConfig(AppConfig):
    """See README.md in this folder."""

    name = "linli.contexts.residents"
    label = "residents"
