"""Django system checks for what an import linter cannot see."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core import checks
from django.db import models

OPEN_TO_ALL = {"areas", "registry", "organisations", "accounts", "visitors", "ballots"}


@checks.register(checks.Tags.models)
def foreign_keys_point_down(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """A context may hold keys to itself, to the kernel's ground and to the registry, with no way back."""
    found: list[checks.CheckMessage] = []
    for model in apps.get_models():
        config = model._meta.app_config
        if config is not None and config.name.startswith("linli.contexts."):
            found.extend(_faults(model))
    return found


def _faults(model: type[models.Model]) -> Iterator[checks.CheckMessage]:
    for field in model._meta.get_fields():
        target = field.related_model if getattr(field, "concrete", False) else None
        if not target or isinstance(target, str) or target._meta.app_label == model._meta.app_label:
            continue
        if target._meta.app_label not in OPEN_TO_ALL:
            yield checks.Error(
                f"{model.__name__}.{field.name} points into another context",
                hint="Keep a Ref (context + id) instead, or ask that context's api.",
                obj=model,
                id="linli.E001",
            )
        elif not field.remote_field.hidden:  # type: ignore[union-attr]
            yield checks.Error(
                f"{model.__name__}.{field.name} adds a way back",
                hint='Set related_name="+".',
                obj=model,
                id="linli.E002",
            )
