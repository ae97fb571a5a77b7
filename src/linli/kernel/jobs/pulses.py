"""Signs of life: a part that runs by itself says how it is, and a page may ask."""

from collections.abc import Mapping
from typing import Any

from linli.kernel import clock
from linli.kernel.jobs.models import Pulse


def beat(key: str, told: Mapping[str, Any]) -> None:
    """Say how one is, every few seconds."""
    Pulse.objects.update_or_create(key=key, defaults={"at": clock.now(), "told": dict(told)})


def last(key: str) -> Pulse | None:
    """What was said last; None when nothing ever was."""
    return Pulse.objects.filter(pk=key).first()
