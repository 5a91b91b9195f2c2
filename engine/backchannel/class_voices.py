"""The voices that speak for everybody else in a class: how many, who they are, what they say.

Drawn once from the market's seed. Who can speak depends on whom they speak for: a home director
on a home program, a clerkship director on a school in the United States, those met on the wards
on clinical work there (S0-67).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.speakers import BY_TIES, Speakers, of_role, sugar
from engine.base import noise
from engine.base.codes import EMAIL, OVERALL, PREVIOUS_GRADUATE
from engine.base.grouping import Floats, Ints, edges, group_of, place_in_group
from engine.market.market import Market
from engine.scenario.assumptions import Assumptions
from engine.scenario.voice import MOST_VOICES
from engine.sources.lexicon import role_column


def draw_speakers(market: Market, dials: Assumptions) -> Speakers:
    """Give everybody in a class their speakers, drawn once from the market's seed."""
    number = _how_many(market.seed, market.numbers, _expected(market, dials))
    owner = group_of(number)
    key = market.numbers[owner] * MOST_VOICES + place_in_group(number)
    role = _drawn_roles(market, owner, key, dials)
    ones = np.ones(len(key))
    return Speakers(
        applicant=owner,
        key=key,
        value_mean=heard_on_average(market, owner, role, market.applicants.readiness[owner], dials),
        value_sd=np.full(len(key), np.sqrt(1 - dials.voice_truth)),
        level=np.full(len(key), EMAIL),
        acquaintance=np.full(len(key), BY_TIES),
        specificity=ones,
        interview_lists_open=ones,
        rank_lists_open=ones,
        words_at_ranking=ones,
        in_match_week=np.zeros(len(key), bool),
        approaches=_in_the_class(
            market.seed, key, _approached(market.seed, key, _silent(role, dials)), dials
        ),
        tone_factor=ones,
        growth=np.zeros(len(key), bool),
        question=np.full(len(key), OVERALL),
        by_december=np.ones(len(key), bool),
        start=edges(number),
        addressed={},
        **of_role(role, ones, dials),
    )


def heard_on_average(
    market: Market, owner: Ints, role: Ints, truth: Floats, dials: Assumptions
) -> Floats:
    """Mean of what is heard of speakers: the truth they saw, their bias, what is seen through."""
    heard: Floats = dials.voice_bias + np.sqrt(dials.voice_truth) * truth
    heard += sugar(role, dials) * (1 - dials.sugar_seen)
    heard -= dials.group_bias * market.applicants.in_group[owner]
    return heard


def _expected(market: Market, dials: Assumptions) -> Floats:
    """Speakers each applicant of a market has on average, shape (A,)."""
    if dials.networks == "equal":
        return np.full(len(market.applicants), dials.voices_mean)
    return dials.voices_mean * dials.voices_of_types()[market.applicants.kind]


def _drawn_roles(market: Market, owner: Ints, key: Ints, dials: Assumptions) -> NDArray[np.int64]:
    """Draw who each speaker is, among those that the applicant can have (S0-67), shape (S,)."""
    people = market.applicants
    has = {
        "anybody": np.ones(len(people), bool),
        "US clinical work": people.us_clinical_work,
        "US school": people.us_senior | (people.kind == PREVIOUS_GRADUATE),
        "home program": market.home_program >= 0,
    }
    can_be = np.stack([has[who] for who in role_column("who")], axis=1)
    if dials.networks == "equal":
        can_be[:] = True
    drawn = noise.uniform(noise.season_keys(market.seed, "role"), noise.pair_keys(key))
    nth = np.floor(drawn * can_be.sum(axis=1)[owner]).astype(np.int64)
    # The nth of those that are possible is where the running count first exceeds n.
    running = np.cumsum(can_be[owner], axis=1)
    first: Ints = np.argmax(running > nth[:, None], axis=1).astype(np.int64)
    return first


def _how_many(seed: int, numbers: Ints, mean: Floats) -> Ints:
    """Draw the number of speakers of each applicant: Poisson, none above four (S0-42, S3-25)."""
    return noise.poisson(mean, 4, noise.season_keys(seed, "speakers"), noise.pair_keys(numbers))


def _silent(role: Ints, dials: Assumptions) -> Floats:
    """Chance that speakers approach nobody, by what the role does to its odds (S4-15, S4-16)."""
    odds = role_column("silent")[role] ** dials.silent_by_role
    share = dials.speakers_silent_share
    silent: Floats = share * odds / np.maximum(1 - share + share * odds, 1e-12)
    return silent


def _approached(seed: int, key: Ints, silent: Floats) -> Ints:
    """Draw how many programs speakers approach: none, or 1-3, 4-8, 9 and more as 40:25:5 (S4-24).

    ``silent``, shape (S,), is the chance of none.
    """
    luck, within = (
        noise.uniform(noise.season_keys(seed, stage), noise.pair_keys(key)).astype(np.float64)
        for stage in ("approaches", "approaches how many")
    )
    rest = np.full(len(luck), -1.0)
    np.divide(luck - silent, 1 - silent, out=rest, where=silent < 1)
    few, some = np.floor(1 + 3 * within), np.floor(4 + 5 * within)
    number = np.select([rest < 0, rest < 40 / 70, rest < 65 / 70], [0, few, some], default=12)
    return number.astype(np.int64)


def _in_the_class(seed: int, key: Ints, number: Ints, dials: Assumptions) -> Ints:
    """Scale the programs that speakers approach to the class, which stands for many more."""
    luck = noise.uniform(noise.season_keys(seed, "approaches here"), noise.pair_keys(key))
    here: Ints = np.floor(number * dials.application_scale + luck).astype(np.int64)
    return here
