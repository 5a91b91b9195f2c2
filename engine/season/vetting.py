"""Safe, rank only, too risky: what a program dares to do early with those it interviewed.

A program that offers positions early asks around about everybody it interviewed
(`engine.season.vetting_calls`) and puts each into one of three buckets (S3-28 to S3-31):

- *safe*: a solid file, several good words, and no doubt;
- *rank only*: nobody said enough, or somebody hinted at something;
- *too risky*: the doubt is clear. The program does not rank them either.

What counts as a doubt is ``vetting_rule``: one trusted voice ("veto"); one trusted voice for the
offer, but two, or a worse one, for the list ("no hint"); or the worst answered of the questions,
averaged over those who spoke to it ("mean"). Beside these stands a no that is enough by the role
of who says it, as a chief resident's may be (``chief_veto``, S3-15): it costs the list under every
rule here, because it does so at the rank meeting too. Good words count by trust.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.backchannel.hearing import Heard
from engine.base import noise
from engine.base.codes import NOT_VETTED, OVERALL, RANK_ONLY, SAFE, TOO_RISKY
from engine.base.grouping import Floats, Ints, group_sizes, group_sums
from engine.base.noise import Years
from engine.base.ordering import fixed_point
from engine.formulas.vetting import HINT_BELOW, SPARED_DOWN_TO, TOO_RISKY_BELOW
from engine.scenario.assumptions import Assumptions
from engine.scenario.you import You
from engine.season.applications import Applications
from engine.season.early_positions import EarlyPositions
from engine.season.rank_lists import Interviews
from engine.season.vetting_calls import Answers, ask_around
from engine.sources.lexicon import roles


def vet(
    applications: Applications,
    interviews: Interviews,
    heard: Heard,
    to_give: EarlyPositions,
    you: You,
    years: Years,
) -> Interviews:
    """Let programs that offer positions early ask around, and say what they would dare.

    Returns the interviews with ``bucket``, ``early_key`` and ``sounded_out``, and with those who
    are too risky off the lists. Other programs ask nobody.
    """
    program = applications.program[interviews.application]
    targets = np.flatnonzero(to_give.number[program] > 0)
    answers = ask_around(applications, interviews, targets, heard, you, years)
    who = applications.applicant[interviews.application[targets]]
    paper = applications.belief["ranking"].mean[who]
    found = buckets(paper, answers, applications.dials)
    bucket = np.full(len(interviews), NOT_VETTED, np.int8)
    bucket[targets] = found
    ranked = interviews.ranked.copy()
    ranked[targets] &= found != TOO_RISKY
    dared = interviews.appeal[targets] - doubt(applications, who, answers)
    if you.early_note:
        yours = interviews.application[targets] >= applications.yours.start
        dared[yours] += applications.dials.note_cover
    early_key = interviews.rank_key.copy()
    early_key[targets] = fixed_point(dared)
    sounded_out = interviews.sounded_out.copy()
    keys = years.keys("sounded out")[interviews.season[targets]]
    luck = noise.uniform(keys, applications.pair[interviews.application[targets]])
    sounded_out[targets] = luck < applications.dials.sounded_out
    return replace(
        interviews, bucket=bucket, ranked=ranked, early_key=early_key, sounded_out=sounded_out
    )


def buckets(paper: Floats, answers: Answers, dials: Assumptions) -> NDArray[np.int8]:
    """Sort so many interviewed into `engine.base.codes.BUCKETS`, as F5 does where trust is full.

    ``paper`` is what the file makes the program believe, in SD of readiness.
    """
    number = len(paper)
    hint, risky = {"mean": _averaged, "no hint": _two_for_the_list, "veto": _worst}[
        dials.vetting_rule
    ](answers, number, dials)
    risky[answers.target[answers.final]] = True
    praise = np.where(answers.value > 0, answers.trust, 0.0)
    assured = group_sums(answers.target, praise, number) >= dials.assurance_needed - 1e-9
    safe = assured & (paper >= dials.paper_floor) & ~hint
    return np.select([risky, safe], [TOO_RISKY, SAFE], default=RANK_ONLY).astype(np.int8)


_Found = tuple[NDArray[np.bool_], NDArray[np.bool_]]


def _worst(answers: Answers, number: int, dials: Assumptions) -> _Found:
    """One trusted voice is enough for either."""
    worst = np.full(number, np.inf)
    trusted = answers.trust >= dials.trusted_from
    np.minimum.at(worst, answers.target[trusted], answers.value[trusted])
    return worst < HINT_BELOW, worst < TOO_RISKY_BELOW


def _two_for_the_list(answers: Answers, number: int, dials: Assumptions) -> _Found:
    """One trusted voice costs the offer; it takes two, or a worse one, to cost the list (I-31)."""
    clear = (answers.trust >= dials.trusted_from) & (answers.value < TOO_RISKY_BELOW)
    risky = group_sizes(answers.target[clear], number) > 1
    risky[answers.target[clear & (answers.value < SPARED_DOWN_TO)]] = True
    hint, _ = _worst(answers, number, dials)
    return hint, risky


def _averaged(answers: Answers, number: int, dials: Assumptions) -> _Found:
    """Average by trust, question by question; who spoke of everything answered every question.

    The worst answered of those that somebody was asked decides, so that praise of one thing is no
    answer to doubt about another.
    """
    cell = answers.target * (OVERALL + 1) + answers.question
    shape = number, OVERALL + 1
    weight = group_sums(cell, answers.trust, number * shape[1]).reshape(shape)
    total = group_sums(cell, answers.trust * answers.value, number * shape[1]).reshape(shape)
    asked = weight > 0
    asked[:, OVERALL] &= ~asked[:, :OVERALL].any(axis=1)
    weight[:, :OVERALL] += weight[:, OVERALL:]
    total[:, :OVERALL] += total[:, OVERALL:]
    mean = np.full(shape, np.inf)
    np.divide(total, weight, out=mean, where=asked)
    judged = np.round(mean.min(axis=1), 9)
    return judged < HINT_BELOW, judged < TOO_RISKY_BELOW


def doubt(applications: Applications, who: Ints, answers: Answers) -> Floats:
    """How much is taken off for doubt before an early offer, beyond the rank list's (S3-04).

    Of the applications ``who``, in SD of readiness. What was said in favor reassures, by its
    influence as on the rank list: known beats unknown.
    """
    dials = applications.dials
    influence = answers.trust * roles()["home program director"].influence
    kind = dials.weight_voice_ranking * influence * (answers.value >= 0)
    precision = applications.belief["interview"].precision[who]
    precision = precision + group_sums(answers.target, kind, len(who))
    taken_off: Floats = (dials.caution_prematch - dials.caution_ranking) / np.sqrt(precision)
    return taken_off
