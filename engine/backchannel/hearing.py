"""What is heard and acted on in each season, and how a bad word travels on.

Where ``voices_combine`` has "ripple" in it, a negative word that one program acts on also
comes to other programs the applicant applied to: more often in the same region
than in the same field, and least elsewhere (S1-41). The document's 60, 30 and 10
may be chances, or parts of one harm; ``ripple_reading`` chooses.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.calls import Calls
from engine.backchannel.speakers import Speakers
from engine.base import noise
from engine.base.columns import Rows, concatenated, only_rows
from engine.base.grouping import Ints, first_of_each, group_of, group_sizes, ranges
from engine.base.noise import Years
from engine.base.ordering import sorted_rows
from engine.market.market import Programs
from engine.scenario.assumptions import Assumptions


@dataclass(frozen=True, eq=False)
class Heard:
    """The words that programs act on; one entry each, by season and application.

    Attributes
    ----------
    season : ndarray of int, shape (H,)
        Which of the seasons played, counted from 0.
    call : ndarray of int, shape (H,)
        Which call it was first said in.
    application : ndarray of int, shape (H,)
        The application it is about.
    speaker : ndarray of int, shape (H,)
        Who said it.
    pair : ndarray of uint64, shape (H,)
        Noise key of speaker and program.
    value : ndarray of float, shape (H,)
        What was said, in SD of readiness.
    share : ndarray of float, shape (H,)
        How much of the word's weight arrives.
    before_invitations : ndarray of bool, shape (H,)
        Whether it is heard before the invitations.
    known : ndarray of bool, shape (H,)
        Whether the program that heard it first knows the speaker.
    firsthand : ndarray of bool, shape (H,)
        Whether the program heard the speaker, and not what others passed on.
    """

    season: Ints
    call: Ints
    application: Ints
    speaker: Ints
    pair: noise.Key
    value: NDArray[np.float64]
    share: NDArray[np.float64]
    before_invitations: NDArray[np.bool_]
    known: NDArray[np.bool_]
    firsthand: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.season)

    def only(self, rows: Rows) -> Heard:
        """Keep some of the words."""
        return only_rows(self, rows)


def hear(
    calls: Calls,
    speakers: Speakers,
    years: Years,
    season: Ints | None = None,
    *,
    stage: str = "acted on",
) -> Heard:
    """Draw which calls are acted on, and what is said in them.

    What a speaker says is the same to everybody who hears it in a season. With ``season``, shape
    (C,), every call has one season only, given as its place in ``years`` (in SOAP); without
    it each of the C calls may be heard in each of the R seasons. ``stage`` names the luck.
    """
    keys = years.keys(stage)
    if season is None:
        luck = noise.uniform(keys[:, None], calls.pair)
        found = np.flatnonzero(luck < calls.chance)
        season, call = np.divmod(found, luck.shape[1])
    else:
        luck = noise.uniform(keys[season], calls.pair)
        found = call = np.flatnonzero(luck < calls.chance)
        season = season[call]
    speaker = calls.speaker[call]
    value = speakers.value_mean[speaker]
    varies = np.flatnonzero(speakers.value_sd[speaker])
    says = years.keys("says")[season[varies]]
    said = noise.normal(says, noise.pair_keys(speakers.key[speaker[varies]]))
    value[varies] += speakers.value_sd[speaker[varies]] * said
    return Heard(
        season=season,
        call=call,
        application=calls.application[call],
        speaker=speaker,
        pair=calls.pair[call],
        value=value,
        share=np.ones(len(call)),
        before_invitations=luck.ravel()[found] < calls.before_invitations[call],
        known=calls.known[call],
        firsthand=np.ones(len(call), bool),
    )


def travels(dials: Assumptions) -> bool:
    """Whether a bad word that one program acts on may come to others."""
    return "ripple" in dials.voices_combine


def pass_on(
    heard: Heard,
    speakers: Speakers,
    programs: Programs,
    owner: Ints,
    program: NDArray[np.integer],
    dials: Assumptions,
    years: Years,
) -> Heard:
    """Let bad words travel, where the dials say that they do; the words come back in their order.

    ``owner`` and ``program``, shape (N,), say whose each application is (never falling; in SOAP
    one applicant has an owner a season), and where it went. ``years`` are the seasons that
    ``heard.season`` counts.
    """
    if not travels(dials):
        return heard
    # Each bad word is paired with the other applications of whom it is about.
    bad = np.flatnonzero(heard.value < 0)
    whose = owner[heard.application[bad]]
    first = np.searchsorted(owner, whose)
    number = np.searchsorted(owner, whose, side="right") - first
    nth = group_of(number)
    application = ranges(first, number)
    elsewhere = application != heard.application[bad][nth]
    nth, application = nth[elsewhere], application[elsewhere]
    word = bad[nth]
    there, here = program[heard.application[word]], program[application]
    relation = np.where(
        programs.region[there] == programs.region[here],
        0,
        np.where(programs.field[there] == programs.field[here], 1, 2),
    )
    part = np.array([dials.ripple_region, dials.ripple_field, dials.ripple_other])[relation]
    pair = noise.pair_keys(speakers.key[heard.speaker[word]], here)
    if dials.ripple_reading == "split":  # one harm, shared by all programs of a relation
        group = 3 * nth + relation
        part /= group_sizes(group, 3 * len(bad))[group]
        goes = part > 0
    else:  # a chance to be heard, in full
        keys = years.keys("ripples")[heard.season[word]]
        goes = noise.uniform(keys, pair) < part
        part = np.ones(len(part))
    moved = heard.only(word[goes])
    secondhand = replace(
        moved,
        application=application[goes],
        pair=pair[goes],
        share=moved.share * part[goes],
        firsthand=np.zeros(len(moved), bool),
    )
    return _deduplicate(heard, secondhand)


def _deduplicate(heard: Heard, secondhand: Heard) -> Heard:
    """Put both together: of what one speaker said, a program takes note once a season.

    What it heard itself counts before what was passed on, then the earlier and the fuller.
    """
    both = concatenated(Heard, heard, secondhand)
    places = int(both.application.max(initial=0)) + 1
    about = both.season.astype(np.int64) * places + both.application
    said = about * (int(both.speaker.max(initial=0)) + 1) + both.speaker
    later = 2 * ~both.firsthand + ~both.before_invitations
    if (both.share == 1).all():  # as nearly always
        order = sorted_rows(said, later, rank_bits=2)
    else:
        order = np.lexsort((-both.share, later, said))
    kept = np.sort(order[first_of_each(said[order])])
    return both.only(kept[np.argsort(about[kept], kind="stable")])
