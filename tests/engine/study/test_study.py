"""Comparisons: paired, exact where nothing changes, and in the right direction."""

from functools import cache

import numpy as np
import pytest

from engine import (
    MarketError,
    Scenario,
    choose_programs,
    compare,
    network,
    one_program,
    simulate,
    sweep,
)
from engine.base.codes import MATCHED, OUTCOMES, TYPES, UNPLACED
from engine.base.ordering import applicant_order
from engine.matching import deferred_acceptance
from tests.engine.seasons import everybody, play_scenario

PRAISE = "I'd take them"
BASE = Scenario().with_market(seed=3)
ARRAYS = [
    *("outcome", "program", "round", "reached", "interviews", "ranks"),
    *("your_reached", "your_place", "your_rank", "your_list_length"),
]


def same(comparison):
    return all(
        np.array_equal(getattr(comparison.before, name), getattr(comparison.after, name))
        for name in ARRAYS
    )


@pytest.mark.parametrize(
    "tweak",
    [
        lambda s: s,
        lambda s: s.with_you(step2=s.you.step2),
        lambda s: s.with_assumptions(exam_cut=s.assumptions.exam_cut),
        lambda s: s.with_voice("home program director", PRAISE, programs=0),
        lambda s: s.with_voice("home program director", PRAISE, programs=[]),
        lambda s: s.with_you(needs_visa=True),  # as usual for the type
        lambda s: Scenario.from_json(s.to_json()),
    ],
)
def test_a_tweak_that_changes_nothing_changes_nothing(tweak):
    comparison = compare(BASE, tweak(BASE), replicates=50)
    assert same(comparison)
    table = comparison.outcomes()
    assert (table["difference"] == 0).all()
    assert (table["low"] < 0).all()
    assert (table["high"] > 0).all()
    assert (comparison.displaced().iloc[:, 1:] == 0).all(axis=None)


def test_one_more_application_changes_only_what_it_causes():
    few, more = (simulate(BASE.with_strategy(applications=n), 100) for n in (22, 23))
    mine = [set(s.market.program[slice(*s.market.start[-2:])].tolist()) for s in (few, more)]
    (added,) = mine[1] - mine[0]
    # Where the new program does not interview you, the season is the same season.
    market = more.market
    column = market.program[slice(*market.start[-2:])].tolist().index(added)
    unseen = more.your_reached[:, column] < 2
    assert 20 < unseen.sum() < 80
    # Five signals go to the best liked; a new one among them would take another's signal.
    assert not market.signal[slice(*market.start[-2:])][column]
    np.testing.assert_array_equal(few.outcome[unseen], more.outcome[unseen])
    assert (few.interviews != more.interviews)[~unseen, -1].any()


def test_the_difference_is_paired():
    comparison = compare(BASE.with_you(step2=222), BASE, replicates=200)
    table = comparison.outcomes()
    assert table["outcome"].tolist() == list(OUTCOMES)
    assert table["difference"].tolist() == pytest.approx(
        (table["after"] - table["before"]).tolist()
    )
    assert table["difference"].sum() == pytest.approx(0)
    assert (table["low"] < table["difference"]).all()
    assert (table["difference"] < table["high"]).all()
    # Narrower than two independent samples would give.
    matched = table.set_index("outcome").loc["matched"]
    p, q = matched["before"], matched["after"]
    unpaired = 2 * 1.96 * ((p * (1 - p) + q * (1 - q)) / 200) ** 0.5
    assert matched["high"] - matched["low"] < 0.8 * unpaired
    assert matched["difference"] > 0.05


def test_displaced_counts_others_only():
    comparison = compare(BASE.with_you(step2=200), BASE.with_you(step2=260), replicates=60)
    table = comparison.displaced()
    assert table["applicant_type"].tolist() == list(TYPES)
    before, after = comparison.before, comparison.after
    gained = (after.outcome != UNPLACED).sum() - (before.outcome != UNPLACED).sum()
    yours = (after.outcome[:, -1] != UNPLACED).sum() - (before.outcome[:, -1] != UNPLACED).sum()
    assert (table["gained"] - table["lost"]).sum() * 60 == pytest.approx(gained - yours)
    assert table["lost"].sum() > table["gained"].sum()
    assert (table["moved"] > 0).any()


def test_classes_that_differ_are_not_compared():
    with pytest.raises(MarketError, match="market differs"):
        compare(BASE, BASE.with_market(seed=4))


