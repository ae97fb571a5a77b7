"""Django app: ballots."""

from django.apps import AppConfig


class BallotsConfig(AppConfig):
    """Ballot boxes."""

    name = "linli.kernel.ballots"
    label = "ballots"
