"""Django app: areas."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    """Places from subdistrict down to the entrance of a building."""

    name = "linli.kernel.areas"
    label = "areas"

    def ready(self) -> None:
        """Register the checks that look at every model."""
        from linli.kernel import checks  # noqa: F401
