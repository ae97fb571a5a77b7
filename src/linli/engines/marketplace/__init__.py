"""A market of topics: which card talks when and where, with wishes spread fairly."""

from linli.engines.marketplace.arranging import MarketRefused, Plan, arrange
from linli.engines.marketplace.model import Card, Clash, ClashCode, Place, Spot, Spread, clashes, spread

__all__ = [
    "Card", "Clash", "ClashCode", "MarketRefused", "Place", "Plan", "Spot", "Spread", "arrange", "clashes",
    "spread",
]  # fmt: skip
