"""What does the example city's pack say?"""

import tomllib
from functools import cache
from typing import Any

from django.conf import settings

CITY = "example_city"


@cache
def city(name: str) -> dict[str, Any]:
    """``name.toml`` of the example city: the demonstration stays there, whatever city is installed."""
    file = settings.PACKS / CITY / f"{name}.toml"
    found: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    return found
