"""What is heard and acted on in each season, and how a bad word travels on.

Where ``voices_combine`` is "ripple", a negative word that one program acts on also
comes to other programs the applicant applied to: more often in the same region
than in the same field, and least elsewhere (S1-41). The document's 60, 30 and 10
may be chances, or parts of one harm; ``ripple_reading`` chooses.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.calls import Calls
from engine.backchannel.speakers import Speakers
from engine.base import noise
from engine.base.grouping import place_in_group
from engine.market.market import Market
from engine.scenario.assumptions import Assumptions


@dataclass(frozen=True, eq=False)
class Heard:
    """The words that programs act on; one entry each, by season and application.

    Attributes
    ----------
    season : ndarray of int, shape (H,)
        Number of the season, or of the call where each call has its own.
    call : ndarray of int, shape (H,)
        Which call it was first said in.
    row : ndarray of int, shape (H,)
        The application it is about.
    speaker : ndarray of int, shape (H,)
        Who said it.
    pair : ndarray of uint64, shape (H,)
        Noise key of speaker and program.
    value : ndarray of float, shape (H,)
        What was said, in SD of readiness.
    share : ndarray of float, shape (H,)
        How much of the word's weight arrives.
    early : ndarray of bool, shape (H,)
        Whether it is heard before the invitations.
    own_ears : ndarray of bool, shape (H,)
        Whether the program heard the speaker, and not what others passed on.
    """

    season: NDArray[np.int64]
    call: NDArray[np.int64]
    row: NDArray[np.int64]
    speaker: NDArray[np.int64]
    pair: noise.Key
    value: NDArray[np.float64]
    share: NDArray[np.float64]
    early: NDArray[np.bool_]
    own_ears: NDArray[np.bool_]

    def only(self, chosen: NDArray[np.bool_] | NDArray[np.int64]) -> Heard:
        """Keep some of the words."""
        return Heard(*(getattr(self, spec.name)[chosen] for spec in fields(self)))


def hear(made: Calls, people: Speakers, seed: int, replicate: NDArray[np.int64]) -> Heard:
    """Draw which calls are acted on, and what is said in them.

    Parameters
    ----------
    made : Calls
        The calls, C of them.
    people : Speakers
        Who speaks.
    seed : int
        The study's seed.
    replicate : ndarray of int
        Seasons: shape (R, 1) hears all calls in each, shape (C,) one season per call.

    Returns
    -------
    Heard
        What a speaker says is the same to everybody who hears it in a season.
    """

    def keys(stage: str) -> noise.Key:
        return noise.season_keys(seed, stage, replicate.ravel())

    luck = noise.uniform(keys("acted on").reshape(replicate.shape), made.pair)
    found = np.flatnonzero(luck < made.chance)
    season, call = (found, found) if replicate.ndim == 1 else np.divmod(found, luck.shape[1])
    who = made.speaker[call]
    value = people.expected[who]
    varies = np.flatnonzero(people.spread[who])
    said = noise.normal(keys("says")[season[varies]], noise.pair_keys(people.key[who[varies]]))
    value[varies] += people.spread[who[varies]] * said
    return Heard(
        season=season,
        call=call,
        row=made.row[call],
        speaker=who,
        pair=made.pair[call],
        value=value,
        share=np.ones(len(who)),
        early=luck.ravel()[found] < made.early[call],
        own_ears=np.ones(len(who), bool),
    )


def pass_on(
    heard: Heard,
    people: Speakers,
    market: Market,
    person: NDArray[np.int64],
    program: NDArray[np.integer],
    dials: Assumptions,
    seed: int,
    replicate: NDArray[np.int64],
) -> Heard:
    """Let bad words travel, where the dials say that they do.

    Parameters
    ----------
    heard : Heard
        What programs heard themselves.
    people : Speakers
        Who speaks.
    market : Market
        Whose programs.
    person, program : ndarray of int, shape (N,)
        Whose each application is (never falling), and to which program.
    dials : Assumptions
        ``voices_combine``, and how far words go.
    seed : int
        The study's seed.
    replicate : ndarray of int
        As in `hear`.

    Returns
    -------
    Heard
        With what was passed on; by season and application.
    """
    if dials.voices_combine != "ripple":
        return heard
    bad = np.flatnonzero(heard.value < 0)
    whose = person[heard.row[bad]]
    first = np.searchsorted(person, whose)
    number = np.searchsorted(person, whose, side="right") - first
    nth = np.repeat(np.arange(len(bad)), number)
    row = first[nth] + place_in_group(number)
    elsewhere = row != heard.row[bad][nth]
    nth, row = nth[elsewhere], row[elsewhere]
    word = bad[nth]
    there, here = program[heard.row[word]], program[row]
    programs = market.programs
    relation = np.where(
        programs.region[there] == programs.region[here],
        0,
        np.where(programs.field[there] == programs.field[here], 1, 2),
    )
    part = np.array([dials.ripple_region, dials.ripple_field, dials.ripple_other])[relation]
    pair = noise.pair_keys(people.key[heard.speaker[word]], here)
    years = replicate.ravel()
    if dials.ripple_reading == "split":
        group = 3 * nth + relation
        part /= np.bincount(group, minlength=3 * len(bad))[group]
        goes = part > 0
    else:
        luck = noise.uniform(noise.season_keys(seed, "ripples", years)[heard.season[word]], pair)
        goes = luck < part
        part = np.ones(len(part))
    word, row = word[goes], row[goes]
    moved = heard.only(word)
    told = Heard(
        season=moved.season,
        call=moved.call,
        row=row,
        speaker=moved.speaker,
        pair=pair[goes],
        value=moved.value,
        share=moved.share * part[goes],
        early=moved.early,
        own_ears=np.zeros(len(row), bool),
    )
    return _once(heard, told, years)


def _once(heard: Heard, told: Heard, years: NDArray[np.int64]) -> Heard:
    """Put both together: of what one speaker said, a program takes note once a season."""
    both = Heard(
        *(
            np.concatenate([getattr(one, spec.name) for one in (heard, told)])
            for spec in fields(Heard)
        )
    )
    year = years[both.season]
    order = np.lexsort((-both.share, ~both.early, ~both.own_ears, both.speaker, both.row, year))
    same = np.zeros(len(order), bool)
    columns = (year[order], both.row[order], both.speaker[order])
    same[1:] = np.all([column[1:] == column[:-1] for column in columns], axis=0)
    kept = np.sort(order[~same])
    return both.only(kept[np.lexsort((both.row[kept], both.season[kept]))])
