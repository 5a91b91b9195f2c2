"""Everybody who may speak in a market, and how loudly.

A program hears speakers it has a tie to (`engine.backchannel.ties`), where they call or are
called (`engine.backchannel.calls`). Whether what was heard is acted on is a matter of chance,
drawn anew for each season and application (`engine.backchannel.hearing`): nearly half of program
directors say that they would move an applicant up for a mentor they know, one in
seven for one they do not (E03).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.ties import distance
from engine.base import noise
from engine.base.codes import EMAIL
from engine.base.errors import refuse_if_any
from engine.base.grouping import place_in_group
from engine.market.market import Market
from engine.scenario.assumptions import Assumptions
from engine.scenario.voice import MOST_VOICES, Voice
from engine.scenario.you import You
from engine.sources.lexicon import PHRASE_UNIT, find_phrase, roles

TRUSTED_NO = -1.1  # SD: below it ("difficult" or worse) one voice is enough for a veto (F5)
TELLER = 0.7  # credibility of those whose story of growth is believed (S0-60)
PUSHED = -1.0  # what a word is worth that somebody was pushed into, at best (S1-44)
_EVERYWHERE = 2**31
BY_TIES, STRANGER, KNOWN, INSIDER = range(4)  # how well programs know a speaker


@dataclass(frozen=True, eq=False)
class Speakers:
    """Everybody who may speak in a market; one entry per speaker, by applicant.

    Attributes
    ----------
    applicant : ndarray of int, shape (S,)
        Whom they speak for.
    key : ndarray of int, shape (S,)
        Their identity in the keyed noise.
    role : ndarray of int, shape (S,)
        Who they are: index into `engine.sources.lexicon.roles`.
    pull : ndarray of float, shape (S,)
        Influence times candor, fading with the months since.
    expected, spread : ndarray of float, shape (S,)
        What they say, in SD of readiness: its mean, and how far it varies between
        seasons. A phrase that was chosen does not vary.
    level : ndarray of int, shape (S,)
        How they speak, 0 to 4.
    known : ndarray of int, shape (S,)
        How well the programs that hear them know them: `BY_TIES`, `STRANGER`,
        `KNOWN` or `INSIDER`.
    clear : ndarray of float, shape (S,)
        Share left of the chance to be acted on: less for a vague word.
    soon, late : ndarray of float, shape (S,)
        Share of programs whose interview list, and whose rank list, is still open
        when they speak.
    at_ranking : ndarray of float, shape (S,)
        Ordinary words that theirs weighs as at the rank meeting.
    approach : ndarray of int, shape (S,)
        How many programs they approach unasked, of those they know.
    turn, turn_in_soap : ndarray of int, shape (S,)
        When they are asked, 1 = first.
    drive : ndarray of float, shape (S,)
        Times as likely as usual that they are acted on (tone).
    alone : ndarray of float, shape (S,)
        Chance that their no is enough to keep an applicant off a list.
    growth : ndarray of bool, shape (S,)
        Whether they tell a story of growth and are believed.
    reach : mapping of int to ndarray of bool, shape (P,)
        Programs spoken to, of the speakers who do not keep to their ties.
    start : ndarray of int, shape (A + 1,)
        Applicant ``a`` has speakers ``start[a]:start[a + 1]``.
    """

    applicant: NDArray[np.int64]
    key: NDArray[np.int64]
    role: NDArray[np.int64]
    pull: NDArray[np.float64]
    expected: NDArray[np.float64]
    spread: NDArray[np.float64]
    level: NDArray[np.int64]
    known: NDArray[np.int64]
    clear: NDArray[np.float64]
    soon: NDArray[np.float64]
    late: NDArray[np.float64]
    at_ranking: NDArray[np.float64]
    approach: NDArray[np.int64]
    turn: NDArray[np.int64]
    turn_in_soap: NDArray[np.int64]
    drive: NDArray[np.float64]
    alone: NDArray[np.float64]
    growth: NDArray[np.bool_]
    reach: Mapping[int, NDArray[np.bool_]]
    start: NDArray[np.int64]


def draw_speakers(
    market: Market, voices: tuple[Voice, ...], dials: Assumptions, you: You | None = None
) -> Speakers:
    """Give everybody their speakers; "you" have the voices of the scenario and no other.

    A voice heard by so many programs reaches those that the speaker would call: of
    the programs you applied to, those that no rule of the hospital closes to you
    (visa, US seniors only), the ones the speaker knows best first. Where fewer are
    left, fewer are called. A word from inside reaches one program, unless told otherwise.

    Parameters
    ----------
    market : Market
        With "you" as the last applicant.
    voices : tuple of Voice
        Who speaks for you.
    dials : Assumptions
        How many speakers people have, and how true and how kind their words are.
    you : You, optional
        Your tone, and whether there is anything to have grown from.

    Returns
    -------
    Speakers
        The same for the same market and dials, always.

    Raises
    ------
    MarketError
        Naming every program a voice is addressed to that is not in the market.
    """
    refuse_if_any(
        f"voices[{number}]: there is no program called {name!r}"
        for number, voice in enumerate(voices)
        if isinstance(voice.programs, tuple)
        for name in voice.programs
        if name not in market.programs.names
    )
    last, about = market.you, you or You()
    number = _how_many(market.seed, last, dials.voices_mean)
    owner = np.repeat(np.arange(last), number)
    key = owner * MOST_VOICES + place_in_group(number)
    known = list(roles().values())
    pulls = np.array([role.influence * role.candor for role in known])
    drawn = noise.uniform(noise.season_keys(market.seed, "role"), noise.pair_keys(key))
    theirs = np.floor(drawn * len(known)).astype(np.int64)

    yours = np.array([list(roles()).index(voice.role) for voice in voices], np.int64)
    # The same person keeps their ties whoever else speaks: count the voices of each role.
    nth = [int((yours[:n] == yours[n]).sum()) for n in range(len(yours))]
    your_key = key_of_yours(market, yours, np.array(nth, np.int64))
    role = np.append(theirs, yours)
    said, pull, grown = _what_you_get_said(voices, about, dials)
    drive = np.where(said > 0, 1 + dials.tone_pull * about.tone, 1.0)
    moment = np.array([voice.moment for voice in voices], np.int64)

    def with_yours(theirs: float, yours: Iterable[float]) -> NDArray[np.float64]:
        """Everybody else's value, then those of your speakers."""
        return np.append(np.full(len(owner), theirs), np.array(list(yours), np.float64))

    enough = {
        "program coordinator": dials.coordinator_hard_pass,
        "chief resident": dials.chief_veto,
    }
    truth = dials.voice_bias + np.sqrt(dials.voice_truth) * market.applicants.readiness[owner]
    return Speakers(
        applicant=np.append(owner, np.full(len(voices), last)),
        key=np.append(key, your_key),
        role=role,
        pull=pulls[role] * np.append(np.ones(len(owner)), pull),
        expected=np.append(truth, said),
        spread=np.append(
            np.full(len(owner), np.sqrt(1 - dials.voice_truth)), np.zeros(len(voices))
        ),
        level=with_yours(EMAIL, [voice.level for voice in voices]).astype(np.int64),
        known=with_yours(BY_TIES, map(_known, voices)).astype(np.int64),
        clear=with_yours(1, [1 if voice.specific else dials.vague_pull for voice in voices]),
        soon=with_yours(1, np.array(dials.open_interview_lists)[moment]),
        late=with_yours(1, np.array(dials.open_rank_lists)[moment]),
        at_ranking=with_yours(1, [_at_ranking(voice, dials) for voice in voices]),
        approach=np.append(
            _approached(market.seed, key, dials.speakers_silent_share),
            [_EVERYWHERE if voice.level else 0 for voice in voices],
        ).astype(np.int64),
        turn=np.array([one.called for one in known])[role],
        turn_in_soap=np.array([one.called_in_soap for one in known])[role],
        drive=np.append(np.ones(len(owner)), drive),
        alone=np.array([enough.get(one.name, 0.0) for one in known])[role],
        growth=np.append(np.zeros(len(owner), bool), grown),
        reach={
            len(owner) + n: _reach(market, voice, int(your_key[n]), dials)
            for n, voice in enumerate(voices)
            if voice.programs is not None or voice.inside
        },
        start=np.concatenate([[0], np.cumsum(np.append(number, len(voices)))]),
    )


