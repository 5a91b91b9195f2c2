"""Everybody who may speak in a market, and how loudly.

A program hears speakers it has a tie to (`engine.backchannel.ties`), where they call or are
called (`engine.backchannel.calls`). Whether what was heard is acted on is a matter of chance,
drawn anew for each season and application (`engine.backchannel.hearing`): nearly half of
program directors say that they would move an applicant up for a mentor they know, one in
seven for one they do not (E03).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.ties import distance
from engine.base import noise
from engine.base.codes import EMAIL, MOMENTS
from engine.base.errors import refuse_if_any
from engine.base.grouping import Ints, place_in_group
from engine.market.market import Market, Programs
from engine.scenario.assumptions import Assumptions
from engine.scenario.voice import MOST_VOICES, Voice
from engine.scenario.you import You
from engine.sources.lexicon import PHRASE_UNIT, find_phrase, roles

TRUSTED_NO = -1.1  # SD: below it ("difficult" or worse) one voice is enough for a veto (F5)
TELLER = 0.7  # credibility of those whose story of growth is believed (S0-60)
PUSHED = -1.0  # what a word is worth that somebody was pushed into, at best (S1-44)
_EVERYWHERE = 2**31
BY_TIES, STRANGER, KNOWN, INSIDER = range(4)  # how well programs know a speaker

_Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Speakers:
    """Everybody who may speak in a market; one entry per speaker, by applicant.

    Attributes
    ----------
    applicant : ndarray of int, shape (S,)
        Whom they speak for, by place in the market.
    key : ndarray of int, shape (S,)
        Their identity in the keyed noise.
    role : ndarray of int, shape (S,)
        Who they are: index into `engine.sources.lexicon.roles`.
    voice_weight : ndarray of float, shape (S,)
        Influence times candor, fading with the months since.
    value_mean, value_sd : ndarray of float, shape (S,)
        What they say, in SD of readiness: its mean, and how far it varies between
        seasons. A phrase that was chosen does not vary.
    level : ndarray of int, shape (S,)
        How they speak, 0 to 4.
    acquaintance : ndarray of int, shape (S,)
        How well the programs that hear them know them: `BY_TIES`, `STRANGER`,
        `KNOWN` or `INSIDER`.
    specificity : ndarray of float, shape (S,)
        Share left of the chance to be acted on: less for a vague word.
    interview_lists_open, rank_lists_open : ndarray of float, shape (S,)
        Share of programs whose interview list, and whose rank list, is still open
        when they speak.
    words_at_ranking : ndarray of float, shape (S,)
        Ordinary words that theirs weighs as at the rank meeting.
    approaches : ndarray of int, shape (S,)
        How many programs they approach unasked, of those they know.
    call_order, call_order_in_soap : ndarray of int, shape (S,)
        When they are asked, 1 = first.
    tone_factor : ndarray of float, shape (S,)
        Times as likely as usual that they are acted on.
    veto_chance : ndarray of float, shape (S,)
        Chance that their no is enough to keep an applicant off a list.
    growth : ndarray of bool, shape (S,)
        Whether they tell a story of growth and are believed.
    start : ndarray of int, shape (A + 1,)
        Applicant ``a`` has speakers ``start[a]:start[a + 1]``.
    addressed : mapping of int to ndarray of bool, shape (P,)
        Programs spoken to, of the speakers who do not keep to their ties.
    """

    applicant: Ints
    key: Ints
    role: Ints
    voice_weight: _Floats
    value_mean: _Floats
    value_sd: _Floats
    level: Ints
    acquaintance: Ints
    specificity: _Floats
    interview_lists_open: _Floats
    rank_lists_open: _Floats
    words_at_ranking: _Floats
    approaches: Ints
    call_order: Ints
    call_order_in_soap: Ints
    tone_factor: _Floats
    veto_chance: _Floats
    growth: NDArray[np.bool_]
    start: Ints
    addressed: Mapping[int, NDArray[np.bool_]]

    def __len__(self) -> int:
        return len(self.key)

    def joined(self, other: Speakers) -> Speakers:
        """Add the speakers of further applicants, who come after these in the market."""
        columns = {
            name: np.concatenate([column, getattr(other, name)])
            for name, column in vars(self).items()
            if name not in ("applicant", "start", "addressed")
        }
        return Speakers(
            applicant=np.append(self.applicant, other.applicant + len(self.start) - 1),
            start=np.append(self.start, other.start[1:] + self.start[-1]),
            addressed={
                **self.addressed,
                **{len(self) + someone: where for someone, where in other.addressed.items()},
            },
            **columns,
        )


def draw_speakers(market: Market, dials: Assumptions) -> Speakers:
    """Give everybody in a class their speakers, drawn once from the market's seed.

    Parameters
    ----------
    market : Market
        The class, without "you".
    dials : Assumptions
        How many speakers people have, and how true and how kind their words are.

    Returns
    -------
    Speakers
    """
    number = _how_many(market.seed, market.numbers, dials.voices_mean)
    owner = np.repeat(np.arange(len(number)), number)
    key = market.numbers[owner] * MOST_VOICES + place_in_group(number)
    drawn = noise.uniform(noise.season_keys(market.seed, "role"), noise.pair_keys(key))
    role = np.floor(drawn * len(roles())).astype(np.int64)
    ones = np.ones(len(key))
    return Speakers(
        applicant=owner,
        key=key,
        value_mean=dials.voice_bias
        + np.sqrt(dials.voice_truth) * market.applicants.readiness[owner],
        value_sd=np.full(len(key), np.sqrt(1 - dials.voice_truth)),
        level=np.full(len(key), EMAIL),
        acquaintance=np.full(len(key), BY_TIES),
        specificity=ones,
        interview_lists_open=ones,
        rank_lists_open=ones,
        words_at_ranking=ones,
        approaches=_approached(market.seed, key, dials.speakers_silent_share),
        tone_factor=ones,
        growth=np.zeros(len(key), bool),
        start=np.concatenate([[0], np.cumsum(number)]),
        addressed={},
        **_of_role(role, ones, dials),
    )


def your_speakers(
    market: Market, voices: tuple[Voice, ...], dials: Assumptions, you: You
) -> Speakers:
    """Let the voices of a scenario speak for "you", and nobody else.

    A voice heard by so many programs reaches those that the speaker would call: of
    the programs you applied to, those that no rule of the hospital closes to you
    (visa, US seniors only), the ones the speaker knows best first. Where fewer are
    left, fewer are called. A word from inside reaches one program, unless told otherwise.

    Parameters
    ----------
    market : Market
        "You" alone, from `engine.market.draw_you`.
    voices : tuple of Voice
        Who speaks for you.
    dials : Assumptions
        What a word is worth that is vague, late, old, or said from inside.
    you : You
        Your tone, and whether there is anything to have grown from.

    Returns
    -------
    Speakers

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
    role = np.array([list(roles()).index(voice.role) for voice in voices], np.int64)
    # The same person keeps their ties whoever else speaks: count the voices of each role.
    nth = np.array([int((role[:n] == role[n]).sum()) for n in range(len(role))], np.int64)
    key = key_of_yours(market, role, nth)
    said, left, grown = _what_you_get_said(voices, you, dials)
    moment = np.array([voice.moment for voice in voices], np.int64)
    return Speakers(
        applicant=np.zeros(len(voices), np.int64),
        key=key,
        value_mean=said,
        value_sd=np.zeros(len(voices)),
        level=np.array([voice.level for voice in voices], np.int64),
        acquaintance=np.array([_acquaintance(voice) for voice in voices], np.int64),
        specificity=np.array([specificity(voice.specific, dials) for voice in voices], np.float64),
        interview_lists_open=np.array(dials.open_interview_lists)[moment],
        rank_lists_open=np.array(dials.open_rank_lists)[moment],
        words_at_ranking=np.array([_words_at_ranking(voice, dials) for voice in voices]),
        approaches=np.array([_EVERYWHERE if voice.level else 0 for voice in voices], np.int64),
        tone_factor=np.where(said > 0, 1 + dials.tone_pull * you.tone, 1.0),
        growth=grown,
        start=np.array([0, len(voices)]),
        addressed={
            n: _addressed(market, voice, int(key[n]), dials)
            for n, voice in enumerate(voices)
            if voice.programs is not None or voice.inside
        },
        **_of_role(role, left, dials),
    )


