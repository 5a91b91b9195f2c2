"""The files that programs may read: which there are, and what is believed of each at first.

What does not change between the seasons of a market is worked out here, once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.calls import Calls, chance_asked, find_calls
from engine.backchannel.speakers import Speakers
from engine.base import noise
from engine.base.codes import STAGES
from engine.market.market import Market, read_only
from engine.scenario.assumptions import Assumptions
from engine.scenario.you import SCHOOL_RECORDS, You
from engine.season.filters import chance_reopens, own_doors
from engine.season.glance import first_looks
from engine.season.impression import Belief, read_file


@dataclass(frozen=True, eq=False)
class Files:
    """The applications of a market that a program may read, and what it makes of them.

    Attributes
    ----------
    market : Market
        Everybody, "you" last.
    people : Speakers
        Who may speak.
    dials : Assumptions
        The model's dials.
    row : ndarray of int, shape (L,)
        Number of each application in the market; ascending, so yours come last.
    stopped : ndarray of int8, shape (L,)
        The filter that stops it, 0 if none (see `engine.season.filters`).
    door : ndarray of float32, shape (L,)
        Chance that it gets past that filter by itself.
    applicant, program : ndarray of int, shape (L,)
        Whose it is, and to which program.
    pair : ndarray of uint64, shape (L,)
        Its noise key.
    start : ndarray of int, shape (A + 1,)
        Applicant ``a`` has files ``start[a]:start[a + 1]``.
    belief : dict of str to Belief
        By stage: screening, ranking, soap; and "interview", which is ranking after an
        interview that shows the true readiness.
    appeal : dict of str to ndarray of float32, shape (L,)
        At screening and after the interview, before luck, taste and voices.
    liking : ndarray of float32, shape (L,)
        How much the applicant likes the program before the interview.
    look : ndarray of float64, shape (L,)
        What the first look makes the program believe, in SD of readiness: of all of
        the file, or of the one thing that settled the look.
    calls : Calls
        Who may be heard about them, by number of the file.
    reopens : ndarray of float32, shape (C,)
        Chance that a call, acted on as praise, reopens the filter.
    you : You
        What you do around your file.
    """

    market: Market
    people: Speakers
    dials: Assumptions
    row: NDArray[np.int64]
    stopped: NDArray[np.int8]
    door: NDArray[np.float32]
    applicant: NDArray[np.int64]
    program: NDArray[np.int64]
    pair: noise.Key
    start: NDArray[np.int64]
    belief: dict[str, Belief]
    appeal: dict[str, NDArray[np.float32]]
    liking: NDArray[np.float32]
    look: NDArray[np.float64]
    calls: Calls
    reopens: NDArray[np.float32]
    you: You

    @property
    def yours(self) -> slice:
        """Your files."""
        return slice(int(self.start[-2]), int(self.start[-1]))


def open_files(
    market: Market,
    people: Speakers,
    dials: Assumptions,
    stopped: NDArray[np.int8],
    you: You | None = None,
) -> Files:
    """Drop for good what no door can get past a filter; read the rest.

    Parameters
    ----------
    market : Market
        Everybody, "you" last.
    people : Speakers
        Who may speak.
    dials : Assumptions
        The model's dials.
    stopped : ndarray of int8, shape (E,)
        Filter that stops each application, 0 if none.
    you : You, optional
        Your school's record, and whom you told that they are first.

    Returns
    -------
    Files
        Every application of "yours", and every other that may be read.
    """
    you = you or You()
    prior = dials.priors()[market.applicants.kind]
    prior[-1] += SCHOOL_RECORDS[you.school_record] * dials.spillover
    belief = _beliefs(market, dials, prior)
    caution = {"screening": dials.caution_screening, "interview": dials.caution_ranking}
    region = dials.fit_region * market.same_region + dials.fit_wrong_field * market.wrong_field
    fit = {"screening": region + dials.fit_signal * market.signal, "interview": region}
    appeal = {
        stage: (belief[stage].cautious(caution[stage])[market.applicant] + fit[stage]).astype(
            np.float32
        )
        for stage in fit
    }
    asked = chance_asked(market, appeal["screening"], stopped, dials)
    look = first_looks(market, belief["screening"], dials, prior)
    appeal["screening"] += (look - belief["screening"].mean[market.applicant]).astype(np.float32)
    made = find_calls(market, people, market.applicant, market.program, dials, asked)
    reopens = chance_reopens(market, people, made, stopped, dials)
    door = own_doors(market, stopped, dials)
    readable = (stopped == 0) | (door > 0)
    readable[made.row[reopens > 0]] = True
    readable[market.start[-2] :] = True
    number = np.cumsum(readable) - 1
    row = np.flatnonzero(readable)
    keep = readable[made.row]
    applicant = market.applicant[row].astype(np.int64)
    files = Files(
        market=market,
        people=people,
        dials=dials,
        row=row,
        stopped=stopped[row],
        door=door[row],
        applicant=applicant,
        program=market.program[row].astype(np.int64),
        pair=market.pairs[row],
        start=np.searchsorted(applicant, np.arange(len(market.applicants) + 1)),
        belief=belief,
        appeal={stage: seen[row] for stage, seen in appeal.items()},
        liking=market.liking[row].astype(np.float32),
        look=look[row],
        calls=made.of(keep, number[made.row]),
        reopens=reopens[keep],
        you=you,
    )
    read_only(files)
    return files


def _beliefs(market: Market, dials: Assumptions, prior: NDArray[np.float64]) -> dict[str, Belief]:
    """Read everybody's file with the weights of each stage."""
    people = market.applicants
    belief = {
        stage: Belief(
            *read_file(people.items, dials.file_weights(stage), prior, dials.prior_weight)
        )
        for stage in STAGES
    }
    file, weight = belief["ranking"], dials.weight_ranking_interview
    truth = weight * float(np.sqrt(dials.interview_truth)) * people.readiness
    total = file.total + weight
    belief["interview"] = Belief(
        (file.total * file.mean + truth) / total, file.precision + weight, total
    )
    return belief
