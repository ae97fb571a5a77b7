"""Walking rounds: the order of a day's doors, with windows, stairs and days that are too short."""

from linli.engines.routes.model import (
    Cause,
    LeftOut,
    Leg,
    Length,
    Method,
    Round,
    Stop,
    Ways,
    Window,
    Wishes,
)
from linli.engines.routes.planning import by_number, plan_round

__all__ = [
    "Cause",
    "LeftOut",
    "Leg",
    "Length",
    "Method",
    "Round",
    "Stop",
    "Ways",
    "Window",
    "Wishes",
    "by_number",
    "plan_round",
]