def _of_role(role: Ints, left: _Floats, dials: Assumptions) -> dict[str, Any]:
    """Columns that follow from the role; ``left`` is the share of their weight time has left."""
    known = list(roles().values())
    enough = {
        "program coordinator": dials.coordinator_hard_pass,
        "chief resident": dials.chief_veto,
    }
    return {
        "role": role,
        "voice_weight": np.array([one.influence * one.candor for one in known])[role] * left,
        "call_order": np.array([one.called for one in known])[role],
        "call_order_in_soap": np.array([one.called_in_soap for one in known])[role],
        "veto_chance": np.array([enough.get(one.name, 0.0) for one in known])[role],
    }


def specificity(specific: bool, dials: Assumptions) -> float:
    """Share of its chance to be acted on that a word keeps: a vague one less (S4-08)."""
    return 1.0 if specific else dials.vague_pull


def left_before_invitations(specific: bool, when: str, dials: Assumptions) -> float:
    """Share of a word's chance to be acted on that is left before the invitations.

    A vague word keeps `vague_pull` of it (S4-08); from October on only
    `invitations_open_late` of the interview lists are open, in January none (S4-20).

    Examples
    --------
    >>> left_before_invitations(False, "by September", Assumptions(vague_pull=0.25))
    0.25
    """
    return specificity(specific, dials) * dials.open_interview_lists[MOMENTS.index(when)]


