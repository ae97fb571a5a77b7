"""Do this home's silences end sooner or later than its habit foretells, by how long they have lasted?

Homes differ in what no habit shows: one is never left for long, in another a nap may follow any meal.  For
each span of lengths the endings that came are counted beside those that were foretold (the summed chances of
use over the hours at risk); (came + w) / (foretold + w) multiplies the odds of use from then on.  It is the
posterior mean of a gamma frailty with mean one (Vaupel, Manton and Stallard 1979; Clayton 1978), a home's
own; both counts fade together, so that a home that changes is believed anew.
"""

import numpy as np
from numpy.typing import NDArray

from linli.engines.silence.course import Floats, summed

SPANS = (3, 7, 11, 18)
"""Whole hours silent at which a span begins; the last one is open."""
KNOTS = (3, 5, 7, 9, 11, 14, 18, 22, 27, 36, 51)
"""Hours at which the foretold endings are kept, summed from the third hour; linear in between."""
FORETOLD = len(KNOTS) - 1
COUNTED = KNOTS[-1]
"""Longer silences teach up to here."""
CAUTION = np.float32(2.0)
"""Two endings as foretold are believed before the home's own; an estimate, four is hardly worse."""
UNPACED = (0.0,) * len(SPANS)
_HOURS = np.array(KNOTS, np.float64)
_STARTS = np.array([KNOTS.index(span) for span in SPANS])


def pace(came: Floats, foretold: Floats) -> Floats:
    """How many times the odds of use are those foretold, by span, (4, n)."""
    ratios: Floats = (came + CAUTION) / (foretold + CAUTION)
    return ratios


def span_of(hours: NDArray[np.float64]) -> NDArray[np.int64]:
    """The span of each whole hour of a silence; hours before the first span have that one."""
    return np.maximum(np.searchsorted(np.array(SPANS), hours, side="right") - 1, 0)


def at_knots(use: Floats) -> Floats:
    """Endings foretold up to each later knot, (10, n), from chances of use in hours 3 to 50, (48, n)."""
    return summed(np.add.reduceat(use, _HOURS[:-1].astype(np.int64) - KNOTS[0], axis=0))


def foretold_by_span(known: Floats, lasted: NDArray[np.float64]) -> Floats:
    """How many endings were foretold in each span of silences of so many whole hours, (4, n)."""
    sums = np.concatenate([np.zeros_like(known[:1]), known])
    hours = np.clip(lasted, KNOTS[0], COUNTED)
    place = np.minimum(np.searchsorted(_HOURS, hours, side="right") - 1, FORETOLD - 1)
    part = ((hours - _HOURS[place]) / np.diff(_HOURS)[place]).astype(np.float32)
    every = np.arange(len(hours))
    here = sums[place, every]
    reached = here + part * (sums[place + 1, every] - here)
    bounds = np.minimum(np.concatenate([sums[_STARTS], sums[-1:]]), reached)
    spans: Floats = np.diff(bounds, axis=0)
    return spans
