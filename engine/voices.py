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

import numpy as np
from numpy.typing import NDArray

from engine import noise
from engine.assumptions import LEVELS, Assumptions
from engine.errors import MarketError, refuse_if_any
from engine.lexicon import PHRASE_UNIT, find_phrase, roles
from engine.market import Market
from engine.settings import is_whole, shown

TRUSTED_NO = -1.1  # SD: below it ("difficult" or worse) one voice is enough for a veto (F5)
MOST_VOICES = 16  # speakers of one applicant


@dataclass(frozen=True, kw_only=True)
class Voice:
    """One person who speaks for "you".

    Attributes
    ----------
    role : str
        Who speaks; a name in `engine.lexicon.roles`.
    phrase : str
        What they say; a text in `engine.lexicon.phrases`.
    level : int
        How: 0 letter, 1 e-mail, 2 call, 3 personal favor.
    programs : int, tuple of str or None
        Which programs hear it: those named; or so many that the speaker would
        call (see `speakers`); or (None) those the speaker has a tie to.
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
        if not isinstance(self.role, str) or self.role not in roles():
            yield f"{path}.role is {shown(self.role)}; it must be one of {', '.join(roles())}"
        try:
            find_phrase(self.phrase)
        except MarketError as error:
            yield f"{path}.phrase: {error}"
        if not is_whole(self.level) or self.level not in LEVELS:
            yield f"{path}.level is {shown(self.level)}; it must be one of 0, 1, 2, 3"
        named = isinstance(self.programs, tuple) and all(isinstance(n, str) for n in self.programs)
        so_many = is_whole(self.programs) and self.programs >= 0  # type: ignore[operator]
        if not (self.programs is None or named or so_many):
            yield (
                f"{path}.programs is {shown(self.programs)}; it must be a number from 0, "
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
    expected, spread : ndarray of float, shape (S,)
        What they say, in SD of readiness: its mean, and how far it varies between
        seasons. A phrase that was chosen does not vary.
    level : ndarray of int, shape (S,)
        How they speak, 0 to 3.
    reach : mapping of int to ndarray of bool, shape (P,)
        Programs spoken to, of the speakers who do not keep to their ties.
    start : ndarray of int, shape (A + 1,)
        Applicant ``a`` has speakers ``start[a]:start[a + 1]``.
    """

    applicant: NDArray[np.int64]
    key: NDArray[np.int64]
    pull: NDArray[np.float64]
    expected: NDArray[np.float64]
    spread: NDArray[np.float64]
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
    chance : ndarray of float32, shape (C,)
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
    """The calls that programs act on; one entry each, by season and call.

    Attributes
    ----------
    season : ndarray of int, shape (H,)
        Which of the seasons played.
    call : ndarray of int, shape (H,)
        Which call.
    value : ndarray of float, shape (H,)
        What was said, in SD of readiness.
    """

    season: NDArray[np.int64]
    call: NDArray[np.int64]
    value: NDArray[np.float64]


