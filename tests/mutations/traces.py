"""What a season leaves behind, stage by stage, and which stages of two seasons differ."""

import numpy as np

from tests.engine.seasons import play_scenario

SEASONS = np.arange(40)


def trace(scenario):
    """Return what each stage comes to: who gets past it, and in which place."""
    batch = play_scenario(scenario, 1, SEASONS)
    seen, week = batch.interviews, batch.week
    who = (seen.season, seen.application)
    return {
        "screening": (batch.screened_in,),
        "places before the invitations": (np.where(batch.screened_in, batch.rank_key, -1),),
        "interviews": who,
        "rank order lists": (*who, seen.standing),
        "buckets": (*who, seen.bucket),
        "places for early offers": (*who, seen.early_key, seen.sounded_out),
        "pre-match": (batch.signed,),
        "the Match": (np.where(batch.outcome <= 1, batch.program, -1),),
        "SOAP lists": (week.season, week.applicant, week.program, week.standing),
        "SOAP": (batch.outcome, batch.program, batch.round),
    }


def stages_that_differ(one, other):
    """Name the stages at which two scenarios differ for anybody."""
    a, b = trace(one), trace(other)
    return [stage for stage in a if not _same(a[stage], b[stage])]


def _same(one, other):
    return all(np.array_equal(x, y) for x, y in zip(one, other, strict=True))
