"""Django app: assembly."""

from django.apps import AppConfig


class AssemblyConfig(AppConfig):
    """See README.md in this folder."""

    name = "linli.contexts.assembly"
    label = "assembly"
