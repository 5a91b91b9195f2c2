"""The applications that programs may read, and what is believed of each before the season.

What does not change between the seasons of a market is worked out here, once: for a class
when it is drawn, for "you" at every turn of a dial.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.calls import (
    Calls,
    bar_of_top_files,
    class_of_file,
    find_calls,
)
from engine.backchannel.hearing import Heard, hear, pass_on
from engine.backchannel.speakers import Speakers
from engine.base import noise
from engine.base.columns import protected
from engine.base.grouping import Ints, edges_followed_by
from engine.base.noise import Years
from engine.market.market import Market
from engine.scenario.assumptions import Assumptions
from engine.season.belief import Belief, beliefs, first_impressions
from engine.season.filters import chance_reopens, chance_unaided, stopped_by
from engine.season.impression import bare_appeal, fit

Appeals = NDArray[np.float32]


@dataclass(frozen=True, eq=False, kw_only=True)
class Applications:
    """The applications of a market that a program may read, and what it makes of them.

    Attributes
    ----------
    market : Market
        Whose applications; where there is a "you", "you" are the last applicant.
    speakers : Speakers
        Who may speak.
    dials : Assumptions
        The model's dials.
    row : ndarray of int, shape (L,)
        Number of each application in the market; ascending, so yours come last.
    stopped : ndarray of int8, shape (L,)
        The filter that stops it: index into `engine.base.codes.FILTERS`, 0 if none.
    chance_unaided : ndarray of float32, shape (L,)
        Chance that it gets past that filter without a voice.
    file_class : ndarray of int8, shape (L,)
        How a program sees it when it thinks of calling somebody: index into
        `engine.base.codes.FILE_CLASSES`.
    applicant, program : ndarray of int, shape (L,)
        Whose it is, and to which program.
    pair : ndarray of uint64, shape (L,)
        Its noise key.
    start : ndarray of int, shape (A + 1,)
        Applicant ``a`` has applications ``start[a]:start[a + 1]``.
    belief : dict of str to Belief
        From `engine.season.belief.beliefs`.
    appeal : dict of str to ndarray of float32, shape (L,)
        At "screening" and after the "interview", before luck, taste and voices.
    liking : ndarray of float32, shape (L,)
        How much the applicant likes the program before the interview.
    first_impression : ndarray of float64, shape (L,)
        What the first look makes the program believe, in SD of readiness: of all of
        the file, or of the one thing that settled the look.
    calls : Calls
        Who may be heard about them.
    reopens : ndarray of float32, shape (C,)
        Chance that a call, acted on as praise, reopens the filter.
    top_bar : dict of str to ndarray of float, shape (P,)
        From `engine.backchannel.calls.bar_of_top_files`, of the class; for each look of ``appeal``.
    """

    market: Market
    speakers: Speakers
    dials: Assumptions
    row: Ints
    stopped: NDArray[np.int8]
    chance_unaided: NDArray[np.float32]
    file_class: NDArray[np.int8]
    applicant: Ints
    program: Ints
    pair: noise.Key
    start: Ints
    belief: dict[str, Belief]
    appeal: dict[str, Appeals]
    liking: NDArray[np.float32]
    first_impression: NDArray[np.float64]
    calls: Calls
    reopens: NDArray[np.float32]
    top_bar: dict[str, NDArray[np.float64]]

    def __len__(self) -> int:
        return len(self.row)

    @property
    def yours(self) -> slice:
        """The applications of the last applicant."""
        return slice(int(self.start[-2]), int(self.start[-1]))

    def joined(self, other: Applications) -> Applications:
        """Add the applications of further applicants to the same programs."""
        columns = ("stopped", "chance_unaided", "file_class", "program", "pair", "liking")
        both: dict[str, Any] = {
            name: np.append(getattr(self, name), getattr(other, name))
            for name in (*columns, "first_impression", "reopens")
        }
        return replace(
            self,
            market=self.market.joined(other.market),
            speakers=self.speakers.joined(other.speakers),
            row=np.append(self.row, other.row + len(self.market.program)),
            applicant=np.append(self.applicant, other.applicant + len(self.market.applicants)),
            start=edges_followed_by(self.start, other.start),
            belief={stage: mine.joined(other.belief[stage]) for stage, mine in self.belief.items()},
            appeal={
                stage: np.append(mine, other.appeal[stage]) for stage, mine in self.appeal.items()
            },
            calls=self.calls.joined(other.calls, len(self), len(self.speakers)),
            **both,
        )

    def heard(self, years: Years) -> Heard:
        """Draw which of the calls are acted on in each season, and what is said in them."""
        return hear(self.calls, self.speakers, years)

    def passed_on(self, words: Heard, years: Years) -> Heard:
        """Let the bad ones of some words about these applications travel on."""
        programs = self.market.programs
        return pass_on(
            words, self.speakers, programs, self.applicant, self.program, self.dials, years
        )


def read_applications(
    market: Market,
    speakers: Speakers,
    dials: Assumptions,
    *,
    school_record: float = 0.0,
    top_bar: dict[str, NDArray[np.float64]] | None = None,
) -> Applications:
    """Work out what programs make of applications before the season.

    For a class, what no door can get past a filter is dropped for good. For "you" alone, who
    bring ``top_bar`` of the class they join, every application is kept.
    ``school_record`` is by how many steps programs think otherwise of the applicants' school
    than of its type.
    """
    who = market.applicant
    prior = dials.priors()[market.applicants.kind] + school_record * dials.spillover
    belief = beliefs(market, prior, dials)
    stopped = stopped_by(market.applicants, market.programs, who, market.program)
    near, wrong = market.same_region, market.wrong_field
    appeal = {}
    for look, stage in (("screening", "screening"), ("interview", "ranking")):
        worth = fit(stage, near, wrong, dials, market.signal, market.at_home)
        appeal[look] = bare_appeal(stage, belief[look], who, worth, dials).astype(np.float32)
    others = top_bar is None
    if top_bar is None:
        top_bar = {look: bar_of_top_files(market, seen, stopped) for look, seen in appeal.items()}
    file_class = class_of_file(market, appeal["screening"], top_bar["screening"])
    # Who is asked about follows from the whole file; what is believed at first may not.
    first = first_impressions(market, belief["screening"], dials, prior)
    appeal["screening"] += (first - belief["screening"].mean[who]).astype(np.float32)
    calls = find_calls(market, speakers, who, market.program, dials, file_class)
    reopens = chance_reopens(market, speakers, calls, stopped, dials)
    unaided = chance_unaided(market, stopped, dials)

    readable = np.ones(len(who), bool)
    if others:
        readable = (stopped == 0) | (unaided > 0)
        readable[calls.application[reopens > 0]] = True
    row, number = np.flatnonzero(readable), np.cumsum(readable) - 1
    kept = readable[calls.application]
    applicant = who[row].astype(np.int64)
    return protected(
        Applications(
            market=market,
            speakers=speakers,
            dials=dials,
            row=row,
            stopped=stopped[row],
            chance_unaided=unaided[row],
            file_class=file_class[row],
            applicant=applicant,
            program=market.program[row].astype(np.int64),
            pair=market.pairs[row],
            start=np.searchsorted(applicant, np.arange(len(market.applicants) + 1)),
            belief=belief,
            appeal={stage: seen[row] for stage, seen in appeal.items()},
            liking=market.liking[row].astype(np.float32),
            first_impression=first[row],
            calls=replace(calls.only(kept), application=number[calls.application[kept]]),
            reopens=reopens[kept],
            top_bar=top_bar,
        )
    )
