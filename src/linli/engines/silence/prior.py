"""What is known of homes before one's own has taught anything: the community prior."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prior:
    """Numbers shared by all homes, estimated on a community and never on the home itself."""

    hourly: tuple[float, ...]
    """Chance of use in each hour 0–23 in a middling home."""
    level: tuple[float, ...]
    """Weights of the eight functions of length."""
    effects: tuple[float, ...]
    """Weights of the home's effects: 14 constant, 14 growing with length, 14 growing beyond eight hours."""
    path: tuple[float, ...]
    """Weights of the eighteen terms that follow the clock."""
    bearing: tuple[float, ...]
    """Weights of the home's last ten effects on how much the clock's odds count."""
    reach: tuple[float, ...]
    """Weights of the terms that tell whether a silence passes three hours."""
    prices: tuple[tuple[float, float], ...]
    """(false alarms per home-year, price of one), alarms rising."""
