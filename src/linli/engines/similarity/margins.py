"""Which straight border parts one class from the rest best, with a squared hinge?

The L2-loss linear support vector machine of Hsieh et al. (ICML 2008), solved in the primal by Newton steps
with conjugate gradients over the rows inside the margin (Keerthi, DeCoste, JMLR 2005).  It starts from zero
and holds no chance, so the same rows give the same border.
"""

from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_NEWTON, _CONJUGATE, _NEAR = 12, 25, 0.02


def _direction(inside: Any, pull: Floats, slope: Floats) -> Floats:
    """The Newton step: conjugate gradients on (I + X'DX) d = -slope, stopped at a tenth of the slope."""
    step, rest = np.zeros_like(slope), -slope
    ahead, size = rest.copy(), float(rest @ rest)
    enough = 0.01 * size
    for _ in range(_CONJUGATE):
        curved = ahead + inside.T @ (pull * (inside @ ahead))
        along = size / float(ahead @ curved)
        step += along * ahead
        rest = rest - along * curved
        if (left := float(rest @ rest)) <= enough:
            break
        ahead, size = rest + left / size * ahead, left
    return step


def _stride(signs: Floats, cost: Floats, border: tuple[Floats, Floats], step: tuple[Floats, Floats]) -> float:
    """How far along the step the loss falls: halved from 1 until it does; each pair is (weights, margins)."""
    (weights, here), (turn, there) = border, step

    def loss(far: float) -> float:
        short = np.maximum(0.0, 1.0 - signs * (here + far * there))
        moved = weights + far * turn
        return 0.5 * float(moved @ moved) + float(cost @ (short * short))

    now, far = loss(0.0), 1.0
    while loss(far) > now and far > 1e-4:
        far /= 2
    return far


def _one_border(rows: Any, signs: Floats, cost: Floats) -> Floats:
    """The border of one class: weights of shape (columns,)."""
    weights, here = np.zeros(rows.shape[1]), np.zeros(rows.shape[0])
    first = 0.0
    for _ in range(_NEWTON):
        short = 1.0 - signs * here
        active = np.flatnonzero(short > 0)
        inside, pull = rows[active], 2.0 * cost[active]
        slope = weights - inside.T @ (pull * signs[active] * short[active])
        steep = float(np.linalg.norm(slope))
        first = first or steep
        if steep <= _NEAR * first:
            break
        turn = _direction(inside, pull, slope)
        there = rows @ turn
        far = _stride(signs, cost, (weights, here), (turn, there))
        weights, here = weights + far * turn, here + far * there
    return weights


def fitted(rows: Any, truth: NDArray[np.intp], classes: int, cost: float, most: int = 8000) -> Floats:
    """Borders of shape (columns, classes), each between one class and the rest.

    Of a rest larger than ``most`` and thrice the class, every so manieth row stands for its neighbours.
    """
    borders = np.zeros((rows.shape[1], classes))
    for k in range(classes):
        mine, rest = np.flatnonzero(truth == k), np.flatnonzero(truth != k)
        step = max(1, len(rest) // max(most, 3 * len(mine)))
        used = np.sort(np.concatenate([mine, rest[::step]])) if step > 1 else np.arange(len(truth))
        inside = truth[used] == k
        signs, costs = np.where(inside, 1.0, -1.0), cost * np.where(inside, 1.0, step)
        borders[:, k] = _one_border(rows[used] if step > 1 else rows, signs, costs)
    return borders


def margins(rows: Any, border: Floats) -> Floats:
    """How far each row lies on each class's side, shape (rows, classes)."""
    return cast("Floats", rows @ border)
