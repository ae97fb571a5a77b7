"""What would have rung, reading after reading, in a table of the past?"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from heapq import merge
from math import inf, isfinite
from typing import Any, Literal

from linli.engines.silence.budget import HOURS_OF_YEAR, SENSIBLE, Ledger
from linli.engines.silence.home import HomeState, Setting, begin
from linli.engines.silence.hours import Calendar, plain_week
from linli.engines.silence.intake import HOURLY, Meter, in_order
from linli.engines.silence.model import Alarm, Reading
from linli.engines.silence.watch import step
from linli.engines.silence.wording import sentence

Row = Mapping[str, str | None]
Fault = Literal["home", "time", "figure", "zone"]
Tell = Callable[[int, int], None]
NO_FIGURE = frozenset({"", "-", "na", "n/a", "nan", "none", "null"})
"""What tables write where there is no figure."""
TOLD_EVERY = 5000


class RowRefused(ValueError):
    """A row that cannot be read: ``row`` from 1, ``fault`` says why, ``said`` what it has."""

    def __init__(self, row: int, fault: Fault, said: str) -> None:
        self.row, self.fault, self.said = row, fault, said
        super().__init__(f"Row {row} has no {fault} that can be read: {said!r}")


def replay(
    rows: Iterable[Row],
    budget: float | None = None,
    *,
    calendar: Calendar = plain_week,
    meter: Meter = HOURLY,
    tell: Tell = lambda done, of: None,
) -> dict[str, Any]:
    """Hear a table again as if its readings came one by one; nothing looks ahead.

    A row has ``home`` and ``time`` (ISO 8601, wall clock of the home, with or without its zone, all alike)
    and ``register_litres`` or ``litres`` or both; other columns are passed over.  ``budget`` is the accepted
    false alarms per home-year.  ``RowRefused`` names a row that cannot be read, ``tell`` hears how far it is.
    """
    accepted = SENSIBLE if budget is None else budget
    if not 0 < accepted < inf:
        raise ValueError("A budget is a positive number of alarms per home-year.")
    setting = Setting(accepted=accepted, calendar=calendar, meter=meter)
    homes: dict[str, list[Reading]] = {}
    mark, zoned = " ", None
    for number, row in enumerate(rows, 1):
        name, reading, mark = _read(row, number)
        if zoned is None:
            zoned = reading.at.tzinfo is not None
        if zoned != (reading.at.tzinfo is not None):
            raise RowRefused(number, "zone", str(row.get("time")))
        homes.setdefault(name, []).append(reading)
    return {"budget": accepted, "homes": _heard(homes, setting, mark, tell)}


def _read(row: Row, number: int) -> tuple[str, Reading, str]:
    """The home, the reading and what stands between date and time."""
    name, time = (row.get("home") or "").strip(), (row.get("time") or "").strip()
    if not name:
        raise RowRefused(number, "home", "")
    try:
        at = datetime.fromisoformat(time)
    except ValueError as error:
        raise RowRefused(number, "time", time) from error
    register, litres = (_number(row.get(key), number) for key in ("register_litres", "litres"))
    return name, Reading(at, register, litres), time[10:11] or " "


def _number(text: str | None, row: int) -> float | None:
    """A figure, or None where the cell is empty or says that there is none."""
    written = (text or "").strip()
    if written.casefold() in NO_FIGURE:
        return None
    try:
        value = float(written)
    except ValueError as error:
        raise RowRefused(row, "figure", written) from error
    return value if isfinite(value) else None


def _in_time(homes: Mapping[str, list[Reading]]) -> Iterator[tuple[str, Reading]]:
    """The readings of all homes in the order in which they were taken."""
    streams = ([(reading.at, name, reading) for reading in in_order(homes[name])] for name in homes)
    for _at, name, reading in merge(*streams):
        yield name, reading


def _heard(homes: Mapping[str, list[Reading]], setting: Setting, mark: str, tell: Tell) -> dict[str, Any]:
    """All homes side by side; what has rung for nothing so far sets one price for all."""
    states: dict[str, HomeState] = {}
    found: dict[str, dict[str, Any]] = {name: {"from": None, "alarms": []} for name in homes}
    rings, watched, count = 0, 0.0, sum(len(readings) for readings in homes.values())
    for number, (name, reading) in enumerate(_in_time(homes), 1):
        if number % TOLD_EVERY == 0:
            tell(number, count)
        before = states.get(name)
        if before is None:
            states[name] = begin(reading, setting)
            continue
        state, rung = step(before, reading, setting, ledger=Ledger(rings, watched / HOURS_OF_YEAR))
        states[name] = state
        rings += state.false_alarms - before.false_alarms
        watched += state.watched - before.watched
        if before.scored_from == inf > state.scored_from:
            found[name]["from"] = _text(reading.at, mark)
        found[name]["alarms"] += [_row(alarm, mark) for alarm in rung]
    tell(count, count)
    return found


def _row(alarm: Alarm, mark: str) -> dict[str, Any]:
    """An alarm in plain values, for JSON."""
    since = alarm.reason.since.replace(tzinfo=alarm.at.tzinfo)
    return {
        "time": _text(alarm.at, mark),
        "kind": alarm.kind,
        "silent_hours": alarm.silent_hours,
        "reason": asdict(alarm.reason) | {"since": _text(since, mark)},
        "sentence": sentence(alarm),
    }


def _text(at: datetime, mark: str) -> str:
    """A moment written as in the table: with a T or a space, to the second, with its zone if it had one."""
    return at.isoformat(mark, "seconds")
