"""How far may a suggestion be trusted?  Margins become chances, and a chance from which on we say "sure".

Chances are a softmax of the margins times one number, fitted by likelihood on rows that the border had
not seen (temperature scaling; Guo et al., ICML 2017).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linli.engines.later import optimize

Floats = NDArray[np.float64]
PRECISION = 0.95
"""Of the suggestions called sure, this share was right on rows not learned from."""


@dataclass(frozen=True, slots=True)
class Trust:
    """The scale of margins, and the least chance of a sure suggestion (above 1: never sure)."""

    scale: float
    sure: float
    right: float
    """The share of rows not learned from that were given their category."""
    covered: float
    """The share of rows not learned from that were called sure."""
    surprise: float
    """The mean negative logarithm of the chance given to the right category of such rows."""


def chances(margins: Floats, scale: float) -> Floats:
    """Chances of shape (rows, classes); each row sums to 1."""
    lifted = np.exp(scale * (margins - margins.max(axis=1, keepdims=True)))
    return np.asarray(lifted / lifted.sum(axis=1, keepdims=True))


def trust(margins: Floats, truth: NDArray[np.intp]) -> Trust:
    """The trust that margins of unseen rows with known classes deserve."""
    rows = np.arange(len(truth))

    def surprise(logarithm: float) -> float:
        said = chances(margins, float(np.exp(logarithm)))[rows, truth]
        return -float(np.log(np.maximum(said, 1e-12)).mean())

    scale = float(np.exp(optimize.minimize_scalar(surprise, bounds=(-3.0, 4.0), method="bounded").x))
    said = chances(margins, scale)
    confidence, right = said.max(axis=1), said.argmax(axis=1) == truth
    sure = _sure_from(confidence, right)
    covered = float((confidence >= sure).mean())
    return Trust(scale, sure, float(right.mean()), covered, surprise(float(np.log(scale))))


def _sure_from(confidence: Floats, right: NDArray[np.bool_]) -> float:
    """The lowest confidence from which on the share of right answers reaches the agreed precision."""
    order = np.argsort(-confidence, kind="stable")
    # Two wrong ones more, as if: a limit chosen on few rows would promise too much.
    share = np.cumsum(right[order]) / (np.arange(1, len(order) + 1) + 2)
    falls = np.append(np.diff(confidence[order]) < 0, values=True)
    good = np.flatnonzero((share >= PRECISION) & falls)
    return float(confidence[order[good[-1]]]) if len(good) else 2.0
