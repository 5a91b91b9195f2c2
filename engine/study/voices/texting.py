"""One program, hundreds of files, a few slots: which invitations exist only through a text?

The exercise of S1-09 to S1-15. A program asks about files near its line, where it knows somebody:
"worth my time?" A delighted answer brings the invitation, a warning ends it, "they're fine" leaves
the file where it was.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.base import noise
from engine.base.errors import raise_if_any
from engine.base.settings import number_problem
from engine.study.simulation import study_problems

ANSWERS = ("delighted", "fine", "a warning")
DELIGHTED, FINE, WARNING = range(len(ANSWERS))


@dataclass(frozen=True, eq=False, repr=False)
class Texts:
    """What texts did at one program, in R seasons of F files, best file first.

    Attributes
    ----------
    slots : int
        Interviews to give.
    answer : ndarray of int8, shape (R, F)
        Index into `ANSWERS`, -1 where nobody was asked.
    invited : ndarray of bool, shape (R, F)
        Who is invited.
    """

    slots: int
    answer: NDArray[np.int8]
    invited: NDArray[np.bool_]

    def __repr__(self) -> str:
        return f"<{self.slots} of {self.answer.shape[1]} files, {self.owed():.0%} by a text>"

    def owed(self) -> float:
        """Return the share of the invitations that would not exist without the texts."""
        return float(self.invited[:, self.slots :].sum() / max(self.invited.sum(), 1))


def one_line_texts(
    files: int = 600,
    slots: int = 40,
    known: float = 0.3,
    asked: float = 0.4,
    delighted: float = 0.5,
    warning: float = 0.1,
    *,
    replicates: int = 200,
    seed: int = 1,
) -> Texts:
    """Let one program send its texts, in several seasons.

    Parameters
    ----------
    files, slots : int
        Applications, and interviews to give (S1-09: 600 and 40).
    known : float
        Share of the files that name somebody whom the program knows.
    asked : float
        Chance that it asks about such a file, where the file is borderline: after the best half
        of the slots, and within three times as many files as there are slots (S1-21).
    delighted, warning : float
        Shares of the answers; the rest is "they're fine".
    replicates, seed : int
        How many seasons, and the seed of their luck.

    Returns
    -------
    Texts

    Raises
    ------
    MarketError
        Naming every number out of range.

    Examples
    --------
    >>> one_line_texts(), one_line_texts(asked=0).owed()
    (<40 of 600 files, 13% by a text>, 0.0)
    """
    shares = {"known": known, "asked": asked, "delighted": delighted, "warning": warning}
    problems = [number_problem(name, value, 0, 1, whole=False) for name, value in shares.items()]
    problems += [number_problem("files", files, 1, 10_000, whole=True)]
    problems += [number_problem("slots", slots, 0, 10_000, whole=True)]
    raise_if_any([*problems, *study_problems(replicates, seed)])
    raise_if_any(["delighted and warning make more than 1"] * (delighted + warning > 1))
    years = noise.Years(seed, np.arange(replicates))
    who = noise.pair_keys(np.arange(files))
    place = np.arange(files)
    line = (place >= slots // 2) & (place < 3 * slots)
    luck = noise.uniform(years.keys("texts")[:, None], who)
    told = noise.uniform(years.keys("answers")[:, None], who)
    answer = np.select(
        [told < delighted, told >= 1 - warning], [DELIGHTED, WARNING], default=FINE
    ).astype(np.int8)
    answer[~((luck < known * asked) & line)] = -1
    # Delighted answers go in first, warnings out; the others keep the order of the files.
    group = np.select([answer == DELIGHTED, answer == WARNING], [0, 2], default=1)
    group[:, : slots // 2] = 0  # nobody asks about those, and they are in
    order = np.argsort(group * files + place, axis=1, kind="stable")
    invited = np.zeros(answer.shape, bool)
    np.put_along_axis(invited, order[:, :slots], True, axis=1)
    return Texts(slots, answer, invited)