def _known(voice: Voice) -> int:
    """How well the programs that hear one of your voices know the speaker."""
    if voice.inside:
        return INSIDER
    return BY_TIES if voice.known is None else KNOWN if voice.known else STRANGER


def _at_ranking(voice: Voice, dials: Assumptions) -> float:
    """Ordinary words that one of your voices weighs as at the rank meeting (S4-13, S4-27)."""
    inside = dials.inside_weight if voice.inside else 1.0
    return inside * (1 + dials.second_note if voice.repeated else 1.0)


def key_of_yours(
    market: Market, role: NDArray[np.int64], nth: NDArray[np.int64] | int = 0
) -> NDArray[np.int64]:
    """Identity in the keyed noise of somebody who speaks, or might speak, for you.

    Parameters
    ----------
    market : Market
        With "you" as the last applicant.
    role : ndarray of int, shape (N,)
        Index into `engine.sources.lexicon.roles`.
    nth : ndarray of int, shape (N,), or int, default 0
        Which of your speakers of the same role.

    Returns
    -------
    ndarray of int, shape (N,)
    """
    return (market.you + role) * MOST_VOICES + nth


def _how_many(seed: int, people: int, mean: float) -> NDArray[np.int64]:
    """Draw the number of speakers of each applicant: Poisson, none above four (S0-42, S3-25)."""
    luck = noise.uniform(noise.season_keys(seed, "speakers"), noise.pair_keys(np.arange(people)))
    chances, chance = [], float(np.exp(-mean))
    for count in range(4):
        chances.append(chance)
        chance *= mean / (count + 1)
    return np.searchsorted(np.round(np.cumsum(chances), 9), luck, side="right").astype(np.int64)


