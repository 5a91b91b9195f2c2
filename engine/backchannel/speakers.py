"""Everybody who may speak in a market, as a table; and what follows from who they are.

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

from engine.base.grouping import Floats, Ints, edges_followed_by
from engine.scenario.assumptions import Assumptions
from engine.sources.lexicon import role_column, roles

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
    in_match_week : ndarray of bool, shape (S,)
        Whether they speak in the week of SOAP, unasked, and not before.
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
    question : ndarray of int, shape (S,)
        What they speak about: index into `engine.base.codes.QUESTIONS`, or `OVERALL`.
    by_december : ndarray of bool, shape (S,)
        Whether they speak while early offers are still made.
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
    in_match_week: NDArray[np.bool_]
    approaches: Ints
    call_order: Ints
    call_order_in_soap: Ints
    tone_factor: Floats
    veto_chance: Floats
    growth: NDArray[np.bool_]
    question: Ints
    by_december: NDArray[np.bool_]
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
            start=edges_followed_by(self.start, other.start),
            addressed={
                **self.addressed,
                **{len(self) + someone: where for someone, where in other.addressed.items()},
            },
            **columns,
        )


def of_role(role: Ints, left: Floats, dials: Assumptions) -> dict[str, Any]:
    """Columns that follow from the role; ``left`` is the share of their weight time has left."""
    enough = {
        "program coordinator": dials.coordinator_hard_pass,
        "chief resident": dials.chief_veto,
    }
    influence = role_column("influence")[role]
    return {
        "role": role,
        "voice_weight": influence * left,
        "influence": influence,
        "call_order": role_column("called")[role],
        "call_order_in_soap": role_column("called_in_soap")[role],
        "veto_chance": np.array([enough.get(name, 0.0) for name in roles()])[role],
    }


def sugar(role: Ints, dials: Assumptions) -> Floats:
    """SD that speakers of a role add to what they think: more, the less candor they have (S1-18).

    >>> names = list(roles())
    >>> sugar(np.array([names.index("research mentor"), names.index("alumnus")]), Assumptions())
    array([0.6, 0. ])
    """
    added: Floats = dials.sugar_coating * (1 - role_column("candor"))
    return added[role]
