"""Django app: accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People who sign in."""

    name = "linli.kernel.accounts"
    label = "accounts"