def _what_you_get_said(
    voices: tuple[Voice, ...], you: You, dials: Assumptions
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """Value of each of your voices, how much of its pull is left, and whether it tells of growth.

    After a failed attempt somebody who is not believed tells a story of growth for
    nothing; told by somebody who is, it may reopen the filter (S0-50, S0-60, S3-27).
    """
    said = [find_phrase(voice.phrase) for voice in voices]
    story = np.array([phrase.growth for phrase in said], bool) & you.failed_attempt
    believed = np.array([roles()[voice.role].credibility >= TELLER for voice in voices], bool)
    code = np.array([phrase.code for phrase in said])
    pushed = np.array([voice.coerced for voice in voices], bool)
    code = np.where(pushed, np.minimum(code, PUSHED), code)
    months = np.array([voice.months_since for voice in voices], np.float64)
    pull = np.exp2(-months / dials.memory_half_life)
    pull[story & ~believed] = 0.0
    return code / PHRASE_UNIT, pull, story & believed


def _approached(seed: int, key: NDArray[np.int64], silent: float) -> NDArray[np.int64]:
    """Draw how many programs speakers approach: 0, 1-3, 4-8 or 9 and more as 30:40:25:5 (S4-24)."""
    luck, within = (
        noise.uniform(noise.season_keys(seed, stage), noise.pair_keys(key)).astype(np.float64)
        for stage in ("approaches", "approaches how many")
    )
    rest = (luck - silent) / (1 - silent) if silent < 1 else np.full(len(luck), -1.0)
    few, some = np.floor(1 + 3 * within), np.floor(4 + 5 * within)
    number = np.select([rest < 0, rest < 40 / 70, rest < 65 / 70], [0, few, some], default=12)
    return number.astype(np.int64)


def _reach(market: Market, voice: Voice, key: int, dials: Assumptions) -> NDArray[np.bool_]:
    """Programs a voice is addressed to, by name or number."""
    names, programs = market.programs.names, market.programs
    if isinstance(voice.programs, tuple):
        return np.isin(names, voice.programs)
    applied = market.program[market.start[-2] : market.start[-1]]
    closed = ~market.applicants.us_senior[-1] & programs.seniors_only[applied]
    closed |= market.applicants.needs_visa[-1] & ~programs.sponsors_visa[applied]
    applied = applied[~closed]
    you = np.full(len(applied), market.you)
    far = distance(market, np.full(len(applied), key), you, applied, dials)
    number = 1 if voice.programs is None else voice.programs
    called = applied[np.argsort(far, kind="stable")[:number]]
    return np.isin(np.arange(len(names)), called)
