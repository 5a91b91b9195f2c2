"""Response surfaces: what the model would measure, guessed from what it did measure."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from calibration.free import Floats

_NEAR = 0.35  # distance, over all dials, at which a setting says half as much
_RIDGE = {"linear": 0.01, "products": 3.0}  # doubt about an effect, in settings


def surface(places: Floats, found: Floats, center: Floats) -> Callable[[Floats], Floats]:
    """Regress targets on dials, their squares and their products, about a center.

    ``places`` has shape (settings, dials) and ``found`` (settings, targets); the guess takes
    places to targets. Settings far from the center say less than those near to it.
    """
    far = np.sqrt(((places - center) ** 2).sum(axis=1))
    weight = np.sqrt(1 / (1 + (far / _NEAR) ** 2))
    given = _terms(places - center)
    dials = places.shape[1]
    doubt = np.full(given.shape[1], _RIDGE["products"])
    doubt[: dials + 1] = _RIDGE["linear"]
    spread = found.std(axis=0) + 1e-9
    target = found / spread * weight[:, None]
    given = given * weight[:, None]
    effect = np.linalg.solve(given.T @ given + np.diag(doubt), given.T @ target) * spread
    return lambda others: _terms(others - center) @ effect


def _terms(away: Floats) -> Floats:
    """Return one, every dial, and every product of two, in tenths of a range."""
    tenths = 10 * away
    one, other = np.triu_indices(away.shape[1])
    return np.hstack([np.ones((len(away), 1)), tenths, tenths[:, one] * tenths[:, other]])
