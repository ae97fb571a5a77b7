"""A table of the past is heard as if it were now."""

import json
from datetime import datetime, timedelta

import pytest
from tests.engines.silence.homes import FIRST, day_by_day, heard, silent_from

from linli.engines.silence import replay

STOP = FIRST + timedelta(days=60, hours=9)


def rows(readings, home="a", columns=("register_litres", "litres")):
    last = None
    for reading in readings:
        moved = 0.0 if last is None else reading.register - last
        last = reading.register
        row = {"home": home, "time": str(reading.at), "members": "1"}
        figures = {"register_litres": str(reading.register), "litres": str(moved)}
        yield row | {name: figures[name] for name in columns}


def test_answer_has_the_agreed_form_and_goes_into_json():
    found = replay(rows(silent_from(list(day_by_day(64)), STOP)), 6)
    home = found["homes"]["a"]
    assert home["from"] == str(FIRST + timedelta(days=14))
    (alarm,) = home["alarms"]
    assert alarm["kind"] == "silence"
    assert datetime.fromisoformat(alarm["time"]) - STOP == timedelta(hours=alarm["silent_hours"])
    assert alarm["reason"]["code"] == "never_this_long"
    assert json.loads(json.dumps(found)) == found


def test_register_or_litres_alone_are_enough():
    readings = silent_from(list(day_by_day(64)), STOP)
    both, register, litres = (
        replay(rows(readings, columns=columns))["homes"]
        for columns in (("register_litres", "litres"), ("register_litres",), ("litres",))
    )
    assert both == register == litres


def test_nothing_looks_ahead():
    readings = silent_from(list(day_by_day(64)), STOP)
    whole = replay(rows(readings))["homes"]["a"]["alarms"]
    cut = datetime.fromisoformat(whole[0]["time"])
    short = replay(rows(r for r in readings if r.at <= cut))["homes"]["a"]["alarms"]
    assert short == whole


def test_order_of_the_table_does_not_matter():
    readings = silent_from(list(day_by_day(64)), STOP)
    forwards = list(rows(readings)) + list(rows(day_by_day(64), home="b"))
    assert replay(forwards[::-1])["homes"] == replay(forwards)["homes"]


def test_replay_and_step_agree():
    readings = silent_from(list(day_by_day(64)), STOP)
    (alarm,) = heard(readings)[1]
    assert replay(rows(readings))["homes"]["a"]["alarms"][0]["time"] == str(alarm.at)


def test_home_still_learned_says_so():
    assert replay(rows(day_by_day(5)))["homes"]["a"] == {"from": None, "alarms": []}


@pytest.mark.parametrize("budget", [0, -1, float("nan"), float("inf")])
def test_impossible_budget_is_refused(budget):
    with pytest.raises(ValueError, match="budget"):
        replay([], budget)


@pytest.mark.parametrize(
    "row",
    [
        {"time": "2026-03-01 00:00"},
        {"home": "a", "time": "yesterday", "litres": "1"},
        {"home": "a", "time": "2026-03-01 00:00", "litres": "much"},
        {"home": "", "time": "2026-03-01 00:00", "litres": "1"},
    ],
)
def test_unreadable_row_is_named(row):
    with pytest.raises(ValueError, match="Row 2"):
        replay([{"home": "a", "time": "2026-03-01 00:00", "litres": "1"}, row])


def test_time_is_written_as_it_was_given():
    table = [row | {"time": row["time"].replace(" ", "T")} for row in rows(day_by_day(20))]
    assert replay(table)["homes"]["a"]["from"] == "2026-03-16T00:00:00"
