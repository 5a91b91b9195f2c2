"""Invitations: from the top, a limited number accepted, the rest passed down; you on top."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Scenario
from engine.base.ordering import UNREAD
from engine.season.invitations import _running, accept_interviews, invite, order_for_invitation
from tests.engine.seasons import everybody, play_scenario


def files_of(lists, invitations, most, waves):
    """Make the part of `Applications` that invitations use; the last applicant is "you"."""
    start = np.concatenate([[0], np.cumsum([len(own) for own in lists])])
    program = np.array([p for own in lists for p in own], np.int64)
    return SimpleNamespace(
        start=start,
        program=program,
        yours=slice(int(start[-2]), int(start[-1])),
        dials=SimpleNamespace(invitation_waves=waves, interviews_accepted_most=most),
        market=SimpleNamespace(
            programs=SimpleNamespace(
                invitations=np.array(invitations), __len__=None, names=invitations
            )
        ),
    )


def interviews_of(files, rank_key):
    """Say which interviews take place in the end."""
    invited_to = invite(files, rank_key, order_for_invitation(files, rank_key))
    return accept_interviews(files, rank_key, invited_to)


# Invited nearly everywhere, so that many invitations are declined.
STAR = {"applicant_type": "US MD senior", "step2": 300, "mspe": 3.0, "letters": 3.0}


class Programs(SimpleNamespace):
    """So many programs."""

    def __len__(self):
        return len(self.invitations)


def by_hand(lists, invitations, most, waves, worse):
    """Play one season's invitations with lists, one wave after the other."""
    you = len(lists) - 1
    row = {(a, p): n for n, (a, p) in enumerate((a, p) for a, own in enumerate(lists) for p in own)}
    sent = list(invitations)
    accepted = set()
    for _ in range(waves):
        invited = set()
        for program, number in enumerate(sent):
            read = sorted(
                worse[n]
                for (a, p), n in row.items()
                if p == program and a != you and worse[n] < UNREAD
            )
            if number < 1:
                continue
            bar = read[number - 1] if number <= len(read) else UNREAD - 1
            for (_, p), n in row.items():
                if p == program and worse[n] <= bar:
                    invited.add(n)
        accepted = set()
        passed = [0] * len(sent)
        for a, own in enumerate(lists):
            offers = [row[a, p] for p in own if row[a, p] in invited]
            accepted.update(offers[:most])
            if a != you:
                for n in offers[most:]:
                    passed[own[n - row[a, own[0]]]] += 1
        sent = [number + more for number, more in zip(invitations, passed, strict=True)]
    return accepted


@st.composite
def markets(draw):
    programs = draw(st.integers(1, 4))
    lists = draw(
        st.lists(st.lists(st.integers(0, programs - 1), unique=True), min_size=1, max_size=7)
    )
    cells = sum(len(own) for own in lists)
    worse = draw(st.lists(st.sampled_from([*range(1, 30), UNREAD]), min_size=cells, max_size=cells))
    invitations = draw(st.lists(st.integers(0, 5), min_size=programs, max_size=programs))
    return lists, invitations, draw(st.integers(1, 3)), draw(st.integers(1, 4)), worse


@given(markets())
def test_the_arrays_do_what_lists_do(case):
    lists, invitations, most, waves, worse = case
    files = files_of(lists, invitations, most, waves)
    files.market.programs = Programs(invitations=np.array(invitations))
    both = np.array([worse, worse[::-1]], np.int32)
    accepted = interviews_of(files, both)
    for season, numbers in enumerate(both.tolist()):
        expected = by_hand(lists, invitations, most, waves, numbers)
        assert set(np.flatnonzero(accepted[season]).tolist()) == expected


@given(markets())
def test_places_count_those_who_stand_before(case):
    lists, invitations, most, waves, worse = case
    files = files_of(lists, invitations, most, waves)
    files.market.programs = Programs(invitations=np.array(invitations))
    cells = np.array([worse], np.int32)
    lines = order_for_invitation(files, cells)
    program = np.repeat(np.arange(len(invitations)), 3)
    asked = np.tile(np.array([1, 15, UNREAD - 1], np.int32), len(invitations))
    found = lines.places(np.zeros(len(asked), int), program, asked)
    others = files.program[: files.yours.start]
    for p, bar, place in zip(program, asked, found, strict=True):
        assert place == ((others == p) & (cells[0, : files.yours.start] <= bar)).sum()


@pytest.mark.parametrize("rows", [0, 1, 7, 8, 9, 1_000, 4_001])
def test_running_counts(rows):
    invited = np.random.default_rng(rows).random((3, rows)) < 0.6
    np.testing.assert_array_equal(_running(invited), np.cumsum(invited, axis=1) % 256)


def test_who_is_invited_everywhere_declines(usual):
    scenario = usual.with_you(**STAR).with_strategy(applications=5_000)
    files, played = everybody(scenario), play_scenario(scenario, 1, np.arange(9))
    cap = files.dials.interviews_accepted_most
    assert played.screened_in[:, files.yours].sum(axis=1).min() > cap
    mine = played.interviews.application >= files.yours.start
    assert np.bincount(played.interviews.season[mine]).tolist() == [cap] * 9


def test_more_than_255_applications_are_counted():
    # Running counts are kept in a byte while that is enough; here it is not.
    lists = [list(range(300)), []]
    files = files_of(lists, [1] * 300, 290, 1)
    files.market.programs = Programs(invitations=np.ones(300, int))
    worse = np.full((2, 300), 7, np.int32)
    accepted = interviews_of(files, worse)
    assert accepted.sum(axis=1).tolist() == [290, 290]
    assert accepted[:, :290].all()


def test_nobody_accepts_more_than_the_cap_and_the_best_liked_first():
    scenario = Scenario().with_market(seed=3).with_assumptions(interviews_accepted_most=5)
    season = play_scenario(scenario, 1, np.arange(20))
    people = len(everybody(scenario).market.applicants)
    counts = np.bincount(season.interviews.applicant_cell, minlength=20 * people)
    assert counts.max() == 5
    assert (counts == 5).sum() > 100


@pytest.fixture(scope="module")
def usual():
    return Scenario().with_market(seed=3)


def others_interviews(scenario):
    files, played = everybody(scenario), play_scenario(scenario, 1, np.arange(60))
    theirs = played.interviews.application < files.yours.start
    return played.interviews.season[theirs], files.row[played.interviews.application[theirs]]


@pytest.mark.parametrize(
    "tweak",
    [
        lambda s: s.with_you(step2=180),
        lambda s: s.with_you(step2=300, mspe=3.0, letters=3.0),
        lambda s: s.with_you(applicant_type="US MD senior", region="West"),
        lambda s: s.with_you(field="competitive"),
        lambda s: s.with_you(**STAR).with_strategy(applications=5_000),
        lambda s: s.with_strategy(applications=0),
        lambda s: s.with_strategy(applications=5_000),
        lambda s: s.with_voice("home program director", "I'd take them", 3, 39),
        lambda s: s.with_voice("chief resident", "Hard pass", 3, 39),
    ],
)
def test_your_dials_move_nobody_elses_interviews(usual, tweak):
    before, after = others_interviews(usual), others_interviews(tweak(usual))
    assert len(before[0]) > 60 * 2_000
    np.testing.assert_array_equal(before, after)


def test_your_interviews_do_move(usual):
    def mine(scenario):
        files, played = everybody(scenario), play_scenario(scenario, 1, np.arange(60))
        return (played.interviews.application >= files.yours.start).sum()

    assert mine(usual.with_you(step2=200)) < mine(usual) < mine(usual.with_you(step2=270))
