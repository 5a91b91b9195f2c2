"""You join the seasons of a class: exactly what `engine.season.stages.play` gives, much faster.

1. Your own applications alone go up to the certified lists: what the others do there, and how
   far programs invite, does not depend on you.
2. You propose last in the Match (`engine.season.joining.your_match`).
3. You take part in SOAP; or somebody you displaced does; or one position fewer is open there
   (`engine.season.joining.your_soap`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.scenario.you import Strategy
from engine.season.applications import Applications
from engine.season.class_and_you import Yours
from engine.season.ends import Ends, ends_of
from engine.season.joining.class_seasons import ClassSeasons
from engine.season.joining.how_far import HowFar, how_far
from engine.season.joining.your_match import YourMatch, your_match
from engine.season.joining.your_soap import soap_after
from engine.season.joining.your_way import YourWay, your_way
from engine.season.rank_lists import Interviews
from engine.season.stages import BeforeMatch, before_match


@dataclass(frozen=True, eq=False)
class _Joining:
    """A class that has played, and what of yours is known before the Match."""

    theirs: ClassSeasons
    strategy: Strategy
    everybody: Applications
    own: BeforeMatch


def join_class(
    theirs: ClassSeasons, yours: Yours, everybody: Applications | None = None
) -> tuple[HowFar, YourWay, Ends]:
    """Let you join the seasons of a class, and say how far everybody gets in each.

    What `engine.season.stages.play` gives for the same class, seed and seasons, without the
    other people's rows. ``everybody`` are the applications of both, where they are at hand.
    """
    both = _on_your_way(theirs, yours, everybody)
    match = your_match(theirs, both.everybody, both.own.interviews)
    far = {}
    for name, mine in vars(how_far(yours.applications, both.own)).items():
        far[name] = getattr(theirs, name).copy()
        far[name][:, -1:] = mine
    way = your_way(theirs, yours.applications, both.own, match)
    return HowFar(**far), way, _with_soap(both, match)


def matched_by_joining(theirs: ClassSeasons, yours: Yours) -> NDArray[np.bool_]:
    """Say in which seasons of a class you have a place before SOAP, shape (R,)."""
    both = _on_your_way(theirs, yours)
    return your_match(theirs, both.everybody, both.own.interviews).program[:, -1] >= 0


def offered_by_joining(theirs: ClassSeasons, yours: Yours) -> tuple[Interviews, NDArray[np.bool_]]:
    """Say which of your interviews in the seasons of a class led to an early offer.

    Your interviews, N of them, by themselves, and whether each did, shape (N,).
    """
    both = _on_your_way(theirs, yours)
    return both.own.interviews, your_match(theirs, both.everybody, both.own.interviews).offered


def _on_your_way(
    theirs: ClassSeasons, yours: Yours, everybody: Applications | None = None
) -> _Joining:
    """Let your own applications go up to the certified lists, as programs of the class invite."""
    own = before_match(
        yours.applications,
        yours.you,
        yours.rules,
        theirs.years,
        invited=(theirs.lists, theirs.invited_to),
    )
    if everybody is None:
        everybody = theirs.others.applications.joined(yours.applications)
    return _Joining(theirs, yours.strategy, everybody, own)


def _with_soap(both: _Joining, match: YourMatch) -> Ends:
    """Let SOAP follow on the Match, and put both together."""
    week = soap_after(both.theirs, both.everybody, both.own.interviews, both.strategy, match)
    return ends_of(match.program, match.signed_early, match.first_year, week)
