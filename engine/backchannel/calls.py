"""Which voices a program comes to hear: speakers who call, and speakers who are called.

Some speakers approach programs unasked (S4-24). The others are heard only where a
program that knows them asks, and it asks mostly about borderline and flagged files
(S1-21), in a fixed order and not for long (S1-27, S0-20 to S0-23). In SOAP nobody
may approach a program first (R1): everybody has to be asked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.speakers import BY_TIES, EVERYWHERE, INSIDER, KNOWN, Speakers
from engine.backchannel.ties import acquaintances, pairs
from engine.base import noise
from engine.base.codes import BORDERLINE, FLAGGED, LIST_CLASSES, TOP
from engine.base.columns import Rows, concatenated, only_rows
from engine.base.grouping import Floats, Ints, edges, group_of, group_sizes, nth_in_group, ranges
from engine.market.market import Market
from engine.scenario.assumptions import Assumptions


@dataclass(frozen=True, eq=False)
class Calls:
    """Who may be heard about which application; one entry per call, by application.

    Attributes
    ----------
    application : ndarray of int, shape (C,)
        The application it is about.
    speaker : ndarray of int, shape (C,)
        Who speaks.
    chance : ndarray of float32, shape (C,)
        Chance that the program hears it and acts on it before its list is final.
    before_invitations : ndarray of float32, shape (C,)
        The same before the invitations; who is heard early stays heard.
    if_called : ndarray of float32, shape (C,)
        Chance that a program which asks acts on it before its list is final.
    pair : ndarray of uint64, shape (C,)
        Noise key of speaker and program.
    known : ndarray of bool, shape (C,)
        Whether the program knows the speaker.
    unasked : ndarray of bool, shape (C,)
        Whether the speaker calls without being asked.
    """

    application: Ints
    speaker: Ints
    chance: NDArray[np.float32]
    before_invitations: NDArray[np.float32]
    if_called: NDArray[np.float32]
    pair: noise.Key
    known: NDArray[np.bool_]
    unasked: NDArray[np.bool_]

    def only(self, rows: Rows) -> Calls:
        """Keep some of the calls."""
        return only_rows(self, rows)

    def joined(self, other: Calls, applications: int, speakers: int) -> Calls:
        """Add the calls about further applications, which come after so many of these."""
        moved = replace(
            other,
            application=other.application + applications,
            speaker=other.speaker + speakers,
        )
        return concatenated(Calls, self, moved)


def bar_of_top_files(
    market: Market, appeal: NDArray[np.floating], stopped: NDArray[np.int8]
) -> Floats:
    """Appeal of the file that would fill each program's last position, shape (P,).

    Of the bare files of a class that no filter stops; minus infinity where they do not
    fill the positions. "You" are not among them: your file puts nobody in another class.
    """
    programs = market.programs
    passing = np.flatnonzero(stopped == 0)
    order = passing[np.lexsort((-appeal[passing], market.program[passing]))]
    size = group_sizes(market.program[passing], len(programs))
    last = edges(size)[:-1] + programs.positions - 1
    bar = np.full(len(programs), -np.inf)
    full = np.flatnonzero((size >= programs.positions) & (programs.positions > 0))
    bar[full] = appeal[order[last[full]]]
    return bar


def class_of_file(market: Market, appeal: NDArray[np.floating], bar: Floats) -> NDArray[np.int8]:
    """Class of each application of a market: index into `FILE_CLASSES`, shape (E,).

    Flagged files: a failed attempt, or more years since graduation than the program likes.
    Top files: as good as those who would fill its positions (``bar``, from
    `bar_of_top_files`). All others are borderline (S1-21).
    """
    applicants, programs = market.applicants, market.programs
    flagged = applicants.failed_attempt[market.applicant]
    flagged |= applicants.years[market.applicant] > programs.year_limit[market.program]
    top = appeal >= bar[market.program]
    return np.select([flagged, top], [FLAGGED, TOP], default=BORDERLINE).astype(np.int8)


def chance_asked(file_class: NDArray[np.int8], dials: Assumptions) -> Floats:
    """How likely a program is to ask about applications of a class (S1-16, S1-21).

    >>> chance_asked(np.arange(len(LIST_CLASSES), dtype=np.int8), Assumptions()).tolist()
    [0.1, 0.4, 0.7, 0.7]
    """
    chances = [getattr(dials, f"chance_called_{name}") for name in LIST_CLASSES]
    asked: Floats = np.array(chances)[file_class]
    return asked


def chance_acted_on(
    acquaintance: NDArray[np.integer], known: NDArray[np.bool_], dials: Assumptions
) -> Floats:
    """Chance that a clear word is acted on, by how well the program knows the speaker (E03)."""
    chance = np.where(known, dials.chance_acted_on_known, dials.chance_acted_on_unknown)
    chance[acquaintance == INSIDER] = dials.chance_acted_on_inside
    if dials.endorsement_effect == "none":  # the study that found none: E04
        chance[:] = 0.0
    return chance


def find_calls(
    market: Market,
    speakers: Speakers,
    applicant: NDArray[np.integer],
    program: NDArray[np.integer],
    dials: Assumptions,
    file_class: NDArray[np.int8] | None = None,
) -> Calls:
    """Find who may be heard about each of N applications, numbered from 0 in the order given.

    1. Pair every application with the speakers of its applicant.
    2. Keep those the program has a tie to, or is addressed by.
    3. Who calls unasked is heard, as far as the lists are open when they call.
    4. Of the others a program asks few, in the order of who is asked first; each with the
       chance that it asks at all. Whoever is asked takes the place of who would have been
       next, so one more lukewarm word can keep a worse, or a better, one from being heard.

    ``file_class``, shape (N,), comes from `class_of_file`; without it the applications are those of
    SOAP, where only notes against the rules come unasked. Ties are keyed by the market's seed,
    so that a new pair needs no stored tie.
    """
    number = speakers.start[applicant + 1] - speakers.start[applicant]
    application = group_of(number)
    speaker = ranges(speakers.start[applicant], number)
    where = program[application]
    met = pairs(
        market,
        speakers.key[speaker],
        speakers.role[speaker],
        applicant[application],
        where,
        dials,
    )
    far = met.distance()
    tied = far < dials.tie_share
    reached = tied.copy()
    for someone, addressed in speakers.addressed.items():
        spoken = np.flatnonzero(speaker == someone)
        reached[spoken] = addressed[where[spoken]]
    # From here on only the pairs that can be heard: a tenth of all, or fewer.
    kept = np.flatnonzero(reached)
    application, speaker, where, far = application[kept], speaker[kept], where[kept], far[kept]
    as_told = speakers.acquaintance[speaker]
    known = np.where(as_told == BY_TIES, tied[kept], as_told >= KNOWN)
    acted = chance_acted_on(as_told, known, dials)
    if dials.acquaintance_pull < 1:
        hardly = known & (as_told == BY_TIES) & acquaintances(met.only(kept).kind())
        acted[hardly] *= dials.acquaintance_pull
    # A warm tone makes sure at most that a clear word is acted on: it opens no closed list.
    acted = np.minimum(acted * speakers.tone_factor[speaker], 1.0) * speakers.specificity[speaker]
    asking = (
        _in_soap(speakers, speaker, dials)
        if file_class is None
        else _before_lists(speakers, speaker, far, file_class[application], dials)
    )
    unasked, contact, ever = asking.unasked, asking.contact, asking.ever
    quiet = np.flatnonzero(~unasked)
    nth = nth_in_group(asking.order[speaker[quiet]], application[quiet])
    never = quiet[nth >= dials.speakers_called_most]
    contact[never] = 0.0
    chance = acted * np.where(unasked, 1.0, contact)
    everything = Calls(
        application=application,
        speaker=speaker,
        chance=(chance * asking.late).astype(np.float32),
        before_invitations=(chance * asking.soon).astype(np.float32),
        if_called=(acted * asking.late).astype(np.float32),
        pair=met.pair[kept],
        known=known,
        unasked=unasked,
    )
    ever[never] = False
    return everything.only(unasked | ever)


@dataclass(frozen=True, eq=False)
class _Asking:
    """When speakers are heard, and programs ask, at one time of the year.

    Attributes
    ----------
    unasked : ndarray of bool, shape (C,)
        Whether each of the possible calls comes unasked.
    order : ndarray of int, shape (S,)
        When each of all speakers is asked, 1 = first.
    soon, late : ndarray of float, shape (C,)
        Share of lists that are open: before the invitations, and before they are final.
    contact : ndarray of float, shape (C,)
        Chance that the program asks.
    ever : ndarray of bool, shape (C,)
        Whether it may ever ask.
    """

    unasked: NDArray[np.bool_]
    order: Ints
    soon: Floats
    late: Floats
    contact: Floats
    ever: NDArray[np.bool_]


def _in_soap(speakers: Speakers, speaker: Ints, dials: Assumptions) -> _Asking:
    """In SOAP programs ask about everybody alike, and only notes against the rules come unasked."""
    ones, contact = np.ones(len(speaker)), np.full(len(speaker), dials.chance_called_soap)
    return _Asking(
        unasked=speakers.in_match_week[speaker],
        order=speakers.call_order_in_soap,
        soon=ones,
        late=ones,
        contact=contact,
        ever=contact > 0,
    )


def _before_lists(
    speakers: Speakers, speaker: Ints, far: Floats, file_class: NDArray[np.int8], dials: Assumptions
) -> _Asking:
    """Before the lists are final some speakers call, and programs ask by what the file looks like.

    ``speaker``, how ``far`` the program is and ``file_class``, all of shape (C,), are of each call.
    """
    # Speakers approach the programs they know best, and spend no favor where the file is
    # at the top without them (S4-02, S4-12); those who were told where to speak do.
    needless = (file_class == TOP) & (speakers.approaches[speaker] < EVERYWHERE)
    far = np.where(needless, np.inf, far)
    unasked = (nth_in_group(far, speaker) < speakers.approaches[speaker]) & ~needless
    # After an interview there may be another reason to ask than the file gave.
    often = chance_asked(np.arange(len(LIST_CLASSES), dtype=np.int8), dials)
    return _Asking(
        unasked=unasked,
        order=speakers.call_order,
        soon=np.where(unasked, 1.0, dials.calls_before_invitations)
        * speakers.interview_lists_open[speaker],
        late=speakers.rank_lists_open[speaker],
        contact=chance_asked(file_class, dials),
        ever=np.full(len(speaker), often.max() > 0),
    )
