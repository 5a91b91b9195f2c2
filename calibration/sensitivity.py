"""Which dial moves which row, and by how much: a designed experiment on the same chance."""

from __future__ import annotations

from concurrent.futures import Executor
from typing import Any

import numpy as np
from scipy.linalg import hadamard

from calibration.free import FREE, Floats, steps
from calibration.model import FITTED, QUICK, Effort, at, tolerances
from engine.scenario.assumptions import Assumptions

STEP = 0.06  # of a dial's range, to either side
_TENTH = 0.1  # of a dial's range
_YOU = "what ten points are worth to you"


def slopes(place: Floats, effort: Effort, executor: Executor) -> tuple[Floats, Floats]:
    """Measure the targets at a place, and how each moves with each dial's range.

    All dials move at once, up or down, by a Hadamard design: every measurement then tells of
    every dial, and the noise of whole seats averages out. Shapes (targets,) and (targets, dials).
    """
    step = steps(STEP)
    places = [place, *around(place, step)]
    here, *found = executor.map(at, places, [effort] * len(places))
    return here, np.stack(found, axis=1) @ _design() / len(found) / step


def around(place: Floats, step: Floats) -> Floats:
    """Return settings about a place, every dial a step up or down in half of them."""
    middle: Floats = np.clip(place, step, 1 - step)
    return middle + _design() * step


def _design() -> Floats:
    """Return a design of Hadamard's, shape (settings, dials): its columns do not resemble."""
    square: Floats = hadamard(2 ** len(FREE).bit_length()).astype(np.float64)
    return square[:, 1 : len(FREE) + 1]


def identify(place: Floats, executor: Executor) -> list[dict[str, Any]]:
    """Say of each free dial how its row moves over a tenth of its range, and what moves most."""
    _, by_dial = slopes(place, QUICK, executor)
    names = [f"{row.quantity}: {row.group}" for row in FITTED] + [_YOU]
    in_tolerances = _TENTH * by_dial / tolerances()[:, None]
    table = []
    for n, free in enumerate(FREE):
        own = FITTED.index(free.row)
        most = int(np.argmax(np.abs(in_tolerances[:, n])))
        table.append(
            {
                "dial": free.dial,
                "low": free.low,
                "high": free.high,
                "value": getattr(Assumptions(), free.dial),
                "row": names[own],
                "moves": round(float(_TENTH * by_dial[own, n]), 2),
                "moves_most": names[most],
                "tolerances": round(float(in_tolerances[most, n]), 2),
            }
        )
    return table
