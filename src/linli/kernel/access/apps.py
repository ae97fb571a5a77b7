"""Django app: access."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Grants: a role in an area."""

    name = "linli.kernel.access"
    label = "access"
