"""Which categories do pieces speak against, by counting alone?  It steadies a border drawn from few examples.

Complement naive Bayes with normalised weights (Rennie, Shih, Teevan, Karger, ICML 2003): a piece speaks for a
category as much as it is rare in all others.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_SMOOTH = 0.01


def counted(rows: Any, truth: NDArray[np.intp], classes: int) -> Floats:
    """Weights of shape (columns, classes), on average one a piece."""
    members = np.zeros((rows.shape[0], classes))
    members[np.arange(len(truth)), truth] = 1.0
    inside = np.asarray(rows.T @ members)
    outside = inside.sum(axis=1, keepdims=True) - inside + _SMOOTH
    against = -np.log(outside / outside.sum(axis=0))
    return np.asarray(against * (rows.shape[1] / np.abs(against).sum(axis=0)))


def spread(margins: Floats) -> float:
    """How far the margins of a row lie apart, over all rows."""
    return float((margins - margins.mean(axis=1, keepdims=True)).std())
