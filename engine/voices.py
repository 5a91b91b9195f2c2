"""Who says what about whom, and which programs hear it.

A speaker has a role (how close to the applicant, how credible) and says a
phrase, whose code runs from -3 to +3. A program hears the speakers it has a tie
to. Whether what was heard is acted on is a matter of chance, drawn anew for each
season and application: nearly half of program directors say that they would move
an applicant up for a mentor they know, one in seven for one they do not (E03).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from engine import noise
from engine.assumptions import Assumptions
from engine.errors import MarketError
from engine.figures import table
from engine.market import Market

LEVELS = (0, 1, 2, 3)  # S4-06 to S4-11: letter, e-mail, call, personal favor
PHRASE_UNIT = 1.5  # phrase code per SD of readiness: the scale of F5 (S3-28)
TRUSTED_NO = -1.1  # SD: at or beyond "difficult", one voice is enough for a veto (F5)
MOST_VOICES = 16  # speakers of one applicant


def _plain(text: str) -> str:
    """Fold case, curly quotes, dashes and spaces, so that a phrase is found as typed."""
    table = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2026": ""})
    return " ".join(text.translate(table).lower().strip(" .!\"'").split())


@dataclass(frozen=True)
class Phrase:
    """A quoted phrase of the documents and what we code it as.

    Attributes
    ----------
    text : str
        The quoted words.
    code : float
        From -3 (keeps an applicant out) to +3; our coding, open to argument.
    dimension : str
        What it is about: reliability, team, work ethic ...
    ids : tuple of str
        Items of the documents that have it.
    """

    text: str
    code: float
    dimension: str
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Role:
    """Somebody who may speak for an applicant.

    Attributes
    ----------
    name : str
        Such as "home program director".
    proximity, credibility : float
        From 0 to 1: how well they know the applicant, how far they are believed.
    candor : float
        From 0 to 1: how freely the channel they use lets them speak.
    """

    name: str
    proximity: float
    credibility: float
    candor: float

    @property
    def influence(self) -> float:
        """Proximity times credibility (S4-17)."""
        return self.proximity * self.credibility


@cache
def phrases() -> Mapping[str, Phrase]:
    """All phrases of the lexicon, by their text.

    Examples
    --------
    >>> phrases()["I'd take them"].code
    3.0
    """
    return {
        row["phrase"]: Phrase(
            row["phrase"], float(row["code"]), row["dimension"], tuple(row["ids"].split())
        )
        for row in table("phrases")
    }


@cache
def roles() -> Mapping[str, Role]:
    """All roles, by name.

    Examples
    --------
    >>> round(roles()["home program director"].influence, 2)
    0.81
    """
    return {
        row["role"]: Role(
            row["role"], *(float(row[c]) for c in ("proximity", "credibility", "candour"))
        )
        for row in table("roles")
    }


@cache
def _spellings() -> Mapping[str, Phrase]:
    return {_plain(text): phrase for text, phrase in phrases().items()}


def find_phrase(text: str) -> Phrase:
    """Find a phrase of the lexicon; curly quotes and case do not matter.

    Parameters
    ----------
    text : str
        The phrase.

    Raises
    ------
    MarketError
        If the lexicon does not have it.

    Examples
    --------
    >>> find_phrase("i\u2019d take them.").code
    3.0
    """
    try:
        return _spellings()[_plain(text)]
    except (KeyError, AttributeError):
        raise MarketError([f"{text!r} is not a phrase of the lexicon"]) from None


@dataclass(frozen=True, kw_only=True)
class Voice:
    """One person who speaks for "you".

    Attributes
    ----------
    role : str
        Who speaks; a name in `roles`.
    phrase : str
        What they say; a text in `phrases`.
    level : int
        How: 0 letter, 1 e-mail, 2 call, 3 personal favor.
    programs : int, tuple of str or None
        Which programs hear it: those named, so many, or (None) those the speaker
        has a tie to.
    """

    role: str
    phrase: str
    level: int = 2
    programs: int | tuple[str, ...] | None = None

    def problems(self, path: str) -> Iterator[str]:
        """Name everything wrong with this voice.

        Parameters
        ----------
        path : str
            What the learner calls it, such as ``"voices[0]"``.

        Yields
        ------
        str
            One sentence per problem.
        """
        if self.role not in roles():
            known = ", ".join(roles())
            yield f"{path}.role is {self.role!r}; it must be one of {known}"
        if not isinstance(self.phrase, str) or _plain(self.phrase) not in _spellings():
            yield f"{path}.phrase is {self.phrase!r}, which is not a phrase of the lexicon"
        if isinstance(self.level, bool) or self.level not in LEVELS:
            yield f"{path}.level is {self.level!r}; it must be one of 0, 1, 2, 3"
        number = isinstance(self.programs, int) and not isinstance(self.programs, bool)
        names = isinstance(self.programs, tuple) and all(isinstance(n, str) for n in self.programs)
        if not (self.programs is None or names or (number and self.programs >= 0)):  # type: ignore[operator]
            yield (
                f"{path}.programs is {self.programs!r}; it must be a number, "
                "a list of program names, or null"
            )


@dataclass(frozen=True, eq=False)
class Speakers:
    """Everybody who may speak in a market; one entry per speaker, by applicant.

    Attributes
    ----------
    applicant : ndarray of int, shape (S,)
        Whom they speak for.
    key : ndarray of int, shape (S,)
        Their identity in the keyed noise.
    pull : ndarray of float, shape (S,)
        Influence times candor.
    code : ndarray of float, shape (S,)
        Phrase code, or NaN where every season draws what is said.
    level : ndarray of int, shape (S,)
        How they speak, 0 to 3.
    reach : dict of int to ndarray of bool, shape (P,)
        Programs spoken to, of the speakers who do not keep to their ties.
    start : ndarray of int, shape (A + 1,)
        Applicant ``a`` has speakers ``start[a]:start[a + 1]``.
    """

    applicant: NDArray[np.int64]
    key: NDArray[np.int64]
    pull: NDArray[np.float64]
    code: NDArray[np.float64]
    level: NDArray[np.int64]
    reach: Mapping[int, NDArray[np.bool_]]
    start: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Calls:
    """Who may be heard about which application; one entry per call, by row.

    Attributes
    ----------
    row : ndarray of int, shape (C,)
        The application it is about.
    speaker : ndarray of int, shape (C,)
        Who speaks.
    chance : ndarray of float, shape (C,)
        Chance that the program acts on it.
    pair : ndarray of uint64, shape (C,)
        Noise key of speaker and program.
    """

    row: NDArray[np.int64]
    speaker: NDArray[np.int64]
    chance: NDArray[np.float32]
    pair: noise.Key


@dataclass(frozen=True, eq=False)
class Heard:
    """What came of the calls in each season.

    Attributes
    ----------
    acted : ndarray of bool
        Whether the program acts on what it heard; shape of the calls.
    value : ndarray of float
        What was said, in SD of readiness.
    reopens : ndarray of bool
        Whether it would get the file past a filter.
    """

    acted: NDArray[np.bool_]
    value: NDArray[np.float64]
    reopens: NDArray[np.bool_]


def speakers(market: Market, voices: tuple[Voice, ...], dials: Assumptions) -> Speakers:
    """Give every applicant speakers, and "you" the voices of the scenario.

    Parameters
    ----------
    market : Market
        With "you" as the last applicant.
    voices : tuple of Voice
        Who speaks for you.
    dials : Assumptions
        How many speakers the others have.

    Raises
    ------
    MarketError
        If a voice names a program that is not in the market.
    """
    others = market.you
    ids = noise.pair_keys(np.arange(others))
    luck = noise.uniform(noise.season_keys(market.seed, "speakers"), ids)
    # Quantiles of a Poisson count, none above four (S0-42, S3-25).
    chances, chance = [], np.exp(-dials.voices_mean)
    for count in range(4):
        chances.append(chance)
        chance *= dials.voices_mean / (count + 1)
    number = np.searchsorted(np.round(np.cumsum(chances), 9), luck, side="right")
    owner = np.repeat(np.arange(others), number)
    nth = np.arange(len(owner)) - np.repeat(np.cumsum(number) - number, number)
    key = owner * MOST_VOICES + nth

    known = list(roles().values())
    pulls = np.array([role.influence * role.candor for role in known])
    drawn = noise.uniform(noise.season_keys(market.seed, "role"), noise.pair_keys(key))
    role = np.floor(drawn * len(known)).astype(int)
    yours = [roles()[voice.role] for voice in voices]
    count = np.append(number, len(voices))
    return Speakers(
        applicant=np.append(owner, np.full(len(voices), others)),
        key=np.append(key, others * MOST_VOICES + np.arange(len(voices))),
        pull=np.append(pulls[role], [r.influence * r.candor for r in yours]),
        code=np.append(np.full(len(owner), np.nan), [find_phrase(v.phrase).code for v in voices]),
        level=np.append(np.full(len(owner), 1), [voice.level for voice in voices]).astype(int),
        reach={
            len(owner) + i: _reach(market, voice, others * MOST_VOICES + i)
            for i, voice in enumerate(voices)
            if voice.programs is not None
        },
        start=np.concatenate([[0], np.cumsum(count)]),
    )


def _ties(seed: int, key: NDArray[np.int64], program: NDArray[np.integer]) -> NDArray[np.float32]:
    """How far speaker and program are from knowing each other, 0 to 1."""
    return noise.uniform(noise.season_keys(seed, "tie"), noise.pair_keys(key, program))


def _reach(market: Market, voice: Voice, key: int) -> NDArray[np.bool_]:
    """Programs a voice is addressed to by name or number."""
    names = market.programs.names
    reach = np.zeros(len(names), bool)
    if isinstance(voice.programs, tuple):
        unknown = [name for name in voice.programs if name not in names]
        if unknown:
            raise MarketError(f"voices: there is no program called {name!r}" for name in unknown)
        reach[[names.index(name) for name in voice.programs]] = True
    else:
        # So many of the programs applied to, those the speaker knows best first.
        applied = market.program[market.start[-2] : market.start[-1]]
        distance = _ties(market.seed, np.full(len(applied), key), applied)
        reach[applied[np.argsort(distance, kind="stable")[: voice.programs]]] = True
    return reach


def calls(
    market: Market,
    people: Speakers,
    row: NDArray[np.int64],
    applicant: NDArray[np.integer],
    program: NDArray[np.integer],
    dials: Assumptions,
) -> Calls:
    """Find who may be heard about each of some applications.

    Parameters
    ----------
    market : Market
        Ties live between speakers and programs, keyed by the market's seed, so
        that a new pair needs no stored tie.
    people : Speakers
        Everybody who may speak.
    row, applicant, program : ndarray of int, shape (N,)
        The applications, by number; rows ascending.
    dials : Assumptions
        How common ties are, and how often a voice is acted on.

    Returns
    -------
    Calls
        By row, ascending.
    """
    first, last = people.start[applicant], people.start[applicant + 1]
    number = last - first
    of = np.repeat(np.arange(len(row)), number)
    nth = np.arange(len(of)) - np.repeat(np.cumsum(number) - number, number)
    speaker = first[of] + nth
    where = program[of]
    known = _ties(market.seed, people.key[speaker], where) < dials.tie_share
    reached = known.copy()
    for named, reach in people.reach.items():
        spoken = speaker == named
        reached[spoken] = reach[where[spoken]]
    keep = np.flatnonzero(reached)
    chance = np.where(known, dials.chance_acted_on_known, dials.chance_acted_on_unknown)
    if dials.endorsement_effect == "none":
        chance = np.zeros_like(chance)
    return Calls(
        row=row[of[keep]],
        speaker=speaker[keep],
        chance=chance[keep].astype(np.float32),
        pair=noise.pair_keys(people.key[speaker[keep]], where[keep]),
    )


def hear(
    made: Calls,
    people: Speakers,
    readiness: NDArray[np.float64],
    dials: Assumptions,
    seed: int,
    replicate: NDArray[np.int64],
) -> Heard:
    """Draw what is said and whether it is acted on.

    Parameters
    ----------
    made : Calls
        The calls, C of them.
    people : Speakers
        Who speaks.
    readiness : ndarray of float, shape (A,)
        The truth that a voice reads with noise.
    dials : Assumptions
        Reliability, bias and the chance that a filter is reopened.
    seed : int
        The study's seed.
    replicate : ndarray of int
        Seasons: shape (R, 1) hears all calls in each, shape (C,) one season per call.

    Returns
    -------
    Heard
        Arrays of shape (R, C) or (C,).
    """
    shape = np.broadcast_shapes(replicate.shape, made.row.shape)

    def keys(stage: str) -> noise.Key:
        return noise.season_keys(seed, stage, replicate.ravel()).reshape(replicate.shape)

    acted = noise.uniform(keys("acted on"), made.pair) < made.chance
    reopening = np.array([0, dials.reopens_level_1, dials.reopens_level_2, dials.reopens_level_3])
    chance = reopening[people.level[made.speaker]].astype(np.float32)
    code = people.code[made.speaker]
    if np.isnan(code).any():
        said = noise.normal(keys("says"), noise.pair_keys(people.key[made.speaker]))
        truth = readiness[people.applicant[made.speaker]]
        drawn = dials.voice_bias + np.sqrt(dials.voice_truth) * truth
        value = np.where(
            np.isnan(code), drawn + np.sqrt(1 - dials.voice_truth) * said, code / PHRASE_UNIT
        )
    else:
        value = np.broadcast_to(code / PHRASE_UNIT, shape)
    opens = noise.uniform(keys("reopens"), made.pair) < chance
    return Heard(acted, value, acted & opens & (value > 0))
