"""Django app: privacy."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Sealing and unsealing."""

    name = "linli.kernel.privacy"
    label = "privacy"
