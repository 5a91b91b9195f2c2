"""What few interviews say about a word nobody told you of (S1-62, S0-53): Bayes' rule."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.base.errors import raise_if_any
from engine.base.settings import number_problem
from engine.formulas.inputs import real


def sure_of_a_word(
    without: NDArray[np.integer], told: NDArray[np.integer], seen: int, prior: float
) -> float:
    """Return how sure one can be, after so few interviews or fewer, that a word was said.

    Parameters
    ----------
    without, told : ndarray of int, shape (R,)
        Your interviews in seasons without the word, and in the same seasons with it.
    seen : int
        Interviews you got.
    prior : float
        Chance of such a word before anything was seen, 0 to 1.

    Returns
    -------
    float
        Chance of the word, from 0 to 1; the prior where neither kind of season has so few.

    Raises
    ------
    MarketError
        When something is out of range, or no season was played.

    Examples
    --------
    >>> sure_of_a_word(np.array([1, 5, 5, 6]), np.array([1, 1, 2, 5]), seen=2, prior=0.1)
    0.25
    """
    interviews = real(0.0, without=without, told=told)
    raise_if_any(
        [
            number_problem("seen", seen, 0, 5_000, whole=True),
            number_problem("prior", prior, 0, 1, whole=False),
            *(
                f"{name} has no season; it must have at least one"
                for name, counts in zip(("without", "told"), interviews, strict=True)
                if not counts.size
            ),
        ]
    )
    unlike, likely = (float((counts <= seen).mean()) for counts in interviews)
    return posterior(prior, [likely, unlike])


def posterior(prior: float, likely: Sequence[float]) -> float:
    """Return the chance of the first of two causes, given how likely each makes what was seen.

    >>> posterior(0.1, [0.75, 0.25]), posterior(0.1, [0.0, 0.0])
    (0.25, 0.1)
    """
    yes, no = prior * likely[0], (1 - prior) * likely[1]
    return round(yes / (yes + no), 12) if yes + no else prior
