"""The voices that speak for "you": what is said, to whom, and how much of it is left."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.speakers import (
    BY_TIES,
    EVERYWHERE,
    INSIDER,
    KNOWN,
    STRANGER,
    Speakers,
    of_role,
    sugar,
)
from engine.backchannel.ties import pairs
from engine.base.codes import MATCH_WEEK, MOMENTS, OVERALL, QUESTIONS, WINTER
from engine.base.errors import raise_if_any
from engine.base.grouping import Floats, Ints
from engine.formulas.vetting import CODE_PER_SD
from engine.market.market import Market, Programs
from engine.scenario.assumptions import Assumptions
from engine.scenario.voice import MOST_VOICES, Voice
from engine.scenario.you import You
from engine.sources.lexicon import find_phrase, role_number, roles

TELLER = 0.7  # credibility of those whose story of growth is believed (S0-60)
PUSHED = -1.0  # what a word is worth that somebody was pushed into, at best (S1-44)


def your_speakers(
    market: Market, voices: tuple[Voice, ...], dials: Assumptions, you: You
) -> Speakers:
    """Let the voices of a scenario speak for "you", the last applicant, and nobody else.

    A voice heard by so many programs reaches those that the speaker would call: of
    the programs you applied to, those that no rule of the hospital closes to you
    (visa, US seniors only), the ones the speaker knows best first. Where fewer are
    left, fewer are called. A word from inside reaches one program, unless told otherwise.
    A program that is not in the market is refused by name.
    """
    raise_if_any(
        f"voices[{number}]: there is no program called {name!r}"
        for number, voice in enumerate(voices)
        if isinstance(voice.programs, tuple)
        for name in voice.programs
        if name not in market.programs.names
    )
    role = np.array([role_number(voice.role) for voice in voices], np.int64)
    # The same person keeps their ties whoever else speaks: count the voices of each role.
    nth = np.array([int((role[:n] == role[n]).sum()) for n in range(len(role))], np.int64)
    key = key_of_yours(market, role, nth)
    said, left, grown = _what_you_get_said(voices, you, dials)
    # Those who hear praise take off what the role usually adds; it stays praise.
    said = np.where(said > 0, np.maximum(said - dials.sugar_seen * sugar(role, dials), 0), said)
    addressed = {
        n: _addressed(market, voice, int(key[n]), dials)
        for n, voice in enumerate(voices)
        if voice.programs is not None or voice.inside
    }
    clear = np.array([specificity(voice.specific, dials) for voice in voices], np.float64)
    for n, told in addressed.items():
        clear[n] *= left_of_many(int(told.sum()), dials) if said[n] > 0 else 1.0
    moment = np.array([voice.moment for voice in voices], np.int64)
    return Speakers(
        applicant=np.zeros(len(voices), np.int64),
        key=key,
        value_mean=said,
        value_sd=np.zeros(len(voices)),
        level=np.array([voice.level for voice in voices], np.int64),
        acquaintance=np.array([_acquaintance(voice) for voice in voices], np.int64),
        specificity=clear,
        interview_lists_open=np.array(dials.open_interview_lists)[moment],
        rank_lists_open=np.array(dials.open_rank_lists)[moment],
        words_at_ranking=np.array([_words_at_ranking(voice, dials) for voice in voices]),
        in_match_week=np.array([v.moment == MATCH_WEEK and v.level > 0 for v in voices], bool),
        approaches=np.array([EVERYWHERE if voice.level else 0 for voice in voices], np.int64),
        tone_factor=np.where(said > 0, 1 + dials.tone_pull * you.tone, 1.0),
        growth=grown,
        question=np.array([_question(voice) for voice in voices], np.int64),
        by_december=moment < WINTER,
        start=np.array([0, len(voices)]),
        addressed=addressed,
        **of_role(role, left, dials),
    )


def _question(voice: Voice) -> int:
    """Say what one of your voices is about: a question, or everything."""
    about = find_phrase(voice.phrase).dimension
    return QUESTIONS.index(about) if about in QUESTIONS else OVERALL


def specificity(specific: bool, dials: Assumptions) -> float:
    """Share of its chance to be acted on that a word keeps: a vague one less (S4-08)."""
    return 1.0 if specific else dials.vague_pull


def left_of_many(programs: int, dials: Assumptions) -> float:
    """Share of its chance to be acted on that praise keeps, told to so many programs.

    Up to `contacts_free` all of it (S4-23); beyond, it looks desperate (S0-44).

    Examples
    --------
    >>> [round(left_of_many(number, Assumptions()), 2) for number in (3, 8, 16, 50)]
    [1.0, 1.0, 0.5, 0.16]
    """
    return float(min(1.0, dials.contacts_free / max(programs, 1)) ** dials.blanket_cost)


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
    key: Ints = (int(market.numbers[market.you]) + role) * MOST_VOICES + nth
    return key


def _what_you_get_said(
    voices: tuple[Voice, ...], you: You, dials: Assumptions
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Value of each of your voices, share of its weight left, and whether it tells of growth.

    After a failed attempt somebody who is not believed tells a story of growth for
    nothing; told by somebody who is, it may reopen the filter (S0-50, S0-60, S3-27).
    """
    said = [find_phrase(voice.phrase) for voice in voices]
    story = np.array([phrase.growth for phrase in said], bool) & you.failed_attempt
    believed = np.array([roles()[voice.role].credibility >= TELLER for voice in voices], bool)
    code = np.array([phrase.code for phrase in said])
    # Asked for again and again, praise cools, down to what a pushed word is worth (S0-47).
    again = np.array([max(voice.asked - 1, 0) for voice in voices], np.float64)
    cooler = np.maximum(code - dials.asking_cost * again, PUSHED)
    code = np.where(code > 0, cooler, code)
    pushed = np.array([voice.coerced for voice in voices], bool)
    code = np.where(pushed, np.minimum(code, PUSHED), code)
    months = np.array([voice.months_since for voice in voices], np.float64)
    left = np.exp2(-months / dials.memory_half_life)
    left[story & ~believed] = 0.0
    return code / CODE_PER_SD, left, story & believed


def _addressed(market: Market, voice: Voice, key: int, dials: Assumptions) -> NDArray[np.bool_]:
    """Programs that one of your voices speaks to, by name or number, shape (P,)."""
    programs = market.programs
    if isinstance(voice.programs, tuple):
        return np.isin(programs.names, voice.programs)
    applied = market.program[market.yours]
    applied = applied[~_closed_by_rule(market, programs, applied)]
    speaker = np.full(len(applied), key)
    role = np.full(len(applied), role_number(voice.role))
    far = pairs(market, speaker, role, np.full(len(applied), market.you), applied, dials).distance()
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