def speakers(market: Market, voices: tuple[Voice, ...], dials: Assumptions) -> Speakers:
    """Give everybody their speakers; "you" have the voices of the scenario and no other.

    A voice heard by so many programs reaches those that the speaker would call: of
    the programs you applied to, those that no rule of the hospital closes to you
    (visa, US seniors only), the ones the speaker knows best first. Where fewer are
    left, fewer are called.

    Parameters
    ----------
    market : Market
        With "you" as the last applicant.
    voices : tuple of Voice
        Who speaks for you.
    dials : Assumptions
        How many speakers people have, and how true and how kind their words are.

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
    you = market.you
    number = _how_many(market.seed, you, dials.voices_mean)
    owner = np.repeat(np.arange(you), number)
    key = (
        owner * MOST_VOICES + np.arange(len(owner)) - np.repeat(np.cumsum(number) - number, number)
    )
    known = list(roles().values())
    pulls = np.array([role.influence * role.candor for role in known])
    drawn = noise.uniform(noise.season_keys(market.seed, "role"), noise.pair_keys(key))
    theirs = np.floor(drawn * len(known)).astype(np.int64)

    yours = np.array([list(roles()).index(voice.role) for voice in voices], np.int64)
    # The same person keeps their ties whoever else speaks: count the voices of each role.
    nth = [int((yours[:n] == yours[n]).sum()) for n in range(len(yours))]
    your_key = (you + yours) * MOST_VOICES + np.array(nth, np.int64)
    said = np.array([find_phrase(voice.phrase).code for voice in voices]) / PHRASE_UNIT
    truth = dials.voice_bias + np.sqrt(dials.voice_truth) * market.applicants.readiness[owner]
    return Speakers(
        applicant=np.append(owner, np.full(len(voices), you)),
        key=np.append(key, your_key),
        pull=pulls[np.append(theirs, yours)],
        expected=np.append(truth, said),
        spread=np.append(
            np.full(len(owner), np.sqrt(1 - dials.voice_truth)), np.zeros(len(voices))
        ),
        level=np.append(np.ones(len(owner), np.int64), [voice.level for voice in voices]).astype(
            np.int64
        ),
        reach={
            len(owner) + n: _reach(market, voice, int(your_key[n]))
            for n, voice in enumerate(voices)
            if voice.programs is not None
        },
        start=np.concatenate([[0], np.cumsum(np.append(number, len(voices)))]),
    )


def _how_many(seed: int, people: int, mean: float) -> NDArray[np.int64]:
    """Draw the number of speakers of each applicant: Poisson, none above four (S0-42, S3-25)."""
    luck = noise.uniform(noise.season_keys(seed, "speakers"), noise.pair_keys(np.arange(people)))
    chances, chance = [], float(np.exp(-mean))
    for count in range(4):
        chances.append(chance)
        chance *= mean / (count + 1)
    return np.searchsorted(np.round(np.cumsum(chances), 9), luck, side="right").astype(np.int64)


def _distance(seed: int, key: NDArray[np.int64], program: NDArray[np.integer]) -> noise.Draw:
    """How far speaker and program are from knowing each other, 0 to 1."""
    return noise.uniform(noise.season_keys(seed, "tie"), noise.pair_keys(key, program))


def _reach(market: Market, voice: Voice, key: int) -> NDArray[np.bool_]:
    """Programs a voice is addressed to, by name or number."""
    names, programs = market.programs.names, market.programs
    if isinstance(voice.programs, tuple):
        return np.isin(names, voice.programs)
    applied = market.program[market.start[-2] : market.start[-1]]
    closed = ~market.applicants.us_senior[-1] & programs.seniors_only[applied]
    closed |= market.applicants.needs_visa[-1] & ~programs.sponsors_visa[applied]
    applied = applied[~closed]
    distance = _distance(market.seed, np.full(len(applied), key), applied)
    called = applied[np.argsort(distance, kind="stable")[: voice.programs]]
    return np.isin(np.arange(len(names)), called)


def calls(
    market: Market,
    people: Speakers,
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
    applicant, program : ndarray of int, shape (N,)
        The applications.
    dials : Assumptions
        How common ties are, and how often a voice is acted on.

    Returns
    -------
    Calls
        By application, numbered from 0 in the order given.
    """
    first = people.start[applicant]
    number = people.start[applicant + 1] - first
    row = np.repeat(np.arange(len(number)), number)
    speaker = np.arange(len(row)) + np.repeat(first - (np.cumsum(number) - number), number)
    where = program[row]
    known = _distance(market.seed, people.key[speaker], where) < dials.tie_share
    reached = known.copy()
    for someone, reach in people.reach.items():
        spoken = np.flatnonzero(speaker == someone)
        reached[spoken] = reach[where[spoken]]
    kept = np.flatnonzero(reached)
    chance = np.where(known[kept], dials.chance_acted_on_known, dials.chance_acted_on_unknown)
    if dials.endorsement_effect == "none":
        chance = np.zeros_like(chance)
    return Calls(
        row=row[kept],
        speaker=speaker[kept],
        chance=chance.astype(np.float32),
        pair=noise.pair_keys(people.key[speaker[kept]], where[kept]),
    )


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

    acted = noise.uniform(keys("acted on").reshape(replicate.shape), made.pair) < made.chance
    found = np.flatnonzero(acted)
    season, call = (found, found) if replicate.ndim == 1 else np.divmod(found, acted.shape[1])
    who = made.speaker[call]
    value = people.expected[who]
    varies = np.flatnonzero(people.spread[who])
    said = noise.normal(keys("says")[season[varies]], noise.pair_keys(people.key[who[varies]]))
    value[varies] += people.spread[who[varies]] * said
    return Heard(season, call, value)
