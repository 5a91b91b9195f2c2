"""How many places one call moves somebody: at the rank meeting, and in SOAP (S1-19, S2-41)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.base.errors import raise_if_any
from engine.base.settings import choice_problem
from engine.scenario.scenario import Scenario
from engine.season.stages import SeasonBatch
from engine.study.classes import chosen_classes, played_classes

if TYPE_CHECKING:
    import pandas as pd

MEETINGS = ("ranking", "soap")
_BORDERLINE = (0.45, 0.70)  # of the way down a list: neither safe nor out of sight
_ONLY_THERE = {
    "ranking": {"weight_voice_soap": 0.0},
    "soap": {"weight_voice_ranking": 0.0, "interview_gate": 10.0},
}


def places_moved(
    scenario: Scenario,
    role: str,
    phrase: str,
    *,
    at: str = "ranking",
    class_seeds: Iterable[int] = range(20),
    seasons: int = 20,
    seed: int = 1,
) -> pd.DataFrame:
    """Measure how far one word moves "you" on programs' lists, where you stand in their middle.

    The same seasons are played with and without somebody who says ``phrase`` to every program
    you applied to, each of which knows them. The word counts at that meeting alone: it comes
    after the invitations, and nothing else of the season moves.

    Parameters
    ----------
    scenario : Scenario
        Your file, the dials, the classes.
    role, phrase : str
        Who says what, names of the lexicon.
    at : {"ranking", "soap"}, default "ranking"
        At the rank meeting, or when programs list whom they would take in SOAP.
    class_seeds : iterable of int, default 0 to 19
        Classes to draw.
    seasons : int, default 20
        Seasons of each.
    seed : int, default 1
        Seed of what a season varies.

    Returns
    -------
    DataFrame
        One row: lists (how many had you in their middle: 45 to 70 % of the way down), length
        (their median), moved (share of them where the word moved you), places (median of those
        where it did, up is positive, without the lists it took you off), low, high (their
        quartiles), off (share of the lists that it took you off).

    Raises
    ------
    MarketError
        Naming a role, a phrase or a meeting that there is not.

    Examples
    --------
    >>> who, said = "home program director", "I'd take them"
    >>> praised = places_moved(Scenario(), who, said, class_seeds=[0, 1])
    >>> bool(praised.loc[0, "places"] > 0), float(praised.loc[0, "off"])
    (True, 0.0)
    """
    import pandas as pd

    raise_if_any([choice_problem("at", at, MEETINGS)])
    before = replace(scenario, voices=()).with_assumptions(**_ONLY_THERE[at])
    # Late enough to be heard at the rank meeting only, and heard at all of them.
    heard_everywhere = {"lists_open_late": 1.0, "blanket_cost": 0.0, "chance_acted_on_known": 1.0}
    before = before.with_assumptions(**heard_everywhere, chance_called_soap=1.0)
    chosen = chosen_classes(class_seeds, seasons, seed)
    everywhere = 5_000
    after = before.with_voice(role, phrase, 2, everywhere, known=True, when="January or later")
    unspoken = (_unspoken(before, number, seasons, seed, at) for number in chosen)
    spoken = map(_LISTS[at], played_classes(after, chosen, seasons, seed))
    table = np.concatenate([_moves(*pair) for pair in zip(unspoken, spoken, strict=True)])
    had, has, length = table.T
    middle = (had >= _BORDERLINE[0] * length) & (had < _BORDERLINE[1] * length)
    had, has, length = had[middle], has[middle], length[middle]
    off = has < 0
    climbed = (had - has)[~off & (has != had)]
    quartiles = np.percentile(climbed, [25, 50, 75]) if len(climbed) else [np.nan] * 3
    return pd.DataFrame(
        [
            {
                "lists": len(had),
                "length": float(np.median(length)) if len(had) else np.nan,
                "moved": float((has != had).mean()) if len(had) else np.nan,
                "places": quartiles[1],
                "low": quartiles[0],
                "high": quartiles[2],
                "off": float(off.mean()) if len(had) else np.nan,
            }
        ]
    )


@lru_cache(maxsize=32)
def _unspoken(scenario: Scenario, number: int, seasons: int, seed: int, at: str) -> Places:
    """Your places in a class where nobody speaks: kept, for one phrase follows another."""
    (batch,) = played_classes(scenario, [number], seasons, seed)
    return _LISTS[at](batch)


def _moves(before: Places, after: Places) -> NDArray[np.int64]:
    """Pair your places on every list that has you before: (N, 3) place, place after, length."""
    (had, length), (has, _) = before, after
    rows = [(had[cell], has.get(cell, -1), length[cell]) for cell in had]
    return np.array(rows, np.int64).reshape(-1, 3)


Places = tuple[dict[tuple[int, int], int], dict[tuple[int, int], int]]


def _on_rank_lists(batch: SeasonBatch) -> Places:
    """Your place on each rank order list, by season and program, and the list's length."""
    met = batch.interviews
    program = batch.applications.program[met.application]
    return _places(
        met.season,
        program,
        met.standing,
        met.application >= batch.applications.yours.start,
        len(batch.applications.market.programs),
    )


def _on_soap_lists(batch: SeasonBatch) -> Places:
    """Your place on each list of SOAP, by season and program, and the list's length."""
    week, market = batch.week, batch.applications.market
    return _places(
        week.season, week.program, week.standing, week.applicant == market.you, len(market.programs)
    )


def _places(
    season: NDArray[np.int64],
    program: NDArray[np.integer],
    standing: NDArray[np.int64],
    yours: NDArray[np.bool_],
    programs: int,
) -> Places:
    """Look up your places, and the lengths of those lists, by season and program."""
    cell = season * programs + program
    length = np.bincount(cell[standing >= 0].astype(np.intp), minlength=1)
    own = np.flatnonzero(yours & (standing >= 0))
    keys = list(zip(season[own].tolist(), program[own].tolist(), strict=True))
    return (
        dict(zip(keys, standing[own].tolist(), strict=True)),
        dict(zip(keys, length[cell[own]].tolist(), strict=True)),
    )


_LISTS = {"ranking": _on_rank_lists, "soap": _on_soap_lists}
