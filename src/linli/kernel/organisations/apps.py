"""Django app: organisations."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Bodies that act."""

    name = "linli.kernel.organisations"
    label = "organisations"
