"""One more applicant in solved markets: what the chain moves is what a whole new Match moves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.matching.deferred import deferred_acceptance
from engine.matching.joining import join, settle


def market(draw, applicants, programs, ties):
    """One market with a newcomer: lists and standings of everybody, the newcomer last."""
    lists = [
        draw.permutation(programs)[: draw.integers(0, programs + 1)] for _ in range(applicants)
    ]
    start = np.cumsum([0, *map(len, lists)])
    program = np.concatenate([np.empty(0, np.int64), *lists]).astype(np.int64)
    standing = draw.integers(0, 4 if ties else 2**20, len(program))
    return start, program, standing, draw.integers(0, 4, programs)


def diagonal(markets):
    """Lay markets out as a block diagonal, the newcomers apart."""
    start, late = [0], [0]
    columns = {name: [] for name in ("program", "standing", "quotas", "of late", "late standing")}
    programs = 0
    for begin, program, standing, quotas in markets:
        own = begin[-2]
        start += (begin[1:-1] + start[-1]).tolist()
        late.append(late[-1] + len(program) - own)
        columns["program"].append(program[:own] + programs)
        columns["standing"].append(standing[:own])
        columns["of late"].append(program[own:] + programs)
        columns["late standing"].append(standing[own:])
        columns["quotas"].append(quotas)
        programs += len(quotas)
    joined = {name: np.concatenate(parts).astype(np.int64) for name, parts in columns.items()}
    return (
        (
            np.repeat(np.arange(len(start) - 1), np.diff(start)),
            *(joined[name] for name in ("program", "standing", "quotas")),
            len(start) - 1,
        ),
        (np.array(late), joined["of late"], joined["late standing"]),
    )


def check(markets):
    others, late = diagonal(markets)
    settled = settle(*others)
    found = join(settled, *late)
    people = len(settled.placed)
    placed = np.append(settled.placed.astype(np.int64), np.full(len(markets), -1))
    placed[found.applicant] = found.program
    first_person = first_program = 0
    for number, whole in enumerate(markets):
        expected = deferred_acceptance(*whole)
        begin, *columns, quotas = whole
        alone = deferred_acceptance(begin[:-1], *(c[: begin[-2]] for c in columns), quotas)
        size, programs = len(expected) - 1, len(quotas)
        own = np.append(placed[first_person : first_person + size], placed[people + number])
        own = np.where(own >= 0, own - first_program, -1)
        np.testing.assert_array_equal(own, expected)
        gone = np.flatnonzero((alone >= 0) & (expected[:-1] < 0))
        left = found.left[number]
        if left >= 0:
            expected_left = people + number if expected[-1] < 0 else first_person + gone[0]
            assert left == expected_left
        else:
            assert len(gone) == 0
        grown = np.bincount(expected[expected >= 0], minlength=programs)
        grown = np.flatnonzero(grown - np.bincount(alone[alone >= 0], minlength=programs))
        assert found.filled[number] == (first_program + grown[0] if len(grown) else -1)
        assert (left < 0) == bool(len(grown))
        first_person, first_program = first_person + size, first_program + programs
    return found, settled


@given(st.integers(0, 2**32 - 1), st.booleans())
def test_a_newcomer_moves_what_a_whole_new_match_moves(seed, ties):
    draw = np.random.default_rng(seed)
    sizes = draw.integers(1, 9, (draw.integers(1, 6), 2))
    check([market(draw, int(a), int(p), ties) for a, p in sizes])


def test_long_chains_and_chains_that_come_back_are_followed_to_their_end():
    draw = np.random.default_rng(5)
    found, settled = check([market(draw, 16, 12, False) for _ in range(400)])
    people = len(settled.placed)
    newcomers, times = np.unique(found.applicant[found.applicant >= people], return_counts=True)
    assert len(newcomers) == 400
    assert (times > 1).sum() > 3  # placed first, and displaced by their own chain later
    assert (found.left >= people).any()
    assert ((found.left >= 0) & (found.left < people)).any()
    assert (found.filled >= 0).any()


@pytest.mark.parametrize("kept", [1, 3])
def test_the_first_of_several_settled_markets_stand_alone(kept):
    draw = np.random.default_rng(11)
    markets = [market(draw, 9, 5, True) for _ in range(4)]
    others, late = diagonal(markets)
    head = settle(*others).first(9 * kept - kept, 5 * kept)
    alone, own = diagonal(markets[:kept])
    one, other = join(head, *own), join(settle(*alone), *own)
    assert len(one.left) == kept < len(late[0]) - 1
    for name in ("applicant", "program", "left", "filled"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def test_settled_markets_can_follow_one_another():
    draw = np.random.default_rng(12)
    markets = [market(draw, 9, 5, True) for _ in range(5)]
    others, late = diagonal(markets)
    pieces = markets[:1], markets[1:3], markets[3:]
    first, *later = (settle(*diagonal(some)[0]) for some in pieces)
    one, other = join(settle(*others), *late), join(first.followed_by(*later), *late)
    for name in ("applicant", "program", "left", "filled"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
