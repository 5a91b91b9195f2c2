"""Whom SOAP places: what of its weeks a season keeps of everybody."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.base.columns import Rows, only_rows
from engine.base.grouping import Ints
from engine.matching.soap import OfferRounds
from engine.season.soap.applying import SoapFiles
from engine.season.soap.week import SoapWeek


@dataclass(frozen=True, eq=False)
class Placements:
    """Whom SOAP places in some seasons, by season.

    Attributes
    ----------
    season : ndarray of int, shape (N,)
        Which season of those played.
    applicant, program : ndarray of int, shape (N,)
        Who is placed where, both numbered within the market.
    round : ndarray of int, shape (N,)
        In which round.
    """

    season: Ints
    applicant: NDArray[np.integer]
    program: NDArray[np.integer]
    round: NDArray[np.integer]

    def only(self, rows: Rows) -> Placements:
        """Keep some of them."""
        return only_rows(self, rows)

    def of(self, seasons: Ints) -> Placements:
        """Keep some seasons, in ascending order, numbered anew; by season."""
        place = np.full(max(self.season.max(initial=-1), seasons[-1]) + 1, -1)
        place[seasons] = np.arange(len(seasons))
        season = place[self.season]
        rows = np.flatnonzero(season >= 0)
        rows = rows[np.argsort(season[rows], kind="stable")]
        return replace(self.only(rows), season=season[rows])


def placements(files: SoapFiles | SoapWeek, rounds: OfferRounds) -> Placements:
    """Say whom the rounds placed, of those who sent some files."""
    taken = np.flatnonzero(rounds.accepted)
    return Placements(
        season=files.season[taken],
        applicant=files.applicant[taken],
        program=files.program[taken],
        round=rounds.accepted[taken],
    )
