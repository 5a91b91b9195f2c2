"""Early offers seen closely: who was vetted, into which bucket, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine.base.codes import BUCKETS, NOT_VETTED, TYPES
from engine.base.grouping import Floats, Ints
from engine.scenario.scenario import Scenario
from engine.season.stages import SeasonBatch, play
from engine.study.simulation import check_study, class_and_you
from engine.study.tables import ordered

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False, repr=False)
class Vetted:
    """Everybody whom a program asked about before early offers; one entry per interview.

    Attributes
    ----------
    programs : tuple of str
        The names of all programs of the class.
    season, applicant, program : ndarray of int, shape (V,)
        Which season, who, and where.
    kind : ndarray of int8, shape (V,)
        Index into `engine.base.codes.TYPES`.
    you : ndarray of bool, shape (V,)
        Whether the applicant is "you".
    file : ndarray of float, shape (V,)
        What the file alone makes the program believe, in SD of readiness.
    bucket : ndarray of int8, shape (V,)
        Index into `engine.base.codes.BUCKETS`.
    offered, signed : ndarray of bool, shape (V,)
        Whether an offer was made, and accepted.
    """

    programs: tuple[str, ...]
    season: Ints
    applicant: Ints
    program: Ints
    kind: NDArray[np.int8]
    you: NDArray[np.bool_]
    file: Floats
    bucket: NDArray[np.int8]
    offered: NDArray[np.bool_]
    signed: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.season)

    def __repr__(self) -> str:
        return f"<{len(self)} interviews of programs that offer positions early>"

    def only(self, chosen: NDArray[np.bool_]) -> Vetted:
        """Keep some of the interviews."""
        return replace(self, **{name: getattr(self, name)[chosen] for name in _COLUMNS})

    def shares(self) -> dict[str, float]:
        """Share of those vetted in each bucket; NaN where nobody was.

        Examples
        --------
        >>> list(vetted(Scenario(preset="source", rules=False), 5).shares())
        ['safe', 'rank only', 'too risky']
        """
        count = np.bincount(self.bucket, minlength=len(BUCKETS))
        share = count / len(self) if len(self) else np.full(len(BUCKETS), np.nan)
        return dict(zip(BUCKETS, share.tolist(), strict=True))

    def table(self) -> pd.DataFrame:
        """One row per applicant type.

        Returns
        -------
        DataFrame
            applicant_type; vetted (interviews); safe, rank only, too risky, offered,
            signed (shares of these).
        """
        import pandas as pd

        rows = []
        for kind in range(len(TYPES)):
            here = self.kind == kind
            number = int(here.sum())
            found = {name: self.bucket[here] == code for code, name in enumerate(BUCKETS)}
            found |= {"offered": self.offered[here], "signed": self.signed[here]}
            shares = {name: share.mean() if number else np.nan for name, share in found.items()}
            rows.append({"vetted": number, **shares})
        return pd.DataFrame({"applicant_type": ordered(TYPES), **pd.DataFrame(rows)})


_AT_ONCE = 40  # seasons played at once
_COLUMNS = tuple(spec.name for spec in fields(Vetted) if spec.name != "programs")


def vetted(scenario: Scenario, replicates: int = 100, seed: int = 1) -> Vetted:
    """Play seasons, and keep everybody whom a program vetted before early offers.

    Parameters
    ----------
    scenario : Scenario
        With rules on, only programs outside the Match, or with an exception, vet anybody.
    replicates : int, default 100
        Number of seasons.
    seed : int, default 1
        Seed of what a season varies; the seasons are those of `simulate`.

    Returns
    -------
    Vetted

    Raises
    ------
    MarketError
        Naming a number of seasons, a seed or a program that cannot be used.

    Examples
    --------
    All In: a program that takes part in the Match offers nothing early.

    >>> len(vetted(Scenario(), 5))
    0
    """
    check_study(replicates, seed)
    others, yours = class_and_you(scenario)
    parts = [
        _vetted(play(others, yours, seed, seasons), seasons)
        for seasons in np.split(np.arange(replicates), range(_AT_ONCE, replicates, _AT_ONCE))
    ]
    columns: dict[str, Any] = {
        name: np.concatenate([getattr(part, name) for part in parts]) for name in _COLUMNS
    }
    return replace(parts[0], **columns)


def _vetted(batch: SeasonBatch, seasons: Ints) -> Vetted:
    """Keep the vetted of some seasons."""
    everybody, interviews = batch.applications, batch.interviews
    rows = np.flatnonzero(interviews.bucket != NOT_VETTED)
    application = interviews.application[rows]
    applicant = everybody.applicant[application]
    signed = batch.signed.ravel()[interviews.applicant_cell[rows]]
    return Vetted(
        programs=everybody.market.programs.names,
        season=seasons[interviews.season[rows]],
        applicant=applicant,
        program=everybody.program[application],
        kind=everybody.market.applicants.kind[applicant],
        you=applicant == everybody.market.you,
        file=everybody.belief["ranking"].mean[applicant],
        bucket=interviews.bucket[rows],
        offered=batch.offered_early[rows],
        signed=signed == interviews.program_cell[rows],
    )
