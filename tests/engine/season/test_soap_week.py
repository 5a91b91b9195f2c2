"""SOAP week: who applies where, whom programs list, and what no round may do."""

import numpy as np
import pytest

from engine import Scenario
from engine.base.codes import COMPETITIVE, MATCHED, SOAP
from engine.season.filters import stopped_by
from engine.season.soap.applying import considered
from tests.engine.seasons import PLAIN_SOAP, everybody, play_scenario

BASE = Scenario().with_market(seed=3).with_assumptions(**PLAIN_SOAP)
SEASONS = 80


def season(scenario=BASE, seasons=SEASONS):
    return everybody(scenario), play_scenario(scenario, 1, np.arange(seasons))


def left_open(files, played):
    """Positions open after the Match, shape (R, P)."""
    programs = files.market.programs
    cell = np.arange(len(played.outcome))[:, None] * len(programs) + played.program
    early = np.bincount(
        cell[played.outcome <= MATCHED], minlength=len(played.outcome) * len(programs)
    )
    return programs.positions - early.reshape(-1, len(programs))


def test_only_the_unmatched_apply_and_only_to_open_programs():
    files, played = season()
    week = played.week
    assert len(week.season) > 1_000
    assert (played.outcome[week.season, week.applicant] > MATCHED).all()
    assert (left_open(files, played)[week.season, week.program] > 0).all()
    pairs = set(zip(week.season, week.applicant, week.program, strict=True))
    assert len(pairs) == len(week.season)


def test_no_program_fills_more_than_it_has_open():
    files, played = season()
    programs = len(files.market.programs)
    cell = np.arange(SEASONS)[:, None] * programs + played.program
    filled = np.bincount(cell[played.outcome == SOAP], minlength=SEASONS * programs)
    assert filled.sum() > 500
    assert (filled.reshape(-1, programs) <= left_open(files, played)).all()


def test_a_file_that_a_filter_stops_is_neither_read_nor_listed():
    no_veto = BASE.with_assumptions(coordinator_hard_pass=0.0, chief_veto=0.0)
    files, played = season(no_veto)
    week, market = played.week, files.market
    stopped = stopped_by(
        market.applicants,
        market.programs,
        week.applicant,
        week.program,
        exam_relief=files.dials.soap_exam_relief,
        relaxed=market.programs.relaxes_in_soap,
    )
    assert 0 < (stopped > 0).mean() < 1
    np.testing.assert_array_equal(np.isnan(week.appeal), stopped > 0)
    np.testing.assert_array_equal(week.listed, stopped == 0)
    np.testing.assert_array_equal(week.standing >= 0, week.listed)
    assert (week.rounds.offered[stopped > 0] == 0).all()


def test_a_competitive_program_takes_only_who_wanted_its_field():
    files, played = season(BASE.with_assumptions(competitive_cut=40.0))
    where, who = played.week.program, played.week.applicant
    competitive = files.market.programs.field[where] == COMPETITIVE
    assert competitive.any()
    assert (files.market.applicants.field[who[competitive]] == COMPETITIVE).all()


def test_the_cap_binds_and_leaves_the_best_liked():
    many = BASE.with_assumptions(interviews_accepted_most=4)  # leaves many positions open
    _, loose = season(many)
    _, tight = season(many.with_assumptions(soap_applications_most=18))  # 18 x .167 = 3 here
    np.testing.assert_array_equal(loose.outcome <= MATCHED, tight.outcome <= MATCHED)
    sent = np.bincount(tight.week.season * 301 + tight.week.applicant)
    assert sent.max() == 3
    pairs = [
        set(zip(w.week.season, w.week.applicant, w.week.program, strict=True))
        for w in (loose, tight)
    ]
    assert pairs[1] < pairs[0]


@pytest.mark.parametrize("rounds", [1, 2, 4])
def test_rounds(rounds):
    _, played = season(BASE.with_assumptions(soap_rounds=rounds))
    assert played.round.max() == rounds
    assert ((played.round > 0) == (played.outcome == SOAP)).all()


def test_what_lapses_never_returns():
    strangers = {"university_share": 0.0}  # own students alone never let one lapse
    files, played = season(BASE.with_assumptions(soap_lapse_share=1.0, **strangers))
    assert (played.outcome != SOAP).all()
    offers = played.week.rounds.offered > 0
    # Each round offers to the next on the list: never the same pair, so rounds differ.
    assert offers.sum() > 500
    cell = played.week.season * len(files.market.programs) + played.week.program
    for one in np.unique(cell)[:200]:
        own = np.flatnonzero((cell == one) & played.week.listed)
        order = own[np.argsort(played.week.standing[own])]
        offered = played.week.rounds.offered[order]
        made = offered[offered > 0]
        assert (np.diff(made) >= 0).all()
        assert (offered[: len(made)] > 0).all()


