"""Django app: bulletin."""

from django.apps import AppConfig


class BulletinConfig(AppConfig):
    """See README.md in this folder."""

    name = "linli.contexts.bulletin"
    label = "bulletin"
