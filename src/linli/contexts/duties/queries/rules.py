"""The numbers and words that a city may set otherwise: limits in working days, headings, the example list."""

from collections.abc import Mapping
from typing import Any

from linli.kernel import packs


def pack() -> Mapping[str, Any]:
    """The whole of ``duties.toml``."""
    return packs.pack("duties")


def limit(name: str) -> int:
    """``ahead``, ``decide`` and ``near`` in working days, ``ending`` in days."""
    return int(pack()["rules"][name])
