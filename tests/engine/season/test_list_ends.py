"""Where rank order lists end: one by one by hand, and what follows for you."""

import numpy as np
import pytest

from engine import Scenario, simulate
from engine.base.codes import MATCHED, PLACED, PREMATCH, UNPLACED
from engine.season.list_ends import list_ends
from tests.engine.seasons import play_scenario

WORLDS = {
    "studies": Scenario(),
    "articles": Scenario(preset="source"),
    "early offers": Scenario(rules=False, preset="source").with_assumptions(early_scale=2.0),
    "some outside": Scenario().with_assumptions(outside_match_share=0.3),
    "couples": Scenario().with_market(couples=4),
}


def by_hand(batch, season, program):
    """Read the list from the top to the last one the Match brought here."""
    everybody = batch.applications
    here = batch.interviews.season == season
    here &= everybody.program[batch.interviews.application] == program
    entries = np.flatnonzero(here & batch.interviews.ranked)
    order = sorted(entries, key=lambda n: (batch.interviews.rank_key[n], n))
    people = [int(everybody.applicant[batch.interviews.application[n]]) for n in order]
    programs = everybody.market.programs
    if programs.outside_match[program]:
        return -1
    mine = batch.program[season] == program
    taken = (mine & np.isin(batch.outcome[season], (PREMATCH, MATCHED))).sum()
    if taken < programs.positions[program]:
        return len(people)
    matched = set(np.flatnonzero(mine & (batch.outcome[season] == MATCHED)).tolist())
    # Equals stand before the last one in; of two that are equal you come last.
    key = {who: int(batch.interviews.rank_key[n]) for who, n in zip(people, order, strict=True)}
    worst = max((key[who] for who in people if who in matched), default=-1)
    you = batch.outcome.shape[1] - 1
    before = [who for who in people if key[who] <= worst and (who != you or who in matched)]
    before += [you] if you in key and you not in matched and key[you] < worst else []
    return len(before) - 1


@pytest.mark.parametrize("world", WORLDS)
def test_a_list_ends_where_it_does_when_it_is_read_from_the_top(world):
    batch = play_scenario(WORLDS[world], 1, np.arange(3))
    programs = batch.applications.market.programs
    ends = list_ends(programs, batch.interviews, batch)
    assert ends.shape == (3, len(programs))
    for season in range(3):
        expected = [by_hand(batch, season, program) for program in range(len(programs))]
        assert ends[season].tolist() == expected


@pytest.mark.parametrize("step2", [225, 234, 250])
@pytest.mark.parametrize("world", ["studies", "articles", "couples"])
def test_you_are_placed_exactly_where_a_list_reaches_you(world, step2):
    season = simulate(WORLDS[world].with_you(step2=step2), replicates=100)
    within = (season.your_rank >= 0) & (season.your_rank <= season.your_list_end)
    matched = season.outcome[:, -1] == MATCHED
    assert 0 < matched.sum() < 100 or step2 == 225
    # Wherever you match, the list reached you; and no list reaches whom the Match leaves.
    here = (season.your_reached == PLACED) & matched[:, None]
    assert within[here].all()
    assert within.any(axis=1).tolist() == matched.tolist()
    # Where you match you may be the last one in, and never the one after.
    assert (season.your_list_end[here] - season.your_rank[here] >= 0).all()


def test_the_end_of_a_list_is_never_behind_the_list():
    season = simulate(Scenario(), replicates=60)
    assert season.your_list_end.shape == season.your_list_length.shape
    assert (season.your_list_end <= season.your_list_length).all()
    assert (season.your_list_end >= -1).all()
    unplaced = season.outcome[:, -1] == UNPLACED
    assert 0 < unplaced.sum() < 60