def test_a_better_score_can_end_worse_in_a_single_season():
    # With eight interviews at most, a better score brings invitations from programs that are
    # liked better and harder to get; a safer interview is given up for them.
    base = BASE.with_strategy(applications=30).with_assumptions(interviews_accepted_most=8)
    comparison = compare(base.with_you(step2=222), base.with_you(step2=234), replicates=150)
    worse, better = comparison.before, comparison.after
    lost = (worse.outcome[:, -1] != UNPLACED) & (better.outcome[:, -1] == UNPLACED)
    assert np.flatnonzero(lost).tolist() == [14, 132, 145]
    assert worse.outcome[132, -1] == MATCHED
    assert better.outcome[132, -1] == UNPLACED
    assert better.interviews[132, -1] == 8
    liked = [s.replay(132).interviews for s in (worse, better)]
    mean = [seen.liking[seen.applicant_cell == 300].mean() for seen in liked]
    assert mean[1] > mean[0]
    # Over many seasons a better score helps all the same.
    assert comparison.outcomes().set_index("outcome").loc["unplaced", "difference"] < 0


# --- direction ----------------------------------------------------------------------------------

SCORES = (216, 228, 234, 240, 252, 264)


@cache
def placed(preset, kind, score, voices):
    """Share of 200 seasons of the teaching class in which you find a place."""
    scenario = Scenario(preset=preset).with_you(applicant_type=kind, step2=score)
    for role, phrase in (("home program director", PRAISE), ("chief resident", "a machine"))[
        :voices
    ]:
        scenario = scenario.with_voice(role, phrase, programs=4)
    return (simulate(scenario, replicates=200).outcome[:, -1] != UNPLACED).mean()


@pytest.mark.parametrize("preset", ["evidence", "source"])
@pytest.mark.parametrize("kind", TYPES)
def test_a_higher_score_or_one_more_good_word_never_lowers_your_chance(preset, kind):
    for voices in (0, 1):
        shares = [placed(preset, kind, score, voices) for score in SCORES]
        assert min(np.diff(shares)) >= -0.01, (voices, shares)
    for score in SCORES:
        assert placed(preset, kind, score, 1) >= placed(preset, kind, score, 0) - 0.01
    assert placed(preset, kind, 234, 2) >= placed(preset, kind, 234, 1) - 0.01
    assert placed(preset, kind, 264, 0) > placed(preset, kind, 216, 0)


def test_a_good_word_helps_the_default_you():
    for preset, least in (("evidence", 0.025), ("source", 0.15)):
        kind = Scenario().you.applicant_type
        gain = placed(preset, kind, 234, 1) - placed(preset, kind, 234, 0)
        assert gain >= least, (preset, gain)


# --- theorem: applicants propose, so moving up a list never makes you worse off in the Match -----


def your_match(scenario, seasons):
    """How much you like where you match, in each season; minus infinity where you do not."""
    files, played = everybody(scenario), play_scenario(scenario, 1, np.arange(seasons))
    seen, people = played.interviews, len(files.market.applicants)
    mine = seen.applicant_cell % people == files.market.you
    at = np.arange(seasons) * len(files.market.programs) + played.program[:, -1]
    here = (
        mine & (played.outcome[seen.season, -1] == MATCHED) & (seen.program_cell == at[seen.season])
    )
    liked = np.full(seasons, -np.inf)
    liked[seen.season[here]] = seen.liking[here]
    return liked, played


@pytest.mark.parametrize("kind", TYPES)
def test_a_good_word_at_ranking_alone_never_makes_a_match_worse(kind):
    # The voice can move you up rank order lists, and do nothing else.
    base = BASE.with_you(applicant_type=kind).with_assumptions(
        weight_voice_screening=0.0,
        weight_voice_soap=0.0,
        reopens_level_2=0.0,
        weight_voice_ranking=6.0,
        tie_share=1.0,
        chance_acted_on_known=1.0,
    )
    before, plain = your_match(base, 300)
    after, voiced = your_match(base.with_voice("home program director", PRAISE), 300)
    np.testing.assert_array_equal(plain.interviews.application, voiced.interviews.application)
    np.testing.assert_array_equal(plain.interviews.liking, voiced.interviews.liking)
    mine = plain.interviews.applicant_cell % 301 == 300
    assert (voiced.interviews.rank_key[mine] <= plain.interviews.rank_key[mine]).all()
    assert (voiced.interviews.rank_key[mine] < plain.interviews.rank_key[mine]).any()
    np.testing.assert_array_equal(
        voiced.interviews.rank_key[~mine], plain.interviews.rank_key[~mine]
    )
    assert (after >= before).all()
    assert (after > before).any()


