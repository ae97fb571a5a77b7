"""Wires the house: manifests onto the shelf, adapters behind the ports."""

from importlib import import_module

from django.apps import AppConfig
from django.conf import settings


class HouseConfig(AppConfig):
    """The last app to become ready: everything else is there."""

    name = "linli.config"
    label = "house"

    def ready(self) -> None:
        """Make sure of the data folder; put every manifest on the shelf, every adapter behind its port."""
        from linli.config import house
        from linli.kernel.catalogue import shelf
        from linli.kernel.sync.kinds import carry_out_by

        settings.DATA.mkdir(parents=True, exist_ok=True)
        shelf.put([house.MANIFEST])
        shelf.put(
            import_module(f"linli.contexts.{name}.manifest").MANIFEST for name in settings.INSTALLED_CONTEXTS
        )
        for context in shelf.contexts():
            carry_out_by(context.acts)
        house.serve_ports()
