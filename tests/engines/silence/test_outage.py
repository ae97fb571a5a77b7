"""When a building falls silent together, the water is off."""

from datetime import timedelta

from tests.engines.silence.homes import FIRST, USED_HOURS, day_by_day, heard, silent_from

from linli.engines.silence import COMMUNITY, outage

BUSY = frozenset(range(7, 23))
STOP = FIRST + timedelta(days=40, hours=10)


def building(*used, stop=STOP, until=STOP + timedelta(hours=6)):
    """States of homes, all silent from a moment on, at another moment."""
    homes = []
    for hours in used:
        readings = silent_from(list(day_by_day(42, hours)), stop)
        homes.append(heard([reading for reading in readings if reading.at <= until])[0])
    return homes, until


def test_busy_homes_that_stop_together_have_no_water():
    homes, now = building(BUSY, BUSY, BUSY)
    found = outage(homes, now, COMMUNITY)
    assert found.since == STOP
    assert found.homes == 3
    assert found.rarity < 1e-6


def test_two_homes_are_no_building():
    homes, now = building(BUSY, BUSY)
    assert outage(homes, now, COMMUNITY) is None


def test_quiet_night_is_no_outage():
    night = FIRST + timedelta(days=40, hours=23)
    homes, now = building(BUSY, BUSY, BUSY, stop=night, until=night + timedelta(hours=6))
    assert outage(homes, now, COMMUNITY) is None


def test_one_home_with_water_is_proof_that_it_flows():
    homes, now = building(BUSY, BUSY, BUSY, BUSY)
    living = heard([r for r in day_by_day(42, BUSY) if r.at <= now])[0]
    assert outage([*homes, living], now, COMMUNITY) is None


def test_homes_long_away_bear_no_witness():
    homes, now = building(BUSY, BUSY, USED_HOURS)
    away = [building(BUSY, stop=STOP - timedelta(days=5), until=now)[0][0] for _ in range(5)]
    found = outage([*homes, *away], now, COMMUNITY)
    assert found is None or found.homes == 3


def test_stale_homes_bear_no_witness():
    homes, now = building(BUSY, BUSY, BUSY)
    assert outage(homes, now + timedelta(hours=3), COMMUNITY) is None
    assert outage([], now, COMMUNITY) is None