def test_moving_up_one_certified_list_never_makes_a_match_worse():
    seasons, programs = 100, len(everybody(BASE).market.programs)
    files, played = everybody(BASE), play_scenario(BASE, 1, np.arange(seasons))
    seen = played.interviews
    rows = np.flatnonzero(seen.ranked)
    rows = rows[applicant_order(seen.applicant_cell[rows], seen.liking[rows])]
    start = np.searchsorted(seen.applicant_cell[rows], np.arange(seasons * 301 + 1))
    quotas = np.tile(files.market.programs.positions, seasons)
    yours = np.flatnonzero(seen.applicant_cell[rows] % 301 == 300)
    place = np.empty(len(rows), np.int64)  # on your own list
    place[yours] = yours - start[seen.applicant_cell[rows[yours]]]

    def match(standing):
        """Place of your match on your own list, season by season; 99 if there is none."""
        placed = deferred_acceptance(start, seen.program_cell[rows], standing, quotas)
        found = np.full(seasons, 99)
        here = yours[placed[seen.applicant_cell[rows[yours]]] == seen.program_cell[rows[yours]]]
        found[seen.season[rows[here]]] = place[here]
        return found

    certified = seen.rank_key[rows].astype(np.int64)
    usual = match(certified)
    moved = 0
    for program in range(programs):
        mine = yours[files.program[seen.application[rows[yours]]] == program]
        for up in (200, 1_000, 4_000, certified.max()):
            edited = certified.copy()
            edited[mine] = np.maximum(edited[mine] - up, 0)
            after = match(edited)
            assert (after <= usual).all()
            moved += (after < usual).sum()
    assert moved > 100


def test_a_comparison_says_what_it_is():
    same = compare(BASE, BASE, replicates=2)
    assert repr(same) == "<2 paired seasons: nothing differs>"
    higher = compare(BASE, BASE.with_you(step2=250), replicates=2)
    assert repr(higher) == "<2 paired seasons: you.step2 234 -> 250>"
    assert "you.step2 234 -&gt; 250" in higher._repr_html_()
    many = BASE.with_you(step2=250, mspe=1, letters=1, research=1, statement=1, tone=1)
    assert repr(compare(BASE, many, replicates=2)).endswith(", 2 more>")


def test_a_comparison_shows_its_outcomes_and_what_the_interval_is():
    comparison = compare(BASE, BASE.with_you(step2=243), replicates=20)
    shown = comparison._repr_html_()
    matched = comparison.outcomes().set_index("outcome").loc["matched"]
    assert all(f"{value:.3f}" in shown for value in matched)
    assert shown.count("<p>") == 1
    assert "95% interval of the difference" in shown


NO_SCENARIO = "{} is {}; it must be a Scenario"


@pytest.mark.parametrize(
    ("study", "problems"),
    [
        (
            lambda: simulate(None, replicates=0),
            [NO_SCENARIO.format("scenario", None), "replicates is 0"],
        ),
        (
            lambda: compare(1, 2),
            [NO_SCENARIO.format("scenario", 1), NO_SCENARIO.format("tweaked", 2)],
        ),
        (lambda: compare(Scenario(), {}), [NO_SCENARIO.format("tweaked", "{}")]),
        (lambda: sweep("all", {"preset": ["source"]}), [NO_SCENARIO.format("scenario", "'all'")]),
        (lambda: choose_programs(3, 2), [NO_SCENARIO.format("scenario", 3)]),
        (lambda: network(None), [NO_SCENARIO.format("scenario", None)]),
        (lambda: one_program(None, files=0), [NO_SCENARIO.format("scenario", None), "files is 0"]),
        (lambda: one_program(Scenario(), filters=5), ["filters is 5; it must be a list of names"]),
        (
            lambda: one_program(Scenario(), filters="visa"),
            ["filters is 'visa'; it must be a list of names"],
        ),
        (lambda: one_program(Scenario(), filters=["vsa", 3]), ["filters is 'vsa'", "filters is 3"]),
    ],
)  # fmt: skip
def test_what_is_no_scenario_and_no_list_is_named_in_one_error(study, problems):
    with pytest.raises(MarketError) as caught:
        study()
    assert len(caught.value.problems) == len(problems)
    for told, problem in zip(caught.value.problems, problems, strict=True):
        assert told.startswith(problem)
