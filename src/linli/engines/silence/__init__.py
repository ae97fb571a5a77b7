"""Has a home fallen silent, or does its water not stop (隐形守护)?"""

from linli.engines.silence.absences import absences_a_year, away_share, out_share
from linli.engines.silence.budget import (
    HOURS_OF_YEAR,
    SENSIBLE,
    Ledger,
    accepted_by_day,
    expected_wait,
    price,
)
from linli.engines.silence.community import COMMUNITY
from linli.engines.silence.fleet import Fleet, gathered, settled
from linli.engines.silence.fusion import UP, Door, Sensor, doubt, is_up
from linli.engines.silence.home import HomeState, Setting, begin
from linli.engines.silence.hours import Calendar, DayKind, moment, plain_week, wall_hours
from linli.engines.silence.intake import HOURLY, Freshness, Meter, freshness, in_order, interval
from linli.engines.silence.model import Alarm, Chart, Interval, Reading, Reason
from linli.engines.silence.notes import Note, note_sentence, notes
from linli.engines.silence.outage import Outage, outage
from linli.engines.silence.packing import pack, unpack
from linli.engines.silence.presence import BASE_DAYS, BY_SIGNS, powered, presence
from linli.engines.silence.prior import Prior
from linli.engines.silence.replaying import replay
from linli.engines.silence.rounds import hear
from linli.engines.silence.spell import Pause, pause
from linli.engines.silence.stirring import Stirring, door_word, sensed, stir
from linli.engines.silence.watch import step
from linli.engines.silence.wording import sentence

__all__ = [
    "BASE_DAYS",
    "BY_SIGNS",
    "COMMUNITY",
    "HOURLY",
    "HOURS_OF_YEAR",
    "SENSIBLE",
    "UP",
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
    "Stirring",
    "absences_a_year",
    "accepted_by_day",
    "away_share",
    "begin",
    "door_word",
    "doubt",
    "expected_wait",
    "freshness",
    "gathered",
    "hear",
    "in_order",
    "interval",
    "is_up",
    "moment",
    "note_sentence",
    "notes",
    "out_share",
    "outage",
    "pack",
    "pause",
    "plain_week",
    "powered",
    "presence",
    "price",
    "replay",
    "sensed",
    "sentence",
    "settled",
    "step",
    "stir",
    "unpack",
    "wall_hours",
]
