"""Has a home fallen silent, or does its water not stop (隐形守护)?"""

from linli.engines.silence.absences import absences_a_year, away_share
from linli.engines.silence.budget import SENSIBLE, Ledger, accepted_by_day, price
from linli.engines.silence.community import COMMUNITY
from linli.engines.silence.fleet import Fleet, gathered, settled
from linli.engines.silence.fusion import Door, Sensor, doubt
from linli.engines.silence.hours import Calendar, DayKind, plain_week
from linli.engines.silence.intake import HOURLY, Freshness, Meter, freshness, in_order, interval
from linli.engines.silence.model import Alarm, Chart, Interval, Reading, Reason
from linli.engines.silence.notes import Note, note_sentence, notes
from linli.engines.silence.outage import Outage, outage
from linli.engines.silence.packing import pack, unpack
from linli.engines.silence.prior import Prior
from linli.engines.silence.replaying import replay
from linli.engines.silence.rounds import hear
from linli.engines.silence.spell import Pause, pause
from linli.engines.silence.watch import HomeState, Setting, begin, step
from linli.engines.silence.wording import sentence

__all__ = [
    "COMMUNITY",
    "HOURLY",
    "SENSIBLE",
    "Alarm",
    "Calendar",
    "Chart",
    "DayKind",
    "Door",
    "Fleet",
    "Freshness",
    "HomeState",
    "Interval",
    "Ledger",
    "Meter",
    "Note",
    "Outage",
    "Pause",
    "Prior",
    "Reading",
    "Reason",
    "Sensor",
    "Setting",
    "absences_a_year",
    "accepted_by_day",
    "away_share",
    "begin",
    "doubt",
    "freshness",
    "gathered",
    "hear",
    "in_order",
    "interval",
    "note_sentence",
    "notes",
    "outage",
    "pack",
    "pause",
    "plain_week",
    "price",
    "replay",
    "sentence",
    "settled",
    "step",
    "unpack",
]
