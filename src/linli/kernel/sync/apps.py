"""Django app: sync."""

from django.apps import AppConfig


class SyncConfig(AppConfig):
    """See the package."""

    name = "linli.kernel.sync"
    label = "sync"
