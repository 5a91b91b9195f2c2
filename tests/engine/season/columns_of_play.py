"""What `Season` shows, worked out from seasons played in full: what the chain has to equal."""

import numpy as np

from engine.base.codes import (
    APPLIED,
    INTERVIEWED,
    MATCHED,
    NOT_APPLIED,
    PLACED,
    PREMATCH,
    RANKED,
    SCREENED_IN,
)
from engine.base.grouping import group_sizes
from engine.base.ordering import fixed_point
from engine.season.list_ends import list_ends
from engine.season.stages import play


def columns_of_play(others, yours, seed, replicates):
    """Play seasons in full, and keep what `Season` needs: one entry per season in every array."""
    batch = play(others, yours, seed, replicates)
    everybody, interviews = batch.applications, batch.interviews
    seasons, size = batch.outcome.shape
    cells = seasons * size
    met = group_sizes(interviews.applicant_cell, cells).reshape(seasons, size)
    ranked = interviews.applicant_cell[interviews.ranked]
    ranks = group_sizes(ranked, cells).reshape(seasons, size)
    reached = np.select(
        [ranks > 0, met > 0, any_of_each(everybody.start, batch.screened_in)],
        [RANKED, INTERVIEWED, SCREENED_IN],
        default=np.where(np.diff(everybody.market.start) > 0, APPLIED, NOT_APPLIED),
    )
    return {
        "outcome": batch.outcome,
        "program": batch.program,
        "round": batch.round,
        "second": batch.second,
        "second_round": batch.second_round,
        "reached": reached.astype(np.int8),
        "interviews": met.astype(np.int16),
        "ranks": ranks.astype(np.int16),
        **yours_of(batch),
    }


def any_of_each(start, holds):
    """Whether something holds for any application of each applicant, shape (R, A)."""
    number = np.diff(start)
    some = np.flatnonzero(number)
    found = np.zeros((len(holds), len(number)), bool)
    if len(some):
        found[:, some] = np.logical_or.reduceat(holds, start[some], axis=1)
    return found


def yours_of(batch):
    """Your applications, season by season."""
    everybody, interviews, seasons = batch.applications, batch.interviews, len(batch.replicates)
    programs, yours = len(everybody.market.programs), everybody.yours
    program = everybody.program[yours]
    mine = np.flatnonzero(interviews.application >= yours.start)
    cell = interviews.season[mine], interviews.application[mine] - yours.start
    reached = batch.screened_in[:, yours].astype(np.int8)
    reached[cell] = np.where(interviews.ranked[mine], RANKED, INTERVIEWED)
    before_soap = np.isin(batch.outcome[:, -1], (PREMATCH, MATCHED))
    placed = before_soap[:, None] & (batch.program[:, -1:] == program)
    beside = (batch.second_round[:, -1:] == 0) & (batch.second[:, -1:] == program)
    reached[placed | beside] = PLACED

    # Your rank on a list is the number of those ranked there who are seen as no worse.
    bar = np.full(seasons * programs, -1, np.int64)
    ranked = mine[interviews.ranked[mine]]
    bar[interviews.program_cell[ranked]] = interviews.rank_key[ranked]
    no_worse = interviews.rank_key <= bar.take(interviews.program_cell)
    better = interviews.program_cell[interviews.ranked & no_worse]
    ahead = group_sizes(better, seasons * programs)
    listed = interviews.program_cell[interviews.ranked]
    rivals = group_sizes(listed, seasons * programs).reshape(seasons, programs)
    standing = np.where(bar >= 0, ahead - 1, -1).reshape(seasons, programs)

    # Your own list holds every program that interviewed you, preliminary ones at its end.
    preference_key = np.full(reached.shape, np.iinfo(np.int64).max)
    last = everybody.market.programs.position_type[program][cell[1]] == 2
    preference_key[cell] = fixed_point(interviews.liking[mine]) + 10**9 * last
    taken = np.where(placed, preference_key, -1).max(axis=1, initial=-1)
    choice = np.where(taken >= 0, (preference_key < taken[:, None]).sum(axis=1), -1)
    read = batch.rank_key[:, None, : yours.start] <= batch.rank_key[:, yours, None]
    read &= everybody.program[: yours.start] == program[:, None]
    place = read.sum(axis=2, dtype=np.int32)
    end = list_ends(everybody.market.programs, interviews, batch)
    return {
        "your_reached": reached,
        "your_place": np.where(batch.screened_in[:, yours], place, -1),
        "your_rank": standing[:, program].astype(np.int32),
        "your_list_length": rivals[:, program].astype(np.int32),
        "your_list_end": end[:, program].astype(np.int32),
        "your_match_choice": choice.astype(np.int16),
    }
