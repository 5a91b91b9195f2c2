"""Which voices a program comes to hear: speakers who call, and speakers who are called.

Some speakers approach programs unasked (S4-24). The others are heard only where a
program that knows them asks, and it asks mostly about borderline and flagged files
(S1-21), in a fixed order and not for long (S1-27, S0-20 to S0-23). In SOAP nobody
may approach a program first (R1): everybody has to be asked.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.speakers import BY_TIES, INSIDER, KNOWN, Speakers
from engine.backchannel.ties import distance
from engine.base import noise
from engine.base.grouping import nth_in_group, place_in_group
from engine.market.market import Market
from engine.scenario.assumptions import Assumptions


@dataclass(frozen=True, eq=False)
class Calls:
    """Who may be heard about which application; one entry per call, by row.

    Attributes
    ----------
    row : ndarray of int, shape (C,)
        The application it is about.
    speaker : ndarray of int, shape (C,)
        Who speaks.
    chance : ndarray of float32, shape (C,)
        Chance that the program hears it and acts on it before its list is final.
    early : ndarray of float32, shape (C,)
        The same before the invitations; who is heard early stays heard.
    pair : ndarray of uint64, shape (C,)
        Noise key of speaker and program.
    known : ndarray of bool, shape (C,)
        Whether the program knows the speaker.
    """

    row: NDArray[np.int64]
    speaker: NDArray[np.int64]
    chance: NDArray[np.float32]
    early: NDArray[np.float32]
    pair: noise.Key
    known: NDArray[np.bool_]

    def of(self, chosen: NDArray[np.bool_], row: NDArray[np.int64]) -> Calls:
        """Keep some of the calls, their applications numbered anew."""
        return Calls(
            row=row[chosen],
            speaker=self.speaker[chosen],
            chance=self.chance[chosen],
            early=self.early[chosen],
            pair=self.pair[chosen],
            known=self.known[chosen],
        )


def chance_asked(
    market: Market,
    appeal: NDArray[np.floating],
    stopped: NDArray[np.int8],
    dials: Assumptions,
) -> NDArray[np.float64]:
    """Say how likely a program is to ask about each application of a market.

    Parameters
    ----------
    market : Market
        E applications, "yours" last: your file puts nobody else in another class.
    appeal : ndarray of float, shape (E,)
        How the programs see the bare files.
    stopped : ndarray of int8, shape (E,)
        Filter that stops each, 0 if none.
    dials : Assumptions
        The chances for top, borderline and flagged files.

    Returns
    -------
    ndarray of float, shape (E,)
        Flagged: a failed attempt, or more years since graduation than the program
        likes. Top: as good as those who would fill its positions. Else borderline.
    """
    people, programs = market.applicants, market.programs
    others = np.flatnonzero(stopped[: market.start[-2]] == 0)
    order = others[np.lexsort((-appeal[others], market.program[others]))]
    size = np.bincount(market.program[others], minlength=len(programs))
    last = np.cumsum(size) - size + programs.positions - 1
    bar = np.full(len(programs), -np.inf)
    full = np.flatnonzero((size >= programs.positions) & (programs.positions > 0))
    bar[full] = appeal[order[last[full]]]
    flagged = people.failed_attempt[market.applicant]
    flagged |= people.years[market.applicant] > programs.year_limit[market.program]
    return np.select(
        [flagged, appeal >= bar[market.program]],
        [dials.chance_called_flagged, dials.chance_called_top],
        default=dials.chance_called_borderline,
    )


def find_calls(
    market: Market,
    people: Speakers,
    applicant: NDArray[np.integer],
    program: NDArray[np.integer],
    dials: Assumptions,
    asked: NDArray[np.float64] | None = None,
) -> Calls:
    """Find who may be heard about each of some applications.

    A program asks few people about one application. Who is asked takes the place of who
    would have been next, so that one more lukewarm word can keep a worse, or a better,
    one from being heard.

    Parameters
    ----------
    market : Market
        Ties live between speakers and programs, keyed by the market's seed, so
        that a new pair needs no stored tie.
    people : Speakers
        Everybody who may speak.
    applicant, program : ndarray of int, shape (N,)
        The applications.
    dials : Assumptions
        How common ties and calls are, and how often a voice is acted on.
    asked : ndarray of float, shape (N,), optional
        From `chance_asked`; without it the applications are those of SOAP, where
        speakers do not call unasked.

    Returns
    -------
    Calls
        By application, numbered from 0 in the order given.
    """
    first = people.start[applicant]
    number = people.start[applicant + 1] - first
    row = np.repeat(np.arange(len(number)), number)
    speaker = first[row] + place_in_group(number)
    where = program[row]
    far = distance(market, people.key[speaker], applicant[row], where, dials)
    known = far < dials.tie_share
    reached = known.copy()
    for someone, reach in people.reach.items():
        spoken = np.flatnonzero(speaker == someone)
        reached[spoken] = reach[where[spoken]]
    as_told = people.known[speaker]
    known = np.where(as_told == BY_TIES, known, as_told >= KNOWN)
    kept = np.flatnonzero(reached)
    row, speaker, where, known = row[kept], speaker[kept], where[kept], known[kept]
    acted = np.where(known, dials.chance_acted_on_known, dials.chance_acted_on_unknown)
    acted[people.known[speaker] == INSIDER] = dials.chance_acted_on_inside
    # A warm tone makes sure at most that a clear word is acted on: it opens no closed list.
    acted = np.minimum(acted * people.drive[speaker], 1.0) * people.clear[speaker]
    if dials.endorsement_effect == "none":
        acted[:] = 0.0
    if asked is None:
        calls_unasked = np.zeros(len(row), bool)
        turn, soon, late = people.turn_in_soap, np.ones(len(row)), 1.0
        contact = np.full(len(row), dials.chance_called_soap)
    else:
        calls_unasked = nth_in_group(far[kept], speaker) < people.approach[speaker]
        turn, late = people.turn, people.late[speaker]
        soon = np.where(calls_unasked, 1.0, dials.calls_before_invitations) * people.soon[speaker]
        contact = asked[row]
    # A program asks few people about one application, in the order of who is asked first.
    quiet = np.flatnonzero(~calls_unasked)
    last = quiet[nth_in_group(turn[speaker[quiet]], row[quiet]) >= dials.speakers_called_most]
    contact[last] = 0.0
    chance = acted * np.where(calls_unasked, 1.0, contact)
    heard = calls_unasked | (contact > 0)
    everything = Calls(
        row=row,
        speaker=speaker,
        chance=(chance * late).astype(np.float32),
        early=(chance * soon).astype(np.float32),
        pair=noise.pair_keys(people.key[speaker], where),
        known=known,
    )
    return everything.of(heard, row)
