"""What day or moment does a text mean, as a number of days, and how is it written again?

OpenRosa counts days since 1970-01-01 of the calendar on the wall; times are fractions of a day, brought to
the zone of the one who asks.  Sums are done in whole milliseconds, so that both programs agree to the digit.
"""

import re
from dataclasses import dataclass
from datetime import date

MS_A_DAY = 86_400_000
_EPOCH = date(1970, 1, 1).toordinal()
_MOMENT = re.compile(
    r"([1-9]\d{3})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?",
    re.ASCII,
)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or a moment when ``timed``; ``zone`` are minutes east of Greenwich."""

    ms: int
    timed: bool = False
    zone: int = 0

    @property
    def days(self) -> float:
        """Days since 1970-01-01."""
        return self.ms / MS_A_DAY

    @property
    def day(self) -> "Moment":
        """The day alone."""
        return Moment(self.ms // MS_A_DAY * MS_A_DAY)

    def __str__(self) -> str:
        year, month, day = civil_of(self)
        if not self.timed:
            return f"{year:04d}-{month:02d}-{day:02d}"
        hours, minutes, seconds, ms = clock_of(self)
        sign, east = "-" if self.zone < 0 else "+", abs(self.zone)
        clock = f"{hours:02d}:{minutes:02d}:{seconds:02d}.{ms:03d}{sign}{east // 60:02d}:{east % 60:02d}"
        return f"{year:04d}-{month:02d}-{day:02d}T{clock}"


def moment_of(text: str, zone: int) -> Moment | None:
    """The day or moment that a text means, in that zone; nothing when it means none."""
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day, hours, minutes, seconds, fraction, offset = found.groups()
    try:
        days = date(int(year), int(month), int(day)).toordinal() - _EPOCH
    except ValueError:
        return None
    if hours is None:
        return Moment(days * MS_A_DAY)
    clock = _clock(hours, minutes, seconds, fraction)
    if clock is None:
        return None
    shift = 0 if offset is None else zone - zone_of(offset)
    return Moment(days * MS_A_DAY + clock + shift * 60_000, timed=True, zone=zone)


def time_of(text: str) -> float | None:
    """The fraction of a day that a time of day stands for."""
    found = _TIME.fullmatch(text.strip())
    clock = _clock(*found.groups()) if found else None
    return None if clock is None else clock / MS_A_DAY


def zone_of(offset: str) -> int:
    """Minutes east of Greenwich: "Z", "+08", "+08:00", "-0330"."""
    if offset in {"", "Z"}:
        return 0
    digits = offset[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:] or 0)
    return -minutes if offset[0] == "-" else minutes


def civil_of(moment: Moment) -> tuple[int, int, int]:
    """Year, month, day; held within the years that can be written with four digits."""
    ordinal = moment.ms // MS_A_DAY + _EPOCH
    day = date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))
    return day.year, day.month, day.day


def clock_of(moment: Moment) -> tuple[int, int, int, int]:
    """Hours, minutes, seconds, milliseconds."""
    rest = moment.ms % MS_A_DAY
    return rest // 3_600_000, rest // 60_000 % 60, rest // 1000 % 60, rest % 1000


def weekday_of(moment: Moment) -> int:
    """0 Monday to 6 Sunday."""
    return (moment.ms // MS_A_DAY + 3) % 7


def _clock(hours: str, minutes: str, seconds: str | None, fraction: str | None) -> int | None:
    parts = int(hours), int(minutes), int(seconds or 0)
    if parts[0] > 24 or parts[1] > 59 or parts[2] > 59 or (parts[0] == 24 and parts[1:] != (0, 0)):
        return None
    ms = int(((fraction or "") + "000")[:3])
    return ((parts[0] * 60 + parts[1]) * 60 + parts[2]) * 1000 + ms
