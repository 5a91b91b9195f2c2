"""One applicant of one season, followed along the chain of document S0 (S0-51).

What they are, who saw it, how their school is read, who is known where, what was said and heard,
what a program thinks then, the interview, the list: each link as the season has it. What the words
did is told by the same season with nobody speaking for this one applicant.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np

from engine.base.codes import FILTERS, MSPE, OUTCOMES, SOAP_STAGES, TYPES
from engine.base.errors import raise_if_any
from engine.base.settings import number_problem
from engine.market.schools import NO_SCHOOL
from engine.scenario.scenario import Scenario
from engine.season.applications import Applications
from engine.season.belief import clarity
from engine.season.stages import SeasonBatch, play
from engine.sources.lexicon import roles
from engine.study.simulation import class_and_you, class_of
from engine.study.voices.chain_links import Chain, ChainSpeaker, End, HeardWord, Stand, There

_BETTER = 0.25  # SD above the average, from which a warning is called wrong


def word_chain(
    scenario: Scenario, applicant: int | None = None, *, number: int = 0, seed: int = 1
) -> Chain:
    """Follow one applicant through one season.

    Parameters
    ----------
    scenario : Scenario
        What was set.
    applicant : int, optional
        Number of somebody in the class; without it, "you".
    number : int, default 0
        Which season.
    seed : int, default 1
        Seed of what a season varies.

    Returns
    -------
    Chain

    Raises
    ------
    MarketError
        If there is no such applicant or season.

    Examples
    --------
    >>> world = Scenario(preset="source")
    >>> told = word_chain(world.with_voice("home program director", "I'd take them", 2, 4))
    >>> told.you, told.speakers[0].role, told.words >= 1
    (True, 'home program director', True)
    """
    you = len(class_of(scenario).applications.market.applicants)
    who = you if applicant is None else applicant
    problem = number_problem("applicant", who, 0, you, whole=True)
    raise_if_any([problem, *_season_problems(number, seed)])
    batch = _played(scenario, number, seed)
    return _chain(batch, _played(scenario, number, seed, who), who)


def talked_about(
    scenario: Scenario, *, number: int = 0, seed: int = 1, most: int = 2
) -> dict[str, tuple[int, ...]]:
    """Choose people of the class to follow: those about whom most was said, good and bad.

    Parameters
    ----------
    scenario : Scenario
        Whose class.
    number, seed : int
        Which season.
    most : int, default 2
        How many of each kind at most.

    Returns
    -------
    dict of str to tuple of int
        "wrongly warned of", "warned of" and "praised": their numbers, nobody twice; "you" are not
        among them. Wrongly is who is better than the average by a quarter of an SD and more.

    Raises
    ------
    MarketError
        If there is no such season, or no such number of people.

    Examples
    --------
    >>> {kind: len(who) for kind, who in talked_about(Scenario(preset="source")).items()}
    {'wrongly warned of': 2, 'warned of': 2, 'praised': 2}
    """
    problem = number_problem("most", most, 0, 1_000_000, whole=True)
    raise_if_any([problem, *_season_problems(number, seed)])
    batch = _played(scenario, number, seed)
    market, heard = batch.applications.market, batch.heard
    about = batch.applications.applicant[heard.application]
    taken, chosen = [market.you], {}
    better = market.applicants.readiness[about] >= _BETTER
    bad = heard.value < 0
    for kind, side in (("wrongly warned of", bad & better), ("warned of", bad), ("praised", ~bad)):
        count = np.bincount(about[side], minlength=len(market.applicants))
        count[taken] = 0
        ranked = np.argsort(-count, kind="stable")[:most]
        chosen[kind] = tuple(ranked[count[ranked] > 0].tolist())
        taken += chosen[kind]
    return chosen


def _season_problems(number: object, seed: object) -> list[str | None]:
    return [
        number_problem("number", number, 0, 999_999, whole=True),
        number_problem("seed", seed, 0, 2**31 - 1, whole=True),
    ]


@lru_cache(maxsize=8)
def _played(scenario: Scenario, number: int, seed: int, silenced: int | None = None) -> SeasonBatch:
    """Play one season, if asked for with nobody speaking for one applicant."""
    others, yours = class_and_you(scenario)
    if silenced is not None:
        size = len(others.applications.market.applicants)
        if silenced < size:
            others = replace(others, applications=_silent(others.applications, silenced))
        else:
            yours = replace(yours, applications=_silent(yours.applications, silenced - size))
    return play(others, yours, seed, np.array([number]))


def _silent(applications: Applications, who: int) -> Applications:
    """Let nobody be heard about one applicant; nothing else changes, for luck is keyed."""
    calls, speakers = applications.calls, applications.speakers
    about = applications.applicant[calls.application] == who
    none = {
        name: np.where(about, np.float32(0), getattr(calls, name))
        for name in ("chance", "before_invitations", "if_called")
    }
    own = np.arange(len(speakers))
    own = (own >= speakers.start[who]) & (own < speakers.start[who + 1])
    quiet = replace(speakers, specificity=np.where(own, 0.0, speakers.specificity))  # in SOAP
    return replace(applications, calls=replace(calls, **none), speakers=quiet)


def _chain(batch: SeasonBatch, silent: SeasonBatch, who: int) -> Chain:
    everybody = batch.applications
    market, speakers = everybody.market, everybody.speakers
    people = market.applicants
    own = slice(int(speakers.start[who]), int(speakers.start[who + 1]))
    names = list(roles())
    school = int(people.school[who])
    there = _programs(batch, silent, who, own.start)
    week = batch.week
    mine = np.flatnonzero(week.applicant == who)
    return Chain(
        applicant=who,
        you=who == market.you,
        kind=TYPES[people.kind[who]],
        step2=int(people.step2[who]),
        readiness=float(people.readiness[who]),
        kindness=None if school == NO_SCHOOL else float(market.schools.generosity[school]),
        school_counts=float(clarity(market, everybody.dials)[who, MSPE]),
        speakers=tuple(
            ChainSpeaker(names[role], float(thinks), float(influence))
            for role, thinks, influence in zip(
                speakers.role[own], speakers.value_mean[own], speakers.influence[own], strict=True
            )
        ),
        programs=there,
        soap=tuple(
            (market.programs.names[week.program[row]], SOAP_STAGES[week.stage[row]]) for row in mine
        ),
        end=_end(batch, who),
        silent_end=_end(silent, who),
    )


def _programs(batch: SeasonBatch, silent: SeasonBatch, who: int, first: int) -> tuple[There, ...]:
    """Tell each application of one applicant; ``first`` is the place of the first speaker."""
    everybody, heard = batch.applications, batch.heard
    calls = everybody.calls
    rows = np.arange(int(everybody.start[who]), int(everybody.start[who + 1]))
    found = []
    for row in rows[np.argsort(-everybody.liking[rows], kind="stable")]:
        words = np.flatnonzero(heard.application == row)
        told = tuple(
            HeardWord(
                int(heard.speaker[word]) - first,
                float(heard.value[word]),
                bool(heard.before_invitations[word]),
                bool(calls.unasked[heard.call[word]]),
                bool(heard.firsthand[word]),
            )
            for word in words
        )
        known = np.unique(calls.speaker[calls.application == row]) - first
        found.append(
            There(
                name=everybody.market.programs.names[everybody.program[row]],
                stopped_by=FILTERS[everybody.stopped[row]],
                known=tuple(known.tolist()),
                words=told,
                now=_stand(batch, int(row)),
                silent=_stand(silent, int(row)),
            )
        )
    return tuple(found)


def _stand(batch: SeasonBatch, row: int) -> Stand:
    everybody, interviews = batch.applications, batch.interviews
    there = everybody.program == everybody.program[row]
    read = there & batch.screened_in[0]
    mine = batch.rank_key[0, row]
    place = int((batch.rank_key[0, read] < mine).sum()) + 1 if read[row] else 0
    met = np.flatnonzero(interviews.application == row)
    rank = int(interviews.standing[met[0]]) + 1 if len(met) else 0
    return Stand(place, int(read.sum()), bool(len(met)), rank)


def _end(batch: SeasonBatch, who: int) -> End:
    program = int(batch.program[0, who])
    name = batch.applications.market.programs.names[program] if program >= 0 else ""
    return End(OUTCOMES[batch.outcome[0, who]], name, int(batch.round[0, who]))
