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

from engine.base import noise
from engine.base.codes import EMAIL, PREVIOUS_GRADUATE
from engine.base.grouping import Floats, Ints, group_of, place_in_group
from engine.market.market import Market
from engine.scenario.assumptions import Assumptions
from engine.scenario.voice import MOST_VOICES
from engine.sources.lexicon import roles

TRUSTED_NO = -1.1  # SD: below it ("difficult" or worse) one voice is enough for a veto (F5)
EVERYWHERE = 2**31  # programs approached by those who were told where to speak
BY_TIES, STRANGER, KNOWN, INSIDER = range(4)  # how well programs know a speaker


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
        Influence, fading with the months since.
    influence : ndarray of float, shape (S,)
        Proximity times credibility (S4-17).
    value_mean, value_sd : ndarray of float, shape (S,)
        What is heard of them, in SD of readiness: its mean, and how far it varies between
        seasons. A phrase that was chosen does not vary. Who lacks candor says too much, and
        those who hear it know that in part.
    level : ndarray of int, shape (S,)
        How they speak, 0 to 4.
    acquaintance : ndarray of int, shape (S,)
        How well the programs that hear them know them: `BY_TIES`, `STRANGER`,
        `KNOWN` or `INSIDER`.
    specificity : ndarray of float, shape (S,)
        Share left of the chance to be acted on: less for a vague word, or one told to many.
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
    voice_weight: Floats
    influence: Floats
    value_mean: Floats
    value_sd: Floats
    level: Ints
    acquaintance: Ints
    specificity: Floats
    interview_lists_open: Floats
    rank_lists_open: Floats
    words_at_ranking: Floats
    approaches: Ints
    call_order: Ints
    call_order_in_soap: Ints
    tone_factor: Floats
    veto_chance: Floats
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
    """Give everybody in a class their speakers, drawn once from the market's seed."""
    number = _how_many(market.seed, market.numbers, _expected(market, dials))
    owner = group_of(number)
    key = market.numbers[owner] * MOST_VOICES + place_in_group(number)
    role = _drawn_roles(market, owner, key, dials)
    ones = np.ones(len(key))
    return Speakers(
        applicant=owner,
        key=key,
        value_mean=_heard_on_average(market, owner, role, dials),
        value_sd=np.full(len(key), np.sqrt(1 - dials.voice_truth)),
        level=np.full(len(key), EMAIL),
        acquaintance=np.full(len(key), BY_TIES),
        specificity=ones,
        interview_lists_open=ones,
        rank_lists_open=ones,
        words_at_ranking=ones,
        approaches=_in_the_class(
            market.seed, key, _approached(market.seed, key, _silent(role, dials)), dials
        ),
        tone_factor=ones,
        growth=np.zeros(len(key), bool),
        start=np.concatenate([[0], np.cumsum(number)]),
        addressed={},
        **of_role(role, ones, dials),
    )


def of_role(role: Ints, left: Floats, dials: Assumptions) -> dict[str, Any]:
    """Columns that follow from the role; ``left`` is the share of their weight time has left."""
    known = list(roles().values())
    enough = {
        "program coordinator": dials.coordinator_hard_pass,
        "chief resident": dials.chief_veto,
    }
    influence = np.array([one.influence for one in known])[role]
    return {
        "role": role,
        "voice_weight": influence * left,
        "influence": influence,
        "call_order": np.array([one.called for one in known])[role],
        "call_order_in_soap": np.array([one.called_in_soap for one in known])[role],
        "veto_chance": np.array([enough.get(one.name, 0.0) for one in known])[role],
    }


def sugar(role: Ints, dials: Assumptions) -> Floats:
    """SD that speakers of a role add to what they think: more, the less candor they have (S1-18).

    >>> names = list(roles())
    >>> sugar(np.array([names.index("research mentor"), names.index("alumnus")]), Assumptions())
    array([0.6, 0. ])
    """
    added: Floats = dials.sugar_coating * (1 - np.array([one.candor for one in roles().values()]))
    return added[role]


def _heard_on_average(market: Market, owner: Ints, role: Ints, dials: Assumptions) -> Floats:
    """Mean of what is heard of speakers: the truth they saw, their bias, what is seen through."""
    people = market.applicants
    heard: Floats = dials.voice_bias + np.sqrt(dials.voice_truth) * people.readiness[owner]
    heard += sugar(role, dials) * (1 - dials.sugar_seen)
    heard -= dials.group_bias * people.in_group[owner]
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
    can_be = np.stack([has[one.who] for one in roles().values()], axis=1)
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
    luck = noise.uniform(noise.season_keys(seed, "speakers"), noise.pair_keys(numbers))
    number, chance = np.zeros(len(numbers), np.int64), np.exp(-mean)
    reached = chance.copy()
    for count in range(1, 5):
        number += luck >= np.round(reached, 9)
        chance = chance * mean / count
        reached += chance
    return number


def _silent(role: Ints, dials: Assumptions) -> Floats:
    """Chance that speakers approach nobody, by what the role does to its odds (S4-15, S4-16)."""
    odds = np.array([one.silent for one in roles().values()])[role] ** dials.silent_by_role
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
