"""A city's own data (packs): the base pack, and over it what the example or the city says otherwise."""

import tomllib
from functools import cache
from typing import Any

from django.conf import settings


@cache
def pack(name: str) -> dict[str, Any]:
    """``name.toml`` of the base pack, with the same tables of the city's pack laid over it."""
    merged: dict[str, Any] = {}
    for folder in dict.fromkeys(("base", settings.PACK)):
        file = settings.PACKS / folder / f"{name}.toml"
        if file.exists():
            merged = _laid_over(merged, tomllib.loads(file.read_text(encoding="utf-8")))
    return merged


def text(path: str) -> str:
    """A file of the city's pack, or else of the base pack."""
    for folder in (settings.PACK, "base"):
        file = settings.PACKS / folder / path
        if file.exists():
            return str(file.read_text(encoding="utf-8"))
    raise FileNotFoundError(path)


def _laid_over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """``above`` wins; tables are merged key by key."""
    merged = dict(below)
    for key, value in above.items():
        both_tables = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _laid_over(merged[key], value) if both_tables else value
    return merged
