"""A home is learned for two weeks, then its silence is heard: once, at the right hour, never across a gap."""

from datetime import datetime, timedelta

from tests.engines.silence.homes import FIRST, HOUR, day_by_day, heard, silent_from

from linli.engines.silence import Reading, Setting, pause, sentence, step


def test_ordinary_days_are_never_an_alarm():
    _, alarms = heard(list(day_by_day(90)))
    assert alarms == []


def test_stop_of_use_is_heard_the_same_day_and_only_once():
    stop = FIRST + timedelta(days=60, hours=9)
    _, alarms = heard(silent_from(list(day_by_day(64)), stop))
    assert [alarm.kind for alarm in alarms] == ["silence"]
    assert timedelta(hours=4) <= alarms[0].at - stop <= timedelta(hours=12)
    assert alarms[0].silent_hours == (alarms[0].at - stop) / HOUR
    assert alarms[0].reason.code == "never_this_long"
    assert alarms[0].reason.since == stop


def test_night_is_slept_through():
    stop = FIRST + timedelta(days=60, hours=22)
    _, alarms = heard(silent_from(list(day_by_day(64)), stop))
    assert 7 < alarms[0].at.hour <= 20
    assert alarms[0].at.date() == (stop + timedelta(days=1)).date()


def test_smaller_budget_waits_longer():
    readings = silent_from(list(day_by_day(66)), FIRST + timedelta(days=60, hours=9))
    often, seldom = (heard(readings, Setting(accepted=n))[1][0].silent_hours for n in (30.0, 1.0))
    assert often < seldom


def test_nothing_rings_in_the_first_fourteen_days():
    readings = silent_from(list(day_by_day(20)), FIRST + timedelta(days=10))
    state, alarms = heard(readings)
    assert state.scored_from == state.first + 14 * 24
    assert all(alarm.at >= FIRST + timedelta(days=14) for alarm in alarms)


def test_home_that_was_never_heard_cannot_fall_silent():
    _, alarms = heard(list(day_by_day(60, used=frozenset())))
    assert alarms == []


def test_new_silence_after_new_use_rings_again():
    readings = list(day_by_day(70))
    first, second = FIRST + timedelta(days=60, hours=9), FIRST + timedelta(days=66, hours=9)
    back = first + timedelta(days=3)
    quiet = silent_from(readings, first)
    later = silent_from(readings, second)
    _, alarms = heard([a if a.at <= back else b for a, b in zip(quiet, later, strict=True)])
    assert len(alarms) == 2
    assert alarms[1].at > second


def test_missing_days_are_not_silence():
    readings = [r for r in day_by_day(70) if not FIRST + 60 * 24 * HOUR < r.at < FIRST + 63 * 24 * HOUR]
    _, alarms = heard(readings)
    assert alarms == []


def test_silence_goes_on_counting_after_a_gap_but_not_through_it():
    readings = silent_from(list(day_by_day(66)), FIRST + timedelta(days=60, hours=9))
    gap = (FIRST + timedelta(days=60, hours=11), FIRST + timedelta(days=62, hours=12))
    _, alarms = heard([r for r in readings if not gap[0] < r.at < gap[1]])
    assert alarms[0].at > gap[1]
    assert alarms[0].silent_hours <= 2 + (alarms[0].at - gap[1]) / HOUR


def test_reported_absence_is_silent_without_alarm_and_watching_begins_again():
    readings = silent_from(list(day_by_day(70)), FIRST + timedelta(days=60, hours=9))
    until = FIRST + timedelta(days=63)
    away = (pause(FIRST + timedelta(days=60), until),)
    setting, alarms = Setting(), []
    state, _ = heard(readings[:100], setting)
    for reading in readings[100:]:
        state, rung = step(state, reading, setting, pauses=away)
        alarms += rung
    assert alarms[0].at > until
    assert alarms[0].silent_hours <= (alarms[0].at - until) / HOUR


def test_other_sensors_bring_the_alarm_forward_or_put_it_off():
    readings = silent_from(list(day_by_day(66)), FIRST + timedelta(days=60, hours=9))
    setting, hours = Setting(), []
    for doubt in (-3.0, 0.0, 3.0):
        state, rung = heard(readings[: 60 * 24 + 9], setting)
        for reading in readings[60 * 24 + 9 :]:
            state, rung = step(state, reading, setting, doubt=doubt)
            if rung:
                hours.append(rung[0].silent_hours)
    assert hours == sorted(hours)
    assert hours[0] < hours[2]


def test_water_that_does_not_stop_is_another_alarm():
    readings = list(day_by_day(40))
    start, register = readings[-1].at, readings[-1].register
    running = [Reading(start + n * HOUR, register + 30.0 * n) for n in range(1, 60)]
    _, alarms = heard(readings + running)
    assert [alarm.kind for alarm in alarms] == ["flow"]
    assert alarms[0].reason.hours >= 24
    assert "没有停过" in sentence(alarms[0])


def test_late_and_repeated_points_change_nothing():
    setting, readings = Setting(), list(day_by_day(20))
    state, _ = heard(readings, setting)
    assert step(state, readings[-1], setting) == (state, ())
    assert step(state, readings[-5], setting) == (state, ())


def test_alarm_explains_itself_in_plain_words():
    stop = FIRST + timedelta(days=60, hours=9)
    alarm = heard(silent_from(list(day_by_day(64)), stop))[1][0]
    said = sentence(alarm)
    assert f"连续 {alarm.silent_hours:.0f} 小时没有用水" in said
    assert "从没有" in said
    assert len(alarm.chart.usual) == len(alarm.chart.used) == 24
    assert alarm.chart.usual[7] > 0.8
    assert alarm.chart.usual[3] < 0.1
    assert alarm.chart.used[-1] is False
    assert alarm.reason.rarity < 0.05
    assert alarm.reason.since == datetime(2026, 5, 1, 9)
