"""Where a word goes, what silence tells, and whom texts invite."""

from functools import partial

import numpy as np
import pytest

from engine import MarketError, Scenario, one_line_texts, sure_of_a_word, word_reach
from engine.study.cases import stories
from engine.study.voices.reach_of_words import FIRSTHAND, PASSED_ON

SOURCE = Scenario(preset="source")
TOLD = SOURCE.with_voice("home program director", "I'd be cautious", 2, 2, known=True)


def test_a_word_reaches_whom_it_is_said_to_and_travels_on_only_where_it_ripples():
    reach = word_reach(TOLD)
    assert (reach.how == FIRSTHAND).sum(axis=1).max() == 2
    assert (reach.how == PASSED_ON).any()
    still = word_reach(TOLD.with_assumptions(voices_combine="veto"))
    assert not (still.how == PASSED_ON).any()
    np.testing.assert_array_equal(still.how == FIRSTHAND, reach.how == FIRSTHAND)
    assert reach.share().shape == reach.program.shape == reach.tied.shape
    assert reach.mean() == pytest.approx(reach.share().sum())
    np.testing.assert_array_equal(reach.weight, reach.how > 0)
    assert reach.passed_on() == ((reach.how == PASSED_ON).sum(axis=1).mean(), 1.0)
    assert still.passed_on() == (0.0, 0.0)


def test_without_a_speaker_there_is_no_word():
    with pytest.raises(MarketError, match="nobody speaks"):
        word_reach(SOURCE)


@pytest.mark.parametrize("ask", [partial(word_reach, SOURCE), partial(one_line_texts, warning=2)])
def test_no_number_of_seasons_and_no_seed_are_refused_with_the_rest(ask):
    with pytest.raises(MarketError, match=r"replicates is 0(.|\n)*seed is 'x'") as told:
        ask(replicates=0, seed="x")
    assert len(told.value.problems) == 3


def test_where_no_word_is_acted_on_nobody_hears_it():
    assert word_reach(TOLD.with_assumptions(endorsement_effect="none")).mean() == 0


def test_silence_tells_nothing_where_the_word_changes_nothing():
    seen = np.arange(10)
    for prior in (0.0, 0.2, 1.0):
        assert sure_of_a_word(seen, seen, 4, prior) == pytest.approx(prior)
    # Where so few interviews never come, nothing has been learned.
    assert sure_of_a_word(seen + 5, seen + 5, 2, 0.3) == 0.3
    assert sure_of_a_word(seen, seen * 0, 0, 0.5) == pytest.approx(10 / 11)
    with pytest.raises(MarketError, match="prior is 2") as told:
        sure_of_a_word(seen, seen, -1, 2)
    assert len(told.value.problems) == 2
    with pytest.raises(MarketError, match=r"without has no season(.|\n)*told has no season"):
        sure_of_a_word(seen[:0], seen[:0], 3, 0.5)


def test_texts_move_invitations_the_way_of_each_number():
    owed = [one_line_texts(asked=asked).owed() for asked in (0.0, 0.2, 0.6)]
    assert owed == sorted(owed)
    assert owed[0] == 0
    assert one_line_texts(known=0).owed() == one_line_texts(delighted=0, warning=0).owed() == 0
    warned = one_line_texts(delighted=0, warning=0.5)
    assert warned.owed() > 0
    assert (warned.invited.sum(axis=1) == 40).all()
    with pytest.raises(MarketError) as told:
        one_line_texts(files=0, known=2)
    assert len(told.value.problems) == 2
    with pytest.raises(MarketError, match="more than 1"):
        one_line_texts(delighted=0.9, warning=0.2)


def test_the_rotation_away_from_home_ends_as_the_document_tells():
    told = {step.step: step.matched for step in stories()["S1-30"].played(100)}
    nothing = told["no call"]
    assert told["the away director's word, before invitations"] > nothing + 0.15
    assert told["the same words, by a stranger"] == pytest.approx(nothing, abs=0.05)
    assert told["home warns, nobody else speaks"] < nothing - 0.3
    assert (
        told["home warns, nobody else speaks"]
        < told["home warns, and the away director speaks"]
        < told["the away director's word, before invitations"]
    )
    found = {s.step: s.matched for s in stories()["S1-30"].under("evidence").played(100)}
    spread = max(found.values()) - min(found.values())
    assert spread < 0.1
