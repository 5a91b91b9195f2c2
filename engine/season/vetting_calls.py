"""Whom a program asks before an early offer, and what it hears: four networks (S3-02).

1. A colleague who took graduates of the applicant's school tells how two of them did (S3-09,
   S3-10). About schools in the United States nobody needs to ask (S3-08).
2. The home faculty answers for the person (S3-11), the same to everybody who asks: the director
   of the home program where there is one.
3. Former residents who work near the applicant's school know the person or the cohort (S3-14).
4. The program's own residents: after a rotation the chief speaks (S3-15), otherwise somebody
   may tell what the residents saw at the social (S3-33).

Where a word about the applicant has already come through a network, nobody else is asked there.
Of five questions (S3-16) a voice answers one: the closing question leads it to the weakest point
(S3-19), so that one unfinished task may be all that is told (S3-17).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.class_voices import heard_on_average
from engine.backchannel.hearing import Heard
from engine.base import noise
from engine.base.codes import ASKED_EARLY, OVERALL
from engine.base.columns import concatenated
from engine.base.grouping import Floats, Ints
from engine.base.noise import Years
from engine.formulas.vetting import TOO_RISKY_BELOW
from engine.market.schools import ABROAD, NO_SCHOOL
from engine.scenario.assumptions import Assumptions
from engine.scenario.you import SCHOOL_RECORDS, You
from engine.season.applications import Applications
from engine.season.impression import ends_it
from engine.season.rank_lists import Interviews
from engine.sources.lexicon import role_number, roles

COLLEAGUE, HOME_FACULTY, FORMER_RESIDENTS, OWN_RESIDENTS = range(4)
_THROUGH = {
    "away program director": COLLEAGUE,
    "alumnus": FORMER_RESIDENTS,
    "chief resident": OWN_RESIDENTS,
    "resident": OWN_RESIDENTS,
    "program coordinator": OWN_RESIDENTS,
}
_ALIKE = 0.5  # share of each of the five answers that readiness explains; the rest is its own


@dataclass(frozen=True, eq=False)
class Answers:
    """What asking around brought; one entry per answer, in no order.

    Attributes
    ----------
    target : ndarray of int, shape (W,)
        Which of the interviews asked about.
    value : ndarray of float, shape (W,)
        What was said, in SD of readiness.
    trust : ndarray of float, shape (W,)
        How far it is believed; 1 is a home program director.
    question : ndarray of int, shape (W,)
        What it is about: index into `engine.base.codes.QUESTIONS`, or `OVERALL`.
    final : ndarray of bool, shape (W,)
        Whether this no is enough, whatever others say.
    """

    target: Ints
    value: Floats
    trust: Floats
    question: Ints
    final: NDArray[np.bool_]

    def joined(self, other: Answers) -> Answers:
        """Add further answers about the same interviews."""
        return concatenated(Answers, self, other)


def trust_in(role: str) -> float:
    """How far a role is believed when a program asks: its influence, home program director 1.

    >>> trust_in("home program director"), round(trust_in("attending"), 3)
    (1.0, 0.049)
    """
    return roles()[role].influence / roles()["home program director"].influence


def ask_around(
    applications: Applications,
    interviews: Interviews,
    targets: Ints,
    heard: Heard,
    you: You,
    years: Years,
) -> Answers:
    """Ask about the interviews ``targets``, ascending, through the four networks.

    Of the words ``heard`` those count that are said by December: a word of January makes no
    offer of November (S3-32).
    """
    told, known = _words_by_december(applications, interviews, targets, heard, years)
    asked = _Asked(applications, interviews, targets, you, years)
    answers = told
    for network, ask in enumerate((_colleague, _home_faculty, _former_residents, _own_residents)):
        answers = answers.joined(ask(asked, ~known[:, network]))
    return answers


def _words_by_december(
    applications: Applications, interviews: Interviews, targets: Ints, heard: Heard, years: Years
) -> tuple[Answers, NDArray[np.bool_]]:
    """Words that have come by themselves, and through which networks, shape (T, 4)."""
    speakers, size = applications.speakers, len(applications)
    cell = interviews.season[targets] * size + interviews.application[targets]
    about = heard.season * size + heard.application
    words = np.flatnonzero(np.isin(about, cell) & speakers.by_december[heard.speaker])
    target, heard = np.searchsorted(cell, about[words]), heard.only(words)
    through = np.array([_THROUGH.get(role, HOME_FACULTY) for role in roles()])
    known = np.zeros((len(targets), 4), bool)
    known[target, through[speakers.role[heard.speaker]]] = True
    full = roles()["home program director"].influence
    answers = Answers(
        target=target,
        value=heard.value,
        trust=speakers.voice_weight[heard.speaker] * heard.share / full,
        question=speakers.question[heard.speaker],
        final=ends_it(heard, speakers, years),
    )
    return answers, known


class _Asked:
    """The interviews asked about, with the keys of their luck."""

    def __init__(
        self,
        applications: Applications,
        interviews: Interviews,
        targets: Ints,
        you: You,
        years: Years,
    ) -> None:
        application = interviews.application[targets]
        self.season, self.years = interviews.season[targets], years
        self.who, self.pair = applications.applicant[application], applications.pair[application]
        self.market, self.dials = applications.market, applications.dials
        self.program = applications.program[application]
        self.yours = application >= applications.yours.start
        self.your_record = SCHOOL_RECORDS[you.school_record]

    def luck(self, stage: str, key: noise.Key) -> Floats:
        """Draw a uniform number for each interview."""
        keys = self.years.keys(stage)[self.season]
        return noise.uniform(keys, key).astype(np.float64)

    def lasting(self, stage: str, key: noise.Key) -> Floats:
        """Draw what is the same in all seasons."""
        keys = noise.season_keys(self.market.seed, stage)
        return noise.uniform(keys, key).astype(np.float64)

    def answers(self, chosen: Ints, role: str, name: str, key: noise.Key) -> Answers:
        """Let somebody in a role answer for the person, in the interviews ``chosen``."""
        dials, people = self.dials, self.market.applicants
        own = noise.normal(
            noise.season_keys(self.market.seed, "answers"),
            noise.pair_keys(self.market.numbers[:, None], np.arange(ASKED_EARLY)),
        ).astype(np.float64)
        who = self.who[chosen]
        question = _question(self.luck(f"{name} question", key)[chosen], own[who], dials)
        trait = np.sqrt(_ALIKE) * people.readiness[who]
        trait += np.sqrt(1 - _ALIKE) * own[who, question]
        keys = self.years.keys(f"{name} says")[self.season[chosen]]
        speaks = np.full(len(chosen), role_number(role))
        value = heard_on_average(self.market, who, speaks, trait, dials)
        value += np.sqrt(1 - dials.voice_truth) * noise.normal(keys, key[chosen])
        final = np.zeros(len(chosen), bool)
        if role == "chief resident":
            ends = self.luck("the chief ends it", key)[chosen] < dials.chief_veto
            final = ends & (value < TOO_RISKY_BELOW)
        trust = np.full(len(chosen), trust_in(role))
        return Answers(chosen, value, trust, question, final)


def _question(luck: Floats, own: Floats, dials: Assumptions) -> Ints:
    """Draw which question a voice answers: the weakest point, or any of the five."""
    closing = dials.closing_question
    rest = (luck - closing) / (1 - closing) if closing < 1 else luck
    any_of_them = np.floor(ASKED_EARLY * rest).astype(np.int64)
    return np.where(luck < closing, own.argmin(axis=1), any_of_them)


def _colleague(asked: _Asked, free: NDArray[np.bool_]) -> Answers:
    """Hear how two graduates of the school did, of whom the colleague took."""
    dials, market = asked.dials, asked.market
    school = market.applicants.school[asked.who]
    abroad = (school != NO_SCHOOL) & (market.schools.region[school] == ABROAD)
    # Everybody from one school meets the same memory at a program.
    key = noise.pair_keys(school, asked.program)
    solid = [asked.lasting(f"graduate {n}", key) < dials.graduates_solid for n in (1, 2)]
    record = np.select([solid[0] & solid[1], solid[0] | solid[1]], [1.0, -1.0], default=-2.0)
    record[asked.yours] = asked.your_record
    reached = asked.luck("colleague", asked.pair) < dials.vetting_reach
    # About the school and not the person: it may cost the offer, and no place on the list (S3-21).
    value = np.maximum(record * dials.spillover, TOO_RISKY_BELOW)
    chosen = np.flatnonzero(free & reached & (abroad | asked.yours) & (value != 0))
    return Answers(
        chosen,
        value[chosen],
        np.full(len(chosen), trust_in("away program director")),
        np.full(len(chosen), OVERALL),
        np.zeros(len(chosen), bool),
    )


def _home_faculty(asked: _Asked, free: NDArray[np.bool_]) -> Answers:
    """Ask at home: the program director where there is one, else the clerkship director."""
    reached = free & (asked.luck("faculty", asked.pair) < asked.dials.vetting_reach)
    at_home = asked.market.home_program[asked.who] >= 0
    person = noise.pair_keys(asked.market.numbers[asked.who])
    director, clerkship = np.flatnonzero(reached & at_home), np.flatnonzero(reached & ~at_home)
    return asked.answers(director, "home program director", "faculty", person).joined(
        asked.answers(clerkship, "clerkship director", "faculty", person)
    )


def _former_residents(asked: _Asked, free: NDArray[np.bool_]) -> Answers:
    """Ask the program's own graduates who work near the school."""
    chosen = np.flatnonzero(free & (asked.luck("alumnus", asked.pair) < asked.dials.vetting_reach))
    return asked.answers(chosen, "alumnus", "alumnus", asked.pair)


def _own_residents(asked: _Asked, free: NDArray[np.bool_]) -> Answers:
    """Ask the residents: the chief after a rotation, otherwise whoever was at the social."""
    dials = asked.dials
    # You rotated where you say so: by a voice from inside.
    rotated = (asked.lasting("rotated here", asked.pair) < dials.rotation_share) & ~asked.yours
    chief = np.flatnonzero(free & rotated)
    met = np.flatnonzero(free & ~rotated & (asked.luck("social", asked.pair) < dials.social_heard))
    return asked.answers(chief, "chief resident", "chief", asked.pair).joined(
        asked.answers(met, "resident", "social", asked.pair)
    )