def test_offers_go_out_in_list_order_to_as_many_as_are_open():
    files, played = season()
    open_now = left_open(files, played)
    week = played.week
    first = week.rounds.offered == 1
    sent = np.bincount(
        week.season[first] * open_now.shape[1] + week.program[first], minlength=open_now.size
    ).reshape(open_now.shape)
    assert (sent <= open_now).all()
    listed = np.bincount(
        week.season[week.listed] * open_now.shape[1] + week.program[week.listed],
        minlength=open_now.size,
    ).reshape(open_now.shape)
    np.testing.assert_array_equal(sent, np.minimum(open_now, listed))
    assert (week.standing[first] < open_now[week.season, week.program][first]).all()


def test_people_look_at_the_open_programs_of_their_neighborhood_and_at_home():
    big = BASE.with_market(applicants=1_000)
    market = everybody(big).market
    rng = np.random.default_rng(1)
    unmatched = rng.random((3, 1_001)) < 0.1
    open_positions = (rng.random((3, len(market.programs))) < 0.3).astype(np.int64)
    open_positions[2] = 0
    found = set(
        zip(*(c.tolist() for c in considered(market, unmatched, open_positions)), strict=True)
    )
    assert (market.considered < len(market.programs)).all()
    expected, far_from_home = set(), 0
    for s, a in zip(*np.nonzero(unmatched), strict=True):
        stretch = market.considered_from[a] + np.arange(market.considered[a])
        looked_at = set(market.programs.ring[stretch % len(market.programs)].tolist())
        home = int(market.home_program[a])
        far_from_home += home >= 0 and home not in looked_at and open_positions[s, home] > 0
        for p in looked_at | {home} - {-1}:
            if open_positions[s, p]:
                expected.add((int(s), int(a), int(p)))
    assert found == expected
    assert len(found) > 500
    assert far_from_home > 10


def test_who_applied_widely_looks_as_widely_in_soap():
    far = BASE.with_market(applicants=2_000).with_strategy(applications=100)
    market = everybody(far).market
    alone = np.zeros((1, 2_001), bool)
    alone[0, market.you] = True
    _, _, where = considered(market, alone, np.ones((1, len(market.programs)), np.int64))
    usual = market.considered[0]
    assert usual < len(where) == market.considered[market.you] <= len(market.programs)


def test_nothing_open_or_nobody_left():
    market = everybody(BASE).market
    some = np.ones((2, 301), bool)
    none = np.zeros((2, len(market.programs)), np.int64)
    assert [len(column) for column in considered(market, some, none)] == [0, 0, 0]
    assert [len(column) for column in considered(market, ~some, none + 1)] == [0, 0, 0]


def test_a_voice_counts_in_soap():
    # The voice counts in SOAP alone here.
    quiet = {"weight_voice_screening": 0.0, "weight_voice_ranking": 0.0, "reopens_level_2": 0.0}
    base = BASE.with_you(step2=228, needs_visa=False).with_assumptions(
        **quiet, tie_share=1.0, chance_acted_on_known=1.0, weight_voice_soap=10.0
    )
    shares, matched = [], []
    for phrase in ("Hard pass", None, "I'd take them"):
        scenario = base if phrase is None else base.with_voice("home program director", phrase)
        _, played = season(scenario, 300)
        shares.append((played.outcome[:, -1] == SOAP).mean())
        matched.append(played.outcome <= MATCHED)
    assert shares[0] < shares[1] < shares[2]
    # Before SOAP, nothing has moved for anybody.
    np.testing.assert_array_equal(matched[0], matched[1])
    np.testing.assert_array_equal(matched[1], matched[2])


def test_one_trusted_no_keeps_off_soap_lists_where_one_is_enough():
    base = BASE.with_you(step2=228, needs_visa=False).with_assumptions(
        tie_share=1.0, chance_acted_on_known=1.0
    )
    for combine, listed in (("mean", True), ("veto", False)):
        scenario = base.with_assumptions(voices_combine=combine)
        _, played = season(scenario.with_voice("resident", "Hard pass"), 100)
        mine = played.week.applicant == 300
        assert mine.sum() > 30
        assert played.week.listed[mine].any() == listed
