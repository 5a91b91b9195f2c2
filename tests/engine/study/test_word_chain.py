"""One applicant along the chain: what is told is what the season has, with words and without."""

import re
from dataclasses import replace

import numpy as np
import pytest

from engine import MarketError, Scenario, simulate
from engine.backchannel.calls import find_calls
from engine.study.voices.word_chain import _played, _silent, talked_about, word_chain

SOURCE = Scenario(preset="source").with_voice("home program director", "I'd take them", 2, 4)


@pytest.fixture(scope="module")
def chains():
    people = [who for some in talked_about(SOURCE).values() for who in some]
    return [word_chain(SOURCE, who) for who in (None, *people)]


def test_those_to_follow_are_spoken_of_and_nobody_is_chosen_twice(chains):
    chosen = talked_about(SOURCE)
    people = [who for some in chosen.values() for who in some]
    assert len(set(people)) == len(people) == 6
    everybody = [who for some in talked_about(SOURCE, most=300).values() for who in some]
    assert len(set(everybody)) == len(everybody) > 100
    assert 300 not in everybody  # you
    for kind, sign in (("wrongly warned of", -1), ("warned of", -1), ("praised", 1)):
        for who in chosen[kind]:
            values = [w.value for there in word_chain(SOURCE, who).programs for w in there.words]
            assert sign in np.sign(values)


@pytest.mark.parametrize("preset", ["source", "evidence"])
def test_who_is_wrongly_warned_of_is_better_than_the_average(preset):
    world = Scenario(preset=preset)
    chosen = talked_about(world, most=1)
    assert [word_chain(world, who).readiness > 0 for who in chosen["wrongly warned of"]] == [True]
    assert word_chain(world, chosen["warned of"][0]).readiness < 0


def test_it_is_the_season_that_simulate_plays(chains):
    season = simulate(SOURCE, 1)
    (mine, *others) = chains
    assert mine.you
    for chain in chains:
        assert (
            chain.end.outcome
            == ["pre-match", "matched", "soap", "unplaced"][season.outcome[0, chain.applicant]]
        )
        ranks = sum(there.now.rank > 0 for there in chain.programs)
        met = sum(there.now.interviewed for there in chain.programs)
        assert ranks == season.ranks[0, chain.applicant]
        assert met == season.interviews[0, chain.applicant]
    assert others


def test_every_word_comes_from_somebody_known_there_or_was_passed_on(chains):
    words = 0
    for chain in chains:
        for there in chain.programs:
            for word in there.words:
                words += 1
                assert 0 <= word.speaker < len(chain.speakers)
                assert word.speaker in there.known or not word.firsthand
    assert words


def test_in_silence_nothing_is_heard_of_this_one_and_all_else_is_heard():
    who = talked_about(SOURCE)["warned of"][0]
    batch, silent = _played(SOURCE, 0, 1), _played(SOURCE, 0, 1, who)

    def about(one):
        return one.applications.applicant[one.heard.application]

    assert (about(batch) == who).any()
    assert not (about(silent) == who).any()
    np.testing.assert_array_equal(about(batch)[about(batch) != who], about(silent))
    # Before the interviews nobody else's place in the eyes of a program has moved.
    others = batch.applications.applicant != who
    np.testing.assert_array_equal(batch.rank_key[0, others], silent.rank_key[0, others])


def test_in_silence_nobody_is_heard_in_soap_either():
    applications = _played(SOURCE, 0, 1).applications
    who = talked_about(SOURCE)["warned of"][0]
    market, quiet = applications.market, _silent(applications, who)
    programs = np.arange(len(market.programs))
    for someone, silenced in ((who, True), (who, False), (who + 1, True)):
        speakers = quiet.speakers if silenced else applications.speakers
        sent = np.full(len(programs), someone)
        calls = find_calls(market, speakers, sent, programs, applications.dials)
        assert len(calls.chance)
        assert (calls.chance.max() > 0) == (someone != who or not silenced)


def test_your_own_words_can_be_silenced_too():
    mine = word_chain(SOURCE)
    assert mine.words
    quiet = word_chain(Scenario(preset="source"))
    assert quiet.words == 0
    assert mine.silent_end == quiet.end
    assert [there.silent for there in mine.programs] == [there.now for there in quiet.programs]


def test_where_no_word_is_acted_on_silence_changes_nothing():
    deaf = replace(SOURCE).with_assumptions(endorsement_effect="none")
    assert not any(talked_about(deaf).values())
    chain = word_chain(deaf, talked_about(SOURCE)["praised"][0])
    assert chain.words == 0
    assert chain.end == chain.silent_end
    assert all(there.now == there.silent for there in chain.programs)


@pytest.mark.parametrize(
    ("named", "value"),
    [
        ("applicant", 301),
        ("applicant", -1),
        ("number", -1),
        ("number", "x"),
        ("number", [1]),
        ("seed", 0.5),
    ],
)
def test_somebody_who_is_not_there_and_no_season_are_refused(named, value):
    with pytest.raises(MarketError, match=re.escape(f"{named} is {value!r}")):
        word_chain(SOURCE, **{named: value})


def test_every_problem_of_a_chain_is_told_at_once():
    with pytest.raises(MarketError) as told:
        word_chain(SOURCE, "me", number=None, seed=-1)
    assert len(told.value.problems) == 3


@pytest.mark.parametrize(
    ("named", "value"), [("number", "x"), ("number", [1]), ("seed", -1), ("most", "two")]
)
def test_no_season_and_no_number_of_people_are_refused(named, value):
    with pytest.raises(MarketError, match=re.escape(f"{named} is {value!r}")):
        talked_about(SOURCE, **{named: value})
