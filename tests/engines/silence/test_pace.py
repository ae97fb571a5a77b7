"""A home whose silences end sooner or later than foretold is believed, slowly."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.silence.homes import day_by_day, heard

from linli.engines.silence import COMMUNITY, plain_week
from linli.engines.silence import survival as sv
from linli.engines.silence.course import onwards, path
from linli.engines.silence.habit import first_habit, remember_ending
from linli.engines.silence.pace import (
    COUNTED,
    FORETOLD,
    KNOTS,
    SPANS,
    at_knots,
    foretold_by_span,
    pace,
    span_of,
)
from linli.engines.silence.stopping import outlook, slots_ahead

CHANCES = st.lists(st.floats(0.001, 0.95), min_size=48, max_size=48)


def test_a_home_of_which_nothing_is_known_keeps_the_foretold_pace():
    nothing = np.zeros((len(SPANS), 2), np.float32)
    assert (pace(nothing, nothing) == 1).all()


@given(CHANCES, st.integers(4, 200))
def test_what_was_foretold_is_the_sum_of_the_hours_at_risk(chances, lasted):
    use = np.array(chances, np.float32)[:, None]
    spans = foretold_by_span(at_knots(use), np.array([float(lasted)]))[:, 0]
    hours = np.arange(3, COUNTED)
    if lasted in KNOTS or lasted > COUNTED:
        for span, found in enumerate(spans):
            inside = (span_of(hours.astype(float)) == span) & (hours < lasted)
            assert abs(found - use[inside].sum()) < 1e-3
    assert (spans >= -1e-6).all()
    assert spans.sum() <= use.sum() + 1e-3


def test_an_ending_counts_in_its_span_and_one_at_an_unknown_hour_not_at_all():
    foretold = tuple(0.5 * place for place in range(1, FORETOLD + 1))
    habit = remember_ending(first_habit(COMMUNITY.hourly, 0), foretold, 9, ended=True)
    assert habit.came == (0.0, 1.0, 0.0, 0.0)
    assert habit.foretold[0] == 1.0
    assert habit.foretold[2:] == (0.0, 0.0)
    assert remember_ending(habit, foretold, 9, ended=False).came == habit.came
    assert remember_ending(habit, foretold, COUNTED + 1, ended=True).came == habit.came


def test_a_regular_home_is_soon_known_to_end_its_silences_sooner_than_foretold():
    state, _ = heard(list(day_by_day(60)))
    assert sum(state.habit.came) > sum(state.habit.foretold) > 0


def test_odds_drawn_together_are_the_weighted_terms_that_were_fitted():
    random = np.random.default_rng(5)
    homes = sv.Columns(
        random.uniform(0.05, 0.9, (48, 40)).astype(np.float32),
        random.integers(0, 58, (48, 40)).astype(np.float32),
        random.gamma(1, 2, (88, 40)).astype(np.float32),
        np.ones((4, 40), np.float32),
    )
    onsets = sv.Onsets(random.uniform(0, 5000, 40), np.zeros((2, 40), np.float32), np.full(40, 9, np.float32))
    shares, table = sv.profile(homes, COMMUNITY), sv.table_at(homes.spells, onsets.began)
    effects = sv.home_effects(homes, shares, onsets)
    way = onwards(path(shares, slots_ahead(onsets.began, 60, plain_week)))
    effect, level = sv.length_basis(way.lengths)
    wanted = (np.array(COMMUNITY.level) @ level)[:, None] + effect.T @ (
        np.array(COMMUNITY.effects).reshape(3, -1) @ effects
    )
    terms = sv.path_terms(way, table)
    wanted = wanted + (np.array(COMMUNITY.bearing) @ effects[sv.TURNS :]) * terms[0]
    wanted = wanted + sum(weight * term for weight, term in zip(COMMUNITY.path, terms, strict=True))
    np.testing.assert_allclose(sv.use_odds(COMMUNITY, effects, way, table), wanted, atol=2e-3)


def test_a_quicker_home_is_foretold_shorter_silences():
    habit = first_habit(COMMUNITY.hourly, 0)
    onsets = sv.onset_of(9.0, (0.0, 0.0), 10.0)
    lasting = [
        outlook(COMMUNITY, sv.columns_of(one), onsets, 60, plain_week).lasting[:, 0]
        for one in (habit, remember_ending(habit, (0.01,) * FORETOLD, 4, ended=True))
    ]
    assert (lasting[1] <= lasting[0] + 1e-6).all()
    assert lasting[1][5] < lasting[0][5]
