"""What would have rung, reading after reading, in a table of the past?"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from heapq import merge
from math import inf, isfinite
from typing import Any

from linli.engines.silence.budget import HOURS_OF_YEAR, SENSIBLE, Ledger
from linli.engines.silence.hours import Calendar, moment, plain_week
from linli.engines.silence.intake import HOURLY, Meter, in_order
from linli.engines.silence.model import Alarm, Reading
from linli.engines.silence.watch import HomeState, Setting, begin, step
from linli.engines.silence.wording import sentence

Row = Mapping[str, str | None]


def replay(
    rows: Iterable[Row],
    budget: float | None = None,
    *,
    calendar: Calendar = plain_week,
    meter: Meter = HOURLY,
) -> dict[str, Any]:
    """Hear a table again as if its readings came one by one; nothing looks ahead.

    A row has ``home`` and ``time`` (ISO 8601, wall clock of the home) and ``register_litres`` or ``litres``
    or both; other columns are passed over.  ``budget`` is the accepted false alarms per home-year.  A row
    that cannot be read is a ValueError with its number.
    """
    accepted = SENSIBLE if budget is None else budget
    if not 0 < accepted < inf:
        raise ValueError("A budget is a positive number of alarms per home-year.")
    setting = Setting(accepted=accepted, calendar=calendar, meter=meter)
    homes: dict[str, list[Reading]] = {}
    mark = " "
    for number, row in enumerate(rows, 1):
        name, reading, mark = _read(row, number)
        homes.setdefault(name, []).append(reading)
    return {"budget": accepted, "homes": _heard(homes, setting, mark)}


def _read(row: Row, number: int) -> tuple[str, Reading, str]:
    """The home, the reading and what stands between date and time."""
    try:
        name, time = row["home"], (row["time"] or "").strip()
        reading = Reading(
            datetime.fromisoformat(time).replace(tzinfo=None),
            _number(row.get("register_litres")),
            _number(row.get("litres")),
        )
    except (KeyError, ValueError) as error:
        raise ValueError(f"Row {number} has no home, time or figure that can be read: {error}") from error
    if not name:
        raise ValueError(f"Row {number} names no home.")
    return name, reading, time[10:11] or " "


def _number(text: str | None) -> float | None:
    """A figure, or None where the cell is empty or says it is none."""
    if text is None or not text.strip():
        return None
    value = float(text)
    return value if isfinite(value) else None


def _in_time(homes: Mapping[str, list[Reading]]) -> Iterator[tuple[str, Reading]]:
    """The readings of all homes in the order in which they were taken."""
    streams = ([(reading.at, name, reading) for reading in in_order(homes[name])] for name in homes)
    for _at, name, reading in merge(*streams):
        yield name, reading


def _heard(homes: Mapping[str, list[Reading]], setting: Setting, mark: str) -> dict[str, Any]:
    """All homes side by side; what has rung for nothing so far sets one price for all."""
    states: dict[str, HomeState] = {}
    alarms: dict[str, list[dict[str, Any]]] = {name: [] for name in homes}
    rings, watched = 0, 0.0
    for name, reading in _in_time(homes):
        before = states.get(name)
        if before is None:
            states[name] = begin(reading, setting)
            continue
        state, rung = step(before, reading, setting, ledger=Ledger(rings, watched / HOURS_OF_YEAR))
        states[name] = state
        rings += state.false_alarms - before.false_alarms
        watched += state.watched - before.watched
        alarms[name] += [_row(alarm, mark) for alarm in rung]
    return {name: {"from": _since(states[name], mark), "alarms": alarms[name]} for name in homes}


def _since(state: HomeState, mark: str) -> str | None:
    """From when on alarms could ring; None while the home is still being learned."""
    return None if state.scored_from == inf else _text(moment(state.scored_from), mark)


def _row(alarm: Alarm, mark: str) -> dict[str, Any]:
    """An alarm in plain values, for JSON."""
    reason = asdict(alarm.reason) | {"since": _text(alarm.reason.since, mark)}
    return {
        "time": _text(alarm.at, mark),
        "kind": alarm.kind,
        "silent_hours": alarm.silent_hours,
        "reason": reason,
        "sentence": sentence(alarm),
    }


def _text(at: datetime, mark: str) -> str:
    """A moment written as in the table: with a T or a space, to the second."""
    return at.replace(tzinfo=None).isoformat(mark, "seconds")
