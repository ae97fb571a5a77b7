"""Has a home fallen silent, or does its water not stop (隐形守护)?"""

from linli.engines.silence.budget import SENSIBLE, Ledger, accepted_by_day, price
from linli.engines.silence.hours import Calendar, DayKind, plain_week
from linli.engines.silence.intake import HOURLY, Freshness, Meter, freshness, in_order, interval
from linli.engines.silence.model import Alarm, Chart, Interval, Reading, Reason
from linli.engines.silence.packing import pack, unpack
from linli.engines.silence.prior import Prior
from linli.engines.silence.replaying import replay
from linli.engines.silence.spell import Pause, pause
from linli.engines.silence.watch import HomeState, Setting, begin, step
from linli.engines.silence.wording import sentence

__all__ = [
    "HOURLY",
    "SENSIBLE",
    "Alarm",
    "Calendar",
    "Chart",
    "DayKind",
    "Freshness",
    "HomeState",
    "Interval",
    "Ledger",
    "Meter",
    "Pause",
    "Prior",
    "Reading",
    "Reason",
    "Setting",
    "accepted_by_day",
    "begin",
    "freshness",
    "in_order",
    "interval",
    "pack",
    "pause",
    "plain_week",
    "price",
    "replay",
    "sentence",
    "step",
    "unpack",
]
