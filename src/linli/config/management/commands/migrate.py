"""``migrate`` as Django has it, with a short way for an empty database."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from linli.config import building

HALF_WAY = ("app_label", "plan", "fake", "fake_initial", "check_unapplied", "prune")
"""Who asks for one of these wants the steps themselves."""


class Command(migrate.Command):
    """Build an empty database from the models, then go on as always."""

    def handle(self, *args: Any, **options: Any) -> Any:
        """Nothing is left to do for the steps when the short way was taken."""
        connection = connections[options["database"]]
        if not any(options.get(name) for name in HALF_WAY) and building.is_empty(connection):
            building.build(connection)
        return super().handle(*args, **options)