def _acquaintance(voice: Voice) -> int:
    """How well the programs that hear one of your voices know the speaker."""
    if voice.inside:
        return INSIDER
    return BY_TIES if voice.known is None else KNOWN if voice.known else STRANGER


def _words_at_ranking(voice: Voice, dials: Assumptions) -> float:
    """Ordinary words that one of your voices weighs as at the rank meeting (S4-13, S4-27)."""
    inside = dials.inside_weight if voice.inside else 1.0
    return inside * (1 + dials.second_note if voice.repeated else 1.0)


def key_of_yours(market: Market, role: Ints, nth: Ints | int = 0) -> Ints:
    """Identity in the keyed noise of those who speak, or might speak, for the last applicant.

    ``role`` is an index into `engine.sources.lexicon.roles`, ``nth`` counts speakers of one role.
    """
    return (market.first + market.you + role) * MOST_VOICES + nth


def _how_many(seed: int, numbers: Ints, mean: float) -> Ints:
    """Draw the number of speakers of each applicant: Poisson, none above four (S0-42, S3-25)."""
    luck = noise.uniform(noise.season_keys(seed, "speakers"), noise.pair_keys(numbers))
    chances, chance = [], float(np.exp(-mean))
    for count in range(4):
        chances.append(chance)
        chance *= mean / (count + 1)
    return np.searchsorted(np.round(np.cumsum(chances), 9), luck, side="right").astype(np.int64)


def _what_you_get_said(
    voices: tuple[Voice, ...], you: You, dials: Assumptions
) -> tuple[_Floats, _Floats, NDArray[np.bool_]]:
    """Value of each of your voices, share of its weight left, and whether it tells of growth.

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
    left = np.exp2(-months / dials.memory_half_life)
    left[story & ~believed] = 0.0
    return code / PHRASE_UNIT, left, story & believed


def _approached(seed: int, key: Ints, silent: float) -> Ints:
    """Draw how many programs speakers approach: 0, 1-3, 4-8 or 9 and more as 30:40:25:5 (S4-24)."""
    luck, within = (
        noise.uniform(noise.season_keys(seed, stage), noise.pair_keys(key)).astype(np.float64)
        for stage in ("approaches", "approaches how many")
    )
    rest = (luck - silent) / (1 - silent) if silent < 1 else np.full(len(luck), -1.0)
    few, some = np.floor(1 + 3 * within), np.floor(4 + 5 * within)
    number = np.select([rest < 0, rest < 40 / 70, rest < 65 / 70], [0, few, some], default=12)
    return number.astype(np.int64)


def _addressed(market: Market, voice: Voice, key: int, dials: Assumptions) -> NDArray[np.bool_]:
    """Programs that one of your voices speaks to, by name or number, shape (P,)."""
    programs = market.programs
    if isinstance(voice.programs, tuple):
        return np.isin(programs.names, voice.programs)
    applied = market.program[market.yours]
    applied = applied[~_closed_by_rule(market, programs, applied)]
    you = np.full(len(applied), market.you)
    far = distance(market, np.full(len(applied), key), you, applied, dials)
    number = 1 if voice.programs is None else voice.programs
    called = applied[np.argsort(far, kind="stable")[:number]]
    return np.isin(np.arange(len(programs)), called)


def _closed_by_rule(
    market: Market, programs: Programs, applied: NDArray[np.integer]
) -> NDArray[np.bool_]:
    """Which programs a rule of the hospital closes to you: nobody calls there for nothing."""
    seniors_only = ~market.applicants.us_senior[-1] & programs.seniors_only[applied]
    closed: NDArray[np.bool_] = seniors_only | (
        market.applicants.needs_visa[-1] & ~programs.sponsors_visa[applied]
    )
    return closed
