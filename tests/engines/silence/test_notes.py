"""Slow changes are mentioned gently, and only when they are clear."""

from datetime import timedelta

from tests.engines.silence.homes import USED_HOURS, day_by_day, heard

from linli.engines.silence import Reading, note_sentence, notes


def followed_by(days, used):
    """Sixty ordinary days, then some days with use in other hours."""
    before = list(day_by_day(60))
    shift = before[-1].at - before[0].at
    grown = before[-1].register - before[0].register
    return before + [Reading(r.at + shift, r.register + grown) for r in day_by_day(days, used)][1:]


def test_ordinary_home_has_no_notes():
    assert notes(heard(list(day_by_day(80)))[0]) == ()


def test_new_home_has_no_notes():
    assert notes(heard(list(day_by_day(20)))[0]) == ()


def test_slow_decline_is_noted():
    state, _ = heard(followed_by(30, frozenset({8, 19})))
    assert [note.code for note in notes(state)] == ["less_water_lately"]
    assert "成左右" in note_sentence(notes(state)[0])


def test_restless_nights_are_noted():
    state, _ = heard(followed_by(7, USED_HOURS | {1, 2, 3, 4}))
    assert [note.code for note in notes(state)] == ["restless_nights"]
    assert "夜里" in note_sentence(notes(state)[0])


def test_sentences_blame_nobody():
    state, _ = heard(followed_by(30, frozenset({8})))
    assert all("异常" not in note_sentence(note) for note in notes(state))


def test_water_that_never_quite_stops_is_noted_before_it_rings():
    before = list(day_by_day(40))
    last, runs = before[-1], []
    for hour in range(1, 31):
        runs.append(Reading(last.at + timedelta(hours=hour), last.register + 0.5 * hour))
    state, alarms = heard(before + runs)
    assert [note.code for note in notes(state)] == ["water_never_stops"]
    assert notes(state)[0].litres == 0.5
    assert "没有停过" in note_sentence(notes(state)[0])
    assert alarms == []
